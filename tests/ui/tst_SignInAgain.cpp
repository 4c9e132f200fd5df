#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/end/EndWords.h"
#include "ui/widgets/Toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A shift of somebody with an account, in the program's window; its gateway knows the first token no more.
class Window : public UiFixture
{
public:
    Window()
        : session(
              secrets,
              [this](const QUrl&, const QByteArray&, GatewayKind) {
                  auto made = std::make_unique<FakeGateway>(clock(), FakeGateway::Delivery::EventLoop);
                  made->introduction().signInWays = {u"password"_s};
                  made->setEntrance([this](const JoinRequest& request) { return admit(request); });
                  return made;
              },
              temp.clock(), random)
    {
        SignIn by;
        by.way = SignIn::Way::Password;
        by.email = u"tara@example.org"_s;
        by.password = u"plum tractor"_s;
        session.look({QUrl(u"https://spoke.example.org"_s), {}, {}, GatewayKind::Spoke}, [this, by](const auto& info) {
            if (info)
                session.join(by, [](const auto&) {});
        });
        if (!QTest::qWaitFor([this] { return session.credentials() != nullptr; }))
            qFatal("not joined");
        for (FakeGateway* one : {&gateway, &stream}) {
            one->setToken(session.credentials()->token);
            one->setTrouble([this, one](FakeGateway::Verb) {
                return one->token() == good ? FakeGateway::Trouble::None : FakeGateway::Trouble::SignedOut;
            });
        }
        shift->canSignInAgain = true;
    }
    GatewayResult<Joined> admit(const JoinRequest& request)
    {
        if (offline) {
            TransportError error;
            error.meaning = Meaning::NeverLeft;
            error.fault = Fault::Offline;
            return Unexpected{error};
        }
        if (request.password != u"plum tractor"_s)
            return Unexpected{FakeGateway::refusal(ProblemType::PasswordWrong)};
        Joined joined;
        joined.token = good = u"session=%1"_s.arg(++sessions);
        joined.volunteer = VolunteerId{request.email == u"eve@example.org"_s ? u"7"_s : u"2"_s};
        joined.displayName = u"Tara Texter"_s;
        joined.organisation = u"Example Org"_s;
        return joined;
    }
    void show()
    {
        window = std::make_unique<MainWindow>(theme, preferences, session, temp.clock());
        // As the program does.
        QObject::connect(window.get(), &MainWindow::signedInAgain, window.get(),
                         [this](const Credentials& credentials) {
                             gateway.setToken(credentials.token);
                             stream.setToken(credentials.token);
                             engine->poke();
                         });
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        window->openShift(*shift);
        window->findChild<MainWindowShift*>()->go(MainWindowShift::Screen::FirstMessages);
        breathe();
    }
    /// The gateway knows nobody's token any more, and says so.
    void signOut()
    {
        good = u"none"_s;
        engine->start();
        settle();
    }
    void settle()
    {
        for (int i = 0; i < 20; ++i) {
            engine->step();
            gateway.deliverAll();
            stream.deliverAll();
        }
    }
    bool shows(const QString& words) const
    {
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
    }
    bool toasts(const QString& words) const
    {
        const auto toasts = window->findChildren<Toast*>();
        return std::any_of(toasts.cbegin(), toasts.cend(), [&](const Toast* toast) {
            return toast->isVisible() && toast->accessibleName().contains(words);
        });
    }
    QAbstractButton* button(const QString& name) const
    {
        for (auto* found : window->findChildren<QAbstractButton*>(name)) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    QLineEdit* field(const QString& name) const { return window->findChild<QLineEdit*>(name); }
    QString errorAt(const QString& name) const
    {
        const auto* label = window->findChild<QLabel*>(name + u"Error"_s);
        return label && label->isVisible() ? label->text() : QString();
    }
    void press(int key) { QTest::keyClick(QApplication::focusWidget(), Qt::Key(key)); }
    void type(const QString& words) { QTest::keyClicks(QApplication::focusWidget(), words); }
    bool isOnDesk() const
    {
        const auto* screens = window->findChild<MainWindowShift*>();
        return screens && screens->isVisible() && screens->screen() == MainWindowShift::Screen::FirstMessages;
    }

    MemoryCredentials secrets;
    SystemRandom random;
    QString good;
    int sessions = 0;
    bool offline = false;
    Session session;
    std::unique_ptr<MainWindow> window; // Before the shift's objects go.
};

} // namespace

class tst_SignInAgain : public QObject
{
    Q_OBJECT
private slots:
    void thePasswordBringsItBackAndWhatWaitsGoesUp()
    {
        Window w;
        w.show();
        w.signOut();
        w.press(Qt::Key_Return); // A text that she approves meanwhile.
        w.breathe();
        QCOMPARE(w.store().outboxCounts().sendsOpen, 1);
        const auto shown = w.shown();
        w.settle();
        QVERIFY(w.shows(u"goes on when you sign in again"_s));
        const auto token = w.session.credentials()->token;
        QVERIFY(w.button(u"signInAgain"_s));
        w.button(u"signInAgain"_s)->click();
        QCOMPARE(w.field(u"againEmailField"_s)->text(), u"tara@example.org"_s);
        QVERIFY(w.field(u"againPasswordField"_s)->hasFocus());
        QVERIFY(w.shows(u"Example Org"_s));
        w.type(u"plum tractor"_s);
        w.press(Qt::Key_Return);
        QTRY_VERIFY(w.isOnDesk());
        QVERIFY(w.toasts(u"You are signed in again"_s));
        QVERIFY(w.field(u"againPasswordField"_s)->text().isEmpty());
        QVERIFY(w.session.credentials()->token != token);
        QVERIFY(w.secrets.entries().value(u"session"_s).contains(w.session.credentials()->token.toUtf8()));
        QCOMPARE(w.shown(), shown); // She is where she was.
        w.settle();
        QCOMPARE(w.store().outboxCounts().open(), 0);
        QCOMPARE(w.gateway.outcomes().size(), 1); // Whatever that one said of it.
        QTRY_VERIFY(!w.button(u"signInAgain"_s));
    }

    void somebodyElseIsRefusedAndNothingChanges()
    {
        Window w;
        w.show();
        w.signOut();
        const auto before = w.secrets.entries();
        w.button(u"signInAgain"_s)->click();
        w.field(u"againEmailField"_s)->setText(u"eve@example.org"_s);
        w.type(u"plum tractor"_s);
        w.press(Qt::Key_Return);
        QTRY_VERIFY(w.errorAt(u"againEmailField"_s).contains(u"The shift on this laptop is Tara Texter's"_s));
        QCOMPARE(w.secrets.entries(), before);
        QVERIFY(w.gateway.token() != w.good);
        QVERIFY(w.field(u"againPasswordField"_s)->text().isEmpty());
    }

    void whatIsWrongIsSaidBesideIt()
    {
        Window w;
        w.show();
        w.signOut();
        w.button(u"signInAgain"_s)->click();
        w.press(Qt::Key_Return);
        QCOMPARE(w.errorAt(u"againPasswordField"_s), u"Type your password."_s);
        w.type(u"plum"_s);
        w.press(Qt::Key_Return);
        QTRY_VERIFY(w.errorAt(u"againPasswordField"_s).contains(u"password is wrong"_s));
        QVERIFY(w.field(u"againPasswordField"_s)->hasFocus());
        w.offline = true;
        w.type(u"plum tractor"_s);
        w.press(Qt::Key_Return);
        QTRY_VERIFY(w.shows(u"This computer is offline."_s));
        w.field(u"againEmailField"_s)->setText(u"tara"_s);
        w.press(Qt::Key_Return);
        QVERIFY(w.errorAt(u"againEmailField"_s).contains(u"not an e-mail address"_s));
    }

    void escapeLeadsBackToTheShiftAsItWas()
    {
        Window w;
        w.show();
        w.signOut();
        w.button(u"signInAgain"_s)->click();
        w.type(u"plum"_s);
        QVERIFY(!w.isOnDesk());
        w.press(Qt::Key_Escape);
        QVERIFY(w.isOnDesk());
        QVERIFY(w.button(u"signInAgain"_s)); // It is still to be done.
        w.button(u"signInAgain"_s)->click();
        QVERIFY(w.field(u"againPasswordField"_s)->text().isEmpty());
    }

    void theBarStandsWhileTheGatewayIsAskedOnceMore()
    {
        Window w;
        w.show();
        w.signOut();
        w.engine->poke(); // No answer yet.
        QVERIFY(w.engine->status().state != SyncState::SignedOut);
        QVERIFY(w.button(u"signInAgain"_s));
        w.settle();
        QVERIFY(w.button(u"signInAgain"_s));
    }

    void beforeFinishingItIsOfferedToo()
    {
        Window w;
        w.show();
        w.signOut();
        w.window->findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
        QVERIFY(w.button(u"signInAgain"_s));
        QVERIFY(!w.button(u"finishEnded"_s)); // She is there already.
        QVERIFY(w.shows(u"Before you finish: sign in again"_s));
    }

    void staffsWordIsNotUndoneByAPassword()
    {
        Window w;
        w.show();
        QVERIFY(w.apply(SessionRevoked{u"left"_s}));
        w.signOut();
        QVERIFY(w.button(u"finishEnded"_s) || w.button(u"signInAgain"_s));
        w.good = w.gateway.token();
        w.engine->poke();
        w.settle();
        QVERIFY(w.engine->status().state == SyncState::Revoked);
        QVERIFY(w.shows(u"Staff ended the session of this device."_s));
        QVERIFY(!w.button(u"signInAgain"_s));
        QVERIFY(w.button(u"finishEnded"_s));
    }

    void whoeverJoinedByACodeIsToldAsBefore()
    {
        Window w;
        w.shift->canSignInAgain = false;
        w.show();
        w.signOut();
        QVERIFY(w.shows(u"Ask staff about it"_s));
        QVERIFY(!w.button(u"signInAgain"_s));
        QVERIFY(w.button(u"finishEnded"_s));
    }

    void anEndedSessionBringsUpWhatWaitsAfterSigningIn()
    {
        Window w;
        w.show();
        w.window->closeShift();
        OutboxCounts waiting;
        waiting.pending = 1;
        waiting.optOutsOpen = 1;
        SyncStatus status;
        status.state = SyncState::SignedOut;
        const auto said = endwords::ending({EndReason::DeadlinePassed, w.clock().now(), 0, 0, {}}, waiting, status,
                                           false, words::WayBack::Password);
        w.window->showEnding(said, MainWindow::EndingStage::SignIn);
        QVERIFY(w.shows(u"Sign in again, and it goes up."_s));
        QVERIFY(w.button(u"signInFromPage"_s)->hasFocus());
        w.press(Qt::Key_Return);
        QVERIFY(w.field(u"againPasswordField"_s)->hasFocus());
        w.window->showEnding(said, MainWindow::EndingStage::SignIn); // Brought up to date: she types on.
        QVERIFY(w.field(u"againPasswordField"_s)->hasFocus());
        QSignalSpy done(w.window.get(), &MainWindow::signedInAgain);
        w.type(u"plum tractor"_s);
        w.press(Qt::Key_Return);
        QTRY_COMPARE(done.size(), 1);
        QVERIFY(w.button(u"signInFromPage"_s)); // Until the gateway has said something else.
    }
};

QTEST_MAIN(tst_SignInAgain)
#include "tst_SignInAgain.moc"
