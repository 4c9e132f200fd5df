#include "tests/simulation/SimGateway.h"

#include "core/gateway/Wire.h"

#include <QUrl>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

constexpr Millis kTimeout{20'000};
constexpr Seconds kPoll{150}; ///< Six times what the engine asks for: a quiet hour is mostly polls that say nothing.

QByteArray encoded(const QString& id) { return QUrl::toPercentEncoding(id); }

} // namespace

SimGateway::SimGateway(const Place& place, SimNetwork& network, const Clock& clock, const SimDisk& disk,
                       LineWatch& watch)
    : m_place(place)
    , m_network(network)
    , m_clock(clock)
    , m_disk(disk)
    , m_watch(watch)
{
}

SimGateway::~SimGateway() { cancelAll(); }

template<class T>
GatewayResult<T> SimGateway::readBody(const Reply& reply, Result<T> (*reader)(const QJsonObject&))
{
    const auto json = wire::parseObject(reply.body);
    if (!json) {
        return Unexpected{badAnswer(reply.status, json.error().detail)};
    }
    auto value = reader(*json);
    if (!value) {
        return Unexpected{badAnswer(reply.status, value.error().detail)};
    }
    return std::move(*value);
}

template<class T>
SimGateway::Done SimGateway::reading(Answer<T> answer, Result<T> (*reader)(const QJsonObject&))
{
    return [answer = std::move(answer), reader](const Result<Reply, TransportError>& reply) {
        answer(reply ? readBody<T>(*reply, reader) : GatewayResult<T>(Unexpected{reply.error()}));
    };
}

SimGateway::Done SimGateway::withoutBody(Answer<void> answer)
{
    return [answer = std::move(answer)](const Result<Reply, TransportError>& reply) {
        answer(reply ? GatewayResult<void>() : GatewayResult<void>(Unexpected{reply.error()}));
    };
}

SimNetwork::Request SimGateway::request(const char* method, const QByteArray& target, const QByteArray& body) const
{
    SimNetwork::Request made;
    made.machine = m_place.machine;
    made.volunteer = m_place.volunteer;
    made.http.method = method;
    made.http.target = target;
    made.http.token = m_token;
    made.http.remote = u"203.0.113.7"_s;
    if (!body.isEmpty()) {
        made.http.contentType = "application/json";
        made.http.body = body;
    }
    made.timeout = kTimeout;
    made.clock = &m_clock;
    return made;
}

void SimGateway::start(SimNetwork::Request request, Done done)
{
    if (!m_disk.isRunning()) {
        return; // This process is dead and does not know it yet: nothing of it leaves.
    }
    const auto ours = ++m_lastId;
    const auto conditional = !request.http.ifNoneMatch.isEmpty();
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
                    const auto said = std::chrono::floor<Seconds>(*end.clock) + Millis{500};
                    m_clockReading.sawTime(said, sent, m_clock.now());
                }
                if (attempt.httpStatus / 100 == 2 || (attempt.httpStatus == 304 && conditional)) {
                    done(Reply{attempt.httpStatus, attempt.body});
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

void SimGateway::discover(Answer<GatewayInfo> answer)
{
    start(request("GET", "/.well-known/textbank-gateway"),
          reading<GatewayInfo>(std::move(answer), &wire::readGatewayInfo));
}

void SimGateway::join(const JoinRequest& asked, Answer<Joined> answer)
{
    start(request("POST", "/api/v1/join", wire::compact(wire::write(asked))),
          reading<Joined>(std::move(answer), &wire::readJoined));
}

void SimGateway::signOut(Answer<void> answer)
{
    start(request("DELETE", "/api/v1/session"), withoutBody(std::move(answer)));
}

void SimGateway::me(Answer<Me> answer)
{
    start(request("GET", "/api/v1/me"), reading<Me>(std::move(answer), &wire::readMe));
}

void SimGateway::campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer)
{
    auto made = request("GET", "/api/v1/campaigns/" + encoded(id.value));
    if (!knownVersion.isEmpty()) {
        made.http.ifNoneMatch = '"' + knownVersion.toUtf8() + '"';
    }
    start(std::move(made), [id, answer = std::move(answer)](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
            return;
        }
        if (reply->status == 304) {
            answer(std::optional<Campaign>());
            return;
        }
        auto campaign = readBody<Campaign>(*reply, &wire::readCampaign);
        if (!campaign) {
            answer(Unexpected{campaign.error()});
        } else if (campaign->id != id) {
            answer(Unexpected{badAnswer(reply->status, u"id: another campaign"_s)});
        } else {
            answer(std::optional(std::move(*campaign)));
        }
    });
}

void SimGateway::lease(const LeaseRequest& asked, Answer<LeasePage> answer)
{
    start(request("POST", "/api/v1/leases", wire::compact(wire::write(asked))),
          reading<LeasePage>(std::move(answer), &wire::readLeasePage));
}

void SimGateway::renewLease(const LeaseId& id, Answer<Lease> answer)
{
    start(request("PUT", "/api/v1/leases/" + encoded(id.value)), reading<Lease>(std::move(answer), &wire::readLease));
}

void SimGateway::returnLease(const LeaseId& id, Answer<void> answer)
{
    start(request("DELETE", "/api/v1/leases/" + encoded(id.value)), withoutBody(std::move(answer)));
}

void SimGateway::push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer)
{
    if (!m_disk.isRunning()) {
        return;
    }
    m_watch.pushing(commands);
    auto made = request("POST", "/api/v1/commands", wire::compact(wire::writeCommands(commands)));
    QList<CommandId> asked;
    for (const auto& command : commands) {
        asked.append(command.id);
        made.commands.append(command.id.value);
    }
    start(std::move(made), [this, asked, answer = std::move(answer)](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
            return;
        }
        auto outcomes = readBody<QList<CommandOutcome>>(*reply, &wire::readOutcomes);
        if (!outcomes) {
            answer(Unexpected{outcomes.error()});
            return;
        }
        const auto fits =
            std::equal(outcomes->cbegin(), outcomes->cend(), asked.cbegin(), asked.cend(),
                       [](const CommandOutcome& outcome, const CommandId& id) { return outcome.id == id; });
        if (!fits) {
            answer(Unexpected{badAnswer(reply->status, u"results: not the ids that were sent, in order"_s)});
            return;
        }
        for (const auto& id : asked) {
            m_watch.heardOf(id);
        }
        answer(std::move(*outcomes));
    });
}

void SimGateway::outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer)
{
    using Outcome = GatewayResult<std::optional<CommandOutcome>>;
    auto target = "/api/v1/commands/" + encoded(id.value);
    if (voided > 0) {
        target += "?void=" + QByteArray::number(voided);
    }
    start(request("GET", target), [this, id, answer = std::move(answer)](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            const auto& error = reply.error();
            const auto neverSeen =
                error.httpStatus == 404 && error.problem && error.problem->type == ProblemType::NotFound;
            if (neverSeen) {
                m_watch.heardOf(id);
            }
            answer(neverSeen ? Outcome(std::optional<CommandOutcome>()) : Outcome(Unexpected{error}));
            return;
        }
        auto outcome = readBody<CommandOutcome>(*reply, &wire::readOutcome);
        if (!outcome) {
            answer(Unexpected{outcome.error()});
        } else if (outcome->id != id) {
            answer(Unexpected{badAnswer(reply->status, u"id: another command"_s)});
        } else {
            m_watch.heardOf(id);
            answer(std::optional(std::move(*outcome)));
        }
    });
}

void SimGateway::changes(const QString& after, Seconds wait, Answer<ChangesPage> answer)
{
    QByteArray target = "/api/v1/changes?wait=" + QByteArray::number(static_cast<qint64>(wait.count()));
    if (!after.isEmpty()) {
        target += "&after=" + encoded(after);
    }
    auto made = request("GET", target);
    made.wait = wait > Seconds{0} ? std::max(wait, kPoll) : wait;
    made.timeout += made.wait;
    start(std::move(made), [this, answer = std::move(answer)](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
            return;
        }
        auto page = readBody<ChangesPage>(*reply, &wire::readChangesPage);
        if (page) {
            for (const auto& change : page->changes) {
                if (const auto* status = std::get_if<MessageStatusChanged>(&change)) {
                    m_watch.heardOf({status->message.value});
                }
            }
        }
        answer(std::move(page));
    });
}

} // namespace textbank::simulation
