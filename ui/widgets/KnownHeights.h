#pragma once

#include <QHash>

namespace textbank {

/// How high words stand at the widths that were asked for: one pass of a layout asks for the same few many times over,
/// and shaping text is most of its cost. Whoever owns it forgets them when text, font or style change.
class KnownHeights
{
public:
    template<typename Measure>
    int at(int width, const Measure& measure)
    {
        const auto known = m_heights.constFind(width);
        if (known != m_heights.constEnd())
            return *known;
        if (m_heights.size() >= kMost) // A window that is drawn larger asks for every width on the way.
            m_heights.clear();
        return *m_heights.insert(width, measure(width));
    }
    void forget() { m_heights.clear(); }

private:
    static constexpr qsizetype kMost = 16;
    QHash<int, int> m_heights;
};

} // namespace textbank
