#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/desk/CardView.h"
#include "ui/widgets/NavButton.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Toast.h"

#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace textbank;
using Screen = MainWindowShift::Screen;

namespace {

/// The whole window over a shift, on the first messages.
class Window : public UiFixture
{
public:
    explicit Window(int contacts = 5)
        : UiFixture(contacts)
        , session(
              secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); }, clock(),
              random)
    {
    }
    void show()
    {
        window = std::make_unique<MainWindow>(theme, preferences, session, clock());
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        window->openShift(*shift);
        screens = window->findChild<MainWindowShift*>();
        screens->go(Screen::FirstMessages);
        breathe();
    }
    int sent() { return store().figures().firstSent; }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QVERIFY(QApplication::focusWidget());
        paint();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }
    QString name() const { return window->findChild<QLabel*>(u"contactName"_s)->text(); }
    QString offered() const { return screens->findChild<Toast*>()->keyMeaning(); }
    QString said() const { return screens->findChild<Toast*>()->sentence(); }

    MemoryCredentials secrets;
    SystemRandom random;
    Session session;
    std::unique_ptr<MainWindow> window;
    MainWindowShift* screens = nullptr;
};

} // namespace

class tst_DeskInWindow : public QObject
{
    Q_OBJECT
private slots:
    void controlZBringsASkippedCardBack();
    void aHeldTextIsCountedDownAndStopped();
    void afterTheHoldItIsTooLate();
    void aTextWithoutAHoldComesBackWhileItWaits();
    void undoAfterATextThatLeftTouchesNothingElse();
    void undoAfterAnOptOutTouchesNothingElse();
    void undoIsOfferedForWhatIsToldOnly();
    void undoPutsNobodyOnTheDeskWhoCannotBeTexted();
    void aHeldEnterThatLeavesTheBatchSendsOne();
    void otherWordsUnderTheEyeAreNotSentAtOnce();
    void theScreensAreReachedByKeys();
    void helpAndFindDoNotLetKeysThrough();
    void sendIsNotAmongTheActionsOfFind();
    void countsAgreeOnRailAndStrip();
    void aSentenceHasItsTimeBeforeTheCountdown();
    void staffAreHeard();
    void nothingOfStaffIsLost();
    void whatStaffWroteComesBackAfterAQuestion();
    void wordsForStaffOutlastTheirCard();
    void whatIsBegunOnOneCardIsOfItsPerson();
    void closingTheShiftWhileAPopoverIsOpenIsSafe();
    void nothingIsDecidedWhileTheSessionEnds();
    void finishingFromWithinAScreenIsSafe();
};

void tst_DeskInWindow::controlZBringsASkippedCardBack()
{
    Window w;
    w.show();
    const QString ana = w.name();
    w.press(Qt::Key_S);
    QVERIFY(w.name() != ana);
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(w.name(), ana);
    QCOMPARE(w.store().figures().skipped, 0);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s);
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(w.said().contains(u"nothing"_s));
}

void tst_DeskInWindow::aHeldTextIsCountedDownAndStopped()
{
    Window w;
    QVERIFY(w.hold(5));
    w.show();
    const QString ana = w.name();
    w.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(w.sent(), 1);
    QVERIFY(w.said().contains(u"5 s"_s));
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(w.sent(), 0);
    QCOMPARE(w.name(), ana);
    QVERIFY(w.review->card()->text.endsWith(u" See you"_s));
    QVERIFY(w.said().contains(u"stopped"_s));
}

void tst_DeskInWindow::afterTheHoldItIsTooLate()
{
    Window w;
    QVERIFY(w.hold(5));
    w.show();
    w.press(Qt::Key_Return);
    w.clock().advance(Seconds(6));
    const auto due = w.store().due(10);
    QVERIFY(due && due->size() == 1);
    QVERIFY(w.store().claim({due->front().command.id})); // It is on its way.
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(w.sent(), 1);
    QVERIFY(w.said().contains(u"has left"_s));
}

void tst_DeskInWindow::aTextWithoutAHoldComesBackWhileItWaits()
{
    Window w;
    w.show();
    const QString ana = w.name();
    w.press(Qt::Key_Return);
    QCOMPARE(w.sent(), 1);
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(w.sent(), 0);
    QCOMPARE(w.name(), ana);
    QVERIFY(w.said().contains(u"stopped"_s));
}

void tst_DeskInWindow::undoAfterATextThatLeftTouchesNothingElse()
{
    Window w;
    w.show();
    w.press(Qt::Key_S);
    w.breathe();
    w.press(Qt::Key_Return);
    QCOMPARE(w.sent(), 1);
    QVERIFY(w.store().claim({w.undo->newest()->command}));
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(w.said(), u"That text has left and cannot be taken back."_s);
    QCOMPARE(w.offered(), QString());
    QCOMPARE(w.store().figures().skipped, 1);
}

void tst_DeskInWindow::undoAfterAnOptOutTouchesNothingElse()
{
    Window w;
    w.show();
    w.press(Qt::Key_S);
    w.breathe();
    QVERIFY(w.review->optOut());
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(w.said().contains(u"opt-out stays"_s));
    QCOMPARE(w.store().figures().skipped, 1);
}

void tst_DeskInWindow::undoIsOfferedForWhatIsToldOnly()
{
    Window w;
    w.show();
    w.press(Qt::Key_S);
    QVERIFY(w.said().contains(u"skipped"_s));
    QVERIFY(!w.offered().isEmpty());
    w.press(Qt::Key_E);
    QApplication::focusWidget()->setProperty("plainText", QString());
    w.breathe();
    w.press(Qt::Key_Return, Qt::ControlModifier); // Refused: there is no text.
    QCOMPARE(w.sent(), 0);
    QVERIFY(!w.said().contains(u"skipped"_s));
    QCOMPARE(w.offered(), QString());
    w.press(Qt::Key_Escape);
    emit w.window->findChild<CardView*>()->actionRequested(u"desk.optOut"_s);
    QVERIFY(w.said().contains(u"opted out"_s));
    QCOMPARE(w.offered(), QString());
}

void tst_DeskInWindow::undoPutsNobodyOnTheDeskWhoCannotBeTexted()
{
    Window w;
    w.show();
    const ContactId ana = w.shown();
    w.press(Qt::Key_S);
    QVERIFY(w.apply(OptOutAdded{build::phone(0), {}, OptOutSource::Staff, {}, w.clock().now()}));
    const ContactId ben = w.shown();
    w.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(w.shown(), ben);
    QVERIFY(w.shown() != ana);
}

void tst_DeskInWindow::aHeldEnterThatLeavesTheBatchSendsOne()
{
    Window w(1);
    w.show();
    QTest::keyPress(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(w.sent(), 1);
    // The desk is through; the focus is on a button now, and the key is still down.
    QVERIFY(!w.review->card());
    const int calls = w.gateway.calls();
    for (int i = 0; i < 10; ++i) {
        w.clock().advance(Millis(33));
        QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
        QSpontaneKeyEvent::setSpontaneous(&repeat);
        qApp->notify(QApplication::focusWidget(), &repeat);
    }
    QCOMPARE(w.gateway.calls(), calls);
    QCOMPARE(w.sent(), 1);
}

void tst_DeskInWindow::otherWordsUnderTheEyeAreNotSentAtOnce()
{
    Window w;
    w.show();
    auto campaign = *w.store().campaign(build::campaignId());
    campaign.version += u"-next"_s;
    campaign.steps.first().texts[{}] = u"Hi {firstName}, will you vote for the new hall? Reply STOP to opt out."_s;
    QVERIFY(w.store().applyCampaign(campaign));
    w.paint();
    QVERIFY(w.review->card()->text.contains(u"new hall"_s));
    w.press(Qt::Key_Return); // The finger was on its way.
    QCOMPARE(w.sent(), 0);
    w.clock().advance(Millis(401));
    w.press(Qt::Key_Return);
    QCOMPARE(w.sent(), 1);
    // What she changes herself is hers.
    w.clock().advance(Seconds(5));
    w.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(w.sent(), 2);
}

void tst_DeskInWindow::theScreensAreReachedByKeys()
{
    Window w;
    w.show();
    w.press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(w.screens->screen(), Screen::Replies);
    w.press(Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(w.screens->screen(), Screen::Brief);
    w.press(Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(w.screens->screen(), Screen::Settings);
    w.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(w.screens->screen(), Screen::End);
    w.press(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(w.screens->screen(), Screen::FirstMessages);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s);
    w.press(Qt::Key_I, Qt::ControlModifier);
    QVERIFY(w.window->findChild<Popover*>());
    w.press(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s);
}

void tst_DeskInWindow::helpAndFindDoNotLetKeysThrough()
{
    Window w;
    w.show();
    w.press(Qt::Key_Question, Qt::ShiftModifier);
    auto* help = w.window->findChild<QWidget*>(u"helpView"_s);
    QVERIFY(help->isVisible());
    w.press(Qt::Key_Return);
    w.press(Qt::Key_S);
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(w.sent(), 0);
    QCOMPARE(w.store().figures().skipped, 0);
    w.press(Qt::Key_Escape);
    QVERIFY(!help->isVisible());
    w.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"sow"_s);
    w.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(w.sent(), 0);
    QCOMPARE(w.store().figures().skipped, 0);
    w.press(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s);
}

void tst_DeskInWindow::sendIsNotAmongTheActionsOfFind()
{
    Window w;
    w.show();
    w.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"send"_s);
    w.breathe();
    w.press(Qt::Key_Return);
    w.breathe();
    QCOMPARE(w.sent(), 0);
}

void tst_DeskInWindow::countsAgreeOnRailAndStrip()
{
    Window w;
    w.show();
    w.press(Qt::Key_Return);
    QVERIFY(w.reply(0, u"Yes"_s));
    const QString figures = w.window->findChild<QLabel*>(u"figures"_s)->text();
    QVERIFY(figures.contains(u"1 sent"_s) && figures.contains(u"4 left"_s) && figures.contains(u"1 reply"_s));
    QCOMPARE(w.window->findChild<NavButton*>(u"app.firstMessages"_s)->accessibleDescription(), u"4 left to text"_s);
}

void tst_DeskInWindow::staffAreHeard()
{
    Window w;
    w.show();
    QVERIFY(w.apply(StaffMessage{u"m1"_s, u"Kim"_s, u"Ten minutes left"_s, w.clock().now()}));
    auto* notice = w.window->findChild<QWidget*>(u"staffNotice"_s);
    QVERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().contains(u"Ten minutes left"_s));
    QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s);
}

void tst_DeskInWindow::nothingOfStaffIsLost()
{
    Window w;
    const auto notice = [&w] { return w.window->findChild<QWidget*>(u"staffNotice"_s); };
    const auto close = [&w] { w.window->findChild<QAbstractButton*>(u"closeNotice"_s)->click(); };
    const auto says = [&](const QString& words) { return notice()->accessibleName().contains(words); };
    const auto message = [&w](int i) {
        return StaffMessage{u"m%1"_s.arg(i), u"Kim"_s, u"This is number %1"_s.arg(i), w.clock().now()};
    };
    QVERIFY(w.apply(message(0))); // Before there was a window.
    w.show();
    QVERIFY(notice()->isVisible() && says(u"number 0"_s));
    close();
    QVERIFY(!notice()->isVisible());
    QVERIFY(w.store().applyChanges(build::page({message(1), message(2), message(3), message(4)}, u"many"_s)));
    QVERIFY(notice()->isVisible() && !says(u"number 0"_s));
    QVERIFY(says(u"number 1"_s) && says(u"number 2"_s) && says(u"number 3"_s) && says(u"1 more"_s));
    w.window.reset();
    w.show();
    QVERIFY(notice()->isVisible() && says(u"number 1"_s));
    close();
    QVERIFY(notice()->isVisible() && says(u"number 4"_s) && !says(u"number 3"_s));
    close();
    w.window.reset();
    w.show();
    QVERIFY(!notice()->isVisible());
}

void tst_DeskInWindow::whatStaffWroteComesBackAfterAQuestion()
{
    Window w;
    w.shift->memoryOnly = true;
    w.show();
    auto* notice = w.window->findChild<QWidget*>(u"staffNotice"_s);
    QVERIFY(notice->accessibleName().contains(u"no keychain"_s));
    QVERIFY(w.apply(StaffMessage{u"m1"_s, u"Kim"_s, u"Ten minutes left"_s, w.clock().now()}));
    w.press(Qt::Key_Return);
    QVERIFY(!w.window->close());
    QVERIFY(!notice->isVisible());
    w.window->findChild<QAbstractButton*>(u"stay"_s)->click();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().contains(u"Ten minutes left"_s));
    w.window->findChild<QAbstractButton*>(u"closeNotice"_s)->click();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().contains(u"no keychain"_s));
}

void tst_DeskInWindow::aSentenceHasItsTimeBeforeTheCountdown()
{
    Window w;
    QVERIFY(w.hold(5));
    w.show();
    w.press(Qt::Key_Return);
    QVERIFY(w.said().contains(u"5 s"_s));
    auto* countdown = w.screens->findChild<QTimer*>(u"countdown"_s);
    QVERIFY(countdown && countdown->isActive());
    w.window->showNotice(u"Something to be read"_s);
    QVERIFY(QMetaObject::invokeMethod(countdown, "timeout"));
    QCOMPARE(w.said(), u"Something to be read"_s);
    w.breathe();
    w.press(Qt::Key_Return); // Another text is held.
    QCOMPARE(w.sent(), 2);
    QVERIFY(w.said().contains(u"5 s"_s));
    w.clock().advance(Seconds(1));
    QVERIFY(QMetaObject::invokeMethod(countdown, "timeout"));
    QVERIFY(w.said().contains(u"4 s"_s));
}

void tst_DeskInWindow::wordsForStaffOutlastTheirCard()
{
    Window w;
    w.show();
    const auto ana = w.shown();
    w.press(Qt::Key_H);
    QTest::keyClicks(QApplication::focusWidget(), u"Asks about the law"_s);
    QVERIFY(w.apply(ContactUnassigned{ana, {}}));
    QVERIFY(w.shown() != ana);
    w.press(Qt::Key_Return);
    QVERIFY(w.said().contains(u"not recorded"_s));
    QVERIFY(!w.store().contact(ana)->escalated);
    QTRY_COMPARE(w.window->findChildren<Popover*>().size(), 1);
    auto* left = w.window->findChild<QPlainTextEdit*>(u"popoverText"_s);
    QCOMPARE(left->toPlainText(), u"Asks about the law"_s);
    QVERIFY(left->hasFocus());
    w.press(Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s);
    QCOMPARE(w.sent(), 0);
}

void tst_DeskInWindow::whatIsBegunOnOneCardIsOfItsPerson()
{
    const auto optsOut = [](Window& w, int i) {
        return w.apply(OptOutAdded{build::phone(i), {}, OptOutSource::Staff, {}, w.clock().now()});
    };
    Window w;
    w.show();
    w.press(Qt::Key_N);
    QTest::keyClicks(QApplication::focusWidget(), u"Lives upstairs"_s);
    QCOMPARE(w.shown(), w.id(0));
    QVERIFY(optsOut(w, 0));
    w.press(Qt::Key_Return);
    QCOMPARE(w.shown(), w.id(1));
    QCOMPARE(w.store().notes(w.id(0))->size(), 1);
    QVERIFY(w.said().contains(w.store().contact(w.id(0))->contact.firstName));
    w.breathe();
    w.press(Qt::Key_T);
    QVERIFY(optsOut(w, 1));
    w.press(Qt::Key_1);
    QCOMPARE(w.store().contact(w.id(1))->tags.size(), 1);
    w.breathe();
    w.press(Qt::Key_A);
    QVERIFY(optsOut(w, 2));
    w.press(Qt::Key_1);
    QCOMPARE(w.store().contact(w.id(2))->answers.size(), 1);
    w.breathe();
    w.press(Qt::Key_H);
    QVERIFY(optsOut(w, 3));
    w.press(Qt::Key_Return);
    QVERIFY(w.store().contact(w.id(3))->escalated);
    const auto* ben = w.store().contact(w.shown());
    QCOMPARE(w.shown(), w.id(4));
    QVERIFY(ben->tags.isEmpty() && ben->answers.isEmpty() && !ben->escalated);
    QVERIFY(w.store().notes(w.id(4))->isEmpty());
}

void tst_DeskInWindow::closingTheShiftWhileAPopoverIsOpenIsSafe()
{
    Window w;
    w.show();
    w.press(Qt::Key_T);
    w.window->closeShift();
    QVERIFY(!w.window->hasShift());
    QVERIFY(!w.window->findChild<Popover*>()); // It spoke of objects that are gone.
    QCoreApplication::processEvents();
    if (QWidget* focus = QApplication::focusWidget())
        QTest::keyClick(focus, Qt::Key_1);
    QVERIFY(w.store().contact(w.id(0))->tags.isEmpty());
}

void tst_DeskInWindow::nothingIsDecidedWhileTheSessionEnds()
{
    Window w;
    w.show();
    w.gateway.addToPool({});
    w.gateway.failNext(FakeGateway::Verb::SignOut, FakeGateway::Trouble::Silence);
    w.engine->start();
    w.screens->go(MainWindowShift::Screen::End);
    w.window->findChild<QPushButton*>(u"finishButton"_s)->click();
    w.screens->go(MainWindowShift::Screen::FirstMessages); // Nothing is said to the gateway yet.
    for (int i = 0; i < 50; ++i) {
        w.engine->step();
        w.gateway.deliverAll();
        w.stream.deliverAll();
    }
    QVERIFY(w.engine->status().ending);
    QCOMPARE(w.screens->screen(), MainWindowShift::Screen::End);
    QVERIFY(!w.window->findChild<QPushButton*>(u"saveRecordButton"_s)->isEnabled());
    w.press(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(w.screens->screen(), MainWindowShift::Screen::End);
    w.press(Qt::Key_Return);
    w.press(Qt::Key_O);
    QCOMPARE(w.store().outboxCounts().open(), 0);
}

void tst_DeskInWindow::finishingFromWithinAScreenIsSafe()
{
    Window w;
    w.show();
    QObject::connect(w.window.get(), &MainWindow::shiftFinished, w.window.get(), [&w] { w.window->closeShift(); });
    emit w.screens->finished();
    QTRY_VERIFY(!w.window->hasShift());
}

QTEST_MAIN(tst_DeskInWindow)
#include "tst_DeskInWindow.moc"
