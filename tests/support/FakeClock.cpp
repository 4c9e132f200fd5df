#include "tests/support/FakeClock.h"

namespace textbank {

void FakeClock::advance(Millis by)
{
    Q_ASSERT(by.count() >= 0);
    m_now += by;
    m_elapsed += by;
}

Instant FakeClock::standardStart() { return *fromRfc3339(QStringLiteral("2026-11-17T19:00:00.000Z")); }

} // namespace textbank
