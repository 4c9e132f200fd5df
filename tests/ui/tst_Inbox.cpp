#include "tests/ui/UiFixture.h"
#include "ui/inbox/Composer.h"
#include "ui/inbox/ConversationModel.h"
#include "ui/inbox/DisplayText.h"
#include "ui/inbox/InboxView.h"
#include "ui/inbox/ThreadModel.h"
#include "ui/inbox/ThreadView.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Pill.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// The inbox in a shown window; the first `texted` contacts have had their first message.
class Inbox : public UiFixture
{
public:
    explicit Inbox(int texted = 5)
        : UiFixture(texted)
    {
        sendFirst(texted);
    }
    void show()
    {
        view = std::make_unique<InboxView>(*shift);
        view->resize(1100, 760);
        view->show();
        view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
        view->activate();
        breathe();
    }
    template<class T>
    T* child(const QString& name) const
    {
        return view->findChild<T*>(name);
    }
    Composer* composer() const { return child<Composer>(u"composer"_s); }
    QListView* list() const { return child<QListView>(u"conversationList"_s); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        auto* focus = QApplication::focusWidget();
        QVERIFY(focus);
        paint();
        QTest::keyClick(focus, Qt::Key(key), modifiers);
    }
    int sent() { return store().figures().repliesSent; }

    std::unique_ptr<InboxView> view;
};

} // namespace

class tst_Inbox : public QObject
{
    Q_OBJECT
private slots:
    void theListOfFiltersHoldsUpNothing()
    {
        Inbox f(2);
        QVERIFY(f.reply(0, u"Who is this?"_s));
        f.show();
        f.view->setMinimumSize(600, 500); // As the window does: it may be narrower than its screens would like.
        f.view->resize(760, 620);
        f.breathe();
        auto* const button = f.child<QToolButton>(u"filterMenu"_s);
        QTRY_VERIFY(button->isVisible());
        bool pressing = true;
        bool waited = false;
        // Were the key's event to end only with the list, this would be handled inside it.
        QTimer::singleShot(0, f.view.get(), [&] {
            waited = pressing;
            if (waited && QApplication::activePopupWidget())
                QApplication::activePopupWidget()->close();
        });
        QTest::keyClick(button, Qt::Key_Space);
        pressing = false;
        QVERIFY(!waited);
        auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 6);
        menu->actions().at(1)->trigger();
        QCOMPARE(f.inbox->filter(), InboxSession::Filter::All);
        menu->close();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(QApplication::activePopupWidget(), menu);
        menu->close();
    }

    void whatIsDoneToAConversationIsSaid_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("close") << int(Qt::Key_C);
        QTest::newRow("opt out") << int(Qt::Key_O);
        QTest::newRow("set aside") << int(Qt::Key_S);
        QTest::newRow("wrong number") << int(Qt::Key_W);
    }

    void whatIsDoneToAConversationIsSaid()
    {
        QFETCH(int, key);
        Inbox f;
        QVERIFY(f.reply(0, u"One"_s));
        QVERIFY(f.reply(1, u"Two"_s));
        f.show();
        const QString name = f.inbox->record()->contact.firstName;
        QVERIFY(!name.isEmpty());
        QSignalSpy said(f.view.get(), &InboxView::announced);
        f.press(key);
        QCOMPARE(said.size(), 1);
        QVERIFY2(said.front().front().toString().contains(name), qPrintable(said.front().front().toString()));
    }

    void withLargeTextTheThreadKeepsItsRoom()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Sure"_s));
        f.theme.setTextScale(2);
        QVERIFY(f.store().saveDraft(Inbox::id(0), u"One\ntwo\nthree\nfour"_s));
        f.show();
        f.view->resize(1186, 634); // What a window of 1366x768 leaves to a screen.
        QTest::qWait(0);
        const int line = f.composer()->fontMetrics().lineSpacing();
        QVERIFY(f.composer()->viewport()->height() >= 4 * line);
        QVERIFY2(f.child<ThreadView>(u"threadView"_s)->height() >= 3 * line,
                 qPrintable(QString::number(f.child<ThreadView>(u"threadView"_s)->height())));
        auto* side = f.child<QWidget>(u"suggestionPane"_s);
        QVERIFY(!side->isVisible());
        f.press(Qt::Key_A);
        QVERIFY(side->isVisible());
        QVERIFY(side->isAncestorOf(QApplication::focusWidget()));
        f.press(Qt::Key_Escape);
        QVERIFY(!side->isVisible());
        f.child<Button>(u"drawerButton"_s)->click();
        QVERIFY(side->isVisible());
    }

    void withoutSingleLettersNoneIsPromised()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Sure"_s));
        f.preferences.setSingleLetterKeys(false);
        f.show();
        QVERIFY(f.composer()->placeholderText().contains(u"Alt+1"_s));
        f.composer()->setFocus();
        QTest::keyClicks(f.composer(), u"1"_s);
        QCOMPARE(f.composer()->toPlainText(), u"1"_s);
    }

    void theOldestWaitingIsOpenAtFirst()
    {
        Inbox f;
        QVERIFY(f.reply(2, u"Sure"_s));
        QVERIFY(f.reply(0, u"Maybe"_s));
        f.show();
        QCOMPARE(f.inbox->current(), Inbox::id(2));
        QCOMPARE(f.list()->model()->rowCount(), 2);
        QCOMPARE(f.list()->currentIndex().row(), 0);
    }

    void jAndKMoveThroughTheList()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"One"_s));
        QVERIFY(f.reply(1, u"Two"_s));
        f.show();
        f.press(Qt::Key_J);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
        f.press(Qt::Key_J);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
        f.press(Qt::Key_K);
        QCOMPARE(f.inbox->current(), Inbox::id(0));
    }

    void aSuggestionFillsTheComposerAndSendsNothing()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes!"_s));
        f.show();
        f.press(Qt::Key_1);
        QVERIFY(f.composer()->toPlainText().startsWith(u"Wonderful!"_s));
        QCOMPARE(f.inbox->draft(), f.composer()->toPlainText());
        QCOMPARE(f.inbox->record()->answers.value({u"step-1"_s}), u"Yes"_s);
        QCOMPARE(f.sent(), 0);
    }

    void aDigitInTheEmptyComposerPicksAndInAFullOneTypes()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"No"_s));
        f.show();
        f.composer()->setFocus();
        f.press(Qt::Key_1); // What answers the reply best.
        QVERIFY(f.composer()->toPlainText().startsWith(u"Thank you"_s));
        const QString before = f.composer()->toPlainText();
        QTest::keyClicks(f.composer(), u"2"_s);
        QCOMPARE(f.composer()->toPlainText(), before + u'2');
    }

    void altAndADigitAlwaysPick()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes, of course"_s));
        f.show();
        f.composer()->setFocus();
        QTest::keyClicks(f.composer(), u"Well"_s);
        f.press(Qt::Key_1, Qt::AltModifier);
        QVERIFY(f.composer()->toPlainText().startsWith(u"Wonderful!"_s));
    }

    void aReplyInSpanishIsHandedOffWithOneKey()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"¿Dónde puedo votar? No hablo inglés"_s));
        QVERIFY(f.reply(1, u"Yes"_s));
        f.show();
        QVERIFY(f.inbox->suggestions().front().source == Suggestion::Source::HandOff);
        QSignalSpy said(f.view.get(), &InboxView::announced);
        f.press(Qt::Key_1);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
        QVERIFY(said.front().front().toString().contains(f.store().contact(Inbox::id(0))->contact.firstName));
        QVERIFY(f.store().contact(Inbox::id(0))->escalated);
        QCOMPARE(f.sent(), 0);
        QVERIFY(f.store().draft(Inbox::id(0))->isEmpty());
    }

    void aReplyThatIsAPictureSaysSoInTheList()
    {
        Inbox f;
        auto reply = build::reply(Inbox::id(0), {}, f.clock().now(), u"picture-1"_s);
        reply.message.media = 1;
        QVERIFY(f.apply(reply));
        QVERIFY(f.reply(1, u"yes"_s));
        f.show();
        QStringList previews;
        for (int row = 0; row < f.list()->model()->rowCount(); ++row)
            previews.append(f.list()->model()->index(row, 0).data(ConversationModel::PreviewRole).toString());
        QCOMPARE(previews.size(), 2);
        QVERIFY(previews.at(0).startsWith(u"1 picture"_s));
        QCOMPARE(previews.at(1), u"yes"_s);
    }

    void aWrongNumberIsToldHowToMark()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Wrong number"_s));
        QVERIFY(f.reply(1, u"where do I vote?"_s));
        f.show();
        auto* hint = f.child<QLabel>(u"suggestionsHint"_s);
        QVERIFY(hint->isVisible());
        QVERIFY(hint->text().contains(u"W marks it"_s));
        f.inbox->open(Inbox::id(1));
        QVERIFY(!hint->isVisible());
        f.inbox->open(Inbox::id(0));
        f.press(Qt::Key_W);
        QVERIFY(f.store().contact(Inbox::id(0))->wrongNumber);
    }

    void plainQuotesAreOfferedAndNeverSilent()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Hm"_s));
        f.show();
        f.composer()->setFocus();
        const QString written = u"It\u2019s "_s + QString(80, u'a');
        QTest::keyClicks(f.composer(), u"It"_s);
        f.composer()->insertPlainText(written.mid(2));
        QCOMPARE(f.inbox->draft(), written); // As it was written.
        QCOMPARE(f.composer()->extraSelections().size(), 1);
        QCOMPARE(f.composer()->extraSelections().front().cursor.selectedText(), u"\u2019"_s);
        auto* offer = f.child<Button>(u"offer0"_s);
        QVERIFY(offer->isVisible());
        QVERIFY(offer->text().contains(u"1 instead of 2"_s));
        QTest::keyClick(f.composer(), Qt::Key_M, Qt::AltModifier);
        QCOMPARE(f.inbox->draft(), u"It's "_s + QString(80, u'a'));
        QVERIFY(!offer->isVisible());
        QVERIFY(f.composer()->extraSelections().isEmpty());
    }
    void ctrlEnterSendsExactlyOneAndMovesOn()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes"_s));
        QVERIFY(f.reply(1, u"No"_s));
        f.show();
        f.press(Qt::Key_1);
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 1);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
        QCOMPARE(f.composer()->toPlainText(), QString());
    }

    void ctrlEnterInAnotherFieldSendsNoReply()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        f.press(Qt::Key_1);
        QVERIFY(!f.composer()->toPlainText().isEmpty());
        f.press(Qt::Key_Escape); // Out of the composer; its text stays.
        f.press(Qt::Key_N);
        QCOMPARE(QApplication::focusWidget(), f.child<QLineEdit>(u"noteField"_s));
        QTest::keyClicks(f.child<QLineEdit>(u"noteField"_s), u"Lives upstairs"_s);
        f.breathe();
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 0);
        QCOMPARE(f.inbox->notes().size(), 1);
        f.press(Qt::Key_H);
        QCOMPARE(QApplication::focusWidget(), f.child<QLineEdit>(u"handOverReason"_s));
        QTest::keyClicks(f.child<QLineEdit>(u"handOverReason"_s), u"Asks about the law"_s);
        f.breathe();
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 0);
        QVERIFY(f.store().contact(Inbox::id(0))->escalated);
    }

    void aReplyThatIsNotToBeSeenIsNotSent()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        f.press(Qt::Key_1);
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_H);
        QVERIFY(f.child<Button>(u"handOverCancel"_s)->isVisible());
        f.child<Button>(u"handOverCancel"_s)->setFocus();
        f.breathe();
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 0);
        QVERIFY(!f.store().contact(Inbox::id(0))->escalated);
        f.press(Qt::Key_Space);
        f.breathe();
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 1);
    }

    void undoBringsBackNothingOfAnotherConversation()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"One"_s));
        QVERIFY(f.reply(1, u"Two"_s));
        f.show();
        auto* note = f.child<QLineEdit>(u"noteField"_s);
        f.press(Qt::Key_N);
        QTest::keyClicks(note, u"Lives upstairs"_s);
        f.press(Qt::Key_Return);
        f.press(Qt::Key_J);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
        f.press(Qt::Key_N);
        QVERIFY(note->hasFocus());
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(note->text(), QString());
        f.press(Qt::Key_Escape);

        auto* reason = f.child<QLineEdit>(u"handOverReason"_s);
        f.press(Qt::Key_H);
        QTest::keyClicks(reason, u"Asks about the law"_s);
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_K);
        f.press(Qt::Key_H);
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(reason->text(), QString());
        f.press(Qt::Key_Escape);

        f.press(Qt::Key_E);
        QTest::keyClicks(f.composer(), u"Half a thought"_s);
        f.composer()->selectAll();
        f.press(Qt::Key_Delete);
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_J);
        f.press(Qt::Key_E);
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.composer()->toPlainText(), QString());
        QCOMPARE(f.inbox->draft(), QString());
    }

    void enterInTheComposerIsANewLine()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        f.composer()->setFocus();
        QTest::keyClicks(f.composer(), u"One"_s);
        f.press(Qt::Key_Return);
        QTest::keyClicks(f.composer(), u"two"_s);
        QCOMPARE(f.inbox->draft(), u"One\ntwo"_s);
        QCOMPARE(f.sent(), 0);
    }

    void aHeldCtrlEnterSendsOne()
    {
        Inbox f;
        for (int i = 0; i < 3; ++i)
            QVERIFY(f.reply(i, u"Yes"_s));
        f.show();
        for (int i = 0; i < 3; ++i)
            QVERIFY(f.store().saveDraft(Inbox::id(i), u"Thank you"_s));
        f.inbox->open(Inbox::id(1));
        f.inbox->open(Inbox::id(0));
        f.breathe();
        QCOMPARE(f.composer()->toPlainText(), u"Thank you"_s);
        auto* focus = QApplication::focusWidget();
        QTest::keyPress(focus, Qt::Key_Return, Qt::ControlModifier);
        for (int i = 0; i < 20; ++i) {
            f.clock().advance(Millis(33));
            QKeyEvent again(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier, u"\r"_s, true);
            QSpontaneKeyEvent::setSpontaneous(&again);
            qApp->notify(QApplication::focusWidget(), &again);
        }
        QTest::keyRelease(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 1);
    }

    void aDoubleClickOnSendSendsOne()
    {
        Inbox f;
        for (int i = 0; i < 2; ++i) {
            QVERIFY(f.reply(i, u"Yes"_s));
            QVERIFY(f.store().saveDraft(Inbox::id(i), u"Thank you"_s));
        }
        f.show();
        auto* send = f.child<Button>(u"sendButton"_s);
        QTest::mouseClick(send, Qt::LeftButton);
        QTest::mouseDClick(send, Qt::LeftButton);
        QCOMPARE(f.sent(), 1);
    }

    void aDraftSurvivesSwitching()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"One"_s));
        QVERIFY(f.reply(1, u"Two"_s));
        f.show();
        f.composer()->setFocus();
        QTest::keyClicks(f.composer(), u"Half a thought"_s);
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_J);
        QCOMPARE(f.composer()->toPlainText(), QString());
        f.press(Qt::Key_K);
        QCOMPARE(f.composer()->toPlainText(), u"Half a thought"_s);
    }

    void aStopWhileComposingBlocksAndKeepsTheText()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Hm"_s));
        f.show();
        f.composer()->setFocus();
        QTest::keyClicks(f.composer(), u"Would you"_s);
        QVERIFY(f.reply(0, u"STOP"_s));
        QVERIFY(!f.composer()->isVisible());
        QVERIFY(f.child<Banner>(u"optOutBanner"_s)->isVisible());
        QVERIFY(!f.composer()->hasFocus());
        f.breathe();
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 0);
        QCOMPARE(f.inbox->draft(), u"Would you"_s);
    }

    void anUnclearReplyAsksAndNAllowsAgain()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"can't stop smiling"_s));
        f.show();
        QVERIFY(f.child<QWidget>(u"askBanner"_s)->isVisible());
        QVERIFY(!f.composer()->isVisible());
        f.press(Qt::Key_N);
        QVERIFY(!f.child<QWidget>(u"askBanner"_s)->isVisible());
        QVERIFY(f.composer()->isVisible());
        QVERIFY(!f.child<QLineEdit>(u"noteField"_s)->hasFocus());
    }

    void anUnclearReplyAsksAndYOptsOut()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"stop it you two"_s));
        f.show();
        const auto number = f.inbox->record()->contact.phone;
        f.press(Qt::Key_Y);
        QVERIFY(f.store().isSuppressed(number));
        QCOMPARE(f.sent(), 0);
    }

    void aKeyMeantForSomethingElseAnswersNoQuestion()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Hello"_s));
        QVERIFY(f.reply(1, u"stop it you two"_s));
        f.show();
        QCOMPARE(f.inbox->current(), Inbox::id(0));
        QSignalSpy said(f.view.get(), &InboxView::announced);
        const auto who = [&f](int i) { return f.store().contact(Inbox::id(i)); };
        QVERIFY(f.reply(0, u"stop it you two"_s));
        QVERIFY(f.child<QWidget>(u"askBanner"_s)->isVisible());
        f.press(Qt::Key_N); // It was to write a note.
        QVERIFY(who(0)->mayHaveOptedOut);
        f.press(Qt::Key_Y);
        QVERIFY(!who(0)->optedOut);
        QCOMPARE(said.size(), 0);
        f.breathe();
        f.press(Qt::Key_N);
        QVERIFY(!who(0)->mayHaveOptedOut);
        QCOMPARE(said.size(), 1);
        QVERIFY(said.front().front().toString().contains(who(0)->contact.firstName));
        f.press(Qt::Key_J);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
        f.press(Qt::Key_N);
        QVERIFY(who(1)->mayHaveOptedOut);
        f.breathe();
        f.press(Qt::Key_N);
        QVERIFY(!who(1)->mayHaveOptedOut);
    }

    void aDigitOnItsWayTakesNothingFromANewList()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"No"_s));
        QVERIFY(f.reply(1, u"Yes"_s));
        f.show();
        const auto first = [&f] { return f.inbox->suggestions().front().text; };
        const QString before = first();
        QVERIFY(f.reply(0, u"Oh wait, yes!"_s));
        QVERIFY(first() != before);
        f.press(Qt::Key_1);
        QCOMPARE(f.inbox->draft(), QString());
        QVERIFY(f.inbox->record()->answers.isEmpty());
        f.press(Qt::Key_J);
        f.press(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(f.inbox->draft(), QString());
        f.breathe();
        f.press(Qt::Key_1);
        QVERIFY(!f.inbox->draft().isEmpty());
    }

    void lettersDoOneThingEachAndSendNothing()
    {
        Inbox f;
        for (int i = 0; i < 5; ++i)
            QVERIFY(f.reply(i, u"Hello"_s));
        f.show();
        const auto who = [&f](int i) { return f.store().contact(Inbox::id(i)); };
        f.view->openConversation(Inbox::id(0));
        f.press(Qt::Key_S);
        QVERIFY(who(0)->setAside);
        f.view->openConversation(Inbox::id(1));
        f.press(Qt::Key_W);
        QVERIFY(who(1)->wrongNumber);
        f.view->openConversation(Inbox::id(2));
        f.press(Qt::Key_O);
        QVERIFY(who(2)->optedOut);
        f.view->openConversation(Inbox::id(3));
        f.press(Qt::Key_C);
        QCOMPARE(who(3)->stage, ContactStage::Closed);
        f.view->openConversation(Inbox::id(4));
        f.press(Qt::Key_H);
        auto* reason = f.child<QLineEdit>(u"handOverReason"_s);
        QVERIFY(reason->hasFocus());
        QTest::keyClicks(reason, u"Asks about the law"_s);
        f.press(Qt::Key_Return);
        QVERIFY(who(4)->escalated);
        QCOMPARE(f.sent(), 0);
    }

    void lettersTypeInTheComposer()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Hello"_s));
        f.show();
        f.press(Qt::Key_E);
        QVERIFY(f.composer()->hasFocus());
        QTest::keyClicks(f.composer(), u"swohcj"_s);
        QCOMPARE(f.inbox->draft(), u"swohcj"_s);
        QVERIFY(!f.inbox->record()->optedOut);
        QVERIFY(!f.inbox->record()->wrongNumber);
    }

    void tagsAnswersAndNotesByKeyboard()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Hello"_s));
        f.show();
        f.press(Qt::Key_T);
        f.press(Qt::Key_Space);
        QCOMPARE(f.inbox->record()->tags, QStringList{u"volunteer"_s});
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_A);
        f.press(Qt::Key_Space);
        QCOMPARE(f.inbox->record()->answers.value({u"step-1"_s}), u"Yes"_s);
        f.press(Qt::Key_Escape);
        f.press(Qt::Key_N);
        QTest::keyClicks(QApplication::focusWidget(), u"Lives upstairs"_s);
        f.press(Qt::Key_Return);
        QCOMPARE(f.inbox->notes().size(), 1);
        QCOMPARE(f.inbox->notes().front().text, u"Lives upstairs"_s);
        QVERIFY(f.list()->hasFocus());
        QCOMPARE(f.sent(), 0);
    }

    void aNewReplyLeavesTheScrollPositionAlone()
    {
        Inbox f;
        for (int i = 0; i < 30; ++i)
            QVERIFY(f.reply(0, u"Message number %1 of a long story about the library"_s.arg(i)));
        f.show();
        auto* thread = f.child<ThreadView>(u"threadView"_s);
        auto* bar = thread->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTRY_VERIFY(thread->isAtEnd());
        bar->setValue(40);
        QVERIFY(f.reply(0, u"One more"_s));
        QTest::qWait(20);
        QCOMPARE(bar->value(), 40);
        QVERIFY(f.child<Button>(u"newReplyButton"_s)->isVisible());
        f.child<Button>(u"newReplyButton"_s)->click();
        QTRY_VERIFY(thread->isAtEnd());
        QVERIFY(f.reply(0, u"And another"_s));
        QTRY_VERIFY(thread->isAtEnd());
    }

    void aPressThatMeetsANewReplySendsNothing()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        f.press(Qt::Key_1);
        f.breathe();
        const auto now = f.clock().now();
        QVERIFY(f.apply(build::reply(Inbox::id(0), u"Wait, one thing"_s, now, u"late"_s)));
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 0);
        f.breathe();
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 1);
    }

    void aReplyStampedBeforeOurTextIsNoticed()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        f.press(Qt::Key_1);
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 1);
        QVERIFY(!f.inbox->meaning());
        f.composer()->setFocus();
        QTest::keyClicks(f.composer(), u"See you"_s);
        f.breathe();
        // This computer's clock is ahead of the one that stamps replies.
        QVERIFY(f.apply(build::reply(Inbox::id(0), u"Who is this?"_s, f.clock().now() - Seconds(20), u"late"_s)));
        QCOMPARE(f.inbox->thread().back().direction, Direction::Outgoing);
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 1);
        QVERIFY(f.inbox->meaning());
        f.breathe();
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.sent(), 2);
        QVERIFY(!f.inbox->meaning());
    }

    void aLongReplyIsShortenedUntilAskedFor()
    {
        Inbox f;
        const QString text = QString(u"word "_s).repeated(2000).trimmed();
        QVERIFY(f.reply(0, text));
        f.show();
        auto* thread = f.child<ThreadView>(u"threadView"_s);
        const auto last = thread->model()->index(thread->model()->rowCount() - 1, 0);
        QVERIFY(last.data(Qt::DisplayRole).toString().size() < 800);
        QCOMPARE(last.data(Qt::EditRole).toString(), text);
        thread->setCurrentIndex(last);
        thread->setFocus();
        f.press(Qt::Key_Return);
        QCOMPARE(last.data(Qt::DisplayRole).toString(), text);
        f.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), text);
    }

    void whatComesFromOutsideIsMadeFitToPaint()
    {
        QCOMPARE(displayText(u"a\u0000b\u0007c"_s.replace(QChar(0), QChar(1))), u"abc"_s);
        QCOMPARE(displayText(u"\u202Eevil\u202C fine"_s), u"evil fine"_s);
        QCOMPARE(displayText(u"line\r\nnext\u2028third"_s), u"line\nnext\nthird"_s);
        QCOMPARE(displayText(u"👩🏽‍🌾 שלום é"_s), u"👩🏽‍🌾 שלום é"_s);
        QVERIFY(displayText(u"a"_s + QString(100, QChar(0x0301))).size() < 10);
        QCOMPARE(displayText(QString(QChar(0xD83D)) + u"x"_s), QString(QChar(0xFFFD)) + u"x"_s);
        QCOMPARE(displayLine(u"one\n\ntwo"_s), u"one two"_s);
    }

    void filtersShowTheirConversations()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"Hello"_s));
        QVERIFY(f.reply(1, u"STOP"_s));
        f.show();
        QCOMPARE(f.list()->model()->rowCount(), 1);
        auto* optedOut = f.child<Pill>(u"filter%1"_s.arg(static_cast<int>(InboxSession::Filter::OptedOut)));
        QTest::mouseClick(optedOut, Qt::LeftButton);
        QCOMPARE(f.list()->model()->rowCount(), 1);
        f.press(Qt::Key_J);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
    }
};

QTEST_MAIN(tst_Inbox)
#include "tst_Inbox.moc"
