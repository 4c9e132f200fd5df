#include "app/gateway/Shutdown.h"

#include <QtGlobal>

#ifdef Q_OS_WIN

#include <QMetaObject>
#include <atomic>
#include <windows.h>

// Windows calls the handler on a thread of its own and ends the process when it returns from a closed console.
namespace textbank {
namespace {

std::atomic<Shutdown*> g_shutdown{nullptr};
constexpr DWORD kTimeToEndMs = 4000;

BOOL WINAPI onConsole(DWORD event)
{
    auto* shutdown = g_shutdown.load();
    if (shutdown == nullptr) {
        return FALSE;
    }
    QMetaObject::invokeMethod(shutdown, &Shutdown::requested, Qt::QueuedConnection);
    if (event == CTRL_CLOSE_EVENT || event == CTRL_SHUTDOWN_EVENT || event == CTRL_LOGOFF_EVENT) {
        Sleep(kTimeToEndMs);
    }
    return TRUE;
}

} // namespace

Shutdown::Shutdown(QObject* parent)
    : QObject(parent)
{
    g_shutdown = this;
    SetConsoleCtrlHandler(onConsole, TRUE);
}

Shutdown::~Shutdown()
{
    SetConsoleCtrlHandler(onConsole, FALSE);
    g_shutdown = nullptr;
}

} // namespace textbank

#endif
