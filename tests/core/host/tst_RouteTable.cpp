#include "core/host/http/HttpRoutes.h"
#include "core/host/http/RoomCommands.h"
#include "tests/core/host/RouteWorld.h"

#include <QTest>
#include <array>
#include <functional>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

using W = RouteWorld;
/// The status, and what became of the command in it: "200 accepted", "200 not-assigned".
using Expected = std::array<const char*, W::WhoCount>;
using Body = std::function<QByteArray(W&, W::Who)>;
using Target = std::function<QByteArray(W&)>;

struct Row
{
    const char* method;
    const char* route; ///< As HttpRoutes has it.
    const char* what;  ///< Whose.
    Target target;
    Body body;
    Expected expected;
    bool showsAdas = false; ///< What Ada holds may be in the answer, to her.
};

QByteArray json(const QJsonObject& object) { return wire::compact(object); }
Body nothing()
{
    return [](W&, W::Who) { return QByteArray(); };
}
Target at(const QByteArray& path)
{
    return [path](W&) { return path; };
}
template<class Id>
Target at(const QByteArray& path, Id (*id)(W&))
{
    return [path, id](W& world) { return path + id(world).value.toUtf8().toPercentEncoding(); };
}

Texter& texterOf(W& world, W::Who who)
{
    return who == W::Ben ? world.bens : who == W::Ending ? world.endings : world.adas;
}

// --- targets of commands

struct Aim
{
    const char* what;
    ContactId (*fresh)(W&);   ///< Still to be texted.
    ContactId (*written)(W&); ///< In conversation.
    CampaignId (*campaign)(W&);
    Texter& (*holder)(W&);
};
const Aim kAdas{"ada's contact", [](W& w) { return w.adas.page.contacts.first().id; },
                [](W& w) { return w.adas.page.contacts.last().id; }, [](W& w) { return w.room.campaign; },
                [](W& w) -> Texter& { return w.adas; }};
const Aim kEndings{"the ended volunteer's contact", [](W& w) { return w.endings.page.contacts.first().id; },
                   [](W& w) { return w.endings.page.contacts.last().id; }, [](W& w) { return w.room.campaign; },
                   [](W& w) -> Texter& { return w.endings; }};
const Aim kZoes{"another organisation's contact", [](W& w) { return w.zoes.page.contacts.first().id; },
                [](W& w) { return w.zoes.page.contacts.last().id; }, [](W& w) { return w.foreign; },
                [](W& w) -> Texter& { return w.zoes; }};
const Aim kSmuggled{"another organisation's contact under one's own campaign",
                    [](W& w) { return w.zoes.page.contacts.first().id; },
                    [](W& w) { return w.zoes.page.contacts.last().id; }, [](W& w) { return w.room.campaign; },
                    [](W& w) -> Texter& { return w.zoes; }};

using Make = std::function<CommandPayload(W&, W::Who, const Aim&)>;

Row command(const char* what, const Aim& aim, const Make& make, const Expected& expected, bool written = true)
{
    return {"POST",
            "/api/v1/commands",
            what,
            at("/api/v1/commands"),
            [aim, make, written](W& world, W::Who who) {
                const auto contact = written ? aim.written(world) : aim.fresh(world);
                return json(
                    wire::writeCommands({world.room.command(aim.campaign(world), contact, make(world, who, aim))}));
            },
            expected};
}

/// What anybody could make up who learned of the contact: a reply with their own lease, or with its holder's.
Make reply(bool withHoldersLease)
{
    return [withHoldersLease](W& world, W::Who who, const Aim& aim) -> CommandPayload {
        const auto& from = withHoldersLease ? aim.holder(world) : texterOf(world, who);
        auto command = world.room.text(from, from.page.contacts.last(), SendKind::Reply);
        return command.payload;
    };
}

template<class Payload>
Make the(const Payload& payload)
{
    return [payload](W&, W::Who, const Aim&) -> CommandPayload { return payload; };
}

//                          nobody guesser ada                ben                 staff               other staff ending
//                          gone
const Expected kOfAda{"401",          "401",           "200 accepted",     "200 not-assigned",
                      "200 accepted", "200 not-found", "200 not-assigned", "401"};
const Expected kOfEnding{"401",          "401",           "200 not-assigned", "200 not-assigned",
                         "200 accepted", "200 not-found", "200 accepted",     "401"};
const Expected kOfZoe{"401",           "401",          "200 not-found", "200 not-found",
                      "200 not-found", "200 accepted", "200 not-found", "401"};
const Expected kUnsigned{"401",           "401",           "200 malformed", "200 malformed",
                         "200 malformed", "200 not-found", "200 malformed", "401"};
const Expected kOfCampaign{"401",          "401",           "200 accepted", "200 accepted",
                           "200 accepted", "200 not-found", "200 accepted", "401"};
const Expected kOfNone{"401",           "401",           "200 not-found", "200 not-found",
                       "200 not-found", "200 not-found", "200 not-found", "401"};

/// In form a device's word about its record, and signed by nobody.
AuditCheckpointPayload forged()
{
    AuditCheckpointPayload said;
    said.log = u"log-1"_s;
    said.chainHash = said.previousHash = said.key = QByteArray(32, '\1');
    said.signature = QByteArray(64, '\1');
    return said;
}

QList<Row> commandRows()
{
    QList<Row> rows;
    const std::pair<const char*, Make> kinds[]{
        {"answer.set", the(AnswerPayload{StepId{u"first"_s}, u"Yes"_s})},
        {"tag.add", the(TagPayload{u"yard sign"_s, true})},
        {"tag.remove", the(TagPayload{u"yard sign"_s, false})},
        {"note.add", the(NotePayload{NoteId{u"note-1"_s}, u"call"_s})},
        {"contact.skip", the(SkipPayload{})},
        {"contact.wrongNumber", the(WrongNumberPayload{})},
        {"conversation.close", the(ClosePayload{})},
        {"conversation.reopen", the(ReopenPayload{})},
        {"conversation.escalate", the(EscalatePayload{u"angry"_s})},
        {"optout.record", the(OptOutPayload{OptOutSource::Volunteer, u"stop"_s, {}})},
    };
    for (const auto& [kind, make] : kinds) {
        rows.append(command(kind, kAdas, make, kOfAda));
        rows.append(command(kind, kEndings, make, kOfEnding));
        rows.append(command(kind, kZoes, make, kOfZoe));
        // Staff's opt-outs go by the contact, whatever campaign is named with it.
        const auto isOptOut = qstrcmp(kind, "optout.record") == 0;
        rows.append(command(kind, kSmuggled, make,
                            isOptOut ? Expected{"401", "401", "200 not-found", "200 not-found", "200 not-found",
                                                "200 accepted", "200 not-found", "401"}
                                     : kOfNone));
    }
    // A text goes from the lease of whoever holds the contact, and from nobody else's session.
    rows.append(command("message.send by one's own lease", kAdas, reply(false),
                        {"401", "401", "200 accepted", "200 not-assigned", "200 not-assigned", "200 not-found",
                         "200 lease-lost", "401"}));
    rows.append(command("message.send by the holder's lease", kAdas, reply(true),
                        {"401", "401", "200 accepted", "200 not-assigned", "200 not-assigned", "200 not-found",
                         "200 lease-lost", "401"}));
    rows.append(command("message.send to the ended volunteer's", kEndings, reply(true),
                        {"401", "401", "200 not-assigned", "200 not-assigned", "200 not-assigned", "200 not-found",
                         "200 lease-lost", "401"}));
    rows.append(command(
        "message.send to another organisation's", kZoes, reply(true),
        {"401", "401", "200 not-found", "200 not-found", "200 not-found", "200 not-assigned", "200 not-found", "401"}));
    // By number alone: volunteers for whom they hold or held, staff for anybody.
    const Aim byNumber{"a number", [](W&) { return ContactId{}; }, [](W&) { return ContactId{}; },
                       [](W& w) { return w.room.campaign; }, [](W& w) -> Texter& { return w.adas; }};
    rows.append(command(
        "optout.record of ada's number", byNumber,
        [](W& w, W::Who, const Aim&) -> CommandPayload {
            return OptOutPayload{OptOutSource::Volunteer, {}, w.adas.page.contacts.last().phone};
        },
        {"401", "401", "200 accepted", "200 not-found", "200 accepted", "200 accepted", "200 not-found", "401"}));
    // Of nobody: each says it of what is their own.
    rows.append(command("audit.checkpoint that nobody signed", byNumber, the(forged()), kUnsigned));
    rows.append(command("choices.report", byNumber, the(ChoicesPayload{{{u"yes"_s, u"canned-1"_s, 1}}}), kOfCampaign));
    rows.append(command(
        "staff.message", byNumber, the(StaffMessagePayload{u"hello"_s}),
        {"401", "401", "200 accepted", "200 accepted", "200 accepted", "200 not-found", "200 accepted", "401"}));
    return rows;
}

Row room(const char* what, const std::function<QJsonObject(W&)>& make, const Expected& expected)
{
    return {"POST",
            "/api/v1/room/commands",
            what,
            at("/api/v1/room/commands"),
            [make](W& world, W::Who) { return json(make(world)); },
            expected};
}

QList<Row> roomRows()
{
    const Expected ours{"401", "401", "403", "403", "204", "404", "403", "401"};
    const Expected theirs{"401", "401", "403", "403", "404", "204", "403", "401"};
    const Expected badly{"401", "401", "403", "403", "400", "400", "403", "401"};
    QList<Row> rows;
    for (const auto* type : {"campaign.pause", "campaign.resume"}) {
        rows.append(room(
            type,
            [type](W& w) {
                return QJsonObject{{u"type"_s, QLatin1String(type)}, {u"campaign"_s, w.room.campaign.value}};
            },
            ours));
        rows.append(room(
            type,
            [type](W& w) {
                return QJsonObject{{u"type"_s, QLatin1String(type)}, {u"campaign"_s, w.foreign.value}};
            },
            theirs));
    }
    for (const auto* type : {"volunteer.freeze", "volunteer.unfreeze", "volunteer.revoke", "volunteer.release"}) {
        rows.append(room(
            type,
            [type](W& w) {
                return QJsonObject{{u"type"_s, QLatin1String(type)}, {u"volunteer"_s, w.adas.caller.volunteer.value}};
            },
            ours));
        rows.append(room(
            type,
            [type](W& w) {
                return QJsonObject{{u"type"_s, QLatin1String(type)}, {u"volunteer"_s, w.zoes.caller.volunteer.value}};
            },
            theirs));
    }
    rows.append(room(
        "device.end",
        [](W& w) {
            return QJsonObject{{u"type"_s, u"device.end"_s}, {u"device"_s, w.adas.caller.device.value}};
        },
        ours));
    rows.append(room(
        "device.end of another organisation's",
        [](W& w) {
            return QJsonObject{{u"type"_s, u"device.end"_s}, {u"device"_s, w.zoes.caller.device.value}};
        },
        theirs));
    rows.append(room(
        "contacts.reassign",
        [](W& w) {
            return QJsonObject{{u"type"_s, u"contacts.reassign"_s},
                               {u"from"_s, w.adas.caller.volunteer.value},
                               {u"to"_s, w.bens.caller.volunteer.value}};
        },
        ours));
    rows.append(room("contacts.reassign to another organisation",
                     [](W& w) {
                         return QJsonObject{{u"type"_s, u"contacts.reassign"_s},
                                            {u"from"_s, w.adas.caller.volunteer.value},
                                            {u"to"_s, w.zoes.caller.volunteer.value}};
                     },
                     {"401", "401", "403", "403", "404", "404", "403", "401"}));
    // Contacts that are not held by who is named are passed over, so that the answer tells nothing of them.
    const Expected passedOver{"401", "401", "403", "403", "204", "404", "403", "401"};
    const auto moved = [](VolunteerId (*from)(W&), VolunteerId (*to)(W&), Texter& (*holder)(W&)) {
        return [from, to, holder](W& w) {
            QJsonArray contacts;
            for (const auto& contact : holder(w).page.contacts) {
                contacts.append(contact.id.value);
            }
            QJsonObject json{{u"type"_s, u"contacts.reassign"_s}, {u"contacts"_s, contacts}};
            for (const auto& [name, id] : {std::pair(u"from"_s, from(w)), std::pair(u"to"_s, to(w))}) {
                if (!id.isEmpty()) {
                    json.insert(name, id.value);
                }
            }
            return json;
        };
    };
    const auto ada = [](W& w) { return w.adas.caller.volunteer; };
    const auto ben = [](W& w) { return w.bens.caller.volunteer; };
    const auto zoe = [](W& w) { return w.zoes.caller.volunteer; };
    const auto nobody = [](W&) { return VolunteerId{}; };
    const auto adasOwn = [](W& w) -> Texter& { return w.adas; };
    const auto zoesOwn = [](W& w) -> Texter& { return w.zoes; };
    rows.append(room("contacts.reassign of chosen ones", moved(ada, ben, adasOwn), ours));
    rows.append(room("contacts.reassign of another organisation's contacts", moved(ada, ben, zoesOwn), passedOver));
    rows.append(room("contacts.reassign of another organisation's contacts, from nobody", moved(nobody, ben, zoesOwn),
                     passedOver));
    rows.append(room("contacts.reassign of another organisation's contacts, to nobody", moved(ada, nobody, zoesOwn),
                     passedOver));
    rows.append(room("contacts.reassign from another organisation's volunteer", moved(zoe, ben, zoesOwn),
                     {"401", "401", "403", "403", "404", "404", "403", "401"}));
    rows.append(room("contacts.reassign of one's own and by another organisation's", moved(zoe, nobody, adasOwn),
                     {"401", "401", "403", "403", "404", "204", "403", "401"}));
    rows.append(room(
        "contacts.reassign of none chosen",
        [](W& w) {
            return QJsonObject{{u"type"_s, u"contacts.reassign"_s},
                               {u"from"_s, w.adas.caller.volunteer.value},
                               {u"contacts"_s, QJsonArray{}}};
        },
        badly));
    // By number alone, in a list or not: each in the organisation of their own.
    const Expected anyStaff{"401", "401", "403", "403", "204", "204", "403", "401"};
    const auto order = [](const char* type, const QString& number, const QString& reason) {
        QJsonObject json{{u"type"_s, QLatin1String(type)}, {u"number"_s, number}};
        if (!reason.isEmpty()) {
            json.insert(u"reason"_s, reason);
        }
        return json;
    };
    for (const auto* type : {"optout.record", "optout.reverse"}) {
        rows.append(room(
            type, [=](W& w) { return order(type, w.adas.page.contacts.last().phone.e164(), u"by letter"_s); },
            anyStaff));
        rows.append(room(
            type, [=](W&) { return order(type, u"555"_s, u"by letter"_s); }, badly));
        rows.append(room(
            type, [=](W&) { return order(type, {}, u"by letter"_s); }, badly));
    }
    rows.append(room(
        "optout.record without a reason", [=](W&) { return order("optout.record", u"(415) 555-0132"_s, {}); },
        anyStaff));
    rows.append(room(
        "optout.reverse without a reason", [=](W&) { return order("optout.reverse", u"(415) 555-0132"_s, {}); },
        badly));
    rows.append(room(
        "optout.reverse for a blank reason", [=](W&) { return order("optout.reverse", u"(415) 555-0132"_s, u"  "_s); },
        badly));
    const auto rehearse = [](CampaignId (*campaign)(W&)) {
        return [campaign](W& w) {
            return QJsonObject{
                {u"type"_s, u"stop.rehearse"_s}, {u"id"_s, w.room.newId()}, {u"campaign"_s, campaign(w).value}};
        };
    };
    rows.append(room("stop.rehearse", rehearse([](W& w) { return w.room.campaign; }), ours));
    rows.append(room("stop.rehearse of another organisation's", rehearse([](W& w) { return w.foreign; }), theirs));
    rows.append(room("stop.rehearse on a contact's phone",
                     [](W& w) {
                         return QJsonObject{{u"type"_s, u"stop.rehearse"_s},
                                            {u"id"_s, w.room.newId()},
                                            {u"campaign"_s, w.room.campaign.value},
                                            {u"phone"_s, w.adas.page.contacts.first().phone.e164()}};
                     },
                     {"401", "401", "403", "403", "422", "404", "403", "401"}));
    rows.append(room(
        "stop.rehearse without an id",
        [](W& w) {
            return QJsonObject{{u"type"_s, u"stop.rehearse"_s}, {u"campaign"_s, w.room.campaign.value}};
        },
        badly));
    rows.append(room(
        "an unknown type",
        [](W&) {
            return QJsonObject{{u"type"_s, u"room.burn"_s}};
        },
        badly));
    return rows;
}

QList<Row> table()
{
    const Expected open{"200", "200", "200", "200", "200", "200", "200", "200"};
    const auto lease = [](CampaignId (*campaign)(W&), LeaseId (*id)(W&)) {
        return [campaign, id](W& world, W::Who) {
            return json(wire::write(LeaseRequest{id(world).value, campaign(world), 1}));
        };
    };
    const auto newLease = [](W& w) { return LeaseId{w.room.newId()}; };
    const auto ours = [](W& w) { return w.room.campaign; };
    QList<Row> rows{
        {"GET", "/.well-known/textbank-gateway", "", at("/.well-known/textbank-gateway"), nothing(), open},
        {"POST", "/api/v1/join", "a good code", at("/api/v1/join"),
         [](W& w, W::Who) {
             return json(wire::write(JoinRequest{w.newCode(), u"Eve"_s, DeviceId{u"new"_s}, u"Laptop"_s}));
         },
         open},
        {"POST",
         "/api/v1/join",
         "a bad code",
         at("/api/v1/join"),
         [](W&, W::Who) {
             return json(wire::write(JoinRequest{u"AAAA-AAAA-AAAA"_s, u"Eve"_s, DeviceId{u"new"_s}, u"Laptop"_s}));
         },
         {"422", "422", "422", "422", "422", "422", "422", "422"}},
        {"DELETE",
         "/api/v1/session",
         "one's own",
         at("/api/v1/session"),
         nothing(),
         {"401", "401", "204", "204", "204", "204", "204", "401"}},
        {"GET",
         "/api/v1/me",
         "",
         at("/api/v1/me"),
         nothing(),
         {"401", "401", "200", "200", "200", "200", "403", "401"}},
        {"GET",
         "/api/v1/campaigns/{id}",
         "the campaign",
         at<CampaignId>("/api/v1/campaigns/", ours),
         nothing(),
         {"401", "401", "200", "200", "200", "404", "403", "401"}},
        {"GET",
         "/api/v1/campaigns/{id}",
         "a sister campaign",
         at<CampaignId>("/api/v1/campaigns/", [](W& w) { return w.sister; }),
         nothing(),
         {"401", "401", "404", "404", "200", "404", "403", "401"}},
        {"GET",
         "/api/v1/campaigns/{id}",
         "another organisation's",
         at<CampaignId>("/api/v1/campaigns/", [](W& w) { return w.foreign; }),
         nothing(),
         {"401", "401", "404", "404", "404", "200", "403", "401"}},
        {"GET",
         "/api/v1/campaigns/{id}",
         "none",
         at("/api/v1/campaigns/none"),
         nothing(),
         {"401", "401", "404", "404", "404", "404", "403", "401"}},
        {"POST",
         "/api/v1/leases",
         "a new one",
         at("/api/v1/leases"),
         lease(ours, newLease),
         {"401", "401", "200", "200", "200", "404", "403", "401"}},
        {"POST",
         "/api/v1/leases",
         "of a sister campaign",
         at("/api/v1/leases"),
         lease([](W& w) { return w.sister; }, newLease),
         {"401", "401", "404", "404", "200", "404", "403", "401"}},
        {"POST",
         "/api/v1/leases",
         "of another organisation's",
         at("/api/v1/leases"),
         lease([](W& w) { return w.foreign; }, newLease),
         {"401", "401", "404", "404", "404", "200", "403", "401"}},
        {"POST",
         "/api/v1/leases",
         "ada's again",
         at("/api/v1/leases"),
         lease(ours, [](W& w) { return w.adas.page.lease.id; }),
         {"401", "401", "200", "404", "404", "404", "403", "401"},
         true},
        {"POST",
         "/api/v1/leases",
         "the ended volunteer's again",
         at("/api/v1/leases"),
         lease(ours, [](W& w) { return w.endings.page.lease.id; }),
         {"401", "401", "404", "404", "404", "404", "403", "401"}},
        {"GET",
         "/api/v1/commands/{id}",
         "ada's",
         at<CommandId>("/api/v1/commands/", [](W& w) { return w.adasSend; }),
         nothing(),
         {"401", "401", "200", "404", "404", "404", "404", "401"}},
        {"GET",
         "/api/v1/commands/{id}",
         "the ended volunteer's",
         at<CommandId>("/api/v1/commands/", [](W& w) { return w.endingsSend; }),
         nothing(),
         {"401", "401", "404", "404", "404", "404", "200", "401"}},
        {"GET",
         "/api/v1/commands/{id}",
         "another organisation's",
         at<CommandId>("/api/v1/commands/", [](W& w) { return w.zoesSend; }),
         nothing(),
         {"401", "401", "404", "404", "404", "404", "404", "401"}},
        {"GET",
         "/api/v1/commands/{id}",
         "one that never came, and its attempts voided",
         at("/api/v1/commands/never-seen?void=2"),
         nothing(),
         {"401", "401", "404", "404", "404", "404", "404", "401"}},
        {"GET",
         "/api/v1/commands/{id}",
         "with an attempt that is no number",
         at("/api/v1/commands/never-seen?void=-1"),
         nothing(),
         {"401", "401", "400", "400", "400", "400", "400", "401"}},
        {"GET",
         "/api/v1/changes",
         "one's own",
         at("/api/v1/changes"),
         nothing(),
         {"401", "401", "200", "200", "200", "200", "200", "401"}},
        {"GET",
         "/api/v1/changes",
         "by ada's cursor",
         [](W& w) { return "/api/v1/changes?after=" + w.adas.cursor.toUtf8().toPercentEncoding(); },
         nothing(),
         {"401", "401", "200", "410", "410", "410", "410", "401"}},
        {"GET",
         "/api/v1/room",
         "",
         at("/api/v1/room"),
         nothing(),
         {"401", "401", "403", "403", "200", "200", "403", "401"}},
    };
    for (const auto* method : {"PUT", "DELETE"}) {
        const auto done = qstrcmp(method, "PUT") == 0 ? "200" : "204";
        rows.append({method,
                     "/api/v1/leases/{id}",
                     "ada's",
                     at<LeaseId>("/api/v1/leases/", [](W& w) { return w.adas.page.lease.id; }),
                     nothing(),
                     {"401", "401", done, "404", "404", "404", "403", "401"}});
        rows.append({method,
                     "/api/v1/leases/{id}",
                     "the ended volunteer's",
                     at<LeaseId>("/api/v1/leases/", [](W& w) { return w.endings.page.lease.id; }),
                     nothing(),
                     {"401", "401", "404", "404", "404", "404", "403", "401"}});
        rows.append({method,
                     "/api/v1/leases/{id}",
                     "another organisation's",
                     at<LeaseId>("/api/v1/leases/", [](W& w) { return w.zoes.page.lease.id; }),
                     nothing(),
                     {"401", "401", "404", "404", "404", "404", "403", "401"}});
    }
    for (const auto* what :
         {"messages", "optouts", "optout-history", "answers", "audit", "optout-history?format=jsonl"}) {
        rows.append({"GET",
                     "/api/v1/exports/{what}",
                     what,
                     at("/api/v1/exports/"_ba + what),
                     nothing(),
                     {"401", "401", "403", "403", "200", "200", "403", "401"}});
    }
    rows.append({"GET",
                 "/api/v1/exports/{what}",
                 "none",
                 at("/api/v1/exports/none"),
                 nothing(),
                 {"401", "401", "403", "403", "404", "404", "403", "401"}});
    return rows + commandRows() + roomRows();
}

/// Every kind of command that the contract has a name for.
template<size_t I = 0>
QStringList commandNames()
{
    if constexpr (I == std::variant_size_v<CommandPayload>) {
        return {commandType(TagPayload{{}, false})}; // The one kind that has two names.
    } else {
        return commandNames<I + 1>() << commandType(CommandPayload(std::in_place_index<I>));
    }
}

QByteArray cameOf(const RawAnswer& answer, const char* route)
{
    auto came = QByteArray::number(answer.status);
    if (answer.status == 200 && qstrcmp(route, "/api/v1/commands") == 0) {
        const auto outcomes = wire::readOutcomes(answer.json());
        if (!outcomes || outcomes->size() != 1) {
            return came + " unreadable";
        }
        const auto& outcome = outcomes->front();
        came += ' ';
        came +=
            outcome.status == CommandStatus::Accepted ? "accepted"_ba : problemSlug(outcome.problem.type).toLatin1();
    }
    return came;
}

} // namespace

// Every route, asked by everybody, about everybody's things.
class RouteTable : public QObject
{
    Q_OBJECT
private slots:
    void everyRouteIsInTheTable()
    {
        QSet<QByteArray> rows;
        for (const auto& row : table()) {
            rows.insert(QByteArray(row.method) + ' ' + row.route);
        }
        for (const auto& route : HttpRoutes::documented()) {
            const auto name = route.method + ' ' + route.path;
            QVERIFY2(rows.remove(name), (name + ": say here who may ask it").constData());
        }
        QVERIFY2(rows.isEmpty(), "a row without a route");
    }

    void everyCommandIsInTheTable()
    {
        W world;
        QSet<QString> commands;
        QSet<QString> ofRoom;
        for (const auto& row : table()) {
            const auto isCommand = qstrcmp(row.route, "/api/v1/commands") == 0;
            if (!isCommand && qstrcmp(row.route, "/api/v1/room/commands") != 0) {
                continue;
            }
            const auto body = QJsonDocument::fromJson(row.body(world, W::Ada)).object();
            if (isCommand) {
                commands.insert(body.value(u"commands"_s).toArray().first().toObject().value(u"type"_s).toString());
            } else {
                ofRoom.insert(body.value(u"type"_s).toString());
            }
        }
        for (const auto& name : commandNames()) {
            QVERIFY2(commands.contains(name), qPrintable(name + u": say here who may give it"_s));
        }
        for (const auto& name : RoomCommands::types()) {
            QVERIFY2(ofRoom.contains(name), qPrintable(name + u": say here who may give it"_s));
        }
    }

    void everybodyGetsWhatIsTheirsAndNoMore_data()
    {
        QTest::addColumn<int>("row");
        const auto rows = table();
        for (int i = 0; i < rows.size(); ++i) {
            QTest::addRow("%03d %s %s (%s)", i, rows.at(i).method, rows.at(i).route, rows.at(i).what) << i;
        }
    }
    void everybodyGetsWhatIsTheirsAndNoMore()
    {
        QFETCH(int, row);
        const auto cell = table().at(row);
        for (int i = 0; i < W::WhoCount; ++i) {
            const auto who = static_cast<W::Who>(i);
            auto& world = freshWorld();
            const auto texts = world.room.count(u"textsAccepted"_s);
            const auto adas = world.keptOf(world.adas);
            const auto zoes = world.keptOf(world.zoes);
            const auto answer = world.ask(who, cell.method, cell.target(world), cell.body(world, who));
            const QByteArray expected(cell.expected[static_cast<size_t>(i)]);
            const auto came = cameOf(answer, cell.route);
            const auto said = came + " came to " + W::nameOf(who) + " instead of " + expected;
            QVERIFY2(came == expected, said.constData());
            ++m_cells;
            QVERIFY2(world.room.count(u"textsAccepted"_s) == texts || who == W::Ada, W::nameOf(who));
            QVERIFY2(who == W::Ada || who == W::Staff || world.keptOf(world.adas) == adas, W::nameOf(who));
            QVERIFY2(who == W::OtherStaff || world.keptOf(world.zoes) == zoes, W::nameOf(who));
            if (who != W::Staff && !(who == W::Ada && cell.showsAdas)) {
                for (const auto& contact : world.adas.page.contacts) {
                    QVERIFY2(!answer.body.contains(contact.phone.e164().toUtf8()), W::nameOf(who));
                }
            }
            if (who != W::OtherStaff && qstrcmp(cell.route, "/.well-known/textbank-gateway") != 0) {
                QVERIFY2(!answer.body.contains("+1312555017"), W::nameOf(who));
                QVERIFY2(!answer.body.contains("Friends of the Library"), W::nameOf(who));
            }
            if (answer.status / 100 == 2 && qstrcmp(cell.method, "GET") != 0) {
                m_world.reset(); // What one did must not change what the next one gets.
            }
        }
    }
    void cleanupTestCase()
    {
        m_world.reset();
        qInfo("%d cells of %lld rows", m_cells, static_cast<long long>(table().size()));
    }

    void nobodyVoidsWhatAnotherHasNotSentYet()
    {
        for (const auto who : {W::Nobody, W::Guesser, W::Ben, W::Staff, W::OtherStaff, W::Ending, W::Gone, W::Ada}) {
            W world;
            auto unsent = world.room.text(world.adas, world.adas.page.contacts.first());
            unsent.attempt = 1;
            const auto asked = world.ask(who, "GET", "/api/v1/commands/" + unsent.id.value.toUtf8() + "?void=1000");
            QVERIFY2(asked.status == 404 || asked.status == 401, W::nameOf(who));
            const auto pushed = world.ask(W::Ada, "POST", "/api/v1/commands", json(wire::writeCommands({unsent})));
            const auto came = cameOf(pushed, "/api/v1/commands");
            // Her own question voids it; that is what it is for.
            const auto expected = who == W::Ada ? "200 attempt-voided"_ba : "200 accepted"_ba;
            QVERIFY2(came == expected, (came + " after " + W::nameOf(who)).constData());
        }
    }

    void aSessionThatRanOutIsNobodys()
    {
        W world;
        QCOMPARE(world.ask(W::Ada, "GET", "/api/v1/me").status, 200);
        world.room.clock.advance(Entrance::kLongestSession);
        for (const auto& route : HttpRoutes::documented()) {
            if (!route.path.startsWith("/api/v1/") || route.path == "/api/v1/join") {
                continue;
            }
            auto path = route.path;
            path.replace("{id}", "x").replace("{what}", "messages");
            for (const auto who : {W::Ada, W::Staff, W::Ending}) {
                QCOMPARE(world.ask(who, route.method, path, route.method == "POST" ? "{}" : "").status, 401);
            }
        }
    }

    void noMethodAndNoSpellingIsAWayAround()
    {
        W world;
        const auto id = world.adasSend.value.toUtf8();
        for (const auto& path :
             {"/api/v1/commands/" + id + '/', "/api/v1/commands//" + id, "/api/v1/../v1/room"_ba, "//api/v1/room"_ba,
              "/API/v1/room"_ba, "/api/v1/room/"_ba, "/api/v1/room%2F"_ba, "/api/v1/exports/messages%00"_ba,
              "/api/v1/commands/..%2Froom"_ba, "/api/v1/exports/../room"_ba}) {
            const auto status = world.ask(W::Ben, "GET", path).status;
            QVERIFY2(status == 404 || status == 400 || status == 403,
                     (path + ' ' + QByteArray::number(status)).constData());
        }
        for (const auto* method : {"POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"}) {
            const auto status = world.ask(W::Ben, method, "/api/v1/room", "{}").status;
            QVERIFY2(status == 405, method);
        }
    }

private:
    W& freshWorld()
    {
        if (!m_world) {
            m_world = std::make_unique<W>();
        }
        return *m_world;
    }

    std::unique_ptr<W> m_world;
    int m_cells = 0;
};

QTEST_GUILESS_MAIN(RouteTable)
#include "tst_RouteTable.moc"
