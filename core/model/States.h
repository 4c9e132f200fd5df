#pragma once

#include <QString>

namespace textbank {

/// The USPS code of a state as people write it: "CA", "ca", "California", "New  York". Two letters are taken for a code
/// as they are; empty for anything else that is no state's name.
QString stateCode(const QString& written);

} // namespace textbank
