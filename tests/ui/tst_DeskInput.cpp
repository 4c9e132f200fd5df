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
#include <cstdio>
#include <limits>

using namespace Qt::StringLiterals;
using namespace textbank;
using Screen = MainWindowShift::Screen;

namespace {

constexpr int kContacts = 900; // More than the hands and the world use up: before an empty desk nothing can go wrong.
constexpr int kSequencesPerShift = 450;
// What the product promises; on purpose not taken from PressGuard.
constexpr Millis kSurprise{400};
constexpr Millis kSettle{250};
constexpr qint64 kTellEveryMs = 60'000;

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
              m_secrets, [](const QUrl&, const QByteArray&, GatewayKind) { return std::unique_ptr<Gateway>(); },
              clock(), m_random)
    {
        temp.fill(kContacts);
        close();
        open();
        if (m_chance.below(3) == 0 && !hold(5)) {
            qFatal("no hold");
        }
        if (m_chance.below(3) == 0) {
            m_ownKey = Qt::Key_F9;
            for (const auto& id : {u"desk.send"_s, u"inbox.send"_s}) {
                if (!actions.setKeys(id, actions.keys(id) + QList{QKeySequence(m_ownKey)})) {
                    qFatal("a key was not taken");
                }
            }
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
        // One shift in sixteen is drawn to the last pixel; in the others a paint says what is shown and spares the ink.
        window->setUpdatesEnabled(seed % 16 == 1);
        m_hands.emplace(*window);
        m_hands->before = [this](quint64 finger) { before(finger); };
        m_hands->after = [this](quint64 finger) { after(finger); };
        m_approvals = approvals();
        store().database().setFaultHook([this](qint64, const QString& sql) -> std::optional<Error> {
            m_written = m_written || !sql.startsWith(u"SELECT");
            return {};
        });
    }
    ~Desk()
    {
        store().database().setFaultHook({});
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
        // From where nothing can be sent they come back soon.
        if (m_chance.below(now() ? 10 : 2) == 0) {
            m_hands->around(0, [this] { screens->go(m_chance.below(3) ? Screen::FirstMessages : Screen::Replies); });
            pass(700);
        }
    }

    QString wrong; ///< Empty while everything held.
    QStringList gestures() const { return m_gestures; }
    qint64 approved = 0;
    qint64 replies = 0; ///< Of those.
    qint64 events = 0;
    qint64 presses = 0; ///< Events that come from a finger ...
    qint64 atText = 0;  ///< ... while there was something to send on the screen.

    std::unique_ptr<MainWindow> window;
    MainWindowShift* screens = nullptr;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == window.get() && event->type() == QEvent::UpdateRequest) {
            m_painted = now();
            if (m_painted && (m_paints.isEmpty() || m_paints.back() != *m_painted)) {
                m_paints.append(*m_painted);
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
    static void turnOfTheLoop()
    {
        QApplication::sendPostedEvents();
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    /// Keeps when somebody else came up on the same screen.
    void noteChange()
    {
        const auto shown = now();
        const auto screen = screens->screen();
        if (shown && m_shown && screen == m_shownOn && shown->contact != m_shown->contact) {
            m_changed = Came{shown->contact, clock().elapsed()};
        }
        m_shown = shown;
        m_shownOn = screen;
    }
    struct Came
    {
        ContactId contact;
        Millis at;
    };
    /// Whether who is painted now came so short a time ago.
    bool isNew(const std::optional<Came>& came, Millis within)
    {
        return came && m_painted && m_painted->contact == came->contact && clock().elapsed() - came->at < within;
    }
    void paint()
    {
        turnOfTheLoop();
        noteChange();
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
        presses += finger != 0;
        atText += finger != 0 && m_painted;
        if (qEnvironmentVariableIsSet("DESK_DEBUG")) {
            const auto s = now();
            m_gestures.append(u"[%1 now %2 painted %3]"_s.arg(finger).arg(
                s ? s->contact.value : u"-"_s, m_painted ? m_painted->contact.value : u"-"_s));
        }
        if (finger != 0 && !m_aimed.contains(finger)) {
            // What the eye had when this finger went down, what the hands had written by then, and where what was
            // painted since begins. Nobody answers so soon what came by itself, or clicks so soon on what comes after a
            // press.
            m_aimed.insert(finger,
                           {m_painted, now(), m_paints.size(),
                            isNew(m_surprised, kSurprise) || (m_clicking && isNew(m_changed, kSettle)), m_doubling});
        }
    }
    void after(quint64 finger)
    {
        if (!m_hurried && m_chance.below(3) != 0) {
            turnOfTheLoop();
        }
        noteChange();
        const auto newest = std::exchange(m_written, false) ? approvals() : m_approvals;
        if (newest != m_approvals) {
            const auto texts = approvedSince(m_approvals);
            approved += texts.size();
            replies += m_pane->isVisible() ? texts.size() : 0;
            if (!m_pane->isVisible() && !texts.isEmpty()) {
                m_texted.append(texts.front().contact);
            }
            m_approvals = newest;
            judge(finger, texts);
        }
        if (!m_hurried && m_chance.below(5) != 0) {
            paint();
        }
    }
    void judge(quint64 finger, const QList<Seen>& texts)
    {
        if (finger == 0) {
            wrong = u"an approval without a finger"_s;
        } else if (texts.size() != 1 || m_used.contains(finger)) {
            wrong = u"two approvals from one press"_s;
        } else if (const auto aimed = m_aimed.value(finger); !aimed.seen) {
            wrong = u"an approval while nothing could be sent on screen"_s;
        } else if (aimed.secondHalf) {
            wrong = u"an approval by the second half of a double click"_s;
        } else if (aimed.tooSoon) {
            wrong = u"an approval by a press that was meant for what was there before"_s;
        } else if (aimed.seen->contact != texts.front().contact) {
            wrong = u"an approval for somebody who was not on screen: %1 \"%2\", on screen %3 \"%4\""_s.arg(
                texts.front().contact.value, texts.front().text, aimed.seen->contact.value, aimed.seen->text);
        } else if (aimed.seen->text != texts.front().text &&
                   (aimed.written != texts.front() || m_paints.indexOf(texts.front(), aimed.paints) < 0)) {
            // Anything else that was painted since is not what the finger went down for.
            wrong =
                u"a text that was not on screen: \"%1\", on screen \"%2\""_s.arg(texts.front().text, aimed.seen->text);
        }
        if (!wrong.isEmpty()) {
            m_gestures.append(u"<< here, finger %1"_s.arg(finger));
        }
        m_used.insert(finger);
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
    int sendKey()
    {
        if (QApplication::focusWidget() == button() && button() && m_chance.below(2) == 0) {
            return Qt::Key_Space;
        }
        if (m_ownKey != 0 && m_chance.below(3) == 0) {
            return m_ownKey;
        }
        return m_chance.below(4) == 0 ? Qt::Key_Enter : Qt::Key_Return;
    }
    Qt::KeyboardModifiers modifiersFor(int key)
    {
        if (key == m_ownKey || key == Qt::Key_Space) {
            return Qt::NoModifier;
        }
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
        switch (m_chance.below(27)) {
        case 0:
        case 1:
        case 2:
        case 3: {
            // A plain press: down, some time, up.
            const auto key = sendKey();
            const auto modifiers = modifiersFor(key);
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
                m_hands->press(key, modifiersFor(key));
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
                m_clicking = true;
                // A screen reader's press: a finger of its own, though not on this keyboard.
                m_hands->around(m_hands->fingers() + 1'000'000'000 + static_cast<quint64>(events),
                                [send] { send->click(); });
                m_clicking = false;
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
            if (const auto key = sendKey(); m_hands->downKeys().isEmpty()) {
                note(u"release nobody pressed"_s);
                m_hands->releaseNobodyPressed(key);
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
        case 20:
            writeAndSend();
            break;
        case 21:
            madeUp();
            break;
        case 22:
        case 23:
            turnAndSend();
            break;
        case 24:
            heldAcross();
            break;
        case 25:
            if (auto* const send = button()) {
                note(u"to the button"_s);
                m_hands->around(0, [send] { send->setFocus(Qt::TabFocusReason); });
            }
            break;
        default:
            passSome();
        }
        passSome();
    }
    /// Two who were texted answer, and a text stands ready for each. From one to the other and sent, before anything is
    /// painted or just after; or sent just after she wrote again.
    void turnAndSend()
    {
        QList<ContactId> who;
        for (auto i = m_texted.size() - 1; i >= 0 && who.size() < 2; --i) {
            const auto* record = store().contact(m_texted.at(i));
            if (record && record->assigned && !record->optedOut && !record->mayHaveOptedOut && !record->wrongNumber &&
                !who.contains(m_texted.at(i))) {
                who.append(m_texted.at(i));
            }
        }
        if (who.size() < 2) {
            return;
        }
        note(u"turn and send"_s);
        const auto before = screens->screen();
        m_hands->around(0, [this] { screens->go(Screen::Replies); });
        for (const auto& each : who) {
            m_hands->around(
                0, [&] { tell(build::reply(each, u"Who is this?"_s, clock().now(), u"reply-%1"_s.arg(cursor + 1))); });
            pass(1600);
            m_hands->around(0, [&] { inbox->open(each); });
            pass(60);
            tap(Qt::Key_1, Qt::AltModifier);
        }
        pass(1600);
        if (m_chance.below(3) == 0) {
            surprise(2);
        } else {
            m_hurried = m_chance.below(2) == 0;
            m_hands->around(0, [&] { inbox->open(who.front()); });
            m_hurried = false;
        }
        if (m_chance.below(3) != 0) {
            pass(static_cast<qint64>(m_chance.below(300)));
        }
        if (m_chance.below(2) == 0) {
            click();
        } else if (const auto key = sendKey(); !m_hands->isDown(key)) {
            m_hands->press(key, modifiersFor(key));
            passSome();
            m_hands->release(key);
        }
        pass(700);
        m_hands->around(0, [this, before] { screens->go(before); });
    }
    /// A key goes down on another screen and stays down.
    void heldAcross()
    {
        const auto key = sendKey();
        if (m_hands->isDown(key)) {
            return;
        }
        note(u"hold from another screen %1"_s.arg(key));
        m_hands->around(0, [this] { screens->go(Screen::Replies); });
        pass(700);
        m_elsewhere.remove(key);
        m_hands->press(key, modifiersFor(key));
        pass(static_cast<qint64>(m_chance.below(200)));
        m_hands->around(0, [this] { screens->go(Screen::FirstMessages); });
        pass(700);
        repeat(key, m_chance.below(3));
        if (m_chance.below(3) != 0) {
            m_hands->release(key);
        }
    }
    /// Whole presses and halves of them that are nobody's, whatever a finger does meanwhile.
    void madeUp()
    {
        note(u"made up"_s);
        if (auto* const send = button(); send && m_chance.below(3) == 0) {
            if (m_chance.below(4) != 0) {
                m_hands->makeUpMouse(m_chance.below(2) ? QEvent::MouseButtonPress : QEvent::MouseButtonDblClick, send);
            }
            m_hands->makeUpMouse(QEvent::MouseButtonRelease, send);
            return;
        }
        const auto key = sendKey();
        const auto modifiers = modifiersFor(key);
        const auto whom = m_chance.below(2) ? Hands::MadeFor::Focus : Hands::MadeFor::Window;
        const auto half = m_chance.below(4);
        if (half != 0) {
            m_hands->makeUp(QEvent::KeyPress, key, modifiers, whom);
        }
        if (half != 1) {
            m_hands->makeUp(QEvent::KeyRelease, key, modifiers, whom);
        }
    }
    /// The last letter and the send key in one breath: both are handled before anything is painted.
    void writeAndSend()
    {
        note(u"write and send"_s);
        tap(Qt::Key_E, Qt::NoModifier);
        pass(60);
        m_hurried = true;
        tap(Qt::Key_X, Qt::NoModifier);
        m_hurried = false;
        const auto key = sendKey();
        if (!m_hands->isDown(key)) {
            m_hands->press(key, modifiersFor(key));
            passSome();
            m_hands->release(key);
        }
    }
    void held()
    {
        const auto key = sendKey();
        if (!m_hands->isDown(key)) {
            note(u"hold %1"_s.arg(key));
            m_elsewhere.remove(key);
            m_hands->press(key, modifiersFor(key));
            pass(200 + static_cast<qint64>(m_chance.below(400)));
        }
        // A press told twice is one keyboard's; after another window had it nobody can tell it from a new one.
        const auto dressed = m_elsewhere.contains(key) ? 2 * m_chance.below(2) : m_chance.below(3);
        repeat(key, dressed);
        if (m_chance.below(3) != 0) {
            m_hands->release(key);
        }
    }
    void repeat(int key, quint64 dressed)
    {
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
    }
    void click()
    {
        auto* const send = button();
        if (!send) {
            return;
        }
        note(u"mouse down"_s);
        m_clicking = true;
        m_hands->mouseDown(send);
        m_clicking = false;
        pass(static_cast<qint64>(m_chance.below(120)));
        if (m_chance.below(5) == 0) {
            surprise(); // The card changes under the pressed button.
        }
        note(u"mouse up"_s);
        m_hands->mouseUp(send, m_chance.below(8) != 0);
        if (m_chance.below(3) == 0) {
            pass(static_cast<qint64>(40 + m_chance.below(300)));
            note(u"double"_s);
            m_clicking = m_doubling = true;
            m_hands->mouseDoubleDown(send);
            m_clicking = m_doubling = false;
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
        qint64 since = 0;
        for (const auto key : m_hands->downKeys()) {
            // Still held: it goes on repeating, the first time up to a second later.
            const auto wait = static_cast<qint64>(m_chance.below(600));
            pass(wait);
            since += wait;
            note(u"goes on repeating"_s);
            switch (m_chance.below(since < 900 ? 3 : 2)) {
            case 0:
                m_hands->repeat(key);
                break;
            case 1:
                m_hands->repeatAsPresses(key);
                break;
            default:
                m_hands->stutter(key); // Its press delivered late; much later nobody can tell it from a new one.
            }
        }
    }
    void compose()
    {
        note(u"input method"_s);
        if (m_chance.below(2) == 0) {
            tap(Qt::Key_E, Qt::NoModifier);
            pass(60);
        }
        m_hands->compose(u"ni"_s, {});
        if (m_chance.below(2) == 0) {
            passSome();
            const auto key = sendKey();
            if (!m_hands->isDown(key)) {
                note(u"send while composing"_s);
                m_hands->press(key, modifiersFor(key));
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
    /// The world goes on: the contact on the desk says something, staff pause, hours pass, the script changes.
    void surprise() { surprise(m_chance.below(7)); }
    void surprise(quint64 what)
    {
        const auto seen = now();
        const auto contact = seen             ? seen->contact
                             : review->card() ? review->card()->record.contact.id
                                              : inbox->current();
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
            case 5:
                changeScript();
                break;
            default:
                tell(build::reply(id(static_cast<int>(m_chance.below(kContacts))), u"stop by when?"_s, clock().now(),
                                  u"reply-%1"_s.arg(cursor + 1)));
            }
            const auto then = now();
            const bool wrote = what <= 2 && m_pane->isVisible();
            const bool otherWords = what == 5 && then && seen && then->text != seen->text;
            if (seen && then && (then->contact != seen->contact || wrote || otherWords)) {
                m_surprised = Came{then->contact, clock().elapsed()};
            }
        });
    }
    void changeScript()
    {
        auto campaign = *store().campaign(build::campaignId());
        campaign.version = u"script-%1"_s.arg(++m_scripts);
        campaign.steps.first().texts[{}] =
            u"Hi {firstName}, will you vote on day %1? Reply STOP to opt out."_s.arg(m_scripts);
        if (!store().applyCampaign(campaign)) {
            qFatal("a script was not taken");
        }
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
    int m_ownKey = 0;      ///< That sends in this shift beside the usual ones, everywhere; or none.
    QSet<int> m_elsewhere; ///< Keys that were down while the focus was away.
    struct Aimed
    {
        std::optional<Seen> seen;
        std::optional<Seen> written; ///< Not painted yet, maybe.
        qsizetype paints = 0;
        bool tooSoon = false;
        bool secondHalf = false;
    };
    QHash<quint64, Aimed> m_aimed;
    QSet<quint64> m_used;
    QList<Seen> m_paints;      ///< Each different from the one before.
    QList<ContactId> m_texted; ///< With a first message, from here.
    qint64 m_approvals = 0;
    int m_scripts = 0;
    std::optional<Seen> m_shown;
    Screen m_shownOn = Screen::Brief;
    std::optional<Came> m_changed;   ///< Somebody else came up.
    std::optional<Came> m_surprised; ///< By itself; or who was there wrote that moment.
    bool m_hurried = false;          ///< The loop does not come round between two events.
    bool m_clicking = false;         ///< The finger that goes down is on the mouse ...
    bool m_doubling = false;         ///< ... for the second half of a double click.
    bool m_written = true;           ///< The database was asked for more than to read.
    QStringList m_gestures;
};

} // namespace

/// One human, one message: whatever hands, keyboards, remote desktops and the world do to the window, never two
/// approvals from one press, and never one for a text that was not on screen when the finger went down.
class tst_DeskInput : public QObject
{
    Q_OBJECT
public:
    static void initMain();
private slots:
    void initTestCase();
    void onePressIsOneApprovalOfWhatWasOnScreen();
};

void tst_DeskInput::initMain()
{
    // As long as it takes: a million sequences take more than Qt Test's five minutes.
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(std::numeric_limits<int>::max()));
}

void tst_DeskInput::initTestCase()
{
    if (const QFileInfo memory(u"/dev/shm"_s); memory.isDir() && memory.isWritable()) {
        qputenv("TMPDIR", "/dev/shm"); // Nobody pulls the plug here.
    }
}

void tst_DeskInput::onePressIsOneApprovalOfWhatWasOnScreen()
{
    // More: TEXTBANK_SEQUENCES=100000 TEXTBANK_SEED=7 ./tst_DeskInput, or ./tests/run --presses 100000. Each shift has
    // the seed after that of the shift before, so that processes may share the work by seeds that lie far enough apart.
    const auto wished = qEnvironmentVariableIntValue("TEXTBANK_SEQUENCES");
    const auto sequences = wished > 0 ? wished : 1500;
    const auto first = qEnvironmentVariableIntValue("TEXTBANK_SEED");
    qint64 approved = 0;
    qint64 replies = 0;
    qint64 events = 0;
    qint64 presses = 0;
    qint64 atText = 0;
    QElapsedTimer timer;
    timer.start();
    qint64 told = 0;
    auto seed = first;
    for (int done = 0; done < sequences; ++seed) {
        Desk desk(static_cast<quint64>(seed) + 1);
        for (int i = 0; i < kSequencesPerShift && done < sequences; ++i, ++done) {
            desk.sequence();
            if (!desk.wrong.isEmpty()) {
                QFAIL(qPrintable(u"seed %1, sequence %2 (%3 of this run): %4\n%5"_s.arg(seed).arg(i).arg(done).arg(
                    desk.wrong, desk.gestures().join(u", "_s))));
            }
        }
        approved += desk.approved;
        replies += desk.replies;
        events += desk.events;
        presses += desk.presses;
        atText += desk.atText;
        if (timer.elapsed() - told >= kTellEveryMs) {
            told = timer.elapsed();
            std::fprintf(stderr, "%d of %d sequences, seeds %d to %d, %.0f sequences/s\n", done, sequences, first, seed,
                         done * 1000.0 / static_cast<double>(told));
        }
    }
    qInfo("%d sequences of seeds %d to %d, %lld events, %.0f %% of a finger's before a text, %lld approvals, %lld of "
          "replies, %.0f sequences/s",
          sequences, first, seed - 1, static_cast<long long>(events),
          100.0 * static_cast<double>(atText) / static_cast<double>(qMax<qint64>(1, presses)),
          static_cast<long long>(approved), static_cast<long long>(replies),
          sequences * 1000.0 / static_cast<double>(qMax<qint64>(1, timer.elapsed())));
    QVERIFY(approved > sequences / 10); // Hands that never send anything prove nothing.
    QVERIFY(atText > presses / 2);      // Nor do hands before an empty desk.
    QVERIFY(replies > sequences / 50);
}

QTEST_MAIN(tst_DeskInput)
#include "tst_DeskInput.moc"
