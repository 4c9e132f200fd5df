#pragma once

#include <QKeySequence>
#include <QString>

namespace textbank {

/// A key as it is written on the keyboard, for keys that no action map holds: "Ctrl+Enter", "Esc".
QString keyName(const QKeySequence& key);

} // namespace textbank
