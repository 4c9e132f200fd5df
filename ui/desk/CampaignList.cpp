#include "ui/desk/CampaignList.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

QString waitsIn(const CampaignLine& line)
{
    QStringList parts;
    if (line.paused)
        parts.append(CampaignList::tr("paused by staff"));
    if (line.toText > 0)
        parts.append(CampaignList::tr("%n to text now", nullptr, line.toText));
    if (line.replies > 0)
        parts.append(CampaignList::tr("%n reply(ies) wait(s)", nullptr, line.replies));
    if (line.outsideHours > 0)
        parts.append(CampaignList::tr("%n outside their texting hours", nullptr, line.outsideHours));
    if (line.blocked > 0)
        parts.append(CampaignList::tr("%n cannot be texted as things are", nullptr, line.blocked));
    if (parts.isEmpty())
        parts.append(line.hasHadContacts ? CampaignList::tr("nothing waits") : CampaignList::tr("no contacts yet"));
    return parts.join(u"  \u00B7  "_s);
}

QMargins margins()
{
    const Theme& theme = Theme::current();
    return {theme.space(Space::L), theme.space(Space::M), theme.space(Space::L), theme.space(Space::M)};
}

} // namespace

CampaignList::CampaignList(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"campaignList"_s);
    setAccessibleName(tr("Your campaigns"));
    connect(&Theme::current(), &Theme::changed, this, &CampaignList::restyle);
    restyle();
}

CampaignList::Row CampaignList::makeRow(const CampaignId& campaign)
{
    Row row;
    auto* panel = new Panel(Panel::Kind::Card, this);
    row.panel = panel;
    row.title = new Label(TextRole::Heading, Tone::Plain, panel);
    row.title->setObjectName(u"campaignTitle"_s);
    row.title->setWordWrap(true);
    row.waits = new Label(TextRole::Small, Tone::Muted, panel);
    row.waits->setObjectName(u"campaignWaits"_s);
    row.waits->setWordWrap(true);
    row.done = new Chip(tr("Done"), Tone::Good, u"check"_s, panel);
    row.get = new Button({}, Button::Kind::Secondary, panel);
    row.get->setObjectName(u"getBatch:"_s + campaign.value);
    row.get->setIconName(u"people"_s);
    connect(row.get, &QPushButton::clicked, this, [this, campaign] { emit contactsRequested(campaign); });
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(row.title);
    words->addWidget(row.waits);
    auto* line = new QHBoxLayout(panel);
    line->addLayout(words, 1);
    line->addWidget(row.done, 0, Qt::AlignVCenter);
    line->addWidget(row.get, 0, Qt::AlignVCenter);
    line->setContentsMargins(margins());
    return row;
}

void CampaignList::show(const QList<CampaignLine>& lines)
{
    m_lines = lines;
    for (auto row = m_rows.begin(); row != m_rows.end();) {
        const bool gone =
            std::none_of(lines.cbegin(), lines.cend(), [&](const auto& one) { return one.id == row.key(); });
        if (gone)
            row->panel->deleteLater();
        row = gone ? m_rows.erase(row) : std::next(row);
    }
    int place = 0;
    for (const CampaignLine& line : lines) {
        if (!m_rows.contains(line.id))
            m_rows.insert(line.id, makeRow(line.id));
        const Row& row = *m_rows.constFind(line.id);
        m_column->removeWidget(row.panel);
        m_column->insertWidget(place++, row.panel);
        const QString waits = waitsIn(line);
        row.title->setText(line.title);
        row.waits->setText(waits);
        row.done->setVisible(line.isDone());
        row.get->setVisible(line.hasMore);
        row.get->setKind(line.isChosen ? Button::Kind::Primary : Button::Kind::Secondary);
        row.get->setText(line.hasHadContacts ? tr("Get more contacts") : tr("Get contacts"));
        row.get->setAccessibleName(tr("Get contacts of %1").arg(line.title));
        row.get->setAccessibleDescription(waits);
        row.get->setEnabled(!m_fetching);
        row.panel->show();
    }
}

void CampaignList::setFetching(bool on)
{
    m_fetching = on;
    show(QList<CampaignLine>(m_lines));
}

QWidget* CampaignList::firstButton() const
{
    QWidget* first = nullptr;
    for (const CampaignLine& line : m_lines) {
        Button* const button = m_rows.constFind(line.id)->get;
        if (button->isHidden() || !button->isEnabled())
            continue;
        if (line.isChosen)
            return button;
        first = first ? first : button;
    }
    return first;
}

void CampaignList::restyle()
{
    const Theme& theme = Theme::current();
    m_column->setContentsMargins(0, theme.space(Space::S), 0, theme.space(Space::S));
    m_column->setSpacing(theme.space(Space::S));
    for (const Row& row : std::as_const(m_rows))
        row.panel->layout()->setContentsMargins(margins());
}

} // namespace textbank
