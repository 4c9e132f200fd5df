#pragma once

#include "core/session/Session.h"
#include "ui/Shift.h"
#include "ui/Words.h"
#include "ui/widgets/Tone.h"

#include <QMainWindow>
#include <memory>
#include <optional>

namespace textbank {

class PassphraseLock;
class Preferences;
class Theme;

/// The one window: Join before a shift; inside a shift the rail, the status strip and the screens. Decides nothing
/// about a shift: app/ builds its objects and tears them down.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Theme& theme, Preferences& preferences, Session& session, const Clock& clock);
    ~MainWindow() override;

    /// The first screen. `message` says why one is back here; empty for none.
    void showJoin(const std::optional<JoinLink>& link = {}, const QString& message = {}, Tone tone = Tone::Good);
    /// A plain page while something outside is awaited (the keychain's password, opening the profile).
    void showWaiting(const QString& title, const QString& text);
    /// The page that asks for the passphrase of what is kept here; `unlocked` or `startOverRequested` follows.
    void showUnlock(PassphraseLock& lock);
    enum class Remedy {
        TryAgain,
        TryAgainOrJoin,      ///< What lies here waits, or is of a shift that is over: a new one may begin.
        GoOn,                ///< Nothing to mend, but to be read: goOnRequested follows.
        SignInOrStartOver,   ///< A password brings it back; signedInAgain follows.
        TryAgainOrStartOver, ///< What lies here can never be opened: it may be given up, after one more question.
    };
    /// A page for what stops the program from going on (a newer database, no key): what happened, what it means, what
    /// to do.
    void showTrouble(const QString& title, const QString& text, Remedy remedy = Remedy::TryAgain);
    enum class EndingStage {
        Sending, ///< Nothing waits any more; the rest is a matter of a moment.
        Waiting, ///< Something has not reached the gateway: try again, or give it up after one more question.
        SignIn,  ///< As Waiting, and a password brings it on its way.
        Over,    ///< All of it is deleted.
    };
    /// The page of a session that ended without the volunteer's wish. While it is shown it is brought up to date in
    /// place. `losesOnClose`: closing the window would lose what waits, so it asks first.
    void showEnding(const words::Said& said, EndingStage stage, bool losesOnClose = false);
    /// Opens the screens over these objects; they stay alive until closeShift. Shows the brief while it is unread, else
    /// the first messages.
    void openShift(const Shift& shift);
    /// Destroys everything that holds the shift's objects.
    void closeShift();
    bool hasShift() const;
    /// One sentence at the lower edge for a few seconds; read out by screen readers.
    void showNotice(const QString& sentence);

signals:
    void practiceRequested();
    void unlocked();
    void joined(const textbank::Credentials& credentials);
    /// A new token for the shift that is open, or for what waits of it.
    void signedInAgain(const textbank::Credentials& credentials);
    /// The gateway has everything: wipe the store and forget the session.
    void shiftFinished();
    /// Practice: wipe and start anew.
    void practiceAgain();
    /// Signing out failed and the volunteer keeps what is here: close, wipe nothing. Also the window's close button,
    /// after a question where closing would lose something.
    void quitRequested();
    /// A person has read what showTrouble told of.
    void goOnRequested();
    /// A person asked to try again what showTrouble told of.
    void retryRequested();
    /// A person confirmed that the old shift's unsent work may be lost: delete it and let her join anew.
    void startOverRequested();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
