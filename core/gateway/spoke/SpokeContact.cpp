#include "core/gateway/spoke/SpokeContact.h"

#include "core/gateway/WireReader.h"
#include "core/gateway/spoke/SpokeJson.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

/// As JavaScript writes a number (ECMA-262, Number::toString): digits alone from a millionth up to 10^21.
QString inScript(double number)
{
    const auto size = std::abs(number);
    if (size == 0) {
        return u"0"_s;
    }
    if (size >= 1e-6 && size < 1e21) {
        return QString::number(number, 'f', QLocale::FloatingPointShortest);
    }
    // Qt writes two digits of an exponent at least.
    return QString::number(number, 'g', QLocale::FloatingPointShortest).replace("e-0"_L1, "e-"_L1);
}

/// As JavaScript puts a value into a text; nothing for what nobody could read: null, lists and objects.
std::optional<QString> asText(const QJsonValue& value)
{
    if (value.isString()) {
        return value.toString();
    }
    if (value.isBool()) {
        return value.toBool() ? u"true"_s : u"false"_s;
    }
    if (value.isDouble()) {
        return inScript(value.toDouble());
    }
    return std::nullopt;
}

Instant timeOf(const QJsonValue& value) { return fromRfc3339(value.toString()).value_or(Instant{}); }

ThreadText readText(const QJsonObject& json)
{
    ThreadText text;
    text.text = json.value("text"_L1).toString();
    text.at = timeOf(json.value("createdAt"_L1));
    text.isIncoming = json.value("isFromContact"_L1).toBool();
    text.user = idOf(json.value("userId"_L1));
    text.media = static_cast<int>(json.value("media"_L1).toArray().size());
    return text;
}

/// In order, with an id for each; of several that are alike in all things each has its own.
void settle(QList<ThreadText>& thread, const ContactId& contact)
{
    std::stable_sort(thread.begin(), thread.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    QMap<QString, int> times;
    for (auto& text : thread) {
        const auto hash = QCryptographicHash::hash(text.text.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
        auto id = u"%1.%2.%3.%4"_s.arg(contact.value)
                      .arg(toMs(text.at))
                      .arg(text.isIncoming ? u'i' : u'o')
                      .arg(QLatin1StringView(hash));
        const auto before = times[id]++;
        text.id = MessageId{before == 0 ? id : id + u'.' + QString::number(before)};
    }
}

void readFields(const QString& raw, Contact& contact)
{
    const auto json = QJsonDocument::fromJson(raw.toUtf8()).object();
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (const auto text = asText(it.value())) {
            contact.fields.insert(it.key(), *text);
        }
    }
}

void readPlace(const QJsonObject& location, ContactState& state)
{
    state.contact.city = location.value("city"_L1).toString();
    state.contact.state = location.value("state"_L1).toString();
    const auto zone = location.value("timezone"_L1).toObject();
    if (zone.isEmpty()) {
        return;
    }
    state.utcOffset = static_cast<int>(zone.value("offset"_L1).toInteger());
    state.hasSummerTime = zone.value("hasDST"_L1).toBool();
    state.contact.zones = zonesOf(*state.utcOffset, state.hasSummerTime);
}

} // namespace

ContactStage ContactState::stage() const
{
    return status == "messaged"_L1        ? ContactStage::Messaged
           : status == "needsResponse"_L1 ? ContactStage::NeedsReply
           : status == "convo"_L1         ? ContactStage::Replied
           : status == "closed"_L1        ? ContactStage::Closed
                                          : ContactStage::NeedsFirstMessage;
}

Result<ContactState> readContact(const QJsonObject& json)
{
    ContactState state;
    auto& contact = state.contact;
    contact.id = ContactId{idOf(json.value("id"_L1))};
    if (contact.id.isEmpty() || contact.id.value.size() > wire::kMaxId) {
        return fail(ErrorCode::Malformed, u"contact.id"_s);
    }
    state.assignment = idOf(json.value("assignmentId"_L1));
    state.status = json.value("messageStatus"_L1).toString();
    if (state.status.isEmpty()) {
        return fail(ErrorCode::Malformed, u"contact.messageStatus"_s);
    }
    contact.firstName = json.value("firstName"_L1).toString();
    contact.lastName = json.value("lastName"_L1).toString();
    contact.zip = json.value("zip"_L1).toString().left(5);
    const auto cell = json.value("cell"_L1).toString();
    const auto number = PhoneNumber::parse(cell);
    contact.phone = number.value_or({});
    contact.numberHidden = cell.isEmpty();
    state.customFields = json.value("customFields"_L1).toString();
    readFields(state.customFields, contact);
    if (const auto external = asText(json.value("external_id"_L1)); external && !external->isEmpty()) {
        contact.fields.insert(u"external_id"_s, *external);
    }
    readPlace(json.value("location"_L1).toObject(), state);
    state.optedOut = json.value("optOut"_L1).isObject();
    state.updatedAt = timeOf(json.value("updatedAt"_L1));
    const auto answers = json.value("questionResponseValues"_L1).toArray();
    for (const auto& answer : answers) {
        state.answers.insert(idOf(answer.toObject().value("interactionStepId"_L1)),
                             answer.toObject().value("value"_L1).toString());
    }
    const auto tags = json.value("tags"_L1).toArray();
    for (const auto& tag : tags) {
        if (tag.toObject().value("value"_L1).toString() != "RESOLVED"_L1) {
            state.tags.append(idOf(tag.toObject().value("id"_L1)));
        }
    }
    const auto messages = json.value("messages"_L1).toArray();
    for (const auto& message : messages) {
        state.thread.append(readText(message.toObject()));
    }
    settle(state.thread, contact.id);
    return state;
}

Result<ContactLines> readLines(const QJsonValue& contacts)
{
    if (!contacts.isArray()) {
        return fail(ErrorCode::Malformed, u"assignment.contacts"_s);
    }
    ContactLines read;
    const auto array = contacts.toArray();
    read.lines.reserve(array.size());
    for (const auto& each : array) {
        if (each.isNull()) {
            read.isComplete = false;
            continue;
        }
        const auto json = each.toObject();
        ContactLine line{ContactId{idOf(json.value("id"_L1))}, json.value("messageStatus"_L1).toString(),
                         timeOf(json.value("updatedAt"_L1)), json.value("optOut"_L1).isObject()};
        if (line.id.isEmpty() || line.status.isEmpty()) {
            return fail(ErrorCode::Malformed, u"assignment.contacts[%1]"_s.arg(read.lines.size()));
        }
        read.lines.append(line);
    }
    return read;
}

QStringList zonesOf(int utcOffset, bool hasSummerTime)
{
    const auto both = [hasSummerTime](const QString& withSummer, const QString& without) {
        return hasSummerTime ? QStringList{withSummer, without} : QStringList{without};
    };
    switch (utcOffset) {
    case -4:
        return both(u"America/Halifax"_s, u"America/Puerto_Rico"_s);
    case -5:
        return both(u"America/New_York"_s, u"America/Panama"_s);
    case -6:
        return both(u"America/Chicago"_s, u"America/Regina"_s);
    case -7:
        return both(u"America/Denver"_s, u"America/Phoenix"_s);
    case -8:
        return both(u"America/Los_Angeles"_s, u"Pacific/Pitcairn"_s);
    case -9:
        return both(u"America/Anchorage"_s, u"Pacific/Gambier"_s);
    case -10:
        return both(u"America/Adak"_s, u"Pacific/Honolulu"_s);
    case -11:
        return {u"Pacific/Pago_Pago"_s};
    case 10:
        return {u"Pacific/Guam"_s};
    default:
        return {};
    }
}

} // namespace textbank::spoke
