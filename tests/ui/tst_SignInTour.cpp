#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/TourCamera.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/end/EndWords.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace textbank;

/// Draws the pages of whoever signs in with an account, as tst_Tour does with all the others.
class tst_SignInTour : public QObject
{
    Q_OBJECT
private slots:
    void pages_data() { TourCamera::variants(); }
    void pages();

private:
    void picture(QWidget& window, const QString& name)
    {
        TourCamera::take(window, name + u'-' + QString::fromLatin1(QTest::currentDataTag()));
        m_cut += TourCamera::cutWords(window, name);
    }
    QStringList m_cut;
};

void tst_SignInTour::pages()
{
    QFETCH(ThemeChoice, choice);
    QFETCH(int, percent);
    QFETCH(QString, language);
    m_cut.clear();
    QTranslator words;
    QLocale::setDefault(QLocale(language == u"es"_s ? u"es_US"_s : u"en_US"_s));
    QVERIFY(words.load(u":/i18n/textbank_%1.qm"_s.arg(language)));
    QCoreApplication::installTranslator(&words);
    UiFixture f;
    f.theme.setChoice(choice);
    f.theme.setTextScale(percent / 100.0);
    MemoryCredentials secrets;
    SystemRandom random;
    QStringList ways{u"join-code"_s};
    auto trouble = FakeGateway::Trouble::None;
    Session session(
        secrets,
        [&](const QUrl&, const QByteArray&, GatewayKind) {
            auto made = std::make_unique<FakeGateway>(f.clock(), FakeGateway::Delivery::EventLoop);
            made->introduction().signInWays = ways;
            made->introduction().clock = f.clock().now();
            if (ways.front() != u"join-code"_s) {
                made->introduction().organisation.clear();
                made->introduction().name.clear();
            }
            made->failNext(FakeGateway::Verb::Discover, trouble);
            made->setEntrance([](const JoinRequest& request) -> GatewayResult<Joined> {
                if (request.password == u"wrong"_s)
                    return Unexpected{FakeGateway::refusal(ProblemType::PasswordWrong)};
                Joined joined;
                joined.token = u"session"_s;
                joined.volunteer = VolunteerId{request.email == u"eve@example.org"_s ? u"7"_s : u"2"_s};
                joined.displayName = u"Tara Texter"_s;
                joined.organisation = u"Valley Votes"_s;
                return joined;
            });
            return made;
        },
        f.clock(), random);
    MainWindow window(f.theme, f.preferences, session, f.clock());
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto button = [&window](const QString& name) { return window.findChild<QAbstractButton*>(name); };
    const auto field = [&window](const QString& name) { return window.findChild<QLineEdit*>(name); };
    const auto sees = [&window](const QString& name) { return window.findChild<QWidget*>(name)->isVisible(); };
    const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
    const auto look = [&](const QString& typed) {
        field(u"addressField"_s)->setText(typed);
        QTest::keyClick(field(u"addressField"_s), Qt::Key_Return);
        QTRY_VERIFY(!sees(u"joinBusy"_s));
    };
    window.showJoin();
    trouble = FakeGateway::Trouble::ProxySaysNo;
    look(u"texting.example.org"_s);
    picture(window, u"40-not-recognised"_s);
    trouble = FakeGateway::Trouble::None;
    look(u"texting.example.org"_s);
    press(Qt::Key_Return);
    picture(window, u"41-code"_s);
    press(Qt::Key_Escape);
    ways = {u"elsewhere"_s};
    look(u"spoke.example.org"_s);
    picture(window, u"42-elsewhere"_s);
    press(Qt::Key_Escape);
    ways = {u"password"_s};
    look(u"spoke.example.org"_s);
    picture(window, u"43-account"_s);
    field(u"emailField"_s)->setText(u"tara@example.org"_s);
    field(u"passwordField"_s)->setText(u"wrong"_s);
    button(u"passwordFieldEye"_s)->click();
    QTest::keyClick(field(u"passwordField"_s), Qt::Key_Return);
    QTRY_VERIFY(sees(u"passwordFieldError"_s));
    picture(window, u"44-account-wrong"_s);
    press(Qt::Key_Escape);
    ways = {u"password"_s, u"sign-up"_s};
    look(u"https://spoke.example.org/6ba7b810-9dad-11d1-80b4-00c04fd430c8/join/12"_s);
    picture(window, u"45-invited"_s);
    button(u"newAccount"_s)->click();
    button(u"joinButton"_s)->click();
    picture(window, u"46-new-account"_s);
    window.resize(900, 600);
    picture(window, u"47-new-account-small"_s);
    window.resize(1280, 800);
    button(u"haveAccount"_s)->click();
    QSignalSpy joined(&window, &MainWindow::joined);
    field(u"passwordField"_s)->setText(u"plum tractor"_s);
    QTest::keyClick(field(u"passwordField"_s), Qt::Key_Return);
    QTRY_COMPARE(joined.size(), 1);

    f.shift->canSignInAgain = true;
    for (FakeGateway* one : {&f.gateway, &f.stream})
        one->setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::SignedOut; });
    window.openShift(*f.shift);
    window.findChild<MainWindowShift*>()->go(MainWindowShift::Screen::FirstMessages);
    f.engine->start();
    for (int i = 0; i < 10; ++i) {
        f.engine->step();
        f.gateway.deliverAll();
        f.stream.deliverAll();
    }
    picture(window, u"48-signed-out"_s);
    window.findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
    picture(window, u"49-signed-out-at-the-end"_s);
    window.findChild<MainWindowShift*>()->go(MainWindowShift::Screen::FirstMessages);
    button(u"signInAgain"_s)->click();
    picture(window, u"50-sign-in-again"_s);
    field(u"againEmailField"_s)->setText(u"eve@example.org"_s);
    field(u"againPasswordField"_s)->setText(u"plum tractor"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(sees(u"againEmailFieldError"_s));
    picture(window, u"51-somebody-else"_s);
    press(Qt::Key_Escape);
    window.closeShift();
    OutboxCounts waiting;
    waiting.pending = 3;
    waiting.optOutsOpen = 1;
    SyncStatus status;
    status.state = SyncState::SignedOut;
    window.showEnding(endwords::ending({EndReason::DeadlinePassed, f.clock().now(), 2, 0, {}}, waiting, status, false,
                                       words::WayBack::Password),
                      MainWindow::EndingStage::SignIn);
    picture(window, u"52-ending-sign-in"_s);
    QCoreApplication::removeTranslator(&words);
    if (!m_cut.isEmpty())
        QFAIL(qPrintable(m_cut.join(u'\n')));
}

QTEST_MAIN(tst_SignInTour)
#include "tst_SignInTour.moc"
