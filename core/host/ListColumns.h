#pragma once

#include "core/base/Result.h"
#include "core/model/Contact.h"

#include <QStringList>

namespace textbank {

/// What the columns of a contact list mean, read off its header: names as campaigns' spreadsheets write them, in any
/// case, with or without spaces and underscores. What is not known by name is a custom field.
class ListColumns
{
public:
    explicit ListColumns(const QStringList& header);

    bool hasPhone() const;
    /// The contact of one row, without ids. Invalid (detail "phone: tooShort" ...) when it has no number that can be
    /// texted.
    Result<Contact> read(const QStringList& cells) const;

private:
    enum class Column { FirstName, LastName, Phone, City, State, Zip, Language, Reason, Custom, Ignored };
    static Column meaningOf(const QString& name);

    QStringList m_names;
    QList<Column> m_columns;
};

} // namespace textbank
