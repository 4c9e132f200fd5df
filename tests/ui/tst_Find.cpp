#include "tests/ui/UiFixture.h"
#include "ui/find/FindPalette.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// After sendFirst the desks are others, so it comes before what is built over them.
class Texted : public UiFixture
{
public:
    Texted()
        : UiFixture(8)
    {
        sendFirst(4);
        const bool replied = reply(1, u"Where is the library?"_s);
        Q_ASSERT(replied);
        Q_UNUSED(replied)
    }
};

class Find : public Texted
{
public:
    Find()
        : palette(*shift, &window)
    {
        other.setParent(&window);
        window.resize(900, 700);
        window.show();
        window.activateWindow();
        const bool active = QTest::qWaitForWindowActive(&window);
        Q_ASSERT(active);
        Q_UNUSED(active)
        other.setFocus();
        palette.setActions({{u"app.settings"_s, u"Settings"_s, u"Ctrl+,"_s}, {u"app.finish"_s, u"Finish shift"_s, {}}});
        palette.activate();
    }
    QLineEdit* field() { return palette.findChild<QLineEdit*>(u"findField"_s); }
    QListView* list() { return palette.findChild<QListView*>(u"findList"_s); }
    QString current() { return list()->currentIndex().data().toString(); }

    QWidget window;
    QLineEdit other;
    FindPalette palette;
};

} // namespace

class tst_Find : public QObject
{
    Q_OBJECT
private slots:
    void opensWithTheActions()
    {
        Find f;
        QVERIFY(f.field()->hasFocus());
        QCOMPARE(f.current(), u"Settings"_s);
    }

    void aNameIsFoundAtOnceAndEnterChoosesIt()
    {
        Find f;
        QSignalSpy chosen(&f.palette, &FindPalette::personChosen);
        QSignalSpy closed(&f.palette, &FindPalette::closed);
        QTest::keyClicks(f.field(), u"carl"_s);
        QVERIFY(f.current().startsWith(u"Carla"_s));
        QTest::keyClick(f.field(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().value<ContactId>(), Find::id(2));
        QCOMPARE(closed.size(), 1);
        QVERIFY(!f.palette.isVisible());
    }

    void aWordLeadsToItsConversation()
    {
        Find f;
        QSignalSpy chosen(&f.palette, &FindPalette::conversationChosen);
        QTest::keyClicks(f.field(), u"where is"_s);
        QTest::keyClick(f.field(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().value<ContactId>(), Find::id(1));
    }

    void arrowsStepOverHeadings()
    {
        Find f;
        QTest::keyClick(f.field(), Qt::Key_Down);
        QCOMPARE(f.current(), u"Finish shift"_s);
        QTest::keyClick(f.field(), Qt::Key_Down);
        QCOMPARE(f.current(), u"Finish shift"_s);
        QTest::keyClick(f.field(), Qt::Key_Up);
        QTest::keyClick(f.field(), Qt::Key_Up);
        QCOMPARE(f.current(), u"Settings"_s);
    }

    void anActionIsFoundByAnyOfItsWords()
    {
        Find f;
        QSignalSpy chosen(&f.palette, &FindPalette::actionChosen);
        QTest::keyClicks(f.field(), u"shift fin"_s);
        QTest::keyClick(f.field(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toString(), u"app.finish"_s);
    }

    void escapeGivesTheFocusBack()
    {
        Find f;
        QTest::keyClick(f.field(), Qt::Key_Escape);
        QVERIFY(!f.palette.isVisible());
        QVERIFY(f.other.hasFocus());
    }

    void nothingFoundIsSaid()
    {
        Find f;
        QTest::keyClicks(f.field(), u"zzzz"_s);
        QVERIFY(f.palette.findChild<QWidget*>(u"findNone"_s)->isVisible());
        QTest::keyClick(f.field(), Qt::Key_Return);
        QVERIFY(f.palette.isVisible());
    }
};

QTEST_MAIN(tst_Find)
#include "tst_Find.moc"
