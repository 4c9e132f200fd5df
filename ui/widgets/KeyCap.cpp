#include "ui/widgets/KeyCap.h"

#include "ui/theme/Theme.h"

#include <QPainter>

namespace textbank {

namespace {

QFont keyFont()
{
    QFont font = Theme::current().font(TextRole::Small);
    font.setPixelSize(Theme::current().px(11));
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

KeyCap::KeyCap(const QString& key, QWidget* parent)
    : QWidget(parent)
    , m_key(key)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(key);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void KeyCap::setKey(const QString& key)
{
    m_key = key;
    setAccessibleName(key);
    setVisible(!key.isEmpty());
    updateGeometry();
    update();
}

QSize KeyCap::sizeOf(const QString& key)
{
    const Theme& theme = Theme::current();
    const QFontMetrics metrics(keyFont());
    const int height = metrics.height() + theme.px(4);
    return {std::max(height, metrics.horizontalAdvance(key) + theme.px(10)), height};
}

void KeyCap::paint(QPainter& painter, const QRect& rect, const QString& key, const QColor& ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor edge = ink;
    edge.setAlphaF(0.45F);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(ink);
    painter.setFont(keyFont());
    painter.drawText(rect, Qt::AlignCenter, key);
    painter.restore();
}

void KeyCap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, rect(), m_key, Theme::current().colors().textMuted);
}

} // namespace textbank
