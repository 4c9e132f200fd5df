#include "core/sync/Uplink.h"

#include "core/base/Log.h"
#include "core/sync/Dequeue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kMostCommands = 100;
constexpr int kMostQuestions = 4;
constexpr Seconds kLongestHold{30};
constexpr Seconds kUndecidedAgain{60};
constexpr Seconds kPassOver{120};
constexpr int kOptOutsFirst = 5; ///< Failures in a row before texts whose number nobody here knows wait no longer.
constexpr int kPatience = 3;     ///< Failures in a row before a sign-out stops waiting for the next try.

bool isOptOut(const Command& command) { return std::holds_alternative<OptOutPayload>(command.payload); }

OutboxEvent eventOf(CommandStatus status)
{
    return status == CommandStatus::Accepted  ? OutboxEvent::Accept
           : status == CommandStatus::Refused ? OutboxEvent::Refuse
                                              : OutboxEvent::MayHaveLeft;
}

/// Never without a word where nobody can tell: that is how it is told from an answer that was lost.
Problem problemOf(const CommandOutcome& outcome)
{
    auto problem = outcome.problem;
    if (outcome.status == CommandStatus::Undecided && problem == Problem{}) {
        problem.detail = u"undecided"_s;
    }
    return problem;
}

QList<Store::Resolution> all(const QList<CommandId>& ids, OutboxEvent event, const Problem& problem = {},
                             std::optional<Instant> notBefore = {})
{
    QList<Store::Resolution> resolutions;
    resolutions.reserve(ids.size());
    for (const auto& id : ids) {
        resolutions.append({id, event, problem, notBefore});
    }
    return resolutions;
}

} // namespace

Uplink::Uplink(Line& line, std::function<void()> moved)
    : m_line(line)
    , m_moved(std::move(moved))
    , m_optOuts(line.random)
    , m_others(line.random)
    , m_askRetry(line.random)
    , m_writeRetry(line.random)
{
}

void Uplink::begin()
{
    m_alive = std::make_shared<int>(0);
    forgetBackOff();
}

void Uplink::stop()
{
    m_alive.reset();
    QList<Store::Resolution> open = m_kept;
    for (auto* each : {&m_optOuts, &m_others}) {
        open += all(each->inFlight.values(), OutboxEvent::MayHaveLeft);
        each->inFlight.clear();
        each->busy = false;
    }
    m_asking.clear();
    m_undecided.clear();
    m_couldNotTell.clear();
    m_kept.clear();
    if (!open.isEmpty()) {
        write(open); // When the disk refuses, opening the store again comes to the same.
    }
}

void Uplink::forgetBackOff()
{
    m_passedOver.clear();
    m_optOuts.retry.forget();
    m_others.retry.forget();
    m_askRetry.forget();
    m_writeRetry.forget();
}

bool Uplink::heldUp() const
{
    const auto now = m_line.now();
    const auto& counts = m_line.store.outboxCounts();
    const auto stuck = [now](const RetryPolicy& retry) { return retry.failures() >= kPatience && !retry.mayTry(now); };
    const auto heldUp = [&](const Lane& on) { return on.hasDue && !on.busy && stuck(on.retry); };
    const auto next = m_line.store.nextDue();
    // Later than any hold of a campaign: the gateway said "not now".
    const auto putOff = !m_optOuts.hasDue && !m_others.hasDue && next && *next > now + kLongestHold;
    const auto nextQuestion = m_askRetry.wakeAt(now);
    const auto cannotAsk = stuck(m_askRetry) || (nextQuestion && *nextQuestion > now + kLongestHold);
    const auto passedOver = m_nextPassedOver && !m_others.busy && m_others.retry.failures() >= kPatience;
    // Whatever else there is has gone: only a person can say what became of the rest.
    const auto forAPerson = counts.unknown > 0 && m_undecided.size() >= counts.unknown && m_asking.isEmpty() &&
                            counts.held == 0 && !m_optOuts.busy && !m_others.busy;
    return heldUp(m_optOuts) || forAPerson || heldUp(m_others) || putOff || passedOver || !m_kept.isEmpty() ||
           (counts.unknown > 0 && m_asking.isEmpty() && cannotAsk);
}

void Uplink::step()
{
    m_nextExpiry.reset();
    m_nextPassedOver.reset();
    m_optOuts.hasDue = false;
    m_others.hasDue = false;
    settle();
    if (!writeKept()) {
        return;
    }
    if (m_line.open()) {
        ask();
    }
    pushDue();
}

// What the disk refused to a person or to us must not come back with the next start.
void Uplink::settle()
{
    if (!m_line.store.isInDoubt() || !m_writeRetry.mayTry(m_line.now())) {
        return;
    }
    if (const auto settled = m_line.store.settle(); !settled) {
        m_line.storeFailed(settled.error());
        m_writeRetry.failed(m_line.now());
        return;
    }
    m_line.storeWorked();
    m_writeRetry.succeeded();
}

bool Uplink::writeKept()
{
    if (m_kept.isEmpty()) {
        return true;
    }
    if (!m_writeRetry.mayTry(m_line.now())) {
        return false;
    }
    return write(std::exchange(m_kept, {}));
}

bool Uplink::write(const QList<Store::Resolution>& resolutions)
{
    if (resolutions.isEmpty()) {
        return true;
    }
    const auto written = m_line.store.resolve(resolutions);
    if (written) {
        m_line.storeWorked();
        m_writeRetry.succeeded();
        return true;
    }
    const auto code = written.error().code;
    if (code == ErrorCode::Conflict || code == ErrorCode::Invalid || code == ErrorCode::NotFound) {
        // A person may have decided about one of them meanwhile; the others must not wait for it.
        writeOneByOne(resolutions);
        return m_kept.isEmpty();
    }
    m_line.storeFailed(written.error());
    m_writeRetry.failed(m_line.now());
    m_kept += resolutions;
    return false;
}

void Uplink::writeOneByOne(const QList<Store::Resolution>& resolutions)
{
    for (const auto& resolution : resolutions) {
        const auto written = m_line.store.resolve({resolution});
        if (written) {
            continue;
        }
        const auto code = written.error().code;
        if (code == ErrorCode::Conflict || code == ErrorCode::Invalid || code == ErrorCode::NotFound) {
            logWarning("sync", u"row %1 was settled otherwise"_s.arg(resolution.id.value));
            continue;
        }
        m_line.storeFailed(written.error());
        m_writeRetry.failed(m_line.now());
        m_kept.append(resolution);
    }
}

void Uplink::ask()
{
    if (m_line.store.outboxCounts().unknown == 0 || !m_askRetry.mayTry(m_line.now())) {
        return;
    }
    // Those that a person has to decide about are asked about now and then, and never keep others from it.
    const auto now = m_line.now();
    m_undecided.removeIf(
        [now](const auto& later) { return now >= later.value() || now + kUndecidedAgain < later.value(); });
    const auto rows = m_line.store.unknown(kMostQuestions + static_cast<int>(m_asking.size() + m_undecided.size()));
    if (!rows) {
        m_line.storeFailed(rows.error());
        m_askRetry.failed(m_line.now());
        return;
    }
    for (const auto& row : *rows) {
        if (m_asking.size() >= kMostQuestions) {
            return;
        }
        if (!m_asking.contains(row.command.id) && !m_undecided.contains(row.command.id)) {
            askAbout(row);
        }
    }
}

bool Uplink::probe()
{
    const auto rows = m_line.store.unknown(1);
    if (!rows || rows->isEmpty()) {
        return false;
    }
    if (!m_asking.contains(rows->first().command.id)) {
        askAbout(rows->first());
    }
    return true;
}

void Uplink::askAbout(const OutboxRow& row)
{
    const auto& id = row.command.id;
    m_asking.insert(id);
    // An opt-out is never stopped: it may still arrive, however late.
    const auto voided = isOptOut(row.command) ? 0 : row.attempts;
    m_line.commands.outcomeOf(id, voided, [this, id, alive = std::weak_ptr(m_alive)](const auto& answer) {
        if (!alive.expired()) {
            takeWord(id, answer);
        }
    });
}

void Uplink::takeWord(const CommandId& id, const GatewayResult<std::optional<CommandOutcome>>& answer)
{
    m_asking.remove(id);
    m_undecided.remove(id);
    const auto isOfAnother = answer && *answer && (*answer)->id != id;
    if (isOfAnother) {
        m_line.failed({Meaning::MayHaveLeft, Fault::BadAnswer, 200, std::nullopt, std::nullopt,
                       u"outcome: of another command"_s});
        m_askRetry.failed(m_line.now());
    } else if (answer) {
        m_line.answered();
        m_askRetry.succeeded();
        const auto& outcome = *answer;
        Store::Resolution word{id, OutboxEvent::NeverSeen, {}, std::nullopt};
        if (m_couldNotTell.remove(id) && !outcome) {
            letOthersGoFirst(id);
        }
        if (outcome) {
            word.event = eventOf(outcome->status);
            word.problem = problemOf(*outcome);
            if (outcome->status == CommandStatus::Undecided) {
                m_undecided.insert(id, m_line.now() + kUndecidedAgain);
            }
        }
        write({word});
    } else {
        m_line.failed(answer.error());
        if (m_askRetry.mayTry(m_line.now())) { // Several questions under way fail together and count once.
            m_askRetry.failed(m_line.now(), answer.error().retryAfter);
        }
    }
    m_moved();
}

bool Uplink::isHidden(const ContactId& contact) const
{
    const auto* known = m_line.store.contact(contact);
    return known != nullptr && known->contact.numberHidden;
}

void Uplink::pushDue()
{
    const auto counts = m_line.store.outboxCounts();
    const auto wanted = (counts.pending > 0 && !m_others.busy) || (counts.optOutsOpen > 0 && !m_optOuts.busy);
    if (!wanted) {
        return; // Nothing to read from the disk for; the answers under way come back here.
    }
    if (!m_line.open()) {
        expireOverdue();
        return;
    }
    m_sendBefore.clear();
    const auto due = m_line.store.due(2 * kMostCommands);
    if (!due) {
        m_line.storeFailed(due.error());
        m_writeRetry.failed(m_line.now());
        return;
    }
    QList<OutboxRow> optOuts;
    QList<OutboxRow> others;
    QList<Store::Resolution> overdue;
    const auto offset = m_line.offset().value_or(Millis{}); // sendBefore is a time of the gateway's clock.
    for (const auto& row : *due) {
        const auto* send = std::get_if<SendPayload>(&row.command.payload);
        if (send != nullptr && m_line.now() + offset >= send->sendBefore) {
            // Offline too: what comes too late goes back to the person now, not when the network is back.
            overdue.append(expired(row.command.id));
            continue;
        }
        if (send != nullptr) {
            m_nextExpiry = earlier(m_nextExpiry, send->sendBefore - offset);
        }
        if (isOptOut(row.command)) {
            optOuts.append(row);
        } else if (send != nullptr && isHidden(row.command.contact) && counts.optOutsOpen > 0 &&
                   m_optOuts.retry.failures() < kOptOutsFirst) {
            continue; // It may be the number that opts out; the gateway will know.
        } else if (const auto until = passedOverUntil(row.command.contact)) {
            m_nextPassedOver = earlier(m_nextPassedOver, until);
        } else {
            others.append(row);
        }
    }
    if (!write(overdue)) {
        return;
    }
    m_optOuts.hasDue = !optOuts.isEmpty();
    m_others.hasDue = !others.isEmpty();
    pushFrom(Kind::OptOuts, optOuts);
    if (m_asking.isEmpty()) {
        pushFrom(Kind::Others, others);
    }
}

// What comes too late goes back to the person now, not when the network is back.
void Uplink::expireOverdue()
{
    QHash<CommandId, std::optional<Instant>> waiting;
    QList<Store::Resolution> overdue;
    const auto offset = m_line.offset().value_or(Millis{});
    const auto ids = m_line.store.dueIds(2 * kMostCommands);
    for (const auto& id : ids) {
        auto known = m_sendBefore.constFind(id);
        if (known == m_sendBefore.cend()) {
            const auto row = m_line.store.outboxRow(id);
            if (!row || !*row) {
                m_line.storeFailed(row ? Error{ErrorCode::Corrupt, {}} : row.error());
                m_writeRetry.failed(m_line.now());
                return;
            }
            const auto* send = std::get_if<SendPayload>(&(*row)->command.payload);
            known = m_sendBefore.insert(id, send != nullptr ? std::optional(send->sendBefore) : std::nullopt);
        }
        if (*known && m_line.now() + offset >= **known) {
            overdue.append(expired(id));
            continue;
        }
        if (*known) {
            m_nextExpiry = earlier(m_nextExpiry, **known - offset);
        }
        waiting.insert(id, *known);
    }
    m_sendBefore = waiting;
    write(overdue);
}

void Uplink::pushFrom(Kind kind, const QList<OutboxRow>& rows)
{
    auto& on = lane(kind);
    if (rows.isEmpty() || on.busy || !on.retry.mayTry(m_line.now())) {
        return;
    }
    const auto [commands, stopped] = dequeue(m_line, rows, std::min(on.limit, m_line.commands.mostCommands()));
    if (!write(stopped) || commands.isEmpty()) {
        return;
    }
    QList<CommandId> ids;
    ids.reserve(commands.size());
    for (const auto& command : commands) {
        ids.append(command.id);
    }
    if (const auto claimed = m_line.store.claim(ids); !claimed) {
        m_line.storeFailed(claimed.error()); // Nothing leaves that is not on disk as having left.
        on.retry.failed(m_line.now());
        return;
    }
    m_line.storeWorked();
    on.busy = true;
    on.inFlight = QSet<CommandId>(ids.cbegin(), ids.cend());
    m_line.commands.push(commands, [this, kind, ids, alive = std::weak_ptr(m_alive)](const auto& answer) {
        if (!alive.expired()) {
            takeOutcomes(kind, ids, answer);
        }
    });
}

void Uplink::takeOutcomes(Kind kind, const QList<CommandId>& ids, const GatewayResult<QList<CommandOutcome>>& answer)
{
    auto& on = lane(kind);
    on.busy = false;
    on.inFlight.clear();
    const auto fits =
        answer && std::equal(answer->cbegin(), answer->cend(), ids.cbegin(), ids.cend(),
                             [](const CommandOutcome& outcome, const CommandId& id) { return outcome.id == id; });
    if (fits) {
        m_line.answered();
        const auto isAny = std::any_of(answer->cbegin(), answer->cend(), [](const CommandOutcome& outcome) {
            return outcome.status != CommandStatus::Undecided;
        });
        if (isAny) {
            on.retry.succeeded();
        } else {
            on.retry.failed(m_line.now()); // All of it will come again.
        }
        on.limit = std::min(kMostCommands, on.limit * 2);
        QList<Store::Resolution> words;
        words.reserve(ids.size());
        auto isVoided = false;
        for (const auto& outcome : *answer) {
            const auto accepted = outcome.status == CommandStatus::Accepted;
            if (!accepted && outcome.problem.type == ProblemType::AttemptVoided) {
                isVoided = true; // Nothing was decided about it; the next attempt has a number of its own.
                words.append({outcome.id, OutboxEvent::NeverLeft, {}, std::nullopt});
                continue;
            }
            if (outcome.status == CommandStatus::Undecided && !m_line.store.isOpenText(outcome.id)) {
                m_couldNotTell.insert(outcome.id);
            }
            words.append({outcome.id, eventOf(outcome.status), problemOf(outcome), std::nullopt});
        }
        if (isVoided) {
            on.retry.failed(m_line.now());
        }
        write(words);
    } else {
        const auto error = answer ? TransportError{Meaning::MayHaveLeft,
                                                   Fault::BadAnswer,
                                                   200,
                                                   std::nullopt,
                                                   std::nullopt,
                                                   u"results: not the ids that were sent, in order"_s}
                                  : answer.error();
        m_line.failed(error);
        write(readFailure(kind, ids, error));
    }
    m_moved();
}

QList<Store::Resolution> Uplink::readFailure(Kind kind, const QList<CommandId>& ids, const TransportError& error)
{
    auto& on = lane(kind);
    switch (error.meaning) {
    case Meaning::NeverLeft:
    case Meaning::NotSignedIn:
        return all(ids, OutboxEvent::NeverLeft);
    case Meaning::MayHaveLeft:
        on.retry.failed(m_line.now());
        return all(ids, OutboxEvent::MayHaveLeft);
    case Meaning::RefusedForNow:
        return readNotNow(kind, ids, error.retryAfter);
    case Meaning::Refused:
    case Meaning::Failed:
        break;
    }
    if (!error.problem) {
        return readStrangersWord(kind, ids, error);
    }
    if (ids.size() > 1) {
        on.limit = std::max(1, static_cast<int>(ids.size()) / 2);
        return all(ids, OutboxEvent::NeverLeft);
    }
    if (kind == Kind::OptOuts) {
        on.retry.failed(m_line.now()); // Somebody asked to be left alone: that is never given up on.
        return all(ids, OutboxEvent::NeverLeft);
    }
    auto problem = *error.problem;
    if (problem.detail.isEmpty()) {
        problem.detail = u"http %1"_s.arg(error.httpStatus);
    }
    return all(ids, OutboxEvent::Refuse, problem);
}

// A page that is not the gateway's: of a proxy whose gateway is away, or of a filter that dislikes something in it. It
// decides about nothing. Half of it is tried next, in its time; where it is one command, those of other contacts go
// first for a while, so that it keeps nobody's waiting.
QList<Store::Resolution> Uplink::readStrangersWord(Kind kind, const QList<CommandId>& ids, const TransportError& error)
{
    lane(kind).limit = std::max(1, static_cast<int>(ids.size()) / 2);
    if (ids.size() == 1 && kind == Kind::Others) {
        letOthersGoFirst(ids.front());
    }
    return readNotNow(kind, ids, error.retryAfter);
}

void Uplink::letOthersGoFirst(const CommandId& id)
{
    if (const auto row = m_line.store.outboxRow(id); row && *row) {
        m_passedOver.insert((*row)->command.contact, m_line.now() + kPassOver);
    }
}

std::optional<Instant> Uplink::passedOverUntil(const ContactId& contact) const
{
    const auto found = m_passedOver.constFind(contact);
    const auto now = m_line.now();
    // A clock that was set back keeps nobody any longer.
    const auto holds = found != m_passedOver.cend() && now < *found && now + kPassOver >= *found;
    return holds ? std::optional(*found) : std::nullopt;
}

// This copy of the request was turned away. A network that made a second one may still bring that, so that a text could
// leave which a person has stopped meanwhile: only the gateway's word that it voids the attempt makes it one that never
// left. Whatever else it was does no harm late.
QList<Store::Resolution> Uplink::readNotNow(Kind kind, const QList<CommandId>& ids, std::optional<Seconds> retryAfter)
{
    auto& on = lane(kind);
    on.retry.failed(m_line.now(), retryAfter);
    QList<CommandId> texts;
    QList<CommandId> others;
    for (const auto& id : ids) {
        (m_line.store.isOpenText(id) ? texts : others).append(id);
    }
    if (!texts.isEmpty()) {
        m_askRetry.failed(m_line.now(), retryAfter);
        on.limit = std::max(1, static_cast<int>(ids.size()) / 2); // Each will cost a question.
    }
    return all(texts, OutboxEvent::MayHaveLeft) +
           all(others, OutboxEvent::NeverLeft, {}, retryAfter ? on.retry.notBefore() : std::nullopt);
}

std::optional<Instant> Uplink::wakeAt() const
{
    auto wake = earlier(m_nextExpiry, m_nextPassedOver);
    const auto now = m_line.now();
    if (const auto next = m_line.store.nextDue(); next && *next > now) {
        wake = earlier(wake, next);
    }
    if (!m_kept.isEmpty() || m_line.storeError()) {
        wake = earlier(wake, m_writeRetry.wakeAt(now));
    }
    if (m_line.store.isInDoubt()) {
        wake = earlier(wake, m_writeRetry.wakeAt(now).value_or(now));
    }
    if (!m_line.open()) {
        return wake;
    }
    if (m_line.store.outboxCounts().unknown > m_asking.size()) {
        wake = earlier(wake, m_askRetry.wakeAt(now));
    }
    for (const auto& later : m_undecided) {
        wake = later > now ? earlier(wake, later) : wake;
    }
    for (const auto* each : {&m_optOuts, &m_others}) {
        if (each->hasDue && !each->busy) {
            wake = earlier(wake, each->retry.wakeAt(now));
        }
    }
    return wake;
}

} // namespace textbank
