#include "core/compose/FieldNames.h"

#include "core/compose/Template.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kLongestCompared = 64; ///< Nobody mistypes a longer name and means one of the list.
constexpr int kLongestWritten = 80;  ///< Behind a brace that is further away nobody writes a name.

/// How many letters to add, drop, change or swap with the neighbour (optimal string alignment).
int distanceOf(const QString& a, const QString& b)
{
    const auto width = b.size() + 1;
    QList<int> before(width);
    QList<int> last(width);
    QList<int> row(width);
    for (qsizetype j = 0; j < width; ++j) {
        last[j] = static_cast<int>(j);
    }
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j < width; ++j) {
            const auto same = a.at(i - 1) == b.at(j - 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a.at(i - 1) == b.at(j - 2) && a.at(i - 2) == b.at(j - 1)) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last.back();
}

} // namespace

FieldNames::FieldNames()
{
    for (const auto& name : MergeFields::standardNames()) {
        addName(name);
    }
}

void FieldNames::addName(const QString& name)
{
    m_seen.insert(name);
    const auto key = MergeFields::key(name);
    if (!key.isEmpty() && !m_known.contains(key)) {
        m_known.insert(key);
        m_names.append(name);
        m_keys.append(key);
    }
}

void FieldNames::add(const Contact& contact)
{
    for (auto field = contact.fields.cbegin(); field != contact.fields.cend(); ++field) {
        if (!m_seen.contains(field.key())) {
            addName(field.key());
        }
    }
}

bool FieldNames::knows(const QString& name) const { return m_known.contains(MergeFields::key(name)); }

QString FieldNames::nearest(const QString& name) const
{
    const auto key = MergeFields::key(name);
    if (key.size() > kLongestCompared) {
        return {};
    }
    QString nearest;
    auto least = std::numeric_limits<int>::max();
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const auto& known = m_keys.at(i);
        if (known.size() > kLongestCompared) {
            continue;
        }
        const auto distance = distanceOf(key, known);
        const auto allowed = std::max<qsizetype>(1, std::min(key.size(), known.size()) / 3);
        if (distance <= allowed && distance < least) {
            least = distance;
            nearest = m_names.at(i);
        }
    }
    return nearest;
}

std::optional<NameInProgress> nameInProgress(const QString& text, int cursor)
{
    const auto end = std::clamp(cursor, 0, static_cast<int>(text.size()));
    auto open = end - 1;
    while (open >= 0 && end - open <= kLongestWritten && text.at(open) != u'{') {
        const auto c = text.at(open);
        if (c == u'}' || c == u'|' || c == u'=' || c == u'"' || c == u'\n') {
            return std::nullopt;
        }
        --open;
    }
    if (open < 0 || text.at(open) != u'{') {
        return std::nullopt;
    }
    auto braces = 0;
    for (auto at = open; at >= 0 && text.at(at) == u'{'; --at) {
        ++braces;
    }
    if (braces % 2 == 0) {
        return std::nullopt; // Literal ones.
    }
    auto begin = open + 1;
    auto inCondition = false;
    for (const auto& word : {u"if "_s, u"elif "_s}) {
        if (text.mid(begin, word.size()).compare(word, Qt::CaseInsensitive) == 0 && begin + word.size() <= end) {
            begin += static_cast<int>(word.size());
            inCondition = true;
            break;
        }
    }
    while (begin < end && text.at(begin).isSpace()) {
        ++begin;
    }
    return NameInProgress{begin, text.mid(begin, end - begin), inCondition};
}

} // namespace textbank
