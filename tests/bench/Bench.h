#pragma once

#include <QElapsedTimer>
#include <QString>
#include <functional>
#include <vector>

/// What every benchmark needs: milliseconds, quantiles, and an end with a word when something is not as it must be.
namespace textbank::bench {

double ms(qint64 nanoseconds);
/// The value that `share` (0 to 1) of them do not exceed.
double quantile(std::vector<double> values, double share);
/// How long `action` takes, in milliseconds.
double timed(const std::function<void()>& action);
/// A line on standard output, at once.
void say(const QString& text);
/// Handles events until that is true; ends the program with `what` when it does not become so within a minute.
void until(const std::function<bool()>& isTrue, const char* what);
/// A figure of something that went wrong is worth nothing: ends the program.
void mustHold(bool condition, const char* what);
/// Temporary files beside the program from now on: a temporary folder may lie in memory, where no commit ever waits.
void useProgramsDisk(const char* program);

} // namespace textbank::bench
