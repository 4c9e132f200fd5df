#include "ui/widgets/Chip.h"

#include <QPainter>

namespace textbank {

namespace {

QFont chipFont()
{
    QFont font = Theme::current().font(TextRole::Small);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

Chip::Chip(const QString& text, Tone tone, const QString& icon, QWidget* parent)
    : QWidget(parent)
    , m_text(text)
    , m_tone(tone)
    , m_icon(icon)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Chip::set(const QString& text, Tone tone, const QString& icon)
{
    if (text == m_text && tone == m_tone && icon == m_icon)
        return;
    m_text = text;
    m_tone = tone;
    m_icon = icon;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const Theme& theme = Theme::current();
    const QFontMetrics metrics(chipFont());
    const int icon = m_icon.isEmpty() ? 0 : theme.px(14) + theme.px(5);
    return {metrics.horizontalAdvance(m_text) + icon + theme.px(18), metrics.height() + theme.px(6)};
}

void Chip::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = textColor(m_tone == Tone::Plain ? Tone::Muted : m_tone, c);
    painter.setPen(theme.resolved() == ThemeChoice::HighContrast ? QPen(ink, 2) : QPen(Qt::NoPen));
    painter.setBrush(softColor(m_tone, c));
    const double radius = height() / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    int x = theme.px(9);
    if (!m_icon.isEmpty()) {
        const int icon = theme.px(14);
        theme.icon(m_icon, ink).paint(&painter, QRect(x, (height() - icon) / 2, icon, icon));
        x += icon + theme.px(5);
    }
    painter.setPen(ink);
    painter.setFont(chipFont());
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

} // namespace textbank
