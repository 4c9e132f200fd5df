#pragma once

#include <QString>
#include <optional>

namespace textbank {

/// Asks on the terminal, without showing what is typed; nothing when there is no terminal or its line ended at once.
/// Never standard input, which may be a pipe, nor standard output, which holds the answers.
std::optional<QString> askForPassword(const QString& question);

} // namespace textbank
