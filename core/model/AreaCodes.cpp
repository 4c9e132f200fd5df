#include "core/model/AreaCodes.h"

#include <QFile>
#include <QHash>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

using Table = std::array<std::optional<AreaCode>, 1000>;

Table readTable()
{
    Table table;
    QFile file(u":/nanp/area-codes.csv"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return table; // A program without the table knows no codes, and libphonenumber alone decides.
    }
    for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const auto parts = line.split(u',');
        const auto code = parts.front().toUInt();
        if (!line.startsWith(u'#') && parts.size() == 4 && code < table.size()) {
            table[code] = AreaCode{parts.at(1), parts.at(2).split(u' ', Qt::SkipEmptyParts),
                                   parts.at(3).split(u' ', Qt::SkipEmptyParts)};
        }
    }
    return table;
}

const Table& table()
{
    static const Table kTable = readTable();
    return kTable;
}

} // namespace

const AreaCode* findAreaCode(const QString& code)
{
    if (code.size() != 3) {
        return nullptr;
    }
    size_t index = 0;
    for (const auto c : code) {
        if (c < u'0' || c > u'9') {
            return nullptr;
        }
        index = index * 10 + (c.unicode() - u'0');
    }
    const auto& row = table()[index];
    return row ? &*row : nullptr;
}

QString nonGeographicUse(const QString& code)
{
    static const auto uses = [] {
        QHash<QString, QString> read;
        QFile file(u":/nanp/non-geographic.csv"_s);
        if (file.open(QIODevice::ReadOnly)) {
            for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
                read.insert(line.section(u',', 0, 0), line.section(u',', 1));
            }
        }
        return read;
    }();
    return code.isEmpty() ? QString() : uses.value(code);
}

QStringList areaCodeZones(const QString& region)
{
    QStringList zones;
    for (const auto& row : table()) {
        if (row && row->region == region) {
            zones += row->zones;
        }
    }
    zones.sort();
    zones.removeDuplicates();
    return zones;
}

} // namespace textbank
