#pragma once

#include "core/base/Result.h"
#include "core/gateway/Gateway.h"

#include <QJsonObject>
#include <QStringList>

namespace textbank::spoke {

/// One assignment of the person signed in, with what it says about its campaign.
struct Todo
{
    QString assignment;
    QString organization;
    CampaignId campaign;
    QString title;
    bool isArchived = false;
    bool isDynamic = false; ///< More contacts may be asked for.
    int more = 0;           ///< Whether there are any; in effect 0 or 1.
    int batchSize = 300;
    QStringList sideboxes;   ///< What its texters may do.
    qint64 all = 0;          ///< Contacts, without the opted-out.
    qint64 toText = 0;       ///< First texts that may be sent now.
    qint64 waiting = 0;      ///< Replies that may be answered now.
    qint64 outsideHours = 0; ///< Both, where it is not the time.
    friend bool operator==(const Todo&, const Todo&) = default;
};

struct Organization
{
    QString id;
    QString name;
    QString optOutMessage;
    bool hoursEnforced = false;
    int opensAt = 9;
    int closesAt = 21;
    bool hidesContacts = false;  ///< Shows neither numbers nor whole custom fields (a cache answers for it).
    QMap<QString, QString> tags; ///< Id to name.
    friend bool operator==(const Organization&, const Organization&) = default;
};

/// Malformed, with the member's path.
Result<QList<Todo>> readTodos(const QJsonObject& user, const QString& organization);
Result<Organization> readOrganization(const QJsonObject& json);
/// The highest of the roles: "TEXTER"; empty for somebody who has none.
QString highestRole(const QJsonValue& roles);
/// Rises with what a role may do, from 0 (suspended); -1 for none.
int rankOf(const QString& role);
Role roleOf(const QString& highest);

/// What the texter's page of a campaign may hold.
bool mayTag(const Todo& todo, const Organization& organization);
bool mayNote(const Todo& todo, const Organization& organization);
bool mayAskForMore(const Todo& todo);
bool mayRelease(const Todo& todo);

/// The campaign out of the answer to kScript. Its version names all of its content.
Result<Campaign> readCampaign(const QJsonObject& assignment, const Todo& todo, const Organization& organization);

} // namespace textbank::spoke
