#include "core/base/Clock.h"

#include <QDateTime>
#include <QTimeZone>

namespace textbank {

Instant SystemClock::now() const { return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()); }

Millis SystemClock::elapsed() const
{
    return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch());
}

QString toRfc3339(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(instant), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Instant> fromRfc3339(const QString& text)
{
    // Qt reads a time without an offset as local time; a gateway that forgets the offset must be told so instead.
    const auto hasOffset =
        text.endsWith(u'Z') || (text.size() > 6 && text.at(text.size() - 3) == u':' &&
                                (text.at(text.size() - 6) == u'+' || text.at(text.size() - 6) == u'-'));
    if (!hasOffset || text.size() < 20 || text.at(10) != u'T') {
        return std::nullopt;
    }
    const auto parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!parsed.isValid()) {
        return std::nullopt;
    }
    return instantFromMs(parsed.toMSecsSinceEpoch());
}

} // namespace textbank
