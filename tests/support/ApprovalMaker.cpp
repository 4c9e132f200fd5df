#include "tests/support/ApprovalMaker.h"

namespace textbank {

ApprovalMaker::ApprovalMaker(Store& store, const Clock& clock, Random& random)
    : m_approver(store, clock, random)
{
    m_approver.setClockOffset(Millis{0});
}

Result<CommandId> ApprovalMaker::first(const ContactId& contact, const QString& text)
{
    return press(contact, SendKind::FirstMessage, text);
}

Result<CommandId> ApprovalMaker::reply(const ContactId& contact, const QString& text)
{
    return press(contact, SendKind::Reply, text);
}

Result<CommandId> ApprovalMaker::press(const ContactId& contact, SendKind kind, const QString& text)
{
    return m_approver.approve({++m_serial, InputKind::Key}, {contact, kind, text, {}, true});
}

} // namespace textbank
