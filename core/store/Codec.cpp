#include "core/store/Codec.h"

#include "core/store/Packing.h"

using namespace Qt::StringLiterals;

namespace textbank::codec {

// The order of these fields is the layout; a change needs a new one beside those there are, see kLayout.

template<class Io>
void fields(DayWindow& day, Io& io)
{
    io(day.openMinute), io(day.closeMinute);
}
template<class Io>
void fields(Holiday& holiday, Io& io)
{
    io(holiday.date), io(holiday.name), io(holiday.states), io(holiday.window);
}
template<class Io>
void fields(CheckChoice& choice, Io& io)
{
    io(choice.check), io(choice.level);
}
template<class Io>
void fields(Disclosure& disclosure, Io& io)
{
    io(disclosure.state), io(disclosure.wordings), io(disclosure.level);
}
template<class Io>
void fields(Policy& policy, Io& io)
{
    io(policy.version), io(policy.hours.week), io(policy.holdSeconds), io(policy.sendWithinMinutes);
    io(policy.clockToleranceSeconds), io(policy.confirmation), io(policy.identityWording), io(policy.optOutWording);
    io(policy.segmentPrice), io(policy.currency);
    io.since(3, policy.checks), io.since(3, policy.disclosures), io.since(3, policy.maxSegments);
    io.since(4, policy.hours.floor), io.since(4, policy.hours.stateWeek), io.since(4, policy.hours.campaignWeek);
    io.since(4, policy.hours.holidays);
    io.since(4, policy.householdHours), io.since(4, policy.recontactHours);
}
template<class Io>
void fields(AnswerOption& option, Io& io)
{
    io(option.value), io(option.nextStep);
}
template<class Io>
void fields(InteractionStep& step, Io& io)
{
    io(step.id), io(step.question), io(step.texts), io(step.answers);
}
template<class Io>
void fields(CannedResponse& canned, Io& io)
{
    io(canned.id), io(canned.title), io(canned.texts), io(canned.answersStep), io(canned.answer), io(canned.tags);
}
template<class Io>
void fields(Campaign& campaign, Io& io)
{
    io(campaign.id), io(campaign.organisation), io(campaign.title), io(campaign.version), io(campaign.language);
    io(campaign.brief), io(campaign.tags), io(campaign.steps), io(campaign.canned), io(campaign.policy);
    io(campaign.registration), io(campaign.paused), io(campaign.pauseReason), io(campaign.practice);
    io.since(5, campaign.syntax), io.since(5, campaign.cleaning), io.since(5, campaign.fieldNames);
    io.since(5, campaign.senderFields), io.since(5, campaign.missing);
}
template<class Io>
void fields(SendPayload& send, Io& io)
{
    io(send.kind), io(send.text), io(send.textSha256), io(send.step), io(send.edited), io(send.approvedAt);
    io(send.input), io(send.leaseToken), io(send.policyVersion), io(send.cursor), io(send.sendBefore);
}
template<class Io>
void fields(OptOutPayload& optOut, Io& io)
{
    io(optOut.source), io(optOut.words), io(optOut.number);
}
template<class Io>
void fields(AnswerPayload& answer, Io& io)
{
    io(answer.step), io(answer.value);
}
template<class Io>
void fields(TagPayload& tag, Io& io)
{
    io(tag.tag), io(tag.add);
}
template<class Io>
void fields(NotePayload& note, Io& io)
{
    io(note.note), io(note.text);
}
template<class Io>
void fields(SkipPayload&, Io&)
{
}
template<class Io>
void fields(WrongNumberPayload&, Io&)
{
}
template<class Io>
void fields(ClosePayload& close, Io& io)
{
    io.since(2, close.cursor);
}
template<class Io>
void fields(ReopenPayload& reopen, Io& io)
{
    io.since(6, reopen.what);
}
template<class Io>
void fields(EscalatePayload& escalate, Io& io)
{
    io(escalate.reason);
}
template<class Io>
void fields(StaffMessagePayload& message, Io& io)
{
    io(message.text);
}
template<class Io>
void fields(AuditCheckpointPayload& checkpoint, Io& io)
{
    io(checkpoint.count), io(checkpoint.chainHash), io(checkpoint.log), io(checkpoint.at), io(checkpoint.reason);
    io(checkpoint.previousCount), io(checkpoint.previousHash), io(checkpoint.approvals), io(checkpoint.stopped);
    io(checkpoint.unsettled), io(checkpoint.key), io(checkpoint.signature);
}
template<class Io>
void fields(ChoiceCount& count, Io& io)
{
    io(count.intent), io(count.suggestion), io(count.times);
}
template<class Io>
void fields(ChoicesPayload& choices, Io& io)
{
    io(choices.counts);
}
template<class Io>
void fields(Evidence& evidence, Io& io)
{
    io(evidence.phone), io(evidence.zones);
}

namespace {

/// The alternatives of CommandPayload by number: their order in the variant is part of the layout.
template<size_t I = 0>
void readPayload(size_t index, CommandPayload& payload, Unpacker& reader)
{
    if constexpr (I < std::variant_size_v<CommandPayload>) {
        if (index == I) {
            reader(payload.emplace<I>());
        } else {
            readPayload<I + 1>(index, payload, reader);
        }
    }
}

Unexpected<Error> unreadable(const char* what)
{
    return fail(ErrorCode::Corrupt, u"the stored %1 cannot be read"_s.arg(QLatin1String(what)));
}

} // namespace

QString Pool::shared(const QString& text)
{
    if (text.isEmpty()) {
        return {};
    }
    return *m_texts.insert(text);
}

QByteArray encodeContact(const Contact& contact)
{
    Packer out;
    out(contact.firstName), out(contact.lastName), out(contact.phone), out(contact.city), out(contact.state);
    out(contact.zip), out(contact.language), out(contact.reason), out(contact.fields);
    out.since(5, contact.zones), out.since(5, contact.numberHidden);
    return out.bytes();
}

Result<void> decodeContact(const QByteArray& plain, Contact& into, Pool& pool)
{
    Unpacker in(plain, &pool);
    in(into.firstName), in(into.lastName), in(into.phone), in.shared(into.city), in.shared(into.state);
    in.shared(into.zip), in.shared(into.language), in.shared(into.reason), in(into.fields);
    in.since(5, into.zones), in.since(5, into.numberHidden);
    if (!in.isSound()) {
        return unreadable("contact");
    }
    return {};
}

QByteArray encodeWork(const ContactRecord& record)
{
    if (record.tags.isEmpty() && record.answers.isEmpty()) {
        return {};
    }
    Packer out;
    out(record.tags), out(record.answers);
    return out.bytes();
}

Result<void> decodeWork(const QByteArray& plain, ContactRecord& into, Pool& pool)
{
    Unpacker in(plain, &pool);
    in(into.tags), in(into.answers);
    if (!in.isSound()) {
        return unreadable("work on a contact");
    }
    return {};
}

QByteArray encodeCampaign(const Campaign& campaign)
{
    Packer out;
    out(campaign);
    return out.bytes();
}

Result<Campaign> decodeCampaign(const QByteArray& plain)
{
    Unpacker in(plain);
    Campaign campaign;
    in(campaign);
    if (!in.isSound()) {
        return unreadable("campaign");
    }
    return campaign;
}

QByteArray encodeCommand(const Command& command, const Evidence& evidence)
{
    Packer out;
    out(command.contact), out(static_cast<int>(command.payload.index()));
    std::visit([&](const auto& payload) { out(payload); }, command.payload);
    out(evidence);
    return out.bytes();
}

Result<void> decodeCommand(const QByteArray& plain, Command& into, Evidence& evidence)
{
    Unpacker in(plain);
    auto index = -1;
    in(into.contact), in(index);
    if (index < 0 || static_cast<size_t>(index) >= std::variant_size_v<CommandPayload>) {
        return unreadable("command");
    }
    readPayload(static_cast<size_t>(index), into.payload, in);
    in(evidence);
    if (!in.isSound()) {
        return unreadable("command");
    }
    return {};
}

QByteArray encodeTexts(const QStringList& texts)
{
    Packer out;
    out(texts);
    return out.bytes();
}

Result<QStringList> decodeTexts(const QByteArray& plain, qsizetype count)
{
    Unpacker in(plain);
    QStringList texts;
    in(texts);
    if (!in.isSound() || texts.size() != count) {
        return unreadable("texts");
    }
    return texts;
}

} // namespace textbank::codec
