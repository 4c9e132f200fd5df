#pragma once

#include "core/base/Random.h"
#include "core/model/Campaign.h"
#include "core/model/Change.h"
#include "core/model/Command.h"
#include "core/model/Contact.h"
#include "core/model/Message.h"

/// Small values for tests: always valid, always fictional, equal for equal arguments.
namespace textbank::build {

CampaignId campaignId();
LeaseId leaseId(int batch = 0);
ContactId contactId(int index);

/// NPA-555-0100 to 0199 for indexes below 20,000; beyond that numbers of a country code that nobody has.
PhoneNumber phone(int index);

/// A contact of campaignId() and leaseId(): city, state, ZIP, a reason and two custom fields; English, every fifth
/// Spanish.
Contact contact(int index);

/// Three steps (first message, two answers leading on), two canned responses, two tags, a brief. No hold.
Campaign campaign();

/// Valid for a day from `now`.
Lease lease(Instant now, int batch = 0);

/// A batch of `size` contacts with indexes from `first`, leased as lease(now, batch).
LeasePage batch(Instant now, int size, int first = 0, int batch = 0);

/// A command of campaignId() with a new id.
Command command(const ContactId& contact, CommandPayload payload, Instant now, Random& random);

/// A reply of that contact; its id is made from `id`.
MessageReceived reply(const ContactId& contact, const QString& text, Instant at, const QString& id);

/// A page of changes after which the cursor is `cursor`.
ChangesPage page(const QList<Change>& changes, const QString& cursor);

} // namespace textbank::build
