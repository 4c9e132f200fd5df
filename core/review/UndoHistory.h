#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/store/Store.h"

#include <QList>
#include <QObject>
#include <optional>

namespace textbank {

/// What a volunteer did and can still take back, newest last; shared by both desks. At most 100 steps.
class UndoHistory : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Skip, Tag, Answer, Note, Close, SetAside, WrongNumber, Escalate, HeldText };
    struct Step
    {
        Kind kind = Kind::Skip;
        ContactId contact;
        CommandId command; ///< Empty for SetAside.
        std::optional<Command> inverse;
        QString text; ///< What a held text said, so that undo gives it back as a draft.
    };
    UndoHistory(Store& store, const Clock& clock, Random& random);
    void push(Step step);
    bool canUndo() const { return !m_steps.isEmpty(); }
    const Step* newest() const { return m_steps.isEmpty() ? nullptr : &m_steps.back(); }
    /// Takes the newest step back and says which it was. NotFound when there is none; Conflict when a held text already left (the step is
    /// then dropped).
    Result<Step> undo();

signals:
    void changed();
    void undone(const textbank::ContactId& contact);

private:
    Store& m_store;
    const Clock& m_clock;
    Random& m_random;
    QList<Step> m_steps;
};

} // namespace textbank
