#include "core/host/RecontactGuard.h"

using namespace Qt::StringLiterals;

namespace textbank {

RecontactGuard RecontactGuard::of(Work& work, const CampaignId& campaign)
{
    auto household = 0;
    auto recontact = 0;
    work.run(u"SELECT household_hours, recontact_hours FROM campaigns WHERE id = ?"_s, {campaign.value},
             [&](const QSqlQuery& row) {
                 household = row.value(0).toInt();
                 recontact = row.value(1).toInt();
                 return false;
             });
    return {work, household, recontact};
}

qint64 RecontactGuard::since(int hours) const { return toMs(m_work.now() - std::chrono::hours(hours)); }

std::optional<Problem> RecontactGuard::ifWithin(int hours, const QVariant& textedAt, ProblemType type) const
{
    if (textedAt.isNull() || textedAt.toLongLong() <= since(hours)) {
        return std::nullopt;
    }
    auto problem = refuse(type).error;
    problem.retryAt = instantFromMs(textedAt.toLongLong()) + std::chrono::hours(hours);
    return problem;
}

std::optional<Problem> RecontactGuard::refusal(const HostContact& contact)
{
    const auto number = contact.contact.phone.e164();
    if (m_recontactHours > 0) {
        const auto texted = m_work.value(
            u"SELECT MAX(at) FROM (SELECT at FROM carrier_log WHERE organisation = ? AND number = ? UNION ALL "
            "SELECT at FROM messages WHERE organisation = ? AND number = ? AND to_hand_over = 1) AS texts"_s,
            {contact.organisation, number, contact.organisation, number});
        if (auto problem = ifWithin(m_recontactHours, texted, ProblemType::RecentlyTexted)) {
            return problem;
        }
    }
    if (m_householdHours > 0 && !contact.household.isEmpty()) {
        const auto texted =
            m_work.value(u"SELECT MAX(COALESCE(l.at, m.at)) FROM contacts o JOIN messages m ON m.contact = o.id AND "
                         "m.kind = 0 LEFT JOIN carrier_log l ON l.message = m.id WHERE o.organisation = ? "
                         "AND o.household = ? AND o.number <> ? AND (l.message IS NOT NULL OR m.to_hand_over = 1)"_s,
                         {contact.organisation, contact.household, number});
        return ifWithin(m_householdHours, texted, ProblemType::HouseholdTexted);
    }
    return std::nullopt;
}

QString RecontactGuard::condition() const
{
    QString sql;
    if (m_recontactHours > 0) {
        sql += u" AND NOT EXISTS (SELECT 1 FROM carrier_log l WHERE l.organisation = c.organisation "
               "AND l.number = c.number AND l.at > ?) "
               "AND NOT EXISTS (SELECT 1 FROM messages w WHERE w.organisation = c.organisation "
               "AND w.number = c.number AND w.to_hand_over = 1)"_s;
    }
    if (m_householdHours > 0) {
        // Who asked to stop, or has another's number, keeps nobody waiting.
        sql +=
            u" AND (c.household = '' OR NOT EXISTS (SELECT 1 FROM contacts o WHERE o.organisation = c.organisation "
            "AND o.household = c.household AND o.number <> c.number AND ("
            "(o.lease IS NOT NULL AND o.stage = 0 AND o.wrong_number = 0 AND NOT EXISTS (SELECT 1 FROM suppressions u "
            "WHERE u.organisation = o.organisation AND u.number = o.number)) "
            "OR EXISTS (SELECT 1 FROM messages m LEFT JOIN carrier_log l ON l.message = m.id WHERE m.contact = o.id "
            "AND m.kind = 0 AND (l.at > ? OR m.to_hand_over = 1)))))"_s;
    }
    return sql;
}

QVariantList RecontactGuard::values() const
{
    QVariantList values;
    for (const auto hours : {m_recontactHours, m_householdHours}) {
        if (hours > 0) {
            values.append(since(hours));
        }
    }
    return values;
}

} // namespace textbank
