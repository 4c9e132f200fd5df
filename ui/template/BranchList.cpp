#include "ui/template/BranchList.h"

#include "ui/template/BranchModel.h"
#include "ui/theme/Theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 8;
constexpr int kDeepest = 6; ///< Further in than that nothing would be left of the line.

int rowHeight() { return QFontMetrics(Theme::current().font(TextRole::Body)).height() + Theme::current().px(10); }

class BranchDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {1, rowHeight()}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const ThemeColors& c = theme.colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF row = QRectF(option.rect).adjusted(1, 1, -1, -1);
        const bool selected = option.state & QStyle::State_Selected;
        const bool focused = selected && option.widget && option.widget->hasFocus();
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(focused ? QPen(c.accent, 2) : QPen(Qt::NoPen));
            painter->setBrush(selected ? c.accentSoft : c.surfaceAlt);
            painter->drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6);
        }
        const int pad = theme.space(Space::S);
        const int depth = std::min(index.data(BranchModel::DepthRole).toInt(), kDeepest);
        QRectF text = row.adjusted(pad + depth * theme.space(Space::L), 0, -pad, 0);
        if (depth > 0) {
            // A hook, as in an outline: further in alone is not enough of a sign.
            const qreal x = text.left() - theme.space(Space::S);
            painter->setPen(QPen(c.textMuted, 1));
            painter->drawLine(QPointF(x, row.top()), QPointF(x, row.center().y()));
            painter->drawLine(QPointF(x, row.center().y()), QPointF(text.left() - 2, row.center().y()));
            text.setLeft(text.left() + 4);
        }
        const int count = index.data(BranchModel::CountRole).toInt();
        const QString figure = count < 0 ? u"…"_s : QLocale().toString(count);
        QFont bold = theme.font(TextRole::Body);
        bold.setWeight(QFont::DemiBold);
        painter->setFont(bold);
        painter->setPen(count == 0 ? c.textMuted : c.text);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, figure);
        text.setRight(text.right() - QFontMetricsF(bold).horizontalAdvance(figure) - theme.space(Space::L));
        const QFont body = theme.font(TextRole::Body);
        painter->setFont(body);
        painter->setPen(count == 0 ? c.textMuted : c.text);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetricsF(body).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }
};

} // namespace

BranchList::BranchList(QWidget* parent)
    : QListView(parent)
{
    setObjectName(u"branchList"_s);
    setAccessibleName(tr("Branches"));
    setItemDelegate(new BranchDelegate(this));
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { emit chosen(index.row()); });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        doItemsLayout();
        updateGeometry();
    });
}

void BranchList::setModel(QAbstractItemModel* model)
{
    QListView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &BranchList::updateGeometry);
}

QSize BranchList::sizeHint() const
{
    const int rows = model() ? std::min(model()->rowCount(), kMostRows) : 0;
    return {Theme::current().px(240), rows * rowHeight() + 2};
}

void BranchList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat() && currentIndex().isValid())
            emit chosen(currentIndex().row());
        return;
    }
    QListView::keyPressEvent(event);
}

void BranchList::focusInEvent(QFocusEvent* event)
{
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
    QListView::focusInEvent(event);
}

} // namespace textbank
