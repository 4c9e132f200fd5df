#include "ui/widgets/FlowLayout.h"

#include <QWidget>

namespace textbank {

FlowLayout::FlowLayout(QWidget* parent, int gap)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.append(item);
    invalidate();
}

QLayoutItem* FlowLayout::itemAt(int index) const { return m_items.value(index); }

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= m_items.size())
        return nullptr;
    QLayoutItem* item = m_items.takeAt(index);
    invalidate();
    return item;
}

int FlowLayout::heightForWidth(int width) const { return arrange(QRect(0, 0, width, 0), width, false); }

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + m_gap;
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins m = contentsMargins();
    return {std::max(0, width - m_gap) + m.left() + m.right(), height + m.top() + m.bottom()};
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    const QMargins m = contentsMargins();
    return size + QSize(m.left() + m.right(), m.top() + m.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, m_centered ? balancedWidth(rect.width()) : rect.width(), true);
}

int FlowLayout::balancedWidth(int width) const
{
    // The narrowest that needs no more rows: two rows of three, not of five and one.
    const int height = arrange(QRect(0, 0, width, 0), width, false);
    int least = minimumSize().width();
    int most = width;
    while (least < most) {
        const int middle = least + (most - least) / 2; // Rounds down below zero too.
        if (arrange(QRect(0, 0, width, 0), middle, false) > height)
            least = middle + 1;
        else
            most = middle;
    }
    return most;
}

int FlowLayout::arrange(const QRect& rect, int limit, bool place) const
{
    const QRect inner = rect.marginsRemoved(contentsMargins());
    QList<QLayoutItem*> row;
    int rowWidth = 0;
    int rowHeight = 0;
    int y = inner.y();
    const auto flush = [&] {
        int x = inner.x() + (m_centered ? std::max(0, (inner.width() - rowWidth) / 2) : 0);
        for (QLayoutItem* item : row) {
            const QSize size = item->sizeHint();
            if (place)
                item->setGeometry(QRect(QPoint(x, y + (rowHeight - size.height()) / 2),
                                        QSize(std::min(size.width(), inner.width()), size.height())));
            x += size.width() + m_gap;
        }
        row.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (!row.isEmpty() && rowWidth + m_gap + size.width() > limit) {
            flush();
            y += rowHeight + m_gap;
            rowWidth = 0;
            rowHeight = 0;
        }
        rowWidth += (row.isEmpty() ? 0 : m_gap) + size.width();
        rowHeight = std::max(rowHeight, size.height());
        row.append(item);
    }
    flush();
    return y + rowHeight - rect.y() + contentsMargins().bottom();
}

} // namespace textbank
