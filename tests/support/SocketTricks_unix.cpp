#include "tests/support/SocketTricks.h"

#ifdef Q_OS_UNIX

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace textbank {

void resetOnClose(qintptr socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(static_cast<int>(socket), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

void endSending(qintptr socket) { ::shutdown(static_cast<int>(socket), SHUT_WR); }

bool wasReset(qintptr socket)
{
    pollfd waiting{static_cast<int>(socket), POLLIN, 0};
    char byte = 0;
    return ::poll(&waiting, 1, 5000) == 1 && ::recv(static_cast<int>(socket), &byte, 1, MSG_PEEK) < 0 &&
           errno == ECONNRESET;
}

} // namespace textbank

#endif
