#include "core/base/Csv.h"
#include "tests/fuzz/Fuzz.h"

#include <QBuffer>

using namespace textbank;

namespace {

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"list"});
    mustReach({"row", "quoted cell", "row of several lines"});
});

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    auto bytes = fuzzBytes(data, size);
    QBuffer device(&bytes);
    device.open(QIODevice::ReadOnly);
    Csv csv(device);
    auto line = 0;
    for (;;) {
        const auto row = csv.next();
        if (!row || !*row) {
            reach("list", bool(row));
        }
        if (!row) {
            FUZZ_CHECK(!row.error().detail.isEmpty());
            FUZZ_CHECK(!csv.next()); // It stays at that error.
            return 0;
        }
        if (!*row) {
            return 0;
        }
        FUZZ_CHECK((*row)->line >= line); // A lone CR ends a row, not a line.
        line = (*row)->line;
        reach("row", true);
        const auto all = (*row)->cells.join(u'\t');
        reach("quoted cell", all.contains(u'"') || all.contains(u','));
        reach("row of several lines", all.contains(u'\n') || all.contains(u'\r'));
        // What we write, we read again.
        auto again = Csv::line((*row)->cells);
        QBuffer copy(&again);
        copy.open(QIODevice::ReadOnly);
        const auto same = Csv(copy).next();
        const auto blank = (*row)->cells.join(QString()).isEmpty();
        FUZZ_CHECK(blank || (same && *same && (*same)->cells == (*row)->cells));
    }
}
