#include "core/gateway/Wire.h"
#include "core/gateway/WireReader.h"
#include "core/gateway/spoke/SpokeStaffReading.h"
#include "core/gateway/spoke/SpokeThread.h"
#include "core/gateway/spoke/SpokeTodo.h"
#include "tests/fuzz/Fuzz.h"

#include <QJsonArray>
#include <QSet>

#include <tuple>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"contact", "contact lines", "to-dos", "organization", "script", "holder", "holder of one",
                       "campaign", "figures", "conversation", "person", "opt-outs"});
    mustReach({"number", "hidden number", "conversation with both sides", "reply of two alike", "opted out", "zone",
               "list that is not whole", "role", "first step"});
});

/// What is read twice is the same twice, and what is wrong is named.
template<class T, class Read>
Result<T> readTwice(const char* kind, const Read& read)
{
    Result<T> first = read();
    reach(kind, bool(first));
    FUZZ_CHECK(bool(read()) == bool(first));
    FUZZ_CHECK(first || !first.error().detail.isEmpty());
    return first;
}

QList<Message> inStore(const spoke::ContactState& state)
{
    QList<Message> messages;
    for (const auto& text : state.thread) {
        Message message;
        message.id = text.id;
        message.contact = state.contact.id;
        message.direction = text.isIncoming ? Direction::Incoming : Direction::Outgoing;
        message.text = text.text;
        message.at = text.at;
        message.delivery = text.isIncoming ? Delivery::Delivered : Delivery::Sent;
        messages.append(message);
    }
    return messages;
}

void readContact(const QJsonObject& json)
{
    const auto read = [&] { return spoke::readContact(json); };
    const auto state = readTwice<spoke::ContactState>("contact", read);
    if (!state) {
        return;
    }
    FUZZ_CHECK(!state->contact.id.isEmpty() && state->contact.id.value.size() <= wire::kMaxId);
    FUZZ_CHECK(state->contact.phone.isEmpty() || !state->contact.numberHidden);
    FUZZ_CHECK(state->contact.zip.size() <= 5);
    FUZZ_CHECK(state->needsFirst() == (state->status == "needsMessage"_L1));
    QSet<MessageId> ids;
    auto last = Instant::min();
    QSet<bool> sides;
    for (const auto& text : state->thread) {
        FUZZ_CHECK(!ids.contains(text.id));
        ids.insert(text.id);
        FUZZ_CHECK(text.at >= last);
        last = text.at;
        sides.insert(text.isIncoming);
        reach("reply of two alike", text.id.value.count(u'.') > 3);
    }
    // The same conversation in the store: there is nothing new in it, and nothing strange.
    const spoke::Thread thread(*state, inStore(*state));
    FUZZ_CHECK(thread.strange().isEmpty() && thread.unseen().isEmpty());
    const spoke::Thread first(*state, {});
    FUZZ_CHECK(first.strange().size() + first.unseen().size() == state->thread.size());
    reach("number", !state->contact.phone.isEmpty());
    reach("hidden number", state->contact.numberHidden);
    reach("conversation with both sides", sides.size() == 2);
    reach("opted out", state->optedOut);
    reach("zone", !state->contact.zones.isEmpty());
}

void readLines(const QJsonValue& value)
{
    const auto lines = readTwice<spoke::ContactLines>("contact lines", [&] { return spoke::readLines(value); });
    if (lines) {
        FUZZ_CHECK(lines->lines.size() <= value.toArray().size());
        FUZZ_CHECK(lines->isComplete == (lines->lines.size() == value.toArray().size()));
        reach("list that is not whole", !lines->isComplete);
    }
}

void readTodos(const QJsonObject& user)
{
    const auto todos = readTwice<QList<spoke::Todo>>("to-dos", [&] { return spoke::readTodos(user, u"1"_s); });
    if (!todos) {
        return;
    }
    for (const auto& todo : *todos) {
        FUZZ_CHECK(!todo.assignment.isEmpty() && !todo.campaign.isEmpty() && todo.batchSize >= 1);
    }
    const auto highest = spoke::highestRole(user.value("roles"_L1));
    FUZZ_CHECK((spoke::rankOf(highest) < 0) == highest.isEmpty());
    reach("role", !highest.isEmpty());
}

void readScript(const QJsonObject& assignment)
{
    spoke::Todo todo;
    todo.sideboxes = {u"tag-contact"_s};
    spoke::Organization organization;
    organization.name = u"Friends of the Library"_s;
    organization.tags = {{u"1"_s, u"yard sign"_s}};
    const auto read = [&] { return spoke::readCampaign(assignment, todo, organization); };
    const auto campaign = readTwice<Campaign>("script", read);
    if (!campaign) {
        return;
    }
    FUZZ_CHECK(*campaign == *read());
    FUZZ_CHECK(!campaign->id.isEmpty() && !campaign->version.isEmpty());
    QSet<StepId> steps;
    for (const auto& step : campaign->steps) {
        steps.insert(step.id);
    }
    for (const auto& step : campaign->steps) {
        for (const auto& answer : step.answers) {
            FUZZ_CHECK(answer.nextStep.isEmpty() || steps.contains(answer.nextStep));
        }
    }
    for (const auto& day : campaign->policy.hours.week) {
        FUZZ_CHECK(day.openMinute >= 0 && day.closeMinute <= 24 * 60 && day.openMinute <= day.closeMinute);
    }
    reach("first step", campaign->steps.size() > 1 && !campaign->steps.constFirst().answers.isEmpty());
}

void readStaffPage(char kind, const QJsonValue& value)
{
    const auto json = value.toObject();
    switch (kind) {
    case 'h':
        std::ignore = readTwice<spoke::Holding>("holder", [&] { return spoke::readHolding(json); });
        break;
    case 'a':
        std::ignore =
            readTwice<spoke::Holding>("holder of one", [&] { return spoke::readHolding(ContactId{u"7"_s}, json); });
        break;
    case 'g':
        std::ignore = readTwice<StaffCampaign>("campaign", [&] { return spoke::readStaffCampaign(json); });
        break;
    case 'f':
        std::ignore = readTwice<CampaignFigures>("figures", [&] { return spoke::readFigures(json); });
        break;
    case 'v': {
        const auto read = readTwice<StaffConversation>("conversation", [&] { return spoke::readConversation(json); });
        FUZZ_CHECK(!read || read->texter || read->texterName.isEmpty());
        break;
    }
    case 'p':
        std::ignore = readTwice<StaffPerson>("person", [&] { return spoke::readPerson(json); });
        break;
    default:
        const auto list =
            readTwice<QList<OptOutEntry>>("opt-outs", [&] { return spoke::readOptOuts(value.toArray()); });
        FUZZ_CHECK(!list || list->size() == value.toArray().size());
    }
}

} // namespace

// The first character says which question the bytes pretend to answer; the answer stands in `data`, as GraphQL has it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const auto json = wire::parseObject(fuzzBytes(data + 1, size - 1));
    if (!json) {
        return 0;
    }
    const auto answers = json->value("data"_L1).toObject();
    const auto value = answers.isEmpty() ? QJsonValue() : *answers.constBegin();
    switch (data[0]) {
    case 'c':
        readContact(value.toObject());
        break;
    case 'l':
        readLines(value.toObject().value("contacts"_L1));
        break;
    case 't':
        readTodos(value.toObject());
        break;
    case 'o':
        std::ignore =
            readTwice<spoke::Organization>("organization", [&] { return spoke::readOrganization(value.toObject()); });
        break;
    case 's':
        readScript(value.toObject());
        break;
    default:
        readStaffPage(static_cast<char>(data[0]), value);
    }
    return 0;
}
