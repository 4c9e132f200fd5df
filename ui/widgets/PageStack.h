#pragma once

#include <QWidget>

class QVBoxLayout;

namespace textbank {

/// Pages of which one is shown. As tall as that one: a QStackedWidget takes the room of the tallest wherever words
/// wrap.
class PageStack : public QWidget
{
    Q_OBJECT
public:
    explicit PageStack(QWidget* parent = nullptr);
    /// The first one is shown.
    void addWidget(QWidget* page);
    int currentIndex() const { return m_current; }
    /// The focus is the caller's to set, as before it lay in the page that goes.
    void setCurrentIndex(int index);

signals:
    void currentChanged(int index);

private:
    QVBoxLayout* m_column;
    int m_current = 0;
};

} // namespace textbank
