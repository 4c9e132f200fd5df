#pragma once

#include "core/gateway/AttemptReading.h"
#include "core/host/http/HttpMessages.h"
#include "tests/simulation/SimChance.h"
#include "tests/simulation/SimServer.h"
#include "tests/simulation/SimTime.h"

#include <QHash>
#include <QStringList>
#include <functional>
#include <list>
#include <map>

namespace textbank::simulation {

/// What can happen to one call between a laptop and the gateway.
enum class Mishap {
    None,
    Refused,          ///< Nobody listens.
    Offline,          ///< Not even started.
    LostRequest,      ///< It never arrives; the client waits until it gives up.
    CutRequest,       ///< It never arrives; the client sees the connection end.
    LostAnswer,       ///< It arrives; the connection ends before the answer.
    LateAnswer,       ///< It arrives; the answer comes when nobody waits any more.
    LateRequest,      ///< The client gives up; it arrives long after, maybe behind others.
    Twice,            ///< It arrives a second time later.
    Slow,             ///< Seconds each way: others overtake it.
    CutAnswer,        ///< The answer ends in the middle, and that is seen.
    GarbledAnswer,    ///< The answer ends in the middle and claims to be whole.
    Portal,           ///< Somebody else answers, with a page and status 200.
    BadGateway,       ///< 502, and it did not arrive.
    GatewayTimeout,   ///< 504, and it arrived.
    Broken,           ///< 500 by something in between; it did not arrive.
    Busy,             ///< 503 with Retry-After.
    TooMany,          ///< 429 with Retry-After.
    ForbiddenByProxy, ///< 403 with a page.
    SignInToVenue,    ///< 401 with a page.
    OlderAnswer,      ///< Something in between gives what the same question was answered with before, clock and all.
    Count
};
const char* nameOf(Mishap mishap);

/// Everything between laptops and the gateway. Each call ends once for its caller, whatever becomes of it; what is on
/// its way goes on after its caller died.
class SimNetwork
{
public:
    struct End
    {
        Attempt attempt;
        std::optional<Instant> clock; ///< The gateway's, as its Date header says.
    };
    using Done = std::function<void(const End& end)>;

    SimNetwork(quint64 seed, SimTime& time, SimServer& server);

    struct Request
    {
        int machine = 0;
        HttpRequest http;
        Millis timeout{};
        Seconds wait{};         ///< Of a poll.
        VolunteerId volunteer;  ///< Whose poll.
        QStringList commands{}; ///< Ids that it carries up.
        const Clock* clock = nullptr;
    };
    quint64 call(Request request, Done done);
    /// Its caller is gone. What it sent goes on.
    void forget(quint64 call);

    /// The next `count` calls of a machine, or those of them that carry commands up.
    void setWeather(int machine, Mishap mishap, int count, bool pushesOnly);
    void setOffline(int machine, bool offline) { m_offline[machine] = offline; }
    bool isOffline(int machine) const { return m_offline.value(machine); }
    /// One of so many calls fails in some way by itself; 0 for none.
    void setRough(quint32 oneOf) { m_rough = oneOf; }
    void clear();
    /// The nth call that carries commands and is on its way comes a second time.
    bool duplicate(quint32 nth);

    void changesFor(const VolunteerId& volunteer);
    void serverDied();
    /// Calls under way that are not polls held open.
    bool isQuiet() const;
    /// The gateway holds a poll of this machine open.
    bool isListening(int machine) const;
    /// Whether the last call of this machine that carried this command may have reached the gateway, or may yet.
    bool mayArrive(int machine, const QString& command) const;

    std::function<void(const QString&)> note; ///< For the trace; may be empty.
    std::function<void(Mishap)> onMishap;     ///< Each call that something happens to.

private:
    struct Call
    {
        Request request;
        Done done;
        Mishap mishap = Mishap::None;
        bool open = true;    ///< The caller still waits.
        bool held = false;   ///< A poll with nothing to say.
        bool asked = false;  ///< A held poll is about to be looked at again.
        bool copied = false; ///< It is on its way twice, so it certainly left.
    };
    struct Weather
    {
        Mishap mishap = Mishap::None;
        int count = 0;
        bool pushesOnly = false;
    };
    Mishap mishapFor(const Request& request);
    Millis latency();
    /// Whether an answer to this may come again: of the same state, or an earlier one, that the client may be in.
    static bool mayRepeat(const HttpRequest& request);
    static QByteArray questionOf(const HttpRequest& request) { return request.token + ' ' + request.target; }
    void arrive(quint64 id);
    void arriveAgain(const HttpRequest& request);
    void hold(quint64 id, Call& call);
    void lookAgain(quint64 id, bool last);
    void respond(quint64 id, const HttpAnswer& answer);
    void end(quint64 id, End end, Millis wait);
    void end(quint64 id, AttemptEnd how, Millis wait);
    void neverArrived(const Call& call);
    static End answered(const HttpAnswer& answer, std::optional<Instant> clock);

    SimTime& m_time;
    SimServer& m_server;
    SimRandom m_random;
    std::map<quint64, Call> m_calls; ///< Ordered: whoever is told first must not depend on a hash.
    quint64 m_lastId = 0;
    QHash<int, QList<Weather>> m_weather;
    QHash<int, bool> m_offline;
    quint32 m_rough = 0;
    QHash<QByteArray, HttpAnswer> m_earlier; ///< The first answer to each question that may come again.
    QHash<std::pair<int, QString>, quint64> m_lastCarrier;
    QHash<quint64, bool> m_neverArrived;
};

} // namespace textbank::simulation
