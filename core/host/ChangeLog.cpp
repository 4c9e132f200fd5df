#include "core/host/ChangeLog.h"

#include "core/base/Log.h"
#include "core/gateway/Wire.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

bool saysThatItEnds(const Change& change)
{
    return std::holds_alternative<SessionRevoked>(change) || std::holds_alternative<LeaseEnded>(change);
}

} // namespace

void ChangeLog::append(const VolunteerId& volunteer, const Change& change) { add(volunteer, {}, change); }

void ChangeLog::appendToSession(const VolunteerId& volunteer, const QString& session, const Change& change)
{
    add(volunteer, session, change);
}

void ChangeLog::add(const VolunteerId& volunteer, const QString& session, const Change& change)
{
    const auto sequence = m_work.nextSequence();
    m_work.run(
        u"INSERT INTO changes (sequence, volunteer, session, body, at) VALUES (?, ?, ?, ?, ?)"_s,
        {sequence, volunteer.value, session, QString::fromUtf8(wire::compact(wire::write(change))), m_work.nowMs()});
    m_work.tell(volunteer);
}

void ChangeLog::appendToCampaign(const CampaignId& campaign, const Change& change)
{
    const auto members = m_work.strings(u"SELECT volunteer FROM memberships WHERE campaign = ?"_s, {campaign.value});
    for (const auto& member : members) {
        append(VolunteerId{member}, change);
    }
}

QString ChangeLog::cursorAt(const VolunteerId& volunteer, qint64 sequence)
{
    const auto stream = m_work.value(u"SELECT stream FROM volunteers WHERE id = ?"_s, {volunteer.value}).toString();
    return stream + u'.' + QString::number(sequence);
}

QString ChangeLog::cursorOf(const VolunteerId& volunteer) { return cursorAt(volunteer, m_work.lastSequence()); }

std::optional<qint64> ChangeLog::sequenceOf(const VolunteerId& volunteer, const QString& cursor)
{
    QString stream;
    qint64 start = 0;
    m_work.run(u"SELECT stream, stream_start FROM volunteers WHERE id = ?"_s, {volunteer.value},
               [&](const QSqlQuery& row) {
                   stream = row.value(0).toString();
                   start = row.value(1).toLongLong();
                   return false;
               });
    if (cursor.isEmpty()) {
        return start;
    }
    const auto dot = cursor.lastIndexOf(u'.');
    auto isNumber = false;
    const auto sequence = cursor.mid(dot + 1).toLongLong(&isNumber);
    if (dot < 0 || !isNumber || stream.isEmpty() || QStringView(cursor).left(dot) != stream || sequence < 0 ||
        sequence > m_work.lastSequence()) {
        return std::nullopt;
    }
    return sequence;
}

ChangesPage ChangeLog::page(const VolunteerId& volunteer, const QString& session, qint64 after, Tells tells)
{
    ChangesPage page;
    auto last = after;
    qsizetype characters = 0;
    const auto read = [&](const QSqlQuery& row) {
        if (page.changes.size() == kPage || characters > kPageCharacters) {
            page.more = true;
            return false;
        }
        last = row.value(0).toLongLong();
        const auto body = row.value(1).toString();
        const auto json = wire::parseObject(body.toUtf8());
        const auto change = json ? wire::readChange(*json) : Result<Change>(Unexpected{json.error()});
        if (!change) {
            // The ones behind it, a STOP among them, matter more than that nothing is missing.
            logError("host", u"change %1 was passed over: %2"_s.arg(last).arg(change.error().detail));
            return true;
        }
        if (tells == Tells::Everything || saysThatItEnds(*change)) {
            page.changes.append(*change);
            characters += body.size();
        }
        return true;
    };
    m_work.run(u"SELECT sequence, body FROM changes WHERE volunteer = ? AND sequence > ? AND session IN ('', ?) "
               "ORDER BY sequence"_s,
               {volunteer.value, after, session}, read);
    page.cursor = cursorAt(volunteer, last);
    return page;
}

} // namespace textbank
