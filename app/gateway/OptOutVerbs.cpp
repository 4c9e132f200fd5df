#include "app/gateway/OptOutVerbs.h"

#include "app/gateway/Console.h"
#include "core/gateway/WireNames.h"
#include "core/host/OrganisationNames.h"

#include <QFile>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// The sentence for a number or a reason that the gateway did not take.
Unexpected<Error> notTaken(const Error& error, const QString& what)
{
    return error.detail.startsWith("phone: "_L1) ? fail(error.code, u"%1: %2."_s.arg(what, whyRefused(error.detail)))
                                                 : told(error, what);
}

QString listOf(const QList<Organisation>& organisations)
{
    QStringList names;
    for (const auto& one : organisations) {
        names.append(u"%1 (%2)"_s.arg(printable(one.name), one.id));
    }
    return names.join(u", "_s);
}

} // namespace

Result<QString> OptOutVerbs::organisation()
{
    const auto all = m_host.organisations();
    if (!all) {
        return told(all.error(), u"The organisations cannot be read"_s);
    }
    const auto wanted = m_arguments.organisation.trimmed();
    const auto byId =
        std::find_if(all->cbegin(), all->cend(), [&](const Organisation& one) { return one.id == wanted; });
    const auto found = byId != all->cend() ? QList<Organisation>{*byId} : organisationsCalled(*all, wanted);
    if (found.size() == 1) {
        return found.first().id;
    }
    if (all->isEmpty()) {
        return fail(ErrorCode::NotFound,
                    u"This gateway has no organisation yet: import-campaign makes the one that the campaign names."_s);
    }
    return found.isEmpty()
               ? fail(ErrorCode::NotFound,
                      u"This gateway has no organisation \"%1\"; it has %2."_s.arg(printable(wanted), listOf(*all)))
               : fail(ErrorCode::Invalid,
                      u"\"%1\" can mean more than one: %2. Give the id."_s.arg(printable(wanted), listOf(found)));
}

Result<void> OptOutVerbs::run()
{
    const auto id = organisation();
    if (!id) {
        return Unexpected{id.error()};
    }
    switch (m_arguments.action) {
    case GatewayArguments::Action::OptOut:
        return optOut(*id);
    case GatewayArguments::Action::ReverseOptOut:
        return reverse(*id);
    case GatewayArguments::Action::ImportOptOuts:
        return import(*id);
    default:
        return history(*id);
    }
}

Result<void> OptOutVerbs::optOut(const QString& organisation)
{
    const auto news = m_host.optOut(organisation, {m_arguments.number, m_arguments.reason, {}});
    if (!news) {
        return notTaken(news.error(), u"Nobody was opted out"_s);
    }
    say(*news ? u"opted-out: 1"_s : u"already: 1"_s);
    return {};
}

Result<void> OptOutVerbs::reverse(const QString& organisation)
{
    const auto lifted = m_host.reverseOptOut(organisation, {m_arguments.number, m_arguments.reason, {}});
    if (!lifted) {
        return notTaken(lifted.error(), u"No opt-out was reversed"_s);
    }
    say(*lifted ? u"reversed: 1"_s : u"reversed: 0"_s);
    if (!*lifted) {
        complain(u"This number is not opted out of this organisation."_s);
    }
    return {};
}

Result<void> OptOutVerbs::import(const QString& organisation)
{
    QFile file(m_arguments.file);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, u"The file %1 cannot be read: %2."_s.arg(m_arguments.file, file.errorString()));
    }
    const auto report = m_host.importOptOuts(organisation, file);
    if (!report) {
        return told(report.error(), u"No opt-out was imported"_s);
    }
    say(u"imported: %1"_s.arg(report->imported));
    say(u"already: %1"_s.arg(report->already));
    say(u"refused: %1"_s.arg(report->refused.size()));
    for (const auto& [line, reason] : report->refused) {
        complain(u"Line %1 was left out: %2."_s.arg(line).arg(whyRefused(reason)));
    }
    for (const auto line : report->undated) {
        complain(u"Line %1 has a date that cannot be read or be true: its number is opted out as of now."_s.arg(line));
    }
    return {};
}

Result<void> OptOutVerbs::history(const QString& organisation)
{
    const auto history = m_host.optOutHistory(organisation, m_arguments.number);
    if (!history) {
        return notTaken(history.error(), u"The history cannot be shown"_s);
    }
    for (const auto& entry : history->entries) {
        say(QStringList{toRfc3339(entry.recordedAt), entry.lifted ? u"lifted"_s : u"opted-out"_s,
                        wire::nameOf(entry.how, wire::kOptOutSources), printable(entry.by), toRfc3339(entry.askedAt),
                        printable(entry.words)}
                .join(u'\t'));
    }
    complain(u"%1 entries; this number %2."_s.arg(history->entries.size())
                 .arg(history->optedOut ? u"is opted out"_s : u"is not opted out"_s));
    return {};
}

} // namespace textbank
