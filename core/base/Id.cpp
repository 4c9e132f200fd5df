#include "core/base/Id.h"

#include <QUuid>
#include <QtEndian>

namespace textbank {

QString makeUuidV7(Instant now, Random& random)
{
    auto bytes = random.bytes(16);
    const auto ms = static_cast<quint64>(toMs(now));
    for (int i = 0; i < 6; ++i) {
        bytes[i] = static_cast<char>((ms >> (40 - 8 * i)) & 0xFFU);
    }
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x70U);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

} // namespace textbank
