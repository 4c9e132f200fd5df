#include "app/desktop/Keychain.h"

#if !defined(Q_OS_UNIX) || defined(Q_OS_MACOS)

namespace textbank {

// Windows' Credential Manager and the macOS keychain are there whenever somebody is logged in, and ask by themselves.
void askKeyringState(QObject*, std::function<void(KeyringState)> answer) { answer(KeyringState::Unlocked); }

void requestKeyringUnlock(QObject*) {}

} // namespace textbank

#endif
