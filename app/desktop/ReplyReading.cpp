#include "app/desktop/ReplyReading.h"

#include "core/reading/ReplyClassifier.h"

namespace textbank {

ReplyReading readReply(const QString& text, QString& words)
{
    static const auto kReader = ReplyClassifier::builtIn();
    const auto meaning = kReader.read(text);
    words = meaning.tier == OptOutTier::None ? QString() : meaning.because;
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
