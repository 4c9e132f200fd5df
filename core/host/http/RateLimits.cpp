#include "core/host/http/RateLimits.h"

#include <algorithm>
#include <cmath>

namespace textbank {

std::optional<Seconds> RateLimiter::take(const QString& key, Millis now)
{
    auto bucket = m_buckets.find(key);
    if (bucket == m_buckets.end()) {
        if (m_buckets.size() >= kMaxKeys) {
            forgetQuiet(now);
        }
        bucket = m_buckets.insert(key, {m_rate.burst, now});
    }
    bucket->left = leftAt(*bucket, now);
    bucket->at = now;
    if (bucket->left >= 1) {
        bucket->left -= 1;
        return std::nullopt;
    }
    const auto wait = std::ceil((1 - bucket->left) / m_rate.perSecond);
    return std::max(Seconds{1}, Seconds{static_cast<qint64>(wait)});
}

double RateLimiter::leftAt(const Bucket& bucket, Millis now) const
{
    const auto passed = std::max(Millis{0}, now - bucket.at);
    return std::min(m_rate.burst, bucket.left + m_rate.perSecond * static_cast<double>(passed.count()) / 1000);
}

void RateLimiter::forgetQuiet(Millis now)
{
    // A full bucket says nothing that a new one would not say.
    m_buckets.removeIf([&](const auto& entry) { return leftAt(entry.value(), now) >= m_rate.burst; });
    if (m_buckets.size() < kMaxKeys) {
        return;
    }
    // The quieter half at once, so that a flood of new keys does not pay for this at each.
    QList<Millis> times;
    times.reserve(m_buckets.size());
    for (const auto& bucket : std::as_const(m_buckets)) {
        times.append(bucket.at);
    }
    const auto middle = times.begin() + times.size() / 2;
    std::nth_element(times.begin(), middle, times.end());
    m_buckets.removeIf([last = *middle](const auto& entry) { return entry.value().at <= last; });
}

} // namespace textbank
