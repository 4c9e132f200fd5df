#include "ui/widgets/Pill.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ThemeTokens.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

namespace textbank {

using namespace Qt::StringLiterals;

Pill::Pill(const QString& text, QWidget* parent)
    : QAbstractButton(parent)
{
    setText(text);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Pill::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleName(words());
    updateGeometry();
    update();
}

void Pill::setTicked(bool on) { m_ticked = on; }

QString Pill::words() const { return m_count > 0 ? text() + u' ' + QLocale().toString(m_count) : text(); }

QSize Pill::sizeHint() const
{
    const auto& theme = Theme::current();
    QFont font = theme.font(TextRole::Small);
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    // The tick's room is always there: a row of pills must not jump when one is chosen.
    const int tick = m_ticked ? theme.px(14) + theme.px(4) : 0;
    return {metrics.horizontalAdvance(words()) + tick + 2 * theme.px(11), metrics.height() + 2 * theme.px(6)};
}

QSize Pill::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), Theme::current().px(90)), sizeHint().height()};
}

void Pill::paintEvent(QPaintEvent*)
{
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = isChecked();
    const bool hovered = underMouse() && isEnabled();
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const qreal radius = std::min<qreal>(box.height() / 2, 18);
    QColor edge = blended(c.surface, c.textMuted, 0.45);
    if (on)
        edge = c.accent;
    painter.setPen(QPen(isEnabled() ? edge : c.border, theme.borderWidth()));
    painter.setBrush(on ? c.accentSoft : hovered ? c.surfaceAlt : c.surface);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (hasFocus()) {
        painter.setPen(QPen(c.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, radius, radius);
    }
    QFont font = theme.font(TextRole::Small);
    font.setWeight(on ? QFont::DemiBold : QFont::Medium);
    painter.setFont(font);
    const QColor ink = isEnabled() ? c.text : c.textMuted;
    painter.setPen(ink);
    QRectF inner = box.adjusted(theme.px(10), 0, -theme.px(10), 0);
    const QFontMetricsF metrics(font);
    const qreal tick = m_ticked ? theme.px(14) : 0;
    const qreal gap = m_ticked ? theme.px(4) : 0;
    const QString shown = metrics.elidedText(words(), Qt::ElideRight, inner.width() - tick - gap + 1);
    const bool drawTick = m_ticked && on;
    const qreal content = metrics.horizontalAdvance(shown) + (drawTick ? tick + gap : 0);
    qreal x = inner.left() + (inner.width() - content) / 2;
    if (drawTick) {
        theme.icon(u"check"_s, ink).paint(&painter, QRectF(x, box.center().y() - tick / 2, tick, tick).toRect());
        x += tick + gap;
    }
    painter.drawText(QRectF(x, box.top(), inner.right() - x + 2, box.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     shown);
}

void Pill::keyPressEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat()) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        // Along the row, as in a group of radio buttons.
        event->accept();
        focusNextPrevChild(event->key() == Qt::Key_Right);
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Pill::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void Pill::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace textbank
