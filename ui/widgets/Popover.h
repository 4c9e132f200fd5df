#pragma once

#include <QFrame>
#include <QPointer>

class QVBoxLayout;

namespace textbank {

class Label;

/// A small panel over the window, beside what opened it. Not modal: Esc, a click elsewhere or the focus going elsewhere
/// closes it, and the focus returns to where it was. A child of the window, so that no key in it reaches the screen
/// below.
class Popover : public QFrame
{
    Q_OBJECT
public:
    /// Deletes itself when closed.
    Popover(const QString& title, QWidget* anchor);
    void open();
    void dismiss();

signals:
    void closed();

protected:
    QVBoxLayout* body() const { return m_body; }
    void setWide(int width) { m_width = width; } ///< At 100 % text size.
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    /// What takes the focus when opened; the first child that can, unless set.
    QPointer<QWidget> m_first;

private:
    void place();

    QPointer<QWidget> m_anchor;
    QPointer<QWidget> m_before;
    Label* m_title;
    QVBoxLayout* m_body;
    int m_width = 340;
    bool m_closing = false;
};

} // namespace textbank
