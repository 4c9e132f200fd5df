#include "core/host/LeaseBook.h"

#include "core/host/ChangeLog.h"
#include "core/host/ContactTable.h"

using namespace Qt::StringLiterals;

namespace textbank {

std::optional<LeaseBook::Row> LeaseBook::find(const LeaseId& id)
{
    std::optional<Row> found;
    m_work.run(
        u"SELECT campaign, volunteer, token, cursor, expires_at, ended_at IS NOT NULL FROM leases WHERE id = ?"_s,
        {id.value}, [&](const QSqlQuery& row) {
            Row lease;
            lease.lease = {id, CampaignId{row.value(0).toString()}, row.value(2).toString(),
                           instantFromMs(row.value(4).toLongLong())};
            lease.volunteer.value = row.value(1).toString();
            lease.cursor = row.value(3).toString();
            lease.ended = row.value(5).toBool();
            found = lease;
            return false;
        });
    return found;
}

std::optional<Lease> LeaseBook::byId(const LeaseId& id)
{
    const auto row = find(id);
    return row ? std::optional(row->lease) : std::nullopt;
}

qint64 LeaseBook::beganAt(const LeaseId& id)
{
    const auto row = find(id);
    return row ? ChangeLog(m_work).sequenceOf(row->volunteer, row->cursor).value_or(0) : 0;
}

HostResult<LeasePage> LeaseBook::again(const Caller& caller, const LeaseRequest& request, const Row& row)
{
    if (row.volunteer != caller.volunteer) {
        return refuse(ProblemType::NotFound);
    }
    if (row.lease.campaign != request.campaign) {
        return refuse(ProblemType::TextChanged, u"this id asked for another campaign"_s);
    }
    if (row.ended) {
        return refuse(ProblemType::LeaseLost);
    }
    ContactTable contacts(m_work);
    return LeasePage{row.lease, contacts.ofLease(row.lease.id), row.cursor, contacts.poolSize(request.campaign)};
}

HostResult<LeasePage> LeaseBook::take(const Caller& caller, const LeaseRequest& request, std::chrono::minutes length,
                                      Random& random)
{
    const LeaseId id{request.id};
    if (const auto known = find(id)) {
        return again(caller, request, *known);
    }
    if (request.id.isEmpty() || request.size < 1) {
        return refuse(ProblemType::Malformed, u"an id and a size of at least 1 are needed"_s);
    }
    if (request.size > kMaxSize) {
        return refuse(ProblemType::TooLarge, u"at most %1 contacts in a lease"_s.arg(kMaxSize));
    }
    ContactTable contacts(m_work);
    auto page = make(caller.volunteer, request.campaign, id, length, random);
    contacts.fillLease(id, request.campaign, caller.volunteer, request.size);
    page.contacts = contacts.ofLease(id);
    page.left = contacts.poolSize(request.campaign);
    sayAgain(caller.volunteer, page);
    return page;
}

void LeaseBook::sayAgain(const VolunteerId& volunteer, const LeasePage& page)
{
    for (const auto& contact : page.contacts) {
        const auto wasHeld =
            m_work.exists(u"SELECT 1 FROM assignments WHERE contact = ? AND volunteer = ? AND lease <> ?"_s,
                          {contact.id.value, volunteer.value, page.lease.id.value});
        if (wasHeld) {
            ChangeLog(m_work).append(volunteer,
                                     ContactAssigned{contact, page.lease, ContactStage::NeedsFirstMessage, {}});
        }
    }
}

LeasePage LeaseBook::make(const VolunteerId& volunteer, const CampaignId& campaign, const LeaseId& id,
                          std::chrono::minutes length, Random& random)
{
    const auto token =
        QString::fromLatin1(random.bytes(18).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    LeasePage page;
    page.lease = {id, campaign, token, m_work.now() + length};
    // Before the contacts are taken: whatever is told about them from here on comes after this cursor.
    page.cursor = ChangeLog(m_work).cursorOf(volunteer);
    m_work.run(
        u"INSERT INTO leases (id, campaign, volunteer, device, token, cursor, created_at, expires_at, ended_at, "
        "end_reason) SELECT ?, ?, id, device, ?, ?, ?, ?, NULL, '' FROM volunteers WHERE id = ?"_s,
        {id.value, campaign.value, token, page.cursor, m_work.nowMs(), toMs(page.lease.expiresAt), volunteer.value});
    return page;
}

std::optional<Lease> LeaseBook::openOf(const VolunteerId& volunteer, const CampaignId& campaign)
{
    const auto id = m_work.value(u"SELECT id FROM leases WHERE volunteer = ? AND campaign = ? AND ended_at IS NULL "
                                 "AND expires_at > ? ORDER BY created_at DESC, id DESC LIMIT 1"_s,
                                 {volunteer.value, campaign.value, m_work.nowMs()});
    const auto row = id.isValid() ? find(LeaseId{id.toString()}) : std::nullopt;
    return row ? std::optional(row->lease) : std::nullopt;
}

HostResult<Lease> LeaseBook::renew(const Caller& caller, const LeaseId& id, std::chrono::minutes length)
{
    auto row = find(id);
    if (!row || row->volunteer != caller.volunteer) {
        return refuse(ProblemType::NotFound);
    }
    if (row->ended) {
        return refuse(ProblemType::LeaseLost);
    }
    row->lease.expiresAt = std::max(row->lease.expiresAt, m_work.now() + length);
    m_work.run(u"UPDATE leases SET expires_at = ? WHERE id = ?"_s, {toMs(row->lease.expiresAt), id.value});
    return row->lease;
}

HostResult<void> LeaseBook::giveBack(const Caller& caller, const LeaseId& id)
{
    const auto row = find(id);
    if (!row || row->volunteer != caller.volunteer) {
        return refuse(ProblemType::NotFound);
    }
    if (!row->ended) { // Giving back twice is giving back: the first answer may have been lost.
        end(id, row->volunteer, u"returned"_s);
    }
    return {};
}

void LeaseBook::end(const LeaseId& id, const VolunteerId& volunteer, const QString& reason)
{
    m_work.run(u"UPDATE leases SET ended_at = ?, end_reason = ? WHERE id = ?"_s, {m_work.nowMs(), reason, id.value});
    ContactTable(m_work).releaseLease(id, volunteer, reason);
    ChangeLog(m_work).append(volunteer, LeaseEnded{id, reason});
}

void LeaseBook::endAllOf(const VolunteerId& volunteer, const QString& reason)
{
    for (const auto& id :
         m_work.strings(u"SELECT id FROM leases WHERE volunteer = ? AND ended_at IS NULL"_s, {volunteer.value})) {
        end(LeaseId{id}, volunteer, reason);
    }
}

void LeaseBook::endExpired()
{
    QList<std::pair<LeaseId, VolunteerId>> expired;
    m_work.run(u"SELECT id, volunteer FROM leases WHERE ended_at IS NULL AND expires_at <= ?"_s, {m_work.nowMs()},
               [&](const QSqlQuery& row) {
                   expired.append({LeaseId{row.value(0).toString()}, VolunteerId{row.value(1).toString()}});
                   return true;
               });
    for (const auto& [lease, volunteer] : expired) {
        end(lease, volunteer, u"expired"_s);
    }
}

bool LeaseBook::fences(const LeaseId& id, const DeviceId& device, const QString& token)
{
    return m_work.exists(u"SELECT 1 FROM leases WHERE id = ? AND device = ? AND token = ? AND ended_at IS NULL "
                         "AND expires_at > ?"_s,
                         {id.value, device.value, token, m_work.nowMs()});
}

} // namespace textbank
