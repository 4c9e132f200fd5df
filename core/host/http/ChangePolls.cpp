#include "core/host/http/ChangePolls.h"

#include "core/gateway/Wire.h"
#include "core/host/http/HttpProblems.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {

ChangePolls::ChangePolls(Host& host, QObject* parent)
    : QObject(parent)
    , m_host(host)
{
    m_since.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ChangePolls::endDue);
    m_elsewhere.setInterval(kElsewhere);
    connect(&m_elsewhere, &QTimer::timeout, this, &ChangePolls::lookElsewhere);
    // The signal comes from the middle of a call of the Host; it is asked again only after that call has returned, and
    // once for a burst of changes.
    connect(&host, &Host::changesFor, this, [this](const VolunteerId& volunteer) {
        if (m_woken.isEmpty()) {
            QMetaObject::invokeMethod(this, &ChangePolls::wake, Qt::QueuedConnection);
        }
        m_woken.insert(volunteer);
    });
}

void ChangePolls::hold(quint64 request, const Caller& caller, const QString& after, Millis wait, HttpReply reply)
{
    makeRoom(caller);
    m_polls.push_back({request, caller, after, m_since.elapsed() + wait.count(), std::move(reply)});
    arm();
}

void ChangePolls::makeRoom(const Caller& caller)
{
    int sameSession = 0;
    int sameVolunteer = 0;
    for (const auto& poll : m_polls) {
        sameSession += poll.caller.session == caller.session ? 1 : 0;
        sameVolunteer += poll.caller.volunteer == caller.volunteer ? 1 : 0;
    }
    for (auto poll = m_polls.begin(); poll != m_polls.end();) {
        const bool ofSession = poll->caller.session == caller.session;
        const bool ofVolunteer = poll->caller.volunteer == caller.volunteer;
        if ((ofSession && sameSession >= kPerSession) || (ofVolunteer && sameVolunteer >= kPerVolunteer)) {
            sameSession -= ofSession ? 1 : 0;
            sameVolunteer -= ofVolunteer ? 1 : 0;
            poll = finish(poll);
        } else {
            ++poll;
        }
    }
}

void ChangePolls::forget(quint64 request)
{
    const auto found =
        std::find_if(m_polls.begin(), m_polls.end(), [request](const Poll& poll) { return poll.request == request; });
    if (found != m_polls.end()) {
        finish(found);
        arm();
    }
}

void ChangePolls::wake()
{
    const auto woken = std::exchange(m_woken, {});
    for (auto poll = m_polls.begin(); poll != m_polls.end();) {
        if (!woken.contains(poll->caller.volunteer)) {
            ++poll;
            continue;
        }
        const auto page = m_host.changes(poll->caller, poll->after);
        if (page && page->changes.isEmpty()) {
            ++poll;
            continue;
        }
        const auto reply = std::move(poll->reply);
        poll = m_polls.erase(poll);
        reply(page ? HttpAnswer{200, "application/json"_ba, wire::compact(wire::write(*page)), {}, {}}
                   : problemAnswer(page.error()));
    }
    arm();
}

void ChangePolls::lookElsewhere()
{
    if (!m_host.changedElsewhere()) {
        return;
    }
    for (const auto& poll : m_polls) {
        m_woken.insert(poll.caller.volunteer);
    }
    wake();
}

void ChangePolls::endDue()
{
    for (auto poll = m_polls.begin(); poll != m_polls.end();) {
        poll = poll->endsAt <= m_since.elapsed() ? finish(poll) : std::next(poll);
    }
    arm();
}

ChangePolls::Polls::iterator ChangePolls::finish(Polls::iterator poll)
{
    const ChangesPage nothing{{}, poll->after, false};
    const auto reply = std::move(poll->reply);
    const auto next = m_polls.erase(poll);
    reply({200, "application/json"_ba, wire::compact(wire::write(nothing)), {}, {}});
    return next;
}

void ChangePolls::arm()
{
    if (m_polls.empty()) {
        m_timer.stop();
        m_elsewhere.stop();
        return;
    }
    if (!m_elsewhere.isActive()) {
        m_elsewhere.start();
    }
    const auto first = std::min_element(m_polls.cbegin(), m_polls.cend(),
                                        [](const Poll& a, const Poll& b) { return a.endsAt < b.endsAt; });
    m_timer.start(static_cast<int>(std::max<qint64>(0, first->endsAt - m_since.elapsed())));
}

} // namespace textbank
