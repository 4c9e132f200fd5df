#pragma once

#include "core/base/Clock.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>
#include <optional>

namespace textbank {

/// In rising order: a user has every role up to her own.
enum class SpokeRole { Suspended, Texter, VettedTexter, SuperVolunteer, Admin, Owner };
QString nameOf(SpokeRole role);

struct SpokeTag
{
    int id = 0;
    QString name;
    QString group = QStringLiteral("texter-tags"); ///< The only group that texters see.
    QString description{};
    bool deleted = false;
};

struct SpokeHours
{
    bool enforced = false;
    int start = 9;
    int end = 21;
};

struct SpokeOrganization
{
    int id = 0;
    QString uuid;
    QString name;
    SpokeHours hours{};
    QString optOutMessage = QStringLiteral("I'm opting you out of texts immediately. Have a great day.");
    bool allowSendAll = false;
    QList<SpokeTag> tags{};
    QMap<QString, QString> profileFields{}; ///< Name to label.
};

struct SpokeUser
{
    int id = 0;
    QString firstName;
    QString lastName;
    QString alias{}; ///< Empty: none.
    QString email;
    QString cell{};
    QString password;
    bool terms = false;
    bool superadmin = false;
    bool profileComplete = true;
    QString extra{};                 ///< JSON, or empty.
    QMap<int, SpokeRole> roles{};    ///< By organisation; her highest.
    QSet<int> notifiedAssignments{}; ///< Have news that `notifications` has not given yet.
};

/// Not the root: shown after `answer` was given to the parent's question.
struct SpokeStep
{
    int id = 0;
    int parent = 0; ///< 0: the root.
    QString answer{};
    QString script;
    QString question{};
};

struct SpokeCanned
{
    int id = 0;
    QString title;
    QString text;
    QList<int> tags{};
};

struct SpokeCampaign
{
    int id = 0;
    int organization = 0;
    QString title;
    QString description{};
    QString introHtml{};
    QString primaryColor{};
    QString logoImageUrl{};
    QString joinToken{};
    bool started = true;
    bool archived = false;
    bool dynamic = false; ///< Answered as null when false.
    int batchSize = 300;
    bool overridesHours = false;
    SpokeHours hours{true, 9, 21}; ///< Count only with `overridesHours`; answered in any case.
    QString timezone = QStringLiteral("US/Eastern");
    double responseWindow = 48;
    std::optional<Instant> dueBy{};
    QStringList customFields{};
    QStringList sideboxes{};
    QString sideboxOptions{}; ///< JSON in a string, or empty.
    QList<SpokeStep> steps{};
    QList<SpokeCanned> canned{};
};

struct SpokeFeedback
{
    QString message;
    bool acknowledged = false;
    bool sweepComplete = true;
    int createdBy = 0;
    QJsonObject issues{};
    QJsonObject skills{};
};

struct SpokeAssignment
{
    int id = 0;
    int user = 0;
    int campaign = 0;
    std::optional<int> maxContacts{};
    std::optional<SpokeFeedback> feedback{};
};

struct SpokeMessage
{
    int id = 0; ///< In the order in which they were stored, over all contacts.
    QString text;
    Instant createdAt{};
    bool fromContact = false;
    int user = 0; ///< Who sent it; 0 for an inbound one.
    QStringList pictures{};
};

/// As `-5_1` in Spoke's database.
struct SpokeZone
{
    int offset = 0;
    bool hasDst = true;
};

struct SpokeContact
{
    int id = 0;
    int campaign = 0;
    int assignment = 0; ///< 0: in the pool.
    QString firstName;
    QString lastName;
    QString cell;
    QString zip{};
    QString externalId{};
    QString customFields = QStringLiteral("{}"); ///< A JSON object as text.
    std::optional<SpokeZone> zone = SpokeZone{-5, true};
    bool hasLocation = true;
    QString status = QStringLiteral("needsMessage");
    Instant updatedAt{};
    bool optedOut = false;
    int errorCode = 0;            ///< -133: opted out by what she wrote.
    QMap<int, QString> answers{}; ///< By step.
    QMap<int, QString> tags{};    ///< Tag to value.
    QList<SpokeMessage> messages{};
};

/// One sendMessage that was carried out.
struct SpokeSent
{
    int contact = 0;
    int user = 0;
    int assignment = 0;
    QString asked; ///< As it came.
    QString text;  ///< As it left, after the replacement of characters.
    QString cannedResponse{};
    Instant at{};
};

/// Where servers differ.
struct SpokeSwitches
{
    enum class SignIn {
        Local,
        Refuses,   ///< Another strategy; /login-callback knows no authType: 401 without a reason.
        Redirects, ///< Another strategy; /login-callback leads to a page outside.
    };
    SignIn signIn = SignIn::Local;
    bool showErrors = false;     ///< SHOW_SERVER_ERROR=1: real messages instead of "Internal server error".
    bool redis = false;          ///< Blank cells, filtered custom fields, odd order of messages.
    bool contactCache = false;   ///< REDIS_CONTACT_CACHE=1, with `redis`: a repeated text is refused.
    bool fork = false;           ///< MessageInput also has what the Rewired fork's has.
    bool autoOptOut = true;      ///< The message handler runs.
    bool termsRequired = false;  ///< TERMS_REQUIRE
    bool sidebarFeedback = true; ///< The texter-feedback sidebox is on: an empty object where there is none.
    int longestMessage = 99999;
    int mostTexters = 0;        ///< MAX_TEXTERS_PER_CAMPAIGN; 0: any number.
    QString timezone{};         ///< DEFAULT_TZ: zone of contacts without one; empty: Eastern, with its shorter window.
    QSet<QString> lacking{};    ///< "Type.field": an older server's schema does not have it.
    QSet<int> brokenContacts{}; ///< Loading one of them fails, alone.
    QSet<int> brokenThreads{};  ///< Loading the messages of one of them fails, and nothing else of it.
};

} // namespace textbank
