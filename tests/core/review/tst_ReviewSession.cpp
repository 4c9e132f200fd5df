#include "tests/core/review/DeskFixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace textbank;
using Idle = ReviewSession::Idle;

class tst_ReviewSession : public QObject
{
    Q_OBJECT
private slots:
    void anEmptyProfileHasNoBatch();
    void contactsMayComeBeforeTheirScript();
    void showsTheFirstOfTheBatchMerged();
    void aCardIsInTheContactsLanguageElseTheCampaigns();
    void theNextCardIsThereBeforeApproveReturns();
    void theCardAfterIsMadeWhenTheEventLoopRuns();
    void whatIsNotOnTheDeskIsNotSent();
    void anEditedTextIsSentAsEdited();
    void theScriptsOwnWordsAreNoEdit();
    void restoreBringsTheScriptBack();
    void anEmptiedTextBlocks();
    void editsAreKeptWhenTheCardLeaves();
    void editsAreKeptOverARestart();
    void anEditIsSavedByItself();
    void anEditThatTheDiskRefusesIsNotLost();
    void skippedOnesDoNotComeBackByThemselves();
    void leavingActionsMoveOn();
    void recordingActionsStay();
    void theOnesWithoutAFirstNameArePassedOver();
    void editingABlockedCardMendsIt();
    void aNewScriptBringsBlockedOnesBack();
    void closedHoursPassOverAndOpeningBringsBack();
    void whoCanBeTextedOnlyNowComesFirst();
    void openingsAreCountedByPlaceAndTime();
    void whoIsStillToComeIsLookedAtWhenAsked();
    void aContactWhoNeverOpensStaysWhileItIsLookedAt();
    void aClockSetBackIntoTheHoursOpensTheDeskAgain();
    void hoursThatCloseOnTheCardInterrupt();
    void aCardPutThereGivesWayWhenItsHoursClose();
    void aDraftsBlankEndIsNotSent();
    void aStandingDeskIsIdleAndDoesNotFloodBlocked_data();
    void aStandingDeskIsIdleAndDoesNotFloodBlocked();
    void aLostLeaseStopsItsOwnContactsAlone();
    void optOutOnTheDeskInterrupts();
    void takenAwayOnTheDeskInterrupts();
    void anOptOutOfTheNextCardRemovesIt();
    void anOptOutElsewhereLeavesTheEditAlone();
    void aReturnedTextComesBackWithItsEdit();
    void anExpiredScriptTextComesBackAsTheScript();
    void aFailedCommitBringsTheCardBack();
    void aRefusedPressTellsTheVerdict();
    void shownByFindStaysEvenWhenBlocked();
    void wordsOfATextThatWasStoppedComeBackToItsCard();
    void showOfAnUnknownContactIsFalse();
    void undoOfASkipBringsTheCardBack();
    void progressIsTheStoresFigures();
    void paceIsOverFiveMinutes();
    void aNewBatchWakesADoneDesk();
    void doneWhenAllAreWorkedOn();
};

namespace {
Campaign campaignWith(const QString& firstText, const QString& version)
{
    Campaign campaign = build::campaign();
    campaign.version = version;
    campaign.steps[0].texts = {{u""_s, firstText}};
    return campaign;
}
} // namespace

void tst_ReviewSession::anEmptyProfileHasNoBatch()
{
    TempStore temp;
    Approver approver(temp.store(), temp.clock(), temp.random());
    UndoHistory undo(temp.store(), temp.clock(), temp.random());
    ReviewSession desk(temp.store(), approver, undo, temp.clock(), temp.random(), u"Robin"_s);
    QVERIFY(!desk.card() && !desk.next());
    QVERIFY(desk.idle() == Idle::NoBatch);
    QVERIFY(!desk.approve({1, InputKind::Key}, {}, {}));
    QVERIFY(!desk.skip());
}

void tst_ReviewSession::contactsMayComeBeforeTheirScript()
{
    TempStore temp;
    Approver approver(temp.store(), temp.clock(), temp.random());
    approver.setClockOffset(Millis{0});
    UndoHistory undo(temp.store(), temp.clock(), temp.random());
    ReviewSession desk(temp.store(), approver, undo, temp.clock(), temp.random(), u"Robin"_s);
    QVERIFY(temp->applyLease(build::batch(temp.clock().now(), 3)));
    QVERIFY(!desk.card());
    QVERIFY(desk.idle() != Idle::NoBatch);
    QVERIFY(temp->applyCampaign(build::campaign()));
    QVERIFY(desk.card() && desk.card()->sendable());
}

void tst_ReviewSession::showsTheFirstOfTheBatchMerged()
{
    DeskFixture f;
    const Card* card = f.desk->card();
    QVERIFY(card && card->sendable());
    QCOMPARE(card->record.contact.id, f.id(0));
    QCOMPARE(card->text, u"Hi Ana, will you vote for the library? Reply STOP to opt out."_s);
    QCOMPARE(card->step.value, u"step-1"_s);
    QCOMPARE(card->segments.segments, 1);
    QVERIFY(!card->edited && !card->zone.isEmpty());
    QVERIFY(f.desk->idle() == Idle::NotIdle);
    QCOMPARE(f.desk->next()->record.contact.id, f.id(1));
}

void tst_ReviewSession::aCardIsInTheContactsLanguageElseTheCampaigns()
{
    TempStore temp;
    LeasePage page = build::batch(temp.clock().now(), 4);
    const QStringList languages{u""_s, u"vi"_s, u"pt-br"_s, u"en"_s};
    for (int i = 0; i < languages.size(); ++i)
        page.contacts[i].language = languages.at(i);
    Campaign campaign = campaignWith(u"own"_s, u"2"_s);
    campaign.language = u"es"_s;
    campaign.steps.front().texts = {{u"en"_s, u"Hello"_s}, {u"es"_s, u"Hola"_s}, {u"pt-BR"_s, u"Oi"_s}};
    QVERIFY(temp->applyCampaign(campaign));
    QVERIFY(temp->applyLease(page));
    Approver approver(temp.store(), temp.clock(), temp.random());
    approver.setClockOffset(Millis{0});
    UndoHistory undo(temp.store(), temp.clock(), temp.random());
    ReviewSession desk(temp.store(), approver, undo, temp.clock(), temp.random(), u"Robin"_s);
    const QStringList expected{u"Hola"_s, u"Hola"_s, u"Oi"_s, u"Hello"_s};
    for (int i = 0; i < expected.size(); ++i) {
        QVERIFY(desk.show(build::contactId(i)));
        QCOMPARE(desk.card()->text, expected.at(i));
    }
}

void tst_ReviewSession::theNextCardIsThereBeforeApproveReturns()
{
    DeskFixture f;
    QSignalSpy changed(&*f.desk, &ReviewSession::cardChanged);
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(1));
    QCOMPARE(changed.count(), 1);
    QVERIFY(f.store().contact(f.id(0))->stage == ContactStage::Messaged);
    for (int i = 1; i < 5; ++i)
        QVERIFY(f.sendShown()); // Also without an event loop between two presses.
    QVERIFY(!f.desk->card());
    QCOMPARE(f.store().figures().firstSent, 5);
}

void tst_ReviewSession::theCardAfterIsMadeWhenTheEventLoopRuns()
{
    DeskFixture f(3);
    QVERIFY(f.sendShown());
    QCoreApplication::processEvents();
    QCOMPARE(f.desk->next()->record.contact.id, f.id(2));
    QVERIFY(f.sendShown());
    QVERIFY(!f.desk->next());
}

void tst_ReviewSession::whatIsNotOnTheDeskIsNotSent()
{
    DeskFixture f;
    const QString text = f.desk->card()->text;
    const auto other = f.desk->approve(f.press(), f.id(1), text);
    QVERIFY(!other && other.error().code == ErrorCode::Conflict);
    QVERIFY(!f.desk->approve({f.serial, InputKind::Key}, f.id(0), text)); // That press is used up.
    const auto changed = f.desk->approve(f.press(), f.id(0), text + u' ');
    QVERIFY(!changed && changed.error().code == ErrorCode::Conflict);
    QCOMPARE(f.store().outboxCounts().open(), 0);
    QCOMPARE(f.shown(), f.id(0));
}

void tst_ReviewSession::anEditedTextIsSentAsEdited()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QVERIFY(f.desk->card()->edited);
    const auto sent = f.sendShown();
    QVERIFY(sent);
    const auto row = f.store().outboxRow(*sent);
    const auto& send = std::get<SendPayload>((*row)->command.payload);
    QCOMPARE(send.text, u"Hi Ana, it is Robin."_s);
    QVERIFY(send.edited);
    QCOMPARE(send.step.value, u"step-1"_s);
    QVERIFY(f.store().draft(f.id(0))->isEmpty());
}

void tst_ReviewSession::theScriptsOwnWordsAreNoEdit()
{
    DeskFixture f;
    const QString script = f.desk->card()->text;
    f.desk->edit(script + u'!');
    QVERIFY(f.desk->card()->edited);
    f.desk->edit(script);
    QVERIFY(!f.desk->card()->edited);
}

void tst_ReviewSession::restoreBringsTheScriptBack()
{
    DeskFixture f;
    const QString script = f.desk->card()->text;
    f.desk->edit(u"Something else"_s);
    f.desk->restoreText();
    QCOMPARE(f.desk->card()->text, script);
    QVERIFY(!f.desk->card()->edited);
    f.reopen();
    QCOMPARE(f.desk->card()->text, script);
}

void tst_ReviewSession::anEmptiedTextBlocks()
{
    DeskFixture f;
    f.desk->edit({});
    QVERIFY(!f.desk->card()->sendable());
    const auto sent = f.sendShown();
    QVERIFY(!sent && sent.error().code == ErrorCode::Blocked);
    QCOMPARE(f.shown(), f.id(0));
    QVERIFY(f.desk->card()->text.isEmpty());
}

void tst_ReviewSession::editsAreKeptWhenTheCardLeaves()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QVERIFY(f.desk->show(f.id(3)));
    QCOMPARE(*f.store().draft(f.id(0)), u"Hi Ana, it is Robin."_s);
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
}

void tst_ReviewSession::editsAreKeptOverARestart()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    f.reopen();
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
    QVERIFY(f.desk->card()->edited);
}

void tst_ReviewSession::anEditIsSavedByItself()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QTRY_COMPARE(*f.store().draft(f.id(0)), u"Hi Ana, it is Robin."_s);
}

void tst_ReviewSession::anEditThatTheDiskRefusesIsNotLost()
{
    DeskFixture f;
    f.store().database().setFaultHook([](qint64, const QString& sql) {
        return sql.startsWith(u"SELECT"_s) ? std::nullopt : std::optional(Error{ErrorCode::DiskFull, {}});
    });
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QVERIFY(f.desk->show(f.id(3)));
    f.store().database().setFaultHook({});
    QVERIFY(f.desk->show(f.id(0)));
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
    f.reopen();
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
}

void tst_ReviewSession::skippedOnesDoNotComeBackByThemselves()
{
    DeskFixture f(2);
    QVERIFY(f.desk->skip());
    QVERIFY(f.sendShown());
    QVERIFY(!f.desk->card());
    f.desk->refresh();
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::Done);
    QVERIFY(f.desk->show(f.id(0)));
    QVERIFY(f.sendShown());
    QCOMPARE(f.store().figures().firstSent, 2);
}

void tst_ReviewSession::leavingActionsMoveOn()
{
    DeskFixture f(5);
    QVERIFY(f.desk->skip());
    QCOMPARE(f.shown(), f.id(1));
    QVERIFY(f.desk->wrongNumber());
    QCOMPARE(f.shown(), f.id(2));
    QVERIFY(f.desk->optOut());
    QCOMPARE(f.shown(), f.id(3));
    QVERIFY(f.desk->escalate(u"knows them"_s));
    QCOMPARE(f.shown(), f.id(4));
    QVERIFY(f.store().contact(f.id(0))->skipped && f.store().contact(f.id(1))->wrongNumber);
    QVERIFY(f.store().contact(f.id(2))->optedOut && f.store().contact(f.id(3))->escalated);
    QCOMPARE(f.store().outboxCounts().sendsOpen, 0);
    QCOMPARE(f.store().outboxCounts().optOutsOpen, 1);
    QVERIFY(f.desk->blocked().isEmpty());
}

void tst_ReviewSession::recordingActionsStay()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QSignalSpy cards(&*f.desk, &ReviewSession::cardChanged);
    QSignalSpy verdicts(&*f.desk, &ReviewSession::verdictChanged);
    QVERIFY(f.desk->setTag(u"call back"_s, true));
    QVERIFY(f.desk->setAnswer({u"step-1"_s}, u"Yes"_s));
    QVERIFY(f.desk->addNote(u"Met at the fair"_s));
    QCOMPARE(cards.count(), 0);
    QVERIFY(verdicts.count() >= 2);
    QCOMPARE(f.desk->card()->record.tags, QStringList{u"call back"_s});
    QCOMPARE(f.desk->card()->record.answers.value({u"step-1"_s}), u"Yes"_s);
    QCOMPARE(f.store().notes(f.id(0))->size(), 1);
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
    QVERIFY(!f.desk->addNote(u"  "_s));
    QCOMPARE(f.store().outboxCounts().sendsOpen, 0);
}

void tst_ReviewSession::theOnesWithoutAFirstNameArePassedOver()
{
    TempStore temp;
    LeasePage page = build::batch(temp.clock().now(), 3);
    page.contacts[0].firstName.clear();
    QVERIFY(temp->applyCampaign(campaignWith(u"Hi {firstName}"_s, u"2"_s)));
    QVERIFY(temp->applyLease(page));
    Approver approver(temp.store(), temp.clock(), temp.random());
    approver.setClockOffset(Millis{0});
    UndoHistory undo(temp.store(), temp.clock(), temp.random());
    ReviewSession desk(temp.store(), approver, undo, temp.clock(), temp.random(), u"Robin"_s);
    QCOMPARE(desk.card()->record.contact.id, build::contactId(1));
    QCOMPARE(desk.blocked().size(), 1);
    QVERIFY(desk.blocked().front().why == BlockedContact::Why::TemplateError);
    QCOMPARE(desk.blocked().front().templateError->field, u"firstName"_s);
    QCOMPARE(desk.progress().blocked, 1);
}

void tst_ReviewSession::editingABlockedCardMendsIt()
{
    DeskFixture f(2);
    QVERIFY(f.campaignIs(campaignWith(u"Hi {nickname}"_s, u"2"_s)));
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::OnlyBlocked);
    QCOMPARE(f.desk->blocked().size(), 2);
    QVERIFY(f.desk->show(f.id(1)));
    QVERIFY(f.desk->card()->templateError && !f.desk->card()->sendable());
    const auto unmade = f.desk->approve(f.press(), f.id(1), f.desk->card()->text);
    QVERIFY(!unmade && unmade.error().code == ErrorCode::Blocked);
    f.desk->edit(u"Hi Ben"_s);
    QVERIFY(f.desk->card()->sendable());
    QVERIFY(f.sendShown());
    QVERIFY(!f.desk->card());
    QCOMPARE(f.desk->blocked().size(), 1);
}

void tst_ReviewSession::aNewScriptBringsBlockedOnesBack()
{
    DeskFixture f(2);
    QVERIFY(f.campaignIs(campaignWith(u"Hi {nickname}"_s, u"2"_s)));
    QVERIFY(!f.desk->card());
    QVERIFY(f.campaignIs(campaignWith(u"Hi {firstName}"_s, u"3"_s)));
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"Hi Ana"_s);
    QVERIFY(f.desk->blocked().isEmpty());
}

void tst_ReviewSession::closedHoursPassOverAndOpeningBringsBack()
{
    DeskFixture f(8);
    f.close();
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-17T14:30:00.000Z"_s)); // 9:30 in Columbus, Atlanta, Boston alone.
    f.open();
    QCOMPARE(f.shown(), f.id(0));
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(3));
    QCOMPARE(f.desk->blocked().size(), 2); // Denver and San Jose; who comes later is not looked at yet.
    QVERIFY(f.sendShown());
    QVERIFY(f.sendShown());
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::WaitingForHours);
    QCOMPARE(f.desk->progress().blocked, 5);
    QCOMPARE(f.desk->opensAt().value_or(Instant{}), *fromRfc3339(u"2026-11-17T15:00:00.000Z"_s));
    QSignalSpy changed(&*f.desk, &ReviewSession::cardChanged);
    f.temp.clock().advance(std::chrono::minutes(30)); // 9:00 in Austin and Chicago.
    f.desk->refresh();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.shown(), f.id(4));
    QCOMPARE(f.desk->progress().blocked, 3);
}

void tst_ReviewSession::whoCanBeTextedOnlyNowComesFirst()
{
    DeskFixture f(8);
    f.close();
    // 19:10 in Columbus, Atlanta and Boston, which close at 20:00; the others have hours yet.
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-18T00:10:00.000Z"_s));
    f.open();
    QList<ContactId> order;
    while (f.desk->card()) {
        order.append(f.shown());
        QVERIFY(f.sendShown());
        if (order.size() == 1) {
            const auto next = f.shown();
            f.reopen(); // The next card is the same after a restart.
            QCOMPARE(f.shown(), next);
        }
    }
    QCOMPARE(order.size(), 8);
    QList<ContactId> inBatchOrder = order;
    std::sort(inBatchOrder.begin(), inBatchOrder.end(), [&f](const ContactId& a, const ContactId& b) {
        return f.store().contact(a)->contact.ordinal < f.store().contact(b)->contact.ordinal;
    });
    // Those of Eastern time in batch order, then the rest in batch order.
    const auto isEastern = [&f](const ContactId& id) {
        return zonesFor(f.store().contact(id)->contact).zones == QStringList{u"America/New_York"_s};
    };
    std::stable_partition(inBatchOrder.begin(), inBatchOrder.end(), isEastern);
    QCOMPARE(order, inBatchOrder);
    QVERIFY(isEastern(order.at(2)) && !isEastern(order.at(3)));
}

void tst_ReviewSession::whoIsStillToComeIsLookedAtWhenAsked()
{
    DeskFixture f(8);
    f.close();
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-17T14:30:00.000Z"_s)); // Columbus, Atlanta and Boston alone are open.
    f.open();
    const auto shown = f.shown();
    QVERIFY(f.desk->blocked().size() < 5);
    f.desk->lookAtAll();
    QCOMPARE(f.desk->blocked().size(), 5);
    QCOMPARE(f.shown(), shown);
    f.sendFirst(3); // Everybody who is open comes as ever.
    QVERIFY(!f.desk->card());
    QCOMPARE(f.desk->blocked().size(), 5);
}

void tst_ReviewSession::aContactWhoNeverOpensStaysWhileItIsLookedAt()
{
    DeskFixture f(3);
    auto page = build::batch(f.temp.clock().now(), 1, 3, 1);
    page.contacts.front().zip = u"99999"_s;
    QVERIFY(f.store().applyLease(page));
    QVERIFY(f.desk->show(page.contacts.front().id));
    QCOMPARE(f.desk->card()->zone, QString()); // Nobody can tell what time it is there.
    f.temp.clock().advance(std::chrono::minutes(10));
    f.desk->refresh();
    QCOMPARE(f.shown(), page.contacts.front().id);
}

void tst_ReviewSession::openingsAreCountedByPlaceAndTime()
{
    DeskFixture f(8);
    f.close();
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-17T13:00:00.000Z"_s)); // 8:00 in New York; everybody is closed.
    f.open();
    QVERIFY(!f.desk->card());
    const auto openings = f.desk->openings();
    int waiting = 0;
    for (qsizetype i = 0; i < openings.size(); ++i) {
        waiting += openings.at(i).contacts;
        QVERIFY(i == 0 || openings.at(i - 1).at <= openings.at(i).at);
    }
    QCOMPARE(waiting, 8);
    QCOMPARE(openings.front().zone, u"America/New_York"_s);
    QCOMPARE(openings.front().contacts, 3);
    QCOMPARE(openings.front().at, *fromRfc3339(u"2026-11-17T14:00:00.000Z"_s));
    QCOMPARE(f.desk->opensAt().value_or(Instant{}), openings.front().at);
    f.temp.clock().advance(std::chrono::minutes(61));
    f.desk->refresh();
    QVERIFY(f.desk->card());
    QVERIFY(f.desk->openings().size() < openings.size());
}

void tst_ReviewSession::aClockSetBackIntoTheHoursOpensTheDeskAgain()
{
    DeskFixture f(3);
    f.close();
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-18T05:00:00.000Z"_s)); // Midnight in Columbus.
    f.open();
    f.desk->refresh();
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::WaitingForHours);
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-17T18:00:00.000Z"_s)); // 13:00 there, and open everywhere.
    f.desk->refresh();
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->progress().blocked, 0);
}

void tst_ReviewSession::hoursThatCloseOnTheCardInterrupt()
{
    DeskFixture f(3);
    f.close();
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-18T00:59:00.000Z"_s)); // 19:59 in Columbus.
    f.open();
    QCOMPARE(f.shown(), f.id(0));
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QSignalSpy interrupted(&*f.desk, &ReviewSession::interrupted);
    f.temp.clock().advance(std::chrono::minutes(1));
    f.desk->refresh();
    QCOMPARE(interrupted.count(), 1);
    QCOMPARE(interrupted[0][0].value<ContactId>(), f.id(0));
    QVERIFY(interrupted[0][1].value<GateReason>() == GateReason::OutsideWindow);
    QCOMPARE(f.shown(), f.id(1));
    QCOMPARE(*f.store().draft(f.id(0)), u"Hi Ana, it is Robin."_s);
    QCOMPARE(f.desk->blocked().size(), 1);
}

void tst_ReviewSession::aCardPutThereGivesWayWhenItsHoursClose()
{
    DeskFixture f(1);
    f.close();
    f.temp.clock().setNow(*fromRfc3339(u"2026-11-18T00:59:00.000Z"_s)); // 19:59 in Columbus.
    f.open();
    QVERIFY(f.desk->show(f.id(0)));
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QSignalSpy interrupted(&*f.desk, &ReviewSession::interrupted);
    f.temp.clock().advance(std::chrono::minutes(1));
    f.desk->refresh();
    QCOMPARE(interrupted.count(), 1);
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::WaitingForHours);
    QCOMPARE(*f.store().draft(f.id(0)), u"Hi Ana, it is Robin."_s);

    // Asked for all the same: seen for a while, then the page comes back.
    QVERIFY(f.desk->show(f.id(0)));
    f.temp.clock().advance(Seconds(15));
    f.desk->refresh();
    QCOMPARE(f.shown(), f.id(0));
    f.temp.clock().advance(Seconds(45));
    f.desk->refresh();
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::WaitingForHours);
}

void tst_ReviewSession::aDraftsBlankEndIsNotSent()
{
    DeskFixture f(2);
    QVERIFY(f.store().saveDraft(f.id(1), u"Hi Ben, it is Robin.\n \n"_s));
    QVERIFY(f.desk->show(f.id(1)));
    QCOMPARE(f.desk->card()->text, u"Hi Ben, it is Robin."_s);
}

void tst_ReviewSession::aStandingDeskIsIdleAndDoesNotFloodBlocked_data()
{
    QTest::addColumn<int>("idle");
    for (const Idle idle : {Idle::Paused, Idle::Frozen, Idle::LeaseLost, Idle::ClockWrong, Idle::Unregistered})
        QTest::addRow("idle %d", static_cast<int>(idle)) << static_cast<int>(idle);
}

void tst_ReviewSession::aStandingDeskIsIdleAndDoesNotFloodBlocked()
{
    QFETCH(int, idle);
    DeskFixture f(4);
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    Campaign campaign = build::campaign();
    campaign.version = u"2"_s;
    campaign.registration = Registration::Unregistered;
    switch (static_cast<Idle>(idle)) {
    case Idle::Paused:
        QVERIFY(f.apply(CampaignPaused{build::campaignId(), {}}));
        break;
    case Idle::Frozen:
        QVERIFY(f.apply(VolunteerFrozen{true, {}}));
        break;
    case Idle::LeaseLost:
        QVERIFY(f.apply(LeaseEnded{build::leaseId(), {}}));
        break;
    case Idle::ClockWrong:
        f.approver->setClockOffset(std::chrono::hours(1));
        f.desk->refresh();
        break;
    default:
        QVERIFY(f.campaignIs(campaign));
        break;
    }
    QVERIFY(!f.desk->card());
    QCOMPARE(static_cast<int>(f.desk->idle()), idle);
    QVERIFY(f.desk->blocked().isEmpty());
    switch (static_cast<Idle>(idle)) {
    case Idle::Paused:
        QVERIFY(f.apply(CampaignResumed{build::campaignId()}));
        break;
    case Idle::Frozen:
        QVERIFY(f.apply(VolunteerFrozen{false, {}}));
        break;
    case Idle::LeaseLost:
        QVERIFY(f.store().applyLease(build::batch(f.temp.clock().now(), 4)));
        break;
    case Idle::ClockWrong:
        f.approver->setClockOffset(Millis{0});
        f.desk->refresh();
        break;
    default:
        campaign.registration = Registration::Registered;
        campaign.version = u"3"_s;
        QVERIFY(f.campaignIs(campaign));
        break;
    }
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
    QCOMPARE(f.desk->next()->record.contact.id, f.id(1));
}

void tst_ReviewSession::aLostLeaseStopsItsOwnContactsAlone()
{
    DeskFixture f(3);
    QVERIFY(f.store().applyLease(build::batch(f.temp.clock().now(), 2, 3, 1)));
    QVERIFY(f.apply(LeaseEnded{build::leaseId(0), {}}));
    QCOMPARE(f.shown(), f.id(3));
    QVERIFY(f.sendShown());
    QVERIFY(f.sendShown());
    QVERIFY(!f.desk->card());
    QCOMPARE(f.store().figures().firstSent, 2);
}

void tst_ReviewSession::optOutOnTheDeskInterrupts()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QSignalSpy interrupted(&*f.desk, &ReviewSession::interrupted);
    QVERIFY(f.apply(OptOutAdded{build::phone(0), {}, OptOutSource::Staff, {}, f.temp.clock().now()}));
    QCOMPARE(interrupted.count(), 1);
    QVERIFY(interrupted[0][1].value<GateReason>() == GateReason::OptedOut);
    QCOMPARE(f.shown(), f.id(1));
    QVERIFY(!f.desk->approve(f.press(), f.id(0), u"Hi Ana, it is Robin."_s));
    QCOMPARE(f.store().outboxCounts().sendsOpen, 0);
}

void tst_ReviewSession::takenAwayOnTheDeskInterrupts()
{
    DeskFixture f;
    QSignalSpy interrupted(&*f.desk, &ReviewSession::interrupted);
    QVERIFY(f.apply(ContactUnassigned{f.id(0), u"moved"_s}));
    QCOMPARE(interrupted.count(), 1);
    QVERIFY(interrupted[0][1].value<GateReason>() == GateReason::NotAssigned);
    QCOMPARE(f.shown(), f.id(1));
}

void tst_ReviewSession::anOptOutOfTheNextCardRemovesIt()
{
    DeskFixture f;
    QCOMPARE(f.desk->next()->record.contact.id, f.id(1));
    QVERIFY(f.apply(OptOutAdded{build::phone(1), {}, OptOutSource::Staff, {}, f.temp.clock().now()}));
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(2));
}

void tst_ReviewSession::anOptOutElsewhereLeavesTheEditAlone()
{
    DeskFixture f;
    f.sendFirst(1);
    f.desk->edit(u"Hi Ben, it is Robin."_s);
    QSignalSpy cards(&*f.desk, &ReviewSession::cardChanged);
    QVERIFY(f.reply(0, u"STOP"_s));
    QCOMPARE(cards.count(), 0);
    QCOMPARE(f.desk->card()->text, u"Hi Ben, it is Robin."_s);
}

void tst_ReviewSession::aReturnedTextComesBackWithItsEdit()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    const auto sent = f.sendShown();
    QVERIFY(sent);
    QCOMPARE(f.shown(), f.id(1));
    QVERIFY(f.store().resolve({{*sent, OutboxEvent::Expire, Problem{}, {}}}));
    QCOMPARE(f.shown(), f.id(1)); // Nothing jumps in under the person's hand.
    QCOMPARE(f.desk->next()->record.contact.id, f.id(0));
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
    QVERIFY(f.desk->card()->edited);
    QVERIFY(f.sendShown());
    QCOMPARE(f.store().figures().firstSent, 2);
}

void tst_ReviewSession::anExpiredScriptTextComesBackAsTheScript()
{
    DeskFixture f;
    const QString script = f.desk->card()->text;
    const auto sent = f.sendShown();
    QVERIFY(f.store().resolve({{*sent, OutboxEvent::Expire, Problem{}, {}}}));
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, script);
    QVERIFY(!f.desk->card()->edited);
}

void tst_ReviewSession::aFailedCommitBringsTheCardBack()
{
    DeskFixture f;
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    f.store().database().setFaultHook([](qint64, const QString& sql) {
        return sql.startsWith(u"COMMIT"_s) ? std::optional(Error{ErrorCode::DiskFull, {}}) : std::nullopt;
    });
    const auto failed = f.sendShown();
    QVERIFY(!failed && failed.error().code == ErrorCode::DiskFull);
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
    QVERIFY(!f.desk->skip());
    QCOMPARE(f.shown(), f.id(0));
    f.store().database().setFaultHook({});
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(1));
    QCOMPARE(f.store().figures().firstSent, 1);
}

void tst_ReviewSession::aRefusedPressTellsTheVerdict()
{
    DeskFixture f;
    f.approver->setClockOffset(std::chrono::hours(1)); // Nobody has told the desk yet.
    const auto refused = f.sendShown();
    QVERIFY(!refused && refused.error().code == ErrorCode::Blocked);
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::ClockWrong);
}

void tst_ReviewSession::shownByFindStaysEvenWhenBlocked()
{
    DeskFixture f;
    QVERIFY(f.apply(CampaignPaused{build::campaignId(), {}}));
    QVERIFY(!f.desk->card());
    QVERIFY(f.desk->show(f.id(2)));
    QCOMPARE(f.shown(), f.id(2));
    QVERIFY(f.desk->card()->verdict.reason == GateReason::Paused);
    QVERIFY(!f.sendShown());
    QCOMPARE(f.shown(), f.id(2));
    QVERIFY(f.apply(CampaignResumed{build::campaignId()}));
    QCOMPARE(f.shown(), f.id(2));
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(0));
}

void tst_ReviewSession::wordsOfATextThatWasStoppedComeBackToItsCard()
{
    DeskFixture f;
    f.desk->edit(u"My own words"_s);
    const auto sent = f.sendShown();
    QVERIFY(sent);
    QVERIFY(f.desk->show(f.id(0)));
    QVERIFY(f.store().claim({*sent}));
    Problem paused;
    paused.type = ProblemType::Paused;
    QVERIFY(f.store().resolve({{*sent, OutboxEvent::Refuse, paused}}));
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"My own words"_s);
    QVERIFY(f.desk->card()->edited);
    f.reopen();
    QVERIFY(f.desk->show(f.id(0)));
    QCOMPARE(f.desk->card()->text, u"My own words"_s);
}

void tst_ReviewSession::showOfAnUnknownContactIsFalse()
{
    DeskFixture f;
    QVERIFY(!f.desk->show({u"nobody"_s}));
    QCOMPARE(f.shown(), f.id(0));
}

void tst_ReviewSession::undoOfASkipBringsTheCardBack()
{
    DeskFixture f;
    QVERIFY(f.desk->skip());
    f.desk->edit(u"Hi Ben, it is Robin."_s);
    QVERIFY(f.undo->undo());
    QCOMPARE(f.shown(), f.id(0));
    QVERIFY(f.sendShown());
    QCOMPARE(f.shown(), f.id(1));
    QCOMPARE(f.desk->card()->text, u"Hi Ben, it is Robin."_s);
}

void tst_ReviewSession::progressIsTheStoresFigures()
{
    DeskFixture f(5);
    QVERIFY(f.sendShown());
    QVERIFY(f.desk->skip());
    QVERIFY(f.reply(0, u"Yes"_s));
    const ReviewSession::Progress progress = f.desk->progress();
    QCOMPARE(progress.sent, 1);
    QCOMPARE(progress.skipped, 1);
    QCOMPARE(progress.left, 3);
    QCOMPARE(progress.repliesWaiting, 1);
    QCOMPARE(progress.blocked, 0);
}

void tst_ReviewSession::paceIsOverFiveMinutes()
{
    DeskFixture f(40);
    QVERIFY(f.sendShown());
    QCOMPARE(f.desk->progress().perMinute, 0.0); // Nothing was measured yet.
    for (int i = 0; i < 10; ++i) {
        f.temp.clock().advance(Seconds(12));
        QVERIFY(f.sendShown());
    }
    QCOMPARE(f.desk->progress().perMinute, 5.5); // 11 in two minutes.
    f.temp.clock().advance(std::chrono::minutes(4));
    QCOMPARE(f.desk->progress().perMinute, 1.0); // 5 in five minutes; a sixth is exactly as old as the window.
    f.temp.clock().advance(std::chrono::minutes(10));
    QCOMPARE(f.desk->progress().perMinute, 0.0);
}

void tst_ReviewSession::aNewBatchWakesADoneDesk()
{
    DeskFixture f(1);
    QVERIFY(f.sendShown());
    QVERIFY(f.desk->idle() == Idle::Done);
    QSignalSpy changed(&*f.desk, &ReviewSession::cardChanged);
    QVERIFY(f.store().applyLease(build::batch(f.temp.clock().now(), 2, 1, 1)));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(f.shown(), f.id(1));
}

void tst_ReviewSession::doneWhenAllAreWorkedOn()
{
    DeskFixture f(3);
    QVERIFY(f.sendShown());
    QVERIFY(f.desk->optOut());
    QVERIFY(f.desk->skip());
    QVERIFY(!f.desk->card() && f.desk->idle() == Idle::Done);
    QCOMPARE(f.desk->progress().left, 0);
}

QTEST_GUILESS_MAIN(tst_ReviewSession)
#include "tst_ReviewSession.moc"
