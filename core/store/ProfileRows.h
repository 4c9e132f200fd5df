#pragma once

#include "core/db/Database.h"
#include "core/model/Campaign.h"
#include "core/model/Change.h"
#include "core/model/SessionEnd.h"
#include "core/model/Snippet.h"
#include "core/store/Sealer.h"

#include <QHash>
#include <optional>

namespace textbank {

/// What the profile holds besides contacts, messages and commands. Small; copied as a whole by a writing call.
struct ProfileState
{
    QString cursor;
    bool frozen = false;
    bool revoked = false;
    std::optional<SessionEnd> ended;
    QList<Campaign> campaigns;
    std::optional<QList<CampaignId>> offered; ///< What the gateway listed last, if it did.
    QHash<CampaignId, QString> stale;         ///< The version the gateway spoke of.
    QHash<CampaignId, int> pauses;            ///< News of it (a pause, its end, a version) since the store was opened.
    QHash<LeaseId, Lease> leases;
    QList<StaffMessage> staffMessages;
    QList<Snippet> snippets;
};

/// One suppressed number, or one person whose number the gateway keeps to itself. Entries stand until the gateway lifts
/// them.
struct Suppression
{
    QByteArray phoneHash; ///< Sealer::phoneHash(number), else Sealer::contactHash(contact).
    PhoneNumber number;
    OptOutSource source = OptOutSource::Gateway;
    QString words;
    Instant at{};
    bool knownUpstream = false; ///< The gateway has said so itself, or has accepted our word.
    ContactId contact{};        ///< Where there is no number.
};

/// The tables profile, campaign, stale_campaign, lease, staff_message, suppression and setting: sealing and mapping, no
/// rules.
class ProfileRows
{
public:
    ProfileRows(Database& database, const Sealer& sealer)
        : m_database(database)
        , m_sealer(sealer)
    {
    }

    /// Makes the profile's row when the database is new; NoKey when it was made under another key.
    Result<void> checkKey();
    Result<ProfileState> load();
    Result<void> saveProfile(const ProfileState& state); ///< Cursor, frozen, revoked.
    Result<void> saveSessionEnd(const SessionEnd& end);
    Result<void> saveCampaign(const Campaign& campaign);
    Result<void> saveOffered(const QList<CampaignId>& campaigns);
    Result<void> saveStale(const CampaignId& id, const QString& version);
    Result<void> removeStale(const CampaignId& id);
    Result<void> saveLease(const Lease& lease);
    Result<void> removeLease(const LeaseId& id);
    Result<void> insertStaffMessage(const StaffMessage& message);

    /// Number's hash to whether the gateway knows it.
    Result<QHash<QByteArray, bool>> loadSuppressions();
    Result<void> saveSuppression(const Suppression& suppression);
    Result<void> markKnownUpstream(const QByteArray& phoneHash);
    Result<void> removeSuppression(const QByteArray& phoneHash);

    Result<QString> setting(const QString& name);
    Result<void> saveSetting(const QString& name, const QString& value); ///< Empty removes it.

private:
    Result<void> loadCampaigns(ProfileState& state);
    Result<void> loadOffered(ProfileState& state);
    Result<void> loadLeases(ProfileState& state);
    Result<void> loadStaffMessages(ProfileState& state);

    Database& m_database;
    const Sealer& m_sealer;
};

} // namespace textbank
