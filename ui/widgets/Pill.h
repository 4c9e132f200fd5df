#pragma once

#include <QAbstractButton>

namespace textbank {

/// A round choice that is on or off: a filter, a tag, an answer. On is told by fill, weight and, where asked for, a
/// tick.
class Pill : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Pill(const QString& text, QWidget* parent = nullptr);
    void setCount(int count); ///< A number behind the words; 0 hides it.
    void setTicked(bool on);  ///< Draws a tick while checked.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString words() const;

    int m_count = 0;
    bool m_ticked = false;
};

} // namespace textbank
