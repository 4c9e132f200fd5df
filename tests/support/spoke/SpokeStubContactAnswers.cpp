#include "tests/support/spoke/SpokeStubAnswers.h"
#include "tests/support/spoke/SpokeStubHours.h"
#include "tests/support/spoke/SpokeStubText.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

// SpokeStubAnswers, as far as contacts go.
namespace textbank {

SpokeStubAnswers::Writable SpokeStubAnswers::writable(const QString& id)
{
    if (m_caller == 0) {
        return {nullptr, SpokeValue::failure(u"You must login to access that resource."_s)};
    }
    const auto found = m_state.contacts.find(id.toInt());
    if (found == m_state.contacts.end()) {
        return {nullptr,
                SpokeValue::failure(u"The loader.load() function must be called with a value, but got: undefined."_s)};
    }
    const auto* assignment = m_state.assignmentFor(*found);
    const auto refused = assignment == nullptr
                             ? m_objects.refusal(m_state.organizationOf(*found), SpokeRole::SuperVolunteer)
                             : m_objects.refusalOf(*assignment);
    if (refused) {
        return {nullptr, *refused};
    }
    return {&*found, {}};
}

SpokeValue SpokeStubAnswers::getAssignmentContacts(const SpokeAsked& asked)
{
    if (m_caller == 0) {
        return SpokeValue::failure(u"You must login to access that resource."_s);
    }
    const auto id = asked.number(u"assignmentId"_s);
    const auto assignment = m_state.assignments.constFind(id);
    if (assignment == m_state.assignments.constEnd()) {
        return SpokeValue::failure(u"Cannot read properties of undefined (reading 'campaign_id')"_s);
    }
    if (const auto refused = m_objects.refusalOf(*assignment)) {
        return *refused;
    }
    std::vector<SpokeValue> answers;
    for (const auto& wanted : asked.arguments.value(u"contactIds"_s).toArray()) {
        const auto contact = m_state.contacts.constFind(wanted.toString().toInt());
        const auto known = contact != m_state.contacts.constEnd();
        if (!known && answers.empty()) { // the first one is what the campaign is read from
            return SpokeValue::failure(u"Cannot read properties of undefined (reading 'campaign_id')"_s);
        }
        answers.push_back(known && contact->assignment == id ? m_objects.contact(contact->id) : SpokeValue());
    }
    return SpokeValue::list(std::move(answers));
}

QString SpokeStubAnswers::sendRefusal(const SpokeContact& contact, const QJsonObject& message,
                                      const QString& text) const
{
    const auto assignment = message.value(u"assignmentId"_s).toString().toInt();
    if (assignment == 0 || assignment != contact.assignment || m_state.campaigns[contact.campaign].archived) {
        return u"Your assignment has changed"_s;
    }
    if (contact.optedOut || m_state.isOptedOut(contact)) {
        return u"Skipped sending because this contact was already opted out"_s;
    }
    if (text.size() > m_state.switches.longestMessage) {
        return u"Message was longer than the limit"_s;
    }
    if (!spokeSendsNow(m_state, contact)) {
        return u"Outside permitted texting time for this recipient"_s;
    }
    if (m_state.switches.redis && m_state.switches.contactCache) {
        const auto same = [&](const SpokeMessage& other) {
            return !other.fromContact && other.id <= m_arrived && other.text == spokeReplaced(text);
        };
        if (std::any_of(contact.messages.begin(), contact.messages.end(), same)) {
            return contact.messages.size() > 2 ? u"Message send error DUPLICATE_REPLY_MESSAGE"_s
                                               : u"Message send error DUPLICATE_MESSAGE"_s;
        }
    }
    return {};
}

SpokeValue SpokeStubAnswers::sendMessage(const SpokeAsked& asked)
{
    if (m_caller == 0) {
        return SpokeValue::failure(u"Cannot read properties of undefined (reading 'id')"_s);
    }
    // Whoever is signed in may send: whose assignment it is, and her role, nobody asks.
    const auto contact = m_state.contacts.find(asked.number(u"campaignContactId"_s));
    if (contact == m_state.contacts.end()) {
        return SpokeValue::failure(u"The loader.load() function must be called with a value, but got: undefined."_s);
    }
    const auto message = asked.arguments.value(u"message"_s).toObject();
    const auto text = message.value(u"text"_s).toString();
    if (const auto refusal = sendRefusal(*contact, message, text); !refusal.isEmpty()) {
        return SpokeValue::failure(refusal);
    }
    const auto first = contact->status == u"needsMessage";
    const auto sent = m_state.send(contact->id, m_caller, text);
    const auto canned = asked.text(u"cannedResponseId"_s);
    m_state.sent.append({contact->id, m_caller, contact->assignment, text, sent.text, canned, sent.createdAt});
    applyCanned(*contact, canned.toInt());
    return first ? m_objects.contactAfterFirst(contact->id) : m_objects.contact(contact->id);
}

void SpokeStubAnswers::applyCanned(SpokeContact& contact, int canned)
{
    for (const auto& response : m_state.campaigns[contact.campaign].canned) {
        for (const auto tag : response.id == canned ? response.tags : QList<int>()) {
            contact.tags.insert(tag, {});
        }
    }
}

SpokeValue SpokeStubAnswers::createOptOut(const SpokeAsked& asked)
{
    const auto target = writable(asked.text(u"campaignContactId"_s));
    if (target.contact == nullptr) {
        return target.refusal;
    }
    m_state.optOut(target.contact->id);
    return m_objects.contact(target.contact->id);
}

SpokeValue SpokeStubAnswers::getOptOutMessage(const SpokeAsked& asked)
{
    const auto standard = asked.text(u"defaultMessage"_s);
    return standard.isEmpty() ? SpokeValue(u"I'm opting you out of texts immediately. Have a great day."_s)
                              : SpokeValue(standard);
}

SpokeValue SpokeStubAnswers::editMessageStatus(const SpokeAsked& asked)
{
    static const QStringList known{u"needsMessage"_s, u"needsResponse"_s, u"messaged"_s, u"convo"_s, u"closed"_s};
    QStringList ids;
    if (const auto one = asked.text(u"campaignContactId"_s); !one.isEmpty()) {
        ids.append(one);
    }
    for (const auto& pair : asked.arguments.value(u"campaignIdsContactIds"_s).toArray()) {
        ids.append(QString::number(pair.toObject().value(u"campaignContactId"_s).toInt()));
    }
    const auto status = asked.text(u"messageStatus"_s);
    std::vector<SpokeValue> changed;
    for (const auto& id : std::as_const(ids)) {
        const auto target = writable(id);
        if (target.contact == nullptr) {
            return target.refusal;
        }
        if (known.contains(status)) {
            m_state.setStatus(target.contact->id, status);
        }
        changed.push_back(m_objects.contactWithStatus(target.contact->id, status));
    }
    return SpokeValue::list(std::move(changed));
}

SpokeValue SpokeStubAnswers::updateQuestionResponses(const SpokeAsked& asked)
{
    const auto target = writable(asked.text(u"campaignContactId"_s));
    if (target.contact == nullptr) {
        return target.refusal;
    }
    QMap<int, QString> answers;
    const auto steps = m_state.campaigns[target.contact->campaign].steps;
    auto known = true;
    for (const auto& item : asked.arguments.value(u"questionResponses"_s).toArray()) {
        const auto response = item.toObject();
        const auto id = response.value(u"interactionStepId"_s).toString().toInt();
        known = known && std::any_of(steps.begin(), steps.end(), [id](const SpokeStep& step) { return step.id == id; });
        answers.insert(id, response.value(u"value"_s).toString());
    }
    if (known) { // else the database refuses all of it, which the answer does not say
        target.contact->answers = answers;
    }
    return SpokeValue(QString::number(target.contact->id));
}

SpokeValue SpokeStubAnswers::deleteQuestionResponses(const SpokeAsked& asked)
{
    const auto target = writable(asked.text(u"campaignContactId"_s));
    if (target.contact == nullptr) {
        return target.refusal;
    }
    for (const auto& step : asked.arguments.value(u"interactionStepIds"_s).toArray()) {
        target.contact->answers.remove(step.toString().toInt());
    }
    return m_objects.contact(target.contact->id);
}

SpokeValue SpokeStubAnswers::updateContactTags(const SpokeAsked& asked)
{
    const auto target = writable(asked.text(u"campaignContactId"_s));
    if (target.contact == nullptr) {
        return target.refusal;
    }
    const auto& tags = m_state.organizations[m_state.organizationOf(*target.contact)].tags;
    QMap<int, QString> given;
    for (const auto& item : asked.arguments.value(u"tags"_s).toArray()) {
        const auto tag = item.toObject();
        const auto id = tag.value(u"id"_s).toString().toInt();
        if (std::none_of(tags.begin(), tags.end(), [id](const SpokeTag& known) { return known.id == id; })) {
            return SpokeValue::failure(u"insert into \"tag_campaign_contact\" violates foreign key constraint"_s);
        }
        given.insert(id, tag.value(u"value"_s).toString());
    }
    target.contact->tags.insert(given);
    return m_objects.contactWithTags(target.contact->id, given);
}

SpokeValue SpokeStubAnswers::updateContactCustomFields(const SpokeAsked& asked)
{
    const auto target = writable(asked.text(u"campaignContactId"_s));
    if (target.contact == nullptr) {
        return target.refusal;
    }
    const auto fields = QJsonDocument::fromJson(asked.text(u"customFields"_s).toUtf8());
    target.contact->customFields = QString::fromUtf8(fields.toJson(QJsonDocument::Compact));
    target.contact->updatedAt = m_state.stamp();
    m_state.learnFields(*target.contact);
    return m_objects.contact(target.contact->id, SpokeStubObjects::Way::NoFields);
}

SpokeValue SpokeStubAnswers::sendReply(const SpokeAsked& asked)
{
    const auto id = asked.number(u"id"_s);
    if (!m_state.contacts.contains(id)) {
        return SpokeValue::failure(u"The loader.load() function must be called with a value, but got: undefined."_s);
    }
    if (const auto refused = m_objects.refusal(m_state.organizationOf(m_state.contacts[id]), SpokeRole::Admin)) {
        return *refused;
    }
    if (m_state.contacts[id].messages.isEmpty()) {
        return SpokeValue::failure(u"Cannot fake a reply to a contact that has no existing thread yet"_s);
    }
    m_state.reply(id, asked.text(u"message"_s));
    return m_objects.contact(id);
}

} // namespace textbank
