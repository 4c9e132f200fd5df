#include "core/model/Campaign.h"

#include <algorithm>

namespace textbank {

QList<DayWindow> Policy::defaultWeek()
{
    QList<DayWindow> week(7);
    week[6].openMinute = 12 * 60;
    return week;
}

const InteractionStep* Campaign::step(const StepId& wanted) const
{
    const auto found = std::find_if(steps.cbegin(), steps.cend(), [&](const auto& step) { return step.id == wanted; });
    return found == steps.cend() ? nullptr : &*found;
}

QString textFor(const QMap<QString, QString>& texts, const QString& language)
{
    if (texts.isEmpty()) {
        return {};
    }
    const auto primary = language.section(u'-', 0, 0);
    for (const auto& wanted : {language, primary, QString()}) {
        const auto found = texts.constFind(wanted);
        if (found != texts.cend()) {
            return *found;
        }
    }
    return texts.first();
}

} // namespace textbank
