#include "core/gateway/spoke/SpokePush.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

/// What the failure of one command's attempt says about that command, as an outcome of its own.
CommandOutcome readFailure(const Command& command, const TransportError& error)
{
    switch (error.meaning) {
    case Meaning::NeverLeft:
    case Meaning::NotSignedIn:
        return refused(command, ProblemType::AttemptVoided); // Not done; the next attempt is another one.
    case Meaning::MayHaveLeft:
    case Meaning::RefusedForNow:
        return {command.id, CommandStatus::Undecided, false, {}}; // It is asked about.
    case Meaning::Refused:
    case Meaning::Failed:
        break;
    }
    CommandOutcome outcome{command.id, CommandStatus::Refused, false, error.problem.value_or(Problem{})};
    if (outcome.problem.detail.isEmpty()) {
        outcome.problem.detail = u"http %1"_s.arg(error.httpStatus);
    }
    return outcome;
}

} // namespace

Push::Push(QList<Command> commands, One one, Answer<QList<CommandOutcome>> answer)
    : m_commands(std::move(commands))
    , m_one(std::move(one))
    , m_answer(std::move(answer))
    , m_outcomes(m_commands.size())
{
}

void Push::start(const QList<Command>& commands, One one, Answer<QList<CommandOutcome>> answer)
{
    const std::shared_ptr<Push> push(new Push(commands, std::move(one), std::move(answer)));
    QSet<ContactId> begun;
    for (qsizetype i = 0; i < commands.size(); ++i) {
        if (!begun.contains(commands[i].contact)) {
            begun.insert(commands[i].contact);
            push->next(i);
        }
    }
}

std::optional<qsizetype> Push::behind(qsizetype place) const
{
    for (auto i = place + 1; i < m_commands.size(); ++i) {
        if (m_commands[i].contact == m_commands[place].contact) {
            return i;
        }
    }
    return std::nullopt;
}

void Push::next(qsizetype place)
{
    m_one(m_commands[place], [self = shared_from_this(), place](const GatewayResult<CommandOutcome>& result) {
        self->take(place, result);
    });
}

void Push::take(qsizetype place, const GatewayResult<CommandOutcome>& result)
{
    const auto next = behind(place);
    if (result) {
        end(place, *result);
    } else {
        ++m_failed;
        m_error = m_error.value_or(result.error());
        end(place, readFailure(m_commands[place], result.error()));
    }
    const auto isSettled =
        result && result->status != CommandStatus::Undecided && result->problem.type != ProblemType::AttemptVoided;
    if (!next) {
        return;
    }
    if (isSettled) {
        this->next(*next);
        return;
    }
    // Nothing may pass a command of the same contact that is still open.
    for (auto later = next; later; later = behind(*later)) {
        ++m_failed;
        end(*later, refused(m_commands[*later], ProblemType::AttemptVoided));
    }
}

void Push::end(qsizetype place, const CommandOutcome& outcome)
{
    m_outcomes[place] = outcome;
    const auto isDone =
        std::all_of(m_outcomes.cbegin(), m_outcomes.cend(), [](const auto& one) { return one.has_value(); });
    if (!isDone) {
        return;
    }
    const auto answer = std::exchange(m_answer, {});
    // Offline and signed out concern the line; of anything else each command knows best.
    const auto isOfLine = m_error && m_failed == m_commands.size() &&
                          (m_error->meaning == Meaning::NeverLeft || m_error->meaning == Meaning::NotSignedIn) &&
                          std::none_of(m_outcomes.cbegin(), m_outcomes.cend(),
                                       [](const auto& one) { return one->status == CommandStatus::Undecided; });
    if (isOfLine || (m_error && m_commands.size() == 1)) {
        answer(Unexpected{*m_error});
        return;
    }
    QList<CommandOutcome> outcomes;
    for (const auto& one : m_outcomes) {
        outcomes.append(*one);
    }
    answer(outcomes);
}

} // namespace textbank::spoke
