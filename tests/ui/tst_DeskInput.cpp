#include "core/session/Session.h"
#include "tests/support/MemoryCredentials.h"
#include "tests/ui/Hands.h"
#include "tests/ui/UiFixture.h"
#include "ui/MainWindow.h"
#include "ui/MainWindowShift.h"
#include "ui/desk/CardView.h"
#include "ui/inbox/Composer.h"
#include "ui/inbox/ComposerPane.h"
#include "ui/widgets/Button.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextLayout>

using namespace Qt::StringLiterals;
using namespace textbank;
using Screen = MainWindowShift::Screen;

namespace {

constexpr int kContacts = 120;
constexpr int kSequencesPerShift = 150;

/// What a person can see to be sent: whose card or conversation, and the text with what an input method is composing.
struct Seen
{
    ContactId contact;
    QString text;
    friend bool operator==(const Seen&, const Seen&) = default;
};

QString withComposition(const QPlainTextEdit& editor)
{
    QString text = editor.toPlainText();
    const auto cursor = editor.textCursor();
    const auto composing = cursor.block().layout()->preeditAreaText();
    if (!composing.isEmpty()) {
        text.insert(cursor.block().position() + cursor.block().layout()->preeditAreaPosition(), composing);
    }
    return text;
}

/// Blank ends cannot be seen.
QString visible(QString text)
{
    while (!text.isEmpty() && text.back().isSpace()) {
        text.chop(1);
    }
    return text;
}

/// A whole window over a shift, a pair of hands, and what must hold after each event.
class Desk : public QObject, public UiFixture
{
public:
    explicit Desk(quint64 seed)
        : UiFixture(0)
        , m_chance(seed)
        , m_session(
              m_secrets, [](const QUrl&, const QByteArray&) { return std::unique_ptr<Gateway>(); }, clock(), m_random)
    {
        temp.fill(kContacts);
        close();
        open();
        if (m_chance.below(3) == 0 && !hold(5)) {
            qFatal("no hold");
        }
        window = std::make_unique<MainWindow>(theme, preferences, m_session, clock());
        window->installEventFilter(this);
        window->resize(1000, 720);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get())) {
            qFatal("the window does not become active");
        }
        window->openShift(*shift);
        screens = window->findChild<MainWindowShift*>();
        screens->go(Screen::FirstMessages);
        m_card = window->findChild<CardView*>();
        m_pane = window->findChild<ComposerPane*>();
        breathe();
        paint();
        // One shift in eight is drawn to the last pixel; in the others a paint says what is shown and spares the ink.
        window->setUpdatesEnabled(seed % 8 == 0);
        m_hands.emplace(*window);
        m_hands->before = [this](quint64 finger) { before(finger); };
        m_hands->after = [this](quint64 finger) { after(finger); };
        m_approvals = approvals();
    }
    ~Desk()
    {
        while (QApplication::activePopupWidget()) {
            QApplication::activePopupWidget()->close();
        }
        window.reset();
    }

    /// A few gestures; a finger may stay down from one sequence to the next.
    void sequence()
    {
        m_gestures.clear();
        for (auto left = 3 + m_chance.below(8); left > 0 && wrong.isEmpty(); --left) {
            gesture();
        }
        if (QApplication::activePopupWidget() && m_chance.below(2) == 0) {
            pass(1500);
            tap(Qt::Key_Escape, Qt::NoModifier);
        }
        if (m_chance.below(10) == 0) {
            m_hands->around(0, [this] { screens->go(m_chance.below(3) ? Screen::FirstMessages : Screen::Replies); });
            pass(700);
        }
    }

    QString wrong; ///< Empty while everything held.
    QStringList gestures() const { return m_gestures; }
    qint64 approved = 0;
    qint64 events = 0;

    std::unique_ptr<MainWindow> window;
    MainWindowShift* screens = nullptr;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == window.get() && event->type() == QEvent::UpdateRequest) {
            m_painted = now();
            if (m_painted) {
                for (auto& seen : m_seen) {
                    seen.append(*m_painted);
                }
            }
        }
        return false;
    }

private:
    // --- what is seen and what was approved
    std::optional<Seen> now() const
    {
        auto* const card = m_card;
        if (card && card->isVisible() && !card->contact().isEmpty()) {
            auto* const editor = card->findChild<QPlainTextEdit*>();
            return Seen{card->contact(),
                        visible(card->isEditing() && editor ? withComposition(*editor) : card->shownText())};
        }
        auto* const pane = m_pane;
        if (pane && pane->isVisible() && pane->composer()->isVisible()) {
            return Seen{inbox->current(), visible(withComposition(*pane->composer()))};
        }
        return {};
    }
    void paint()
    {
        QApplication::sendPostedEvents();
        QEvent update(QEvent::UpdateRequest);
        QApplication::sendEvent(window.get(), &update);
    }
    qint64 approvals()
    {
        qint64 newest = 0;
        const auto read = store().database().run(u"SELECT coalesce(max(key), 0) FROM message WHERE kind IN (0, 1)"_s,
                                                 {}, [&](const QSqlQuery& row) {
                                                     newest = row.value(0).toLongLong();
                                                     return false;
                                                 });
        return read ? newest : -1;
    }
    /// The texts approved since the message with that key.
    QList<Seen> approvedSince(qint64 key)
    {
        QStringList contacts;
        QStringList ids;
        const auto read = store().database().run(u"SELECT contact.id, message.id FROM message JOIN contact ON "
                                                 u"contact.key = message.contact WHERE message.key "
                                                 "> ? AND message.kind IN (0, 1) ORDER BY message.key"_s,
                                                 {key}, [&](const QSqlQuery& row) {
                                                     contacts.append(row.value(0).toString());
                                                     ids.append(row.value(1).toString());
                                                     return true;
                                                 });
        if (!read) {
            qFatal("cannot read the approvals");
        }
        QList<Seen> texts;
        for (qsizetype i = 0; i < ids.size(); ++i) {
            const auto thread = store().conversation(ContactId{contacts.at(i)});
            for (const auto& message : thread ? *thread : QList<Message>()) {
                if (message.id.value == ids.at(i)) {
                    texts.append({ContactId{contacts.at(i)}, visible(message.text)});
                }
            }
        }
        return texts;
    }

    void before(quint64 finger)
    {
        ++events;
        if (qEnvironmentVariableIsSet("DESK_DEBUG")) {
            const auto s = now();
            m_gestures.append(u"[%1 now %2 painted %3]"_s.arg(finger).arg(
                s ? s->contact.value : u"-"_s, m_painted ? m_painted->contact.value : u"-"_s));
        }
        if (finger != 0 && !m_aimed.contains(finger)) {
            m_aimed.insert(finger, m_painted); // What the eye had when this finger went down ...
            m_seen.insert(finger, {});         // ... and since.
        }
    }
    void after(quint64 finger)
    {
        if (m_chance.below(3) != 0) {
            QApplication::sendPostedEvents();
        }
        const auto newest = approvals();
        if (newest != m_approvals) {
            const auto texts = approvedSince(m_approvals);
            approved += texts.size();
            m_approvals = newest;
            judge(finger, texts);
        }
        if (m_chance.below(5) != 0) {
            paint();
        }
    }
    void judge(quint64 finger, const QList<Seen>& texts)
    {
        if (finger == 0) {
            wrong = u"an approval without a finger"_s;
        } else if (texts.size() != 1 || m_used.contains(finger)) {
            wrong = u"two approvals from one press"_s;
        } else if (const auto aimed = m_aimed.value(finger); !aimed) {
            wrong = u"an approval while nothing could be sent on screen"_s;
        } else if (aimed->contact != texts.front().contact) {
            wrong = u"an approval for somebody who was not on screen: %1 \"%2\", on screen %3 \"%4\""_s.arg(
                texts.front().contact.value, texts.front().text, aimed->contact.value, aimed->text);
        } else if (aimed->text != texts.front().text && !m_seen.value(finger).contains(texts.front())) {
            wrong = u"a text that was not on screen: \"%1\", on screen \"%2\""_s.arg(texts.front().text, aimed->text);
        }
        if (!wrong.isEmpty()) {
            m_gestures.append(u"<< here, finger %1"_s.arg(finger));
        }
        m_used.insert(finger);
        m_seen.remove(finger);
    }

    // --- what the hands do
    void note(const QString& what) { m_gestures.append(what); }
    void pass(qint64 ms)
    {
        note(u"%1 ms"_s.arg(ms));
        clock().advance(Millis(ms));
        if (ms >= 30) {
            paint(); // By then the loop has come round.
        }
    }
    void passSome()
    {
        static constexpr int kTimes[]{0, 0, 1, 8, 16, 33, 59, 61, 99, 180, 249, 251, 399, 401, 700, 1001, 1500, 4000};
        pass(kTimes[m_chance.below(std::size(kTimes))]);
    }
    void tap(int key, Qt::KeyboardModifiers modifiers)
    {
        if (m_hands->isDown(key)) {
            m_hands->release(key);
        }
        m_hands->press(key, modifiers);
        m_hands->release(key);
    }
    int sendKey() { return m_chance.below(4) == 0 ? Qt::Key_Enter : Qt::Key_Return; }
    Qt::KeyboardModifiers sendModifiers()
    {
        const auto inbox = m_pane && m_pane->isVisible();
        return m_chance.below(inbox ? 8 : 2) != 0 ? Qt::ControlModifier : Qt::NoModifier;
    }
    QAbstractButton* button() const
    {
        auto* const card = m_card;
        if (card && card->isVisible()) {
            return card->sendButton();
        }
        auto* const pane = m_pane;
        return pane && pane->isVisible() ? pane->sendButton() : nullptr;
    }

    void gesture()
    {
        switch (m_chance.below(21)) {
        case 0:
        case 1:
        case 2:
        case 3: {
            // A plain press: down, some time, up.
            const auto key = sendKey();
            const auto modifiers = sendModifiers();
            if (!m_hands->isDown(key)) {
                note(u"press %1 %2"_s.arg(key).arg(modifiers.toInt()));
                m_hands->press(key, modifiers);
            }
            passSome();
            if (m_hands->isDown(key) && m_chance.below(5) != 0) {
                note(u"release"_s);
                m_hands->release(key);
            }
            break;
        }
        case 4:
        case 5:
            held();
            break;
        case 6: {
            const auto key = sendKey();
            note(u"press that bounces"_s);
            if (!m_hands->isDown(key)) {
                m_hands->press(key, sendModifiers());
                pass(static_cast<qint64>(m_chance.below(150)));
            }
            m_hands->release(key);
            for (auto left = 1 + m_chance.below(3); left > 0; --left) {
                clock().advance(Millis(static_cast<qint64>(m_chance.below(59))));
                m_hands->bounce();
            }
            break;
        }
        case 7:
        case 8:
            click();
            break;
        case 9:
            if (auto* const send = button()) {
                note(u"assistive"_s);
                // A screen reader's press: a finger of its own, though not on this keyboard.
                m_hands->around(m_hands->fingers() + 1'000'000'000 + static_cast<quint64>(events),
                                [send] { send->click(); });
            }
            break;
        case 10:
            focus();
            break;
        case 11:
            compose();
            break;
        case 12:
            together();
            break;
        case 13:
        case 14:
            surprise();
            break;
        case 15: {
            static constexpr int kKeys[]{Qt::Key_E, Qt::Key_S,     Qt::Key_O,      Qt::Key_W,    Qt::Key_T, Qt::Key_A,
                                         Qt::Key_N, Qt::Key_Space, Qt::Key_Escape, Qt::Key_Tab,  Qt::Key_J, Qt::Key_K,
                                         Qt::Key_1, Qt::Key_2,     Qt::Key_Down,   Qt::Key_Back, Qt::Key_F2};
            const auto key = kKeys[m_chance.below(std::size(kKeys))];
            note(u"tap %1"_s.arg(key));
            tap(key, Qt::NoModifier);
            break;
        }
        case 16:
            note(u"undo"_s);
            tap(Qt::Key_Z, Qt::ControlModifier);
            break;
        case 17:
            if (!m_hands->isDown(Qt::Key_Return) && !m_hands->isDown(Qt::Key_Enter)) {
                note(u"release nobody pressed"_s);
                m_hands->releaseNobodyPressed(sendKey());
            }
            break;
        case 18:
            note(u"paint"_s);
            m_hands->around(0, [this] { paint(); });
            break;
        case 19:
            for (const auto key : m_hands->downKeys()) {
                note(u"let go %1"_s.arg(key));
                m_hands->release(key);
            }
            break;
        default:
            passSome();
        }
        passSome();
    }
    void held()
    {
        const auto key = sendKey();
        if (!m_hands->isDown(key)) {
            note(u"hold %1"_s.arg(key));
            m_elsewhere.remove(key);
            m_hands->press(key, sendModifiers());
            pass(200 + static_cast<qint64>(m_chance.below(400)));
        }
        // A press told twice is one keyboard's; after another window had it nobody can tell it from a new one.
        const auto dressed = m_elsewhere.contains(key) ? 2 * m_chance.below(2) : m_chance.below(3);
        for (auto left = 1 + m_chance.below(12); left > 0; --left) {
            if (dressed == 0) {
                m_hands->repeatAsPresses(key);
            } else if (dressed == 1) {
                m_hands->stutter(key);
            } else {
                m_hands->repeat(key);
            }
            clock().advance(Millis(15 + static_cast<qint64>(m_chance.below(36))));
        }
        note(dressed == 0 ? u"repeats as presses"_s : dressed == 1 ? u"stutters"_s : u"repeats"_s);
        if (m_chance.below(3) != 0) {
            m_hands->release(key);
        }
    }
    void click()
    {
        auto* const send = button();
        if (!send) {
            return;
        }
        note(u"mouse down"_s);
        m_hands->mouseDown(send);
        pass(static_cast<qint64>(m_chance.below(120)));
        if (m_chance.below(5) == 0) {
            surprise(); // The card changes under the pressed button.
        }
        note(u"mouse up"_s);
        m_hands->mouseUp(send, m_chance.below(8) != 0);
        if (m_chance.below(3) == 0) {
            pass(static_cast<qint64>(40 + m_chance.below(300)));
            note(u"double"_s);
            m_hands->mouseDoubleDown(send);
            m_hands->mouseUp(send, true);
        }
    }
    void focus()
    {
        note(u"focus out"_s);
        m_hands->focusOut();
        for (const auto key : m_hands->downKeys()) {
            m_elsewhere.insert(key);
        }
        passSome();
        for (const auto key : m_hands->downKeys()) {
            if (m_chance.below(2) == 0) {
                note(u"unseen release"_s);
                m_hands->releaseUnseen(key);
            }
        }
        note(u"focus in"_s);
        m_hands->focusIn();
        for (const auto key : m_hands->downKeys()) {
            // Still held: it goes on repeating, the first time up to a second later.
            pass(static_cast<qint64>(m_chance.below(600)));
            note(u"goes on repeating"_s);
            m_chance.below(2) == 0 ? m_hands->repeat(key) : m_hands->repeatAsPresses(key);
        }
    }
    void compose()
    {
        note(u"input method"_s);
        m_hands->compose(u"ni"_s, {});
        if (m_chance.below(2) == 0) {
            passSome();
            const auto key = sendKey();
            if (!m_hands->isDown(key)) {
                note(u"send while composing"_s);
                m_hands->press(key, sendModifiers());
                m_hands->release(key);
            }
        }
        m_hands->compose({}, m_chance.below(2) == 0 ? u"\u4F60"_s : QString());
    }
    void together()
    {
        note(u"together"_s);
        static constexpr int kOthers[]{Qt::Key_S, Qt::Key_O, Qt::Key_E, Qt::Key_Z, Qt::Key_W, Qt::Key_1, Qt::Key_2};
        const auto other = kOthers[m_chance.below(std::size(kOthers))];
        const auto modifiers = m_chance.below(2) == 0 ? Qt::ControlModifier : Qt::NoModifier;
        const auto key = sendKey();
        for (const auto each : {other, key}) {
            if (!m_hands->isDown(each)) {
                m_hands->press(each, modifiers);
            }
            pass(static_cast<qint64>(m_chance.below(20)));
        }
        for (const auto each : {other, key}) {
            if (m_hands->isDown(each)) {
                m_hands->release(each);
            }
        }
    }
    /// The world goes on: the contact on the desk says something, staff pause, hours pass.
    void surprise()
    {
        const auto contact = review->card() ? review->card()->record.contact.id : inbox->current();
        const auto what = m_chance.below(6);
        note(u"surprise %1"_s.arg(what));
        m_hands->around(0, [&] {
            switch (what) {
            case 0:
            case 1:
                tell(build::reply(contact, u"STOP"_s, clock().now(), u"reply-%1"_s.arg(cursor + 1)));
                break;
            case 2:
                tell(build::reply(contact, u"Who is this?"_s, clock().now(), u"reply-%1"_s.arg(cursor + 1)));
                break;
            case 3:
                tell(CampaignPaused{build::campaignId(), u"lunch"_s});
                tell(CampaignResumed{build::campaignId()});
                break;
            case 4:
                tell(ContactUnassigned{contact, {}});
                break;
            default:
                tell(build::reply(id(static_cast<int>(m_chance.below(kContacts))), u"stop by when?"_s, clock().now(),
                                  u"reply-%1"_s.arg(cursor + 1)));
            }
        });
    }
    void tell(const Change& change)
    {
        if (!apply(change)) {
            qFatal("a change was not taken");
        }
    }

    SeededRandom m_chance;
    MemoryCredentials m_secrets;
    SystemRandom m_random;
    Session m_session;
    std::optional<Hands> m_hands;
    CardView* m_card = nullptr;
    ComposerPane* m_pane = nullptr;
    std::optional<Seen> m_painted;
    QSet<int> m_elsewhere; ///< Keys that were down while the focus was away.
    QHash<quint64, std::optional<Seen>> m_aimed;
    QSet<quint64> m_used;
    QHash<quint64, QList<Seen>> m_seen;
    qint64 m_approvals = 0;
    QStringList m_gestures;
};

} // namespace

/// One human, one message: whatever hands, keyboards, remote desktops and the world do to the window, never two
/// approvals from one press, and never one for a text that was not on screen when the finger went down.
class tst_DeskInput : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void onePressIsOneApprovalOfWhatWasOnScreen();
};

void tst_DeskInput::initTestCase()
{
    if (const QFileInfo memory(u"/dev/shm"_s); memory.isDir() && memory.isWritable()) {
        qputenv("TMPDIR", "/dev/shm"); // Nobody pulls the plug here.
    }
}

void tst_DeskInput::onePressIsOneApprovalOfWhatWasOnScreen()
{
    // More: TEXTBANK_SEQUENCES=100000 TEXTBANK_SEED=7 ./tst_DeskInput
    const auto wished = qEnvironmentVariableIntValue("TEXTBANK_SEQUENCES");
    const auto sequences = wished > 0 ? wished : 1500;
    const auto first = qEnvironmentVariableIntValue("TEXTBANK_SEED");
    qint64 approved = 0;
    qint64 events = 0;
    QElapsedTimer timer;
    timer.start();
    for (int done = 0, seed = first; done < sequences; ++seed) {
        Desk desk(static_cast<quint64>(seed) + 1);
        for (int i = 0; i < kSequencesPerShift && done < sequences; ++i, ++done) {
            desk.sequence();
            QVERIFY2(desk.wrong.isEmpty(), qPrintable(u"seed %1, sequence %2: %3\n%4"_s.arg(seed).arg(i).arg(
                                               desk.wrong, desk.gestures().join(u", "_s))));
        }
        approved += desk.approved;
        events += desk.events;
    }
    QVERIFY(approved > sequences / 10); // Hands that never send anything prove nothing.
    qInfo("%d sequences, %lld events, %lld approvals, %.0f sequences/s", sequences, static_cast<long long>(events),
          static_cast<long long>(approved), sequences * 1000.0 / static_cast<double>(qMax<qint64>(1, timer.elapsed())));
}

QTEST_MAIN(tst_DeskInput)
#include "tst_DeskInput.moc"
