// Stands in for core/store/Sealer.cpp in plain_sealing alone: defined here, the linker does not take the real one
// from its library. It seals nothing, so that the two programs differ by nothing but the sealing.

#include "core/store/Sealer.h"

#include <algorithm>
#include <cstring>

namespace textbank {

Result<Sealer> Sealer::withKey(const SecretKey& /*key*/) { return Sealer(); }

QByteArray Sealer::seal(const Place& /*place*/, QByteArrayView plain) const { return plain.toByteArray(); }

Result<QByteArray> Sealer::open(const Place& /*place*/, QByteArrayView sealed) const { return sealed.toByteArray(); }

// As long as the real one, which the schema asks for; a number fits in whole.
QByteArray Sealer::keyedHash(QByteArrayView /*purpose*/, QByteArrayView value) const
{
    QByteArray hash(32, '\0');
    const auto size = std::min(value.size(), hash.size());
    memcpy(hash.data(), value.data() + (value.size() - size), static_cast<size_t>(size));
    return hash;
}

QByteArray Sealer::phoneHash(const PhoneNumber& number) const { return keyedHash("phone", number.e164().toLatin1()); }

QByteArray Sealer::contactHash(const ContactId& contact) const
{
    return keyedHash("contact", "contact " + contact.value.toUtf8());
}

} // namespace textbank
