#pragma once

#include "core/base/Clock.h"

#include <QHash>
#include <QString>
#include <optional>

namespace textbank {

/// So many requests a second in the long run, and `burst` at once.
struct Rate
{
    double perSecond = 1;
    double burst = 1;
};

/// Generous for people: a volunteer's client asks about once a second, a batch of a hundred commands is one request,
/// and a whole room may come from one address. What they stop is a program that runs wild or means harm.
struct RateLimits
{
    Rate session{50, 500};   ///< Of one token.
    Rate remote{1000, 5000}; ///< Of one address, everything it asks.
    Rate stranger{50, 1000}; ///< Of one address without a valid token: looking, joining, guessing.

    /// Where time is simulated, a day of requests comes within a second.
    static RateLimits none() { return {{1e9, 1e9}, {1e9, 1e9}, {1e9, 1e9}}; }
};

/// Token buckets by key. Times are given, not asked for.
class RateLimiter
{
public:
    /// Keys kept at once; beyond it those that have been quiet the longest are forgotten.
    static constexpr qsizetype kMaxKeys = 20'000;

    explicit RateLimiter(Rate rate)
        : m_rate(rate)
    {
    }

    /// Takes one from the key's bucket. Nothing when there was one; else how long to wait for the next.
    std::optional<Seconds> take(const QString& key, Millis now);
    qsizetype keys() const { return m_buckets.size(); }

private:
    struct Bucket
    {
        double left = 0;
        Millis at{0};
    };
    double leftAt(const Bucket& bucket, Millis now) const;
    void forgetQuiet(Millis now);

    Rate m_rate;
    QHash<QString, Bucket> m_buckets;
};

} // namespace textbank
