#include "ui/inbox/ThreadDelegate.h"

#include "ui/inbox/ThreadModel.h"
#include "ui/settings/ActionMap.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/KeyCap.h"

#include <QAbstractItemView>
#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QPainterPath>
#include <QTextOption>
#include <cmath>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

using Kind = ThreadModel::Kind;

Kind kindOf(const QModelIndex& index) { return static_cast<Kind>(index.data(ThreadModel::KindRole).toInt()); }

QPainterPath bubblePath(const QRectF& rect, bool tail, bool right)
{
    QPainterPath path;
    path.addRoundedRect(rect, 16, 16);
    if (tail) {
        // The corner towards the speaker is small, as on a phone.
        const QRectF corner(right ? rect.right() - 16 : rect.left(), rect.bottom() - 16, 16, 16);
        QPainterPath square;
        square.addRoundedRect(corner, 4, 4);
        path = path.united(square);
    }
    return path;
}

/// How wide a row's bubble may become, and the text inside it.
qreal widestBubble(int width, Kind kind)
{
    const auto& theme = Theme::current();
    const qreal available = width - 2 * theme.space(Space::L);
    return std::min(available * (kind == Kind::Note ? 0.9 : 0.78), 640.0 * theme.textScale());
}

bool isCovered(const QModelIndex& index) { return index.data(ThreadModel::CoveredRole).toBool(); }

int shieldSize() { return Theme::current().px(18); }

/// Beside what stands for a covered text there is a shield.
int indentOf(const QModelIndex& index)
{
    return isCovered(index) ? shieldSize() + Theme::current().space(Space::S) : 0;
}

int widestText(int width, const QModelIndex& index)
{
    return static_cast<int>(widestBubble(width, kindOf(index))) - 2 * Theme::current().space(Space::M) -
           indentOf(index);
}

QString toggleKey() { return ActionMap::current().keyText(u"inbox.reveal"_s); }

QFont moreFont()
{
    QFont font = Theme::current().font(TextRole::Small);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

ThreadDelegate::ThreadDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_documents(400)
{
}

void ThreadDelegate::forget() { m_documents.clear(); }

QString ThreadDelegate::toggleWords(const QModelIndex& index)
{
    return isCovered(index) ? ThreadModel::tr("Show", "a covered reply") : ThreadModel::tr("Hide", "a shown reply");
}

QTextDocument* ThreadDelegate::document(const QModelIndex& index, int width) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString key = u"%1|%2|%3"_s.arg(index.data(ThreadModel::KeyRole).toString()).arg(width).arg(text.size());
    if (auto* kept = m_documents.object(key); kept && kept->property("source").toString() == text)
        return kept;
    auto* made = new QTextDocument;
    made->setProperty("source", text);
    made->setUndoRedoEnabled(false);
    made->setDocumentMargin(0);
    made->setDefaultFont(Theme::current().font(kindOf(index) == Kind::Note ? TextRole::Small : TextRole::Body));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    made->setDefaultTextOption(option);
    made->setPlainText(text);
    made->setTextWidth(width);
    made->setTextWidth(std::min<qreal>(width, std::ceil(made->idealWidth())));
    m_documents.insert(key, made);
    return made;
}

ThreadDelegate::Parts ThreadDelegate::parts(const QRect& rect, const QModelIndex& index) const
{
    const auto& theme = Theme::current();
    const auto kind = kindOf(index);
    const bool out = kind == Kind::Outgoing;
    const bool first = index.data(ThreadModel::FirstRole).toBool();
    const bool last = index.data(ThreadModel::LastRole).toBool();
    const bool failed = index.data(ThreadModel::FailedRole).toBool();
    const int side = theme.space(Space::L);
    const int padH = theme.space(Space::M);
    const int padV = theme.space(Space::S);
    const qreal available = rect.width() - 2 * side;
    const qreal widest = widestBubble(rect.width(), kind);
    const QFontMetricsF small(theme.font(TextRole::Small));
    const int indent = indentOf(index);

    Parts parts;
    const bool hasText = !index.data(Qt::DisplayRole).toString().isEmpty();
    QSizeF content(0, 0);
    if (hasText) {
        const auto* text = document(index, widestText(rect.width(), index));
        content = QSizeF(text->textWidth(), text->size().height());
    }
    qreal height = content.height();
    qreal width = content.width() + indent;
    qreal mediaTop = 0;
    QSizeF media;
    if (const int count = index.data(ThreadModel::MediaRole).toInt(); count > 0) {
        media = QSizeF(std::min(small.horizontalAdvance(ThreadModel::tr("%n picture(s) not loaded", nullptr, count)) +
                                    theme.px(16) + 3 * theme.space(Space::S),
                                widest - 2 * padH),
                       small.height() + 2 * theme.space(Space::Xs));
        mediaTop = hasText ? height + theme.space(Space::Xs) : 0;
        height = mediaTop + media.height();
        width = std::max(width, media.width());
    }
    QSizeF more;
    qreal moreTop = 0;
    if (index.data(ThreadModel::LongRole).toBool()) {
        const QFontMetricsF metrics(moreFont());
        more = QSizeF(metrics.horizontalAdvance(ThreadModel::tr("Show all")), metrics.height());
        moreTop = height + theme.space(Space::Xs);
        height = moreTop + more.height();
    }
    QSizeF toggle;
    qreal toggleTop = 0;
    if (index.data(ThreadModel::HarshRole).toBool()) {
        // The key's place is kept where the key is for another row, so that moving on moves nothing.
        const QFontMetricsF metrics(moreFont());
        const QString key = toggleKey();
        const QSize cap = key.isEmpty() ? QSize() : KeyCap::sizeOf(key);
        toggle =
            QSizeF(metrics.horizontalAdvance(toggleWords(index)) + theme.space(Space::S) + std::max(0, cap.width()),
                   std::max<qreal>(metrics.height(), cap.height()));
        toggleTop = height + theme.space(Space::S);
        height = toggleTop + toggle.height();
        width = std::max(width, indent + toggle.width());
    }
    const qreal top = rect.top() + (first ? theme.space(Space::S) : 2);
    const QSizeF size(width + 2 * padH, height + 2 * padV);
    const qreal left = out ? rect.right() - side - size.width() : rect.left() + side;
    parts.bubble = QRectF(QPointF(left, top), size);
    parts.text = QRectF(left + padH + indent, top + padV, content.width(), content.height());
    if (indent > 0)
        parts.shield = QRectF(left + padH, top + padV, shieldSize(), shieldSize());
    if (!toggle.isEmpty())
        parts.toggle = QRectF(QPointF(left + padH + indent, top + padV + toggleTop), toggle);
    if (!media.isEmpty())
        parts.media = QRectF(QPointF(left + padH, top + padV + mediaTop), media);
    if (!more.isEmpty())
        parts.more = QRectF(QPointF(left + padH, top + padV + moreTop), more);
    if (last || failed || kind == Kind::Note) {
        const QString foot = index.data(ThreadModel::FootRole).toString();
        const qreal icon = index.data(ThreadModel::StateIconRole).toString().isEmpty() ? 0 : small.height() + 2;
        const qreal room = available - icon;
        const QRectF need = small.boundingRect(QRectF(0, 0, room, 10000), Qt::TextWordWrap, foot);
        const qreal footWidth = std::min(need.width() + icon + 4, available);
        parts.foot = QRectF(out ? rect.right() - side - footWidth : rect.left() + side + (kind == Kind::Note ? 0 : 4),
                            parts.bubble.bottom() + 3, footWidth, need.height());
    }
    return parts;
}

QSize ThreadDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& theme = Theme::current();
    // The width is always the view's: a batch laid out before the first show would be measured against nothing.
    int width = option.rect.width();
    if (const auto* view = qobject_cast<const QAbstractItemView*>(option.widget))
        width = view->viewport()->width();
    if (kindOf(index) == Kind::Day)
        return {1, QFontMetrics(theme.font(TextRole::Small)).height() + 2 * theme.space(Space::M)};
    const auto p = parts(QRect(0, 0, width, 0), index);
    const qreal bottom = p.foot.isEmpty() ? p.bubble.bottom() : p.foot.bottom() + 2;
    return {1, static_cast<int>(std::ceil(bottom)) + 1};
}

int ThreadDelegate::characterAt(const QRect& rect, const QModelIndex& index, const QPointF& point) const
{
    if (kindOf(index) == Kind::Day)
        return -1;
    const auto p = parts(rect, index);
    if (p.text.isEmpty())
        return -1;
    return document(index, widestText(rect.width(), index))
        ->documentLayout()
        ->hitTest(point - p.text.topLeft(), Qt::FuzzyHit);
}

void ThreadDelegate::paintDay(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    const auto& theme = Theme::current();
    painter->setFont(theme.font(TextRole::Small));
    const QString text = index.data(Qt::DisplayRole).toString();
    const qreal width = QFontMetricsF(painter->font()).horizontalAdvance(text) + 2 * theme.space(Space::M);
    const QRectF middle(rect.center().x() - width / 2, rect.top(), width, rect.height());
    painter->setPen(QPen(theme.colors().border, 1));
    const qreal y = std::floor(middle.center().y()) + 0.5;
    painter->drawLine(QPointF(rect.left() + theme.space(Space::L), y), QPointF(middle.left(), y));
    painter->drawLine(QPointF(middle.right(), y), QPointF(rect.right() - theme.space(Space::L), y));
    painter->setPen(theme.colors().textMuted);
    painter->drawText(middle, Qt::AlignCenter, text);
}

void ThreadDelegate::paintToggle(QPainter* painter, const QRectF& rect, const QModelIndex& index,
                                 const QColor& ink) const
{
    QFont font = moreFont();
    font.setUnderline(true);
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, toggleWords(index));
    const QString key = toggleKey();
    if (key.isEmpty() || !index.data(ThreadModel::ShowsKeyRole).toBool())
        return;
    const QSize cap = KeyCap::sizeOf(key);
    const QPoint at(qRound(rect.right()) - cap.width(), qRound(rect.center().y() - cap.height() / 2.0));
    KeyCap::paint(*painter, QRect(at, cap), key, ink);
}

void ThreadDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& theme = Theme::current();
    const auto& colors = theme.colors();
    const auto kind = kindOf(index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (kind == Kind::Day) {
        paintDay(painter, option.rect, index);
        painter->restore();
        return;
    }
    const auto p = parts(option.rect, index);
    const bool out = kind == Kind::Outgoing;
    const bool failed = index.data(ThreadModel::FailedRole).toBool();
    QColor fill = out ? colors.bubbleOut : colors.bubbleIn;
    QColor ink = out ? colors.bubbleOutText : colors.bubbleInText;
    if (kind == Kind::Note) {
        fill = colors.warnSoft;
        ink = colors.text;
    } else if (failed) {
        fill = colors.surface;
        ink = colors.textMuted;
    }
    const bool tail = kind != Kind::Note && index.data(ThreadModel::LastRole).toBool();
    const QPainterPath shape = bubblePath(p.bubble, tail, out);
    painter->setPen(failed ? QPen(colors.bad, 1.5, Qt::DashLine) : QPen(Qt::NoPen));
    painter->setBrush(fill);
    painter->drawPath(shape);
    const bool current = option.state & QStyle::State_Selected;
    if (current && option.widget && option.widget->hasFocus()) {
        painter->setPen(QPen(colors.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(bubblePath(p.bubble.adjusted(-3, -3, 3, 3), tail, out));
    }

    if (!p.text.isEmpty()) {
        auto* text = document(index, widestText(option.rect.width(), index));
        QAbstractTextDocumentLayout::PaintContext context;
        context.palette.setColor(QPalette::Text, isCovered(index) ? colors.textMuted : ink);
        if (!m_selection.isEmpty() && m_selection.key == index.data(ThreadModel::KeyRole).toString()) {
            QTextCursor cursor(text);
            const int end = text->characterCount() - 1;
            cursor.setPosition(std::min(m_selection.anchor, end));
            cursor.setPosition(std::min(m_selection.position, end), QTextCursor::KeepAnchor);
            QTextCharFormat format;
            format.setBackground(ink);
            format.setForeground(fill);
            context.selections.append({cursor, format});
        }
        painter->translate(p.text.topLeft());
        text->documentLayout()->draw(painter, context);
        painter->translate(-p.text.topLeft());
    }
    if (!p.media.isEmpty()) {
        painter->setPen(QPen(ink, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(p.media.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
        const int icon = theme.px(16);
        const QRectF iconRect(p.media.left() + theme.space(Space::S), p.media.center().y() - icon / 2.0, icon, icon);
        theme.icon(u"picture"_s, ink).paint(painter, iconRect.toRect());
        painter->setFont(theme.font(TextRole::Small));
        painter->setPen(ink);
        painter->drawText(
            p.media.adjusted(icon + 2 * theme.space(Space::S), 0, -theme.space(Space::Xs), 0), Qt::AlignVCenter,
            ThreadModel::tr("%n picture(s) not loaded", nullptr, index.data(ThreadModel::MediaRole).toInt()));
    }
    if (!p.more.isEmpty()) {
        QFont font = moreFont();
        font.setUnderline(true);
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(p.more, Qt::AlignLeft | Qt::AlignVCenter, ThreadModel::tr("Show all"));
    }
    if (!p.shield.isEmpty())
        theme.icon(u"shield"_s, colors.textMuted).paint(painter, p.shield.toRect());
    if (!p.toggle.isEmpty())
        paintToggle(painter, p.toggle, index, ink);
    if (!p.foot.isEmpty()) {
        const QFont font = theme.font(TextRole::Small);
        const QFontMetricsF metrics(font);
        QRectF words = p.foot;
        const QString icon = index.data(ThreadModel::StateIconRole).toString();
        const QColor color = failed ? colors.bad : colors.textMuted;
        if (!icon.isEmpty()) {
            const int size = qRound(metrics.height() * 0.9);
            theme.icon(icon, color)
                .paint(painter, QRect(qRound(words.right()) - size, qRound(words.top() + (metrics.height() - size) / 2),
                                      size, size));
            words.adjust(0, 0, -(metrics.height() + 2), 0);
        }
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(words, Qt::TextWordWrap | (out ? Qt::AlignRight : Qt::AlignLeft),
                          index.data(ThreadModel::FootRole).toString());
    }
    painter->restore();
}

} // namespace textbank
