#include "core/gateway/HttpGateway.h"

#include "core/gateway/AttemptReading.h"
#include "core/gateway/HttpGatewayTransport.h"
#include "core/gateway/Wire.h"

using namespace Qt::StringLiterals;

namespace textbank {

using Transport = HttpGatewayTransport;

namespace {

QString encoded(const QString& id) { return QString::fromLatin1(QUrl::toPercentEncoding(id)); }

/// Reads a whole answer with one of the wire's readers; what cannot be read is a bad answer.
template<class T>
GatewayResult<T> readBody(const Transport::Reply& reply, Result<T> (*reader)(const QJsonObject&))
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
Transport::Done reading(Answer<T> answer, Result<T> (*reader)(const QJsonObject&))
{
    return [answer = std::move(answer), reader](Result<Transport::Reply, TransportError> reply) {
        answer(reply ? readBody<T>(*reply, reader) : GatewayResult<T>(Unexpected{reply.error()}));
    };
}

Transport::Done withoutBody(Answer<void> answer)
{
    return [answer = std::move(answer)](Result<Transport::Reply, TransportError> reply) {
        answer(reply ? GatewayResult<void>() : GatewayResult<void>(Unexpected{reply.error()}));
    };
}

/// Something answered, but not as the contract says a gateway introduces itself.
GatewayResult<GatewayInfo> readIntroduction(const Result<Transport::Reply, TransportError>& reply)
{
    if (!reply) {
        auto error = reply.error();
        const auto answered = error.httpStatus > 0 && error.meaning != Meaning::RefusedForNow;
        if (answered &&
            (error.fault == Fault::Http || error.fault == Fault::Problem || error.fault == Fault::TooLarge)) {
            error.fault = Fault::NotAGateway;
        }
        return Unexpected{error};
    }
    auto info = readBody<GatewayInfo>(*reply, &wire::readGatewayInfo);
    if (!info) {
        auto error = info.error();
        error.fault = Fault::NotAGateway;
        return Unexpected{error};
    }
    if (!info->apiVersions.contains(u"v1"_s)) {
        auto error = badAnswer(reply->status, u"apiVersions"_s);
        error.fault = Fault::VersionMismatch;
        return Unexpected{error};
    }
    return info;
}

} // namespace

class HttpGateway::Private
{
public:
    Private(QUrl address, QByteArray pin, const Clock& clock, Limits given)
        : transport(std::move(address), std::move(pin), clock, given.maxAnswerBytes)
        , limits(given)
    {
    }

    Transport::Call call(Transport::Verb verb, const QString& path) const
    {
        Transport::Call made;
        made.verb = verb;
        made.path = path;
        made.timeout = limits.timeout;
        return made;
    }
    Transport::Call post(const QString& path, const QJsonObject& body) const
    {
        auto made = call(Transport::Verb::Post, path);
        made.body = wire::compact(body);
        return made;
    }

    Transport transport;
    Limits limits;
};

HttpGateway::HttpGateway(QUrl address, QByteArray pin, const Clock& clock, Limits limits)
    : d(std::make_unique<Private>(std::move(address), std::move(pin), clock, limits))
{
}

HttpGateway::HttpGateway(QUrl address, QByteArray pin, const Clock& clock)
    : HttpGateway(std::move(address), std::move(pin), clock, Limits{})
{
}

HttpGateway::~HttpGateway() = default;

void HttpGateway::setToken(const QString& token) { d->transport.setToken(token); }

void HttpGateway::discover(Answer<GatewayInfo> answer)
{
    auto call = d->call(Transport::Verb::Get, u"/.well-known/textbank-gateway"_s);
    call.open = true;
    d->transport.start(call, [this, answer = std::move(answer)](Result<Transport::Reply, TransportError> reply) {
        auto info = readIntroduction(reply);
        if (info) {
            d->transport.clockReading().sawTime(info->clock, reply->sent, reply->received);
        }
        answer(std::move(info));
    });
}

void HttpGateway::join(const JoinRequest& request, Answer<Joined> answer)
{
    auto call = d->post(u"/api/v1/join"_s, wire::write(request));
    call.open = true;
    d->transport.start(call, reading<Joined>(std::move(answer), &wire::readJoined));
}

void HttpGateway::signOut(Answer<void> answer)
{
    d->transport.start(d->call(Transport::Verb::Delete, u"/api/v1/session"_s), withoutBody(std::move(answer)));
}

void HttpGateway::me(Answer<Me> answer)
{
    d->transport.start(d->call(Transport::Verb::Get, u"/api/v1/me"_s), reading<Me>(std::move(answer), &wire::readMe));
}

void HttpGateway::campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer)
{
    auto call = d->call(Transport::Verb::Get, u"/api/v1/campaigns/"_s + encoded(id.value));
    if (!knownVersion.isEmpty()) {
        call.ifNoneMatch = '"' + knownVersion.toUtf8().toPercentEncoding("!#$&'()*+,/:;=?@[]") + '"';
    }
    const auto readCampaign = [id, answer = std::move(answer)](Result<Transport::Reply, TransportError> reply) {
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
    };
    d->transport.start(call, readCampaign);
}

void HttpGateway::lease(const LeaseRequest& request, Answer<LeasePage> answer)
{
    d->transport.start(d->post(u"/api/v1/leases"_s, wire::write(request)),
                       reading<LeasePage>(std::move(answer), &wire::readLeasePage));
}

void HttpGateway::renewLease(const LeaseId& id, Answer<Lease> answer)
{
    d->transport.start(d->call(Transport::Verb::Put, u"/api/v1/leases/"_s + encoded(id.value)),
                       reading<Lease>(std::move(answer), &wire::readLease));
}

void HttpGateway::returnLease(const LeaseId& id, Answer<void> answer)
{
    d->transport.start(d->call(Transport::Verb::Delete, u"/api/v1/leases/"_s + encoded(id.value)),
                       withoutBody(std::move(answer)));
}

void HttpGateway::push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer)
{
    QList<CommandId> asked;
    asked.reserve(commands.size());
    for (const auto& command : commands) {
        asked.append(command.id);
    }
    const auto readOutcomes = [asked, answer = std::move(answer)](Result<Transport::Reply, TransportError> reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
            return;
        }
        auto outcomes = readBody<QList<CommandOutcome>>(*reply, &wire::readOutcomes);
        if (!outcomes) {
            answer(Unexpected{outcomes.error()});
            return;
        }
        // An outcome counted for the wrong command would settle a text that was never sent.
        const auto fits =
            std::equal(outcomes->cbegin(), outcomes->cend(), asked.cbegin(), asked.cend(),
                       [](const CommandOutcome& outcome, const CommandId& id) { return outcome.id == id; });
        if (fits) {
            answer(std::move(*outcomes));
        } else {
            answer(Unexpected{badAnswer(reply->status, u"results: not the ids that were sent, in order"_s)});
        }
    };
    d->transport.start(d->post(u"/api/v1/commands"_s, wire::writeCommands(commands)), readOutcomes);
}

void HttpGateway::outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer)
{
    const auto readOutcome = [id, answer = std::move(answer)](Result<Transport::Reply, TransportError> reply) {
        if (!reply) {
            // Only the gateway's own 404 means "never seen"; a proxy's says nothing about the command.
            const auto& error = reply.error();
            const auto neverSeen =
                error.httpStatus == 404 && error.problem && error.problem->type == ProblemType::NotFound;
            answer(neverSeen ? GatewayResult<std::optional<CommandOutcome>>(std::optional<CommandOutcome>())
                             : GatewayResult<std::optional<CommandOutcome>>(Unexpected{error}));
            return;
        }
        auto outcome = readBody<CommandOutcome>(*reply, &wire::readOutcome);
        if (!outcome) {
            answer(Unexpected{outcome.error()});
        } else if (outcome->id != id) {
            answer(Unexpected{badAnswer(reply->status, u"id: another command"_s)});
        } else {
            answer(std::optional(std::move(*outcome)));
        }
    };
    auto call = d->call(Transport::Verb::Get, u"/api/v1/commands/"_s + encoded(id.value));
    if (voided > 0) {
        call.query.addQueryItem(u"void"_s, QString::number(voided));
    }
    d->transport.start(call, readOutcome);
}

void HttpGateway::changes(const QString& after, Seconds wait, Answer<ChangesPage> answer)
{
    auto call = d->call(Transport::Verb::Get, u"/api/v1/changes"_s);
    if (!after.isEmpty()) {
        call.query.addQueryItem(u"after"_s, encoded(after));
    }
    call.query.addQueryItem(u"wait"_s, QString::number(wait.count()));
    call.timeout += wait;
    d->transport.start(call, reading<ChangesPage>(std::move(answer), &wire::readChangesPage));
}

void HttpGateway::cancelAll() { d->transport.cancelAll(); }

std::optional<Millis> HttpGateway::clockOffset() const { return d->transport.clockReading().offset(); }

} // namespace textbank
