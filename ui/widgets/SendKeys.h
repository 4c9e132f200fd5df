#pragma once

#include "ui/widgets/PressGuard.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

class QAbstractButton;
class QKeyEvent;

namespace textbank {

/// Feeds a PressGuard from one screen's real events: the keys of one send action and its button. Emits one signal for
/// each press that counts. Key-ups are seen wherever in the program they arrive.
class SendKeys : public QObject
{
    Q_OBJECT
public:
    /// `sendAction` is "desk.send" or "inbox.send". Keys without Ctrl, Alt or Meta act only while the focus is on a
    /// home.
    SendKeys(const Clock& clock, const QString& sendAction, QWidget* root);
    void addHome(QWidget* widget);
    /// The button must not be connected to anything else.
    void setButton(QAbstractButton* button);
    void cardChanged(PressGuard::Cause cause) { m_guard.cardChanged(cause); }

signals:
    void pressed(const textbank::Press& press);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool keyPress(QWidget* target, QKeyEvent& event);

    PressGuard m_guard;
    QString m_action;
    QWidget* m_root;
    QList<QPointer<QWidget>> m_homes;
    QPointer<QAbstractButton> m_button;
};

} // namespace textbank
