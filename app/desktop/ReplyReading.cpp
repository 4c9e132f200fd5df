#include "app/desktop/ReplyReading.h"

#include "core/policy/OptOutWords.h"

namespace textbank {

ReplyReading readReply(const QString& text, QString& words)
{
    const auto reading = readOptOut(text);
    words = reading.words;
    switch (reading.tier) {
    case OptOutTier::Certain:
        return ReplyReading::OptOut;
    case OptOutTier::Phrase:
        return ReplyReading::OptOutPhrase;
    case OptOutTier::Likely:
        return ReplyReading::MayBeOptOut;
    case OptOutTier::None:
        break;
    }
    return ReplyReading::Ordinary;
}

} // namespace textbank
