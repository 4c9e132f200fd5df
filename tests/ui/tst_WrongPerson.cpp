#include "tests/ui/Hands.h"
#include "tests/ui/UiFixture.h"
#include "ui/desk/CardView.h"
#include "ui/desk/DeskView.h"
#include "ui/widgets/Banner.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A desk in a shown window, and what was done to whom.
class Desk : public UiFixture
{
public:
    explicit Desk(int contacts = 5)
        : UiFixture(contacts)
    {
    }
    void show()
    {
        view = std::make_unique<DeskView>(*shift);
        view->resize(1000, 760);
        view->show();
        view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
        view->activate();
        breathe();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        paint();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }
    /// One key after another, as a person types.
    void typeOn(std::initializer_list<int> keys)
    {
        for (const int key : keys) {
            clock().advance(Millis(120));
            press(key);
        }
    }
    template<class T>
    T* child(const QString& name) const
    {
        return view->findChild<T*>(name);
    }
    QString told() const { return child<Banner>(u"deskBanner"_s)->text(); }
    /// Everything that a person can do to somebody with one key.
    bool isUntouched(int contact)
    {
        const auto* record = store().contact(id(contact));
        const auto thread = store().conversation(id(contact));
        return thread && thread->isEmpty() && !record->optedOut && !record->wrongNumber && !record->skipped;
    }
    bool unassign(int contact) { return apply(ContactUnassigned{id(contact), {}}); }

    std::unique_ptr<DeskView> view;
};

} // namespace

/// What a hand began on one person's card is done to nobody else, however the cards change meanwhile.
class tst_WrongPerson : public QObject
{
    Q_OBJECT
private slots:
    void typingThatIsCutOffDoesNothingToTheNext();
    void typingThatIsCutOffIsKeptAndExplained();
    void typingIsCutOffByWhateverTakesTheCard_data();
    void typingIsCutOffByWhateverTakesTheCard();
    void theWaitLastsUntilTheHandsRest();
    void theEndOfAnEditIsPartOfIt();
    void aClickEndsTheWait();
    void whoGoesOnWithTheSameCardIsNotHeldUp();
    void aDoubleClickActsOnce_data();
    void aDoubleClickActsOnce();
    void aSlowDoubleClickActsOnce();
    void aLetterThatBouncesActsOnce_data();
    void aLetterThatBouncesActsOnce();
    void aHeldLetterActsOnce();
    void aLetterJustAfterAnInterruptionDoesNothing_data();
    void aLetterJustAfterAnInterruptionDoesNothing();
    void aFieldForWhoeverLeftDoesNotOpenOnTheNext_data();
    void aFieldForWhoeverLeftDoesNotOpenOnTheNext();
    void aClickJustAfterAnInterruptionDoesNothing();
    void aLetterForSomebodyWhoWasNotPaintedDoesNothing();
    void anOwnPaceIsNotSlowed();
};

void tst_WrongPerson::typingThatIsCutOffDoesNothingToTheNext()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    QVERIFY(d.unassign(0));
    QCOMPARE(d.shown(), d.id(1));
    d.clock().advance(Millis(500));
    d.press(Qt::Key_Return);
    d.press(Qt::Key_O);
    d.press(Qt::Key_W);
    d.press(Qt::Key_S);
    d.press(Qt::Key_Return, Qt::ControlModifier); // So she would have ended it.
    QCOMPARE(d.store().figures().firstSent, 0);
    QCOMPARE(d.store().figures().optedOut, 0);
    QCOMPARE(d.store().figures().wrongNumbers, 0);
    QCOMPARE(d.store().figures().skipped, 0);
    QCOMPARE(d.shown(), d.id(1));
    d.breathe();
    d.press(Qt::Key_Return);
    QCOMPARE(d.store().figures().firstSent, 1);
}

void tst_WrongPerson::typingThatIsCutOffIsKeptAndExplained()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    QVERIFY(d.unassign(0));
    QVERIFY(d.store().draft(d.id(0)).value_or(QString()).endsWith(u" See you"_s));
    QVERIFY(d.child<Banner>(u"deskBanner"_s)->isVisible());
    QVERIFY2(d.told().contains(u"still writing to Ana"_s) && d.told().contains(u"is kept"_s), qPrintable(d.told()));
    d.breathe();
    // Of an opt-out nothing is kept, and nothing else is said.
    d.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    QVERIFY(d.reply(1, u"STOP"_s));
    QVERIFY2(d.told().contains(u"still writing to Ben"_s) && !d.told().contains(u"is kept"_s), qPrintable(d.told()));
    QVERIFY(d.told().contains(u"STOP"_s));
    d.breathe();
    // Nobody is told of typing who was not.
    QVERIFY(d.reply(2, u"STOP"_s));
    QVERIFY(!d.told().contains(u"still writing"_s));
}

void tst_WrongPerson::typingIsCutOffByWhateverTakesTheCard_data()
{
    QTest::addColumn<Change>("change");
    const auto ana = build::contactId(0);
    QTest::newRow("staff") << Change(ContactUnassigned{ana, {}});
    QTest::newRow("an opt-out") << Change(OptOutAdded{build::phone(0), ana, OptOutSource::Staff, {}, {}});
    QTest::newRow("a pause") << Change(CampaignPaused{build::campaignId(), u"lunch"_s});
}

void tst_WrongPerson::typingIsCutOffByWhateverTakesTheCard()
{
    QFETCH(Change, change);
    Desk d;
    d.show();
    QSignalSpy finish(d.view.get(), &DeskView::finishRequested);
    QSignalSpy replies(d.view.get(), &DeskView::repliesRequested);
    QSignalSpy campaign(d.view.get(), &DeskView::campaignChosen);
    d.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    QSignalSpy said(d.view.get(), &DeskView::announced);
    QVERIFY(d.apply(change));
    d.clock().advance(Millis(500));
    const int calls = d.gateway.calls();
    d.typeOn(
        {Qt::Key_Space, Qt::Key_S, Qt::Key_O, Qt::Key_Return, Qt::Key_W, Qt::Key_B, Qt::Key_Return, Qt::Key_Space});
    for (int i = 1; i < 5; ++i)
        QVERIFY(d.isUntouched(i));
    QCOMPARE(finish.size() + replies.size() + campaign.size(), 0);
    QCOMPARE(d.gateway.calls(), calls);
    // With no card left the sentence is said at the window's edge.
    QCOMPARE(said.size(), d.review->card() ? 0 : 1);
    if (!d.review->card())
        QVERIFY(said.front().front().toString().contains(u"still writing to Ana"_s));
}

void tst_WrongPerson::theWaitLastsUntilTheHandsRest()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    QVERIFY(d.unassign(0));
    for (int i = 0; i < 6; ++i) {
        d.clock().advance(Millis(1499)); // Thinking of each word.
        d.press(i % 2 ? Qt::Key_S : Qt::Key_O);
    }
    QVERIFY(d.isUntouched(1) && d.isUntouched(2));
    d.clock().advance(Millis(1500));
    d.press(Qt::Key_S);
    QVERIFY(d.store().contact(d.id(1))->skipped);
}

void tst_WrongPerson::theEndOfAnEditIsPartOfIt()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    QVERIFY(d.unassign(0));
    d.clock().advance(Millis(500));
    // Out of the field and off with it, or to the next button and press that: it was all meant for Ana.
    d.typeOn({Qt::Key_Escape, Qt::Key_Return, Qt::Key_Tab, Qt::Key_Space, Qt::Key_Tab, Qt::Key_Return});
    QVERIFY(d.isUntouched(1));
    QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s);
}

void tst_WrongPerson::aClickEndsTheWait()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" See you"_s);
    QVERIFY(d.unassign(0));
    d.clock().advance(Millis(500));
    d.press(Qt::Key_S);
    QVERIFY(d.isUntouched(1));
    QTest::mouseClick(d.child<QWidget>(u"messageBubble"_s), Qt::LeftButton);
    d.clock().advance(Millis(120));
    d.press(Qt::Key_S);
    QVERIFY(d.store().contact(d.id(1))->skipped);
}

void tst_WrongPerson::whoGoesOnWithTheSameCardIsNotHeldUp()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    auto* const editor = d.child<QPlainTextEdit>(u"messageEditor"_s);
    QTest::keyClicks(editor, u" See"_s);
    QVERIFY(d.unassign(3)); // Somebody else's.
    QTest::keyClicks(editor, u" you"_s);
    QVERIFY(editor->hasFocus());
    QVERIFY(editor->toPlainText().endsWith(u" See you"_s));
    // Nobody is typing once the field was left.
    d.press(Qt::Key_Escape);
    QVERIFY(d.unassign(0));
    d.clock().advance(Millis(401));
    d.press(Qt::Key_S);
    QVERIFY(d.store().contact(d.id(1))->skipped);
}

void tst_WrongPerson::aDoubleClickActsOnce_data()
{
    QTest::addColumn<QString>("button");
    for (const char* const name : {"desk.optOut", "desk.wrongNumber", "desk.skip"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_WrongPerson::aDoubleClickActsOnce()
{
    QFETCH(QString, button);
    Desk d;
    d.show();
    auto* const on = d.child<QAbstractButton>(button);
    QTest::mouseClick(on, Qt::LeftButton);
    QVERIFY(!d.isUntouched(0));
    d.clock().advance(Millis(100));
    d.paint();
    QTest::mouseClick(on, Qt::LeftButton); // Where the system tells of no double click.
    QVERIFY(d.isUntouched(1));
    d.breathe();
    QTest::mouseClick(on, Qt::LeftButton);
    QVERIFY(!d.isUntouched(1));
    QVERIFY(d.isUntouched(2));
}

void tst_WrongPerson::aSlowDoubleClickActsOnce()
{
    Desk d;
    d.show();
    auto* const on = d.child<QAbstractButton>(u"desk.optOut"_s);
    QTest::mouseClick(on, Qt::LeftButton);
    d.clock().advance(Millis(450));
    d.paint();
    QTest::mouseDClick(on, Qt::LeftButton);
    QTest::mouseRelease(on, Qt::LeftButton);
    QCOMPARE(d.store().figures().optedOut, 1);
    QVERIFY(d.isUntouched(1));
}

void tst_WrongPerson::aLetterThatBouncesActsOnce_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("opt out") << int(Qt::Key_O);
    QTest::newRow("wrong number") << int(Qt::Key_W);
    QTest::newRow("skip") << int(Qt::Key_S);
}

void tst_WrongPerson::aLetterThatBouncesActsOnce()
{
    QFETCH(int, key);
    Desk d;
    d.show();
    d.press(key);
    QVERIFY(!d.isUntouched(0));
    d.clock().advance(Millis(30));
    d.press(key);
    QVERIFY(d.isUntouched(1));
    d.clock().advance(Millis(61));
    d.press(key); // A finger that is quick.
    QVERIFY(!d.isUntouched(1));
    QVERIFY(d.isUntouched(2));
}

void tst_WrongPerson::aHeldLetterActsOnce()
{
    Desk d;
    d.show();
    Hands hands(*d.view);
    hands.before = [](quint64) {};
    hands.after = [&d](quint64) { d.paint(); };
    hands.press(Qt::Key_O, Qt::NoModifier);
    QVERIFY(!d.isUntouched(0));
    for (int i = 0; i < 20; ++i) {
        d.clock().advance(Millis(33));
        if (i % 2)
            hands.repeatAsPresses(Qt::Key_O); // As a remote desktop does.
        else
            hands.stutter(Qt::Key_O);
    }
    QVERIFY(d.isUntouched(1));
    hands.release(Qt::Key_O);
    d.breathe();
    hands.press(Qt::Key_O, Qt::NoModifier);
    hands.release(Qt::Key_O);
    QVERIFY(!d.isUntouched(1));
    QVERIFY(d.isUntouched(2));
}

void tst_WrongPerson::aLetterJustAfterAnInterruptionDoesNothing_data() { aLetterThatBouncesActsOnce_data(); }

void tst_WrongPerson::aLetterJustAfterAnInterruptionDoesNothing()
{
    QFETCH(int, key);
    Desk d;
    d.show();
    QVERIFY(d.reply(0, u"STOP"_s));
    d.clock().advance(Millis(150));
    d.press(key);
    QVERIFY(d.isUntouched(1));
    d.clock().advance(Millis(250));
    d.press(key);
    QVERIFY(!d.isUntouched(1));
    QVERIFY(d.isUntouched(2));
}

void tst_WrongPerson::aFieldForWhoeverLeftDoesNotOpenOnTheNext_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("button");
    QTest::newRow("edit") << int(Qt::Key_E) << u"desk.edit"_s;
    QTest::newRow("hand over") << int(Qt::Key_H) << u"desk.escalate"_s;
    QTest::newRow("tag") << int(Qt::Key_T) << u"desk.tag"_s;
    QTest::newRow("answer") << int(Qt::Key_A) << u"desk.answer"_s;
    QTest::newRow("note") << int(Qt::Key_N) << u"desk.note"_s;
}

void tst_WrongPerson::aFieldForWhoeverLeftDoesNotOpenOnTheNext()
{
    QFETCH(int, key);
    QFETCH(QString, button);
    Desk d;
    d.show();
    const QWidget* const closed = QApplication::focusWidget();
    QVERIFY(d.reply(0, u"STOP"_s));
    d.clock().advance(Millis(150));
    d.press(key);
    QCOMPARE(QApplication::focusWidget(), closed);
    d.typeOn({Qt::Key_S, Qt::Key_O, Qt::Key_W, Qt::Key_1, Qt::Key_Return}); // Meant for the field.
    QCOMPARE(QApplication::focusWidget(), closed);
    QVERIFY(d.isUntouched(1));
    QVERIFY(d.store().contact(UiFixture::id(1))->tags.isEmpty());

    d.clock().advance(Millis(1600));
    QVERIFY(d.reply(1, u"STOP"_s));
    auto* const clicked = d.child<QAbstractButton>(button);
    QTest::mouseClick(clicked, Qt::LeftButton); // The eye has not seen the third yet.
    QCOMPARE(QApplication::focusWidget(), clicked);
    d.typeOn({Qt::Key_S, Qt::Key_Return});
    QCOMPARE(QApplication::focusWidget(), clicked);
    QVERIFY(d.isUntouched(2));

    d.clock().advance(Millis(1600));
    d.press(key);
    QVERIFY(QApplication::focusWidget() != clicked);
}

void tst_WrongPerson::aClickJustAfterAnInterruptionDoesNothing()
{
    Desk d;
    d.show();
    auto* const on = d.child<QAbstractButton>(u"desk.optOut"_s);
    QVERIFY(d.reply(0, u"STOP"_s));
    d.clock().advance(Millis(300));
    d.paint();
    QTest::mouseClick(on, Qt::LeftButton);
    QVERIFY(d.isUntouched(1));
    d.breathe();
    QTest::mousePress(on, Qt::LeftButton); // Aimed at Ben ...
    QVERIFY(d.reply(1, u"STOP"_s));
    d.breathe();
    QTest::mouseRelease(on, Qt::LeftButton); // ... let go on Carla.
    QVERIFY(d.isUntouched(2));
    QTest::mouseClick(on, Qt::LeftButton);
    QVERIFY(d.isUntouched(2)); // Within what a double click takes.
    d.breathe();
    QTest::mouseClick(on, Qt::LeftButton);
    QVERIFY(!d.isUntouched(2));
}

void tst_WrongPerson::aLetterForSomebodyWhoWasNotPaintedDoesNothing()
{
    Desk d;
    d.show();
    QVERIFY(d.reply(0, u"STOP"_s));
    d.clock().advance(Millis(2000)); // The program was busy all the time.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_O);
    QVERIFY(d.isUntouched(1));
    QTest::mouseClick(d.child<QAbstractButton>(u"desk.skip"_s), Qt::LeftButton);
    QVERIFY(d.isUntouched(1));
    d.breathe();
    d.press(Qt::Key_O);
    QVERIFY(!d.isUntouched(1));
}

void tst_WrongPerson::anOwnPaceIsNotSlowed()
{
    Desk d(8);
    d.show();
    d.typeOn({Qt::Key_S, Qt::Key_Return, Qt::Key_Return, Qt::Key_O, Qt::Key_W, Qt::Key_W, Qt::Key_S});
    QCOMPARE(d.store().figures().firstSent, 2);
    QCOMPARE(d.store().figures().skipped, 2);
    QCOMPARE(d.store().figures().optedOut, 1);
    QCOMPARE(d.store().figures().wrongNumbers, 2);
}

QTEST_MAIN(tst_WrongPerson)
#include "tst_WrongPerson.moc"
