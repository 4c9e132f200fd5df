#include "ui/template/TemplateEditor.h"

#include "tests/support/Builders.h"
#include "tests/support/HardTexts.h"
#include "ui/inbox/DisplayText.h"
#include "ui/settings/ActionMap.h"
#include "ui/settings/Preferences.h"
#include "ui/template/BranchList.h"
#include "ui/template/FieldPopup.h"
#include "ui/template/TemplateField.h"
#include "ui/template/TemplateHighlighter.h"
#include "ui/template/TemplateWords.h"
#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QMap>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// An editor in a window of its own, over a batch in memory.
class Desk
{
public:
    explicit Desk(int contacts = 8)
        : preferences(folder.filePath(u"p.ini"_s))
        , actions(preferences)
        , editor(u"Robin Hale"_s, &window)
    {
        TemplateTrial::Batch batch;
        for (int i = 0; i < contacts; ++i) {
            const Contact contact = build::contact(i);
            people.insert(contact.id, contact);
            batch.order << contact.id;
        }
        batch.find = [this](const ContactId& id) -> const Contact* {
            const auto found = people.constFind(id);
            return found == people.constEnd() ? nullptr : &*found;
        };
        auto* column = new QVBoxLayout(&window);
        column->addWidget(&editor);
        window.resize(760, 900);
        editor.setBatch(batch);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("no window");
        editor.setFocus();
    }
    TemplateField* field() { return editor.findChild<TemplateField*>(); }
    FieldPopup* popup() { return window.findChild<FieldPopup*>(); }
    BranchList* branches() { return editor.findChild<BranchList*>(); }
    bool offers() { return popup() && popup()->isVisible(); }
    QString text() { return editor.text(); }
    void type(const QString& text)
    {
        for (const QChar c : text)
            QTest::keyClick(QApplication::focusWidget(), c.toLatin1());
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    QString bubble() { return editor.findChild<Bubble*>(u"previewBubble"_s)->text(); }
    QString words(const QString& name) { return editor.findChild<QLabel*>(name)->text(); }
    bool sees(const QString& name) { return editor.findChild<QWidget*>(name)->isVisible(); }
    QString banner(const QString& name)
    {
        const auto* found = editor.findChild<Banner*>(name);
        return found->isVisible() ? found->text() : QString();
    }
    void press(const QString& name) { editor.findChild<Button*>(name)->click(); }
    bool isCounted() { return editor.trial().isCounted() && !editor.trial().isSeeking(); }
    QStringList counts()
    {
        QStringList out;
        for (int i = 0; i < branches()->model()->rowCount(); ++i)
            out << branches()->model()->index(i, 0).data(Qt::AccessibleTextRole).toString();
        return out;
    }

    QTemporaryDir folder;
    Theme theme;
    Preferences preferences;
    ActionMap actions;
    QMap<ContactId, Contact> people;
    QWidget window;
    TemplateEditor editor;
};

QTextCharFormat formatAt(TemplateField& field, int position)
{
    const QTextBlock block = field.document()->findBlock(position);
    for (const auto& range : block.layout()->formats()) {
        const int at = position - block.position();
        if (range.start <= at && at < range.start + range.length)
            return range.format;
    }
    return {};
}

} // namespace

class tst_TemplateEditor : public QObject
{
    Q_OBJECT
private slots:
    void aBraceOffersTheFieldsWithAnExample()
    {
        Desk d;
        d.type(u"Hi "_s);
        QVERIFY(!d.offers());
        d.type(u"{"_s);
        QVERIFY(d.offers());
        auto* list = d.popup()->findChild<QListView*>(u"fieldChoices"_s);
        QCOMPARE(list->currentIndex().data().toString(), u"firstName"_s);
        QCOMPARE(list->currentIndex().data(Qt::AccessibleTextRole).toString(), u"firstName, for example Ana"_s);
        d.type(u"pol"_s);
        QCOMPARE(d.popup()->chosen(), u"PollingPlace"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        d.key(Qt::Key_Return);
        QVERIFY(!d.offers());
        QCOMPARE(d.text(), u"Hi {PollingPlace}"_s);
        d.type(u"!"_s);
        QCOMPARE(d.text(), u"Hi {PollingPlace}!"_s);
        QCOMPARE(d.bubble(), u"Hi Community Hall 1!"_s);
    }

    void arrowsChooseAndTabAccepts()
    {
        Desk d;
        d.type(u"{"_s);
        const QString first = d.popup()->chosen();
        d.key(Qt::Key_Down);
        const QString second = d.popup()->chosen();
        QVERIFY(second != first);
        d.key(Qt::Key_Up);
        QCOMPARE(d.popup()->chosen(), first);
        d.key(Qt::Key_Up); // Round the end.
        QVERIFY(d.popup()->chosen() != first);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Tab);
        QCOMPARE(d.text(), u"{%1}"_s.arg(second));
        QVERIFY(d.field()->hasFocus());
        d.key(Qt::Key_Tab); // With nothing offered it leaves the field.
        QVERIFY(!d.field()->hasFocus());
    }

    void escapeClosesAndWritingGoesOn()
    {
        Desk d;
        d.type(u"{fi"_s);
        QVERIFY(d.offers());
        d.key(Qt::Key_Escape);
        QVERIFY(!d.offers());
        QCOMPARE(d.text(), u"{fi"_s);
        d.key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(d.offers());
        d.key(Qt::Key_Left);
        d.key(Qt::Key_Left);
        d.key(Qt::Key_Left);
        QVERIFY(!d.offers()); // Out of the braces.
    }

    void literalBracesFallbacksAndNonsenseOfferNothing()
    {
        Desk d;
        d.type(u"{{"_s);
        QVERIFY(!d.offers());
        d.type(u"a}} {firstName|"_s);
        QVERIFY(!d.offers());
        d.type(u"x} {qqq"_s);
        QVERIFY(!d.offers());
        d.key(Qt::Key_Return); // Nothing is offered: a new line.
        QVERIFY(d.text().endsWith(u"{qqq\n"_s));
    }

    void aConditionOffersTheFieldsToo()
    {
        Desk d;
        d.type(u"{if sta"_s);
        QCOMPARE(d.popup()->chosen(), u"state"_s);
        d.key(Qt::Key_Return);
        QCOMPARE(d.text(), u"{if state}"_s);
        d.type(u" = \"TX\""_s);
        QCOMPARE(d.text(), u"{if state = \"TX\"}"_s);
    }

    void theRestOfAnOldNameGoes()
    {
        Desk d;
        d.editor.setText(u"Hi {firstName}!"_s);
        d.field()->goTo(4, 0);
        d.type(u"la"_s);
        QCOMPARE(d.text(), u"Hi {lafirstName}!"_s);
        d.key(Qt::Key_Backspace);
        QCOMPARE(d.popup()->chosen(), u"lastName"_s);
        d.key(Qt::Key_Return);
        QCOMPARE(d.text(), u"Hi {lastName}!"_s);
        d.type(u"?"_s);
        QCOMPARE(d.text(), u"Hi {lastName}?!"_s);
    }

    void aMistakeIsToldWithItsPlaceAndLeadsThere()
    {
        Desk d;
        d.editor.setText(u"Hi {firstName}\n\U0001F44D and } then"_s);
        QVERIFY(d.banner(u"templateFault"_s).contains(u"line 2, character 7"_s));
        QVERIFY(!d.sees(u"previewBubble"_s));
        d.press(u"goToFault"_s);
        QVERIFY(d.field()->hasFocus());
        QCOMPARE(d.field()->textCursor().selectedText(), u"}"_s);
        d.key(Qt::Key_Delete);
        QVERIFY(d.banner(u"templateFault"_s).isEmpty());
        QVERIFY(d.bubble().startsWith(u"Hi Ana"_s));
    }

    void aNameThatIsBeingWrittenIsNoMistakeYet()
    {
        Desk d;
        d.editor.setText(u"Hi there "_s);
        d.type(u"{fir"_s);
        QVERIFY(d.banner(u"templateFault"_s).isEmpty());
        QCOMPARE(d.bubble(), u"Hi there"_s); // As it was before.
        QVERIFY(d.sees(u"previewBubble"_s));
        QTRY_VERIFY(!d.editor.isPausing());
        QVERIFY(d.banner(u"templateFault"_s).isEmpty());
        d.key(Qt::Key_Escape); // Done with it, and it is not closed.
        QVERIFY(!d.banner(u"templateFault"_s).isEmpty());
        QVERIFY(!d.sees(u"previewBubble"_s));
        d.type(u"qq"_s); // No such field: nothing is offered, and it is told after a pause.
        QTRY_VERIFY(!d.banner(u"templateFault"_s).isEmpty());
    }

    void everyFlawHasItsSentence()
    {
        const QList<std::pair<TemplateFlaw, QString>> flaws{
            {TemplateFlaw::NotClosed, u"a {b"_s},  {TemplateFlaw::NotOpened, u"a }"_s},
            {TemplateFlaw::NoName, u"{ }"_s},      {TemplateFlaw::NoCondition, u"{if a = b}{end}"_s},
            {TemplateFlaw::OutsideIf, u"{end}"_s}, {TemplateFlaw::AfterElse, u"{if a}{else}{else}{end}"_s},
            {TemplateFlaw::NotEnded, u"{if a}"_s}};
        QSet<QString> said;
        for (const auto& [flaw, text] : flaws) {
            const TemplateOutline outline(text);
            QVERIFY(outline.flaw() == flaw);
            const QString sentence = templatewords::fault(outline, text);
            QVERIFY2(sentence.contains(templatewords::place(text, outline.fault()->position)), qPrintable(sentence));
            said << sentence;
        }
        QCOMPARE(said.size(), flaws.size());
    }

    void tagsStandOutAndMistakesAreUnderlined()
    {
        Desk d;
        d.editor.setText(u"Hi {firstName|there}, {if state = \"TX\"}“x”{end} }"_s);
        const ThemeColors& c = d.theme.colors();
        QCoreApplication::processEvents();
        QCOMPARE(formatAt(*d.field(), 5).foreground().color(), c.accent);
        QVERIFY(formatAt(*d.field(), 15).fontItalic());
        QCOMPARE(formatAt(*d.field(), 36).foreground().color(), c.good);
        QCOMPARE(formatAt(*d.field(), 39).underlineStyle(), QTextCharFormat::DotLine);
        QCOMPARE(formatAt(*d.field(), 48).underlineStyle(), QTextCharFormat::WaveUnderline);
        QCOMPARE(formatAt(*d.field(), 0).underlineStyle(), QTextCharFormat::NoUnderline);
        d.theme.setChoice(ThemeChoice::Dark);
        QCOMPARE(formatAt(*d.field(), 5).foreground().color(), d.theme.colors().accent);
    }

    void aKeyInOneLineChangesAnother()
    {
        Desk d;
        d.editor.setText(u"{if state}\nTexas"_s);
        QCoreApplication::processEvents();
        QCOMPARE(formatAt(*d.field(), 1).underlineStyle(), QTextCharFormat::WaveUnderline);
        d.type(u"{end"_s);
        d.key(Qt::Key_BraceRight);
        QVERIFY(d.text().endsWith(u"{end}"_s));
        QCOMPARE(formatAt(*d.field(), 1).underlineStyle(), QTextCharFormat::NoUnderline);
    }

    void theColoursCanBeRead()
    {
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast}) {
            const ThemeColors colors = colorsOf(choice);
            for (int kind = 0; kind < 6; ++kind) {
                const auto format = TemplateHighlighter::formatOf(static_cast<TemplateSpan::Kind>(kind), colors);
                QVERIFY(contrastRatio(format.foreground().color(), colors.surface) >= 4.5);
            }
        }
    }

    void previewStepsThroughTheBatch()
    {
        Desk d;
        d.people[build::contactId(3)].firstName.clear();
        d.people[build::contactId(3)].lastName.clear();
        d.editor.setText(u"Hi {firstName}"_s);
        QCOMPARE(d.bubble(), u"Hi Ana"_s);
        d.press(u"editor.next"_s);
        QCOMPARE(d.bubble(), u"Hi Ben"_s);
        QVERIFY(d.words(u"previewWho"_s).contains(u"2 of 8"_s));
        d.press(u"editor.previous"_s);
        d.press(u"editor.previous"_s);
        QVERIFY(d.words(u"previewWho"_s).contains(u"8 of 8"_s));
        d.press(u"editor.nextBlocked"_s);
        QTRY_VERIFY(d.words(u"previewWho"_s).contains(u"4 of 8"_s));
        QVERIFY(d.banner(u"previewProblem"_s).contains(u"firstName"_s));
        QVERIFY(!d.sees(u"previewBubble"_s));
        QTRY_VERIFY(d.words(u"stoppedContacts"_s).contains(u"\"firstName\" (1)"_s));
        d.editor.setText(u"Hi {firstName|you}"_s);
        QSignalSpy announced(&d.editor, &TemplateEditor::announced);
        d.press(u"editor.nextBlocked"_s);
        QTRY_COMPARE(announced.size(), 1);
        QVERIFY(d.words(u"previewWho"_s).contains(u"4 of 8"_s));
    }

    void theBranchesAreCountedAndLeadToWhoTakesThem()
    {
        Desk d;
        d.editor.setText(u"{if state = \"TX\"}Texas{elif city = \"Denver\"}{if Nick}a{end}{else}far{end}"_s);
        QTRY_VERIFY(d.isCounted());
        QCOMPARE(d.counts(),
                 (QStringList{u"If state = \"TX\": 1 contact"_s, u"Otherwise if city = \"Denver\": 1 contact"_s,
                              u"Otherwise if city = \"Denver\" › If Nick: 0 contacts"_s,
                              u"Otherwise if city = \"Denver\" › None of these: nothing is added: 1 contact"_s,
                              u"Otherwise: 6 contacts"_s}));
        QTest::mouseClick(d.branches()->viewport(), Qt::LeftButton, {},
                          d.branches()->visualRect(d.branches()->model()->index(0, 0)).center());
        QTRY_COMPARE(d.bubble(), u"Texas"_s);
        d.branches()->setFocus();
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        QTRY_VERIFY(d.words(u"previewWho"_s).contains(u"Denver"_s));
        d.key(Qt::Key_Down);
        QSignalSpy announced(&d.editor, &TemplateEditor::announced);
        d.key(Qt::Key_Return);
        QTRY_COMPARE(announced.size(), 1); // Nobody has a Nick.
        d.editor.setText(u"plain"_s);
        QVERIFY(!d.branches()->isVisible());
    }

    void countsFollowTheTextAfterAPause()
    {
        Desk d;
        d.editor.setText(u"{if state = \"T"_s);
        d.type(u"X\"}{end"_s);
        d.key(Qt::Key_BraceRight);
        QTRY_VERIFY(d.isCounted());
        QTRY_COMPARE(d.counts().front(), u"If state = \"TX\": 1 contact"_s);
        d.field()->goTo(13, 2);
        d.type(u"CO"_s);
        QTRY_COMPARE(d.counts().front(), u"If state = \"CO\": 1 contact"_s);
    }

    void whatForcesUcs2IsToldAndMadePlainOnRequest()
    {
        Desk d;
        d.editor.setText(u"“Hi” {firstName} – {if city = “Denver”}…{end}"_s);
        QVERIFY(d.words(u"previewSegments"_s).contains(u"“"_s));
        QVERIFY(d.sees(u"usePlain"_s));
        d.press(u"usePlain"_s);
        QCOMPARE(d.text(), u"\"Hi\" {firstName} - {if city = “Denver”}...{end}"_s);
        QVERIFY(!d.sees(u"usePlain"_s));
        QVERIFY(d.field()->hasFocus());
        d.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(d.text().startsWith(u"“Hi”"_s));
        d.people[build::contactId(0)].firstName = u"Zoë✨"_s; // A name is never touched.
        d.editor.setText(u"Hi {firstName}"_s);
        QVERIFY(d.words(u"previewSegments"_s).contains(u"✨"_s));
        QVERIFY(!d.sees(u"usePlain"_s));
    }

    void aNameThatNobodyHasIsTold()
    {
        Desk d;
        QTRY_VERIFY(d.isCounted());
        d.editor.setText(u"Hi {fristName|you} {fristName|you}"_s);
        QTRY_VERIFY(d.banner(u"strangeName"_s).contains(u"\"fristName\""_s));
        QVERIFY(d.banner(u"strangeName"_s).contains(u"\"firstName\""_s));
        d.press(u"renameField"_s);
        QCOMPARE(d.text(), u"Hi {firstName|you} {firstName|you}"_s);
        QVERIFY(d.banner(u"strangeName"_s).isEmpty());
    }

    void readOnlyIsForLooking()
    {
        Desk d;
        d.editor.setText(u"“Hi {fristName|x}"_s);
        d.editor.setReadOnly(true);
        d.editor.setFocus();
        d.type(u"abc"_s);
        QCOMPARE(d.text(), u"“Hi {fristName|x}"_s);
        QVERIFY(!d.sees(u"usePlain"_s));
        QVERIFY(!d.editor.findChild<Button*>(u"renameField"_s)->isVisible());
        d.key(Qt::Key_Right);
        d.press(u"editor.next"_s);
        QCOMPARE(d.bubble(), u"“Hi x"_s);
        d.editor.setReadOnly(false);
        d.type(u"!"_s);
        QVERIFY(d.text().contains(u"!"_s));
    }

    void noBreakSpacesStayAsTheyAre()
    {
        Desk d;
        const QString text = u"7\u00A0pm {firstName}"_s;
        d.editor.setText(text);
        QCOMPARE(d.text(), text);
        QVERIFY(d.bubble().startsWith(u"7\u00A0pm"_s));
        d.press(u"usePlain"_s);
        QCOMPARE(d.text(), u"7 pm {firstName}"_s);
    }

    void whatIsTypedIsToldOnce()
    {
        Desk d;
        QSignalSpy edited(&d.editor, &TemplateEditor::edited);
        d.editor.setText(u"abc"_s);
        QCOMPARE(edited.size(), 0);
        d.type(u"d"_s);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.front().front().toString(), u"abcd"_s);
        d.key(Qt::Key_Left);
        QCOMPARE(edited.size(), 1);
    }

    void withoutABatchTheTextStands()
    {
        Desk d(0);
        d.type(u"Hi {texterFirstName"_s);
        d.key(Qt::Key_Return);
        QCOMPARE(d.text(), u"Hi {texterFirstName}"_s);
        QCOMPARE(d.bubble(), u"Hi Robin"_s);
        QVERIFY(!d.editor.findChild<Button*>(u"editor.next"_s)->isEnabled());
        QVERIFY(d.editor.perform(u"editor.nextBlocked"_s));
        QVERIFY(!d.editor.perform(u"editor.save"_s));
    }

    void tenThousandContactsAreCountedRightWhileOneTypes()
    {
        Desk d(10'000);
        d.editor.setText(
            u"Hi {firstName|there}, {if state = \"TX\"}{PollingPlace}{elif city = \"Denver\"}x{else}{if Precinct}"
            "{Precinct}{end}{end} "_s);
        QTRY_VERIFY_WITH_TIMEOUT(d.isCounted(), 20'000);
        const QString typed = u"see you at {PollingPlace|the hall} on Tuesday, {if Nick}hi{end}"_s;
        int fellIntoCounting = 0;
        for (int i = 0; i < typed.size(); ++i) {
            d.type(typed.at(i));
            if (i % 8 == 7) {
                QTRY_VERIFY(!d.editor.isPausing());
                fellIntoCounting += d.isCounted() ? 0 : 1; // The next key does.
            }
        }
        QVERIFY(fellIntoCounting > 0);
        d.key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(d.isCounted() && !d.editor.isPausing(), 20'000);
        QVERIFY(d.text().endsWith(typed));
        QCOMPARE(d.editor.trial().tally().contacts(), 10'000);
    }

    void hardTextsAreTakenIn_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto& [name, text] : hard::templates())
            QTest::newRow(name) << text.left(3000);
    }
    void hardTextsAreTakenIn()
    {
        QFETCH(QString, text);
        Desk d;
        d.editor.setText(text);
        QTRY_VERIFY(d.isCounted());
        d.type(u"{"_s);
        d.key(Qt::Key_Backspace);
        d.press(u"editor.next"_s);
        d.window.grab();
        QTRY_VERIFY(d.isCounted());
    }
};

QTEST_MAIN(tst_TemplateEditor)
#include "tst_TemplateEditor.moc"
