#pragma once

#include <QListView>

namespace textbank {

class ThreadDelegate;
class ThreadModel;

/// The bubbles. Stays where a person scrolled to when a reply comes in, unless she was at the end; texts can be
/// selected with the mouse and copied, or copied whole from the keyboard.
class ThreadView : public QListView
{
    Q_OBJECT
public:
    explicit ThreadView(ThreadModel* model, QWidget* parent = nullptr);
    bool isAtEnd() const;
    void toEnd();
    /// Shows or covers the reply that the key is for; false when there is none.
    bool toggle();

signals:
    void endReached(); ///< Scrolled to the newest message.

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool toggle(int row);
    void copySelection();
    QString selectedText() const;
    void select(const QModelIndex& index, int from, int to);

    ThreadModel* m_model;
    ThreadDelegate* m_delegate;
    QPersistentModelIndex m_pressed;
    int m_anchor = -1;
    bool m_stick = true;
};

} // namespace textbank
