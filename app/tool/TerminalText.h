#pragma once

#include <QString>

namespace textbank {

/// What comes from elsewhere, as it may be printed on a terminal: it must neither draw there nor begin a line. One
/// space for each character that is not for reading: control and format characters, the ends of lines.
QString forTerminal(const QString& text);

} // namespace textbank
