#include "core/store/Codes.h"

namespace textbank {
namespace {

enum Flag : int {
    kMayHaveOptedOut = 1,
    kWrongNumber = 2,
    kEscalated = 4,
    kSkipped = 8,
    kSetAside = 16,
    kAssigned = 32,
};

struct TypeOf
{
    OutboxType operator()(const SendPayload& send) const
    {
        return send.kind == SendKind::FirstMessage ? OutboxType::FirstMessage : OutboxType::Reply;
    }
    OutboxType operator()(const OptOutPayload&) const { return OutboxType::OptOut; }
    OutboxType operator()(const AnswerPayload&) const { return OutboxType::Answer; }
    OutboxType operator()(const TagPayload&) const { return OutboxType::Tag; }
    OutboxType operator()(const NotePayload&) const { return OutboxType::Note; }
    OutboxType operator()(const SkipPayload&) const { return OutboxType::Skip; }
    OutboxType operator()(const WrongNumberPayload&) const { return OutboxType::WrongNumber; }
    OutboxType operator()(const ClosePayload&) const { return OutboxType::Close; }
    OutboxType operator()(const ReopenPayload&) const { return OutboxType::Reopen; }
    OutboxType operator()(const EscalatePayload&) const { return OutboxType::Escalate; }
    OutboxType operator()(const StaffMessagePayload&) const { return OutboxType::StaffMessage; }
    OutboxType operator()(const AuditCheckpointPayload&) const { return OutboxType::AuditCheckpoint; }
    OutboxType operator()(const ChoicesPayload&) const { return OutboxType::Choices; }
};

} // namespace

OutboxType outboxTypeOf(const CommandPayload& payload) { return std::visit(TypeOf{}, payload); }

int flagsOf(const ContactRecord& record)
{
    return (record.mayHaveOptedOut ? kMayHaveOptedOut : 0) | (record.wrongNumber ? kWrongNumber : 0) |
           (record.escalated ? kEscalated : 0) | (record.skipped ? kSkipped : 0) | (record.setAside ? kSetAside : 0) |
           (record.assigned ? kAssigned : 0);
}

void setFlags(ContactRecord& record, int flags)
{
    record.mayHaveOptedOut = (flags & kMayHaveOptedOut) != 0;
    record.wrongNumber = (flags & kWrongNumber) != 0;
    record.escalated = (flags & kEscalated) != 0;
    record.skipped = (flags & kSkipped) != 0;
    record.setAside = (flags & kSetAside) != 0;
    record.assigned = (flags & kAssigned) != 0;
}

} // namespace textbank
