#pragma once

#include "core/sync/Connectivity.h"

namespace textbank {

/// What the system says about the network, where it says anything (QNetworkInformation).
class SystemConnectivity final : public Connectivity
{
    Q_OBJECT
public:
    explicit SystemConnectivity(QObject* parent = nullptr);
    bool mayBeOnline() const override;
};

/// For gateways on this very machine: the network has no say.
class LoopbackConnectivity final : public Connectivity
{
    Q_OBJECT
public:
    using Connectivity::Connectivity;
    bool mayBeOnline() const override { return true; }
};

} // namespace textbank
