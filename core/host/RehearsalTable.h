#pragma once

#include "core/host/Rehearsal.h"
#include "core/host/Work.h"

namespace textbank {

/// Rehearsals as they lie in the database. Decides nothing.
class RehearsalTable
{
public:
    static constexpr int kText = 4;         ///< As the carrier's log has it, where 0 to 3 are a conversation's.
    static constexpr int kConfirmation = 2; ///< As for anybody.

    explicit RehearsalTable(Work& work)
        : m_work(work)
    {
    }

    void insert(const Rehearsal& asked);
    std::optional<Rehearsal> find(const QString& id);
    /// The one that waits for this telephone's answer.
    std::optional<Rehearsal> waitingFor(const PhoneNumber& number);
    QStringList openIds();
    /// The newest first.
    QStringList newestOf(const QString& organisation, int count);
    bool isOpenOf(const QString& organisation);
    bool isOpenOn(const PhoneNumber& number);

    void begin(const QString& id, const PhoneNumber& number);
    /// A text of the gateway's own for the carrier line; `sendBefore` only with kText.
    void queueText(const Rehearsal& rehearsal, int kind, const QString& text, const QString& language,
                   std::optional<Instant> sendBefore = {});
    /// Why the text cannot arrive any more, or empty.
    QString failureOf(const QString& rehearsal);
    int confirmationsSent(const QString& rehearsal);
    void noteStop(const QString& id);
    void noteTold(const QString& id);
    void add(const QString& rehearsal, const Rehearsal::Device& device);
    /// This volunteer's device has what came up to `sequence`; whether anything open waited for that.
    bool confirm(const VolunteerId& volunteer, qint64 sequence);
    void noteSignedOut(const QString& rehearsal, const VolunteerId& volunteer);
    void end(const Rehearsal& ended);

private:
    Work& m_work;
};

} // namespace textbank
