#include "tests/support/spoke/SpokeRig.h"

#include "tests/support/Builders.h"

#include <QCoreApplication>
#include <QEventLoop>

namespace textbank {
namespace {

constexpr int kPumpMs = 5;
constexpr qint64 kPatienceMs = 20'000;

} // namespace

SpokeGateway::Limits SpokeRig::quick()
{
    SpokeGateway::Limits limits;
    limits.timeout = Millis{3000};
    limits.quiet = Millis{300};
    limits.busyPoll = Millis{50};
    limits.calmPoll = Millis{50};
    return limits;
}

SpokeRig::SpokeRig(Options options)
    : store(options.seed)
    , random(options.seed + 77)
    , m_options(std::move(options))
{
    if (m_options.now) {
        store.clock().setNow(*m_options.now);
    }
    m_real.start();
    connect(&m_pump, &QTimer::timeout, this, &SpokeRig::step);
    open();
}

SpokeRig::~SpokeRig() { close(); }

void SpokeRig::open()
{
    view = std::make_unique<StoreView>(store.store());
    gateway =
        std::make_unique<SpokeGateway>(m_options.address, QByteArray(), store.clock(), view.get(), m_options.limits);
    gateway->setToken(m_token);
    connectivity = std::make_unique<FakeConnectivity>();
    engine = std::make_unique<SyncEngine>(store.store(), *gateway, *gateway, *connectivity, store.clock(), random);
    person = std::make_unique<ApprovalMaker>(store.store(), store.clock(), random);
}

void SpokeRig::close()
{
    m_pump.stop();
    if (engine) {
        engine->stop();
    }
    if (gateway) {
        gateway->cancelAll();
    }
    person.reset();
    engine.reset();
    gateway.reset();
    view.reset();
}

void SpokeRig::crash()
{
    m_pump.stop();
    person.reset();
    engine.reset(); // Without a word: what was in flight is found on the disk.
    gateway.reset();
    view.reset();
    store.reopen();
    open();
    start();
}

void SpokeRig::start()
{
    engine->start();
    m_pump.start(kPumpMs);
    engine->refreshCampaigns([](const GatewayResult<void>&) {});
}

void SpokeRig::step()
{
    store.clock().advance(Millis{m_real.restart() * m_options.speed});
    person->approver().setClockOffset(engine->status().clockOffset);
    engine->step();
}

GatewayResult<Joined> SpokeRig::signIn(const QString& email, const QString& password, const QString& invitation)
{
    JoinRequest request;
    request.email = email;
    request.password = password;
    request.invitation = invitation;
    std::optional<GatewayResult<Joined>> joined;
    gateway->join(request, [&joined](const GatewayResult<Joined>& answer) { joined = answer; });
    if (!until([&joined] { return joined.has_value(); })) {
        return Unexpected{TransportError{Meaning::MayHaveLeft, Fault::TimedOut, 0, {}, {}, {}}};
    }
    if (*joined) {
        m_token = (*joined)->token;
        gateway->setToken(m_token);
        start();
    }
    return *joined;
}

bool SpokeRig::until(const std::function<bool()>& isTrue)
{
    QElapsedTimer waited;
    waited.start();
    while (!isTrue()) {
        if (waited.elapsed() > kPatienceMs) {
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    }
    return true;
}

bool SpokeRig::settled()
{
    return until([this] { return store->outboxCounts().open() == 0; });
}

ContactId SpokeRig::nextToText()
{
    for (const auto& id : store->contactOrder()) {
        const auto* record = store->contact(id);
        if (record->stage == ContactStage::NeedsFirstMessage && record->assigned &&
            person->approver().verdictFor(*record, SendKind::FirstMessage).allowed()) {
            return id;
        }
    }
    return {};
}

void SpokeRig::record(const ContactId& contact, CommandPayload payload)
{
    auto command = build::command(contact, std::move(payload), store.clock().now(), random);
    command.campaign = store->contact(contact)->contact.campaign;
    (void)store->record(command);
}

} // namespace textbank
