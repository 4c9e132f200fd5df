#include "tests/support/SocketTricks.h"

#ifdef Q_OS_WIN

#include <winsock2.h>

namespace textbank {

void resetOnClose(qintptr socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(static_cast<SOCKET>(socket), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&atOnce),
                 sizeof atOnce);
}

void endSending(qintptr socket) { ::shutdown(static_cast<SOCKET>(socket), SD_SEND); }

bool wasReset(qintptr socket)
{
    WSAPOLLFD waiting{static_cast<SOCKET>(socket), POLLRDNORM, 0};
    char byte = 0;
    return WSAPoll(&waiting, 1, 5000) == 1 && ::recv(static_cast<SOCKET>(socket), &byte, 1, MSG_PEEK) < 0 &&
           WSAGetLastError() == WSAECONNRESET;
}

} // namespace textbank

#endif
