#include "tests/simulation/SimCarrier.h"

#include <algorithm>

namespace textbank::simulation {

void SimCarrier::submit(const Text& text)
{
    const auto known =
        std::find_if(m_handed.begin(), m_handed.end(), [&](const Handed& handed) { return handed.text.id == text.id; });
    const auto again = known != m_handed.end();
    if (m_watch && !m_watch(text, again)) {
        return;
    }
    if (again) {
        ++known->times;
        return;
    }
    m_handed.append({text, m_time.now(), 1, false});
}

QList<CarrierEvent> SimCarrier::poll()
{
    QList<CarrierEvent> due;
    while (!m_waiting.empty()) {
        due.append(m_waiting.front());
        if (m_onGiven) {
            m_onGiven(due.last());
        }
        m_given.push_back(m_waiting.front());
        m_waiting.pop_front();
    }
    return due;
}

std::optional<Instant> SimCarrier::nextEvent() const
{
    return m_waiting.empty() ? std::nullopt : std::optional(m_waiting.front().at);
}

void SimCarrier::report(CarrierEvent event)
{
    event.at = m_time.now();
    m_waiting.push_back(std::move(event));
}

void SimCarrier::acknowledge()
{
    for (const auto& event : std::exchange(m_given, {})) {
        if (m_onStored) {
            m_onStored(event);
        }
    }
}

void SimCarrier::giveAgain()
{
    while (!m_given.empty()) {
        m_waiting.push_front(m_given.back());
        m_given.pop_back();
    }
}

const SimCarrier::Handed* SimCarrier::find(const QString& id) const
{
    const auto found = std::find_if(m_handed.cbegin(), m_handed.cend(),
                                    [&](const Handed& handed) { return handed.text.id.value == id; });
    return found == m_handed.cend() ? nullptr : &*found;
}

} // namespace textbank::simulation
