#include "tests/support/FakeLock.h"
#include "ui/join/JoinWords.h"
#include "ui/join/UnlockView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/NoticePage.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

struct Page
{
    Page()
    {
        lock.passphrase = u"plum tractor over seven hills"_s;
        view.resize(900, 700);
        view.show();
        view.activateWindow();
        const bool active = QTest::qWaitForWindowActive(&view);
        Q_ASSERT(active);
        Q_UNUSED(active)
        view.ask(lock);
    }
    QLineEdit* field() const { return view.findChild<QLineEdit*>(u"unlockField"_s); }
    Banner* error() const { return view.findChild<Banner*>(u"unlockError"_s); }
    QAbstractButton* button(const QString& name) const { return view.findChild<QAbstractButton*>(name); }
    QString title() const { return view.findChild<Label*>(u"noticeTitle"_s)->text(); }
    /// All that the question says, as a screen reader reads it.
    QString text() const { return view.findChild<NoticePage*>()->accessibleDescription(); }
    static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }

    Theme theme;
    FakeLock lock{PassphraseLock::State::Locked};
    UnlockView view;
};

} // namespace

/// The page that asks for the passphrase of a kept shift.
class tst_Unlock : public QObject
{
    Q_OBJECT
private slots:
    void theKeyboardAloneOpensIt()
    {
        Page page;
        QSignalSpy unlocked(&page.view, &UnlockView::unlocked);
        QVERIFY(page.field()->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), page.lock.passphrase);
        Page::press(Qt::Key_Return);
        QVERIFY(!page.field()->isEnabled()); // One try at a time.
        QTRY_COMPARE(unlocked.size(), 1);
        QVERIFY(page.field()->text().isEmpty());
    }

    void aWrongOneIsSaidAndStays()
    {
        Page page;
        QSignalSpy unlocked(&page.view, &UnlockView::unlocked);
        QTest::keyClicks(QApplication::focusWidget(), u"plum tractor"_s);
        Page::press(Qt::Key_Return);
        QTRY_VERIFY(page.error()->isVisible());
        QVERIFY(page.error()->text().contains(u"not the passphrase"_s));
        QVERIFY(page.error()->text().contains(u"Nothing is lost"_s));
        QCOMPARE(unlocked.size(), 0);
        // The field is hers again, what she typed is selected, and typing takes the sentence away.
        QVERIFY(page.field()->hasFocus());
        QCOMPARE(page.field()->selectedText().size(), page.field()->text().size());
        QTest::keyClicks(QApplication::focusWidget(), page.lock.passphrase);
        QVERIFY(!page.error()->isVisible());
        Page::press(Qt::Key_Return);
        QTRY_COMPARE(unlocked.size(), 1);
    }

    void nothingTypedIsNotATry()
    {
        Page page;
        page.lock.passphrase.clear(); // It would open.
        QSignalSpy unlocked(&page.view, &UnlockView::unlocked);
        Page::press(Qt::Key_Return);
        QVERIFY(page.error()->isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(unlocked.size(), 0);
    }

    void everyTroubleHasASentenceOfItsOwn()
    {
        QSet<QString> said;
        for (const auto code : {ErrorCode::WrongPassphrase, ErrorCode::Unavailable, ErrorCode::Corrupt,
                                ErrorCode::NewerVersion, ErrorCode::Io}) {
            const QString sentence = joinwords::unlockFailure({code, {}});
            QVERIFY(sentence.endsWith(u'.'));
            QVERIFY2(!said.contains(sentence), qPrintable(sentence));
            said.insert(sentence);
        }
    }

    void startingOverAsksTwiceAndSaysWhatIsLost()
    {
        Page page;
        QSignalSpy over(&page.view, &UnlockView::startOverRequested);
        page.button(u"forgottenButton"_s)->click();
        QVERIFY(page.text().contains(u"cannot be known without the passphrase"_s));
        QVERIFY(page.text().contains(u"opt-outs"_s));
        QVERIFY(page.button(u"keepSealed"_s)->hasFocus()); // Enter does no harm.
        page.button(u"eraseSealed"_s)->click();
        QCOMPARE(over.size(), 0);
        QVERIFY(page.title().contains(u"for good"_s));
        QVERIFY(page.button(u"keepSealed"_s)->hasFocus());
        Page::press(Qt::Key_Return);
        QCOMPARE(over.size(), 0);
        QVERIFY(page.field()->isVisible());
        QVERIFY(page.field()->hasFocus());

        page.button(u"forgottenButton"_s)->click();
        QVERIFY(page.text().contains(u"cannot be known"_s)); // From the beginning.
        page.button(u"eraseSealed"_s)->click();
        page.button(u"eraseSealed"_s)->click();
        QCOMPARE(over.size(), 1);
    }

    void escapeLeadsBackFromTheQuestion()
    {
        Page page;
        page.button(u"forgottenButton"_s)->click();
        Page::press(Qt::Key_Escape);
        QVERIFY(page.field()->hasFocus());
    }

    void whatIsTypedIsHiddenUntilShownAndReadOut()
    {
        Page page;
        QVERIFY(page.field()->echoMode() == QLineEdit::Password);
        QCOMPARE(page.field()->accessibleName(), u"Passphrase"_s);
        page.button(u"unlockShow"_s)->click();
        QVERIFY(page.field()->echoMode() == QLineEdit::Normal);
        page.view.ask(page.lock); // The next one who is asked.
        QVERIFY(page.field()->echoMode() == QLineEdit::Password);
    }
};

QTEST_MAIN(tst_Unlock)
#include "tst_Unlock.moc"
