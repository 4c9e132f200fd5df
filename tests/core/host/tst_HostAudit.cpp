#include "core/audit/AuditCheck.h"
#include "core/audit/AuditCheckpoint.h"
#include "core/audit/AuditFile.h"
#include "core/base/Csv.h"
#include "tests/core/host/TestHost.h"

#include <QBuffer>
#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <functional>

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

struct Noted
{
    QString log;
    QString kind;
    QJsonObject facts;
};

/// The entries of these kinds, in their order within each log.
QList<Noted> noted(Host& host, const QStringList& kinds)
{
    QList<Noted> entries;
    for (const auto& line : exported(host, u"audit.jsonl"_s).split('\n')) {
        const auto json = QJsonDocument::fromJson(line).object();
        const auto kind = json.value("kind"_L1).toString();
        if (kinds.contains(kind)) {
            entries.append({json.value("log"_L1).toString(), kind, json.value("facts"_L1).toObject()});
        }
    }
    return entries;
}

struct OperatorsCall
{
    const char* kind; ///< Of its entry.
    std::function<Result<void>(TestHost& room)> make;
};

template<class T>
Result<void> done(const Result<T>& result)
{
    return result ? Result<void>() : Result<void>(Unexpected{result.error()});
}

/// Each thing that the operator can change, on a room with this code and this volunteer.
QList<OperatorsCall> operatorsCalls(const QString& code, const VolunteerId& volunteer)
{
    return {
        {"campaign.imported",
         [](TestHost& room) {
             auto other = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
             other.title = u"Pool vote"_s;
             return done(room.host->importCampaign(wire::compact(wire::write(other))));
         }},
        {"contacts.imported",
         [](TestHost& room) {
             QByteArray list("First Name,Phone\nIda,+19175550100\nIda,+19175550100\nBea,12\n");
             QBuffer csv(&list);
             csv.open(QIODevice::ReadOnly);
             return done(room.host->importContacts(room.campaign, csv));
         }},
        {"code.made",
         [](TestHost& room) {
             return done(room.host->makeJoinCode(room.campaign, {Role::Staff, 3, std::chrono::hours(2)}));
         }},
        {"code.ended", [code](TestHost& room) { return room.host->endJoinCode(code); }},
        {"session.revoked",
         [volunteer](TestHost& room) { return done(room.host->endSessions(volunteer.value, u"left"_s)); }},
    };
}

/// A room with staff and two volunteers who have batches.
struct StaffedRoom
{
    TestHost room{12};
    Caller staff = room.join(room.campaign, Role::Staff);
    Texter ada = room.texter(3);
    Texter ben = room.texter(2);
};

struct StaffsCall
{
    const char* call; ///< Host's.
    const char* kind; ///< Of its entry.
    std::function<bool(StaffedRoom& shift)> make;
    std::function<QJsonObject(const StaffedRoom& shift)>
        facts; ///< Besides who did it, and numbers of the gateway's own.
};

constexpr auto kTyped = "(917) 555-0100";

/// Each thing that staff can change.
QList<StaffsCall> staffsCalls()
{
    const auto ofCampaign = [](const StaffedRoom& shift) {
        return QJsonObject{{u"campaign"_s, shift.room.campaign.value}};
    };
    const auto ofAda = [](const QString& reason) {
        return [reason](const StaffedRoom& shift) {
            return QJsonObject{{u"volunteer"_s, shift.ada.caller.volunteer.value}, {u"reason"_s, reason}};
        };
    };
    const auto ofNumber = [](const StaffedRoom&) {
        return QJsonObject{{u"contact"_s, QString()}, {u"reason"_s, u"staff"_s}};
    };
    const OptOutOrder order{QLatin1String(kTyped), u"called us"_s, {}};
    return {
        {"pause", "campaign.paused",
         [](StaffedRoom& shift) { return !!shift.room.host->pause(shift.staff, shift.room.campaign, u"lunch"_s); },
         [](const StaffedRoom& shift) {
             return QJsonObject{{u"campaign"_s, shift.room.campaign.value}, {u"reason"_s, u"lunch"_s}};
         }},
        {"resume", "campaign.resumed",
         [](StaffedRoom& shift) { return !!shift.room.host->resume(shift.staff, shift.room.campaign); }, ofCampaign},
        {"freeze", "volunteer.frozen",
         [](StaffedRoom& shift) {
             return !!shift.room.host->freeze(shift.staff, shift.ada.caller.volunteer, true, u"break"_s);
         },
         ofAda(u"break"_s)},
        {"freeze", "volunteer.unfrozen",
         [](StaffedRoom& shift) {
             return !!shift.room.host->freeze(shift.staff, shift.ada.caller.volunteer, false, u"back"_s);
         },
         ofAda(u"back"_s)},
        {"release", "contacts.released",
         [](StaffedRoom& shift) {
             return !!shift.room.host->release(shift.staff, shift.ada.caller.volunteer, u"slow"_s);
         },
         [](const StaffedRoom& shift) {
             return QJsonObject{
                 {u"volunteer"_s, shift.ada.caller.volunteer.value}, {u"contacts"_s, u"3"_s}, {u"reason"_s, u"slow"_s}};
         }},
        {"reassign", "contacts.reassigned",
         [](StaffedRoom& shift) {
             return !!shift.room.host->reassign(
                 shift.staff, {shift.ada.caller.volunteer, shift.ben.caller.volunteer, {}, u"gone home"_s});
         },
         [](const StaffedRoom& shift) {
             return QJsonObject{{u"from"_s, shift.ada.caller.volunteer.value},
                                {u"to"_s, shift.ben.caller.volunteer.value},
                                {u"contacts"_s, u"3"_s},
                                {u"reason"_s, u"gone home"_s}};
         }},
        {"revoke", "session.revoked",
         [](StaffedRoom& shift) {
             return !!shift.room.host->revoke(shift.staff, shift.ada.caller.volunteer, u"left"_s);
         },
         ofAda(u"left"_s)},
        {"endDevice", "session.revoked",
         [](StaffedRoom& shift) {
             return !!shift.room.host->endDevice(shift.staff, shift.ada.caller.device, u"lost"_s);
         },
         ofAda(u"lost"_s)},
        {"recordOptOut", "optout.recorded",
         [order](StaffedRoom& shift) { return !!shift.room.host->recordOptOut(shift.staff, order); }, ofNumber},
        {"recordOptOut", "optout.repeated",
         [order](StaffedRoom& shift) {
             return shift.room.host->recordOptOut(shift.staff, order) &&
                    shift.room.host->recordOptOut(shift.staff, order);
         },
         ofNumber},
        {"reverseOptOut", "optout.lifted",
         [order](StaffedRoom& shift) {
             return shift.room.host->recordOptOut(shift.staff, order) &&
                    shift.room.host->reverseOptOut(shift.staff, order);
         },
         ofNumber},
        {"rehearseStop", "rehearsal.asked",
         [](StaffedRoom& shift) {
             return !!shift.room.host->rehearseStop(
                 shift.staff, {u"r-1"_s, shift.room.campaign, *PhoneNumber::fromE164(u"+12025550199"_s), Seconds{60}});
         },
         [](const StaffedRoom& shift) {
             return QJsonObject{{u"rehearsal"_s, u"r-1"_s}, {u"campaign"_s, shift.room.campaign.value}};
         }},
    };
}

/// The calls of Host that are for staff alone, by its own sources.
QSet<QString> callsForStaff()
{
    static const QRegularExpression pattern(uR"(Host::(\w+)\([^)]*\)\s*\{[^}]*?callAsStaff<)"_s);
    QSet<QString> calls;
    const QDir folder(QStringLiteral(TEXTBANK_SOURCE_DIR "/core/host"));
    const auto names = folder.entryList({u"*.cpp"_s});
    for (const auto& name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        for (auto found = pattern.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();) {
            calls.insert(found.next().captured(1));
        }
    }
    return calls;
}

/// Whatever those calls change, and the record.
QByteArray standOf(TestHost& room)
{
    QByteArray stand;
    for (const auto* sql : {"SELECT document FROM campaigns", "SELECT group_concat(number) FROM contacts",
                            "SELECT group_concat(hex(code_hash) || expires_at) FROM join_codes",
                            "SELECT group_concat(id || ifnull(ended_at, '')) FROM sessions",
                            "SELECT group_concat(id || ifnull(ended_at, '')) FROM leases"}) {
        const auto read = room.host->database().run(QLatin1String(sql), {}, [&](const QSqlQuery& row) {
            stand += row.value(0).toByteArray() + '\n';
            return true;
        });
        stand += read ? "" : "unreadable";
    }
    return stand + exported(*room.host, u"audit.jsonl"_s);
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

    void whatStaffDoIsAnEntryThatNamesWhoDidIt()
    {
        QSet<QString> tried{u"room"_s, u"exportFor"_s}; // Which change nothing.
        for (const auto& call : staffsCalls()) {
            StaffedRoom shift;
            const QStringList kinds{QLatin1String(call.kind)};
            QVERIFY(noted(*shift.room.host, kinds).isEmpty());
            QVERIFY2(call.make(shift), call.call);
            const auto entries = noted(*shift.room.host, kinds);
            QVERIFY2(entries.size() == 1, call.call);
            auto facts = entries[0].facts;
            QCOMPARE(facts.value(u"by"_s).toString(), shift.staff.volunteer.value);
            facts.remove(u"by"_s);
            facts.remove(u"sequence"_s); // Where the gateway keeps the number.
            QCOMPARE(facts, call.facts(shift));
            // In the organisation's record, for its staff to read.
            QCOMPARE(entries[0].log, noted(*shift.room.host, {u"campaign.imported"_s}).constFirst().log);
            QVERIFY(!exported(*shift.room.host, u"audit.jsonl"_s).contains("9175550100"));
            tried.insert(QLatin1String(call.call));
        }
        const auto all = callsForStaff();
        QVERIFY2(all == tried, qPrintable(QStringList(((all - tried) + (tried - all)).values()).join(u' ')));
    }

    void aDevicesRecordIsHeldAgainstTheKeyThatItJoinedWith()
    {
        TestHost room;
        const auto code = room.host->makeJoinCode(room.campaign, {});
        const DeviceId device{u"laptop"_s};
        QVERIFY(room.host->join({*code, u"Grace"_s, device, {}, keyOf(8).publicKey()}, u"203.0.113.7"_s));
        const auto record = [&](const DeviceId& owner, quint64 key) {
            QBuffer out;
            out.open(QIODevice::WriteOnly);
            const AuditLog log{u"log-1"_s, u"device"_s, owner.value, room.clock.now()};
            AuditFileWriter file(out, log);
            const AuditEntry entry{1, log.begun, u"record.begun"_s, {}};
            const auto head = auditHash(auditGenesis(log), entry);
            file.add(entry, head);
            const auto signer = keyOf(key);
            return file.end(1, head, log.begun, &signer) ? out.data() : QByteArray();
        };
        const auto gateway = exported(*room.host, u"audit.jsonl"_s);
        auto report = checkAudit(record(device, 8) + gateway);
        QVERIFY(report.isSound());
        QVERIFY(report.chains.first().isKeyKnown);
        QVERIFY(report.chains.first().word == GatewaysWord::Unheard);
        QVERIFY(report.verdict() == AuditVerdict::Unsigned); // The gateway's own.
        report = checkAudit(record(device, 9) + gateway);
        QCOMPARE(report.first, (AuditFinding{AuditDamage::Key, u"log-1"_s, 0, 0, 3}));
        report = checkAudit(record(DeviceId{u"another"_s}, 8) + gateway);
        QCOMPARE(report.first, (AuditFinding{AuditDamage::Unheard, u"log-1"_s, 0, 0, 3}));
    }

    void whatTheOperatorDoesIsAnEntry()
    {
        TestHost room(4);
        const auto code = *room.host->makeJoinCode(room.campaign, {Role::Staff, 3, std::chrono::hours(2)});
        const auto volunteer = room.join();
        for (const auto& call : operatorsCalls(code, volunteer.volunteer)) {
            QVERIFY2(call.make(room), call.kind);
        }
        const auto entries = noted(*room.host, {u"campaign.imported"_s, u"contacts.imported"_s, u"code.made"_s,
                                                u"code.ended"_s, u"session.revoked"_s});
        // The room's own making first: a campaign, four people, two codes.
        QCOMPARE(entries.size(), 4 + 5);
        for (const auto& entry : entries) {
            QCOMPARE(entry.log, entries[0].log); // The organisation's, for its staff to read.
            QCOMPARE(entry.facts.value(u"by"_s).toString(), u"operator"_s);
        }
        const auto campaign = room.campaign.value;
        const auto digest =
            QCryptographicHash::hash(code.toUtf8().replace("-", ""), QCryptographicHash::Sha256).toHex();
        const auto name = QString::fromLatin1(digest.left(8));
        const auto version = [&](int nth) { return entries[nth].facts.value(u"version"_s).toString(); };
        QVERIFY(!version(0).isEmpty() && version(4) != version(0));
        QCOMPARE(entries[4].kind, u"campaign.imported"_s);
        QCOMPARE(entries[4].facts, (QJsonObject{{u"by"_s, u"operator"_s},
                                                {u"campaign"_s, campaign},
                                                {u"policy"_s, HoursPolicy::builtInVersion()},
                                                {u"version"_s, version(4)}}));
        QCOMPARE(entries[1].facts.value(u"imported"_s).toString(), u"4"_s);
        QCOMPARE(entries[5].facts, (QJsonObject{{u"by"_s, u"operator"_s},
                                                {u"campaign"_s, campaign},
                                                {u"imported"_s, u"1"_s},
                                                {u"duplicates"_s, u"1"_s},
                                                {u"suppressed"_s, u"0"_s},
                                                {u"refused"_s, u"1"_s},
                                                {u"warnings"_s, u"0"_s}}));
        QCOMPARE(entries[2].kind, u"code.made"_s);
        QCOMPARE(entries[2].facts, (QJsonObject{{u"by"_s, u"operator"_s},
                                                {u"campaign"_s, campaign},
                                                {u"code"_s, name},
                                                {u"role"_s, u"staff"_s},
                                                {u"uses"_s, u"3"_s},
                                                {u"expires"_s, toRfc3339(room.clock.now() + std::chrono::hours(2))}}));
        QVERIFY(entries[3].facts.value(u"code"_s) != entries[2].facts.value(u"code"_s));
        QCOMPARE(entries[7].kind, u"code.ended"_s);
        QCOMPARE(entries[7].facts,
                 (QJsonObject{{u"by"_s, u"operator"_s}, {u"campaign"_s, campaign}, {u"code"_s, name}}));
        QCOMPARE(entries[8].kind, u"session.revoked"_s);
        QCOMPARE(entries[8].facts.value(u"volunteer"_s).toString(), volunteer.volunteer.value);

        const auto file = exported(*room.host, u"audit.jsonl"_s);
        QVERIFY(checkAudit(file).isSound());
        for (const auto& secret : {code.toUtf8(), code.toUtf8().replace("-", ""), code.left(4).toUtf8(), digest,
                                   digest.left(9), QByteArray("Ida"), QByteArray("917555"), QByteArray("Pool vote"),
                                   QByteArray("Parks"), QByteArray("will you vote")}) {
            QVERIFY2(!file.contains(secret), secret.constData());
        }
    }

    void theOperatorsActionAndItsEntryAreOneTransaction()
    {
        for (const auto* failing : {"INSERT INTO audit (", "COMMIT"}) {
            TestHost room(2);
            const auto code = *room.host->makeJoinCode(room.campaign, {});
            const auto texter = room.texter(2);
            for (const auto& call : operatorsCalls(code, texter.caller.volunteer)) {
                const auto before = standOf(room);
                room.host->database().setFaultHook([&](qint64, const QString& sql) -> std::optional<Error> {
                    return sql.startsWith(QLatin1String(failing)) ? std::optional(Error{ErrorCode::DiskFull, {}})
                                                                  : std::nullopt;
                });
                const auto failed = call.make(room);
                room.host->database().setFaultHook({});
                QVERIFY2(!failed, call.kind);
                QCOMPARE(failed.error().code, ErrorCode::DiskFull);
                QCOMPARE(standOf(room), before);
                room.clock.advance(Seconds{1});
                QVERIFY2(call.make(room), call.kind);
                QVERIFY2(standOf(room) != before, call.kind);
            }
            QVERIFY(checkAudit(exported(*room.host, u"audit.jsonl"_s)).isSound());
        }
    }

    void whatTheOperatorDidToNobodyLeavesNoEntry()
    {
        TestHost room(2);
        const auto before = standOf(room);
        QBuffer csv;
        csv.setData("First Name,Phone\nIda,+19175550100\n");
        csv.open(QIODevice::ReadOnly);
        QCOMPARE(room.host->importContacts(CampaignId{u"none"_s}, csv).error().code, ErrorCode::NotFound);
        QCOMPARE(room.host->makeJoinCode(CampaignId{u"none"_s}, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(room.host->endJoinCode(u"AAAA-AAAA-AAAA"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(room.host->endSessions(u"none"_s, {}).error().code, ErrorCode::NotFound);
        const auto taken = wire::compact(wire::write(TestHost::document(room.campaign.value, u"Somebody else"_s)));
        QCOMPARE(room.host->importCampaign(taken).error().code, ErrorCode::Conflict);
        QCOMPARE(standOf(room), before);
    }

    void aDiskThatCannotBeReadIsNotTakenForNothingThere()
    {
        TestHost room(2);
        const auto code = *room.host->makeJoinCode(room.campaign, {});
        const auto texter = room.texter(2);
        for (const auto& call : operatorsCalls(code, texter.caller.volunteer)) {
            room.host->database().setFaultHook([](qint64, const QString& sql) -> std::optional<Error> {
                return sql.startsWith(u"SELECT"_s) ? std::optional(Error{ErrorCode::Io, {}}) : std::nullopt;
            });
            const auto failed = call.make(room);
            room.host->database().setFaultHook({});
            QVERIFY2(!failed, call.kind);
            QCOMPARE(failed.error().code, ErrorCode::Io);
        }
    }

    void eachOrganisationsRecordHoldsWhatWasDoneToIt()
    {
        TestHost room(2);
        const auto elsewhere = room.addCampaign(u"campaign-2"_s, u"Friends of the Library"_s);
        room.addPeople(elsewhere, 3);
        const auto imports = noted(*room.host, {u"contacts.imported"_s});
        QCOMPARE(imports.size(), 2);
        QVERIFY(imports[0].log != imports[1].log);
        const auto staff = room.join(elsewhere, Role::Staff);
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        QVERIFY(room.host->exportFor(staff, u"audit.jsonl"_s, out));
        QVERIFY(checkAudit(out.data()).isSound());
        QCOMPARE(out.data().count("contacts.imported"), 1);
        QVERIFY(!out.data().contains(room.campaign.value.toUtf8()));
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

    void whatWasApprovedAfterTheLastWordMayOvertakeIt()
    {
        TestHost room;
        auto texter = room.texter(3);
        auto last = said(3, 0, 0, CheckpointReason::SignOut);
        last.at = room.clock.now();
        room.clock.advance(Seconds{2});
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts[0]));
        QCOMPARE(pushed(room, texter.caller, last), QString());
    }

    void whatAnEarlierLogStoppedIsNotMissedInTheNext()
    {
        TestHost room;
        const auto texter = room.texter(3);
        auto earlier = said(6, 0, 1); // Approved, not yet gone; then stopped, and the laptop wiped.
        earlier.unsettled = 1;
        QCOMPARE(pushed(room, texter.caller, earlier), QString());
        auto next = said(3, 0, 0);
        next.log = u"log-2"_s;
        QCOMPARE(pushed(room, texter.caller, next), QString());
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
    void noCellOfTheAuditRunsInASpreadsheet()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        command.id.value = u"=HYPERLINK(\"http://example.org\",\"all\")"_s;
        command.campaign.value = u"@SUM(A1)"_s;
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::NotFound);
        QBuffer csv;
        csv.setData(exported(*room.host, u"audit"_s));
        csv.open(QIODevice::ReadOnly);
        Csv reader(csv);
        auto kept = 0;
        while (const auto row = *reader.next()) {
            for (const auto& cell : row->cells) {
                QVERIFY2(cell.isEmpty() || !u"=+-@"_s.contains(cell.front()), qPrintable(cell));
                kept += cell == u'\'' + command.id.value ? 1 : 0;
            }
        }
        QCOMPARE(kept, 1);
        QVERIFY(exported(*room.host, u"audit.jsonl"_s).contains("\"=HYPERLINK"));
    }
};

QTEST_GUILESS_MAIN(tst_HostAudit)
#include "tst_HostAudit.moc"
