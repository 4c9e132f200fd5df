#include "ui/inbox/ConversationDelegate.h"

#include "ui/inbox/ConversationModel.h"
#include "ui/inbox/InboxWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Avatar.h"

#include <QPainter>
#include <QPainterPath>

namespace textbank {

namespace {

QColor toneColor(inboxwords::State::Tone tone, const ThemeColors& colors)
{
    using Tone = inboxwords::State::Tone;
    switch (tone) {
    case Tone::Good:
        return colors.good;
    case Tone::Warn:
        return colors.warn;
    case Tone::Bad:
        return colors.bad;
    case Tone::Plain:
        break;
    }
    return colors.textMuted;
}

int avatarSize(const Theme& theme) { return theme.px(40); }

} // namespace

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const auto& theme = Theme::current();
    const int lines = QFontMetrics(theme.font(TextRole::Body)).height() +
                      QFontMetrics(theme.font(TextRole::Small)).height() + theme.space(Space::Xs);
    return {avatarSize(theme) + 2 * theme.space(Space::M),
            std::max(lines, avatarSize(theme)) + 2 * theme.space(Space::M)};
}

void ConversationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& theme = Theme::current();
    const auto& colors = theme.colors();
    const auto* model = qobject_cast<const ConversationModel*>(index.model());
    const auto* record = model ? model->recordAt(index.row()) : nullptr;
    if (!record)
        return;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const bool focused = selected && option.widget && option.widget->hasFocus();
    const bool waiting = index.data(ConversationModel::WaitingRole).toBool();
    const auto states = inboxwords::states(*record);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int gap = theme.space(Space::Xs);
    QRectF row = QRectF(option.rect).adjusted(gap, 1, -gap, -1);
    if (selected || hovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? colors.accentSoft : colors.surfaceAlt);
        painter->drawRoundedRect(row, 12, 12);
    }
    if (focused) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(row.adjusted(1, 1, -1, -1), 11, 11);
    }

    const bool rtl = option.direction == Qt::RightToLeft;
    const int avatar = avatarSize(theme);
    const int pad = theme.space(Space::S);
    QRectF circle(row.left() + pad, row.center().y() - avatar / 2.0, avatar, avatar);
    if (m_compact)
        circle.moveCenter(row.center());
    else if (rtl)
        circle.moveRight(row.right() - pad);
    const bool ended = record->optedOut || record->wrongNumber;
    if (ended) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.badSoft);
        painter->drawEllipse(circle);
        const int size = avatar / 2;
        theme.icon(states.front().icon, colors.bad)
            .paint(painter, QRectF(circle.center() - QPointF(size, size) / 2, QSizeF(size, size)).toRect());
    } else {
        Avatar::paint(*painter, circle.toRect(), record->contact.displayName());
    }
    if (waiting) {
        const qreal dot = theme.px(11);
        painter->setPen(QPen(selected ? colors.accentSoft : colors.surface, 2));
        painter->setBrush(colors.accent);
        painter->drawEllipse(QRectF(circle.right() - dot + 1, circle.bottom() - dot + 1, dot, dot));
    }
    if (m_compact) {
        painter->restore();
        return;
    }

    QRectF text(circle.right() + theme.space(Space::M), row.top(), 0, row.height());
    text.setRight(row.right() - theme.space(Space::M));
    if (rtl) {
        text.setLeft(row.left() + theme.space(Space::M));
        text.setRight(circle.left() - theme.space(Space::M));
    }
    QFont nameFont = theme.font(TextRole::Body);
    nameFont.setWeight(waiting ? QFont::DemiBold : QFont::Medium);
    const QFont smallFont = theme.font(TextRole::Small);
    const QFontMetricsF nameMetrics(nameFont);
    const QFontMetricsF smallMetrics(smallFont);
    const qreal height = nameMetrics.height() + gap / 2.0 + smallMetrics.height();
    QRectF top(text.left(), text.center().y() - height / 2, text.width(), nameMetrics.height());
    QRectF bottom(text.left(), top.bottom() + gap / 2.0, text.width(), smallMetrics.height());

    const auto far = Qt::AlignVCenter | (rtl ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute;
    const auto near = Qt::AlignVCenter | (rtl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    const QString age = index.data(ConversationModel::AgeRole).toString();
    const qreal ageWidth = smallMetrics.horizontalAdvance(age) + 2;
    painter->setFont(smallFont);
    painter->setPen(waiting && selected ? colors.text : colors.textMuted);
    painter->drawText(top, int(far), age);
    const qreal taken = ageWidth + theme.space(Space::S);
    QRectF nameRect = rtl ? top.adjusted(taken, 0, 0, 0) : top.adjusted(0, 0, -taken, 0);
    painter->setFont(nameFont);
    painter->setPen(colors.text);
    painter->drawText(
        nameRect, int(near),
        nameMetrics.elidedText(index.data(ConversationModel::NameRole).toString(), Qt::ElideRight, nameRect.width()));

    // The most important state in words, as a small label at the end of the second line.
    QRectF previewRect = bottom;
    if (!states.isEmpty()) {
        const auto& state = states.front();
        const QColor color = toneColor(state.tone, colors);
        const qreal iconSize = smallMetrics.height() * 0.85;
        const qreal width = iconSize + gap + smallMetrics.horizontalAdvance(state.words) + 2;
        QRectF label(rtl ? bottom.left() : bottom.right() - width, bottom.top(), width, bottom.height());
        theme.icon(state.icon, color)
            .paint(painter, QRectF(label.left(), label.center().y() - iconSize / 2, iconSize, iconSize).toRect());
        painter->setFont(smallFont);
        painter->setPen(color);
        painter->drawText(label.adjusted(iconSize + gap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, state.words);
        const qreal used = width + theme.space(Space::S);
        previewRect = rtl ? bottom.adjusted(used, 0, 0, 0) : bottom.adjusted(0, 0, -used, 0);
    }
    painter->setFont(smallFont);
    painter->setPen(colors.textMuted);
    painter->drawText(previewRect, int(near),
                      smallMetrics.elidedText(index.data(ConversationModel::PreviewRole).toString(), Qt::ElideRight,
                                              previewRect.width()));
    painter->restore();
}

} // namespace textbank
