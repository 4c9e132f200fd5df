#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace textbank {

/// What the finished text of a message is looked at for.
enum class TextCheck {
    Empty,           ///< Nothing to send. Always blocks.
    Leftover,        ///< A brace left over: a field that nobody filled. Always blocks.
    Suspicious,      ///< "undefined", "[name]", "XXX", "%NAME%", "#REF!", "Hi ,": left over by another tool or a list.
    Identity,        ///< Nothing says who is texting, or not in the policy's words.
    OptOutWording,   ///< Nothing says how to stop, or not in the policy's words.
    Disclosure,      ///< A disclosure that the contact's state requires is missing.
    PublicShortener, ///< bit.ly and the like; carriers filter them.
    Shouting,        ///< Words in capitals, runs of exclamation marks.
    TooLong,         ///< More segments than the policy allows.
};

/// What comes of a finding.
enum class CheckLevel { Off, Warn, Block };

/// Words that a first message has to hold in some places, as "Paid for by" under California's Government Code 84504.7.
struct Disclosure
{
    QString state;        ///< USPS code; empty for everywhere.
    QStringList wordings; ///< One of them, as whole words, without regard to case; the first is the one offered.
    CheckLevel level = CheckLevel::Warn;
    friend bool operator==(const Disclosure&, const Disclosure&) = default;
};

/// A level that a campaign chose for a check.
struct CheckChoice
{
    TextCheck check = TextCheck::Shouting;
    CheckLevel level = CheckLevel::Warn;
    friend bool operator==(const CheckChoice&, const CheckChoice&) = default;
};

} // namespace textbank
