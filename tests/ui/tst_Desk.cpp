#include "tests/ui/UiFixture.h"
#include "ui/desk/CardView.h"
#include "ui/desk/DeskView.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Popover.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A desk in a shown window with the focus on its card.
class Desk : public UiFixture
{
public:
    explicit Desk(int contacts = 5, const std::optional<Campaign>& campaign = {})
        : UiFixture(contacts, campaign)
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
    int sent() { return store().figures().firstSent; }
    QWidget* focus() const { return QApplication::focusWidget(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        paint();
        QTest::keyClick(focus(), Qt::Key(key), modifiers);
    }
    void repeat(int key)
    {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, u"\r"_s, true);
        QSpontaneKeyEvent::setSpontaneous(&event);
        qApp->notify(focus(), &event);
    }
    template<class T>
    T* child(const QString& name) const
    {
        return view->findChild<T*>(name);
    }
    QString bubble() const { return child<Bubble>(u"messageBubble"_s)->text(); }
    Popover* popover() const { return view->findChild<Popover*>(); }

    std::unique_ptr<DeskView> view;
};

} // namespace

class tst_Desk : public QObject
{
    Q_OBJECT
private slots:
    void showsWhoAndExactlyWhatWillBeSent();
    void enterSendsOneAndTheNextIsThere();
    void aHeldEnterSendsOne();
    void enterMustComeUpBeforeItSendsAgain();
    void aBouncedEnterSendsOne();
    void aDoubleClickSendsOne();
    void aClickAfterTheCardChangedByItselfSendsNothing();
    void aPressJustAfterAnInterruptionSendsNothing();
    void spaceOnTheSendButtonIsOneKeyPress();
    void pressingByAssistiveTechnologyIsRecordedAsSuch();
    void enterOnAnotherButtonDoesNotSend();
    void singleLettersActOnceAndNeverSend();
    void singleLettersTypeInTheEditor();
    void editingChangesWhatIsSent();
    void enterInTheEditorIsANewLine();
    void theSendKeyShownWhileEditingSends();
    void blankLinesAtTheEndAreNotSent();
    void theSendButtonStaysWhereItIs();
    void escapeEndsEditingAndKeepsTheChange();
    void aTextIsMendedWithOneKey();
    void restoreBringsTheScriptBack();
    void aBlockedCardSaysWhyAndDoesNotSend();
    void noteIsWrittenWithoutLeavingTheCard();
    void controlEnterInANoteTextsNobody();
    void tagAndAnswerByNumber();
    void handingOverTakesAReason();
    void anInterruptionIsToldWithTheWords();
    void anEmptyDeskOffersABatch();
    void theNextCardIsPaintedBeforeTheCommit();
    void lettersGivenUpAreGoneFromTheScreenBeforeThePressCounts();
    void aFailedCommitBringsTheCardBackAndSaysSo();
    void everyControlHasANameForScreenReaders();
};

void tst_Desk::showsWhoAndExactlyWhatWillBeSent()
{
    Desk d;
    d.show();
    QCOMPARE(d.child<QLabel>(u"contactName"_s)->text(), u"Ana Alvarez"_s);
    QCOMPARE(d.bubble(), d.review->card()->text);
    QVERIFY(d.child<QLabel>(u"messageMeta"_s)->text().contains(u"1 segment"_s));
}

void tst_Desk::enterSendsOneAndTheNextIsThere()
{
    Desk d;
    d.show();
    d.press(Qt::Key_Return);
    QCOMPARE(d.sent(), 1);
    QCOMPARE(d.child<QLabel>(u"contactName"_s)->text(), u"Ben Brooks"_s);
    QCOMPARE(d.bubble(), d.review->card()->text);
    d.breathe();
    d.press(Qt::Key_Enter);
    QCOMPARE(d.sent(), 2);
}

void tst_Desk::aHeldEnterSendsOne()
{
    Desk d;
    d.show();
    QTest::keyPress(d.focus(), Qt::Key_Return);
    for (int i = 0; i < 40; ++i) {
        d.clock().advance(Millis(33));
        d.repeat(Qt::Key_Return);
    }
    QCOMPARE(d.sent(), 1);
    QTest::keyRelease(d.focus(), Qt::Key_Return);
    d.breathe();
    d.press(Qt::Key_Return);
    QCOMPARE(d.sent(), 2);
}

void tst_Desk::enterMustComeUpBeforeItSendsAgain()
{
    Desk d;
    d.show();
    QTest::keyPress(d.focus(), Qt::Key_Return);
    d.breathe();
    QTest::keyPress(d.focus(), Qt::Key_Return);
    d.breathe();
    QTest::keyPress(d.focus(), Qt::Key_Enter); // The keypad's, with the other one still down.
    QCOMPARE(d.sent(), 1);
}

void tst_Desk::aBouncedEnterSendsOne()
{
    Desk d;
    d.show();
    d.press(Qt::Key_Return);
    d.clock().advance(Millis(20));
    d.press(Qt::Key_Return);
    QCOMPARE(d.sent(), 1);
}

void tst_Desk::aDoubleClickSendsOne()
{
    Desk d;
    d.show();
    auto* button = d.child<QAbstractButton>(u"desk.send"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseDClick(button, Qt::LeftButton);
    QCOMPARE(d.sent(), 1);
    d.breathe();
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(d.sent(), 2);
}

void tst_Desk::aClickAfterTheCardChangedByItselfSendsNothing()
{
    Desk d;
    d.show();
    auto* button = d.child<QAbstractButton>(u"desk.send"_s);
    QTest::mousePress(button, Qt::LeftButton); // Aimed at Ana ...
    QVERIFY(d.reply(0, u"STOP"_s));
    d.clock().advance(Millis(2000));
    QTest::mouseRelease(button, Qt::LeftButton); // ... let go on Ben.
    QCOMPARE(d.sent(), 0);
    QVERIFY(d.shown() != d.id(0));
}

void tst_Desk::aPressJustAfterAnInterruptionSendsNothing()
{
    Desk d;
    d.show();
    QVERIFY(d.reply(0, u"STOP"_s));
    d.clock().advance(Millis(150));
    d.press(Qt::Key_Return);
    QCOMPARE(d.sent(), 0);
    d.breathe();
    d.press(Qt::Key_Return);
    QCOMPARE(d.sent(), 1);
}

void tst_Desk::spaceOnTheSendButtonIsOneKeyPress()
{
    Desk d;
    d.show();
    auto* button = d.child<QAbstractButton>(u"desk.send"_s);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(d.sent(), 1);
    const auto thread = d.store().conversation(d.id(0));
    QVERIFY(thread && thread->size() == 1);
    const auto row = d.store().outboxRow({thread->front().id.value});
    QVERIFY(row && *row);
    QCOMPARE(std::get<SendPayload>((*row)->command.payload).input, InputKind::Key);
}

void tst_Desk::pressingByAssistiveTechnologyIsRecordedAsSuch()
{
    Desk d;
    d.show();
    d.child<QAbstractButton>(u"desk.send"_s)->click(); // What the accessibility action does.
    QCOMPARE(d.sent(), 1);
    const auto thread = d.store().conversation(d.id(0));
    const auto row = d.store().outboxRow({thread->front().id.value});
    QCOMPARE(std::get<SendPayload>((*row)->command.payload).input, InputKind::Assistive);
}

void tst_Desk::enterOnAnotherButtonDoesNotSend()
{
    Desk d;
    d.show();
    auto* skip = d.child<QAbstractButton>(u"desk.skip"_s);
    skip->setFocus();
    QTest::keyClick(skip, Qt::Key_Return);
    QCOMPARE(d.sent(), 0);
    QCOMPARE(d.store().figures().skipped, 1);
}

void tst_Desk::singleLettersActOnceAndNeverSend()
{
    Desk d;
    d.show();
    d.press(Qt::Key_S);
    QCOMPARE(d.store().figures().skipped, 1);
    QKeyEvent held(QEvent::KeyPress, Qt::Key_S, Qt::NoModifier, u"s"_s, true);
    QApplication::sendEvent(d.focus(), &held);
    QCOMPARE(d.store().figures().skipped, 1);
    d.press(Qt::Key_W);
    QCOMPARE(d.store().figures().wrongNumbers, 1);
    d.press(Qt::Key_O);
    QCOMPARE(d.store().figures().optedOut, 1);
    QCOMPARE(d.sent(), 0);
    d.preferences.setSingleLetterKeys(false);
    d.press(Qt::Key_S);
    QCOMPARE(d.store().figures().skipped, 1);
}

void tst_Desk::singleLettersTypeInTheEditor()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    QCOMPARE(d.focus()->objectName(), u"messageEditor"_s);
    QTest::keyClicks(d.focus(), u" sow"_s);
    QCOMPARE(d.store().figures().skipped, 0);
    QCOMPARE(d.store().figures().optedOut, 0);
    QVERIFY(d.review->card()->text.endsWith(u" sow"_s));
}

void tst_Desk::editingChangesWhatIsSent()
{
    Desk d;
    d.show();
    d.press(Qt::Key_F2);
    auto* editor = d.child<QPlainTextEdit>(u"messageEditor"_s);
    editor->selectAll();
    QTest::keyClicks(editor, u"Hello Ana! Reply STOP to opt out."_s);
    d.breathe();
    d.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(d.sent(), 1);
    QCOMPARE(d.store().conversation(d.id(0))->front().text, u"Hello Ana! Reply STOP to opt out."_s);
    // The next card is not in the editor, and the focus is where Enter sends.
    QVERIFY(!editor->isVisible());
    QCOMPARE(d.focus()->objectName(), u"card"_s);
}

void tst_Desk::enterInTheEditorIsANewLine()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    d.press(Qt::Key_Return);
    QCOMPARE(d.sent(), 0);
    QVERIFY(d.review->card()->text.endsWith(u'\n'));
}

void tst_Desk::theSendKeyShownWhileEditingSends()
{
    Desk d;
    d.show();
    auto* const send = qobject_cast<Button*>(d.child<CardView>(u"card"_s)->sendButton());
    QCOMPARE(send->keyText(), u"Enter"_s);
    d.press(Qt::Key_E);
    QCOMPARE(send->keyText(), u"Ctrl+Enter"_s);
    d.press(Qt::Key_Escape);
    QCOMPARE(send->keyText(), u"Enter"_s);
    d.press(Qt::Key_E);
    d.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(d.sent(), 1);
    QCOMPARE(send->keyText(), u"Enter"_s);
}

void tst_Desk::blankLinesAtTheEndAreNotSent()
{
    Desk d;
    d.show();
    const QString script = d.bubble();
    d.press(Qt::Key_E);
    QTest::keyClicks(d.focus(), u" See you. "_s);
    d.press(Qt::Key_Return);
    d.press(Qt::Key_Return);
    d.press(Qt::Key_Escape);
    QCOMPARE(d.bubble(), script + u" See you."_s);
    QCOMPARE(d.review->card()->text, d.bubble());
    d.press(Qt::Key_E);
    d.press(Qt::Key_Return);
    const ContactId ana = d.shown();
    d.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(d.sent(), 1);
    QCOMPARE(d.store().conversation(ana)->back().text, script + u" See you."_s);
}

void tst_Desk::theSendButtonStaysWhereItIs()
{
    Desk d;
    d.show();
    auto* const strip = d.child<Banner>(u"blockedStrip"_s);
    QAbstractButton* const send = d.child<CardView>(u"card"_s)->sendButton();
    QVERIFY(!strip->isVisible());
    const QPoint before = send->mapTo(d.view.get(), QPoint());
    strip->setText(u"1 contact cannot be texted now"_s);
    strip->show();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QVERIFY(strip->isVisible());
    QCOMPARE(send->mapTo(d.view.get(), QPoint()), before);
}

void tst_Desk::aTextIsMendedWithOneKey()
{
    Desk d;
    d.show();
    const QString script = d.bubble();
    auto* offer = d.child<Button>(u"offer0"_s);
    QVERIFY(offer->isVisible());
    QCOMPARE(offer->text(), u"Add \u201CFriends of the Library\u201D"_s);
    d.press(Qt::Key_M);
    QCOMPARE(d.bubble(), script + u" Friends of the Library"_s);
    QVERIFY(!offer->isVisible());
    d.press(Qt::Key_M); // Nothing is offered any more.
    QCOMPARE(d.bubble(), script + u" Friends of the Library"_s);
    d.press(Qt::Key_E);
    auto* editor = d.child<QPlainTextEdit>(u"messageEditor"_s);
    editor->selectAll();
    const auto written = u"Hi [name], this is Robin. Reply STOP to opt out"_s;
    const auto mended = u"Hi Ana, this is Robin. Reply STOP to opt out"_s;
    QTest::keyClicks(editor, written);
    QVERIFY(offer->isVisible());
    QCOMPARE(offer->keyText(), u"Alt+M"_s);
    QCOMPARE(offer->text(), u"Put in \u201CAna\u201D"_s);
    QCOMPARE(editor->extraSelections().size(), 1);
    QCOMPARE(editor->extraSelections().front().cursor.selectedText(), u"[name]"_s);
    d.press(Qt::Key_M, Qt::AltModifier);
    QCOMPARE(editor->toPlainText(), mended);
    QVERIFY(!offer->isVisible());
    editor->undo();
    QCOMPARE(editor->toPlainText(), written);
    d.press(Qt::Key_Escape);
    QCOMPARE(offer->keyText(), u"M"_s);
    QVERIFY(!d.child<CardView>(u"card"_s)->sendButton()->isEnabled());
    d.press(Qt::Key_M);
    QCOMPARE(d.bubble(), mended);
    QCOMPARE(d.review->card()->text, mended);
    QVERIFY(d.child<CardView>(u"card"_s)->sendButton()->isEnabled());
    QCOMPARE(d.sent(), 0);
}

void tst_Desk::escapeEndsEditingAndKeepsTheChange()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    QTest::keyClicks(d.focus(), u" Thanks"_s);
    d.press(Qt::Key_Escape);
    QVERIFY(d.bubble().endsWith(u" Thanks"_s));
    QCOMPARE(d.bubble(), d.review->card()->text);
    QCOMPARE(d.focus()->objectName(), u"card"_s);
}

void tst_Desk::restoreBringsTheScriptBack()
{
    Desk d;
    d.show();
    const QString script = d.review->card()->text;
    d.press(Qt::Key_E);
    QTest::keyClicks(d.focus(), u"!"_s);
    QTest::mouseClick(d.child<QAbstractButton>(u"restoreText"_s), Qt::LeftButton);
    QCOMPARE(d.child<QPlainTextEdit>(u"messageEditor"_s)->toPlainText(), script);
}

void tst_Desk::aBlockedCardSaysWhyAndDoesNotSend()
{
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    d.child<QPlainTextEdit>(u"messageEditor"_s)->selectAll();
    d.press(Qt::Key_Delete);
    d.breathe();
    QSignalSpy said(d.view.get(), &DeskView::announced);
    d.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(d.sent(), 0);
    QCOMPARE(said.count(), 1);
    QVERIFY(d.child<Banner>(u"messageTrouble"_s)->isVisible());
    QVERIFY(!d.child<QAbstractButton>(u"desk.send"_s)->isEnabled());
}

void tst_Desk::noteIsWrittenWithoutLeavingTheCard()
{
    Desk d;
    d.show();
    d.press(Qt::Key_N);
    QVERIFY(d.popover());
    QTest::keyClicks(d.focus(), u"calls herself Annie"_s);
    d.press(Qt::Key_Return);
    QCOMPARE(d.store().notes(d.id(0))->front().text, u"calls herself Annie"_s);
    QCOMPARE(d.shown(), d.id(0));
    QCOMPARE(d.sent(), 0);
    QCOMPARE(d.focus()->objectName(), u"card"_s);
}

void tst_Desk::controlEnterInANoteTextsNobody()
{
    Desk d;
    d.show();
    d.press(Qt::Key_N);
    QTest::keyClicks(d.focus(), u"x"_s);
    d.breathe();
    d.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(d.sent(), 0);
}

void tst_Desk::tagAndAnswerByNumber()
{
    Desk d;
    d.show();
    const Campaign campaign = d.store().campaigns().front();
    d.press(Qt::Key_T);
    d.press(Qt::Key_2);
    QCOMPARE(d.store().contact(d.id(0))->tags, QStringList{campaign.tags.at(1)});
    d.press(Qt::Key_A);
    d.press(Qt::Key_1);
    QCOMPARE(d.store().contact(d.id(0))->answers.size(), 1);
    QCOMPARE(d.sent(), 0);
}

void tst_Desk::handingOverTakesAReason()
{
    Desk d;
    d.show();
    d.press(Qt::Key_H);
    QTest::keyClicks(d.focus(), u"asks for the press office"_s);
    d.press(Qt::Key_Return);
    QVERIFY(d.store().contact(d.id(0))->escalated);
    QVERIFY(d.shown() != d.id(0));
    QCOMPARE(d.sent(), 0);
}

void tst_Desk::anInterruptionIsToldWithTheWords()
{
    Desk d;
    d.show();
    QVERIFY(d.reply(0, u"STOP"_s));
    auto* banner = d.child<Banner>(u"deskBanner"_s);
    QVERIFY(banner->isVisible());
    QVERIFY(banner->text().contains(u"Ana"_s));
    QVERIFY(banner->text().contains(u"STOP"_s));
    QCOMPARE(d.child<QLabel>(u"contactName"_s)->text(), u"Ben Brooks"_s);
}

void tst_Desk::anEmptyDeskOffersABatch()
{
    Desk d(0);
    QList<Contact> pool;
    for (int i = 0; i < 5; ++i)
        pool.append(build::contact(i));
    d.gateway.addToPool(pool);
    d.engine->start();
    d.show();
    auto* idle = d.child<EmptyState>(u"deskIdle"_s);
    QVERIFY(idle->isVisible());
    QCOMPARE(d.focus()->objectName(), u"getBatch"_s);
    d.press(Qt::Key_Return);
    QVERIFY(!d.child<QAbstractButton>(u"getBatch"_s)->isEnabled());
    d.gateway.deliverAll();
    QTRY_VERIFY(d.review->card());
    QVERIFY(!idle->isVisible());
    QCOMPARE(d.sent(), 0);
}

void tst_Desk::theNextCardIsPaintedBeforeTheCommit()
{
    struct Paints : QObject
    {
        int count = 0;
        bool eventFilter(QObject*, QEvent* event) override
        {
            count += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
    };
    Desk d;
    d.show();
    QTest::qWait(20);
    Paints paints;
    d.child<QWidget>(u"messageBubble"_s)->installEventFilter(&paints);
    QString nameAtCommit;
    int paintedAtCommit = 0;
    d.store().database().setFaultHook([&](qint64, const QString& sql) -> std::optional<Error> {
        if (sql.contains(u"COMMIT"_s) && nameAtCommit.isEmpty()) {
            nameAtCommit = d.child<QLabel>(u"contactName"_s)->text();
            paintedAtCommit = paints.count;
        }
        return {};
    });
    d.press(Qt::Key_Return);
    d.store().database().setFaultHook({});
    QCOMPARE(d.sent(), 1);
    QCOMPARE(nameAtCommit, u"Ben Brooks"_s);
    QVERIFY(paintedAtCommit >= 1);
}

void tst_Desk::lettersGivenUpAreGoneFromTheScreenBeforeThePressCounts()
{
    struct Paints : QObject
    {
        QLabel* name = nullptr;
        QStringList names;
        bool eventFilter(QObject*, QEvent* event) override
        {
            if (event->type() == QEvent::UpdateRequest)
                names.append(name->text());
            return false;
        }
    };
    Desk d;
    d.show();
    d.press(Qt::Key_E);
    auto* const editor = d.child<QPlainTextEdit>(u"messageEditor"_s);
    QInputMethodEvent composing(u"ni"_s, {});
    QApplication::sendEvent(editor, &composing);
    d.paint();
    QInputMethodEvent givenUp;
    QApplication::sendEvent(editor, &givenUp);
    Paints paints;
    paints.name = d.child<QLabel>(u"contactName"_s);
    const QString ana = paints.name->text();
    editor->window()->installEventFilter(&paints);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(d.sent(), 1);
    QCOMPARE(paints.names.value(0), ana);
}

void tst_Desk::aFailedCommitBringsTheCardBackAndSaysSo()
{
    Desk d;
    d.show();
    const QString name = d.child<QLabel>(u"contactName"_s)->text();
    d.store().database().setFaultHook([](qint64, const QString&) {
        return std::optional(Error{ErrorCode::DiskFull, {}});
    });
    d.press(Qt::Key_Return);
    d.store().database().setFaultHook({});
    QCOMPARE(d.sent(), 0);
    QCOMPARE(d.child<QLabel>(u"contactName"_s)->text(), name);
    QVERIFY(d.child<Banner>(u"deskBanner"_s)->isVisible());
}

void tst_Desk::everyControlHasANameForScreenReaders()
{
    Desk d;
    d.show();
    for (const auto* button : d.view->findChildren<QAbstractButton*>())
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
    QVERIFY(!d.child<QPlainTextEdit>(u"messageEditor"_s)->accessibleName().isEmpty());
}

QTEST_MAIN(tst_Desk)
#include "tst_Desk.moc"
