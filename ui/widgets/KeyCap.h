#pragma once

#include <QWidget>

namespace textbank {

/// A key as it stands beside its action: small, framed, quiet.
class KeyCap : public QWidget
{
    Q_OBJECT
public:
    explicit KeyCap(const QString& key, QWidget* parent = nullptr);
    void setKey(const QString& key);
    QSize sizeHint() const override { return sizeOf(m_key); }

    static QSize sizeOf(const QString& key);
    static void paint(QPainter& painter, const QRect& rect, const QString& key, const QColor& ink);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_key;
};

} // namespace textbank
