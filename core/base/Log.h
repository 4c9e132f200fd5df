#pragma once

#include <QString>

namespace textbank {

enum class LogLevel { Debug, Info, Warning, Error };

/// Starts writing to a rotating file (three of 2 MB) in `folder`, which is made if missing. Without this, logging goes
/// nowhere. Also takes over Qt's own messages.
void startLog(const QString& folder, LogLevel least = LogLevel::Info);
void stopLog();

/// One line. `room` names the part of the program ("sync"). Log ids and counts; never a name, a number, a text or a
/// token. As a second wall, runs of seven or more digits, quoted texts and bearer tokens in `line` are masked.
void log(LogLevel level, const char* room, const QString& line);
inline void logInfo(const char* room, const QString& line) { log(LogLevel::Info, room, line); }
inline void logWarning(const char* room, const QString& line) { log(LogLevel::Warning, room, line); }
inline void logError(const char* room, const QString& line) { log(LogLevel::Error, room, line); }

/// What `log` would write for this line.
QString redacted(const QString& line);

} // namespace textbank
