#include "ui/inbox/ThreadView.h"

#include "ui/inbox/ThreadDelegate.h"
#include "ui/inbox/ThreadModel.h"
#include "ui/theme/Theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextBoundaryFinder>

namespace textbank {

using namespace Qt::StringLiterals;

ThreadView::ThreadView(ThreadModel* model, QWidget* parent)
    : QListView(parent)
    , m_model(model)
    , m_delegate(new ThreadDelegate(this))
{
    setObjectName(u"threadView"_s);
    setAccessibleName(tr("Conversation"));
    setModel(model);
    setItemDelegate(m_delegate);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        m_stick = isAtEnd();
        if (m_stick)
            emit endReached();
    });
    // What was added below comes into view only for somebody who was looking at the end.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_stick)
            verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    });
    connect(model, &ThreadModel::modelReset, this, [this] {
        m_delegate->setSelection({});
        toEnd();
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { m_model->choose(index.row()); });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        m_delegate->forget();
        scheduleDelayedItemsLayout();
    });
}

bool ThreadView::isAtEnd() const { return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 4; }

void ThreadView::toEnd()
{
    m_stick = true;
    scheduleDelayedItemsLayout();
    scrollToBottom();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

bool ThreadView::toggle() { return toggle(m_model->keyRow()); }

bool ThreadView::toggle(int row)
{
    m_delegate->setSelection({}); // Its places are of the other words.
    if (!m_model->toggle(row))
        return false;
    scheduleDelayedItemsLayout();
    if (currentIndex().row() == row) {
        QAccessibleEvent event(this, QAccessible::NameChanged);
        event.setChild(row);
        QAccessible::updateAccessibility(&event);
    }
    return true;
}

void ThreadView::select(const QModelIndex& index, int from, int to)
{
    m_delegate->setSelection({index.data(ThreadModel::KeyRole).toString(), from, to});
    viewport()->update();
}

void ThreadView::mousePressEvent(QMouseEvent* event)
{
    QListView::mousePressEvent(event);
    m_pressed = QModelIndex();
    m_anchor = -1;
    if (event->button() != Qt::LeftButton)
        return;
    const auto index = indexAt(event->position().toPoint());
    if (!m_delegate->selection().isEmpty()) {
        m_delegate->setSelection({});
        viewport()->update();
    }
    if (!index.isValid())
        return;
    const auto parts = m_delegate->parts(visualRect(index), index);
    if (parts.more.contains(event->position())) {
        m_stick = false;
        m_model->showAll(index.row());
        scheduleDelayedItemsLayout();
        return;
    }
    if (parts.toggle.adjusted(-8, -4, 8, 4).contains(event->position())) {
        toggle(index.row());
        return;
    }
    const bool covered = index.data(ThreadModel::CoveredRole).toBool();
    if (!covered && parts.text.adjusted(-12, -8, 12, 8).contains(event->position())) {
        m_pressed = index;
        m_anchor = m_delegate->characterAt(visualRect(index), index, event->position());
    }
}

void ThreadView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressed.isValid() && m_anchor >= 0 && event->buttons().testFlag(Qt::LeftButton)) {
        const int to = m_delegate->characterAt(visualRect(m_pressed), m_pressed, event->position());
        if (to >= 0)
            select(m_pressed, m_anchor, to);
        return;
    }
    const auto index = indexAt(event->position().toPoint());
    auto shape = Qt::ArrowCursor;
    if (index.isValid()) {
        const auto parts = m_delegate->parts(visualRect(index), index);
        const bool covered = index.data(ThreadModel::CoveredRole).toBool();
        if (parts.more.contains(event->position()) || parts.toggle.adjusted(-8, -4, 8, 4).contains(event->position()))
            shape = Qt::PointingHandCursor;
        else if (!covered && parts.text.contains(event->position()))
            shape = Qt::IBeamCursor;
    }
    viewport()->setCursor(shape);
}

void ThreadView::mouseReleaseEvent(QMouseEvent* event)
{
    QListView::mouseReleaseEvent(event);
    m_anchor = -1;
}

void ThreadView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto index = indexAt(event->position().toPoint());
    if (!index.isValid() || index.data(ThreadModel::CoveredRole).toBool())
        return;
    const int at = m_delegate->characterAt(visualRect(index), index, event->position());
    if (at < 0)
        return;
    const QString text = index.data(Qt::DisplayRole).toString();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(at);
    const auto from = finder.isAtBoundary() ? at : finder.toPreviousBoundary();
    const auto to = finder.toNextBoundary();
    if (from >= 0 && to > from)
        select(index, static_cast<int>(from), static_cast<int>(to));
}

QString ThreadView::selectedText() const
{
    const auto& selection = m_delegate->selection();
    if (!selection.isEmpty()) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const auto index = m_model->index(row);
            if (index.data(ThreadModel::KeyRole).toString() == selection.key) {
                const int from = std::min(selection.anchor, selection.position);
                return index.data(Qt::DisplayRole)
                    .toString()
                    .mid(from, std::abs(selection.position - selection.anchor));
            }
        }
    }
    return currentIndex().data(Qt::EditRole).toString();
}

void ThreadView::copySelection()
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void ThreadView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && currentIndex().data(ThreadModel::LongRole).toBool()) {
        m_stick = false;
        m_model->showAll(currentIndex().row());
        scheduleDelayedItemsLayout();
        return;
    }
    if (enter && event->modifiers() == Qt::NoModifier && !event->isAutoRepeat() &&
        currentIndex().data(ThreadModel::CoveredRole).toBool()) {
        toggle(currentIndex().row());
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        QListView::keyPressEvent(event);
        return;
    default:
        event->ignore(); // Letters are the screen's keys, not a search in the list.
    }
}

void ThreadView::contextMenuEvent(QContextMenuEvent* event)
{
    const auto index = indexAt(event->pos());
    if (index.isValid())
        setCurrentIndex(index);
    const bool harsh = index.data(ThreadModel::HarshRole).toBool();
    const bool copies = !selectedText().isEmpty();
    if (!harsh && !copies)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (harsh)
        menu->addAction(ThreadDelegate::toggleWords(index), this, [this] { toggle(); });
    if (copies)
        menu->addAction(tr("Copy text"), this, &ThreadView::copySelection);
    menu->popup(event->globalPos());
}

void ThreadView::resizeEvent(QResizeEvent* event)
{
    const bool stick = m_stick;
    QListView::resizeEvent(event);
    if (stick)
        toEnd();
}

} // namespace textbank
