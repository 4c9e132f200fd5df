#include "tests/ui/UiFixture.h"
#include "ui/brief/BriefView.h"
#include "ui/desk/CardView.h"
#include "ui/desk/DeskView.h"
#include "ui/inbox/Composer.h"
#include "ui/inbox/InboxView.h"
#include "ui/snippets/SnippetsView.h"
#include "ui/template/TemplateEditor.h"
#include "ui/template/TemplateField.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Campaign spokeCampaign()
{
    Campaign made = build::campaign();
    made.version = u"spoke"_s;
    made.syntax = TemplateSyntax::Spoke;
    made.cleaning = TextCleaning::SpokeTypography;
    made.fieldNames = {u"PollingPlace"_s};
    made.steps[0].texts = {{u""_s, u"Hi {firstName}, it’s {texterFirstName} – will you vote? STOP to opt out."_s}};
    made.steps[1].texts = {{u""_s, u"“Wonderful!” You vote at {pollingplace}"_s}};
    made.canned[0].texts = {{u""_s, u"It’s at {PollingPlace}"_s}};
    return made;
}

template<class View>
class Screen : public UiFixture
{
public:
    explicit Screen(int texted = 0)
        : UiFixture(5, spokeCampaign())
    {
        sendFirst(texted);
    }
    void show()
    {
        view = std::make_unique<View>(*shift);
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
        return view->template findChild<T*>(name);
    }

    std::unique_ptr<View> view;
};

/// As a keyboard or an input method gives it: any sign at all.
void type(QWidget& field, const QString& text)
{
    for (const QChar c : text) {
        QKeyEvent event(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        QApplication::sendEvent(&field, &event);
    }
}

void paste(QWidget& field, const QString& text)
{
    QApplication::clipboard()->setText(text);
    QTest::keyClick(&field, Qt::Key_V, Qt::ControlModifier);
}

void put(QPlainTextEdit& field, int position, int anchor = -1)
{
    QTextCursor cursor = field.textCursor();
    cursor.setPosition(anchor < 0 ? position : anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
    field.setTextCursor(cursor);
}

} // namespace

/// Where a gateway replaces characters, what is typed is seen as it will leave, while it is typed.
class tst_CleanedTyping : public QObject
{
    Q_OBJECT
private slots:
    void curlyQuotesBecomeStraightInTheComposerAndTheCursorStays()
    {
        Screen<InboxView> f(1);
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        auto* const composer = f.child<Composer>(u"composer"_s);
        composer->setFocus();
        type(*composer, u"Its great, Ana"_s);
        put(*composer, 2);
        type(*composer, u"’"_s);
        QCOMPARE(composer->toPlainText(), u"It's great, Ana"_s);
        QCOMPARE(composer->textCursor().position(), 3);
        QCOMPARE(f.inbox->draft(), u"It's great, Ana"_s);
        put(*composer, 10);
        type(*composer, u"…"_s);
        QCOMPARE(composer->toPlainText(), u"It's great... , Ana"_s);
        QCOMPARE(composer->textCursor().position(), 14);
        type(*composer, u"x"_s);
        QCOMPARE(f.inbox->draft(), u"It's great... x, Ana"_s);
        // A quote typed over the straight one is seen straight as well.
        put(*composer, 3, 2);
        type(*composer, u"’"_s);
        QCOMPARE(composer->toPlainText(), u"It's great... x, Ana"_s);
        QCOMPARE(composer->textCursor().position(), 3);
    }

    void whatIsPastedIsCleanedAndOneUndoTakesItBack()
    {
        Screen<InboxView> f(1);
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        auto* const composer = f.child<Composer>(u"composer"_s);
        composer->setFocus();
        type(*composer, u"Hi . Bye"_s);
        put(*composer, 3);
        paste(*composer, u"“you” – man\u0303ana…"_s);
        QCOMPARE(composer->toPlainText(), u"Hi \"you\" - mañana... . Bye"_s);
        QCOMPARE(composer->textCursor().position(), 21);
        composer->undo();
        QCOMPARE(composer->toPlainText(), u"Hi . Bye"_s);
        QCOMPARE(f.inbox->draft(), u"Hi . Bye"_s);
        composer->redo();
        QCOMPARE(composer->toPlainText(), u"Hi \"you\" - mañana... . Bye"_s);
    }

    void whatIsTypedCanBeTakenBackPastASignThatWasReplaced()
    {
        Screen<InboxView> f(1);
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        auto* const composer = f.child<Composer>(u"composer"_s);
        composer->setFocus();
        type(*composer, u"It’s man\u0303ana"_s);
        QCOMPARE(composer->toPlainText(), u"It's mañana"_s);
        for (int steps = 0; !composer->toPlainText().isEmpty(); ++steps) {
            QVERIFY(steps < 12);
            composer->undo();
            QCOMPARE(f.inbox->draft(), composer->toPlainText());
        }
        while (composer->document()->isRedoAvailable())
            composer->redo();
        QCOMPARE(composer->toPlainText(), u"It's mañana"_s);
        QCOMPARE(f.inbox->draft(), u"It's mañana"_s);
    }

    void aSuggestionIsShownAsItLeaves()
    {
        Screen<InboxView> f(1);
        QVERIFY(f.reply(0, u"Where?"_s));
        f.show();
        const auto all = f.inbox->suggestions();
        const auto where = std::find_if(all.cbegin(), all.cend(), [](const auto& s) { return s.title == u"Where"_s; });
        QVERIFY(where != all.cend());
        QVERIFY(f.inbox->choose(static_cast<int>(where - all.cbegin())));
        QCOMPARE(f.child<Composer>(u"composer"_s)->toPlainText(), u"It's at Community Hall 1"_s);
    }

    void theCardsTextIsCleanedWhileItIsEditedAndTheCursorStays()
    {
        Screen<DeskView> f;
        f.show();
        auto* const card = f.child<CardView>(u"card"_s);
        QCOMPARE(f.child<Bubble>(u"messageBubble"_s)->text(),
                 u"Hi Ana, it's Robin - will you vote? STOP to opt out."_s);
        card->startEditing();
        auto* const editor = f.child<QPlainTextEdit>(u"messageEditor"_s);
        put(*editor, 3);
        type(*editor, u"“dear” "_s);
        const QString now = u"Hi \"dear\" Ana, it's Robin - will you vote? STOP to opt out."_s;
        QCOMPARE(editor->toPlainText(), now);
        QCOMPARE(editor->textCursor().position(), 10);
        QCOMPARE(card->shownText(), now);
        QCOMPARE(f.review->card()->text, now);
        put(*editor, static_cast<int>(now.size()));
        type(*editor, u"…"_s);
        QVERIFY(editor->toPlainText().endsWith(u"out.... "_s));
        QCOMPARE(editor->textCursor().position(), static_cast<int>(now.size()) + 4);
        card->stopEditing();
        QVERIFY(f.child<Bubble>(u"messageBubble"_s)->text().endsWith(u"out...."_s));
    }

    void whereNothingIsReplacedWhatIsTypedStays()
    {
        Screen<InboxView> f(1);
        Campaign plain = spokeCampaign();
        plain.version = u"plain"_s;
        plain.cleaning = TextCleaning::None;
        QVERIFY(f.store().applyCampaign(plain));
        QVERIFY(f.reply(0, u"Yes"_s));
        f.show();
        auto* const composer = f.child<Composer>(u"composer"_s);
        composer->setFocus();
        type(*composer, u"It’s “you”…"_s);
        QCOMPARE(composer->toPlainText(), u"It’s “you”…"_s);
    }

    void theBriefShowsTheScriptAsItLeaves()
    {
        Screen<BriefView> f;
        f.show();
        QStringList texts;
        for (const auto* bubble : f.view->findChildren<Bubble*>())
            texts << bubble->text();
        QVERIFY(texts.contains(u"Hi {firstName}, it's {texterFirstName} - will you vote? STOP to opt out."_s));
    }

    void aSpokeScriptIsNotCalledBrokenAndIsShownAsItLeaves()
    {
        Screen<SnippetsView> f;
        f.show();
        auto* const list = f.child<QListView>(u"snippetList"_s);
        const auto rowOf = [list](const QString& title) {
            for (int i = 0; i < list->model()->rowCount(); ++i) {
                if (list->model()->index(i, 0).data().toString() == title)
                    return i;
            }
            return -1;
        };
        auto* const editor = f.view->findChild<TemplateEditor*>();
        const auto open = [&](const QString& title) {
            list->setCurrentIndex(list->model()->index(rowOf(title), 0));
            QTRY_VERIFY(editor->trial().isCounted());
        };
        open(u"First message"_s);
        QVERIFY(f.child<Banner>(u"templateFault"_s)->isHidden());
        QVERIFY(f.child<Banner>(u"strangeName"_s)->isHidden());
        QCOMPARE(f.child<Bubble>(u"previewBubble"_s)->text(),
                 u"Hi Ana, it's Robin - will you vote? STOP to opt out."_s);
        // Nothing in it costs more: what would is replaced.
        auto* const field = f.view->findChild<TemplateField*>();
        for (const auto& format : field->document()->firstBlock().layout()->formats())
            QVERIFY(format.format.underlineStyle() != QTextCharFormat::DotLine);
        // In Spoke's syntax case matters: everybody is stopped by this one.
        open(u"Step 2"_s);
        QVERIFY(f.child<Banner>(u"templateFault"_s)->isHidden());
        QTRY_VERIFY(f.child<Banner>(u"strangeName"_s)->text().contains(u"pollingplace"_s));
        QCOMPARE(editor->trial().tally().blocked(), 5);
    }
};

QTEST_MAIN(tst_CleanedTyping)
#include "tst_CleanedTyping.moc"
