#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/snippets/SnippetModel.h"
#include "ui/snippets/SnippetsView.h"
#include "ui/template/TemplateEditor.h"
#include "ui/template/TemplateField.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Toast.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace textbank;
using Screen = MainWindowShift::Screen;

namespace {

/// The real window over a shift, worked by keys.
class Window : public UiFixture
{
public:
    explicit Window(int contacts = 8)
        : UiFixture(contacts)
        , session(
              secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); }, clock(),
              temp.random())
    {
        openWindow();
    }
    ~Window()
    {
        if (window)
            window->closeShift();
    }
    void openWindow()
    {
        window.emplace(theme, preferences, session, clock());
        window->resize(1200, 900);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(&*window))
            qFatal("no window");
        window->openShift(*shift);
        screens()->go(Screen::FirstMessages);
    }
    /// As the program ends and starts again.
    void restart()
    {
        window->closeShift();
        window.reset();
        close();
        temp.reopen();
        open();
        openWindow();
    }
    MainWindowShift* screens() { return window->findChild<MainWindowShift*>(); }
    SnippetsView* page() { return window->findChild<SnippetsView*>(); }
    TemplateField* field() { return page()->findChild<TemplateField*>(); }
    QLineEdit* title() { return page()->findChild<QLineEdit*>(u"snippetTitle"_s); }
    QListView* list() { return page()->findChild<QListView*>(u"snippetList"_s); }
    Button* button(const QString& name) { return page()->findChild<Button*>(name); }
    Banner* gone() { return page()->findChild<Banner*>(u"snippetGone"_s); }
    QString label(const QString& name) { return page()->findChild<QLabel*>(name)->text(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    /// A new one, by keys, not saved.
    void write(const QString& name, const QString& text)
    {
        key(Qt::Key_N, Qt::ControlModifier);
        type(name);
        field()->setFocus();
        type(text);
    }
    QStringList rows(SnippetModel::Kind kind)
    {
        QStringList out;
        for (int i = 0; i < list()->model()->rowCount(); ++i) {
            const auto index = list()->model()->index(i, 0);
            if (index.data(SnippetModel::KindRole).toInt() == static_cast<int>(kind))
                out << index.data(Qt::AccessibleTextRole).toString();
        }
        return out;
    }
    void choose(const QString& name)
    {
        for (int i = 0; i < list()->model()->rowCount(); ++i) {
            const auto index = list()->model()->index(i, 0);
            if (index.data().toString() == name) {
                list()->scrollTo(index);
                QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(index).center());
                return;
            }
        }
        QFAIL(qPrintable(u"no row "_s + name));
    }

    MemoryCredentials secrets;
    Session session;
    std::optional<MainWindow> window;
};

} // namespace

class tst_Snippets : public QObject
{
    Q_OBJECT
private slots:
    void aKeyLeadsThereAndOneIsWrittenAndSaved()
    {
        Window w;
        w.key(Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(w.screens()->screen(), Screen::Snippets);
        QVERIFY(w.button(u"firstSnippet"_s)->hasFocus());
        w.key(Qt::Key_Return);
        QVERIFY(w.title()->hasFocus());
        w.type(u"Where to park"_s);
        w.field()->setFocus();
        w.type(u"Hi {fir"_s);
        w.key(Qt::Key_Return);
        w.type(u", park behind the hall."_s);
        QCOMPARE(w.field()->text(), u"Hi {firstName}, park behind the hall."_s);
        QCOMPARE(w.page()->findChild<Bubble*>(u"previewBubble"_s)->text(), u"Hi Ana, park behind the hall."_s);
        QVERIFY(w.store().snippets().isEmpty());
        QCOMPARE(w.rows(SnippetModel::Kind::Own), QStringList{u"Where to park, Not saved"_s});
        w.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(w.store().snippets().size(), 1);
        QCOMPARE(w.store().snippets().front().title, u"Where to park"_s);
        QCOMPARE(w.store().snippets().front().text, u"Hi {firstName}, park behind the hall."_s);
        QCOMPARE(w.rows(SnippetModel::Kind::Own), QStringList{u"Where to park"_s});
        QVERIFY(w.field()->hasFocus());
        QVERIFY(!w.button(u"editor.save"_s)->isEnabled());
    }

    void aTitleIsAskedFor()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        w.write(u"  "_s, u"Text"_s);
        w.key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(w.store().snippets().isEmpty());
        QVERIFY(w.title()->hasFocus());
        QVERIFY(w.page()->findChild<QLabel*>(u"titleProblem"_s)->isVisible());
        w.type(u"Hours"_s);
        QVERIFY(!w.page()->findChild<QLabel*>(u"titleProblem"_s)->isVisible());
        w.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(w.store().snippets().front().title, u"Hours"_s);
    }

    void whatIsNotSavedIsNeverLost()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        w.write(u"One"_s, u"first"_s);
        w.key(Qt::Key_S, Qt::ControlModifier);
        w.type(u" and more"_s);
        QCOMPARE(w.rows(SnippetModel::Kind::Own), QStringList{u"One, Changed"_s});
        w.write(u"Two"_s, u"second"_s); // Another one is begun meanwhile,
        w.choose(u"One"_s);
        QCOMPARE(w.field()->text(), u"first and more"_s);
        w.choose(u"Two"_s);
        QCOMPARE(w.field()->text(), u"second"_s);
        w.screens()->go(Screen::Replies); // the page is left,
        w.screens()->go(Screen::Snippets);
        QCOMPARE(w.field()->text(), u"second"_s);
        w.restart(); // and the program ends.
        w.screens()->go(Screen::Snippets);
        QCOMPARE(w.rows(SnippetModel::Kind::Own), (QStringList{u"Two, Not saved"_s, u"One, Changed"_s}));
        w.choose(u"One"_s);
        QCOMPARE(w.field()->text(), u"first and more"_s);
        QCOMPARE(w.store().snippets().front().text, u"first"_s);
    }

    void deletingIsTakenBackByAKey()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        for (const auto& name : {u"A"_s, u"B"_s}) {
            w.write(name, u"text "_s + name);
            w.key(Qt::Key_S, Qt::ControlModifier);
        }
        w.choose(u"A"_s);
        w.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(w.store().snippets().size(), 1);
        QVERIFY(w.gone()->isVisible());
        QVERIFY(w.gone()->text().contains(u"\"A\""_s));
        QCOMPARE(w.field()->text(), u"text B"_s);
        w.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.store().snippets().size(), 2);
        QCOMPARE(w.field()->text(), u"text A"_s);
        QVERIFY(!w.gone()->isVisible());
        w.key(Qt::Key_D, Qt::ControlModifier);
        w.button(u"snippetUndo"_s)->click(); // Or with the mouse.
        QCOMPARE(w.store().snippets().size(), 2);
    }

    void inTheFieldTheKeyTakesBackLetters()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        w.write(u"A"_s, u"one"_s);
        w.key(Qt::Key_S, Qt::ControlModifier);
        w.write(u"B"_s, u"two"_s);
        w.key(Qt::Key_D, Qt::ControlModifier); // Never saved, and given up.
        QCOMPARE(w.rows(SnippetModel::Kind::Own), QStringList{u"A"_s});
        w.field()->setFocus();
        w.type(u"!"_s);
        w.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(w.field()->text(), u"one"_s);
        w.key(Qt::Key_Z, Qt::ControlModifier); // The field has nothing more: it is the page's.
        QCOMPARE(w.rows(SnippetModel::Kind::Own), (QStringList{u"B, Not saved"_s, u"A"_s}));
        QCOMPARE(w.field()->text(), u"two"_s);
    }

    void discardingGoesBackToWhatIsSaved()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        w.write(u"A"_s, u"one"_s);
        QVERIFY(!w.button(u"discardSnippet"_s)->isVisible());
        w.key(Qt::Key_S, Qt::ControlModifier);
        w.type(u" two"_s);
        QVERIFY(w.button(u"discardSnippet"_s)->isVisible());
        w.button(u"discardSnippet"_s)->click();
        QCOMPARE(w.field()->text(), u"one"_s);
        QVERIFY(w.page()->undo());
        QCOMPARE(w.field()->text(), u"one two"_s);
    }

    void theCampaignsTextsAreLookedAtAndCopied()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        QVERIFY(w.rows(SnippetModel::Kind::Script).contains(u"First message · Spanish"_s));
        QVERIFY(w.rows(SnippetModel::Kind::Script).contains(u"Where"_s));
        w.choose(u"First message · Spanish"_s);
        QVERIFY(w.field()->isReadOnly());
        const QString text = w.field()->text();
        QVERIFY(text.startsWith(u"Hola {firstName}"_s));
        w.field()->setFocus();
        w.type(u"x"_s);
        QCOMPARE(w.field()->text(), text);
        QVERIFY(w.store().snippets().isEmpty() && w.snippets->entries().isEmpty());
        w.button(u"copySnippet"_s)->click();
        QVERIFY(!w.field()->isReadOnly());
        QCOMPARE(w.field()->text(), text);
        QCOMPARE(w.page()->findChild<QComboBox*>(u"snippetLanguage"_s)->currentData().toString(), u"es"_s);
        QVERIFY(w.field()->hasFocus());
        w.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(w.store().snippets().front().language, u"es"_s);
        w.choose(u"Where"_s);
        QVERIFY(w.field()->isReadOnly());
        w.key(Qt::Key_S, Qt::ControlModifier); // Nothing to save there,
        w.key(Qt::Key_D, Qt::ControlModifier); // nor to delete.
        QCOMPARE(w.store().snippets().size(), 1);
    }

    void keysStepThroughTheContacts()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        w.write(u"A"_s, u"{firstName}"_s);
        w.key(Qt::Key_Escape);
        auto* bubble = w.page()->findChild<Bubble*>(u"previewBubble"_s);
        QCOMPARE(bubble->text(), u"Ana"_s);
        w.key(Qt::Key_F8);
        QCOMPARE(bubble->text(), u"Ben"_s);
        w.key(Qt::Key_F7);
        w.key(Qt::Key_F7);
        QCOMPARE(bubble->text(), u"Hugo"_s);
        w.field()->selectAll();
        w.type(u"{Nick}"_s);
        w.key(Qt::Key_F8, Qt::ShiftModifier);
        QTRY_VERIFY(w.label(u"previewWho"_s).contains(u"1 of 8"_s));
    }

    void findAndTheRailLeadThere()
    {
        Window w;
        w.window->findChild<QAbstractButton*>(u"app.snippets"_s)->click();
        QCOMPARE(w.screens()->screen(), Screen::Snippets);
        w.screens()->go(Screen::FirstMessages);
        w.key(Qt::Key_K, Qt::ControlModifier);
        w.type(u"saved rep"_s);
        w.key(Qt::Key_Return);
        QCOMPARE(w.screens()->screen(), Screen::Snippets);
        w.key(Qt::Key_K, Qt::ControlModifier);
        w.type(u"new saved"_s); // What the page can do is found on it.
        w.key(Qt::Key_Return);
        QVERIFY(w.title()->hasFocus());
        w.key(Qt::Key_F1);
        QVERIFY(w.window->findChild<QWidget*>(u"helpView"_s)->isVisible());
    }

    void aDiskThatRefusesIsToldAndNothingIsLost()
    {
        Window w;
        w.screens()->go(Screen::Snippets);
        w.write(u"A"_s, u"one"_s);
        w.store().database().setFaultHook([](qint64, const QString&) {
            return std::optional(Error{ErrorCode::DiskFull, {}});
        });
        w.key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!w.screens()->findChild<Toast*>()->sentence().isEmpty());
        QCOMPARE(w.field()->text(), u"one"_s);
        w.store().database().setFaultHook({});
        w.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(w.store().snippets().size(), 1);
    }
};

QTEST_MAIN(tst_Snippets)
#include "tst_Snippets.moc"
