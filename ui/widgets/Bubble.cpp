#include "ui/widgets/Bubble.h"

#include <QPainter>
#include <QResizeEvent>

namespace textbank {

Bubble::Bubble(BubblePainter::Side side, QWidget* parent)
    : QWidget(parent)
    , m_side(side)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::current(), &Theme::changed, this, &Bubble::forgetLayout);
}

QFont Bubble::bubbleFont() const
{
    QFont font = Theme::current().font(TextRole::Body);
    if (m_role != TextRole::Body)
        font.setPixelSize(Theme::current().px(16));
    return font;
}

void Bubble::setTextRole(TextRole role)
{
    m_role = role;
    forgetLayout();
}

void Bubble::setText(const QString& text, const QList<BubblePainter::Mark>& marks)
{
    if (text == m_text && marks == m_marks)
        return;
    m_text = text;
    m_marks = marks;
    setAccessibleName(text);
    forgetLayout();
}

void Bubble::forgetLayout()
{
    m_laidOutFor = -1;
    m_heights.forget();
    updateGeometry();
    update();
}

void Bubble::relayout(int width) const
{
    if (m_laidOutFor == width)
        return;
    m_laidOutFor = width;
    m_painter.layout(m_text, bubbleFont(), width, m_marks);
}

int Bubble::heightForWidth(int width) const
{
    return m_heights.at(width, [this](int w) {
        relayout(w);
        return m_painter.size().height();
    });
}

QSize Bubble::sizeHint() const
{
    const int wide = Theme::current().px(440);
    return {wide, heightForWidth(wide)};
}

QSize Bubble::minimumSizeHint() const { return {Theme::current().px(120), Theme::current().px(36)}; }

void Bubble::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    relayout(event->size().width());
}

void Bubble::paintEvent(QPaintEvent*)
{
    relayout(width());
    QPainter painter(this);
    const int x = m_side == BubblePainter::Side::Outgoing ? width() - m_painter.size().width() : 0;
    m_painter.paint(painter, {x, 0}, m_side, Theme::current());
}

} // namespace textbank
