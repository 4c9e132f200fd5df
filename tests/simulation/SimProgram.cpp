#include "tests/simulation/SimProgram.h"

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

constexpr int kFirstBatch = 3;

class AlwaysOnline final : public Connectivity
{
public:
    bool mayBeOnline() const override { return true; }
};

} // namespace

Result<std::unique_ptr<SimProgram>> SimProgram::start(Parts parts, const Clock& clock, Random& random)
{
    auto deadline = Deadline::open(*parts.store, clock);
    if (!deadline) {
        return Unexpected{deadline.error()};
    }
    const auto reason = EndWatch::reasonAtStart(*parts.store, *deadline);
    if (reason) {
        if (const auto forgotten = parts.store->forgetContacts(*reason); !forgotten) {
            return Unexpected{forgotten.error()};
        }
    }
    std::unique_ptr<SimProgram> made(new SimProgram(std::move(parts), clock, random));
    made->makeEngine();
    if (reason) {
        made->makeEnding();
    } else {
        made->makeDesk();
        made->m_watch = std::make_unique<EndWatch>(*made->m_store, *made->m_engine, *deadline);
        QObject::connect(made->m_watch.get(), &EndWatch::over, made->m_watch.get(),
                         [program = made.get()](EndReason over) { program->m_over = over; });
        made->m_engine->start();
        made->settleIn();
    }
    return made;
}

SimProgram::SimProgram(Parts parts, const Clock& clock, Random& random)
    : m_clock(clock)
    , m_random(random)
    , m_store(std::move(parts.store))
    , m_commands(std::move(parts.commands))
    , m_stream(std::move(parts.stream))
    , m_connectivity(std::make_unique<AlwaysOnline>())
    , m_isNew(m_store->campaigns().isEmpty())
{
}

SimProgram::~SimProgram() { takeDown(); }

void SimProgram::makeEngine()
{
    m_engine = std::make_unique<SyncEngine>(*m_store, *m_commands, *m_stream, *m_connectivity, m_clock, m_random);
}

void SimProgram::makeEnding()
{
    m_ending = std::make_unique<Ending>(*m_store, *m_engine);
    QObject::connect(m_ending.get(), &Ending::finished, m_ending.get(), [this] { m_finished = true; });
    m_ending->begin();
}

void SimProgram::makeDesk()
{
    const auto name = u"Grace"_s;
    m_undo = std::make_unique<UndoHistory>(*m_store, m_clock, m_random);
    m_approver = std::make_unique<Approver>(*m_store, m_clock, m_random);
    m_review = std::make_unique<ReviewSession>(*m_store, *m_approver, *m_undo, m_clock, m_random, name);
    m_inbox = std::make_unique<InboxSession>(*m_store, *m_approver, *m_undo, m_clock, m_random, name);
    QObject::connect(m_engine.get(), &SyncEngine::statusChanged, m_engine.get(),
                     [this](const SyncStatus& status) { followStatus(status); });
}

void SimProgram::takeDown()
{
    m_watch.reset();
    m_ending.reset();
    if (m_engine) {
        m_engine->stop();
    }
    m_commands->cancelAll();
    m_stream->cancelAll();
    m_inbox.reset();
    m_review.reset();
    m_approver.reset();
    m_undo.reset();
    m_engine.reset();
}

void SimProgram::followStatus(const SyncStatus& status)
{
    const auto moved = status.clockOffset.has_value() != m_offset.has_value() ||
                       (m_offset && std::abs((*status.clockOffset - *m_offset).count()) > 1000);
    if (moved) {
        m_offset = status.clockOffset;
        m_approver->setClockOffset(m_offset);
        m_review->refresh();
        m_inbox->refresh();
    }
}

void SimProgram::step()
{
    m_engine->step();
    if (m_watch) {
        m_watch->look();
    }
    settleIn();
}

Result<void> SimProgram::endWhereOver()
{
    if (!m_over || m_ending) {
        return {};
    }
    takeDown();
    auto forgotten = m_store->forgetContacts(*m_over);
    if (forgotten) {
        makeEngine();
        makeEnding();
    }
    return forgotten;
}

void SimProgram::tryNow()
{
    if (m_ending) {
        m_ending->tryNow();
    } else {
        m_engine->poke();
    }
}

void SimProgram::settleIn()
{
    if (!m_isNew || m_ending || m_asking) {
        return;
    }
    if (m_store->campaigns().isEmpty()) {
        m_asking = true;
        m_engine->refreshCampaigns([this](const GatewayResult<void>&) { m_asking = false; });
    } else {
        m_isNew = false;
        m_engine->requestBatch(m_store->campaigns().constFirst().id, kFirstBatch, [](const GatewayResult<int>&) {});
    }
}

} // namespace textbank::simulation
