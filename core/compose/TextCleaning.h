#pragma once

#include "core/model/Campaign.h"

#include <QString>

namespace textbank {

/// The text as it leaves the campaign's gateway. With SpokeTypography: a mark that follows its letter is joined with it
/// first (else a decomposed n with tilde would leave as "n~"), then each character becomes what Spoke 14 makes of it,
/// and both again where that put a mark behind a letter, until nothing changes. So cleaning twice is cleaning once, and
/// Spoke leaves alone what is cleaned. (Its replacement by itself is one pass, and none of what it puts in would be
/// replaced again.) The text may become longer: an ellipsis is four characters, with a blank behind.
QString cleaned(const QString& text, TextCleaning cleaning);

} // namespace textbank
