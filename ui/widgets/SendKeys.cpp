#include "ui/widgets/SendKeys.h"

#include "ui/settings/ActionMap.h"
#include "ui/widgets/PaintNow.h"
#include "ui/widgets/RehearsedKey.h"
#include "ui/widgets/TextEditor.h"

#include <QAbstractButton>
#include <QApplication>
#include <QInputMethod>
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <utility>

namespace textbank {

namespace {

/// Events that are spontaneous come from the window system. The rest was made up inside the program.
bool isFingers(const QKeyEvent& key) { return key.spontaneous() || dynamic_cast<const RehearsedKey*>(&key) != nullptr; }

bool pressesButtons(int key)
{
    return key == Qt::Key_Space || key == Qt::Key_Select || key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

SendKeys::SendKeys(const Clock& clock, const QString& sendAction, QWidget* root)
    : QObject(root)
    , m_guard(clock)
    , m_action(sendAction)
    , m_root(root)
{
    qApp->installEventFilter(this);
}

void SendKeys::addHome(QWidget* widget) { m_homes.append(widget); }

void SendKeys::setButton(QAbstractButton* button)
{
    m_button = button;
    addHome(button);
    connect(button, &QAbstractButton::clicked, this, [this] {
        const auto aimed = std::exchange(m_aimed, {});
        const auto press = m_guard.clicked();
        if (press && (!aimed || aimed->contact == m_shown().contact))
            send(*press);
    });
}

bool SendKeys::keyPress(QWidget* target, QKeyEvent& event)
{
    const bool home = target == m_root || m_homes.contains(target);
    // On the focused button Space and Enter press as well, whatever the send key is; as keys, not as clicks.
    const bool buttonKey = m_button && target == m_button && pressesButtons(event.key());
    const bool modified = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (!buttonKey && !isSendKey(event))
        return false;
    if (!modified && !home)
        return false;
    if (ActionMap::isTextField(target) && !qobject_cast<TextEditor*>(target)) {
        // A note or a reason has its own Enter: what stands in another field is not what is finished here. A line edit
        // would pass the key on to those around it, which are not text fields.
        event.accept();
        if (!event.isAutoRepeat()) {
            QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
            QCoreApplication::sendEvent(target, &enter);
        }
        return true;
    }
    event.accept();
    if (!isFingers(event))
        return true;
    const auto press = m_guard.keyPressed(event.key(), event.isAutoRepeat());
    if (press)
        send(*press);
    return true;
}

bool SendKeys::isSendKey(const QKeyEvent& key) const
{
    const auto& map = ActionMap::current();
    return map.match(key, map.action(m_action)->scope) == m_action;
}

bool SendKeys::couldSend(const QKeyEvent& key) const
{
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter || isSendKey(key))
        return true;
    return pressesButtons(key.key()) && !ActionMap::isTextField(QApplication::focusWidget()); // There it is a letter.
}

void SendKeys::send(const Press& press)
{
    if (isComposing()) {
        // What is seen there is not the text yet: this press ends the composing, the next one sends.
        QGuiApplication::inputMethod()->commit();
        return;
    }
    if (m_shown) {
        const auto now = m_shown();
        if (now.contact != m_painted.contact)
            return; // Nobody can have seen that.
        if (now != m_painted || m_paintedComposing)
            paintNow(m_root);
    }
    emit pressed(press);
}

bool SendKeys::isComposing() const
{
    const auto editors = m_root->findChildren<TextEditor*>();
    return std::any_of(editors.cbegin(), editors.cend(),
                       [](const TextEditor* editor) { return editor->isVisible() && editor->isComposing(); });
}

bool SendKeys::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyRelease: {
        // Seen at the window first and again at the widget: the second time nothing is down any more.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (isFingers(*key))
            m_guard.keyReleased(key->key(), key->isAutoRepeat());
        return watched == m_button && pressesButtons(key->key());
    }
    case QEvent::KeyPress: {
        if (watched->isWindowType()) {
            // Every key comes through a window first, whatever is on the screen.
            const auto* key = static_cast<QKeyEvent*>(event);
            if (isFingers(*key) && couldSend(*key))
                m_guard.keySeen(key->key(), key->isAutoRepeat());
        }
        if (!watched->isWidgetType() || !m_root->isVisible())
            return false;
        auto* const target = static_cast<QWidget*>(watched);
        if (target != m_root && !m_root->isAncestorOf(target))
            return false;
        return keyPress(target, *static_cast<QKeyEvent*>(event));
    }
    case QEvent::MouseButtonPress:
        if (watched == m_button && !event->spontaneous())
            return true; // Nor would its release be a click of an assistive technology.
        if (watched == m_button && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton) {
            m_guard.mousePressed();
            if (m_shown)
                m_aimed = m_painted;
        }
        return false;
    case QEvent::MouseButtonDblClick:
        if (watched == m_button && !event->spontaneous())
            return true;
        if (watched == m_button)
            m_guard.mouseDoubleClicked();
        return false;
    case QEvent::UpdateRequest:
        if (m_shown && watched == m_root->window()) {
            m_painted = m_root->isVisible() ? m_shown() : Shown{};
            m_paintedComposing = m_root->isVisible() && isComposing();
        }
        return false;
    case QEvent::ApplicationDeactivate:
    case QEvent::WindowDeactivate:
        m_guard.focusLost();
        return false;
    case QEvent::WindowActivate:
        m_guard.focusGained();
        return false;
    default:
        return false;
    }
}

} // namespace textbank
