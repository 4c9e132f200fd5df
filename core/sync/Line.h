#pragma once

#include "core/base/Error.h"
#include "core/gateway/Gateway.h"
#include "core/store/Store.h"
#include "core/sync/RetryPolicy.h"

#include <optional>

namespace textbank {

/// What the parts of the engine share: where things are, and what the last attempts say about the connection.
class Line
{
public:
    Line(Store& profile, Gateway& commandGateway, Gateway& streamGateway, const Clock& time, Random& chance);

    Store& store;
    Gateway& commands;
    Gateway& stream;
    const Clock& clock;
    Random& random;

    Instant now() const { return clock.now(); }
    /// The gateway's clock minus ours, by whichever way it was measured.
    std::optional<Millis> offset() const;
    /// What was decided may go up: neither offline nor signed out. After the session's end too: the gateway still takes
    /// opt-outs and answers, and texts were cancelled with it.
    bool open() const { return !m_offline && !m_signedOut; }
    /// Contacts and changes may come down too.
    bool working() const { return open() && !ended(); }
    bool ended() const { return store.revoked() || store.ended(); }
    bool offline() const { return m_offline; }
    bool signedOut() const { return m_signedOut; }
    /// The gateway answered at least once since begin().
    bool heard() const { return m_heard; }
    Instant lastContact() const { return m_lastContact; }
    const std::optional<TransportError>& lastError() const { return m_lastError; }
    const std::optional<Error>& storeError() const { return m_storeError; }
    RetryPolicy& probe() { return m_probe; }
    const RetryPolicy& probe() const { return m_probe; }

    void begin(); ///< As if nothing had been tried yet.
    void answered();
    void failed(const TransportError& error);
    void storeFailed(const Error& error);
    void storeWorked() { m_storeError.reset(); }
    /// "Try now": whoever was offline or signed out is tried again.
    void forget();

private:
    RetryPolicy m_probe;
    bool m_offline = false;
    bool m_signedOut = false;
    bool m_heard = false;
    Instant m_lastContact{};
    std::optional<TransportError> m_lastError;
    std::optional<Error> m_storeError;
};

/// A failure on this side, for callers that wait for the gateway's word.
TransportError storeFailure(const Error& error);

/// The earlier of two moments, where there are any.
std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b);

} // namespace textbank
