#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"

#include <QHashFunctions>
#include <QString>

namespace textbank {

/// An opaque id of one kind; ids of different kinds do not mix. Empty means "none".
template<class Tag>
struct Id
{
    QString value;

    bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const Id&, const Id&) = default;
    friend auto operator<=>(const Id& a, const Id& b) { return a.value.compare(b.value) <=> 0; }
    friend size_t qHash(const Id& id, size_t seed = 0) { return qHash(id.value, seed); }
};

/// A new UUID version 7 (RFC 9562): sortable by time, unguessable.
QString makeUuidV7(Instant now, Random& random);

} // namespace textbank

template<class Tag>
struct std::hash<textbank::Id<Tag>>
{
    size_t operator()(const textbank::Id<Tag>& id) const { return qHash(id.value); }
};
