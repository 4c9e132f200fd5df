#pragma once

#include <QString>

namespace textbank {

/// A ZIP code as lists have it.
struct WrittenZip
{
    QString code;              ///< Five digits; else empty.
    bool isMeantAsZip = false; ///< With no code: digits that are no ZIP code, not nothing or a code of another country.
};

/// "60601", "60601-1234", "60601 1234", "606011234", and what spreadsheets make of them: "2139", "60601.0".
WrittenZip readZip(const QString& written);

} // namespace textbank
