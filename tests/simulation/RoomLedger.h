#pragma once

#include "core/host/carrier/Carrier.h"

#include <QHash>
#include <QList>
#include <optional>

namespace textbank::simulation {

/// What voters wrote and staff decided, written down by the room itself, so that neither side's own tables are asked
/// whether they are right.
class RoomLedger
{
public:
    enum class Meaning { Other, Stop, Start };
    struct Word
    {
        MessageId id;
        PhoneNumber number;
        Meaning meaning = Meaning::Other;
        Instant at{};
        bool stored = false; ///< The gateway said that it has it.
    };
    void wrote(const Word& word) { m_words.append(word); }
    void stored(const MessageId& id);
    const QList<Word>& words() const { return m_words; }
    /// Somebody at this number asked to stop, the gateway has it, and nothing was taken back since.
    bool knownToHaveStopped(const PhoneNumber& number) const;
    /// The last that this number said of it was STOP, whether or not the gateway has it.
    bool wantsToBeLeftAlone(const PhoneNumber& number) const;
    bool returnedSince(const PhoneNumber& number, Instant when) const;
    bool everWrote(const PhoneNumber& number) const;
    int stopsOf(const PhoneNumber& number) const;

    /// Something that staff switch on and off, as they were told that it is done. Where they were told nothing it may
    /// be either.
    class Switch
    {
    public:
        void turn(Instant at, std::optional<bool> on);
        /// For sure: not in the moment itself in which it was turned.
        bool wasOn(Instant when) const;
        bool wasEverTouched() const { return !m_turns.isEmpty(); }

    private:
        struct Turn
        {
            Instant at{};
            std::optional<bool> on;
        };
        QList<Turn> m_turns;
    };
    Switch& pause() { return m_pause; }
    const Switch& pause() const { return m_pause; }
    Switch& freezeOf(const VolunteerId& volunteer) { return m_freezes[volunteer.value]; }
    Switch freezeOf(const VolunteerId& volunteer) const { return m_freezes.value(volunteer.value); }

private:
    QList<Word> m_words; ///< In the order in which the carrier tells them.
    Switch m_pause;
    QHash<QString, Switch> m_freezes;
};

} // namespace textbank::simulation
