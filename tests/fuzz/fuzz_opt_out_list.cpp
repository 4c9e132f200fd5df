#include "core/base/Csv.h"
#include "core/host/OptOutList.h"
#include "tests/fuzz/Fuzz.h"

#include <QBuffer>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"list", "line"});
    mustReach({"words", "date", "undated line", "bare number", "line of several numbers", "column by another name"});
});

Result<OptOutList> listIn(QByteArray bytes)
{
    QBuffer csv(&bytes);
    csv.open(QIODevice::ReadOnly);
    return readOptOutList(csv);
}

/// The list as we would write it.
QByteArray written(const OptOutList& list)
{
    QByteArray bytes = "phone,reason,date\n";
    for (const auto& listed : list.numbers) {
        bytes += Csv::line({listed.number.e164(), listed.words, listed.at ? toRfc3339(*listed.at) : QString()});
    }
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto bytes = fuzzBytes(data, size);
    const auto list = listIn(bytes);
    reach("list", bool(list));
    if (!list) {
        FUZZ_CHECK(!list.error().detail.isEmpty());
        return 0;
    }
    const auto earliest = *fromRfc3339(u"1990-01-01T00:00:00Z"_s);
    for (const auto& listed : list->numbers) {
        const auto number = PhoneNumber::fromE164(listed.number.e164());
        FUZZ_CHECK(number && *number == listed.number);
        FUZZ_CHECK(listed.words.size() <= 500);
        FUZZ_CHECK(listed.words.isEmpty() || !listed.words.back().isHighSurrogate());
        // A day counts in whatever zone its list was written, so that the first one may begin the evening before.
        FUZZ_CHECK(!listed.at || *listed.at >= earliest - std::chrono::hours(24));
        reach("words", !listed.words.isEmpty());
        reach("date", listed.at.has_value());
        reach("line", true);
    }
    for (const auto& [line, why] : list->refused) {
        FUZZ_CHECK(line >= 1 && !why.isEmpty());
        reach("line", false);
    }
    for (const auto line : list->undated) {
        FUZZ_CHECK(line >= 1);
    }
    const auto lines = bytes.count('\n');
    reach("undated line", !list->undated.isEmpty());
    reach("bare number", !bytes.toLower().contains("phone") && !list->numbers.isEmpty());
    reach("line of several numbers", list->numbers.size() > lines);
    reach("column by another name", bytes.startsWith("Name,Home Phone,Work Tel.") && !list->numbers.isEmpty());
    // Nobody is lost by writing the list down and reading it again.
    const auto again = listIn(written(*list));
    FUZZ_CHECK(again && again->refused.isEmpty() && again->numbers.size() == list->numbers.size());
    for (qsizetype i = 0; i < list->numbers.size(); ++i) {
        const auto& before = list->numbers.at(i);
        const auto& after = again->numbers.at(i);
        FUZZ_CHECK(before.number == after.number && before.words.trimmed() == after.words);
    }
    return 0;
}
