#include "app/desktop/Application.h"
#include "app/desktop/CommandLine.h"
#include "app/desktop/SingleInstance.h"
#include "core/base/Log.h"
#include "core/base/ProcessPrivacy.h"

#include <QApplication>
#include <QIcon>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

int sayAndEnd(const QString& text, int code)
{
    std::fprintf(code == 0 ? stdout : stderr, "%s\n", qPrintable(text));
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace textbank;
    keepProcessPrivate();
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    const auto line = parseCommandLine(arguments);
    // Answers that need no window come before one is possible: --help works without a display.
    if (!line) {
        return sayAndEnd(u"textbank: "_s + line.error().detail, 2);
    }
    QCoreApplication::setApplicationName(u"Textbank"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TEXTBANK_VERSION));
    if (line->help || line->version) {
        const QCoreApplication plain(argc, argv);
        return sayAndEnd(line->help ? commandLineHelp() : u"Textbank "_s + QStringLiteral(TEXTBANK_VERSION), 0);
    }

    const QApplication qt(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Textbank"_s);
    QGuiApplication::setDesktopFileName(u"org.textbank.Textbank"_s);
    Q_INIT_RESOURCE(ui); // In a static library; nothing else pulls it in before the first theme.
    QGuiApplication::setWindowIcon(QIcon(u":/app/textbank.svg"_s));

    auto folders = prepareFolders(line->dataFolder);
    if (!folders) {
        return sayAndEnd(u"textbank: %1. Choose another folder with --data."_s.arg(folders.error().detail), 1);
    }
    SingleInstance instance(folders->data);
    const auto role = instance.claim(line->joinLink);
    if (!role) {
        return sayAndEnd(
            u"textbank: another Textbank works in %1 but does not answer, or the folder cannot be written to; "
            "end it, then start again."_s.arg(folders->data),
            1);
    }
    if (*role == SingleInstance::Role::Second) {
        return sayAndEnd(u"Textbank is running already; its window was raised."_s, 0);
    }
    startLog(folders->logs);
    auto code = 0;
    {
        Application application(*line, *folders);
        QObject::connect(&instance, &SingleInstance::called, &application, &Application::called);
        application.begin();
        code = QApplication::exec();
    }
    stopLog();
    return code;
}
