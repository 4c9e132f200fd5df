#include "core/host/CampaignTable.h"

#include "core/gateway/Wire.h"
#include "core/host/ChangeLog.h"
#include "core/host/OrganisationNames.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kEarlierVersions = 20;

QString versionOf(Campaign campaign)
{
    campaign.version.clear();
    const auto digest = QCryptographicHash::hash(wire::compact(wire::write(campaign)), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(16));
}

/// The narrower windows of states, where the document does not speak of states itself; and what is wrong with its
/// hours. What a client would take as "closed" is staff's to mend before anybody waits for it.
QString takeHours(const QJsonObject& document, Campaign& campaign)
{
    auto& hours = campaign.policy.hours;
    if (!document.contains("stateWeek"_L1) && !campaign.practice) {
        hours.stateWeek = HoursPolicy::listedStateWeeks();
    }
    if (const auto asked = wire::readPolicy(document);
        asked && !campaign.practice && asked->hours.floor != hours.floor) {
        return u"floor: wider than the law's 8:00 to 21:00"_s;
    }
    return hours.doubt();
}

} // namespace

const Campaign* CampaignCache::find(const CampaignId& id, const QString& version) const
{
    const auto found = m_campaigns.constFind(id);
    return found != m_campaigns.cend() && found->version == version ? &*found : nullptr;
}

void CampaignCache::insert(const Campaign& campaign) { m_campaigns.insert(campaign.id, campaign); }

Result<Campaign> readCampaignDocument(const QByteArray& json, const QString& idIfMissing)
{
    auto object = wire::parseObject(json);
    if (!object) {
        return Unexpected{object.error()};
    }
    if (!object->contains("id"_L1)) {
        object->insert("id"_L1, idIfMissing);
    }
    object->insert("version"_L1, u"unstored"_s);
    // A later gateway may know more checks than a client; what staff write here is held against ours.
    if (const auto unknown = wire::unknownCheck(object->value("policy"_L1).toObject()); !unknown.isEmpty()) {
        return fail(ErrorCode::Malformed, u"policy.checks.%1: there is no check of this name"_s.arg(unknown));
    }
    auto campaign = wire::readCampaign(*object);
    if (!campaign) {
        return campaign;
    }
    if (const auto wrong = takeHours(object->value("policy"_L1).toObject(), *campaign); !wrong.isEmpty()) {
        return fail(ErrorCode::Malformed, u"policy."_s + wrong);
    }
    campaign->organisation = organisationNameFrom(campaign->organisation);
    if (campaign->organisation.isEmpty()) {
        return fail(ErrorCode::Malformed, u"organisation: empty"_s);
    }
    if (campaign->steps.isEmpty()) {
        return fail(ErrorCode::Malformed, u"steps: at least one, the first message"_s);
    }
    return campaign;
}

QString CampaignTable::organisationNamed(const QString& name)
{
    QList<Organisation> all;
    m_work.run(u"SELECT id, name FROM organisations ORDER BY created_at, id"_s, {}, [&](const QSqlQuery& row) {
        all.append({row.value(0).toString(), row.value(1).toString()});
        return true;
    });
    if (const auto known = organisationsCalled(all, name); !known.isEmpty()) {
        return known.first().id;
    }
    const auto id = u"org-%1"_s.arg(m_work.nextSequence());
    m_work.run(u"INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?)"_s, {id, name, m_work.nowMs()});
    return id;
}

void CampaignTable::store(const Campaign& campaign)
{
    m_work.run(u"UPDATE campaigns SET title = ?, document = ?, version = ?, paused = ?, pause_reason = ?, "
               "updated_at = ?, household_hours = ?, recontact_hours = ? WHERE id = ?"_s,
               {campaign.title, QString::fromUtf8(wire::compact(wire::write(campaign))), campaign.version,
                campaign.paused ? 1 : 0, campaign.pauseReason, m_work.nowMs(), campaign.policy.householdHours,
                campaign.policy.recontactHours, campaign.id.value});
    // A pause is no new script, and would push the earlier ones out of sight.
    if (!campaign.paused) {
        m_work.run(u"INSERT INTO campaign_versions (campaign, version, policy_version, document, at) "
                   "VALUES (?, ?, ?, ?, ?) ON CONFLICT (campaign, version) DO UPDATE SET at = excluded.at"_s,
                   {campaign.id.value, campaign.version, campaign.policy.version,
                    QString::fromUtf8(wire::compact(wire::write(campaign))), m_work.nowMs()});
    }
}

bool CampaignTable::hadPolicy(const CampaignId& id, const QString& policyVersion)
{
    const auto now = load(id);
    return (now && now->policy.version == policyVersion) ||
           m_work.exists(u"SELECT 1 FROM campaign_versions WHERE campaign = ? AND policy_version = ?"_s,
                         {id.value, policyVersion});
}

QList<Campaign> CampaignTable::earlierThan(const Campaign& campaign)
{
    QList<Campaign> earlier;
    m_work.run(u"SELECT document FROM campaign_versions WHERE campaign = ? AND version <> ? "
               "ORDER BY at DESC, version LIMIT ?"_s,
               {campaign.id.value, campaign.version, kEarlierVersions}, [&](const QSqlQuery& row) {
                   const auto json = wire::parseObject(row.value(0).toString().toUtf8());
                   const auto document = json ? wire::readCampaign(*json) : Result<Campaign>(Unexpected{json.error()});
                   if (document) {
                       earlier.append(*document);
                   }
                   return true;
               });
    return earlier;
}

CampaignId CampaignTable::put(Campaign campaign)
{
    const auto known = load(campaign.id);
    if (!known) {
        const auto organisation = organisationNamed(campaign.organisation);
        campaign.organisation = organisationName(organisation);
        campaign.version = versionOf(campaign);
        m_work.run(u"INSERT INTO campaigns (id, organisation, title, document, version, paused, pause_reason, "
                   "created_at, updated_at) VALUES (?, ?, ?, '', '', 0, '', ?, ?)"_s,
                   {campaign.id.value, organisation, campaign.title, m_work.nowMs(), m_work.nowMs()});
        store(campaign);
        return campaign.id;
    }
    if (!isSameOrganisation(known->organisation, campaign.organisation)) {
        // Opt-outs belong to an organisation; a campaign that moved would leave them behind.
        m_work.failWith({ErrorCode::Conflict, u"organisation: this campaign belongs to another organisation"_s});
        return campaign.id;
    }
    campaign.organisation = known->organisation;
    campaign.paused = known->paused;
    campaign.pauseReason = known->pauseReason;
    campaign.version = versionOf(campaign);
    if (campaign.version != known->version) {
        store(campaign);
        ChangeLog(m_work).appendToCampaign(campaign.id, CampaignUpdated{campaign.id, campaign.version});
    }
    return campaign.id;
}

std::optional<Campaign> CampaignTable::load(const CampaignId& id)
{
    const auto version = m_work.value(u"SELECT version FROM campaigns WHERE id = ?"_s, {id.value}).toString();
    if (version.isEmpty()) {
        return std::nullopt;
    }
    if (const auto* known = m_cache.find(id, version)) {
        return *known;
    }
    const auto document = m_work.value(u"SELECT document FROM campaigns WHERE id = ?"_s, {id.value}).toString();
    const auto json = wire::parseObject(document.toUtf8());
    const auto campaign = json ? wire::readCampaign(*json) : Result<Campaign>(Unexpected{json.error()});
    if (!campaign) {
        m_work.failWith({ErrorCode::Corrupt, u"campaign %1: %2"_s.arg(id.value, campaign.error().detail)});
        return std::nullopt;
    }
    m_cache.insert(*campaign);
    return *campaign;
}

QList<CampaignId> CampaignTable::ofOrganisation(const QString& organisation)
{
    QList<CampaignId> ids;
    for (const auto& id :
         m_work.strings(u"SELECT id FROM campaigns WHERE organisation = ? ORDER BY created_at, id"_s, {organisation})) {
        ids.append(CampaignId{id});
    }
    return ids;
}

QList<CampaignId> CampaignTable::ofVolunteer(const VolunteerId& volunteer)
{
    QList<CampaignId> ids;
    for (const auto& id : m_work.strings(u"SELECT c.id FROM campaigns c JOIN memberships m ON m.campaign = c.id "
                                         "WHERE m.volunteer = ? ORDER BY c.created_at, c.id"_s,
                                         {volunteer.value})) {
        ids.append(CampaignId{id});
    }
    return ids;
}

QString CampaignTable::organisationOf(const CampaignId& id)
{
    return m_work.value(u"SELECT organisation FROM campaigns WHERE id = ?"_s, {id.value}).toString();
}

QString CampaignTable::organisationName(const QString& organisation)
{
    return m_work.value(u"SELECT name FROM organisations WHERE id = ?"_s, {organisation}).toString();
}

void CampaignTable::setPaused(const CampaignId& id, bool paused, const QString& reason)
{
    auto campaign = load(id);
    if (!campaign || (campaign->paused == paused && campaign->pauseReason == reason)) {
        return;
    }
    campaign->paused = paused;
    campaign->pauseReason = paused ? reason : QString();
    campaign->version = versionOf(*campaign);
    store(*campaign);
    ChangeLog changes(m_work);
    if (paused) {
        changes.appendToCampaign(id, CampaignPaused{id, reason});
    } else {
        changes.appendToCampaign(id, CampaignResumed{id});
    }
}

} // namespace textbank
