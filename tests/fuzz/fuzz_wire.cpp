#include "core/gateway/Wire.h"
#include "tests/fuzz/Fuzz.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"gateway-info", "joined", "me", "campaign", "lease", "outcomes", "changes", "problem",
                       "commands", "join-request", "lease-request"});
    mustReach({"message.received", "message.status", "optout.added", "optout.removed", "contact.assigned",
               "contact.unassigned", "campaign.updated", "campaign.paused", "campaign.resumed", "volunteer.frozen",
               "staff.message", "escalation.answered", "lease.ended", "session.revoked", "choices.counted",
               "something.new"});
    mustReach({"message.send", "optout.record", "answer.set", "tag.add", "tag.remove", "note.add", "contact.skip",
               "contact.wrongNumber", "conversation.close", "conversation.reopen", "conversation.escalate",
               "staff.message", "audit.checkpoint", "choices.report"});
});

/// By the names that the wire has for them.
void reachEach(const QJsonArray& read)
{
    for (const auto& each : read) {
        reach(each.toObject().value(u"type"_s).toString().toLatin1(), true);
    }
}

/// What was read is written the same way for ever: nothing is half understood.
template<class T, class Read, class Write>
void readAndWrite(const char* kind, const QJsonObject& json, Read read, Write write)
{
    const Result<T> first = read(json);
    reach(kind, bool(first));
    if (!first) {
        FUZZ_CHECK(!first.error().detail.isEmpty());
        return;
    }
    const auto written = wire::compact(write(*first));
    FUZZ_CHECK(written.size() <= wire::kMaxAnswerBytes);
    reachEach(write(*first).value(u"changes"_s).toArray());
    reachEach(write(*first).value(u"commands"_s).toArray());
    const auto parsed = wire::parseObject(written);
    FUZZ_CHECK(parsed);
    const Result<T> second = read(*parsed);
    FUZZ_CHECK(second);
    FUZZ_CHECK(wire::compact(write(*second)) == written);
}

/// Never fails: what is no problem document is one of no known type.
void readProblem(const QJsonObject& json)
{
    const auto first = wire::readProblem(json);
    reach("problem", first.type != ProblemType::Other);
    FUZZ_CHECK(!first.retryAfter || first.retryAfter->count() >= 0);
    const auto again = wire::readProblem(wire::write(first, 422));
    FUZZ_CHECK(again == first);
}

} // namespace

// The first character says which page the gateway's bytes pretend to be.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const auto json = wire::parseObject(fuzzBytes(data + 1, size - 1));
    if (!json) {
        return 0;
    }
    switch (data[0]) {
    case 'i':
        readAndWrite<GatewayInfo>("gateway-info", *json, wire::readGatewayInfo,
                                  [](const GatewayInfo& it) { return wire::write(it); });
        break;
    case 'j':
        readAndWrite<Joined>("joined", *json, wire::readJoined, [](const Joined& it) { return wire::write(it); });
        break;
    case 'm':
        readAndWrite<Me>("me", *json, wire::readMe, [](const Me& it) { return wire::write(it); });
        break;
    case 'g':
        readAndWrite<Campaign>("campaign", *json, wire::readCampaign,
                               [](const Campaign& it) { return wire::write(it); });
        break;
    case 'l':
        readAndWrite<LeasePage>("lease", *json, wire::readLeasePage,
                                [](const LeasePage& it) { return wire::write(it); });
        break;
    case 'o':
        readAndWrite<QList<CommandOutcome>>("outcomes", *json, wire::readOutcomes, wire::writeOutcomes);
        break;
    case 'c':
        readAndWrite<ChangesPage>("changes", *json, wire::readChangesPage,
                                  [](const ChangesPage& it) { return wire::write(it); });
        break;
    case 'p':
        readProblem(*json);
        break;
    case 'q':
        readAndWrite<JoinRequest>("join-request", *json, wire::readJoinRequest,
                                  [](const JoinRequest& it) { return wire::write(it); });
        break;
    case 'r':
        readAndWrite<LeaseRequest>("lease-request", *json, wire::readLeaseRequest,
                                   [](const LeaseRequest& it) { return wire::write(it); });
        break;
    default:
        readAndWrite<QList<Command>>("commands", *json, wire::readCommands, wire::writeCommands);
    }
    return 0;
}
