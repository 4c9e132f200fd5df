#pragma once

#include "core/compose/MessageChecks.h"
#include "core/compose/Segments.h"

class QPlainTextEdit;

namespace textbank {

/// Underlines in an editor what the checks found and the characters that make the text longer.
void markText(QPlainTextEdit& editor, const QList<CheckFinding>& findings, const SegmentCount& segments);

/// Makes the change as if it were typed: the editor's own undo takes it back.
void applyMend(QPlainTextEdit& editor, const TextMend& mend);

} // namespace textbank
