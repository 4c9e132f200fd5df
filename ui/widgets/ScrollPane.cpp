#include "ui/widgets/ScrollPane.h"

#include "ui/theme/Theme.h"

#include <QHBoxLayout>

namespace textbank {

ScrollPane::ScrollPane(QWidget* parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setFocusPolicy(Qt::NoFocus);
    connect(&Theme::current(), &Theme::changed, this, &ScrollPane::restyle);
}

void ScrollPane::setContent(QWidget* content, int maxContentWidth)
{
    m_content = content;
    m_maxWidth = maxContentWidth;
    auto* frame = new QWidget;
    frame->setAutoFillBackground(false);
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    if (maxContentWidth > 0) {
        row->addStretch(1);
        row->addWidget(content, 1000);
        row->addStretch(1);
    } else {
        row->addWidget(content);
    }
    setWidget(frame);
    frame->setAutoFillBackground(false);
    restyle();
}

void ScrollPane::restyle()
{
    if (m_content && m_maxWidth > 0)
        m_content->setMaximumWidth(Theme::current().px(m_maxWidth));
}

} // namespace textbank
