#include "core/store/Store.h"

#include "core/audit/AuditCheck.h"
#include "core/audit/AuditCheckpoint.h"
#include "core/store/AuditRows.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QStringList kindsOf(Store& store)
{
    QStringList kinds;
    const auto page = store.auditPage(0, 10'000);
    for (const auto& record : page.value_or({})) {
        kinds.append(record.entry.kind);
    }
    return kinds;
}

AuditRecord lastOf(Store& store)
{
    const auto page = store.auditPage(store.headOfChain().count - 1, 1);
    return page && !page->isEmpty() ? page->constFirst() : AuditRecord{};
}

QByteArray exported(Store& store)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    return store.exportAudit(out) ? out.data() : QByteArray();
}

QList<AuditCheckpointPayload> sentUp(Store& store)
{
    QList<AuditCheckpointPayload> sent;
    const auto due = store.due(1000);
    for (const auto& row : due.value_or({})) {
        if (const auto* checkpoint = std::get_if<AuditCheckpointPayload>(&row.command.payload)) {
            sent.append(*checkpoint);
        }
    }
    return sent;
}

/// That of volunteer v-1 on device d-1, with a batch.
std::unique_ptr<Store> volunteersStore(TempStore& temp, int contacts)
{
    auto opened = Store::open({temp.folder() + u"/volunteers.db"_s, SecretKey(temp.key()), &TempStore::read,
                               DeviceId{u"d-1"_s}, VolunteerId{u"v-1"_s}},
                              temp.clock(), temp.random());
    if (!opened || !(*opened)->applyCampaign(build::campaign()) ||
        !(*opened)->applyLease(build::batch(temp.clock().now(), contacts))) {
        qFatal("the volunteer's store takes no batch");
    }
    return std::move(*opened);
}

QString sha256(const QString& text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace

class tst_StoreRecord : public QObject
{
    Q_OBJECT

private slots:
    void anApprovalIsRecordedWithItsEvidence()
    {
        TempStore temp;
        temp.fill(3);
        ApprovalMaker person(temp.store(), temp.clock(), temp.random());
        const auto before = temp->headOfChain();
        const auto id = person.first(build::contactId(0));
        QVERIFY(id);
        const auto record = lastOf(*temp);
        QCOMPARE(record.entry.kind, u"send.approved"_s);
        QCOMPARE(temp->headOfChain().count, before.count + 1);
        QCOMPARE(auditHash(before.hash, record.entry), temp->headOfChain().hash);
        const auto sent = std::get<SendPayload>((*temp->outboxRow(*id))->command.payload);
        const auto& facts = record.entry.facts;
        QCOMPARE(facts.value(u"command"_s), id->value);
        QCOMPARE(facts.value(u"contact"_s), build::contactId(0).value);
        QCOMPARE(facts.value(u"textSha256"_s), QString::fromLatin1(sent.textSha256.toHex()));
        QCOMPARE(facts.value(u"policy"_s), sent.policyVersion);
        QCOMPARE(facts.value(u"cursor"_s), sent.cursor);
        QCOMPARE(facts.value(u"gate"_s), u"allowed"_s);
    }

    void whoPressedHowAndForWhatIsInTheEntryOfEachApproval()
    {
        TempStore temp;
        const auto store = volunteersStore(temp, 6);
        Approver approver(*store, temp.clock(), temp.random());
        approver.setClockOffset(Millis{0});
        struct Row
        {
            InputKind input;
            const char* name;
            const char* text;
            bool edited;
        };
        quint64 serial = 0;
        for (const auto& row : {Row{InputKind::Click, "click", "Hi Ana, will you vote?", true},
                                Row{InputKind::Key, "key", "Hi Ben, will you vote?", false},
                                Row{InputKind::Assistive, "assistive", "Hi Carla, will you vote?", true}}) {
            temp.clock().advance(Seconds(7));
            const auto contact = build::contactId(static_cast<int>(serial));
            auto campaign = build::campaign();
            campaign.version = u"version-%1"_s.arg(serial);
            campaign.policy.version = u"policy-%1"_s.arg(serial);
            QVERIFY(store->applyCampaign(campaign));
            QVERIFY(store->applyChanges(build::page({}, u"cursor-%1"_s.arg(serial))));
            const auto text = QString::fromUtf8(row.text);
            const StepId step{u"step-1"_s};
            const auto id =
                approver.approve({++serial, row.input}, {contact, SendKind::FirstMessage, text, step, row.edited});
            QVERIFY(id);
            const auto entry = lastOf(*store).entry;
            QCOMPARE(entry.kind, u"send.approved"_s);
            QCOMPARE(entry.at, temp.clock().now());
            const auto verdict = approver.lastVerdict();
            QVERIFY(!verdict.zones.isEmpty() && verdict.sendBefore > temp.clock().now());
            QCOMPARE(entry.facts, (AuditFacts{{u"by"_s, u"v-1"_s},
                                              {u"command"_s, id->value},
                                              {u"campaign"_s, build::campaignId().value},
                                              {u"contact"_s, contact.value},
                                              {u"send"_s, u"first"_s},
                                              {u"input"_s, QLatin1String(row.name)},
                                              {u"approvedAt"_s, toRfc3339(temp.clock().now())},
                                              {u"textSha256"_s, sha256(text)},
                                              {u"edited"_s, row.edited ? u"yes"_s : u"no"_s},
                                              {u"step"_s, u"step-1"_s},
                                              {u"policy"_s, campaign.policy.version},
                                              {u"gate"_s, u"allowed"_s},
                                              {u"zones"_s, verdict.zones.join(u' ')},
                                              {u"cursor"_s, u"cursor-%1"_s.arg(serial - 1)},
                                              {u"sendBefore"_s, toRfc3339(verdict.sendBefore)}}));
        }
    }

    void whoPressedInVainIsInTheEntryOfEachRefusal()
    {
        TempStore temp;
        const auto store = volunteersStore(temp, 3);
        Approver approver(*store, temp.clock(), temp.random());
        approver.setClockOffset(Millis{0});
        QVERIFY(store->applyChanges(build::page({CampaignPaused{build::campaignId(), u"lunch"_s}}, u"cursor-9"_s)));
        const auto text = u"Hi Ana, will you vote?"_s;
        temp.clock().advance(Seconds(7));
        QVERIFY(
            !approver.approve({1, InputKind::Click}, {build::contactId(0), SendKind::FirstMessage, text, {}, false}));
        const auto entry = lastOf(*store).entry;
        QCOMPARE(entry.kind, u"press.refused"_s);
        QCOMPARE(entry.at, temp.clock().now());
        QCOMPARE(entry.facts, (AuditFacts{{u"by"_s, u"v-1"_s},
                                          {u"contact"_s, build::contactId(0).value},
                                          {u"send"_s, u"first"_s},
                                          {u"input"_s, u"click"_s},
                                          {u"textSha256"_s, sha256(text)},
                                          {u"edited"_s, u"no"_s},
                                          {u"policy"_s, u"policy-1"_s},
                                          {u"cursor"_s, u"cursor-9"_s},
                                          {u"reason"_s, u"paused"_s}}));
        QVERIFY(!exported(*store).contains("Ana"));
    }

    void optOutsAndRefusalsAreRecorded()
    {
        TempStore temp;
        temp.fill(6);
        ApprovalMaker person(temp.store(), temp.clock(), temp.random());
        const auto refused = *person.first(build::contactId(0));
        const auto expired = *person.first(build::contactId(1));
        const auto undone = *person.first(build::contactId(2));
        QVERIFY(temp->claim({refused}));
        Problem paused;
        paused.type = ProblemType::Paused;
        Problem late;
        late.type = ProblemType::OutsideWindow;
        late.detail = u"gate expired"_s;
        QVERIFY(temp->resolve({{refused, OutboxEvent::Refuse, paused, {}}, {expired, OutboxEvent::Expire, late, {}}}));
        QVERIFY(*temp->cancelSend(undone));
        QVERIFY(temp->record(build::command(build::contactId(3), OptOutPayload{}, temp.clock().now(), temp.random())));
        QVERIFY(temp->applyChanges(
            build::page({build::reply(build::contactId(4), u"stop"_s, temp.clock().now(), u"m-1"_s),
                         build::reply(build::contactId(5), u"can't stop"_s, temp.clock().now(), u"m-2"_s)},
                        u"c-1"_s)));
        QVERIFY(temp->notAnOptOut(build::contactId(5)));
        QVERIFY(temp->noteRefusedPress(build::contactId(5), SendPayload{}, u"outside-window"_s));
        const auto kinds = kindsOf(*temp);
        for (const auto* kind : {"send.refused", "send.expired", "send.cancelled", "optout.recorded", "optout.asked",
                                 "optout.denied", "press.refused"}) {
            QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
        }
        const auto page = *temp->auditPage(0, 1000);
        for (const auto& record : page) {
            if (record.entry.kind == u"send.expired"_s) {
                QCOMPARE(record.entry.facts.value(u"by"_s), u"gate"_s);
                QCOMPARE(record.entry.facts.value(u"gate"_s), u"expired"_s);
            }
            if (record.entry.kind == u"optout.recorded"_s && record.entry.facts.value(u"source"_s) == u"reply"_s) {
                QCOMPARE(record.entry.facts.value(u"reading"_s), u"certain"_s);
                QCOMPARE(record.hidden.value(u"words"_s), u"stop"_s);
                QCOMPARE(record.entry.facts.value(u"hidden"_s),
                         QString::fromLatin1(auditCommitment(record.salt, record.hidden).toHex()));
            }
        }
    }

    void whatStaffDoIsRecordedOnce()
    {
        TempStore temp;
        temp.fill(3);
        const QList<Change> staff{CampaignPaused{build::campaignId(), u"Jo asked for lunch"_s},
                                  VolunteerFrozen{true, {}},
                                  StaffMessage{u"s-1"_s, u"Jo"_s, u"Well done"_s, temp.clock().now()},
                                  ContactUnassigned{build::contactId(2), {}},
                                  CampaignResumed{build::campaignId()},
                                  SessionRevoked{{}}};
        QVERIFY(temp->applyChanges(build::page(staff, u"c-1"_s)));
        const auto once = kindsOf(*temp);
        for (const auto* kind : {"campaign.paused", "volunteer.frozen", "staff.said", "contact.unassigned",
                                 "campaign.resumed", "session.revoked"}) {
            QCOMPARE(once.count(QLatin1String(kind)), 1);
        }
        QVERIFY(!exported(*temp).contains("lunch"));
    }

    void whoOfStaffSpokeIsKeptWhereTheGatewaySaysIt()
    {
        TempStore temp;
        temp.fill(3);
        QVERIFY(temp->record(
            build::command(build::contactId(1), EscalatePayload{u"angry"_s}, temp.clock().now(), temp.random())));
        const auto before = temp->headOfChain().count;
        const QList<Change> staff{StaffMessage{u"s-1"_s, u"Jo Marlowe"_s, u"Well done"_s, temp.clock().now()},
                                  StaffMessage{u"s-2"_s, {}, u"Lunch"_s, temp.clock().now()},
                                  EscalationAnswered{build::contactId(1), u"Max Orlov"_s, u"Mine now"_s}};
        QVERIFY(temp->applyChanges(build::page(staff, u"c-1"_s)));
        const auto page = *temp->auditPage(before, 10);
        QCOMPARE(page.size(), 3);
        // A name is nothing that an export may hand on: it stays here, and the entry commits to it.
        const QList<AuditFacts> facts{
            {{u"message"_s, u"s-1"_s}}, {{u"message"_s, u"s-2"_s}}, {{u"contact"_s, build::contactId(1).value}}};
        const QStringList names{u"Jo Marlowe"_s, {}, u"Max Orlov"_s};
        for (qsizetype i = 0; i < page.size(); ++i) {
            QCOMPARE(page[i].entry.kind, i == 2 ? u"escalation.answered"_s : u"staff.said"_s);
            QCOMPARE(page[i].hidden.value(u"from"_s), names[i]);
            auto told = page[i].entry.facts;
            const auto hidden = told.take(u"hidden"_s);
            QCOMPARE(told, facts[i]);
            QCOMPARE(hidden, names[i].isEmpty()
                                 ? QString()
                                 : QString::fromLatin1(auditCommitment(page[i].salt, page[i].hidden).toHex()));
        }
        QVERIFY(!exported(*temp).contains("Marlowe") && !exported(*temp).contains("Orlov"));
    }

    void theRecordIsOnlyAddedTo()
    {
        TempStore temp;
        temp.fill(1);
        auto& database = temp->database();
        QVERIFY(!database.run(u"UPDATE audit SET body = x'00'"_s));
        QVERIFY(!database.run(u"DELETE FROM audit"_s));
        QVERIFY(!database.run(u"DELETE FROM audit_log"_s));
        QVERIFY(!database.run(u"UPDATE audit_log SET id = 'x'"_s));
        QVERIFY(!database.run(u"INSERT INTO audit (number, body) VALUES (100, x'00')"_s));
        QVERIFY(!database.run(u"INSERT OR REPLACE INTO audit (number, body) VALUES (1, x'00')"_s));
        QVERIFY(checkAudit(exported(*temp)).isSound());
    }

    void theChainGoesOnAfterARestart()
    {
        TempStore temp;
        temp.fill(3);
        const auto before = temp->headOfChain();
        temp.reopen();
        QCOMPARE(temp->headOfChain().hash, before.hash);
        ApprovalMaker person(temp.store(), temp.clock(), temp.random());
        QVERIFY(person.first(build::contactId(0)));
        const auto report = checkAudit(exported(*temp));
        QVERIFY(report.isSound());
        QCOMPARE(report.chains.first().records, before.count + 1);
        QCOMPARE(report.chains.first().log.id, before.log);
    }

    void anExportNamesNobody()
    {
        TempStore temp;
        temp.fill(4);
        ApprovalMaker person(temp.store(), temp.clock(), temp.random());
        const auto id = person.first(build::contactId(0));
        QVERIFY(temp->record(build::command(build::contactId(1), NotePayload{{u"n-1"_s}, u"Asks for Wanda"_s},
                                            temp.clock().now(), temp.random())));
        QVERIFY(temp->record(build::command(build::contactId(1), AnswerPayload{{u"step-1"_s}, u"Undecided"_s},
                                            temp.clock().now(), temp.random())));
        QVERIFY(temp->record(build::command(build::contactId(2),
                                            OptOutPayload{OptOutSource::Volunteer, u"wants none"_s, {}},
                                            temp.clock().now(), temp.random())));
        const auto file = exported(*temp);
        for (int i = 0; i < 4; ++i) {
            const auto* contact = temp->contact(build::contactId(i));
            QVERIFY(!file.contains(contact->contact.phone.e164().toUtf8()));
            QVERIFY(!file.contains(contact->contact.firstName.toUtf8()));
        }
        const auto text = std::get<SendPayload>((*temp->outboxRow(*id))->command.payload).text;
        for (const auto& words : {text, u"Wanda"_s, u"Undecided"_s, u"wants none"_s}) {
            QVERIFY(!file.contains(words.toUtf8()));
        }
    }

    void whereNoGatewayTakesTheRecordItIsKeptHereAlone()
    {
        TempStore temp;
        auto opened = Store::open({temp.folder() + u"/signed.db"_s, SecretKey(temp.key()), &TempStore::read,
                                   DeviceId{u"d-1"_s}, VolunteerId{u"v-1"_s}},
                                  temp.clock(), temp.random());
        QVERIFY(opened);
        auto& store = **opened;
        auto silent = build::campaign();
        silent.missing = {Ability::Record};
        QVERIFY(store.applyCampaign(silent));
        QVERIFY(store.applyLease(build::batch(temp.clock().now(), 60)));
        ApprovalMaker person(store, temp.clock(), temp.random());
        for (int i = 0; i < 55; ++i) {
            QVERIFY(person.first(build::contactId(i)));
        }
        QVERIFY(!*store.signRecord(CheckpointReason::SignOut));
        QVERIFY(sentUp(store).isEmpty());
        QVERIFY(store.headOfChain().count > 55);
        const auto report = checkAudit(exported(store));
        QVERIFY(report.isSound() && report.chains.first().isEndSigned);
        // Of several campaigns one that takes it is enough, and it goes there.
        auto other = build::campaign();
        other.id = {u"campaign-9"_s};
        QVERIFY(store.applyCampaign(other)); // Due long since.
        const auto due = store.due(1000);
        for (const auto& row : *due) {
            if (std::holds_alternative<AuditCheckpointPayload>(row.command.payload)) {
                QCOMPARE(row.command.campaign, other.id);
            }
        }
        QCOMPARE(sentUp(store).size(), 1);
    }

    void noCheckpointOvertakesTheOneItFollows()
    {
        TempStore temp;
        const auto volunteers = volunteersStore(temp, 5);
        auto& store = *volunteers;
        ApprovalMaker person(store, temp.clock(), temp.random());
        QVERIFY(person.first(build::contactId(0)));
        QVERIFY(*store.signRecord(CheckpointReason::BatchEnd));
        const auto firstOnes = sentUp(store).size();
        QVERIFY(firstOnes > 0);
        const auto due = store.due(1000);
        for (const auto& row : *due) {
            QVERIFY(store.claim({row.command.id}));
            const auto isRecord = std::holds_alternative<AuditCheckpointPayload>(row.command.payload);
            const auto later = isRecord ? std::optional(temp.clock().now() + Seconds(60)) : std::nullopt;
            QVERIFY(
                store.resolve({{row.command.id, isRecord ? OutboxEvent::NeverLeft : OutboxEvent::Accept, {}, later}}));
        }
        QVERIFY(person.first(build::contactId(1)));
        QVERIFY(*store.signRecord(CheckpointReason::SignOut));
        QVERIFY(sentUp(store).isEmpty()); // The text alone may go.
        QCOMPARE(store.due(1000)->size(), 1);
        temp.clock().advance(Seconds(61));
        const auto sent = sentUp(store);
        QCOMPARE(sent.size(), firstOnes + 1);
        QCOMPARE(sent.constLast().previousCount, sent.at(sent.size() - 2).count);
    }

    void aDeviceSignsEveryFiftyEntriesAndWhenAsked()
    {
        TempStore temp;
        auto opened = Store::open({temp.folder() + u"/signed.db"_s, SecretKey(temp.key()), &TempStore::read,
                                   DeviceId{u"d-1"_s}, VolunteerId{u"v-1"_s}},
                                  temp.clock(), temp.random());
        QVERIFY(opened);
        auto& store = **opened;
        QVERIFY(store.applyCampaign(build::campaign()));
        QVERIFY(store.applyLease(build::batch(temp.clock().now(), 60)));
        const auto atFirst = sentUp(store).size();
        ApprovalMaker person(store, temp.clock(), temp.random());
        for (int i = 0; i < 55; ++i) {
            QVERIFY(person.first(build::contactId(i)));
        }
        const auto sent = sentUp(store);
        QCOMPARE(sent.size(), atFirst + 1);
        const auto& last = sent.constLast();
        QCOMPARE(last.reason, CheckpointReason::Periodic);
        QVERIFY(isSigned(last, DeviceId{u"d-1"_s}));
        QVERIFY(!isSigned(last, DeviceId{u"d-2"_s}));
        QCOMPARE(last.approvals - last.unsettled, 0);
        QCOMPARE(store.outboxCounts().open(), 55); // What the volunteer did, and no more.
        QVERIFY(*store.signRecord(CheckpointReason::SignOut));
        QVERIFY(!*store.signRecord(CheckpointReason::SignOut)); // Nothing new.
        const auto report = checkAudit(exported(store));
        QVERIFY(report.isSound());
        QVERIFY(report.chains.first().isEndSigned);
        QCOMPARE(report.chains.first().checkpoints, sentUp(store).size());
        QCOMPARE(report.chains.first().log.owner, u"d-1"_s);
    }
};

QTEST_GUILESS_MAIN(tst_StoreRecord)
#include "tst_StoreRecord.moc"
