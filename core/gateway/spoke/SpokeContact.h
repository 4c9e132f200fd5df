#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/model/Contact.h"
#include "core/model/Message.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace textbank::spoke {

/// One text of a conversation as the server shows it. Its ids are made up now and then, so none is kept.
struct ThreadText
{
    QString text;
    Instant at{};
    bool isIncoming = false;
    QString user; ///< Whose it is; empty where the server does not say.
    int media = 0;
    MessageId id; ///< Made of contact, time, direction and words: the same at every reading.
};

/// A contact with its conversation, as getAssignmentContacts gives it.
struct ContactState
{
    Contact contact; ///< Without lease and ordinal.
    QString assignment;
    QString status; ///< needsMessage, messaged, needsResponse, convo, closed.
    bool optedOut = false;
    Instant updatedAt{};
    QString customFields;         ///< JSON as the server holds it.
    std::optional<int> utcOffset; ///< Hours, standard time.
    bool hasSummerTime = false;
    QMap<QString, QString> answers; ///< Step to value.
    QStringList tags;               ///< Ids of those that are not resolved.
    QList<ThreadText> thread;       ///< Oldest first.

    bool needsFirst() const { return status == QLatin1StringView("needsMessage"); }
    ContactStage stage() const;
};

/// Malformed, with the member's path; what only some servers give may be missing.
Result<ContactState> readContact(const QJsonObject& json);

/// The contact's line in a list.
struct ContactLine
{
    ContactId id;
    QString status;
    Instant updatedAt{};
    bool optedOut = false;
    friend bool operator==(const ContactLine&, const ContactLine&) = default;
};
struct ContactLines
{
    QList<ContactLine> lines;
    bool isComplete = true; ///< False where the server could not read one of them: who is missing may be there.
};
Result<ContactLines> readLines(const QJsonValue& contacts);

/// IANA zones with that offset (hours) and, where it is known, summer time. Spoke says "has summer time" of Arizona
/// and Hawaii too, so a zone without it always counts as well. Empty for offsets outside the United States.
QStringList zonesOf(int utcOffset, bool hasSummerTime);

} // namespace textbank::spoke
