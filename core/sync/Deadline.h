#pragma once

#include "core/store/Store.h"

#include <optional>

namespace textbank {

/// Until when contacts may lie on this laptop without a word from the gateway: the end of the last lease. It is held
/// against a time that never goes back: not behind the latest moment ever seen, which is kept sealed, so that setting
/// the laptop's clock back, running or not, gains nothing. The gateway's own clock corrects it both ways.
class Deadline
{
public:
    /// Reads what was seen before. The store must outlive this.
    static Result<Deadline> open(Store& store, const Clock& clock);

    /// The gateway answered just now; `offset` is its clock minus ours where it is known.
    void heard(std::optional<Millis> offset);
    /// The gateway's time, as well as it is known here.
    Instant now() const;
    /// Nothing while no contacts were ever pulled.
    std::optional<Instant> at() const;
    /// It has passed and the gateway was not heard for two minutes. While it answers, a lease that ran out is its
    /// business: it refuses texts, and says so when the session is over.
    bool isOver() const;
    /// Keeps what was seen: once a minute, and when the deadline moved or somebody set this clock; cheap otherwise.
    Result<void> remember();

private:
    Deadline(Store& store, const Clock& clock)
        : m_store(&store)
        , m_clock(&clock)
    {
    }

    Store* m_store;
    const Clock* m_clock;
    Millis m_offset{};               ///< The gateway's clock minus ours, as last known.
    Millis m_keptOffset{};           ///< What lies in the store of it.
    Instant m_seen{};                ///< Never behind this.
    Millis m_seenAt{};               ///< By the clock that never goes back.
    std::optional<Millis> m_heardAt; ///< By the same clock.
    std::optional<Instant> m_last;   ///< The deadline that was kept, for when the lease itself is gone.
    Instant m_kept{};                ///< What lies in the store.
    std::optional<Instant> m_keptDeadline;
};

} // namespace textbank
