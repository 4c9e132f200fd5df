#pragma once

#include "core/sync/Connectivity.h"

namespace textbank {

/// What the system says of the network: what the test says.
class FakeConnectivity final : public Connectivity
{
public:
    bool mayBeOnline() const override { return m_online; }
    void set(bool online)
    {
        m_online = online;
        emit changed();
    }

private:
    bool m_online = true;
};

} // namespace textbank
