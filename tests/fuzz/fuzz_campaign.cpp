#include "core/host/CampaignTable.h"
#include "tests/core/host/TestHost.h"
#include "tests/fuzz/Fuzz.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr int kInputsPerHost = 200;

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"document", "import"});
    mustReach({"document without an id", "policy", "texts in two languages", "canned response", "branch"});
});

void checkReached(const Campaign& campaign, const QByteArray& bytes)
{
    reach("document without an id", campaign.id.value == "made-up"_L1);
    reach("policy", !(campaign.policy == Policy()) && bytes.contains("\"policy\""));
    reach("canned response", !campaign.canned.isEmpty());
    for (const auto& step : campaign.steps) {
        reach("texts in two languages", step.texts.size() > 1);
        for (const auto& answer : step.answers) {
            reach("branch", !answer.nextStep.isEmpty());
        }
    }
}

} // namespace

// A campaign document as an operator brings it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static std::unique_ptr<TestHost> host;
    static int inputs = 0;
    if (!host || inputs >= kInputsPerHost) {
        const auto first = host == nullptr;
        host = std::make_unique<TestHost>(1);
        inputs = 0;
        if (first) {
            std::atexit([] { host.reset(); }); // After this come Qt's own globals.
        }
    }
    ++inputs;
    const auto bytes = fuzzBytes(data, size);
    const auto read = readCampaignDocument(bytes, u"made-up"_s);
    reach("document", bool(read));
    if (!read) {
        FUZZ_CHECK(!read.error().detail.isEmpty());
        const auto imported = host->host->importCampaign(bytes);
        FUZZ_CHECK(!imported);
        reach("import", false);
        return 0;
    }
    checkReached(*read, bytes);
    // Written and read again it says the same.
    const auto written = wire::compact(wire::write(*read));
    const auto again = readCampaignDocument(written, u"another"_s);
    FUZZ_CHECK(again && wire::compact(wire::write(*again)) == written);
    // What is taken in is there, and the same document again is no news. By an id of its own: a campaign that is there
    // stays its organisation's.
    auto own = *again;
    own.id = CampaignId{u"campaign-of-input-%1"_s.arg(inputs)};
    const auto document = wire::compact(wire::write(own));
    const auto id = host->host->importCampaign(document);
    reach("import", bool(id));
    FUZZ_CHECK(id && *id == own.id);
    const auto caller = host->join(*id, Role::Staff);
    const auto kept = host->host->campaign(caller, *id);
    FUZZ_CHECK(kept && kept->steps == own.steps && kept->canned == own.canned);
    const auto repeated = host->host->importCampaign(document);
    FUZZ_CHECK(repeated && *repeated == *id);
    const auto same = host->host->campaign(caller, *id);
    FUZZ_CHECK(same && same->version == kept->version);
    return 0;
}
