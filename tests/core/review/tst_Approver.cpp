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
};

namespace {
ShownText first(int contact, const QString& text = u"Hi Ana, will you vote?"_s)
{
    return {build::contactId(contact), SendKind::FirstMessage, text, {u"step-1"_s}, true};
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
    const auto left = f.approver->approve(f.press(), first(0, u"Hi {firstName}, will you vote?"_s));
    QVERIFY(!left && left.error().code == ErrorCode::Blocked);
    QVERIFY(f.approver->lastVerdict().allowed());
    QCOMPARE(f.store().outboxCounts().open(), 0);
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
    const auto approved = f.approver->approve(f.press(), first(0));
    QVERIFY(!approved && approved.error().code == ErrorCode::Blocked);
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

QTEST_GUILESS_MAIN(tst_Approver)
#include "tst_Approver.moc"
