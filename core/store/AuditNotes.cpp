#include "core/store/AuditNotes.h"

#include "core/base/Clock.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::note {
namespace {

constexpr qsizetype kLongestCode = 80;

QString hex(const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex()); }
QString yesOrNo(bool value) { return value ? u"yes"_s : u"no"_s; }

QString nameOf(InputKind input)
{
    switch (input) {
    case InputKind::Key:
        return u"key"_s;
    case InputKind::Click:
        return u"click"_s;
    case InputKind::Assistive:
        break;
    }
    return u"assistive"_s;
}

QString nameOf(OptOutSource source)
{
    switch (source) {
    case OptOutSource::Reply:
        return u"reply"_s;
    case OptOutSource::Volunteer:
        return u"volunteer"_s;
    case OptOutSource::Staff:
        return u"staff"_s;
    case OptOutSource::Import:
        return u"import"_s;
    case OptOutSource::Gateway:
        break;
    }
    return u"gateway"_s;
}

/// What a command holds besides its contact: ids in clear, words hidden.
struct PayloadNote
{
    AuditNote& note;

    void operator()(const AnswerPayload& answer) const
    {
        note.facts.insert(u"step"_s, answer.step.value);
        note.facts.insert(u"takenBack"_s, yesOrNo(answer.value.isEmpty()));
        note.hidden.insert(u"value"_s, answer.value);
    }
    void operator()(const TagPayload& tag) const { note.hidden.insert(u"tag"_s, tag.tag); }
    void operator()(const NotePayload& written) const
    {
        note.facts.insert(u"note"_s, written.note.value);
        note.facts.insert(u"takenBack"_s, yesOrNo(written.text.isEmpty()));
    }
    void operator()(const EscalatePayload& escalate) const { note.hidden.insert(u"reason"_s, escalate.reason); }
    void operator()(const auto&) const {}
};

} // namespace

void putCode(AuditNote& note, const QString& name, const QString& value)
{
    const auto isCode = value.size() <= kLongestCode && std::all_of(value.cbegin(), value.cend(), [](QChar c) {
                            return (c >= u'a' && c <= u'z') || c == u'-' || c == u'.' || c == u'_' || c == u' ';
                        });
    // Digits and capitals could be a number or a name; a carrier's short code is neither.
    constexpr qsizetype kShort = 6;
    const auto isShort = value.size() <= kShort && std::all_of(value.cbegin(), value.cend(), [](QChar c) {
                             return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-');
                         });
    (isCode || isShort ? note.facts : note.hidden).insert(name, value);
}

AuditNote approval(const Approval& approval, const VolunteerId& by)
{
    const auto& command = approval.command();
    const auto& send = approval.send();
    return {u"send.approved"_s,
            {{u"by"_s, by.value},
             {u"command"_s, command.id.value},
             {u"campaign"_s, command.campaign.value},
             {u"contact"_s, command.contact.value},
             {u"send"_s, send.kind == SendKind::FirstMessage ? u"first"_s : u"reply"_s},
             {u"input"_s, nameOf(send.input)},
             {u"approvedAt"_s, toRfc3339(send.approvedAt)},
             {u"textSha256"_s, hex(send.textSha256)},
             {u"edited"_s, yesOrNo(send.edited)},
             {u"step"_s, send.step.value},
             {u"policy"_s, send.policyVersion},
             {u"gate"_s, u"allowed"_s},
             {u"zones"_s, approval.zones().join(u' ')},
             {u"cursor"_s, send.cursor},
             {u"sendBefore"_s, toRfc3339(send.sendBefore)}}};
}

AuditNote press(const SendPayload& asked, const ContactId& contact, const VolunteerId& by)
{
    return {u"press.refused"_s,
            {{u"by"_s, by.value},
             {u"contact"_s, contact.value},
             {u"send"_s, asked.kind == SendKind::FirstMessage ? u"first"_s : u"reply"_s},
             {u"input"_s, nameOf(asked.input)},
             {u"textSha256"_s, hex(asked.textSha256)},
             {u"edited"_s, yesOrNo(asked.edited)},
             {u"policy"_s, asked.policyVersion},
             {u"cursor"_s, asked.cursor}}};
}

AuditNote command(const Command& command, const VolunteerId& by)
{
    AuditNote note{commandType(command.payload),
                   {{u"by"_s, by.value}, {u"command"_s, command.id.value}, {u"campaign"_s, command.campaign.value}}};
    if (!command.contact.isEmpty()) {
        note.facts.insert(u"contact"_s, command.contact.value);
    }
    std::visit(PayloadNote{note}, command.payload);
    return note;
}

AuditNote optOut(const CommandId& command, const ContactId& contact, const OptOutPayload& optOut,
                 const QString& reading, const QByteArray& phoneHash, const VolunteerId& by)
{
    AuditNote note{u"optout.recorded"_s, {{u"contact"_s, contact.value}, {u"source"_s, nameOf(optOut.source)}}};
    if (optOut.number.isEmpty()) {
        note.facts.insert(u"numberHidden"_s, yesOrNo(true));
    } else {
        // Keyed by the profile: it joins entries of this log and says nothing to anybody else.
        note.facts.insert(u"number"_s, hex(phoneHash));
    }
    if (!command.isEmpty()) {
        note.facts.insert(u"command"_s, command.value);
    }
    if (!reading.isEmpty()) {
        note.facts.insert(u"reading"_s, reading);
    }
    if (optOut.source == OptOutSource::Volunteer) {
        note.facts.insert(u"by"_s, by.value);
    }
    if (!optOut.words.isEmpty()) {
        note.hidden.insert(u"words"_s, optOut.words);
    }
    return note;
}

std::optional<AuditNote> ended(const CommandId& command, const ContactId& contact, bool isSend, OutboxEvent event,
                               const Problem& problem, const QString& reason)
{
    QString how;
    switch (event) {
    case OutboxEvent::Refuse:
        how = u"refused"_s;
        break;
    case OutboxEvent::Cancel:
        how = u"cancelled"_s;
        break;
    case OutboxEvent::Expire:
        how = u"expired"_s;
        break;
    case OutboxEvent::GiveUp:
        how = u"given-up"_s;
        break;
    default:
        return std::nullopt;
    }
    AuditNote note{(isSend ? u"send."_s : u"command."_s) + how, {{u"command"_s, command.value}}};
    if (!contact.isEmpty()) {
        note.facts.insert(u"contact"_s, contact.value);
    }
    const auto isGate = problem.detail.startsWith("gate "_L1);
    note.facts.insert(u"by"_s, event == OutboxEvent::Refuse   ? u"gateway"_s
                               : isGate                       ? u"gate"_s
                               : event == OutboxEvent::GiveUp ? u"volunteer"_s
                               : reason == "undone"_L1        ? u"volunteer"_s
                                                              : u"device"_s);
    putCode(note, u"reason"_s, reason.isEmpty() ? problemSlug(problem.type) : reason);
    if (isGate) {
        putCode(note, u"gate"_s, problem.detail.mid(5));
    }
    return note;
}

} // namespace textbank::note
