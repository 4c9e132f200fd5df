#include "core/audit/AuditCheck.h"

#include "core/audit/AuditCheckpoint.h"
#include "core/audit/AuditConfirmations.h"
#include "core/audit/AuditFile.h"
#include "core/audit/AuditLine.h"

#include <QCryptographicHash>
#include <QHash>
#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

using Form = AuditLine::Form;

bool isKnownKind(const QString& kind) { return kind == "device"_L1 || kind == "gateway"_L1; }

class Checker
{
public:
    explicit Checker(const QByteArray& file)
    {
        auto lines = file.split('\n');
        if (!lines.isEmpty() && lines.constLast().isEmpty()) {
            lines.removeLast();
        }
        m_lines.reserve(lines.size());
        for (const auto& bytes : std::as_const(lines)) {
            m_lines.append(AuditLine::read(bytes));
            const auto& line = m_lines.constLast();
            if (line.form == Form::Entry) {
                m_places[line.log].insert(line.entry.number, m_lines.size());
            }
        }
    }

    AuditReport run()
    {
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            take(m_lines.at(i), i + 1);
        }
        closeOpen();
        compare();
        if (m_report.chains.isEmpty() && !m_report.first) {
            report({AuditDamage::NoRecord, {}, 0, 0, 1});
        }
        return m_report;
    }

private:
    struct Chain
    {
        qsizetype place = 0; ///< In the report.
        QByteArray head;
        qint64 checkpointCount = 0;
        QByteArray checkpointHead;
        QList<QByteArray> hashes; ///< Of record i + 1.
        bool ended = false;
        qint64 endLine = 0;
    };

    AuditChainReport& reportOf(const Chain& chain) { return m_report.chains[chain.place]; }
    bool isGateways(const Chain& chain) { return reportOf(chain).log.kind == "gateway"_L1; }
    qint64 expected(const Chain& chain) const { return chain.hashes.size() + 1; }
    void report(const AuditFinding& finding)
    {
        const auto known = m_chains.find(finding.log);
        if (known != m_chains.end() && !reportOf(known->second).finding) {
            reportOf(known->second).finding = finding;
            if (isGateways(known->second)) {
                m_confirmations.addDamage();
            }
        }
        if (!m_report.first || finding.line < m_report.first->line) {
            m_report.first = finding;
        }
    }
    void report(AuditDamage damage, qint64 record, qint64 line, qint64 until = 0)
    {
        report({damage, m_current, record, until, line});
    }
    Chain* current()
    {
        const auto found = m_chains.find(m_current);
        return found == m_chains.end() ? nullptr : &found->second;
    }

    void take(const AuditLine& line, qint64 number)
    {
        auto* chain = current();
        if (line.form == Form::Log) {
            closeOpen(number);
            return begin(line, number);
        }
        if (chain == nullptr) {
            // A first line that cannot be read was the log's.
            return report(m_report.first || line.form == Form::End ? AuditDamage::Header : headDamage(line), 0, number);
        }
        if (reportOf(*chain).finding) {
            chain->ended = chain->ended || line.form == Form::End;
            return; // Only the first is sure.
        }
        if (chain->ended) {
            return report(AuditDamage::End, 0, number); // Nothing follows an end but another log.
        }
        switch (line.form) {
        case Form::Entry:
            return takeEntry(*chain, line, number);
        case Form::End:
            return takeEnd(*chain, line, number);
        default:
            break;
        }
        if (line.looksLike == Form::End) {
            chain->ended = true;
            return report(AuditDamage::End, 0, number);
        }
        report(AuditDamage::Changed, expected(*chain), number);
    }

    AuditDamage headDamage(const AuditLine& line) const
    {
        const auto any = std::any_of(m_lines.cbegin(), m_lines.cend(),
                                     [](const AuditLine& one) { return one.form != Form::Unreadable; });
        return line.form == Form::Entry || any || line.looksLike == Form::Log ? AuditDamage::Header
                                                                              : AuditDamage::NoRecord;
    }

    void begin(const AuditLine& line, qint64 number)
    {
        m_current = line.log;
        if (m_chains.find(m_current) != m_chains.end()) {
            return report(AuditDamage::Header, 0, number); // There twice.
        }
        Chain chain;
        chain.place = m_report.chains.size();
        chain.head = line.genesis;
        chain.checkpointHead = line.genesis;
        AuditChainReport made;
        made.log = line.header;
        made.head = line.genesis;
        m_report.chains.append(made);
        m_chains.emplace(m_current, chain);
        if (isGateways(chain)) {
            m_confirmations.addGateway();
        }
        if (auditGenesis(line.header) != line.genesis || !isKnownKind(line.header.kind)) {
            report(AuditDamage::Header, 0, number);
        }
    }

    void takeEntry(Chain& chain, const AuditLine& line, qint64 number)
    {
        const auto next = expected(chain);
        if (line.log != m_current) {
            return report(AuditDamage::Foreign, next, number);
        }
        const auto found = line.entry.number;
        if (found != next) {
            auto renumbered = line.entry;
            renumbered.number = next;
            return auditHash(chain.head, renumbered) == line.hash ? report(AuditDamage::Changed, next, number)
                                                                  : reportOrder(next, found, number);
        }
        if (auditHash(chain.head, line.entry) != line.hash) {
            return report(AuditDamage::Changed, next, number);
        }
        if (line.entry.kind == QLatin1String(kCheckpointKind) && !takeCheckpoint(chain, line, number)) {
            return;
        }
        if (isGateways(chain)) { // A device that says something about a device says nothing.
            if (!m_confirmations.take(line.entry)) {
                return report(AuditDamage::Changed, next, number);
            }
            reportOf(chain).checkpoints += line.entry.kind == QLatin1String(kTakenCheckpointKind) ? 1 : 0;
        }
        chain.head = line.hash;
        chain.hashes.append(line.hash);
        auto& told = reportOf(chain);
        told.records = chain.hashes.size();
        told.head = chain.head;
    }

    void reportOrder(qint64 next, qint64 found, qint64 number)
    {
        const auto& places = m_places[m_current];
        const auto isTwice = places.count(found) > 1;
        const auto nextIsLater = places.contains(next);
        if (found < next || (isTwice && nextIsLater)) {
            return report(isTwice ? AuditDamage::Duplicated : AuditDamage::Changed, isTwice ? found : next, number);
        }
        report(nextIsLater ? AuditDamage::Reordered : AuditDamage::Removed, next, number);
    }

    bool takeCheckpoint(Chain& chain, const AuditLine& line, qint64 number)
    {
        auto& told = reportOf(chain);
        const auto next = expected(chain);
        const auto read = checkpointFrom(line.entry.facts);
        if (!read || read->payload.log != m_current || read->device.value != told.log.owner) {
            report(AuditDamage::Changed, next, number);
            return false;
        }
        const auto& checkpoint = read->payload;
        const auto fits = checkpoint.count == next - 1 && checkpoint.chainHash == chain.head &&
                          checkpoint.previousCount == chain.checkpointCount &&
                          checkpoint.previousHash == chain.checkpointHead && isSigned(checkpoint, read->device) &&
                          (told.key.isEmpty() || told.key == checkpoint.key);
        if (!fits) {
            report(AuditDamage::Rewritten, chain.checkpointCount + 1, number, next);
            return false;
        }
        chain.checkpointCount = checkpoint.count;
        chain.checkpointHead = checkpoint.chainHash;
        told.key = checkpoint.key;
        told.signedUpTo = checkpoint.count;
        ++told.checkpoints;
        return true;
    }

    void takeEnd(Chain& chain, const AuditLine& line, qint64 number)
    {
        chain.ended = true;
        chain.endLine = number;
        auto& told = reportOf(chain);
        const auto bytes = endBytes(line.log, line.count, line.hash, line.ended);
        const auto isSigned = !line.key.isEmpty();
        if (line.log != m_current || QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) != line.digest ||
            (isSigned && isGateways(chain)) || // A gateway has no key: somebody else's would vouch for nothing.
            (isSigned && !SigningKey::verifies(line.key, bytes, line.signature)) ||
            (isSigned && !told.key.isEmpty() && told.key != line.key) || (!isSigned && !told.key.isEmpty())) {
            return report(AuditDamage::End, 0, number);
        }
        if (line.count > told.records) {
            return report(AuditDamage::CutOff, told.records + 1, number, line.count);
        }
        if (line.count < told.records || line.hash != chain.head) {
            return report(AuditDamage::End, 0, number);
        }
        told.isEndSigned = isSigned;
        told.key = line.key;
        told.signedUpTo = isSigned ? line.count : told.signedUpTo;
        // The entry that holds a checkpoint stands behind what it covers, and is not news.
        told.behindCheckpoint = told.records - chain.checkpointCount - (chain.checkpointCount > 0 ? 1 : 0);
    }

    /// A log without its end was cut off.
    void closeOpen(qint64 line = 0)
    {
        auto* chain = current();
        if (chain != nullptr && !chain->ended && !reportOf(*chain).finding) {
            report(AuditDamage::CutOff, expected(*chain), line != 0 ? line : m_lines.size() + 1);
        }
    }

    /// Holds what devices say of themselves against what gateways took of them.
    void compare()
    {
        for (auto& [id, chain] : m_chains) {
            auto& told = reportOf(chain);
            if (told.finding) {
                continue;
            }
            if (const auto finding = m_confirmations.judge(told, chain.hashes, chain.endLine, m_lines.size() + 1)) {
                report(*finding);
            }
        }
    }

    QList<AuditLine> m_lines;
    QHash<QString, QMultiHash<qint64, qsizetype>> m_places; ///< Log to record to lines.
    std::map<QString, Chain> m_chains;
    AuditConfirmations m_confirmations;
    QString m_current;
    AuditReport m_report;
};

} // namespace

AuditVerdict AuditReport::verdict() const
{
    if (first) {
        return AuditVerdict::NotSound;
    }
    const auto isSigned =
        std::all_of(chains.cbegin(), chains.cend(), [](const AuditChainReport& chain) { return chain.isEndSigned; });
    return isSigned ? AuditVerdict::Sound : AuditVerdict::Unsigned;
}

AuditReport checkAudit(const QByteArray& file) { return Checker(file).run(); }

QString auditDamageName(AuditDamage damage)
{
    switch (damage) {
    case AuditDamage::Changed:
        return u"changed"_s;
    case AuditDamage::Removed:
        return u"removed"_s;
    case AuditDamage::Reordered:
        return u"reordered"_s;
    case AuditDamage::Duplicated:
        return u"duplicated"_s;
    case AuditDamage::Foreign:
        return u"foreign"_s;
    case AuditDamage::CutOff:
        return u"cut-off"_s;
    case AuditDamage::Rewritten:
        return u"rewritten"_s;
    case AuditDamage::Header:
        return u"header"_s;
    case AuditDamage::End:
        return u"end"_s;
    case AuditDamage::Key:
        return u"key"_s;
    case AuditDamage::Unheard:
        return u"unheard"_s;
    case AuditDamage::NoRecord:
        break;
    }
    return u"no-record"_s;
}

} // namespace textbank
