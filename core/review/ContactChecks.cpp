#include "core/review/ContactChecks.h"

#include "core/policy/Zones.h"

namespace textbank {

QList<CheckFinding> checkFor(const Contact& contact, const Campaign* campaign, SendKind kind, const QString& text)
{
    if (!campaign)
        return checkMessage(text, kind, Policy{}, {statesFor(contact), {}, contact.language, contact.firstName});
    const QString& language = contact.language.isEmpty() ? campaign->language : contact.language;
    return checkMessage(text, kind, campaign->policy,
                        {statesFor(contact), campaign->organisation, language, contact.firstName});
}

} // namespace textbank
