#pragma once

#include <QStyledItemDelegate>

namespace textbank {

/// Paints one conversation of the list: initials, name, one line of text, age and states. Rows are all of one height,
/// so a list of thousands scrolls without measuring.
class ConversationDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Initials only, for a narrow window; names stay in the tool tip and for screen readers.
    void setCompact(bool compact) { m_compact = compact; }
    bool isCompact() const { return m_compact; }

private:
    bool m_compact = false;
};

} // namespace textbank
