#pragma once

#include "app/gateway/GatewayArguments.h"
#include "app/gateway/GatewayFolder.h"
#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/host/Host.h"
#include "core/host/carrier/SimulatedVoters.h"

namespace textbank {

/// Runs one action of textbank-gateway. Results go to standard output as "name: value" lines, CSV or JSON; errors to
/// standard error as one sentence.
class GatewayProgram
{
public:
    GatewayProgram(const GatewayArguments& arguments, const Clock& clock, Random& random)
        : m_arguments(arguments)
        , m_clock(clock)
        , m_random(random)
    {
    }

    /// The exit status. Serving returns when the program is asked to end.
    int run();

private:
    Result<void> serve();
    Result<std::unique_ptr<Carrier>> carrierOf(const SimulatedVoters::Options& people);
    Result<void> importCampaign(Host& host);
    Result<void> importContacts(Host& host);
    Result<void> makeJoinCode(Host& host);
    Result<void> exportRecord(Host& host);
    Result<void> aboutOptOuts(Host& host);
    Result<void> printRecord(Host& host);
    Result<void> listSessions(Host& host);
    Result<void> endSession(Host& host);
    Result<void> endCode(Host& host);
    Result<void> rehearseStop();
    Result<void> beside(Result<void> (GatewayProgram::*action)(Host&));

    const GatewayArguments& m_arguments;
    const Clock& m_clock;
    Random& m_random;
    std::optional<GatewayFolder> m_folder;
};

} // namespace textbank
