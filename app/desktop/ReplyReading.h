#pragma once

#include "core/reading/ReplyClassifier.h"
#include "core/store/Store.h"

namespace textbank {

/// The one reader of this program: its model is opened at the first use and shared.
const ReplyClassifier& replyReader();
/// Joins the reading of replies to the store, which knows no words: a certain or clear wording of an opt-out is one, a
/// likely one is asked about. `words` are what it was read off.
ReplyReading readReply(const QString& text, QString& words);

} // namespace textbank
