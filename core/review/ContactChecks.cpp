#include "core/review/ContactChecks.h"

#include "core/compose/TextCleaning.h"
#include "core/policy/Zones.h"

namespace textbank {

namespace {

/// The policy with its wordings as a cleaned text can have them.
Policy asTextsLeave(Policy policy, TextCleaning cleaning)
{
    policy.identityWording = cleaned(policy.identityWording, cleaning);
    policy.optOutWording = cleaned(policy.optOutWording, cleaning);
    for (Disclosure& disclosure : policy.disclosures) {
        for (QString& wording : disclosure.wordings)
            wording = cleaned(wording, cleaning);
    }
    return policy;
}

} // namespace

QList<CheckFinding> checkFor(const Contact& contact, const Campaign* campaign, SendKind kind, const QString& text)
{
    if (!campaign)
        return checkMessage(text, kind, Policy{}, {statesFor(contact), {}, contact.language, contact.firstName});
    const QString& language = contact.language.isEmpty() ? campaign->language : contact.language;
    const TextCleaning cleaning = campaign->cleaning;
    return checkMessage(text, kind,
                        cleaning == TextCleaning::None ? campaign->policy : asTextsLeave(campaign->policy, cleaning),
                        {statesFor(contact), cleaned(campaign->organisation, cleaning), language, contact.firstName});
}

} // namespace textbank
