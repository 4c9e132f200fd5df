#pragma once

#include "core/base/Clock.h"
#include "core/model/Contact.h"
#include "core/model/Problem.h"

#include <QList>
#include <QString>
#include <optional>

namespace textbank {

/// What somebody may do in an organisation; each may what those before it may.
enum class StaffRole { None, Suspended, Texter, TrustedTexter, Supervisor, Administrator, Owner };

enum class StaffTask { Campaigns, Figures, Conversations, Reassign, People, OptOutList, OptOut };

struct StaffLogIn
{
    QString email;
    QString password;
    QString organisation; ///< Id; empty: the one in which this person may do most.
};

struct StaffMember
{
    VolunteerId id;
    QString name;
    StaffRole role = StaffRole::None; ///< In that organisation.
    QString organisation;             ///< Its id.
    QString organisationName;
};

/// A part of something longer.
template<class T>
struct StaffList
{
    QList<T> items;
    qint64 total = 0; ///< Of all of it, as the backend counts: too high, perhaps, where words are searched for.
};
struct StaffRange
{
    int first = 0;
    int count = 50; ///< 1 to StaffGateway::kMostItems.
};

struct StaffCampaign
{
    CampaignId id;
    QString title;
    bool isStarted = false;
    bool isArchived = false;
    bool isDynamic = false; ///< Texters ask for contacts by themselves.
    std::optional<Instant> dueBy{};
    // Nothing where the backend does not say.
    std::optional<qint64> contacts{}; ///< With the opted-out ones.
    std::optional<qint64> texted{};   ///< Contacts with a first message.
    std::optional<qint64> waiting{};  ///< Conversations in which they wrote last.
};

struct TexterFigures
{
    VolunteerId texter;
    QString name;
    StaffRole role = StaffRole::None;
    qint64 contacts = 0;
    qint64 unmessaged = 0; ///< Without a first message, the opted-out among them.
    qint64 unreplied = 0;
};
struct SendFaults
{
    QString code;
    qint64 count = 0;
    QString description; ///< The backend's prose.
    bool isFault = true; ///< False for what is merely kept as one, as an opt-out.
};
struct CampaignFigures
{
    StaffCampaign campaign;
    qint64 sent = 0; ///< Texts, both kinds.
    qint64 received = 0;
    qint64 optOuts = 0;                 ///< Contacts.
    std::optional<qint64> unassigned{}; ///< Contacts that nobody holds.
    QList<SendFaults> faults{};         ///< What the carrier reported.
    QList<TexterFigures> texters{};     ///< Those who hold contacts.
};

struct ConversationFilter
{
    std::optional<CampaignId> campaign{}; ///< Else of all that are not archived.
    std::optional<VolunteerId> texter{};  ///< Who holds it now.
    std::optional<VolunteerId> writer{};  ///< Who wrote in it, whoever holds it now.
    bool unassigned = false;              ///< Nobody holds it.
    std::optional<ContactStage> stage{};
    std::optional<bool> optedOut{};
    QString text{}; ///< Words of one of its texts, just so, upper and lower case too.
};
struct StaffText
{
    QString text;
    Instant at{};
    bool isIncoming = false;
};
struct StaffConversation
{
    ContactId contact;
    CampaignId campaign;
    QString campaignTitle;
    std::optional<VolunteerId> texter{}; ///< Nothing: nobody holds it.
    QString texterName;
    QString firstName;
    QString lastName;
    QString phone; ///< E.164; empty where the backend hides it.
    ContactStage stage = ContactStage::NeedsFirstMessage;
    bool optedOut = false;
    std::optional<int> faultCode{}; ///< Of its last text.
    std::optional<Instant> updatedAt{};
    QList<StaffText> texts{}; ///< Oldest first.
};

struct StaffPerson
{
    VolunteerId id;
    QString name;
    QString email;
    StaffRole role = StaffRole::None;
};

struct OptOutEntry
{
    QString id;
    QString phone; ///< As the backend has it.
    std::optional<Instant> at{};
};

struct ReassignRequest
{
    CampaignId campaign;
    QList<ContactId> contacts;       ///< 1 to StaffGateway::kMostReassigned, each of that campaign.
    std::optional<VolunteerId> to{}; ///< Nothing: nobody.
};
/// Of one conversation, as it was read before and after.
struct Reassigned
{
    ContactId contact;
    std::optional<VolunteerId> before{}; ///< Nothing: nobody held it.
    std::optional<Problem> problem{};    ///< Nothing: it is where it was asked to be. Else it was read not to be there.
};

struct StaffOptOut
{
    ContactId contact;
    QString phone;
    bool wasOptedOut = false; ///< Nothing had to be done.
};

} // namespace textbank
