#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/desk/DeskView.h"
#include "ui/inbox/Composer.h"
#include "ui/inbox/InboxView.h"
#include "ui/widgets/Toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace textbank;
using Screen = MainWindowShift::Screen;

namespace {

class Hand : public UiFixture
{
public:
    Hand(int contacts, int texted)
        : UiFixture(contacts)
    {
        sendFirst(texted);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        paint();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }
    void typeOn(const QString& words)
    {
        for (const QChar letter : words) {
            clock().advance(Millis(120));
            press(letter.toUpper().unicode());
        }
    }
    /// Nothing was recorded about them by this person.
    bool isUntouched(int contact)
    {
        const auto* record = store().contact(id(contact));
        return !record->optedOut && !record->wrongNumber && !record->setAside && !record->escalated &&
               record->answers.isEmpty() && record->tags.isEmpty() && record->stage != ContactStage::Closed;
    }
};

class Inbox : public Hand
{
public:
    Inbox()
        : Hand(5, 5)
    {
        for (int i = 0; i < 3; ++i)
            replied = reply(i, u"Hello"_s) && replied;
    }
    void show()
    {
        QVERIFY(replied);
        view = std::make_unique<InboxView>(*shift);
        view->resize(1100, 760);
        view->show();
        view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
        view->activate();
        breathe();
        QCOMPARE(inbox->current(), id(0));
    }
    template<class T>
    T* child(const QString& name) const
    {
        return view->findChild<T*>(name);
    }
    Composer* composer() const { return child<Composer>(u"composer"_s); }
    bool pause() { return apply(CampaignPaused{build::campaignId(), u"lunch"_s}); }

    bool replied = true;
    std::unique_ptr<InboxView> view;
};

/// The whole window, on the first messages.
class Window : public Hand
{
public:
    explicit Window(int texted = 0)
        : Hand(8, texted)
        , session(
              secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); }, clock(),
              random)
    {
    }
    void show(Screen screen)
    {
        window = std::make_unique<MainWindow>(theme, preferences, session, clock());
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        window->openShift(*shift);
        screens = window->findChild<MainWindowShift*>();
        screens->go(screen);
        breathe();
    }
    void find(const QString& words)
    {
        press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), words);
        clock().advance(Seconds(3));
    }
    QString said() const { return screens->findChild<Toast*>()->sentence(); }

    MemoryCredentials secrets;
    SystemRandom random;
    Session session;
    std::unique_ptr<MainWindow> window;
    MainWindowShift* screens = nullptr;
};

} // namespace

/// What a hand began in one conversation, or in a list that lies over the screen, is done to nobody else.
class tst_WrongConversation : public QObject
{
    Q_OBJECT
private slots:
    void aReplyThatIsCutOffDoesNothing_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("paused by staff") << false;
        QTest::newRow("she may want to stop") << true;
    }

    void aReplyThatIsCutOffDoesNothing()
    {
        QFETCH(bool, asked);
        Inbox f;
        f.show();
        QSignalSpy said(f.view.get(), &InboxView::announced);
        f.press(Qt::Key_E);
        f.typeOn(u"how"_s);
        if (asked)
            QVERIFY(f.reply(0, u"stop it you two"_s));
        else
            QVERIFY(f.pause());
        QVERIFY(!f.composer()->isVisible());
        f.clock().advance(Millis(500));
        f.typeOn(u" so cool why not 12"_s);
        f.press(Qt::Key_Return);
        f.press(Qt::Key_Return, Qt::ControlModifier);
        f.press(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(f.inbox->current(), Inbox::id(0));
        for (int i = 0; i < 3; ++i)
            QVERIFY(f.isUntouched(i));
        QCOMPARE(f.store().contact(Inbox::id(0))->mayHaveOptedOut, asked);
        QCOMPARE(f.store().figures().repliesSent, 0);
        QCOMPARE(f.inbox->draft(), u"how"_s);
        QCOMPARE(said.size(), 1);
        const QString sentence = said.front().front().toString();
        QVERIFY2(sentence.contains(u"Ana"_s) && sentence.contains(u"is kept"_s), qPrintable(sentence));
        f.breathe();
        f.press(Qt::Key_W);
        QVERIFY(f.store().contact(Inbox::id(0))->wrongNumber);
    }

    void aSearchThatIsCutOffDoesNothing()
    {
        Inbox f;
        f.show();
        auto* const filter = f.child<QLineEdit>(u"suggestionFilter"_s);
        QTest::mouseClick(filter, Qt::LeftButton);
        QTest::keyClicks(filter, u"lib"_s);
        QVERIFY(f.pause());
        QVERIFY(!filter->isVisible());
        f.clock().advance(Millis(500));
        f.typeOn(u"cow so"_s);
        f.press(Qt::Key_Space);
        f.press(Qt::Key_Return);
        QCOMPARE(f.inbox->current(), Inbox::id(0));
        for (int i = 0; i < 3; ++i)
            QVERIFY(f.isUntouched(i));
        f.breathe();
        f.press(Qt::Key_C);
        QCOMPARE(f.store().contact(Inbox::id(0))->stage, ContactStage::Closed);
    }

    void whatSheDoesHerselfCutsNothingOff()
    {
        Inbox f;
        f.show();
        QSignalSpy said(f.view.get(), &InboxView::announced);
        f.press(Qt::Key_E);
        f.typeOn(u"how"_s);
        QTest::mouseClick(f.child<QAbstractButton>(u"inbox.wrongNumber"_s), Qt::LeftButton);
        QVERIFY(f.store().contact(Inbox::id(0))->wrongNumber);
        QCOMPARE(said.size(), 1);
        QCOMPARE(f.inbox->current(), Inbox::id(1));
        f.view->activate(); // Out of the composer, which the next conversation has as well.
        f.clock().advance(Millis(120));
        f.press(Qt::Key_S);
        QVERIFY(f.store().contact(Inbox::id(1))->setAside);
    }

    void aLetterThatBouncesActsOnce_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("close") << int(Qt::Key_C);
        QTest::newRow("opt out") << int(Qt::Key_O);
        QTest::newRow("set aside") << int(Qt::Key_S);
        QTest::newRow("wrong number") << int(Qt::Key_W);
    }

    void aLetterThatBouncesActsOnce()
    {
        QFETCH(int, key);
        Inbox f;
        f.show();
        f.press(key);
        QVERIFY(!f.isUntouched(0));
        f.clock().advance(Millis(30));
        f.press(key);
        QVERIFY(f.isUntouched(1));
        f.clock().advance(Millis(61));
        f.press(key);
        QVERIFY(!f.isUntouched(1));
        QVERIFY(f.isUntouched(2));
    }

    void aLetterThatMeetsANewReplyDoesNothing()
    {
        Inbox f;
        f.show();
        QVERIFY(f.apply(build::reply(Inbox::id(0), u"Wait, one thing"_s, f.clock().now(), u"late"_s)));
        f.clock().advance(Millis(150));
        f.press(Qt::Key_C);
        QVERIFY(f.isUntouched(0) && f.isUntouched(1));
        f.clock().advance(Millis(250));
        f.press(Qt::Key_C);
        QVERIFY(!f.isUntouched(0));
    }

    void aDoubleClickActsOnce_data()
    {
        QTest::addColumn<QString>("button");
        for (const char* const name : {"inbox.close", "inbox.optOut", "inbox.setAside", "inbox.wrongNumber"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void aDoubleClickActsOnce()
    {
        QFETCH(QString, button);
        Inbox f;
        f.show();
        auto* const on = f.child<QAbstractButton>(button);
        QTest::mouseClick(on, Qt::LeftButton);
        QVERIFY(!f.isUntouched(0));
        f.clock().advance(Millis(450));
        f.paint();
        QTest::mouseDClick(on, Qt::LeftButton);
        QTest::mouseRelease(on, Qt::LeftButton);
        QVERIFY(f.isUntouched(1));
        f.breathe();
        QTest::mouseClick(on, Qt::LeftButton);
        QVERIFY(!f.isUntouched(1));
    }

    void aDoubleClickAnswersOneQuestion()
    {
        Inbox f;
        QVERIFY(f.reply(0, u"stop it you two"_s));
        QVERIFY(f.reply(1, u"stop it you two"_s));
        f.show();
        auto* const yes = f.child<QAbstractButton>(u"askYes"_s);
        QTest::mouseClick(yes, Qt::LeftButton);
        QVERIFY(f.store().contact(Inbox::id(0))->optedOut);
        QVERIFY(yes->isVisible());
        f.clock().advance(Millis(450));
        f.paint();
        QTest::mouseDClick(yes, Qt::LeftButton);
        QTest::mouseRelease(yes, Qt::LeftButton);
        QVERIFY(!f.store().contact(Inbox::id(1))->optedOut);
        f.breathe();
        QTest::mouseClick(yes, Qt::LeftButton);
        QVERIFY(f.store().contact(Inbox::id(1))->optedOut);
    }

    void whatFindDoesIsForWhoWasThereWhenItOpened_data()
    {
        QTest::addColumn<QString>("action");
        for (const char* const action : {"Opt out", "Wrong number", "Skip for now", "Hand to staff", "Tag"})
            QTest::newRow(action) << QString::fromLatin1(action);
    }

    void whatFindDoesIsForWhoWasThereWhenItOpened()
    {
        QFETCH(QString, action);
        Window w;
        w.show(Screen::FirstMessages);
        QCOMPARE(w.shown(), Window::id(0));
        w.find(action);
        QVERIFY(w.apply(ContactUnassigned{Window::id(0), {}}));
        QCOMPARE(w.shown(), Window::id(1));
        w.clock().advance(Seconds(3));
        w.press(Qt::Key_Return);
        QVERIFY(w.isUntouched(1) && !w.store().contact(Window::id(1))->skipped);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"card"_s); // Nor is anything asked about her.
        QVERIFY2(w.said().contains(u"nothing was done"_s), qPrintable(w.said()));
        // And for that one it is done.
        w.find(u"Opt out"_s);
        w.press(Qt::Key_Return);
        QVERIFY(w.store().contact(Window::id(1))->optedOut);
    }

    void whatFindDoesWaitsForNobodyToCome()
    {
        Window w;
        QVERIFY(w.apply(CampaignPaused{build::campaignId(), u"lunch"_s}));
        w.show(Screen::FirstMessages);
        QVERIFY(!w.review->card());
        w.find(u"Opt out"_s);
        QVERIFY(w.apply(CampaignResumed{build::campaignId()}));
        QCOMPARE(w.shown(), Window::id(0));
        w.clock().advance(Seconds(3));
        w.press(Qt::Key_Return);
        QVERIFY(w.isUntouched(0));
    }

    void whatFindDoesInRepliesIsForTheOpenOne()
    {
        Window w(2);
        QVERIFY(w.reply(0, u"Hello"_s) && w.reply(1, u"Hello"_s));
        w.show(Screen::Replies);
        QCOMPARE(w.inbox->current(), Window::id(0));
        w.find(u"Wrong number"_s);
        w.inbox->open(Window::id(1));
        w.press(Qt::Key_Return);
        QVERIFY(w.isUntouched(0) && w.isUntouched(1));
        QVERIFY2(w.said().contains(u"nothing was done"_s), qPrintable(w.said()));
        w.find(u"Wrong number"_s);
        w.press(Qt::Key_Return);
        QVERIFY(w.store().contact(Window::id(1))->wrongNumber);
    }

    void whileTypingIsCutOffTheWindowsOwnKeysLeadAway()
    {
        Window w;
        w.show(Screen::FirstMessages);
        w.press(Qt::Key_S);
        QCOMPARE(w.shown(), Window::id(1));
        w.breathe();
        w.press(Qt::Key_E);
        w.typeOn(u"how"_s);
        QVERIFY(w.apply(ContactUnassigned{Window::id(1), {}}));
        w.clock().advance(Millis(500));
        w.press(Qt::Key_Question, Qt::ShiftModifier);
        QVERIFY(!w.window->findChild<QWidget*>(u"helpView"_s)->isVisible());
        w.press(Qt::Key_Z, Qt::ControlModifier); // Of the field that is gone.
        QVERIFY(w.store().contact(Window::id(0))->skipped);
        QCOMPARE(w.screens->screen(), Screen::FirstMessages);
        w.press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(w.screens->screen(), Screen::Replies);
    }
};

QTEST_MAIN(tst_WrongConversation)
#include "tst_WrongConversation.moc"
