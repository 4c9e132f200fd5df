#include "tests/simulation/SimNetwork.h"

using namespace Qt::StringLiterals;

namespace textbank::simulation {
namespace {

HttpAnswer page(int status, const QByteArray& retryAfter = {})
{
    HttpAnswer answer{status, "text/html", "<html>Please sign in to the network</html>", {}, {}};
    if (!retryAfter.isEmpty()) {
        answer.headers.append({"Retry-After", retryAfter});
    }
    return answer;
}

bool saysNothing(const HttpAnswer& answer) { return answer.status == 200 && answer.body.contains("\"changes\":[]"); }

} // namespace

const char* nameOf(Mishap mishap)
{
    static constexpr const char* names[] = {"none",
                                            "refused",
                                            "offline",
                                            "lost-request",
                                            "cut-request",
                                            "lost-answer",
                                            "late-answer",
                                            "late-request",
                                            "twice",
                                            "slow",
                                            "cut-answer",
                                            "garbled-answer",
                                            "portal",
                                            "bad-gateway",
                                            "gateway-timeout",
                                            "broken",
                                            "busy",
                                            "too-many",
                                            "forbidden-by-proxy",
                                            "sign-in-to-venue",
                                            "older-answer"};
    static_assert(std::size(names) == static_cast<size_t>(Mishap::Count));
    return names[static_cast<size_t>(mishap)];
}

SimNetwork::SimNetwork(quint64 seed, SimTime& time, SimServer& server)
    : m_time(time)
    , m_server(server)
    , m_random(mixed(seed, 77))
{
}

Millis SimNetwork::latency() { return Millis{5 + m_random.pick(195)}; }

void SimNetwork::setWeather(int machine, Mishap mishap, int count, bool pushesOnly)
{
    m_weather[machine].append({mishap, count, pushesOnly});
}

void SimNetwork::clear()
{
    m_weather.clear();
    m_offline.clear();
    m_rough = 0;
}

Mishap SimNetwork::mishapFor(const Request& request)
{
    if (isOffline(request.machine)) {
        return Mishap::Offline;
    }
    const auto wasAsked = m_earlier.contains(questionOf(request.http));
    auto& weather = m_weather[request.machine];
    for (qsizetype i = 0; i < weather.size(); ++i) {
        auto& each = weather[i];
        const auto waits =
            each.mishap == Mishap::OlderAnswer ? !wasAsked : each.pushesOnly && request.commands.isEmpty();
        if (waits) {
            continue;
        }
        const auto mishap = each.mishap;
        if (--each.count <= 0) {
            weather.removeAt(i);
        }
        return mishap;
    }
    if (m_rough > 0 && m_random.oneIn(m_rough)) {
        const auto mishap = static_cast<Mishap>(1 + m_random.pick(static_cast<quint32>(Mishap::Count) - 1));
        return mishap == Mishap::OlderAnswer && !wasAsked ? Mishap::None : mishap;
    }
    return Mishap::None;
}

quint64 SimNetwork::call(Request request, Done done)
{
    const auto id = ++m_lastId;
    for (const auto& command : request.commands) {
        m_lastCarrier.insert({request.machine, command}, id);
    }
    auto& made = m_calls[id];
    made.mishap = mishapFor(request);
    made.request = std::move(request);
    made.request.http.id = id;
    made.done = std::move(done);
    if (onMishap && made.mishap != Mishap::None) {
        onMishap(made.mishap);
    }
    if (note) {
        note(u"call %1 of laptop %2: %3 %4%5"_s.arg(id)
                 .arg(made.request.machine)
                 .arg(QString::fromLatin1(made.request.http.method), QString::fromLatin1(made.request.http.target))
                 .arg(made.mishap == Mishap::None ? QString() : u" ("_s + QLatin1String(nameOf(made.mishap)) + u')'));
    }
    m_time.in(made.request.timeout, [this, id] { end(id, AttemptEnd::TimedOut, {}); });
    switch (made.mishap) {
    case Mishap::Offline:
        neverArrived(made);
        end(id, AttemptEnd::Offline, Millis{1});
        break;
    case Mishap::Refused:
        neverArrived(made);
        end(id, AttemptEnd::ConnectionRefused, latency());
        break;
    case Mishap::LostRequest:
        break;
    case Mishap::CutRequest:
        end(id, AttemptEnd::Closed, latency());
        break;
    case Mishap::LateRequest:
        m_time.in(made.request.timeout + Millis{m_random.pick(600'000)}, [this, id] { arrive(id); });
        break;
    case Mishap::Slow:
        m_time.in(Millis{1000 + m_random.pick(9000)}, [this, id] { arrive(id); });
        break;
    case Mishap::Portal:
        end(id, answered(page(200), {}), latency());
        break;
    case Mishap::BadGateway:
        end(id, answered(page(502), {}), latency());
        break;
    case Mishap::Broken:
        end(id, answered(page(500), {}), latency());
        break;
    case Mishap::ForbiddenByProxy:
        neverArrived(made);
        end(id, answered(page(403), {}), latency());
        break;
    case Mishap::SignInToVenue:
        neverArrived(made);
        end(id, answered(page(401), {}), latency());
        break;
    case Mishap::Busy:
        neverArrived(made);
        end(id, answered(page(503, QByteArray::number(m_random.pick(90))), {}), latency());
        break;
    case Mishap::TooMany:
        neverArrived(made);
        end(id, answered(page(429, QByteArray::number(m_random.pick(90))), {}), latency());
        break;
    case Mishap::OlderAnswer: {
        const auto earlier = m_earlier.value(questionOf(made.request.http));
        end(id, answered(earlier, earlier.clock), latency());
        break;
    }
    case Mishap::Twice:
        made.copied = true;
        m_time.in(latency(), [this, id] { arrive(id); });
        m_time.in(Millis{m_random.pick(60'000)}, [this, http = made.request.http] { arriveAgain(http); });
        break;
    default:
        m_time.in(latency(), [this, id] { arrive(id); });
        break;
    }
    return id;
}

bool SimNetwork::mayRepeat(const HttpRequest& request)
{
    return request.method == "GET" && (request.target.contains("/changes") || request.target.contains("/commands/"));
}

void SimNetwork::forget(quint64 call)
{
    if (const auto found = m_calls.find(call); found != m_calls.end()) {
        found->second.open = false;
        found->second.done = {};
        found->second.held = false;
    }
}

bool SimNetwork::duplicate(quint32 nth)
{
    QList<quint64> carriers;
    for (const auto& [id, call] : m_calls) {
        if (!call.request.commands.isEmpty() && !m_neverArrived.contains(id)) {
            carriers.append(id);
        }
    }
    if (carriers.isEmpty()) {
        return false;
    }
    auto& call = m_calls[carriers.at(nth % static_cast<quint32>(carriers.size()))];
    call.copied = true;
    m_time.in(latency(), [this, http = call.request.http] { arriveAgain(http); });
    return true;
}

void SimNetwork::neverArrived(const Call& call)
{
    if (!call.request.commands.isEmpty()) {
        m_neverArrived.insert(call.request.http.id, true);
    }
}

bool SimNetwork::mayArrive(int machine, const QString& command) const
{
    const auto last = m_lastCarrier.constFind({machine, command});
    return last != m_lastCarrier.constEnd() && !m_neverArrived.contains(*last);
}

void SimNetwork::arriveAgain(const HttpRequest& request)
{
    if (m_server.isUp()) {
        if (note) {
            note(u"call %1 arrives again"_s.arg(request.id));
        }
        m_server.handle(request);
    }
}

void SimNetwork::arrive(quint64 id)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end()) {
        return;
    }
    auto& call = found->second;
    if (isOffline(call.request.machine) && call.mishap != Mishap::LateRequest) {
        return; // Lost on the way; the client gives up in its time.
    }
    if (!m_server.isUp()) {
        if (call.open && !call.copied) {
            neverArrived(call);
        }
        end(id, call.copied ? AttemptEnd::Closed : AttemptEnd::ConnectionRefused, latency());
        return;
    }
    const auto http = call.request.http;
    const auto answer = m_server.handle(http);
    const auto still = m_calls.find(id);
    if (!answer) {
        end(id, AttemptEnd::Closed, latency());
        return;
    }
    if (still == m_calls.end() || !still->second.open) {
        if (note) {
            note(u"call %1 arrived too late: %2"_s.arg(id).arg(answer->status));
        }
        return;
    }
    if (still->second.request.wait > Seconds{0} && saysNothing(*answer)) {
        hold(id, still->second);
        return;
    }
    respond(id, *answer);
}

void SimNetwork::hold(quint64 id, Call& call)
{
    // The newest poll of a session stays; one before it is answered.
    for (auto& [other, held] : m_calls) {
        if (other != id && held.held && held.request.http.token == call.request.http.token) {
            held.held = false;
            m_time.in(Millis{1}, [this, other = other] { lookAgain(other, true); });
        }
    }
    call.held = true;
    m_time.in(call.request.wait, [this, id] { lookAgain(id, true); });
}

void SimNetwork::changesFor(const VolunteerId& volunteer)
{
    for (auto& [id, call] : m_calls) {
        if (call.held && !call.asked && call.request.volunteer == volunteer) {
            call.asked = true;
            m_time.in(Millis{2}, [this, id = id] { lookAgain(id, false); });
        }
    }
}

void SimNetwork::lookAgain(quint64 id, bool last)
{
    const auto found = m_calls.find(id);
    if (found == m_calls.end() || !found->second.open || !m_server.isUp() || (!last && !found->second.held)) {
        return;
    }
    found->second.asked = false;
    const auto http = found->second.request.http;
    const auto answer = m_server.handle(http);
    if (!answer) {
        return; // serverDied() ended it.
    }
    if (last || !saysNothing(*answer)) {
        found->second.held = false;
        respond(id, *answer);
    }
}

void SimNetwork::serverDied()
{
    QList<quint64> held;
    for (auto& [id, call] : m_calls) {
        if (call.held) {
            call.held = false;
            held.append(id);
        }
    }
    for (const auto id : held) {
        end(id, AttemptEnd::Closed, Millis{5});
    }
}

SimNetwork::End SimNetwork::answered(const HttpAnswer& answer, std::optional<Instant> clock)
{
    End end;
    end.attempt.end = AttemptEnd::Answered;
    end.attempt.httpStatus = answer.status;
    end.attempt.body = answer.body;
    for (const auto& [name, value] : answer.headers) {
        if (name == "Retry-After") {
            end.attempt.retryAfter = value;
        }
    }
    end.clock = clock;
    return end;
}

void SimNetwork::respond(quint64 id, const HttpAnswer& answer)
{
    auto& call = m_calls[id];
    if (isOffline(call.request.machine)) {
        return;
    }
    const auto& asked = call.request.http;
    if (answer.status == 200 && mayRepeat(asked) && !m_earlier.contains(questionOf(asked))) {
        m_earlier.insert(questionOf(asked), answer);
    }
    if ((answer.status >= 400 && answer.status < 500) || answer.status == 503) {
        neverArrived(call); // The whole of it was turned away.
    }
    switch (call.mishap) {
    case Mishap::LostAnswer:
    case Mishap::CutAnswer:
        end(id, AttemptEnd::Closed, latency());
        return;
    case Mishap::LateAnswer:
        return;
    case Mishap::GatewayTimeout:
        end(id, answered(page(504), {}), latency());
        return;
    case Mishap::GarbledAnswer:
        if (answer.body.size() > 2) {
            auto cut = answer;
            cut.body.truncate(1 + m_random.pick(static_cast<quint32>(answer.body.size()) - 1));
            end(id, answered(cut, answer.clock), latency());
            return;
        }
        break;
    case Mishap::Slow:
        end(id, answered(answer, answer.clock), Millis{m_random.pick(8000)});
        return;
    default:
        break;
    }
    end(id, answered(answer, answer.clock), latency());
}

void SimNetwork::end(quint64 id, AttemptEnd how, Millis wait)
{
    End end;
    end.attempt.end = how;
    this->end(id, std::move(end), wait);
}

void SimNetwork::end(quint64 id, End end, Millis wait)
{
    if (wait > Millis{0}) {
        m_time.in(wait, [this, id, end = std::move(end)]() mutable { this->end(id, std::move(end), {}); });
        return;
    }
    const auto found = m_calls.find(id);
    if (found == m_calls.end() || !found->second.open) {
        return;
    }
    found->second.open = false;
    found->second.held = false;
    const auto done = std::exchange(found->second.done, {});
    const auto clock = found->second.request.clock;
    // What is still to arrive keeps its request.
    if (found->second.mishap != Mishap::LateRequest && end.attempt.end != AttemptEnd::TimedOut) {
        m_calls.erase(found);
    }
    if (note) {
        note(u"call %1 ends: %2 %3"_s.arg(id).arg(static_cast<int>(end.attempt.end)).arg(end.attempt.httpStatus));
    }
    if (done) {
        end.attempt.now = clock != nullptr ? clock->now() : m_time.now();
        done(end);
    }
}

bool SimNetwork::isQuiet() const
{
    return std::all_of(m_calls.cbegin(), m_calls.cend(),
                       [](const auto& each) { return !each.second.open || each.second.held; });
}

bool SimNetwork::isListening(int machine) const
{
    return std::any_of(m_calls.cbegin(), m_calls.cend(), [machine](const auto& each) {
        return each.second.held && each.second.request.machine == machine;
    });
}

} // namespace textbank::simulation
