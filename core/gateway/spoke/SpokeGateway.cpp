#include "core/gateway/spoke/SpokeGateway.h"

#include "core/gateway/AttemptReading.h"
#include "core/gateway/spoke/SpokeBatches.h"
#include "core/gateway/spoke/SpokePush.h"
#include "core/gateway/spoke/SpokeSignIn.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

TransportError failed(ProblemType type)
{
    Problem problem;
    problem.type = type;
    return {Meaning::Failed, Fault::Problem, 200, problem, std::nullopt, {}};
}

spoke::Stream::Pace paceOf(const SpokeGateway::Limits& limits)
{
    spoke::Stream::Pace pace;
    pace.busy = limits.busyPoll;
    pace.calm = limits.calmPoll;
    return pace;
}

} // namespace

class SpokeGateway::Private
{
public:
    Private(const QUrl& address, const QByteArray& pin, const Clock& clock, const LocalRecord* record,
            const Limits& limits)
        : line(address, pin, clock, limits.timeout, limits.maxAnswerBytes)
        , book(line)
        , parts{line, book, record, limits.quiet, [this] { stream.poke(); }}
        , stream(parts, paceOf(limits))
        , sends(parts)
        , edits(parts)
        , batches(parts, stream)
        , signIn(line, book, address)
    {
    }
    /// Who is signed in is known before anything is sent.
    void withBook(const std::function<void(GatewayResult<void>)>& then);
    void readCampaign(const spoke::Todo& todo, const QString& knownVersion,
                      const Answer<std::optional<Campaign>>& answer);

    spoke::Line line;
    spoke::Book book;
    spoke::Parts parts;
    spoke::Stream stream;
    spoke::Sends sends;
    spoke::Edits edits;
    spoke::Batches batches;
    spoke::SignIn signIn;
};

SpokeGateway::SpokeGateway(const QUrl& address, const QByteArray& pin, const Clock& clock, const LocalRecord* record,
                           Limits limits)
    : d(std::make_unique<Private>(address, pin, clock, record, limits))
{
}

SpokeGateway::SpokeGateway(const QUrl& address, const QByteArray& pin, const Clock& clock, const LocalRecord* record)
    : SpokeGateway(address, pin, clock, record, Limits())
{
}

SpokeGateway::~SpokeGateway() { cancelAll(); }

void SpokeGateway::setToken(const QString& token)
{
    d->line.setToken(token);
    d->book.forget();
}

void SpokeGateway::discover(Answer<GatewayInfo> answer) { d->signIn.discover(std::move(answer)); }

void SpokeGateway::join(const JoinRequest& request, Answer<Joined> answer) { d->signIn.join(request, answer); }

// Its sessions cannot be ended there: an old cookie goes on to work. Whoever signs out forgets it.
void SpokeGateway::signOut(Answer<void> answer) { d->batches.releaseAll(answer); }

void SpokeGateway::Private::withBook(const std::function<void(GatewayResult<void>)>& then)
{
    if (book.isKnown()) {
        then({});
    } else {
        book.refresh(true, then);
    }
}

void SpokeGateway::me(Answer<Me> answer)
{
    d->book.refresh(true, [this, answer = std::move(answer)](const GatewayResult<void>& read) {
        if (!read) {
            answer(Unexpected{read.error()});
            return;
        }
        Me me;
        me.volunteer = VolunteerId{d->book.user()};
        me.displayName = d->book.displayName();
        me.role = spoke::roleOf(d->book.highestRole());
        me.frozen = d->book.isSuspended();
        for (const auto& todo : d->book.todos()) {
            const auto* organization = d->book.organization(todo.organization);
            if (todo.isArchived || organization == nullptr) {
                continue;
            }
            // What its version is only its texts can tell: the known one stands until the stream finds another.
            const auto* known = d->parts.record != nullptr ? d->parts.record->campaign(todo.campaign) : nullptr;
            me.campaigns.append({todo.campaign, todo.title, organization->name,
                                 known != nullptr ? known->version : QString(),
                                 spoke::mayAskForMore(todo) ? todo.more * todo.batchSize : 0});
        }
        answer(me);
    });
}

void SpokeGateway::campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer)
{
    d->withBook([=, this](const GatewayResult<void>& read) {
        if (!read) {
            answer(Unexpected{read.error()});
            return;
        }
        const auto* todo = d->book.ofCampaign(id);
        if (todo == nullptr || d->book.organization(todo->organization) == nullptr) {
            answer(Unexpected{failed(ProblemType::NotFound)});
            return;
        }
        d->readCampaign(*todo, knownVersion, answer);
    });
}

void SpokeGateway::Private::readCampaign(const spoke::Todo& todo, const QString& knownVersion,
                                         const Answer<std::optional<Campaign>>& answer)
{
    line.read(spoke::kScript, {{u"assignmentId"_s, todo.assignment}},
              [=, this](const Result<spoke::Reply, TransportError>& reply) {
                  if (!reply) {
                      answer(Unexpected{reply.error()});
                      return;
                  }
                  const auto* organization = book.organization(todo.organization);
                  if (reply->refused() || organization == nullptr) {
                      answer(Unexpected{failed(ProblemType::NotFound)});
                      return;
                  }
                  auto campaign = spoke::readCampaign(reply->value.toObject(), todo, *organization);
                  if (!campaign) {
                      answer(Unexpected{badAnswer(200, campaign.error().detail)});
                  } else if (campaign->version == knownVersion) {
                      answer(std::optional<Campaign>());
                  } else {
                      answer(std::optional(std::move(*campaign)));
                  }
              });
}

void SpokeGateway::lease(const LeaseRequest& request, Answer<LeasePage> answer) { d->batches.lease(request, answer); }

void SpokeGateway::renewLease(const LeaseId& id, Answer<Lease> answer) { d->batches.renew(id, answer); }

void SpokeGateway::returnLease(const LeaseId& id, Answer<void> answer) { d->batches.release(id.value, answer); }

void SpokeGateway::push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer)
{
    if (commands.isEmpty() || commands.size() > mostCommands()) {
        d->parts.later([answer = std::move(answer)] { answer(Unexpected{failed(ProblemType::TooLarge)}); });
        return;
    }
    const auto one = [this](const Command& command, const Answer<CommandOutcome>& done) {
        if (std::holds_alternative<SendPayload>(command.payload)) {
            d->sends.push(command, done);
        } else {
            d->edits.push(command, done);
        }
    };
    d->withBook([commands, one, answer = std::move(answer)](const GatewayResult<void>& read) {
        if (read) {
            spoke::Push::start(commands, one, answer);
            return;
        }
        const auto first = spoke::notBegun(commands.front(), read.error());
        if (!first) {
            answer(Unexpected{first.error()});
            return;
        }
        QList<CommandOutcome> outcomes;
        for (const auto& command : commands) {
            outcomes.append(spoke::refused(command, ProblemType::AttemptVoided));
        }
        answer(outcomes);
    });
}

void SpokeGateway::outcomeOf(const CommandId& id, int /*voided*/, Answer<std::optional<CommandOutcome>> answer)
{
    const auto command = d->parts.record != nullptr ? d->parts.record->command(id)
                                                    : Result<std::optional<Command>>(std::optional<Command>());
    const auto isText = command && *command && std::holds_alternative<SendPayload>((*command)->payload);
    if (!command) {
        d->parts.later([answer = std::move(answer), error = command.error()] {
            answer(Unexpected{
                TransportError{Meaning::RefusedForNow, Fault::Cancelled, 0, std::nullopt, std::nullopt, error.detail}});
        });
        return;
    }
    if (!isText) {
        // Done once more it comes to the same.
        d->parts.later([answer = std::move(answer)] { answer(std::optional<CommandOutcome>()); });
        return;
    }
    d->withBook([this, command = **command, answer = std::move(answer)](const GatewayResult<void>& read) {
        if (!read) {
            answer(Unexpected{read.error()});
        } else {
            d->sends.outcomeOf(command, answer);
        }
    });
}

void SpokeGateway::changes(const QString& after, Seconds wait, Answer<ChangesPage> answer)
{
    d->stream.changes(after, wait, std::move(answer));
}

void SpokeGateway::cancelAll()
{
    d->line.cancelAll();
    d->parts.alive = std::make_unique<QObject>();
    d->stream.cancelAll();
    d->sends.cancelAll();
    d->edits.cancelAll();
    d->batches.cancelAll();
}

std::optional<Millis> SpokeGateway::clockOffset() const { return d->line.clockOffset(); }

} // namespace textbank
