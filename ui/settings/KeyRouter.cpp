#include "ui/settings/KeyRouter.h"

#include <QApplication>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

/// Ctrl+Z belongs to the field while it has something to take back; after that it is the program's.
bool fieldWants(const QWidget* field, const QKeyEvent& event)
{
    if (qobject_cast<const QKeySequenceEdit*>(field))
        return true;
    if (event.matches(QKeySequence::Undo)) {
        if (const auto* plain = qobject_cast<const QPlainTextEdit*>(field))
            return plain->document()->isUndoAvailable();
        if (const auto* line = qobject_cast<const QLineEdit*>(field))
            return line->isUndoAvailable();
        return true;
    }
    return false;
}

} // namespace

KeyRouter::KeyRouter(ActionScope scope, QWidget* root)
    : QObject(root)
    , m_scope(scope)
    , m_root(root)
{
    qApp->installEventFilter(this);
}

bool KeyRouter::routes(const QKeyEvent& event, const QWidget& target, QString& id) const
{
    ActionMap& map = ActionMap::current();
    id = map.match(event, m_scope);
    if (id.isEmpty() || map.isSend(id))
        return false;
    const ActionMap::Action* action = map.action(id);
    // Each router answers for its own scope; the window's own for the global ones.
    if (action->scope != m_scope)
        return false;
    if (ActionMap::isTextField(&target)) {
        const bool types = !event.text().isEmpty() && event.text().at(0).isPrint() &&
                           !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
        if (types || fieldWants(&target, event))
            return false;
    }
    return true;
}

bool KeyRouter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return false;
    if (!watched->isWidgetType() || !m_root->isVisible())
        return false;
    const auto* target = static_cast<QWidget*>(watched);
    if (target != m_root && !m_root->isAncestorOf(target))
        return false;
    auto* const keyEvent = static_cast<QKeyEvent*>(event);
    QString id;
    if (!routes(*keyEvent, *target, id))
        return false;
    event->accept();
    if (event->type() == QEvent::KeyPress && !keyEvent->isAutoRepeat())
        emit triggered(id);
    return true;
}

} // namespace textbank
