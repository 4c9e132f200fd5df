#include "core/store/ChangeApplier.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// Higher is later; among two words about one message the higher one stands, in whatever order they come.
int rankOf(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Queued:
        return 1;
    case Delivery::Sent:
        return 2;
    case Delivery::Failed:
        return 3;
    case Delivery::Delivered:
        return 4;
    default:
        return 0;
    }
}

/// Who of staff it was, where the gateway says so: a name, which no export hands on.
AuditFacts hiddenName(const QString& from) { return from.isEmpty() ? AuditFacts{} : AuditFacts{{u"from"_s, from}}; }

bool isOptOut(ReplyReading reading) { return reading == ReplyReading::OptOut || reading == ReplyReading::OptOutPhrase; }

} // namespace

Result<void> ChangeApplier::apply(const ChangesPage& page)
{
    for (const auto& change : page.changes) {
        if (const auto* optOut = std::get_if<OptOutAdded>(&change)) {
            m_optOutsOfPage.insert(optOut->number);
            m_optedOutOfPage.insert(optOut->contact);
        }
    }
    for (const auto& change : page.changes) {
        auto done = std::visit([this](const auto& one) { return on(one); }, change);
        if (!done) {
            return done;
        }
    }
    m_turn.editProfile().cursor = page.cursor;
    return m_turn.tables().profile.saveProfile(m_turn.profile());
}

Result<void> ChangeApplier::apply(const LeasePage& page)
{
    auto& profile = m_turn.editProfile();
    if (profile.cursor.isEmpty() && !m_turn.catchingUp()) {
        profile.cursor = page.cursor;
    }
    auto done = m_turn.tables().profile.saveProfile(profile);
    const auto takenBack = m_turn.takenBack();
    if (takenBack.leases.contains(page.lease.id)) {
        return done; // It ended while this was on its way.
    }
    if (done) {
        done = m_turn.tables().profile.saveLease(page.lease);
    }
    const auto isNews = !profile.leases.contains(page.lease.id);
    profile.leases.insert(page.lease.id, page.lease);
    auto contacts = page.contacts;
    contacts.removeIf([&](const Contact& contact) {
        const auto since = takenBack.contacts.constFind(contact.id);
        return since != takenBack.contacts.cend() && *since != page.lease.id;
    });
    std::stable_sort(contacts.begin(), contacts.end(),
                     [](const auto& a, const auto& b) { return a.ordinal < b.ordinal; });
    for (auto& contact : contacts) {
        if (!done) {
            break;
        }
        contact.lease = page.lease.id;
        const auto taken = m_consequences.takeIn(contact);
        done = taken ? Result<void>() : Result<void>(Unexpected{taken.error()});
    }
    m_turn.change().campaign = true;
    m_turn.change().session = true;
    if (done && isNews) {
        done = m_turn.note({u"lease.taken"_s,
                            {{u"lease"_s, page.lease.id.value},
                             {u"campaign"_s, page.lease.campaign.value},
                             {u"contacts"_s, QString::number(contacts.size())},
                             {u"expires"_s, toRfc3339(page.lease.expiresAt)}}});
        m_turn.askForCheckpoint(CheckpointReason::BatchEnd); // What came before was the last batch's.
    }
    return done;
}

Result<void> ChangeApplier::apply(const Campaign& campaign)
{
    auto& profile = m_turn.editProfile();
    const auto known = std::find_if(profile.campaigns.begin(), profile.campaigns.end(),
                                    [&](const auto& one) { return one.id == campaign.id; });
    // Fetched again and still the same: there is nothing newer than this, whatever version was spoken of.
    const auto settled = profile.stale.value(campaign.id) == campaign.version ||
                         (known != profile.campaigns.end() && known->version == campaign.version);
    const auto isSame = known != profile.campaigns.end() && known->version == campaign.version;
    if (known != profile.campaigns.end()) {
        *known = campaign;
    } else {
        profile.campaigns.append(campaign);
    }
    m_turn.change().campaign = true;
    auto done = m_turn.tables().profile.saveCampaign(campaign);
    if (done && !isSame) {
        done = m_turn.note({u"campaign.taken"_s,
                            {{u"campaign"_s, campaign.id.value},
                             {u"version"_s, campaign.version},
                             {u"policy"_s, campaign.policy.version}}});
    }
    if (done && settled && profile.stale.remove(campaign.id)) {
        done = m_turn.tables().profile.removeStale(campaign.id);
    }
    return done;
}

Result<void> ChangeApplier::apply(const Lease& lease)
{
    auto& profile = m_turn.editProfile();
    if (!profile.leases.contains(lease.id)) {
        return fail(ErrorCode::NotFound, u"lease %1"_s.arg(lease.id.value));
    }
    profile.leases.insert(lease.id, lease);
    m_turn.change().campaign = true;
    return m_turn.tables().profile.saveLease(lease);
}

Result<void> ChangeApplier::on(const MessageReceived& change)
{
    const auto& message = change.message;
    const auto slot = m_turn.slotOf(message.contact);
    if (slot < 0) {
        return {}; // Somebody who was never ours; contact.assigned brings the conversation with it.
    }
    const auto known = m_turn.tables().messages.head(message.id);
    if (!known) {
        return Unexpected{known.error()};
    }
    if (*known) {
        return {};
    }
    auto stored = message;
    stored.direction = Direction::Incoming;
    stored.delivery = Delivery::Delivered;
    stored.reason.clear();
    auto done = m_turn.addMessage(slot, MessageKind::Incoming, stored);
    if (!done) {
        return done;
    }
    auto& record = m_turn.edit(slot).record;
    if (record.stage != ContactStage::NeedsReply) {
        record.stage = ContactStage::NeedsReply;
        record.waitingSince = message.at;
        record.setAside = false;
    }
    record.lastActivity = std::max(record.lastActivity, message.at);
    m_turn.change().newReplies.append(message.contact);
    return readReply(slot, message);
}

Result<void> ChangeApplier::readReply(int slot, const Message& message)
{
    QString words;
    const auto& record = m_turn.entry(slot).record;
    const auto& contact = record.contact;
    const auto reading = m_reader ? m_reader(message.text, words) : ReplyReading::Ordinary;
    if (isOptOut(reading) && isReachable(contact)) {
        const auto isKnown =
            contact.phone.isEmpty() ? m_optedOutOfPage.contains(contact.id) : m_optOutsOfPage.contains(contact.phone);
        return m_decisions.optOutOf(slot, words, message.at,
                                    reading == ReplyReading::OptOut ? u"certain"_s : u"phrase"_s, isKnown);
    }
    return reading == ReplyReading::Ordinary ? Result<void>() : askWhetherToStop(slot, message, u"likely"_s, words);
}

Result<void> ChangeApplier::askWhetherToStop(int slot, const Message& message, const QString& reading,
                                             const QString& words)
{
    const auto& record = m_turn.entry(slot).record;
    if (record.optedOut) {
        return {};
    }
    m_turn.edit(slot).record.mayHaveOptedOut = true;
    return m_turn.note(
        {u"optout.asked"_s,
         {{u"contact"_s, record.contact.id.value}, {u"message"_s, message.id.value}, {u"reading"_s, reading}},
         {{u"words"_s, words}}});
}

// Somebody answered it already. Whether that settled it, or nobody saw what it asks for, a person has to say.
Result<void> ChangeApplier::readAnsweredReply(int slot, const Message& message)
{
    QString words;
    const auto reading = m_reader ? m_reader(message.text, words) : ReplyReading::Ordinary;
    return isOptOut(reading) ? askWhetherToStop(slot, message, u"answered"_s, words) : Result<void>();
}

Result<void> ChangeApplier::on(const MessageStatusChanged& change)
{
    // The gateway speaks of it, so it has it: that answers whatever was open about the command.
    const auto row = m_turn.openRow({change.message.value});
    const auto neverLeft = row && row->state == OutboxState::Pending && row->attempts == 0;
    if (row && (neverLeft || !isSend(row->type))) {
        return {}; // It was never let out of here, or is no text: whatever is said, it is not about that.
    }
    if (row && (row->state == OutboxState::InFlight || row->state == OutboxState::Unknown)) {
        auto done = m_consequences.move(*row, OutboxEvent::Accept);
        if (!done) {
            return done;
        }
    }
    const auto head = m_turn.tables().messages.head(change.message);
    if (!head) {
        return Unexpected{head.error()};
    }
    if (!*head) {
        return noteUnknownText(change);
    }
    // A text that was stopped here stays so: its contact may have had another since.
    if ((*head)->kind == MessageKind::Incoming || !isLive((*head)->delivery) ||
        rankOf(change.delivery) <= rankOf((*head)->delivery)) {
        return {};
    }
    const auto isBack =
        change.neverLeft && change.delivery == Delivery::Failed && (*head)->delivery <= Delivery::Queued;
    if (change.delivery == Delivery::Failed) {
        AuditNote failed{u"send.failed"_s,
                         {{u"by"_s, isBack ? u"gateway"_s : u"carrier"_s},
                          {u"command"_s, change.message.value},
                          {u"contact"_s, change.contact.value}}};
        note::putCode(failed, u"reason"_s, change.reason);
        if (auto done = m_turn.note(failed); !done) {
            return done;
        }
    }
    auto done = m_turn.setDelivery(change.message, **head, isBack ? Delivery::Refused : change.delivery,
                                   change.delivery == Delivery::Failed ? change.reason : QString());
    if (!done || !isBack) {
        return done;
    }
    // Nobody got it: the contact stands where it stood before, and comes up again.
    const auto slot = Roster::slotOfKey((*head)->contactKey);
    m_turn.change().returned.append(m_turn.entry(slot).record.contact.id);
    return m_consequences.restage(slot);
}

// A text of which this store knows nothing, to somebody it does know: sent from here before a recovery, or the gateway
// is mistaken. Either way that person must not be taken for one who was never texted.
Result<void> ChangeApplier::noteUnknownText(const MessageStatusChanged& change)
{
    const auto slot = m_turn.slotOf(change.contact);
    if (slot < 0 || change.message.isEmpty() || rankOf(change.delivery) == 0 || change.neverLeft) {
        return {};
    }
    const auto heads = m_turn.tables().messages.heads(Roster::keyOf(slot));
    if (!heads) {
        return Unexpected{heads.error()};
    }
    const auto texted = std::any_of(heads->cbegin(), heads->cend(), [](const auto& one) {
        return (one.kind == MessageKind::OwnFirst || one.kind == MessageKind::OthersFirst) && isLive(one.delivery);
    });
    if (texted && !m_turn.catchingUp()) {
        return {};
    }
    Message message;
    message.id = change.message;
    message.contact = change.contact;
    message.direction = Direction::Outgoing;
    message.at = m_turn.now();
    message.delivery = change.delivery;
    message.reason = change.delivery == Delivery::Failed ? change.reason : QString();
    const auto isClosed = m_turn.entry(slot).record.stage == ContactStage::Closed;
    auto done = m_turn.addMessage(slot, texted ? MessageKind::OwnReply : MessageKind::OwnFirst, message);
    return done && !isClosed ? m_consequences.restage(slot) : done;
}

Result<void> ChangeApplier::on(const OptOutAdded& change)
{
    auto number = change.number;
    const auto slot = m_turn.slotOf(change.contact);
    if (number.isEmpty() && slot >= 0) {
        number = m_turn.entry(slot).record.contact.phone;
    }
    if (number.isEmpty() && change.contact.isEmpty()) {
        return {};
    }
    // Somebody whose number is not known here, and perhaps never will be: the person counts, whenever she is met.
    const auto isHidden = slot >= 0 && m_turn.entry(slot).record.contact.phone.isEmpty() &&
                          m_turn.entry(slot).record.contact.numberHidden;
    const auto byContact = number.isEmpty() || isHidden;
    const auto byId = m_consequences.hashOf(change.contact);
    const auto phoneHash = number.isEmpty() ? byId : m_consequences.hashOf(number);
    const auto isNews = !m_turn.isSuppressed(phoneHash) || (byContact && !m_turn.isSuppressed(byId));
    auto done = Result<void>();
    if (byContact) {
        done = m_consequences.suppress({byId, {}, change.source, change.words, change.at, true, change.contact});
    }
    if (done && !number.isEmpty()) {
        done = m_consequences.suppress({phoneHash, number, change.source, change.words, change.at, true});
    }
    if (done && isNews) {
        done = m_turn.note(note::optOut({}, change.contact, {change.source, change.words, number}, u"gateway"_s,
                                        phoneHash, m_turn.volunteer()));
    }
    const auto ours = byContact && m_turn.openOptOut(byId) ? m_turn.openOptOut(byId) : m_turn.openOptOut(phoneHash);
    if (!done || !ours || ours->state != OutboxState::Pending) {
        return done;
    }
    // What was read in a reply the gateway has read too; a person's own word still goes up.
    const auto queued = m_turn.tables().outbox.row(ours->key);
    if (!queued) {
        return Unexpected{queued.error()};
    }
    const auto* payload = std::get_if<OptOutPayload>(&queued->command.payload);
    const auto readHere = payload != nullptr && payload->source == OptOutSource::Reply;
    return readHere ? m_consequences.move(*ours, OutboxEvent::Cancel, Why::of(u"known"_s)) : done;
}

Result<void> ChangeApplier::on(const OptOutRemoved& change)
{
    return change.number.isEmpty() ? Result<void>() : m_consequences.lift(m_consequences.hashOf(change.number));
}

Result<void> ChangeApplier::on(const ContactAssigned& change)
{
    auto done = m_turn.tables().profile.saveLease(change.lease);
    if (!done) {
        return done;
    }
    m_turn.editProfile().leases.insert(change.lease.id, change.lease);
    if (m_turn.takenBack().contacts.contains(change.contact.id)) {
        m_turn.editTakenBack().contacts.insert(change.contact.id, change.lease.id);
    }
    auto contact = change.contact;
    contact.lease = change.lease.id;
    const auto before = m_turn.slotOf(contact.id);
    const auto isNews = before < 0 || !m_turn.entry(before).record.assigned;
    const auto slot = m_consequences.takeIn(contact);
    if (!slot) {
        return Unexpected{slot.error()};
    }
    const auto grown = takeInConversation(*slot, change);
    if (!grown) {
        return Unexpected{grown.error()};
    }
    if (!isNews && !*grown) {
        return {}; // Said before.
    }
    if (isNews) {
        done = m_turn.note(
            {u"contact.assigned"_s, {{u"contact"_s, contact.id.value}, {u"lease"_s, change.lease.id.value}}});
    }
    if (done) {
        done = m_consequences.restage(*slot);
    }
    auto& record = m_turn.edit(*slot).record;
    if (isNews && record.answers.isEmpty() && record.tags.isEmpty()) {
        record.answers = change.answers;
        record.tags = change.tags;
    }
    const auto sendsOpen = !m_turn.openRowsOf(*slot).isEmpty();
    if (done && isNews && !sendsOpen && record.stage != change.stage &&
        change.stage != ContactStage::NeedsFirstMessage) {
        // The gateway knows more than the messages say: closed, or texted with a message that it does not hand on.
        record.stage = change.stage;
        record.waitingSince = change.stage == ContactStage::NeedsReply ? m_turn.now() : Instant{};
    }
    return done;
}

Result<bool> ChangeApplier::takeInConversation(int slot, const ContactAssigned& given)
{
    const auto isLifted = [&](const Message& message) {
        return given.optOutLiftedAt && message.at <= *given.optOutLiftedAt;
    };
    const auto heads = m_turn.tables().messages.heads(Roster::keyOf(slot));
    if (!heads) {
        return Unexpected{heads.error()};
    }
    auto grown = false;
    auto texted = std::any_of(heads->cbegin(), heads->cend(), [](const auto& head) {
        return (head.kind == MessageKind::OwnFirst || head.kind == MessageKind::OthersFirst) && isLive(head.delivery);
    });
    QList<const Message*> answered;
    QList<const Message*> unanswered;
    for (const auto& message : given.conversation) {
        const auto isIncoming = message.direction == Direction::Incoming;
        const auto known = m_turn.tables().messages.head(message.id);
        if (!known) {
            return Unexpected{known.error()};
        }
        if (isIncoming && !*known && !isLifted(message)) {
            unanswered.append(&message);
        } else if (!isIncoming && isLive(message.delivery)) {
            answered += std::exchange(unanswered, {});
        }
        if (*known) {
            // What became of it meanwhile was said to whoever had the contact then.
            const auto neverLeft = message.delivery == Delivery::Refused;
            const auto now = neverLeft ? Delivery::Failed : message.delivery;
            if (!isIncoming && isLive((*known)->delivery) && rankOf(now) > rankOf((*known)->delivery)) {
                auto done = on(MessageStatusChanged{message.id, m_turn.entry(slot).record.contact.id, now,
                                                    message.reason, neverLeft});
                if (!done) {
                    return Unexpected{done.error()};
                }
                grown = true;
            }
            continue;
        }
        const auto kind = isIncoming ? MessageKind::Incoming
                          : texted   ? MessageKind::OthersReply
                                     : MessageKind::OthersFirst;
        texted = texted || (!isIncoming && isLive(message.delivery));
        auto stored = message;
        stored.contact = m_turn.entry(slot).record.contact.id;
        stored.delivery = isIncoming ? Delivery::Delivered : std::max(message.delivery, Delivery::Queued);
        auto done = m_turn.addMessage(slot, kind, stored);
        if (!done) {
            return Unexpected{done.error()};
        }
        grown = true;
    }
    for (const auto* message : answered) {
        auto done = readAnsweredReply(slot, *message);
        if (!done) {
            return Unexpected{done.error()};
        }
    }
    for (const auto* message : unanswered) {
        auto done = readReply(slot, *message);
        if (!done) {
            return Unexpected{done.error()};
        }
    }
    return grown;
}

Result<void> ChangeApplier::on(const ContactUnassigned& change)
{
    if (m_turn.takenBack().batchIsAwaited) {
        m_turn.editTakenBack().contacts.insert(change.contact, {});
    }
    const auto slot = m_turn.slotOf(change.contact);
    if (slot < 0) {
        return {};
    }
    if (m_turn.entry(slot).record.assigned) {
        AuditNote taken{u"contact.unassigned"_s, {{u"contact"_s, change.contact.value}}};
        note::putCode(taken, u"reason"_s, change.reason);
        if (auto done = m_turn.note(taken); !done) {
            return done;
        }
    }
    return m_consequences.unassign(slot, Why::of(ProblemType::NotAssigned));
}

Result<void> ChangeApplier::on(const CampaignUpdated& change)
{
    const auto& campaigns = m_turn.profile().campaigns;
    const auto isKnown = std::any_of(campaigns.cbegin(), campaigns.cend(), [&](const auto& one) {
        return one.id == change.campaign && one.version == change.version && !change.version.isEmpty();
    });
    if (isKnown || change.campaign.isEmpty()) {
        return {};
    }
    ++m_turn.editProfile().pauses[change.campaign]; // What is on its way may have been written before this.
    m_turn.editProfile().stale.insert(change.campaign, change.version);
    m_turn.change().campaign = true;
    return m_turn.tables().profile.saveStale(change.campaign, change.version);
}

Result<void> ChangeApplier::on(const CampaignPaused& change) { return setPaused(change.campaign, true, change.reason); }

Result<void> ChangeApplier::on(const CampaignResumed& change) { return setPaused(change.campaign, false, {}); }

Result<void> ChangeApplier::setPaused(const CampaignId& id, bool paused, const QString& reason)
{
    ++m_turn.editProfile().pauses[id];
    for (auto& campaign : m_turn.editProfile().campaigns) {
        if (campaign.id == id && (campaign.paused != paused || campaign.pauseReason != reason)) {
            AuditNote staff{paused ? u"campaign.paused"_s : u"campaign.resumed"_s, {{u"campaign"_s, id.value}}};
            note::putCode(staff, u"reason"_s, reason);
            if (auto done = m_turn.note(staff); !done) {
                return done;
            }
            campaign.paused = paused;
            campaign.pauseReason = reason;
            m_turn.change().campaign = true;
            return m_turn.tables().profile.saveCampaign(campaign);
        }
    }
    return {};
}

Result<void> ChangeApplier::on(const VolunteerFrozen& change)
{
    const auto isNews = m_turn.profile().frozen != change.frozen;
    m_turn.editProfile().frozen = change.frozen; // Saved with the cursor.
    m_turn.change().session = true;
    if (!isNews) {
        return {};
    }
    AuditNote staff{change.frozen ? u"volunteer.frozen"_s : u"volunteer.unfrozen"_s, {}};
    note::putCode(staff, u"reason"_s, change.reason);
    return m_turn.note(staff);
}

Result<void> ChangeApplier::on(const StaffMessage& change)
{
    auto& messages = m_turn.editProfile().staffMessages;
    if (std::any_of(messages.cbegin(), messages.cend(), [&](const auto& one) { return one.id == change.id; })) {
        return {};
    }
    messages.append(change);
    m_turn.change().session = true;
    auto done = m_turn.note({u"staff.said"_s, {{u"message"_s, change.id}}, hiddenName(change.from)});
    return done ? m_turn.tables().profile.insertStaffMessage(change) : done;
}

Result<void> ChangeApplier::on(const ChoicesCounted& change)
{
    // Nobody is told: what is on a screen keeps its order until it is opened again.
    const auto setting = roomChoicesSetting(change.campaign);
    auto& profile = m_turn.tables().profile;
    const auto before = profile.setting(setting);
    if (!before) {
        return Unexpected{before.error()};
    }
    auto counts = ChoiceCounts::fromText(*before);
    counts.replace(change.counts);
    return profile.saveSetting(setting, counts.text());
}

Result<void> ChangeApplier::on(const EscalationAnswered& change)
{
    const auto slot = m_turn.slotOf(change.contact);
    if (slot < 0) {
        return {};
    }
    if (m_turn.entry(slot).record.escalated) {
        auto done =
            m_turn.note({u"escalation.answered"_s, {{u"contact"_s, change.contact.value}}, hiddenName(change.from)});
        if (!done) {
            return done;
        }
    }
    m_turn.edit(slot).record.escalated = false;
    if (change.text.isEmpty()) {
        return {};
    }
    // The answer has no id of its own; said twice it is still one note.
    auto& contacts = m_turn.tables().contacts;
    const auto content = (change.contact.value + u'\n' + change.from + u'\n' + change.text).toUtf8();
    const NoteId id{u"staff-"_s + QString::fromLatin1(m_consequences.nameOf(content).toHex())};
    const auto known = contacts.hasNote(id);
    if (!known) {
        return Unexpected{known.error()};
    }
    const auto text = change.from.isEmpty() ? change.text : change.from + u": "_s + change.text;
    return *known ? Result<void>() : contacts.insertNote(Roster::keyOf(slot), {id, change.contact, text, m_turn.now()});
}

Result<void> ChangeApplier::on(const LeaseEnded& change)
{
    if (m_turn.takenBack().batchIsAwaited) {
        m_turn.editTakenBack().leases.insert(change.lease);
    }
    if (!m_turn.profile().leases.contains(change.lease)) {
        return {};
    }
    m_turn.editProfile().leases.remove(change.lease);
    m_turn.change().campaign = true;
    AuditNote ended{u"lease.ended"_s, {{u"lease"_s, change.lease.value}}};
    note::putCode(ended, u"reason"_s, change.reason);
    if (auto done = m_turn.note(ended); !done) {
        return done;
    }
    m_turn.askForCheckpoint(CheckpointReason::BatchEnd);
    for (int slot = 0; slot < m_turn.size(); ++slot) {
        const auto& record = m_turn.entry(slot).record;
        if (record.contact.lease == change.lease && record.assigned &&
            record.stage == ContactStage::NeedsFirstMessage) {
            auto done = m_consequences.unassign(slot, Why::of(ProblemType::LeaseLost));
            if (!done) {
                return done;
            }
        }
    }
    return m_turn.tables().profile.removeLease(change.lease);
}

Result<void> ChangeApplier::on(const SessionRevoked& change)
{
    if (!m_turn.profile().revoked) {
        AuditNote staff{u"session.revoked"_s, {}};
        note::putCode(staff, u"reason"_s, change.reason);
        if (auto done = m_turn.note(staff); !done) {
            return done;
        }
    }
    m_turn.editProfile().revoked = true; // Saved with the cursor.
    m_turn.change().session = true;
    return m_consequences.endSession(EndReason::Revoked);
}

Result<void> ChangeApplier::on(const UnknownChange&) { return {}; }

} // namespace textbank
