#include "core/review/ChoiceCounts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kMost = 1'000'000;

int countFrom(const QJsonValue& value) { return std::clamp(value.toInt(), 0, kMost); }

} // namespace

ChoiceCounts ChoiceCounts::fromText(const QString& text)
{
    ChoiceCounts counts;
    const auto json = QJsonDocument::fromJson(text.toUtf8()).object();
    for (int i = 0; i < kIntents; ++i) {
        const auto of = json.value(intentName(static_cast<Intent>(i))).toObject();
        for (auto it = of.begin(); it != of.end(); ++it) {
            const auto times = countFrom(it.value());
            if (times > 0) {
                counts.m_counts[static_cast<size_t>(i)].insert(it.key(), times);
                counts.m_totals[static_cast<size_t>(i)] += times;
            }
        }
    }
    counts.m_chosen = countFrom(json.value("chosen"_L1));
    counts.m_inFirstThree = std::min(countFrom(json.value("inFirstThree"_L1)), counts.m_chosen);
    return counts;
}

QString ChoiceCounts::text() const
{
    QJsonObject json{{u"chosen"_s, m_chosen}, {u"inFirstThree"_s, m_inFirstThree}};
    for (int i = 0; i < kIntents; ++i) {
        QJsonObject of;
        const auto& counts = m_counts[static_cast<size_t>(i)];
        for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
            of.insert(it.key(), it.value());
        }
        if (!of.isEmpty()) {
            json.insert(intentName(static_cast<Intent>(i)), of);
        }
    }
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

void ChoiceCounts::add(Intent intent, const QString& suggestion)
{
    auto& times = m_counts[index(intent)][suggestion];
    if (times < kMost) {
        ++times;
        ++m_totals[index(intent)];
    }
}

void ChoiceCounts::addPlace(int place)
{
    if (place >= 0 && m_chosen < kMost) {
        ++m_chosen;
        m_inFirstThree += place < 3 ? 1 : 0;
    }
}

} // namespace textbank
