#include "core/base/Log.h"

#include <QDir>
#include <QRegularExpression>
#include <memory>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

std::shared_ptr<spdlog::logger>& sink()
{
    // Shared with spdlog's registry, which flushes it.
    static std::shared_ptr<spdlog::logger> logger;
    return logger;
}

spdlog::level::level_enum toSpdlog(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return spdlog::level::debug;
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warning:
        return spdlog::level::warn;
    case LogLevel::Error:
        break;
    }
    return spdlog::level::err;
}

void takeQtMessage(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const auto level = type == QtDebugMsg     ? LogLevel::Debug
                       : type == QtInfoMsg    ? LogLevel::Info
                       : type == QtWarningMsg ? LogLevel::Warning
                                              : LogLevel::Error;
    log(level, "qt", message);
    if (level != LogLevel::Debug && level != LogLevel::Info) {
        const auto line = qFormatLogMessage(type, context, redacted(message)).toLocal8Bit();
        fprintf(stderr, "%s\n", line.constData());
    }
    if (type == QtFatalMsg) {
        stopLog();
    }
}

} // namespace

void startLog(const QString& folder, LogLevel least)
{
    stopLog();
    if (!QDir().mkpath(folder)) {
        return;
    }
    constexpr auto kFileBytes = 2U * 1024U * 1024U;
    try {
        const auto path = QDir(folder).filePath(u"textbank.log"_s);
        sink() = spdlog::rotating_logger_mt("textbank", path.toStdString(), kFileBytes, 3);
        sink()->set_level(toSpdlog(least));
        sink()->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
        sink()->flush_on(spdlog::level::info);
    } catch (const spdlog::spdlog_ex&) {
        sink().reset(); // A program that cannot log still works.
        return;
    }
    qInstallMessageHandler(takeQtMessage);
}

void stopLog()
{
    if (sink()) {
        qInstallMessageHandler(nullptr);
        sink()->flush();
        spdlog::drop("textbank");
        sink().reset();
    }
}

QString redacted(const QString& line)
{
    static const QRegularExpression digits(u"\\+?\\d(?:[ ().-]?\\d){6,}(?![0-9a-fA-F-])"_s);
    static const QRegularExpression bearer(u"(?i)bearer\\s+\\S+"_s);
    static const QRegularExpression quoted(u"\"[^\"]*\"|“[^”]*”"_s);
    auto out = line;
    out.replace(bearer, u"Bearer ***"_s);
    out.replace(quoted, u"\"***\""_s);
    out.replace(digits, u"***"_s);
    return out;
}

void log(LogLevel level, const char* room, const QString& line)
{
    if (sink()) {
        sink()->log(toSpdlog(level), "[{}] {}", room, redacted(line).toStdString());
    }
}

} // namespace textbank
