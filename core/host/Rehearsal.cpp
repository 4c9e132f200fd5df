#include "core/host/Rehearsal.h"

#include <algorithm>

namespace textbank {

Rehearsal::Stage Rehearsal::stage() const
{
    if (endedAt) {
        return passed ? Stage::Passed : Stage::Failed;
    }
    if (!begunAt) {
        return Stage::Asked;
    }
    return stopAt ? Stage::Confirming : Stage::Texted;
}

int Rehearsal::confirmed() const
{
    return static_cast<int>(std::count_if(devices.cbegin(), devices.cend(),
                                          [](const Device& device) { return device.confirmedAt.has_value(); }));
}

int Rehearsal::told() const { return static_cast<int>(devices.size() - away().size()); }

int Rehearsal::signedOut() const
{
    return static_cast<int>(
        std::count_if(devices.cbegin(), devices.cend(), [](const Device& one) { return one.signedOut; }));
}

QList<Rehearsal::Device> Rehearsal::away() const
{
    QList<Device> away;
    std::copy_if(devices.cbegin(), devices.cend(), std::back_inserter(away),
                 [](const Device& one) { return one.away; });
    return away;
}

QList<Rehearsal::Device> Rehearsal::missing() const
{
    auto left = devices;
    left.removeIf([](const Device& device) { return !device.isMissing(); });
    return left;
}

QList<Millis> Rehearsal::times() const
{
    QList<Millis> times;
    for (const auto& device : devices) {
        if (device.confirmedAt && toldAt) {
            times.append(*device.confirmedAt - *toldAt);
        }
    }
    std::sort(times.begin(), times.end());
    return times;
}

std::optional<Millis> Rehearsal::median() const
{
    const auto all = times();
    return all.isEmpty() ? std::nullopt : std::optional(all.at((all.size() - 1) / 2));
}

std::optional<Millis> Rehearsal::slowest() const
{
    const auto all = times();
    return all.isEmpty() ? std::nullopt : std::optional(all.last());
}

} // namespace textbank
