#pragma once

#include "core/host/Host.h"
#include "core/host/http/HttpMessages.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <list>

namespace textbank {

/// The change polls that are held open because there is nothing new. On the Host's thread. Each ends once: with
/// changes, with an empty page after its wait, or with an empty page because the same volunteer asked again.
class ChangePolls : public QObject
{
    Q_OBJECT
public:
    /// Waiting polls of one session, and of one volunteer on several devices; the newest ones stay.
    static constexpr int kPerSession = 1;
    static constexpr int kPerVolunteer = 3;
    /// How often other processes' changes (the operator's command line) are looked for while somebody waits.
    static constexpr Millis kElsewhere{1000};

    ChangePolls(Host& host, QObject* parent);

    /// Holds `reply` until something comes after `after`, at most for `wait`.
    void hold(quint64 request, const Caller& caller, const QString& after, Millis wait, HttpReply reply);
    /// The client left: its poll ends with what it would get now.
    void forget(quint64 request);
    int waiting() const { return static_cast<int>(m_polls.size()); }

private:
    struct Poll
    {
        quint64 request = 0;
        Caller caller;
        QString after;
        qint64 endsAt = 0; ///< On m_since.
        HttpReply reply;
    };
    using Polls = std::list<Poll>;

    void wake();
    void lookElsewhere();
    void endDue();
    void arm();
    void makeRoom(const Caller& caller);
    Polls::iterator finish(Polls::iterator poll);

    Host& m_host;
    Polls m_polls; ///< Oldest first.
    QSet<VolunteerId> m_woken;
    QElapsedTimer m_since;
    QTimer m_timer;
    QTimer m_elsewhere;
};

} // namespace textbank
