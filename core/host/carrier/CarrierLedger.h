#pragma once

#include "core/base/Result.h"
#include "core/host/carrier/SimulatedVoters.h"

#include <QFile>
#include <memory>

namespace textbank {

/// Simulated voters with a memory of their own, for rehearsals in which the gateway is killed: an append-only file that
/// no transaction of the gateway's touches, so that the two can be compared afterwards. As a real carrier does, it
/// lives on while the gateway is down:
/// - A text is in the file before submit() returns. The same id again is noted as a repeat and is no second text,
///   which is what "at most once" rests on when the gateway dies between handing over and its own commit.
/// - What people wrote is in the file before it is handed out, and is handed out again after a restart unless
///   settled() came after it.
/// One JSON object a line. Survives the death of the process, not of the machine: nothing waits for the disk.
class CarrierLedger final : public Carrier
{
public:
    /// Reads what the file has, so that the people know what was said before. Invalid when it is of other people (seed
    /// or speed), Corrupt when it contradicts itself, Io.
    static Result<std::unique_ptr<CarrierLedger>> open(const QString& path, const SimulatedVoters::Options& people,
                                                       const Clock& clock);

    void submit(const Text& text) override;
    QList<CarrierEvent> poll() override;
    std::optional<Instant> nextEvent() const override;
    bool hasTestPhones() const override { return true; }
    void settled() override;

private:
    /// The real clock, or the moment of the line that is being read.
    class Hands final : public Clock
    {
    public:
        explicit Hands(const Clock& clock)
            : m_clock(clock)
        {
        }
        Instant now() const override { return at.value_or(m_clock.now()); }
        Millis elapsed() const override { return m_clock.elapsed(); }

        std::optional<Instant> at;

    private:
        const Clock& m_clock;
    };
    CarrierLedger(const QString& path, const SimulatedVoters::Options& people, const Clock& clock);
    Result<void> read(const SimulatedVoters::Options& people);
    bool readLine(const QJsonObject& line);
    void write(const QJsonObject& line);
    void taken(const Text& text);

    Hands m_clock;
    SimulatedVoters m_people;
    QFile m_file;
    QSet<MessageId> m_texts;
    QList<CarrierEvent> m_unsettled;
    bool m_again = false; ///< What is unsettled comes from before the start and has to be handed out again.
};

} // namespace textbank
