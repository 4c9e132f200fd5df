#pragma once

#include "core/review/UndoHistory.h"

namespace textbank {

/// What a volunteer records about one contact, on either desk: each a command of its own with a fresh id, remembered in
/// the undo history where it can be taken back. None of them texts anybody. What is so already is not recorded again.
/// NotFound for an unknown contact; Blocked for what the contact's campaign cannot keep (see Abilities.h); errors of
/// the store otherwise, and then nothing happened.
class ContactActions
{
public:
    ContactActions(Store& store, UndoHistory& undo, const Clock& clock, Random& random);

    /// Conflict when the contact has had its first message.
    Result<void> skip(const ContactId& contact);
    Result<void> wrongNumber(const ContactId& contact);
    /// Suppresses the number. Not undoable here: only the contact's own word or staff lift an opt-out.
    Result<void> optOut(const ContactId& contact);
    Result<void> escalate(const ContactId& contact, const QString& reason);
    Result<void> close(const ContactId& contact);
    Result<void> reopen(const ContactId& contact);
    Result<void> setAside(const ContactId& contact, bool aside);
    /// `group` is UndoHistory's; 0 stands alone. Invalid for an empty tag.
    Result<void> setTag(const ContactId& contact, const QString& tag, bool on, int group = 0);
    /// An empty value takes the answer back. Invalid without a step.
    Result<void> setAnswer(const ContactId& contact, const StepId& step, const QString& value, int group = 0);
    /// Invalid for a blank note.
    Result<void> addNote(const ContactId& contact, const QString& text);

private:
    Command command(const ContactRecord& record, CommandPayload payload);
    Result<void> recordUndoable(UndoHistory::Kind kind, const ContactRecord& record, CommandPayload payload,
                                CommandPayload inverse, int group = 0);

    Store& m_store;
    UndoHistory& m_undo;
    const Clock& m_clock;
    Random& m_random;
};

} // namespace textbank
