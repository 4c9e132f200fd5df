#include "app/gateway/RehearsalRun.h"

#include <QThread>

namespace textbank {
namespace {

constexpr unsigned long kLookMs = 100;
/// A serving process looks every second; one that took nothing up by then is none.
constexpr Seconds kTakenUp{10};

} // namespace

Result<Rehearsal> RehearsalRun::wait(const Host::RehearsalWish& wish)
{
    if (const auto asked = m_host.askForRehearsal(wish); !asked) {
        return Unexpected{asked.error()};
    }
    for (;;) {
        if (m_by == By::ThisProcess) {
            if (const auto taken = m_host.takeCarrierEvents(); !taken) {
                return Unexpected{taken.error()};
            }
        }
        auto rehearsal = m_host.rehearsal(wish.id);
        if (!rehearsal || rehearsal->endedAt) {
            return rehearsal;
        }
        const auto isLeft =
            rehearsal->stage() == Rehearsal::Stage::Asked && m_host.now() > rehearsal->askedAt + kTakenUp;
        // Of one that ended in the middle the next one to serve makes the end.
        const auto isOver = m_host.now() > rehearsal->askedAt + 2 * rehearsal->wait + kTakenUp;
        if (isLeft || isOver) {
            const auto withdrawn = m_host.withdrawRehearsal(wish.id);
            return withdrawn ? m_host.rehearsal(wish.id) : Result<Rehearsal>(Unexpected{withdrawn.error()});
        }
        QThread::msleep(kLookMs); // The other process answers through the database, which wakes nobody.
    }
}

} // namespace textbank
