#include "core/store/Consequences.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// Who is closed by which opt-out. A suppression goes by the number; where the gateway keeps that to itself, by the
// contact, and then it stays with the contact whatever becomes known of the number later.
namespace textbank {

Result<void> Consequences::suppress(const Suppression& suppression)
{
    Result<void> done;
    if (!m_turn.isSuppressed(suppression.phoneHash)) {
        done = m_turn.addSuppression(suppression);
    } else if (suppression.knownUpstream) {
        done = m_turn.markKnownUpstream(suppression.phoneHash);
    }
    auto concerned = m_turn.slotsWithPhone(suppression.phoneHash);
    const auto own = suppression.contact.isEmpty() ? -1 : m_turn.slotOf(suppression.contact);
    if (own >= 0 && !concerned.contains(own)) {
        concerned.append(own);
    }
    for (const auto slot : concerned) {
        if (!done) {
            break;
        }
        if (!m_turn.entry(slot).record.optedOut) {
            auto& record = m_turn.edit(slot).record;
            record.optedOut = true;
            record.mayHaveOptedOut = false;
            m_turn.change().newOptOuts.append(record.contact.id);
        }
        done = cancelSends(slot, Why::of(ProblemType::OptedOut));
    }
    // Known by a number meanwhile: then everybody who has it.
    const auto hasNumber = own >= 0 && !m_turn.entry(own).record.contact.phone.isEmpty();
    return done && hasNumber ? carryOptOut(own) : done;
}

Suppression Consequences::suppressionOf(const Contact& contact, OptOutSource source, const QString& words,
                                        Instant at) const
{
    Suppression suppression{hashOf(contact), contact.phone, source, words, at};
    if (contact.phone.isEmpty()) {
        suppression.contact = contact.id;
    }
    return suppression;
}

bool Consequences::isSuppressed(const Contact& contact) const
{
    return (!contact.phone.isEmpty() && m_turn.isSuppressed(hashOf(contact.phone))) ||
           m_turn.isSuppressed(hashOf(contact.id));
}

Result<void> Consequences::carryOptOut(int slot)
{
    const auto contact = m_turn.entry(slot).record.contact;
    const auto byId = hashOf(contact.id);
    auto carried = suppressionOf(contact, OptOutSource::Gateway, {}, m_turn.now());
    if (contact.phone.isEmpty()) {
        carried.phoneHash = byId;
    }
    if (m_turn.isSuppressed(carried.phoneHash)) {
        return cancelSends(slot, Why::of(ProblemType::OptedOut));
    }
    carried.knownUpstream = m_turn.isKnownUpstream(byId);
    auto done = suppress(carried);
    return done ? m_turn.note(note::optOut({}, contact.id, {carried.source, {}, contact.phone}, u"carried"_s,
                                           carried.phoneHash, m_turn.volunteer()))
                : done;
}

Result<void> Consequences::lift(const QByteArray& phoneHash)
{
    const auto concerned = m_turn.slotsWithPhone(phoneHash);
    const auto isOnItsWay =
        m_turn.openOptOut(phoneHash) || std::any_of(concerned.cbegin(), concerned.cend(), [&](int slot) {
            return m_turn.openOptOut(hashOf(m_turn.entry(slot).record.contact.id)).has_value();
        });
    if (!m_turn.isSuppressed(phoneHash) || isOnItsWay) {
        return {};
    }
    auto done = m_turn.removeSuppression(phoneHash);
    if (done) {
        done = m_turn.note({u"optout.lifted"_s, {{u"number"_s, QString::fromLatin1(phoneHash.toHex())}}});
    }
    for (const auto slot : concerned) {
        const auto byId = hashOf(m_turn.entry(slot).record.contact.id);
        if (done && m_turn.isSuppressed(byId)) {
            done = m_turn.removeSuppression(byId);
        }
        m_turn.edit(slot).record.optedOut = false;
    }
    return done;
}

Result<bool> Consequences::isForAnother(const OutboxHead& head)
{
    const auto now = m_turn.entry(Roster::slotOfKey(head.contactKey)).record.contact.phone;
    const auto approved = m_turn.tables().outbox.approvedNumber(head.key);
    if (!approved) {
        return Unexpected{approved.error()};
    }
    // Where the number is hidden, before or after, the text goes by the person.
    return !approved->isEmpty() && !now.isEmpty() && *approved != now;
}

Result<void> Consequences::cancelSendsToAnother(int slot)
{
    const auto rows = m_turn.openRowsOf(slot);
    for (const auto& row : rows) {
        if (!isSend(row.type) || row.state != OutboxState::Pending) {
            continue; // What is under way is asked when it comes back.
        }
        const auto another = isForAnother(row);
        auto done = another ? Result<void>() : Result<void>(Unexpected{another.error()});
        if (done && *another) {
            done = move(row, OutboxEvent::Cancel, Why::of(u"another-number"_s));
        }
        if (!done) {
            return done;
        }
    }
    return {};
}

Result<int> Consequences::takeIn(const Contact& contact)
{
    const auto phoneHash = hashOf(contact);
    auto suppressed = isSuppressed(contact);
    const auto slot = m_turn.slotOf(contact.id);
    if (slot < 0) {
        RosterEntry entry;
        entry.record.contact = contact;
        entry.record.optedOut = suppressed;
        entry.phoneHash = phoneHash;
        const auto added = m_turn.add(std::move(entry));
        auto done = added && suppressed ? carryOptOut(*added) : Result<void>();
        return done ? added : Result<int>(Unexpected{done.error()});
    }
    const auto& known = m_turn.entry(slot).record;
    const auto isAnotherNumber = known.contact.phone != contact.phone;
    const auto givenAgain = !known.assigned || known.contact.lease != contact.lease;
    if (!givenAgain && known.contact == contact) {
        return slot;
    }
    // Another number is another human; no number says nothing.
    suppressed = suppressed || (known.optedOut && contact.phone.isEmpty());
    auto& entry = m_turn.edit(slot);
    entry.record.contact = contact;
    entry.record.optedOut = suppressed;
    entry.phoneHash = phoneHash;
    if (givenAgain) {
        entry.record.assigned = true;
        entry.record.skipped = false;
        entry.record.setAside = false;
    }
    auto done = suppressed ? carryOptOut(slot) : Result<void>();
    if (done && isAnotherNumber) {
        done = cancelSendsToAnother(slot);
    }
    return done ? Result<int>(slot) : Result<int>(Unexpected{done.error()});
}

} // namespace textbank
