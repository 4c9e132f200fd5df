#include "core/model/Outbox.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

std::optional<OutboxState> fromPending(OutboxEvent event)
{
    switch (event) {
    case OutboxEvent::Claim:
        return OutboxState::InFlight;
    case OutboxEvent::Cancel:
        return OutboxState::Cancelled;
    case OutboxEvent::Expire:
        return OutboxState::Expired;
    case OutboxEvent::Recover:
        return OutboxState::Pending;
    default:
        return std::nullopt;
    }
}

std::optional<OutboxState> fromInFlight(OutboxEvent event)
{
    switch (event) {
    case OutboxEvent::NeverLeft:
        return OutboxState::Pending;
    case OutboxEvent::MayHaveLeft:
    case OutboxEvent::Recover:
        return OutboxState::Unknown;
    case OutboxEvent::Accept:
        return OutboxState::Done;
    case OutboxEvent::Refuse:
        return OutboxState::Refused;
    default:
        return std::nullopt;
    }
}

std::optional<OutboxState> fromUnknown(OutboxEvent event)
{
    switch (event) {
    case OutboxEvent::Accept:
    case OutboxEvent::GiveUp:
        return OutboxState::Done;
    case OutboxEvent::Refuse:
        return OutboxState::Refused;
    case OutboxEvent::NeverSeen:
        return OutboxState::Pending;
    case OutboxEvent::MayHaveLeft: // Asking again did not help.
    case OutboxEvent::NeverLeft:   // The question never left; what it was about may still have.
    case OutboxEvent::Recover:
        return OutboxState::Unknown;
    default:
        return std::nullopt;
    }
}

std::optional<OutboxState> fromTerminal(OutboxState state, OutboxEvent event)
{
    const auto repeats =
        (state == OutboxState::Done && (event == OutboxEvent::Accept || event == OutboxEvent::GiveUp)) ||
        (state == OutboxState::Refused && event == OutboxEvent::Refuse) ||
        (state == OutboxState::Cancelled && event == OutboxEvent::Cancel) ||
        (state == OutboxState::Expired && event == OutboxEvent::Expire) || event == OutboxEvent::Recover;
    return repeats ? std::optional(state) : std::nullopt;
}

} // namespace

bool isTerminal(OutboxState state)
{
    return state == OutboxState::Done || state == OutboxState::Refused || state == OutboxState::Cancelled ||
           state == OutboxState::Expired;
}

Result<OutboxState> reduce(OutboxState state, OutboxEvent event)
{
    const auto next = state == OutboxState::Pending    ? fromPending(event)
                      : state == OutboxState::InFlight ? fromInFlight(event)
                      : state == OutboxState::Unknown  ? fromUnknown(event)
                                                       : fromTerminal(state, event);
    if (!next) {
        return fail(ErrorCode::Conflict,
                    u"no move from state %1 on event %2"_s.arg(static_cast<int>(state)).arg(static_cast<int>(event)));
    }
    return *next;
}

} // namespace textbank
