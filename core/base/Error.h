#pragma once

#include <QString>

namespace textbank {

/// What kind of failure this is, for the program to decide by. The detail is for the log; ui/ makes the sentence.
enum class ErrorCode {
    Invalid,         ///< The caller's value breaks a documented rule; nothing was changed.
    Malformed,       ///< Data from outside does not have the required shape; nothing was applied.
    NotFound,        ///< The named thing does not exist.
    Conflict,        ///< The change contradicts what is already recorded.
    TooLarge,        ///< More than the documented limit.
    Io,              ///< The disk or the system refused.
    DiskFull,        ///< No space left; free some and try again.
    Locked,          ///< Another process holds the database.
    NewerVersion,    ///< Written by a newer Textbank; update before opening.
    Corrupt,         ///< Stored data cannot be read back.
    NoKey,           ///< The key that unseals the data is missing.
    WrongPassphrase, ///< What a person typed does not open it; nothing was changed.
    Unavailable,     ///< A service (keychain, gateway) does not answer now.
    Cancelled,       ///< A person or a shutdown ended it.
    Blocked,         ///< A rule of the field forbids it (opt-out, hours, lease).
};

struct Error
{
    ErrorCode code = ErrorCode::Invalid;
    QString detail; ///< For the log. Never holds a name, a number, a text or a token.
};

} // namespace textbank
