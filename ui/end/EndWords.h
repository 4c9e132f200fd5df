#pragma once

#include "core/review/PracticeScore.h"
#include "core/store/Store.h"
#include "core/sync/SyncEngine.h"

#include "ui/Words.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace textbank::endwords {

struct Figure
{
    int value = 0;
    QString words;
};
/// What was done, in the order a person asks for it; what is 0 and dull is left out.
QList<Figure> done(const ShiftFigures& figures);
/// What has not reached the gateway, opt-outs first; empty when everything has.
QStringList waiting(const OutboxCounts& counts);
/// What it would not take, for the volunteer to pass on; empty when it took everything.
QStringList refused(const RefusedCounts& counts);
/// What happens to the contacts that are left.
/// `released`: the campaign's server takes back who was not texted.
QStringList goesBack(const ShiftFigures& figures, bool released);
/// What is deleted from this computer.
QString wipe(bool memoryOnly, bool practice);
/// Why signing out did not go through and what it means.
QString failure(const TransportError& error, const OutboxCounts& counts, bool memoryOnly = false);

/// The page of a session that ended without her wish: why, what was removed, what became of texts that had not left,
/// and what still has to reach the gateway.
words::Said ending(const SessionEnd& end, const OutboxCounts& waiting, const SyncStatus& status, bool memoryOnly,
                   words::WayBack back = words::WayBack::Staff);
/// What a computer did not let go of when a shift was destroyed.
enum class Leftover {
    None,
    Sealed,               ///< Files, and no key that opens them.
    KeychainEntry,        ///< The keychain's entry, and nothing that its key opens.
    KeychainEntryAndFiles ///< Both: who opens the keychain may read what is left.
};
/// What it is and what to do about it; empty for None.
QString left(Leftover leftover);
/// The same as ending() when all of it is destroyed, or all but `leftover`.
words::Said over(const SessionEnd& end, Leftover leftover);

/// One line of the practice score: how it went, and where there is something to learn, a hint.
struct ScoreLine
{
    bool good = true;
    QString words;
    QString hint;
};
QList<ScoreLine> score(const PracticeScore& score);
QString scoreTitle(const PracticeScore& score);

} // namespace textbank::endwords
