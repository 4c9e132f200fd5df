// A volunteer without a window, in a process that can be killed: pulls batches, approves one text after another,
// answers replies, records opt-outs and answers, and ends with 0 when nothing is left to do and the gateway has
// acknowledged everything. Says on standard output what it just did, a word a line, so that it can be killed there.
//
// usage: killed_client DATABASE KEYHEX GATEWAY TOKEN CAMPAIGN NOTES SEED QUIET
//
// NOTES is a file to which it appends the id of each decision after the store has it: a witness beside the store. QUIET
// is for how many milliseconds nothing has to happen before it ends; 0: it never ends.

#include "app/desktop/EngineTimer.h"
#include "app/desktop/ReplyReading.h"
#include "app/desktop/SystemConnectivity.h"
#include "core/gateway/HttpGateway.h"
#include "core/review/Approver.h"
#include "core/store/Store.h"
#include "core/sync/SyncEngine.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>
#include <QUrl>
#include <cstdio>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

constexpr int kBatch = 25;
constexpr int kTryAgainMs = 150; ///< An impatient person's finger on "try now".

void say(const char* word)
{
    std::printf("%s\n", word);
    std::fflush(stdout);
}

class Volunteer : public QObject
{
public:
    struct Options
    {
        CampaignId campaign;
        QString notes;
        int quietMs = 0;
    };
    Volunteer(Store& store, SyncEngine& engine, Approver& approver, Options options, const Clock& clock,
              SystemRandom& random, quint64 seed)
        : m_store(store)
        , m_engine(engine)
        , m_approver(approver)
        , m_options(std::move(options))
        , m_clock(clock)
        , m_random(random)
        , m_chance(seed)
        , m_notes(m_options.notes)
    {
        if (!m_notes.open(QFile::Append | QFile::Unbuffered)) {
            qFatal("the notes cannot be written");
        }
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, &Volunteer::work);
        connect(&m_tryAgain, &QTimer::timeout, this, [this] {
            if (m_engine.status().nextAttempt || m_engine.status().state != SyncState::Online) {
                m_engine.poke();
            }
        });
        m_tryAgain.start(kTryAgainMs);
        connect(&m_store, &Store::changed, this, [this](const StoreChange& change) {
            m_quiet.restart();
            if (!change.newOptOuts.isEmpty()) {
                say("stop");
            }
            if (change.outbox && m_store.outboxCounts().inFlight > 0) {
                say("push");
            }
        });
        m_quiet.start();
        ask();
    }

private:
    void ask()
    {
        m_engine.refreshCampaigns([this](const GatewayResult<void>&) {
            if (m_store.campaigns().isEmpty()) {
                QTimer::singleShot(kTryAgainMs, this, &Volunteer::ask);
            } else {
                m_timer.start(0);
            }
        });
    }

    void work()
    {
        m_approver.setClockOffset(m_engine.status().clockOffset);
        auto did = answerOne() || textOne();
        if (!did && !m_asked && !m_dry) {
            did = m_asked = true;
            say("ask");
            m_engine.requestBatch(m_options.campaign, kBatch, [this](const GatewayResult<int>& answer) {
                m_asked = false;
                m_dry = answer && *answer == 0;
                say("pull");
            });
        }
        if (did || m_asked || m_engine.status().state != SyncState::Online || m_store.outboxCounts().open() > 0) {
            m_quiet.restart();
        } else if (m_options.quietMs > 0 && m_quiet.elapsed() > m_options.quietMs) {
            say("quiet");
            QCoreApplication::exit(0);
            return;
        }
        // At the end nobody is killed any more, and everybody hurries.
        m_timer.start(m_options.quietMs > 0 ? 1 : static_cast<int>(1 + m_chance.below(250)));
    }

    bool textOne()
    {
        for (const auto& id : m_store.contactOrder()) {
            const auto* record = m_store.contact(id);
            if (record->stage == ContactStage::NeedsFirstMessage && !record->optedOut && record->assigned &&
                !m_refused.contains(id)) {
                return send(id, SendKind::FirstMessage, u"Hi, this is a first message. Reply STOP to opt out."_s);
            }
        }
        return false;
    }

    bool answerOne()
    {
        for (const auto& id : m_store.waiting()) {
            if (m_refused.contains(id)) {
                continue;
            }
            const auto choice = qHash(id.value) % 10;
            if (choice == 0) {
                return decide(id, OptOutPayload{OptOutSource::Volunteer, {}, m_store.contact(id)->contact.phone});
            }
            const StepId step{u"step-1"_s};
            const auto answered = m_store.contact(id)->answers.value(step);
            if (choice < 4 && answered.isEmpty()) {
                return decide(id, AnswerPayload{step, choice == 3 ? u"No"_s : u"Yes"_s});
            }
            if (choice == 1 && answered == "Yes"_L1) { // She misread it.
                return decide(id, AnswerPayload{step, u"No"_s});
            }
            return send(id, SendKind::Reply, u"Thank you for your answer!"_s);
        }
        return false;
    }

    bool send(const ContactId& contact, SendKind kind, const QString& text)
    {
        ShownText shown;
        shown.contact = contact;
        shown.kind = kind;
        shown.text = text;
        shown.edited = true;
        const auto approved = m_approver.approve(Press{++m_press, InputKind::Key}, shown);
        if (!approved) {
            m_refused.insert(contact);
            return false;
        }
        note(*approved);
        say(kind == SendKind::FirstMessage ? "approve" : "answer");
        return true;
    }

    bool decide(const ContactId& contact, CommandPayload payload)
    {
        const Command command{CommandId{makeUuidV7(m_clock.now(), m_random)}, m_options.campaign, contact,
                              m_clock.now(), std::move(payload)};
        if (!m_store.record(command)) {
            m_refused.insert(contact);
            return false;
        }
        note(command.id);
        say("decide");
        return true;
    }

    void note(const CommandId& id) { m_notes.write(id.value.toLatin1() + '\n'); }

    Store& m_store;
    SyncEngine& m_engine;
    Approver& m_approver;
    Options m_options;
    const Clock& m_clock;
    SystemRandom& m_random;
    SeededRandom m_chance;
    QFile m_notes;
    QTimer m_timer;
    QTimer m_tryAgain;
    QElapsedTimer m_quiet;
    QSet<ContactId> m_refused;
    quint64 m_press = 0;
    bool m_asked = false;
    bool m_dry = false;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication qt(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 9) {
        return 2;
    }
    const SystemClock clock;
    SystemRandom random;
    say("start");
    auto store =
        Store::open({arguments.at(1), QByteArray::fromHex(arguments.at(2).toLatin1()), readReply}, clock, random);
    if (!store) {
        std::fprintf(stderr, "the store does not open: %s\n", qPrintable(store.error().detail));
        return 3;
    }
    say("open");
    const HttpGateway::Limits impatient{Millis{2000}};
    HttpGateway commands(QUrl(arguments.at(3)), {}, clock, impatient);
    HttpGateway stream(QUrl(arguments.at(3)), {}, clock, impatient);
    commands.setToken(arguments.at(4));
    stream.setToken(arguments.at(4));
    LoopbackConnectivity connectivity;
    SyncEngine engine(**store, commands, stream, connectivity, clock, random);
    const EngineTimer timer(engine, clock);
    QObject::connect(store->get(), &Store::changed, &engine, [&engine](const StoreChange& change) {
        if (change.outbox) {
            QMetaObject::invokeMethod(&engine, &SyncEngine::step, Qt::QueuedConnection);
        }
    });
    Approver approver(**store, clock, random);
    engine.start();
    const Volunteer volunteer(**store, engine, approver,
                              {CampaignId{arguments.at(5)}, arguments.at(6), arguments.at(8).toInt()}, clock, random,
                              arguments.at(7).toULongLong());
    const auto code = QCoreApplication::exec();
    say("close");
    return code;
}
