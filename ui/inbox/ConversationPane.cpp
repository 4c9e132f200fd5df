#include "ui/inbox/ConversationPane.h"

#include "core/review/Abilities.h"

#include "ui/inbox/ConversationDelegate.h"
#include "ui/inbox/ConversationModel.h"
#include "ui/inbox/InboxWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Pill.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyleOptionToolButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

using Filter = InboxSession::Filter;
constexpr Filter kFilters[] = {Filter::Waiting,   Filter::All,    Filter::SetAside,
                               Filter::Escalated, Filter::Closed, Filter::OptedOut};

/// Opens its menu and goes on: QToolButton itself stays in an event loop of its own until the menu closes, and the key
/// that opened it is not done with before.
class FilterButton : public QToolButton
{
public:
    explicit FilterButton(QWidget* parent)
        : QToolButton(parent)
    {
        setPopupMode(MenuButtonPopup); // The one mode in which a press of the button is left to us.
        connect(this, &QToolButton::clicked, this, [this] { menu()->popup(mapToGlobal(rect().bottomLeft())); });
    }

protected:
    void initStyleOption(QStyleOptionToolButton* option) const override
    {
        QToolButton::initStyleOption(option);
        option->features &= ~QStyleOptionToolButton::MenuButtonPopup; // One button, not two.
        option->subControls &= ~QStyle::SC_ToolButtonMenu;
    }
    void mousePressEvent(QMouseEvent* event) override
    {
        QAbstractButton::mousePressEvent(event); // NOLINT(bugprone-parent-virtual-call): not the menu, as above.
    }
};

} // namespace

ConversationPane::ConversationPane(Shift& shift, QWidget* parent)
    : Panel(Kind::Pane, parent)
    , m_shift(shift)
    , m_model(new ConversationModel(shift, this))
    , m_delegate(new ConversationDelegate(this))
    , m_list(new QListView(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_head(new QWidget(this))
    , m_pills(new QWidget(this))
    , m_menu(new FilterButton(this))
{
    setObjectName(u"conversationPane"_s);
    auto* group = new QButtonGroup(this);
    auto* flow = new FlowLayout(m_pills, 6);
    flow->setContentsMargins(0, 0, 0, 0);
    auto* menu = new QMenu(m_menu);
    for (const auto filter : kFilters) {
        auto* pill = new Pill(inboxwords::filter(filter), m_pills);
        pill->setObjectName(u"filter%1"_s.arg(static_cast<int>(filter)));
        pill->setAccessibleDescription(tr("Shows these conversations"));
        group->addButton(pill, static_cast<int>(filter));
        flow->addWidget(pill);
        m_filters.insert(filter, pill);
        auto* entry =
            menu->addAction(inboxwords::filter(filter), this, [this, filter] { m_shift.inbox.setFilter(filter); });
        if (filter == Filter::Escalated && lackingEverywhere(m_shift.store, ContactAction::Escalate)) {
            pill->hide();
            entry->setVisible(false);
        }
    }
    m_menu->setObjectName(u"filterMenu"_s);
    m_menu->setMenu(menu);
    m_menu->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_menu->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_filters[m_shift.inbox.filter()]->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this,
            [this](int id) { m_shift.inbox.setFilter(static_cast<Filter>(id)); });

    auto* title = new Label(tr("Replies"), TextRole::Title, Tone::Plain, m_head);
    title->setObjectName(u"inboxTitle"_s);
    auto* headLayout = new QVBoxLayout(m_head);
    headLayout->setContentsMargins(0, 0, 0, 0);
    headLayout->addWidget(title);

    m_list->setObjectName(u"conversationList"_s);
    m_list->setAccessibleName(tr("Conversations"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_empty->setObjectName(u"conversationsEmpty"_s);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(new QWidget(m_stack)); // A narrow pane has no room for sentences.

    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_pills);
    column->addWidget(m_menu);
    column->addWidget(m_stack, 1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!m_syncing && index.isValid())
            m_shift.inbox.open(m_model->contactAt(index.row()));
    });
    connect(&m_shift.inbox, &InboxSession::linesChanged, this, &ConversationPane::sync);
    connect(&m_shift.inbox, &InboxSession::conversationChanged, this, &ConversationPane::showCurrent);
    connect(&m_shift.inbox, &InboxSession::recordChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(&Theme::current(), &Theme::changed, this, &ConversationPane::applySizes);
    applySizes();
    sync();
}

void ConversationPane::applySizes()
{
    const auto& theme = Theme::current();
    const int gap = theme.space(Space::M);
    layout()->setContentsMargins(theme.space(Space::Xs), gap, 0, 0);
    const int side = theme.space(Space::S);
    m_head->layout()->setContentsMargins(side, 0, side, theme.space(Space::S));
    m_pills->setContentsMargins(side, 0, side, theme.space(Space::S));
    m_head->setVisible(!m_compact);
    m_pills->setVisible(!m_compact);
    m_menu->setVisible(m_compact);
    if (m_compact)
        setFixedWidth(theme.px(40) + 2 * theme.space(Space::L) + theme.space(Space::S));
    else
        setFixedWidth(theme.px(308));
    m_list->verticalScrollBar()->setSingleStep(theme.px(24));
    m_list->doItemsLayout();
}

void ConversationPane::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    m_delegate->setCompact(compact);
    applySizes();
    sync();
}

void ConversationPane::sync()
{
    m_syncing = true;
    m_model->sync();
    const auto filter = m_shift.inbox.filter();
    m_filters[filter]->setChecked(true);
    m_filters[Filter::Waiting]->setCount(m_shift.store.figures().waiting);
    m_menu->setText(inboxwords::filter(filter).replace(u' ', u'\n'));
    m_menu->setFont(Theme::current().font(TextRole::Small));
    m_menu->setAccessibleName(tr("Which conversations: %1").arg(inboxwords::filter(filter)));
    m_menu->setToolTip(m_menu->accessibleName());
    const bool empty = m_model->rowCount() == 0;
    if (empty)
        m_empty->set(filter == Filter::Waiting ? u"check"_s : u"message"_s, inboxwords::emptyTitle(filter),
                     inboxwords::emptyHint(filter));
    m_stack->setCurrentIndex(!empty ? 0 : m_compact ? 2 : 1);
    m_syncing = false;
    showCurrent();
}

void ConversationPane::showCurrent()
{
    m_syncing = true;
    const int row = m_model->rowOf(m_shift.inbox.current());
    if (row < 0) {
        m_list->clearSelection();
        m_list->setCurrentIndex({});
    } else if (m_list->currentIndex().row() != row || !m_list->selectionModel()->isRowSelected(row)) {
        m_list->setCurrentIndex(m_model->index(row));
        m_list->scrollTo(m_model->index(row));
    }
    m_syncing = false;
}

void ConversationPane::focusList() { m_list->setFocus(Qt::OtherFocusReason); }

void ConversationPane::timePassed() { m_model->timePassed(); }

bool ConversationPane::step(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return false;
    const int row = m_model->rowOf(m_shift.inbox.current());
    const int wanted = row < 0 ? 0 : row + rows;
    if (wanted < 0 || wanted >= count)
        return false;
    m_shift.inbox.open(m_model->contactAt(wanted));
    return true;
}

bool ConversationPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
        case Qt::Key_Home:
        case Qt::Key_End:
            break;
        default: // Letters are the screen's keys, not a search in the list.
            event->ignore();
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

} // namespace textbank
