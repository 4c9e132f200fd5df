#pragma once

#include "core/base/Result.h"

#include <QString>
#include <QStringList>

namespace textbank::simulation {

/// What textbank-simulation was asked to do.
struct RunnerOptions
{
    quint64 from = 1;
    quint64 to = 1000;
    int jobs = 1;
    bool keepGoing = false;
    bool expectViolation = false;
    QStringList expectedKinds; ///< Which violation it has to be; any when empty.
    bool single = false;       ///< --seed
    bool trace = false;
    QString replay; ///< A file; "-" is standard input.
    int shrinkSeconds = 60;
    int secondsEach = 20;
    bool help = false;

    /// Malformed says which word was not understood.
    static Result<RunnerOptions> parse(const QStringList& words);
    static QString usage();
};

} // namespace textbank::simulation
