#include "core/gateway/ApiGateway.h"

#include "core/gateway/AttemptReading.h"
#include "core/gateway/Wire.h"

#include <QJsonObject>
#include <QUrl>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {

namespace {

QString encoded(const QString& id) { return QString::fromLatin1(QUrl::toPercentEncoding(id)); }

/// Reads a whole answer with one of the wire's readers; what cannot be read is a bad answer.
template<class T>
GatewayResult<T> readBody(const ApiReply& reply, Result<T> (*reader)(const QJsonObject&))
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
ApiDone reading(Answer<T> answer, Result<T> (*reader)(const QJsonObject&))
{
    return [answer = std::move(answer), reader](const Result<ApiReply, TransportError>& reply) {
        answer(reply ? readBody<T>(*reply, reader) : GatewayResult<T>(Unexpected{reply.error()}));
    };
}

ApiDone withoutBody(Answer<void> answer)
{
    return [answer = std::move(answer)](const Result<ApiReply, TransportError>& reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
        } else if (!reply->body.trimmed().isEmpty()) {
            answer(
                Unexpected{badAnswer(reply->status, u"body: something, where nothing belongs"_s)}); // A venue's page.
        } else {
            answer({});
        }
    };
}

/// Something answered, but not as the contract says a gateway introduces itself.
GatewayResult<GatewayInfo> readIntroduction(const Result<ApiReply, TransportError>& reply)
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

ApiCall ApiGateway::call(ApiCall::Verb verb, const QString& path) const
{
    ApiCall made;
    made.verb = verb;
    made.path = path;
    made.timeout = m_timeout;
    return made;
}

ApiCall ApiGateway::post(const QString& path, const QJsonObject& body) const
{
    auto made = call(ApiCall::Verb::Post, path);
    made.body = wire::compact(body);
    return made;
}

void ApiGateway::discover(Answer<GatewayInfo> answer)
{
    auto made = call(ApiCall::Verb::Get, u"/.well-known/textbank-gateway"_s);
    made.open = true;
    start(made, [this, answer = std::move(answer)](const Result<ApiReply, TransportError>& reply) {
        auto info = readIntroduction(reply);
        if (info) {
            m_clockReading.sawTime(info->clock, reply->sent, reply->received);
        }
        answer(std::move(info));
    });
}

void ApiGateway::join(const JoinRequest& request, Answer<Joined> answer)
{
    auto made = post(u"/api/v1/join"_s, wire::write(request));
    made.open = true;
    start(made, reading<Joined>(std::move(answer), &wire::readJoined));
}

void ApiGateway::signOut(Answer<void> answer)
{
    start(call(ApiCall::Verb::Delete, u"/api/v1/session"_s), withoutBody(std::move(answer)));
}

void ApiGateway::me(Answer<Me> answer)
{
    start(call(ApiCall::Verb::Get, u"/api/v1/me"_s), reading<Me>(std::move(answer), &wire::readMe));
}

void ApiGateway::campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer)
{
    auto made = call(ApiCall::Verb::Get, u"/api/v1/campaigns/"_s + encoded(id.value));
    if (!knownVersion.isEmpty()) {
        made.ifNoneMatch = '"' + knownVersion.toUtf8().toPercentEncoding("!#$&'()*+,/:;=?@[]") + '"';
    }
    const auto readCampaign = [id, answer = std::move(answer)](const Result<ApiReply, TransportError>& reply) {
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
    start(made, readCampaign);
}

void ApiGateway::lease(const LeaseRequest& request, Answer<LeasePage> answer)
{
    start(post(u"/api/v1/leases"_s, wire::write(request)), reading<LeasePage>(std::move(answer), &wire::readLeasePage));
}

void ApiGateway::renewLease(const LeaseId& id, Answer<Lease> answer)
{
    start(call(ApiCall::Verb::Put, u"/api/v1/leases/"_s + encoded(id.value)),
          reading<Lease>(std::move(answer), &wire::readLease));
}

void ApiGateway::returnLease(const LeaseId& id, Answer<void> answer)
{
    start(call(ApiCall::Verb::Delete, u"/api/v1/leases/"_s + encoded(id.value)), withoutBody(std::move(answer)));
}

void ApiGateway::push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer)
{
    QList<CommandId> asked;
    asked.reserve(commands.size());
    for (const auto& command : commands) {
        asked.append(command.id);
    }
    const auto readOutcomes = [asked, answer = std::move(answer)](const Result<ApiReply, TransportError>& reply) {
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
    start(post(u"/api/v1/commands"_s, wire::writeCommands(commands)), readOutcomes);
}

void ApiGateway::outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer)
{
    const auto readOutcome = [id, answer = std::move(answer)](const Result<ApiReply, TransportError>& reply) {
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
    auto made = call(ApiCall::Verb::Get, u"/api/v1/commands/"_s + encoded(id.value));
    if (voided > 0) {
        made.query.addQueryItem(u"void"_s, QString::number(voided));
    }
    start(made, readOutcome);
}

void ApiGateway::changes(const QString& after, Seconds wait, Answer<ChangesPage> answer)
{
    auto made = call(ApiCall::Verb::Get, u"/api/v1/changes"_s);
    if (!after.isEmpty()) {
        made.query.addQueryItem(u"after"_s, encoded(after));
    }
    made.query.addQueryItem(u"wait"_s, QString::number(wait.count()));
    made.timeout += wait;
    start(made, reading<ChangesPage>(std::move(answer), &wire::readChangesPage));
}

std::optional<Millis> ApiGateway::clockOffset() const { return m_clockReading.offset(); }

} // namespace textbank
