#include "core/session/Session.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeLock.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/join/JoinView.h"
#include "ui/join/JoinWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const QString kLink = u"textbank://join?gateway=https%3A%2F%2Fgateway.valleyvotes.example&code=ABCD-EFGH"_s;

/// The join screen over a real Session and a gateway in memory.
class Join : public UiFixture
{
public:
    explicit Join(CredentialStore::Kind kind = CredentialStore::Kind::Keychain, FakeLock* lock = nullptr)
        : UiFixture(0)
        , secrets(kind)
        , session(
              lock ? static_cast<CredentialStore&>(*lock) : secrets,
              [this](const QUrl&, const QByteArray&, GatewayKind asksAs) {
                  asked << asksAs;
                  auto made = std::make_unique<FakeGateway>(clock(), FakeGateway::Delivery::EventLoop);
                  made->introduction().organisation = u"Valley Votes"_s;
                  made->introduction().clock = clock().now();
                  if (prepare)
                      prepare(*made);
                  return made;
              },
              clock(), temp.random())
        , view(session, nullptr, &clock())
    {
        view.resize(900, 760);
        view.show();
        view.activateWindow();
        const bool active = QTest::qWaitForWindowActive(&view);
        Q_ASSERT(active);
        Q_UNUSED(active)
        view.activate();
    }
    QLineEdit* field(const QString& name) const { return view.findChild<QLineEdit*>(name); }
    template<class T>
    T* child(const QString& name) const
    {
        return view.findChild<T*>(name);
    }
    bool showsError() const { return child<Banner>(u"joinError"_s)->isVisible(); }
    QString error() const { return child<Banner>(u"joinError"_s)->text(); }
    /// What is said beside a field; empty when nothing is.
    QString errorAt(const QString& name) const
    {
        const auto* label = child<Label>(name + u"Error"_s);
        return label->isVisible() ? label->text() : QString();
    }
    bool says(const QString& words) const
    {
        const auto labels = view.findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
    }
    bool sees(const QString& name) const
    {
        const auto* widget = view.findChild<QWidget*>(name);
        return widget && widget->isVisible();
    }
    /// As on a server with accounts; `tara@example.org` is somebody's, with the password "plum tractor".
    void haveAccounts(const QStringList& ways = {u"password"_s, u"sign-up"_s})
    {
        prepare = [this, ways](FakeGateway& gateway) {
            gateway.introduction().signInWays = ways;
            gateway.introduction().organisation.clear();
            gateway.introduction().name.clear();
            gateway.setEntrance([this](const JoinRequest& request) -> GatewayResult<Joined> {
                requests << request;
                const bool known = request.email == u"tara@example.org"_s;
                if (refuseWith)
                    return Unexpected{FakeGateway::refusal(*refuseWith)};
                if (request.signUp && known)
                    return Unexpected{FakeGateway::refusal(ProblemType::AccountExists)};
                if (!request.signUp && (!known || request.password != u"plum tractor"_s))
                    return Unexpected{FakeGateway::refusal(ProblemType::PasswordWrong)};
                Joined joined;
                joined.token = u"session=1"_s;
                joined.volunteer = VolunteerId{u"2"_s};
                joined.displayName = u"Tara Texter"_s;
                return joined;
            });
        };
    }
    void toSignIn(const QString& typed)
    {
        field(u"addressField"_s)->setText(typed);
        field(u"addressField"_s)->setFocus();
        press(Qt::Key_Return);
        QTRY_VERIFY(sees(u"gatewayCard"_s));
    }
    void type(const QString& words) { QTest::keyClicks(QApplication::focusWidget(), words); }
    bool focused(const QString& name) const
    {
        return QApplication::focusWidget() && QApplication::focusWidget()->objectName() == name;
    }
    bool confirms() const { return child<Button>(u"joinButton"_s)->isVisible(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }

    void toPassphrase(const QString& code = u"ABCD-EFGH"_s)
    {
        toSignIn(u"gateway.valleyvotes.example"_s);
        type(code);
        press(Qt::Key_Tab);
        type(u"Robin"_s);
        press(Qt::Key_Return);
        QTRY_VERIFY(field(u"passphraseField"_s)->hasFocus());
    }

    std::function<void(FakeGateway&)> prepare;
    QList<JoinRequest> requests;
    std::optional<ProblemType> refuseWith;
    QList<GatewayKind> asked;
    MemoryCredentials secrets;
    Session session;
    JoinView view;
};

} // namespace

class tst_Join : public QObject
{
    Q_OBJECT
private slots:
    void aPastedLinkFillsTheCode()
    {
        Join f;
        f.toSignIn(kLink);
        QCOMPARE(f.field(u"codeField"_s)->text(), u"ABCD-EFGH"_s);
        QVERIFY(f.focused(u"nameField"_s));
    }

    void theKeyboardAloneJoins()
    {
        Join f;
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.field(u"addressField"_s)->setText(kLink);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.confirms());
        QVERIFY(f.secrets.entries().isEmpty());
        QCOMPARE(f.child<Label>(u"organisation"_s)->text(), u"Valley Votes"_s);
        QVERIFY(f.child<Label>(u"gatewayAddress"_s)->text().contains(u"gateway.valleyvotes.example"_s));
        f.type(u"Robin Hale"_s);
        f.press(Qt::Key_Return);
        QTRY_COMPARE(joined.size(), 1);
        QCOMPARE(joined.front().front().value<Credentials>().displayName, u"Robin Hale"_s);
        // The next who sits here begins anew.
        QVERIFY(f.field(u"addressField"_s)->text().isEmpty());
        QVERIFY(f.field(u"codeField"_s)->text().isEmpty());
        QVERIFY(f.field(u"nameField"_s)->text().isEmpty());
    }

    void whatIsMissingIsAskedFor()
    {
        Join f;
        f.press(Qt::Key_Return);
        QVERIFY(!f.errorAt(u"addressField"_s).isEmpty());
        QVERIFY(f.focused(u"addressField"_s));
        f.toSignIn(u"gateway.valleyvotes.example"_s);
        QVERIFY(f.focused(u"codeField"_s));
        f.press(Qt::Key_Return);
        QVERIFY(!f.errorAt(u"codeField"_s).isEmpty());
        f.type(u"abcd efgh"_s);
        QVERIFY(f.errorAt(u"codeField"_s).isEmpty());
        f.press(Qt::Key_Return);
        QVERIFY(f.focused(u"nameField"_s));
        QVERIFY(!f.errorAt(u"nameField"_s).isEmpty());
        QCOMPARE(f.field(u"codeField"_s)->text(), u"ABCD-EFGH"_s);
    }

    void brokenAddressesAreExplained_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("plain") << u"http://gateway.valleyvotes.example"_s;
        QTest::newRow("spaces") << u"my gateway"_s;
        QTest::newRow("link without code") << u"textbank://join?gateway=https%3A%2F%2Fvalley.example"_s;
        QTest::newRow("link without gateway") << u"textbank://join?code=ABCD-EFGH"_s;
        QTest::newRow("damaged pin") << kLink + u"&pin=zz"_s;
        QTest::newRow("reset link") << u"https://spoke.example.org/reset/3f2a"_s;
        QTest::newRow("link of tomorrow") << kLink + u"&kind=pigeon"_s;
    }

    void brokenAddressesAreExplained()
    {
        QFETCH(QString, typed);
        Join f;
        f.field(u"addressField"_s)->setText(typed);
        f.press(Qt::Key_Return);
        QVERIFY(!f.errorAt(u"addressField"_s).isEmpty());
        QVERIFY(!f.confirms());
        QVERIFY(f.asked.isEmpty());
    }

    void aGatewayThatIsNotThereIsExplained()
    {
        Join f;
        f.prepare = [](FakeGateway& gateway) {
            gateway.failNext(FakeGateway::Verb::Discover, FakeGateway::Trouble::NeverLeft);
        };
        f.view.setLink(kLink);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.errorAt(u"addressField"_s).contains(u"Nobody answers"_s));
        QVERIFY(!f.showsError() && !f.sees(u"spokeChoice"_s));
        QVERIFY(f.child<Button>(u"continueButton"_s)->isEnabled());
    }

    void everyFaultHasASentenceOfItsOwn()
    {
        QSet<QString> said;
        const Fault faults[] = {Fault::BadAddress,
                                Fault::Offline,
                                Fault::HostNotFound,
                                Fault::ConnectionRefused,
                                Fault::TlsFailed,
                                Fault::CertificateNotTrusted,
                                Fault::CertificateChanged,
                                Fault::CertificateExpired,
                                Fault::TimedOut,
                                Fault::ConnectionClosed,
                                Fault::NotAGateway,
                                Fault::VersionMismatch,
                                Fault::BadAnswer,
                                Fault::TooLarge,
                                Fault::Http,
                                Fault::Cancelled};
        for (const auto fault : faults) {
            TransportError error;
            error.fault = fault;
            const QString sentence = joinwords::failure(error);
            QVERIFY(sentence.endsWith(u'.'));
            QVERIFY2(!said.contains(sentence), qPrintable(sentence));
            said.insert(sentence);
        }
        for (const auto type : {ProblemType::CodeInvalid, ProblemType::CodeUsedUp, ProblemType::CodeExpired,
                                ProblemType::RateLimited, ProblemType::Unregistered, ProblemType::Forbidden}) {
            TransportError error;
            error.fault = Fault::Problem;
            error.problem = Problem{type, {}, {}, {}, {}};
            const QString sentence = joinwords::failure(error);
            QVERIFY2(!said.contains(sentence), qPrintable(sentence));
            said.insert(sentence);
        }
    }

    void aWrongClockIsTold()
    {
        Join f;
        f.prepare = [&f](FakeGateway& gateway) {
            gateway.setOffset(std::chrono::hours(1));
            gateway.introduction().clock = f.clock().now() + std::chrono::hours(1);
        };
        f.view.setLink(kLink);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.confirms());
        QVERIFY(f.child<Label>(u"gatewayClock"_s)->isVisible());
    }

    void withoutAKeychainThatIsTold()
    {
        Join f(CredentialStore::Kind::MemoryOnly);
        f.view.setLink(kLink);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.confirms());
        QVERIFY(f.child<Label>(u"memoryOnly"_s)->isVisible());
    }

    void withoutAKeychainAPassphraseIsChosenByKeyboard()
    {
        FakeLock lock;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.toPassphrase();
        QVERIFY(!f.child<Label>(u"memoryOnly"_s)->isVisible());
        QVERIFY(!f.child<Button>(u"practiceButton"_s)->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), u"plum tractor over seven hills"_s);
        f.press(Qt::Key_Return);
        QVERIFY(f.field(u"passphraseAgainField"_s)->hasFocus());
        QVERIFY(!f.showsError());
        QTest::keyClicks(QApplication::focusWidget(), u"plum tractor over seven hills"_s);
        QVERIFY(lock.entries.isEmpty());
        f.press(Qt::Key_Return);
        QTRY_COMPARE(joined.size(), 1);
        QCOMPARE(lock.passphrase, u"plum tractor over seven hills"_s);
        QCOMPARE(lock.entries.size(), 1);
        QVERIFY(!f.session.memoryOnly());
        // The next who sits here finds nothing of it.
        QVERIFY(f.field(u"passphraseField"_s)->text().isEmpty());
        QVERIFY(f.field(u"passphraseAgainField"_s)->text().isEmpty());
    }

    void weakOrUnequalPassphrasesAreExplained_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("again");
        QTest::addColumn<QString>("said");
        const auto good = u"plum tractor over seven hills"_s;
        QTest::newRow("empty") << QString() << QString() << u"too short"_s;
        QTest::newRow("short") << u"plum 7"_s << u"plum 7"_s << u"at least 12"_s;
        QTest::newRow("plain") << u"aaaaaaaaaaaaaaa"_s << u"aaaaaaaaaaaaaaa"_s << u"repeats itself"_s;
        QTest::newRow("common") << u"password1234"_s << u"password1234"_s << u"among the first"_s;
        QTest::newRow("once") << good << QString() << u"once more"_s;
        QTest::newRow("unequal") << good << u"plum tractor over seven hill"_s << u"not the same"_s;
    }

    void weakOrUnequalPassphrasesAreExplained()
    {
        QFETCH(QString, first);
        QFETCH(QString, again);
        QFETCH(QString, said);
        FakeLock lock;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        f.toPassphrase();
        f.field(u"passphraseField"_s)->setText(first);
        f.field(u"passphraseAgainField"_s)->setText(again);
        f.child<Button>(u"chooseButton"_s)->click();
        QVERIFY(f.showsError());
        QVERIFY2(f.error().contains(said), qPrintable(f.error()));
        QVERIFY(lock.lockState() == PassphraseLock::State::Unset);
        QTest::keyClicks(QApplication::focusWidget(), u"x"_s);
        QVERIFY(!f.showsError());
    }

    void keepingNothingIsAClickAway()
    {
        FakeLock lock;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.toPassphrase();
        f.child<Button>(u"keepNothingButton"_s)->click();
        QTRY_COMPARE(joined.size(), 1);
        QVERIFY(f.session.memoryOnly());
    }

    void aPassphraseIsHiddenUntilItIsShown()
    {
        FakeLock lock;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        f.toPassphrase();
        QVERIFY(f.field(u"passphraseField"_s)->echoMode() == QLineEdit::Password);
        f.child<QCheckBox>(u"showPassphrase"_s)->click();
        QVERIFY(f.field(u"passphraseField"_s)->echoMode() == QLineEdit::Normal);
        QVERIFY(f.field(u"passphraseAgainField"_s)->echoMode() == QLineEdit::Normal);
    }

    void escapeFromThePassphraseForgetsIt()
    {
        FakeLock lock;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        f.toPassphrase();
        f.field(u"passphraseField"_s)->setText(u"plum tractor over seven hills"_s);
        f.field(u"passphraseAgainField"_s)->setText(u"plum tractor over seven hills"_s);
        f.child<Button>(u"chooseButton"_s)->click();
        f.press(Qt::Key_Escape); // While the key is being made.
        QTRY_VERIFY(f.confirms());
        QTRY_COMPARE(lock.passphrase, u"plum tractor over seven hills"_s); // It is there, and not used.
        QVERIFY(lock.lockState() == PassphraseLock::State::Unset);
        QVERIFY(lock.entries.isEmpty());
        QVERIFY(f.child<Button>(u"joinButton"_s)->hasFocus());
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.field(u"passphraseField"_s)->isVisible());
        QVERIFY(f.field(u"passphraseField"_s)->text().isEmpty());
    }

    void aPassphraseOfARefusedSignInIsNotKept()
    {
        FakeLock lock;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        f.toPassphrase(u"XXXX-XXXX"_s);
        f.field(u"passphraseField"_s)->setText(u"plum tractor over seven hills"_s);
        f.field(u"passphraseAgainField"_s)->setText(u"plum tractor over seven hills"_s);
        f.child<Button>(u"chooseButton"_s)->click();
        QTRY_VERIFY(f.errorAt(u"codeField"_s).contains(u"does not know this code"_s));
        QVERIFY(f.focused(u"codeField"_s));
        QVERIFY(lock.lockState() == PassphraseLock::State::Unset);
    }

    void noMemoryForTheKeyIsExplained()
    {
        FakeLock lock;
        lock.trouble = ErrorCode::Unavailable;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        f.toPassphrase();
        f.field(u"passphraseField"_s)->setText(u"plum tractor over seven hills"_s);
        f.field(u"passphraseAgainField"_s)->setText(u"plum tractor over seven hills"_s);
        f.child<Button>(u"chooseButton"_s)->click();
        QTRY_VERIFY(f.showsError());
        QVERIFY(f.error().contains(u"Close other programs"_s));
        QVERIFY(f.field(u"passphraseField"_s)->isEnabled());
    }

    void escapeLeadsBackAndStoresNothing()
    {
        Join f;
        f.toSignIn(kLink);
        f.type(u"Robin"_s);
        f.press(Qt::Key_Escape);
        QVERIFY(!f.confirms());
        QVERIFY(f.secrets.entries().isEmpty());
        QCOMPARE(f.field(u"nameField"_s)->text(), u"Robin"_s);
        QCOMPARE(f.field(u"addressField"_s)->text(), kLink);
    }

    void eachPageIsOnlyAsTallAsItsWords()
    {
        Join f;
        const auto* go = f.child<Button>(u"continueButton"_s);
        const auto* practice = f.child<QWidget>(u"practiceCard"_s);
        // The pages that follow are not in sight, and much taller.
        const auto gap = [&] {
            return practice->mapTo(&f.view, QPoint()).y() - go->mapTo(&f.view, QPoint(0, go->height())).y();
        };
        QTRY_VERIFY2(gap() > 0 && gap() < 2 * go->height(), qPrintable(QString::number(gap())));
    }

    void anAccountSignsInByKeyboard()
    {
        Join f;
        f.haveAccounts({u"password"_s});
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.toSignIn(u"https://spoke.example.org"_s);
        QVERIFY(!f.sees(u"codeField"_s) && !f.sees(u"haveAccount"_s) && !f.sees(u"firstNameField"_s));
        QCOMPARE(f.child<Label>(u"organisation"_s)->text(), u"spoke.example.org"_s);
        QVERIFY(!f.sees(u"gatewayAddress"_s) && !f.sees(u"gatewayName"_s)); // That says it already.
        QCOMPARE(f.child<Button>(u"joinButton"_s)->text(), u"Sign in"_s);
        QVERIFY(f.says(u"No account yet?"_s));
        QVERIFY(f.focused(u"emailField"_s));
        f.type(u"tara@example.org"_s);
        f.press(Qt::Key_Tab);
        f.type(u"plum tractor"_s);
        f.press(Qt::Key_Return);
        QTRY_COMPARE(joined.size(), 1);
        const auto made = joined.front().front().value<Credentials>();
        QCOMPARE(made.email, u"tara@example.org"_s);
        QVERIFY(f.field(u"emailField"_s)->text().isEmpty() && f.field(u"passwordField"_s)->text().isEmpty());
        QVERIFY(!f.secrets.entries().value(u"session"_s).contains("plum"));
    }

    void whatIsWrongWithAnAccountIsSaidBesideIt()
    {
        Join f;
        f.haveAccounts({u"password"_s});
        f.toSignIn(u"https://spoke.example.org"_s);
        f.type(u"tara"_s);
        f.press(Qt::Key_Return);
        QVERIFY(f.errorAt(u"emailField"_s).contains(u"robin@example.org"_s));
        f.field(u"emailField"_s)->setText(u"tara@example.org"_s);
        f.press(Qt::Key_Return);
        QVERIFY(f.errorAt(u"emailField"_s).isEmpty() || f.focused(u"passwordField"_s));
        QVERIFY(!f.errorAt(u"passwordField"_s).isEmpty());
        QVERIFY(f.requests.isEmpty());
        f.type(u"plum"_s);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.errorAt(u"passwordField"_s).contains(u"password is wrong"_s));
        QVERIFY(f.focused(u"passwordField"_s) && !f.showsError());
        f.type(u"plum tractor"_s); // Over what was wrong.
        QVERIFY(f.errorAt(u"passwordField"_s).isEmpty());
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.press(Qt::Key_Return);
        QTRY_COMPARE(joined.size(), 1);
    }

    void aPasswordIsHiddenUntilItsEyeIsPressedAndGoesWithThePage()
    {
        Join f;
        f.haveAccounts({u"password"_s});
        f.toSignIn(u"https://spoke.example.org"_s);
        auto* password = f.field(u"passwordField"_s);
        password->setFocus();
        f.type(u"plum"_s);
        QVERIFY(password->echoMode() == QLineEdit::Password);
        f.press(Qt::Key_Tab);
        QVERIFY(f.focused(u"passwordFieldEye"_s));
        f.press(Qt::Key_Space);
        QVERIFY(password->echoMode() == QLineEdit::Normal);
        f.press(Qt::Key_Escape);
        QVERIFY(password->text().isEmpty());
        QVERIFY(password->echoMode() == QLineEdit::Password);
        f.toSignIn(u"https://spoke.example.org"_s); // Somebody else, later.
        f.child<Button>(u"passwordFieldEye"_s)->setChecked(true);
        password->setFocus();
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(password->text(), QString());
    }

    void whoIsInvitedMakesAnAccountByKeyboard()
    {
        Join f;
        f.haveAccounts();
        f.toSignIn(u"https://spoke.example.org/6ba7b810-9dad-11d1/join"_s);
        QCOMPARE(f.asked, QList{GatewayKind::Spoke}); // The link says which.
        QVERIFY(f.sees(u"emailField"_s) && !f.sees(u"firstNameField"_s) && !f.says(u"No account yet?"_s));
        f.child<QRadioButton>(u"newAccount"_s)->click();
        QVERIFY(f.sees(u"firstNameField"_s) && f.sees(u"cellField"_s));
        QCOMPARE(f.child<Button>(u"joinButton"_s)->text(), u"Join"_s);
        f.field(u"firstNameField"_s)->setFocus();
        for (const auto& words : {u"Tara"_s, u"Texter"_s, u"tara@example.org"_s, u"202 555"_s, u"plum tractor"_s}) {
            f.type(words);
            f.press(Qt::Key_Tab);
        }
        f.child<Button>(u"joinButton"_s)->click();
        QVERIFY(f.errorAt(u"cellField"_s).contains(u"too short"_s));
        f.type(u"202 555 0201"_s);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.errorAt(u"emailField"_s).contains(u"I have an account"_s)); // Somebody has it.
        QVERIFY(f.focused(u"emailField"_s));
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.type(u"tara2@example.org"_s);
        f.press(Qt::Key_Return);
        QTRY_COMPARE(joined.size(), 1);
        const auto& request = f.requests.last();
        QVERIFY(request.signUp);
        QCOMPARE(request.invitation, u"/6ba7b810-9dad-11d1/join"_s);
        QCOMPARE((QStringList{request.displayName, request.lastName, request.cell}),
                 (QStringList{u"Tara"_s, u"Texter"_s, u"202 555 0201"_s}));
    }

    void aLinkThatInvitesNobodyIsSaidWhereItWasTyped()
    {
        Join f;
        f.haveAccounts();
        f.refuseWith = ProblemType::InvitationInvalid;
        f.toSignIn(u"https://spoke.example.org/6ba7b810-9dad-11d1/join"_s);
        f.type(u"tara@example.org"_s);
        f.field(u"passwordField"_s)->setText(u"plum tractor"_s);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.errorAt(u"addressField"_s).contains(u"does not invite anybody any more"_s));
        QVERIFY(f.field(u"passwordField"_s)->text().isEmpty());
        QCOMPARE(f.field(u"emailField"_s)->text(), u"tara@example.org"_s);
    }

    void whoSignsPeopleInElsewhereIsExplained_data()
    {
        QTest::addColumn<QString>("way");
        QTest::addColumn<QString>("words");
        QTest::newRow("elsewhere") << u"elsewhere"_s << u"another web page"_s;
        QTest::newRow("unknown") << u"retina"_s << u"newest Textbank"_s;
    }

    void whoSignsPeopleInElsewhereIsExplained()
    {
        QFETCH(QString, way);
        QFETCH(QString, words);
        Join f;
        f.haveAccounts({way});
        f.toSignIn(u"https://spoke.example.org"_s);
        QVERIFY(f.says(words));
        QVERIFY(!f.confirms() && !f.sees(u"emailField"_s) && !f.sees(u"codeField"_s));
        QVERIFY(f.focused(u"backButton"_s));
        f.press(Qt::Key_Return);
        QVERIFY(f.focused(u"addressField"_s));
    }

    void anAddressThatIsNotRecognisedIsAskedAsWhatSheSays()
    {
        Join f;
        f.prepare = [](FakeGateway& gateway) {
            gateway.failNext(FakeGateway::Verb::Discover, FakeGateway::Trouble::ProxySaysNo);
        };
        f.field(u"addressField"_s)->setText(u"https://spoke.example.org"_s);
        QVERIFY(!f.sees(u"spokeChoice"_s));
        f.press(Qt::Key_Return);
        QTRY_VERIFY(
            f.errorAt(u"addressField"_s).contains(u"does not look like a Textbank gateway or a Spoke server"_s));
        QCOMPARE(f.asked, (QList{GatewayKind::Textbank, GatewayKind::Spoke}));
        QVERIFY(f.sees(u"spokeChoice"_s));
        f.child<QCheckBox>(u"spokeChoice"_s)->click();
        f.asked.clear();
        f.haveAccounts({u"password"_s});
        f.child<Button>(u"continueButton"_s)->click();
        QTRY_VERIFY(f.sees(u"emailField"_s));
        QCOMPARE(f.asked, QList{GatewayKind::Spoke});
        f.press(Qt::Key_Escape);
        f.type(u"x"_s);
        QVERIFY(!f.sees(u"spokeChoice"_s)); // Another address, another question.
    }

    void anAccountAndAPassphraseGoTogether()
    {
        FakeLock lock;
        Join f(CredentialStore::Kind::MemoryOnly, &lock);
        f.haveAccounts({u"password"_s});
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.toSignIn(u"https://spoke.example.org"_s);
        f.type(u"tara@example.org"_s);
        f.press(Qt::Key_Tab);
        f.type(u"plum"_s);
        f.press(Qt::Key_Return);
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY(f.focused(u"passphraseField"_s));
            f.field(u"passphraseField"_s)->setText(u"plum tractor over seven hills"_s);
            f.field(u"passphraseAgainField"_s)->setText(u"plum tractor over seven hills"_s);
            f.child<Button>(u"chooseButton"_s)->click();
            if (i > 0)
                break;
            QTRY_VERIFY(f.errorAt(u"passwordField"_s).contains(u"password is wrong"_s));
            QVERIFY(lock.lockState() == PassphraseLock::State::Unset);
            f.type(u"plum tractor"_s);
            f.press(Qt::Key_Return);
        }
        QTRY_COMPARE(joined.size(), 1);
        QCOMPARE(lock.entries.size(), 1);
    }

    void practiceIsOneKeyOrOneClickAway()
    {
        Join f;
        QSignalSpy asked(&f.view, &JoinView::practiceRequested);
        f.press(Qt::Key_P, Qt::ControlModifier);
        QCOMPARE(asked.size(), 1);
        QTest::mouseClick(f.child<Button>(u"practiceButton"_s), Qt::LeftButton);
        QCOMPARE(asked.size(), 2);
    }
};

QTEST_MAIN(tst_Join)
#include "tst_Join.moc"
