#include "app/gateway/GatewayWords.h"

#include "core/gateway/WireNames.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace textbank {

QString sentenceFor(const Error& error, const QString& what)
{
    const auto because = [&](const QString& why) { return what + u": "_s + why; };
    switch (error.code) {
    case ErrorCode::Locked:
        return because(u"another program holds the database; try again in a moment."_s);
    case ErrorCode::DiskFull:
        return because(u"the disk is full; free some space and try again."_s);
    case ErrorCode::NewerVersion:
        return because(u"the database was written by a newer Textbank; update this program first."_s);
    case ErrorCode::Corrupt:
        return because(u"the database is damaged (%1); restore it from a copy."_s.arg(error.detail));
    case ErrorCode::NotFound:
        return because(error.detail == "campaign"_L1
                           ? u"there is no campaign with this id; import-campaign prints the id it gave."_s
                           : u"%1 was not found."_s.arg(error.detail));
    case ErrorCode::Malformed:
    case ErrorCode::TooLarge:
    case ErrorCode::Conflict:
        return because(u"the file is not in order (%1)."_s.arg(error.detail));
    default:
        return because(error.detail.endsWith(u'.') ? error.detail : error.detail + u'.');
    }
}

QString sentenceFor(const ScriptFinding& found)
{
    const auto text =
        found.language.isEmpty() ? u"\"%1\""_s.arg(found.text) : u"\"%1\" (%2)"_s.arg(found.text, found.language);
    if (found.fault) {
        return u"the text of %1 cannot be read: a brace or a condition at place %2 is not in order; nobody can be sent it."_s
            .arg(text)
            .arg(found.fault->position);
    }
    const auto whom = found.state.isEmpty() ? u"anybody"_s : u"contacts in "_s + found.state;
    return u"the first message %1 cannot be sent to %2 as it stands: the check \"%3\" of this campaign's policy blocks "
           "it%4."_s.arg(text, whom, wire::nameOf(found.finding->check, wire::kTextChecks),
                         found.finding->wanted.isEmpty() ? QString()
                                                         : u" (wanted: \"%1\")"_s.arg(found.finding->wanted));
}

QString whyRefused(const QString& reason)
{
    static const QHash<QString, QString> words{
        {u"phone: empty"_s, u"there is no telephone number"_s},
        {u"phone: letters"_s, u"the telephone number has letters in it"_s},
        {u"phone: extension"_s, u"the telephone number has an extension"_s},
        {u"phone: several"_s, u"there is more than one telephone number in the cell"_s},
        {u"phone: tooShort"_s, u"the telephone number has too few digits"_s},
        {u"phone: tooLong"_s, u"the telephone number has too many digits"_s},
        {u"phone: invalid"_s, u"no such telephone number can exist"_s},
        {u"phone: abroad"_s,
         u"the telephone number is of another country, and there is no address in the United States"_s},
        {u"phone: premium"_s, u"the telephone number is a premium-rate number"_s},
        {u"phone: tollFree"_s, u"the telephone number is a toll-free number, which is nobody's own"_s},
        {u"row: too many cells"_s, u"it has more columns than the header"_s},
        {u"zip: shape"_s, u"its ZIP code is none of the United States and was passed over"_s},
        {u"state: unknown"_s, u"its state is none of the United States and was passed over"_s},
        {u"phone: no place"_s,
         u"its number tells no place, so nobody texts this person until a list with an address is imported"_s},
        {u"zip: unknown"_s,
         u"its ZIP code does not exist, so nobody texts this person until a list with a better address is imported"_s},
        {u"zip: state"_s,
         u"its ZIP code is not in its state, so nobody texts this person until a list with a better address is imported"_s},
        {u"zip: military"_s,
         u"a military address may be anywhere, so nobody texts this person until a list with another is imported"_s},
        {u"cell: too long"_s, u"a cell is too long"_s},
        {u"name: too long"_s, u"a name is too long"_s},
    };
    return words.value(reason, reason);
}

QString whyNotRehearsed(const QString& reason)
{
    static const QHash<QString, QString> words{
        {u"running"_s, u"A rehearsal is going on already; wait for its end."_s},
        {u"phone: a contact's"_s,
         u"This number is on a list. A rehearsal never texts a person of a list: give a test phone of your own."_s},
        {u"phone: opted out"_s,
         u"This phone asked the organisation to stop before. Send START from it first, or give another."_s},
        {u"phone: needed"_s, u"This carrier has no test phones: give --phone NUMBER, with that phone in your hand."_s},
        {u"campaign: not registered"_s, u"The campaign is not registered with the carriers, so nothing can be sent."_s},
        {u"not-served"_s, u"No serving process took the rehearsal up: look whether \"serve\" still works."_s},
        {u"not-sent"_s, u"The rehearsal failed: its text did not leave for the carrier."_s},
        {u"no-answer"_s, u"The rehearsal failed: no STOP came back from the test phone in time."_s},
        {u"unconfirmed"_s, u"The rehearsal failed: not every connected client confirmed that it has the opt-out. Look "
                           u"after the computers "
                           "named above before you send."_s},
        {u"not-refused"_s,
         u"The rehearsal failed: a text after STOP was not refused. Send nothing, and tell who runs this gateway."_s},
        {u"confirmations"_s, u"The rehearsal failed: not exactly the confirming texts went that the policy says."_s},
    };
    if (reason.startsWith("undelivered: "_L1)) {
        return u"The rehearsal failed: the carrier could not deliver its text (%1)."_s.arg(reason.section(u' ', 1));
    }
    return reason.isEmpty() ? u"The rehearsal has not ended; ask again when a gateway serves."_s
                            : words.value(reason, reason);
}

QStringList linesOf(const Rehearsal& rehearsal)
{
    const auto outcome = !rehearsal.endedAt ? u"not ended"_s : rehearsal.passed ? u"passed"_s : u"failed"_s;
    QStringList lines{u"rehearsal: "_s + outcome, u"id: "_s + rehearsal.id,
                      u"asked: "_s + toRfc3339(rehearsal.askedAt)};
    const auto add = [&](const QString& name, const std::optional<Instant>& at) {
        lines.append(name + (at ? toRfc3339(*at) : u"never"_s));
    };
    add(u"text left: "_s, rehearsal.textAt);
    add(u"STOP came: "_s, rehearsal.stopAt);
    if (rehearsal.stopAt) {
        lines.append(u"clients told: %1"_s.arg(rehearsal.told()));
        lines.append(u"clients confirmed: %1"_s.arg(rehearsal.confirmed()));
        if (rehearsal.signedOut() > 0) {
            lines.append(u"clients signed out meanwhile: %1"_s.arg(rehearsal.signedOut()));
        }
        if (rehearsal.median() && rehearsal.slowest()) {
            lines.append(u"median ms: %1"_s.arg(rehearsal.median()->count()));
            lines.append(u"slowest ms: %1"_s.arg(rehearsal.slowest()->count()));
        }
        for (const auto& device : rehearsal.missing()) {
            lines.append(u"not confirmed: %1 (%2)"_s.arg(device.device.value, device.name));
        }
        for (const auto& device : rehearsal.away()) {
            lines.append(u"not connected: %1 (%2)"_s.arg(device.device.value, device.name));
        }
        lines.append(u"text after STOP: "_s + (rehearsal.refused.isEmpty() ? u"not tried"_s : rehearsal.refused));
        lines.append(u"confirming texts: %1"_s.arg(rehearsal.confirmations));
    }
    add(u"ended: "_s, rehearsal.endedAt);
    if (rehearsal.passed && rehearsal.told() == 0) {
        lines.append(u"note: no client was connected, so only the gateway itself was checked"_s);
    } else if (rehearsal.passed && !rehearsal.away().isEmpty()) {
        lines.append(u"note: a client that is not connected hears of it when it comes back, before it may send"_s);
    }
    return lines;
}

} // namespace textbank
