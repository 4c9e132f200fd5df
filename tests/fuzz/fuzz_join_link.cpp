#include "core/session/JoinLink.h"
#include "tests/fuzz/Fuzz.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"link", "pinned link", "link or address", "invitation", "address", "code"});
});

void checkAddress(const QUrl& gateway)
{
    FUZZ_CHECK(gateway.isValid() && !gateway.host().isEmpty());
    FUZZ_CHECK(gateway.userInfo().isEmpty() && !gateway.hasFragment() && !gateway.hasQuery());
    const auto loopback = gateway.host() == "localhost"_L1 || gateway.host().startsWith("127."_L1) ||
                          gateway.host() == "::1"_L1 || gateway.host() == "[::1]"_L1;
    FUZZ_CHECK(gateway.scheme() == "https"_L1 || (gateway.scheme() == "http"_L1 && loopback));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto text = QString::fromUtf8(fuzzBytes(data, size));
    const auto joinLink = parseJoinLink(text);
    reach("link", bool(joinLink));
    reach("pinned link", joinLink && !joinLink->pin.isEmpty());
    if (const auto& link = joinLink) {
        checkAddress(link->gateway);
        FUZZ_CHECK(link->pin.isEmpty() || link->pin.size() == 32);
        const auto again = parseJoinLink(toText(*link));
        FUZZ_CHECK(again && *again == *link);
    }
    const auto either = parseLinkOrAddress(text);
    reach("link or address", bool(either));
    reach("invitation", either && !either->invitation.isEmpty());
    if (const auto& link = either) {
        checkAddress(link->gateway);
        FUZZ_CHECK(link->invitation.isEmpty() || link->invitation.startsWith(u'/'));
    }
    const auto alone = parseGatewayAddress(text);
    reach("address", bool(alone));
    if (const auto& address = alone) {
        checkAddress(*address);
        const auto again = parseGatewayAddress(address->toString(QUrl::FullyEncoded));
        FUZZ_CHECK(again && *again == *address);
    }
    const auto code = normalisedJoinCode(text);
    FUZZ_CHECK(normalisedJoinCode(code) == code);
    reach("code", !code.isEmpty());
    return 0;
}
