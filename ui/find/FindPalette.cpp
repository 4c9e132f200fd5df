#include "ui/find/FindPalette.h"

#include "ui/find/FindDelegate.h"
#include "ui/find/FindModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QScrollBar>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

class FindPalette::Private
{
public:
    FindPalette* q = nullptr;
    FindModel* model = nullptr;
    Panel* panel = nullptr;
    QLineEdit* field = nullptr;
    QListView* list = nullptr;
    Label* none = nullptr;
    Label* hint = nullptr;
    QPointer<QWidget> before; ///< Had the focus when the palette opened.

    void search()
    {
        model->search(field->text());
        const int first = model->firstChoice();
        list->setVisible(first >= 0);
        none->setVisible(first < 0);
        if (first >= 0) {
            list->setCurrentIndex(model->index(first));
            list->scrollToTop();
        }
    }

    void move(int rows)
    {
        int row = list->currentIndex().row();
        const int step = rows > 0 ? 1 : -1;
        for (int left = std::abs(rows); left > 0;) {
            row += step;
            if (row < 0 || row >= model->rowCount())
                break;
            if (!(model->flags(model->index(row)) & Qt::ItemIsSelectable))
                continue;
            list->setCurrentIndex(model->index(row));
            --left;
        }
        if (row <= model->firstChoice())
            list->scrollToTop();
        else
            list->scrollTo(list->currentIndex());
    }

    void choose(const QModelIndex& index)
    {
        if (!index.isValid() || !(model->flags(index) & Qt::ItemIsSelectable))
            return;
        const auto kind = static_cast<FindModel::Kind>(index.data(FindModel::KindRole).toInt());
        const ContactId contact{index.data(FindModel::ContactRole).toString()};
        const QString action = index.data(FindModel::ActionRole).toString();
        q->dismiss();
        if (kind == FindModel::Kind::Person)
            emit q->personChosen(contact);
        else if (kind == FindModel::Kind::Message)
            emit q->conversationChosen(contact);
        else
            emit q->actionChosen(action);
    }

    void place()
    {
        auto* parent = q->parentWidget();
        if (!parent)
            return;
        const auto& theme = Theme::current();
        q->setGeometry(parent->rect());
        const int margin = theme.space(Space::Xl);
        const int width = std::min(theme.px(600), parent->width() - 2 * margin);
        const int height = std::min(theme.px(480), parent->height() - 2 * margin);
        const int top = std::max(margin, (parent->height() - height) / 5);
        panel->setGeometry((parent->width() - width) / 2, top, width, height);
    }

    void applySizes()
    {
        const auto& theme = Theme::current();
        const int pad = theme.space(Space::M);
        panel->layout()->setContentsMargins(pad, pad, pad, theme.space(Space::S));
        panel->layout()->setSpacing(theme.space(Space::S));
        list->verticalScrollBar()->setSingleStep(theme.px(24));
        list->doItemsLayout();
        place();
    }
};

FindPalette::FindPalette(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    setObjectName(u"findPalette"_s);
    setAccessibleName(tr("Find anything"));
    d->q = this;
    d->model = new FindModel(shift, this);
    d->panel = new Panel(Panel::Kind::Card, this);
    d->panel->setObjectName(u"findPanel"_s);
    d->field = new QLineEdit(d->panel);
    d->field->setObjectName(u"findField"_s);
    d->field->setPlaceholderText(tr("A name, the last four digits, a word, or an action"));
    d->field->setAccessibleName(tr("Find anything"));
    d->field->setMaxLength(200);
    d->field->installEventFilter(this);
    d->list = new QListView(d->panel);
    d->list->setObjectName(u"findList"_s);
    d->list->setAccessibleName(tr("Found"));
    d->list->setModel(d->model);
    d->list->setItemDelegate(new FindDelegate(d->list));
    d->list->setSelectionMode(QAbstractItemView::SingleSelection);
    d->list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    d->list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    d->list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    d->list->setFocusPolicy(Qt::NoFocus);
    d->list->setMouseTracking(true);
    d->none = new Label(
        tr("Nothing has these words. Find looks at the people of your batch, your conversations and the actions."),
        TextRole::Body, Tone::Muted, d->panel);
    d->none->setObjectName(u"findNone"_s);
    d->none->setWordWrap(true);
    d->none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    d->hint = new Label(tr("↑ ↓ to choose · Enter to open · Esc to go back"), TextRole::Small, Tone::Muted, d->panel);
    d->hint->setObjectName(u"findHint"_s);
    d->hint->setWordWrap(true);
    auto* column = new QVBoxLayout(d->panel);
    column->addWidget(d->field);
    column->addWidget(d->list, 1);
    column->addWidget(d->none, 1);
    column->addWidget(d->hint);
    connect(d->field, &QLineEdit::textChanged, this, [this] { d->search(); });
    connect(d->list, &QListView::clicked, this, [this](const QModelIndex& index) { d->choose(index); });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    if (parent)
        parent->installEventFilter(this);
    d->applySizes();
    hide();
}

FindPalette::~FindPalette() = default;

void FindPalette::setActions(const QList<FindAction>& actions) { d->model->setActions(actions); }

void FindPalette::activate()
{
    if (isHidden())
        d->before = window() ? window()->focusWidget() : nullptr;
    d->place();
    d->field->setText({}); // Leaves nothing to undo.
    d->search();
    raise();
    show();
    d->field->setFocus(Qt::ShortcutFocusReason);
}

void FindPalette::dismiss()
{
    if (isHidden())
        return;
    hide();
    if (d->before && d->before->isVisible())
        d->before->setFocus(Qt::OtherFocusReason);
    emit closed();
}

bool FindPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        d->place();
    if (watched == d->field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
            dismiss();
            return true;
        case Qt::Key_Down:
            d->move(1);
            return true;
        case Qt::Key_Up:
            d->move(-1);
            return true;
        case Qt::Key_PageDown:
            d->move(6);
            return true;
        case Qt::Key_PageUp:
            d->move(-6);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!key->isAutoRepeat())
                d->choose(d->list->currentIndex());
            return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            return true; // There is one field; Esc leads out.
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FindPalette::mousePressEvent(QMouseEvent* event)
{
    if (!d->panel->geometry().contains(event->position().toPoint()))
        dismiss();
}

void FindPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, Theme::current().isDark() ? 150 : 90));
    // A soft shadow, so that the panel lies above what is behind it.
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 8; ++i) {
        painter.setBrush(QColor(0, 0, 0, 7));
        painter.drawRoundedRect(d->panel->geometry().adjusted(-i * 2, -i * 2 + 6, i * 2, i * 2 + 6), 12 + i * 2,
                                12 + i * 2);
    }
}

} // namespace textbank
