#include "core/audit/AuditCheck.h"
#include "core/audit/AuditFile.h"
#include "core/audit/AuditLine.h"
#include "tests/fuzz/Fuzz.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const AfterCorpus kAsked([] {
    mustReadAndRefuse({"file", "header line", "entry line", "end line"});
    mustReach(
        {"sound", "unsigned", "checkpoint", "confirmed", "changed", "removed", "duplicated", "cut-off", "no-record"});
});

QString hex(const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex()); }

/// What can be read is what would be written, to the byte.
void checkLine(const QByteArray& bytes)
{
    const auto line = AuditLine::read(bytes);
    switch (line.form) {
    case AuditLine::Form::Log: {
        auto written = headerLine(line.header);
        written.insert(u"genesis"_s, hex(line.genesis)); // What it says; whether that is right, the check finds out.
        FUZZ_CHECK(canonicalJson(written) == bytes);
        break;
    }
    case AuditLine::Form::Entry:
        FUZZ_CHECK(canonicalJson(entryLine(line.log, line.entry, line.hash)) == bytes);
        break;
    case AuditLine::Form::End: {
        auto written = endLine(line.log, line.count, line.hash, line.ended, nullptr);
        written.insert(u"digest"_s, hex(line.digest));
        if (!line.key.isEmpty()) {
            written.insert(u"key"_s, hex(line.key));
            written.insert(u"signature"_s, hex(line.signature));
        }
        FUZZ_CHECK(canonicalJson(written) == bytes);
        break;
    }
    case AuditLine::Form::Unreadable:
        break;
    }
    const auto isRead = line.form != AuditLine::Form::Unreadable;
    const auto form = isRead ? line.form : line.looksLike;
    reach(form == AuditLine::Form::Log     ? "header line"
          : form == AuditLine::Form::Entry ? "entry line"
                                           : "end line",
          isRead);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto bytes = fuzzBytes(data, size);
    for (const auto& line : bytes.split('\n')) {
        checkLine(line);
    }
    const auto report = checkAudit(bytes);
    reach("file", report.isSound());
    FUZZ_CHECK(report.isSound() == (report.verdict() != AuditVerdict::NotSound));
    reach("sound", report.verdict() == AuditVerdict::Sound);
    reach("unsigned", report.verdict() == AuditVerdict::Unsigned);
    if (report.first) {
        reach(auditDamageName(report.first->damage).toLatin1(), true);
        FUZZ_CHECK(report.first->line >= 0 && report.first->line <= bytes.count('\n') + 2);
    }
    for (const auto& chain : report.chains) {
        FUZZ_CHECK(chain.signedUpTo <= chain.records && chain.confirmedUpTo <= chain.records);
        FUZZ_CHECK(!chain.finding || !report.isSound());
        reach("checkpoint", chain.checkpoints > 0);
        reach("confirmed", chain.confirmedUpTo > 0);
    }
    if (report.isSound() && !report.chains.isEmpty()) {
        // One byte put in anywhere shows.
        for (const auto at : {qsizetype(0), bytes.size() / 2, bytes.size() - 2}) {
            auto other = bytes;
            other.insert(std::max<qsizetype>(at, 0), 'x');
            FUZZ_CHECK(!checkAudit(other).isSound());
        }
    }
    return 0;
}
