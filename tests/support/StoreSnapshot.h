#pragma once

#include "core/store/Store.h"

#include <QStringList>

namespace textbank {

/// Everything that a store shows, one line for each fact: for comparing a store with itself before and after.
QStringList snapshotOf(Store& store);

/// The figures counted anew, the messages by SQL: what Store::figures() must say.
ShiftFigures recount(Store& store);

/// For a readable failure.
QString printed(const ShiftFigures& figures);

} // namespace textbank
