#pragma once

#include <QByteArray>
#include <QString>

namespace textbank::spoke {

/// One GraphQL operation of ours. Each has one field at its top; `optional` marks the lines that older servers may not
/// know: a server that turns the whole document down is asked again without them.
struct Document
{
    const char* name;  ///< operationName: the field, perhaps with a suffix.
    const char* field; ///< The member of `data` that holds the answer.
    const char* text;
    const char* without = nullptr; ///< The same without what is optional, or null.
};

extern const Document kDialect;
extern const Document kCurrentUser;
extern const Document kUser;
extern const Document kOrganization;
extern const Document kScript;
/// Every contact of an assignment, or those that wait for an answer, in a few fields.
extern const Document kList;
extern const Document kWaiting;
/// Every contact of an assignment in full.
extern const Document kWhole;
extern const Document kContacts;
extern const Document kSend;
extern const Document kOptOut;
extern const Document kOptOutMessage;
extern const Document kAnswers;
extern const Document kClearAnswers;
extern const Document kTags;
extern const Document kFields;
extern const Document kStatus;
extern const Document kMore;
extern const Document kRelease;
extern const Document kJoin;
extern const Document kTakeReplies;

/// Of which assignment a contact is.
extern const Document kAssignmentOf;

} // namespace textbank::spoke
