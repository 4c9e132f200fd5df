#include "tests/simulation/SimRecord.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::simulation {

int SimRecord::pressesFor(const ContactId& contact, SendKind kind, const QString& text) const
{
    return static_cast<int>(std::count_if(m_presses.cbegin(), m_presses.cend(), [&](const Press& press) {
        return press.contact == contact && press.kind == kind && press.text == text;
    }));
}

void SimRecord::violate(const char* invariant, const QString& what)
{
    note(u"VIOLATION %1: %2"_s.arg(QLatin1String(invariant), what));
    if (m_violation.isEmpty()) {
        m_violation = QLatin1String(invariant) + u": "_s + what;
    }
}

} // namespace textbank::simulation
