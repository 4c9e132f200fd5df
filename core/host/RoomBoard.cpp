#include "core/host/RoomBoard.h"

#include "core/host/ContactTable.h"
#include "core/host/Entrance.h"
#include "core/host/RehearsalTable.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QJsonValue timeOrNull(const QVariant& ms)
{
    return ms.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(toRfc3339(instantFromMs(ms.toLongLong())));
}

QJsonValue orNull(const std::optional<Instant>& at)
{
    return at ? QJsonValue(toRfc3339(*at)) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const std::optional<Millis>& time)
{
    return time ? QJsonValue(static_cast<qint64>(time->count())) : QJsonValue(QJsonValue::Null);
}

QString nameOf(Rehearsal::Stage stage)
{
    switch (stage) {
    case Rehearsal::Stage::Asked:
        return u"asked"_s;
    case Rehearsal::Stage::Texted:
        return u"texted"_s;
    case Rehearsal::Stage::Confirming:
        return u"confirming"_s;
    case Rehearsal::Stage::Passed:
        return u"passed"_s;
    case Rehearsal::Stage::Failed:
        break;
    }
    return u"failed"_s;
}

QJsonObject written(const Rehearsal& one)
{
    QJsonArray missing;
    for (const auto& device : one.missing()) {
        missing.append(QJsonObject{{u"volunteer"_s, device.volunteer.value},
                                   {u"device"_s, device.device.value},
                                   {u"computer"_s, device.name}});
    }
    return {{u"id"_s, one.id},
            {u"campaign"_s, one.campaign.value},
            {u"by"_s, one.askedBy},
            {u"stage"_s, nameOf(one.stage())},
            {u"reason"_s, one.reason},
            {u"askedAt"_s, toRfc3339(one.askedAt)},
            {u"textAt"_s, orNull(one.textAt)},
            {u"stopAt"_s, orNull(one.stopAt)},
            {u"endedAt"_s, orNull(one.endedAt)},
            {u"told"_s, one.told()},
            {u"confirmed"_s, one.confirmed()},
            {u"signedOut"_s, one.signedOut()},
            {u"medianMs"_s, orNull(one.median())},
            {u"slowestMs"_s, orNull(one.slowest())},
            {u"missing"_s, missing},
            {u"textAfterStop"_s, one.refused},
            {u"confirmations"_s, one.confirmations}};
}

} // namespace

QJsonObject RoomBoard::board()
{
    return {{u"clock"_s, toRfc3339(m_work.now())}, {u"campaigns"_s, campaigns()},     {u"volunteers"_s, volunteers()},
            {u"unassigned"_s, unassigned()},       {u"escalations"_s, escalations()}, {u"messages"_s, messages()},
            {u"rehearsals"_s, rehearsals()}};
}

QJsonArray RoomBoard::campaigns()
{
    QJsonArray all;
    m_work.run(
        u"SELECT k.id, k.title, k.version, k.paused, k.pause_reason, "
        "(SELECT COUNT(*) FROM contacts c WHERE c.campaign = k.id), "
        "(SELECT COUNT(*) FROM contacts c WHERE c.campaign = k.id AND c.volunteer IS NOT NULL), "
        "(SELECT COUNT(*) FROM messages m JOIN contacts c ON c.id = m.contact WHERE c.campaign = k.id AND m.kind = 0 "
        "AND m.never_left = 0), "
        "(SELECT COUNT(*) FROM messages m JOIN contacts c ON c.id = m.contact WHERE c.campaign = k.id "
        "AND m.kind = 3), "
        "(SELECT COUNT(*) FROM contacts c WHERE c.campaign = k.id AND c.waiting_since IS NOT NULL), "
        "(SELECT MIN(c.waiting_since) FROM contacts c WHERE c.campaign = k.id), "
        "(SELECT COUNT(*) FROM contacts c JOIN suppressions s ON s.organisation = c.organisation "
        "AND s.number = c.number WHERE c.campaign = k.id), "
        "(SELECT COUNT(*) FROM messages m JOIN contacts c ON c.id = m.contact WHERE c.campaign = k.id "
        "AND m.direction = 1 AND m.delivery = 7) "
        "FROM campaigns k WHERE k.organisation = ? ORDER BY k.created_at, k.id"_s,
        {m_organisation}, [&](const QSqlQuery& row) {
            all.append(QJsonObject{{u"id"_s, row.value(0).toString()},
                                   {u"title"_s, row.value(1).toString()},
                                   {u"version"_s, row.value(2).toString()},
                                   {u"paused"_s, row.value(3).toBool()},
                                   {u"pauseReason"_s, row.value(4).toString()},
                                   {u"contacts"_s, row.value(5).toLongLong()},
                                   {u"assigned"_s, row.value(6).toLongLong()},
                                   {u"firstMessages"_s, row.value(7).toLongLong()},
                                   {u"replies"_s, row.value(8).toLongLong()},
                                   {u"waiting"_s, row.value(9).toLongLong()},
                                   {u"oldestWaiting"_s, timeOrNull(row.value(10))},
                                   {u"optOuts"_s, row.value(11).toLongLong()},
                                   {u"failed"_s, row.value(12).toLongLong()}});
            return true;
        });
    for (auto campaign : all) {
        auto object = campaign.toObject();
        object.insert("pool"_L1, ContactTable(m_work).poolSize(CampaignId{object.value("id"_L1).toString()}));
        campaign = object;
    }
    return all;
}

QString RoomBoard::volunteersSql()
{
    return u"SELECT v.id, v.display_name, v.role, v.frozen, v.last_seen_at, "
           "EXISTS (SELECT 1 FROM sessions s WHERE s.volunteer = v.id AND s.ended_at IS NULL AND s.created_at > ?), "
           "(SELECT COUNT(*) FROM messages m WHERE m.volunteer = v.id AND m.kind = 0 AND m.never_left = 0), "
           "(SELECT COUNT(*) FROM messages m WHERE m.volunteer = v.id AND m.kind = 1 AND m.never_left = 0), "
           "(SELECT COUNT(*) FROM contacts c WHERE c.volunteer = v.id), "
           "(SELECT COUNT(*) FROM contacts c WHERE c.volunteer = v.id AND c.stage = 0), "
           "(SELECT COUNT(*) FROM contacts c WHERE c.volunteer = v.id AND c.waiting_since IS NOT NULL), "
           "(SELECT MIN(c.waiting_since) FROM contacts c WHERE c.volunteer = v.id), "
           "(SELECT COUNT(*) FROM contacts c JOIN suppressions s ON s.organisation = c.organisation "
           "AND s.number = c.number WHERE c.volunteer = v.id), "
           "(SELECT COUNT(*) FROM commands k WHERE k.volunteer = v.id AND k.status = 1) "
           "FROM volunteers v WHERE v.organisation = ? ORDER BY v.display_name, v.id"_s;
}

QJsonArray RoomBoard::volunteers()
{
    QJsonArray all;
    m_work.run(
        volunteersSql(), {toMs(m_work.now() - Entrance::kLongestSession), m_organisation}, [&](const QSqlQuery& row) {
            const VolunteerId id{row.value(0).toString()};
            const auto seen = std::max(instantFromMs(row.value(4).toLongLong()), m_lastSeen.value(id));
            all.append(QJsonObject{
                {u"id"_s, id.value},
                {u"displayName"_s, row.value(1).toString()},
                {u"role"_s, static_cast<Role>(row.value(2).toInt()) == Role::Staff ? u"staff"_s : u"volunteer"_s},
                {u"frozen"_s, row.value(3).toBool()},
                {u"lastSeen"_s, toRfc3339(seen)},
                {u"signedIn"_s, row.value(5).toBool()},
                {u"firstMessages"_s, row.value(6).toLongLong()},
                {u"repliesSent"_s, row.value(7).toLongLong()},
                {u"sent"_s, row.value(6).toLongLong() + row.value(7).toLongLong()},
                {u"assigned"_s, row.value(8).toLongLong()},
                {u"left"_s, row.value(9).toLongLong()},
                {u"waiting"_s, row.value(10).toLongLong()},
                {u"oldestWaiting"_s, timeOrNull(row.value(11))},
                {u"optOuts"_s, row.value(12).toLongLong()},
                {u"refused"_s, row.value(13).toLongLong()}});
            return true;
        });
    return all;
}

QJsonObject RoomBoard::unassigned()
{
    QJsonObject found;
    m_work.run(u"SELECT COUNT(*), COUNT(waiting_since), MIN(waiting_since) FROM contacts WHERE organisation = ? "
               "AND volunteer IS NULL AND stage <> 0"_s,
               {m_organisation}, [&](const QSqlQuery& row) {
                   found = {{u"conversations"_s, row.value(0).toLongLong()},
                            {u"waiting"_s, row.value(1).toLongLong()},
                            {u"oldestWaiting"_s, timeOrNull(row.value(2))}};
                   return false;
               });
    return found;
}

QJsonArray RoomBoard::escalations()
{
    QJsonArray all;
    m_work.run(u"SELECT e.id, e.contact, c.campaign, e.volunteer, v.display_name, e.reason, e.at FROM escalations e "
               "JOIN contacts c ON c.id = e.contact JOIN volunteers v ON v.id = e.volunteer "
               "WHERE c.organisation = ? AND e.ended_at IS NULL ORDER BY e.at, e.id LIMIT 200"_s,
               {m_organisation}, [&](const QSqlQuery& row) {
                   all.append(QJsonObject{{u"id"_s, row.value(0).toString()},
                                          {u"contact"_s, row.value(1).toString()},
                                          {u"campaign"_s, row.value(2).toString()},
                                          {u"volunteer"_s, row.value(3).toString()},
                                          {u"from"_s, row.value(4).toString()},
                                          {u"reason"_s, row.value(5).toString()},
                                          {u"at"_s, timeOrNull(row.value(6))}});
                   return true;
               });
    return all;
}

QJsonArray RoomBoard::messages()
{
    QJsonArray all;
    m_work.run(
        u"SELECT m.id, m.campaign, m.volunteer, v.display_name, m.text, m.at FROM staff_messages m "
        "JOIN volunteers v ON v.id = m.volunteer WHERE v.organisation = ? ORDER BY m.at DESC, m.id DESC LIMIT 50"_s,
        {m_organisation}, [&](const QSqlQuery& row) {
            all.prepend(QJsonObject{{u"id"_s, row.value(0).toString()},
                                    {u"campaign"_s, row.value(1).toString()},
                                    {u"volunteer"_s, row.value(2).toString()},
                                    {u"from"_s, row.value(3).toString()},
                                    {u"text"_s, row.value(4).toString()},
                                    {u"at"_s, timeOrNull(row.value(5))}});
            return true;
        });
    return all;
}

QJsonArray RoomBoard::rehearsals()
{
    QJsonArray all;
    RehearsalTable table(m_work);
    for (const auto& id : table.newestOf(m_organisation, 10)) {
        if (const auto one = table.find(id)) {
            all.append(written(*one));
        }
    }
    return all;
}

} // namespace textbank
