#include "core/gateway/Wire.h"
#include "core/gateway/WireNames.h"

using namespace Qt::StringLiterals;

namespace textbank::wire {
namespace {

/// Adds a payload's members next to those that every command has.
struct PayloadWriter
{
    QJsonObject& json;

    void operator()(const SendPayload& send) const
    {
        json.insert("kind"_L1, nameOf(send.kind, kSendKinds));
        json.insert("text"_L1, send.text);
        json.insert("textSha256"_L1, QString::fromLatin1(send.textSha256.toHex()));
        put(json, "step", send.step.value);
        json.insert("edited"_L1, send.edited);
        json.insert("approvedAt"_L1, toRfc3339(send.approvedAt));
        json.insert("input"_L1, nameOf(send.input, kInputKinds));
        json.insert("leaseToken"_L1, send.leaseToken);
        json.insert("policyVersion"_L1, send.policyVersion);
        json.insert("cursor"_L1, send.cursor);
        json.insert("sendBefore"_L1, toRfc3339(send.sendBefore));
    }
    void operator()(const OptOutPayload& optOut) const
    {
        json.insert("source"_L1, nameOf(optOut.source, kOptOutSources));
        put(json, "words", optOut.words);
        put(json, "number", optOut.number.e164());
    }
    void operator()(const AnswerPayload& answer) const
    {
        json.insert("step"_L1, answer.step.value);
        json.insert("value"_L1, answer.value);
    }
    void operator()(const TagPayload& tag) const { json.insert("tag"_L1, tag.tag); }
    void operator()(const NotePayload& note) const
    {
        json.insert("note"_L1, note.note.value);
        json.insert("text"_L1, note.text);
    }
    void operator()(const SkipPayload&) const {}
    void operator()(const WrongNumberPayload&) const {}
    void operator()(const ClosePayload& close) const { put(json, "cursor", close.cursor); }
    void operator()(const ReopenPayload& reopen) const
    {
        if (reopen.what != Reopens::All) {
            json.insert("what"_L1, nameOf(reopen.what, kReopens));
        }
    }
    void operator()(const EscalatePayload& escalate) const { put(json, "reason", escalate.reason); }
    void operator()(const StaffMessagePayload& message) const { json.insert("text"_L1, message.text); }
    void operator()(const ChoicesPayload& choices) const { json.insert("counts"_L1, choiceCounts(choices.counts)); }
    void operator()(const AuditCheckpointPayload& checkpoint) const
    {
        json.insert("count"_L1, checkpoint.count);
        json.insert("chainHash"_L1, QString::fromLatin1(checkpoint.chainHash.toHex()));
        json.insert("log"_L1, checkpoint.log);
        json.insert("at"_L1, toRfc3339(checkpoint.at));
        json.insert("reason"_L1, nameOf(checkpoint.reason, kCheckpointReasons));
        json.insert("previousCount"_L1, checkpoint.previousCount);
        json.insert("previousHash"_L1, QString::fromLatin1(checkpoint.previousHash.toHex()));
        json.insert("approvals"_L1, checkpoint.approvals);
        json.insert("stopped"_L1, checkpoint.stopped);
        json.insert("unsettled"_L1, checkpoint.unsettled);
        json.insert("key"_L1, QString::fromLatin1(checkpoint.key.toHex()));
        json.insert("signature"_L1, QString::fromLatin1(checkpoint.signature.toHex()));
    }
};

CommandPayload sendFrom(WireReader& reader)
{
    SendPayload send;
    send.kind = reader.choice("kind", kSendKinds);
    send.text = reader.filled("text", kMaxSendText);
    send.textSha256 = reader.sha256("textSha256");
    send.step = reader.optionalId<StepId>("step");
    send.edited = reader.boolean("edited");
    send.approvedAt = reader.time("approvedAt");
    send.input = reader.choice("input", kInputKinds);
    send.leaseToken = reader.string("leaseToken", kMaxToken);
    send.policyVersion = reader.string("policyVersion", kMaxName);
    send.cursor = reader.string("cursor", kMaxToken);
    send.sendBefore = reader.time("sendBefore");
    return send;
}

CommandPayload optOutFrom(WireReader& reader)
{
    OptOutPayload optOut;
    optOut.source = reader.choice("source", kOptOutSources);
    optOut.words = reader.optional("words");
    optOut.number = reader.optionalPhone("number");
    return optOut;
}

CommandPayload answerFrom(WireReader& reader)
{
    AnswerPayload answer;
    answer.step = reader.id<StepId>("step");
    answer.value = reader.string("value", kMaxName);
    return answer;
}

CommandPayload tagFrom(WireReader& reader)
{
    return TagPayload{reader.filled("tag", kMaxName), reader.string("type") == "tag.add"_L1};
}

CommandPayload noteFrom(WireReader& reader)
{
    NotePayload note;
    note.note = reader.id<NoteId>("note");
    note.text = reader.string("text");
    return note;
}

CommandPayload checkpointFrom(WireReader& reader)
{
    AuditCheckpointPayload checkpoint;
    constexpr qint64 kMost = 1'000'000'000'000;
    checkpoint.count = reader.integer("count", 0, kMost);
    checkpoint.chainHash = reader.sha256("chainHash");
    checkpoint.log = reader.filled("log", kMaxId);
    checkpoint.at = reader.time("at");
    checkpoint.reason = reader.choice("reason", kCheckpointReasons);
    checkpoint.previousCount = reader.integer("previousCount", 0, kMost);
    checkpoint.previousHash = reader.sha256("previousHash");
    checkpoint.approvals = reader.integer("approvals", 0, kMost);
    checkpoint.stopped = reader.integer("stopped", 0, kMost);
    checkpoint.unsettled = reader.integer("unsettled", 0, kMost);
    checkpoint.key = reader.hex("key", 32);
    checkpoint.signature = reader.hex("signature", 64);
    return checkpoint;
}

enum class About { Contact, ContactOrNumber, Nobody };
struct Kind
{
    const char* type;
    About about;
    CommandPayload (*read)(WireReader&);
};
constexpr Kind kKinds[]{
    {"message.send", About::Contact, sendFrom},
    {"optout.record", About::ContactOrNumber, optOutFrom},
    {"answer.set", About::Contact, answerFrom},
    {"tag.add", About::Contact, tagFrom},
    {"tag.remove", About::Contact, tagFrom},
    {"note.add", About::Contact, noteFrom},
    {"contact.skip", About::Contact, [](WireReader&) -> CommandPayload { return SkipPayload{}; }},
    {"contact.wrongNumber", About::Contact, [](WireReader&) -> CommandPayload { return WrongNumberPayload{}; }},
    {"conversation.close", About::Contact,
     [](WireReader& reader) -> CommandPayload { return ClosePayload{reader.optional("cursor", kMaxToken)}; }},
    {"conversation.reopen", About::Contact,
     [](WireReader& reader) -> CommandPayload {
         return ReopenPayload{reader.choiceOr("what", kReopens, Reopens::All)};
     }},
    {"conversation.escalate", About::Contact,
     [](WireReader& reader) -> CommandPayload { return EscalatePayload{reader.optional("reason")}; }},
    {"staff.message", About::Nobody,
     [](WireReader& reader) -> CommandPayload { return StaffMessagePayload{reader.filled("text")}; }},
    {"audit.checkpoint", About::Nobody, checkpointFrom},
    {"choices.report", About::Nobody,
     [](WireReader& reader) -> CommandPayload { return ChoicesPayload{choiceCountsFrom(reader)}; }},
};

Command commandFrom(WireReader& reader)
{
    Command command;
    command.id = reader.id<CommandId>("id");
    const auto type = reader.filled("type", kMaxName);
    command.campaign = reader.id<CampaignId>("campaign");
    command.createdAt = reader.time("createdAt");
    command.attempt = static_cast<int>(reader.integerOr("attempt", 0, kMaxAttempt, 0));
    for (const auto& kind : kKinds) {
        if (type != QLatin1String(kind.type)) {
            continue;
        }
        command.contact =
            kind.about == About::Contact ? reader.id<ContactId>("contact") : reader.optionalId<ContactId>("contact");
        command.payload = kind.read(reader);
        // An opt-out is never turned away for want of one of the two.
        if (kind.about == About::ContactOrNumber && command.contact.isEmpty() &&
            std::get<OptOutPayload>(command.payload).number.isEmpty()) {
            reader.fail("contact", "required without a number");
        }
        return command;
    }
    reader.fail("type", "not a command of this version");
    return command;
}

QJsonObject writeWord(CommandStatus status, const Problem& problem)
{
    QJsonObject json{{u"status"_s, status == CommandStatus::Accepted ? u"accepted"_s : u"refused"_s}};
    if (status == CommandStatus::Refused) {
        json.insert("problem"_L1, write(problem, 0));
    }
    return json;
}

enum class Word { Accepted, Refused, Duplicate };
constexpr WireName<Word> kWords[]{
    {Word::Accepted, "accepted"}, {Word::Refused, "refused"}, {Word::Duplicate, "duplicate"}};
constexpr WireName<Word> kFirstWords[]{{Word::Accepted, "accepted"}, {Word::Refused, "refused"}};

void readWord(WireReader& reader, Word word, CommandOutcome& outcome)
{
    outcome.status = word == Word::Refused ? CommandStatus::Refused : CommandStatus::Accepted;
    if (outcome.status == CommandStatus::Refused) {
        outcome.problem = reader.problem("problem");
    }
}

CommandOutcome outcomeFrom(WireReader& reader)
{
    CommandOutcome outcome;
    outcome.id = reader.id<CommandId>("id");
    const auto word = reader.choice("status", kWords);
    outcome.duplicate = word == Word::Duplicate;
    if (outcome.duplicate) {
        reader.object("outcome", [&outcome](WireReader& first) {
            readWord(first, first.choice("status", kFirstWords), outcome);
            return 0;
        });
    } else {
        readWord(reader, word, outcome);
    }
    return outcome;
}

} // namespace

QJsonObject write(const Command& command)
{
    QJsonObject json{{u"id"_s, command.id.value},
                     {u"type"_s, commandType(command.payload)},
                     {u"campaign"_s, command.campaign.value},
                     {u"createdAt"_s, toRfc3339(command.createdAt)}};
    put(json, "contact", command.contact.value);
    if (command.attempt > 0) {
        json.insert("attempt"_L1, command.attempt);
    }
    std::visit(PayloadWriter{json}, command.payload);
    return json;
}

Result<Command> readCommand(const QJsonObject& json)
{
    WireReader reader(json);
    auto command = commandFrom(reader);
    return reader.finish(std::move(command));
}

QJsonObject writeCommands(const QList<Command>& commands)
{
    QJsonArray items;
    for (const auto& command : commands) {
        items.append(write(command));
    }
    return {{u"commands"_s, items}};
}

Result<QList<Command>> readCommands(const QJsonObject& json)
{
    WireReader reader(json);
    auto commands = reader.list<Command>("commands", kMaxCommands, commandFrom);
    if (commands.isEmpty()) {
        reader.fail("commands", "must not be empty");
    }
    return reader.finish(std::move(commands));
}

QJsonObject write(const CommandOutcome& outcome)
{
    auto json = writeWord(outcome.status, outcome.problem);
    if (outcome.duplicate) {
        json = QJsonObject{{u"status"_s, u"duplicate"_s}, {u"outcome"_s, json}};
    }
    json.insert("id"_L1, outcome.id.value);
    return json;
}

Result<CommandOutcome> readOutcome(const QJsonObject& json)
{
    WireReader reader(json);
    auto outcome = outcomeFrom(reader);
    return reader.finish(std::move(outcome));
}

QJsonObject writeOutcomes(const QList<CommandOutcome>& outcomes)
{
    QJsonArray items;
    for (const auto& outcome : outcomes) {
        items.append(write(outcome));
    }
    return {{u"results"_s, items}};
}

Result<QList<CommandOutcome>> readOutcomes(const QJsonObject& json)
{
    WireReader reader(json);
    auto outcomes = reader.list<CommandOutcome>("results", kMaxCommands, outcomeFrom);
    return reader.finish(std::move(outcomes));
}

} // namespace textbank::wire
