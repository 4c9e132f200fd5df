#include "core/host/Entrance.h"
#include "core/host/Host.h"
#include "core/host/http/HttpFace.h"
#include "tests/core/host/RawHttp.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

// What staff end, and what an ended session may still do.
class HostSessions : public QObject
{
    Q_OBJECT
private slots:
    void anEndedSessionBringsUpWhatItRecordedAndSendsNothing()
    {
        TestHost room;
        auto texter = room.texter(6);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& people = texter.page.contacts;
        VERIFY_ACCEPTED(room.send(texter, people.at(0)));
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, u"lost laptop"_s));

        const auto says = [&](int who, const CommandPayload& payload) {
            return room.push(texter.caller, room.command(room.campaign, people.at(who).id, payload));
        };
        VERIFY_ACCEPTED(says(0, OptOutPayload{OptOutSource::Volunteer, u"stop"_s, people.at(0).phone}));
        VERIFY_ACCEPTED(says(1, AnswerPayload{StepId{u"first"_s}, u"Yes"_s}));
        VERIFY_ACCEPTED(says(1, TagPayload{u"yard sign"_s, true}));
        VERIFY_ACCEPTED(says(1, TagPayload{u"yard sign"_s, false}));
        VERIFY_ACCEPTED(says(1, NotePayload{NoteId{u"note-1"_s}, u"call back"_s}));
        VERIFY_ACCEPTED(says(2, SkipPayload{}));
        VERIFY_ACCEPTED(says(2, WrongNumberPayload{}));
        VERIFY_ACCEPTED(says(3, ClosePayload{}));
        VERIFY_ACCEPTED(says(3, ReopenPayload{}));
        VERIFY_ACCEPTED(says(4, EscalatePayload{u"angry"_s}));
        VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, {}, StaffMessagePayload{u"sorry"_s})));
        QCOMPARE(room.count(u"optOuts"_s), 1);
        COMPARE_REFUSED(room.send(texter, people.at(5)), ProblemType::LeaseLost);
        QCOMPARE(room.carrier.textsTo(people.at(5).phone), 0);
    }
    void anEndedSessionTakesNothingMore()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, u"lost laptop"_s));
        COMPARE_PROBLEM(room.host->me(texter.caller), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->campaign(texter.caller, room.campaign), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->lease(texter.caller, {room.newId(), room.campaign, 1}), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->renewLease(texter.caller, texter.page.lease.id), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->returnLease(texter.caller, texter.page.lease.id), ProblemType::Forbidden);
    }
    void whatASendWasToldBeforeTheEndIsStillSaid()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto sent = room.text(texter, texter.page.contacts.front());
        VERIFY_ACCEPTED(room.push(texter.caller, sent));
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, {}));
        const auto again = room.push(texter.caller, sent);
        VERIFY_ACCEPTED(again);
        QVERIFY(again.duplicate);
        const auto outcome = room.host->outcomeOf(texter.caller, sent.id);
        QVERIFY(outcome && *outcome);
        QVERIFY((*outcome)->status == CommandStatus::Accepted);
        QCOMPARE(room.carrier.texts.size(), 1);
    }
    void anEndedSessionIsToldThatItEndsAndNothingOfOtherPeople()
    {
        TestHost room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"private words"_s);
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, u"lost laptop"_s));
        room.replyFrom(contact.phone, u"more private words"_s);
        QVERIFY(room.host->pause(staff, room.campaign, u"storm"_s));
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<SessionRevoked>(changes), 1);
        QCOMPARE(countOf<LeaseEnded>(changes), 1);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(std::get<SessionRevoked>(changes.back()).reason, u"lost laptop"_s);
    }
    void theEndIsToldHoweverMuchCameBefore()
    {
        TestHost room;
        auto texter = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        for (int i = 0; i < 1200; ++i) {
            room.carrier.reply(texter.page.contacts.front().phone, u"again"_s, room.clock.now());
        }
        QVERIFY(room.host->takeCarrierEvents());
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, {}));
        const auto page = room.host->changes(texter.caller, texter.cursor);
        QVERIFY(page);
        QCOMPARE(countOf<SessionRevoked>(page->changes), 1);
        QVERIFY(!page->more);
    }
    void afterADayTheTokenIsNobodys()
    {
        TestHost room;
        Host::JoinCodeOptions options;
        const auto code = *room.host->makeJoinCode(room.campaign, options);
        const auto joined = *room.host->join({code, u"Grace"_s, DeviceId{u"device"_s}, u"Laptop"_s}, u"203.0.113.9"_s);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(staff, joined.volunteer, {}));
        room.clock.advance(Entrance::kGrace - Seconds{1});
        const auto caller = room.host->authenticate(joined.token);
        QVERIFY(caller);
        QVERIFY(caller->ending);
        QVERIFY(room.host->changes(*caller, {}));
        room.clock.advance(Seconds{1});
        COMPARE_PROBLEM(room.host->authenticate(joined.token), ProblemType::Unauthenticated);
        COMPARE_PROBLEM(room.host->changes(*caller, {}), ProblemType::Unauthenticated);
    }
    void aSessionThatRanOutByItselfStaysOut()
    {
        TestHost room;
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        const auto joined = *room.host->join({code, u"Grace"_s, DeviceId{u"device"_s}, u"Laptop"_s}, u"203.0.113.9"_s);
        const auto texter = room.texter();
        room.clock.advance(Entrance::kLongestSession);
        COMPARE_PROBLEM(room.host->authenticate(joined.token), ProblemType::Unauthenticated);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto volunteers = room.host->room(staff)->value("volunteers"_L1).toArray();
        QCOMPARE(volunteers.size(), 3);
        for (const auto& one : volunteers) {
            const auto isStaff = one.toObject().value("id"_L1).toString() == staff.volunteer.value;
            QCOMPARE(one.toObject().value("signedIn"_L1).toBool(), isStaff);
        }
        const auto moved = room.host->reassign(staff, {texter.caller.volunteer, joined.volunteer, {}, {}});
        COMPARE_PROBLEM(moved, ProblemType::PolicyRefused);
        QCOMPARE(moved.error().detail, u"to: not signed in"_s);

        QVERIFY(room.host->revoke(staff, joined.volunteer, u"left weeks ago"_s));
        COMPARE_PROBLEM(room.host->authenticate(joined.token), ProblemType::Unauthenticated);
        QCOMPARE(*room.host->endSessions(texter.caller.volunteer.value, {}), 0);
        QCOMPARE(room.host->sessions()->size(), 1);
    }
    void aSecondEndDoesNotLengthenTheFirst()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, {}));
        room.clock.advance(Entrance::kGrace - Seconds{1});
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, {}));
        room.clock.advance(Seconds{1});
        COMPARE_PROBLEM(room.host->changes(texter.caller, texter.cursor), ProblemType::Unauthenticated);
    }
    void signingOutEndsTheGraceToo()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, {}));
        QVERIFY(room.host->signOut(texter.caller));
        COMPARE_PROBLEM(room.host->signOut(texter.caller), ProblemType::Unauthenticated);
        COMPARE_PROBLEM(room.host->changes(texter.caller, texter.cursor), ProblemType::Unauthenticated);
    }
    void whoJoinsAgainIsNotToldOfTheOldEnd()
    {
        TestHost room;
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        const JoinRequest request{code, u"Grace"_s, DeviceId{u"device"_s}, u"Laptop"_s};
        const auto first = *room.host->join(request, u"r"_s);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(staff, first.volunteer, {}));
        const auto second = *room.host->join(request, u"r"_s);
        COMPARE_PROBLEM(room.host->authenticate(first.token), ProblemType::Unauthenticated);
        const auto caller = *room.host->authenticate(second.token);
        QVERIFY(!caller.ending);
        QCOMPARE(countOf<SessionRevoked>(room.host->changes(caller, {})->changes), 0);
    }
    void anEndedStaffSessionIsNoStaffSession()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto code = *room.host->makeJoinCode(room.campaign, {Role::Staff});
        const auto joined = *room.host->join({code, u"Ada"_s, DeviceId{u"staff"_s}, u"Laptop"_s}, u"203.0.113.9"_s);
        const auto before = *room.host->authenticate(joined.token);
        const auto other = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(other, joined.volunteer, {}));
        const auto after = *room.host->authenticate(joined.token);
        for (const auto& caller : {before, after}) {
            COMPARE_PROBLEM(room.host->room(caller), ProblemType::Forbidden);
            COMPARE_PROBLEM(room.host->revoke(caller, texter.caller.volunteer, {}), ProblemType::Forbidden);
            COMPARE_REFUSED(room.push(caller, room.command(room.campaign, texter.page.contacts.front().id,
                                                           NotePayload{NoteId{u"n"_s}, u"x"_s})),
                            ProblemType::NotAssigned);
        }
    }
    void actionsOnContactsThatSomebodyElseHasByNowAreRefused()
    {
        TestHost room(5);
        const auto texter = room.texter(5);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, {}));
        const auto next = room.texter(5);
        const auto id = next.page.contacts.front().id;
        COMPARE_REFUSED(room.push(texter.caller, room.command(room.campaign, id, ClosePayload{})),
                        ProblemType::NotAssigned);
        VERIFY_ACCEPTED(room.push(
            texter.caller, room.command(room.campaign, id, OptOutPayload{OptOutSource::Volunteer, u"stop"_s, {}})));
        COMPARE_REFUSED(room.send(next, next.page.contacts.front()), ProblemType::OptedOut);
    }
    void aDeviceIsEndedByItsOwnOrganisationOnly()
    {
        TestHost room;
        const auto other = room.addCampaign(u"campaign-2"_s, u"Friends of the Library"_s);
        const auto texter = room.texter();
        const auto stranger = room.join(other, Role::Staff);
        const auto staff = room.join(room.campaign, Role::Staff);
        COMPARE_PROBLEM(room.host->endDevice(stranger, texter.caller.device, {}), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->endDevice(staff, DeviceId{u"no such"_s}, {}), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->endDevice(texter.caller, texter.caller.device, {}), ProblemType::Forbidden);
        QVERIFY(room.host->me(texter.caller));
        QVERIFY(room.host->endDevice(staff, texter.caller.device, u"left on a bench"_s));
        COMPARE_PROBLEM(room.host->me(texter.caller), ProblemType::Forbidden);
        QVERIFY(room.host->endDevice(staff, texter.caller.device, {})); // It is so already.
    }
    void whatTheOperatorEndsInAnotherProcessReachesAHeldPoll()
    {
        TestHost room;
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        const auto joined = *room.host->join({code, u"Grace"_s, DeviceId{u"device"_s}, u"Laptop"_s}, u"r"_s);
        const auto face = HttpFace::listen(*room.host, {});
        QVERIFY(face.has_value());
        RawHttp poll((*face)->port());
        poll.send(rawRequest("GET", "/api/v1/changes?wait=25", joined.token));
        QCOMPARE(poll.next(200).status, 0);
        Host::Options beside;
        beside.databasePath = room.host->database().path();
        beside.handsTextsOver = false;
        const auto operators = Host::open(beside, room.carrier, room.clock, room.random);
        QVERIFY(operators.has_value());
        QCOMPARE(*(*operators)->endSessions(joined.volunteer.value, u"lost"_s), 1);
        const auto answer = poll.next(10000);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.contains("session.revoked"));
    }
    void theOperatorListsAndEndsSessions()
    {
        TestHost room;
        const auto texter = room.texter(5);
        const auto staff = room.join(room.campaign, Role::Staff);
        auto rows = room.host->sessions();
        QVERIFY(rows);
        QCOMPARE(rows->size(), 2);
        QCOMPARE(rows->first().volunteer, texter.caller.volunteer);
        QCOMPARE(rows->first().device, texter.caller.device);
        QCOMPARE(rows->first().contacts, 5);
        QCOMPARE(rows->first().organisation, u"Neighbours for Parks"_s);
        QVERIFY(!rows->first().endingUntil);
        QVERIFY(rows->last().role == Role::Staff);
        QCOMPARE(*room.host->endSessions(texter.caller.device.value, u"lost"_s), 1);
        QCOMPARE(*room.host->endSessions(texter.caller.volunteer.value, u"lost"_s), 0);
        QVERIFY(room.host->endSessions(u"no such"_s, {}).error().code == ErrorCode::NotFound);
        rows = room.host->sessions();
        QCOMPARE(*rows->first().endingUntil, room.clock.now() + Entrance::kGrace);
        QCOMPARE(rows->first().contacts, 0);
        room.clock.advance(Entrance::kGrace);
        QCOMPARE(room.host->sessions()->size(), 1);
    }
};

QTEST_GUILESS_MAIN(HostSessions)
#include "tst_HostSessions.moc"
