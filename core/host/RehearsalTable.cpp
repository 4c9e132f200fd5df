#include "core/host/RehearsalTable.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

std::optional<Instant> timeOf(const QVariant& ms)
{
    return ms.isNull() ? std::nullopt : std::optional(instantFromMs(ms.toLongLong()));
}

} // namespace

void RehearsalTable::insert(const Rehearsal& asked)
{
    m_work.run(
        u"INSERT INTO rehearsals (id, organisation, campaign, number, asked_by, asked_at, wait_ms, passed, reason, "
        "refused, confirmations) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '', 0)"_s,
        {asked.id, asked.organisation, asked.campaign.value, asked.number.e164(), asked.askedBy, toMs(asked.askedAt),
         static_cast<qint64>(asked.wait.count())});
}

std::optional<Rehearsal> RehearsalTable::find(const QString& id)
{
    std::optional<Rehearsal> found;
    m_work.run(
        u"SELECT organisation, campaign, number, asked_by, asked_at, wait_ms, begun_at, text_at, stop_at, told_at, "
        "ended_at, passed, reason, refused, confirmations FROM rehearsals WHERE id = ?"_s,
        {id}, [&](const QSqlQuery& row) {
            Rehearsal one;
            one.id = id;
            one.organisation = row.value(0).toString();
            one.campaign.value = row.value(1).toString();
            one.number = PhoneNumber::fromE164(row.value(2).toString()).value_or(PhoneNumber());
            one.askedBy = row.value(3).toString();
            one.askedAt = instantFromMs(row.value(4).toLongLong());
            one.wait = Millis{row.value(5).toLongLong()};
            one.begunAt = timeOf(row.value(6));
            one.textAt = timeOf(row.value(7));
            one.stopAt = timeOf(row.value(8));
            one.toldAt = timeOf(row.value(9));
            one.endedAt = timeOf(row.value(10));
            one.passed = row.value(11).toBool();
            one.reason = row.value(12).toString();
            one.refused = row.value(13).toString();
            one.confirmations = row.value(14).toInt();
            found = one;
            return false;
        });
    if (!found) {
        return found;
    }
    m_work.run(
        u"SELECT volunteer, device, device_name, sequence, confirmed_at, signed_out, away FROM rehearsal_devices "
        "WHERE rehearsal = ? ORDER BY volunteer"_s,
        {id}, [&](const QSqlQuery& row) {
            found->devices.append({VolunteerId{row.value(0).toString()}, DeviceId{row.value(1).toString()},
                                   row.value(2).toString(), row.value(3).toLongLong(), timeOf(row.value(4)),
                                   row.value(5).toBool(), row.value(6).toBool()});
            return true;
        });
    return found;
}

std::optional<Rehearsal> RehearsalTable::waitingFor(const PhoneNumber& number)
{
    const auto id = m_work.value(u"SELECT id FROM rehearsals WHERE number = ? AND begun_at IS NOT NULL "
                                 "AND ended_at IS NULL"_s,
                                 {number.e164()});
    return id.isValid() ? find(id.toString()) : std::nullopt;
}

QStringList RehearsalTable::openIds()
{
    return m_work.strings(u"SELECT id FROM rehearsals WHERE ended_at IS NULL ORDER BY asked_at, id"_s);
}

QStringList RehearsalTable::newestOf(const QString& organisation, int count)
{
    return m_work.strings(u"SELECT id FROM rehearsals WHERE organisation = ? ORDER BY asked_at DESC, id DESC LIMIT ?"_s,
                          {organisation, count});
}

bool RehearsalTable::isOpenOf(const QString& organisation)
{
    return m_work.exists(u"SELECT 1 FROM rehearsals WHERE organisation = ? AND ended_at IS NULL"_s, {organisation});
}

bool RehearsalTable::isOpenOn(const PhoneNumber& number)
{
    return m_work.exists(u"SELECT 1 FROM rehearsals WHERE number = ? AND ended_at IS NULL"_s, {number.e164()});
}

void RehearsalTable::begin(const QString& id, const PhoneNumber& number)
{
    m_work.run(u"UPDATE rehearsals SET number = ?, begun_at = ? WHERE id = ?"_s, {number.e164(), m_work.nowMs(), id});
}

void RehearsalTable::queueText(const Rehearsal& rehearsal, int kind, const QString& text, const QString& language,
                               std::optional<Instant> sendBefore)
{
    const auto id = u"rehearsal-%1"_s.arg(m_work.nextSequence());
    m_work.run(
        u"INSERT INTO rehearsal_texts (id, rehearsal, kind, text, language, at, send_before, to_hand_over, failure) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 1, '')"_s,
        {id, rehearsal.id, kind, text, language, m_work.nowMs(),
         sendBefore ? QVariant(toMs(*sendBefore)) : QVariant()});
}

QString RehearsalTable::failureOf(const QString& rehearsal)
{
    return m_work
        .value(u"SELECT failure FROM rehearsal_texts WHERE rehearsal = ? AND kind = ? AND failure <> ''"_s,
               {rehearsal, kText})
        .toString();
}

int RehearsalTable::confirmationsSent(const QString& rehearsal)
{
    return m_work
        .value(u"SELECT COUNT(*) FROM rehearsal_texts t WHERE t.rehearsal = ? AND t.kind = ? AND EXISTS "
               "(SELECT 1 FROM carrier_log l WHERE l.message = t.id)"_s,
               {rehearsal, kConfirmation})
        .toInt();
}

void RehearsalTable::noteStop(const QString& id)
{
    m_work.run(u"UPDATE rehearsals SET stop_at = ? WHERE id = ?"_s, {m_work.nowMs(), id});
}

void RehearsalTable::noteTold(const QString& id)
{
    m_work.run(u"UPDATE rehearsals SET told_at = ? WHERE id = ?"_s, {m_work.nowMs(), id});
}

void RehearsalTable::add(const QString& rehearsal, const Rehearsal::Device& device)
{
    m_work.run(
        u"INSERT INTO rehearsal_devices (rehearsal, volunteer, device, device_name, sequence, confirmed_at, "
        "signed_out, away) VALUES (?, ?, ?, ?, ?, NULL, 0, ?)"_s,
        {rehearsal, device.volunteer.value, device.device.value, device.name, device.sequence, device.away ? 1 : 0});
}

bool RehearsalTable::confirm(const VolunteerId& volunteer, qint64 sequence)
{
    const auto waits = m_work.strings(
        u"SELECT d.rehearsal FROM rehearsals r JOIN rehearsal_devices d ON d.rehearsal = r.id WHERE r.ended_at IS NULL "
        "AND d.volunteer = ? AND d.away = 0 AND d.confirmed_at IS NULL AND d.sequence <= ?"_s,
        {volunteer.value, sequence});
    for (const auto& rehearsal : waits) {
        m_work.run(u"UPDATE rehearsal_devices SET confirmed_at = ? WHERE rehearsal = ? AND volunteer = ?"_s,
                   {m_work.nowMs(), rehearsal, volunteer.value});
    }
    return !waits.isEmpty();
}

void RehearsalTable::noteSignedOut(const QString& rehearsal, const VolunteerId& volunteer)
{
    m_work.run(u"UPDATE rehearsal_devices SET signed_out = 1 WHERE rehearsal = ? AND volunteer = ?"_s,
               {rehearsal, volunteer.value});
}

void RehearsalTable::end(const Rehearsal& ended)
{
    // What still waits for the carrier is nobody's any more.
    m_work.run(
        u"UPDATE rehearsal_texts SET to_hand_over = 0, failure = 'over' WHERE rehearsal = ? AND to_hand_over = 1"_s,
        {ended.id});
    m_work.run(
        u"UPDATE rehearsals SET ended_at = ?, passed = ?, reason = ?, refused = ?, confirmations = ? WHERE id = ?"_s,
        {m_work.nowMs(), ended.passed ? 1 : 0, ended.reason, ended.refused, ended.confirmations, ended.id});
}

} // namespace textbank
