#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/desk/DeskView.h"
#include "ui/find/FindModel.h"
#include "ui/find/FindPalette.h"
#include "ui/inbox/InboxView.h"
#include "ui/inbox/ThreadDelegate.h"
#include "ui/inbox/ThreadModel.h"
#include "ui/inbox/ThreadView.h"
#include "ui/widgets/Banner.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const QString kHostile = u"You people are a disgrace, rot in hell"_s;
const QString kWord = u"disgrace"_s;
const QString kHidden = u"Hidden: may be hostile"_s;

/// Everything under `root` that can be read, pointed at or listened to.
QString seen(const QWidget& root)
{
    QStringList all;
    QList<const QWidget*> widgets{&root};
    for (const auto* widget : root.findChildren<QWidget*>())
        widgets << widget;
    for (const auto* widget : widgets) {
        all << widget->accessibleName() << widget->accessibleDescription() << widget->toolTip() << widget->whatsThis()
            << widget->windowTitle();
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            all << label->text();
        if (const auto* banner = qobject_cast<const Banner*>(widget))
            all << banner->text();
        const auto* view = qobject_cast<const QAbstractItemView*>(widget);
        for (int row = 0; view && view->model() && row < view->model()->rowCount(); ++row) {
            for (int role = 0; role < Qt::UserRole + 20; ++role)
                all << view->model()->index(row, 0).data(role).toString();
            auto* spoken = QAccessible::queryAccessibleInterface(const_cast<QAbstractItemView*>(view));
            if (spoken && spoken->child(row))
                all << spoken->child(row)->text(QAccessible::Name)
                    << spoken->child(row)->text(QAccessible::Description);
        }
    }
    return all.join(u'\n');
}

/// The inbox in a shown window over five people who were texted.
class Shielded : public UiFixture
{
public:
    Shielded()
        : UiFixture(5)
    {
        sendFirst(5);
    }
    void show()
    {
        view = std::make_unique<InboxView>(*shift);
        view->resize(1100, 760);
        view->show();
        view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
        view->activate();
        breathe();
    }
    ThreadView* thread() const { return view->findChild<ThreadView*>(u"threadView"_s); }
    /// The newest message of the open conversation.
    QModelIndex newest(int before = 0) const
    {
        return thread()->model()->index(thread()->model()->rowCount() - 1 - before, 0);
    }
    QString bubble(int before = 0) const { return newest(before).data().toString(); }
    QString spoken(int before = 0) const { return newest(before).data(Qt::AccessibleTextRole).toString(); }
    bool showsKey(int before = 0) const { return newest(before).data(ThreadModel::ShowsKeyRole).toBool(); }
    QString preview(int row) const
    {
        auto* list = view->findChild<QListView*>(u"conversationList"_s);
        return list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    }
    ThreadDelegate::Parts parts(int before = 0) const
    {
        const auto* delegate = qobject_cast<ThreadDelegate*>(thread()->itemDelegate());
        return delegate->parts(thread()->visualRect(newest(before)), newest(before));
    }
    void click(const QPointF& at)
    {
        QTest::mouseClick(thread()->viewport(), Qt::LeftButton, {}, at.toPoint());
        paint();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        auto* focus = QApplication::focusWidget();
        QVERIFY(focus);
        paint();
        QTest::keyClick(focus, Qt::Key(key), modifiers);
        paint();
    }

    std::unique_ptr<InboxView> view;
};

} // namespace

class tst_Shield : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(UiFixture::reader().hasModel()); }

    void nothingOfAHostileReplyIsToBeSeen()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        QVERIFY(f.reply(1, u"Sure, see you there"_s));
        f.show();
        QCOMPARE(f.inbox->current(), Shielded::id(0));
        const QString all = seen(*f.view);
        QVERIFY(all.contains(u"Sure, see you there"_s)); // It would be found.
        QVERIFY(!all.contains(kWord));
        QVERIFY(f.bubble().contains(u"hidden"_s));
        QVERIFY2(f.spoken().contains(u"hidden"_s) && f.spoken().contains(u"Press V"_s), qPrintable(f.spoken()));
        QVERIFY(f.preview(0).contains(kHidden));
        QVERIFY(!f.preview(1).contains(kHidden));
    }

    void theKeyShowsItAndHidesItAgain()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        f.show();
        QVERIFY(f.showsKey());
        f.press(Qt::Key_V);
        QCOMPARE(f.bubble(), kHostile);
        QVERIFY(f.spoken().contains(kHostile));
        QVERIFY(f.spoken().contains(u"to hide it"_s));
        QVERIFY(f.preview(0).contains(kHidden)); // Asked for in its bubble, and not beside it.
        f.press(Qt::Key_V);
        QVERIFY(!seen(*f.view).contains(kWord));
    }

    void aClickOnShowShowsItAndOneOnHideHidesIt()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        f.show();
        QVERIFY(!f.parts().toggle.isEmpty());
        f.click(f.parts().toggle.center());
        QCOMPARE(f.bubble(), kHostile);
        QTRY_VERIFY(f.parts().bubble.contains(f.parts().toggle));
        f.click(f.parts().toggle.center());
        QVERIFY(!f.bubble().contains(kWord));
    }

    void aClickBesideShowShowsNothing()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        f.show();
        f.click(f.parts().text.center());
        QTest::mouseDClick(f.thread()->viewport(), Qt::LeftButton, {}, f.parts().text.center().toPoint());
        QVERIFY(!seen(*f.view).contains(kWord));
    }

    void theMenuOfTheMessageShowsItToo()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        f.show();
        const auto menu = [&f] {
            const QPoint at = f.parts().bubble.center().toPoint();
            QContextMenuEvent asked(QContextMenuEvent::Mouse, at, f.thread()->viewport()->mapToGlobal(at));
            QApplication::sendEvent(f.thread()->viewport(), &asked);
            return qobject_cast<QMenu*>(QApplication::activePopupWidget());
        };
        auto* covered = menu();
        QVERIFY(covered);
        QCOMPARE(covered->actions().size(), 1); // Nothing to copy.
        covered->actions().front()->trigger();
        covered->close();
        QCOMPARE(f.bubble(), kHostile);
        auto* shown = menu();
        QVERIFY(shown);
        QCOMPARE(shown->actions().size(), 2);
        shown->actions().front()->trigger();
        shown->close();
        QVERIFY(!f.bubble().contains(kWord));
    }

    void aHarmlessReplyHasNothingToShow()
    {
        Shielded f;
        QVERIFY(f.reply(0, u"Damn right I'm voting"_s));
        f.show();
        QCOMPARE(f.bubble(), u"Damn right I'm voting"_s);
        QVERIFY(f.parts().toggle.isEmpty());
        f.press(Qt::Key_V);
        QCOMPARE(f.bubble(), u"Damn right I'm voting"_s);
        QVERIFY(!f.view->perform(u"inbox.reveal"_s));
    }

    void onlyTheMessageThatWasAskedForIsShown()
    {
        Shielded f;
        QVERIFY(f.reply(0, u"You idiots, drop dead"_s));
        QVERIFY(f.reply(0, kHostile));
        f.show();
        QVERIFY(f.showsKey());
        QVERIFY(!f.showsKey(1));
        f.press(Qt::Key_V);
        QCOMPARE(f.bubble(), kHostile);
        QVERIFY(!f.bubble(1).contains(u"idiots"_s));
        f.thread()->setFocus();
        f.thread()->setCurrentIndex(f.newest(1));
        QVERIFY(f.showsKey(1));
        QVERIFY(!f.showsKey());
        f.press(Qt::Key_V);
        QVERIFY(f.bubble(1).contains(u"idiots"_s));
        QCOMPARE(f.bubble(), kHostile);
        f.press(Qt::Key_V);
        QVERIFY(!f.bubble(1).contains(u"idiots"_s));
    }

    void whatWasShownStaysSoForThisShiftAlone()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        QVERIFY(f.reply(1, u"Who is this?"_s));
        f.show();
        f.press(Qt::Key_V);
        f.press(Qt::Key_J);
        QCOMPARE(f.inbox->current(), Shielded::id(1));
        f.press(Qt::Key_K);
        QCOMPARE(f.bubble(), kHostile);
        f.view.reset();
        f.close();
        f.open();
        f.show();
        QCOMPARE(f.inbox->current(), Shielded::id(0));
        QVERIFY(!seen(*f.view).contains(kWord));
    }

    void aCoveredTextIsNotCopied()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        f.show();
        QApplication::clipboard()->setText(u"before"_s);
        f.thread()->setFocus();
        f.thread()->setCurrentIndex(f.newest());
        f.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
        f.press(Qt::Key_V);
        f.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), kHostile);
    }

    void withoutSingleLettersEnterOnTheMessageShowsIt()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        f.show();
        f.preferences.setSingleLetterKeys(false);
        QVERIFY(!f.spoken().contains(u"Press"_s));
        f.press(Qt::Key_V);
        QVERIFY(!f.bubble().contains(kWord));
        f.thread()->setFocus();
        f.thread()->setCurrentIndex(f.newest());
        f.press(Qt::Key_Return);
        QCOMPARE(f.bubble(), kHostile);
    }

    void theLevelCountsAtOnce()
    {
        Shielded f;
        const QString foul = u"no sh*t, I voted last week"_s;
        QVERIFY(f.reply(0, foul));
        QVERIFY(f.reply(1, kHostile));
        f.show();
        QCOMPARE(f.bubble(), foul);
        f.mask->setLevel(ShieldLevel::Strong);
        QVERIFY(!seen(*f.view).contains(foul));
        QVERIFY(f.preview(0).contains(kHidden));
        f.mask->setLevel(ShieldLevel::Off);
        QCOMPARE(f.bubble(), foul);
        QVERIFY(f.preview(1).contains(kHostile));
        f.mask->setLevel(ShieldLevel::Hostile);
        QVERIFY(f.preview(0).contains(foul));
        QVERIFY(f.preview(1).contains(kHidden));
    }

    void theSettingIsInForceAtOnceAndKept()
    {
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        MemoryCredentials secrets;
        SystemRandom random;
        Session session(
            secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); }, f.clock(),
            random);
        MainWindow window(f.theme, f.preferences, session, f.clock());
        window.resize(1280, 800);
        window.show();
        window.openShift(*f.shift);
        auto* screens = window.findChild<MainWindowShift*>();
        screens->go(MainWindowShift::Screen::Replies);
        QVERIFY(!seen(window).contains(kWord));
        window.findChild<QRadioButton*>(u"shield0"_s)->click();
        QVERIFY(f.mask->level() == ShieldLevel::Off);
        QVERIFY(seen(window).contains(kWord));
        window.findChild<QRadioButton*>(u"shield2"_s)->click();
        QVERIFY(!seen(window).contains(kWord));
        window.closeShift();
        f.mask->setLevel(ShieldLevel::Off);
        window.openShift(*f.shift);
        QVERIFY(f.mask->level() == ShieldLevel::Strong);
    }

    void theHardCasesAreDoneWithoutReading_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("opt out") << int(Qt::Key_O);
        QTest::newRow("wrong number") << int(Qt::Key_W);
        QTest::newRow("hand to staff") << int(Qt::Key_H);
        QTest::newRow("close") << int(Qt::Key_C);
    }

    void theHardCasesAreDoneWithoutReading()
    {
        QFETCH(int, key);
        Shielded f;
        QVERIFY(f.reply(0, kHostile));
        f.show();
        f.press(key);
        if (key == Qt::Key_H)
            f.press(Qt::Key_Return);
        const ContactRecord* who = f.store().contact(Shielded::id(0));
        QCOMPARE(who->optedOut, key == Qt::Key_O);
        QCOMPARE(who->wrongNumber, key == Qt::Key_W);
        QCOMPARE(who->escalated, key == Qt::Key_H);
        QCOMPARE(f.store().isSuppressed(who->contact.phone), key == Qt::Key_O);
        QVERIFY(!seen(*f.view).contains(kWord));
    }

    void theQuestionAboutItQuotesNothingAndIsAnswered()
    {
        Shielded f;
        const QString text = u"You people are a disgrace, who will stop you?"_s;
        QVERIFY(f.reply(0, text));
        QVERIFY(f.mask->covers(text));
        f.show();
        QVERIFY(f.view->findChild<QWidget*>(u"askBanner"_s)->isVisible());
        QVERIFY(!seen(*f.view).contains(kWord));
        f.press(Qt::Key_V);
        QCOMPARE(f.bubble(), text);
        f.press(Qt::Key_V);
        f.press(Qt::Key_Y);
        QVERIFY(f.store().contact(Shielded::id(0))->optedOut);
        QVERIFY(!seen(*f.view).contains(kWord));
    }

    void findTellsOfItAndQuotesNothing()
    {
        Shielded f;
        QVERIFY(f.reply(1, kHostile));
        QVERIFY(f.reply(2, u"How many people are in line?"_s));
        QVERIFY(!f.mask->covers(u"How many people are in line?"_s));
        QWidget window;
        window.resize(900, 700);
        FindPalette palette(*f.shift, &window);
        window.show();
        palette.activate();
        QTest::keyClicks(palette.findChild<QLineEdit*>(u"findField"_s), u"people"_s);
        auto* list = palette.findChild<QListView*>(u"findList"_s);
        QStringList lines;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const auto index = list->model()->index(row, 0);
            lines << index.data().toString();
            if (lines.back() == kHidden) {
                QVERIFY(index.data(FindModel::MarksRole).value<FindModel::Marks>().isEmpty());
                QVERIFY(index.data(FindModel::DetailRole)
                            .toString()
                            .startsWith(f.store().contact(Shielded::id(1))->contact.displayName()));
            }
        }
        QVERIFY(lines.contains(kHidden));
        QVERIFY(lines.contains(u"How many people are in line?"_s));
        QVERIFY(!seen(palette).contains(u"rot in hell"_s));
    }

    void theDeskQuotesNothingOfIt()
    {
        UiFixture f(5);
        DeskView desk(*f.shift);
        desk.resize(1100, 760);
        desk.show();
        QVERIFY(QTest::qWaitForWindowExposed(&desk));
        QVERIFY(writesAndIsOptedOut(f, kHostile));
        const auto* banner = desk.findChild<Banner*>(u"deskBanner"_s);
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(u"asked not to be texted."_s), qPrintable(banner->text()));
        QVERIFY(!seen(desk).contains(kWord));
    }

    void aStricterLevelTakesAQuotationOffTheDesk()
    {
        UiFixture f(5);
        f.mask->setLevel(ShieldLevel::Off);
        DeskView desk(*f.shift);
        desk.resize(1100, 760);
        desk.show();
        QVERIFY(QTest::qWaitForWindowExposed(&desk));
        QVERIFY(writesAndIsOptedOut(f, kHostile));
        const auto* banner = desk.findChild<Banner*>(u"deskBanner"_s);
        QVERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(kWord));
        f.mask->setLevel(ShieldLevel::Hostile);
        QVERIFY(!banner->isVisible());
    }

private:
    /// Whoever is on the desk, in one page from the gateway.
    static bool writesAndIsOptedOut(UiFixture& f, const QString& text)
    {
        const ContactId shown = f.shown();
        OptOutAdded added;
        added.contact = shown;
        added.number = f.store().contact(shown)->contact.phone;
        added.at = f.clock().now();
        const auto page = build::page({build::reply(shown, text, f.clock().now(), u"r"_s), added}, u"c"_s);
        return f.store().applyChanges(page).has_value();
    }
};

QTEST_MAIN(tst_Shield)
#include "tst_Shield.moc"
