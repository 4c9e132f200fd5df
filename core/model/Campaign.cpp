#include "core/model/Campaign.h"

#include <algorithm>

namespace textbank {

QList<Disclosure> Policy::defaultDisclosures()
{
    return {
        {QStringLiteral("CA"),
         {QStringLiteral("paid for by"), QStringLiteral("with"), QStringLiteral("pagado por"), QStringLiteral("con")},
         CheckLevel::Warn}};
}

CheckLevel Policy::levelOf(TextCheck check) const
{
    switch (check) {
    case TextCheck::Empty:
    case TextCheck::Leftover:
        return CheckLevel::Block;
    case TextCheck::Suspicious:
    case TextCheck::TooLong:
        return levelOf(check, CheckLevel::Block);
    case TextCheck::Identity:
        return levelOf(check, identityWording.trimmed().isEmpty() ? CheckLevel::Warn : CheckLevel::Block);
    case TextCheck::OptOutWording:
        return levelOf(check, optOutWording.trimmed().isEmpty() ? CheckLevel::Warn : CheckLevel::Block);
    default:
        return levelOf(check, CheckLevel::Warn);
    }
}

CheckLevel Policy::levelOf(TextCheck check, CheckLevel otherwise) const
{
    const auto chosen =
        std::find_if(checks.cbegin(), checks.cend(), [check](const auto& each) { return each.check == check; });
    return chosen == checks.cend() ? otherwise : chosen->level;
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
        // Capitals in a tag are a custom (BCP 47, section 2.1.1): "pt-BR" in a script is "pt-br" on an imported list.
        const auto found = std::find_if(texts.keyBegin(), texts.keyEnd(), [&](const QString& tag) {
            return tag.compare(wanted, Qt::CaseInsensitive) == 0;
        });
        if (found != texts.keyEnd()) {
            return *found.base();
        }
    }
    return texts.first();
}

} // namespace textbank
