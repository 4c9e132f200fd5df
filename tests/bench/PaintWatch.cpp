#include "tests/bench/PaintWatch.h"

#include <QEvent>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace textbank::bench {

PaintWatch::PaintWatch(int& argc, char** argv)
    : QApplication(argc, argv)
{
}

void PaintWatch::await(const QString& name)
{
    m_name = name;
    m_drawn = false;
    m_painted.reset();
    m_timer.start();
}

bool PaintWatch::notify(QObject* receiver, QEvent* event)
{
    const auto type = event->type(); // The event may be gone afterwards.
    const bool ofWindow = receiver->isWindowType();
    if (m_name.isEmpty() || (type != QEvent::Paint && type != QEvent::UpdateRequest && type != QEvent::Expose))
        return QApplication::notify(receiver, event);
    if (type == QEvent::Paint && !ofWindow) {
        const auto* label = qobject_cast<QLabel*>(receiver);
        if (label && label->objectName() == u"contactName"_s && label->text() == m_name)
            m_drawn = true;
        return QApplication::notify(receiver, event);
    }
    // Each of these paints everything that is due and flushes the window before it returns.
    const bool handled = QApplication::notify(receiver, event);
    if (m_drawn && !m_painted)
        m_painted = m_timer.nsecsElapsed();
    return handled;
}

} // namespace textbank::bench
