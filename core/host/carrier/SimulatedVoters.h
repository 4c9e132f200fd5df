#pragma once

#include "core/base/Clock.h"
#include "core/host/carrier/Carrier.h"
#include "core/host/carrier/VoterPersona.h"

#include <QHash>
#include <QSet>
#include <map>

namespace textbank {

/// A carrier whose telephones belong to made-up people who answer like people do. Who they are and what they write
/// depends on the seed and their number alone; when they write, on the clock.
class SimulatedVoters final : public Carrier
{
public:
    struct Options
    {
        quint64 seed = 1;
        double speed = 1; ///< 60: a minute passes in a second. 0: everything is due at once.
        double silence =
            0.45; ///< Share that never answers; lower than in life, so that there is something to practise.
        double unreachable = 0.02; ///< Of those: reported as undeliverable.
    };
    /// What was behind one telephone, for a score.
    struct Truth
    {
        VoterIntent intent = VoterIntent::Silence;
        QString language;
        bool late = false;
        int texts = 0;            ///< Conversation texts they got.
        int replies = 0;          ///< What they wrote and the host was given.
        bool askedToStop = false; ///< Said so already.
        int textsAfterStop = 0;   ///< Must stay 0.
        int confirmations = 0;    ///< Confirming texts after an opt-out; more than one is a fault.
    };

    SimulatedVoters(const Options& options, const Clock& clock)
        : m_options(options)
        , m_clock(clock)
    {
    }

    void submit(const Text& text) override;
    QList<CarrierEvent> poll() override;
    std::optional<Instant> nextEvent() const override;
    bool hasTestPhones() const override { return true; }

    /// Of everybody who was texted.
    QHash<PhoneNumber, Truth> truth() const;

private:
    struct Voter
    {
        VoterPersona persona;
        Truth truth;
        int laterAnswers = 0;
        bool answerPending = false;
        bool wasAngry = false;
    };
    struct Due
    {
        CarrierEvent event;
        bool asksToStop = false;
    };
    void answerRehearsal(const Text& text);
    Voter& voterOf(const PhoneNumber& number, const QString& language);
    void schedule(int delayMs, CarrierEvent event, bool asksToStop);
    void answer(const PhoneNumber& number, Voter& voter, const Text& text);
    void write(const PhoneNumber& number, Voter& voter, const Text& text, const QString& words, bool asksToStop);

    Options m_options;
    const Clock& m_clock;
    QSet<MessageId> m_seen;
    QHash<PhoneNumber, Voter> m_voters;
    QSet<PhoneNumber> m_testPhones;    ///< Nobody is behind them: they say STOP to a rehearsal, at once.
    std::multimap<Instant, Due> m_due; ///< Equal times keep the order in which they were scheduled.
};

} // namespace textbank
