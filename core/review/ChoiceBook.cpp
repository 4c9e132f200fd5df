#include "core/review/ChoiceBook.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSaveAfterMs = 2000;
/// So many texts are reported together: the room learns soon enough, and no report is about one contact.
constexpr int kReportFrom = 10;

QString settingOf(const CampaignId& campaign) { return u"suggestions.own."_s + campaign.value; }

} // namespace

ChoiceBook::ChoiceBook(Store& store, const Clock& clock, Random& random)
    : m_store(store)
    , m_clock(clock)
    , m_random(random)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSaveAfterMs);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { save(); });
}

ChoiceBook::Page& ChoiceBook::page(const CampaignId& campaign)
{
    auto found = m_pages.find(campaign);
    if (found == m_pages.end()) {
        const QString saved = m_store.setting(settingOf(campaign)).value_or({});
        const QJsonObject json = QJsonDocument::fromJson(saved.toUtf8()).object();
        const auto countsAt = [&](QLatin1String name) { return ChoiceCounts::fromText(json.value(name).toString()); };
        const auto numberAt = [&](QLatin1String name) {
            return std::clamp(json.value(name).toInt(), 0, ChoiceCounts::kMost);
        };
        Page page{countsAt("own"_L1), countsAt("unreported"_L1), {numberAt("chosen"_L1), numberAt("first"_L1)}, {}};
        page.places.inFirstThree = std::min(page.places.inFirstThree, page.places.chosen);
        found = m_pages.insert(campaign, page);
    }
    return *found;
}

ChoiceCounts ChoiceBook::counts(const CampaignId& campaign)
{
    const Page& own = page(campaign);
    // What the room sent holds what was reported from here.
    const QString room = m_store.setting(roomChoicesSetting(campaign)).value_or({});
    return ChoiceCounts::fromText(room).sum(own.unreported).largest(own.own);
}

ChoiceBook::Places ChoiceBook::places(const CampaignId& campaign) { return page(campaign).places; }

void ChoiceBook::add(const Choice& choice)
{
    Page& of = page(choice.campaign);
    of.own.add(intentName(choice.intent), choice.suggestion);
    if (!choice.suggestion.startsWith(u"snippet:"_s)) // Nobody else has it.
        of.unreported.add(intentName(choice.intent), choice.suggestion);
    if (choice.place >= 0 && of.places.chosen < ChoiceCounts::kMost) {
        ++of.places.chosen;
        of.places.inFirstThree += choice.place < 3 ? 1 : 0;
    }
    of.changed = true;
    m_timer.start();
}

void ChoiceBook::report(const CampaignId& campaign, Page& page)
{
    if (!page.report.isEmpty()) {
        const auto row = m_store.outboxRow(page.report);
        m_reports = m_reports && !(row && *row && (*row)->state == OutboxState::Refused);
    }
    const Campaign* of = m_store.campaign(campaign);
    if (!m_reports || (of && !of->can(Ability::Choices)) || page.unreported.total() < kReportFrom)
        return;
    const Instant now = m_clock.now();
    const CommandId id{makeUuidV7(now, m_random)};
    if (m_store.record({id, campaign, {}, now, ChoicesPayload{page.unreported.rows()}})) {
        page.report = id;
        page.unreported = {};
    }
}

void ChoiceBook::keep()
{
    for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
        if (!page->changed)
            continue;
        const QJsonObject json{{u"own"_s, page->own.text()},
                               {u"unreported"_s, page->unreported.text()},
                               {u"chosen"_s, page->places.chosen},
                               {u"first"_s, page->places.inFirstThree}};
        const QString text = QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
        page->changed = !m_store.setSetting(settingOf(page.key()), text);
    }
}

void ChoiceBook::save()
{
    m_timer.stop();
    for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
        if (page->changed)
            report(page.key(), *page);
    }
    keep();
}

} // namespace textbank
