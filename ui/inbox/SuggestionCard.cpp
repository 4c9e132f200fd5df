#include "ui/inbox/SuggestionCard.h"

#include "ui/Words.h"
#include "ui/inbox/DisplayText.h"
#include "ui/settings/ActionMap.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/KeyCap.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

SuggestionCard::SuggestionCard(QWidget* parent)
    : QAbstractButton(parent)
    , m_title(new Label(TextRole::Heading, Tone::Plain, this))
    , m_text(new Label(TextRole::Body, Tone::Plain, this))
    , m_records(new Label(TextRole::Small, Tone::Muted, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    auto* column = new QVBoxLayout(this);
    for (auto* label : {m_title, m_text, m_records}) {
        label->setWordWrap(true);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setMinimumWidth(1);
        column->addWidget(label);
    }
    connect(&Theme::current(), &Theme::changed, this, &SuggestionCard::applySizes);
    applySizes();
}

void SuggestionCard::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::M);
    const int keyRoom = m_key.isEmpty() ? 0 : KeyCap::sizeOf(m_key).width() + theme.space(Space::S);
    layout()->setContentsMargins(pad, theme.space(Space::S), pad, theme.space(Space::S));
    layout()->setSpacing(theme.space(Space::Xs) / 2);
    m_title->setContentsMargins(keyRoom, 0, 0, 0);
    updateGeometry();
    update();
}

void SuggestionCard::show(const Suggestion& suggestion, int number, const Contact* contact)
{
    m_key.clear();
    if (number > 0)
        m_key =
            ActionMap::current().singleLetters() ? QString::number(number) : keyName(ActionMap::suggestionKey(number));
    const QString text = displayText(suggestion.text);
    const bool handsOff = suggestion.source == Suggestion::Source::HandOff;
    const QString title = handsOff ? tr("Hand to somebody who speaks Spanish") : suggestion.title;
    m_title->setText(title);
    QString shown = text;
    if (handsOff)
        shown = tr("This reply is in Spanish, and the script has no Spanish answer. Staff will find somebody.");
    else if (suggestion.error)
        shown = words::templateError(*suggestion.error, contact);
    else if (text.isEmpty())
        shown = tr("Records the answer. There is nothing to send.");
    m_text->setText(shown);
    m_text->setTone(suggestion.error ? Tone::Bad : text.isEmpty() ? Tone::Muted : Tone::Plain);
    QStringList records;
    if (!suggestion.answer.isEmpty() &&
        !(suggestion.source == Suggestion::Source::Answer && suggestion.title == suggestion.answer))
        records << tr("Records: %1", "an answer").arg(suggestion.answer);
    else if (!suggestion.answer.isEmpty())
        records << tr("Records this answer");
    if (!suggestion.tags.isEmpty())
        records << tr("Tags: %1").arg(suggestion.tags.join(u", "_s));
    if (suggestion.foreign)
        records << tr("not in their language");
    m_records->setText(records.join(u" · "_s));
    m_records->setVisible(!records.isEmpty());
    setEnabled(!suggestion.error);
    setAccessibleName(number > 0 ? tr("%1: %2", "number of a suggestion, title").arg(number).arg(title) : title);
    setAccessibleDescription(records.isEmpty() ? shown : shown + u". "_s + records.join(u", "_s));
    applySizes();
}

int SuggestionCard::heightForWidth(int width) const { return layout()->totalHeightForWidth(width); }
QSize SuggestionCard::sizeHint() const { return layout()->totalSizeHint(); }
QSize SuggestionCard::minimumSizeHint() const { return layout()->totalMinimumSize(); }

void SuggestionCard::paintEvent(QPaintEvent*)
{
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const bool lit = isEnabled() && (underMouse() || isDown());
    painter.setPen(QPen(c.border, theme.borderWidth()));
    painter.setBrush(isDown() ? c.accentSoft : lit ? c.surfaceAlt : c.surface);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12);
    if (hasFocus()) {
        painter.setPen(QPen(c.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 12, 12);
    }
    if (m_key.isEmpty())
        return;
    const QSize cap = KeyCap::sizeOf(m_key);
    const QRect title = m_title->geometry();
    const int line = QFontMetrics(m_title->font()).height();
    KeyCap::paint(painter, QRect(QPoint(title.left(), title.top() + (line - cap.height()) / 2), cap), m_key,
                  c.textMuted);
}

void SuggestionCard::keyPressEvent(QKeyEvent* event)
{
    if (event->isAutoRepeat()) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        focusNextPrevChild(event->key() == Qt::Key_Down);
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void SuggestionCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void SuggestionCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace textbank
