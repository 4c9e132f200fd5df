#pragma once

#include <QWidget>

namespace textbank {

/// F1: every key that is in force and the few things to know, over the window. Esc closes it.
class HelpView : public QWidget
{
    Q_OBJECT
public:
    explicit HelpView(QWidget* parent);
    /// Actions that nothing here can do: they are left out.
    void setAbsent(const QStringList& actionIds) { m_absent = actionIds; }
    void activate(); ///< Covers its parent and takes the focus.
    void dismiss();

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    QWidget* keyColumn(int scope);
    QWidget* m_panel = nullptr;
    QStringList m_absent;
};

} // namespace textbank
