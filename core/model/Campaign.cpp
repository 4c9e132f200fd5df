#include "core/model/Campaign.h"

#include <algorithm>

namespace textbank {

QList<DayWindow> Policy::defaultWeek()
{
    QList<DayWindow> week(7);
    week[6].openMinute = 12 * 60;
    return week;
}

QList<Disclosure> Policy::defaultDisclosures()
{
    return {
        {QStringLiteral("CA"),
         {QStringLiteral("paid for by"), QStringLiteral("with"), QStringLiteral("pagado por"), QStringLiteral("con")},
         CheckLevel::Warn}};
}

CheckLevel Policy::levelOf(TextCheck check) const
{
    if (check == TextCheck::Empty || check == TextCheck::Leftover) {
        return CheckLevel::Block;
    }
    const auto chosen =
        std::find_if(checks.cbegin(), checks.cend(), [check](const auto& each) { return each.check == check; });
    if (chosen != checks.cend()) {
        return chosen->level;
    }
    switch (check) {
    case TextCheck::Suspicious:
    case TextCheck::TooLong:
        return CheckLevel::Block;
    case TextCheck::Identity:
        return identityWording.trimmed().isEmpty() ? CheckLevel::Warn : CheckLevel::Block;
    case TextCheck::OptOutWording:
        return optOutWording.trimmed().isEmpty() ? CheckLevel::Warn : CheckLevel::Block;
    default:
        return CheckLevel::Warn;
    }
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
