#pragma once

#include "core/host/ContactTable.h"
#include "core/host/Work.h"

namespace textbank {

/// Who asked not to be texted, by organisation and number. An opt-out is of the whole organisation and of no other.
class OptOuts
{
public:
    struct Asked
    {
        QString organisation;
        PhoneNumber number;
        OptOutSource source = OptOutSource::Reply;
        QString words;
        ContactId contact;     ///< Whose conversation it came from; may be empty.
        VolunteerId volunteer; ///< Who recorded it; empty when the contact did.
        Instant at{};
    };

    explicit OptOuts(Work& work)
        : m_work(work)
    {
    }

    bool isSuppressed(const QString& organisation, const PhoneNumber& number);
    /// Whether this number was opted out after the given place in the sequence, lifted since or not.
    bool askedAfter(const QString& organisation, const PhoneNumber& number, qint64 sequence);
    /// Suppresses the number, stops texts to it that were not handed to the carrier, and tells every volunteer who has
    /// it. True when it was not suppressed before.
    bool add(const Asked& asked);
    /// The contact's own word that texts are wanted again.
    void remove(const QString& organisation, const PhoneNumber& number, const ContactId& contact, const QString& words);

private:
    QStringList holders(const QString& organisation, const PhoneNumber& number);
    void logTo(const Asked& asked, int added);

    Work& m_work;
};

} // namespace textbank
