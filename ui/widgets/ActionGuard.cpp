#include "ui/widgets/ActionGuard.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <utility>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

bool isWithin(Millis span, const std::optional<Millis>& since, Millis then) { return since && then - *since < span; }

} // namespace

ActionGuard::ActionGuard(const Clock& clock, std::function<ContactId()> there, QWidget* root)
    : QObject(root)
    , m_clock(clock)
    , m_there(std::move(there))
    , m_root(root)
{
    qApp->installEventFilter(this);
}

bool ActionGuard::guards(const QString& actionId)
{
    // What opens a field or a list is not among them: dropping its key alone would make actions of the letters that
    // follow.
    static const QSet<QString> kAtOnce{u"desk.skip"_s,         u"desk.wrongNumber"_s, u"desk.optOut"_s,
                                       u"inbox.setAside"_s,    u"inbox.optOut"_s,     u"inbox.close"_s,
                                       u"inbox.wrongNumber"_s, u"inbox.reopen"_s};
    return kAtOnce.contains(actionId);
}

bool ActionGuard::opens(const QString& actionId)
{
    // In Replies nobody comes to somebody's place by themselves.
    static const QSet<QString> kOpen{u"desk.edit"_s, u"desk.escalate"_s, u"desk.tag"_s, u"desk.answer"_s,
                                     u"desk.note"_s};
    return kOpen.contains(actionId);
}

bool ActionGuard::isAnothersPlace() const
{
    const bool isUnpainted = !m_painted.isEmpty() && m_painted != m_there() && m_surprised == m_changed;
    return isUnpainted || isWithin(PressGuard::kSurprise, m_replaced, m_clock.elapsed());
}

bool ActionGuard::acceptsKey() const
{
    const Millis now = m_clock.elapsed();
    const auto up = m_cameUp.constFind(m_key);
    if (m_stillDown == m_key || (up != m_cameUp.constEnd() && now - *up <= PressGuard::kBounce))
        return false;
    return m_painted == m_there() && !isWithin(PressGuard::kSurprise, m_surprised, now);
}

bool ActionGuard::acceptsClick()
{
    const Millis now = m_clock.elapsed();
    // What counts is who was there when the button went down; to show that it is down it paints.
    const ContactId aimedAt = m_mouseDown ? m_aimedAt : m_painted;
    const Millis aimed = std::exchange(m_mouseDown, std::nullopt).value_or(now);
    const std::optional<Millis> before = std::exchange(m_lastClick, now);
    if (std::exchange(m_mouseSpoiled, false) || isWithin(PressGuard::kClickSettle, before, now))
        return false;
    return aimedAt == m_there() && !isWithin(PressGuard::kClickSettle, m_changed, aimed) &&
           !isWithin(PressGuard::kSurprise, m_surprised, aimed);
}

void ActionGuard::mousePressed(Half half)
{
    m_mouseDown = m_clock.elapsed();
    m_aimedAt = m_painted;
    m_mouseSpoiled = half == Half::Second;
}

void ActionGuard::cardChanged(PressGuard::Cause cause)
{
    m_changed = m_clock.elapsed();
    if (cause != PressGuard::Cause::ByItself)
        return;
    m_surprised = m_changed;
    if (!m_painted.isEmpty() && m_painted != m_there())
        m_replaced = m_changed;
}

bool ActionGuard::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const auto* const key = static_cast<QKeyEvent*>(event);
        m_key = key->key();
        if (!watched->isWindowType())
            return false;
        // Every key comes through a window first; from there it may be told to several widgets.
        m_stillDown = m_down.contains(m_key) ? m_key : 0;
        m_down.insert(m_key);
        return false;
    }
    case QEvent::KeyRelease: {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (key->isAutoRepeat())
            return false;
        m_down.remove(key->key());
        m_stillDown = 0;
        m_cameUp.insert(key->key(), m_clock.elapsed());
        return false;
    }
    case QEvent::MouseButtonPress:
        if (m_buttons.contains(watched) && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton)
            mousePressed(Half::First);
        return false;
    case QEvent::MouseButtonDblClick:
        if (m_buttons.contains(watched))
            mousePressed(Half::Second);
        return false;
    case QEvent::UpdateRequest:
        if (watched == m_root->window())
            m_painted = m_root->isVisible() ? m_there() : ContactId{};
        return false;
    case QEvent::ApplicationDeactivate:
    case QEvent::WindowDeactivate:
        m_down.clear(); // Where they come up is not seen.
        return false;
    default:
        return false;
    }
}

} // namespace textbank
