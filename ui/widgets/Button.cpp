#include "ui/widgets/Button.h"

#include "ui/settings/ActionMap.h"
#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/KeyCap.h"

#include <QKeyEvent>
#include <QPainter>

namespace textbank {

Button::Button(const QString& text, Kind kind, QWidget* parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setCursor(Qt::PointingHandCursor);
    setAutoDefault(false);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    updateGeometry(); // Some kinds are bolder than others.
    update();
}

void Button::setIconName(const QString& name)
{
    m_icon = name;
    updateGeometry();
    update();
}

void Button::setActionId(const QString& id)
{
    m_action = id;
    connect(&ActionMap::current(), &ActionMap::changed, this, &Button::followKey, Qt::UniqueConnection);
    followKey();
}

void Button::setKeyText(const QString& key)
{
    if (key == m_key)
        return;
    m_key = key;
    setAccessibleDescription(key.isEmpty() ? QString() : tr("Key: %1").arg(key));
    updateGeometry();
    update();
}

void Button::followKey() { setKeyText(ActionMap::current().keyText(m_action)); }

QSize Button::sizeHint() const
{
    const Theme& theme = Theme::current();
    QFont font = theme.font(TextRole::Body);
    if (m_kind == Kind::Primary)
        font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    int width = 2 * theme.px(13);
    if (!text().isEmpty())
        width += metrics.horizontalAdvance(text());
    if (!m_icon.isEmpty())
        width += theme.px(18) + (text().isEmpty() ? 0 : theme.px(7));
    if (!m_key.isEmpty())
        width += KeyCap::sizeOf(m_key).width() + theme.px(9);
    return {width, std::max(metrics.height() + theme.px(15), theme.px(34))};
}

QSize Button::minimumSizeHint() const { return sizeHint(); }

void Button::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hovered = underMouse() && isEnabled();
    const bool down = isDown() || isChecked();
    QColor fill = c.surface;
    QColor edge = blended(c.surface, c.textMuted, theme.resolved() == ThemeChoice::HighContrast ? 1.0 : 0.45);
    QColor ink = c.text;
    switch (m_kind) {
    case Kind::Primary:
        fill = c.accent;
        edge = c.accent;
        ink = c.accentText;
        break;
    case Kind::Secondary:
        break;
    case Kind::Quiet:
        fill = QColor(0, 0, 0, 0);
        edge = QColor(0, 0, 0, 0);
        break;
    case Kind::Danger:
        edge = c.bad;
        ink = c.bad;
        break;
    }
    if (!isEnabled()) {
        ink = c.textMuted;
        if (m_kind != Kind::Quiet) {
            fill = c.surfaceAlt;
            edge = c.border;
        }
    } else if (m_kind == Kind::Primary) {
        if (down || hovered)
            fill = blended(c.accent, c.text, down ? 0.2 : 0.1);
    } else if (down || hovered) {
        fill = blended(c.surfaceAlt, c.text, down ? 0.08 : 0.0);
    }
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const double radius = theme.radius(Radius::Control);
    painter.setPen(edge.alpha() ? QPen(edge, theme.borderWidth()) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        if (m_kind == Kind::Primary) {
            // The accent on the accent would not be seen: an inner line in the text's colour.
            painter.setPen(QPen(c.accent, 2));
            painter.drawRoundedRect(box, radius, radius);
            painter.setPen(QPen(c.accentText, 2));
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), radius - 3, radius - 3);
        } else {
            painter.setPen(QPen(c.accent, 2));
            painter.drawRoundedRect(box, radius, radius);
        }
    }

    const QFont font = [&] {
        QFont f = theme.font(TextRole::Body);
        if (m_kind == Kind::Primary)
            f.setWeight(QFont::DemiBold);
        return f;
    }();
    painter.setFont(font);
    const QFontMetrics metrics(font);
    const int icon = m_icon.isEmpty() ? 0 : theme.px(18);
    const int iconGap = icon && !text().isEmpty() ? theme.px(7) : 0;
    const QSize cap = m_key.isEmpty() ? QSize() : KeyCap::sizeOf(m_key);
    const int capGap = m_key.isEmpty() ? 0 : theme.px(9);
    const int words =
        std::min(metrics.horizontalAdvance(text()), width() - icon - iconGap - capGap - std::max(0, cap.width()) - 8);
    int x = (width() - icon - iconGap - words - capGap - std::max(0, cap.width())) / 2;
    if (property("alignLeft").toBool())
        x = theme.px(13);
    if (icon) {
        theme.icon(m_icon, ink).paint(&painter, QRect(x, (height() - icon) / 2, icon, icon), Qt::AlignCenter);
        x += icon + iconGap;
    }
    painter.setPen(ink);
    painter.drawText(QRect(x, 0, words + 2, height()), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic,
                     metrics.elidedText(text(), Qt::ElideRight, words + 2, Qt::TextShowMnemonic));
    if (!m_key.isEmpty()) {
        const int left = property("alignLeft").toBool() ? width() - cap.width() - theme.px(10) : x + words + capGap;
        KeyCap::paint(painter, QRect(QPoint(left, (height() - cap.height()) / 2), cap), m_key,
                      m_kind == Kind::Primary && isEnabled() ? c.accentText : c.textMuted);
    }
}

void Button::keyPressEvent(QKeyEvent* event)
{
    // A held key must not press again and again; Enter presses like Space does.
    if (event->isAutoRepeat()) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void Button::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    update();
}

void Button::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    update();
}

} // namespace textbank
