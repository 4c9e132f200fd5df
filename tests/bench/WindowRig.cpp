#include "tests/bench/WindowRig.h"

#include "app/desktop/SystemConnectivity.h"
#include "tests/bench/Bench.h"

#include <QAbstractButton>
#include <QAbstractEventDispatcher>
#include <QApplication>

using namespace Qt::StringLiterals;

namespace textbank::bench {

namespace {

std::unique_ptr<Gateway> silentGateway(const Clock& clock)
{
    return std::make_unique<FakeGateway>(clock); // Answers by hand, and nobody's hand is here.
}

} // namespace

WindowRig::WindowRig(const Profile& profile, const Clock& clock, Random& random)
    : m_profile(profile)
    , m_clock(clock)
    , m_random(random)
    , m_preferences(profile.folder + u"/preferences.ini"_s)
    , m_session(
          m_secrets, [&clock](const QUrl&, const QByteArray&, GatewayKind) { return silentGateway(clock); }, clock,
          random)
{
    m_preferences.applyTo(m_theme);
    m_window = std::make_unique<MainWindow>(m_theme, m_preferences, m_session, m_clock);
    m_window->show();
    m_window->showWaiting(u"Opening your shift"_s, {});
}

WindowRig::~WindowRig()
{
    m_window->closeShift();
    m_runtime.reset();
}

void WindowRig::start(const std::function<void(ShiftRuntime::Parts&)>& change)
{
    ShiftRuntime::Parts parts;
    parts.credentials.gateway = QUrl(u"https://gateway.example"_s);
    parts.credentials.profileKey = m_profile.key;
    parts.credentials.displayName = u"Robin Hale"_s;
    parts.credentials.organisation = u"Friends of the Library"_s;
    parts.databasePath = m_profile.database;
    parts.commands = silentGateway(m_clock);
    parts.stream = silentGateway(m_clock);
    parts.connectivity = std::make_unique<LoopbackConnectivity>();
    if (change)
        change(parts);
    auto runtime = ShiftRuntime::start(std::move(parts), m_clock, m_random);
    mustHold(runtime.has_value(), "the profile does not open");
    m_runtime = std::move(runtime).value();
    QObject::connect(m_runtime.get(), &ShiftRuntime::ready, m_window.get(),
                     [this] { m_window->openShift(m_runtime->shift()); });
}

void WindowRig::awaitDesk()
{
    while (!m_window->hasShift())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    m_window->activateWindow();
    QApplication::setActiveWindow(m_window.get()); // Where there is no window manager.
    settle();
    if (auto* brief = m_window->findChild<QAbstractButton*>(u"startButton"_s); brief && brief->isVisible())
        brief->click();
    settle();
}

void WindowRig::settle()
{
    auto* const dispatcher = QAbstractEventDispatcher::instance();
    while (dispatcher->processEvents(QEventLoop::AllEvents)) {
    }
}

} // namespace textbank::bench
