#pragma once

#include <QListView>

namespace textbank {

/// The branches as a list: what is nested stands further in, the count at the right. As high as its rows, up to a
/// limit.
class BranchList : public QListView
{
    Q_OBJECT
public:
    explicit BranchList(QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

signals:
    void chosen(int row); ///< By a click, or Enter.

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
};

} // namespace textbank
