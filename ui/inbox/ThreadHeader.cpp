#include "ui/inbox/ThreadHeader.h"

#include "core/policy/Zones.h"
#include "ui/Words.h"
#include "ui/inbox/InboxWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Avatar.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"

#include <QGridLayout>
#include <QHBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

struct ChipWords
{
    QString text;
    Tone tone = Tone::Plain;
    QString icon;
};

Tone toneOf(inboxwords::State::Tone tone)
{
    switch (tone) {
    case inboxwords::State::Tone::Good:
        return Tone::Good;
    case inboxwords::State::Tone::Warn:
        return Tone::Warn;
    case inboxwords::State::Tone::Bad:
        return Tone::Bad;
    case inboxwords::State::Tone::Plain:
        break;
    }
    return Tone::Plain;
}

QList<ChipWords> chipsOf(const ContactRecord& record, const Campaign* campaign)
{
    QList<ChipWords> out;
    for (const auto& state : inboxwords::states(record))
        out << ChipWords{state.words, toneOf(state.tone), state.icon};
    const QString& language = record.contact.language;
    if (!language.isEmpty() && campaign && language.left(2) != campaign->language.left(2))
        out << ChipWords{words::languageName(language), Tone::Accent, u"language"_s};
    if (campaign) {
        for (const auto& step : campaign->steps) {
            if (const QString value = record.answers.value(step.id); !value.isEmpty())
                out << ChipWords{value, Tone::Good, u"answer"_s};
        }
    }
    for (const auto& tag : record.tags)
        out << ChipWords{tag, Tone::Plain, u"tag"_s};
    return out;
}

} // namespace

ThreadHeader::ThreadHeader(Shift& shift, QWidget* parent)
    : Panel(Kind::Strip, parent)
    , m_shift(shift)
    , m_avatar(new Avatar(40, this))
    , m_name(new Label(TextRole::Title, Tone::Plain, this))
    , m_place(new Label(TextRole::Small, Tone::Muted, this))
    , m_chips(new QWidget(this))
{
    setObjectName(u"threadHeader"_s);
    m_name->setObjectName(u"threadName"_s);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setWordWrap(true);
    m_place->setObjectName(u"threadPlace"_s);
    m_place->setWordWrap(true);
    m_chips->setObjectName(u"threadChips"_s);
    auto* flow = new FlowLayout(m_chips, 6);
    flow->setContentsMargins(0, 0, 0, 0);
    m_grid = new QGridLayout;
    m_grid->setSpacing(2);
    m_grid->addWidget(m_name, 0, 0);
    m_grid->addWidget(m_place, 1, 0);
    m_grid->addWidget(m_chips, 2, 0);
    m_grid->setColumnStretch(0, 3);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_avatar, 0, Qt::AlignTop);
    row->addLayout(m_grid, 1);
    connect(&Theme::current(), &Theme::changed, this, &ThreadHeader::applySizes);
    applySizes();
}

void ThreadHeader::applySizes()
{
    const auto& theme = Theme::current();
    const int air = m_flat ? theme.space(Space::Xs) : theme.space(Space::M);
    layout()->setContentsMargins(theme.space(Space::L), air, theme.space(Space::L), air);
    layout()->setSpacing(theme.space(Space::M));
}

void ThreadHeader::setFlat(bool flat)
{
    if (flat == m_flat)
        return;
    m_flat = flat;
    m_grid->removeWidget(m_chips);
    if (flat)
        m_grid->addWidget(m_chips, 0, 1, 2, 1);
    else
        m_grid->addWidget(m_chips, 2, 0);
    m_grid->setColumnStretch(1, flat ? 2 : 0);
    applySizes();
}

void ThreadHeader::show(const ContactRecord& record)
{
    const auto& contact = record.contact;
    const auto now = m_shift.clock.now();
    m_avatar->setName(contact.displayName());
    m_name->setText(inboxwords::nameOf(contact));
    m_name->setToolTip(words::numberHidden(contact));
    const auto zones = zonesFor(contact);
    QStringList where{words::place(contact)};
    if (zones.trouble == PlaceTrouble::None && zones.source != ZoneSource::Country)
        where << words::localTimeOf(zones.zones.front(), now);
    if (inboxwords::isWaiting(record) && m_shift.inbox.current() == contact.id)
        where << words::closesIn(m_shift.inbox.verdict().hours, now);
    if (inboxwords::isWaiting(record))
        where << inboxwords::waiting(now - record.waitingSince);
    if (contact.displayName().isEmpty()) // Without a name somebody would look for the number.
        where << words::numberHidden(contact);
    where.removeAll(QString());
    m_place->setText(where.join(u" · "_s));
    m_place->setVisible(!where.isEmpty());

    const auto* campaign = m_shift.store.campaign(contact.campaign);
    auto chips = chipsOf(record, campaign);
    if (campaign && m_shift.store.offeredCampaigns().size() > 1)
        chips.prepend({campaign->title, Tone::Plain, u"brief"_s});
    QStringList key;
    for (const auto& chip : chips)
        key << chip.text + u'/' + chip.icon;
    if (key.join(u'|') == m_shownChips && m_chips->layout()->count() > 0)
        return;
    m_shownChips = key.join(u'|');
    m_chips->hide(); // Else each chip that is shown lays out the whole window.
    while (auto* item = m_chips->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto& chip : chips) {
        auto* widget = new Chip(chip.text, chip.tone, chip.icon, m_chips);
        m_chips->layout()->addWidget(widget);
        widget->show();
    }
    m_chips->setVisible(!chips.isEmpty());
}

} // namespace textbank
