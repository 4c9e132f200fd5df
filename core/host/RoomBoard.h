#pragma once

#include "core/host/Work.h"

#include <QHash>
#include <QJsonObject>

namespace textbank {

/// What staff see of the room: who texts, who is stuck, which replies wait and for how long.
class RoomBoard
{
public:
    /// `lastSeen`: calls since the last write; the table knows those before.
    RoomBoard(Work& work, const QString& organisation, const QHash<VolunteerId, Instant>& lastSeen)
        : m_work(work)
        , m_organisation(organisation)
        , m_lastSeen(lastSeen)
    {
    }

    QJsonObject board();
    /// For whoever asks how it is looked up: one row for each volunteer of the organisation.
    static QString volunteersSql();

private:
    QJsonArray campaigns();
    QJsonArray volunteers();
    QJsonArray escalations();
    QJsonArray messages();
    QJsonObject unassigned();
    QJsonArray rehearsals();

    Work& m_work;
    QString m_organisation;
    const QHash<VolunteerId, Instant>& m_lastSeen;
};

} // namespace textbank
