#include "core/host/ConfirmationText.h"

using namespace Qt::StringLiterals;

namespace textbank {

QString confirmationText(const QString& organisation, const QString& language)
{
    if (language.startsWith("es"_L1)) {
        return u"%1: baja confirmada. No recibirá más mensajes nuestros."_s.arg(organisation);
    }
    return u"%1: you are unsubscribed and will get no more texts from us."_s.arg(organisation);
}

void queueConfirmation(Work& work, const Campaign& campaign, const HostContact& contact, Instant askedAt)
{
    if (work.now() - askedAt > kConfirmedWithin || campaign.policy.confirmation != ConfirmationOwner::Gateway ||
        !work.exists(u"SELECT 1 FROM carrier_log l JOIN messages m ON m.id = l.message WHERE m.contact = ?"_s,
                     {contact.contact.id.value})) {
        return;
    }
    const auto sequence = work.nextSequence();
    const auto language = contact.contact.language.isEmpty() ? campaign.language : contact.contact.language;
    work.run(
        u"INSERT INTO messages (id, contact, organisation, number, volunteer, direction, kind, text, at, delivery, "
        "reason, media, to_hand_over, sequence) VALUES (?, ?, ?, ?, NULL, 1, 2, ?, ?, ?, '', 0, 1, ?)"_s,
        {u"confirmation-%1"_s.arg(sequence), contact.contact.id.value, contact.organisation,
         contact.contact.phone.e164(), confirmationText(campaign.organisation, language), work.nowMs(),
         static_cast<int>(Delivery::Queued), sequence});
}

} // namespace textbank
