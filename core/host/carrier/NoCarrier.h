#pragma once

#include "core/host/carrier/Carrier.h"

namespace textbank {

/// For a host that hands nothing over: operators' commands beside a serving process.
class NoCarrier final : public Carrier
{
public:
    void submit(const Text&) override { Q_ASSERT_X(false, "NoCarrier", "a text was handed to no carrier"); }
    QList<CarrierEvent> poll() override { return {}; }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }
};

} // namespace textbank
