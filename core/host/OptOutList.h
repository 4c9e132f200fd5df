#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/model/PhoneNumber.h"

#include <QIODevice>
#include <QList>
#include <optional>
#include <utility>

namespace textbank {

/// A suppression list, read and cleaned before the database is touched.
struct OptOutList
{
    struct Listed
    {
        PhoneNumber number;
        QString words;             ///< The list's reason, at most 500 characters; may be empty.
        std::optional<Instant> at; ///< The list's date, from 1990 on; a day counts from its start in UTC.
    };
    QList<Listed> numbers;                  ///< In the list's order; one that comes twice is here twice.
    QList<std::pair<int, QString>> refused; ///< 1-based line and why ("phone: tooShort").
    QList<int> undated; ///< Lines whose date cannot be read or be true; their numbers are in `numbers`.
};

/// CSV with a header line: each column with telephone numbers counts (those that may have some by their name, as "Home
/// Phone" or "Phone type" may, with what is a number in them), one with reasons and one with dates if they are there,
/// the rest is passed over. Or numbers without a header. A line is refused for its numbers alone: what else is wrong
/// with it opts nobody in. Malformed for what is no list: "empty", "header: no column with telephone numbers", or the
/// CSV reader's word.
Result<OptOutList> readOptOutList(QIODevice& csv);

} // namespace textbank
