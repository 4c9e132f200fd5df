#pragma once

#include "core/host/ContactTable.h"
#include "core/host/OptOutList.h"
#include "core/host/OptOutRecord.h"
#include "core/host/Work.h"

namespace textbank {

/// Who asked not to be texted, by organisation and number. An opt-out is of the whole organisation and of no other, of
/// numbers in a list and of others alike.
class OptOuts
{
public:
    struct Asked
    {
        QString organisation;
        PhoneNumber number;
        OptOutSource source = OptOutSource::Reply;
        QString words;         ///< What the contact said, or the reason that was given.
        ContactId contact;     ///< Whose conversation it came from; may be empty.
        VolunteerId volunteer; ///< Who recorded it, byOperator() too; empty when the contact did.
        Instant at{};          ///< When it was asked for.
    };
    /// In the place of a volunteer's id.
    static VolunteerId byOperator() { return VolunteerId{QStringLiteral("operator")}; }

    explicit OptOuts(Work& work)
        : m_work(work)
    {
    }

    bool isSuppressed(const QString& organisation, const PhoneNumber& number);
    /// Whether this number was opted out after the given place in the sequence, lifted since or not.
    bool askedAfter(const QString& organisation, const PhoneNumber& number, qint64 sequence);
    struct Newest
    {
        qint64 sequence = 0;
        Instant askedAt{};
        Instant recordedAt{};
    };
    /// The newest of each among this number's opt-outs so far; nothing when it never had one.
    std::optional<Newest> newest(const QString& organisation, const PhoneNumber& number);
    struct Lifted
    {
        qint64 sequence = 0;
        Instant at{}; ///< When it was asked for, or staff decided it.
    };
    /// The newest lifting; nothing for a number that never had one, or is opted out again.
    std::optional<Lifted> lifted(const QString& organisation, const PhoneNumber& number);
    /// Whether this number's opt-outs were all lifted and it has written nothing since: no reply can ask to stop that
    /// was not counted before.
    bool isSettled(const QString& organisation, const PhoneNumber& number);
    /// Suppresses the number, stops texts to it that were not handed to the carrier, and tells every volunteer who has
    /// or had it. True when it was not suppressed before; said again it is written down and changes nothing else.
    bool add(const Asked& asked);
    /// The same for a whole list, with one entry in the audit; said again it is written down where the list has a later
    /// date than was known. Nobody is sent a confirming text for being in a list.
    void addList(const QString& organisation, const OptOutList& list, OptOutImport& report);
    /// Ends the suppression, of all that was asked up to now, and tells the volunteers; a confirming text that still
    /// waits would be untrue and is stopped. `how.volunteer` is empty when the contact said so. False when the number
    /// was not suppressed. Whether what was asked is older than the lifting is the caller's to look up in newest().
    bool lift(const Asked& how);
    OptOutHistory history(const QString& organisation, const PhoneNumber& number);

    /// The test phone of a rehearsal may be texted again. Tells nobody: no list has it.
    void liftAfterRehearsal(const QString& organisation, const PhoneNumber& number);

private:
    QStringList holders(const QString& organisation, const PhoneNumber& number);
    void stopTexts(const Asked& asked);
    void insert(qint64 sequence, const Asked& asked, int added);
    /// `reason`: for the record; empty for where it came from.
    void log(const Asked& asked, int added, const QString& kind, const QString& reason = {});

    Work& m_work;
};

} // namespace textbank
