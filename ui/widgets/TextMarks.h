#pragma once

#include "core/compose/MessageChecks.h"
#include "core/compose/Segments.h"

class QPlainTextEdit;

namespace textbank {

/// Underlines in an editor what the checks found and the characters that make the text longer.
void markText(QPlainTextEdit& editor, const QList<CheckFinding>& findings, const SegmentCount& segments);

} // namespace textbank
