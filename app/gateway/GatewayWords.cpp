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
        {u"phone: abroad"_s, u"the telephone number is of a country outside the North American plan"_s},
        {u"phone: premium"_s, u"the telephone number is a premium-rate number"_s},
        {u"phone: tollFree"_s, u"the telephone number is a toll-free number, which is nobody's own"_s},
        {u"row: too many cells"_s, u"it has more columns than the header"_s},
        {u"zip: shape"_s, u"its ZIP code is not five digits and was passed over"_s},
        {u"zip: state"_s, u"its ZIP code is not in its state, so the texting hours of both count"_s},
        {u"cell: too long"_s, u"a cell is too long"_s},
        {u"name: too long"_s, u"a name is too long"_s},
    };
    return words.value(reason, reason);
}

} // namespace textbank
