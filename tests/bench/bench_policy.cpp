#include "core/policy/SendGate.h"
#include "tests/bench/Bench.h"
#include "tests/support/Builders.h"

#include <QCoreApplication>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// What one decision about when and to whom costs: where the contact may be, and whether it may be texted there now. In
/// batches of a hundred, each a moment an hour on, since a clock's own reading takes a good part of one decision.
namespace {

constexpr int kBatch = 100;
constexpr int kBatches = 3000;

Contact who(const QString& code, const QString& zip = {}, const QString& state = {})
{
    Contact contact;
    contact.phone = PhoneNumber::fromE164(u"+1"_s + code + u"5550142"_s).value();
    contact.zip = zip;
    contact.state = state;
    return contact;
}

template<class Decide>
void row(const char* name, Decide decide)
{
    auto now = fromRfc3339(u"2026-01-01T00:00:00Z"_s).value();
    int open = 0;
    std::vector<double> times;
    for (int batch = -20; batch < kBatches; ++batch) {
        const auto took = timed([&] {
            for (int i = 0; i < kBatch; ++i) {
                open += decide(now) ? 1 : 0;
                now += std::chrono::minutes{61};
            }
        });
        if (batch >= 0) { // The first ones read the tables.
            times.push_back(took * 1000 / kBatch);
        }
    }
    std::printf("%-56s %9.2f %9.2f %9.0f %%\n", name, quantile(times, 0.5), quantile(times, 0.99),
                100.0 * open / (kBatch * (kBatches + 20)));
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    HoursPolicy policy;
    policy.stateWeek = HoursPolicy::listedStateWeeks();
    policy.campaignWeek = Week(7, DayWindow{600, 1260});
    for (int month = 1; month <= 12; ++month) {
        policy.holidays.append({QDate(2026, month, 25), u"Holiday"_s, {}, {0, 0}});
    }
    std::printf("%-56s %9s %9s %11s\n", "one decision", "median us", "p99 us", "allowed");
    const auto hours = [&](const char* name, const Contact& contact, const HoursPolicy& rules) {
        row(name, [&](Instant now) { return textingHours(zonesFor(contact), rules, now).allowed; });
    };
    hours("ZIP code and state, built-in hours", who(u"415"_s, u"60601"_s, u"IL"_s), {});
    hours("area code of one zone, built-in hours", who(u"212"_s), {});
    hours("area code of two zones, built-in hours", who(u"850"_s), {});
    hours("area code of two zones, states, campaign, 12 holidays", who(u"850"_s), policy);
    hours("nobody knows where: 50 states, built-in hours", who(u"999"_s), {});
    hours("nobody knows where, states, campaign, 12 holidays", who(u"999"_s), policy);
    ContactRecord record;
    record.contact = build::contact(3);
    auto campaign = build::campaign();
    campaign.policy.hours = policy;
    auto lease = build::lease(fromRfc3339(u"2126-01-01T00:00:00Z"_s).value());
    lease.id = record.contact.lease;
    row("the whole gate, ZIP code, all parts", [&](Instant now) {
        return askGate({.contact = record,
                        .campaign = campaign,
                        .lease = &lease,
                        .kind = SendKind::FirstMessage,
                        .frozen = false,
                        .catchingUp = false,
                        .clockOffset = Millis{0},
                        .now = now,
                        .sendBefore = {}})
            .allowed();
    });
    return 0;
}
