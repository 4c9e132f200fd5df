#include "core/review/UndoHistory.h"

#include "core/review/Abilities.h"

using namespace Qt::StringLiterals;

namespace textbank {

namespace {
constexpr int kMostSteps = 100;
}

UndoHistory::UndoHistory(Store& store, const Clock& clock, Random& random)
    : m_store(store)
    , m_clock(clock)
    , m_random(random)
{
}

void UndoHistory::push(Step step)
{
    m_steps.append(std::move(step));
    ++m_pushes;
    if (m_steps.size() > kMostSteps)
        m_steps.removeFirst();
    emit changed();
}

void UndoHistory::forgetChoice(int group)
{
    const auto isIt = [group](const Step& step) { return step.kind == Kind::Choice && step.group == group; };
    if (m_steps.removeIf(isIt) > 0)
        emit changed();
}

Result<UndoHistory::Step> UndoHistory::undo()
{
    if (m_steps.isEmpty())
        return fail(ErrorCode::NotFound, u"nothing to undo"_s);
    const Step newest = m_steps.back();
    emit undoing(newest.contact);
    for (;;) {
        const Step step = m_steps.back();
        const Result<void> done = takeBack(step);
        const bool hopeless =
            !done && (done.error().code == ErrorCode::Conflict || done.error().code == ErrorCode::NotFound ||
                      done.error().code == ErrorCode::Invalid);
        if (!done && !hopeless)
            return Unexpected{done.error()};
        m_steps.removeLast();
        if (hopeless) {
            emit changed();
            return fail(ErrorCode::Conflict, done.error().detail);
        }
        if (step.group == 0 || m_steps.isEmpty() || m_steps.back().group != step.group)
            break;
    }
    emit changed();
    emit undone(newest.contact);
    emit stepUndone(newest);
    return newest;
}

Result<void> UndoHistory::takeBack(const Step& step)
{
    switch (step.kind) {
    case Kind::SetAside:
        return m_store.setAside(step.contact, step.asideBefore);
    case Kind::HeldText:
        return takeBackText(step);
    case Kind::Choice:
        return {}; // The composer's own affair.
    case Kind::OptOut:
        return fail(ErrorCode::Conflict, u"an opt-out stays"_s);
    case Kind::Skip:
    case Kind::Tag:
    case Kind::Answer:
    case Kind::Note:
    case Kind::Close:
    case Kind::WrongNumber:
    case Kind::Escalate:
        break;
    }
    Q_ASSERT(step.inverse);
    if (isKeptUpstream(step))
        return fail(ErrorCode::Conflict, u"the gateway keeps it"_s);
    Command inverse = *step.inverse;
    const Instant now = m_clock.now();
    inverse.id = CommandId{makeUuidV7(now, m_random)};
    inverse.createdAt = now;
    return m_store.undo(step.command, inverse);
}

bool UndoHistory::isKeptUpstream(const Step& step) const
{
    const auto* tag = std::get_if<TagPayload>(&step.inverse->payload);
    if (!tag || tag->add || !lacking(m_store, step.contact, ContactAction::Untag))
        return false;
    // What waits here still is taken back here.
    const auto row = m_store.outboxRow(step.command);
    return row && *row && (*row)->state != OutboxState::Pending && (*row)->state != OutboxState::Refused;
}

Result<void> UndoHistory::takeBackText(const Step& step)
{
    // The cancelled text stays in the conversation, so a crash between these two writes loses no word of it; the other
    // order could leave a copy of a text that went out in the composer.
    const Result<bool> stopped = m_store.cancelSend(step.command);
    if (!stopped)
        return Unexpected{stopped.error()};
    if (!*stopped)
        return fail(ErrorCode::Conflict, u"the text has left"_s);
    const Result<QString> begun = m_store.draft(step.contact);
    const QString further = begun.value_or({});
    // What was typed since for the same contact is kept behind it: a person reads it before anything is sent.
    const QString text = further.isEmpty() || further == step.text ? step.text : step.text + u'\n' + further;
    const Result<void> saved = m_store.saveDraft(step.contact, text);
    // The text is stopped, which is what was asked for; without the draft it is still there to read.
    Q_UNUSED(saved);
    return {};
}

} // namespace textbank
