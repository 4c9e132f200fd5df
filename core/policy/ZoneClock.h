#pragma once

#include "core/base/Clock.h"

#include <QList>
#include <QString>
#include <QTimeZone>

namespace textbank {

/// One zone's offsets from UTC, read from QTimeZone (2 to 20 us a question) once for some years and then looked up.
class ZoneClock
{
public:
    /// A clock for an IANA zone; the clock is kept per thread. Null when the system does not know the zone.
    static ZoneClock* of(const QString& zone);

    explicit ZoneClock(const QTimeZone& zone)
        : m_zone(zone)
    {
    }
    /// Milliseconds to add to UTC, and the instant at which that changes next (or until which it is known).
    struct Offset
    {
        qint64 ms = 0;
        qint64 until = 0;
    };
    Offset at(qint64 utc);

private:
    void load(qint64 around);

    struct Span
    {
        qint64 from = 0;
        qint64 until = 0;
        qint64 ms = 0;
    };
    QTimeZone m_zone;
    QList<Span> m_spans; ///< Without gaps, in order.
    qsizetype m_last = 0;
};

} // namespace textbank
