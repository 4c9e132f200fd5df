#include "core/session/Session.h"
#include "core/store/StoreRecovery.h"
#include "tests/support/FakeLock.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/end/EndWords.h"
#include "ui/join/JoinView.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/NoticePage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// The window before and after a shift.
class Window : public UiFixture
{
public:
    explicit Window(PassphraseLock::State state = PassphraseLock::State::Unset)
        : UiFixture(0)
        , lock(state)
        , session(
              lock,
              [this](const QUrl&, const QByteArray&, GatewayKind) {
                  auto made = std::make_unique<FakeGateway>(clock(), FakeGateway::Delivery::EventLoop);
                  made->introduction().clock = clock().now();
                  return made;
              },
              clock(), random)
        , window(theme, preferences, session, clock())
    {
        window.resize(1000, 700);
        window.show();
        window.activateWindow();
        const bool active = QTest::qWaitForWindowActive(&window);
        Q_ASSERT(active);
        Q_UNUSED(active)
    }
    static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    static QString focus()
    {
        return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString();
    }
    QAbstractButton* button(const QString& name) const { return window.findChild<QAbstractButton*>(name); }
    NoticePage* page() const { return window.findChild<NoticePage*>(u"waitingPage"_s); }
    QString title() const { return page()->accessibleName(); }
    /// The names of what Tab visits from here until it comes round.
    static QStringList round()
    {
        QStringList names;
        for (int i = 0; i < 20 && !names.contains(focus()); ++i) {
            names.append(focus());
            press(Qt::Key_Tab);
        }
        return names;
    }
    void showEnding(MainWindow::EndingStage stage = MainWindow::EndingStage::Waiting)
    {
        OutboxCounts waiting;
        waiting.pending = 6;
        waiting.optOutsOpen = 2;
        waiting.answersOpen = 3;
        SyncStatus offline;
        offline.nextAttempt = clock().now();
        const SessionEnd end{EndReason::DeadlinePassed, clock().now(), 2, 1, {}};
        window.showEnding(stage == MainWindow::EndingStage::Over ? endwords::over(end, endwords::Leftover::None)
                                                                 : endwords::ending(end, waiting, offline, true),
                          stage);
    }

    FakeLock lock;
    SystemRandom random;
    Session session;
    MainWindow window;
};

} // namespace

/// The pages that stand in the way of a shift: by keyboard alone, and readable at any size.
class tst_Notices : public QObject
{
    Q_OBJECT
private slots:
    void aMissingPartForReadingRepliesIsSaid()
    {
        for (const bool whole : {true, false}) {
            Window w;
            static const ReplyClassifier kRules(std::nullopt);
            if (!whole)
                w.inbox.emplace(w.store(), *w.approver, *w.undo, w.clock(), w.random, Window::name(), &kRules,
                                &w.shield);
            w.window.openShift(*w.shift);
            auto* const notice = w.window.findChild<Banner*>(u"staffNotice"_s);
            QCOMPARE(notice->isVisible(), !whole);
            QCOMPARE(notice->text().contains(u"simple rules"_s), !whole);
            w.window.closeShift();
        }
    }
    void whatWaitsIsTriedAgainOrGivenUpByKeyboard()
    {
        Window w;
        QSignalSpy retry(&w.window, &MainWindow::retryRequested);
        QSignalSpy over(&w.window, &MainWindow::startOverRequested);
        w.showEnding();
        QCOMPARE(Window::round(), (QStringList{u"retry"_s, u"startOver"_s}));
        QCOMPARE(Window::focus(), u"retry"_s);
        Window::press(Qt::Key_Return);
        QCOMPARE(retry.count(), 1);

        w.button(u"startOver"_s)->setFocus();
        Window::press(Qt::Key_Return);
        QVERIFY(w.title().contains(u"Delete what waits for good"_s));
        QVERIFY(w.page()->accessibleDescription().contains(u"tell staff"_s));
        QCOMPARE(Window::focus(), u"keepOld"_s); // The harmless one.
        Window::press(Qt::Key_Escape);
        QCOMPARE(Window::focus(), u"retry"_s);
        QVERIFY(w.title().contains(u"time for this batch is over"_s));
        QCOMPARE(over.count(), 0);

        w.button(u"startOver"_s)->click();
        Window::press(Qt::Key_Tab);
        QCOMPARE(Window::focus(), u"deleteOld"_s);
        Window::press(Qt::Key_Return);
        QCOMPARE(over.count(), 1);
    }

    void escapeAnswersNoQuestionThatWasNotAsked()
    {
        Window w;
        w.showEnding();
        const auto before = w.title();
        Window::press(Qt::Key_Escape);
        QCOMPARE(w.title(), before);
        QCOMPARE(Window::focus(), u"retry"_s);
    }

    void afterTheEndOneKeyLeadsToTheNextShift()
    {
        Window w;
        w.showEnding(MainWindow::EndingStage::Over);
        QCOMPARE(Window::round(), QStringList{u"joinAnew"_s});
        Window::press(Qt::Key_Return);
        QVERIFY(w.window.findChild<JoinView*>()->isVisible());
        QCOMPARE(Window::focus(), u"addressField"_s);
    }

    void aRestoredShiftIsReadAndGoneOnWith()
    {
        Window w;
        QSignalSpy goOn(&w.window, &MainWindow::goOnRequested);
        const auto said = words::recovered({}, w.clock().now());
        w.window.showTrouble(said.title, said.text, MainWindow::Remedy::GoOn);
        QCOMPARE(Window::round(), QStringList{u"goOn"_s});
        Window::press(Qt::Key_Escape);
        QCOMPARE(goOn.count(), 0);
        Window::press(Qt::Key_Return);
        QCOMPARE(goOn.count(), 1);
    }

    void aShiftThatCannotBeOpenedIsGivenUpOnlyAfterAQuestion()
    {
        Window w;
        QSignalSpy over(&w.window, &MainWindow::startOverRequested);
        w.window.showTrouble(u"It cannot be read"_s, u"Tell staff."_s, MainWindow::Remedy::TryAgainOrStartOver);
        QCOMPARE(Window::round(), (QStringList{u"retry"_s, u"startOver"_s}));
        w.button(u"startOver"_s)->click();
        QVERIFY(w.title().contains(u"Delete the old shift for good"_s));
        Window::press(Qt::Key_Escape);
        QCOMPARE(w.title(), u"It cannot be read"_s);
        w.button(u"startOver"_s)->click();
        Window::press(Qt::Key_Return); // On what keeps it.
        QCOMPARE(w.title(), u"It cannot be read"_s);
        QCOMPARE(over.count(), 0);
    }

    void withoutTheKeyringOneJoinsByKeyboard()
    {
        Window w;
        w.window.showTrouble(u"Waiting for the keyring"_s, {}, MainWindow::Remedy::TryAgainOrJoin);
        QCOMPARE(Window::round(), (QStringList{u"retry"_s, u"joinAnew"_s}));
        Window::press(Qt::Key_Tab);
        Window::press(Qt::Key_Return);
        QCOMPARE(Window::focus(), u"addressField"_s);
    }

    void tabGoesThroughThePassphrasePageAsItIsRead()
    {
        Window w;
        w.window.showJoin(JoinLink{QUrl(u"https://gateway.valleyvotes.example"_s), u"ABCD-EFGH"_s, {}});
        Window::press(Qt::Key_Return);
        QTRY_VERIFY(w.button(u"joinButton"_s)->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), u"Robin Hale"_s);
        Window::press(Qt::Key_Return);
        QTRY_COMPARE(Window::focus(), u"passphraseField"_s);
        QCOMPARE(Window::round(), (QStringList{u"passphraseField"_s, u"passphraseAgainField"_s, u"showPassphrase"_s,
                                               u"chooseButton"_s, u"keepNothingButton"_s, u"passphraseBackButton"_s}));
        Window::press(Qt::Key_Escape);
        QVERIFY(w.button(u"joinButton"_s)->isVisible());
        QVERIFY(!w.button(u"chooseButton"_s)->isVisible());
    }

    void tabGoesThroughTheUnlockPageAsItIsRead()
    {
        Window w(PassphraseLock::State::Locked);
        w.window.showUnlock(w.lock);
        QCOMPARE(Window::round(),
                 (QStringList{u"unlockField"_s, u"unlockShow"_s, u"unlockButton"_s, u"forgottenButton"_s}));
        w.button(u"forgottenButton"_s)->setFocus();
        Window::press(Qt::Key_Return);
        QCOMPARE(Window::round(), (QStringList{u"keepSealed"_s, u"eraseSealed"_s}));
        Window::press(Qt::Key_Escape);
        QCOMPARE(Window::focus(), u"unlockField"_s);
    }

    void whatDoesNotFitScrollsAboveTheButtons()
    {
        Window w;
        w.theme.setTextScale(2);
        w.window.resize(900, 600);
        w.showEnding();
        auto* scroll = w.page()->findChild<QScrollArea*>();
        auto* bar = scroll->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        for (const auto& name : {u"retry"_s, u"startOver"_s}) {
            const auto* button = w.button(name);
            const QRect place(button->mapTo(&w.window, QPoint()), button->size());
            QVERIFY2(w.window.rect().contains(place), qPrintable(name));
            QVERIFY(place.top() >= scroll->mapTo(&w.window, QPoint(0, scroll->height())).y());
        }
        QCOMPARE(bar->value(), 0);
        Window::press(Qt::Key_PageDown);
        const int page = bar->value();
        QVERIFY(page > 0);
        w.showEnding(); // Brought up to date: she reads on where she was.
        QCOMPARE(bar->value(), page);
        Window::press(Qt::Key_End);
        QCOMPARE(bar->value(), bar->maximum());
        QCOMPARE(Window::focus(), u"retry"_s);
        Window::press(Qt::Key_Home);
        QCOMPARE(bar->value(), 0);
    }

    void whatFitsHasNoScrollBar()
    {
        Window w;
        w.showEnding();
        const auto* scroll = w.page()->findChild<QScrollArea*>();
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
        QVERIFY(!scroll->verticalScrollBar()->isVisible());
    }
};

QTEST_MAIN(tst_Notices)
#include "tst_Notices.moc"
