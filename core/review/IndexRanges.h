#pragma once

#include <QList>
#include <map>
#include <optional>
#include <utility>

namespace textbank {

/// A set of places in a batch, kept as half-open ranges: "all 100,000 still to be looked at" is one entry.
class IndexRanges
{
public:
    /// Adds [begin, end); what is in it already stays once.
    void add(int begin, int end);
    /// Takes the smallest place out.
    std::optional<int> takeFirst();
    /// Takes every place of [begin, end) out and says which there were.
    QList<std::pair<int, int>> take(int begin, int end);
    bool isEmpty() const { return m_ranges.empty(); }
    void clear() { m_ranges.clear(); }

private:
    std::map<int, int> m_ranges; ///< Begin to end; disjoint and never touching.
};

} // namespace textbank
