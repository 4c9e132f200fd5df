#pragma once

#include "core/base/Error.h"
#include "core/gateway/TransportError.h"
#include "core/session/PassphraseLock.h"

#include <QString>

namespace textbank::joinwords {

/// Why what was typed or pasted is no gateway and code, and what to do. `error` is parseJoinLink's or
/// parseGatewayAddress's.
QString badLink(const Error& error);
QString badAddress(const Error& error);
/// Why joining did not go on: what happened and what to do, for every fault and problem type.
QString failure(const TransportError& error);
/// Why the saved sign-in could not be read or written.
QString keychain(const Error& error);
/// Why a passphrase was not taken when it was chosen, and what to take; empty for None.
QString weakPassphrase(PassphraseWeakness weakness);
/// Why a passphrase did not open what is kept, or could not be made ready.
QString unlockFailure(const Error& error);
/// A name of 1 to 60 characters without control characters; empty when it is fine.
QString badName(const QString& name);
/// Why this is no e-mail address or mobile number, and what is; empty when it looks like one.
QString badEmail(const QString& address);
QString badCell(const QString& number);
/// Why signing in with somebody else's account changed nothing; `volunteer` is whose shift lies here.
QString somebodyElse(const QString& volunteer);
/// "a1b2 c3d4 ...", the first half of a fingerprint in groups, as a person compares it.
QString fingerprint(const QByteArray& pin);

} // namespace textbank::joinwords
