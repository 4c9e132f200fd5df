#pragma once

#include "core/base/Clock.h"
#include "core/model/Ids.h"
#include "core/model/PhoneNumber.h"

#include <QList>
#include <optional>

namespace textbank {

/// One rehearsal of STOP: a text to a test phone, its answer, and what became of that at the gateway and at every
/// client that was connected. A test phone is nobody's of any list.
struct Rehearsal
{
    /// Who was connected when STOP came and was told of it; and who held contacts and was not.
    struct Device
    {
        VolunteerId volunteer;
        DeviceId device;
        QString name;                       ///< The computer's.
        qint64 sequence = 0;                ///< Of the change; the client has it once it asks from there on.
        std::optional<Instant> confirmedAt; ///< When it asked so.
        bool signedOut = false;             ///< Left meanwhile: it holds nothing and sends nothing any more.
        bool away = false;                  ///< Not connected then; nothing is waited for.
        bool isMissing() const { return !confirmedAt && !signedOut && !away; }
    };
    enum class Stage {
        Asked,      ///< No serving process has taken it up yet.
        Texted,     ///< The text is on its way, or waits for its answer.
        Confirming, ///< STOP came; clients are told.
        Passed,
        Failed,
    };

    QString id;
    QString organisation;
    CampaignId campaign;
    PhoneNumber number; ///< Empty until a carrier with test phones of its own chose one.
    QString askedBy;    ///< A volunteer's id, or the operator's name in the record.
    Instant askedAt{};
    Millis wait{}; ///< For the answer, and again for the clients.
    std::optional<Instant> begunAt;
    std::optional<Instant> textAt; ///< When the carrier got the text.
    std::optional<Instant> stopAt; ///< When STOP was taken in.
    std::optional<Instant> toldAt; ///< When the clients were told.
    std::optional<Instant> endedAt;
    bool passed = false;
    /// Why it failed: "no-answer", "not-sent", "undelivered: CODE", "unconfirmed", "not-refused", "confirmations",
    /// "phone: a contact's", "phone: opted out", "phone: needed", "campaign: not registered", "not-served".
    QString reason;
    QString refused;       ///< What the gate said to a text after STOP: a problem's slug, or "accepted".
    int confirmations = 0; ///< Confirming texts of the gateway's that went.
    QList<Device> devices;

    Stage stage() const;
    int told() const;
    int confirmed() const;
    int signedOut() const;
    QList<Device> missing() const;
    QList<Device> away() const;
    /// From told to confirmed; nothing where nobody confirmed.
    std::optional<Millis> median() const;
    std::optional<Millis> slowest() const;

private:
    QList<Millis> times() const;
};

} // namespace textbank
