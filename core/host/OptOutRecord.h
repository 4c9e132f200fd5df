#pragma once

#include "core/base/Clock.h"
#include "core/model/Command.h"

#include <QList>
#include <QString>
#include <optional>
#include <utility>

namespace textbank {

/// What staff ask about one number.
struct OptOutOrder
{
    QString number; ///< As typed; read as the numbers of a list are.
    QString reason; ///< In words, for the record.
    /// A reversal lifts only what the gateway had recorded by then; nothing for all that it has.
    std::optional<Instant> asOf;
};

/// One entry of a number's history.
struct OptOutEntry
{
    qint64 sequence = 0;
    bool lifted = false;                      ///< Else opted out, or said again while it was.
    OptOutSource how = OptOutSource::Gateway; ///< Of a lifting: Reply for the contact's own START, Staff, Gateway.
    QString by;                               ///< "contact", "operator" or a volunteer's id.
    QString words;                            ///< The contact's words, or the reason that was given; may be empty.
    Instant askedAt{};                        ///< When the person said so, as far as anybody knows.
    Instant recordedAt{};                     ///< When this gateway wrote it down.
};

struct OptOutHistory
{
    bool optedOut = false;      ///< Now.
    QList<OptOutEntry> entries; ///< Oldest first.
};

/// What became of a suppression list.
struct OptOutImport
{
    qint64 imported = 0;
    qint64 already = 0;                     ///< Opted out before, or twice in the list.
    QList<std::pair<int, QString>> refused; ///< 1-based line and why ("phone: tooShort"); never the value.
    QList<int> undated; ///< Lines whose date cannot be read or be true; their numbers are opted out as of the import.
};

/// Whose campaigns they are.
struct Organisation
{
    QString id;
    QString name;
};

} // namespace textbank
