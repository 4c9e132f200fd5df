#pragma once

#include "core/host/Host.h"

namespace textbank {

/// One rehearsal of STOP from asking to its end. Does not return before.
class RehearsalRun
{
public:
    enum class By {
        ThisProcess,    ///< Nobody serves: the host's carrier is moved along here.
        ServingProcess, ///< Another process does it; its outcome is waited for.
    };
    RehearsalRun(Host& host, By by)
        : m_host(host)
        , m_by(by)
    {
    }

    /// As Host::askForRehearsal(); an end without a pass is no error. One that nobody takes up is withdrawn.
    Result<Rehearsal> wait(const Host::RehearsalWish& wish);

private:
    Host& m_host;
    By m_by;
};

} // namespace textbank
