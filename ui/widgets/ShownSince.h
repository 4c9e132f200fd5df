#pragma once

#include "core/base/Clock.h"
#include "ui/widgets/PressGuard.h"

#include <QString>
#include <optional>

namespace textbank {

/// Since when something stands on the screen that a plain key answers. A key that comes sooner than anybody can read
/// was meant for what stood there before.
class ShownSince
{
public:
    explicit ShownSince(const Clock& clock)
        : m_clock(clock)
    {
    }
    /// What stands there now; the time counts anew when it is something else.
    void show(const QString& what)
    {
        if (m_at && what == m_what)
            return;
        m_what = what;
        shownAgain();
    }
    /// The same has come back to the screen.
    void shownAgain() { m_at = m_clock.elapsed(); }
    bool couldBeRead() const { return m_at && m_clock.elapsed() - *m_at >= PressGuard::kSurprise; }

private:
    const Clock& m_clock;
    QString m_what;
    std::optional<Millis> m_at;
};

} // namespace textbank
