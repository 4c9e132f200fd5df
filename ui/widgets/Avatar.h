#pragma once

#include <QWidget>

namespace textbank {

/// A circle with a person's initials, tinted by the name so that two neighbours differ. Decoration: read out by nobody.
class Avatar : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(int diameter, QWidget* parent = nullptr); ///< At 100 % text size.
    void setDiameter(int diameter);
    void setName(const QString& name);
    QSize sizeHint() const override;
    /// For item delegates.
    static void paint(QPainter& painter, const QRect& rect, const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_diameter;
    QString m_name;
};

} // namespace textbank
