#pragma once

#include "tests/support/spoke/SpokeStubState.h"
#include "tests/support/spoke/SpokeStubValue.h"

namespace textbank {

/// Spoke's objects as one caller gets to see them. Made for one request.
class SpokeStubObjects
{
public:
    /// Signed out: 0.
    SpokeStubObjects(SpokeStubState& state, int caller)
        : m_state(state)
        , m_caller(caller)
    {
    }

    /// How much of an object one gets on the way by which it was reached.
    enum class Way {
        Asked,        ///< By its own query.
        InTodos,      ///< Assignments: counts leave out the opted-out.
        Changed,      ///< Assignments in the answer to what changed them: no contacts, none left to ask for.
        Acknowledged, ///< As Changed; its feedback has no message any more.
        Bare,         ///< Organisations of a user: id and name only.
        NoFields,     ///< Contacts after their custom fields were written: they are null.
    };
    SpokeValue user(int id) const;
    SpokeValue organization(int id, Way way = Way::Asked) const;
    SpokeValue assignment(int id, Way way = Way::Asked) const;
    SpokeValue campaign(int id) const;
    SpokeValue contact(int id, Way way = Way::Asked) const;
    SpokeValue contacts(const QList<int>& ids) const;
    /// The answer to a first text: one message that the server makes up.
    SpokeValue contactAfterFirst(int id) const;
    SpokeValue contactWithStatus(int id, const QString& status) const;
    SpokeValue contactWithTags(int id, const QMap<int, QString>& tags) const;
    SpokeValue type(const SpokeStubSchema& schema, const QString& name) const;

    /// Nothing when the caller has the role in that organisation; else the error.
    std::optional<SpokeValue> refusal(int organization, SpokeRole least) const;
    /// The same where her own assignment is enough.
    std::optional<SpokeValue> refusalOf(const SpokeAssignment& assignment) const;
    bool has(int organization, SpokeRole least) const { return !refusal(organization, least); }

private:
    SpokeValue userField(const SpokeUser& user, const SpokeAsked& asked) const;
    SpokeValue notifications(int user) const;
    SpokeValue todos(int user, const SpokeAsked& asked) const;
    SpokeValue assignmentField(const SpokeAssignment& assignment, const SpokeAsked& asked, Way way) const;
    SpokeValue feedback(const SpokeAssignment& assignment, Way way) const;
    SpokeValue contactField(const SpokeContact& contact, const SpokeAsked& asked, Way way) const;
    SpokeValue customFields(const SpokeContact& contact) const;
    SpokeValue messages(const SpokeContact& contact) const;
    SpokeValue tagsOf(const SpokeContact& contact) const;
    SpokeValue steps(const SpokeCampaign& campaign) const;
    SpokeValue step(const SpokeCampaign& campaign, const SpokeStep& step) const;
    SpokeValue canned(const SpokeCampaign& campaign) const;
    /// A contact, but for one field.
    SpokeValue contactBut(int id, const QString& field, const SpokeValue& value) const;

    SpokeStubState& m_state;
    int m_caller;
};

} // namespace textbank
