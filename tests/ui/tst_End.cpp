#include "tests/ui/UiFixture.h"
#include "ui/end/EndView.h"
#include "ui/end/EndWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

class End : public UiFixture
{
public:
    explicit End(int texted = 3)
        : UiFixture(5)
    {
        if (texted > 0)
            sendFirst(texted);
    }
    void show()
    {
        view = std::make_unique<EndView>(*shift);
        view->resize(900, 760);
        view->show();
        view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
        view->activate();
    }
    /// Lets the engine and its gateway talk until nothing is under way.
    void settle()
    {
        for (int i = 0; i < 50; ++i) {
            engine->step();
            gateway.deliverAll();
            stream.deliverAll();
        }
    }
    QString words(const QString& name) const { return view->findChild<Label*>(name)->text(); }

    std::unique_ptr<EndView> view;
};

} // namespace

class tst_End : public QObject
{
    Q_OBJECT
private slots:
    void countsWhatWasDoneAndWhatGoesBack()
    {
        End f;
        f.show();
        QVERIFY(f.words(u"endGoesBack"_s).startsWith(u"2 "_s));
        QVERIFY(f.words(u"endWaits"_s).contains(u"3 text"_s));
    }

    void optOutsThatWaitAreNamedFirst()
    {
        OutboxCounts counts;
        counts.pending = 5;
        counts.sendsOpen = 3;
        counts.optOutsOpen = 2;
        const auto lines = endwords::waiting(counts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.front().startsWith(u"2 opt-out"_s));
    }

    void whatTheGatewayRefusedIsNotSaidToBeThere()
    {
        End f(0);
        f.show();
        QVERIFY(f.words(u"endWaits"_s).startsWith(u"Nothing."_s));
        QVERIFY(f.review->setTag(u"call back"_s, true));
        QVERIFY(f.review->addNote(u"after six"_s));
        QVERIFY(f.review->optOut());
        const auto due = *f.store().due(10);
        QList<Store::Resolution> words;
        for (const auto& row : due) {
            QVERIFY(f.store().claim({row.command.id}));
            words.append({row.command.id, OutboxEvent::Refuse, Problem{ProblemType::NotAssigned, {}, {}, {}, {}}, {}});
        }
        QVERIFY(f.store().resolve(words));
        f.view->hide();
        f.show();
        const QString waits = f.words(u"endWaits"_s);
        QVERIFY2(waits.startsWith(u"1 opt-out"_s) && waits.contains(u"2 answer"_s), qPrintable(waits));
        QVERIFY(f.store().forgetContacts(EndReason::Revoked));
        QVERIFY((f.store().ended()->refused == RefusedCounts{1, 2}));
        QVERIFY(!endwords::over(*f.store().ended(), endwords::Leftover::None).text.contains(u"Everything you did"_s));
    }

    void escapeLeadsBackToWork()
    {
        End f;
        f.show();
        QSignalSpy cancelled(f.view.get(), &EndView::cancelled);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
    }

    void finishingSendsWhatWaitsAndThenEnds()
    {
        End f;
        f.gateway.addToPool({});
        f.engine->start();
        f.show();
        QSignalSpy finished(f.view.get(), &EndView::finished);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!f.view->findChild<Button*>(u"finishButton"_s)->isEnabled());
        f.settle();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(f.store().outboxCounts().open(), 0);
    }

    void aFailureGoesWhenEverythingArrivedMeanwhile()
    {
        End f;
        f.gateway.addToPool({});
        f.gateway.setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::NeverLeft; });
        f.engine->start();
        f.show();
        f.view->findChild<Button*>(u"finishButton"_s)->click();
        f.settle();
        auto* failed = f.view->findChild<QWidget*>(u"endFailed"_s);
        QTRY_VERIFY(failed->isVisible());
        QVERIFY(f.store().outboxCounts().open() > 0);
        f.gateway.setTrouble({});
        for (int i = 0; i < 200 && f.store().outboxCounts().open() > 0; ++i) {
            f.clock().advance(Seconds(30));
            f.settle();
        }
        QCOMPARE(f.store().outboxCounts().open(), 0);
        QVERIFY(!failed->isVisible());
    }

    void aFailureIsExplainedAndNothingIsLost()
    {
        End f;
        f.gateway.setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::NeverLeft; });
        f.engine->start();
        f.show();
        QSignalSpy finished(f.view.get(), &EndView::finished);
        QSignalSpy kept(f.view.get(), &EndView::keepAndClose);
        f.view->findChild<Button*>(u"finishButton"_s)->click();
        f.settle();
        QTRY_VERIFY(f.view->findChild<QWidget*>(u"endFailed"_s)->isVisible());
        QCOMPARE(finished.size(), 0);
        QCOMPARE(f.store().outboxCounts().sendsOpen, 3);
        QVERIFY(f.view->findChild<Button*>(u"tryAgainButton"_s)->isVisible());
        f.view->findChild<Button*>(u"keepButton"_s)->click();
        QCOMPARE(kept.size(), 1);
    }

    void practiceShowsTheScoreBeforeItEnds()
    {
        End f(0);
        f.shift->practice = true;
        f.shift->score = [] {
            PracticeScore score;
            score.texted = 10;
            score.replies = 4;
            score.handled = 4;
            score.optOuts = 2;
            score.optOutsHonoured = 1;
            return std::optional(score);
        };
        f.engine->start();
        f.show();
        QSignalSpy finished(f.view.get(), &EndView::finished);
        QSignalSpy again(f.view.get(), &EndView::practiceAgain);
        f.view->findChild<Button*>(u"finishButton"_s)->click();
        f.settle();
        QTRY_VERIFY(f.view->findChild<QWidget*>(u"scoreCard"_s)->isVisible());
        QCOMPARE(finished.size(), 0);
        f.view->findChild<Button*>(u"practiceAgainButton"_s)->click();
        QCOMPARE(again.size(), 1);
        f.view->findChild<Button*>(u"leavePracticeButton"_s)->click();
        QCOMPARE(finished.size(), 1);
    }

    void aScoreHintsOnlyWhereThereIsSomethingToLearn()
    {
        PracticeScore score;
        score.texted = 5;
        score.replies = 2;
        score.handled = 2;
        score.wrongNumbers = 1;
        const auto lines = endwords::score(score);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].good && lines[0].hint.isEmpty());
        QVERIFY(lines[1].good && lines[1].hint.isEmpty());
        QVERIFY(!lines[2].good && !lines[2].hint.isEmpty());
    }
};

QTEST_MAIN(tst_End)
#include "tst_End.moc"
