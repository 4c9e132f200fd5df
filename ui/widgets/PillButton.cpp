#include "ui/widgets/PillButton.h"

#include "ui/theme/ThemeTokens.h"

#include <QKeyEvent>
#include <QPainter>

namespace textbank {

namespace {

QFont pillFont()
{
    QFont font = Theme::current().font(TextRole::Small);
    font.setPixelSize(Theme::current().px(13));
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

PillButton::PillButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void PillButton::set(const QString& text, const QString& icon, Tone tone)
{
    if (text == this->text() && icon == m_icon && tone == m_tone)
        return;
    setText(text);
    m_icon = icon;
    m_tone = tone;
    updateGeometry();
    update();
}

QSize PillButton::sizeHint() const
{
    const Theme& theme = Theme::current();
    const QFontMetrics metrics(pillFont());
    return {metrics.horizontalAdvance(text()) + theme.px(18 + 6 + 26), metrics.height() + theme.px(12)};
}

void PillButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = textColor(m_tone, c);
    QColor fill = softColor(m_tone, c);
    if (underMouse())
        fill = blended(fill, c.text, 0.05);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(c.accent, 2) : theme.borderWidth() > 1 ? QPen(ink, 2) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    const int icon = theme.px(18);
    const int x = theme.px(12);
    theme.icon(m_icon, ink).paint(&painter, QRect(x, (height() - icon) / 2, icon, icon));
    painter.setFont(pillFont());
    painter.setPen(ink);
    painter.drawText(QRect(x + icon + theme.px(6), 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, text());
}

void PillButton::keyPressEvent(QKeyEvent* event)
{
    if (!event->isAutoRepeat() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace textbank
