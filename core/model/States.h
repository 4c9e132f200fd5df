#pragma once

#include <QString>

namespace textbank {

/// The USPS code of a state as people write it: "CA", "ca", "California", "New  York". Two letters are taken for a code
/// as they are; empty for anything else that is no state's name.
QString stateCode(const QString& written);
/// Whether this is the USPS code of one of the fifty states, the District of Columbia or a territory, in capitals.
bool isStateCode(const QString& code);

} // namespace textbank
