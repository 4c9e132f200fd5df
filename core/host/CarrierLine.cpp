#include "core/host/CarrierLine.h"

#include "core/host/ChangeLog.h"
#include "core/host/ConfirmationText.h"
#include "core/host/RehearsalTable.h"
#include "core/host/SendCheck.h"
#include "core/policy/TextingHours.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kConfirmation = 2;

} // namespace

QList<CarrierLine::Waiting> CarrierLine::waiting(Work& work)
{
    return read(
        work,
        u"SELECT m.id, m.number, m.text, c.language, m.organisation, m.kind, e.send_before, m.contact, '', m.at, "
        "m.volunteer, m.sequence FROM messages m JOIN contacts c ON c.id = m.contact "
        "LEFT JOIN evidence e ON e.message = m.id WHERE m.to_hand_over = 1 ORDER BY m.sequence"_s,
        Carrier::Purpose::Conversation);
}

QList<CarrierLine::Waiting> CarrierLine::waitingOfRehearsals(Work& work)
{
    return read(work,
                u"SELECT t.id, r.number, t.text, t.language, r.organisation, t.kind, t.send_before, '', r.id, t.at, "
                "'', 0 FROM rehearsal_texts t JOIN rehearsals r ON r.id = t.rehearsal WHERE t.to_hand_over = 1 "
                "ORDER BY t.at, t.id"_s,
                Carrier::Purpose::Rehearsal);
}

QList<CarrierLine::Waiting> CarrierLine::read(Work& work, const QString& sql, Carrier::Purpose purpose)
{
    QList<Waiting> all;
    work.run(sql, {}, [&](const QSqlQuery& row) {
        const auto number = PhoneNumber::fromE164(row.value(1).toString());
        if (!number) {
            return true;
        }
        Waiting item;
        item.kind = row.value(5).toInt();
        item.text = {MessageId{row.value(0).toString()}, *number, row.value(2).toString(), row.value(3).toString(),
                     item.kind == kConfirmation ? Carrier::Purpose::OptOutConfirmation : purpose};
        item.organisation = row.value(4).toString();
        if (!row.isNull(6)) {
            item.sendBefore = instantFromMs(row.value(6).toLongLong());
        }
        item.contact.value = row.value(7).toString();
        item.rehearsal = row.value(8).toString();
        item.queuedAt = instantFromMs(row.value(9).toLongLong());
        item.volunteer.value = row.value(10).toString();
        item.sequence = row.value(11).toLongLong();
        all.append(item);
        return true;
    });
    return all;
}

std::optional<Problem> CarrierLine::refusal(Work& work, const Waiting& item)
{
    const auto late = textbank::refuse(ProblemType::OutsideWindow).error;
    if (item.kind == kConfirmation) {
        return m_clock.now() - item.queuedAt > kConfirmedWithin ? std::optional(late) : std::nullopt;
    }
    if (item.sendBefore && m_clock.now() >= *item.sendBefore) {
        return late;
    }
    if (!item.rehearsal.isEmpty()) {
        return std::nullopt; // To a phone in the hand of whoever asked for it: no hours but its own wait.
    }
    const auto contact = ContactTable(work).find(item.contact);
    CampaignTable campaigns(work, m_cache);
    const auto campaign = contact ? campaigns.load(contact->contact.campaign) : std::optional<Campaign>();
    if (!campaign || !textingHours(zonesFor(contact->contact), campaign->policy.hours, m_clock.now()).allowed) {
        return late;
    }
    const Caller texter{item.volunteer, {}, Role::Volunteer, {}};
    return SendCheck(work, campaigns, texter, *campaign).refusalSince(*contact);
}

bool CarrierLine::neverLeft(Work& work, const Waiting& item) const
{
    return item.sequence > m_begunAt &&
           !work.exists(u"SELECT 1 FROM carrier_log WHERE message = ?"_s, {item.text.id.value});
}

void CarrierLine::fail(Work& work, const Waiting& item, const QString& reason)
{
    if (!item.rehearsal.isEmpty()) {
        work.run(u"UPDATE rehearsal_texts SET to_hand_over = 0, failure = ? WHERE id = ?"_s,
                 {reason, item.text.id.value});
        return;
    }
    const auto isBack = item.kind != kConfirmation && neverLeft(work, item);
    work.run(u"UPDATE messages SET to_hand_over = 0, delivery = ?, reason = ?, never_left = ? WHERE id = ?"_s,
             {static_cast<int>(Delivery::Failed), reason, isBack ? 1 : 0, item.text.id.value});
    if (item.kind == kConfirmation) {
        return; // No volunteer knows of it.
    }
    if (isBack) {
        ContactTable(work).restage(item.contact);
    }
    const VolunteerId holder{
        work.value(u"SELECT volunteer FROM contacts WHERE id = ?"_s, {item.contact.value}).toString()};
    const MessageStatusChanged failed{item.text.id, item.contact, Delivery::Failed, reason, isBack};
    ChangeLog(work).append(item.volunteer, failed);
    if (!holder.isEmpty() && holder != item.volunteer) {
        ChangeLog(work).append(holder, failed);
    }
}

void CarrierLine::mark(Work& work, const Waiting& item)
{
    work.run(
        u"INSERT INTO carrier_log (sequence, message, organisation, number, kind, at) VALUES (?, ?, ?, ?, ?, ?)"_s,
        {work.nextSequence(), item.text.id.value, item.organisation, item.text.to.e164(), item.kind, work.nowMs()});
    if (item.rehearsal.isEmpty()) {
        work.run(u"UPDATE messages SET to_hand_over = 0 WHERE id = ?"_s, {item.text.id.value});
        return;
    }
    work.run(u"UPDATE rehearsal_texts SET to_hand_over = 0 WHERE id = ?"_s, {item.text.id.value});
    if (item.kind == RehearsalTable::kText) {
        work.run(u"UPDATE rehearsals SET text_at = ? WHERE id = ?"_s, {work.nowMs(), item.rehearsal});
    }
}

Result<void> CarrierLine::begin()
{
    return m_database.run(u"SELECT last FROM sequence"_s, {}, [this](const QSqlQuery& row) {
        m_begunAt = row.value(0).toLongLong();
        return false;
    });
}

Result<QSet<VolunteerId>> CarrierLine::settle()
{
    if (!m_unmarked.isEmpty()) {
        Work work(m_database, m_clock.now());
        for (const auto& item : m_unmarked) {
            mark(work, item);
        }
        if (const auto done = work.commit(); !done) {
            return Unexpected{done.error()};
        }
        m_unmarked.clear();
    }
    return storeEvents();
}

Result<CarrierLine::HandedOver> CarrierLine::handOver(Which which)
{
    if (!m_unmarked.isEmpty() || hasUnstored()) {
        return textbank::fail(ErrorCode::Conflict, u"what the carrier said is not stored"_s);
    }
    auto any = false;
    const auto looked =
        m_database.run(u"SELECT 1 FROM messages WHERE to_hand_over = 1 UNION ALL SELECT 1 FROM rehearsal_texts "
                       "WHERE to_hand_over = 1 LIMIT 1"_s,
                       {}, [&any](const QSqlQuery&) {
                           any = true;
                           return false;
                       });
    if (!looked) {
        return Unexpected{looked.error()};
    }
    if (!any) {
        return HandedOver{};
    }
    // Within the transaction nobody else, the operator's command line included, can stop a text that is going just now.
    Work work(m_database, m_clock.now());
    HandedOver handed;
    const auto all = (which == Which::Everything ? waiting(work) : QList<Waiting>()) + waitingOfRehearsals(work);
    for (const auto& item : all) {
        const auto refused = refusal(work, item);
        if (work.error()) {
            break; // Nothing goes whose hours could not be read.
        }
        if (refused) {
            fail(work, item, problemSlug(refused->type));
            continue;
        }
        m_unmarked.append(item);
        m_carrier.submit(item.text);
        mark(work, item);
        ++handed.texts;
    }
    if (const auto done = work.commit(); !done) {
        return Unexpected{done.error()};
    }
    m_unmarked.clear();
    handed.told = work.told();
    return handed;
}

Result<CarrierLine::Taken> CarrierLine::takeEvents()
{
    m_unstored.append(m_carrier.poll());
    const auto any = hasUnstored();
    const auto told = settle();
    return told ? Result<Taken>(Taken{any, *told}) : Unexpected{told.error()};
}

Result<QSet<VolunteerId>> CarrierLine::storeEvents()
{
    if (m_unstored.isEmpty()) {
        return QSet<VolunteerId>{};
    }
    Work work(m_database, m_clock.now());
    for (const auto& event : m_unstored) {
        store(work, event);
    }
    if (const auto done = work.commit(); !done) {
        return Unexpected{done.error()};
    }
    m_unstored.clear();
    m_carrier.settled();
    return work.told();
}

} // namespace textbank
