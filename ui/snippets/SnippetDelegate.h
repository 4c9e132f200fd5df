#pragma once

#include <QStyledItemDelegate>

namespace textbank {

/// A row of saved replies: its title, a line of its text, and in words whether it is saved; or a heading.
class SnippetDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace textbank
