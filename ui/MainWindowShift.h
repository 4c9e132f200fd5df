#pragma once

#include "ui/Shift.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QStackedWidget;

namespace textbank {

class ActionMap;
class Banner;
class BriefView;
class DeskView;
class EndView;
class FindPalette;
class HelpView;
class InboxView;
class NavButton;
class QuestionBar;
class Preferences;
class SettingsView;
class SnippetsView;
class StatusStrip;
class Theme;
class Toast;

/// Everything the window shows while a shift is open: rail, strip, screens and what lies over them. Lives exactly as
/// long as the window holds the shift's objects.
class MainWindowShift : public QWidget
{
    Q_OBJECT
public:
    MainWindowShift(const Shift& shift, Theme& theme, Preferences& preferences, ActionMap& actions, QWidget* parent);
    ~MainWindowShift() override;

    enum class Screen { Brief, FirstMessages, Replies, Snippets, Settings, End };
    void go(Screen screen);
    Screen screen() const;
    void start();          ///< Shows the brief while it is unread, else the first messages.
    QString title() const; ///< For the window.
    void showNotice(const QString& sentence);
    /// Closing would lose what the gateway has not got, and nobody said yet that it may.
    bool losesOnClose() const;
    void askBeforeClosing(); ///< loseAndClose follows, or nothing.

signals:
    void finished();
    void practiceAgain();
    void keepAndClose();
    void loseAndClose();    ///< The question was answered so; nothing is asked again.
    void campaignChanged(); ///< Another one is being worked on.
    void signInRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeRail();
    QWidget* makeClosing();
    QWidget* makeEnded();
    void showEnded();
    void makeScreens();
    void makeOverlays();
    bool perform(const QString& actionId, const ContactId& whom = {});
    void undo();
    void undoChanged();
    void countDown();
    void showCounts();
    void storeChanged(const StoreChange& change);
    QList<StaffMessage> unreadOfStaff() const;
    /// What staff wrote and nobody closed yet, else the warning; neither while a question of the window stands there.
    void showNotices();
    void closeNotice();
    void openFind();
    void showHelp();
    /// Of the desk's and the replies' actions those that no campaign here can keep.
    QStringList absentActions() const;
    /// The contact that is on the desk, or whose conversation is open, on the screen that is shown.
    ContactId contactHere() const;
    void campaignChosen();
    void showPerson(const ContactId& contact);
    /// `undoable` offers to take back the newest step: it must be what the sentence tells of.
    void say(const QString& sentence, bool undoable);

    Shift m_shift;
    Theme& m_theme;
    Preferences& m_preferences;
    ActionMap& m_actions;
    QStackedWidget* m_stack = nullptr;
    StatusStrip* m_strip = nullptr;
    Banner* m_notice = nullptr;
    QuestionBar* m_closing = nullptr;
    QuestionBar* m_ended = nullptr;
    QWidget* m_finishEnded = nullptr;
    BriefView* m_brief = nullptr;
    DeskView* m_desk = nullptr;
    InboxView* m_inbox = nullptr;
    SnippetsView* m_snippets = nullptr;
    SettingsView* m_settings = nullptr;
    EndView* m_end = nullptr;
    FindPalette* m_find = nullptr;
    ContactId m_foundBy; ///< Whom the screen showed when Find opened over it.
    HelpView* m_help = nullptr;
    Toast* m_toast = nullptr;
    QList<NavButton*> m_nav;
    QTimer m_tick;      ///< Time has passed.
    QTimer m_countdown; ///< A held text.
    Instant m_heldUntil{};
    CommandId m_held;
    QString m_heldName;
    bool m_mayLose = false;   ///< A person said that what is unsent may be lost.
    quint64 m_pushesPast = 0; ///< Steps of undo that were pushed before this turn of the event loop.
    QString m_warning;        ///< About this computer, until it is closed.
    QString m_staffRead;      ///< The newest message of staff that was closed; empty for none.
    QString m_staffShown;     ///< The newest one in the notice; empty while it shows none.
};

} // namespace textbank
