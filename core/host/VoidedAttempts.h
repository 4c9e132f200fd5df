#pragma once

#include "core/host/Work.h"
#include "core/model/Command.h"

namespace textbank {

/// Attempts of a volunteer's commands of which it was said that they never came. They are not taken any more, so that
/// what was still on its way cannot arrive behind that word.
class VoidedAttempts
{
public:
    VoidedAttempts(Work& work, const VolunteerId& volunteer)
        : m_work(work)
        , m_volunteer(volunteer)
    {
    }

    bool covers(const Command& command);
    void add(const CommandId& id, int upTo);
    /// The command is decided now; its attempts do not matter any more.
    void forget(const CommandId& id);

private:
    Work& m_work;
    VolunteerId m_volunteer;
};

} // namespace textbank
