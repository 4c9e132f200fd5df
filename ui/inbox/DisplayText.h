#pragma once

#include <QString>

namespace textbank {

/// A message from outside, made fit to be painted: without control characters, direction overrides and towers of
/// combining marks, line ends as '\n', at most two empty lines in a row. Letters, emoji and right-to-left text stay as
/// they are. The stored text is never changed.
QString displayText(const QString& raw);
/// The same on one line, for previews.
QString displayLine(const QString& raw);
/// The beginning of a long text, cut between characters and, where it can be, between words; the text itself when it is
/// not longer than `limit` UTF-16 units.
QString shortened(const QString& text, int limit);
/// One or two capitals for a person without a picture: "Ana Lucia Ruiz" -> "AR"; empty when there is no letter.
QString initialsOf(const QString& name);

} // namespace textbank
