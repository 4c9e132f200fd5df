#pragma once

#include "tests/support/HttpReader.h"
#include "tests/support/spoke/SpokeStubObjects.h"

namespace textbank {

/// The operations of a Spoke server, as one caller is answered. Made for one request.
class SpokeStubAnswers
{
public:
    /// `arrived`: the last message that was stored when the request came; what is younger is no repeat to it.
    SpokeStubAnswers(SpokeStubState& state, int caller, int arrived)
        : m_state(state)
        , m_caller(caller)
        , m_arrived(arrived)
        , m_objects(state, caller)
        , m_schema(state.switches)
    {
    }

    /// A body of POST /graphql.
    WebAnswer answer(const QByteArray& body);
    /// A document with its variables.
    WebAnswer answer(const QString& query, const QString& operationName, const QJsonObject& variables);

private:
    using Handler = SpokeValue (SpokeStubAnswers::*)(const SpokeAsked&);
    static const QMap<QString, Handler>& handlers();
    SpokeValue handle(const SpokeAsked& asked);
    WebAnswer refused(int status, const QString& why) const;
    QJsonObject errorOf(const QString& message) const;

    // --- queries
    SpokeValue currentUser(const SpokeAsked& asked);
    SpokeValue user(const SpokeAsked& asked);
    SpokeValue organization(const SpokeAsked& asked);
    SpokeValue assignment(const SpokeAsked& asked);
    SpokeValue introspection(const SpokeAsked& asked);
    // --- about contacts (SpokeStubContactAnswers.cpp)
    SpokeValue getAssignmentContacts(const SpokeAsked& asked);
    SpokeValue sendMessage(const SpokeAsked& asked);
    SpokeValue createOptOut(const SpokeAsked& asked);
    SpokeValue getOptOutMessage(const SpokeAsked& asked);
    SpokeValue editMessageStatus(const SpokeAsked& asked);
    SpokeValue updateQuestionResponses(const SpokeAsked& asked);
    SpokeValue deleteQuestionResponses(const SpokeAsked& asked);
    SpokeValue updateContactTags(const SpokeAsked& asked);
    SpokeValue updateContactCustomFields(const SpokeAsked& asked);
    SpokeValue sendReply(const SpokeAsked& asked);
    // --- about people and assignments (SpokeStubPeopleAnswers.cpp)
    SpokeValue findNewCampaignContact(const SpokeAsked& asked);
    SpokeValue releaseContacts(const SpokeAsked& asked);
    SpokeValue reassignCampaignContacts(const SpokeAsked& asked);
    SpokeValue joinOrganization(const SpokeAsked& asked);
    SpokeValue dynamicReassign(const SpokeAsked& asked);
    SpokeValue createCannedResponse(const SpokeAsked& asked);
    SpokeValue updateFeedback(const SpokeAsked& asked);
    SpokeValue editUser(const SpokeAsked& asked);
    SpokeValue changeUserPassword(const SpokeAsked& asked);
    SpokeValue userAgreeTerms(const SpokeAsked& asked);

    /// The contact, where the caller may write to it; else why not.
    struct Writable
    {
        SpokeContact* contact = nullptr;
        SpokeValue refusal{};
    };
    Writable writable(const QString& contact);
    QString sendRefusal(const SpokeContact& contact, const QJsonObject& message, const QString& text) const;
    void applyCanned(SpokeContact& contact, int canned);
    int give(int assignment, int asked);
    int takeConversations(int assignment, int asked);

    SpokeStubState& m_state;
    int m_caller;
    int m_arrived;
    SpokeStubObjects m_objects;
    SpokeStubSchema m_schema;
};

} // namespace textbank
