#include "ui/widgets/TypingCutOff.h"

#include <QApplication>
#include <QKeyEvent>

namespace textbank {

using namespace Qt::StringLiterals;

TypingCutOff::TypingCutOff(const Clock& clock, ActionScope scope, QWidget* root)
    : QObject(root)
    , m_clock(clock)
    , m_scope(scope)
    , m_root(root)
{
}

void TypingCutOff::begin()
{
    m_lastKey = m_clock.elapsed();
    // Again where it is there already: who comes last is asked first, before all that acts on a key.
    qApp->installEventFilter(this);
}

void TypingCutOff::end()
{
    m_lastKey.reset();
    qApp->removeEventFilter(this);
}

bool TypingCutOff::leadsAway(const QKeyEvent& key) const
{
    if (!(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        return false;
    const ActionMap& map = ActionMap::current();
    const ActionMap::Action* const action = map.action(map.match(key, m_scope));
    if (action)
        return action->scope == ActionScope::Global && action->id != u"app.undo"_s;
    return key.key() < Qt::Key_0 || key.key() > Qt::Key_9; // A digit takes a suggestion.
}

bool TypingCutOff::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_lastKey || !watched->isWidgetType())
        return false;
    const QEvent::Type type = event->type();
    if (type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick) {
        end();
        return false;
    }
    if (type != QEvent::KeyPress && type != QEvent::ShortcutOverride)
        return false;
    const auto* const target = static_cast<QWidget*>(watched);
    if (target != m_root && !m_root->isAncestorOf(target))
        return false;
    const Millis now = m_clock.elapsed();
    if (now - *m_lastKey >= kRest) {
        end();
        return false;
    }
    m_lastKey = now;
    auto* const key = static_cast<QKeyEvent*>(event);
    if (leadsAway(*key))
        return false;
    event->accept();
    return true;
}

} // namespace textbank
