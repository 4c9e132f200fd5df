#include "core/gateway/spoke/SpokeDocuments.h"

namespace textbank::spoke {

// What every answer about a contact holds.
#define TEXTBANK_SPOKE_CONTACT                                                                                         \
    "id assignmentId firstName lastName cell zip external_id customFields messageStatus updatedAt optOut { id } "      \
    "questionResponseValues { interactionStepId value } location { city state timezone { offset hasDST } } "           \
    "messages { id createdAt text isFromContact userId media { type } } tags { id value } "

const Document kDialect{"__type_dialect", "__type",
                        "query __type_dialect { __type(name: \"MessageInput\") { name inputFields { name } } }"};

const Document kCurrentUser{
    "currentUser", "currentUser",
    "query currentUser { currentUser { id firstName lastName alias displayName organizations { id name } } }"};

const Document kUser{
    "user", "user",
    "query user($organizationId: String!, $userId: Int) { user(organizationId: $organizationId, userId: $userId) { "
    "id roles(organizationId: $organizationId) todos(organizationId: $organizationId) { "
    "id maxContacts hasUnassignedContactsForTexter "
    "campaign { id title isArchived batchSize useDynamicAssignment texterUIConfig { sideboxChoices } } "
    "allContactsCount: contactsCount "
    "unmessagedCount: contactsCount(contactsFilter: {messageStatus: \"needsMessage\", isOptedOut: false, "
    "validTimezone: true}) "
    "unrepliedCount: contactsCount(contactsFilter: {messageStatus: \"needsResponse\", isOptedOut: false, "
    "validTimezone: true}) "
    "badTimezoneCount: contactsCount(contactsFilter: {isOptedOut: false, validTimezone: false}) } } }",
    "query user($organizationId: String!, $userId: Int) { user(organizationId: $organizationId, userId: $userId) { "
    "id roles(organizationId: $organizationId) todos(organizationId: $organizationId) { "
    "id maxContacts hasUnassignedContactsForTexter campaign { id title isArchived useDynamicAssignment } "
    "allContactsCount: contactsCount "
    "unmessagedCount: contactsCount(contactsFilter: {messageStatus: \"needsMessage\", isOptedOut: false, "
    "validTimezone: true}) "
    "unrepliedCount: contactsCount(contactsFilter: {messageStatus: \"needsResponse\", isOptedOut: false, "
    "validTimezone: true}) "
    "badTimezoneCount: contactsCount(contactsFilter: {isOptedOut: false, validTimezone: false}) } } }"};

const Document kOrganization{
    "organization", "organization",
    "query organization($id: String!) { organization(id: $id) { id name optOutMessage textingHoursEnforced "
    "textingHoursStart textingHoursEnd cacheable tags(group: \"texter-tags\") { id name isDeleted } } }",
    "query organization($id: String!) { organization(id: $id) { id name optOutMessage textingHoursEnforced "
    "textingHoursStart textingHoursEnd } }"};

const Document kScript{
    "assignment_script", "assignment",
    "query assignment_script($assignmentId: String) { assignment(assignmentId: $assignmentId) { id "
    "texter { id firstName lastName alias } campaignCannedResponses { id title text tagIds } "
    "campaign { id title description introHtml isArchived dueBy useDynamicAssignment batchSize customFields timezone "
    "overrideOrganizationTextingHours textingHoursEnforced textingHoursStart textingHoursEnd "
    "texterUIConfig { sideboxChoices } "
    "interactionSteps { id script question { text answerOptions { value interactionStepId "
    "nextInteractionStep { id } } } } } } }",
    "query assignment_script($assignmentId: String) { assignment(assignmentId: $assignmentId) { id "
    "texter { id firstName lastName alias } campaignCannedResponses { id title text } "
    "campaign { id title description isArchived useDynamicAssignment customFields "
    "overrideOrganizationTextingHours textingHoursEnforced textingHoursStart textingHoursEnd "
    "interactionSteps { id script question { text answerOptions { value interactionStepId "
    "nextInteractionStep { id } } } } } } }"};

// Without any filter it is every contact of the assignment, the opted-out among them.
const Document kList{"assignment_list", "assignment",
                     "query assignment_list($assignmentId: String) { assignment(assignmentId: $assignmentId) { id "
                     "contacts { id messageStatus updatedAt optOut { id } } } }"};

const Document kWaiting{"assignment_waiting", "assignment",
                        "query assignment_waiting($assignmentId: String) { assignment(assignmentId: $assignmentId) { "
                        "id contacts(contactsFilter: {messageStatus: \"needsResponse\"}) "
                        "{ id messageStatus updatedAt optOut { id } } } }"};

const Document kWhole{"assignment_whole", "assignment",
                      "query assignment_whole($assignmentId: String) { assignment(assignmentId: $assignmentId) { id "
                      "contacts { " TEXTBANK_SPOKE_CONTACT "} } }"};

const Document kContacts{
    "getAssignmentContacts", "getAssignmentContacts",
    "mutation getAssignmentContacts($assignmentId: String, $contactIds: [String]) { "
    "getAssignmentContacts(assignmentId: $assignmentId, contactIds: $contactIds) { " TEXTBANK_SPOKE_CONTACT "} }"};

const Document kSend{"sendMessage", "sendMessage",
                     "mutation sendMessage($message: MessageInput!, $campaignContactId: String!) { "
                     "sendMessage(message: $message, campaignContactId: $campaignContactId) { id messageStatus } }"};

const Document kOptOut{"createOptOut", "createOptOut",
                       "mutation createOptOut($optOut: OptOutInput!, $campaignContactId: String!, $noReply: Boolean) { "
                       "createOptOut(optOut: $optOut, campaignContactId: $campaignContactId, noReply: $noReply) { "
                       "id optOut { id } } }"};

const Document kOptOutMessage{
    "getOptOutMessage", "getOptOutMessage",
    "mutation getOptOutMessage($organizationId: String, $zip: String, $defaultMessage: String) { "
    "getOptOutMessage(organizationId: $organizationId, zip: $zip, defaultMessage: $defaultMessage) }"};

const Document kAnswers{
    "updateQuestionResponses", "updateQuestionResponses",
    "mutation updateQuestionResponses($questionResponses: [QuestionResponseInput], $campaignContactId: String!) { "
    "updateQuestionResponses(questionResponses: $questionResponses, campaignContactId: $campaignContactId) }"};

const Document kClearAnswers{
    "deleteQuestionResponses", "deleteQuestionResponses",
    "mutation deleteQuestionResponses($interactionStepIds: [String], $campaignContactId: String!) { "
    "deleteQuestionResponses(interactionStepIds: $interactionStepIds, campaignContactId: $campaignContactId) { id } }"};

const Document kTags{"updateContactTags", "updateContactTags",
                     "mutation updateContactTags($tags: [ContactTagInput], $campaignContactId: String!) { "
                     "updateContactTags(tags: $tags, campaignContactId: $campaignContactId) { id } }"};

const Document kFields{
    "updateContactCustomFields", "updateContactCustomFields",
    "mutation updateContactCustomFields($customFields: String!, $campaignContactId: String!) { "
    "updateContactCustomFields(customFields: $customFields, campaignContactId: $campaignContactId) { id } }"};

const Document kStatus{
    "editCampaignContactMessageStatus", "editCampaignContactMessageStatus",
    "mutation editCampaignContactMessageStatus($messageStatus: String!, $campaignContactId: String) { "
    "editCampaignContactMessageStatus(messageStatus: $messageStatus, campaignContactId: $campaignContactId) { "
    "id messageStatus } }"};

const Document kMore{"findNewCampaignContact", "findNewCampaignContact",
                     "mutation findNewCampaignContact($assignmentId: String!, $numberContacts: Int!) { "
                     "findNewCampaignContact(assignmentId: $assignmentId, numberContacts: $numberContacts) { "
                     "found assignment { id } } }"};

const Document kRelease{"releaseContacts", "releaseContacts",
                        "mutation releaseContacts($assignmentId: String!, $releaseConversations: Boolean) { "
                        "releaseContacts(assignmentId: $assignmentId, releaseConversations: $releaseConversations) { "
                        "id } }"};

const Document kJoin{"joinOrganization", "joinOrganization",
                     "mutation joinOrganization($organizationUuid: String!, $campaignId: String) { "
                     "joinOrganization(organizationUuid: $organizationUuid, campaignId: $campaignId) { id } }"};

const Document kTakeReplies{"dynamicReassign", "dynamicReassign",
                            "mutation dynamicReassign($joinToken: String!, $campaignId: String!) { "
                            "dynamicReassign(joinToken: $joinToken, campaignId: $campaignId) }"};

const Document kAssignmentOf{"assignment_of", "assignment",
                             "query assignment_of($contactId: String) { assignment(contactId: $contactId) { id } }"};

#undef TEXTBANK_SPOKE_CONTACT

} // namespace textbank::spoke
