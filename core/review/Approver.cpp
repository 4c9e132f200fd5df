#include "core/review/Approver.h"

#include "core/base/Log.h"
#include "core/compose/TextCleaning.h"
#include "core/review/ContactChecks.h"

#include <QCryptographicHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {

Approver::Approver(Store& store, const Clock& clock, Random& random)
    : m_store(store)
    , m_clock(clock)
    , m_random(random)
{
}

Result<CommandId> Approver::approve(const Press& press, const ShownText& shown)
{
    // A press answers what was on screen at that moment. Whatever comes of it, it is never an answer to a second text.
    if (press.serial <= m_lastPress) {
        noteRefusal(press, shown, u"press used already"_s);
        return fail(ErrorCode::Conflict, u"press used already"_s);
    }
    m_lastPress = press.serial;

    m_lastVerdict = {};
    const ContactRecord* record = m_store.contact(shown.contact);
    if (!record) {
        noteRefusal(press, shown, u"no such contact"_s);
        return fail(ErrorCode::NotFound, u"no such contact"_s);
    }
    m_lastVerdict = verdictFor(*record, shown.kind);
    if (!m_lastVerdict.allowed()) {
        noteRefusal(press, shown, gateReasonName(m_lastVerdict.reason));
        return fail(ErrorCode::Blocked, u"gate says %1"_s.arg(static_cast<int>(m_lastVerdict.reason)));
    }

    const Campaign* campaign = m_store.campaign(record->contact.campaign);
    const Lease* lease = m_store.lease(record->contact.lease);
    Q_ASSERT(campaign && lease); // The gate has asked for both.
    // What leaves is what was read: a text that the gateway would still change was not.
    if (cleaned(shown.text, campaign->cleaning) != shown.text) {
        noteRefusal(press, shown, u"text not as it leaves"_s);
        return fail(ErrorCode::Blocked, u"not cleaned"_s);
    }
    const QList<CheckFinding> findings = checkFor(record->contact, campaign, shown.kind, shown.text);
    const auto blocking = std::find_if(findings.cbegin(), findings.cend(), [](const auto& f) { return f.blocks; });
    if (blocking != findings.cend()) {
        noteRefusal(press, shown, u"check of the text"_s);
        return fail(ErrorCode::Blocked, u"check %1"_s.arg(static_cast<int>(blocking->check)));
    }

    const Instant now = m_clock.now();
    SendPayload send;
    send.kind = shown.kind;
    send.text = shown.text;
    send.textSha256 = QCryptographicHash::hash(shown.text.toUtf8(), QCryptographicHash::Sha256);
    send.step = shown.step;
    send.edited = shown.edited;
    send.approvedAt = now;
    send.input = press.input;
    send.leaseToken = lease->token;
    send.policyVersion = campaign->policy.version;
    send.cursor = m_store.cursor();
    send.sendBefore = m_lastVerdict.sendBefore;

    const CommandId id{makeUuidV7(now, m_random)};
    const Approval approval(Command{id, campaign->id, shown.contact, now, std::move(send)}, record->contact.phone,
                            m_lastVerdict.zones, now + Seconds(campaign->policy.holdSeconds));
    if (const Result<void> committed = m_store.approve(approval); !committed)
        return Unexpected{committed.error()};
    return id;
}

void Approver::noteRefusal(const Press& press, const ShownText& shown, const QString& reason)
{
    SendPayload asked;
    asked.kind = shown.kind;
    asked.textSha256 = QCryptographicHash::hash(shown.text.toUtf8(), QCryptographicHash::Sha256);
    asked.edited = shown.edited;
    asked.input = press.input;
    asked.cursor = m_store.cursor();
    const ContactRecord* record = m_store.contact(shown.contact);
    if (const Campaign* campaign = record ? m_store.campaign(record->contact.campaign) : nullptr)
        asked.policyVersion = campaign->policy.version;
    // Nothing is sent either way: a disk that does not take it changes nothing for the person.
    if (const auto noted = m_store.noteRefusedPress(shown.contact, asked, reason); !noted)
        logWarning("approver", u"a refused press was not recorded: error %1"_s.arg(int(noted.error().code)));
}

void Approver::spend(const Press& press, const ShownText& shown)
{
    m_lastPress = std::max(m_lastPress, press.serial);
    noteRefusal(press, shown, u"not what was shown"_s);
}

GateVerdict Approver::verdictFor(const ContactRecord& contact, SendKind kind) const
{
    const Campaign* campaign = m_store.campaign(contact.contact.campaign);
    if (!campaign)
        return {}; // NotAssigned: nothing is known of what may be sent to them.
    auto verdict = askGate({
        .contact = contact,
        .campaign = *campaign,
        .lease = m_store.lease(contact.contact.lease),
        .kind = kind,
        .frozen = m_store.frozen() || m_store.revoked(),
        .catchingUp = m_store.catchingUp(),
        .clockOffset = m_clockOffset,
        .now = m_clock.now(),
        .sendBefore = {},
    });
    if (verdict.allowed() && kind == SendKind::FirstMessage && m_store.isNumberTexted(contact.contact.id))
        verdict.reason = GateReason::AlreadyTexted; // The list has that person twice.
    return verdict;
}

} // namespace textbank
