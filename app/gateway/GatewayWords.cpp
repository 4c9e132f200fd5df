#include "app/gateway/GatewayWords.h"

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
        {u"cell: too long"_s, u"a cell is too long"_s},
        {u"name: too long"_s, u"a name is too long"_s},
    };
    return words.value(reason, reason);
}

} // namespace textbank
