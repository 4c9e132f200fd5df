#include "core/gateway/spoke/SpokeStaffDocuments.h"

namespace textbank::spoke {

#define TEXTBANK_SPOKE_COMPLETION "completionStats { contactsCount messagedCount needsResponseCount } "
#define TEXTBANK_SPOKE_CAMPAIGN                                                                                        \
    "id title isStarted isArchived useDynamicAssignment dueBy contactsCount " TEXTBANK_SPOKE_COMPLETION

// The three filters are asked for even where they are empty: without them the server stumbles.
#define TEXTBANK_SPOKE_CONVERSATIONS(name, fields)                                                                     \
    "query " name "($organizationId: String!, $cursor: OffsetLimitCursor!, $campaignsFilter: CampaignsFilter, "        \
    "$assignmentsFilter: AssignmentsFilter, $contactsFilter: ContactsFilter, $messageTextFilter: String) { "           \
    "conversations(organizationId: $organizationId, cursor: $cursor, campaignsFilter: $campaignsFilter, "              \
    "assignmentsFilter: $assignmentsFilter, contactsFilter: $contactsFilter, messageTextFilter: $messageTextFilter) "  \
    "{ pageInfo { total } conversations { " fields " } } }"

const Document kRoles{"currentUser_roles", "currentUser",
                      "query currentUser_roles($organizationId: String!) { currentUser { id is_superadmin "
                      "roles(organizationId: $organizationId) } }"};

const Document kCampaigns{
    "campaigns", "campaigns",
    "query campaigns($organizationId: String!, $cursor: OffsetLimitCursor, $campaignsFilter: CampaignsFilter) { "
    "campaigns(organizationId: $organizationId, cursor: $cursor, campaignsFilter: $campaignsFilter, sortBy: ID_DESC) { "
    "... on PaginatedCampaigns { pageInfo { total } campaigns { " TEXTBANK_SPOKE_CAMPAIGN "} } } }"};

const Document kFigures{
    "campaign_figures", "campaign",
    "query campaign_figures($id: String!, $organizationId: String!) { campaign(id: $id) { " TEXTBANK_SPOKE_CAMPAIGN
    "stats { sentMessagesCount receivedMessagesCount optOutsCount errorCounts { code count description } } "
    "assignments(assignmentsFilter: {stats: true}) { id "
    "texter { id displayName roles(organizationId: $organizationId) } contactsCount "
    "unmessagedCount: contactsCount(contactsFilter: {messageStatus: \"needsMessage\"}) "
    "unrepliedCount: contactsCount(contactsFilter: {messageStatus: \"needsResponse\"}) } } }"};

const Document kConversations{
    "conversations", "conversations",
    TEXTBANK_SPOKE_CONVERSATIONS("conversations",
                                 "texter { id displayName } contact { id assignmentId firstName lastName cell "
                                 "updated_at messageStatus errorCode optOut { id } "
                                 "messages { text isFromContact createdAt } } campaign { id title }")};

const Document kHolders{"conversations_holders", "conversations",
                        TEXTBANK_SPOKE_CONVERSATIONS("conversations_holders",
                                                     "texter { id } contact { id cell optOut { id } } "
                                                     "campaign { id }")};

// Null for a contact that nobody holds, as for one that does not exist.
const Document kHolderOf{"assignment_holder", "assignment",
                         "query assignment_holder($contactId: String) { assignment(contactId: $contactId) { id "
                         "texter { id } campaign { id } } }"};

const Document kCount{"conversations_count", "conversations",
                      TEXTBANK_SPOKE_CONVERSATIONS("conversations_count", "campaign { id }")};

const Document kPeople{"people", "people",
                       "query people($organizationId: String!, $cursor: OffsetLimitCursor) { "
                       "people(organizationId: $organizationId, cursor: $cursor, sortBy: OLDEST) { "
                       "... on PaginatedUsers { pageInfo { total } "
                       "users { id displayName email roles(organizationId: $organizationId) } } } }"};

const Document kOptOuts{
    "organization_optouts", "organization",
    "query organization_optouts($id: String!) { organization(id: $id) { id optOuts { id cell createdAt } } }"};

const Document kAssignments{"campaign_assignments", "campaign",
                            "query campaign_assignments($id: String!) { campaign(id: $id) { id assignments { id } } }"};

const Document kReassign{"reassignCampaignContacts", "reassignCampaignContacts",
                         "mutation reassignCampaignContacts($organizationId: String!, "
                         "$campaignIdsContactIds: [CampaignIdContactId]!, $newTexterUserId: String!) { "
                         "reassignCampaignContacts(organizationId: $organizationId, "
                         "campaignIdsContactIds: $campaignIdsContactIds, newTexterUserId: $newTexterUserId) { "
                         "campaignId assignmentId } }"};

#undef TEXTBANK_SPOKE_CONVERSATIONS
#undef TEXTBANK_SPOKE_CAMPAIGN
#undef TEXTBANK_SPOKE_COMPLETION

} // namespace textbank::spoke
