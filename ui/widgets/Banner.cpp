#include "ui/widgets/Banner.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QLabel>

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

namespace textbank {

Banner::Banner(Tone tone, const QString& icon, QWidget* parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_iconName(icon)
    , m_icon(new QLabel(this))
    , m_text(new Label(TextRole::Body, Tone::Plain, this))
    , m_layout(new QHBoxLayout(this))
{
    m_text->setWordWrap(true);
    m_icon->setAlignment(Qt::AlignTop);
    m_layout->addWidget(m_icon, 0, Qt::AlignTop);
    m_layout->addWidget(m_text, 1);
    connect(&Theme::current(), &Theme::changed, this, &Banner::restyle);
    restyle();
}

void Banner::setTone(Tone tone, const QString& icon)
{
    m_tone = tone;
    m_iconName = icon;
    restyle();
}

void Banner::setText(const QString& text)
{
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Banner::text() const { return m_text->text(); }

Button* Banner::addButton(const QString& text)
{
    auto* button = new Button(text, Button::Kind::Quiet, this);
    m_layout->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void Banner::restyle()
{
    const Theme& theme = Theme::current();
    const int size = theme.px(18);
    m_icon->setPixmap(theme.icon(m_iconName, textColor(m_tone, theme.colors())).pixmap(QSize(size, size)));
    m_layout->setContentsMargins(theme.space(Space::M), theme.space(Space::S), theme.space(Space::M),
                                 theme.space(Space::S));
    m_layout->setSpacing(theme.space(Space::S));
    update();
}

void Banner::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.resolved() == ThemeChoice::HighContrast ? QPen(textColor(m_tone, theme.colors()), 2)
                                                                 : QPen(Qt::NoPen));
    painter.setBrush(softColor(m_tone, theme.colors()));
    const double radius = theme.radius(Radius::Control);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace textbank
