#pragma once

#include "core/review/Approver.h"

namespace textbank {

/// A person who presses: each call is one new press on one text, through the real Approver and its gate.
class ApprovalMaker
{
public:
    ApprovalMaker(Store& store, const Clock& clock, Random& random);

    Result<CommandId> first(const ContactId& contact,
                            const QString& text = QStringLiteral("Hi, will you vote for the library?"));
    Result<CommandId> reply(const ContactId& contact,
                            const QString& text = QStringLiteral("Thank you for telling me."));
    Approver& approver() { return m_approver; }

private:
    Result<CommandId> press(const ContactId& contact, SendKind kind, const QString& text);

    Approver m_approver;
    quint64 m_serial = 0;
};

} // namespace textbank
