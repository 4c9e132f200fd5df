#pragma once

#include "core/model/Ids.h"

#include <QString>

namespace textbank {

/// A reply that a volunteer saved for herself. It stays on this laptop, and goes with the shift.
struct Snippet
{
    SnippetId id;
    QString title;    ///< Never blank.
    QString text;     ///< A template, as the script's.
    QString language; ///< BCP 47, or empty for any.
    friend bool operator==(const Snippet&, const Snippet&) = default;
};

} // namespace textbank
