#include "core/host/Entrance.h"

#include "core/host/ChangeLog.h"

#include <QCryptographicHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// Without 0 O 1 I L U: codes are read aloud across a room.
constexpr QStringView kAlphabet = u"23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kCodeLength = 12;
constexpr int kMaxName = 200;
constexpr int kDigitsOfName = 8;

QString normalised(const QString& code)
{
    QString letters;
    for (const auto c : code) {
        if (c.isLetterOrNumber()) {
            letters += c.toUpper();
        }
    }
    return letters;
}

QString base64Url(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

QByteArray Entrance::hashOf(const QString& secret)
{
    return QCryptographicHash::hash(secret.toUtf8(), QCryptographicHash::Sha256);
}

QString Entrance::nameOf(const QString& typed)
{
    return QString::fromLatin1(hashOf(normalised(typed)).toHex().left(kDigitsOfName));
}

QString Entrance::makeCode(const CampaignId& campaign, const Host::JoinCodeOptions& options)
{
    QString letters;
    for (int i = 0; i < kCodeLength; ++i) {
        letters += kAlphabet.at(static_cast<qsizetype>(m_random.below(static_cast<quint64>(kAlphabet.size()))));
    }
    m_work.run(u"INSERT INTO join_codes (code_hash, campaign, role, uses, used, expires_at, created_at) "
               "VALUES (?, ?, ?, ?, 0, ?, ?)"_s,
               {hashOf(letters), campaign.value, static_cast<int>(options.role), options.uses,
                toMs(m_work.now() + options.validFor), m_work.nowMs()});
    return letters.left(4) + u'-' + letters.mid(4, 4) + u'-' + letters.mid(8);
}

std::optional<Problem> Entrance::tooManyTries(const QString& remote)
{
    const auto since = toMs(m_work.now() - kFailedWindow);
    m_work.run(u"DELETE FROM failed_joins WHERE at < ?"_s, {since});
    // The try that has to be forgotten before there may be another one.
    auto oldest = m_work.value(u"SELECT at FROM failed_joins WHERE remote = ? ORDER BY at DESC LIMIT 1 OFFSET ?"_s,
                               {remote, kFailedTries - 1});
    if (!oldest.isValid()) {
        oldest =
            m_work.value(u"SELECT at FROM failed_joins ORDER BY at DESC LIMIT 1 OFFSET ?"_s, {kFailedTriesInTotal - 1});
    }
    if (!oldest.isValid()) {
        return std::nullopt;
    }
    auto problem = refuse(ProblemType::RateLimited, u"too many wrong codes"_s).error;
    const auto wait = instantFromMs(oldest.toLongLong()) + kFailedWindow - m_work.now();
    problem.retryAfter = std::max(Seconds{1}, std::chrono::ceil<Seconds>(wait));
    return problem;
}

std::optional<Entrance::Code> Entrance::findCode(const QString& typed)
{
    std::optional<Code> found;
    const auto hash = hashOf(normalised(typed));
    m_work.run(u"SELECT campaign, role, used >= uses, expires_at FROM join_codes WHERE code_hash = ?"_s, {hash},
               [&](const QSqlQuery& row) {
                   found = Code{hash, CampaignId{row.value(0).toString()}, static_cast<Role>(row.value(1).toInt()),
                                row.value(2).toBool(), instantFromMs(row.value(3).toLongLong())};
                   return false;
               });
    return found;
}

VolunteerId Entrance::admit(const JoinRequest& request, const QString& organisation, Role role)
{
    const VolunteerId known{m_work
                                .value(u"SELECT id FROM volunteers WHERE organisation = ? AND device = ?"_s,
                                       {organisation, request.device.value})
                                .toString()};
    const auto name = request.displayName.trimmed();
    if (!known.isEmpty()) {
        std::optional<QString> frozen;
        endEarlierSessionsOf(known, role);
        m_work.run(
            u"UPDATE volunteers SET display_name = ?, device_name = ?, role = ?, last_seen_at = ? WHERE id = ?"_s,
            {name, request.deviceName, static_cast<int>(role), m_work.nowMs(), known.value});
        m_work.run(u"SELECT frozen_reason FROM volunteers WHERE id = ? AND frozen = 1"_s, {known.value},
                   [&](const QSqlQuery& row) {
                       frozen = row.value(0).toString();
                       return false;
                   });
        if (frozen) {
            // A store that begins anew has not heard of it.
            ChangeLog(m_work).append(known, VolunteerFrozen{true, *frozen});
        }
        return known;
    }
    const VolunteerId made{makeUuidV7(m_work.now(), m_random)};
    m_work.run(u"INSERT INTO volunteers (id, organisation, device, device_name, display_name, role, frozen, "
               "frozen_reason, stream, stream_start, created_at, last_seen_at) "
               "VALUES (?, ?, ?, ?, ?, ?, 0, '', ?, ?, ?, ?)"_s,
               {made.value, organisation, request.device.value, request.deviceName, name, static_cast<int>(role),
                base64Url(m_random.bytes(9)), m_work.lastSequence(), m_work.nowMs(), m_work.nowMs()});
    return made;
}

HostResult<Joined> Entrance::join(const JoinRequest& request, const QString& remote)
{
    if (auto limited = tooManyTries(remote)) {
        return Unexpected{*limited};
    }
    if (request.displayName.trimmed().isEmpty() || request.displayName.size() > kMaxName || request.device.isEmpty()) {
        return refuse(ProblemType::Malformed, u"a name and a device are needed"_s);
    }
    const auto code = findCode(request.code);
    if (!code) {
        m_work.run(u"INSERT INTO failed_joins (remote, at) VALUES (?, ?)"_s, {remote, m_work.nowMs()});
        return refuse(ProblemType::CodeInvalid);
    }
    if (code->expiresAt <= m_work.now()) {
        return refuse(ProblemType::CodeExpired);
    }
    if (!m_work.exists(u"SELECT 1 FROM join_uses WHERE code_hash = ? AND device = ?"_s,
                       {code->hash, request.device.value})) {
        if (code->usedUp) {
            return refuse(ProblemType::CodeUsedUp);
        }
        m_work.run(u"UPDATE join_codes SET used = used + 1 WHERE code_hash = ?"_s, {code->hash});
        m_work.run(u"INSERT INTO join_uses (code_hash, device, at) VALUES (?, ?, ?)"_s,
                   {code->hash, request.device.value, m_work.nowMs()});
    }
    const auto organisation =
        m_work.value(u"SELECT organisation FROM campaigns WHERE id = ?"_s, {code->campaign.value}).toString();

    Joined joined;
    joined.volunteer = admit(request, organisation, code->role);
    joined.role = code->role;
    joined.displayName = request.displayName.trimmed();
    joined.organisation = m_work.value(u"SELECT name FROM organisations WHERE id = ?"_s, {organisation}).toString();
    joined.token = base64Url(m_random.bytes(32));
    m_work.run(u"INSERT INTO memberships (volunteer, campaign) VALUES (?, ?) ON CONFLICT DO NOTHING"_s,
               {joined.volunteer.value, code->campaign.value});
    m_work.run(u"INSERT INTO sessions (id, volunteer, token_hash, role, created_at, ended_at, end_reason) "
               "VALUES (?, ?, ?, ?, ?, NULL, '')"_s,
               {makeUuidV7(m_work.now(), m_random), joined.volunteer.value, hashOf(joined.token),
                static_cast<int>(code->role), m_work.nowMs()});
    return joined;
}

std::optional<CampaignId> Entrance::endCode(const QString& typed)
{
    const auto code = findCode(typed);
    if (!code) {
        return std::nullopt;
    }
    m_work.run(u"UPDATE join_codes SET expires_at = MIN(expires_at, ?) WHERE code_hash = ?"_s,
               {m_work.nowMs(), code->hash});
    return code->campaign;
}

Entrance::Standing Entrance::standingOf(const QString& session)
{
    auto standing = Standing::Ended;
    m_work.run(u"SELECT ended_at IS NULL AND created_at > ?, grace_until FROM sessions WHERE id = ?"_s,
               {toMs(m_work.now() - kLongestSession), session}, [&](const QSqlQuery& row) {
                   if (row.value(0).toBool()) {
                       standing = Standing::Live;
                   } else if (!row.isNull(1) && row.value(1).toLongLong() > m_work.nowMs()) {
                       standing = Standing::Ending;
                   }
                   return false;
               });
    return standing;
}

void Entrance::endSession(const QString& session, const QString& reason)
{
    m_work.run(u"UPDATE sessions SET grace_until = NULL WHERE id = ?"_s, {session});
    m_work.run(u"UPDATE sessions SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL"_s,
               {m_work.nowMs(), reason, session});
}

void Entrance::endEarlierSessionsOf(const VolunteerId& volunteer, Role role)
{
    m_work.run(u"UPDATE sessions SET grace_until = NULL WHERE volunteer = ?"_s, {volunteer.value});
    // The network may deliver one request twice, or lose the first answer. Which of the answers the laptop kept nobody
    // here knows, so one that may be this one's twin stays; nobody else has its token.
    m_work.run(
        u"UPDATE sessions SET ended_at = ?, end_reason = 'joined again' WHERE volunteer = ? AND ended_at IS NULL "
        "AND (role <> ? OR created_at <= ?)"_s,
        {m_work.nowMs(), volunteer.value, static_cast<int>(role), toMs(m_work.now() - kTwins)});
}

void Entrance::endSessionsOf(const VolunteerId& volunteer, const QString& reason)
{
    m_work.run(u"UPDATE sessions SET grace_until = NULL WHERE volunteer = ?"_s, {volunteer.value});
    m_work.run(u"UPDATE sessions SET ended_at = ?, end_reason = ? WHERE volunteer = ? AND ended_at IS NULL"_s,
               {m_work.nowMs(), reason, volunteer.value});
}

QStringList Entrance::letSessionsEnd(const VolunteerId& volunteer, const QString& reason)
{
    // A token that ran out by itself is not good for anything again because staff end it.
    const auto since = toMs(m_work.now() - kLongestSession);
    auto live = m_work.strings(u"SELECT id FROM sessions WHERE volunteer = ? AND ended_at IS NULL AND created_at > ?"_s,
                               {volunteer.value, since});
    m_work.run(u"UPDATE sessions SET ended_at = ?, end_reason = ?, "
               "grace_until = CASE WHEN created_at > ? THEN ? ELSE NULL END WHERE volunteer = ? AND ended_at IS NULL"_s,
               {m_work.nowMs(), reason, since, toMs(m_work.now() + kGrace), volunteer.value});
    return live;
}

void Entrance::noteSeen(const VolunteerId& volunteer, Instant at)
{
    m_work.run(u"UPDATE volunteers SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?"_s,
               {toMs(at), volunteer.value, toMs(at)});
}

} // namespace textbank
