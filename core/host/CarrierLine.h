#pragma once

#include "core/host/CampaignTable.h"
#include "core/host/Rehearsal.h"
#include "core/host/Work.h"
#include "core/host/carrier/Carrier.h"

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
    /// Hands over whatever waits for it and may go at this very moment; what came past its time or its hours meanwhile
    /// (the gateway was off over night) fails instead. A failure leaves it waiting.
    enum class Which { Everything, RehearsalsOnly };
    Result<HandedOver> handOver(Which which = Which::Everything);
    /// Writes down what the carrier has and the disk did not take. To be called before anything is decided: a STOP
    /// would else be said to have stopped a text that went. Nothing may be decided while it fails.
    Result<void> settle();
    struct Taken
    {
        bool any = false;
        QSet<VolunteerId> told;
    };
    /// Stores what the carrier reports. Events that could not be stored are kept and tried again at the next call.
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
    };
    static QList<Waiting> waiting(Work& work);
    static QList<Waiting> waitingOfRehearsals(Work& work);
    /// The rows have id, number, text, language, organisation, kind, send-before, contact, rehearsal and since when.
    static QList<Waiting> read(Work& work, const QString& sql, Carrier::Purpose purpose);
    static void mark(Work& work, const Waiting& item);
    /// Puts into the record that a text went of which only the carrier knows.
    static void markUnmarked(Work& work, const CarrierEvent& event);
    bool isLate(Work& work, const Waiting& item);
    void failLate(Work& work, const Waiting& item);
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
    /// When these words ask to stop: out of every organisation but `except`, and nobody confirms it. False when not.
    static bool stopForAll(Work& work, const CarrierEvent& event, const QString& text, const QString& except);

    Database& m_database;
    Carrier& m_carrier;
    const Clock& m_clock;
    CampaignCache& m_cache;
    QList<CarrierEvent> m_unstored;
    QList<Waiting> m_unmarked; ///< The carrier has them, and the record does not say so yet.
};

} // namespace textbank
