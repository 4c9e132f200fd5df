#include "app/gateway/Shutdown.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX

#include <QSocketNotifier>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

// A signal handler may do next to nothing: it writes one byte into a pipe, and the event loop reads it.
namespace textbank {
namespace {

std::array<int, 2> g_pipe{-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);
}

void handle(int number, void (*handler)(int))
{
    struct sigaction action
    {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, nullptr);
}

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

/// As a shell leaves them for a program in the background, and nohup for one that is to outlive its terminal.
bool isIgnored(int number)
{
    struct sigaction action
    {
    };
    return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

} // namespace

Shutdown::Shutdown(QObject* parent)
    : QObject(parent)
{
    if (::pipe(g_pipe.data()) != 0) {
        qFatal("no pipe for signals");
    }
    for (const auto end : g_pipe) {
        ::fcntl(end, F_SETFL, ::fcntl(end, F_GETFL) | O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    auto* notifier = new QSocketNotifier(g_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(g_pipe[0], &byte, 1) == 1) {
        }
        emit requested();
    });
    for (const auto number : kSignals) {
        if (!isIgnored(number)) {
            handle(number, onSignal);
        }
    }
}

Shutdown::~Shutdown()
{
    for (const auto number : kSignals) {
        if (!isIgnored(number)) {
            handle(number, SIG_DFL);
        }
    }
    for (auto& end : g_pipe) {
        ::close(end);
        end = -1;
    }
}

} // namespace textbank

#endif
