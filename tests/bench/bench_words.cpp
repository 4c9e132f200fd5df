#include "core/compose/MessageChecks.h"
#include "core/compose/Template.h"
#include "core/reading/ReplyClassifier.h"
#include "core/review/SuggestionRanking.h"
#include "tests/bench/Bench.h"
#include "tests/support/Builders.h"

#include <QCoreApplication>
#include <QFile>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::bench;

/// What the words cost: a reply read, by length; its suggestions made and put in order; ten thousand contacts' messages
/// rendered and checked.
namespace {

QStringList replies()
{
    QFile file(QStringLiteral(TEXTBANK_SOURCE_DIR "/tests/core/reading/data/test.tsv"));
    mustHold(file.open(QFile::ReadOnly), "the sentences cannot be read");
    QStringList all;
    for (auto line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        all.append(QString::fromUtf8(line).remove(u'\n').section(u'\t', 2));
    }
    return all;
}

void reading()
{
    const auto reader = ReplyClassifier::builtIn();
    mustHold(reader.hasModel(), "no model");
    std::printf("%-44s %8s %10s %10s %10s\n", "replies read", "number", "median ms", "p99 ms", "most ms");
    const auto row = [&](const char* name, const QStringList& texts) {
        std::vector<double> times;
        for (const auto& text : texts) {
            times.push_back(timed([&] { mustHold(reader.read(text).confidence > 0, "read as nothing"); }));
        }
        std::printf("%-44s %8lld %10.4f %10.4f %10.4f\n", name, static_cast<long long>(texts.size()),
                    quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1));
    };
    const auto all = replies();
    row("first pass over the test sentences", all);
    row("the same, warm", all);
    QStringList longOnes;
    for (qsizetype i = 0; i + 40 < all.size(); i += 40) {
        longOnes.append(all.mid(i, 40).join(u". "_s).left(1600));
    }
    row("of 1,600 characters", longOnes);
}

void suggesting()
{
    auto campaign = build::campaign();
    for (int i = 0; i < 60; ++i) {
        CannedResponse canned;
        canned.id = CannedId{u"more-%1"_s.arg(i)};
        canned.title = u"Question %1 about voting by mail"_s.arg(i);
        canned.texts = {
            {u""_s, u"Hi {firstName}, answer %1: your ballot comes to {city|your town} in October."_s.arg(i)}};
        campaign.canned.append(canned);
    }
    ContactRecord record;
    record.contact = build::contact(1);
    const auto reader = ReplyClassifier::builtIn();
    SuggestionRanking ranking(reader);
    std::vector<double> times;
    for (const auto& reply : replies()) {
        times.push_back(timed([&] {
            const auto suggestions = suggestionsFor(campaign, record, u"Robin Hale"_s);
            mustHold(ranking.ranked(suggestions, reply, reader.read(reply), {}).size() > 60, "suggestions lost");
        }));
    }
    std::printf("\nA reply read, 64 suggestions made and put in order: %.2f ms median, %.2f ms p99 (the first %.1f)\n",
                quantile(times, 0.5), quantile(times, 0.99), times.front());
}

void rendering()
{
    const auto text =
        u"Hi {firstName|there}, this is {texterFirstName} with Neighbors for Rivera. {if State = \"TX\"}Early voting "
        "ends Friday.{else}Polls close at 8.{end} Can we count on you in {city|your town}? Reply STOP to opt out"_s;
    const Policy policy;
    std::vector<double> runs;
    for (int run = 0; run < 11; ++run) {
        runs.push_back(timed([&] {
            for (int i = 0; i < 10'000; ++i) {
                const auto merged = renderTemplate(text, MergeFields::of(build::contact(i), u"Robin Hale"_s));
                mustHold(merged.has_value(), "not rendered");
                mustHold(checkMessage(*merged, SendKind::FirstMessage, policy).isEmpty(), "a finding");
            }
        }));
    }
    std::printf("\n10,000 contacts rendered and checked: %.0f ms median, %.0f ms at most, of %zu runs\n",
                quantile(runs, 0.5), quantile(runs, 1), runs.size());
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    reading();
    suggesting();
    rendering();
    return 0;
}
