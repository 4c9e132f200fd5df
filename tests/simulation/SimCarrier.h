#pragma once

#include "core/host/carrier/Carrier.h"
#include "tests/simulation/SimTime.h"

#include <QList>
#include <QSet>
#include <deque>
#include <functional>

namespace textbank::simulation {

/// The carrier, with a record of its own of every text that was handed over. Like a real one it takes an id once, and
/// reports what happened until the gateway has said that it has it.
class SimCarrier final : public Carrier
{
public:
    struct Handed
    {
        Text text;
        Instant at{};
        int times = 1; ///< How often the same id came.
        bool reported = false;
    };

    explicit SimCarrier(const SimTime& time)
        : m_time(time)
    {
    }
    /// Asked before a text is taken: false when the process that hands it over is dead already.
    void setWatch(std::function<bool(const Text&, bool again)> watch) { m_watch = std::move(watch); }

    /// Told of each event that the gateway is given, again where it died over it; and of each that it has.
    void setOnGiven(std::function<void(const CarrierEvent&)> onGiven) { m_onGiven = std::move(onGiven); }
    void setOnStored(std::function<void(const CarrierEvent&)> onStored) { m_onStored = std::move(onStored); }

    void submit(const Text& text) override;
    QList<CarrierEvent> poll() override;
    std::optional<Instant> nextEvent() const override;

    /// From now on the gateway is told.
    void report(CarrierEvent event);
    /// The gateway stored what it was given: it is not told again.
    void acknowledge();
    /// The gateway died before it said so.
    void giveAgain();
    bool hasEvents() const { return !m_waiting.empty() || !m_given.empty(); }

    const QList<Handed>& handed() const { return m_handed; }
    QList<Handed>& handed() { return m_handed; }
    const Handed* find(const QString& id) const;

private:
    const SimTime& m_time;
    std::function<bool(const Text&, bool)> m_watch;
    std::function<void(const CarrierEvent&)> m_onGiven;
    std::function<void(const CarrierEvent&)> m_onStored;
    QList<Handed> m_handed;
    std::deque<CarrierEvent> m_waiting;
    std::deque<CarrierEvent> m_given;
};

} // namespace textbank::simulation
