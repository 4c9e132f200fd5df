#include "core/model/ChoiceCounts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <numeric>

namespace textbank {

ChoiceCounts ChoiceCounts::fromText(const QString& text)
{
    ChoiceCounts counts;
    const auto json = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto of = json.begin(); of != json.end(); ++of) {
        const auto suggestions = of.value().toObject();
        for (auto it = suggestions.begin(); it != suggestions.end(); ++it) {
            counts.set(of.key(), it.key(), it.value().toInt());
        }
    }
    return counts;
}

QString ChoiceCounts::text() const
{
    QJsonObject json;
    for (auto of = m_counts.cbegin(); of != m_counts.cend(); ++of) {
        QJsonObject suggestions;
        for (auto it = of->cbegin(); it != of->cend(); ++it) {
            suggestions.insert(it.key(), it.value());
        }
        json.insert(of.key(), suggestions);
    }
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

void ChoiceCounts::set(const QString& intent, const QString& suggestion, int times)
{
    if (times <= 0 || intent.isEmpty() || suggestion.isEmpty()) {
        return;
    }
    const auto isNew = of(intent, suggestion) == 0;
    if (isNew && m_rows >= kMostRows) {
        return;
    }
    m_rows += isNew ? 1 : 0;
    m_counts[intent][suggestion] = std::min(times, kMost);
}

void ChoiceCounts::add(const QString& intent, const QString& suggestion, int times)
{
    set(intent, suggestion, of(intent, suggestion) + std::clamp(times, 0, kMost));
}

void ChoiceCounts::replace(const QList<ChoiceCount>& rows)
{
    for (const auto& row : rows) {
        set(row.intent, row.suggestion, row.times);
    }
}

ChoiceCounts ChoiceCounts::largest(const ChoiceCounts& other) const
{
    auto out = *this;
    for (const auto& row : other.rows()) {
        out.set(row.intent, row.suggestion, std::max(of(row.intent, row.suggestion), row.times));
    }
    return out;
}

ChoiceCounts ChoiceCounts::sum(const ChoiceCounts& other) const
{
    auto out = *this;
    for (const auto& row : other.rows()) {
        out.add(row.intent, row.suggestion, row.times);
    }
    return out;
}

int ChoiceCounts::total(const QString& intent) const
{
    const auto counts = m_counts.value(intent);
    return std::accumulate(counts.cbegin(), counts.cend(), 0,
                           [](int sum, int times) { return std::min(sum + times, kMost); });
}

int ChoiceCounts::total() const
{
    int sum = 0;
    for (auto of = m_counts.cbegin(); of != m_counts.cend(); ++of) {
        sum = std::min(sum + total(of.key()), kMost);
    }
    return sum;
}

QList<ChoiceCount> ChoiceCounts::rows() const
{
    QList<ChoiceCount> rows;
    for (auto of = m_counts.cbegin(); of != m_counts.cend(); ++of) {
        for (auto it = of->cbegin(); it != of->cend(); ++it) {
            rows.append({of.key(), it.key(), it.value()});
        }
    }
    return rows;
}

} // namespace textbank
