#pragma once

#include "core/host/Work.h"
#include "core/model/Campaign.h"

#include <QHash>

namespace textbank {

/// Documents that were read before, by campaign and version: a version's document never changes.
class CampaignCache
{
public:
    const Campaign* find(const CampaignId& id, const QString& version) const;
    void insert(const Campaign& campaign);

private:
    QHash<CampaignId, Campaign> m_campaigns;
};

/// Campaign documents. The version is a digest of all that travels with it, so it changes when that changes and only
/// then, and two gateways never give different documents the same version.
class CampaignTable
{
public:
    CampaignTable(Work& work, CampaignCache& cache)
        : m_work(work)
        , m_cache(cache)
    {
    }

    /// Makes or replaces the campaign; members are told when it really changed. A pause survives a new document, and
    /// so does the spelling of an organisation that is known (OrganisationNames.h).
    CampaignId put(Campaign campaign);
    std::optional<Campaign> load(const CampaignId& id);
    /// All campaigns of an organisation, in the order they came.
    QList<CampaignId> ofOrganisation(const QString& organisation);
    QList<CampaignId> ofVolunteer(const VolunteerId& volunteer);
    QString organisationOf(const CampaignId& id);
    QString organisationName(const QString& organisation);
    /// Whether a version of this campaign's document, now or before, had this version of the policy.
    bool hadPolicy(const CampaignId& id, const QString& policyVersion);
    /// What the document said before, the newest first; a few.
    QList<Campaign> earlierThan(const Campaign& campaign);
    /// Pauses or resumes and tells everybody on it.
    void setPaused(const CampaignId& id, bool paused, const QString& reason);

private:
    QString organisationNamed(const QString& name);
    void store(const Campaign& campaign);

    Work& m_work;
    CampaignCache& m_cache;
};

/// Reads a campaign document as on the wire; id and version may be left out.
Result<Campaign> readCampaignDocument(const QByteArray& json, const QString& idIfMissing);

} // namespace textbank
