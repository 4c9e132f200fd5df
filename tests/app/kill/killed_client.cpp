// A volunteer without a window, in a process that can be killed: pulls a batch, approves one text after another,
// answers replies, and ends with 0 when nothing is left to do and the gateway has acknowledged everything.
//
// usage: killed_client DATABASE KEYHEX GATEWAY TOKEN CAMPAIGN

#include "app/desktop/EngineTimer.h"
#include "app/desktop/ReplyReading.h"
#include "app/desktop/SystemConnectivity.h"
#include "core/gateway/HttpGateway.h"
#include "core/review/Approver.h"
#include "core/store/Store.h"
#include "core/sync/SyncEngine.h"

#include <QCoreApplication>
#include <QTimer>
#include <QUrl>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

class Volunteer : public QObject
{
public:
    Volunteer(Store& store, SyncEngine& engine, Approver& approver, CampaignId campaign)
        : m_store(store)
        , m_engine(engine)
        , m_approver(approver)
        , m_campaign(std::move(campaign))
    {
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, &Volunteer::work);
        m_engine.refreshCampaigns([this](const GatewayResult<void>&) { m_timer.start(); });
    }

private:
    void work()
    {
        m_approver.setClockOffset(m_engine.status().clockOffset);
        if (m_store.contactOrder().isEmpty()) {
            if (!m_asked) {
                m_asked = true;
                m_engine.requestBatch(m_campaign, 60, [this](const GatewayResult<int>&) { m_asked = false; });
            }
            return;
        }
        if (answerOne() || textOne()) {
            return;
        }
        const auto quiet = m_engine.status().state == SyncState::Online && m_store.outboxCounts().open() == 0;
        m_quiet = quiet ? m_quiet + 1 : 0;
        if (m_quiet > 300) {
            QCoreApplication::exit(0);
        }
    }

    bool textOne()
    {
        for (const auto& id : m_store.contactOrder()) {
            const auto* record = m_store.contact(id);
            if (record->stage == ContactStage::NeedsFirstMessage && !record->optedOut && record->assigned) {
                return send(id, SendKind::FirstMessage, u"Hi, this is a first message. Reply STOP to opt out."_s);
            }
        }
        return false;
    }

    bool answerOne()
    {
        const auto waiting = m_store.waiting();
        return !waiting.isEmpty() && send(waiting.front(), SendKind::Reply, u"Thank you for your answer!"_s);
    }

    bool send(const ContactId& contact, SendKind kind, const QString& text)
    {
        ShownText shown;
        shown.contact = contact;
        shown.kind = kind;
        shown.text = text;
        return m_approver.approve(Press{++m_press, InputKind::Key}, shown).has_value();
    }

    Store& m_store;
    SyncEngine& m_engine;
    Approver& m_approver;
    CampaignId m_campaign;
    QTimer m_timer;
    quint64 m_press = 0;
    int m_quiet = 0;
    bool m_asked = false;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication qt(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 6) {
        return 2;
    }
    const SystemClock clock;
    SystemRandom random;
    auto store =
        Store::open({arguments.at(1), QByteArray::fromHex(arguments.at(2).toLatin1()), readReply}, clock, random);
    if (!store) {
        return 3;
    }
    HttpGateway commands(QUrl(arguments.at(3)), {}, clock);
    HttpGateway stream(QUrl(arguments.at(3)), {}, clock);
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
    const Volunteer volunteer(**store, engine, approver, CampaignId{arguments.at(5)});
    return QCoreApplication::exec();
}
