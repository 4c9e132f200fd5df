#pragma once

#include "core/host/carrier/Carrier.h"
#include "tests/simulation/RoomImage.h"

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
    /// About a number: by whoever has the telephone, or by staff for them.
    struct Word
    {
        MessageId id; ///< Of what a voter wrote; empty for staff.
        PhoneNumber number;
        Meaning meaning = Meaning::Other;
        Instant at{};
        std::optional<Instant> asOf; ///< Staff take back what was asked by then, and nothing later.
        int given = 0;               ///< Its place when the gateway was first told; 0 while it was not.
        int taken = 0;               ///< And when it said that it has it.
        bool isVoters() const { return !id.isEmpty(); }
    };
    void wrote(const Word& word) { m_words.append(word); }
    /// `isDone`: they were told so. Else it may be done or not.
    void staffStopped(const PhoneNumber& number, Instant at, bool isDone);
    void staffLifted(const PhoneNumber& number, Instant at, std::optional<Instant> asOf);
    void given(const MessageId& id);
    void stored(const MessageId& id);
    const QList<Word>& words() const { return m_words; }
    /// Somebody asked for this number to be left alone, the gateway has it, and nothing was taken back since.
    bool knownToHaveStopped(const PhoneNumber& number) const;
    /// The same, where the gateway need not have said yet that it has what a voter wrote.
    bool wantsToBeLeftAlone(const PhoneNumber& number) const;
    bool returnedSince(const PhoneNumber& number, Instant when) const;
    bool wasSpokenOf(const PhoneNumber& number) const;
    /// Of whom anybody ever said that they want to be left alone.
    QList<PhoneNumber> stops() const;
    /// How often whoever has this telephone asked to stop.
    int stopsOf(const PhoneNumber& number) const;

    /// Something that staff switch on and off, by the gateway's count of what happened. Where they were told nothing it
    /// may be either.
    class Switch
    {
    public:
        /// `from`: the last that happened before for certain.
        void turn(qint64 from, std::optional<bool> on) { m_turns.append({from, on}); }
        /// For certain, when this happened.
        bool wasOn(qint64 sequence) const;
        bool wasEverTouched() const { return !m_turns.isEmpty(); }

    private:
        struct Turn
        {
            qint64 from = 0;
            std::optional<bool> on;
        };
        QList<Turn> m_turns;
    };
    Switch& pause() { return m_pause; }
    const Switch& pause() const { return m_pause; }
    Switch& freezeOf(const VolunteerId& volunteer) { return m_freezes[volunteer.value]; }
    Switch freezeOf(const VolunteerId& volunteer) const { return m_freezes.value(volunteer.value); }

    /// A document with these hours was given to the gateway; where nobody was told that it has it, the ones before may
    /// be in force as well.
    void documentGiven(const QString& policyVersion, const Hours& hours, bool isDone);
    /// Whether somebody may be texted by a document that may be in force.
    bool isOpenNow(const RoomImage::Person& person, Instant when) const;
    /// By the document with this policy.
    bool isOpenBy(const QString& policyVersion, const RoomImage::Person& person, Instant when) const;
    /// By every document that there was.
    bool isOpenByAll(const RoomImage::Person& person, Instant when) const;

private:
    static bool mayBeLater(const Word& word, const Word& than);
    bool isTakenBack(const Word& stop) const;

    QList<Word> m_words;
    int m_last = 0; ///< The last place that was given away.
    Switch m_pause;
    QHash<QString, Switch> m_freezes;
    QHash<QString, Hours> m_hours; ///< By policy; who is not here has the room's first.
    QList<Hours> m_inForce{Hours{}};
};

} // namespace textbank::simulation
