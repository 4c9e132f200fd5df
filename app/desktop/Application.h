#pragma once

#include "app/desktop/CommandLine.h"
#include "app/desktop/Folders.h"
#include "app/desktop/ShiftRuntime.h"
#include "core/session/Session.h"
#include "ui/MainWindow.h"
#include "ui/end/EndWords.h"
#include "ui/settings/Preferences.h"
#include "ui/theme/Theme.h"

#include <QObject>
#include <functional>
#include <memory>

namespace textbank {

class ClipboardGuard;
class Demo;
class Keychain;
class Practice;
class ShiftRehearsal;
class Translations;

/// Builds every object of the desktop program in order and passes them to each other; decides nothing about texting.
class Application : public QObject
{
    Q_OBJECT
public:
    /// `secrets`: in place of the system's keychain. `clock`: in place of the system's.
    Application(CommandLine line, Folders folders, CredentialStore* secrets = nullptr, const Clock* clock = nullptr,
                Millis lookEvery = ShiftRuntime::kLookEvery);
    ~Application() override;

    /// Opens the first window. Exit code of the program arrives by QCoreApplication::exit.
    void begin();
    /// Another start handed this over: a join link, or nothing but a wish to be seen.
    void called(const QString& message);
    MainWindow* window() const { return m_window.get(); } ///< Nothing before the keychain was looked for.

private:
    void chooseSecrets();
    void replaceWindow(bool keychain);
    void showStoreTrouble(const Error& error);
    void openWindow();
    void restore();
    void showRestored();
    void keysRotated(const Result<void>& result);
    void sayKeyNotice();
    void tryAgain();
    void startOver();
    void discardSealed(PassphraseLock& lock);
    void openProfile(const Credentials& credentials);
    void goOnWith(const Credentials& credentials);
    void startPractice();
    void run(ShiftRuntime::Parts parts);
    void showShift();
    void showNothingYet();
    void showNotArrived(const TransportError& error);
    void finishShift();
    void endShift(EndReason reason);
    void beginEnding();
    void showEnding();
    QString profileInUse() const; ///< Empty for none.
    /// Removes what is left of the profile, and its key, then shows that, or what is left and a way to try again.
    /// `over` says how the shift ended; nothing where the volunteer finished it.
    void destroyShift(const QString& profile, bool wiped, const std::optional<SessionEnd>& over);
    void showDeleted(bool whole);
    void showDestroyed(endwords::Leftover leftover, const std::optional<SessionEnd>& over);
    void practiceAgain();
    void endPractice();
    void quit();
    void removeOrphans(const QString& keep);

    CommandLine m_line;
    Folders m_folders;
    SystemClock m_systemClock;
    const Clock& m_clock;
    SystemRandom m_random;
    Preferences m_preferences;
    Theme m_theme;
    std::unique_ptr<Translations> m_translations;
    std::unique_ptr<ClipboardGuard> m_clipboard;
    std::unique_ptr<Keychain> m_keychain;
    std::unique_ptr<CredentialStore> m_local; ///< Practice's, or where there is no keychain.
    std::unique_ptr<KeyFiles> m_keys;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Practice> m_practice;
    std::unique_ptr<ShiftRuntime> m_runtime;
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<ShiftRehearsal> m_rehearsal;
    CredentialStore* m_secrets = nullptr; ///< Given from outside.
    Millis m_lookEvery;
    std::function<void()> m_destroyAgain; ///< A shift is over, and the keychain did not let go of its entry.
    bool m_practising = false;
    bool m_startingOver = false;    ///< The keychain is asked; what comes meanwhile is of a profile that goes.
    bool m_keychainRefused = false; ///< Not said yet.
};

} // namespace textbank
