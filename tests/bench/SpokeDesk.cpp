#include "tests/bench/SpokeDesk.h"

#include "app/desktop/Gateways.h"
#include "core/gateway/spoke/SpokeLine.h"
#include "core/gateway/spoke/SpokeThread.h"
#include "tests/bench/Bench.h"
#include "tests/bench/ProcessMemory.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QSemaphore>
#include <QTest>

using namespace Qt::StringLiterals;

namespace textbank::bench {

namespace {

double since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

SpokeDesk::SpokeDesk(PaintWatch& watch, const Task& task)
    : m_watch(watch)
    , m_task(task)
    , m_rig({task.folder, task.folder + u"/textbank.db"_s, {}}, m_clock, m_random)
{
}

void SpokeDesk::open()
{
    const auto started = Steady::now();
    double ready = 0;
    m_rig.start([this](ShiftRuntime::Parts& parts) {
        parts.credentials = m_task.credentials;
        parts.credentials.gateway = m_task.address;
        parts.commands.reset();
        parts.stream.reset();
        parts.connect = [this](const LocalRecord& record) {
            return makeGateways(m_task.address, {}, m_task.credentials.kind, m_clock, record);
        };
    });
    auto& runtime = m_rig.runtime();
    mustHold(!runtime.ending(), "the session has ended");
    QString awaited;
    const auto await = [&] {
        const auto* card = review().card();
        if (card && card->record.contact.displayName() != awaited)
            m_watch.await(awaited = card->record.contact.displayName());
    };
    QObject::connect(&runtime, &ShiftRuntime::ready, &runtime, [&] {
        ready = since(started);
        await();
    });
    const auto connection = QObject::connect(&review(), &ReviewSession::cardChanged, &runtime, await);
    until([this] { return m_rig.window().hasShift(); }, "the campaign does not come");
    m_rig.awaitDesk();
    m_card = m_rig.window().findChild<QWidget*>(u"card"_s);
    m_send = m_rig.window().findChild<QAbstractButton*>(u"desk.send"_s);
    until([&] { return m_watch.paintedAfter() && isReady(); }, "no first card");
    say(u"first %1 %2"_s.arg(since(started)).arg(ready));
    QObject::disconnect(connection);
    const auto quiet = Steady::now();
    until([&] { return since(quiet) > kQuietMs && m_rig.runtime().engine().status().state == SyncState::Online; },
          "the engine is not done");
    const auto memory = processMemory();
    say(u"loaded %1 %2"_s.arg(memory ? memory->proportionalMb : 0).arg(m_rig.runtime().store().contactOrder().size()));
}

bool SpokeDesk::isReady()
{
    const auto* card = review().card();
    return card && card->sendable() && m_send && m_send->isVisible() && m_send->isEnabled();
}

void SpokeDesk::lookAtOutbox()
{
    const auto waiting = static_cast<qsizetype>(m_rig.runtime().store().outboxCounts().open());
    m_mostWaiting = std::max(m_mostWaiting, waiting);
    while (m_acknowledged < m_texted.size() - waiting) // In the order of the presses.
        m_acknowledgedAfter.push_back(since(m_texted.at(m_acknowledged++).pressed));
}

/// `pressed` lies before whatever kept the event loop from coming here at once.
void SpokeDesk::press(Steady::time_point pressed)
{
    const auto* card = review().card();
    const auto* next = review().next();
    mustHold(card && next && isReady(), "nobody is left to text");
    m_texted.append({card->record.contact.id, card->text, pressed});
    const auto waited = since(pressed);
    m_watch.await(next->record.contact.displayName());
    QTest::keyPress(m_card, Qt::Key_Return);
    until([this] { return m_watch.paintedAfter() && isReady(); }, "the next card is not painted");
    m_ready.push_back(since(pressed));
    m_painted.push_back(waited + ms(*m_watch.paintedAfter()));
    QTest::keyRelease(m_card, Qt::Key_Return);
}

void SpokeDesk::work()
{
    auto& runtime = m_rig.runtime();
    const QObject watching;
    QObject::connect(&runtime.engine(), &SyncEngine::statusChanged, &watching, [this] { lookAtOutbox(); });
    QObject::connect(&runtime.store(), &Store::changed, &watching, [this] { lookAtOutbox(); });
    m_card->setFocus();
    const auto before = runtime.store().figures().firstSent;
    QSemaphore turn(1);
    const std::unique_ptr<QThread> hands(QThread::create([&] {
        for (int i = 0; i < m_task.presses; ++i) {
            turn.acquire();
            QThread::msleep(kPaceMs); // The pace of a hand: presses at this distance are what is measured.
            const auto pressed = Steady::now();
            QMetaObject::invokeMethod(
                m_card,
                [&, pressed] {
                    press(pressed);
                    turn.release();
                },
                Qt::QueuedConnection);
        }
    }));
    hands->start();
    while (m_texted.size() < m_task.presses || !hands->isFinished()) {
        until([&, done = m_texted.size()] { return m_texted.size() > done || hands->isFinished(); }, "no press comes");
    }
    until([&] { return runtime.store().outboxCounts().open() == 0; }, "not everything was acknowledged");
    lookAtOutbox();
    mustHold(runtime.store().figures().firstSent - before == m_task.presses, "not every press is a text here");
    const auto row = [](const std::vector<double>& values) {
        QStringList numbers;
        for (const double share : {0.5, 0.95, 0.99, 1.0})
            numbers.append(QString::number(quantile(values, share), 'f', 2));
        return numbers.join(u" | "_s);
    };
    const auto memory = processMemory();
    say(u"worked %1 %2"_s.arg(memory ? memory->proportionalMb : 0).arg(m_mostWaiting));
    say(u"| press to the next card painted | %1 | %2 |"_s.arg(m_task.presses).arg(row(m_painted)));
    say(u"| press to the approval on disk and Send enabled | %1 | %2 |"_s.arg(m_task.presses).arg(row(m_ready)));
    say(u"| press to the server's acknowledgement | %1 | %2 |"_s.arg(m_task.presses).arg(row(m_acknowledgedAfter)));
}

void SpokeDesk::check()
{
    spoke::Line line(m_task.credentials.gateway, {}, m_clock, Millis{20'000}, 64LL * 1024 * 1024);
    line.setToken(m_task.credentials.token);
    std::optional<QJsonArray> contacts;
    line.ask(spoke::kAssignmentOf, {{u"contactId"_s, m_texted.constFirst().contact.value}}, [&](const auto& found) {
        mustHold(found.has_value(), "the server does not say whose contacts these are");
        line.ask(spoke::kWhole, {{u"assignmentId"_s, found->value.toObject().value(u"id"_s)}}, [&](const auto& whole) {
            mustHold(whole.has_value(), "the server does not show its conversations");
            contacts = whole->value.toObject().value(u"contacts"_s).toArray();
        });
    });
    until([&] { return contacts.has_value(); }, "the server does not answer");
    QHash<ContactId, QStringList> held;
    for (const auto& each : std::as_const(*contacts)) {
        const auto state = spoke::readContact(each.toObject());
        mustHold(state.has_value(), "a contact cannot be read");
        for (const auto& text : state->thread) {
            if (!text.isIncoming)
                held[state->contact.id].append(text.text);
        }
    }
    for (const auto& one : std::as_const(m_texted)) {
        const auto texts = held.value(one.contact);
        mustHold(texts.size() == 1 && spoke::isSameText(one.text, texts.constFirst()), "a press is not one text there");
    }
    say(u"checked %1 %2"_s.arg(m_texted.size()).arg(held.size()));
}

} // namespace textbank::bench
