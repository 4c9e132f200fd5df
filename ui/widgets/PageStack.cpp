#include "ui/widgets/PageStack.h"

#include <QVBoxLayout>

namespace textbank {

PageStack::PageStack(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void PageStack::addWidget(QWidget* page)
{
    m_column->addWidget(page);
    page->setVisible(m_column->count() - 1 == m_current);
}

void PageStack::setCurrentIndex(int index)
{
    Q_ASSERT(index >= 0 && index < m_column->count());
    if (index == m_current)
        return;
    m_column->itemAt(m_current)->widget()->hide();
    m_current = index;
    m_column->itemAt(index)->widget()->show();
    emit currentChanged(index);
}

} // namespace textbank
