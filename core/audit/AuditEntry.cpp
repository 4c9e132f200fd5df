#include "core/audit/AuditEntry.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace textbank {
namespace {

constexpr char kLayout = 1;

QByteArray sha256(const QByteArray& bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256); }

} // namespace

AuditPacker::AuditPacker(const char* domain)
{
    if (domain != nullptr) {
        bytes(QByteArray(domain));
    }
    m_packed.append(kLayout);
}

AuditPacker& AuditPacker::number(qint64 value)
{
    const auto ordered = qToBigEndian(value);
    m_packed.append(reinterpret_cast<const char*>(&ordered), sizeof ordered);
    return *this;
}

AuditPacker& AuditPacker::bytes(const QByteArray& value)
{
    const auto ordered = qToBigEndian(static_cast<quint32>(value.size()));
    m_packed.append(reinterpret_cast<const char*>(&ordered), sizeof ordered);
    m_packed.append(value);
    return *this;
}

AuditPacker& AuditPacker::facts(const AuditFacts& facts)
{
    number(facts.size());
    for (auto it = facts.cbegin(); it != facts.cend(); ++it) {
        text(it.key()).text(it.value());
    }
    return *this;
}

QByteArray auditGenesis(const AuditLog& log)
{
    return sha256(
        AuditPacker("textbank audit log").text(log.id).text(log.kind).text(log.owner).number(toMs(log.begun)).packed());
}

QByteArray auditBytes(const AuditEntry& entry)
{
    return AuditPacker().number(entry.number).number(toMs(entry.at)).text(entry.kind).facts(entry.facts).packed();
}

QByteArray auditHash(const QByteArray& previous, const AuditEntry& entry)
{
    Q_ASSERT(previous.size() == 32);
    return sha256(previous + auditBytes(entry));
}

QByteArray auditCommitment(const QByteArray& salt, const AuditFacts& hidden)
{
    Q_ASSERT(salt.size() >= 16);
    return sha256(AuditPacker("textbank audit hidden").bytes(salt).facts(hidden).packed());
}

} // namespace textbank
