#include "core/review/Finder.h"
#include "tests/core/review/DeskFixture.h"

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A desk on which each way of trying to text somebody can be tried.
class Tried
{
public:
    explicit Tried(int contacts = 4)
        : f(contacts)
    {
        doNotWait();
    }

    void reopen()
    {
        f.reopen();
        doNotWait();
    }

    bool optOut(int contact, OptOutSource source = OptOutSource::Staff)
    {
        return f.apply(OptOutAdded{build::phone(contact), {}, source, {}, f.temp.clock().now()});
    }
    bool lift(int contact) { return f.apply(OptOutRemoved{build::phone(contact), u"staff"_s}); }
    /// The ways in which this contact can be texted now, by any press there is; empty for none.
    QStringList waysTo(const ContactId& id)
    {
        QStringList ways;
        for (const auto kind : {SendKind::FirstMessage, SendKind::Reply}) {
            if (f.approver->verdictFor(*f.store().contact(id), kind).allowed())
                ways.append(u"the gate lets it through"_s);
            if (f.approver->approve(f.press(), {id, kind, u"Hi, will you vote?"_s, {u"step-1"_s}, true}))
                ways.append(u"the approver"_s);
        }
        f.desk->show(id);
        if (f.shown() == id && (f.desk->card()->sendable() || f.sendShown()))
            ways.append(u"the desk, by Find"_s);
        f.desk->refresh();
        if (f.shown() == id && f.sendShown())
            ways.append(u"the desk"_s);
        if (f.desk->next() && f.desk->next()->record.contact.id == id)
            ways.append(u"the next card"_s);
        f.inbox->open(id);
        f.inbox->setDraft(u"Thank you!"_s);
        if (f.inbox->verdict().allowed() || f.inbox->approve(f.press(), id, u"Thank you!"_s))
            ways.append(u"the inbox"_s);
        f.inbox->setDraft({});
        f.inbox->open({});
        const auto due = f.store().due(100);
        for (const auto& row : due.value_or(QList<OutboxRow>{})) {
            if (row.command.contact == id && std::holds_alternative<SendPayload>(row.command.payload))
                ways.append(u"the queue"_s);
        }
        return ways;
    }
    /// These programs end; the power does not.
    void doNotWait() { QVERIFY(f.store().database().run(u"PRAGMA synchronous=OFF"_s)); }
    QString waysTo(int contact) { return waysTo(f.id(contact)).join(u", "_s); }

    DeskFixture f;
};

} // namespace

/// Whoever asked not to be texted can't be, wherever a volunteer tries and whatever came before or comes after.
class tst_OptedOut : public QObject
{
    Q_OBJECT
private slots:
    void nobodyIsSentAnythingByAnyWay_data();
    void nobodyIsSentAnythingByAnyWay();
    void theyCanBeFoundAndNotTexted();
    void undoingSomethingOlderBringsNobodyBack_data();
    void undoingSomethingOlderBringsNobodyBack();
    void aTextTakenBackStaysTakenBack();
    void aReopenedConversationStaysShut();
    void aBatchPulledLaterHoldsThemAsTheyAre();
    void theSameNumberUnderAnotherNameIsTheSame();
    void aNumberKnownBeforeAnybodyHadItCounts();
    void aRestartForgetsNothing();
    void aReversalLiftsNothingThatCameAfterIt();
    void whatWasLiftedAndAskedForAgainIsShut();
    void whateverIsDoneInWhateverOrderNobodyIsTextedAfterTheirWord();
};

void tst_OptedOut::nobodyIsSentAnythingByAnyWay_data()
{
    QTest::addColumn<int>("how");
    const char* const names[]{"reply",  "volunteer on the desk", "volunteer in the inbox", "staff",
                              "a list", "a refused text"};
    for (int how = 0; how < 6; ++how)
        QTest::newRow(names[how]) << how;
}

void tst_OptedOut::nobodyIsSentAnythingByAnyWay()
{
    QFETCH(int, how);
    Tried t;
    auto& f = t.f;
    QCOMPARE(f.shown(), f.id(0));
    if (how != 1 && how != 3) { // They are in conversation.
        f.sendFirst(1);
        QVERIFY(f.reply(0, u"Who is this?"_s));
    }
    switch (how) {
    case 0:
        QVERIFY(f.reply(0, u"STOP"_s));
        break;
    case 1:
        QVERIFY(f.desk->optOut());
        break;
    case 2:
        f.inbox->open(f.id(0));
        QVERIFY(f.inbox->optOut());
        break;
    case 5: {
        f.inbox->open(f.id(0));
        f.inbox->setDraft(u"Robin."_s);
        const auto sent = f.sendDraft();
        QVERIFY(sent);
        QVERIFY(f.store().claim({*sent}));
        Store::Resolution refused;
        refused.id = *sent;
        refused.event = OutboxEvent::Refuse;
        refused.problem.type = ProblemType::OptedOut;
        QVERIFY(f.store().resolve({refused}));
        break;
    }
    default:
        QVERIFY(t.optOut(0, how == 3 ? OptOutSource::Staff : OptOutSource::Import));
        break;
    }
    // The first message of those in conversation may wait no longer.
    QVERIFY(f.store().isSuppressed(build::phone(0)));
    QCOMPARE(t.waysTo(0), QString());
    t.reopen();
    QCOMPARE(t.waysTo(0), QString());
    QVERIFY(!t.waysTo(1).isEmpty()); // The others can be texted: the ways are open.
}

void tst_OptedOut::theyCanBeFoundAndNotTexted()
{
    Tried t;
    QVERIFY(t.optOut(0));
    Finder finder(t.f.store());
    const auto hits = finder.find(build::phone(0).lastFour());
    QVERIFY(!hits.isEmpty());
    for (const auto& hit : hits) {
        if (hit.contact == t.f.id(0))
            QCOMPARE(t.waysTo(hit.contact).join(u", "_s), QString());
    }
    QVERIFY(t.f.desk->show(t.f.id(0)));
    QCOMPARE(t.f.shown(), t.f.id(0));
    QVERIFY(t.f.desk->card()->verdict.reason == GateReason::OptedOut);
    t.f.desk->edit(u"Just one more thing"_s);
    QVERIFY(!t.f.sendShown());
    QCOMPARE(t.f.store().outboxCounts().sendsOpen, 0);
}

void tst_OptedOut::undoingSomethingOlderBringsNobodyBack_data()
{
    QTest::addColumn<int>("what");
    const char* const names[]{"skip", "wrong number", "escalate", "close"};
    for (int what = 0; what < 4; ++what)
        QTest::newRow(names[what]) << what;
}

void tst_OptedOut::undoingSomethingOlderBringsNobodyBack()
{
    QFETCH(int, what);
    Tried t;
    auto& f = t.f;
    if (what == 3) {
        f.sendFirst(1);
        QVERIFY(f.reply(0, u"Yes"_s));
        f.inbox->open(f.id(0));
        QVERIFY(f.inbox->close());
    } else {
        QVERIFY(what == 0 ? f.desk->skip() : what == 1 ? f.desk->wrongNumber() : f.desk->escalate(u"angry"_s));
    }
    QVERIFY(t.optOut(0));
    QVERIFY(f.undo->undo());
    QVERIFY(f.store().contact(f.id(0))->optedOut);
    QCOMPARE(t.waysTo(0), QString());
    while (f.undo->canUndo())
        (void)f.undo->undo();
    QCOMPARE(t.waysTo(0), QString());
    t.reopen();
    QCOMPARE(t.waysTo(0), QString());
}

void tst_OptedOut::aTextTakenBackStaysTakenBack()
{
    Tried t;
    auto& f = t.f;
    QVERIFY(f.hold(30));
    f.sendFirst(1);
    QCOMPARE(f.store().outboxCounts().held, 1);
    QVERIFY(t.optOut(0));
    QCOMPARE(f.store().outboxCounts().sendsOpen, 0);
    (void)f.undo->undo(); // Nothing waits any more; what it said must not come back to be sent.
    f.temp.clock().advance(Seconds(60));
    f.desk->refresh();
    QCOMPARE(t.waysTo(0), QString());
}

void tst_OptedOut::aReopenedConversationStaysShut()
{
    Tried t;
    auto& f = t.f;
    f.sendFirst(1);
    QVERIFY(f.reply(0, u"Yes"_s));
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->close());
    QVERIFY(t.optOut(0));
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->reopen());
    QCOMPARE(t.waysTo(0), QString());
    QVERIFY(f.reply(0, u"Are you there?"_s)); // Which opens it as well.
    QCOMPARE(t.waysTo(0), QString());
    QVERIFY(f.inbox->verdict().reason != GateReason::Allowed);
}

void tst_OptedOut::aBatchPulledLaterHoldsThemAsTheyAre()
{
    Tried t;
    auto& f = t.f;
    QVERIFY(t.optOut(0));
    // The same batch again, and under another lease; the page was written before the gateway knew.
    QVERIFY(f.store().applyLease(build::batch(f.temp.clock().now(), 4)));
    QCOMPARE(t.waysTo(0), QString());
    const auto again = build::batch(f.temp.clock().now(), 4, 0, 1);
    QVERIFY(f.store().applyLease(again));
    QCOMPARE(t.waysTo(0), QString());
    QVERIFY(f.apply(ContactUnassigned{f.id(0), u"moved"_s}));
    auto contact = build::contact(0);
    contact.lease = again.lease.id;
    QVERIFY(f.apply(ContactAssigned{contact, again.lease, ContactStage::NeedsFirstMessage, {}}));
    QCOMPARE(t.waysTo(0), QString());
}

void tst_OptedOut::theSameNumberUnderAnotherNameIsTheSame()
{
    Tried t;
    auto& f = t.f;
    auto page = build::batch(f.temp.clock().now(), 2, 10, 1);
    page.contacts[0].phone = build::phone(0);
    QVERIFY(f.store().applyLease(page));
    QVERIFY(f.desk->optOut()); // Of contact 0.
    QCOMPARE(t.waysTo(0), QString());
    QCOMPARE(t.waysTo(10), QString());
    auto renamed = build::batch(f.temp.clock().now(), 2, 20, 2);
    renamed.contacts[0].phone = build::phone(0);
    QVERIFY(f.store().applyLease(renamed));
    QCOMPARE(t.waysTo(20), QString());
    // A contact who gets the number later.
    auto moved = build::batch(f.temp.clock().now(), 2, 20, 2);
    moved.contacts[1].phone = build::phone(0);
    QVERIFY(f.store().applyLease(moved));
    QVERIFY(f.store().contact(f.id(21))->contact.phone != build::phone(0) || t.waysTo(21).isEmpty());
}

void tst_OptedOut::aNumberKnownBeforeAnybodyHadItCounts()
{
    Tried t;
    auto& f = t.f;
    QVERIFY(t.optOut(12));
    QVERIFY(f.store().applyLease(build::batch(f.temp.clock().now(), 4, 11, 1)));
    QCOMPARE(t.waysTo(12), QString());
    t.reopen();
    QCOMPARE(t.waysTo(12), QString());
    QVERIFY(!t.waysTo(11).isEmpty());
}

void tst_OptedOut::aRestartForgetsNothing()
{
    Tried t;
    auto& f = t.f;
    QVERIFY(f.desk->optOut());
    QVERIFY(t.optOut(1, OptOutSource::Import));
    for (int i = 0; i < 3; ++i) {
        t.reopen();
        QCOMPARE(t.waysTo(0), QString());
        QCOMPARE(t.waysTo(1), QString());
    }
    QVERIFY(!f.undo->canUndo());
}

void tst_OptedOut::aReversalLiftsNothingThatCameAfterIt()
{
    Tried t;
    auto& f = t.f;
    QVERIFY(t.optOut(0));
    QVERIFY(t.lift(0));
    QVERIFY(!f.store().isSuppressed(build::phone(0)));
    // The volunteer's own word is on its way up; the gateway lifted before it knew of it.
    QVERIFY(f.desk->show(f.id(0)));
    QVERIFY(f.desk->optOut());
    QVERIFY(t.lift(0));
    QCOMPARE(t.waysTo(0), QString());
    QCOMPARE(f.store().outboxCounts().optOutsOpen, 1);
    t.reopen();
    QVERIFY(t.lift(0));
    QCOMPARE(t.waysTo(0), QString());
    // In one page, as the gateway tells it in its order.
    QVERIFY(f.store().applyChanges(
        build::page({OptOutAdded{build::phone(1), {}, OptOutSource::Reply, u"stop"_s, f.temp.clock().now()},
                     OptOutRemoved{build::phone(1), u"staff"_s},
                     OptOutAdded{build::phone(1), {}, OptOutSource::Volunteer, {}, f.temp.clock().now()}},
                    u"after"_s)));
    QCOMPARE(t.waysTo(1), QString());
}

void tst_OptedOut::whatWasLiftedAndAskedForAgainIsShut()
{
    Tried t;
    auto& f = t.f;
    f.sendFirst(1);
    QVERIFY(f.reply(0, u"STOP"_s));
    QVERIFY(t.optOut(0, OptOutSource::Reply)); // The gateway read it too.
    QVERIFY(t.lift(0));
    QVERIFY(!f.store().isSuppressed(build::phone(0)));
    QVERIFY(f.reply(0, u"STOP"_s));
    QCOMPARE(t.waysTo(0), QString());
    t.reopen();
    QCOMPARE(t.waysTo(0), QString());
}

#ifdef TEXTBANK_HAS_RAPIDCHECK

void tst_OptedOut::whateverIsDoneInWhateverOrderNobodyIsTextedAfterTheirWord()
{
    QVERIFY(rc::check([](const std::vector<std::pair<unsigned char, unsigned char>>& draws) {
        constexpr int kContacts = 3;
        Tried t(kContacts);
        auto& f = t.f;
        QSet<int> told; // By the gateway; what is said here is told upwards first.
        for (const auto& [kind, who] : draws) {
            const int i = who % kContacts;
            f.temp.clock().advance(Seconds(1));
            switch (kind % 12) {
            case 0:
                RC_ASSERT(f.reply(i, u"STOP"_s));
                told.insert(i);
                break;
            case 1:
                RC_ASSERT(t.optOut(i));
                told.insert(i);
                break;
            case 2:
                f.desk->show(f.id(i));
                if (f.shown() == f.id(i) && f.desk->optOut())
                    told.insert(i);
                break;
            case 3:
                RC_ASSERT(t.lift(i));
                if (!f.store().isSuppressed(build::phone(i)))
                    told.remove(i);
                break;
            case 4:
                (void)f.desk->skip();
                break;
            case 5:
                (void)f.undo->undo();
                break;
            case 6:
                f.inbox->open(f.id(i));
                (void)f.inbox->close();
                break;
            case 7:
                f.inbox->open(f.id(i));
                (void)f.inbox->reopen();
                break;
            case 8:
                RC_ASSERT(f.store().applyLease(build::batch(f.temp.clock().now(), kContacts, 0, who % 3)).has_value());
                break;
            case 9:
                RC_ASSERT(f.apply(ContactUnassigned{f.id(i), {}}));
                break;
            case 10:
                t.reopen();
                break;
            default:
                (void)f.sendShown();
                break;
            }
            if (told.contains(i)) {
                RC_ASSERT(t.waysTo(i) == QString());
            }
        }
        for (const int one : told) {
            RC_ASSERT(t.waysTo(one) == QString());
        }
    }));
}

#else

void tst_OptedOut::whateverIsDoneInWhateverOrderNobodyIsTextedAfterTheirWord() {}

#endif

QTEST_GUILESS_MAIN(tst_OptedOut)
#include "tst_OptedOut.moc"
