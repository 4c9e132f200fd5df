#pragma once

#include "core/model/Command.h"
#include "core/model/Contact.h"

#include <QStringList>

namespace textbank {

class Approver;

/// Proof that a person approved exactly this text for exactly this contact with one press. Only Approver
/// (core/review) can make one; a test holds that there is no second place.
class Approval
{
public:
    /// The message.send command with its evidence.
    const Command& command() const { return m_command; }
    const SendPayload& send() const { return std::get<SendPayload>(m_command.payload); }
    const PhoneNumber& phone() const { return m_phone; }
    /// IANA zones the gate decided by.
    const QStringList& zones() const { return m_zones; }
    /// Until then the campaign's hold keeps it back and undo stops it.
    Instant heldUntil() const { return m_heldUntil; }

private:
    friend class Approver;
    Approval(Command command, PhoneNumber phone, QStringList zones, Instant heldUntil)
        : m_command(std::move(command))
        , m_phone(std::move(phone))
        , m_zones(std::move(zones))
        , m_heldUntil(heldUntil)
    {
    }
    Command m_command;
    PhoneNumber m_phone;
    QStringList m_zones;
    Instant m_heldUntil;
};

} // namespace textbank
