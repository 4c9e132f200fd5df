#include "core/review/ContactActions.h"

#include "core/review/Abilities.h"

using namespace Qt::StringLiterals;

namespace textbank {

namespace {
Unexpected<Error> unknownContact() { return fail(ErrorCode::NotFound, u"no such contact"_s); }

Unexpected<Error> lackingAbility(Ability ability)
{
    return fail(ErrorCode::Blocked, u"the gateway lacks ability %1"_s.arg(static_cast<int>(ability)));
}
} // namespace

ContactActions::ContactActions(Store& store, UndoHistory& undo, const Clock& clock, Random& random)
    : m_store(store)
    , m_undo(undo)
    , m_clock(clock)
    , m_random(random)
{
}

Result<void> ContactActions::skip(const ContactId& contact)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (record->stage != ContactStage::NeedsFirstMessage)
        return fail(ErrorCode::Conflict, u"texted already"_s);
    if (record->skipped)
        return {};
    return recordUndoable(UndoHistory::Kind::Skip, *record, SkipPayload{}, ReopenPayload{Reopens::Skip});
}

Result<void> ContactActions::wrongNumber(const ContactId& contact)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (record->wrongNumber)
        return {};
    if (const auto ability = lacking(m_store, contact, ContactAction::WrongNumber))
        return lackingAbility(*ability);
    return recordUndoable(UndoHistory::Kind::WrongNumber, *record, WrongNumberPayload{},
                          ReopenPayload{Reopens::WrongNumber});
}

Result<void> ContactActions::optOut(const ContactId& contact)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (record->optedOut)
        return {};
    const Command optOut = command(*record, OptOutPayload{OptOutSource::Volunteer, {}, record->contact.phone});
    if (Result<void> recorded = m_store.record(optOut); !recorded)
        return recorded;
    UndoHistory::Step step;
    step.kind = UndoHistory::Kind::OptOut;
    step.contact = optOut.contact;
    m_undo.push(std::move(step));
    return {};
}

Result<void> ContactActions::escalate(const ContactId& contact, const QString& reason)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (record->escalated)
        return {};
    if (const auto ability = lacking(m_store, contact, ContactAction::Escalate))
        return lackingAbility(*ability);
    return recordUndoable(UndoHistory::Kind::Escalate, *record, EscalatePayload{reason.trimmed()},
                          ReopenPayload{Reopens::Escalation});
}

Result<void> ContactActions::close(const ContactId& contact)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (record->stage == ContactStage::Closed)
        return {};
    return recordUndoable(UndoHistory::Kind::Close, *record, ClosePayload{}, ReopenPayload{Reopens::Close});
}

Result<void> ContactActions::reopen(const ContactId& contact)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (record->stage == ContactStage::Closed)
        return recordUndoable(UndoHistory::Kind::Close, *record, ReopenPayload{}, ClosePayload{});
    if (record->wrongNumber)
        return recordUndoable(UndoHistory::Kind::WrongNumber, *record, ReopenPayload{}, WrongNumberPayload{});
    if (record->skipped)
        return recordUndoable(UndoHistory::Kind::Skip, *record, ReopenPayload{}, SkipPayload{});
    if (record->escalated) // Taken back from staff; to hand it over again takes a reason, which is no undo.
        return m_store.record(command(*record, ReopenPayload{}));
    return {};
}

Result<void> ContactActions::setAside(const ContactId& contact, bool aside)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (record->setAside == aside)
        return {};
    if (const Result<void> done = m_store.setAside(contact, aside); !done)
        return done;
    UndoHistory::Step step;
    step.kind = UndoHistory::Kind::SetAside;
    step.contact = contact;
    step.asideBefore = !aside;
    m_undo.push(std::move(step));
    return {};
}

Result<void> ContactActions::setTag(const ContactId& contact, const QString& tag, bool on, int group)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (tag.isEmpty())
        return fail(ErrorCode::Invalid, u"no tag"_s);
    if (record->tags.contains(tag) == on)
        return {};
    if (const auto ability = lacking(m_store, contact, on ? ContactAction::Tag : ContactAction::Untag))
        return lackingAbility(*ability);
    return recordUndoable(UndoHistory::Kind::Tag, *record, TagPayload{tag, on}, TagPayload{tag, !on}, group);
}

Result<void> ContactActions::setAnswer(const ContactId& contact, const StepId& step, const QString& value, int group)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    if (step.isEmpty())
        return fail(ErrorCode::Invalid, u"no step"_s);
    const QString before = record->answers.value(step);
    if (before == value)
        return {};
    return recordUndoable(UndoHistory::Kind::Answer, *record, AnswerPayload{step, value}, AnswerPayload{step, before},
                          group);
}

Result<void> ContactActions::addNote(const ContactId& contact, const QString& text)
{
    const ContactRecord* record = m_store.contact(contact);
    if (!record)
        return unknownContact();
    const QString words = text.trimmed();
    if (words.isEmpty())
        return fail(ErrorCode::Invalid, u"blank note"_s);
    if (const auto ability = lacking(m_store, contact, ContactAction::Note))
        return lackingAbility(*ability);
    const NoteId note{makeUuidV7(m_clock.now(), m_random)};
    return recordUndoable(UndoHistory::Kind::Note, *record, NotePayload{note, words}, NotePayload{note, {}});
}

Command ContactActions::command(const ContactRecord& record, CommandPayload payload)
{
    const Instant now = m_clock.now();
    return {CommandId{makeUuidV7(now, m_random)}, record.contact.campaign, record.contact.id, now, std::move(payload)};
}

Result<void> ContactActions::recordUndoable(UndoHistory::Kind kind, const ContactRecord& record, CommandPayload payload,
                                            CommandPayload inverse, int group)
{
    const Command done = command(record, std::move(payload)); // `record` is good until the store writes, not longer.
    if (const Result<void> recorded = m_store.record(done); !recorded)
        return recorded;
    UndoHistory::Step step;
    step.kind = kind;
    step.contact = done.contact;
    step.command = done.id;
    step.inverse = Command{{}, done.campaign, done.contact, {}, std::move(inverse)};
    step.group = group;
    m_undo.push(std::move(step));
    return {};
}

} // namespace textbank
