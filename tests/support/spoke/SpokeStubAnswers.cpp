#include "tests/support/spoke/SpokeStubAnswers.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QByteArray lineOf(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'; }

} // namespace

const QMap<QString, SpokeStubAnswers::Handler>& SpokeStubAnswers::handlers()
{
    using A = SpokeStubAnswers;
    static const QMap<QString, Handler> all{
        {u"currentUser"_s, &A::currentUser},
        {u"user"_s, &A::user},
        {u"organization"_s, &A::organization},
        {u"assignment"_s, &A::assignment},
        {u"__type"_s, &A::introspection},
        {u"getAssignmentContacts"_s, &A::getAssignmentContacts},
        {u"sendMessage"_s, &A::sendMessage},
        {u"createOptOut"_s, &A::createOptOut},
        {u"getOptOutMessage"_s, &A::getOptOutMessage},
        {u"editCampaignContactMessageStatus"_s, &A::editMessageStatus},
        {u"updateQuestionResponses"_s, &A::updateQuestionResponses},
        {u"deleteQuestionResponses"_s, &A::deleteQuestionResponses},
        {u"updateContactTags"_s, &A::updateContactTags},
        {u"updateContactCustomFields"_s, &A::updateContactCustomFields},
        {u"sendReply"_s, &A::sendReply},
        {u"findNewCampaignContact"_s, &A::findNewCampaignContact},
        {u"releaseContacts"_s, &A::releaseContacts},
        {u"reassignCampaignContacts"_s, &A::reassignCampaignContacts},
        {u"joinOrganization"_s, &A::joinOrganization},
        {u"dynamicReassign"_s, &A::dynamicReassign},
        {u"createCannedResponse"_s, &A::createCannedResponse},
        {u"updateFeedback"_s, &A::updateFeedback},
        {u"editUser"_s, &A::editUser},
        {u"changeUserPassword"_s, &A::changeUserPassword},
        {u"userAgreeTerms"_s, &A::userAgreeTerms},
    };
    return all;
}

WebAnswer SpokeStubAnswers::answer(const QByteArray& body)
{
    QJsonParseError error{};
    const auto document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError && !body.isEmpty()) {
        return {
            400, "<!DOCTYPE html>\n<html><body><pre>Bad Request</pre></body></html>\n", "text/html; charset=utf-8", {}};
    }
    if (!document.isObject()) {
        return refused(400, u"Operation batching disabled."_s);
    }
    const auto request = document.object();
    return answer(request.value(u"query"_s).toString(), request.value(u"operationName"_s).toString(),
                  request.value(u"variables"_s).toObject());
}

WebAnswer SpokeStubAnswers::answer(const QString& query, const QString& operationName, const QJsonObject& variables)
{
    if (query.isEmpty()) {
        return refused(400, u"GraphQL operations must contain a non-empty `query`."_s);
    }
    const auto document = GraphDocument::parse(query);
    if (!document.error.isEmpty()) {
        return refused(400, document.error);
    }
    for (const auto& operation : document.operations) {
        if (const auto fault = m_schema.faultOf(operation); !fault.isEmpty()) {
            return refused(400, fault);
        }
    }
    const auto* operation = document.operation(operationName);
    if (operation == nullptr) {
        return refused(400, u"Unknown operation named \"%1\"."_s.arg(operationName));
    }
    if (const auto fault = m_schema.faultOf(*operation, variables); !fault.isEmpty()) {
        return refused(200, fault);
    }
    SpokeErrors errors;
    const auto fields = [this](const SpokeAsked& asked) { return handle(asked); };
    const auto data = SpokeValue::pickedOf(operation->fields, fields, *operation, variables, errors);
    QJsonObject answer{{u"data"_s, data}};
    if (!errors.all.isEmpty()) {
        QJsonArray list;
        for (const auto& each : std::as_const(errors.all)) {
            auto error = errorOf(each.message);
            error.insert(u"path"_s, each.path);
            list.append(error);
        }
        answer.insert(u"errors"_s, list);
    }
    return {200, lineOf(answer)};
}

SpokeValue SpokeStubAnswers::handle(const SpokeAsked& asked)
{
    if (asked.name == u"__typename") {
        return SpokeValue(u"RootQuery"_s);
    }
    return (this->*handlers().value(asked.name))(asked);
}

WebAnswer SpokeStubAnswers::refused(int status, const QString& why) const
{
    return {status, lineOf({{u"errors"_s, QJsonArray{errorOf(why)}}})};
}

QJsonObject SpokeStubAnswers::errorOf(const QString& message) const
{
    return {{u"message"_s, m_state.switches.showErrors ? message : u"Internal server error"_s}};
}

SpokeValue SpokeStubAnswers::currentUser(const SpokeAsked& /*asked*/)
{
    return m_caller == 0 ? SpokeValue() : m_objects.user(m_caller);
}

SpokeValue SpokeStubAnswers::user(const SpokeAsked& asked)
{
    if (m_caller == 0) {
        return SpokeValue::failure(u"Cannot read properties of undefined (reading 'id')"_s);
    }
    const auto id = asked.arguments.value(u"userId"_s).toInt(m_caller);
    if (id != m_caller) {
        if (const auto refused = m_objects.refusal(asked.number(u"organizationId"_s), SpokeRole::Admin)) {
            return *refused;
        }
    }
    return m_state.users.contains(id) ? m_objects.user(id) : SpokeValue();
}

SpokeValue SpokeStubAnswers::organization(const SpokeAsked& asked)
{
    const auto id = asked.number(u"id"_s);
    const auto refused = m_objects.refusal(id, SpokeRole::Texter);
    return refused ? *refused : m_objects.organization(id);
}

SpokeValue SpokeStubAnswers::assignment(const SpokeAsked& asked)
{
    if (m_caller == 0) {
        return SpokeValue::failure(u"You must login to access that resource."_s);
    }
    auto id = asked.number(u"assignmentId"_s);
    if (id == 0) {
        id = m_state.contacts.value(asked.number(u"contactId"_s)).assignment;
    }
    if (!m_state.assignments.contains(id)) {
        return {};
    }
    const auto refused = m_objects.refusalOf(m_state.assignments[id]);
    return refused ? *refused : m_objects.assignment(id);
}

SpokeValue SpokeStubAnswers::introspection(const SpokeAsked& asked)
{
    return m_objects.type(m_schema, asked.text(u"name"_s));
}

} // namespace textbank
