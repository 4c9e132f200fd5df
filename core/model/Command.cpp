#include "core/model/Command.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

struct TypeName
{
    QString operator()(const SendPayload&) const { return u"message.send"_s; }
    QString operator()(const OptOutPayload&) const { return u"optout.record"_s; }
    QString operator()(const AnswerPayload&) const { return u"answer.set"_s; }
    QString operator()(const TagPayload& tag) const { return tag.add ? u"tag.add"_s : u"tag.remove"_s; }
    QString operator()(const NotePayload&) const { return u"note.add"_s; }
    QString operator()(const SkipPayload&) const { return u"contact.skip"_s; }
    QString operator()(const WrongNumberPayload&) const { return u"contact.wrongNumber"_s; }
    QString operator()(const ClosePayload&) const { return u"conversation.close"_s; }
    QString operator()(const ReopenPayload&) const { return u"conversation.reopen"_s; }
    QString operator()(const EscalatePayload&) const { return u"conversation.escalate"_s; }
    QString operator()(const StaffMessagePayload&) const { return u"staff.message"_s; }
    QString operator()(const AuditCheckpointPayload&) const { return u"audit.checkpoint"_s; }
    QString operator()(const ChoicesPayload&) const { return u"choices.report"_s; }
};

} // namespace

QString commandType(const CommandPayload& payload) { return std::visit(TypeName{}, payload); }

} // namespace textbank
