#include "core/host/http/RoomCommands.h"
#include "tests/core/host/TestHost.h"
#include "tests/fuzz/Fuzz.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr int kPeople = 8;
constexpr int kInputsPerHost = 200;

const AfterCorpus kAsked([] {
    for (const auto& type : RoomCommands::types()) {
        mustReadAndRefuse({type.toLatin1().constData()});
    }
    mustReadAndRefuse({"body"});
});

/// Staff of one organisation, two of its texters, and another organisation on the same gateway.
struct Room
{
    Room()
        : host(2 * kPeople)
    {
        foreign = host.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        host.importList(foreign,
                        "First Name,Phone,State,ZIP\nZelda,+13125550177,TX,78701\nZoe,+13125550178,TX,78701\n");
        staff = host.join(host.campaign, Role::Staff);
        ada = host.texter(kPeople);
        ben = host.texter(2);
        zoe = host.texter(foreign, 2);
    }

    TestHost host;
    CampaignId foreign;
    Caller staff;
    Texter ada;
    Texter ben;
    Texter zoe;
    int inputs = 0;
};

/// The names with a $ stand for what only a running gateway knows.
QByteArray filledIn(QByteArray body, Room& room)
{
    body.replace("$CAMPAIGN", room.host.campaign.value.toUtf8());
    body.replace("$ADA", room.ada.caller.volunteer.value.toUtf8());
    body.replace("$BEN", room.ben.caller.volunteer.value.toUtf8());
    body.replace("$DEVICE", room.ada.caller.device.value.toUtf8());
    body.replace("$FOREIGN", room.foreign.value.toUtf8());
    body.replace("$ZOE", room.zoe.caller.volunteer.value.toUtf8());
    body.replace("$ZDEVICE", room.zoe.caller.device.value.toUtf8());
    body.replace("$ZCONTACT", room.zoe.page.contacts.constFirst().id.value.toUtf8());
    for (int i = 0; i < kPeople; ++i) {
        body.replace("$CONTACT" + QByteArray::number(i), room.ada.page.contacts.at(i).id.value.toUtf8());
    }
    for (auto at = body.indexOf("$NEW"); at >= 0; at = body.indexOf("$NEW")) {
        body.replace(at, 4, room.host.newId().toUtf8());
    }
    return body;
}

/// Whatever staff of one organisation ask, nobody of the other loses anything.
void checkOthers(Room& room)
{
    FUZZ_CHECK(room.host.host->me(room.zoe.caller));
    FUZZ_CHECK(room.host.host->renewLease(room.zoe.caller, room.zoe.page.lease.id));
    const auto follows = room.host.follow(room.zoe);
    FUZZ_CHECK(follows.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static std::unique_ptr<Room> room;
    if (!room || room->inputs >= kInputsPerHost || !room->host.host->me(room->ada.caller) ||
        !room->host.host->me(room->ben.caller)) {
        const auto first = room == nullptr;
        room = std::make_unique<Room>();
        if (first) {
            std::atexit([] { room.reset(); }); // After this come Qt's own globals.
        }
    }
    ++room->inputs;
    const auto body = filledIn(fuzzBytes(data, size), *room);
    const auto answer = RoomCommands(*room->host.host, room->staff).answer(body);
    const auto isDone = answer.status == 204;
    FUZZ_CHECK(isDone || (answer.status >= 400 && answer.status < 500));
    FUZZ_CHECK(isDone == answer.body.isEmpty());
    reach("body", isDone);
    const auto type = QJsonDocument::fromJson(body).object().value("type"_L1).toString();
    FUZZ_CHECK(!isDone || RoomCommands::types().contains(type));
    if (RoomCommands::types().contains(type)) {
        reach(type.toLatin1(), isDone);
    }
    checkOthers(*room);
    return 0;
}
