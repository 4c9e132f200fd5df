#include "app/desktop/ReplyReading.h"

namespace textbank {

const ReplyClassifier& replyReader()
{
    static const auto kReader = ReplyClassifier::builtIn();
    return kReader;
}

ReplyReading readReply(const QString& text, QString& words)
{
    const auto meaning = replyReader().read(text);
    words = meaning.optOutWords;
    switch (meaning.tier) {
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
