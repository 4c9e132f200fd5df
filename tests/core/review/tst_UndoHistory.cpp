#include "core/review/ContactActions.h"
#include "tests/core/review/DeskFixture.h"

#include <functional>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_UndoHistory : public QObject
{
    Q_OBJECT
private slots:
    void takesBackWhatWasDone_data();
    void takesBackWhatWasDone();
    void takesBackOneDecisionAlone_data();
    void takesBackOneDecisionAlone();
    void takesBackTheNewestFirst();
    void nothingToUndoIsNotFound();
    void keepsAHundredSteps();
    void aGroupIsTakenBackAtOnce();
    void stepsThatNeverLeftSendNothingUp();
    void aHeldTextComesBackAsADraft();
    void aTextThatLeftIsConflictAndDropped();
    void whatWasTypedSinceIsKeptBehindAHeldText();
    void aRefusedCommitKeepsTheStep();
    void aTextThatStillWaitsComesBackWithoutAHold();
    void aTextThatLeftIsNotPassedOver();
    void undoPutsNobodyOnTheDeskWhoCannotBeTexted();
    void optOutCannotBeUndone();
};

namespace {
using Act = std::function<Result<void>(ContactActions&, const ContactId&)>;
using Look = std::function<bool(Store&, const ContactId&)>;
} // namespace
Q_DECLARE_METATYPE(Act)
Q_DECLARE_METATYPE(Look)

void tst_UndoHistory::takesBackWhatWasDone_data()
{
    QTest::addColumn<Act>("act");
    QTest::addColumn<Look>("isDone");
    const StepId step{u"step-1"_s};
    QTest::newRow("skip") << Act([](auto& a, auto& c) { return a.skip(c); })
                          << Look([](auto& s, auto& c) { return s.contact(c)->skipped; });
    QTest::newRow("wrong number") << Act([](auto& a, auto& c) { return a.wrongNumber(c); })
                                  << Look([](auto& s, auto& c) { return s.contact(c)->wrongNumber; });
    QTest::newRow("escalate") << Act([](auto& a, auto& c) { return a.escalate(c, u"angry"_s); })
                              << Look([](auto& s, auto& c) { return s.contact(c)->escalated; });
    QTest::newRow("close") << Act([](auto& a, auto& c) { return a.close(c); })
                           << Look([](auto& s, auto& c) { return s.contact(c)->stage == ContactStage::Closed; });
    QTest::newRow("set aside") << Act([](auto& a, auto& c) { return a.setAside(c, true); })
                               << Look([](auto& s, auto& c) { return s.contact(c)->setAside; });
    QTest::newRow("tag") << Act([](auto& a, auto& c) { return a.setTag(c, u"call back"_s, true); })
                         << Look([](auto& s, auto& c) { return s.contact(c)->tags.contains(u"call back"_s); });
    QTest::newRow("answer") << Act([step](auto& a, auto& c) { return a.setAnswer(c, step, u"Yes"_s); })
                            << Look([step](auto& s, auto& c) { return s.contact(c)->answers.contains(step); });
    QTest::newRow("note") << Act([](auto& a, auto& c) { return a.addNote(c, u"Moved to Ohio"_s); })
                          << Look([](auto& s, auto& c) { return !s.notes(c)->isEmpty(); });
}

void tst_UndoHistory::takesBackWhatWasDone()
{
    QFETCH(Act, act);
    QFETCH(Look, isDone);
    DeskFixture f;
    ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
    QVERIFY(!isDone(f.store(), f.id(2)));
    QVERIFY(act(actions, f.id(2)));
    QVERIFY(isDone(f.store(), f.id(2)));
    QVERIFY(f.undo->canUndo());
    const auto undone = f.undo->undo();
    QVERIFY(undone);
    QCOMPARE(undone->contact, f.id(2));
    QVERIFY(!isDone(f.store(), f.id(2)));
    QVERIFY(!f.undo->canUndo());
}

void tst_UndoHistory::takesBackOneDecisionAlone_data()
{
    QTest::addColumn<bool>("isUp");
    QTest::newRow("waiting") << false;
    QTest::newRow("with the gateway") << true;
}

void tst_UndoHistory::takesBackOneDecisionAlone()
{
    QFETCH(bool, isUp);
    DeskFixture f;
    ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
    const auto record = [&] { return *f.store().contact(f.id(2)); };
    const auto goesUp = [&] {
        const auto due = f.store().due(10);
        QCOMPARE(due->size(), 3);
        for (const auto& row : *due) {
            QVERIFY(f.store().claim({row.command.id}));
            QVERIFY(f.store().resolve({{row.command.id, OutboxEvent::Accept, {}, {}}}));
        }
    };
    QVERIFY(actions.wrongNumber(f.id(2)));
    QVERIFY(actions.escalate(f.id(2), u"angry"_s));
    QVERIFY(actions.close(f.id(2)));
    if (isUp) {
        goesUp();
    }
    QVERIFY(f.undo->undo());
    QVERIFY(record().stage != ContactStage::Closed);
    QVERIFY(record().escalated && record().wrongNumber);
    QVERIFY(f.undo->undo());
    QVERIFY(!record().escalated && record().wrongNumber);
    QVERIFY(f.undo->undo());
    QVERIFY(!record().wrongNumber);
}

void tst_UndoHistory::takesBackTheNewestFirst()
{
    DeskFixture f;
    ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
    const StepId step{u"step-1"_s};
    QVERIFY(actions.setAnswer(f.id(0), step, u"Yes"_s));
    QVERIFY(actions.setAnswer(f.id(0), step, u"No"_s));
    QVERIFY(f.undo->undo());
    QCOMPARE(f.store().contact(f.id(0))->answers.value(step), u"Yes"_s);
    QVERIFY(f.undo->undo());
    QCOMPARE(f.store().contact(f.id(0))->answers.value(step), QString());
}

void tst_UndoHistory::nothingToUndoIsNotFound()
{
    DeskFixture f;
    const auto undone = f.undo->undo();
    QVERIFY(!undone && undone.error().code == ErrorCode::NotFound);
}

void tst_UndoHistory::keepsAHundredSteps()
{
    DeskFixture f;
    ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
    for (int i = 0; i < 103; ++i)
        QVERIFY(actions.setTag(f.id(0), u"call back"_s, i % 2 == 0));
    int taken = 0;
    while (f.undo->undo())
        ++taken;
    QCOMPARE(taken, 100);
}

void tst_UndoHistory::aGroupIsTakenBackAtOnce()
{
    DeskFixture f;
    ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
    QVERIFY(actions.setTag(f.id(0), u"call back"_s, true));
    const int group = f.undo->newGroup();
    QVERIFY(actions.setAnswer(f.id(0), {u"step-1"_s}, u"Yes"_s, group));
    QVERIFY(actions.setTag(f.id(0), u"volunteer"_s, true, group));
    QVERIFY(f.undo->undo());
    QVERIFY(f.store().contact(f.id(0))->answers.isEmpty());
    QCOMPARE(f.store().contact(f.id(0))->tags, QStringList{u"call back"_s});
    QVERIFY(f.undo->canUndo());
}

void tst_UndoHistory::stepsThatNeverLeftSendNothingUp()
{
    DeskFixture f;
    ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
    QVERIFY(actions.skip(f.id(0)));
    QCOMPARE(f.store().outboxCounts().open(), 1);
    QVERIFY(f.undo->undo());
    QCOMPARE(f.store().outboxCounts().open(), 0);
}

void tst_UndoHistory::aHeldTextComesBackAsADraft()
{
    DeskFixture f;
    QVERIFY(f.hold(10));
    f.desk->edit(u"Hi Ana, it is Robin."_s);
    QVERIFY(f.sendShown());
    QVERIFY(f.undo->newest() && f.undo->newest()->kind == UndoHistory::Kind::HeldText);
    QCOMPARE(f.shown(), f.id(1));
    QVERIFY(f.undo->undo());
    QCOMPARE(f.store().outboxCounts().open(), 0);
    QCOMPARE(f.shown(), f.id(0));
    QCOMPARE(f.desk->card()->text, u"Hi Ana, it is Robin."_s);
    QVERIFY(f.desk->card()->edited);
}

void tst_UndoHistory::aTextThatLeftIsConflictAndDropped()
{
    DeskFixture f;
    QVERIFY(f.hold(10));
    const auto sent = f.sendShown();
    QVERIFY(sent);
    f.temp.clock().advance(Seconds(11));
    QVERIFY(f.store().claim({*sent}));
    const auto undone = f.undo->undo();
    QVERIFY(!undone && undone.error().code == ErrorCode::Conflict);
    QVERIFY(!f.undo->canUndo());
    QVERIFY(f.store().contact(f.id(0))->stage == ContactStage::Messaged);
    QVERIFY(f.store().draft(f.id(0))->isEmpty());
}

void tst_UndoHistory::aTextThatStillWaitsComesBackWithoutAHold()
{
    DeskFixture f;
    QVERIFY(f.desk->skip());
    f.desk->edit(u"Hi Ben, it is Robin."_s);
    QVERIFY(f.sendShown());
    QVERIFY(f.undo->undo());
    QCOMPARE(f.store().outboxCounts().open(), 1); // The skip.
    QCOMPARE(f.shown(), f.id(1));
    QCOMPARE(f.desk->card()->text, u"Hi Ben, it is Robin."_s);
    QVERIFY(f.store().contact(f.id(0))->skipped);
}

void tst_UndoHistory::aTextThatLeftIsNotPassedOver()
{
    DeskFixture f;
    QVERIFY(f.desk->skip());
    const auto sent = f.sendShown();
    QVERIFY(sent);
    QVERIFY(f.store().claim({*sent}));
    const auto refused = f.undo->undo();
    QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
    QVERIFY(f.store().contact(f.id(0))->skipped);
    QVERIFY(f.undo->newest() && f.undo->newest()->kind == UndoHistory::Kind::Skip);
}

void tst_UndoHistory::undoPutsNobodyOnTheDeskWhoCannotBeTexted()
{
    DeskFixture f;
    QVERIFY(f.desk->setTag(u"yard sign"_s, true));
    QVERIFY(f.desk->optOut());
    const ContactId shown = f.shown();
    QVERIFY(!f.undo->undo());
    QVERIFY(f.undo->undo()); // The tag.
    QCOMPARE(f.shown(), shown);
}

void tst_UndoHistory::whatWasTypedSinceIsKeptBehindAHeldText()
{
    DeskFixture f;
    f.sendFirst(1);
    QVERIFY(f.hold(10));
    QVERIFY(f.reply(0, u"Who is this?"_s));
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Robin, from the library."_s);
    QVERIFY(f.sendDraft());
    QCOMPARE(f.inbox->current(), f.id(0)); // Nobody else waits.
    f.inbox->setDraft(u"And another thing"_s);
    QVERIFY(f.undo->undo());
    QCOMPARE(f.inbox->draft(), u"Robin, from the library.\nAnd another thing"_s);
}

void tst_UndoHistory::aRefusedCommitKeepsTheStep()
{
    DeskFixture f;
    QVERIFY(f.desk->skip());
    f.store().database().setFaultHook([](qint64, const QString&) { return Error{ErrorCode::DiskFull, {}}; });
    const auto failed = f.undo->undo();
    QVERIFY(!failed && failed.error().code == ErrorCode::DiskFull);
    QVERIFY(f.store().contact(f.id(0))->skipped);
    f.store().database().setFaultHook({});
    QVERIFY(f.undo->undo());
    QVERIFY(!f.store().contact(f.id(0))->skipped);
}

void tst_UndoHistory::optOutCannotBeUndone()
{
    DeskFixture f;
    QVERIFY(f.desk->skip());
    QVERIFY(f.desk->optOut());
    QVERIFY(f.undo->newest() && f.undo->newest()->kind == UndoHistory::Kind::OptOut);
    const auto refused = f.undo->undo();
    QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
    QVERIFY(f.store().isSuppressed(build::phone(1)));
    QVERIFY(f.store().contact(f.id(0))->skipped); // The press was about the opt-out; what came before it stays.
    QVERIFY(f.undo->undo());
    QVERIFY(!f.store().contact(f.id(0))->skipped);
}

QTEST_GUILESS_MAIN(tst_UndoHistory)
#include "tst_UndoHistory.moc"
