#include "core/audit/AuditCheck.h"
#include "core/audit/AuditCheckpoint.h"
#include "tests/core/host/TestHost.h"

#include <QBuffer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

SigningKey keyOf(quint64 seed) { return *SigningKey::fromSeed(SecretKey(SeededRandom(seed).bytes(32))); }

QByteArray exported(Host& host, const QString& what)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    return host.exportTo(what, out) ? out.data() : QByteArray();
}

/// What a device that approved `approvals` texts says after `count` entries.
AuditCheckpointPayload said(qint64 count, qint64 previous, qint64 approvals,
                            CheckpointReason reason = CheckpointReason::Periodic)
{
    const auto hashAt = [](qint64 at) { return QByteArray(31, 'h') + static_cast<char>('a' + at % 26); };
    AuditCheckpointPayload made;
    made.log = u"log-1"_s;
    made.count = count;
    made.chainHash = hashAt(count);
    made.previousCount = previous;
    made.previousHash = hashAt(previous);
    made.at = instantFromMs(1'800'000'000'000);
    made.approvals = approvals;
    made.reason = reason;
    return made;
}

} // namespace

class tst_HostAudit : public QObject
{
    Q_OBJECT

private:
    QString disputeOf(TestHost& room, const CommandId& id)
    {
        QString dispute;
        const auto read = room.host->database().run(u"SELECT dispute FROM checkpoints WHERE id = ?"_s, {id.value},
                                                    [&](const QSqlQuery& row) {
                                                        dispute = row.value(0).toString();
                                                        return false;
                                                    });
        return read ? dispute : u"unreadable"_s;
    }
    QString pushed(TestHost& room, const Caller& caller, const AuditCheckpointPayload& checkpoint, quint64 key = 7)
    {
        const auto command = room.command(room.campaign, {}, signedCheckpoint(checkpoint, caller.device, keyOf(key)));
        const auto outcome = room.push(caller, command);
        return outcome.status == CommandStatus::Accepted ? disputeOf(room, command.id)
                                                         : u"refused "_s + problemSlug(outcome.problem.type);
    }

private slots:
    void theRecordHoldsWhatWasDoneAndProvesIt()
    {
        TestHost room;
        const auto staff = room.join(room.campaign, Role::Staff);
        auto texter = room.texter(3);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts[0]));
        QVERIFY(room.host->pause(staff, room.campaign, u"lunch"_s));
        COMPARE_REFUSED(room.send(texter, texter.page.contacts[1]), ProblemType::Paused);
        QVERIFY(room.host->resume(staff, room.campaign));
        QVERIFY(room.host->freeze(staff, texter.caller.volunteer, true, u"break"_s));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, texter.page.contacts[2].id,
                                                  OptOutPayload{OptOutSource::Volunteer, u"no more"_s, {}})));
        QVERIFY(room.host->revoke(staff, texter.caller.volunteer, u"gone"_s));
        QVERIFY(!room.host->join({u"WRONG"_s, u"Eve"_s, DeviceId{u"eve"_s}, {}}, u"203.0.113.9"_s));

        const auto file = exported(*room.host, u"audit.jsonl"_s);
        const auto report = checkAudit(file);
        QVERIFY(report.isSound());
        for (const auto* kind :
             {"device.joined", "command.taken", "command.refused", "campaign.paused", "campaign.resumed",
              "volunteer.frozen", "optout.recorded", "session.revoked", "join.refused"}) {
            QVERIFY2(file.contains(kind), kind);
        }
        for (const auto& contact : texter.page.contacts) {
            QVERIFY(!file.contains(contact.phone.e164().toUtf8()));
        }
        QVERIFY(!file.contains("no more") && !file.contains("Grace") && !file.contains("will you vote"));
        QVERIFY(exported(*room.host, u"audit"_s).startsWith("log,number,at,kind,volunteer,device"));
        auto changed = file;
        changed.replace("\"reason\":\"lunch\"", "\"reason\":\"brunch\"");
        QVERIFY(!checkAudit(changed).isSound());
    }

    void whatWasRefusedAsAWholeLeavesNoEntry()
    {
        TestHost room;
        const auto volunteer = room.join();
        const auto before = exported(*room.host, u"audit.jsonl"_s);
        QVERIFY(!room.host->pause(volunteer, room.campaign, u"mine"_s));
        QCOMPARE(exported(*room.host, u"audit.jsonl"_s), before);
    }

    void theRecordIsOnlyAddedTo()
    {
        TestHost room;
        room.join();
        auto& database = room.host->database();
        QVERIFY(!database.run(u"UPDATE audit SET facts = '{}'"_s));
        QVERIFY(!database.run(u"DELETE FROM audit"_s));
        QVERIFY(!database.run(u"DELETE FROM audit_log"_s));
        QVERIFY(checkAudit(exported(*room.host, u"audit.jsonl"_s)).isSound());
    }

    void checkpointsThatFitAreTaken()
    {
        TestHost room;
        auto texter = room.texter(3);
        QCOMPARE(pushed(room, texter.caller, said(3, 0, 0)), QString());
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts[0]));
        QCOMPARE(pushed(room, texter.caller, said(6, 3, 1)), QString());
        // One that was overtaken on its way.
        QCOMPARE(pushed(room, texter.caller, said(12, 9, 1)), QString());
        QCOMPARE(pushed(room, texter.caller, said(9, 6, 1)), QString());
        QCOMPARE(pushed(room, texter.caller, said(15, 12, 1, CheckpointReason::SignOut)), QString());
        QVERIFY(exported(*room.host, u"audit.jsonl"_s).contains(kTakenCheckpointKind));
        QVERIFY(checkAudit(exported(*room.host, u"audit.jsonl"_s)).isSound());
    }

    void whatDoesNotFitIsDisputedAndLosesNothing()
    {
        TestHost room;
        auto texter = room.texter(3);
        const auto& caller = texter.caller;
        QCOMPARE(pushed(room, caller, said(10, 0, 0)), QString());
        QCOMPARE(pushed(room, caller, said(8, 0, 0)), u"fork"_s);  // Gone back behind what it signed.
        QCOMPARE(pushed(room, caller, said(10, 0, 0)), u"fork"_s); // Signed twice: two laptops of one image.
        auto other = said(20, 10, 0);
        other.previousHash = QByteArray(32, 'x');
        QCOMPARE(pushed(room, caller, other), u"fork"_s); // Another past than the one it signed.
        QCOMPARE(pushed(room, caller, said(40, 30, 0, CheckpointReason::SignOut)), u"gap"_s);
        QCOMPARE(pushed(room, caller, said(50, 40, 2)), u"texts-missing"_s);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts[0]));
        QCOMPARE(pushed(room, caller, said(60, 50, 0, CheckpointReason::SignOut)), u"texts-not-approved"_s);
        auto open = said(70, 60, 3);
        open.stopped = 1;
        open.unsettled = 1;
        QCOMPARE(pushed(room, caller, open), QString());
    }

    void anotherKeyAndABrokenSignatureAreRefused()
    {
        TestHost room;
        const auto caller = room.join();
        QCOMPARE(pushed(room, caller, said(1, 0, 0)), QString()); // The first key is the device's.
        QCOMPARE(pushed(room, caller, said(2, 1, 0), 8), u"refused forbidden"_s);
        auto forged = signedCheckpoint(said(3, 1, 0), caller.device, keyOf(7));
        forged.approvals = 9;
        COMPARE_REFUSED(room.push(caller, room.command(room.campaign, {}, forged)), ProblemType::Malformed);
        const auto stolen = signedCheckpoint(said(3, 1, 0), DeviceId{u"another"_s}, keyOf(7));
        COMPARE_REFUSED(room.push(caller, room.command(room.campaign, {}, stolen)), ProblemType::Malformed);
    }

    void theKeyOfTheJoinIsTheOneThatCounts()
    {
        TestHost room;
        const auto code = room.host->makeJoinCode(room.campaign, {});
        const auto joined =
            room.host->join({*code, u"Grace"_s, DeviceId{u"laptop"_s}, {}, keyOf(8).publicKey()}, u"203.0.113.7"_s);
        QVERIFY(joined);
        const auto caller = *room.host->authenticate(joined->token);
        QCOMPARE(pushed(room, caller, said(1, 0, 0), 7), u"refused forbidden"_s);
        QCOMPARE(pushed(room, caller, said(1, 0, 0), 8), QString());
    }
};

QTEST_GUILESS_MAIN(tst_HostAudit)
#include "tst_HostAudit.moc"
