#pragma once

#include "core/sync/Deadline.h"
#include "core/sync/SyncEngine.h"

namespace textbank {

/// Notices that a shift is over without the volunteer's wish: staff ended the session, the gateway does not know the
/// sign-in any more, or the deadline passed in silence. Without timers of its own.
class EndWatch : public QObject
{
    Q_OBJECT
public:
    /// What becomes of a shift whose sign-in the gateway does not know any more.
    enum class Refused {
        EndsIt,       ///< There is no way back in for this device.
        AwaitsSignIn, ///< She can sign in again: nothing is given up before its deadline.
    };
    EndWatch(Store& store, SyncEngine& engine, Deadline deadline, Refused refused = Refused::EndsIt);

    /// Time has passed: call it at least every half minute.
    void look();
    /// With a new token: earlier refusals count no more.
    void signedInAgain() { m_refusals = 0; }

    /// For the start, before a contact is shown: why this profile may not be worked on, if so.
    static std::optional<EndReason> reasonAtStart(const Store& store, const Deadline& deadline);

signals:
    /// Once. Nothing more is sent from here: close the desk, then Store::forgetContacts.
    void over(textbank::EndReason reason);

private:
    void lookAtStatus(const SyncStatus& status);
    void keepTime();
    void say(EndReason reason);

    Store& m_store;
    SyncEngine& m_engine;
    Deadline m_deadline;
    Refused m_refused;
    Instant m_lastContact{};
    int m_refusals = 0; ///< Times in a row that the sign-in was not accepted.
    bool m_said = false;
};

} // namespace textbank
