#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/base/Result.h"
#include "core/model/Approval.h"
#include "core/policy/SendGate.h"
#include "core/store/Store.h"

#include <optional>

namespace textbank {

/// One distinct physical press or click, numbered by the window that saw it. Made by ui/'s press guard only.
struct Press
{
    quint64 serial = 0; ///< Rises with each press; 0 is none.
    InputKind input = InputKind::Key;
};

/// What was on screen when the person pressed.
struct ShownText
{
    ContactId contact;
    SendKind kind = SendKind::FirstMessage;
    QString text;
    StepId step;
    bool edited = false;
};

/// The one place in the program that can create an Approval: one press, one text that was on screen, one gate.
class Approver
{
public:
    Approver(Store& store, const Clock& clock, Random& random);

    /// Gate, approval and its commit in one turn. Blocked when the gate says no (see lastVerdict), when the campaign's
    /// cleaning would still change the text (both sessions clean what is written), or when a check blocks;
    /// NotFound for no such contact; Conflict when this press was used already: its first try uses it up, also one that
    /// fails. When it fails nothing was sent, and the record has a "press.refused" with the reason; no entry where it
    /// is the disk that refuses the approval.
    Result<CommandId> approve(const Press& press, const ShownText& shown);
    /// A press on what was `shown` that met another text or contact: it approves nothing, now or later, and is recorded
    /// as refused.
    void spend(const Press& press, const ShownText& shown);
    GateVerdict lastVerdict() const { return m_lastVerdict; }
    /// The gate's answer for a contact now, without approving anything.
    GateVerdict verdictFor(const ContactRecord& contact, SendKind kind) const;
    void setClockOffset(std::optional<Millis> offset) { m_clockOffset = offset; }

private:
    void noteRefusal(const Press& press, const ShownText& shown, const QString& reason);

    Store& m_store;
    const Clock& m_clock;
    Random& m_random;
    std::optional<Millis> m_clockOffset;
    quint64 m_lastPress = 0;
    GateVerdict m_lastVerdict;
};

} // namespace textbank
