#include "tests/support/spoke/SpokeStubContacts.h"

#include "tests/support/spoke/SpokeStubHours.h"

using namespace Qt::StringLiterals;

namespace textbank::spokecontacts {
namespace {

const QStringList kWaiting{u"needsMessage"_s, u"needsResponse"_s};

bool isPastDue(const SpokeStubState& state, int assignment)
{
    const auto& campaign = state.campaigns[state.assignments[assignment].campaign];
    return campaign.dueBy && state.now() > *campaign.dueBy + std::chrono::hours{24};
}

QStringList statusesOf(const SpokeStubState& state, int assignment, const QJsonObject& filter)
{
    const auto pastDue = isPastDue(state, assignment) && !filter.value(u"includePastDue"_s).toBool();
    const auto name = filter.value(u"messageStatus"_s).toString();
    QStringList statuses = name.split(u',', Qt::SkipEmptyParts);
    if (name.isEmpty() || name == u"needsMessageOrResponse") {
        statuses = kWaiting;
    } else if (name == u"allReplies") {
        statuses = {u"needsResponse"_s, u"convo"_s, u"closed"_s};
    }
    if (pastDue) {
        statuses.removeAll(u"needsMessage"_s);
    }
    return statuses;
}

bool passes(const SpokeStubState& state, const SpokeContact& contact, const QJsonObject& filter)
{
    if (const auto optedOut = filter.value(u"isOptedOut"_s); !optedOut.isUndefined()) {
        if (!optedOut.isBool() || optedOut.toBool() != contact.optedOut) { // null matches nothing
            return false;
        }
    }
    const auto valid = filter.value(u"validTimezone"_s);
    return !valid.isBool() || valid.toBool() == spokeListsNow(state, contact);
}

} // namespace

QList<int> listed(const SpokeStubState& state, int assignment, const std::optional<QJsonObject>& filter)
{
    QList<const SpokeContact*> found;
    const auto one = filter ? filter->value(u"contactId"_s).toString() : QString();
    const auto statuses = filter ? statusesOf(state, assignment, *filter) : QStringList();
    for (const auto& contact : state.contacts) {
        if (contact.assignment != assignment) {
            continue;
        }
        if (!one.isEmpty() ? one == QString::number(contact.id)
                           : !filter || (statuses.contains(contact.status) && passes(state, contact, *filter))) {
            found.append(&contact);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const SpokeContact* a, const SpokeContact* b) {
        if (a->status != b->status) {
            return a->status > b->status;
        }
        return a->status == u"convo" ? a->updatedAt > b->updatedAt : a->updatedAt < b->updatedAt;
    });
    QList<int> ids;
    for (const auto* contact : found) {
        ids.append(contact->id);
    }
    return ids;
}

int countedInTodos(const SpokeStubState& state, int assignment, const std::optional<QJsonObject>& filter)
{
    QJsonObject exact;
    if (!filter) {
        auto count = 0;
        for (const auto id : state.contactsOf(assignment)) {
            count += state.contacts[id].optedOut ? 0 : 1;
        }
        return count;
    }
    exact = *filter;
    exact.insert(u"isOptedOut"_s, false);
    if (!filter->contains(u"messageStatus"_s)) {
        exact.insert(u"validTimezone"_s, false);
    }
    return static_cast<int>(listed(state, assignment, exact).size());
}

std::optional<int> ready(const SpokeStubState& state, int assignment, const QString& alias)
{
    static const QMap<QString, QString> statuses{{u"unmessagedcount"_s, u"needsMessage"_s},
                                                 {u"unrepliedcount"_s, u"needsResponse"_s},
                                                 {u"totalmessagedcount"_s, u"messaged"_s},
                                                 {u"pastmessagescount"_s, u"convo"_s},
                                                 {u"skippedmessagescount"_s, u"closed"_s}};
    const auto name = alias.toLower();
    if (name == u"allcontactscount") {
        return countedInTodos(state, assignment, std::nullopt);
    }
    if (name == u"badtimezonecount") {
        return countedInTodos(state, assignment, QJsonObject());
    }
    if (!statuses.contains(name)) {
        return std::nullopt;
    }
    return countedInTodos(state, assignment,
                          QJsonObject{{u"messageStatus"_s, statuses.value(name)}, {u"validTimezone"_s, true}});
}

int available(const SpokeStubState& state, int id)
{
    const auto& assignment = state.assignments[id];
    const auto& campaign = state.campaigns[assignment.campaign];
    if (!campaign.dynamic || !campaign.started || campaign.archived) {
        return 0;
    }
    auto count = static_cast<int>(state.pool(campaign.id).size());
    if (assignment.maxContacts) {
        count = std::min(count, *assignment.maxContacts - static_cast<int>(state.contactsOf(id).size()));
    }
    return std::max(count, 0);
}

bool hasOpenReply(const SpokeStubState& state, int assignment)
{
    const auto ids = state.contactsOf(assignment);
    return std::any_of(ids.begin(), ids.end(), [&state](int id) {
        const auto contact = state.contacts[id];
        return contact.status == u"needsResponse" && !contact.optedOut;
    });
}

} // namespace textbank::spokecontacts
