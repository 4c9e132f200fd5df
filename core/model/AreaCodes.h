#pragma once

#include <QString>
#include <QStringList>

namespace textbank {

/// An area code of the North American Numbering Plan and the places where it is used.
struct AreaCode
{
    QString region;     ///< ISO 3166: "US", "CA", "PR" ...
    QStringList states; ///< USPS codes, sorted; empty outside the United States. An overlay has its parent's.
    QStringList zones;  ///< IANA zones, sorted, never empty. An overlay has its parent's.
};

/// The code's row of resources/nanp/area-codes.csv, or null for what is not a three-digit code of the table. The table
/// is read at the first call; a look-up after that is an array access.
const AreaCode* findAreaCode(const QString& code);
/// What a code of the plan that tells no place is for: "toll-free", "premium", "personal" ...; empty for any other.
QString nonGeographicUse(const QString& code);
/// All zones of a region's codes, sorted; empty for a region outside the plan.
QStringList areaCodeZones(const QString& region);

} // namespace textbank
