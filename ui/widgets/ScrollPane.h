#pragma once

#include <QScrollArea>

namespace textbank {

/// A vertical scroll area whose content is as wide as the pane (at most `maxContentWidth`, centred) and as high as it
/// needs.
class ScrollPane : public QScrollArea
{
    Q_OBJECT
public:
    explicit ScrollPane(QWidget* parent = nullptr);
    /// Takes the widget; 0 is no limit. The limit is at 100 % text size.
    void setContent(QWidget* content, int maxContentWidth = 0);

private:
    void restyle();
    QWidget* m_content = nullptr;
    int m_maxWidth = 0;
};

} // namespace textbank
