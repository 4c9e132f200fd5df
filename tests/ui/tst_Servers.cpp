#include "core/review/CampaignBoard.h"
#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/Abilities.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/Words.h"
#include "ui/desk/DeskView.h"
#include "ui/find/FindPalette.h"
#include "ui/help/HelpView.h"
#include "ui/widgets/ConnectionPopover.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/Toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const CampaignId kOther{u"campaign-2"_s};

Campaign without(const QList<Ability>& abilities)
{
    auto campaign = build::campaign();
    campaign.version = u"less"_s;
    campaign.missing = abilities;
    return campaign;
}

Campaign other()
{
    auto campaign = build::campaign();
    campaign.id = kOther;
    campaign.title = u"A park for Main Street"_s;
    return campaign;
}

Contact hidden(int index)
{
    auto contact = build::contact(index);
    contact.phone = {};
    contact.numberHidden = true;
    return contact;
}

/// A shift in the program's window.
class Window : public UiFixture
{
public:
    explicit Window(int contacts = 3, const std::optional<Campaign>& campaign = {})
        : UiFixture(contacts, campaign)
        , session(
              secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); },
              temp.clock(), random)
    {
    }
    ~Window() { window.reset(); }
    void show(MainWindowShift::Screen screen)
    {
        window = std::make_unique<MainWindow>(theme, preferences, session, temp.clock());
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        window->openShift(*shift);
        screens()->go(screen);
        breathe();
    }
    MainWindowShift* screens() const { return window->findChild<MainWindowShift*>(); }
    QAbstractButton* button(const QString& name) const { return window->findChild<QAbstractButton*>(name); }
    QString label(const QString& name) const
    {
        const auto* found = window->findChild<QLabel*>(name);
        return found ? found->text() : QString();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        paint();
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    QString said() const
    {
        for (const auto* toast : window->findChildren<Toast*>()) {
            if (toast->isVisible())
                return toast->accessibleName();
        }
        return {};
    }
    bool showsLabel(const QString& words) const
    {
        const auto labels = window->findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel* one) { return one->isVisible() && one->text().contains(words); });
    }
    bool take(const QList<Contact>& contacts, const CampaignId& campaign, int batch)
    {
        auto page = build::batch(clock().now(), 0, 0, batch);
        page.lease.campaign = campaign;
        page.contacts = contacts;
        for (auto& contact : page.contacts)
            contact.campaign = campaign;
        return store().applyLease(page).has_value();
    }

    MemoryCredentials secrets;
    SystemRandom random;
    Session session;
    std::unique_ptr<MainWindow> window;
};

const QList<Ability> kNearlyAll{Ability::Notes,    Ability::Tags,        Ability::RemoveTags,
                                Ability::Escalate, Ability::WrongNumber, Ability::Release};

} // namespace

/// What differs from server to server: what one cannot do, numbers that one keeps, several campaigns from one.
class tst_Servers : public QObject
{
    Q_OBJECT
private slots:
    void whatIsAbsentIsNotOnTheCardAndItsKeySaysWhy()
    {
        Window w(3, without(kNearlyAll));
        w.show(MainWindowShift::Screen::FirstMessages);
        for (const auto* name : {"desk.note", "desk.tag", "desk.escalate", "desk.wrongNumber"})
            QVERIFY2(!w.button(QLatin1String(name))->isVisible(), name);
        for (const auto* name : {"desk.send", "desk.skip", "desk.optOut", "desk.answer"})
            QVERIFY2(w.button(QLatin1String(name))->isVisible(), name);
        const auto before = w.shown();
        const std::pair<Qt::Key, Ability> keys[] = {{Qt::Key_N, Ability::Notes},
                                                    {Qt::Key_T, Ability::Tags},
                                                    {Qt::Key_H, Ability::Escalate},
                                                    {Qt::Key_W, Ability::WrongNumber}};
        for (const auto& [key, ability] : keys) {
            w.press(key);
            QVERIFY2(w.said().contains(words::lacking(ability)), qPrintable(w.said()));
            QVERIFY(!w.window->findChild<Popover*>());
            QCOMPARE(w.shown(), before);
        }
        QCOMPARE(w.store().outboxCounts().open(), 0);
    }

    void nothingIsAbsentWithAServerThatCanAll()
    {
        Window w;
        w.show(MainWindowShift::Screen::FirstMessages);
        for (const auto* name : {"desk.note", "desk.tag", "desk.escalate", "desk.wrongNumber"})
            QVERIFY2(w.button(QLatin1String(name))->isVisible(), name);
        w.press(Qt::Key_W);
        QCOMPARE(w.store().figures().wrongNumbers, 1);
    }

    void theContactsOwnCampaignDecides()
    {
        Window w(1);
        auto less = without({Ability::Notes});
        less.id = kOther;
        QVERIFY(w.store().applyCampaign(less));
        QVERIFY(w.take({build::contact(10)}, kOther, 1));
        w.show(MainWindowShift::Screen::FirstMessages);
        QVERIFY(w.button(u"desk.note"_s)->isVisible());
        w.press(Qt::Key_S);
        QCOMPARE(w.shown(), UiFixture::id(10));
        QVERIFY(!w.button(u"desk.note"_s)->isVisible());
    }

    void theRepliesLeaveOutTheSame()
    {
        Window w(3, without(kNearlyAll));
        w.sendFirst(1);
        QVERIFY(w.reply(0, u"Who is this?"_s));
        w.show(MainWindowShift::Screen::Replies);
        QVERIFY(!w.button(u"inbox.escalate"_s)->isVisible());
        QVERIFY(!w.button(u"inbox.wrongNumber"_s)->isVisible());
        QVERIFY(w.button(u"inbox.optOut"_s)->isVisible());
        QVERIFY(!w.window->findChild<QLineEdit*>(u"noteField"_s)->isVisible());
        QVERIFY(!w.window->findChild<QWidget*>(u"tagPills"_s)->isVisible());
        QVERIFY(!w.button(u"filter3"_s)->isVisible()); // "With staff"
        for (const auto& [key, ability] :
             {std::pair(Qt::Key_N, Ability::Notes), std::pair(Qt::Key_T, Ability::Tags),
              std::pair(Qt::Key_H, Ability::Escalate), std::pair(Qt::Key_W, Ability::WrongNumber)}) {
            w.press(key);
            QVERIFY2(w.said().contains(words::lacking(ability)), qPrintable(w.said()));
        }
        QVERIFY(!w.store().contact(UiFixture::id(0))->escalated);
    }

    void aTagThatStaysSaysSo()
    {
        Window w(3, without({Ability::RemoveTags}));
        w.sendFirst(1);
        QVERIFY(w.reply(0, u"Who is this?"_s));
        w.show(MainWindowShift::Screen::Replies);
        auto* pill = w.window->findChild<Pill*>(u"tag:volunteer"_s);
        QVERIFY(pill->isVisible() && pill->toolTip().isEmpty());
        pill->click();
        QCOMPARE(w.store().contact(UiFixture::id(0))->tags, QStringList{u"volunteer"_s});
        pill = w.window->findChild<Pill*>(u"tag:volunteer"_s);
        QCOMPARE(pill->toolTip(), words::lacking(Ability::RemoveTags));
        pill->click();
        QVERIFY(w.said().contains(words::lacking(Ability::RemoveTags)));
        QVERIFY(w.window->findChild<Pill*>(u"tag:volunteer"_s)->isChecked());
        QCOMPARE(w.store().contact(UiFixture::id(0))->tags, QStringList{u"volunteer"_s});
    }

    void findAndHelpLeaveThemOut()
    {
        Window w(3, without(kNearlyAll));
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_K, Qt::ControlModifier);
        QStringList rows;
        const auto* list = w.window->findChild<FindPalette*>()->findChild<QListView*>();
        for (int i = 0; i < list->model()->rowCount(); ++i)
            rows << list->model()->index(i, 0).data().toString();
        QVERIFY2(rows.contains(ActionMap::title(u"desk.skip"_s)), qPrintable(rows.join(u'|')));
        QVERIFY(!rows.contains(ActionMap::title(u"desk.note"_s)));
        QVERIFY(!rows.contains(ActionMap::title(u"desk.escalate"_s)));
        w.press(Qt::Key_Escape);
        w.press(Qt::Key_F1);
        QVERIFY(w.window->findChild<HelpView*>()->isVisible());
        QVERIFY(w.showsLabel(ActionMap::title(u"desk.skip"_s)));
        QVERIFY(!w.showsLabel(ActionMap::title(u"desk.escalate"_s)));
    }

    void aNumberThatIsKeptIsSaidInWords()
    {
        Window w(0);
        auto nameless = hidden(0);
        nameless.firstName.clear();
        nameless.lastName.clear();
        QVERIFY(w.take({nameless, hidden(1)}, build::campaignId(), 0));
        w.show(MainWindowShift::Screen::FirstMessages);
        QCOMPARE(w.label(u"contactName"_s), u"Number not shown"_s);
        QVERIFY(w.label(u"contactPlace"_s).contains(u"keeps the telephone numbers to itself"_s));
        QVERIFY(w.button(u"desk.send"_s)->isEnabled());
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().figures().firstSent, 1);
        QCOMPARE(w.label(u"contactName"_s), build::contact(1).displayName());
        QVERIFY(!w.label(u"contactPlace"_s).contains(u"telephone"_s));
        QVERIFY(w.reply(0, u"Who is this?"_s));
        w.screens()->go(MainWindowShift::Screen::Replies);
        QCOMPARE(w.label(u"threadName"_s), u"Number not shown"_s);
        QVERIFY(w.label(u"threadPlace"_s).contains(u"keeps the telephone numbers to itself"_s));
        w.press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"who is this"_s);
        const auto* list = w.window->findChild<FindPalette*>()->findChild<QListView*>();
        for (int i = 0; i < list->model()->rowCount(); ++i)
            QVERIFY(!list->model()->index(i, 0).data().toString().isEmpty());
    }

    void aFieldForTheNumberIsAHole()
    {
        auto campaign = build::campaign();
        campaign.steps.front().texts = {{u""_s, u"Is {cell} yours?"_s}};
        Window w(0, campaign);
        QVERIFY(w.take({hidden(0)}, build::campaignId(), 0));
        w.show(MainWindowShift::Screen::FirstMessages);
        w.review->lookAtAll();
        const auto blocked = w.review->blocked();
        QCOMPARE(blocked.size(), 1);
        QVERIFY(blocked.front().why == BlockedContact::Why::TemplateError);
        QVERIFY(words::blocked(blocked.front(), hidden(0), w.clock().now()).contains(u"telephone numbers"_s));
        w.screens()->findChild<DeskView*>()->showContact(UiFixture::id(0));
        QVERIFY(w.showsLabel(u"keeps the telephone numbers to itself. Edit the message"_s));
    }

    void withOneCampaignThereIsOneButton()
    {
        Window w(0);
        w.show(MainWindowShift::Screen::FirstMessages);
        QVERIFY(w.button(u"getBatch"_s)->isVisible());
        QVERIFY(!w.window->findChild<QWidget*>(u"campaignList"_s)->isVisible());
    }

    void oneOfSeveralIsChosenByAskingForItsContacts()
    {
        Window w(0);
        QVERIFY(w.store().applyCampaign(other()));
        w.gateway.addCampaign(other());
        auto contact = build::contact(3);
        contact.campaign = kOther;
        w.gateway.addToPool({contact});
        w.engine->start();
        w.gateway.deliverAll();
        w.show(MainWindowShift::Screen::FirstMessages);
        QVERIFY(!w.button(u"getBatch"_s)->isVisible());
        QVERIFY(w.showsLabel(u"A park for Main Street"_s) && w.showsLabel(u"Library vote"_s));
        QCOMPARE(QApplication::focusWidget()->objectName(), u"getBatch:campaign-1"_s);
        QVERIFY(w.window->windowTitle().contains(u"Library vote"_s));
        w.button(u"getBatch:campaign-2"_s)->click();
        QVERIFY(!w.button(u"getBatch:campaign-1"_s)->isEnabled());
        QVERIFY(w.window->windowTitle().contains(u"A park for Main Street"_s));
        w.gateway.deliverAll();
        QCOMPARE(w.gateway.leaseRequests().last().campaign, kOther);
        QCOMPARE(chosenCampaign(w.store()), kOther);
    }

    void whatWaitsInEachIsToldAndWhatIsDoneIsDone()
    {
        Window w(2);
        auto limited = other();
        limited.missing = {Ability::MoreContacts};
        QVERIFY(w.store().applyCampaign(limited));
        QVERIFY(w.take({build::contact(10)}, kOther, 1));
        w.show(MainWindowShift::Screen::FirstMessages);
        // With several the card says whose it is.
        for (int i = 0; i < 3; ++i) {
            w.breathe();
            w.press(Qt::Key_Return);
        }
        QCOMPARE(w.store().figures().firstSent, 3);
        QVERIFY(w.showsLabel(u"nothing waits"_s));
        QVERIFY(w.button(u"getBatch:campaign-1"_s)->isVisible());
        QVERIFY(!w.button(u"getBatch:campaign-2"_s)->isVisible());
        QVERIFY(w.reply(0, u"Who is this?"_s));
        w.screens()->findChild<DeskView*>()->refresh();
        QVERIFY(w.showsLabel(u"1 reply(ies) wait(s)"_s));
        // What the gateway does not list any more goes from the page.
        QVERIFY(w.store().applyOffered({build::campaignId()}));
        QVERIFY(!w.window->findChild<QWidget*>(u"campaignList"_s)->isVisible());
        QVERIFY(w.button(u"getBatch"_s)->isVisible());
    }

    void whereNoMoreAreHandedOutThePageOffersNone()
    {
        Window w(1, without({Ability::MoreContacts}));
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_Return);
        QCOMPARE(w.store().figures().firstSent, 1);
        QVERIFY(w.showsLabel(u"You are done"_s));
        QVERIFY(!w.button(u"getBatch"_s)->isVisible());
        QVERIFY(!w.showsLabel(u"more contacts"_s));
    }

    void anUnknownTextIsExplainedWithItsChoices()
    {
        Window w(3);
        w.sendFirst(2);
        const auto due = *w.store().due(10);
        for (const auto& row : due)
            QVERIFY(w.store().claim({row.command.id}));
        Problem why;
        why.title = u"Two alike"_s;
        QVERIFY(w.store().resolve({{due[0].command.id, OutboxEvent::MayHaveLeft, why, {}},
                                   {due[1].command.id, OutboxEvent::MayHaveLeft, {}, {}}}));
        const QString first = words::unknownText(w.store().troubled()->at(1), u"Ana"_s, w.clock().now());
        QVERIFY2(first.contains(u"cannot tell whether it left"_s) && first.contains(u"Two alike"_s) &&
                     first.contains(u"Treat as sent"_s) && first.contains(u"gets nothing from here"_s),
                 qPrintable(first));
        const QString second = words::unknownText(w.store().troubled()->at(0), u"Ana"_s, w.clock().now());
        QVERIFY2(second.contains(u"is being asked"_s) && !second.contains(u"Treat"_s), qPrintable(second));
        w.clock().advance(std::chrono::hours(3));
        const QString late = words::unknownText(w.store().troubled()->at(0), u"Ana"_s, w.clock().now());
        QVERIFY2(late.contains(u"does not leave any more"_s) && late.contains(u"Treat as sent"_s), qPrintable(late));
        w.show(MainWindowShift::Screen::FirstMessages);
        w.press(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(w.showsLabel(u"cannot tell whether it left"_s));
        const auto before = w.store().outboxCounts().unknown;
        w.window->findChild<ConnectionPopover*>()->findChild<QAbstractButton*>(u"giveUp"_s)->click();
        QCOMPARE(w.store().outboxCounts().unknown, before - 1);
    }
};

QTEST_MAIN(tst_Servers)
#include "tst_Servers.moc"
