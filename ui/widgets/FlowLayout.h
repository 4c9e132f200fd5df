#pragma once

#include <QLayout>

namespace textbank {

/// Left to right, wrapping to the next row where the width ends: rows of buttons and chips at any text size.
class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr, int gap = 8);
    ~FlowLayout() override;
    void setCentered(bool on) { m_centered = on; }

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    /// Rows of at most `limit` pixels inside `rect`; the height they need.
    int arrange(const QRect& rect, int limit, bool place) const;
    int balancedWidth(int width) const;

    QList<QLayoutItem*> m_items;
    int m_gap;
    bool m_centered = false;
};

} // namespace textbank
