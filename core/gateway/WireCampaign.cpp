#include "core/gateway/Wire.h"
#include "core/gateway/WireNames.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace textbank::wire {
namespace {

QJsonObject writeStep(const InteractionStep& step)
{
    QJsonArray answers;
    for (const auto& answer : step.answers) {
        QJsonObject json{{u"value"_s, answer.value}};
        put(json, "nextStep", answer.nextStep.value);
        answers.append(json);
    }
    QJsonObject json{{u"id"_s, step.id.value}, {u"texts"_s, stringObject(step.texts)}, {u"answers"_s, answers}};
    put(json, "question", step.question);
    return json;
}

InteractionStep stepFrom(WireReader& reader)
{
    InteractionStep step;
    step.id = reader.id<StepId>("id");
    step.question = reader.optional("question");
    step.texts = reader.texts("texts");
    step.answers = reader.optionalList<AnswerOption>("answers", 200, [](WireReader& item) {
        AnswerOption answer;
        answer.value = item.filled("value", kMaxName);
        answer.nextStep = item.optionalId<StepId>("nextStep");
        return answer;
    });
    return step;
}

QJsonObject writeCanned(const CannedResponse& canned)
{
    QJsonObject json{{u"id"_s, canned.id.value}, {u"title"_s, canned.title}, {u"texts"_s, stringObject(canned.texts)}};
    put(json, "answersStep", canned.answersStep.value);
    put(json, "answer", canned.answer);
    if (!canned.tags.isEmpty()) {
        json.insert("tags"_L1, stringArray(canned.tags));
    }
    return json;
}

CannedResponse cannedFrom(WireReader& reader)
{
    CannedResponse canned;
    canned.id = reader.id<CannedId>("id");
    canned.title = reader.string("title", kMaxName);
    canned.texts = reader.texts("texts");
    canned.answersStep = reader.optionalId<StepId>("answersStep");
    canned.answer = reader.optional("answer", kMaxName);
    canned.tags = reader.strings("tags", kMaxList, kMaxName);
    return canned;
}

QJsonObject writeChecks(const QList<CheckChoice>& checks)
{
    QJsonObject json;
    for (const auto& choice : checks) {
        json.insert(nameOf(choice.check, kTextChecks), nameOf(choice.level, kCheckLevels));
    }
    return json;
}

/// Checks of a later gateway that are not known here are passed over.
QList<CheckChoice> checksFrom(WireReader& reader)
{
    QList<CheckChoice> checks;
    for (const auto& known : kTextChecks) {
        if (reader.has(known.name)) {
            checks.append({known.value, reader.choice(known.name, kCheckLevels)});
        }
    }
    return checks;
}

QJsonObject writeDisclosure(const Disclosure& disclosure)
{
    QJsonObject json{{u"wordings"_s, stringArray(disclosure.wordings)},
                     {u"level"_s, nameOf(disclosure.level, kCheckLevels)}};
    put(json, "state", disclosure.state);
    return json;
}

Disclosure disclosureFrom(WireReader& reader)
{
    Disclosure disclosure;
    disclosure.state = reader.optional("state", 2).toUpper();
    disclosure.wordings = reader.strings("wordings", 20, kMaxName);
    disclosure.level = reader.choiceOr("level", kCheckLevels, CheckLevel::Warn);
    if (disclosure.wordings.isEmpty()) {
        reader.fail("wordings", "must name at least one wording");
    }
    return disclosure;
}

QJsonArray writeWeek(const Week& week)
{
    QJsonArray days;
    for (const auto& day : week) {
        days.append(QJsonObject{{u"openMinute"_s, day.openMinute}, {u"closeMinute"_s, day.closeMinute}});
    }
    return days;
}

void writeHours(const HoursPolicy& hours, QJsonObject& json)
{
    json.insert("floor"_L1, writeWeek(hours.floor));
    json.insert("week"_L1, writeWeek(hours.week));
    QJsonObject states;
    for (auto state = hours.stateWeek.cbegin(); state != hours.stateWeek.cend(); ++state) {
        states.insert(state.key(), writeWeek(*state));
    }
    json.insert("stateWeek"_L1, states); // None at all is a choice as well.
    if (!hours.campaignWeek.isEmpty()) {
        json.insert("campaignWeek"_L1, writeWeek(hours.campaignWeek));
    }
    QJsonArray holidays;
    for (const auto& holiday : hours.holidays) {
        QJsonObject item{{u"date"_s, holiday.date.toString(Qt::ISODate)},
                         {u"openMinute"_s, holiday.window.openMinute},
                         {u"closeMinute"_s, holiday.window.closeMinute}};
        put(item, "name", holiday.name);
        if (!holiday.states.isEmpty()) {
            item.insert("states"_L1, stringArray(holiday.states));
        }
        holidays.append(item);
    }
    if (!holidays.isEmpty()) {
        json.insert("holidays"_L1, holidays);
    }
}

// Hours that make no sense are taken as they are: they keep everybody from being texted and say why, where a campaign
// that is refused as a whole would leave the old hours in force.
constexpr qint64 kAnyMinute = 1'000'000;

DayWindow windowFrom(WireReader& reader)
{
    return {static_cast<int>(reader.integerOr("openMinute", -kAnyMinute, kAnyMinute, 0)),
            static_cast<int>(reader.integerOr("closeMinute", -kAnyMinute, kAnyMinute, 0))};
}

Week weekFrom(WireReader& reader, const char* name) { return reader.list<DayWindow>(name, 7, windowFrom); }

Holiday holidayFrom(WireReader& reader)
{
    Holiday holiday;
    holiday.date = QDate::fromString(reader.string("date", kMaxName), Qt::ISODate);
    holiday.name = reader.optional("name", kMaxName);
    for (const auto& state : reader.strings("states", 100, kMaxName)) {
        holiday.states.append(state.toUpper());
    }
    holiday.window = windowFrom(reader);
    return holiday;
}

HoursPolicy hoursFrom(WireReader& reader)
{
    HoursPolicy hours;
    for (const auto& [name, week] : {std::pair("floor", &hours.floor), std::pair("week", &hours.week),
                                     std::pair("campaignWeek", &hours.campaignWeek)}) {
        if (reader.has(name)) {
            *week = weekFrom(reader, name);
            if (week->isEmpty()) {
                week->append(DayWindow{0, 0}); // Said, and no week.
            }
        }
    }
    if (reader.has("stateWeek")) {
        const auto weeks = reader.object("stateWeek", [](WireReader& states) {
            QMap<QString, Week> read;
            for (const auto& name : states.names(100)) {
                const auto code = name.toLatin1();
                if (code.size() != 2) {
                    return std::optional<QMap<QString, Week>>();
                }
                read.insert(name.toUpper(), weekFrom(states, code.constData()));
            }
            return std::optional(read);
        });
        if (weeks) {
            hours.stateWeek = *weeks;
        } else {
            reader.fail("stateWeek", "names must be USPS codes");
        }
    }
    hours.holidays = reader.optionalList<Holiday>("holidays", 500, holidayFrom);
    return hours;
}

QJsonObject writePolicy(const Policy& policy)
{
    QJsonObject json{{u"version"_s, policy.version},
                     {u"holdSeconds"_s, policy.holdSeconds},
                     {u"sendWithinMinutes"_s, policy.sendWithinMinutes},
                     {u"clockToleranceSeconds"_s, policy.clockToleranceSeconds},
                     {u"confirmation"_s, nameOf(policy.confirmation, kConfirmationOwners)},
                     {u"maxSegments"_s, policy.maxSegments},
                     {u"segmentPrice"_s, policy.segmentPrice},
                     {u"currency"_s, policy.currency}};
    writeHours(policy.hours, json);
    put(json, "identityWording", policy.identityWording);
    put(json, "optOutWording", policy.optOutWording);
    // Left out where they are off: what was stored before them keeps its version.
    if (policy.householdHours > 0) {
        json.insert("householdHours"_L1, policy.householdHours);
    }
    if (policy.recontactHours > 0) {
        json.insert("recontactHours"_L1, policy.recontactHours);
    }
    if (!policy.checks.isEmpty()) {
        json.insert("checks"_L1, writeChecks(policy.checks));
    }
    QJsonArray disclosures;
    for (const auto& disclosure : policy.disclosures) {
        disclosures.append(writeDisclosure(disclosure));
    }
    json.insert("disclosures"_L1, disclosures); // None at all is a choice as well.
    return json;
}

Policy policyFrom(WireReader& reader)
{
    Policy policy;
    const auto whole = [&reader](const char* name, int least, int most, int fallback) {
        return static_cast<int>(reader.integerOr(name, least, most, fallback));
    };
    policy.version = reader.filled("version", kMaxName);
    policy.hours = hoursFrom(reader);
    policy.holdSeconds = whole("holdSeconds", 0, 30, policy.holdSeconds);
    policy.sendWithinMinutes = whole("sendWithinMinutes", 1, 1440, policy.sendWithinMinutes);
    policy.clockToleranceSeconds = whole("clockToleranceSeconds", 0, 3600, policy.clockToleranceSeconds);
    policy.confirmation = reader.choiceOr("confirmation", kConfirmationOwners, policy.confirmation);
    policy.identityWording = reader.optional("identityWording", kMaxName);
    policy.optOutWording = reader.optional("optOutWording", kMaxName);
    policy.checks = reader.objectOr("checks", policy.checks, checksFrom);
    if (reader.has("disclosures")) {
        policy.disclosures = reader.list<Disclosure>("disclosures", 200, disclosureFrom);
    }
    policy.maxSegments = whole("maxSegments", 1, 10, policy.maxSegments);
    policy.householdHours = whole("householdHours", 0, 8760, policy.householdHours);
    policy.recontactHours = whole("recontactHours", 0, 8760, policy.recontactHours);
    policy.segmentPrice = reader.numberOr("segmentPrice", 0, 1000, policy.segmentPrice);
    policy.currency = reader.optional("currency", policy.currency, 10);
    return policy;
}

} // namespace

QJsonObject write(const Campaign& campaign)
{
    QJsonArray steps;
    for (const auto& step : campaign.steps) {
        steps.append(writeStep(step));
    }
    QJsonArray canned;
    for (const auto& response : campaign.canned) {
        canned.append(writeCanned(response));
    }
    QJsonObject json{{u"id"_s, campaign.id.value},
                     {u"organisation"_s, campaign.organisation},
                     {u"title"_s, campaign.title},
                     {u"version"_s, campaign.version},
                     {u"language"_s, campaign.language},
                     {u"brief"_s, campaign.brief},
                     {u"tags"_s, stringArray(campaign.tags)},
                     {u"steps"_s, steps},
                     {u"canned"_s, canned},
                     {u"policy"_s, writePolicy(campaign.policy)},
                     {u"registration"_s, nameOf(campaign.registration, kRegistrations)},
                     {u"paused"_s, campaign.paused},
                     {u"practice"_s, campaign.practice}};
    put(json, "pauseReason", campaign.pauseReason);
    return json;
}

QString unknownCheck(const QJsonObject& policy)
{
    const auto checks = policy.value("checks"_L1).toObject();
    for (auto it = checks.begin(); it != checks.end(); ++it) {
        const auto isIt = [&](const auto& known) { return it.key() == QLatin1String(known.name); };
        if (std::none_of(std::begin(kTextChecks), std::end(kTextChecks), isIt)) {
            return it.key();
        }
    }
    return {};
}

QStringList unknownMembers(const QJsonObject& policy)
{
    static const auto kKnown = [] {
        Policy whole;
        whole.hours.campaignWeek = whole.hours.week;
        whole.hours.holidays = {Holiday{QDate(2026, 12, 25), {}, {}, {}}};
        whole.householdHours = whole.recontactHours = 1;
        whole.identityWording = whole.optOutWording = u"."_s;
        whole.checks = {{TextCheck::Shouting, CheckLevel::Off}};
        return writePolicy(whole).keys();
    }();
    QStringList unknown;
    for (const auto& name : policy.keys()) {
        if (!kKnown.contains(name)) {
            unknown.append(name);
        }
    }
    return unknown;
}

Result<Policy> readPolicy(const QJsonObject& json)
{
    WireReader reader(json);
    auto policy = policyFrom(reader);
    return reader.finish(std::move(policy));
}

Result<Campaign> readCampaign(const QJsonObject& json)
{
    WireReader reader(json);
    Campaign campaign;
    campaign.id = reader.id<CampaignId>("id");
    campaign.organisation = reader.string("organisation", kMaxName);
    campaign.title = reader.string("title", kMaxName);
    campaign.version = reader.string("version", kMaxName);
    campaign.language = reader.language("language", campaign.language);
    campaign.brief = reader.optional("brief");
    campaign.tags = reader.strings("tags", kMaxList, kMaxName);
    campaign.steps = reader.list<InteractionStep>("steps", kMaxList, stepFrom);
    campaign.canned = reader.optionalList<CannedResponse>("canned", kMaxList, cannedFrom);
    campaign.policy = reader.objectOr("policy", Policy(), policyFrom);
    // A gateway that does not say so has not registered: no live sends on a guess.
    campaign.registration = reader.choice("registration", kRegistrations);
    campaign.paused = reader.booleanOr("paused", false);
    campaign.pauseReason = reader.optional("pauseReason");
    campaign.practice = reader.booleanOr("practice", false);
    if (!campaign.practice) { // The law's window is not a gateway's to widen.
        campaign.policy.hours = campaign.policy.hours.withinBuiltInFloor();
    }
    return reader.finish(std::move(campaign));
}

} // namespace textbank::wire
