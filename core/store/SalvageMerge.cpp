#include "core/store/SalvageMerge.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// Errors that say "this one does not fit here", as opposed to a disk that refuses.
bool isAboutTheRow(const Error& error)
{
    return error.code == ErrorCode::Conflict || error.code == ErrorCode::Invalid || error.code == ErrorCode::NotFound ||
           error.code == ErrorCode::Blocked;
}

} // namespace

Result<void> SalvageMerge::run(const QList<Salvage>& salvages)
{
    auto done = openToQuestion();
    for (const auto& salvage : salvages) {
        done = done ? take(salvage) : done;
    }
    if (done) {
        countAsked(salvages);
        done = countLost(salvages);
    }
    return done;
}

Result<void> SalvageMerge::take(const Salvage& salvage)
{
    auto done = takeProfile(salvage);
    if (done) {
        done = takeContacts(salvage);
    }
    for (const auto& decision : salvage.decisions) {
        if (!done) {
            return done;
        }
        done = takeDecision(decision);
        if (!done && isAboutTheRow(done.error())) {
            ++m_lost;
            done = {};
        }
    }
    return done;
}

Result<void> SalvageMerge::countLost(const QList<Salvage>& salvages)
{
    QSet<QString> unreadable;
    for (const auto& salvage : salvages) {
        unreadable.unite(salvage.unreadable);
    }
    for (const auto& id : std::as_const(unreadable)) {
        const auto known = m_turn.tables().outbox.head({id});
        if (!known) {
            return Unexpected{known.error()};
        }
        m_lost += *known ? 0 : 1;
    }
    return {};
}

Result<void> SalvageMerge::takeProfile(const Salvage& salvage)
{
    for (const auto& campaign : salvage.campaigns) {
        const auto& known = m_turn.profile().campaigns;
        if (std::none_of(known.cbegin(), known.cend(), [&](const auto& one) { return one.id == campaign.id; })) {
            if (auto done = m_changes.apply(campaign); !done) {
                return done;
            }
        }
    }
    for (const auto& lease : salvage.leases) {
        m_leaseOfToken.insert(lease.token, lease.id);
        if (!m_turn.profile().leases.contains(lease.id)) {
            m_turn.editProfile().leases.insert(lease.id, lease);
            if (auto done = m_turn.tables().profile.saveLease(lease); !done) {
                return done;
            }
        }
    }
    for (const auto& lease : m_turn.profile().leases) {
        m_leaseOfToken.insert(lease.token, lease.id);
    }
    return takeSnippets(salvage);
}

Result<void> SalvageMerge::takeSnippets(const Salvage& salvage)
{
    // The damaged store is the younger one: its wording counts.
    for (const auto& snippet : salvage.snippets) {
        if (auto done = m_turn.saveSnippet(snippet); !done) {
            return done;
        }
    }
    return {};
}

Result<void> SalvageMerge::takeContacts(const Salvage& salvage)
{
    for (const auto& contact : salvage.contacts) {
        if (m_turn.slotOf(contact.id) < 0) {
            if (const auto taken = m_consequences.takeIn(contact); !taken) {
                return Unexpected{taken.error()};
            }
        }
    }
    for (const auto& suppression : salvage.suppressions) {
        const auto key = suppression.contact.isEmpty() ? m_consequences.hashOf(suppression.number)
                                                       : m_consequences.hashOf(suppression.contact);
        if (key != suppression.phoneHash) {
            continue;
        }
        if (auto done = m_consequences.suppress(suppression); !done) {
            return done;
        }
    }
    for (auto draft = salvage.drafts.cbegin(); draft != salvage.drafts.cend(); ++draft) {
        const auto slot = m_turn.slotOf(draft.key());
        if (slot < 0 || m_turn.entry(slot).hasDraft) {
            continue;
        }
        m_turn.edit(slot).hasDraft = true;
        if (auto done = m_turn.tables().contacts.saveDraft(Roster::keyOf(slot), draft.key(), *draft); !done) {
            return done;
        }
    }
    return {};
}

Result<void> SalvageMerge::takeDecision(const Salvage::Decision& decision)
{
    const auto known = m_turn.tables().outbox.head(decision.command.id);
    if (!known) {
        return Unexpected{known.error()};
    }
    if (*known) {
        return settleKnown(**known, decision);
    }
    if (decision.outcome) {
        return {}; // It came to nothing.
    }
    if (isSend(outboxTypeOf(decision.command.payload))) {
        return takeText(decision);
    }
    const auto slot = slotFor(decision);
    if (!slot) {
        return Unexpected{slot.error()};
    }
    auto done = m_decisions.recordFound(decision.command);
    m_carriedOver += done ? 1 : 0;
    return done;
}

Result<void> SalvageMerge::settleKnown(const OutboxHead& head, const Salvage::Decision& decision)
{
    if (isTerminal(head.state)) {
        return {};
    }
    if (!decision.outcome) {
        m_confirmed.insert(head.id);
        return {};
    }
    return m_consequences.stop(head, Why::of(*decision.outcome, OutboxEvent::Cancel));
}

Result<void> SalvageMerge::takeText(const Salvage::Decision& decision)
{
    const auto& command = decision.command;
    const auto& send = std::get<SendPayload>(command.payload);
    const auto slot = slotFor(decision);
    if (!slot) {
        return Unexpected{slot.error()};
    }
    const auto isFirst = send.kind == SendKind::FirstMessage;
    if (isFirst) {
        // Nobody can approve a second first message: one that still waits here was stopped before this one was made.
        const auto rows = m_turn.openRowsOf(*slot);
        for (const auto& row : rows) {
            if (row.type == OutboxType::FirstMessage) {
                if (auto done = m_consequences.stop(row, Why::of(u"undone"_s)); !done) {
                    return done;
                }
            }
        }
    }
    Message message;
    message.id.value = command.id.value;
    message.contact = command.contact;
    message.direction = Direction::Outgoing;
    message.text = send.text;
    message.at = send.approvedAt;
    message.delivery = Delivery::Waiting;
    auto done = m_turn.addMessage(*slot, isFirst ? MessageKind::OwnFirst : MessageKind::OwnReply, message);
    if (done) {
        done = m_turn.queue(command, {}, {}, decision.evidence);
    }
    if (done) {
        done = m_consequences.restage(*slot);
    }
    const auto row = m_turn.openRow(command.id);
    if (done && row) {
        done = makeUnknown(*row);
    }
    if (done) {
        m_turn.edit(*slot).record.skipped = false;
        m_confirmed.insert(command.id);
        ++m_carriedOver;
    }
    return done;
}

Result<int> SalvageMerge::slotFor(const Salvage::Decision& decision)
{
    const auto& command = decision.command;
    const auto slot = command.contact.isEmpty() ? -1 : m_turn.slotOf(command.contact);
    const auto* send = std::get_if<SendPayload>(&command.payload);
    const auto* optOut = std::get_if<OptOutPayload>(&command.payload);
    // Nobody without a number is ever texted, so one that is not there is the gateway's own secret.
    const auto isHidden = !command.contact.isEmpty() && ((send != nullptr && decision.evidence.phone.isEmpty()) ||
                                                         (optOut != nullptr && optOut->number.isEmpty()));
    if (slot >= 0 && isHidden && !isReachable(m_turn.entry(slot).record.contact)) {
        auto contact = m_turn.entry(slot).record.contact; // Taken in below, for another decision.
        contact.numberHidden = true;
        return m_consequences.takeIn(contact);
    }
    if (slot >= 0 || (!(optOut != nullptr && isHidden) && send == nullptr &&
                      !std::holds_alternative<AnswerPayload>(command.payload) &&
                      !std::holds_alternative<NotePayload>(command.payload))) {
        return slot;
    }
    // The person's own row is unreadable. The number that was approved lies with the text, so the text stands; the
    // gateway brings the rest when it speaks of the contact.
    Contact contact;
    contact.id = command.contact;
    contact.campaign = command.campaign;
    if (send != nullptr) {
        contact.phone = decision.evidence.phone;
        contact.lease = m_leaseOfToken.value(send->leaseToken);
    }
    contact.numberHidden = isHidden;
    return m_consequences.takeIn(contact);
}

// Before anything is taken: an opt-out or a wrong number among that stops whatever waits, as if it had never left.
Result<void> SalvageMerge::openToQuestion()
{
    const auto texts = openTexts();
    for (const auto& row : texts) {
        if (auto done = makeUnknown(row); !done) {
            return done;
        }
    }
    return {};
}

void SalvageMerge::countAsked(const QList<Salvage>& salvages)
{
    QSet<CommandId> before;
    for (const auto& salvage : salvages) {
        before.unite(doubtfulFrom(salvage.doubtful));
    }
    const auto texts = openTexts();
    for (const auto& row : texts) {
        // What an earlier recovery brought back lies there only because of that.
        if (!m_confirmed.contains(row.id) || before.contains(row.id) || m_turn.isDoubtful(row.id)) {
            m_doubtful.insert(row.id);
        }
    }
    m_asked = static_cast<int>(texts.size());
}

// Of anything else it does no harm to say it twice: under the same id it is said once.
QList<OutboxHead> SalvageMerge::openTexts() const
{
    QList<OutboxHead> texts;
    for (int slot = 0; slot < m_turn.size(); ++slot) {
        const auto rows = m_turn.openRowsOf(slot);
        std::copy_if(rows.cbegin(), rows.cend(), std::back_inserter(texts),
                     [](const auto& row) { return isSend(row.type); });
    }
    return texts;
}

Result<void> SalvageMerge::makeUnknown(OutboxHead head)
{
    for (const auto& [from, event] : {std::pair(OutboxState::Pending, OutboxEvent::Claim),
                                      std::pair(OutboxState::InFlight, OutboxEvent::MayHaveLeft)}) {
        if (head.state == from) {
            if (auto done = m_consequences.move(head, event); !done) {
                return done;
            }
            head = m_turn.openRow(head.id).value_or(head);
        }
    }
    return {};
}

} // namespace textbank
