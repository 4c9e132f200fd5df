#pragma once

#include "core/model/Message.h"
#include "core/model/PhoneNumber.h"

#include <QList>
#include <optional>

namespace textbank {

/// What a carrier reports back to the host.
struct CarrierEvent
{
    enum class Kind { Sent, Delivered, Failed, Reply } kind = Kind::Sent;
    MessageId message; ///< The outgoing one it is about; for Reply a new id made by the carrier.
    PhoneNumber from;  ///< With Reply.
    QString text;      ///< With Reply.
    QString reason;    ///< With Failed: the carrier's code.
    int media = 0;
    Instant at{};
};

/// The way from the gateway to telephones. Submitting the same id again must not text twice.
class Carrier
{
public:
    Carrier() = default;
    Carrier(const Carrier&) = delete;
    Carrier& operator=(const Carrier&) = delete;
    virtual ~Carrier() = default;
    enum class Purpose {
        Conversation,       ///< Approved by a person.
        OptOutConfirmation, ///< The one confirming text that follows an opt-out.
        Rehearsal,          ///< The gateway's own to a test phone, which answers STOP.
    };
    struct Text
    {
        MessageId id;
        PhoneNumber to;
        QString text;
        QString language; ///< What the contact speaks, as far as known.
        Purpose purpose = Purpose::Conversation;
    };
    virtual void submit(const Text& text) = 0;
    /// Events that have become due by now, in order; each is handed out once.
    virtual QList<CarrierEvent> poll() = 0;
    /// When the next event is due; nothing when none is scheduled.
    virtual std::optional<Instant> nextEvent() const = 0;
    /// Whether every fictional number has a telephone that answers a rehearsal by itself; else a person has to.
    virtual bool hasTestPhones() const { return false; }
    /// Everything that poll() handed out so far is on the host's disk. A carrier that outlives the host hands it out
    /// again until it hears this.
    virtual void settled() {}
};

} // namespace textbank
