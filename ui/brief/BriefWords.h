#pragma once

#include "core/model/Campaign.h"

#include <QStringList>

namespace textbank::briefwords {

/// The campaign's rules in sentences: texting hours, the hold, what a first message must say.
QStringList rules(const Policy& policy);
/// "Monday to Saturday 9:00 AM to 8:00 PM, Sunday 12:00 PM to 8:00 PM".
QString hours(const QList<DayWindow>& week);

} // namespace textbank::briefwords
