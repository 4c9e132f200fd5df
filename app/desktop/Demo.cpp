#include "app/desktop/Demo.h"

#include "ui/MainWindow.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QPixmap>
#include <QWidget>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kPollMs = 3;
constexpr int kBounceMs = 75; ///< A person's fingers: a key that comes back sooner counts as bouncing.
constexpr int kPressAgainMs = 1500;
constexpr int kReadMs = 450; ///< A key that comes sooner was meant for what stood there before.
constexpr int kWholeMs = 600000;

} // namespace

void Demo::Met::await_suspend(std::coroutine_handle<> waiting)
{
    demo.m_waiting = waiting;
    demo.m_pauseClock.start();
    demo.m_poll.start(kPollMs);
}

bool Demo::Met::await_resume() const { return demo.m_happened; }

void Demo::KeyUp::await_suspend(std::coroutine_handle<> waiting)
{
    auto resume = [waiting, owner = &demo] {
        // The key is up; the next one comes no sooner than a finger could.
        QTimer::singleShot(kBounceMs, owner, [waiting] { waiting.resume(); });
    };
    if (demo.m_typing) {
        demo.m_keys.type(demo.m_pressed, resume);
    } else {
        demo.m_keys.press(demo.m_pressed, resume);
    }
}

void Demo::expect(std::function<bool()> condition, int timeoutMs)
{
    m_until = std::move(condition);
    m_timeoutMs = timeoutMs;
}

void Demo::press(const QString& key)
{
    m_pressed = key;
    m_typing = false;
}

void Demo::type(const QString& text)
{
    m_pressed = text;
    m_typing = true;
}

Demo::Demo(MainWindow& window, ShiftRuntime& runtime, Practice& practice, QString folder, int contacts)
    : m_window(window)
    , m_runtime(runtime)
    , m_practice(practice)
    , m_folder(std::move(folder))
    , m_contacts(contacts)
{
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_happened = m_until();
        if (m_happened || m_pauseClock.elapsed() > m_timeoutMs) {
            m_poll.stop();
            std::exchange(m_waiting, {}).resume();
        }
    });
    connect(&m_window, &MainWindow::shiftFinished, this, &Demo::compare);
}

void Demo::begin()
{
    QDir().mkpath(m_folder);
    m_clock.start();
    QTimer::singleShot(kWholeMs, this, [this] { stopWith(u"The demonstration took longer than ten minutes."_s); });
    m_task = work();
    m_task.start();
}

DemoTask Demo::work()
{
    say(u"Practice shift, seed %1, keys %2."_s.arg(m_practice.seed())
            .arg(m_keys.isReal() ? u"through the X server"_s : u"posted to the window"_s));
    expect([this] { return shown("briefView") != nullptr && m_window.isActiveWindow(); });
    if (!co_await met()) {
        // Without a window manager nobody gives a new window the focus.
        m_window.activateWindow();
        expect([this] { return m_window.isActiveWindow(); }, 2000);
        co_await met();
    }
    shoot(u"brief"_s);
    press(u"Return"_s);
    co_await keyUp();
    expect([this] { return shown("deskView") != nullptr; });
    if (!co_await met()) {
        stopWith(u"The brief did not lead to the desk."_s);
        co_return;
    }
    shoot(u"desk-without-a-batch"_s);
    if (m_runtime.review().card() == nullptr) {
        press(u"Return"_s);
        co_await keyUp();
    }
    expect([this] { return m_runtime.review().card() != nullptr; });
    if (!co_await met()) {
        stopWith(u"No batch came."_s);
        co_return;
    }
    co_await textEverybody();
    co_await answerEverybody();
    if (!m_failed) {
        co_await finish();
    }
}

DemoTask Demo::textEverybody()
{
    auto& review = m_runtime.review();
    for (int i = 0; i < m_contacts && !m_failed; ++i) {
        expect([&review] { return review.card() != nullptr; }, 3000);
        if (!co_await met()) {
            break; // The batch is done.
        }
        if (i == 0 || i == 3) {
            shoot(i == 0 ? u"first-card"_s : u"next-card"_s);
        }
        co_await textOne(i);
    }
    say(u"First messages done: %1 texted, %2 skipped."_s.arg(m_runtime.store().figures().firstSent)
            .arg(m_runtime.store().figures().skipped));
    shoot(u"batch-done"_s);
}

DemoTask Demo::textOne(int number)
{
    auto& review = m_runtime.review();
    const auto contact = review.card()->record.contact.id;
    const auto moved = [&review, contact] {
        return review.card() == nullptr || review.card()->record.contact.id != contact;
    };
    if (number % 25 == 5) {
        press(u"E"_s);
        co_await keyUp();
        expect([this] { return shown("messageEditor") != nullptr; });
        co_await met();
        press(u"Ctrl+End"_s);
        co_await keyUp();
        type(u" Have a great day!"_s);
        co_await keyUp();
        if (m_edited == 0) {
            shoot(u"editing"_s);
        }
        press(u"Ctrl+Return"_s);
        co_await keyUp();
        ++m_edited;
    } else if (number % 20 == 9) {
        press(u"S"_s);
        co_await keyUp();
    } else {
        if (number == 12) {
            press(u"T"_s);
            co_await keyUp();
            expect([this] { return shown("choice1") != nullptr; });
            co_await met();
            shoot(u"tagging"_s);
            press(u"1"_s);
            co_await keyUp();
        } else if (number == 14) {
            press(u"N"_s);
            co_await keyUp();
            expect([this] { return shown("popoverText") != nullptr; });
            co_await met();
            type(u"Met at the county fair"_s);
            co_await keyUp();
            shoot(u"note"_s);
            press(u"Return"_s);
            co_await keyUp();
        }
        press(u"Return"_s);
        co_await keyUp();
    }
    // A press in the moment in which a card changed by itself counts for nothing; a person presses again.
    for (int tries = 0; tries < 3; ++tries) {
        expect(moved, kPressAgainMs);
        const auto gone = co_await met();
        if (gone) {
            break;
        }
        press(u"Ctrl+Return"_s);
        co_await keyUp();
    }
    if (!moved()) {
        shoot(u"stuck"_s);
        stopWith(u"Card %1 did not give way to the next one."_s.arg(number + 1));
    }
}

bool Demo::isSettled() const
{
    return m_runtime.store().outboxCounts().open() == 0 && !m_practice.host().nextCarrierEvent() &&
           m_runtime.engine().status().state == SyncState::Online;
}

DemoTask Demo::answerEverybody()
{
    auto& store = m_runtime.store();
    press(u"Ctrl+2"_s);
    co_await keyUp();
    expect([this] { return shown("inboxView") != nullptr; });
    co_await met();
    expect([&store] { return !store.waiting().isEmpty(); });
    co_await met();
    shoot(u"replies"_s);
    while (!m_failed) {
        expect([this, &store] { return !store.waiting().isEmpty() || isSettled(); }, 60000);
        co_await met();
        if (store.waiting().isEmpty()) {
            break;
        }
        co_await answerOne();
    }
    say(u"Replies done: %1 conversations answered, %2 with a suggestion."_s.arg(m_answered).arg(m_suggested));
    shoot(u"replies-done"_s);
}

int Demo::suggestionFor(const ContactRecord& record) const
{
    const auto truth = m_practice.truth().value(record.contact.phone);
    const auto& suggestions = m_runtime.inbox().suggestions();
    const auto wanted = truth.intent == VoterIntent::Yes           ? u"Yes"_s
                        : truth.intent == VoterIntent::No          ? u"No"_s
                        : truth.intent == VoterIntent::AlreadyDone ? u"Already voted"_s
                                                                   : QString();
    auto fallback = -1;
    for (int i = 0; i < suggestions.size() && i < 9; ++i) {
        const auto& suggestion = suggestions.at(i);
        if (suggestion.text.isEmpty() || suggestion.error) {
            continue;
        }
        if (!wanted.isEmpty() && suggestion.answer == wanted) {
            return i;
        }
        if (fallback < 0 && suggestion.source == Suggestion::Source::Canned) {
            fallback = i;
        }
    }
    return truth.intent == VoterIntent::Picture ? -1 : fallback;
}

DemoTask Demo::answerOne()
{
    auto& inbox = m_runtime.inbox();
    auto& store = m_runtime.store();
    if (inbox.record() == nullptr || inbox.record()->stage != ContactStage::NeedsReply) {
        press(u"Esc"_s);
        co_await keyUp(); // Out of the composer, so that letters are keys.
        press(u"J"_s);
        co_await keyUp();
        expect([&inbox] { return inbox.record() != nullptr; }, 2000);
        co_await met();
    }
    const auto* record = inbox.record();
    if (record == nullptr || record->stage != ContactStage::NeedsReply) {
        co_return; // Somebody opted out meanwhile; the next round looks again.
    }
    const auto contact = record->contact.id;
    const auto intent = m_practice.truth().value(record->contact.phone).intent;
    const auto sentBefore = store.figures().repliesSent;
    const auto handled = [&store, contact, sentBefore] {
        const auto* now = store.contact(contact);
        // They may have written again already; then only the count says that our text went.
        return now == nullptr || store.figures().repliesSent > sentBefore || now->stage != ContactStage::NeedsReply ||
               now->optedOut || now->wrongNumber || now->escalated;
    };
    ++m_answered;
    expect([this] { return m_pauseClock.elapsed() >= kReadMs; });
    co_await met();
    if (record->mayHaveOptedOut) {
        press(u"Esc"_s);
        co_await keyUp();
        shoot(u"asked-to-stop"_s);
        press(intent == VoterIntent::Stop ? u"Y"_s : u"N"_s);
        co_await keyUp();
        expect([&store, contact] { return !store.contact(contact)->mayHaveOptedOut; });
        co_await met();
        if (handled()) {
            co_return;
        }
    }
    if (intent == VoterIntent::WrongNumber) {
        press(u"Esc"_s);
        co_await keyUp();
        press(u"W"_s);
        co_await keyUp();
    } else if (intent == VoterIntent::Stop) {
        press(u"Esc"_s);
        co_await keyUp();
        press(u"O"_s);
        co_await keyUp();
    } else if (intent == VoterIntent::Rude) {
        press(u"Esc"_s);
        co_await keyUp();
        press(u"C"_s);
        co_await keyUp();
    } else if (const auto index = suggestionFor(*record); index >= 0) {
        for (int tries = 0; tries < 3 && inbox.draft().isEmpty(); ++tries) {
            press(u"Alt+%1"_s.arg(index + 1));
            co_await keyUp();
            expect([&inbox] { return !inbox.draft().isEmpty(); }, kPressAgainMs);
            co_await met();
        }
        if (m_suggested++ == 1) {
            shoot(u"suggestion-chosen"_s);
        }
        press(u"Ctrl+Return"_s);
        co_await keyUp();
    } else {
        press(u"E"_s);
        co_await keyUp();
        type(u"Thank you for writing back!"_s);
        co_await keyUp();
        press(u"Ctrl+Return"_s);
        co_await keyUp();
    }
    for (int tries = 0; tries < 3; ++tries) {
        expect(handled, kPressAgainMs);
        const auto gone = co_await met();
        if (gone) {
            break;
        }
        if (!inbox.draft().isEmpty() && inbox.current() == contact) {
            press(u"Ctrl+Return"_s);
            co_await keyUp();
        }
    }
    if (!handled()) {
        shoot(u"stuck"_s);
        stopWith(u"A conversation did not go on after its key."_s);
    }
}

DemoTask Demo::finish()
{
    press(u"Ctrl+K"_s);
    co_await keyUp();
    type(u"ana"_s);
    co_await keyUp();
    expect([] { return true; });
    co_await met();
    shoot(u"find"_s);
    press(u"Esc"_s);
    co_await keyUp();
    press(u"F1"_s);
    co_await keyUp();
    expect([this] { return shown("helpView") != nullptr; });
    co_await met();
    shoot(u"keys"_s);
    press(u"Esc"_s);
    co_await keyUp();
    expect([this] { return isSettled(); }, 60000);
    co_await met();
    press(u"Ctrl+Shift+F"_s);
    co_await keyUp();
    expect([this] { return shown("endView") != nullptr; });
    if (!co_await met()) {
        stopWith(u"The shift's end did not open."_s);
        co_return;
    }
    shoot(u"end-of-shift"_s);
    press(u"Ctrl+Return"_s);
    co_await keyUp();
    expect([this] { return shown("leavePracticeButton") != nullptr; }, 30000);
    if (!co_await met()) {
        shoot(u"stuck"_s);
        stopWith(u"Signing out did not come to an end."_s);
        co_return;
    }
    shoot(u"score"_s);
    press(u"Return"_s);
    co_await keyUp(); // Leads to shiftFinished, and so to compare().
    expect([] { return false; }, 10000);
    co_await met();
    stopWith(u"The shift did not end."_s);
}

QWidget* Demo::shown(const char* name) const
{
    auto* found = m_window.findChild<QWidget*>(QString::fromLatin1(name));
    return found != nullptr && found->isVisible() ? found : nullptr;
}

void Demo::shoot(const QString& name)
{
    const auto file = u"%1-%2.png"_s.arg(++m_picture, 2, 10, QLatin1Char('0')).arg(name);
    m_window.grab().save(QDir(m_folder).filePath(file));
}

void Demo::say(const QString& line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

void Demo::stopWith(const QString& line)
{
    if (!m_failed) {
        m_failed = true;
        const auto* focus = QApplication::focusWidget();
        say(line + u" Focus: %1."_s.arg(focus != nullptr ? focus->objectName() + u' ' +
                                                               QLatin1String(focus->metaObject()->className())
                                                         : u"nowhere"_s));
        QTimer::singleShot(0, this, [] { QCoreApplication::exit(1); });
    }
}

void Demo::compare()
{
    const auto& figures = m_runtime.store().figures();
    const auto record = m_practice.host().record();
    struct Row
    {
        const char* what;
        int store;
        const char* member;
    };
    const Row rows[] = {
        {"first messages", figures.firstSent, "firstMessages"},
        {"texts in all", figures.firstSent + figures.repliesSent, "textsAccepted"},
        {"replies", figures.repliesReceived, "replies"},
        {"opt-outs", figures.optedOut, "optOuts"},
        {"wrong numbers", figures.wrongNumbers, "wrongNumbers"},
        {"answers", figures.answers, "answers"},
        {"commands not acknowledged", m_runtime.store().outboxCounts().open(), nullptr},
        {"people texted twice with a first message", 0, "doubleTexts"},
        {"texts after an opt-out", 0, "afterOptOut"},
    };
    auto agree = true;
    say(u"%1 %2 %3"_s.arg(u"what"_s, -42).arg(u"store"_s, 8).arg(u"gateway"_s, 8));
    QJsonObject summary;
    for (const auto& row : rows) {
        const auto theirs = row.member == nullptr ? 0 : record.value(QLatin1String(row.member)).toInt(-1);
        agree = agree && theirs == row.store;
        say(u"%1 %2 %3%4"_s.arg(QLatin1String(row.what), -42)
                .arg(row.store, 8)
                .arg(theirs, 8)
                .arg(theirs == row.store ? QString() : u"   differs"_s));
        summary.insert(QLatin1String(row.what), QJsonObject{{u"store"_s, row.store}, {u"gateway"_s, theirs}});
    }
    const auto score = m_practice.score();
    say(u"Keys pressed: %1. Edited: %2. Opt-outs honoured: %3 of %4. Time: %5 s."_s.arg(m_keys.presses())
            .arg(m_edited)
            .arg(score.optOutsHonoured)
            .arg(score.optOuts)
            .arg(m_clock.elapsed() / 1000));
    agree = agree && score.optOutsHonoured == score.optOuts && !m_failed;
    say(agree ? u"The store and the gateway's record agree."_s : u"The store and the gateway's record DIFFER."_s);
    summary.insert(u"agree"_s, agree);
    QFile file(QDir(m_folder).filePath(u"summary.json"_s));
    if (file.open(QFile::WriteOnly)) {
        file.write(QJsonDocument(summary).toJson());
    }
    m_exitCode = agree ? 0 : 1;
    m_failed = true; // Nothing after this changes the result.
    QTimer::singleShot(300, this, [code = m_exitCode] { QCoreApplication::exit(code); });
}

} // namespace textbank
