#pragma once

#include "ui/widgets/PressGuard.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>
#include <functional>

class QAbstractButton;
class QKeyEvent;

namespace textbank {

/// Feeds a PressGuard from one screen's real events: the keys of one send action and its button. Emits one signal for
/// each press that counts. Key-ups are seen wherever in the program they arrive. A key or mouse event that does not
/// come from the window system is no press and no release, unless it is a RehearsedKey; a click of the button without
/// any is an assistive technology's.
class SendKeys : public QObject
{
    Q_OBJECT
public:
    /// `sendAction` is "desk.send" or "inbox.send". Keys without Ctrl, Alt or Meta act only while the focus is on a
    /// home; in a field that is no TextEditor none of them does.
    SendKeys(const Clock& clock, const QString& sendAction, QWidget* root);
    void addHome(QWidget* widget);
    /// The button must not be connected to anything else.
    void setButton(QAbstractButton* button);
    /// Whose message and which text a press would send now.
    struct Shown
    {
        ContactId contact;
        QString text;
        friend bool operator==(const Shown&, const Shown&) = default;
    };
    /// What `shown` says is kept at each paint of the window. A press on somebody who was not painted yet is none, nor
    /// is a click for which the mouse went down before that; what was typed since the last paint is painted before its
    /// press counts. While an input method composes, a press ends that and sends nothing.
    void setShown(std::function<Shown()> shown) { m_shown = std::move(shown); }
    void cardChanged(PressGuard::Cause cause) { m_guard.cardChanged(cause); }

signals:
    void pressed(const textbank::Press& press);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool keyPress(QWidget* target, QKeyEvent& event);
    bool isSendKey(const QKeyEvent& key) const;
    /// With other modifiers at least, or where the button has the focus.
    bool couldSend(const QKeyEvent& key) const;
    void send(const Press& press);
    /// An input method shows letters in one of the screen's fields that are not part of its text yet.
    bool isComposing() const;

    PressGuard m_guard;
    QString m_action;
    QWidget* m_root;
    QList<QPointer<QWidget>> m_homes;
    QPointer<QAbstractButton> m_button;
    std::function<Shown()> m_shown;
    Shown m_painted;
    std::optional<Shown> m_aimed;    ///< What was painted when the mouse went down on the button.
    bool m_paintedComposing = false; ///< Letters were on the screen that m_painted has not.
};

} // namespace textbank
