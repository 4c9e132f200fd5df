#include "core/host/HostPrivate.h"
#include "core/host/OptOutList.h"
#include "core/host/OptOuts.h"

using namespace Qt::StringLiterals;

// What staff and the operator ask about opt-outs.
namespace textbank {
namespace {

constexpr qsizetype kMaxReason = 500;

HostResult<PhoneNumber> typed(const QString& number)
{
    const auto read = PhoneNumber::parse(number);
    if (read) {
        return *read;
    }
    Problem problem;
    problem.type = ProblemType::Malformed;
    problem.title = u"This is no telephone number that can be texted"_s;
    problem.detail = u"number: "_s + read.error().detail;
    return Unexpected{problem};
}

/// Staff's own word about a number, in the organisation of theirs.
OptOuts::Asked staffsWord(const QString& organisation, const Caller& caller, const PhoneNumber& number,
                          const QString& reason, Instant at)
{
    return {organisation, number, OptOutSource::Staff, reason.trimmed(), {}, caller.volunteer, at};
}

Result<void> checkOrganisation(Work& work, const QString& organisation)
{
    return work.exists(u"SELECT 1 FROM organisations WHERE id = ?"_s, {organisation})
               ? Result<void>()
               : fail(ErrorCode::NotFound, u"organisation"_s);
}

/// What the operator typed: a number of an organisation, and why.
Result<OptOuts::Asked> operatorsWord(Work& work, const QString& organisation, const OptOutOrder& order)
{
    const auto number = PhoneNumber::parse(order.number);
    if (!number) {
        return fail(ErrorCode::Invalid, u"phone: "_s + number.error().detail);
    }
    if (order.reason.size() > kMaxReason) {
        return fail(ErrorCode::Invalid, u"the reason is longer than %1 characters"_s.arg(kMaxReason));
    }
    if (const auto known = checkOrganisation(work, organisation); !known) {
        return Unexpected{known.error()};
    }
    return OptOuts::Asked{organisation,          *number,   OptOutSource::Gateway, order.reason.trimmed(), {},
                          OptOuts::byOperator(), work.now()};
}

} // namespace

HostResult<void> Host::recordOptOut(const Caller& caller, const OptOutOrder& order)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        const auto number = typed(order.number);
        if (!number) {
            return Unexpected{number.error()};
        }
        // Nobody knows when the person said so: a confirming text may be far too late, and is not owed.
        OptOuts(work).add(
            staffsWord(d->organisationOf(work, caller.volunteer), caller, *number, order.reason, work.now()));
        return {};
    });
}

HostResult<void> Host::reverseOptOut(const Caller& caller, const OptOutOrder& order)
{
    return d->callAsStaff<void>(*this, caller, [&](Work& work) -> HostResult<void> {
        const auto number = typed(order.number);
        if (!number) {
            return Unexpected{number.error()};
        }
        if (order.reason.trimmed().isEmpty()) {
            return refuse(ProblemType::Malformed, u"reason: must not be empty"_s);
        }
        const auto organisation = d->organisationOf(work, caller.volunteer);
        OptOuts optOuts(work);
        const auto newest = optOuts.newest(organisation, *number);
        if (order.asOf && newest && newest->recordedAt > *order.asOf && optOuts.isSuppressed(organisation, *number)) {
            return refuse(ProblemType::OptedOut, u"asked again since"_s);
        }
        optOuts.lift(staffsWord(organisation, caller, *number, order.reason, work.now()));
        return {};
    });
}

Result<QList<Organisation>> Host::organisations()
{
    QList<Organisation> all;
    const auto read = d->database->run(u"SELECT id, name FROM organisations ORDER BY created_at, id"_s, {},
                                       [&](const QSqlQuery& row) {
                                           all.append({row.value(0).toString(), row.value(1).toString()});
                                           return true;
                                       });
    if (!read) {
        return Unexpected{read.error()};
    }
    return all;
}

Result<Organisation> Host::organisationOf(const CampaignId& campaign)
{
    return d->operate<Organisation>(*this, [&](Work& work) -> Result<Organisation> {
        CampaignTable table(work, d->campaigns);
        const auto id = table.organisationOf(campaign);
        return id.isEmpty() ? Result<Organisation>(fail(ErrorCode::NotFound, u"campaign"_s))
                            : Organisation{id, table.organisationName(id)};
    });
}

Result<bool> Host::optOut(const QString& organisation, const OptOutOrder& order)
{
    return d->operate<bool>(*this, [&](Work& work) -> Result<bool> {
        const auto asked = operatorsWord(work, organisation, order);
        return asked ? Result<bool>(OptOuts(work).add(*asked)) : Unexpected{asked.error()};
    });
}

Result<bool> Host::reverseOptOut(const QString& organisation, const OptOutOrder& order)
{
    return d->operate<bool>(*this, [&](Work& work) -> Result<bool> {
        const auto how = operatorsWord(work, organisation, order);
        if (!how) {
            return Unexpected{how.error()};
        }
        return how->words.isEmpty() ? Result<bool>(fail(ErrorCode::Invalid, u"a reversal needs a reason"_s))
                                    : Result<bool>(OptOuts(work).lift(*how));
    });
}

Result<OptOutImport> Host::importOptOuts(const QString& organisation, QIODevice& csv)
{
    const auto list = readOptOutList(csv);
    if (!list) {
        return Unexpected{list.error()};
    }
    return d->operate<OptOutImport>(*this, [&](Work& work) -> Result<OptOutImport> {
        if (const auto known = checkOrganisation(work, organisation); !known) {
            return Unexpected{known.error()};
        }
        OptOutImport report;
        OptOuts(work).addList(organisation, *list, report);
        return report;
    });
}

Result<OptOutHistory> Host::optOutHistory(const QString& organisation, const QString& number)
{
    return d->operate<OptOutHistory>(*this, [&](Work& work) -> Result<OptOutHistory> {
        const auto asked = operatorsWord(work, organisation, {number, {}, {}});
        return asked ? Result<OptOutHistory>(OptOuts(work).history(organisation, asked->number))
                     : Unexpected{asked.error()};
    });
}

} // namespace textbank
