#include "ui/widgets/Panel.h"

#include "ui/theme/Theme.h"

#include <QPainter>

namespace textbank {

Panel::Panel(Kind kind, QWidget* parent)
    : QFrame(parent)
    , m_kind(kind)
{
    connect(&Theme::current(), &Theme::changed, this, [this] { update(); });
}

void Panel::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    QPainter painter(this);
    const int line = theme.borderWidth();
    switch (m_kind) {
    case Kind::Card: {
        painter.setRenderHint(QPainter::Antialiasing);
        const double half = line / 2.0;
        const QRectF box = QRectF(rect()).adjusted(half, half, -half, -half);
        painter.setPen(QPen(c.border, line));
        painter.setBrush(c.surface);
        painter.drawRoundedRect(box, theme.radius(Radius::Card), theme.radius(Radius::Card));
        break;
    }
    case Kind::Pane:
        painter.fillRect(rect(), c.surface);
        break;
    case Kind::Rail:
        painter.fillRect(rect(), c.surface);
        painter.fillRect(QRect(width() - line, 0, line, height()), c.border);
        break;
    case Kind::Well:
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(line > 1 ? QPen(c.border, line) : QPen(Qt::NoPen));
        painter.setBrush(c.window);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.radius(Radius::Card),
                                theme.radius(Radius::Card));
        break;
    case Kind::Strip:
        painter.fillRect(rect(), c.surface);
        painter.fillRect(QRect(0, height() - line, width(), line), c.border);
        break;
    }
}

} // namespace textbank
