#pragma once

#include "core/base/Result.h"
#include "core/model/Contact.h"

#include <QStringList>

namespace textbank {

/// A column's name by its letters and digits alone, in lower case, as names of columns are compared.
QString columnKey(const QString& header);

/// What the columns of a contact list mean, read off its header: names as campaigns' spreadsheets write them, in any
/// case, with or without spaces and underscores. What is not known by name is a custom field.
class ListColumns
{
public:
    explicit ListColumns(const QStringList& header);

    bool hasPhone() const;
    /// The contact of one row, without ids. Invalid (detail "phone: tooShort" ...) when it has no number that can be
    /// texted: none at all, one of another country without an address in the United States (abroad), premium or
    /// tollFree.
    Result<Contact> read(const QStringList& cells) const;
    /// What is odd about where somebody is said to live, or empty: "zip: shape", "state: unknown" for what is passed
    /// over; "zip: unknown", "zip: state", "zip: military", "phone: no place" where nobody is texted (PlaceTrouble).
    static QString warningOf(const Contact& contact);
    /// The household (Household.h) that the row says: by its own column, else by address and ZIP; else empty.
    QString householdOf(const QStringList& cells, const Contact& contact) const;

private:
    enum class Column { FirstName, LastName, Phone, City, State, Zip, Language, Reason, Household, Custom, Ignored };
    static Column meaningOf(const QString& name);
    QString cellOf(const QStringList& cells, Column meaning) const;

    QStringList m_names;
    QList<Column> m_columns;
    qsizetype m_street = -1; ///< Custom fields like others, for the household.
    qsizetype m_unit = -1;
};

} // namespace textbank
