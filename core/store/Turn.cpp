#include "core/store/Turn.h"

using namespace Qt::StringLiterals;

namespace textbank {

QSet<CommandId> doubtfulFrom(const QString& setting)
{
    QSet<CommandId> doubtful;
    const auto ids = setting.split(u' ', Qt::SkipEmptyParts);
    for (const auto& id : ids) {
        doubtful.insert({id});
    }
    return doubtful;
}

QString toSetting(const QSet<CommandId>& doubtful)
{
    QStringList ids;
    for (const auto& id : doubtful) {
        ids.append(id.value);
    }
    return ids.join(u' ');
}

int Turn::slotOf(const ContactId& id) const
{
    const auto known = m_memory.roster.slotOf(id);
    return known >= 0 ? known : m_addedSlots.value(id, -1);
}

QList<int> Turn::slotsWithPhone(const QByteArray& phoneHash) const
{
    QList<int> found;
    const auto candidates = m_memory.roster.slotsWithPhone(phoneHash);
    for (const auto slot : candidates) {
        if (entry(slot).phoneHash == phoneHash) { // The number may have been put right in this very call.
            found.append(slot);
        }
    }
    for (const auto& [slot, edited] : m_edits) {
        if (edited.phoneHash == phoneHash && isReachable(edited.record.contact) && !found.contains(slot)) {
            found.append(slot);
        }
    }
    return found;
}

const RosterEntry& Turn::entry(int slot) const
{
    const auto edited = m_edits.find(slot);
    return edited != m_edits.end() ? edited->second : m_memory.roster.at(slot);
}

RosterEntry& Turn::edit(int slot)
{
    const auto edited = m_edits.find(slot);
    return edited != m_edits.end() ? edited->second : m_edits.emplace(slot, m_memory.roster.at(slot)).first->second;
}

Result<int> Turn::add(RosterEntry entry)
{
    const auto slot = size();
    auto done = m_tables.contacts.insert({Roster::keyOf(slot), entry.record, entry.phoneHash});
    if (!done) {
        return Unexpected{done.error()};
    }
    m_addedSlots.insert(entry.record.contact.id, slot);
    m_added.emplace(slot, entry.record);
    m_edits.emplace(slot, std::move(entry));
    return slot;
}

Result<void> Turn::addMessage(int slot, MessageKind kind, const Message& message)
{
    auto done = m_tables.messages.insert(Roster::keyOf(slot), kind, message);
    if (done) {
        edit(slot).tally(kind, message.delivery, +1);
    }
    return done;
}

Result<void> Turn::setDelivery(const MessageId& id, const MessageRows::Head& head, Delivery to, const QString& reason)
{
    auto done = m_tables.messages.setDelivery(id, to, reason);
    if (done) {
        auto& entry = edit(Roster::slotOfKey(head.contactKey));
        entry.tally(head.kind, head.delivery, -1);
        entry.tally(head.kind, to, +1);
    }
    return done;
}

std::optional<OutboxHead> Turn::openRow(const CommandId& id) const
{
    for (const auto& [key, row] : m_rows) {
        if (row.id == id) {
            return isOpen(row.state) ? std::optional(row) : std::nullopt;
        }
    }
    const auto* known = m_memory.outbox.find(id);
    return known != nullptr ? std::optional(*known) : std::nullopt;
}

QList<OutboxHead> Turn::openRowsOf(int slot) const
{
    const auto contactKey = Roster::keyOf(slot);
    QList<OutboxHead> rows;
    const auto before = m_memory.outbox.ofContact(contactKey);
    for (const auto& row : before) {
        if (m_rows.find(row.key) == m_rows.end()) {
            rows.append(row);
        }
    }
    for (const auto& [key, row] : m_rows) {
        if (row.contactKey == contactKey && isOpen(row.state)) {
            rows.append(row);
        }
    }
    return rows;
}

std::optional<OutboxHead> Turn::openOptOut(const QByteArray& phoneHash) const
{
    for (const auto& [key, row] : m_rows) {
        if (row.type == OutboxType::OptOut && row.phoneHash == phoneHash && isOpen(row.state)) {
            return row;
        }
    }
    const auto* known = m_memory.outbox.optOutOf(phoneHash);
    return known != nullptr && m_rows.find(known->key) == m_rows.end() ? std::optional(*known) : std::nullopt;
}

Result<void> Turn::queue(const Command& command, const QByteArray& phoneHash, Instant notBefore,
                         const codec::Evidence& evidence)
{
    OutboxHead head;
    head.key = m_memory.lastOutboxKey + m_queued + 1;
    head.id = command.id;
    const auto slot = command.contact.isEmpty() ? -1 : slotOf(command.contact);
    head.contactKey = slot >= 0 ? Roster::keyOf(slot) : 0;
    head.type = outboxTypeOf(command.payload);
    head.notBefore = notBefore;
    head.phoneHash = phoneHash;
    auto done = m_tables.outbox.insert(head, command, evidence);
    if (done) {
        ++m_queued;
        m_rows.insert_or_assign(head.key, head);
        m_change.outbox = true;
    }
    return done;
}

Result<void> Turn::update(const OutboxHead& head, const Problem* outcome)
{
    auto done = m_tables.outbox.update(head, outcome);
    if (done) {
        m_rows.insert_or_assign(head.key, head);
        m_change.outbox = true;
    }
    return done;
}

ProfileState& Turn::editProfile()
{
    if (!m_profile) {
        m_profile = m_memory.profile;
    }
    return *m_profile;
}

TakenBack& Turn::editTakenBack()
{
    if (!m_takenBack) {
        m_takenBack = m_memory.takenBack;
    }
    return *m_takenBack;
}

bool Turn::isSuppressed(const QByteArray& phoneHash) const
{
    const auto changed = m_suppressed.constFind(phoneHash);
    return changed != m_suppressed.constEnd() ? changed->has_value() : m_memory.suppressed.contains(phoneHash);
}

bool Turn::isKnownUpstream(const QByteArray& phoneHash) const
{
    const auto changed = m_suppressed.constFind(phoneHash);
    return changed != m_suppressed.constEnd() ? changed->value_or(false) : m_memory.suppressed.value(phoneHash, false);
}

Result<void> Turn::addSuppression(const Suppression& suppression)
{
    auto done = m_tables.profile.saveSuppression(suppression);
    if (done) {
        m_suppressed.insert(suppression.phoneHash, suppression.knownUpstream);
    }
    return done;
}

Result<void> Turn::markKnownUpstream(const QByteArray& phoneHash)
{
    if (!isSuppressed(phoneHash) || isKnownUpstream(phoneHash)) {
        return {};
    }
    auto done = m_tables.profile.markKnownUpstream(phoneHash);
    if (done) {
        m_suppressed.insert(phoneHash, true);
    }
    return done;
}

Result<void> Turn::removeSuppression(const QByteArray& phoneHash)
{
    auto done = m_tables.profile.removeSuppression(phoneHash);
    if (done) {
        m_suppressed.insert(phoneHash, std::nullopt);
    }
    return done;
}

Result<void> Turn::saveSnippet(const Snippet& snippet)
{
    auto& snippets = editProfile().snippets;
    const auto known =
        std::find_if(snippets.begin(), snippets.end(), [&](const Snippet& one) { return one.id == snippet.id; });
    if (known != snippets.end()) {
        *known = snippet;
    } else {
        snippets.append(snippet);
    }
    m_change.snippets = true;
    return m_tables.snippets.save(snippet);
}

void Turn::beginRecord(const AuditLog& log)
{
    m_audit = AuditState{log, 0, auditGenesis(log), {}};
    m_audit->tally.checkpointHash = m_audit->hash;
}

AuditTally& Turn::tally()
{
    if (!m_audit) {
        m_audit = m_memory.audit;
    }
    return m_audit->tally;
}

Result<void> Turn::note(const AuditNote& note)
{
    tally();
    return m_tables.audit.append(*m_audit, m_now, note.kind, note.facts, note.hidden);
}

int Turn::openSends() const
{
    auto open = m_memory.outbox.counts(m_now).sendsOpen;
    for (const auto& [key, row] : m_rows) {
        if (isSend(row.type)) {
            open += (isOpen(row.state) ? 1 : 0) - (m_memory.outbox.find(row.id) != nullptr ? 1 : 0);
        }
    }
    return open;
}

Result<void> Turn::finish()
{
    constexpr size_t kTooManyToName = 500;
    m_change.everything = m_change.everything || m_edits.size() > kTooManyToName;
    for (const auto& [slot, entry] : m_edits) {
        const auto added = m_added.find(slot);
        const auto& before = added != m_added.end() ? added->second : m_memory.roster.at(slot).record;
        auto done = m_tables.contacts.update({Roster::keyOf(slot), entry.record, entry.phoneHash}, before);
        if (!done) {
            return done;
        }
        if (!m_change.everything) {
            m_change.contacts.insert(entry.record.contact.id);
        }
    }
    return {};
}

void Turn::absorb(Memory& memory)
{
    Q_ASSERT(&memory == &m_memory);
    for (auto& [slot, entry] : m_edits) {
        if (slot < memory.roster.size()) {
            memory.roster.replace(slot, std::move(entry));
        } else {
            memory.roster.append(std::move(entry));
        }
    }
    for (const auto& [key, row] : m_rows) {
        memory.outbox.put(row);
    }
    memory.lastOutboxKey += m_queued;
    if (m_takenBack) {
        memory.takenBack = std::move(*m_takenBack);
    }
    if (m_profile) {
        memory.profile = std::move(*m_profile);
    }
    for (auto it = m_suppressed.cbegin(); it != m_suppressed.cend(); ++it) {
        if (it->has_value()) {
            memory.suppressed.insert(it.key(), **it);
        } else {
            memory.suppressed.remove(it.key());
        }
    }
    if (m_audit) {
        memory.audit = std::move(*m_audit);
    }
    m_edits.clear();
    m_added.clear();
}

} // namespace textbank
