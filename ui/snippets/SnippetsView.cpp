#include "ui/snippets/SnippetsView.h"

#include "ui/Words.h"
#include "ui/inbox/DisplayText.h"
#include "ui/settings/KeyRouter.h"
#include "ui/snippets/SnippetDelegate.h"
#include "ui/snippets/SnippetModel.h"
#include "ui/snippets/SnippetPane.h"
#include "ui/template/TemplateEditor.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QListView>
#include <QStackedWidget>
#include <QTimer>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeepMs = 1500; ///< After the last key, what was written is sealed in the store.

} // namespace

class SnippetsView::Private
{
public:
    Private(SnippetsView* view, Shift& theShift)
        : q(view)
        , shift(theShift)
    {
    }

    SnippetsView* q;
    Shift& shift;
    SnippetModel* model = nullptr;
    QListView* list = nullptr;
    Panel* side = nullptr;
    QStackedWidget* stack = nullptr;
    EmptyState* empty = nullptr;
    SnippetPane* pane = nullptr;
    Banner* gone = nullptr;
    QBoxLayout* halves = nullptr;
    QBoxLayout* sideHead = nullptr;
    Label* title = nullptr;
    Button* fresh = nullptr;
    QComboBox* picker = nullptr; ///< In place of the list where a list would leave no room for the text.
    QTimer keep;
    QString current;        ///< The key of the row that is open.
    QList<ContactId> batch; ///< As the editor has it.
    bool syncing = false;

    const Campaign* campaign() const { return shift.store.campaign(shift.campaign); }

    void sync()
    {
        syncing = true;
        const bool moved = model->sync(shift.snippets, campaign());
        int row = model->indexOf(current);
        if (row < 0)
            row = model->firstOf(SnippetModel::Kind::Own);
        if (moved || list->currentIndex().row() != row)
            list->setCurrentIndex(row < 0 ? QModelIndex() : model->index(row));
        picker->setCurrentIndex(row);
        syncing = false;
        showCurrent();
    }
    void showCurrent()
    {
        const auto* row = model->row(list->currentIndex().row());
        current = row ? row->key : QString();
        picker->setCurrentIndex(list->currentIndex().row());
        stack->setCurrentWidget(row ? static_cast<QWidget*>(pane) : empty);
        if (!row)
            return;
        if (row->kind == SnippetModel::Kind::Script) {
            pane->showScript(row->snippet, row->key);
            return;
        }
        const auto entry = shift.snippets.entry(row->snippet.id);
        if (entry)
            pane->showOwn(entry->snippet, entry->isSaved, entry->isOpen);
    }
    void open(const SnippetId& id)
    {
        current = SnippetModel::keyOf(id);
        sync();
        list->scrollTo(list->currentIndex());
    }
    void focusList() { (list->isVisible() ? static_cast<QWidget*>(list) : picker)->setFocus(Qt::OtherFocusReason); }
    const Snippet* own() const
    {
        const auto* row = model->row(list->currentIndex().row());
        return row && row->kind == SnippetModel::Kind::Own ? &row->snippet : nullptr;
    }

    void begin(const Snippet& from)
    {
        open(shift.snippets.begin(from));
        if (from.title.isEmpty())
            pane->focusTitle();
        else
            pane->focusText();
    }
    void copy()
    {
        if (const auto* row = model->row(list->currentIndex().row()))
            begin(Snippet(row->snippet));
    }
    void save()
    {
        if (!own())
            return;
        const SnippetId id = own()->id;
        const auto saved = shift.snippets.save(id);
        if (!saved && saved.error().code == ErrorCode::Invalid) {
            pane->askForTitle();
            return;
        }
        if (!saved)
            emit q->announced(words::actionFailed(saved.error()));
    }
    void remove()
    {
        if (!own())
            return;
        const Snippet what = *own();
        const int row = list->currentIndex().row();
        const auto removed = shift.snippets.remove(what.id);
        if (!removed) {
            emit q->announced(words::actionFailed(removed.error()));
            return;
        }
        const QString called = what.title.trimmed().isEmpty() ? tr("Without a title") : displayLine(what.title);
        tellGone(tr("\"%1\" is deleted.").arg(called));
        // The neighbour comes in its place.
        const auto* neighbour = model->row(std::min(row, model->rowCount() - 1));
        if (neighbour && neighbour->kind == SnippetModel::Kind::Own)
            open(neighbour->snippet.id);
        focusList();
    }
    void discard()
    {
        if (!own())
            return;
        shift.snippets.discard(own()->id);
        tellGone(tr("Your changes are discarded."));
        pane->focusText();
    }
    void tellGone(const QString& sentence)
    {
        gone->setText(sentence);
        gone->show();
    }
    bool undo()
    {
        if (!shift.snippets.canUndo())
            return false;
        const auto back = shift.snippets.undo();
        if (!back) {
            emit q->announced(words::actionFailed(back.error()));
            return true;
        }
        gone->hide();
        open(*back);
        focusList();
        return true;
    }

    void takeBatch()
    {
        QList<ContactId> now;
        for (const ContactId& id : shift.store.contactOrder()) {
            const ContactRecord* const record = shift.store.contact(id);
            if (record && record->assigned && record->contact.campaign == shift.campaign)
                now << id;
        }
        if (now == batch)
            return;
        batch = now;
        pane->setBatch({now, [&store = shift.store](const ContactId& id) {
                            const ContactRecord* const record = store.contact(id);
                            return record ? &record->contact : nullptr;
                        }});
    }
    void takeCampaign()
    {
        pane->setLanguages(SnippetModel::languagesOf(campaign()));
        pane->setCampaign(campaign());
    }
    void keepNow()
    {
        keep.stop();
        if (const auto kept = shift.snippets.keep(); !kept)
            emit q->announced(words::actionFailed(kept.error()));
    }

    void layOut();
    void makeSide();
    void applySizes();
};

void SnippetsView::Private::makeSide()
{
    side = new Panel(Panel::Kind::Rail, q);
    title = new Label(SnippetsView::tr("Saved replies"), TextRole::Title, Tone::Plain, side);
    title->setWordWrap(true);
    fresh = new Button(SnippetsView::tr("New reply"), Button::Kind::Secondary, side);
    fresh->setObjectName(u"editor.new"_s);
    fresh->setAccessibleName(SnippetsView::tr("New reply"));
    fresh->setToolTip(SnippetsView::tr("New reply"));
    fresh->setIconName(u"plus"_s);
    fresh->setActionId(u"editor.new"_s);
    connect(fresh, &Button::clicked, q, [this] { begin({}); });
    model = new SnippetModel(q);
    list = new QListView(side);
    list->setObjectName(u"snippetList"_s);
    list->setAccessibleName(SnippetsView::tr("Saved replies"));
    list->setModel(model);
    list->setItemDelegate(new SnippetDelegate(list));
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    picker = new QComboBox(side);
    picker->setObjectName(u"snippetPicker"_s);
    picker->setAccessibleName(SnippetsView::tr("Saved replies"));
    picker->setModel(model);
    picker->setPlaceholderText(SnippetsView::tr("Yours and the campaign's"));
    picker->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(picker, &QComboBox::activated, q, [this](int row) { list->setCurrentIndex(model->index(row)); });
    auto* column = new QVBoxLayout(side);
    sideHead = new QBoxLayout(QBoxLayout::TopToBottom);
    sideHead->addWidget(title);
    sideHead->addWidget(picker, 1);
    sideHead->addWidget(fresh, 0, Qt::AlignLeft);
    column->addLayout(sideHead);
    column->addWidget(list, 1);
    connect(list->selectionModel(), &QItemSelectionModel::currentChanged, q, [this] {
        if (!syncing)
            showCurrent();
    });
    connect(list, &QListView::activated, q, [this] { pane->focusText(); });
}

void SnippetsView::Private::layOut()
{
    makeSide();
    stack = new QStackedWidget(q);
    pane = new SnippetPane(shift.volunteerName, stack);
    empty = new EmptyState(stack);
    empty->setObjectName(u"snippetsEmpty"_s);
    empty->set(
        u"bookmark"_s, SnippetsView::tr("Replies that you write often"),
        SnippetsView::tr(
            "Write them once, with fields like {firstName}, and see what becomes of them for your contacts. They "
            "stay on this computer and go with your shift."));
    auto* first = empty->addButton(SnippetsView::tr("Write one"), true, u"plus"_s);
    first->setObjectName(u"firstSnippet"_s);
    connect(first, &Button::clicked, q, [this] { begin({}); });
    stack->addWidget(empty);
    stack->addWidget(pane);
    gone = new Banner(Tone::Accent, u"undo"_s, q);
    gone->setObjectName(u"snippetGone"_s);
    auto* back = gone->addButton(SnippetsView::tr("Undo"));
    back->setObjectName(u"snippetUndo"_s);
    back->setActionId(u"app.undo"_s);
    connect(back, &Button::clicked, q, [this] { undo(); });
    gone->hide();
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    auto* goneRow = new QVBoxLayout;
    goneRow->setContentsMargins(12, 8, 12, 0);
    goneRow->addWidget(gone);
    right->addLayout(goneRow);
    right->addWidget(stack, 1);
    halves = new QBoxLayout(QBoxLayout::LeftToRight, q);
    halves->setContentsMargins(0, 0, 0, 0);
    halves->setSpacing(0);
    halves->addWidget(side);
    halves->addLayout(right, 1);
}

void SnippetsView::Private::applySizes()
{
    const Theme& theme = Theme::current();
    const int pad = theme.space(Space::M);
    const bool narrow = q->width() < theme.px(820);
    side->layout()->setContentsMargins(pad, narrow ? pad : theme.space(Space::L), pad, pad);
    side->layout()->setSpacing(theme.space(Space::S));
    halves->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    sideHead->setDirection(narrow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    sideHead->setSpacing(theme.space(Space::S));
    side->setMinimumWidth(narrow ? 0 : theme.px(280));
    side->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : theme.px(280));
    const bool hadFocus = list->hasFocus() || picker->hasFocus();
    title->setVisible(!narrow);
    list->setVisible(!narrow);
    picker->setVisible(narrow);
    fresh->setText(q->width() < theme.px(520) ? QString() : SnippetsView::tr("New reply"));
    if (hadFocus)
        focusList();
    list->doItemsLayout();
    list->scrollTo(list->currentIndex());
}

SnippetsView::SnippetsView(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, shift))
{
    setObjectName(u"snippetsView"_s);
    setAccessibleName(tr("Saved replies"));
    d->layOut();
    d->keep.setSingleShot(true);
    d->keep.setInterval(kKeepMs);
    connect(&d->keep, &QTimer::timeout, this, [this] { d->keepNow(); });
    auto* router = new KeyRouter(ActionScope::Editor, this);
    connect(router, &KeyRouter::triggered, this, &SnippetsView::perform);
    connect(d->pane, &SnippetPane::edited, this, [this](const Snippet& snippet) {
        d->keep.start();
        d->shift.snippets.edit(snippet);
    });
    connect(d->pane, &SnippetPane::copyRequested, this, [this] { d->copy(); });
    connect(d->pane->editor(), &TemplateEditor::announced, this, &SnippetsView::announced);
    connect(d->pane->findChild<Button*>(u"editor.save"_s), &Button::clicked, this, [this] { d->save(); });
    connect(d->pane->findChild<Button*>(u"editor.remove"_s), &Button::clicked, this, [this] { d->remove(); });
    connect(d->pane->findChild<Button*>(u"discardSnippet"_s), &Button::clicked, this, [this] { d->discard(); });
    connect(&shift.snippets, &SnippetDesk::changed, this, [this] { d->sync(); });
    connect(&shift.store, &Store::changed, this, [this](const StoreChange& change) {
        if (change.campaign || change.everything) {
            d->takeCampaign();
            d->sync();
        }
        if (isVisible() && (change.everything || !change.contacts.isEmpty()))
            d->takeBatch();
    });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    d->takeCampaign();
    d->applySizes();
    d->sync();
}

SnippetsView::~SnippetsView()
{
    disconnect(&d->shift.snippets, nullptr, this, nullptr);
    disconnect(&d->shift.store, nullptr, this, nullptr);
    (void)d->shift.snippets.keep(); // Nobody is left to be told.
}

void SnippetsView::activate()
{
    d->takeBatch();
    d->sync();
    if (d->own())
        d->pane->focusText();
    else if (d->current.isEmpty())
        findChild<Button*>(u"firstSnippet"_s)->setFocus(Qt::OtherFocusReason);
    else
        d->focusList();
}

bool SnippetsView::perform(const QString& actionId)
{
    if (actionId == u"editor.new"_s)
        d->begin({});
    else if (actionId == u"editor.save"_s)
        d->save();
    else if (actionId == u"editor.remove"_s)
        d->remove();
    else
        return d->stack->currentWidget() == d->pane && d->pane->editor()->perform(actionId);
    return true;
}

bool SnippetsView::undo() { return isVisible() && d->undo(); }

void SnippetsView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    d->keepNow();
}

void SnippetsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->applySizes();
}

} // namespace textbank
