#pragma once

#include <QHash>
#include <QStringList>
#include <array>
#include <bitset>

namespace textbank {

/// A place by its states and zones; both sorted.
struct Place
{
    QStringList states;
    QStringList zones;
};

/// ZIP codes and states with their zones, as resources/zones has them. Read once; a look-up allocates nothing.
class ZipTable
{
public:
    static const ZipTable& instance();

    struct Found
    {
        const Place* place = nullptr; ///< Null for a code that does not exist, and for the military's.
        bool isMilitary = false;
    };
    /// `zip` is five digits.
    Found find(const QString& zip) const;
    /// Null for what is no state's code.
    const Place* state(const QString& code) const;
    /// The fifty states and the District of Columbia together.
    const Place& country() const { return m_country; }

private:
    ZipTable();
    void readZips();
    void readStates();

    struct Prefix
    {
        Place place;
        std::bitset<100> exists; ///< By the last two digits.
        bool isMilitary = false;
    };
    std::array<Prefix, 1000> m_prefixes;
    QHash<int, Place> m_zips; ///< Those that differ from their prefix.
    QHash<QString, Place> m_states;
    Place m_country;
};

} // namespace textbank
