#pragma once

#include <QtGlobal>

namespace textbank {

/// Closing this socket then resets the connection instead of ending it in order.
void resetOnClose(qintptr socket);
/// Says that nothing more will be sent; receiving goes on.
void endSending(qintptr socket);
/// Waits a few seconds for the connection's end; true when it was a reset, false for an end in order or none.
bool wasReset(qintptr socket);

} // namespace textbank
