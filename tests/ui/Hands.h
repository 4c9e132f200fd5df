#pragma once

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWidget>
#include <QWindow>
#include <QtTest>

namespace textbank {

/// A person's hands and a machine's quirks at one window: what is physically down, and the events that come of it. Each
/// time a finger goes down a new number is drawn; every event names the finger it comes from, 0 for none.
class Hands
{
public:
    explicit Hands(QWidget& window)
        : m_window(window)
    {
    }
    /// What happens around each event: called with the finger it comes from, before and after.
    std::function<void(quint64 finger)> before;
    std::function<void(quint64 finger)> after;

    bool isDown(int key) const { return m_down.contains(key); }
    QList<int> downKeys() const { return m_down.keys(); }
    quint64 fingers() const { return m_fingers; }

    /// A finger goes down on a key that is up.
    void press(int key, Qt::KeyboardModifiers modifiers)
    {
        m_down.insert(key, {++m_fingers, modifiers});
        keyEvent(m_fingers, QEvent::KeyPress, key, modifiers, false);
    }
    void release(int key)
    {
        const auto down = m_down.take(key);
        m_lastUp = {key, down};
        keyEvent(down.finger, QEvent::KeyRelease, key, down.modifiers, false);
    }
    /// The key came up where this window could not see it.
    void releaseUnseen(int key) { m_down.remove(key); }
    /// The system repeats a held key, as it should.
    void repeat(int key)
    {
        const auto down = m_down.value(key);
        keyEvent(down.finger, QEvent::KeyRelease, key, down.modifiers, true);
        keyEvent(down.finger, QEvent::KeyPress, key, down.modifiers, true);
    }
    /// A remote desktop repeats a held key as releases and presses of its own.
    void repeatAsPresses(int key)
    {
        const auto down = m_down.value(key);
        keyEvent(down.finger, QEvent::KeyRelease, key, down.modifiers, false);
        keyEvent(down.finger, QEvent::KeyPress, key, down.modifiers, false);
    }
    /// The same press told twice, without a release between.
    void stutter(int key)
    {
        const auto down = m_down.value(key);
        keyEvent(down.finger, QEvent::KeyPress, key, down.modifiers, false);
    }
    /// The contact of the key that came up last bounces: still the same finger.
    void bounce()
    {
        if (m_lastUp.key == 0 || m_down.contains(m_lastUp.key)) {
            return;
        }
        keyEvent(m_lastUp.down.finger, QEvent::KeyPress, m_lastUp.key, m_lastUp.down.modifiers, false);
        keyEvent(m_lastUp.down.finger, QEvent::KeyRelease, m_lastUp.key, m_lastUp.down.modifiers, false);
    }
    void releaseNobodyPressed(int key) { keyEvent(0, QEvent::KeyRelease, key, Qt::NoModifier, false); }

    void mouseDown(QWidget* on)
    {
        m_mouse = ++m_fingers;
        mouseEvent(m_mouse, QEvent::MouseButtonPress, on, true);
    }
    void mouseUp(QWidget* on, bool inside) { mouseEvent(m_mouse, QEvent::MouseButtonRelease, on, inside); }
    /// The second half of a double click, as the system tells it.
    void mouseDoubleDown(QWidget* on)
    {
        m_mouse = ++m_fingers;
        mouseEvent(m_mouse, QEvent::MouseButtonDblClick, on, true);
    }

    /// Nobody pressed and no window system told of it: something inside the program made it up. To the window or, past
    /// it, to the focus.
    enum class MadeFor { Window, Focus };
    void makeUp(QEvent::Type type, int key, Qt::KeyboardModifiers modifiers, MadeFor whom)
    {
        around(0, [&] {
            QKeyEvent event(type, key, modifiers, textOf(key, modifiers));
            QObject* const focus = whom == MadeFor::Focus ? QApplication::focusWidget() : nullptr;
            QCoreApplication::sendEvent(focus ? focus : m_window.windowHandle(), &event);
        });
    }
    void makeUpMouse(QEvent::Type type, QWidget* on)
    {
        around(0, [&] {
            const QPointF at = on->rect().center();
            QMouseEvent event(type, at, on->mapToGlobal(at), Qt::LeftButton,
                              type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(on, &event);
        });
    }

    void focusOut() { tell(0, QEvent::WindowDeactivate); }
    void focusIn() { tell(0, QEvent::WindowActivate); }
    void compose(const QString& preedit, const QString& commit)
    {
        QInputMethodEvent event(preedit, {});
        event.setCommitString(commit);
        around(0, [&] {
            if (auto* const focus = QApplication::focusWidget()) {
                qApp->notify(focus, &event);
            }
        });
    }
    /// Anything else that is no finger: a change from the gateway, a paint, time.
    void around(quint64 finger, const std::function<void()>& what)
    {
        before(finger);
        what();
        after(finger);
    }

private:
    struct Down
    {
        quint64 finger = 0;
        Qt::KeyboardModifiers modifiers;
    };
    struct Up
    {
        int key = 0;
        Down down;
    };

    static QString textOf(int key, Qt::KeyboardModifiers modifiers)
    {
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            return QStringLiteral("\r");
        }
        if (key >= Qt::Key_Space && key <= Qt::Key_Z && !(modifiers & Qt::ControlModifier)) {
            return QString(QChar(key)).toLower();
        }
        return {};
    }
    void keyEvent(quint64 finger, QEvent::Type type, int key, Qt::KeyboardModifiers modifiers, bool repeated)
    {
        if (key == Qt::Key_Enter) {
            modifiers |= Qt::KeypadModifier;
        }
        around(finger, [&] {
            const auto text = textOf(key, modifiers);
            // First the window, as every platform does; it hands on to a popup or to the focus.
            QObject* const to = m_window.windowHandle();
            if (type == QEvent::KeyPress && qt_sendShortcutOverrideEvent(to, 0, key, modifiers, text, repeated)) {
                return;
            }
            QKeyEvent event(type, key, modifiers, text, repeated);
            QSpontaneKeyEvent::setSpontaneous(&event);
            qApp->notify(to, &event);
        });
    }
    void mouseEvent(quint64 finger, QEvent::Type type, QWidget* on, bool inside)
    {
        around(finger, [&] {
            const QPointF at = inside ? QPointF(on->rect().center()) : QPointF(-40, -40);
            QMouseEvent event(type, at, on->mapToGlobal(at), Qt::LeftButton,
                              type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
            QSpontaneKeyEvent::setSpontaneous(&event);
            qApp->notify(on, &event);
        });
    }
    void tell(quint64 finger, QEvent::Type type)
    {
        around(finger, [&] {
            QEvent event(type);
            qApp->notify(&m_window, &event);
        });
    }

    QWidget& m_window;
    QMap<int, Down> m_down;
    Up m_lastUp;
    quint64 m_fingers = 0;
    quint64 m_mouse = 0;
};

} // namespace textbank
