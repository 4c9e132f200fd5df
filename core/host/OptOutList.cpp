#include "core/host/OptOutList.h"

#include "core/base/Csv.h"
#include "core/host/ListColumns.h"

#include <QDateTime>
#include <QTimeZone>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qsizetype kMaxWords = 500;
constexpr int kFirstYear = 1990; ///< What is older is a spreadsheet's empty date, and no wire carries one before 1970.

/// Which column is what.
struct Columns
{
    QList<qsizetype> phones;
    QList<qsizetype> maybePhones; ///< By their names; what is no number there is nobody's fault.
    qsizetype words = -1;
    qsizetype date = -1;
};

/// "Home Phone", "Phone 2", "Work Cell", "Tel." and the like, which a contact list keeps as fields of their own. Of
/// somebody who asked to stop, each number counts.
bool mayBePhone(const QString& letters)
{
    const auto has = [&letters](const char* part) { return letters.contains(QLatin1String(part)); };
    for (const auto* when : {"date", "dated", "time", "at"}) {
        if (letters.endsWith(QLatin1String(when))) {
            return false; // Of when a telephone was opted out. Some have as many digits as a number.
        }
    }
    return has("phone") || has("mobile") || (has("cell") && !has("cancell") && !has("miscell")) ||
           letters.startsWith("tel"_L1);
}

Columns columnsOf(const QStringList& header)
{
    static const QStringList reasons{u"reason"_s, u"why"_s, u"words"_s, u"message"_s, u"comment"_s};
    static const QStringList dates{u"date"_s,          u"at"_s,        u"when"_s,       u"time"_s,
                                   u"timestamp"_s,     u"createdat"_s, u"optedoutat"_s, u"optoutdate"_s,
                                   u"dateoptedout"_s,  u"optoutat"_s,  u"dateadded"_s,  u"unsubscribedat"_s,
                                   u"unsubscribedon"_s};
    Columns columns;
    for (qsizetype i = 0; i < header.size(); ++i) {
        const auto letters = columnKey(header.at(i));
        if (ListColumns({header.at(i)}).hasPhone()) {
            columns.phones.append(i);
        } else if (columns.words < 0 && reasons.contains(letters)) {
            columns.words = i;
        } else if (columns.date < 0 && dates.contains(letters)) {
            columns.date = i;
        } else if (mayBePhone(letters)) {
            columns.maybePhones.append(i);
        }
    }
    return columns;
}

/// The columns of a list whose first line is a number already, a bad one included; none when it is words.
Columns bareColumns(const QStringList& first)
{
    Columns columns;
    for (qsizetype i = 0; i < first.size(); ++i) {
        const auto& cell = first.at(i);
        const auto digits = std::count_if(cell.cbegin(), cell.cend(), [](QChar c) { return c.isDigit(); });
        const auto isWord = std::any_of(cell.cbegin(), cell.cend(), [](QChar c) { return c.isLetter(); });
        if (PhoneNumber::parse(cell) || (digits > 3 && !isWord)) {
            columns.phones.append(i);
            break;
        }
    }
    return columns;
}

std::optional<Instant> dateOf(const QString& cell)
{
    // As programs and as spreadsheets write them.
    auto time = QDateTime::fromString(cell, Qt::ISODateWithMs);
    for (const auto* format : {"yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "M/d/yyyy", "M/d/yyyy H:mm",
                               "M/d/yyyy H:mm:ss", "M/d/yyyy h:mm AP", "M/d/yyyy h:mm:ss AP"}) {
        if (time.isValid()) {
            break;
        }
        time = QDateTime::fromString(cell, QString::fromLatin1(format));
    }
    if (!time.isValid() || time.date().year() < kFirstYear) {
        return std::nullopt;
    }
    if (time.timeSpec() == Qt::LocalTime) { // None was given; never the one of whoever's computer this is.
        time.setTimeZone(QTimeZone::utc());
    }
    return instantFromMs(time.toMSecsSinceEpoch());
}

/// Never half a character, which no wire carries.
QString wordsOf(QString cell)
{
    cell.truncate(kMaxWords);
    if (!cell.isEmpty() && cell.back().isHighSurrogate()) {
        cell.chop(1);
    }
    return cell;
}

void readRow(const CsvRow& row, const Columns& columns, OptOutList& list)
{
    const auto cellAt = [&](qsizetype column) {
        return column >= 0 && column < row.cells.size() ? row.cells.at(column).trimmed() : QString();
    };
    OptOutList::Listed listed;
    listed.words = wordsOf(cellAt(columns.words));
    const auto date = cellAt(columns.date);
    listed.at = date.isEmpty() ? std::nullopt : dateOf(date);
    auto any = false;
    auto taken = false;
    const auto take = [&](const PhoneNumber& number) {
        taken = true;
        listed.number = number;
        list.numbers.append(listed);
    };
    for (const auto column : columns.phones) {
        const auto cell = cellAt(column);
        if (cell.isEmpty()) {
            continue;
        }
        any = true;
        const auto number = PhoneNumber::parse(cell);
        if (!number) {
            list.refused.append({row.line, u"phone: "_s + number.error().detail});
            continue;
        }
        take(*number);
    }
    for (const auto column : columns.maybePhones) {
        const auto number = PhoneNumber::parse(cellAt(column));
        if (number) {
            take(*number);
        } else if (const auto& why = number.error().detail; why == "several"_L1 || why == "extension"_L1) {
            any = true; // Numbers all the same.
            list.refused.append({row.line, u"phone: "_s + why});
        }
    }
    if (!any && !taken) {
        list.refused.append({row.line, u"phone: empty"_s});
    }
    if (taken && !date.isEmpty() && !listed.at) {
        list.undated.append(row.line);
    }
}

} // namespace

Result<OptOutList> readOptOutList(QIODevice& csv)
{
    Csv reader(csv);
    const auto first = reader.next();
    if (!first) {
        return Unexpected{first.error()};
    }
    if (!*first) {
        return fail(ErrorCode::Malformed, u"empty"_s);
    }
    OptOutList list;
    auto columns = columnsOf((*first)->cells);
    if (columns.phones.isEmpty() && columns.maybePhones.isEmpty()) {
        columns = bareColumns((*first)->cells);
        if (columns.phones.isEmpty()) {
            return fail(ErrorCode::Malformed, u"header: no column with telephone numbers"_s);
        }
        readRow(**first, columns, list);
    }
    for (;;) {
        const auto row = reader.next();
        if (!row) {
            return Unexpected{row.error()};
        }
        if (!*row) {
            return list;
        }
        readRow(**row, columns, list);
    }
}

} // namespace textbank
