#pragma once

#include "core/reading/ReplyClassifier.h"
#include "core/store/Store.h"

namespace textbank {

/// The reader of replies with the model that was built in, made once.
const ReplyClassifier& replyClassifier();

/// Joins the reading of replies to the store, which knows no words: a certain or clear wording of an opt-out is one, a
/// likely one is asked about. `words` are what it was read off.
ReplyReading readReply(const QString& text, QString& words);

} // namespace textbank
