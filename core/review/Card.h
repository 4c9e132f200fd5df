#pragma once

#include "core/compose/MessageChecks.h"
#include "core/compose/Segments.h"
#include "core/compose/Template.h"
#include "core/policy/SendGate.h"

#include <optional>

namespace textbank {

/// Everything the desk shows of one contact, prepared before it is needed.
struct Card
{
    ContactRecord record;
    QString text; ///< Merged, or as edited.
    StepId step;
    bool edited = false;
    std::optional<TemplateError> templateError; ///< The text could not be made; it cannot be sent unless edited.
    SegmentCount segments;
    QList<CheckFinding> findings;
    GateVerdict verdict;
    QString zone; ///< The contact's likeliest IANA zone, for the local time shown; empty when nobody can tell.

    /// Nothing stands in the way of a send.
    bool sendable() const;
};

/// A contact the desk passed over, and why.
struct BlockedContact
{
    enum class Why { Gate, TemplateError, CheckFinding };
    ContactId contact;
    Why why = Why::Gate;
    GateVerdict verdict;
    std::optional<TemplateError> templateError;
    QList<CheckFinding> findings;
};

/// Contacts who wait for the same opening of texting hours.
struct Opening
{
    Instant at{};
    QString zone; ///< IANA, of where it opens last.
    int contacts = 0;
};

} // namespace textbank
