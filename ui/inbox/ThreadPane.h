#pragma once

#include "ui/Shift.h"
#include "ui/widgets/ShownSince.h"

#include <QMap>
#include <QWidget>

class QStackedWidget;

namespace textbank {

class Banner;
class Button;
class ComposerPane;
class EmptyState;
class QuestionBar;
class ThreadHeader;
class ThreadModel;
class ThreadView;

/// The middle of the inbox: who, what was said, what can be done, and where to write.
class ThreadPane : public QWidget
{
    Q_OBJECT
public:
    explicit ThreadPane(Shift& shift, QWidget* parent = nullptr);
    ComposerPane* composer() const { return m_composer; }
    ThreadView* thread() const { return m_thread; }
    /// "Did Ana ask to stop?" is on the screen.
    bool asksToStop() const;
    /// The buttons that do something to the person at once.
    QList<Button*> actionButtons() const;
    /// The answer to it, unless it came too soon to be one.
    void answerStop(bool yes);
    void timePassed();
    /// Whether the suggestions are shown only when asked for, and are now.
    void setDrawer(bool drawer, bool open);

signals:
    void replyArrived();                     ///< In the conversation that is open.
    void actionRequested(const QString& id); ///< A button of an action was pressed: "inbox.close".
    void stopClicked(bool yes);              ///< A button of "asked to stop?"; answerStop() takes it as the answer.
    void saidStop(bool yes);                 ///< The answer to "asked to stop?".
    void drawerRequested(bool open);         ///< Suggestions and answers, where they have no pane of their own.

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void showConversation();
    void showRecord();
    void showThread();
    void applySizes();
    void placeNewReply();
    void makeActions();
    void labelActions();

    Shift& m_shift;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_page;
    ThreadHeader* m_header;
    Banner* m_optedOut;
    QuestionBar* m_ask;
    QList<Button*> m_answers; ///< To the question.
    ShownSince m_asked;
    ThreadModel* m_model;
    ThreadView* m_thread;
    Button* m_newReply;
    QWidget* m_actions;
    QMap<QString, Button*> m_buttons;
    Button* m_drawer;
    ComposerPane* m_composer;
};

} // namespace textbank
