#include "tests/simulation/SimGateway.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

constexpr Millis kTimeout{20'000};
/// Six times what the engine asks for, and twice as long after each poll that said nothing: a quiet hour is nothing
/// but such polls.
constexpr Seconds kPoll{150};
constexpr int kMostDoublings = 5;

const char* nameOf(ApiCall::Verb verb)
{
    switch (verb) {
    case ApiCall::Verb::Get:
        return "GET";
    case ApiCall::Verb::Post:
        return "POST";
    case ApiCall::Verb::Put:
        return "PUT";
    case ApiCall::Verb::Delete:
        break;
    }
    return "DELETE";
}

} // namespace

SimGateway::SimGateway(const Place& place, SimNetwork& network, const Clock& clock, const SimDisk& disk,
                       LineWatch& watch, TimeSense& sense)
    : ApiGateway(kTimeout)
    , m_place(place)
    , m_network(network)
    , m_clock(clock)
    , m_disk(disk)
    , m_watch(watch)
    , m_sense(sense)
{
}

SimGateway::~SimGateway() { cancelAll(); }

SimNetwork::Request SimGateway::requestFor(const ApiCall& call)
{
    SimNetwork::Request made;
    made.machine = m_place.machine;
    made.volunteer = m_place.volunteer;
    made.http.method = nameOf(call.verb);
    made.http.target = call.path.toLatin1();
    if (!call.query.isEmpty()) {
        made.http.target += '?' + call.query.toString(QUrl::FullyEncoded).toLatin1();
    }
    if (!call.open) {
        made.http.token = m_token;
    }
    made.http.ifNoneMatch = call.ifNoneMatch;
    made.http.remote = u"203.0.113.7"_s;
    if (!call.body.isEmpty()) {
        made.http.contentType = "application/json";
        made.http.body = call.body;
    }
    made.timeout = call.timeout;
    made.clock = &m_clock;
    made.commands = std::exchange(m_carrying, {});
    if (const auto wait = std::exchange(m_wait, {}); wait > Seconds{0}) {
        made.wait = std::max(wait, kPoll * (1 << m_quietPolls));
        made.timeout += made.wait - wait;
    }
    return made;
}

void SimGateway::start(const ApiCall& call, ApiDone done)
{
    auto request = requestFor(call);
    if (!m_disk.isRunning()) {
        return; // This process is dead and does not know it yet: nothing of it leaves.
    }
    const auto ours = ++m_lastId;
    const auto conditional = !call.ifNoneMatch.isEmpty();
    const auto sent = m_clock.now();
    m_running[ours] = m_network.call(
        std::move(request), [this, ours, conditional, sent, done = std::move(done)](const SimNetwork::End& end) {
            m_running.erase(ours);
            if (!m_disk.isRunning()) {
                return;
            }
            const auto& attempt = end.attempt;
            if (attempt.end == AttemptEnd::Answered) {
                if (end.clock) { // Whole seconds, as a Date header has them.
                    const auto second = std::chrono::floor<Seconds>(*end.clock);
                    clockReading().sawSecond(second, sent, m_clock.now());
                    m_sense.told(m_place.way, second, sent);
                }
                if (attempt.httpStatus / 100 == 2 || (attempt.httpStatus == 304 && conditional)) {
                    done(ApiReply{attempt.httpStatus, attempt.body, sent, m_clock.now()});
                    return;
                }
            }
            done(Unexpected{readAttempt(attempt)});
        });
}

void SimGateway::cancelAll()
{
    for (const auto& [ours, theirs] : std::exchange(m_running, {})) {
        m_network.forget(theirs);
    }
}

void SimGateway::push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer)
{
    if (!m_disk.isRunning()) {
        return;
    }
    m_watch.pushing(commands);
    for (const auto& command : commands) {
        m_carrying.append(command.id.value);
    }
    ApiGateway::push(commands, [this, answer = std::move(answer)](GatewayResult<QList<CommandOutcome>> outcomes) {
        if (outcomes) {
            m_sense.spokeWith();
            for (const auto& outcome : *outcomes) {
                m_watch.heardOf(outcome.id);
            }
        }
        answer(std::move(outcomes));
    });
}

void SimGateway::outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer)
{
    ApiGateway::outcomeOf(id, voided,
                          [this, id, answer = std::move(answer)](GatewayResult<std::optional<CommandOutcome>> outcome) {
                              if (outcome) {
                                  m_sense.spokeWith();
                                  m_watch.heardOf(id);
                              }
                              answer(std::move(outcome));
                          });
}

void SimGateway::changes(const QString& after, Seconds wait, Answer<ChangesPage> answer)
{
    m_wait = wait;
    ApiGateway::changes(after, wait, [this, answer = std::move(answer)](GatewayResult<ChangesPage> page) {
        m_quietPolls = page && page->changes.isEmpty() ? std::min(m_quietPolls + 1, kMostDoublings) : 0;
        if (page) {
            m_sense.spokeWith();
            for (const auto& change : page->changes) {
                if (const auto* status = std::get_if<MessageStatusChanged>(&change)) {
                    m_watch.heardOf({status->message.value});
                } else if (const auto* assigned = std::get_if<ContactAssigned>(&change)) {
                    for (const auto& message : assigned->conversation) {
                        m_watch.heardOf({message.id.value});
                    }
                }
            }
        }
        answer(std::move(page));
    });
}

} // namespace textbank::simulation
