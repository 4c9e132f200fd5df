#include "core/store/AuditRows.h"
#include "tests/core/review/DeskFixture.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_Approver : public QObject
{
    Q_OBJECT
private slots:
    void keepsTheWholeEvidenceOfTheShownText();
    void onePressIsOneApproval();
    void aPressThatFailedIsUsedUp();
    void thePressNumberedZeroIsNoPress();
    void aBlockingFindingBlocks();
    void theGateBlocks_data();
    void theGateBlocks();
    void aHoldKeepsTheTextBack();
    void aRefusedCommitLeavesEverythingAsItWas();
    void aRevokedSessionSendsNothing();
    void aPressThatIsUsedAgainIsRecordedAsRefused();
    void aPressOnNobodyIsRecordedAsRefused();
    void aTextThatIsNotAsItLeavesIsRecordedAsRefused();
    void aPressThatMetAnotherCardIsRecordedAsRefused();
    void aPressThatMetAnotherDraftIsRecordedAsRefused();
};

namespace {
ShownText first(int contact, const QString& text = u"Hi Ana, will you vote?"_s)
{
    return {build::contactId(contact), SendKind::FirstMessage, text, {u"step-1"_s}, true};
}

/// The entries behind number `after`, without what was not about a press.
QList<AuditEntry> pressesAfter(DeskFixture& f, qint64 after)
{
    QList<AuditEntry> entries;
    const auto page = f.store().auditPage(after, 1000);
    for (const auto& record : page.value_or({})) {
        if (record.entry.kind == u"press.refused"_s || record.entry.kind == u"send.approved"_s)
            entries.append(record.entry);
    }
    return entries;
}

AuditFacts refusal(const ShownText& shown, const QString& reason, const QString& cursor, const char* input = "key",
                   const char* policy = "policy-1")
{
    const auto hash = QCryptographicHash::hash(shown.text.toUtf8(), QCryptographicHash::Sha256).toHex();
    return {{u"by"_s, {}}, // The fixture's store is nobody's.
            {u"contact"_s, shown.contact.value},
            {u"send"_s, shown.kind == SendKind::FirstMessage ? u"first"_s : u"reply"_s},
            {u"input"_s, QLatin1String(input)},
            {u"textSha256"_s, QString::fromLatin1(hash)},
            {u"edited"_s, shown.edited ? u"yes"_s : u"no"_s},
            {u"policy"_s, QLatin1String(policy)},
            {u"cursor"_s, cursor},
            {u"reason"_s, reason}};
}
} // namespace

void tst_Approver::keepsTheWholeEvidenceOfTheShownText()
{
    DeskFixture f;
    const QString text = u"Hi Ana — ¿votarás? 🙂"_s;
    const auto approved = f.approver->approve({7, InputKind::Click}, first(0, text));
    QVERIFY(approved);
    const auto row = f.store().outboxRow(*approved);
    QVERIFY(row && *row);
    const auto& send = std::get<SendPayload>((*row)->command.payload);
    QCOMPARE(send.text, text);
    QCOMPARE(send.textSha256, QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256));
    QVERIFY(send.kind == SendKind::FirstMessage && send.input == InputKind::Click && send.edited);
    QCOMPARE(send.step.value, u"step-1"_s);
    QCOMPARE(send.leaseToken, u"fence-1"_s);
    QCOMPARE(send.policyVersion, u"policy-1"_s);
    QCOMPARE(send.cursor, f.store().cursor());
    QCOMPARE(toMs(send.approvedAt), toMs(f.temp.clock().now()));
    QCOMPARE(toMs(send.sendBefore), toMs(f.approver->lastVerdict().sendBefore));
    QVERIFY(send.sendBefore > f.temp.clock().now());
    QVERIFY((*row)->state == OutboxState::Pending);
}

void tst_Approver::onePressIsOneApproval()
{
    DeskFixture f;
    const Press press{3, InputKind::Key};
    QVERIFY(f.approver->approve(press, first(0)));
    const auto again = f.approver->approve(press, first(1));
    QVERIFY(!again && again.error().code == ErrorCode::Conflict);
    const auto older = f.approver->approve({2, InputKind::Key}, first(1));
    QVERIFY(!older && older.error().code == ErrorCode::Conflict);
    QCOMPARE(f.store().figures().firstSent, 1);
}

void tst_Approver::aPressThatFailedIsUsedUp()
{
    DeskFixture f;
    const Press press{1, InputKind::Key};
    QVERIFY(!f.approver->approve(press, first(0, u""_s)));
    QVERIFY(!f.approver->approve(press, first(0)));
    QCOMPARE(f.store().figures().firstSent, 0);
}

void tst_Approver::thePressNumberedZeroIsNoPress()
{
    DeskFixture f;
    QVERIFY(!f.approver->approve({0, InputKind::Key}, first(0)));
    QCOMPARE(f.store().outboxCounts().open(), 0);
}

void tst_Approver::aBlockingFindingBlocks()
{
    DeskFixture f;
    const qint64 before = f.store().headOfChain().count;
    const auto left = f.approver->approve(f.press(), first(0, u"Hi {firstName}, will you vote?"_s));
    QVERIFY(!left && left.error().code == ErrorCode::Blocked);
    QVERIFY(f.approver->lastVerdict().allowed());
    QCOMPARE(f.store().outboxCounts().open(), 0);
    const auto entries = pressesAfter(f, before);
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].facts,
             refusal(first(0, u"Hi {firstName}, will you vote?"_s), u"check of the text"_s, f.store().cursor()));
}

void tst_Approver::theGateBlocks_data()
{
    QTest::addColumn<int>("reason");
    for (const GateReason reason :
         {GateReason::OptedOut, GateReason::Paused, GateReason::Frozen, GateReason::Unregistered,
          GateReason::ClockWrong, GateReason::OutsideWindow, GateReason::NotAssigned, GateReason::WrongNumber,
          GateReason::Escalated, GateReason::AlreadyTexted})
        QTest::addRow("reason %d", static_cast<int>(reason)) << static_cast<int>(reason);
}

void tst_Approver::theGateBlocks()
{
    QFETCH(int, reason);
    DeskFixture f;
    Campaign campaign = build::campaign();
    campaign.version = u"2"_s;
    const auto record = [&](CommandPayload payload) {
        return f.store()
            .record(build::command(f.id(0), std::move(payload), f.temp.clock().now(), f.temp.random()))
            .has_value();
    };
    switch (static_cast<GateReason>(reason)) {
    case GateReason::OptedOut:
        QVERIFY(f.apply(OptOutAdded{build::phone(0), {}, OptOutSource::Staff, {}, f.temp.clock().now()}));
        break;
    case GateReason::Paused:
        QVERIFY(f.apply(CampaignPaused{build::campaignId(), u"lunch"_s}));
        break;
    case GateReason::Frozen:
        QVERIFY(f.apply(VolunteerFrozen{true, {}}));
        break;
    case GateReason::Unregistered:
        campaign.registration = Registration::Unregistered;
        QVERIFY(f.campaignIs(campaign));
        break;
    case GateReason::ClockWrong:
        f.approver->setClockOffset(std::chrono::hours(1));
        break;
    case GateReason::OutsideWindow:
        f.temp.clock().advance(std::chrono::hours(10));
        break;
    case GateReason::NotAssigned:
        QVERIFY(f.apply(ContactUnassigned{f.id(0), {}}));
        break;
    case GateReason::WrongNumber:
        QVERIFY(record(WrongNumberPayload{}));
        break;
    case GateReason::Escalated:
        QVERIFY(record(EscalatePayload{u"angry"_s}));
        break;
    default:
        QVERIFY(f.approver->approve(f.press(), first(0)));
        break;
    }
    const int open = f.store().outboxCounts().sendsOpen;
    const qint64 before = f.store().headOfChain().count;
    const auto approved = f.approver->approve(f.press(), first(0));
    QVERIFY(!approved && approved.error().code == ErrorCode::Blocked);
    const auto page = f.store().auditPage(before, 10);
    QVERIFY(page);
    QCOMPARE(page->size(), 1);
    const AuditEntry& entry = page->constLast().entry;
    QCOMPARE(entry.kind, u"press.refused"_s);
    QCOMPARE(entry.at, f.temp.clock().now());
    QCOMPARE(entry.facts, refusal(first(0), gateReasonName(static_cast<GateReason>(reason)), f.store().cursor()));
    QCOMPARE(static_cast<int>(f.approver->lastVerdict().reason), reason);
    QCOMPARE(f.store().outboxCounts().sendsOpen, open);
}

void tst_Approver::aHoldKeepsTheTextBack()
{
    DeskFixture f;
    QVERIFY(f.hold(10));
    QVERIFY(f.approver->approve(f.press(), first(0)));
    QCOMPARE(f.store().outboxCounts().held, 1);
    QVERIFY(f.store().due(10)->isEmpty());
    f.temp.clock().advance(Seconds(10));
    QCOMPARE(f.store().due(10)->size(), 1);
}

void tst_Approver::aRefusedCommitLeavesEverythingAsItWas()
{
    DeskFixture f;
    f.store().database().setFaultHook([](qint64, const QString& sql) {
        return sql.startsWith(u"COMMIT"_s) ? std::optional(Error{ErrorCode::DiskFull, {}}) : std::nullopt;
    });
    const ShiftFigures before = f.store().figures();
    const auto failed = f.approver->approve(f.press(), first(0));
    QVERIFY(!failed && failed.error().code == ErrorCode::DiskFull);
    QVERIFY(f.store().figures() == before);
    QVERIFY(f.store().contact(f.id(0))->stage == ContactStage::NeedsFirstMessage);
    f.store().database().setFaultHook({});
    QVERIFY(f.approver->approve(f.press(), first(0)));
    QCOMPARE(f.store().figures().firstSent, 1);
}

void tst_Approver::aRevokedSessionSendsNothing()
{
    DeskFixture f;
    QVERIFY(f.apply(SessionRevoked{u"signed out elsewhere"_s}));
    QVERIFY(!f.approver->approve(f.press(), first(0)));
    QCOMPARE(f.store().outboxCounts().open(), 0);
}

void tst_Approver::aPressThatIsUsedAgainIsRecordedAsRefused()
{
    DeskFixture f;
    const qint64 before = f.store().headOfChain().count;
    QVERIFY(f.approver->approve({3, InputKind::Click}, first(0)));
    QVERIFY(!f.approver->approve({3, InputKind::Click}, first(1)));
    const auto entries = pressesAfter(f, before);
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0].kind, u"send.approved"_s);
    QCOMPARE(entries[1].kind, u"press.refused"_s);
    QCOMPARE(entries[1].facts, refusal(first(1), u"press used already"_s, f.store().cursor(), "click"));
}

void tst_Approver::aPressOnNobodyIsRecordedAsRefused()
{
    DeskFixture f;
    const qint64 before = f.store().headOfChain().count;
    const auto refused = f.approver->approve(f.press(), first(77));
    QVERIFY(!refused && refused.error().code == ErrorCode::NotFound);
    const auto entries = pressesAfter(f, before);
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].facts, refusal(first(77), u"no such contact"_s, f.store().cursor(), "key", ""));
}

void tst_Approver::aTextThatIsNotAsItLeavesIsRecordedAsRefused()
{
    DeskFixture f;
    Campaign campaign = build::campaign();
    campaign.version = u"2"_s;
    campaign.cleaning = TextCleaning::SpokeTypography;
    QVERIFY(f.campaignIs(campaign));
    const qint64 before = f.store().headOfChain().count;
    const auto shown = first(0, u"Hi Ana, you\u2019ll vote?"_s);
    const auto refused = f.approver->approve(f.press(), shown);
    QVERIFY(!refused && refused.error().code == ErrorCode::Blocked);
    const auto entries = pressesAfter(f, before);
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].facts, refusal(shown, u"text not as it leaves"_s, f.store().cursor()));
}

void tst_Approver::aPressThatMetAnotherCardIsRecordedAsRefused()
{
    DeskFixture f;
    const ContactId shown = f.shown();
    const QString text = f.desk->card()->text;
    const qint64 before = f.store().headOfChain().count;
    // Another contact than the card's, then another text.
    QVERIFY(!f.desk->approve(f.press(), f.id(3), text));
    QVERIFY(!f.desk->approve({++f.serial, InputKind::Assistive}, shown, u"Something else"_s));
    f.desk->edit(text + u" Thanks!"_s);
    QVERIFY(!f.desk->approve(f.press(), shown, text));
    const auto entries = pressesAfter(f, before);
    QCOMPARE(entries.size(), 3);
    const QString why = u"not what was shown"_s;
    const auto cursor = f.store().cursor();
    QCOMPARE(entries[0].facts, refusal({f.id(3), SendKind::FirstMessage, text, {}, false}, why, cursor));
    QCOMPARE(entries[1].facts,
             refusal({shown, SendKind::FirstMessage, u"Something else"_s, {}, false}, why, cursor, "assistive"));
    QCOMPARE(entries[2].facts, refusal({shown, SendKind::FirstMessage, text, {}, true}, why, cursor));
    QCOMPARE(f.store().outboxCounts().open(), 0);
}

void tst_Approver::aPressThatMetAnotherDraftIsRecordedAsRefused()
{
    DeskFixture f;
    f.sendFirst(2);
    QVERIFY(f.reply(0, u"who is this?"_s));
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"It is Robin."_s);
    const qint64 before = f.store().headOfChain().count;
    QVERIFY(!f.inbox->approve(f.press(), f.id(0), u"It is somebody else."_s));
    QVERIFY(!f.inbox->approve(f.press(), f.id(1), u"It is Robin."_s));
    const auto entries = pressesAfter(f, before);
    QCOMPARE(entries.size(), 2);
    const auto cursor = f.store().cursor();
    QCOMPARE(entries[0].facts,
             refusal({f.id(0), SendKind::Reply, u"It is somebody else."_s, {}, true}, u"not what was shown"_s, cursor));
    QCOMPARE(entries[1].facts,
             refusal({f.id(1), SendKind::Reply, u"It is Robin."_s, {}, true}, u"not what was shown"_s, cursor));
    QVERIFY(f.sendDraft());
}

QTEST_GUILESS_MAIN(tst_Approver)
#include "tst_Approver.moc"
