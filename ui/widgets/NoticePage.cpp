#include "ui/widgets/NoticePage.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumnWidth = 560; ///< Longer lines are hard to read.

Label* paragraph(TextRole role, Tone tone, QWidget* parent)
{
    auto* label = new Label(role, tone, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

NoticePage::NoticePage(QWidget* parent)
    : QWidget(parent)
    , m_scroll(new QScrollArea(this))
    , m_content(new QWidget)
    , m_row(new QWidget(this))
    , m_icon(new QLabel(m_content))
    , m_title(paragraph(TextRole::Title, Tone::Plain, m_content))
    , m_text(paragraph(TextRole::Body, Tone::Muted, m_content))
    , m_card(new Panel(Panel::Kind::Card, m_content))
    , m_column(new QVBoxLayout(m_content))
    , m_points(new QVBoxLayout(m_card))
    , m_buttons(new FlowLayout(m_row, 10))
{
    m_title->setObjectName(u"noticeTitle"_s);
    m_text->setObjectName(u"noticeText"_s);
    m_card->setObjectName(u"noticePoints"_s);
    m_card->hide();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_buttons->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_icon, 0, Qt::AlignLeft);
    m_column->addWidget(m_title);
    m_column->addWidget(m_text);
    m_column->addWidget(m_card);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_content);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    m_content->installEventFilter(this);
    m_row->installEventFilter(this);
    connect(&Theme::current(), &Theme::changed, this, &NoticePage::restyle);
    restyle();
}

void NoticePage::set(const QString& icon, const QString& title, const QString& text, Tone tone)
{
    m_iconName = icon;
    m_tone = tone;
    const bool another = m_title->text() != title;
    m_title->setText(title);
    auto paragraphs = text.split(u"\n\n"_s, Qt::SkipEmptyParts);
    m_text->setText(paragraphs.isEmpty() ? QString() : paragraphs.takeFirst());
    m_text->setVisible(!m_text->text().isEmpty());
    while (m_points->count() < paragraphs.size())
        m_points->addWidget(paragraph(TextRole::Body, Tone::Plain, m_card));
    for (int i = 0; i < m_points->count(); ++i) {
        auto* label = static_cast<Label*>(m_points->itemAt(i)->widget());
        label->setText(paragraphs.value(i));
        label->setVisible(i < paragraphs.size());
    }
    m_card->setVisible(!paragraphs.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    restyle();
    if (another) // Else it is brought up to date, perhaps while it is being read.
        m_scroll->verticalScrollBar()->setValue(0);
}

Button* NoticePage::addButton(const QString& text, bool primary, const QString& icon)
{
    auto* button = new Button(text, primary ? Button::Kind::Primary : Button::Kind::Secondary, m_row);
    if (!icon.isEmpty())
        button->setIconName(icon);
    m_buttons->addWidget(button);
    return button;
}

void NoticePage::restyle()
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    const int disc = theme.px(56);
    QPixmap pixmap(QSize(disc, disc) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(softColor(m_tone, c));
    painter.drawEllipse(QRectF(0, 0, disc, disc));
    const int icon = theme.px(26);
    if (!m_iconName.isEmpty())
        theme.icon(m_iconName, textColor(m_tone, c))
            .paint(&painter, QRect((disc - icon) / 2, (disc - icon) / 2, icon, icon));
    painter.end();
    m_icon->setPixmap(pixmap);
    const int pad = theme.space(Space::L);
    m_column->setSpacing(theme.space(Space::M));
    m_points->setContentsMargins(pad, pad, pad, pad);
    m_points->setSpacing(theme.space(Space::M));
    arrange();
}

void NoticePage::arrange()
{
    const Theme& theme = Theme::current();
    const int side = theme.space(Space::L);
    const int gap = theme.space(Space::L);
    const int wide = std::max(0, std::min(theme.px(kColumnWidth), width() - 2 * side));
    const int buttons = m_buttons->heightForWidth(wide);
    const int room = std::max(0, height() - 2 * side - gap - buttons);
    m_column->invalidate();
    const int icon = m_icon->pixmap().deviceIndependentSize().toSize().height() + m_column->spacing();
    int need = m_column->totalHeightForWidth(wide) - (m_icon->isHidden() ? 0 : icon);
    m_icon->setVisible(need + icon <= room); // The words matter more.
    need += m_icon->isHidden() ? 0 : icon;
    const int tall = std::min(need, room);
    const int left = (width() - wide) / 2;
    const int top = side + (room - tall) * 2 / 5;
    const bool scrolls = need > room;
    m_scroll->setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    // The bar stands beside the column, not in it.
    const int bar = scrolls ? std::min(left, m_scroll->verticalScrollBar()->sizeHint().width()) : 0;
    m_scroll->setGeometry(left, top, wide + bar, tall);
    m_row->setGeometry(left, top + tall + gap, wide, buttons);
}

bool NoticePage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &NoticePage::arrange, Qt::QueuedConnection); // Once it is laid out.
    return QWidget::eventFilter(watched, event);
}

void NoticePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void NoticePage::keyPressEvent(QKeyEvent* event)
{
    auto* bar = m_scroll->verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_PageDown:
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return;
    case Qt::Key_PageUp:
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        return;
    case Qt::Key_Home:
        bar->triggerAction(QAbstractSlider::SliderToMinimum);
        return;
    case Qt::Key_End:
        bar->triggerAction(QAbstractSlider::SliderToMaximum);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace textbank
