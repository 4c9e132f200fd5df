#pragma once

#include <QColor>
#include <QIconEngine>

namespace textbank {

/// Draws a line icon (SVG with currentColor) in one colour, sharp at every size; fainter when disabled.
class IconEngine : public QIconEngine
{
public:
    IconEngine(QString name, QColor color);
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override;
    bool isNull() override { return m_name.isEmpty(); }

private:
    QString m_name;
    QColor m_color;
};

} // namespace textbank
