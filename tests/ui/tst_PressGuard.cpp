#include "tests/support/FakeClock.h"
#include "ui/widgets/PressGuard.h"

#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace textbank;

class tst_PressGuard : public QObject
{
    Q_OBJECT
private slots:
    void aPressIsOnePress();
    void serialsRiseAcrossGuards();
    void repeatsAndHeldKeysAreNone();
    void aSecondSendKeyWhileOneIsDownIsNone();
    void bounceIsNone();
    void repeatDressedAsPressesIsNone();
    void ownPressesMayFollowQuickly();
    void afterASurpriseKeysWaitAMoment();
    void clicksWaitForTheCardToSettle();
    void aDoubleClickIsOne();
    void aClickBegunOnTheCardBeforeIsNone();
    void withoutAMouseItIsAssistive();
    void aLostKeyUpDoesNotLockTheDesk();
    void aKeyHeldOverALostFocusSendsNothing();
    void aForgottenKeyBouncesLikeAnyOther();
    void aKeyHeldFromAnotherScreenIsNone();
    void neverMorePressesThanPhysicalOnes();
};

void tst_PressGuard::aPressIsOnePress()
{
    FakeClock clock;
    PressGuard guard(clock);
    const auto press = guard.keyPressed(Qt::Key_Return, false);
    QVERIFY(press && press->serial > 0 && press->input == InputKind::Key);
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(Millis(100));
    const auto again = guard.keyPressed(Qt::Key_Return, false);
    QVERIFY(again && again->serial > press->serial);
}

void tst_PressGuard::serialsRiseAcrossGuards()
{
    FakeClock clock;
    PressGuard one(clock);
    PressGuard two(clock);
    const auto a = one.keyPressed(Qt::Key_Return, false);
    const auto b = two.keyPressed(Qt::Key_Return, false);
    QVERIFY(a && b && b->serial > a->serial);
}

void tst_PressGuard::repeatsAndHeldKeysAreNone()
{
    FakeClock clock;
    PressGuard guard(clock);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
    for (int i = 0; i < 100; ++i) {
        clock.advance(Millis(33));
        QVERIFY(!guard.keyPressed(Qt::Key_Return, true));
        guard.keyReleased(Qt::Key_Return, true);
        QVERIFY(!guard.keyPressed(Qt::Key_Return, false));
    }
    // Held since before this guard looked: the first thing seen is a repeat.
    PressGuard late(clock);
    QVERIFY(!late.keyPressed(Qt::Key_Return, true));
    QVERIFY(!late.keyPressed(Qt::Key_Return, false));
}

void tst_PressGuard::aSecondSendKeyWhileOneIsDownIsNone()
{
    FakeClock clock;
    PressGuard guard(clock);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
    clock.advance(Seconds(2));
    QVERIFY(!guard.keyPressed(Qt::Key_F9, false));
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(Seconds(1));
    QVERIFY(!guard.keyPressed(Qt::Key_Return, false)); // The other one is still down.
}

void tst_PressGuard::bounceIsNone()
{
    FakeClock clock;
    PressGuard guard(clock);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(PressGuard::kBounce);
    QVERIFY(!guard.keyPressed(Qt::Key_Return, false));
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(PressGuard::kBounce + Millis(1));
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
}

void tst_PressGuard::repeatDressedAsPressesIsNone()
{
    // Some remote desktops send press and release again and again instead of marking repeats.
    FakeClock clock;
    PressGuard guard(clock);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
    for (int i = 0; i < 50; ++i) {
        clock.advance(Millis(33));
        guard.keyReleased(Qt::Key_Return, false);
        QVERIFY(!guard.keyPressed(Qt::Key_Return, false));
    }
}

void tst_PressGuard::ownPressesMayFollowQuickly()
{
    FakeClock clock;
    PressGuard guard(clock);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(guard.keyPressed(Qt::Key_Return, false));
        guard.cardChanged(PressGuard::Cause::OwnPress);
        clock.advance(Millis(50));
        guard.keyReleased(Qt::Key_Return, false);
        clock.advance(Millis(70));
    }
}

void tst_PressGuard::afterASurpriseKeysWaitAMoment()
{
    FakeClock clock;
    PressGuard guard(clock);
    guard.cardChanged(PressGuard::Cause::ByItself);
    clock.advance(PressGuard::kSurprise - Millis(1));
    QVERIFY(!guard.keyPressed(Qt::Key_Return, false));
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(PressGuard::kBounce + Millis(1));
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
}

void tst_PressGuard::clicksWaitForTheCardToSettle()
{
    FakeClock clock;
    PressGuard guard(clock);
    guard.cardChanged(PressGuard::Cause::OwnPress);
    clock.advance(PressGuard::kClickSettle - Millis(1));
    guard.mousePressed();
    clock.advance(Seconds(1));
    QVERIFY(!guard.clicked()); // What counts is when the button went down.
    clock.advance(Seconds(1));
    guard.mousePressed();
    const auto press = guard.clicked();
    QVERIFY(press && press->input == InputKind::Click);
}

void tst_PressGuard::aDoubleClickIsOne()
{
    FakeClock clock;
    PressGuard guard(clock);
    guard.mousePressed();
    QVERIFY(guard.clicked());
    guard.cardChanged(PressGuard::Cause::OwnPress);
    clock.advance(Millis(380)); // A slow hand's double click: past the settling time.
    guard.mouseDoubleClicked();
    QVERIFY(!guard.clicked());
}

void tst_PressGuard::aClickBegunOnTheCardBeforeIsNone()
{
    FakeClock clock;
    PressGuard guard(clock);
    guard.mousePressed();
    guard.cardChanged(PressGuard::Cause::ByItself);
    clock.advance(Seconds(5));
    QVERIFY(!guard.clicked());
}

void tst_PressGuard::withoutAMouseItIsAssistive()
{
    FakeClock clock;
    PressGuard guard(clock);
    const auto press = guard.clicked();
    QVERIFY(press && press->input == InputKind::Assistive);
    clock.advance(Millis(100));
    QVERIFY(!guard.clicked());
}

void tst_PressGuard::aLostKeyUpDoesNotLockTheDesk()
{
    FakeClock clock;
    PressGuard guard(clock);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
    guard.focusLost(); // The key comes up over another program.
    clock.advance(Seconds(10));
    guard.focusGained();
    clock.advance(PressGuard::kRefocus);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
}

void tst_PressGuard::aKeyHeldOverALostFocusSendsNothing()
{
    FakeClock clock;
    PressGuard guard(clock);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
    guard.focusLost();
    clock.advance(Millis(300));
    guard.focusGained();
    clock.advance(Millis(500)); // The system begins to repeat the key that is still down, as a press of its own.
    QVERIFY(!guard.keyPressed(Qt::Key_Return, false));
    for (int i = 0; i < 30; ++i) {
        clock.advance(Millis(33));
        QVERIFY(!guard.keyPressed(Qt::Key_Return, true));
    }
}

void tst_PressGuard::aForgottenKeyBouncesLikeAnyOther()
{
    FakeClock clock;
    PressGuard guard(clock);
    QVERIFY(guard.keyPressed(Qt::Key_F9, false));
    guard.focusLost();
    guard.focusGained();
    clock.advance(Seconds(2));
    QVERIFY(guard.keyPressed(Qt::Key_Return, false)); // F9 is believed to be up, and is not.
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(Seconds(2));
    guard.keyReleased(Qt::Key_F9, false);
    clock.advance(Millis(20));
    QVERIFY(!guard.keyPressed(Qt::Key_F9, false));
}

void tst_PressGuard::aKeyHeldFromAnotherScreenIsNone()
{
    FakeClock clock;
    PressGuard guard(clock);
    guard.keySeen(Qt::Key_Return, false); // It pressed a button there.
    for (int i = 0; i < 10; ++i) {
        clock.advance(Millis(500));
        guard.keySeen(Qt::Key_Return, false);
        QVERIFY(!guard.keyPressed(Qt::Key_Return, false));
    }
    // A remote desktop's way of repeating.
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(Millis(30));
    guard.keySeen(Qt::Key_Return, false);
    QVERIFY(!guard.keyPressed(Qt::Key_Return, false));
    guard.keyReleased(Qt::Key_Return, false);
    clock.advance(Millis(500));
    guard.keySeen(Qt::Key_Return, false);
    QVERIFY(guard.keyPressed(Qt::Key_Return, false));
}

void tst_PressGuard::neverMorePressesThanPhysicalOnes()
{
#ifdef TEXTBANK_HAS_RAPIDCHECK
    // A keyboard, a mouse and a window system that does what window systems do; the guard sees only events.
    const bool held = rc::check("presses are at most the physical ones", [] {
        FakeClock clock;
        PressGuard guard(clock);
        const QList<int> keys{Qt::Key_Return, Qt::Key_F9};
        QSet<int> down;
        bool focused = true;
        bool buttonDown = false;
        int physical = 0;
        int made = 0;
        quint64 last = 0;
        const auto count = [&](const std::optional<Press>& press) {
            if (!press)
                return;
            ++made;
            RC_ASSERT(press->serial > last);
            last = press->serial;
        };
        const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100));
        for (const int step : steps) {
            clock.advance(Millis(*rc::gen::weightedElement<int>({{4, 5}, {4, 40}, {4, 120}, {2, 450}, {1, 1500}})));
            const int key = keys.at(step % 2);
            if (step < 35) { // A finger goes down or comes up.
                if (!down.contains(key)) {
                    down.insert(key);
                    ++physical;
                    if (focused)
                        count(guard.keyPressed(key, false));
                } else {
                    down.remove(key);
                    if (focused)
                        guard.keyReleased(key, false);
                }
            } else if (step < 60) { // The system repeats what is held.
                if (focused && down.contains(key)) {
                    guard.keyReleased(key, true);
                    count(guard.keyPressed(key, true));
                }
            } else if (step < 75) { // The mouse.
                if (!buttonDown) {
                    buttonDown = true;
                    ++physical;
                    if (step % 3)
                        guard.mousePressed();
                    else
                        guard.mouseDoubleClicked();
                } else {
                    buttonDown = false;
                    count(guard.clicked());
                }
            } else if (step < 85) {
                guard.cardChanged(step % 2 ? PressGuard::Cause::OwnPress : PressGuard::Cause::ByItself);
            } else if (step < 95) {
                focused = !focused;
                if (focused)
                    guard.focusGained();
                else
                    guard.focusLost();
                if (!focused)
                    buttonDown = false;
            }
            RC_ASSERT(made <= physical);
        }
    });
    QVERIFY(held);
#else
    QSKIP("RapidCheck is not there.");
#endif
}

QTEST_MAIN(tst_PressGuard)
#include "tst_PressGuard.moc"
