#include "tests/support/spoke/SpokeStubObjects.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

// SpokeStubObjects, as far as contacts go.
namespace textbank {
namespace {

SpokeValue idOf(int id) { return id == 0 ? SpokeValue() : SpokeValue(QString::number(id)); }

SpokeValue messageOf(const SpokeMessage& message, const QString& id)
{
    return SpokeValue::object([message, id](const SpokeAsked& asked) -> SpokeValue {
        const auto& name = asked.name;
        if (name == u"media") {
            std::vector<SpokeValue> media;
            for (const auto& picture : message.pictures) {
                media.push_back(SpokeValue::object([picture](const SpokeAsked& part) {
                    return SpokeValue(part.name == u"url" ? picture : u"image"_s);
                }));
            }
            return SpokeValue::list(std::move(media));
        }
        return name == u"id"              ? SpokeValue(id)
               : name == u"text"          ? SpokeValue(message.text)
               : name == u"createdAt"     ? SpokeValue(toRfc3339(message.createdAt))
               : name == u"isFromContact" ? SpokeValue(message.fromContact)
                                          : idOf(message.user);
    });
}

SpokeValue location(const SpokeContact& contact)
{
    if (!contact.hasLocation) {
        return {};
    }
    return SpokeValue::object([zone = contact.zone](const SpokeAsked& asked) -> SpokeValue {
        if (asked.name != u"timezone") {
            return SpokeValue(QString());
        }
        if (!zone) {
            return {};
        }
        return SpokeValue::object([zone = *zone](const SpokeAsked& part) -> SpokeValue {
            if (part.name == u"offset") {
                return zone.offset == 0 ? SpokeValue() : SpokeValue(zone.offset);
            }
            return zone.hasDst ? SpokeValue(true) : SpokeValue();
        });
    });
}

SpokeValue tagValue(int tag, const QString& value, int contact)
{
    return SpokeValue::object([tag, value, contact](const SpokeAsked& asked) {
        return asked.name == u"id" ? idOf(tag) : asked.name == u"value" ? orNull(value) : idOf(contact);
    });
}

SpokeValue answersOf(const SpokeContact& contact)
{
    std::vector<SpokeValue> answers;
    for (auto it = contact.answers.begin(); it != contact.answers.end(); ++it) {
        answers.push_back(SpokeValue::object([step = it.key(), value = *it](const SpokeAsked& asked) -> SpokeValue {
            return asked.name == u"interactionStepId" ? SpokeValue(step)
                   : asked.name == u"value"           ? SpokeValue(value)
                                                      : SpokeValue();
        }));
    }
    return SpokeValue::list(std::move(answers));
}

} // namespace

SpokeValue SpokeStubObjects::contact(int id, Way way) const
{
    if (m_state.switches.brokenContacts.contains(id)) {
        return SpokeValue::failure(u"Connection terminated unexpectedly"_s);
    }
    if (m_state.switches.brokenThreads.contains(id)) {
        return contactBut(id, u"messages"_s, SpokeValue::failure(u"timeout exceeded when trying to connect"_s));
    }
    return SpokeValue::object([this, way, contact = m_state.contacts.value(id)](const SpokeAsked& asked) {
        return contactField(contact, asked, way);
    });
}

SpokeValue SpokeStubObjects::contacts(const QList<int>& ids) const
{
    std::vector<SpokeValue> all;
    for (const auto id : ids) {
        all.push_back(contact(id));
    }
    return SpokeValue::list(std::move(all));
}

SpokeValue SpokeStubObjects::contactBut(int id, const QString& field, const SpokeValue& value) const
{
    return SpokeValue::object([this, field, value, contact = m_state.contacts.value(id)](const SpokeAsked& asked) {
        return asked.name == field ? value : contactField(contact, asked, Way::Asked);
    });
}

SpokeValue SpokeStubObjects::contactAfterFirst(int id) const
{
    auto message = m_state.contacts[id].messages.last();
    message.createdAt += Millis{18}; // not that of the stored row
    return contactBut(id, u"messages"_s, SpokeValue::list({messageOf(message, u"initial"_s)}));
}

SpokeValue SpokeStubObjects::contactWithStatus(int id, const QString& status) const
{
    return contactBut(id, u"messageStatus"_s, SpokeValue(status));
}

SpokeValue SpokeStubObjects::contactWithTags(int id, const QMap<int, QString>& tags) const
{
    std::vector<SpokeValue> given;
    for (auto it = tags.begin(); it != tags.end(); ++it) {
        given.push_back(tagValue(it.key(), *it, id));
    }
    return contactBut(id, u"tags"_s, SpokeValue::list(std::move(given)));
}

SpokeValue SpokeStubObjects::contactField(const SpokeContact& contact, const SpokeAsked& asked, Way way) const
{
    const auto& name = asked.name;
    const auto untouched = contact.status == u"needsMessage"; // then nobody looks for what hangs on it
    const auto redis = m_state.switches.redis;
    const QMap<QString, QString> plain{{u"firstName"_s, contact.firstName},
                                       {u"lastName"_s, contact.lastName},
                                       {u"cell"_s, redis ? QString() : contact.cell},
                                       {u"zip"_s, redis ? QString() : contact.zip},
                                       {u"external_id"_s, redis ? QString() : contact.externalId},
                                       {u"messageStatus"_s, contact.status},
                                       {u"updatedAt"_s, toRfc3339(contact.updatedAt)},
                                       {u"updated_at"_s, toRfc3339(contact.updatedAt)}};
    if (plain.contains(name)) {
        return SpokeValue(plain.value(name));
    }
    if (name == u"id" || name == u"assignmentId") {
        return idOf(name == u"id" ? contact.id : contact.assignment);
    }
    if (name == u"customFields") {
        return way == Way::NoFields ? SpokeValue() : customFields(contact);
    }
    if (name == u"optOut") {
        return !contact.optedOut ? SpokeValue() : SpokeValue::object([](const SpokeAsked& part) -> SpokeValue {
            return part.name == u"id" ? SpokeValue(u"optout"_s) : SpokeValue();
        });
    }
    if (name == u"questionResponseValues") {
        return untouched ? SpokeValue::list({}) : answersOf(contact);
    }
    if (name == u"location") {
        return location(contact);
    }
    if (name == u"messages") {
        return untouched ? SpokeValue::list({}) : messages(contact);
    }
    if (name == u"tags") {
        return untouched ? SpokeValue::list({}) : tagsOf(contact);
    }
    // errorCode
    if (!has(m_state.organizationOf(contact), SpokeRole::SuperVolunteer)) {
        return SpokeValue::failure(u"orgId not passed correctly to accessRequired"_s);
    }
    return contact.errorCode == 0 ? SpokeValue() : SpokeValue(contact.errorCode);
}

SpokeValue SpokeStubObjects::customFields(const SpokeContact& contact) const
{
    if (!m_state.switches.redis) {
        return SpokeValue(contact.customFields);
    }
    auto fields = QJsonDocument::fromJson(contact.customFields.toUtf8()).object();
    const auto campaign = m_state.campaigns[contact.campaign];
    for (const auto& name : fields.keys()) {
        const auto used = std::any_of(campaign.steps.begin(), campaign.steps.end(),
                                      [&](const SpokeStep& step) { return step.script.contains(u'{' + name + u'}'); });
        if (!used) {
            fields.remove(name);
        }
    }
    return SpokeValue(QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact)));
}

SpokeValue SpokeStubObjects::messages(const SpokeContact& contact) const
{
    const auto redis = m_state.switches.redis;
    std::vector<SpokeValue> thread;
    for (const auto& message : contact.messages) {
        // With Redis the last one has no stored id yet, and what was sent in parallel comes back in any order.
        const auto made = redis && message.id == contact.messages.last().id;
        thread.push_back(messageOf(message, made ? u"fake%1"_s.arg(m_state.nextId++) : QString::number(message.id)));
    }
    if (redis && thread.size() > 1) {
        std::swap(thread[thread.size() - 1], thread[thread.size() - 2]);
    }
    return SpokeValue::list(std::move(thread));
}

SpokeValue SpokeStubObjects::tagsOf(const SpokeContact& contact) const
{
    const auto all = has(m_state.organizationOf(contact), SpokeRole::SuperVolunteer);
    std::vector<SpokeValue> shown;
    for (auto it = contact.tags.begin(); it != contact.tags.end(); ++it) {
        if (!all && *it == u"RESOLVED") {
            continue;
        }
        shown.push_back(tagValue(it.key(), *it, contact.id));
    }
    return SpokeValue::list(std::move(shown));
}

} // namespace textbank
