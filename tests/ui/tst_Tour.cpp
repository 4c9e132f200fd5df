#include "core/session/Session.h"
#include "core/store/StoreRecovery.h"
#include "tests/support/FakeLock.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/TitleWatch.h"
#include "tests/ui/TourCamera.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/Words.h"
#include "ui/desk/DeskView.h"
#include "ui/end/EndWords.h"
#include "ui/inbox/InboxView.h"
#include "ui/template/TemplateEditor.h"
#include "ui/template/TemplateField.h"
#include "ui/widgets/Popover.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QScreen>
#include <QScrollArea>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace textbank;

/// Draws every screen in every theme, at 100 % and 200 %, in English and Spanish, into <build>/tour: to be looked at.
/// Holds that no words are cut. TEXTBANK_TOUR names the pictures wanted ("light-100-en"); all by default.
class tst_Tour : public QObject
{
    Q_OBJECT
private slots:
    void cutWordsAreSeen();
    void screens_data();
    void screens();
    void keys_data() { screens_data(); }
    void keys();
    void servers_data() { screens_data(); }
    void servers();

private:
    void picture(QWidget& window, const QString& name);
    void hold(const QWidget& window, const QString& name);
    void writeSnippets(QWidget& window);
    QString m_variant;
    QStringList m_cut;
};

namespace {

void key(Qt::Key k, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    if (QWidget* focus = QApplication::focusWidget())
        QTest::keyClick(focus, k, modifiers);
}

void closePopover(QWidget& window)
{
    if (auto* popover = window.findChild<Popover*>()) {
        popover->dismiss();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

} // namespace

void tst_Tour::writeSnippets(QWidget& window)
{
    const auto click = [&window](const QString& name) { window.findChild<QAbstractButton*>(name)->click(); };
    const auto type = [](const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); };
    auto* field = window.findChild<TemplateField*>();
    auto* editor = window.findChild<TemplateEditor*>();
    const auto counted = [editor] { return editor->trial().isCounted() && !editor->trial().isSeeking(); };
    type(u"Where to park"_s);
    field->setFocus();
    type(u"Hi {"_s);
    picture(window, u"12b-snippets-fields"_s);
    key(Qt::Key_Return);
    type(u", {if State = \"TX\"}park behind {PollingPlace}.{elif City = \"Denver\"}take the bus.{else}{if "
         "Precinct = \"P-3\"}Look for the blue sign.{end} Ask for {Nickname}.{end}"_s);
    key(Qt::Key_Escape);
    QTRY_VERIFY(counted());
    key(Qt::Key_F8);
    key(Qt::Key_F8, Qt::ShiftModifier);
    QTRY_VERIFY(counted());
    picture(window, u"12c-snippets-branches"_s);
    key(Qt::Key_S, Qt::ControlModifier);
    field->selectAll();
    key(Qt::Key_Delete);
    type(u"Hi {fristName|there}, see you at {PollingPlace} } soon!"_s);
    QTRY_VERIFY(counted());
    picture(window, u"12d-snippets-mistake"_s);
    click(u"goToFault"_s);
    key(Qt::Key_Delete);
    field->replaceText(u"“Hi” {fristName|there}, see you at {PollingPlace} – soon…"_s);
    QTRY_VERIFY(counted());
    picture(window, u"12e-snippets-special"_s);
    key(Qt::Key_D, Qt::ControlModifier);
    picture(window, u"12f-snippets-deleted"_s);
    key(Qt::Key_Z, Qt::ControlModifier);
    auto* list = window.findChild<QListView*>(u"snippetList"_s);
    list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
    picture(window, u"12g-snippets-script"_s);
    window.resize(900, 600);
    picture(window, u"12h-snippets-small"_s);
    window.resize(1280, 800);
}

void tst_Tour::cutWordsAreSeen()
{
    QWidget window;
    window.resize(400, 200);
    auto* label = new QLabel(u"These words need more room than they have"_s, &window);
    label->setGeometry(0, 0, 60, 30);
    window.show();
    hold(window, u"squeezed"_s);
    QCOMPARE(m_cut.size(), 1);
    label->setGeometry(0, 0, 390, 60);
    m_cut.clear();
    hold(window, u"roomy"_s);
    QVERIFY(m_cut.isEmpty());
}

void tst_Tour::screens_data() { TourCamera::variants(); }

void tst_Tour::hold(const QWidget& window, const QString& name) { m_cut += TourCamera::cutWords(window, name); }

void tst_Tour::picture(QWidget& window, const QString& name)
{
    TourCamera::take(window, name + u'-' + m_variant);
    hold(window, name);
}

void tst_Tour::keys()
{
    QFETCH(ThemeChoice, choice);
    QFETCH(int, percent);
    QFETCH(QString, language);
    m_variant = QString::fromLatin1(QTest::currentDataTag());
    m_cut.clear();
    QTranslator words;
    QLocale::setDefault(QLocale(language == u"es"_s ? u"es_US"_s : u"en_US"_s));
    QVERIFY(words.load(u":/i18n/textbank_%1.qm"_s.arg(language)));
    QCoreApplication::installTranslator(&words);
    UiFixture f(0);
    f.theme.setChoice(choice);
    f.theme.setTextScale(percent / 100.0);
    FakeLock lock;
    SystemRandom random;
    Session session(
        lock,
        [&f](const QUrl&, const QByteArray&, GatewayKind) {
            auto made = std::make_unique<FakeGateway>(f.clock(), FakeGateway::Delivery::EventLoop);
            made->introduction().organisation = u"Valley Votes"_s;
            made->introduction().clock = f.clock().now();
            return made;
        },
        f.clock(), random);
    MainWindow window(f.theme, f.preferences, session, f.clock());
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto button = [&window](const QString& name) { return window.findChild<QAbstractButton*>(name); };
    window.showJoin(JoinLink{QUrl(u"https://gateway.valleyvotes.example"_s), u"ABCD-EFGH"_s, {}});
    key(Qt::Key_Return);
    QTRY_VERIFY(button(u"joinButton"_s)->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), u"Robin Hale"_s);
    picture(window, u"30-join-confirm"_s);
    key(Qt::Key_Return);
    picture(window, u"31-passphrase"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"plum"_s);
    key(Qt::Key_Return);
    picture(window, u"32-passphrase-short"_s);
    window.resize(900, 600);
    picture(window, u"33-passphrase-small"_s);
    window.resize(1280, 800);

    FakeLock kept(PassphraseLock::State::Locked);
    window.showUnlock(kept);
    picture(window, u"34-unlock"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"plum tractor"_s);
    key(Qt::Key_Return);
    picture(window, u"35-unlock-wrong"_s);
    button(u"forgottenButton"_s)->click();
    picture(window, u"36-forgotten"_s);
    button(u"eraseSealed"_s)->click();
    picture(window, u"37-forgotten-asked-again"_s);
    window.showTrouble(QCoreApplication::translate("textbank::Application", "Waiting for the keyring"),
                       QCoreApplication::translate("textbank::Application",
                                                   "A shift from before lies on this computer, and the keyring that "
                                                   "holds its key does not answer. Nothing is lost. Start or unlock "
                                                   "the keyring, then try again. You can join without it too: the "
                                                   "old shift stays as it is."),
                       MainWindow::Remedy::TryAgainOrJoin);
    picture(window, u"38-waiting-for-the-keyring"_s);
    if (!m_cut.isEmpty())
        QFAIL(qPrintable(m_cut.join(u'\n')));
}

void tst_Tour::screens()
{
    QFETCH(ThemeChoice, choice);
    QFETCH(int, percent);
    QFETCH(QString, language);
    m_variant = QString::fromLatin1(QTest::currentDataTag());
    m_cut.clear();
    QTranslator words;
    QLocale::setDefault(QLocale(language == u"es"_s ? u"es_US"_s : u"en_US"_s));
    QVERIFY(words.load(u":/i18n/textbank_%1.qm"_s.arg(language)));
    QCoreApplication::installTranslator(&words);

    const TitleWatch watch;
    UiFixture f(24, UiFixture::practiceCampaign());
    f.theme.setChoice(choice);
    f.theme.setTextScale(percent / 100.0);
    f.sendFirst(9);
    QVERIFY(f.reply(0, u"Yes, I'll be there! What time do the polls close?"_s));
    QVERIFY(f.reply(2, u"Who is this? \U0001F914"_s));
    QVERIFY(f.reply(4, u"Sí, claro. ¿Dónde voto?"_s));
    QVERIFY(f.reply(5, u"STOP"_s));
    QVERIFY(f.reply(6, u"You must be stopped, people like you ruin everything"_s));
    QVERIFY(f.reply(7, u"Another robot? You people are a disgrace. Get a real job, losers"_s));
    f.clock().advance(std::chrono::minutes(3));
    f.engine->start();
    f.gateway.deliverAll();
    f.shift->practice = true;

    MemoryCredentials secrets;
    SystemRandom random;
    Session session(
        secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); }, f.clock(),
        random);
    MainWindow window(f.theme, f.preferences, session, f.clock());
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.showJoin();
    picture(window, u"01-join"_s);
    window.showJoin({}, u"This computer refused to delete all of the old shift. You can join again."_s, Tone::Warn);
    picture(window, u"01a-join-not-deleted"_s);
    window.openShift(*f.shift);
    auto* screens = window.findChild<MainWindowShift*>();
    picture(window, u"02-brief"_s);
    screens->go(MainWindowShift::Screen::FirstMessages);
    picture(window, u"03-desk"_s);
    key(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), u" Gracias!"_s);
    picture(window, u"04-desk-edit"_s);
    key(Qt::Key_Escape);
    picture(window, u"05-desk-edited"_s);
    key(Qt::Key_E);
    auto* const editor = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
    QVERIFY(editor);
    const QString written = editor->toPlainText();
    editor->selectAll();
    editor->insertPlainText(u"Hi [name], PLEASE VOTE FOR SCHOOLS!!! It\u2019s at bit.ly/vote. "_s + QString(40, u'x'));
    picture(window, u"05a-desk-findings-edit"_s);
    key(Qt::Key_Escape);
    picture(window, u"05b-desk-findings"_s);
    key(Qt::Key_E);
    editor->selectAll();
    editor->insertPlainText(written);
    key(Qt::Key_Escape);
    key(Qt::Key_T);
    picture(window, u"06-desk-tag"_s);
    closePopover(window);
    key(Qt::Key_A);
    picture(window, u"07-desk-answer"_s);
    closePopover(window);
    key(Qt::Key_N);
    picture(window, u"08-desk-note"_s);
    closePopover(window);
    const ContactId edited = f.shown();
    f.clock().advance(Seconds(1)); // Who came up a moment ago cannot be skipped.
    key(Qt::Key_S);
    QVERIFY(f.shown() != edited);
    picture(window, u"09-desk-skipped"_s);
    const ContactId stopped = f.shown();
    QVERIFY(f.replyOf(stopped, u"Stop"_s));
    QVERIFY(f.shown() != stopped);
    picture(window, u"10-desk-interrupted"_s);
    key(Qt::Key_N); // Meant for whoever stood there.
    picture(window, u"10a-desk-not-whom-it-was-meant-for"_s);
    f.clock().advance(Seconds(2)); // The hands rest.
    key(Qt::Key_E);
    QVERIFY(editor->hasFocus());
    QTest::keyClicks(editor, u" Nos vemos"_s);
    QVERIFY(f.replyOf(f.shown(), u"STOP"_s));
    QVERIFY(!editor->hasFocus());
    picture(window, u"10b-desk-typing-cut-off"_s);
    f.clock().advance(Seconds(2)); // The hands rest.
    key(Qt::Key_I, Qt::ControlModifier);
    picture(window, u"11-connection"_s);
    closePopover(window);
    screens->go(MainWindowShift::Screen::Replies);
    picture(window, u"12-replies"_s);
    auto* inbox = window.findChild<InboxView*>();
    inbox->openConversation(UiFixture::id(7));
    QVERIFY(f.mask->covers(f.inbox->thread().back()));
    picture(window, u"12a-replies-hidden"_s);
    key(Qt::Key_V);
    picture(window, u"12b-replies-shown"_s);
    key(Qt::Key_V);
    inbox->openConversation(UiFixture::id(6));
    QVERIFY(f.mask->covers(f.inbox->thread().back()));
    picture(window, u"12c-replies-hidden-asked"_s);
    key(Qt::Key_E, Qt::ControlModifier);
    picture(window, u"12d-snippets-none"_s);
    key(Qt::Key_Return);
    writeSnippets(window);
    screens->go(MainWindowShift::Screen::Replies);
    key(Qt::Key_K, Qt::ControlModifier);
    picture(window, u"13-find-empty"_s);
    if (QWidget* field = QApplication::focusWidget())
        QTest::keyClicks(field, u"an"_s);
    picture(window, u"14-find"_s);
    key(Qt::Key_Escape);
    screens->go(MainWindowShift::Screen::Settings);
    picture(window, u"15-settings"_s);
    window.findChild<QScrollArea*>(u"settingsScroll"_s)
        ->ensureWidgetVisible(window.findChild<QAbstractButton*>(u"shield2"_s), 0, 120);
    picture(window, u"15a-settings-shield"_s);
    key(Qt::Key_F1);
    picture(window, u"16-help"_s);
    key(Qt::Key_Escape);
    screens->go(MainWindowShift::Screen::End);
    picture(window, u"17-end"_s);
    window.findChild<QScrollArea*>(u"endScroll"_s)
        ->ensureWidgetVisible(window.findChild<QAbstractButton*>(u"saveRecordButton"_s));
    picture(window, u"17a-end-record"_s);

    screens->go(MainWindowShift::Screen::FirstMessages);
    window.resize(900, 600);
    picture(window, u"20-desk-small"_s);
    window.resize(1280, 800);

    Campaign paused = f.store().campaigns().front();
    paused.version += u"-paused"_s;
    paused.paused = true;
    paused.pauseReason = u"The polling places changed; we are mending the script."_s;
    QVERIFY(f.store().applyCampaign(paused));
    screens->go(MainWindowShift::Screen::FirstMessages);
    picture(window, u"18-desk-paused"_s);
    paused.version += u"-on"_s;
    paused.paused = false;
    QVERIFY(f.store().applyCampaign(paused));
    // The last hour in New York, whose contacts come first; then night.
    f.clock().advance(std::chrono::hours(5) + std::chrono::minutes(25));
    screens->findChild<DeskView*>()->refresh();
    picture(window, u"18a-desk-closing"_s);
    f.clock().advance(std::chrono::hours(4));
    screens->findChild<DeskView*>()->refresh();
    auto* idle = screens->findChild<QWidget*>(u"deskIdle"_s);
    QVERIFY(idle && idle->isVisible());
    screens->findChild<DeskView*>()->perform(u"desk.blocked"_s);
    picture(window, u"18b-desk-waiting"_s);
    closePopover(window);
    picture(window, u"19-desk-night"_s);
    window.closeShift();
    window.resize(1280, 800);
    window.showTrouble(u"The disk is full"_s, u"Free some space, then try again. Nothing was lost."_s);
    picture(window, u"21-trouble"_s);
    window.showTrouble(u"The key to your profile is missing"_s, u"Unlock the keychain and try again."_s,
                       MainWindow::Remedy::TryAgainOrStartOver);
    picture(window, u"22-start-over"_s);
    window.findChild<QAbstractButton*>(u"startOver"_s)->click();
    picture(window, u"23-start-over-asked"_s);
    RecoveryReport report;
    report.copyFrom = f.clock().now();
    report.carriedOver = 12;
    const auto whole = words::recovered(report, f.clock().now());
    window.showTrouble(whole.title, whole.text, MainWindow::Remedy::GoOn);
    picture(window, u"23a-restored"_s);
    report.lost = 2;
    report.mayBeMore = true;
    const auto losses = words::recovered(report, f.clock().now());
    window.showTrouble(losses.title, losses.text, MainWindow::Remedy::GoOn);
    picture(window, u"23b-restored-with-losses"_s);
    const auto beyond = words::storeTrouble({ErrorCode::Corrupt, {}});
    window.showTrouble(beyond.title, beyond.text, MainWindow::Remedy::TryAgainOrStartOver);
    picture(window, u"23c-beyond-repair"_s);
    QVERIFY(f.apply(SessionRevoked{u"left"_s}));
    f.shift->practice = false;
    f.shift->memoryOnly = true;
    window.openShift(*f.shift);
    window.findChild<MainWindowShift*>()->go(MainWindowShift::Screen::FirstMessages);
    picture(window, u"24-ended"_s);
    QVERIFY(!window.close());
    picture(window, u"25-closing"_s);
    window.findChild<QAbstractButton*>(u"stay"_s)->click();
    window.findChild<MainWindowShift*>()->go(MainWindowShift::Screen::End);
    f.gateway.setTrouble([](FakeGateway::Verb) { return FakeGateway::Trouble::SignedOut; });
    window.findChild<QAbstractButton*>(u"finishButton"_s)->click();
    f.gateway.deliverAll();
    picture(window, u"26-ended-with-unsent"_s);
    window.closeShift();
    OutboxCounts waiting;
    waiting.pending = 6;
    waiting.optOutsOpen = 2;
    waiting.answersOpen = 3;
    SyncStatus offline;
    offline.nextAttempt = f.clock().now();
    const SessionEnd deadline{EndReason::DeadlinePassed, f.clock().now(), 2, 1, {}};
    window.showEnding(endwords::ending(deadline, waiting, offline, true), MainWindow::EndingStage::Waiting, true);
    picture(window, u"27-ending"_s);
    QVERIFY(!window.close()); // Without a keychain it would be lost.
    picture(window, u"28-ending-asked"_s);
    window.findChild<QAbstractButton*>(u"keepOld"_s)->click();
    window.showEnding(endwords::over({EndReason::Revoked, f.clock().now(), 1, 0, {}}, endwords::Leftover::None),
                      MainWindow::EndingStage::Over);
    picture(window, u"29-over"_s);
    QStringList people;
    for (int i = 0; i < 24; ++i) {
        const Contact contact = build::contact(i);
        people << contact.firstName << contact.lastName << contact.phone.e164().right(7);
    }
    QVERIFY(watch.titles().size() >= 2); // Before the shift and during it.
    QCOMPARE(watch.firstWith(people), QString());
    window.setWindowTitle(u"Textbank - %1"_s.arg(build::contact(3).lastName));
    QVERIFY(!watch.firstWith(people).isEmpty());
    if (!m_cut.isEmpty())
        QFAIL(qPrintable(m_cut.join(u'\n')));
}

/// What differs from server to server: one that keeps numbers to itself, can do less, and has several campaigns.
void tst_Tour::servers()
{
    QFETCH(ThemeChoice, choice);
    QFETCH(int, percent);
    QFETCH(QString, language);
    m_variant = QString::fromLatin1(QTest::currentDataTag());
    m_cut.clear();
    QTranslator words;
    QLocale::setDefault(QLocale(language == u"es"_s ? u"es_US"_s : u"en_US"_s));
    QVERIFY(words.load(u":/i18n/textbank_%1.qm"_s.arg(language)));
    QCoreApplication::installTranslator(&words);

    auto campaign = UiFixture::practiceCampaign();
    campaign.missing = {Ability::Notes, Ability::RemoveTags, Ability::Escalate, Ability::WrongNumber, Ability::Release};
    UiFixture f(0, campaign);
    auto park = build::campaign();
    park.id = {u"campaign-2"_s};
    park.title = u"A park for Main Street, and room for everybody who walks there"_s;
    park.missing = campaign.missing + QList<Ability>{Ability::MoreContacts};
    QVERIFY(f.store().applyCampaign(park));
    f.theme.setChoice(choice);
    f.theme.setTextScale(percent / 100.0);
    auto mine = build::batch(f.clock().now(), 8);
    for (auto& contact : mine.contacts) {
        contact.phone = {};
        contact.numberHidden = true;
    }
    mine.contacts[1].firstName.clear();
    mine.contacts[1].lastName.clear();
    auto theirs = build::batch(f.clock().now(), 2, 10, 1);
    theirs.lease.campaign = park.id;
    for (auto& contact : theirs.contacts)
        contact.campaign = park.id;
    QVERIFY(f.store().applyLease(mine) && f.store().applyLease(theirs));
    MemoryCredentials secrets;
    SystemRandom random;
    Session session(
        secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); }, f.clock(),
        random);
    MainWindow window(f.theme, f.preferences, session, f.clock());
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.openShift(*f.shift);
    auto* screens = window.findChild<MainWindowShift*>();
    screens->go(MainWindowShift::Screen::FirstMessages);
    screens->findChild<DeskView*>()->showContact(UiFixture::id(1));
    picture(window, u"40-number-not-shown"_s);
    key(Qt::Key_N);
    picture(window, u"41-no-notes"_s);
    screens->go(MainWindowShift::Screen::End);
    picture(window, u"42-end-without-release"_s);
    screens->go(MainWindowShift::Screen::FirstMessages);
    screens->findChild<DeskView*>()->showContact(UiFixture::id(0));
    quint64 serial = 100;
    while (f.review->card()) {
        f.clock().advance(Seconds(7));
        QVERIFY(f.review->approve({++serial, InputKind::Key}, f.shown(), f.review->card()->text));
    }
    QVERIFY(f.reply(1, u"Who is this?"_s));
    QVERIFY(f.reply(2, u"Sorry, wrong number"_s));
    screens->findChild<DeskView*>()->refresh();
    picture(window, u"43-campaigns"_s);
    window.resize(900, 600);
    picture(window, u"43a-campaigns-small"_s);
    window.resize(1280, 800);
    screens->go(MainWindowShift::Screen::Replies);
    picture(window, u"44-replies-without"_s);
    screens->go(MainWindowShift::Screen::FirstMessages);
    key(Qt::Key_F1);
    picture(window, u"45-help-without"_s);
    key(Qt::Key_Escape);
    const auto due = *f.store().due(4);
    Problem why;
    why.title = u"Two texts like this one are in the conversation"_s;
    for (const auto& row : due) {
        QVERIFY(f.store().claim({row.command.id}));
        QVERIFY(f.store().resolve({{row.command.id,
                                    OutboxEvent::MayHaveLeft,
                                    row.command.id == due.front().command.id ? why : Problem{},
                                    {}}}));
    }
    key(Qt::Key_I, Qt::ControlModifier);
    picture(window, u"46-cannot-tell"_s);
    closePopover(window);
    if (!m_cut.isEmpty())
        QFAIL(qPrintable(m_cut.join(u'\n')));
}

QTEST_MAIN(tst_Tour)
#include "tst_Tour.moc"
