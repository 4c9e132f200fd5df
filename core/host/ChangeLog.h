#pragma once

#include "core/host/Work.h"
#include "core/model/Change.h"

namespace textbank {

/// The ordered stream of changes of each volunteer. One sequence orders all streams, so a cursor also says what of the
/// whole gateway its owner had been told.
class ChangeLog
{
public:
    static constexpr int kPage = 500;
    static constexpr qsizetype kPageCharacters = 1024 * 1024; ///< A page ends behind the change that passes this.

    explicit ChangeLog(Work& work)
        : m_work(work)
    {
    }

    void append(const VolunteerId& volunteer, const Change& change);
    /// To one session only: whoever joins again on that device later is not told.
    void appendToSession(const VolunteerId& volunteer, const QString& session, const Change& change);
    /// To everybody who works on this campaign.
    void appendToCampaign(const CampaignId& campaign, const Change& change);
    /// The cursor behind everything told so far.
    QString cursorOf(const VolunteerId& volunteer);
    /// What a cursor stands for; nothing when it is not of this volunteer's stream. Empty: where the stream starts.
    std::optional<qint64> sequenceOf(const VolunteerId& volunteer, const QString& cursor);
    /// An ending session is told that it ends, and nothing about other people.
    enum class Tells { Everything, EndsOnly };
    /// One that cannot be read back is passed over: nobody could follow any more.
    ChangesPage page(const VolunteerId& volunteer, const QString& session, qint64 after, Tells tells);

private:
    void add(const VolunteerId& volunteer, const QString& session, const Change& change);
    QString cursorAt(const VolunteerId& volunteer, qint64 sequence);

    Work& m_work;
};

} // namespace textbank
