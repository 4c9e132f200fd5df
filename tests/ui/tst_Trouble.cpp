#include "core/gateway/HttpGateway.h"
#include "core/session/Session.h"
#include "core/store/StoreRecovery.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/support/StubServer.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/Words.h"
#include "ui/desk/DeskView.h"
#include "ui/inbox/InboxView.h"
#include "ui/inbox/ThreadModel.h"
#include "ui/inbox/ThreadView.h"
#include "ui/widgets/ConnectionPopover.h"
#include "ui/widgets/Toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A shift in the program's window; what goes wrong is brought about by the test.
class Window : public UiFixture
{
public:
    explicit Window(int contacts = 5, const std::optional<Campaign>& campaign = {})
        : UiFixture(contacts, campaign)
        , session(
              secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); },
              temp.clock(), random)
    {
    }
    void show(MainWindowShift::Screen screen)
    {
        window = std::make_unique<MainWindow>(theme, preferences, session, temp.clock());
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        window->openShift(*shift);
        screens()->go(screen);
        breathe();
    }
    MainWindowShift* screens() const { return window->findChild<MainWindowShift*>(); }
    bool shows(const QString& words) const
    {
        for (const auto* toast : window->findChildren<Toast*>()) {
            if (toast->isVisible() && toast->accessibleName().contains(words))
                return true;
        }
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
    }
    QAbstractButton* button(const QString& name) const
    {
        for (auto* found : window->findChildren<QAbstractButton*>(name)) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }
    /// Every answer that waits, and what follows from it.
    bool settle()
    {
        for (int i = 0; i < 20; ++i) {
            engine->step();
            gateway.deliverAll();
            stream.deliverAll();
        }
        return true;
    }
    QString allWords() const
    {
        QStringList all;
        for (const auto* label : window->findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty())
                all.append(label->text());
        }
        return all.join(u" | "_s);
    }
    void failDisk(ErrorCode code)
    {
        store().database().setFaultHook([code](qint64, const QString& sql) -> std::optional<Error> {
            return sql.contains(u"COMMIT"_s) ? std::optional(Error{code, {}}) : std::nullopt;
        });
    }
    void healDisk() { store().database().setFaultHook({}); }

    MemoryCredentials secrets;
    SystemRandom random;
    Session session;
    std::unique_ptr<MainWindow> window; // Before the shift's objects go.
};

QByteArray goodPage(const QString& text)
{
    const auto at = FakeClock::standardStart() + std::chrono::hours(1);
    return wire::compact(
        wire::write(build::page({build::reply(build::contactId(0), text, at, u"reply-1"_s)}, u"next"_s)));
}

} // namespace

class tst_Trouble : public QObject
{
    Q_OBJECT
private slots:
    void aFullDiskAtThePressKeepsTheCardAndSaysSo()
    {
        Window w;
        w.show(MainWindowShift::Screen::FirstMessages);
        const auto before = w.shown();
        w.failDisk(ErrorCode::DiskFull);
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().figures().firstSent, 0);
        QCOMPARE(w.shown(), before);
        QVERIFY(w.shows(u"The disk is full, so this could not be recorded and nothing was sent."_s));
        w.healDisk();
        w.breathe();
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().figures().firstSent, 1);
        QVERIFY(w.shown() != before);
    }

    void aFullDiskAtAReplyKeepsTheTextAndSaysSo()
    {
        Window w;
        w.sendFirst(1);
        QVERIFY(w.reply(0, u"Where do I vote?"_s));
        w.show(MainWindowShift::Screen::Replies);
        auto* composer = w.window->findChild<QPlainTextEdit*>(u"composer"_s);
        composer->setFocus();
        composer->setPlainText(u"At the library on Main Street."_s);
        w.inbox->setDraft(composer->toPlainText());
        w.failDisk(ErrorCode::DiskFull);
        w.press(Qt::Key_Return, Qt::ControlModifier);
        w.healDisk();
        QCOMPARE(w.store().figures().repliesSent, 0);
        QCOMPARE(composer->toPlainText(), u"At the library on Main Street."_s);
        QVERIFY2(w.shows(u"The disk is full, so this could not be recorded and nothing was sent."_s),
                 qPrintable(w.allWords()));
    }

    void aFullDiskUnderTheEngineIsOnTheStatusStrip()
    {
        Window w;
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().outboxCounts().open(), 1);
        w.failDisk(ErrorCode::DiskFull);
        w.engine->start();
        QVERIFY(w.settle());
        QVERIFY(w.engine->status().storeError.has_value());
        auto* pill = w.button(u"connection"_s);
        QVERIFY2(pill->accessibleName().contains(u"Disk full: nothing leaves"_s), qPrintable(pill->accessibleName()));
        pill->click();
        QVERIFY(w.shows(u"Free some space; it goes on by itself. Nothing is lost."_s));
        QVERIFY(w.gateway.texted().empty());
        w.healDisk();
        w.clock().advance(std::chrono::minutes(2));
        w.engine->poke();
        QVERIFY(w.settle());
        QVERIFY(!w.engine->status().storeError);
        QVERIFY(!pill->accessibleName().contains(u"Disk"_s));
    }

    void pagesThatAreBrokenAreExplainedAndChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("written"); // -1: all of it.
        QTest::addColumn<qint64>("huge");
        QTest::addColumn<QString>("sentence");
        const auto damaged = u"damaged or incomplete, so nothing of it was used"_s;
        const auto object = *wire::parseObject(goodPage(u"Yes"_s));
        auto page = object;
        page.remove(u"cursor"_s);
        QTest::newRow("no cursor") << wire::compact(page) << -1 << qint64(0) << damaged;
        page = object;
        auto changes = page.value(u"changes"_s).toArray();
        auto change = changes.at(0).toObject();
        auto message = change.value(u"message"_s).toObject();
        message.remove(u"text"_s);
        change.insert(u"message"_s, message);
        changes.replace(0, change);
        page.insert(u"changes"_s, changes);
        QTest::newRow("a change without its text") << wire::compact(page) << -1 << qint64(0) << damaged;
        page = object;
        page.insert(u"changes"_s, u"none"_s);
        QTest::newRow("wrong type") << wire::compact(page) << -1 << qint64(0) << damaged;
        QTest::newRow("half a body") << wire::compact(object) << 30 << qint64(0) << u"The connection broke."_s;
        QTest::newRow("200 MB") << QByteArray() << -1 << qint64(200) * 1024 * 1024
                                << u"far too large, so it was not read"_s;
    }

    void pagesThatAreBrokenAreExplainedAndChangeNothing()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, written);
        QFETCH(qint64, huge);
        QFETCH(QString, sentence);
        StubServer server;
        if (huge > 0)
            server.hugeBody(huge, StubServer::Length::Silent);
        else if (written >= 0)
            server.halfBody(body, written);
        else
            server.answer(200, body);
        Window w;
        w.sendFirst(1);
        const auto cursor = w.store().cursor();
        HttpGateway http(server.url(), {}, w.clock());
        http.setToken(u"token"_s);
        w.engine.emplace(w.store(), w.gateway, http, w.online, w.clock(), w.temp.random());
        w.show(MainWindowShift::Screen::Replies);
        w.engine->start();
        w.engine->step();
        QTRY_VERIFY_WITH_TIMEOUT(w.engine->status().lastError.has_value(), 20000);
        QVERIFY2(words::transport(*w.engine->status().lastError).contains(sentence),
                 qPrintable(words::transport(*w.engine->status().lastError)));
        w.button(u"connection"_s)->click();
        QVERIFY(w.shows(sentence));
        QCOMPARE(w.store().cursor(), cursor);
        QCOMPARE(w.store().figures().repliesReceived, 0);

        // The same page, whole, is taken in afterwards.
        server.answer(200, goodPage(u"Yes"_s));
        server.neverAnswer();
        w.clock().advance(std::chrono::minutes(5));
        w.engine->poke();
        QTRY_COMPARE_WITH_TIMEOUT(w.store().figures().repliesReceived, 1, 10000);
        QCOMPARE(w.store().cursor(), u"next"_s);
        w.window.reset();
        w.close();
    }

    void aClockAnHourOffStopsTheDeskAndSaysSo()
    {
        Window w;
        w.approver->setClockOffset(std::chrono::hours(1));
        w.review->refresh();
        w.show(MainWindowShift::Screen::FirstMessages);
        QVERIFY(w.shows(u"This computer's clock is wrong"_s));
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().figures().firstSent, 0);
        w.approver->setClockOffset(Millis{0});
        w.review->refresh();
        QVERIFY(!w.shows(u"This computer's clock is wrong"_s));
        QVERIFY(w.review->card());
    }

    void aScriptThatAsksForWhatIsNotThereIsExplained_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<bool>("nameless");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no first name") << u"Hi {FirstName}, this is Robin. Reply STOP to stop."_s << true
                                       << u"The script asks for \"FirstName\""_s;
        QTest::newRow("unknown field") << u"Hi {Nickname}, this is Robin. Reply STOP to stop."_s << false
                                       << u"The script asks for \"Nickname\""_s;
    }

    void aScriptThatAsksForWhatIsNotThereIsExplained()
    {
        QFETCH(QString, script);
        QFETCH(bool, nameless);
        QFETCH(QString, sentence);
        auto campaign = build::campaign();
        campaign.steps.front().texts = {{QString(), script}};
        Window w(0, campaign);
        auto batch = build::batch(w.clock().now(), 3);
        if (nameless) {
            for (auto& contact : batch.contacts)
                contact.firstName.clear();
        }
        QVERIFY(w.store().applyLease(batch));
        w.show(MainWindowShift::Screen::FirstMessages);
        QVERIFY(w.shows(u"The ones that are left need a change"_s));
        QVERIFY(w.window->findChild<DeskView*>());
        w.window->findChild<DeskView*>()->showContact(w.id(0));
        QVERIFY(w.shows(sentence));
        QVERIFY(w.shows(u"Edit the message, or skip."_s));
        w.breathe();
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().figures().firstSent, 0);
        // She writes it herself, and it goes.
        w.press(Qt::Key_E);
        auto* editor = w.window->findChild<QPlainTextEdit*>(u"messageEditor"_s);
        editor->setPlainText(u"Hi neighbour, this is Robin with Valley Votes. Reply STOP to stop."_s);
        w.press(Qt::Key_Escape);
        w.breathe();
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().figures().firstSent, 1);
    }

    void repliesOfAnyKindAreKeptAsTheyCameAndPainted_data()
    {
        QTest::addColumn<QString>("text");
        QString control;
        for (int code = 1; code < 32; ++code)
            control += QChar(code);
        QTest::newRow("10,000 characters") << u"vote "_s.repeated(2000).trimmed();
        QTest::newRow("10,000 without a space") << QString(10000, u'w');
        QTest::newRow("emoji") << u"👩🏽‍🌾👨‍👩‍👧‍👦🇺🇸"_s.repeated(200);
        QTest::newRow("right to left") << u"שלום, כן אצביע. \u202Egnp.exe\u202C نعم"_s;
        QTest::newRow("control characters") << u"a"_s + control + u"b\u007F\u0085\u2028\u200B\uFEFF"_s;
        QTest::newRow("stacked accents") << u"e"_s + QString(5000, QChar(0x0301));
    }

    void repliesOfAnyKindAreKeptAsTheyCameAndPainted()
    {
        QFETCH(QString, text);
        StubServer server;
        server.answer(200, goodPage(text));
        server.neverAnswer();
        Window w;
        w.sendFirst(1);
        HttpGateway http(server.url(), {}, w.clock());
        http.setToken(u"token"_s);
        w.engine.emplace(w.store(), w.gateway, http, w.online, w.clock(), w.temp.random());
        w.show(MainWindowShift::Screen::Replies);
        w.engine->start();
        w.engine->step();
        QTRY_COMPARE_WITH_TIMEOUT(w.store().figures().repliesReceived, 1, 10000);
        w.window->findChild<InboxView*>()->openConversation(w.id(0));
        const auto* const model = w.window->findChild<ThreadView*>(u"threadView"_s)->model();
        QTRY_VERIFY(model->rowCount() >= 2);
        const auto last = model->index(model->rowCount() - 1, 0);
        const auto kept = w.store().conversation(w.id(0));
        QVERIFY(kept);
        QCOMPARE(kept->back().text, text);
        const auto painted = last.data(Qt::DisplayRole).toString();
        QVERIFY(painted.size() < 1500);
        for (const QChar c : painted)
            QVERIFY2(c == u'\n' || c == u'\t' || c.category() != QChar::Other_Control,
                     qPrintable(QString::number(c.unicode())));
        QVERIFY(!painted.contains(QChar(0x202E)));
        QVERIFY(!w.window->grab().isNull());
        w.window.reset();
        w.close();
    }

    void anEndedSessionNamesWhatWouldBeLostAndLetsHerFinish_data()
    {
        QTest::addColumn<bool>("revoked");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("revoked") << true << u"Staff ended the session of this device."_s;
        QTest::newRow("not signed in") << false << u"does not accept this sign-in any more"_s;
    }

    void anEndedSessionNamesWhatWouldBeLostAndLetsHerFinish()
    {
        QFETCH(bool, revoked);
        QFETCH(QString, sentence);
        Window w;
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().outboxCounts().sendsOpen, 1);
        QVERIFY(w.review->optOut());
        if (revoked)
            QVERIFY(w.apply(SessionRevoked{u"left"_s}));
        else
            w.gateway.setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::SignedOut; });
        w.engine->start();
        w.engine->step();
        w.gateway.deliverAll();
        QVERIFY(w.shows(sentence));
        QVERIFY(w.button(u"connection"_s)->accessibleName().contains(u"Signed out"_s));
        QVERIFY(w.button(u"finishEnded"_s));
        w.button(u"finishEnded"_s)->click();
        QCOMPARE(w.screens()->screen(), MainWindowShift::Screen::End);
        QVERIFY(!w.button(u"discardButton"_s));
        QSignalSpy finished(w.window.get(), &MainWindow::shiftFinished);
        if (revoked) { // Opt-outs and answers go up still, and the text was stopped: nothing is lost.
            w.button(u"finishButton"_s)->click();
            QTRY_COMPARE((w.gateway.deliverAll(), finished.count()), 1);
            QCOMPARE(w.gateway.outcomes().size(), 1); // The opt-out.
            QVERIFY(w.gateway.texted().empty());
            return;
        }
        w.button(u"finishButton"_s)->click();
        w.gateway.deliverAll();
        QTRY_VERIFY(w.button(u"discardButton"_s));
        QVERIFY(w.shows(u"Not with the gateway yet: 1 opt-out, 1 text."_s));
        QVERIFY(w.shows(u"Tell staff before you finish without it"_s));
        QCOMPARE(w.store().outboxCounts().open(), 2); // Nothing is lost by asking.
        QVERIFY(!finished.wait(10));
        w.button(u"discardButton"_s)->click();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(w.gateway.texted().empty());
    }

    void offlineNothingCanBeGivenUp()
    {
        Window w;
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_Return);
        w.gateway.setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::NeverLeft; });
        w.engine->start();
        QVERIFY(w.settle());
        w.screens()->go(MainWindowShift::Screen::End);
        w.button(u"finishButton"_s)->click();
        QTRY_VERIFY2(w.settle() && w.button(u"keepButton"_s), qPrintable(w.allWords()));
        QVERIFY(!w.button(u"discardButton"_s));
        QVERIFY(!w.button(u"finishEnded"_s));
    }

    void closingWithoutAKeychainAsksWhileSomethingIsUnsent()
    {
        Window w;
        w.shift->memoryOnly = true;
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_Return);
        QSignalSpy quit(w.window.get(), &MainWindow::quitRequested);
        QVERIFY(!w.window->close());
        QVERIFY(w.window->isVisible());
        QVERIFY(w.shows(u"Not with the gateway yet: 1 text."_s));
        QVERIFY(w.button(u"stay"_s)->hasFocus());
        w.press(Qt::Key_Space);
        QVERIFY(!w.button(u"stay"_s));
        QVERIFY(!w.window->close());
        QVERIFY(!w.window->close()); // Closing twice is no answer.
        QCOMPARE(quit.count(), 0);
        w.button(u"loseAndClose"_s)->click();
        QTRY_COMPARE(quit.count(), 1);
        QVERIFY(!w.window->isVisible());
        QVERIFY(w.window->close()); // Whatever ends the program closes its windows first: that is answered.
    }

    void theQuestionBeforeClosingStandsBeforeSigningIn()
    {
        Window w;
        w.shift->memoryOnly = true;
        w.shift->canSignInAgain = true;
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_Return);
        emit w.screens()->signInRequested();
        QVERIFY(!w.screens()->isVisible());
        QVERIFY(!w.window->close());
        QVERIFY(w.button(u"stay"_s));
        QVERIFY(w.button(u"stay"_s)->hasFocus());
    }

    void closingAsksNothingWhereNothingIsLost_data()
    {
        QTest::addColumn<bool>("memoryOnly");
        QTest::addColumn<bool>("unsent");
        QTest::newRow("keychain, unsent") << false << true;
        QTest::newRow("memory, all sent") << true << false;
    }

    void closingAsksNothingWhereNothingIsLost()
    {
        QFETCH(bool, memoryOnly);
        QFETCH(bool, unsent);
        Window w;
        w.shift->memoryOnly = memoryOnly;
        w.show(MainWindowShift::Screen::FirstMessages);
        if (unsent)
            w.press(Qt::Key_Return);
        QSignalSpy quit(w.window.get(), &MainWindow::quitRequested);
        QVERIFY(w.window->close());
        QCOMPARE(quit.count(), 1);
    }

    void everyReasonWhyAProfileStaysShutIsShown_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("doThis");
        const auto row = [](const char* name, ErrorCode code, const QString& words) {
            QTest::newRow(name) << static_cast<int>(code) << words;
        };
        row("disk full", ErrorCode::DiskFull, u"Free some space, then try again."_s);
        row("newer", ErrorCode::NewerVersion, u"Update Textbank on this computer"_s);
        row("locked", ErrorCode::Locked, u"Use the window that is open"_s);
        row("corrupt", ErrorCode::Corrupt, u"Tell staff before you start over"_s);
        row("no key", ErrorCode::NoKey, u"Unlock the keychain and try again"_s);
        row("system", ErrorCode::Io, u"Try again; if it stays so, ask staff."_s);
    }

    void everyReasonWhyAProfileStaysShutIsShown()
    {
        QFETCH(int, code);
        QFETCH(QString, doThis);
        Window w;
        w.show(MainWindowShift::Screen::FirstMessages);
        w.window->closeShift();
        const auto said = words::storeTrouble({static_cast<ErrorCode>(code), {}});
        w.window->showTrouble(said.title, said.text);
        QVERIFY(w.shows(said.title));
        QVERIFY(w.shows(doThis));
        QSignalSpy retry(w.window.get(), &MainWindow::retryRequested);
        w.press(Qt::Key_Space);
        QCOMPARE(retry.count(), 1);
    }

    void whatBecameOfADamagedShiftIsSaid_data()
    {
        QTest::addColumn<bool>("copy");
        QTest::addColumn<int>("carriedOver");
        QTest::addColumn<int>("lost");
        QTest::addColumn<bool>("mayBeMore");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("whole") << true << 3 << 0 << false
                               << QStringList{u"Your shift was restored"_s, u"from its copy of"_s,
                                              u"3 things that you did"_s, u"nobody gets a text twice"_s};
        QTest::newRow("losses") << true << 0 << 1 << true
                                << QStringList{u"with losses"_s, u"1 thing that you did could not be read"_s,
                                               u"may be missing"_s, u"record it once more"_s};
        QTest::newRow("no copy") << false << 1 << 0 << false
                                 << QStringList{u"had no copy"_s, u"1 thing that you did"_s,
                                                u"kept until you finish your shift"_s};
    }

    void whatBecameOfADamagedShiftIsSaid()
    {
        QFETCH(bool, copy);
        QFETCH(int, carriedOver);
        QFETCH(int, lost);
        QFETCH(bool, mayBeMore);
        QFETCH(QStringList, said);
        QTranslator plurals; // As the program has them.
        QVERIFY(plurals.load(u":/i18n/textbank_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&plurals));
        Window w;
        w.show(MainWindowShift::Screen::FirstMessages);
        w.window->closeShift();
        const auto now = w.temp.clock().now();
        const auto words = words::recovered({.copyFrom = copy ? std::optional(now) : std::nullopt,
                                             .carriedOver = carriedOver,
                                             .lost = lost,
                                             .mayBeMore = mayBeMore,
                                             .asked = 0,
                                             .setAside = {}},
                                            now);
        w.window->showTrouble(words.title, words.text, MainWindow::Remedy::GoOn);
        for (const auto& sentence : std::as_const(said))
            QVERIFY2(w.shows(sentence), qPrintable(sentence + u" in "_s + w.allWords()));
        QVERIFY(!w.button(u"startOver"_s));
        QSignalSpy goOn(w.window.get(), &MainWindow::goOnRequested);
        w.press(Qt::Key_Space);
        QCOMPARE(goOn.count(), 1);
    }
};

QTEST_MAIN(tst_Trouble)
#include "tst_Trouble.moc"
