#pragma once

#include <QTcpSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace textbank {

/// Closes the sending side alone, which QTcpSocket itself cannot.
inline bool closeSendingSide(QTcpSocket& socket)
{
#ifdef Q_OS_WIN
    return ::shutdown(static_cast<SOCKET>(socket.socketDescriptor()), SD_SEND) == 0;
#else
    return ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR) == 0;
#endif
}

} // namespace textbank
