#include "ui/widgets/Popover.h"

#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/Label.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace textbank {

Popover::Popover(const QString& title, QWidget* anchor)
    : QFrame(anchor->window())
    , m_anchor(anchor)
    , m_title(new Label(title, TextRole::Heading, Tone::Plain, this))
    , m_body(new QVBoxLayout(this))
{
    const Theme& theme = Theme::current();
    setObjectName(QStringLiteral("popover"));
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    m_title->setWordWrap(true);
    const int pad = theme.space(Space::L);
    m_body->setContentsMargins(pad, pad, pad, pad);
    m_body->setSpacing(theme.space(Space::S));
    m_body->addWidget(m_title);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, 8);
    shadow->setColor(QColor(0, 0, 0, theme.isDark() ? 150 : 60));
    setGraphicsEffect(shadow);
    hide();
}

void Popover::open()
{
    m_before = QApplication::focusWidget();
    place();
    show();
    raise();
    QWidget* first = m_first ? m_first.data() : this;
    first->setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && now != this && !isAncestorOf(now) && now->window() == window())
            dismiss();
    });
}

void Popover::dismiss()
{
    if (m_closing)
        return;
    m_closing = true;
    qApp->removeEventFilter(this);
    QWidget* const now = QApplication::focusWidget();
    const bool mine = !now || now == this || isAncestorOf(now);
    hide();
    if (mine && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    emit closed();
    deleteLater();
}

void Popover::place()
{
    const Theme& theme = Theme::current();
    QWidget* const host = parentWidget();
    const int margin = theme.space(Space::S);
    const int width = std::min(theme.px(m_width), host->width() - 2 * margin);
    setFixedWidth(width);
    m_body->activate();
    int height = m_body->hasHeightForWidth() ? m_body->totalHeightForWidth(width) : m_body->totalSizeHint().height();
    height = std::min(height, host->height() - 2 * margin);
    setFixedHeight(height);
    if (!m_anchor)
        return;
    const QRect at(m_anchor->mapTo(host, QPoint(0, 0)), m_anchor->size());
    const int x = std::clamp(at.center().x() - width / 2, margin, std::max(margin, host->width() - width - margin));
    const bool below = at.bottom() + height + margin < host->height();
    const int y = below ? at.bottom() + margin / 2 : std::max(margin, at.top() - height - margin / 2);
    move(x, std::min(y, host->height() - height - margin));
}

void Popover::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(blended(c.border, c.textMuted, 0.25), theme.borderWidth()));
    painter.setBrush(c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.radius(Radius::Card),
                            theme.radius(Radius::Card));
}

void Popover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    event->accept(); // Nothing typed here is meant for the screen below.
}

bool Popover::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        const auto* target = static_cast<QWidget*>(watched);
        if (target != this && !isAncestorOf(target) && target->window() == window())
            dismiss();
    } else if (event->type() == QEvent::Resize && watched == parentWidget()) {
        place();
    }
    return false;
}

} // namespace textbank
