#include "ui/widgets/NavButton.h"

#include "ui/settings/ActionMap.h"
#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/KeyCap.h"

#include <QKeyEvent>
#include <QPainter>

namespace textbank {

NavButton::NavButton(const QString& icon, const QString& text, const QString& actionId, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_action(actionId)
{
    setText(text);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setObjectName(actionId);
    setAccessibleName(text);
    const auto key = [this] {
        const QString words = ActionMap::current().keyText(m_action);
        setToolTip(words);
        if (m_count == 0)
            setAccessibleDescription(words);
        update();
    };
    connect(&ActionMap::current(), &ActionMap::changed, this, key);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    key();
}

void NavButton::setCount(int count, const QString& spoken, bool urgent)
{
    if (count == m_count && urgent == m_urgent && spoken == accessibleDescription())
        return;
    m_count = count;
    m_urgent = urgent;
    setAccessibleDescription(spoken);
    update();
}

bool NavButton::stacked() { return Theme::current().textScale() > 1.3; }

int NavButton::railWidth()
{
    const Theme& theme = Theme::current();
    if (stacked())
        return theme.px(84);
    // The longest name has its key beside it, in every language.
    QFont font = theme.font(TextRole::Body);
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    int wanted = theme.px(216);
    for (const auto* id : {"app.brief", "app.firstMessages", "app.replies", "app.settings", "app.finish"}) {
        const QString action = QString::fromLatin1(id);
        const int key = std::max(KeyCap::sizeOf(ActionMap::current().keyText(action)).width(), theme.px(42));
        wanted = std::max(wanted, theme.px(12 + 20 + 10) + metrics.horizontalAdvance(ActionMap::title(action)) +
                                      theme.px(8) + key + theme.px(10));
    }
    return std::min(wanted, theme.px(290));
}

QSize NavButton::sizeHint() const
{
    const Theme& theme = Theme::current();
    if (!stacked())
        return {railWidth(), theme.px(40)};
    const QFontMetrics metrics(theme.font(TextRole::Small));
    const QRect words =
        metrics.boundingRect(QRect(0, 0, railWidth() - 8, 1000), Qt::AlignHCenter | Qt::TextWordWrap, text());
    return {railWidth(), theme.px(20) + words.height() + theme.px(10)};
}

void NavButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const double radius = theme.radius(Radius::Control);
    painter.setPen(Qt::NoPen);
    if (isChecked())
        painter.setBrush(c.accentSoft);
    else if (underMouse() || isDown())
        painter.setBrush(c.surfaceAlt);
    if (isChecked() || underMouse() || isDown())
        painter.drawRoundedRect(box, radius, radius);
    if (isChecked()) { // A bar as well: not by colour alone.
        painter.setBrush(c.accent);
        painter.drawRoundedRect(QRectF(1, height() * 0.25, 3, height() * 0.5), 1.5, 1.5);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.accent, 2));
        painter.drawRoundedRect(box, radius, radius);
    }
    const QColor ink = isChecked() ? blended(c.accent, c.text, theme.isDark() ? 0.3 : 0.15) : c.text;
    const int icon = theme.px(20);
    const QString count = m_count > 999 ? QStringLiteral("999+") : QString::number(m_count);
    QFont small = theme.font(TextRole::Small);
    small.setWeight(QFont::DemiBold);
    const QFontMetrics smallMetrics(small);
    const int badge = std::max(smallMetrics.height() + 2, smallMetrics.horizontalAdvance(count) + theme.px(10));
    const auto paintBadge = [&](const QRect& at) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_urgent ? c.accent : c.surfaceAlt);
        painter.drawRoundedRect(at, at.height() / 2.0, at.height() / 2.0);
        painter.setPen(m_urgent ? c.accentText : c.textMuted);
        painter.setFont(small);
        painter.drawText(at, Qt::AlignCenter, count);
    };
    if (stacked()) {
        theme.icon(m_icon, ink).paint(&painter, QRect((width() - icon) / 2, theme.px(4), icon, icon));
        painter.setPen(ink);
        painter.setFont(theme.font(TextRole::Small));
        painter.drawText(QRect(4, theme.px(4) + icon, width() - 8, height() - icon - theme.px(4)),
                         Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextWordWrap, text());
        if (m_count > 0)
            paintBadge(QRect(width() - badge - 4, 2, badge, smallMetrics.height() + 2));
        return;
    }
    int x = theme.px(12);
    theme.icon(m_icon, ink).paint(&painter, QRect(x, (height() - icon) / 2, icon, icon));
    x += icon + theme.px(10);
    int right = width() - theme.px(10);
    QFont font = theme.font(TextRole::Body);
    if (isChecked())
        font.setWeight(QFont::DemiBold);
    const QString key = ActionMap::current().keyText(m_action);
    const int words = QFontMetrics(font).horizontalAdvance(text());
    if (m_count > 0) {
        const QRect at(right - badge, (height() - smallMetrics.height() - 4) / 2, badge, smallMetrics.height() + 4);
        paintBadge(at);
        right = at.left() - theme.px(6);
    } else if (const QSize cap = KeyCap::sizeOf(key);
               !key.isEmpty() && x + words + theme.px(6) + cap.width() <= right) { // Else the words come first.
        KeyCap::paint(painter, QRect(QPoint(right - cap.width(), (height() - cap.height()) / 2), cap), key,
                      c.textMuted);
        right -= cap.width() + theme.px(6);
    }
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(QRect(x, 0, right - x, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(text(), Qt::ElideRight, right - x));
}

void NavButton::keyPressEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat()) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
        focusNextPrevChild(event->key() == Qt::Key_Down);
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void NavButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void NavButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace textbank
