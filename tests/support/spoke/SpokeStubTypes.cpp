#include "tests/support/spoke/SpokeStubTypes.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

struct Row
{
    QString name;
    QStringList members; ///< "name Type", or "name(argument Type, other Type) Type".
};

SpokeMember memberOf(const QString& text)
{
    static const QRegularExpression shape(u"^(\\w+)(?:\\((.*)\\))? (\\S+)$"_s);
    const auto match = shape.match(text);
    Q_ASSERT_X(match.hasMatch(), "spokeTypes", qPrintable(text));
    SpokeMember member{match.captured(1), match.captured(3)};
    for (const auto& argument : match.captured(2).split(u", "_s, Qt::SkipEmptyParts)) {
        member.arguments.append({argument.section(u' ', 0, 0), argument.section(u' ', 1)});
    }
    return member;
}

QList<Row> results()
{
    return {
        {u"RootQuery"_s,
         {u"currentUser User"_s, u"user(organizationId String!, userId Int) User"_s,
          u"organization(id String!, utc String) Organization"_s,
          u"assignment(assignmentId String, contactId String) Assignment"_s, u"__type(name String!) __Type"_s}},
        {u"RootMutation"_s,
         {u"createCannedResponse(cannedResponse CannedResponseInput!) CannedResponse"_s,
          u"joinOrganization(organizationUuid String!, campaignId String, queryParams String) Organization"_s,
          u"editUser(organizationId String!, userId Int!, userData UserInput) User"_s,
          u"changeUserPassword(userId Int!, formData UserPasswordChange) User"_s,
          u"getOptOutMessage(organizationId String, zip String, defaultMessage String) String"_s,
          u"sendMessage(message MessageInput!, campaignContactId String!, cannedResponseId String) CampaignContact"_s,
          u"createOptOut(optOut OptOutInput!, campaignContactId String!, noReply Boolean) CampaignContact"_s,
          u"editCampaignContactMessageStatus(messageStatus String!, campaignContactId String, "
          "campaignIdsContactIds [CampaignIdContactId]) [CampaignContact]"_s,
          u"deleteQuestionResponses(interactionStepIds [String], campaignContactId String!) CampaignContact"_s,
          u"updateFeedback(assignmentId String!, feedback JSON, acknowledge Boolean) Assignment"_s,
          u"updateContactTags(tags [ContactTagInput], campaignContactId String!) CampaignContact"_s,
          u"updateContactCustomFields(customFields String!, campaignContactId String!) CampaignContact"_s,
          u"updateQuestionResponses(questionResponses [QuestionResponseInput], campaignContactId String!) String"_s,
          u"sendReply(id String!, message String!) CampaignContact"_s,
          u"getAssignmentContacts(assignmentId String, contactIds [String], findNew Boolean) [CampaignContact]"_s,
          u"findNewCampaignContact(assignmentId String!, numberContacts Int!, batchType String) FoundContact"_s,
          u"releaseContacts(assignmentId String!, releaseConversations Boolean) Assignment"_s,
          u"userAgreeTerms(userId String!) User"_s,
          u"dynamicReassign(joinToken String!, campaignId String!) String"_s,
          u"reassignCampaignContacts(organizationId String!, campaignIdsContactIds [CampaignIdContactId]!, "
          "newTexterUserId String!) [CampaignIdAssignmentId]"_s}},
        {u"User"_s,
         {u"id ID"_s, u"firstName String"_s, u"lastName String"_s, u"alias String"_s, u"displayName String"_s,
          u"email String"_s, u"cell String"_s, u"extra String"_s, u"terms Boolean"_s, u"is_superadmin Boolean"_s,
          u"notifiable Boolean"_s, u"roles(organizationId String!) [String]"_s,
          u"profileComplete(organizationId String) Boolean"_s, u"organizations(role String) [Organization]"_s,
          u"todos(organizationId String) [Assignment]"_s, u"notifications(organizationId String) [Assignment]"_s}},
        {u"Organization"_s,
         {u"id ID"_s, u"uuid String"_s, u"name String"_s, u"optOutMessage String"_s, u"textingHoursEnforced Boolean"_s,
          u"allowSendAll Boolean"_s, u"textingHoursStart Int"_s, u"textingHoursEnd Int"_s, u"cacheable Int"_s,
          u"tags(group String) [Tag]"_s, u"profileFields [ProfileField]"_s}},
        {u"ProfileField"_s, {u"name String"_s, u"label String"_s}},
        {u"Assignment"_s,
         {u"id ID"_s, u"texter User"_s, u"campaign Campaign"_s,
          u"contacts(contactsFilter ContactsFilter) [CampaignContact]"_s,
          u"contactsCount(contactsFilter ContactsFilter, hasAny Boolean) Int"_s,
          u"hasUnassignedContactsForTexter Int"_s, u"maxContacts Int"_s, u"campaignCannedResponses [CannedResponse]"_s,
          u"userCannedResponses [CannedResponse]"_s, u"feedback AssignmentFeedback"_s}},
        {u"AssignmentFeedback"_s,
         {u"message String"_s, u"issueCounts JSON"_s, u"skillCounts JSON"_s, u"isAcknowledged Boolean"_s,
          u"sweepComplete Boolean"_s, u"createdBy AssignmentFeedbackCreatedBy"_s}},
        {u"AssignmentFeedbackCreatedBy"_s, {u"id Int"_s, u"name String"_s}},
        {u"Campaign"_s,
         {u"id ID"_s,
          u"organization Organization"_s,
          u"title String"_s,
          u"description String"_s,
          u"dueBy Date"_s,
          u"introHtml String"_s,
          u"primaryColor String"_s,
          u"logoImageUrl String"_s,
          u"timezone String"_s,
          u"joinToken String"_s,
          u"isStarted Boolean"_s,
          u"isArchived Boolean"_s,
          u"useDynamicAssignment Boolean"_s,
          u"hasUnassignedContacts Boolean"_s,
          u"hasUnsentInitialMessages Boolean"_s,
          u"overrideOrganizationTextingHours Boolean"_s,
          u"textingHoursEnforced Boolean"_s,
          u"batchSize Int"_s,
          u"textingHoursStart Int"_s,
          u"textingHoursEnd Int"_s,
          u"responseWindow Float"_s,
          u"customFields [String]"_s,
          u"texterUIConfig TexterUIConfig"_s,
          u"interactionSteps [InteractionStep]"_s,
          u"cannedResponses [CannedResponse]"_s}},
        {u"TexterUIConfig"_s, {u"options String"_s, u"sideboxChoices [String]"_s}},
        {u"InteractionStep"_s, {u"id ID!"_s, u"script String"_s, u"question Question"_s}},
        {u"Question"_s, {u"text String"_s, u"answerOptions [AnswerOption]"_s}},
        {u"AnswerOption"_s,
         {u"value String"_s, u"interactionStepId Int"_s, u"nextInteractionStep InteractionStep"_s,
          u"responderCount Int"_s}},
        {u"CannedResponse"_s,
         {u"id ID"_s, u"title String"_s, u"text String"_s, u"isUserCreated Boolean"_s, u"tagIds [ID]"_s}},
        {u"Tag"_s, {u"id ID"_s, u"name String"_s, u"group String"_s, u"description String"_s, u"isDeleted Boolean"_s}},
        {u"ContactTag"_s, {u"id ID"_s, u"value String"_s, u"campaignContactId String"_s}},
        {u"CampaignContact"_s,
         {u"id ID"_s, u"assignmentId String"_s, u"firstName String"_s, u"lastName String"_s, u"cell Phone"_s,
          u"zip String"_s, u"external_id String"_s, u"customFields JSON"_s, u"messageStatus String"_s,
          u"updatedAt Date"_s, u"updated_at Date"_s, u"optOut OptOut"_s, u"questionResponseValues [AnswerOption]"_s,
          u"location Location"_s, u"messages [Message]"_s, u"tags [ContactTag]"_s, u"errorCode Int"_s}},
        {u"OptOut"_s, {u"id ID"_s, u"createdAt Date"_s, u"cell String"_s}},
        {u"Location"_s, {u"city String"_s, u"state String"_s, u"timezone Timezone"_s}},
        {u"Timezone"_s, {u"offset Int"_s, u"hasDST Boolean"_s}},
        {u"Message"_s,
         {u"id ID"_s, u"text String"_s, u"createdAt Date"_s, u"isFromContact Boolean"_s, u"userId String"_s,
          u"media [MediaItem]"_s}},
        {u"MediaItem"_s, {u"type String"_s, u"url String"_s}},
        {u"FoundContact"_s, {u"found Boolean"_s, u"assignment Assignment"_s}},
        {u"CampaignIdAssignmentId"_s, {u"campaignId String"_s, u"assignmentId String"_s}},
        {u"__Type"_s, {u"name String"_s, u"fields [__Field]"_s, u"inputFields [__InputValue]"_s}},
        {u"__Field"_s, {u"name String"_s}},
        {u"__InputValue"_s, {u"name String"_s}},
    };
}

QList<Row> inputs()
{
    return {
        {u"MessageInput"_s, {u"text String"_s, u"contactNumber Phone"_s, u"assignmentId String"_s, u"userId String"_s}},
        {u"ContactsFilter"_s,
         {u"messageStatus String"_s, u"isOptedOut Boolean"_s, u"validTimezone Boolean"_s, u"includePastDue Boolean"_s,
          u"tags [String]"_s, u"suppressedTags [String]"_s, u"contactId String"_s, u"errorCode [Int]"_s}},
        {u"QuestionResponseInput"_s,
         {u"campaignContactId String!"_s, u"interactionStepId String!"_s, u"value String!"_s}},
        {u"ContactTagInput"_s, {u"id String"_s, u"name String"_s, u"value String"_s}},
        {u"OptOutInput"_s, {u"assignmentId String!"_s, u"cell Phone!"_s, u"reason String"_s}},
        {u"CampaignIdContactId"_s, {u"campaignId String!"_s, u"campaignContactId Int!"_s, u"messageIds [Int]!"_s}},
        {u"CannedResponseInput"_s,
         {u"id String"_s, u"title String"_s, u"text String"_s, u"campaignId String"_s, u"userId String"_s,
          u"tagIds [Int]"_s, u"answerActions String"_s, u"answerActionsData String"_s}},
        {u"UserInput"_s,
         {u"firstName String!"_s, u"lastName String!"_s, u"email String!"_s, u"cell String!"_s, u"alias String"_s,
          u"extra String"_s}},
        {u"UserPasswordChange"_s,
         {u"email String!"_s, u"password String!"_s, u"newPassword String!"_s, u"passwordConfirm String!"_s}},
    };
}

} // namespace

QMap<QString, SpokeType> spokeTypes()
{
    static const auto types = [] {
        QMap<QString, SpokeType> made;
        const auto add = [&made](const QList<Row>& rows, bool input) {
            for (const auto& row : rows) {
                auto& type = made[row.name];
                type.input = input;
                for (const auto& member : row.members) {
                    type.members.append(memberOf(member));
                }
            }
        };
        add(results(), false);
        add(inputs(), true);
        return made;
    }();
    return types;
}

} // namespace textbank
