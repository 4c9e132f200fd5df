#include "ui/find/FindDelegate.h"

#include "ui/find/FindModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Avatar.h"
#include "ui/widgets/KeyCap.h"

#include <QPainter>
#include <QTextLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

using Kind = FindModel::Kind;

Kind kindOf(const QModelIndex& index) { return static_cast<Kind>(index.data(FindModel::KindRole).toInt()); }

/// One line with marks; what does not fit is cut so that the first mark stays in sight.
void drawMarked(QPainter* painter, const QRectF& rect, QString text, FindModel::Marks marks, const QFont& font,
                const QColor& ink)
{
    const QFontMetricsF metrics(font);
    if (!marks.isEmpty() && metrics.horizontalAdvance(text) > rect.width()) {
        const int first = marks.front().first;
        int cut = 0;
        while (cut < first &&
               metrics.horizontalAdvance(text.mid(cut, first - cut + marks.front().second)) > rect.width() * 0.7)
            ++cut;
        if (cut > 0) {
            text = u"…"_s + text.mid(cut);
            for (auto& mark : marks)
                mark.first -= cut - 1;
        }
    }
    text = metrics.elidedText(text, Qt::ElideRight, rect.width());
    QList<QTextLayout::FormatRange> formats;
    for (const auto& [start, length] : marks) {
        if (start < 0 || start >= text.size())
            continue;
        QTextLayout::FormatRange range;
        range.start = start;
        range.length = length;
        range.format.setFontWeight(QFont::Bold);
        range.format.setFontUnderline(true);
        formats << range;
    }
    QTextLayout layout(text, font);
    layout.setFormats(formats);
    layout.beginLayout();
    auto line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(rect.width() + 40);
    layout.endLayout();
    painter->setPen(ink);
    painter->save();
    painter->setClipRect(rect);
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
    painter->restore();
}

} // namespace

QSize FindDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto& theme = Theme::current();
    const int body = QFontMetrics(theme.font(TextRole::Body)).height();
    const int small = QFontMetrics(theme.font(TextRole::Small)).height();
    switch (kindOf(index)) {
    case Kind::Heading:
        return {1, small + theme.space(Space::M)};
    case Kind::Action:
        return {1, std::max(body, theme.px(24)) + theme.space(Space::M)};
    default:
        return {1, body + small + 2 + theme.space(Space::L)};
    }
}

void FindDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    const auto kind = kindOf(index);
    const QRectF row = QRectF(option.rect).adjusted(theme.space(Space::S), 1, -theme.space(Space::S), -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (kind == Kind::Heading) {
        QFont font = theme.font(TextRole::Small);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(c.textMuted);
        painter->drawText(row.adjusted(theme.space(Space::S), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          index.data(Qt::DisplayRole).toString());
        painter->restore();
        return;
    }
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(c.accent, 2));
        painter->setBrush(c.accentSoft);
        painter->drawRoundedRect(row.adjusted(1, 1, -1, -1), 8, 8);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.surfaceAlt);
        painter->drawRoundedRect(row, 8, 8);
    }
    const int gap = theme.space(Space::M);
    const int figure = theme.px(kind == Kind::Action ? 20 : 32);
    const QRect picture(qRound(row.left()) + gap, qRound(row.center().y()) - figure / 2, figure, figure);
    if (kind == Kind::Action)
        theme.icon(u"keyboard"_s, c.textMuted).paint(painter, picture);
    else if (kind == Kind::Person)
        Avatar::paint(*painter, picture, index.data(FindModel::NameRole).toString());
    else
        theme.icon(u"message"_s, c.textMuted)
            .paint(painter, picture.adjusted(figure / 6, figure / 6, -figure / 6, -figure / 6));

    QRectF text(picture.right() + gap, row.top(), row.right() - picture.right() - 2 * gap, row.height());
    const QString detail = index.data(FindModel::DetailRole).toString();
    const auto marks = index.data(FindModel::MarksRole).value<FindModel::Marks>();
    const QString words = index.data(Qt::DisplayRole).toString();
    if (kind == Kind::Action) {
        if (!detail.isEmpty()) {
            const QSize cap = KeyCap::sizeOf(detail);
            KeyCap::paint(
                *painter,
                QRect(QPoint(qRound(text.right()) - cap.width(), qRound(row.center().y()) - cap.height() / 2), cap),
                detail, c.textMuted);
            text.setRight(text.right() - cap.width() - gap);
        }
        drawMarked(painter, text, words, marks, theme.font(TextRole::Body), c.text);
        painter->restore();
        return;
    }
    const QFont body = theme.font(TextRole::Body);
    const QFont small = theme.font(TextRole::Small);
    const qreal bodyHeight = QFontMetricsF(body).height();
    const qreal smallHeight = QFontMetricsF(small).height();
    const qreal top = row.center().y() - (bodyHeight + smallHeight + 2) / 2;
    drawMarked(painter, QRectF(text.left(), top, text.width(), bodyHeight), words, marks, body, c.text);
    painter->setFont(small);
    painter->setPen(c.textMuted);
    painter->drawText(QRectF(text.left(), top + bodyHeight + 2, text.width(), smallHeight),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(small).elidedText(detail, Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace textbank
