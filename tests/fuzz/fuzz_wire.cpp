#include "core/gateway/Wire.h"
#include "tests/fuzz/Fuzz.h"

using namespace textbank;

namespace {

/// What was read is written the same way for ever: nothing is half understood.
template<class T, class Read, class Write>
void readAndWrite(const QJsonObject& json, Read read, Write write)
{
    const Result<T> first = read(json);
    if (!first) {
        FUZZ_CHECK(!first.error().detail.isEmpty());
        return;
    }
    const auto written = wire::compact(write(*first));
    const auto parsed = wire::parseObject(written);
    FUZZ_CHECK(parsed);
    const Result<T> second = read(*parsed);
    FUZZ_CHECK(second);
    FUZZ_CHECK(wire::compact(write(*second)) == written);
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
        readAndWrite<GatewayInfo>(*json, wire::readGatewayInfo, [](const GatewayInfo& it) { return wire::write(it); });
        break;
    case 'j':
        readAndWrite<Joined>(*json, wire::readJoined, [](const Joined& it) { return wire::write(it); });
        break;
    case 'm':
        readAndWrite<Me>(*json, wire::readMe, [](const Me& it) { return wire::write(it); });
        break;
    case 'g':
        readAndWrite<Campaign>(*json, wire::readCampaign, [](const Campaign& it) { return wire::write(it); });
        break;
    case 'l':
        readAndWrite<LeasePage>(*json, wire::readLeasePage, [](const LeasePage& it) { return wire::write(it); });
        break;
    case 'o':
        readAndWrite<QList<CommandOutcome>>(*json, wire::readOutcomes, wire::writeOutcomes);
        break;
    case 'c':
        readAndWrite<ChangesPage>(*json, wire::readChangesPage, [](const ChangesPage& it) { return wire::write(it); });
        break;
    case 'p':
        wire::readProblem(*json);
        break;
    default:
        readAndWrite<QList<Command>>(*json, wire::readCommands, wire::writeCommands);
    }
    return 0;
}
