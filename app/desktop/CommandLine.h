#pragma once

#include "core/base/Result.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace textbank {

/// What was asked for when the program was started.
struct CommandLine
{
    bool practice = false;
    bool help = false;
    bool version = false;
    QString joinLink;   ///< textbank://join?..., or empty.
    QString dataFolder; ///< Empty: the platform's own.
    QString demoFolder; ///< Work the practice shift by real keys and save pictures here; empty: do not.
    int demoContacts = 100;
    /// Work a joined shift by pressing keys, and end when nothing came for so many milliseconds (0: never end).
    std::optional<int> rehearseMs;
    bool rehearseFinish = false; ///< And finish that shift instead of ending in the middle of it.
    quint64 seed = 0;            ///< Of the simulated voters; 0: another one at each start.
    double speed = 0;            ///< Of the simulated voters' time; 0: the mode's own.
};

/// Reads the arguments after the program's name. Invalid, with a sentence in `detail` that says which and what to do.
Result<CommandLine> parseCommandLine(const QStringList& arguments);
QString commandLineHelp();

} // namespace textbank
