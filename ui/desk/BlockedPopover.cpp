#include "ui/desk/BlockedPopover.h"

#include "ui/Words.h"
#include "ui/widgets/Label.h"

#include <QListWidget>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

/// As tall as its rows want, and less where the window has not the room.
class RowList final : public QListWidget
{
public:
    using QListWidget::QListWidget;
    void setWantedHeight(int height)
    {
        m_wanted = height;
        setMaximumHeight(height);
        updateGeometry();
    }
    QSize sizeHint() const override { return {QListWidget::sizeHint().width(), m_wanted}; }
    QSize minimumSizeHint() const override
    {
        return {QListWidget::minimumSizeHint().width(), std::min(m_wanted, Theme::current().px(104))};
    }

private:
    int m_wanted = 0;
};

} // namespace

BlockedPopover::BlockedPopover(Shift& shift, QWidget* anchor)
    : Popover(tr("Cannot be texted now"), anchor)
{
    const Theme& theme = Theme::current();
    setWide(460);
    const Instant now = shift.clock.now();
    const QStringList openings = words::openings(shift.review.openings(), 4, now);
    if (!openings.isEmpty()) {
        auto* next = new Label(openings.join(u'\n'), TextRole::Body, Tone::Plain, this);
        next->setObjectName(u"nextOpenings"_s);
        next->setWordWrap(true);
        body()->addWidget(next);
    }
    auto* hint = new Label(tr("They come back by themselves when that changes. Choose one to look at it."),
                           TextRole::Small, Tone::Muted, this);
    hint->setWordWrap(true);
    body()->addWidget(hint);
    auto* list = new RowList(this);
    list->setObjectName(u"blockedList"_s);
    list->setAccessibleName(tr("Contacts that cannot be texted now"));
    list->setWordWrap(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setUniformItemSizes(false);
    const QList<BlockedContact> blocked = shift.review.blocked();
    QList<ContactId> ids;
    // More than this nobody reads in a popover; Find has them all.
    for (qsizetype i = 0; i < std::min<qsizetype>(blocked.size(), 200); ++i) {
        const BlockedContact& one = blocked.at(i);
        const ContactRecord* record = shift.store.contact(one.contact);
        if (!record)
            continue;
        list->addItem(words::nameOf(record->contact) + u'\n' + words::blocked(one, record->contact, now));
        ids.append(one.contact);
    }
    list->setSpacing(2);
    list->setWantedHeight(std::min(theme.px(300), static_cast<int>(ids.size()) * theme.px(50) + theme.px(12)));
    if (list->count() > 0)
        list->setCurrentRow(0);
    body()->addWidget(list);
    m_first = list;
    connect(list, &QListWidget::itemActivated, this, [this, list, ids] {
        const ContactId contact = ids.value(list->currentRow());
        dismiss();
        emit chosen(contact);
    });
}

} // namespace textbank
