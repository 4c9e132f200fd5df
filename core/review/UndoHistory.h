#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/store/Store.h"

#include <QList>
#include <QObject>
#include <optional>

namespace textbank {

/// What a volunteer did, newest last; shared by both desks. At most 100 steps. What cannot be taken back is a step too:
/// a press of undo is answered with the last thing done, never with something older that nobody was thinking of.
class UndoHistory : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Skip, Tag, Answer, Note, Close, SetAside, WrongNumber, Escalate, Choice, HeldText, OptOut };
    /// Choice is a suggestion put into the composer: it changes nothing but what is being written there. HeldText is
    /// any text that was approved; it comes back while it still waits. OptOut never comes back.
    struct Step
    {
        Kind kind = Kind::Skip;
        ContactId contact;
        CommandId command;              ///< Empty for SetAside and OptOut.
        std::optional<Command> inverse; ///< Its id and time are given when it is needed, not before.
        QString text;                   ///< What a held text said, so that undo gives it back as a draft; with Choice,
                                        ///< what was in the composer before.
        QString chosen;                 ///< With Choice: the suggestion's words.
        bool asideBefore = false;       ///< For SetAside: what undo puts back.
        int group = 0; ///< Steps of one press share a number and are taken back together; 0 stands alone.
    };
    UndoHistory(Store& store, const Clock& clock, Random& random);
    void push(Step step);
    /// A number for the steps of one press.
    int newGroup() { return ++m_lastGroup; }
    /// What a suggestion put into the composer is gone from there, sent: what it recorded can still be taken back.
    void forgetChoice(int group);
    bool canUndo() const { return !m_steps.isEmpty(); }
    /// How many steps were pushed so far: tells whether an action left one.
    quint64 pushes() const { return m_pushes; }
    const Step* newest() const { return m_steps.isEmpty() ? nullptr : &m_steps.back(); }
    /// Takes the newest step back (with its group) and says which it was. NotFound when there is none; Conflict when a
    /// text already left, when it was an opt-out, or when the step does not fit what is recorded any more: that step
    /// alone is then dropped. Any other error leaves the step where it was, to be tried again.
    Result<Step> undo();

signals:
    void changed();
    /// A step of this contact is about to be taken back: whoever holds a text in progress for it saves it now.
    void undoing(const textbank::ContactId& contact);
    void undone(const textbank::ContactId& contact);
    /// The same, with what was taken back; after undone().
    void stepUndone(const textbank::UndoHistory::Step& step);

private:
    Result<void> takeBack(const Step& step);
    /// The gateway has it and knows no way to take it back.
    bool isKeptUpstream(const Step& step) const;
    Result<void> takeBackText(const Step& step);

    Store& m_store;
    const Clock& m_clock;
    Random& m_random;
    QList<Step> m_steps;
    int m_lastGroup = 0;
    quint64 m_pushes = 0;
};

} // namespace textbank
