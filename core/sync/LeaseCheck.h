#pragma once

#include "core/gateway/Gateway.h"
#include "core/store/Store.h"

#include <optional>

namespace textbank {

/// What in a batch contradicts itself, the request or what is known of its lease, as a path and a reason, never a
/// value; nothing when it can be taken in.
std::optional<QString> contradictionIn(const LeasePage& page, const LeaseRequest& request, const Store& store);

/// For an answer that can be read and cannot be so.
TransportError badAnswer(const QString& detail);

} // namespace textbank
