#pragma once

#include "core/base/Result.h"
#include "core/host/Rehearsal.h"
#include "core/host/ScriptCheck.h"

#include <QString>

namespace textbank {

/// One sentence for whoever runs the gateway: what could not be done, and what to do. `what` names the attempt
/// ("The campaign was not imported").
QString sentenceFor(const Error& error, const QString& what);
/// Why a line of a list was refused ("phone: tooShort" -> "the telephone number has too few digits").
QString whyRefused(const QString& reason);
/// Why there was no rehearsal of STOP, or why it failed (Rehearsal::reason); one sentence.
QString whyNotRehearsed(const QString& reason);
/// What a rehearsal that ended found, as "name: value" lines.
QStringList linesOf(const Rehearsal& rehearsal);
/// What is wrong with a script that was imported, and whom it keeps from being texted.
QString sentenceFor(const ScriptFinding& found);

} // namespace textbank
