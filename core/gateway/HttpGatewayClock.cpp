#include "core/gateway/HttpGatewayClock.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {

namespace {

constexpr Seconds kWidest{40}; // A poll of 25 s, and what the network takes.

} // namespace

std::optional<Instant> readHttpDate(const QByteArray& header)
{
    const auto text = QString::fromLatin1(header.trimmed());
    if (text.size() != 29 || !text.endsWith(" GMT"_L1)) {
        return std::nullopt;
    }
    const auto date = QLocale::c().toDate(text.left(16), u"ddd, dd MMM yyyy"_s);
    const auto time = QTime::fromString(text.mid(17, 8), u"hh:mm:ss"_s);
    const QDateTime when(date, time, QTimeZone::utc());
    return when.isValid() ? std::optional(instantFromMs(when.toMSecsSinceEpoch())) : std::nullopt;
}

void HttpGatewayClock::sawDate(const QByteArray& date, Instant sent, Instant received)
{
    if (const auto theirs = readHttpDate(date)) {
        sawSecond(*theirs, sent, received);
    }
}

void HttpGatewayClock::sawSecond(Instant theirs, Instant sent, Instant received)
{
    const auto [first, last] = std::minmax(sent, received);
    narrow(theirs - last, theirs + Millis{999} - first);
}

void HttpGatewayClock::sawTime(Instant theirs, Instant sent, Instant received)
{
    const auto [first, last] = std::minmax(sent, received);
    narrow(theirs - last, theirs - first);
}

std::optional<Millis> HttpGatewayClock::offset() const
{
    return m_interval ? std::optional(m_interval->low + (m_interval->high - m_interval->low) / 2) : std::nullopt;
}

void HttpGatewayClock::narrow(Millis low, Millis high)
{
    if (high - low > kWidest) {
        return;
    }
    if (m_interval && low <= m_interval->high && high >= m_interval->low) {
        m_interval = Interval{std::max(low, m_interval->low), std::min(high, m_interval->high)};
        return;
    }
    m_interval = Interval{low, high};
}

} // namespace textbank
