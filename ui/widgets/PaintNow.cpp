#include "ui/widgets/PaintNow.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace textbank {

void paintNow(QWidget* widget)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QEvent update(QEvent::UpdateRequest);
    QCoreApplication::sendEvent(widget->window(), &update);
}

} // namespace textbank
