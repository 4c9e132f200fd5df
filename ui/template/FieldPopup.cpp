#include "ui/template/FieldPopup.h"

#include "core/compose/Template.h"
#include "ui/inbox/DisplayText.h"
#include "ui/theme/ThemeTokens.h"

#include <QAccessible>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kExampleRole = Qt::UserRole + 1;
constexpr int kMostRows = 7;
constexpr qsizetype kMostChoices = 200;

int rowHeight() { return QFontMetrics(Theme::current().font(TextRole::Body)).height() + Theme::current().px(10); }

/// The name at the left, the example behind it.
class ChoiceDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {1, rowHeight()}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const ThemeColors& c = theme.colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF row = QRectF(option.rect).adjusted(2, 1, -2, -1);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(QPen(c.accent, 2));
            painter->setBrush(c.accentSoft);
            painter->drawRoundedRect(row.adjusted(1, 1, -1, -1), 6, 6);
        }
        const int pad = theme.space(Space::S);
        QRectF text = row.adjusted(pad, 0, -pad, 0);
        const QFont body = theme.font(TextRole::Body);
        const QFontMetricsF metrics(body);
        const QString name = metrics.elidedText(index.data().toString(), Qt::ElideRight, text.width() * 0.6);
        painter->setFont(body);
        painter->setPen(c.text);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, name);
        text.setLeft(text.left() + metrics.horizontalAdvance(name) + theme.space(Space::L));
        const QFont small = theme.font(TextRole::Small);
        painter->setFont(small);
        painter->setPen(c.textMuted);
        painter->drawText(
            text, Qt::AlignVCenter | Qt::AlignRight,
            QFontMetricsF(small).elidedText(index.data(kExampleRole).toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }
};

} // namespace

FieldPopup::FieldPopup(QWidget* field)
    : QFrame(field->window())
    , m_field(field)
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView(this))
{
    setObjectName(u"fieldPopup"_s);
    m_list->setObjectName(u"fieldChoices"_s);
    m_list->setAccessibleName(tr("Fields"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->addWidget(m_list);
    connect(m_list, &QListView::clicked, this, &FieldPopup::clicked);
    hide();
}

void FieldPopup::offer(const QList<FieldChoice>& choices, const QString& written, const QRect& below)
{
    const QString before = chosen();
    const QString key = MergeFields::key(written);
    QList<const FieldChoice*> found;
    for (const bool first : {true, false}) {
        for (const FieldChoice& choice : choices) {
            const auto at = MergeFields::key(choice.name).indexOf(key);
            if ((first ? at == 0 : at > 0) && found.size() < kMostChoices)
                found << &choice;
        }
    }
    m_model->clear();
    int current = 0;
    for (const FieldChoice* choice : std::as_const(found)) {
        auto* item = new QStandardItem(choice->name);
        const QString example = displayLine(choice->example);
        item->setData(example, kExampleRole);
        item->setData(example.isEmpty() ? choice->name : tr("%1, for example %2").arg(choice->name, example),
                      Qt::AccessibleTextRole);
        if (choice->name == before && isVisible())
            current = m_model->rowCount();
        m_model->appendRow(item);
    }
    if (found.isEmpty()) {
        hide();
        return;
    }
    m_list->setCurrentIndex(m_model->index(current, 0));
    place(below);
    show();
    raise();
    announce();
}

void FieldPopup::place(const QRect& below)
{
    const Theme& theme = Theme::current();
    QWidget* const host = parentWidget();
    const int margin = theme.space(Space::S);
    const int width = std::min(theme.px(360), host->width() - 2 * margin);
    const int rows = std::min(m_model->rowCount(), kMostRows);
    const QRect at(m_field->mapTo(host, below.topLeft()), below.size());
    const int over = at.top() - margin;
    const int under = host->height() - at.bottom() - margin;
    const int wanted = rows * rowHeight() + 10;
    const bool isUnder = wanted <= under || under >= over;
    const int height = std::min(wanted, isUnder ? under : over);
    const int x = std::clamp(at.left(), margin, std::max(margin, host->width() - width - margin));
    setGeometry(x, isUnder ? at.bottom() + 2 : at.top() - height - 2, width, height);
}

void FieldPopup::move(int rows)
{
    const int last = m_model->rowCount() - 1;
    const int row = m_list->currentIndex().row();
    // One step further than the end goes round; a page stops there.
    const int to = rows == 1 && row == last ? 0 : rows == -1 && row == 0 ? last : std::clamp(row + rows, 0, last);
    m_list->setCurrentIndex(m_model->index(to, 0));
    m_list->scrollTo(m_list->currentIndex());
    announce();
}

QString FieldPopup::chosen() const { return m_list->currentIndex().data().toString(); }

void FieldPopup::announce()
{
    // The focus stays where one types, so that the row has to be told.
    setAccessibleName(m_list->currentIndex().data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void FieldPopup::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(blended(c.border, c.textMuted, 0.4), theme.borderWidth()));
    painter.setBrush(c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.radius(Radius::Control),
                            theme.radius(Radius::Control));
}

} // namespace textbank
