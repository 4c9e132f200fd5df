#pragma once

#include "core/model/Command.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace textbank::simulation {

/// What really happened in the room, written down by the room itself: what people pressed, and the first thing that was
/// not as it has to be.
class SimRecord
{
public:
    explicit SimRecord(bool withTrace)
        : m_withTrace(withTrace)
    {
    }

    struct Press
    {
        int machine = 0;
        ContactId contact;
        SendKind kind = SendKind::FirstMessage;
        QString text;
        CommandId id; ///< What the press was answered with; empty when nobody was left to be told.
    };
    void pressed(const Press& press) { m_presses.append(press); }
    const QList<Press>& presses() const { return m_presses; }
    /// How many presses approved exactly this.
    int pressesFor(const ContactId& contact, SendKind kind, const QString& text) const;

    /// Only the first counts: what follows from it says nothing.
    void violate(const char* invariant, const QString& what);
    const QString& violation() const { return m_violation; }

    /// Something that has to happen now and then, or nothing was tried.
    void happened(const QString& what, int times = 1)
    {
        if (times > 0) {
            m_census[what] += times;
        }
    }
    const QMap<QString, int>& census() const { return m_census; }

    bool withTrace() const { return m_withTrace; }
    void note(const QString& line)
    {
        if (m_withTrace) {
            m_trace.append(line);
        }
    }
    QStringList takeTrace() { return std::move(m_trace); }

private:
    bool m_withTrace;
    QList<Press> m_presses;
    QString m_violation;
    QMap<QString, int> m_census;
    QStringList m_trace;
};

} // namespace textbank::simulation
