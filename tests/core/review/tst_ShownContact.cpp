#include "tests/core/review/DeskFixture.h"

using namespace Qt::StringLiterals;
using namespace textbank;

/// What is asked for about whom the person saw is done to nobody who has come there meanwhile.
class tst_ShownContact : public QObject
{
    Q_OBJECT
private slots:
    void nothingOnTheDeskIsDoneToAnother_data();
    void nothingOnTheDeskIsDoneToAnother();
    void nothingInRepliesIsDoneToAnother_data();
    void nothingInRepliesIsDoneToAnother();
    void nobodyIsThere();
};

using OnDesk = std::function<Result<void>(ReviewSession&, const ContactId&)>;
using InReplies = std::function<Result<void>(InboxSession&, const ContactId&)>;
using Did = std::function<bool(const ContactRecord&)>;

void tst_ShownContact::nothingOnTheDeskIsDoneToAnother_data()
{
    QTest::addColumn<OnDesk>("act");
    QTest::addColumn<Did>("did");
    QTest::newRow("skip") << OnDesk([](auto& desk, auto& who) { return desk.skip(who); })
                          << Did([](auto& record) { return record.skipped; });
    QTest::newRow("wrong number") << OnDesk([](auto& desk, auto& who) { return desk.wrongNumber(who); })
                                  << Did([](auto& record) { return record.wrongNumber; });
    QTest::newRow("opt out") << OnDesk([](auto& desk, auto& who) { return desk.optOut(who); })
                             << Did([](auto& record) { return record.optedOut; });
}

void tst_ShownContact::nothingOnTheDeskIsDoneToAnother()
{
    QFETCH(OnDesk, act);
    QFETCH(Did, did);
    DeskFixture f(3);
    QCOMPARE(f.shown(), f.id(0));
    const auto refused = act(*f.desk, f.id(1));
    QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
    QCOMPARE(f.shown(), f.id(0));
    QVERIFY(!did(*f.store().contact(f.id(0))) && !did(*f.store().contact(f.id(1))));
    QVERIFY(!f.undo->canUndo());
    QVERIFY(act(*f.desk, f.id(0)));
    QCOMPARE(f.shown(), f.id(1));
    QVERIFY(did(*f.store().contact(f.id(0))) && !did(*f.store().contact(f.id(1))));
    // The second of two that were on their way is for whom it was.
    QVERIFY(!act(*f.desk, f.id(0)));
    QVERIFY(!did(*f.store().contact(f.id(1))));
}

void tst_ShownContact::nothingInRepliesIsDoneToAnother_data()
{
    QTest::addColumn<InReplies>("act");
    QTest::addColumn<Did>("did");
    QTest::newRow("set aside") << InReplies([](auto& inbox, auto& who) { return inbox.setAside(who, true); })
                               << Did([](auto& record) { return record.setAside; });
    QTest::newRow("wrong number") << InReplies([](auto& inbox, auto& who) { return inbox.wrongNumber(who); })
                                  << Did([](auto& record) { return record.wrongNumber; });
    QTest::newRow("opt out") << InReplies([](auto& inbox, auto& who) { return inbox.optOut(who); })
                             << Did([](auto& record) { return record.optedOut; });
    QTest::newRow("no opt-out") << InReplies([](auto& inbox, auto& who) { return inbox.notAnOptOut(who); })
                                << Did([](auto& record) { return !record.mayHaveOptedOut; });
    QTest::newRow("hand over") << InReplies([](auto& inbox, auto& who) { return inbox.escalate(who, u"angry"_s); })
                               << Did([](auto& record) { return record.escalated; });
    QTest::newRow("close") << InReplies([](auto& inbox, auto& who) { return inbox.close(who); })
                           << Did([](auto& record) { return record.stage == ContactStage::Closed; });
}

void tst_ShownContact::nothingInRepliesIsDoneToAnother()
{
    QFETCH(InReplies, act);
    QFETCH(Did, did);
    DeskFixture f(3);
    f.sendFirst(2);
    for (int i = 0; i < 2; ++i)
        QVERIFY(f.reply(i, u"stop it you two"_s));
    f.inbox->open(f.id(0));
    const auto refused = act(*f.inbox, f.id(1));
    QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
    QCOMPARE(f.inbox->current(), f.id(0));
    QVERIFY(!did(*f.store().contact(f.id(0))) && !did(*f.store().contact(f.id(1))));
    QVERIFY(act(*f.inbox, f.id(0)));
    QVERIFY(did(*f.store().contact(f.id(0))) && !did(*f.store().contact(f.id(1))));
    f.inbox->open(f.id(1));
    QVERIFY(!act(*f.inbox, f.id(0)));
    QVERIFY(!did(*f.store().contact(f.id(1))));
    // Nor is one opened again that another one stands for by now.
    QVERIFY(f.inbox->close(f.id(1)));
    f.inbox->open(f.id(1));
    QVERIFY(!f.inbox->reopen(f.id(0)));
    QVERIFY(f.store().contact(f.id(1))->stage == ContactStage::Closed);
    QVERIFY(f.inbox->reopen(f.id(1)));
    QVERIFY(f.store().contact(f.id(1))->stage != ContactStage::Closed);
}

void tst_ShownContact::nobodyIsThere()
{
    DeskFixture f(1);
    QVERIFY(f.desk->skip(f.id(0)));
    QVERIFY(!f.desk->card());
    for (const ContactId& who : {f.id(0), ContactId{}}) {
        QVERIFY(!f.desk->skip(who) && !f.desk->optOut(who) && !f.desk->wrongNumber(who));
        QVERIFY(!f.inbox->optOut(who) && !f.inbox->close(who) && !f.inbox->wrongNumber(who));
    }
}

QTEST_MAIN(tst_ShownContact)
#include "tst_ShownContact.moc"
