#pragma once

#include "ui/widgets/BubblePainter.h"
#include "ui/widgets/KnownHeights.h"

#include <QWidget>

namespace textbank {

/// One message as a phone would show it; as high as its text needs at the given width.
class Bubble : public QWidget
{
    Q_OBJECT
public:
    explicit Bubble(BubblePainter::Side side, QWidget* parent = nullptr);
    void setText(const QString& text, const QList<BubblePainter::Mark>& marks = {});
    QString text() const { return m_text; }
    void setTextRole(TextRole role);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QFont bubbleFont() const;
    void relayout(int width) const;
    void forgetLayout();

    BubblePainter::Side m_side;
    TextRole m_role = TextRole::Body;
    QString m_text;
    QList<BubblePainter::Mark> m_marks;
    mutable BubblePainter m_painter;
    mutable int m_laidOutFor = -1;
    mutable KnownHeights m_heights;
};

} // namespace textbank
