#include "core/host/VoidedAttempts.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// No policy lets a text wait for longer than a day: what comes later than that is refused for its time.
constexpr auto kKeptFor = std::chrono::hours(48);

} // namespace

bool VoidedAttempts::covers(const Command& command)
{
    return m_work.exists(u"SELECT 1 FROM voided_attempts WHERE volunteer = ? AND command = ? AND attempt >= ?"_s,
                         {m_volunteer.value, command.id.value, command.attempt});
}

void VoidedAttempts::add(const CommandId& id, int upTo)
{
    m_work.run(u"DELETE FROM voided_attempts WHERE voided_at < ?"_s, {toMs(m_work.now() - kKeptFor)});
    m_work.run(u"INSERT INTO voided_attempts (volunteer, command, attempt, voided_at) VALUES (?, ?, ?, ?) "
               "ON CONFLICT (volunteer, command) DO UPDATE SET attempt = MAX(attempt, excluded.attempt), "
               "voided_at = excluded.voided_at"_s,
               {m_volunteer.value, id.value, upTo, m_work.nowMs()});
}

void VoidedAttempts::forget(const CommandId& id)
{
    m_work.run(u"DELETE FROM voided_attempts WHERE volunteer = ? AND command = ?"_s, {m_volunteer.value, id.value});
}

} // namespace textbank
