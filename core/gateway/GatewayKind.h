#pragma once

namespace textbank {

/// What stands behind the port. For whoever makes the gateway; nobody who uses one asks.
enum class GatewayKind {
    Textbank, ///< The Textbank gateway API v1.
    Spoke,    ///< Spoke's GraphQL, as its own web client speaks it.
};

} // namespace textbank
