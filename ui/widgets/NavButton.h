#pragma once

#include <QAbstractButton>

namespace textbank {

/// One entry of the rail: icon, name, key, and a count in words a screen reader gets too. Icon above the name where
/// text is large.
class NavButton : public QAbstractButton
{
    Q_OBJECT
public:
    NavButton(const QString& icon, const QString& text, const QString& actionId, QWidget* parent = nullptr);
    /// `spoken` is what the number means ("3 replies wait"); `urgent` fills it with the accent.
    void setCount(int count, const QString& spoken, bool urgent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// The rail's width at the present text size.
    static int railWidth();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    static bool stacked();
    QString m_icon;
    QString m_action;
    int m_count = 0;
    bool m_urgent = false;
};

} // namespace textbank
