#include "ui/widgets/BubblePainter.h"

#include <QPainter>
#include <QPainterPath>
#include <cmath>

namespace textbank {

int BubblePainter::padding(const Theme& theme) { return theme.px(13); }

void BubblePainter::layout(const QString& text, const QFont& font, int maxWidth, const QList<Mark>& marks)
{
    m_pad = padding(Theme::current());
    QString shown = text;
    shown.replace(u'\n', QChar::LineSeparator);
    m_layout.clearLayout();
    m_layout.setText(shown);
    m_layout.setFont(font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const Mark& mark : marks) {
        QTextLayout::FormatRange range;
        range.start = mark.position;
        range.length = std::max(1, mark.length);
        range.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        range.format.setFontUnderline(true);
        formats.append(range);
    }
    m_layout.setFormats(formats);
    const double width = std::max(40, maxWidth - 2 * m_pad);
    const double leading = QFontMetricsF(font).height() * 0.22;
    double y = 0;
    double widest = 0;
    m_layout.beginLayout();
    for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, y));
        y += line.height() + leading;
        widest = std::max(widest, line.naturalTextWidth());
    }
    m_layout.endLayout();
    y = std::max(QFontMetricsF(font).height(), y - leading);
    m_size = {static_cast<int>(std::ceil(widest)) + 2 * m_pad, static_cast<int>(std::ceil(y)) + 2 * (m_pad * 3 / 4)};
}

void BubblePainter::paint(QPainter& painter, const QPoint& topLeft, Side side, const Theme& theme) const
{
    const ThemeColors& c = theme.colors();
    const bool out = side == Side::Outgoing;
    const QRectF box = QRectF(QRect(topLeft, m_size)).adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius =
        std::min<double>(theme.radius(Radius::Bubble) * std::sqrt(theme.textScale()), box.height() / 2);
    const double tail = 5;
    QPainterPath path;
    // Like a phone's: three round corners, and a small one towards the speaker.
    const auto corner = [&](double r, const QPointF& at, double start) {
        path.arcTo(QRectF(at.x(), at.y(), 2 * r, 2 * r), start, -90);
    };
    const double left = out ? radius : tail;
    const double right = out ? tail : radius;
    path.moveTo(box.left() + radius, box.top());
    path.lineTo(box.right() - radius, box.top());
    corner(radius, {box.right() - 2 * radius, box.top()}, 90);
    path.lineTo(box.right(), box.bottom() - right);
    corner(right, {box.right() - 2 * right, box.bottom() - 2 * right}, 0);
    path.lineTo(box.left() + left, box.bottom());
    corner(left, {box.left(), box.bottom() - 2 * left}, 270);
    path.lineTo(box.left(), box.top() + radius);
    corner(radius, {box.left(), box.top()}, 180);
    path.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.resolved() == ThemeChoice::HighContrast && !out ? QPen(c.border, 2) : QPen(Qt::NoPen));
    painter.setBrush(out ? c.bubbleOut : c.bubbleIn);
    painter.drawPath(path);
    painter.setPen(out ? c.bubbleOutText : c.bubbleInText);
    m_layout.draw(&painter, QPointF(topLeft.x() + m_pad, topLeft.y() + m_pad * 3.0 / 4));
    painter.restore();
}

} // namespace textbank
