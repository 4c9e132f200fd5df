#include "core/store/ProfileRows.h"

#include "core/store/Codec.h"
#include "core/store/Eraser.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QByteArray kKeyCheck = QByteArrayLiteral("textbank profile");
constexpr auto kProfileRow = "1";
const QString kOfferedSetting = u"campaigns.offered"_s;

QString toText(const SessionEnd& end)
{
    return u"%1 %2 %3 %4 %5 %6"_s.arg(static_cast<int>(end.reason))
        .arg(toMs(end.at))
        .arg(end.textsNotSent)
        .arg(end.textsUnknown)
        .arg(end.refused.optOuts)
        .arg(end.refused.others);
}

Result<std::optional<SessionEnd>> sessionEndFrom(const QString& text)
{
    if (text.isEmpty()) {
        return std::optional<SessionEnd>();
    }
    const auto parts = text.split(u' ');
    const auto reason = parts.constFirst().toInt();
    if ((parts.size() != 4 && parts.size() != 6) || reason < static_cast<int>(EndReason::Revoked) ||
        reason > static_cast<int>(EndReason::DeadlinePassed)) {
        return fail(ErrorCode::Corrupt, u"how the session ended"_s);
    }
    return std::optional(SessionEnd{static_cast<EndReason>(reason),
                                    instantFromMs(parts.at(1).toLongLong()),
                                    parts.at(2).toInt(),
                                    parts.at(3).toInt(),
                                    {parts.value(4).toInt(), parts.value(5).toInt()}});
}

} // namespace

Result<void> ProfileRows::checkKey()
{
    QByteArray sealed;
    auto done = m_database.run(u"SELECT key_check FROM profile"_s, {}, [&](const QSqlQuery& row) {
        sealed = row.value(0).toByteArray();
        return false;
    });
    if (!done) {
        return done;
    }
    if (sealed.isEmpty()) {
        auto inUse = false;
        done = m_database.run(u"SELECT 1 FROM contact UNION ALL SELECT 1 FROM outbox LIMIT 1"_s, {},
                              [&](const QSqlQuery&) {
                                  inUse = true;
                                  return false;
                              });
        if (!done || inUse) {
            return done ? Result<void>(fail(ErrorCode::Corrupt, u"the profile's row is missing"_s)) : done;
        }
        return m_database.run(u"INSERT INTO profile (key, key_check, cursor, frozen, revoked) VALUES (1, ?, ?, 0, 0)"_s,
                              {m_sealer.seal({"profile", kProfileRow, "key_check"}, kKeyCheck), QString()});
    }
    const auto opened = m_sealer.open({"profile", kProfileRow, "key_check"}, sealed);
    if (!opened || *opened != kKeyCheck) {
        return fail(ErrorCode::NoKey, u"the profile was sealed under another key"_s);
    }
    return {};
}

Result<ProfileState> ProfileRows::load()
{
    ProfileState state;
    auto done = m_database.run(u"SELECT cursor, frozen, revoked FROM profile"_s, {}, [&](const QSqlQuery& row) {
        state.cursor = row.value(0).toString();
        state.frozen = row.value(1).toBool();
        state.revoked = row.value(2).toBool();
        return false;
    });
    if (done) {
        done = loadCampaigns(state);
    }
    if (done) {
        done = loadOffered(state);
    }
    if (done) {
        done = m_database.run(u"SELECT id, version FROM stale_campaign"_s, {}, [&](const QSqlQuery& row) {
            state.stale.insert({row.value(0).toString()}, row.value(1).toString());
            return true;
        });
    }
    if (done) {
        done = loadLeases(state);
    }
    if (done) {
        done = loadStaffMessages(state);
    }
    if (!done) {
        return Unexpected{done.error()};
    }
    const auto text = setting(QString::fromLatin1(kSessionEndSetting));
    auto ended = text ? sessionEndFrom(*text) : Result<std::optional<SessionEnd>>(Unexpected{text.error()});
    if (!ended) {
        return Unexpected{ended.error()};
    }
    state.ended = *ended;
    return state;
}

Result<void> ProfileRows::loadCampaigns(ProfileState& state)
{
    Result<void> opened;
    auto done = m_database.run(u"SELECT id, body FROM campaign ORDER BY id"_s, {}, [&](const QSqlQuery& row) {
        const auto body =
            m_sealer.open({"campaign", row.value(0).toString().toUtf8(), "body"}, row.value(1).toByteArray());
        auto campaign = body ? codec::decodeCampaign(*body) : Result<Campaign>(Unexpected{body.error()});
        if (!campaign) {
            opened = Unexpected{campaign.error()};
            return false;
        }
        state.campaigns.append(std::move(*campaign));
        return true;
    });
    return done ? opened : done;
}

Result<void> ProfileRows::loadOffered(ProfileState& state)
{
    const auto text = setting(kOfferedSetting);
    if (!text) {
        return Unexpected{text.error()};
    }
    if (text->isEmpty()) {
        return {};
    }
    QList<CampaignId> ids;
    const auto listed = QJsonDocument::fromJson(text->toUtf8()).array();
    for (const auto& id : listed) {
        ids.append({id.toString()});
    }
    state.offered = ids;
    return {};
}

Result<void> ProfileRows::loadLeases(ProfileState& state)
{
    Result<void> opened;
    auto done = m_database.run(u"SELECT id, campaign, expires_at, token FROM lease"_s, {}, [&](const QSqlQuery& row) {
        Lease lease;
        lease.id.value = row.value(0).toString();
        lease.campaign.value = row.value(1).toString();
        lease.expiresAt = instantFromMs(row.value(2).toLongLong());
        const auto token = m_sealer.open({"lease", lease.id.value.toUtf8(), "token"}, row.value(3).toByteArray());
        if (!token) {
            opened = Unexpected{token.error()};
            return false;
        }
        lease.token = QString::fromUtf8(*token);
        state.leases.insert(lease.id, lease);
        return true;
    });
    return done ? opened : done;
}

Result<void> ProfileRows::loadStaffMessages(ProfileState& state)
{
    Result<void> opened;
    auto done = m_database.run(u"SELECT id, at, body FROM staff_message ORDER BY key"_s, {}, [&](const QSqlQuery& row) {
        const auto id = row.value(0).toString();
        const auto body = m_sealer.open({"staff_message", id.toUtf8(), "body"}, row.value(2).toByteArray());
        const auto texts = body ? codec::decodeTexts(*body, 2) : Result<QStringList>(Unexpected{body.error()});
        if (!texts) {
            opened = Unexpected{texts.error()};
            return false;
        }
        state.staffMessages.append({id, texts->at(0), texts->at(1), instantFromMs(row.value(1).toLongLong())});
        return true;
    });
    return done ? opened : done;
}

Result<void> ProfileRows::saveProfile(const ProfileState& state)
{
    return m_database.run(u"UPDATE profile SET cursor = ?, frozen = ?, revoked = ?"_s,
                          {state.cursor, static_cast<int>(state.frozen), static_cast<int>(state.revoked)});
}

Result<void> ProfileRows::saveSessionEnd(const SessionEnd& end)
{
    return saveSetting(QString::fromLatin1(kSessionEndSetting), toText(end));
}

Result<void> ProfileRows::saveCampaign(const Campaign& campaign)
{
    return m_database.run(
        u"INSERT INTO campaign (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"_s,
        {campaign.id.value,
         m_sealer.seal({"campaign", campaign.id.value.toUtf8(), "body"}, codec::encodeCampaign(campaign))});
}

Result<void> ProfileRows::saveOffered(const QList<CampaignId>& campaigns)
{
    QJsonArray ids;
    for (const auto& campaign : campaigns) {
        ids.append(campaign.value);
    }
    return saveSetting(kOfferedSetting, QString::fromUtf8(QJsonDocument(ids).toJson(QJsonDocument::Compact)));
}

Result<void> ProfileRows::saveStale(const CampaignId& id, const QString& version)
{
    return m_database.run(u"INSERT INTO stale_campaign (id, version) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET"
                          " version = excluded.version"_s,
                          {id.value, version});
}

Result<void> ProfileRows::removeStale(const CampaignId& id)
{
    return m_database.run(u"DELETE FROM stale_campaign WHERE id = ?"_s, {id.value});
}

Result<void> ProfileRows::saveLease(const Lease& lease)
{
    return m_database.run(u"INSERT INTO lease (id, campaign, expires_at, token) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO"
                          " UPDATE SET campaign = excluded.campaign, expires_at = excluded.expires_at, token ="
                          " excluded.token"_s,
                          {lease.id.value, lease.campaign.value, qint64{toMs(lease.expiresAt)},
                           m_sealer.seal({"lease", lease.id.value.toUtf8(), "token"}, lease.token.toUtf8())});
}

Result<void> ProfileRows::removeLease(const LeaseId& id)
{
    return m_database.run(u"DELETE FROM lease WHERE id = ?"_s, {id.value});
}

Result<void> ProfileRows::insertStaffMessage(const StaffMessage& message)
{
    return m_database.run(u"INSERT INTO staff_message (id, at, body) VALUES (?, ?, ?)"_s,
                          {message.id, qint64{toMs(message.at)},
                           m_sealer.seal({"staff_message", message.id.toUtf8(), "body"},
                                         codec::encodeTexts({message.from, message.text}))});
}

Result<QHash<QByteArray, bool>> ProfileRows::loadSuppressions()
{
    QHash<QByteArray, bool> suppressions;
    auto done = m_database.run(u"SELECT phone_hash, known_upstream FROM suppression"_s, {}, [&](const QSqlQuery& row) {
        suppressions.insert(row.value(0).toByteArray(), row.value(1).toBool());
        return true;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    return suppressions;
}

Result<void> ProfileRows::saveSuppression(const Suppression& one)
{
    auto texts = QStringList{one.number.e164(), one.words};
    if (one.number.isEmpty()) {
        texts.append(one.contact.value);
    }
    return m_database.run(
        u"INSERT INTO suppression (phone_hash, source, known_upstream, at, body) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (phone_hash) DO NOTHING"_s,
        {one.phoneHash, static_cast<int>(one.source), static_cast<int>(one.knownUpstream), qint64{toMs(one.at)},
         m_sealer.seal({"suppression", one.phoneHash, "body"}, codec::encodeTexts(texts))});
}

Result<void> ProfileRows::markKnownUpstream(const QByteArray& phoneHash)
{
    return m_database.run(u"UPDATE suppression SET known_upstream = 1 WHERE phone_hash = ?"_s, {phoneHash});
}

Result<void> ProfileRows::removeSuppression(const QByteArray& phoneHash)
{
    return m_database.run(u"DELETE FROM suppression WHERE phone_hash = ?"_s, {phoneHash});
}

Result<QString> ProfileRows::setting(const QString& name)
{
    QByteArray sealed;
    auto done = m_database.run(u"SELECT body FROM setting WHERE name = ?"_s, {name}, [&](const QSqlQuery& row) {
        sealed = row.value(0).toByteArray();
        return false;
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    if (sealed.isEmpty()) {
        return QString();
    }
    const auto value = m_sealer.open({"setting", name.toUtf8(), "body"}, sealed);
    if (!value) {
        return Unexpected{value.error()};
    }
    return QString::fromUtf8(*value);
}

Result<void> ProfileRows::saveSetting(const QString& name, const QString& value)
{
    if (value.isEmpty()) {
        return m_database.run(u"DELETE FROM setting WHERE name = ?"_s, {name});
    }
    return m_database.run(
        u"INSERT INTO setting (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body"_s,
        {name, m_sealer.seal({"setting", name.toUtf8(), "body"}, value.toUtf8())});
}

} // namespace textbank
