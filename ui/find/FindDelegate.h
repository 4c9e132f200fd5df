#pragma once

#include <QStyledItemDelegate>

namespace textbank {

/// Paints one row of Find: what matched is bold and underlined, a key stands at the end of an action.
class FindDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace textbank
