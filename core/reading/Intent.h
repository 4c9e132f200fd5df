#pragma once

#include <QString>
#include <array>

namespace textbank {

/// What a reply wants, one label a message. Where more than one fits, the first in this order holds (domain: intents).
enum class Intent { OptOut, WrongNumber, Hostile, Question, AlreadyDone, Affirmative, Negative, Other };
inline constexpr int kIntents = 8;

enum class ReplyLanguage { English, Spanish, Mixed };
inline constexpr int kReplyLanguages = 3;

/// "opt_out", "wrong_number" ...: as data files and the command line say it.
QString intentName(Intent intent);
/// "en", "es", "mix".
QString languageName(ReplyLanguage language);

} // namespace textbank
