#include "ui/widgets/QuestionBar.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"

#include <QAccessible>
#include <QGridLayout>
#include <QPainter>

namespace textbank {

QuestionBar::QuestionBar(Tone tone, const QString& icon, QWidget* parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_iconName(icon)
    , m_icon(new QLabel(this))
    , m_text(new Label(TextRole::Body, Tone::Plain, this))
    , m_buttons(new QWidget(this))
{
    m_text->setWordWrap(true);
    auto* flow = new FlowLayout(m_buttons, 8);
    flow->setContentsMargins(0, 0, 0, 0);
    auto* grid = new QGridLayout(this);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_text, 0, 1);
    grid->addWidget(m_buttons, 1, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::current(), &Theme::changed, this, &QuestionBar::restyle);
    restyle();
}

void QuestionBar::restyle()
{
    const Theme& theme = Theme::current();
    const int size = theme.px(18);
    m_icon->setPixmap(
        theme.icon(m_iconName, textColor(m_tone, theme.colors())).pixmap(QSize(size, size), devicePixelRatioF()));
    const int pad = theme.space(Space::M);
    layout()->setContentsMargins(pad, theme.space(Space::S), pad, theme.space(Space::S));
    layout()->setSpacing(theme.space(Space::S));
    update();
}

void QuestionBar::setText(const QString& text)
{
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

Button* QuestionBar::addButton(const QString& text, bool primary)
{
    auto* button = new Button(text, primary ? Button::Kind::Primary : Button::Kind::Secondary, m_buttons);
    m_buttons->layout()->addWidget(button);
    return button;
}

int QuestionBar::heightForWidth(int width) const { return layout()->totalHeightForWidth(width); }

void QuestionBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.resolved() == ThemeChoice::HighContrast ? QPen(textColor(m_tone, theme.colors()), 2)
                                                                 : QPen(Qt::NoPen));
    painter.setBrush(softColor(m_tone, theme.colors()));
    const double radius = theme.radius(Radius::Control);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
}

} // namespace textbank
