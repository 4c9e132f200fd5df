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
#include <QLineEdit>

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
              [this](const QUrl&, const QByteArray&) {
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
    bool confirms() const { return child<Button>(u"joinButton"_s)->isVisible(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }

    void toPassphrase(const QString& code = u"ABCD-EFGH"_s)
    {
        field(u"addressField"_s)->setText(u"gateway.valleyvotes.example"_s);
        field(u"codeField"_s)->setText(code);
        field(u"nameField"_s)->setText(u"Robin"_s);
        field(u"nameField"_s)->setFocus();
        press(Qt::Key_Return);
        QTRY_VERIFY(confirms());
        press(Qt::Key_Return);
        QTRY_VERIFY(field(u"passphraseField"_s)->hasFocus());
    }

    std::function<void(FakeGateway&)> prepare;
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
        f.field(u"addressField"_s)->setText(kLink);
        QCOMPARE(f.field(u"codeField"_s)->text(), u"ABCD-EFGH"_s);
        QVERIFY(f.field(u"nameField"_s)->hasFocus());
    }

    void theKeyboardAloneJoins()
    {
        Join f;
        QSignalSpy joined(&f.view, &JoinView::joined);
        f.field(u"addressField"_s)->setText(kLink);
        QTest::keyClicks(QApplication::focusWidget(), u"Robin Hale"_s);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.confirms());
        QVERIFY(f.secrets.entries().isEmpty());
        QCOMPARE(f.child<Label>(u"organisation"_s)->text(), u"Valley Votes"_s);
        QVERIFY(f.child<Label>(u"gatewayAddress"_s)->text().contains(u"gateway.valleyvotes.example"_s));
        QVERIFY(f.child<Button>(u"joinButton"_s)->hasFocus());
        f.press(Qt::Key_Return);
        QTRY_COMPARE(joined.size(), 1);
        QCOMPARE(joined.front().front().value<Credentials>().displayName, u"Robin Hale"_s);
    }

    void whatIsMissingIsAskedFor()
    {
        Join f;
        f.press(Qt::Key_Return);
        QVERIFY(f.showsError());
        QVERIFY(f.field(u"addressField"_s)->hasFocus());
        f.field(u"addressField"_s)->setText(u"gateway.valleyvotes.example"_s);
        f.press(Qt::Key_Return);
        QVERIFY(f.field(u"codeField"_s)->hasFocus());
        f.field(u"codeField"_s)->setText(u"abcd efgh"_s);
        f.press(Qt::Key_Return);
        QVERIFY(f.field(u"nameField"_s)->hasFocus());
        QVERIFY(!f.confirms());
    }

    void brokenAddressesAreExplained_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("plain") << u"http://gateway.valleyvotes.example"_s;
        QTest::newRow("spaces") << u"my gateway"_s;
        QTest::newRow("link without code") << u"textbank://join?gateway=https%3A%2F%2Fvalley.example"_s;
        QTest::newRow("link without gateway") << u"textbank://join?code=ABCD-EFGH"_s;
        QTest::newRow("damaged pin") << kLink + u"&pin=zz"_s;
    }

    void brokenAddressesAreExplained()
    {
        QFETCH(QString, typed);
        Join f;
        f.field(u"addressField"_s)->setText(typed);
        f.field(u"codeField"_s)->setText(u"ABCD-EFGH"_s);
        f.field(u"nameField"_s)->setText(u"Robin"_s);
        f.field(u"nameField"_s)->setFocus();
        f.press(Qt::Key_Return);
        QVERIFY(f.showsError());
        QVERIFY(!f.error().isEmpty());
        QVERIFY(!f.confirms());
    }

    void aGatewayThatIsNotThereIsExplained()
    {
        Join f;
        f.prepare = [](FakeGateway& gateway) {
            gateway.failNext(FakeGateway::Verb::Discover, FakeGateway::Trouble::NeverLeft);
        };
        f.view.setLink(kLink);
        f.field(u"nameField"_s)->setText(u"Robin"_s);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.showsError());
        QVERIFY(f.error().contains(u"Nobody answers"_s));
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
        f.field(u"nameField"_s)->setText(u"Robin"_s);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.confirms());
        QVERIFY(f.child<Label>(u"gatewayClock"_s)->isVisible());
    }

    void withoutAKeychainThatIsTold()
    {
        Join f(CredentialStore::Kind::MemoryOnly);
        f.view.setLink(kLink);
        f.field(u"nameField"_s)->setText(u"Robin"_s);
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
        QVERIFY(f.child<Button>(u"joinButton"_s)->hasFocus());
        QTRY_COMPARE(lock.passphrase, u"plum tractor over seven hills"_s); // It is there, and not used.
        QVERIFY(lock.lockState() == PassphraseLock::State::Unset);
        QVERIFY(lock.entries.isEmpty());
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
        QTRY_VERIFY(f.showsError());
        QVERIFY(f.field(u"codeField"_s)->hasFocus());
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
        f.view.setLink(kLink);
        f.field(u"nameField"_s)->setText(u"Robin"_s);
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.confirms());
        f.press(Qt::Key_Escape);
        QVERIFY(!f.confirms());
        QVERIFY(f.secrets.entries().isEmpty());
        QCOMPARE(f.field(u"nameField"_s)->text(), u"Robin"_s);
    }

    void eachPageIsOnlyAsTallAsItsWords()
    {
        Join f(CredentialStore::Kind::MemoryOnly);
        f.field(u"addressField"_s)->setText(kLink);
        f.field(u"nameField"_s)->setText(u"Robin"_s);
        f.field(u"nameField"_s)->setFocus();
        f.press(Qt::Key_Return);
        QTRY_VERIFY(f.confirms());
        const auto* join = f.child<Button>(u"joinButton"_s);
        const auto* practice = f.child<QWidget>(u"practiceCard"_s);
        // The page that asks for a passphrase is not in sight, and much taller.
        const auto gap = [&] {
            return practice->mapTo(&f.view, QPoint()).y() - join->mapTo(&f.view, QPoint(0, join->height())).y();
        };
        QTRY_VERIFY2(gap() > 0 && gap() < join->height(), qPrintable(QString::number(gap())));
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
