#pragma once

#include "core/gateway/spoke/SpokeDesk.h"

#include <memory>

namespace textbank::spoke {

/// Several commands on their way at once, where the network is slow: those of one contact one after another, those of
/// different contacts side by side. What became of each is said of each, so that one lost answer puts no other in
/// doubt.
class Push : public std::enable_shared_from_this<Push>
{
public:
    using One = std::function<void(const Command& command, Answer<CommandOutcome> answer)>;
    static void start(const QList<Command>& commands, One one, Answer<QList<CommandOutcome>> answer);

private:
    Push(QList<Command> commands, One one, Answer<QList<CommandOutcome>> answer);
    void next(qsizetype place);
    void take(qsizetype place, const GatewayResult<CommandOutcome>& result);
    void end(qsizetype place, const CommandOutcome& outcome);
    std::optional<qsizetype> behind(qsizetype place) const;

    QList<Command> m_commands;
    One m_one;
    Answer<QList<CommandOutcome>> m_answer;
    QList<std::optional<CommandOutcome>> m_outcomes;
    std::optional<TransportError> m_error; ///< The first one; the push's own where nothing else came of it.
    qsizetype m_failed = 0;
};

} // namespace textbank::spoke
