#include "core/policy/OptOutWords.h"
#include "core/policy/PlainText.h"
#include "tests/fuzz/Fuzz.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const AfterCorpus kAsked([] { mustReadAndRefuse({"certain", "phrase", "likely", "none", "return"}); });

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto text = QString::fromUtf8(fuzzBytes(data, size));
    const auto plain = normalisedForOptOut(text);
    FUZZ_CHECK(normalisedForOptOut(plain) == plain);
    FUZZ_CHECK(!plain.startsWith(u' ') && !plain.endsWith(u' ') && !plain.contains(u"  "_s));

    const auto reading = readOptOut(text);
    FUZZ_CHECK((reading.tier == OptOutTier::None) == reading.words.isEmpty());
    // Who wraps a word in spaces, stops or invisible characters still says it.
    const auto wrapped = readOptOut(u" \u200B"_s + text + u"\u2060 "_s);
    FUZZ_CHECK((reading.tier == OptOutTier::Certain) == (wrapped.tier == OptOutTier::Certain));
    reach("return", readsAsReturn(text));
    reach("certain", reading.tier == OptOutTier::Certain);
    reach("phrase", reading.tier == OptOutTier::Phrase);
    reach("likely", reading.tier == OptOutTier::Likely);
    reach("none", reading.tier == OptOutTier::None);

    const PlainText view(text);
    for (qsizetype start = 0; start < qMin<qsizetype>(view.text().size(), 8); ++start) {
        const auto written = view.written(start, view.text().size() - start);
        FUZZ_CHECK(text.contains(written));
    }
    return 0;
}
