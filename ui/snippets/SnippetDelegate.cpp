#include "ui/snippets/SnippetDelegate.h"

#include "ui/snippets/SnippetModel.h"
#include "ui/theme/Theme.h"

#include <QPainter>

namespace textbank {

namespace {

bool isHeading(const QModelIndex& index)
{
    return index.data(SnippetModel::KindRole).toInt() == static_cast<int>(SnippetModel::Kind::Heading);
}

} // namespace

QSize SnippetDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const int small = QFontMetrics(theme.font(TextRole::Small)).height();
    if (isHeading(index))
        return {1, small + theme.space(Space::L)};
    return {1, QFontMetrics(theme.font(TextRole::Body)).height() + small + 2 + theme.space(Space::L)};
}

void SnippetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    const QFont small = theme.font(TextRole::Small);
    const QFontMetricsF smallMetrics(small);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF row = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const int pad = theme.space(Space::S);
    if (isHeading(index)) {
        QFont font = small;
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(c.textMuted);
        painter->drawText(
            row.adjusted(pad, 0, -pad, -2), Qt::AlignLeft | Qt::AlignBottom,
            QFontMetricsF(font).elidedText(index.data().toString(), Qt::ElideRight, row.width() - 2 * pad));
        painter->restore();
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        const bool focused = selected && option.widget && option.widget->hasFocus();
        painter->setPen(focused ? QPen(c.accent, 2) : QPen(Qt::NoPen));
        painter->setBrush(selected ? c.accentSoft : c.surfaceAlt);
        painter->drawRoundedRect(row.adjusted(1, 1, -1, -1), 10, 10);
    }
    QFont title = theme.font(TextRole::Body);
    title.setWeight(QFont::Medium);
    const QFontMetricsF titleMetrics(title);
    const qreal top = row.center().y() - (titleMetrics.height() + 2 + smallMetrics.height()) / 2;
    QRectF first(row.left() + pad, top, row.width() - 2 * pad, titleMetrics.height());
    const QRectF second(first.left(), first.bottom() + 2, first.width(), smallMetrics.height());
    const QString state = index.data(SnippetModel::StateRole).toString();
    if (!state.isEmpty()) {
        const qreal icon = smallMetrics.height() * 0.85;
        const qreal width = icon + 4 + smallMetrics.horizontalAdvance(state) + 2;
        const QRectF at(first.right() - width, first.top(), width, first.height());
        theme.icon(QStringLiteral("edit"), c.warn)
            .paint(painter, QRectF(at.left(), at.center().y() - icon / 2, icon, icon).toRect());
        painter->setFont(small);
        painter->setPen(c.warn);
        painter->drawText(at.adjusted(icon + 4, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, state);
        first.setRight(at.left() - pad);
    }
    painter->setFont(title);
    painter->setPen(c.text);
    painter->drawText(first, Qt::AlignVCenter | Qt::AlignLeft,
                      titleMetrics.elidedText(index.data().toString(), Qt::ElideRight, first.width()));
    painter->setFont(small);
    painter->setPen(c.textMuted);
    painter->drawText(
        second, Qt::AlignVCenter | Qt::AlignLeft,
        smallMetrics.elidedText(index.data(SnippetModel::DetailRole).toString(), Qt::ElideRight, second.width()));
    painter->restore();
}

} // namespace textbank
