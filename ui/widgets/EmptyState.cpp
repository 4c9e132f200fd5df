#include "ui/widgets/EmptyState.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"

#include <QLabel>

#include <QPainter>
#include <QVBoxLayout>

namespace textbank {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new Label(TextRole::Title, Tone::Plain, this))
    , m_text(new Label(TextRole::Body, Tone::Muted, this))
    , m_foot(new Label(TextRole::Small, Tone::Muted, this))
    , m_row(new QWidget(this))
    , m_column(new QVBoxLayout(this))
{
    m_icon->setAlignment(Qt::AlignCenter);
    for (Label* label : {m_title, m_text, m_foot}) {
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setWordWrap(true);
    }
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_text->setObjectName(QStringLiteral("emptyText"));
    m_buttons = new FlowLayout(m_row, 10);
    m_buttons->setCentered(true);
    m_foot->hide();
    m_column->addStretch(2);
    m_column->addWidget(m_icon);
    m_column->addWidget(m_title);
    m_column->addWidget(m_text);
    m_column->addWidget(m_row);
    m_column->addWidget(m_foot);
    m_column->addStretch(3);
    connect(&Theme::current(), &Theme::changed, this, &EmptyState::restyle);
    restyle();
}

void EmptyState::set(const QString& icon, const QString& title, const QString& text, Tone tone)
{
    m_iconName = icon;
    m_tone = tone;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    restyle();
}

Button* EmptyState::addButton(const QString& text, bool primary, const QString& icon)
{
    auto* button = new Button(text, primary ? Button::Kind::Primary : Button::Kind::Secondary, this);
    if (!icon.isEmpty())
        button->setIconName(icon);
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::setBody(QWidget* body) { m_column->insertWidget(m_column->indexOf(m_row), body); }

void EmptyState::setFootnote(const QString& text, Tone tone)
{
    m_foot->setText(text);
    m_foot->setTone(tone);
    m_foot->setVisible(!text.isEmpty());
}

void EmptyState::restyle()
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    const int disc = theme.px(64);
    QPixmap pixmap(QSize(disc, disc) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(softColor(m_tone, c));
    painter.drawEllipse(QRectF(0, 0, disc, disc));
    const int icon = theme.px(28);
    if (!m_iconName.isEmpty())
        theme.icon(m_iconName, textColor(m_tone, c))
            .paint(&painter, QRect((disc - icon) / 2, (disc - icon) / 2, icon, icon));
    painter.end();
    m_icon->setPixmap(pixmap);
    m_column->setSpacing(theme.space(Space::M));
    fitWidth();
}

void EmptyState::fitWidth()
{
    const Theme& theme = Theme::current();
    const int side = theme.space(width() < theme.px(400) ? Space::M : Space::Xl);
    m_column->setContentsMargins(side, theme.space(Space::L), side, theme.space(Space::L));
    // Lines longer than this are hard to read.
    const int spare = std::max(0, (width() - 2 * side - theme.px(520)) / 2);
    for (Label* label : {m_title, m_text, m_foot})
        label->setContentsMargins(spare, 0, spare, 0);
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

} // namespace textbank
