#include "core/host/OrganisationNames.h"

#include <algorithm>

namespace textbank {

QString organisationNameFrom(const QString& typed)
{
    return typed.normalized(QString::NormalizationForm_C).simplified();
}

bool isSameOrganisation(const QString& one, const QString& other)
{
    const auto key = [](const QString& name) {
        return organisationNameFrom(name).toCaseFolded().normalized(QString::NormalizationForm_C);
    };
    return key(one) == key(other);
}

QList<Organisation> organisationsCalled(const QList<Organisation>& all, const QString& name)
{
    const auto among = [&all](auto isMeant) {
        QList<Organisation> found;
        std::copy_if(all.cbegin(), all.cend(), std::back_inserter(found), isMeant);
        return found;
    };
    const auto wanted = organisationNameFrom(name);
    auto found = among([&](const Organisation& one) { return organisationNameFrom(one.name) == wanted; });
    return found.isEmpty() ? among([&](const Organisation& one) { return isSameOrganisation(one.name, wanted); })
                           : found;
}

} // namespace textbank
