#include "core/audit/AuditFile.h"

#include <QCryptographicHash>
#include <QIODevice>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString hex(const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex()); }

} // namespace

QByteArray canonicalJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact); // Qt keeps members in the order of their names.
}

QJsonObject headerLine(const AuditLog& log)
{
    return {{u"audit"_s, u"log"_s},
            {u"format"_s, 1},
            {u"id"_s, log.id},
            {u"kind"_s, log.kind},
            {u"owner"_s, log.owner},
            {u"begun"_s, toRfc3339(log.begun)},
            {u"genesis"_s, hex(auditGenesis(log))}};
}

QJsonObject entryLine(const QString& log, const AuditEntry& entry, const QByteArray& hash)
{
    QJsonObject facts;
    for (auto it = entry.facts.cbegin(); it != entry.facts.cend(); ++it) {
        facts.insert(it.key(), it.value());
    }
    return {{u"log"_s, log},         {u"n"_s, entry.number}, {u"at"_s, toRfc3339(entry.at)},
            {u"kind"_s, entry.kind}, {u"facts"_s, facts},    {u"hash"_s, hex(hash)}};
}

QByteArray endBytes(const QString& log, qint64 count, const QByteArray& head, Instant at)
{
    return AuditPacker("textbank audit end").text(log).number(count).bytes(head).number(toMs(at)).packed();
}

QJsonObject endLine(const QString& log, qint64 count, const QByteArray& head, Instant at, const SigningKey* key)
{
    const auto bytes = endBytes(log, count, head, at);
    QJsonObject line{
        {u"audit"_s, u"end"_s},      {u"log"_s, log},
        {u"count"_s, count},         {u"head"_s, hex(head)},
        {u"ended"_s, toRfc3339(at)}, {u"digest"_s, hex(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256))}};
    if (key != nullptr) {
        line.insert(u"key"_s, hex(key->publicKey()));
        line.insert(u"signature"_s, hex(key->sign(bytes)));
    }
    return line;
}

AuditFileWriter::AuditFileWriter(QIODevice& out, const AuditLog& log)
    : m_out(out)
    , m_log(log.id)
{
    put(headerLine(log));
}

void AuditFileWriter::put(const QJsonObject& line)
{
    const auto bytes = canonicalJson(line) + '\n';
    m_sound = m_sound && m_out.write(bytes) == bytes.size();
}

bool AuditFileWriter::add(const AuditEntry& entry, const QByteArray& hash)
{
    put(entryLine(m_log, entry, hash));
    return m_sound;
}

Result<void> AuditFileWriter::end(qint64 count, const QByteArray& head, Instant at, const SigningKey* key)
{
    put(endLine(m_log, count, head, at, key));
    return m_sound ? Result<void>() : fail(ErrorCode::Io, m_out.errorString());
}

} // namespace textbank
