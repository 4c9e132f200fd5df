#include "core/host/Entrance.h"
#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

JoinRequest request(const QString& code, const QString& device = u"device"_s)
{
    return {code, u"Grace"_s, DeviceId{device}, u"Laptop"_s};
}

} // namespace

class HostEntrance : public QObject
{
    Q_OBJECT
private slots:
    void codesAreReadableAndForgiving()
    {
        TestHost room;
        const auto code = room.host->makeJoinCode(room.campaign, {});
        QVERIFY(code);
        static const QRegularExpression form(
            u"^[2-9ABCDEFGHJKMNP-TV-Z]{4}-[2-9ABCDEFGHJKMNP-TV-Z]{4}-[2-9ABCDEFGHJKMNP-TV-Z]{4}$"_s);
        QVERIFY(form.match(*code).hasMatch());
        QVERIFY(room.host->join(request(code->toLower().replace(u'-', u' ')), u"r"_s));
    }
    void unknownUsedUpAndExpiredCodesAreToldApart()
    {
        TestHost room;
        COMPARE_PROBLEM(room.host->join(request(u"AAAA-AAAA-AAAA"_s), u"r"_s), ProblemType::CodeInvalid);
        Host::JoinCodeOptions once;
        once.uses = 1;
        once.validFor = std::chrono::hours(1);
        const auto code = *room.host->makeJoinCode(room.campaign, once);
        QVERIFY(room.host->join(request(code, u"one"_s), u"r"_s));
        COMPARE_PROBLEM(room.host->join(request(code, u"two"_s), u"r"_s), ProblemType::CodeUsedUp);
        room.clock.advance(std::chrono::hours(1));
        COMPARE_PROBLEM(room.host->join(request(code, u"three"_s), u"r"_s), ProblemType::CodeExpired);
    }
    void aDeviceThatJoinsAgainIsTheSameVolunteerAndUsesUpNothing()
    {
        TestHost room;
        Host::JoinCodeOptions once;
        once.uses = 1;
        const auto code = *room.host->makeJoinCode(room.campaign, once);
        const auto first = room.host->join(request(code), u"r"_s);
        const auto again = room.host->join(request(code), u"r"_s);
        QVERIFY(first && again);
        QCOMPARE(again->volunteer, first->volunteer);
        QVERIFY(again->token != first->token);
        room.clock.advance(Entrance::kTwins);
        const auto later = room.host->join(request(code), u"r"_s);
        QVERIFY(later);
        COMPARE_PROBLEM(room.host->authenticate(first->token), ProblemType::Unauthenticated);
        COMPARE_PROBLEM(room.host->authenticate(again->token), ProblemType::Unauthenticated);
        QVERIFY(room.host->authenticate(later->token));
    }
    void aRequestThatTheNetworkDeliveredTwiceLeavesNobodyWithADeadToken()
    {
        TestHost room;
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        const auto kept = room.host->join(request(code), u"r"_s);
        room.clock.advance(std::chrono::seconds(1));
        const auto unread = room.host->join(request(code), u"r"_s);
        QVERIFY(kept && unread);
        QVERIFY(room.host->authenticate(kept->token));
        QVERIFY(room.host->authenticate(unread->token));
    }
    void guessingIsSlowedDownForOneRemoteOnly()
    {
        TestHost room;
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        for (int i = 0; i < Entrance::kFailedTries; ++i) {
            COMPARE_PROBLEM(room.host->join(request(u"AAAA-AAAA-AAAA"_s), u"bad"_s), ProblemType::CodeInvalid);
            room.clock.advance(std::chrono::seconds(1));
        }
        const auto limited = room.host->join(request(code), u"bad"_s);
        COMPARE_PROBLEM(limited, ProblemType::RateLimited);
        QVERIFY(limited.error().retryAfter);
        QVERIFY(room.host->join(request(code, u"elsewhere"_s), u"good"_s));
        room.reopen();
        COMPARE_PROBLEM(room.host->join(request(code), u"bad"_s), ProblemType::RateLimited);
        room.clock.advance(*limited.error().retryAfter + std::chrono::seconds(1));
        QVERIFY(room.host->join(request(code), u"bad"_s));
    }
    void neitherCodesNorTokensAreOnDisk()
    {
        TestHost room;
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        const auto joined = *room.host->join(request(code), u"r"_s);
        QCOMPARE(QByteArray::fromBase64(joined.token.toLatin1(), QByteArray::Base64UrlEncoding).size(), 32);
        const auto path = room.host->database().path();
        room.host.reset();
        for (const auto& name : {path, path + u"-wal"_s}) {
            QFile file(name);
            if (file.open(QIODevice::ReadOnly)) {
                const auto bytes = file.readAll();
                QVERIFY(bytes.contains("Grace") || bytes.isEmpty() || name.endsWith("-wal"_L1));
                QVERIFY(!bytes.contains(joined.token.toLatin1()));
                QVERIFY(!bytes.contains(code.toLatin1()));
                QVERIFY(!bytes.contains(QString(code).remove(u'-').toLatin1()));
            }
        }
    }
    void namelessAndDevicelessJoinsAreRefused()
    {
        TestHost room;
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        COMPARE_PROBLEM(room.host->join({code, u"  "_s, DeviceId{u"d"_s}, {}}, u"r"_s), ProblemType::Malformed);
        COMPARE_PROBLEM(room.host->join({code, u"Grace"_s, {}, {}}, u"r"_s), ProblemType::Malformed);
    }
    void aSignedOutSessionMakesNoCall()
    {
        TestHost room;
        const auto one = room.texter();
        QVERIFY(room.host->signOut(one.caller));
        COMPARE_PROBLEM(room.host->me(one.caller), ProblemType::Unauthenticated);
        COMPARE_PROBLEM(room.host->lease(one.caller, {room.newId(), room.campaign, 1}), ProblemType::Unauthenticated);
        COMPARE_PROBLEM(room.host->signOut(one.caller), ProblemType::Unauthenticated);
        COMPARE_PROBLEM(room.host->changes(one.caller, one.cursor), ProblemType::Unauthenticated);
        COMPARE_PROBLEM(room.host->push(one.caller, {room.text(one, one.page.contacts.front())}),
                        ProblemType::Unauthenticated);
        QCOMPARE(room.carrier.submissions, 0);
    }
    void aHeldPollHearsOfItsRevocation()
    {
        TestHost room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, u"lost laptop"_s));
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<SessionRevoked>(changes), 1);
        QCOMPARE(countOf<LeaseEnded>(changes), 1);
    }
    void staffCallsAreForStaff()
    {
        TestHost room;
        const auto volunteer = room.join();
        COMPARE_PROBLEM(room.host->room(volunteer), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->pause(volunteer, room.campaign, {}), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->resume(volunteer, room.campaign), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->revoke(volunteer, volunteer.volunteer, {}), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->freeze(volunteer, volunteer.volunteer, true, {}), ProblemType::Forbidden);
    }
    void staffOfOneOrganisationReachNoOther()
    {
        TestHost room;
        const auto other = room.addCampaign(u"campaign-2"_s, u"Friends of the Library"_s);
        const auto staff = room.join(other, Role::Staff);
        const auto volunteer = room.texter();
        COMPARE_PROBLEM(room.host->pause(staff, room.campaign, {}), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->revoke(staff, volunteer.caller.volunteer, {}), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->freeze(staff, volunteer.caller.volunteer, true, {}), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->campaign(staff, room.campaign), ProblemType::NotFound);
        const auto note =
            room.command(room.campaign, volunteer.page.contacts.front().id, NotePayload{NoteId{u"n"_s}, u"x"_s});
        COMPARE_REFUSED(room.push(staff, note), ProblemType::NotFound);
        const auto board = room.host->room(staff);
        QVERIFY(board);
        QCOMPARE(board->value(u"volunteers"_s).toArray().size(), 1);
        QCOMPARE(board->value(u"campaigns"_s).toArray().size(), 1);
    }
    void volunteersSeeTheirOwnCampaignsOnly()
    {
        TestHost room;
        const auto sister = room.addCampaign(u"campaign-2"_s, u"Neighbours for Parks"_s);
        const auto volunteer = room.join();
        COMPARE_PROBLEM(room.host->campaign(volunteer, sister), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->lease(volunteer, {room.newId(), sister, 1}), ProblemType::NotFound);
        const auto me = room.host->me(volunteer);
        QVERIFY(me);
        QCOMPARE(me->campaigns.size(), 1);
        QCOMPARE(me->campaigns.front().left, 20);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->campaign(staff, sister));
    }
    void theBoardCountsWhoTextsAndWhatWaits()
    {
        TestHost room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        for (int i = 0; i < 3; ++i) {
            VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.at(i)));
        }
        room.replyFrom(texter.page.contacts.at(0).phone, u"yes"_s);
        const auto waitingSince = room.clock.now();
        room.replyFrom(texter.page.contacts.at(1).phone, u"stop"_s);
        VERIFY_ACCEPTED(room.push(
            texter.caller, room.command(room.campaign, texter.page.contacts.at(2).id, EscalatePayload{u"odd"_s})));
        VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, {}, StaffMessagePayload{u"help"_s})));
        room.clock.advance(std::chrono::minutes(4));
        const auto board = room.host->room(staff);
        QVERIFY(board);
        const auto campaign = board->value(u"campaigns"_s).toArray().at(0).toObject();
        QCOMPARE(campaign.value(u"pool"_s).toInt(), 15);
        QCOMPARE(campaign.value(u"firstMessages"_s).toInt(), 3);
        QCOMPARE(campaign.value(u"optOuts"_s).toInt(), 1);
        QCOMPARE(campaign.value(u"waiting"_s).toInt(), 1);
        auto seen = false;
        for (const auto& row : board->value(u"volunteers"_s).toArray()) {
            const auto volunteer = row.toObject();
            if (volunteer.value(u"id"_s).toString() == texter.caller.volunteer.value) {
                seen = true;
                QCOMPARE(volunteer.value(u"sent"_s).toInt(), 3);
                QCOMPARE(volunteer.value(u"waiting"_s).toInt(), 1);
                QCOMPARE(volunteer.value(u"oldestWaiting"_s).toString(), toRfc3339(waitingSince));
                QCOMPARE(volunteer.value(u"optOuts"_s).toInt(), 1);
            }
        }
        QVERIFY(seen);
        QCOMPARE(board->value(u"escalations"_s).toArray().size(), 1);
        QCOMPARE(board->value(u"messages"_s).toArray().size(), 1);
        const auto told = room.host->changes(staff, {});
        QVERIFY(told);
        QCOMPARE(countOf<StaffMessage>(told->changes), 1);
    }
    void pausingAndANewScriptChangeTheVersionAndAreTold()
    {
        TestHost room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto before = room.host->campaign(texter.caller, room.campaign)->version;
        room.import(TestHost::document(room.campaign.value, u"Neighbours for Parks"_s));
        QCOMPARE(room.follow(texter).size(), 0); // the same document is no change
        QVERIFY(room.host->pause(staff, room.campaign, u"break"_s));
        auto document = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        document.brief = u"New."_s;
        room.import(document);
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<CampaignPaused>(changes), 1);
        QCOMPARE(countOf<CampaignUpdated>(changes), 1);
        const auto now = room.host->campaign(texter.caller, room.campaign);
        QVERIFY(now->paused);
        QCOMPARE(now->pauseReason, u"break"_s);
        QVERIFY(now->version != before);
        QCOMPARE(std::get<CampaignUpdated>(changes.back()).version, now->version);
    }
    void manyLongNamesKeepNobodyFromJoining()
    {
        TestHost room(0);
        QStringList names{u"Neighbours for Parks"_s};
        for (const auto letter : {u'a', u'b', u'c'}) {
            names.append(QString(200, letter));
            room.addCampaign(u"campaign-"_s + letter, names.last());
        }
        const auto info = wire::readGatewayInfo(wire::write(room.host->info()));
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().detail));
        QCOMPARE(info->organisation, names.first(3).join(u", "_s));
    }
};

QTEST_GUILESS_MAIN(HostEntrance)
#include "tst_HostEntrance.moc"
