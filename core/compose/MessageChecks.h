#pragma once

#include "core/model/Campaign.h"
#include "core/model/Command.h"

#include <QList>
#include <QString>

namespace textbank {

enum class CheckKind {
    Empty,           ///< Nothing to send.
    Leftover,        ///< A brace, "undefined", "null", "[name]", "XXX" left over.
    IdentityMissing, ///< The policy's identity wording is not in a first message.
    OptOutWordingMissing,
    PublicShortener, ///< bit.ly and the like; carriers filter them.
    TooLong,         ///< More than 10 segments.
};
struct CheckFinding
{
    CheckKind kind = CheckKind::Empty;
    bool blocks = false; ///< Else a warning.
    int position = 0;    ///< 0-based UTF-16 place in the text.
    int length = 0;
    friend bool operator==(const CheckFinding&, const CheckFinding&) = default;
};

/// Checks of the finished, merged text. Empty, Leftover and TooLong block; wording and shorteners warn unless the
/// policy names the wording, which then blocks in a first message.
QList<CheckFinding> checkMessage(const QString& text, SendKind kind, const Policy& policy);

} // namespace textbank
