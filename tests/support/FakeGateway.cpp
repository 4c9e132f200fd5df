#include "tests/support/FakeGateway.h"

#include <QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

TransportError problemError(int status, Meaning meaning, ProblemType type)
{
    TransportError error;
    error.meaning = meaning;
    error.fault = Fault::Problem;
    error.httpStatus = status;
    error.problem = Problem{type, problemSlug(type), {}, {}, {}};
    return error;
}

Problem problem(ProblemType type) { return Problem{type, problemSlug(type), {}, {}, {}}; }

} // namespace

FakeGateway::FakeGateway(const Clock& clock, Delivery delivery)
    : m_clock(clock)
    , m_delivery(delivery)
    , m_epoch(std::make_shared<int>(0))
{
    m_info.name = u"Fake gateway"_s;
    m_info.organisation = u"Friends of the Library"_s;
    m_info.apiVersions = {u"v1"_s};
    m_info.signInWays = {u"join-code"_s};
    m_info.capabilities = {u"leases"_s, u"changes.long-poll"_s};
}

FakeGateway::~FakeGateway() = default;

TransportError FakeGateway::refusal(ProblemType type) { return problemError(422, Meaning::Refused, type); }

void FakeGateway::addCampaign(const Campaign& campaign) { m_campaigns[campaign.id.value] = campaign; }

void FakeGateway::addToPool(const QList<Contact>& contacts) { m_pool += contacts; }

void FakeGateway::addChange(const Change& change)
{
    m_changes.append(change);
    if (m_delivery == Delivery::EventLoop) {
        QTimer::singleShot(0, [this, alive = std::weak_ptr(m_epoch)] {
            if (!alive.expired()) {
                deliverAll();
            }
        });
    }
}

void FakeGateway::receive(const ContactId& contact, const QString& text)
{
    Message message;
    message.id = MessageId{u"in-%1"_s.arg(++m_serial)};
    message.contact = contact;
    message.text = text;
    message.at = theirNow();
    addChange(MessageReceived{message});
    if (text.compare("STOP"_L1, Qt::CaseInsensitive) == 0 && m_contacts.contains(contact.value)) {
        optOut(m_contacts.value(contact.value).phone, contact);
    }
}

void FakeGateway::optOut(const PhoneNumber& number, const ContactId& contact)
{
    m_optedOut.insert(number.e164());
    addChange(OptOutAdded{number, contact, OptOutSource::Gateway, {}, theirNow()});
}

void FakeGateway::liftOptOut(const PhoneNumber& number)
{
    m_optedOut.remove(number.e164());
    addChange(OptOutRemoved{number, QStringLiteral("staff")});
}

void FakeGateway::failNext(Verb verb, Trouble trouble, int times)
{
    for (int i = 0; i < times; ++i) {
        m_next[static_cast<int>(verb)].append(trouble);
    }
}

bool FakeGateway::deliverOne()
{
    const auto due = std::find_if(m_waiting.begin(), m_waiting.end(), [](const Waiting& w) { return w.isDue(); });
    if (due == m_waiting.end()) {
        return false;
    }
    const auto run = std::move(due->run);
    m_waiting.erase(due);
    run();
    return true;
}

void FakeGateway::deliverAll()
{
    const auto alive = std::weak_ptr(m_epoch);
    while (!alive.expired() && deliverOne()) {
    }
}

std::optional<Instant> FakeGateway::nextDue() const
{
    std::optional<Instant> next;
    for (const auto& waiting : m_waiting) {
        if (waiting.at && (!next || *waiting.at < *next)) {
            next = waiting.at;
        }
    }
    return next;
}

int FakeGateway::timesTexted(const CommandId& id) const
{
    return static_cast<int>(
        std::count_if(m_texted.cbegin(), m_texted.cend(), [&](const Texted& t) { return t.id == id; }));
}

int FakeGateway::calls() const
{
    int sum = 0;
    for (const auto count : m_calls) {
        sum += count;
    }
    return sum;
}

int FakeGateway::answersFor(const QString& value) const
{
    return static_cast<int>(std::count_if(m_accepted.cbegin(), m_accepted.cend(), [&](const Command& command) {
        const auto* answer = std::get_if<AnswerPayload>(&command.payload);
        return answer != nullptr && answer->value == value;
    }));
}

template<class T>
void FakeGateway::serve(Verb verb, std::function<GatewayResult<T>()> act, Answer<T> answer)
{
    ++m_calls[static_cast<int>(verb)];
    const auto trouble = troubleFor(verb);
    switch (trouble) {
    case Trouble::Silence:
        wait({[] { return false; }, [] {}, {}});
        return;
    case Trouble::None:
        wait({[] { return true; },
              [this, result = act(), answer = std::move(answer)] {
                  m_heard = true;
                  answer(result);
              },
              {}});
        return;
    case Trouble::Twice: {
        const auto first = act();
        Q_UNUSED(first)
        wait({[] { return true; },
              [this, result = act(), answer = std::move(answer)] {
                  m_heard = true;
                  answer(result);
              },
              {}});
        return;
    }
    case Trouble::LoseAnswer:
    case Trouble::BadAnswer: {
        const auto lost = act();
        Q_UNUSED(lost)
        break;
    }
    default:
        break;
    }
    wait({[] { return true; },
          [this, error = errorFor(trouble), answer = std::move(answer)] {
              m_heard = m_heard || error.httpStatus > 0;
              answer(Unexpected{error});
          },
          {}});
}

void FakeGateway::wait(Waiting waiting)
{
    m_waiting.push_back(std::move(waiting));
    if (m_delivery == Delivery::EventLoop) {
        QTimer::singleShot(0, [this, alive = std::weak_ptr(m_epoch)] {
            if (!alive.expired()) {
                deliverOne();
            }
        });
    }
}

FakeGateway::Trouble FakeGateway::troubleFor(Verb verb)
{
    auto& planned = m_next[static_cast<int>(verb)];
    if (!planned.isEmpty()) {
        return planned.takeFirst();
    }
    return m_chooser ? m_chooser(verb) : Trouble::None;
}

TransportError FakeGateway::errorFor(Trouble trouble) const
{
    TransportError error;
    switch (trouble) {
    case Trouble::NeverLeft:
        error.meaning = Meaning::NeverLeft;
        error.fault = Fault::ConnectionRefused;
        break;
    case Trouble::RefuseForNow:
        error.meaning = Meaning::RefusedForNow;
        error.httpStatus = 503;
        error.retryAfter = m_retryAfter;
        break;
    case Trouble::SignedOut:
        return problemError(401, Meaning::NotSignedIn, ProblemType::Unauthenticated);
    case Trouble::Forbidden:
        return problemError(403, Meaning::Failed, ProblemType::Forbidden);
    case Trouble::ProxySaysNo:
        error.meaning = Meaning::Failed;
        error.fault = Fault::Http;
        error.httpStatus = 403;
        break;
    case Trouble::Gone:
        return problemError(410, Meaning::Refused, ProblemType::Gone);
    case Trouble::BadAnswer:
        error.fault = Fault::BadAnswer;
        error.httpStatus = 200;
        error.detail = u"results: required, missing"_s;
        break;
    default:
        error.fault = Fault::ConnectionClosed;
        break;
    }
    return error;
}

Instant FakeGateway::theirNow() const { return m_clock.now() + m_offset; }

CommandOutcome FakeGateway::take(const Command& command)
{
    m_arrived.append(command);
    const auto known = m_outcomes.constFind(command.id.value);
    if (known != m_outcomes.cend()) {
        auto outcome = *known;
        outcome.duplicate = true;
        if (const auto first = m_accepted.constFind(command.id.value);
            first != m_accepted.cend() && !(*first == command)) {
            return {command.id, CommandStatus::Refused, true, problem(ProblemType::TextChanged)};
        }
        return outcome;
    }
    if (m_voided.contains(command.id.value) && command.attempt <= m_voided.value(command.id.value)) {
        return {command.id, CommandStatus::Refused, false, problem(ProblemType::AttemptVoided)};
    }
    const auto outcome = decide(command);
    m_outcomes.insert(command.id.value, outcome);
    if (outcome.status == CommandStatus::Accepted) {
        m_accepted.insert(command.id.value, command);
    }
    return outcome;
}

CommandOutcome FakeGateway::decide(const Command& command)
{
    const auto refused = [&](ProblemType type) {
        return CommandOutcome{command.id, CommandStatus::Refused, false, problem(type)};
    };
    if (const auto* out = std::get_if<OptOutPayload>(&command.payload)) {
        if (!m_optedOut.contains(out->number.e164())) {
            optOut(out->number, command.contact);
        }
        return {command.id, CommandStatus::Accepted, false, {}};
    }
    const auto* send = std::get_if<SendPayload>(&command.payload);
    if (send == nullptr) {
        return {command.id, CommandStatus::Accepted, false, {}};
    }
    const auto contact = m_contacts.constFind(command.contact.value);
    if (contact == m_contacts.cend()) {
        return refused(ProblemType::NotAssigned);
    }
    if (m_optedOut.contains(contact->phone.e164())) {
        return refused(ProblemType::OptedOut);
    }
    if (theirNow() >= send->sendBefore) {
        return refused(ProblemType::OutsideWindow);
    }
    m_texted.push_back({command.id, command.contact, contact->phone, send->text});
    if (m_statusChanges) {
        addChange(MessageStatusChanged{MessageId{command.id.value}, command.contact, textbank::Delivery::Sent, {}});
    }
    return {command.id, CommandStatus::Accepted, false, {}};
}

ChangesPage FakeGateway::pageAfter(const QString& after) const
{
    const auto from = std::clamp<qsizetype>(after.toLongLong(), 0, m_changes.size());
    const auto size = std::min<qsizetype>(m_pageSize, m_changes.size() - from);
    ChangesPage page;
    page.changes = m_changes.mid(from, size);
    page.cursor = QString::number(from + size);
    page.more = from + size < m_changes.size();
    return page;
}

void FakeGateway::discover(Answer<GatewayInfo> answer)
{
    serve<GatewayInfo>(
        Verb::Discover,
        [this] {
            auto info = m_info;
            info.clock = theirNow();
            return info;
        },
        std::move(answer));
}

void FakeGateway::join(const JoinRequest& request, Answer<Joined> answer)
{
    serve<Joined>(
        Verb::Join,
        [this, request]() -> GatewayResult<Joined> {
            if (m_entrance) {
                return m_entrance(request);
            }
            if (request.code.contains(u'X')) {
                return Unexpected{problemError(422, Meaning::Refused, ProblemType::CodeInvalid)};
            }
            Joined joined;
            joined.token = u"token-%1"_s.arg(++m_serial);
            joined.volunteer = VolunteerId{u"volunteer-1"_s};
            joined.displayName = request.displayName;
            joined.organisation = m_info.organisation;
            for (const auto& campaign : m_campaigns) {
                joined.campaigns.append(campaign.id);
            }
            return joined;
        },
        std::move(answer));
}

void FakeGateway::signOut(Answer<void> answer)
{
    serve<void>(
        Verb::SignOut,
        [this]() -> GatewayResult<void> {
            m_sessionEnded = true;
            return {};
        },
        std::move(answer));
}

void FakeGateway::me(Answer<Me> answer)
{
    serve<Me>(
        Verb::Me,
        [this] {
            Me me;
            me.volunteer = VolunteerId{u"volunteer-1"_s};
            me.displayName = u"Robin"_s;
            for (const auto& campaign : m_campaigns) {
                me.campaigns.append(
                    {campaign.id, campaign.title, campaign.organisation, campaign.version, m_pool.size()});
            }
            return me;
        },
        std::move(answer));
}

void FakeGateway::campaign(const CampaignId& id, const QString& knownVersion, Answer<std::optional<Campaign>> answer)
{
    serve<std::optional<Campaign>>(
        Verb::Campaign,
        [this, id, knownVersion]() -> GatewayResult<std::optional<Campaign>> {
            const auto found = m_campaigns.constFind(id.value);
            if (found == m_campaigns.cend()) {
                return Unexpected{problemError(404, Meaning::Failed, ProblemType::NotFound)};
            }
            return found->version == knownVersion ? std::optional<Campaign>() : std::optional(*found);
        },
        std::move(answer));
}

void FakeGateway::lease(const LeaseRequest& request, Answer<LeasePage> answer)
{
    m_leaseRequests.append(request);
    serve<LeasePage>(
        Verb::Lease,
        [this, request]() -> GatewayResult<LeasePage> {
            const auto known = m_leases.constFind(request.id);
            if (known != m_leases.cend()) {
                return *known;
            }
            if (request.size > m_info.maxLease) {
                return Unexpected{problemError(422, Meaning::Refused, ProblemType::TooLarge)};
            }
            LeasePage page;
            page.lease = {LeaseId{u"lease-%1"_s.arg(++m_serial)}, request.campaign, u"fence-%1"_s.arg(m_serial),
                          theirNow() + m_leaseLength};
            const auto size = std::min<qsizetype>(request.size, m_pool.size());
            for (qsizetype i = 0; i < size; ++i) {
                auto contact = m_pool.takeFirst();
                contact.lease = page.lease.id;
                contact.ordinal = i;
                m_contacts.insert(contact.id.value, contact);
                page.contacts.append(contact);
            }
            page.cursor = QString::number(m_changes.size());
            page.left = m_pool.size();
            m_leases.insert(request.id, page);
            return page;
        },
        std::move(answer));
}

void FakeGateway::renewLease(const LeaseId& id, Answer<Lease> answer)
{
    serve<Lease>(
        Verb::RenewLease,
        [this, id]() -> GatewayResult<Lease> {
            for (auto& page : m_leases) {
                if (page.lease.id == id) {
                    page.lease.expiresAt = theirNow() + m_leaseLength;
                    return page.lease;
                }
            }
            return Unexpected{problemError(409, Meaning::Refused, ProblemType::LeaseLost)};
        },
        std::move(answer));
}

void FakeGateway::returnLease(const LeaseId& /*id*/, Answer<void> answer)
{
    serve<void>(
        Verb::ReturnLease, []() -> GatewayResult<void> { return {}; }, std::move(answer));
}

void FakeGateway::push(const QList<Command>& commands, Answer<QList<CommandOutcome>> answer)
{
    QList<CommandId> ids;
    for (const auto& command : commands) {
        ids.append(command.id);
    }
    m_pushes.append(ids);
    serve<QList<CommandOutcome>>(
        Verb::Push,
        [this, commands] {
            QList<CommandOutcome> outcomes;
            for (const auto& command : commands) {
                outcomes.append(take(command));
            }
            return outcomes;
        },
        std::move(answer));
}

void FakeGateway::outcomeOf(const CommandId& id, int voided, Answer<std::optional<CommandOutcome>> answer)
{
    serve<std::optional<CommandOutcome>>(
        Verb::OutcomeOf,
        [this, id, voided]() -> GatewayResult<std::optional<CommandOutcome>> {
            const auto known = m_outcomes.constFind(id.value);
            if (known == m_outcomes.cend() && voided > 0) {
                m_voided[id.value] = std::max(m_voided.value(id.value), voided);
            }
            return known == m_outcomes.cend() ? std::optional<CommandOutcome>() : std::optional(*known);
        },
        std::move(answer));
}

void FakeGateway::changes(const QString& after, Seconds wait, Answer<ChangesPage> answer)
{
    ++m_calls[static_cast<int>(Verb::Changes)];
    const auto trouble = troubleFor(Verb::Changes);
    if (trouble == Trouble::Silence) {
        this->wait({[] { return false; }, [] {}, {}});
        return;
    }
    if (trouble != Trouble::None && trouble != Trouble::Twice) {
        this->wait({[] { return true; },
                    [this, error = errorFor(trouble), answer = std::move(answer)] {
                        m_heard = m_heard || error.httpStatus > 0;
                        answer(Unexpected{error});
                    },
                    {}});
        return;
    }
    const auto until = m_clock.now() + (m_holdsPolls ? wait : Seconds{0});
    this->wait({[this, after, until] { return after.toLongLong() < m_changes.size() || m_clock.now() >= until; },
                [this, after, answer = std::move(answer)] {
                    m_heard = true;
                    answer(pageAfter(after));
                },
                until});
}

void FakeGateway::cancelAll() { m_waiting.clear(); }

} // namespace textbank
