#include "core/policy/ZipTable.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QList<QStringList> rowsOf(const QString& path)
{
    QList<QStringList> rows;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
            if (!line.startsWith(u'#')) {
                rows.append(line.split(u','));
            }
        }
    }
    return rows;
}

Place placeOf(const QString& states, const QString& zones)
{
    return {states.split(u' ', Qt::SkipEmptyParts), zones.split(u' ', Qt::SkipEmptyParts)};
}

/// 25 hexadecimal digits, the first bit for 00.
std::bitset<100> bitsOf(const QString& digits)
{
    std::bitset<100> bits;
    for (qsizetype i = 0; i < digits.size() && i < 25; ++i) {
        const auto nibble = QString(digits.at(i)).toUInt(nullptr, 16);
        for (qsizetype bit = 0; bit < 4; ++bit) {
            bits[static_cast<size_t>(4 * i + bit)] = ((nibble >> (3 - bit)) & 1U) != 0;
        }
    }
    return bits;
}

void unite(QStringList& into, const QStringList& more)
{
    into += more;
    into.sort();
    into.removeDuplicates();
}

} // namespace

const ZipTable& ZipTable::instance()
{
    static const ZipTable kTable;
    return kTable;
}

ZipTable::ZipTable()
{
    readZips();
    readStates();
}

void ZipTable::readZips()
{
    for (const auto& row : rowsOf(u":/zones/zips.csv"_s)) {
        auto isNumber = false;
        const auto code = row.front().toInt(&isNumber);
        if (!isNumber) {
            continue;
        }
        if (row.front().size() == 5 && row.size() == 3) {
            m_zips.insert(code, placeOf(row.at(1), row.at(2)));
        } else if (row.front().size() == 3 && row.size() == 4) {
            m_prefixes.at(static_cast<size_t>(code)) = {placeOf(row.at(1), row.at(2)), bitsOf(row.at(3)), false};
        } else if (row.front().size() == 3 && row.size() == 2) {
            m_prefixes.at(static_cast<size_t>(code)).isMilitary = row.at(1) == "military"_L1;
        }
    }
}

void ZipTable::readStates()
{
    static const QStringList islands{u"AS"_s, u"GU"_s, u"MP"_s, u"PR"_s, u"VI"_s};
    for (const auto& row : rowsOf(u":/zones/states.csv"_s)) {
        if (row.size() != 2) {
            continue;
        }
        const auto place = placeOf(row.at(0), row.at(1));
        if (!islands.contains(row.at(0))) {
            unite(m_country.states, place.states);
            unite(m_country.zones, place.zones);
        }
        m_states.insert(row.at(0), place);
    }
}

ZipTable::Found ZipTable::find(const QString& zip) const
{
    const auto code = zip.toInt();
    const auto& prefix = m_prefixes.at(static_cast<size_t>(code / 100));
    if (prefix.isMilitary) {
        return {nullptr, true};
    }
    if (!prefix.exists[static_cast<size_t>(code % 100)]) {
        return {};
    }
    const auto own = m_zips.constFind(code);
    return {own == m_zips.cend() ? &prefix.place : &*own, false};
}

const Place* ZipTable::state(const QString& code) const
{
    const auto found = m_states.constFind(code);
    return found == m_states.cend() ? nullptr : &*found;
}

} // namespace textbank
