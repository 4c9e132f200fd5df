#pragma once

#include "core/host/CampaignTable.h"
#include "core/host/Rehearsal.h"
#include "core/host/Work.h"
#include "core/host/carrier/Carrier.h"

#include <limits>

namespace textbank {

/// Between the record and the carrier. A text is committed before it is handed over, and marked after: a crash between
/// the two hands it over again under the same id, which a carrier takes as the same text.
class CarrierLine
{
public:
    CarrierLine(Database& database, Carrier& carrier, const Clock& clock, CampaignCache& cache)
        : m_database(database)
        , m_carrier(carrier)
        , m_clock(clock)
        , m_cache(cache)
    {
    }

    struct HandedOver
    {
        qint64 texts = 0;
        QSet<VolunteerId> told;
    };
    /// What waits now and waited before this was in an earlier process, of which nobody knows what it handed over. To
    /// be called before all else.
    Result<void> begin();
    /// Hands over whatever waits for it and may go at this very moment. What may not any more fails instead: it came
    /// past its time or its hours (the gateway was off over night), or staff stopped its campaign or whoever approved
    /// it. A failure of the disk leaves it waiting. Only after settle().
    enum class Which { Everything, RehearsalsOnly };
    Result<HandedOver> handOver(Which which = Which::Everything);
    /// Writes down what the disk did not take before: texts that the carrier has, and what it reported. To be called
    /// before anything is decided: a STOP would else be said to have stopped a text that went, or be overlooked.
    /// Nothing may be decided, or handed over, while it fails. Answers who has new changes.
    Result<QSet<VolunteerId>> settle();
    struct Taken
    {
        bool any = false;
        QSet<VolunteerId> told;
    };
    /// Stores what the carrier reports. Events that could not be stored are kept, and settle() tries again.
    Result<Taken> takeEvents();
    bool hasUnstored() const { return !m_unstored.isEmpty(); }

private:
    struct Waiting
    {
        Carrier::Text text;
        ContactId contact;
        QString organisation;
        QString rehearsal; ///< Of which it is a text; empty for one of a conversation.
        int kind = 0;
        std::optional<Instant> sendBefore;
        Instant queuedAt{};
        VolunteerId volunteer; ///< Who approved it; empty for the gateway's own.
        qint64 sequence = 0;
    };
    static QList<Waiting> waiting(Work& work);
    static QList<Waiting> waitingOfRehearsals(Work& work);
    /// The rows have id, number, text, language, organisation, kind, send-before, contact, rehearsal, since when,
    /// volunteer and sequence.
    static QList<Waiting> read(Work& work, const QString& sql, Carrier::Purpose purpose);
    static void mark(Work& work, const Waiting& item);
    /// Puts into the record that a text went of which only the carrier knows.
    static void markUnmarked(Work& work, const CarrierEvent& event);
    /// Why it may not go any more.
    std::optional<Problem> refusal(Work& work, const Waiting& item);
    void fail(Work& work, const Waiting& item, const QString& reason);
    /// No carrier can have it: it waits since this process began, and what that handed over is known.
    bool neverLeft(Work& work, const Waiting& item) const;
    Result<QSet<VolunteerId>> storeEvents();
    void store(Work& work, const CarrierEvent& event);
    void storeStatus(Work& work, const CarrierEvent& event);
    void storeReply(Work& work, const CarrierEvent& event);
    static void takeStrangersWord(Work& work, const CarrierEvent& event, const QString& text);
    /// Somebody's words, as far as they say whether texts are wanted.
    struct Word
    {
        QString organisation;
        PhoneNumber from;
        ContactId contact; ///< Empty for a test phone.
        QString text;
        Instant at{};
        qint64 confirmation = 0; ///< The place in the sequence of the confirming text right before it; 0 for none.
    };
    /// True when these words have just opted the number out: the one confirming text is owed now.
    static bool takeWord(Work& work, const Word& word);
    /// What the test phone of a rehearsal says, which is in no list.
    void storeRehearsed(Work& work, const Rehearsal& rehearsal, const CarrierEvent& event, const QString& text);
    struct Writer
    {
        ContactId contact;      ///< Of whose list they are; empty for a stranger.
        bool wasTexted = false; ///< Their telephone got a text of that contact's; else whose list is a guess.
    };
    static Writer writerOf(Work& work, const PhoneNumber& number);
    /// Which organisations besides their own a writer may mean who asks to stop.
    static QStringList othersMeant(Work& work, const PhoneNumber& number, const Writer& writer,
                                   const QString& organisation);
    /// When these words ask to stop: out of these organisations, and nobody confirms it. False when not.
    static bool stopFor(Work& work, const CarrierEvent& event, const QString& text, const QStringList& organisations);

    Database& m_database;
    Carrier& m_carrier;
    const Clock& m_clock;
    CampaignCache& m_cache;
    qint64 m_begunAt = std::numeric_limits<qint64>::max(); ///< The last in the sequence before this process.
    QList<CarrierEvent> m_unstored;
    QList<Waiting> m_unmarked; ///< The carrier has them, and the record does not say so yet.
};

} // namespace textbank
