#include "core/compose/ScriptText.h"

#include <algorithm>

namespace textbank {
namespace {

QString primaryOf(const QString& language) { return language.section(u'-', 0, 0); }

/// Capitals in a tag are a custom (BCP 47, section 2.1.1).
bool isSame(const QString& one, const QString& other) { return one.compare(other, Qt::CaseInsensitive) == 0; }

bool hasTag(const QMap<QString, QString>& texts, const QString& language)
{
    const auto primary = primaryOf(language);
    return std::any_of(texts.keyBegin(), texts.keyEnd(),
                       [&](const QString& tag) { return isSame(tag, language) || isSame(tag, primary); });
}

} // namespace

QString scriptText(const Campaign& campaign, const QMap<QString, QString>& texts, const QString& language)
{
    const auto isThere = !language.isEmpty() && (texts.contains(QString()) || hasTag(texts, language));
    return textFor(texts, isThere ? language : campaign.language);
}

bool isScripted(const Campaign& campaign, const QMap<QString, QString>& texts, const QString& language)
{
    return hasTag(texts, language) ||
           (texts.contains(QString()) && isSame(primaryOf(campaign.language), primaryOf(language)));
}

} // namespace textbank
