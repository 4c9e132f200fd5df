#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/UiFixture.h"
#include "ui/brief/BriefView.h"
#include "ui/end/EndView.h"
#include "ui/find/FindPalette.h"
#include "ui/inbox/InboxView.h"
#include "ui/join/JoinView.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Pill.h"

#include <QDir>
#include <QLineEdit>
#include <QTranslator>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

/// Everything of a page that shows words has the room they need.
QStringList cutWords(const QWidget& page)
{
    QStringList out;
    for (const auto* button : page.findChildren<Button*>()) {
        if (button->isVisible() && button->width() < button->minimumSizeHint().width())
            out << button->objectName() + u": "_s + button->text();
    }
    for (const auto* label : page.findChildren<Label*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->height() < needed - 1 || (!label->wordWrap() && label->width() < label->sizeHint().width()))
            out << label->objectName() + u": "_s + label->text();
    }
    return out;
}

} // namespace

/// Shows the screens in both themes, at 100 % and 200 %, in both languages; saves a picture of each under tour/ and
/// holds that no words are cut.
class InboxTour : public QObject
{
    Q_OBJECT

private slots:
    void everyScreen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QString>("language");
        QTest::newRow("light-100-en") << false << 1.0 << u"en"_s;
        QTest::newRow("dark-100-en") << true << 1.0 << u"en"_s;
        QTest::newRow("light-200-en") << false << 2.0 << u"en"_s;
        QTest::newRow("light-100-es") << false << 1.0 << u"es"_s;
        QTest::newRow("dark-200-es") << true << 2.0 << u"es"_s;
    }

    void everyScreen()
    {
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QString, language);
        QTranslator translator;
        QVERIFY(translator.load(u":/i18n/textbank_"_s + language + u".qm"_s));
        QCoreApplication::installTranslator(&translator);
        QLocale::setDefault(language == "es"_L1 ? QLocale(QLocale::Spanish, QLocale::UnitedStates)
                                                : QLocale(QLocale::English, QLocale::UnitedStates));
        UiFixture f(30, UiFixture::practiceCampaign());
        f.theme.setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
        f.theme.setTextScale(scale);
        f.sendFirst(20);
        fill(f);

        inbox(f);
        find(f);
        brief(f);
        end(f);
        join(f);
        QCoreApplication::removeTranslator(&translator);
        QLocale::setDefault(QLocale::c());
    }

private:
    static void fill(UiFixture& f)
    {
        const auto say = [&f](int who, const QString& text, int minutes) {
            f.clock().advance(std::chrono::minutes(minutes));
            QVERIFY(f.reply(who, text));
        };
        say(0, u"Hi! Who is this?"_s, 3);
        say(1, u"Yes, I'll be there 🙌🏽 Can I bring my neighbour?"_s, 2);
        say(2, u"Please stop by my porch when you are in the area, I have signs to give away"_s, 4);
        say(3, u"STOP"_s, 1);
        say(4, u"Sí, claro. ¿Dónde queda el lugar de votación?"_s, 2);
        say(5, u"מתי נפתחת הקלפי? I can come after work, שלום"_s, 6);
        say(6, u"wrong person, this is not Grace"_s, 1);
        say(7, QString(u"I have a long story about the library. "_s).repeated(40), 2);
        say(0, u"And what time does it open?\nI work until five."_s, 3);
        f.clock().advance(std::chrono::minutes(7));
    }

    void save(QWidget& page, const QString& name, bool check = true)
    {
        const QString folder = QStringLiteral(TEXTBANK_BINARY_DIR "/tour");
        QVERIFY(QDir().mkpath(folder));
        QTest::qWait(30);
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        QStringList cut;
        if (check && !QTest::qWaitFor([&] { return (cut = cutWords(page)).isEmpty(); })) // A layout takes turns.
            QFAIL(qPrintable(name + u" cuts "_s + cut.join(u" | "_s)));
        QVERIFY(page.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, tag)));
    }

    static void open(QWidget& page)
    {
        // The room that the window leaves to a screen.
        page.resize(1080, 760);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
    }

    void inbox(UiFixture& f)
    {
        InboxView view(*f.shift);
        open(view);
        view.openConversation(UiFixture::id(0));
        view.perform(u"inbox.suggestion.1"_s);
        save(view, u"inbox-reply"_s);
        view.openConversation(UiFixture::id(2));
        save(view, u"inbox-ask"_s);
        f.inbox->setFilter(InboxSession::Filter::All);
        view.openConversation(UiFixture::id(3));
        save(view, u"inbox-optout"_s);
        view.openConversation(UiFixture::id(5));
        QVERIFY(f.inbox->addNote(u"Speaks Hebrew and English. Call after five."_s));
        QVERIFY(f.inbox->setTag(f.store().campaigns().front().tags.front(), true));
        save(view, u"inbox-rtl"_s);
        view.openConversation(UiFixture::id(7));
        save(view, u"inbox-long"_s);
        f.inbox->open(f.id(6));
        save(view, u"inbox-wrong"_s);
        f.inbox->open(f.id(4));
        save(view, u"inbox-spanish"_s);
        f.inbox->setFilter(InboxSession::Filter::Escalated);
        f.inbox->open({});
        save(view, u"inbox-empty"_s);
        f.inbox->setFilter(InboxSession::Filter::Waiting);
        // The last hour of the first contact's evening: what is written has to go soon.
        const auto now = f.clock().now();
        f.clock().setNow(fromRfc3339(u"2026-11-18T00:35:00Z"_s).value());
        f.inbox->refresh();
        view.openConversation(UiFixture::id(0));
        save(view, u"inbox-closing"_s);
        f.clock().setNow(now);
        f.inbox->refresh();
    }

    void find(UiFixture& f)
    {
        QWidget window;
        window.resize(1080, 760);
        FindPalette palette(*f.shift, &window);
        QList<FindAction> actions;
        for (const auto& action : f.actions.actions())
            actions << FindAction{action.id, ActionMap::title(action.id), f.actions.keyText(action.id)};
        palette.setActions(actions);
        open(window);
        palette.activate();
        save(window, u"find-empty"_s);
        QTest::keyClicks(window.findChild<QLineEdit*>(u"findField"_s), u"an"_s);
        save(window, u"find-an"_s);
    }

    void brief(UiFixture& f)
    {
        BriefView view(*f.shift);
        open(view);
        view.activate();
        save(view, u"brief"_s);
    }

    void end(UiFixture& f)
    {
        EndView view(*f.shift);
        open(view);
        view.activate();
        save(view, u"end"_s);
    }

    void join(UiFixture& f)
    {
        MemoryCredentials secrets;
        Session session(
            secrets,
            [&f](const QUrl&, const QByteArray&, GatewayKind) {
                auto gateway = std::make_unique<FakeGateway>(f.clock(), FakeGateway::Delivery::EventLoop);
                gateway->introduction().organisation = u"Valley Votes"_s;
                gateway->introduction().name = u"Room 2, Fresno office"_s;
                return gateway;
            },
            f.clock(), f.temp.random());
        JoinView view(session, nullptr, &f.clock());
        open(view);
        view.activate();
        save(view, u"join"_s);
        view.setLink(u"textbank://join?gateway=https%3A%2F%2Fgateway.valleyvotes.example&code=ABCD-EFGH"_s);
        QTest::keyClick(view.findChild<QLineEdit*>(u"addressField"_s), Qt::Key_Return);
        QTRY_VERIFY(view.findChild<QWidget*>(u"joinButton"_s)->isVisible());
        view.findChild<QLineEdit*>(u"nameField"_s)->setText(u"Robin Hale"_s);
        save(view, u"join-confirm"_s);
    }
};

QTEST_MAIN(InboxTour)
#include "tst_InboxTour.moc"
