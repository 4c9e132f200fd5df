#pragma once

#include "app/desktop/ShiftRuntime.h"
#include "core/base/Clock.h"
#include "core/session/Session.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/MemoryCredentials.h"
#include "ui/MainWindow.h"
#include "ui/settings/Preferences.h"

#include <functional>
#include <memory>

namespace textbank::bench {

/// The program's windows over a profile on disk, put together as app/ does it, with a gateway that never answers
/// unless start() is told of another.
class WindowRig
{
public:
    struct Profile
    {
        QString folder;
        QString database;
        QByteArray key;
    };
    /// Shows the window at once, without a shift. `clock` is what the shift goes by; it stands still by itself.
    WindowRig(const Profile& profile, const Clock& clock, Random& random);
    ~WindowRig();

    /// Opens the store and the desks; the screens follow in the event loop, the brief first while it is unread.
    /// `change` may put in other credentials and gateways.
    void start(const std::function<void(ShiftRuntime::Parts&)>& change = {});
    /// Waits for the desk's first card; reads the brief where it is shown.
    void awaitDesk();
    /// Handles events until none is left.
    static void settle();

    MainWindow& window() { return *m_window; }
    ShiftRuntime& runtime() { return *m_runtime; }

private:
    Profile m_profile;
    const Clock& m_clock;
    Random& m_random;
    Theme m_theme;
    Preferences m_preferences;
    MemoryCredentials m_secrets;
    Session m_session;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<ShiftRuntime> m_runtime;
};

} // namespace textbank::bench
