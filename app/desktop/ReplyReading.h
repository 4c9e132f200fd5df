#pragma once

#include "core/store/Store.h"

namespace textbank {

/// Joins the opt-out words to the store, which knows none: a certain or clear wording is an opt-out, a likely one is
/// asked about.
ReplyReading readReply(const QString& text, QString& words);

} // namespace textbank
