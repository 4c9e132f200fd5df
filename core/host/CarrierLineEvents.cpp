#include "core/host/CarrierLine.h"

#include "core/host/ChangeLog.h"
#include "core/host/ConfirmationText.h"
#include "core/host/LeaseBook.h"
#include "core/host/OptOuts.h"
#include "core/host/RehearsalTable.h"
#include "core/policy/OptOutWords.h"

using namespace Qt::StringLiterals;

// What the carrier reports: where texts are, and what people write.
namespace textbank {
namespace {

constexpr int kConfirmation = 2;
constexpr qsizetype kMaxReply = 10'000;
/// Of a message `m`: a telephone can have got it. One that waits here, or was stopped here, nobody answers.
const QString kWent = u"(m.delivery IN (5, 6) OR EXISTS (SELECT 1 FROM carrier_log l WHERE l.message = m.id))"_s;

/// Reports can overtake each other; a text that was delivered is not merely sent any more.
int rank(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Sent:
        return 1;
    case Delivery::Delivered:
    case Delivery::Failed:
        return 2;
    default:
        return 0;
    }
}

Delivery deliveryOf(CarrierEvent::Kind kind)
{
    switch (kind) {
    case CarrierEvent::Kind::Sent:
        return Delivery::Sent;
    case CarrierEvent::Kind::Failed:
        return Delivery::Failed;
    default:
        return Delivery::Delivered;
    }
}

/// To be blocked at once, without asking anybody.
bool isStop(const OptOutReading& reading)
{
    return reading.tier == OptOutTier::Certain || reading.tier == OptOutTier::Phrase;
}

QString cleaned(QString text)
{
    text.remove(QChar(u'\0'));
    text.truncate(kMaxReply);
    if (!text.isEmpty() && text.back().isHighSurrogate()) {
        text.chop(1);
    }
    return text;
}

} // namespace

void CarrierLine::store(Work& work, const CarrierEvent& event)
{
    if (event.kind == CarrierEvent::Kind::Reply) {
        storeReply(work, event);
    } else {
        storeStatus(work, event);
    }
}

void CarrierLine::markUnmarked(Work& work, const CarrierEvent& event)
{
    // It went before whatever stopped it here, and at its own place nothing else is in the sequence; the time is what
    // the carrier says, within what can be.
    work.run(u"INSERT INTO carrier_log (sequence, message, organisation, number, kind, at) "
             "SELECT sequence, id, organisation, number, kind, MAX(at, MIN(?, ?)) FROM messages WHERE id = ?"_s,
             {toMs(event.at), work.nowMs(), event.message.value});
    // Where the contact had another first message since, both stand.
    work.run(u"UPDATE messages SET to_hand_over = 0, never_left = never_left AND kind = 0 AND EXISTS "
             "(SELECT 1 FROM messages o WHERE o.contact = messages.contact AND o.kind = 0 AND o.never_left = 0) "
             "WHERE id = ?"_s,
             {event.message.value});
}

void CarrierLine::storeStatus(Work& work, const CarrierEvent& event)
{
    std::optional<Delivery> before;
    auto isUnmarked = false;
    ContactId contact;
    VolunteerId volunteer;
    work.run(u"SELECT m.delivery, m.contact, c.volunteer, m.kind, EXISTS (SELECT 1 FROM carrier_log l "
             "WHERE l.message = m.id), m.to_hand_over FROM messages m JOIN contacts c ON c.id = m.contact "
             "WHERE m.id = ? AND m.direction = 1"_s,
             {event.message.value}, [&](const QSqlQuery& row) {
                 before = static_cast<Delivery>(row.value(0).toInt());
                 contact.value = row.value(1).toString();
                 if (row.value(3).toInt() != kConfirmation) {
                     volunteer.value = row.value(2).toString();
                 }
                 isUnmarked = (before == Delivery::Failed || row.value(5).toBool()) && !row.value(4).toBool();
                 return false;
             });
    if (!before && event.kind == CarrierEvent::Kind::Failed) {
        work.run(u"UPDATE rehearsal_texts SET failure = ? WHERE id = ?"_s,
                 {event.reason.isEmpty() ? u"failed"_s : event.reason, event.message.value});
    }
    const auto now = deliveryOf(event.kind);
    // A text that waits here, or failed for its time or an opt-out, may have been handed over just before a crash: the
    // carrier knows better.
    if (!before || (!isUnmarked && rank(now) <= rank(*before))) {
        return;
    }
    if (isUnmarked) {
        markUnmarked(work, event);
    }
    work.run(u"UPDATE messages SET delivery = ?, reason = ? WHERE id = ?"_s,
             {static_cast<int>(now), event.reason, event.message.value});
    if (!volunteer.isEmpty()) {
        ChangeLog(work).append(volunteer, MessageStatusChanged{event.message, contact, now, event.reason});
    }
}

CarrierLine::Writer CarrierLine::writerOf(Work& work, const PhoneNumber& number)
{
    // A telephone answers whoever texted it last.
    const auto texted = work.value(u"SELECT m.contact FROM messages m WHERE m.number = ? AND m.direction = 1 AND "_s +
                                       kWent + u" ORDER BY m.sequence DESC LIMIT 1"_s,
                                   {number.e164()});
    if (texted.isValid()) {
        return {ContactId{texted.toString()}, true};
    }
    const auto meant = work.value(u"SELECT contact FROM messages WHERE number = ? AND direction = 1 "
                                  "ORDER BY sequence DESC LIMIT 1"_s,
                                  {number.e164()});
    return {ContactId{meant.isValid() ? meant.toString()
                                      : work.value(u"SELECT id FROM contacts WHERE number = ? "
                                                   "ORDER BY volunteer IS NULL, ordinal LIMIT 1"_s,
                                                   {number.e164()})
                                            .toString()},
            false};
}

QStringList CarrierLine::othersMeant(Work& work, const PhoneNumber& number, const Writer& writer,
                                     const QString& organisation)
{
    // Who never heard from us answers none of those who have the number: to stop is meant for all of them.
    if (!writer.wasTexted) {
        return work.strings(u"SELECT id FROM organisations WHERE id <> ? ORDER BY id"_s, {organisation});
    }
    // Whose text they answer no carrier says: it is meant for everybody whose text they have.
    return work.strings(u"SELECT DISTINCT m.organisation FROM messages m WHERE m.number = ? AND m.direction = 1 "
                        "AND m.organisation <> ? AND "_s +
                            kWent + u" ORDER BY m.organisation"_s,
                        {number.e164(), organisation});
}

bool CarrierLine::stopFor(Work& work, const CarrierEvent& event, const QString& text, const QStringList& organisations)
{
    const auto reading = readOptOut(text);
    if (!isStop(reading)) {
        return false;
    }
    OptOuts optOuts(work);
    for (const auto& organisation : organisations) {
        optOuts.add({organisation, event.from, OptOutSource::Reply, reading.words, {}, {}, event.at});
    }
    return true;
}

// In no list of this gateway. Whom they mean is not known: to stop is meant for everybody who might text them, and to
// start again for nobody but the one who must not.
void CarrierLine::takeStrangersWord(Work& work, const CarrierEvent& event, const QString& text)
{
    if (stopFor(work, event, text, othersMeant(work, event.from, {}, {}))) {
        return;
    }
    OptOuts optOuts(work);
    const auto stopped = work.strings(u"SELECT organisation FROM suppressions WHERE number = ?"_s, {event.from.e164()});
    const auto words = normalisedForOptOut(text);
    if (stopped.size() == 1 && readsAsReturn(text) && words != "yes"_L1 && words != "si"_L1) {
        const auto newest = optOuts.newest(stopped.front(), event.from);
        if (newest && event.at >= newest->askedAt) {
            optOuts.lift({stopped.front(), event.from, OptOutSource::Reply, text, {}, {}, event.at});
        }
    }
}

bool CarrierLine::takeWord(Work& work, const Word& word)
{
    OptOuts optOuts(work);
    const auto reading = readOptOut(word.text);
    const auto newest = optOuts.newest(word.organisation, word.from);
    const auto suppressed = newest && optOuts.isSuppressed(word.organisation, word.from);
    // "Yes" lifts an opt-out only where it answers the text that confirmed this one; START always does, unless it was
    // written before the opt-out and came late.
    const auto answersConfirmation = suppressed && word.confirmation > newest->sequence;
    const auto words = normalisedForOptOut(word.text);
    const auto isYes = words == "yes"_L1 || words == "si"_L1;
    if (suppressed && readsAsReturn(word.text) && (!isYes || answersConfirmation) && word.at >= newest->askedAt) {
        optOuts.lift({word.organisation, word.from, OptOutSource::Reply, word.text, word.contact, {}, word.at});
        return false;
    }
    if (!isStop(reading)) {
        return false;
    }
    return optOuts.add({word.organisation, word.from, OptOutSource::Reply, reading.words, word.contact, {}, word.at});
}

void CarrierLine::storeRehearsed(Work& work, const Rehearsal& rehearsal, const CarrierEvent& event, const QString& text)
{
    const auto stops = !rehearsal.stopAt && takeWord(work, {rehearsal.organisation, event.from, {}, text, event.at, 0});
    if (!stops) {
        return; // Anything else it says is nobody's.
    }
    RehearsalTable table(work);
    table.noteStop(rehearsal.id);
    const auto campaign = CampaignTable(work, m_cache).load(rehearsal.campaign);
    if (campaign && campaign->policy.confirmation == ConfirmationOwner::Gateway) {
        table.queueText(rehearsal, kConfirmation, confirmationText(campaign->organisation, campaign->language),
                        campaign->language);
    }
}

void CarrierLine::storeReply(Work& work, const CarrierEvent& event)
{
    const auto text = cleaned(event.text);
    const auto rehearsal = RehearsalTable(work).waitingFor(event.from);
    const auto writer = writerOf(work, event.from);
    const auto contact = ContactTable(work).find(writer.contact);
    if (!contact && rehearsal) {
        storeRehearsed(work, *rehearsal, event, text);
        return;
    }
    if (!contact) {
        work.run(u"INSERT INTO stray_replies (id, number, text, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
                 {event.message.value, event.from.e164(), text, toMs(event.at)});
        if (work.changed() == 1) {
            takeStrangersWord(work, event, text);
        }
        return;
    }
    if (work.exists(u"SELECT 1 FROM messages WHERE id = ?"_s, {event.message.value})) {
        return; // The carrier said it twice.
    }
    const auto& id = contact->contact.id;
    qint64 confirmation = 0;
    work.run(u"SELECT m.kind, m.sequence FROM messages m WHERE m.number = ? AND m.organisation = ? "
             "AND m.direction = 1 AND "_s +
                 kWent + u" ORDER BY m.sequence DESC LIMIT 1"_s,
             {event.from.e164(), contact->organisation}, [&](const QSqlQuery& row) {
                 confirmation = row.value(0).toInt() == kConfirmation ? row.value(1).toLongLong() : 0;
                 return false;
             });
    work.run(
        u"INSERT INTO messages (id, contact, organisation, number, volunteer, direction, kind, text, at, delivery, "
        "reason, media, to_hand_over, sequence) VALUES (?, ?, ?, ?, NULL, 0, 3, ?, ?, ?, '', ?, 0, ?)"_s,
        {event.message.value, id.value, contact->organisation, event.from.e164(), text, toMs(event.at),
         static_cast<int>(Delivery::Delivered), event.media, work.nextSequence()});
    ContactTable(work).noteIncoming(id, event.at);

    // The opt-out goes first, so that no client shows the reply while it could still be answered.
    if (takeWord(work, {contact->organisation, event.from, id, text, event.at, confirmation})) {
        CampaignTable campaigns(work, m_cache);
        if (const auto campaign = campaigns.load(contact->contact.campaign)) {
            queueConfirmation(work, *campaign, *contact, event.at);
        }
    }
    stopFor(work, event, text, othersMeant(work, event.from, writer, contact->organisation));
    // Whoever was put on a list since a rehearsal began there is a person; what they say to that is said to both.
    if (rehearsal && !rehearsal->stopAt && isStop(readOptOut(text))) {
        RehearsalTable(work).noteStop(rehearsal->id);
        if (writer.wasTexted && rehearsal->organisation != contact->organisation) {
            takeWord(work, {rehearsal->organisation, event.from, {}, text, event.at, 0});
        }
    }
    if (OptOuts(work).isSuppressed(contact->organisation, event.from)) {
        work.run(u"UPDATE contacts SET waiting_since = NULL WHERE id = ?"_s, {id.value});
    }
    if (!contact->volunteer.isEmpty()) {
        Message message;
        message.id = event.message;
        message.contact = id;
        message.text = text;
        message.at = event.at;
        message.media = event.media;
        ChangeLog(work).append(contact->volunteer, MessageReceived{message});
        // Who was never texted may be in a batch whose page is still on its way, or was lost: the volunteer passed over
        // the message then. This brings the contact with it; whoever has both learns nothing new.
        const auto lease = contact->stage == ContactStage::NeedsFirstMessage
                               ? LeaseBook(work).byId(contact->contact.lease)
                               : std::nullopt;
        if (lease) {
            ChangeLog(work).append(contact->volunteer,
                                   ContactAssigned{contact->contact, *lease, ContactStage::NeedsReply, {message}});
        }
    }
}

} // namespace textbank
