#include "app/tool/Verbs.h"

#include "core/compose/Merge.h"
#include "core/compose/MessageChecks.h"
#include "core/compose/Segments.h"
#include "core/compose/Template.h"
#include "core/gateway/Wire.h"
#include "core/gateway/WireNames.h"
#include "core/model/PhoneNumber.h"
#include "core/model/States.h"
#include "core/policy/OptOutWords.h"
#include "core/policy/TextingHours.h"
#include "core/reading/ReplyClassifier.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTime>
#include <array>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QJsonObject malformed(const QString& detail) { return {{u"error"_s, u"malformed"_s}, {u"detail"_s, detail}}; }

QJsonObject lacking(const QString& member) { return malformed(u"\"%1\" is missing or not a string"_s.arg(member)); }

QString tierName(OptOutTier tier)
{
    switch (tier) {
    case OptOutTier::Certain:
        return u"certain"_s;
    case OptOutTier::Phrase:
        return u"phrase"_s;
    case OptOutTier::Likely:
        return u"likely"_s;
    case OptOutTier::None:
        break;
    }
    return u"none"_s;
}

QString troubleName(PlaceTrouble trouble)
{
    switch (trouble) {
    case PlaceTrouble::NonGeographic:
        return u"no_location"_s;
    case PlaceTrouble::OtherCountry:
        return u"other_country"_s;
    case PlaceTrouble::Military:
        return u"military_address"_s;
    case PlaceTrouble::NoSuchZip:
        return u"no_such_zip"_s;
    case PlaceTrouble::Contradiction:
        return u"zip_not_in_state"_s;
    case PlaceTrouble::None:
        break;
    }
    return u"unknown_place"_s;
}

QString reasonName(const HoursVerdict& verdict)
{
    switch (verdict.reason) {
    case HoursReason::NoPlace:
        return troubleName(verdict.trouble);
    case HoursReason::Open:
        return u"open"_s;
    case HoursReason::TooEarly:
        return u"too_early"_s;
    case HoursReason::TooLate:
        return u"too_late"_s;
    case HoursReason::NoCommonWindow:
        return u"no_common_window"_s;
    case HoursReason::DayClosed:
        return u"day_closed"_s;
    case HoursReason::Holiday:
        return u"holiday"_s;
    case HoursReason::PolicyFault:
        return u"policy_fault"_s;
    case HoursReason::NoZoneData:
        break;
    }
    return u"no_zone_data"_s;
}

QJsonValue instantOrNull(Instant instant)
{
    return instant == Instant{} ? QJsonValue() : QJsonValue(toRfc3339(instant));
}

QJsonObject segments(const QJsonObject& in)
{
    if (!in.value(u"text"_s).isString()) {
        return lacking(u"text"_s);
    }
    const auto count = countSegments(in.value(u"text"_s).toString());
    return {{u"encoding"_s, count.encoding == SmsEncoding::Gsm7 ? u"GSM-7"_s : u"UCS-2"_s},
            {u"units"_s, count.units},
            {u"segments"_s, count.segments},
            {u"remaining"_s, count.remaining}};
}

QJsonObject phone(const QJsonObject& in)
{
    if (!in.value(u"raw"_s).isString()) {
        return lacking(u"raw"_s);
    }
    const auto number = PhoneNumber::parse(in.value(u"raw"_s).toString(), in.value(u"region"_s).toString(u"US"_s));
    if (!number) {
        return {{u"valid"_s, false}, {u"reason"_s, number.error().detail}};
    }
    return {{u"valid"_s, true},
            {u"e164"_s, number->e164()},
            {u"region"_s, number->region()},
            {u"type"_s, number->lineType()}};
}

/// As a gateway of Spoke's kind sends it: exact names, its replacement of characters. Fields that Spoke does not know
/// are custom ones, in the order of "fieldNames" where that is given.
Result<QString, TemplateError> renderedBySpoke(const QJsonObject& in)
{
    MergeRules rules{TemplateSyntax::Spoke, TextCleaning::SpokeTypography, {}, {}};
    for (const auto& name : in.value(u"fieldNames"_s).toArray()) {
        rules.fieldNames.append(name.toString());
    }
    const auto given = in.value(u"fields"_s).toObject();
    Contact contact;
    for (auto it = given.begin(); it != given.end(); ++it) {
        const auto value = it.value().toVariant().toString();
        if (it.value().isNull()) {
            continue;
        }
        if (it.key().startsWith(u"texter"_s)) {
            rules.senderFields.insert(it.key(), value);
        } else {
            contact.fields.insert(it.key(), value);
        }
    }
    contact.firstName = contact.fields.value(u"firstName"_s);
    contact.lastName = contact.fields.value(u"lastName"_s);
    contact.zip = contact.fields.value(u"zip"_s);
    contact.id.value = contact.fields.value(u"contactId"_s);
    contact.phone = PhoneNumber::parse(contact.fields.value(u"cell"_s)).value_or({});
    return Merge(rules, contact, {}).rendered(in.value(u"template"_s).toString());
}

QJsonObject render(const QJsonObject& in)
{
    if (!in.value(u"template"_s).isString()) {
        return lacking(u"template"_s);
    }
    if (const auto fields = in.value(u"fields"_s); !fields.isObject() && !fields.isUndefined()) {
        return malformed(u"\"fields\" is not an object"_s);
    }
    MergeFields fields;
    const auto given = in.value(u"fields"_s).toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (it.value().isObject() || it.value().isArray()) {
            return malformed(u"a field's value is not a text or a number"_s);
        }
        if (!it.value().isNull()) {
            fields.set(it.key(), it.value().toVariant().toString());
        }
    }
    const auto syntax = in.value(u"syntax"_s).toString(u"textbank"_s);
    if (syntax != u"textbank"_s && syntax != u"spoke"_s) {
        return malformed(u"\"syntax\" is textbank or spoke"_s);
    }
    const auto text =
        syntax == u"spoke"_s ? renderedBySpoke(in) : renderTemplate(in.value(u"template"_s).toString(), fields);
    if (text) {
        return {{u"text"_s, *text}};
    }
    const auto unknown = text.error().fault == TemplateFault::UnknownField;
    return {{u"error"_s, unknown ? u"unknown_field"_s : u"syntax"_s},
            {u"field"_s, text.error().field},
            {u"position"_s, text.error().position}};
}

QJsonObject optOut(const QJsonObject& in)
{
    if (!in.value(u"text"_s).isString()) {
        return lacking(u"text"_s);
    }
    const auto reading = readOptOut(in.value(u"text"_s).toString());
    return {{u"tier"_s, tierName(reading.tier)}, {u"words"_s, reading.words}};
}

QJsonObject classify(const QJsonObject& in)
{
    if (!in.value(u"text"_s).isString()) {
        return lacking(u"text"_s);
    }
    static const auto kReader = ReplyClassifier::builtIn();
    const auto meaning = kReader.read(in.value(u"text"_s).toString());
    QJsonObject answer{{u"intent"_s, intentName(meaning.intent)},
                       {u"confidence"_s, std::round(meaning.confidence * 1000) / 1000},
                       {u"tier"_s, tierName(meaning.tier)},
                       {u"language"_s, languageName(meaning.language)},
                       {u"because"_s, meaning.because}};
    if (!kReader.hasModel()) {
        answer.insert(u"warning"_s, u"the model is missing or damaged; rules alone were used"_s);
    }
    return answer;
}

QJsonObject inJson(const CheckFinding& finding)
{
    QJsonObject json{{u"check"_s, wire::nameOf(finding.check, wire::kTextChecks)},
                     {u"level"_s, finding.blocks ? u"block"_s : u"warn"_s},
                     {u"position"_s, finding.position},
                     {u"length"_s, finding.length}};
    wire::put(json, "wanted", finding.wanted);
    if (finding.mend) {
        json.insert(u"mend"_s, QJsonObject{{u"position"_s, finding.mend->position},
                                           {u"length"_s, finding.mend->length},
                                           {u"text"_s, finding.mend->text}});
    }
    return json;
}

/// The member "policy", as in a campaign that is no practice; the built-in one where there is none.
Result<Policy> policyIn(const QJsonObject& in)
{
    auto given = in.value(u"policy"_s).toObject();
    if (!given.contains(u"version"_s)) {
        given.insert(u"version"_s, Policy().version);
    }
    if (const auto unknown = wire::unknownCheck(given); !unknown.isEmpty()) {
        return fail(ErrorCode::Malformed, u"\"policy\": checks.%1: there is no check of this name"_s.arg(unknown));
    }
    auto policy = wire::readPolicy(given);
    if (!policy) {
        return fail(ErrorCode::Malformed, u"\"policy\": "_s + policy.error().detail);
    }
    policy->hours = policy->hours.withinBuiltInFloor();
    return policy;
}

QJsonObject check(const QJsonObject& in)
{
    if (!in.value(u"text"_s).isString()) {
        return lacking(u"text"_s);
    }
    for (const auto& [member, type] :
         {std::pair(u"state"_s, QJsonValue::String), std::pair(u"policy"_s, QJsonValue::Object)}) {
        if (const auto value = in.value(member); !value.isUndefined() && !value.isNull() && value.type() != type) {
            return malformed(
                u"\"%1\" is not %2"_s.arg(member, type == QJsonValue::String ? u"a string"_s : u"an object"_s));
        }
    }
    const auto kind = in.value(u"kind"_s).toString(u"firstMessage"_s);
    if (kind != u"firstMessage"_s && kind != u"reply"_s) {
        return malformed(u"\"kind\" is firstMessage or reply"_s);
    }
    const auto policy = policyIn(in);
    if (!policy) {
        return malformed(policy.error().detail);
    }
    CheckContext context;
    if (const auto written = in.value(u"state"_s).toString(); !written.trimmed().isEmpty()) {
        const auto state = stateCode(written);
        if (state.isEmpty()) {
            return malformed(u"\"state\" is not the name or code of a state"_s);
        }
        context.states.append(state);
    }
    const auto findings = checkMessage(in.value(u"text"_s).toString(),
                                       kind == u"reply"_s ? SendKind::Reply : SendKind::FirstMessage, *policy, context);
    QJsonArray list;
    for (const auto& finding : findings) {
        list.append(inJson(finding));
    }
    return {{u"findings"_s, list}, {u"blocked"_s, anyBlocks(findings)}};
}

/// "09:00", "24:00" or minutes after midnight; -1 for anything else.
int minuteOf(const QJsonValue& value)
{
    if (value.isDouble()) {
        return value.toInt(-1);
    }
    if (value.toString() == u"24:00"_s) {
        return 1440;
    }
    const auto time = QTime::fromString(value.toString(), u"HH:mm"_s);
    return time.isValid() ? time.hour() * 60 + time.minute() : -1;
}

QJsonObject window(const QJsonObject& in)
{
    Contact contact;
    contact.zip = in.value(u"zip"_s).toString();
    contact.state = in.value(u"state"_s).toString();
    if (in.contains(u"phone"_s)) {
        const auto number = PhoneNumber::parse(in.value(u"phone"_s).toString());
        if (!number) {
            return malformed(u"\"phone\": "_s + number.error().detail);
        }
        contact.phone = *number;
    } else if (in.contains(u"zones"_s)) {
        contact.numberHidden = true; // The gateway keeps it, and says where that may be.
    } else if (contact.zip.isEmpty() && contact.state.isEmpty()) {
        return lacking(u"phone"_s);
    }
    const auto zonesGiven = in.value(u"zones"_s);
    if (!zonesGiven.isUndefined() && !zonesGiven.isArray()) {
        return malformed(u"\"zones\" is not an array"_s);
    }
    const auto names = zonesGiven.toArray();
    for (const auto& zone : names) {
        contact.zones.append(zone.toString());
    }
    if (const auto value = in.value(u"policy"_s); !value.isUndefined() && !value.isObject()) {
        return malformed(u"\"policy\" is not an object"_s);
    }
    const auto at = fromRfc3339(in.value(u"at"_s).toString());
    if (!at) {
        return malformed(u"\"at\" is not an RFC 3339 time"_s);
    }
    auto policy = policyIn(in);
    if (!policy) {
        return malformed(policy.error().detail);
    }
    auto& hours = policy->hours;
    // As our gateway does with a campaign's policy.
    if (const auto given = in.value(u"policy"_s).toObject(); !given.isEmpty() && !given.contains(u"stateWeek"_s)) {
        hours.stateWeek = HoursPolicy::listedStateWeeks();
    }
    for (auto& day : hours.week) {
        day.openMinute = in.contains(u"open"_s) ? minuteOf(in.value(u"open"_s)) : day.openMinute;
        day.closeMinute = in.contains(u"close"_s) ? minuteOf(in.value(u"close"_s)) : day.closeMinute;
        if (day.openMinute < 0 || day.closeMinute < 0 || day.openMinute > 1440 || day.closeMinute > 1440) {
            return malformed(u"\"open\" and \"close\" are HH:MM or minutes after midnight"_s);
        }
    }
    const auto zones = zonesFor(contact);
    const auto verdict = textingHours(zones, hours, *at);
    QJsonObject out{{u"zones"_s, QJsonArray::fromStringList(zones.zones)},
                    {u"allowed"_s, verdict.allowed},
                    {u"reason"_s, reasonName(verdict)},
                    {u"opens"_s, instantOrNull(verdict.opensAt)},
                    {u"closes"_s, instantOrNull(verdict.closesAt)}};
    wire::put(out, "state", verdict.state);
    wire::put(out, "holiday", verdict.holiday);
    wire::put(out, "detail", verdict.fault.isEmpty() ? hours.doubt() : verdict.fault);
    return out;
}

using Row = std::pair<QString, QJsonObject (*)(const QJsonObject&)>;

const std::array<Row, 7>& rows()
{
    static const std::array<Row, 7> kRows{
        Row{u"segments"_s, segments}, Row{u"phone"_s, phone}, Row{u"render"_s, render}, Row{u"optout"_s, optOut},
        Row{u"classify"_s, classify}, Row{u"check"_s, check}, Row{u"window"_s, window}};
    return kRows;
}

} // namespace

QStringList verbNames()
{
    QStringList names;
    for (const auto& row : rows()) {
        names.append(row.first);
    }
    return names;
}

Verb verbNamed(const QString& name)
{
    for (const auto& row : rows()) {
        if (row.first == name) {
            return row.second;
        }
    }
    return {};
}

QByteArray answerLine(const Verb& verb, const QByteArray& line)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(line, &error);
    const auto answer = document.isObject()                       ? verb(document.object())
                        : error.error != QJsonParseError::NoError ? malformed(error.errorString())
                                                                  : malformed(u"not a JSON object"_s);
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

} // namespace textbank
