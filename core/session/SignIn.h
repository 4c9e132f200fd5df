#pragma once

#include "core/gateway/TransportError.h"

#include <QString>

namespace textbank {

/// What a person gives so that a gateway lets her in. Holds a password for as long as it takes: not for the log, and
/// stored nowhere.
struct SignIn
{
    enum class Way {
        Code,       ///< `code` and `name`.
        Password,   ///< `email` and `password`.
        NewAccount, ///< All but `code`; only with a link that invites.
    };
    Way way = Way::Code;
    QString code{};
    QString name{}; ///< Her first name where an account is made.
    QString lastName{};
    QString email{};
    QString password{};
    QString cell{};
};

/// Why signing in again came to nothing; everything is as it was.
struct AgainError
{
    enum class Why {
        Gateway,      ///< See `error`.
        SomebodyElse, ///< It let somebody in, but not the volunteer of this profile.
    };
    Why why = Why::Gateway;
    TransportError error{};
};

/// Overwrites a text that held a secret, where nobody else shares it; empty afterwards.
void wipeText(QString& text);

} // namespace textbank
