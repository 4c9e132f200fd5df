#include "app/tool/AuditVerb.h"

#include "core/audit/AuditFile.h"
#include "core/base/Random.h"

#include <QBuffer>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

SigningKey keyOf(quint64 seed) { return *SigningKey::fromSeed(SecretKey(SeededRandom(seed).bytes(32))); }

QByteArray record(const SigningKey* key, int entries = 3)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const AuditLog log{u"log-1"_s, u"device"_s, u"d-1"_s, instantFromMs(1'800'000'000'000)};
    AuditFileWriter file(out, log);
    auto head = auditGenesis(log);
    for (int n = 1; n <= entries; ++n) {
        const AuditEntry entry{n, log.begun, u"send.approved"_s, {{u"contact"_s, u"c-%1"_s.arg(n)}}};
        head = auditHash(head, entry);
        file.add(entry, head);
    }
    return file.end(entries, head, log.begun, key) ? out.data() : QByteArray();
}

} // namespace

class tst_AuditVerb : public QObject
{
    Q_OBJECT

private slots:
    void aSoundRecordIsSaidToBeSound()
    {
        const auto key = keyOf(1);
        const auto answer = AuditVerb::verify({{u"shift.jsonl"_s, record(&key)}}, key.publicKey());
        QVERIFY2(answer.sound, qPrintable(answer.sentence));
        QVERIFY(answer.sentence.contains(u"3 records"_s));
        QVERIFY(answer.json.value(u"first"_s).isNull());
    }

    void theFirstDamagedRecordIsNamedWithFileAndLine()
    {
        const auto key = keyOf(1);
        auto changed = record(&key);
        changed.replace("c-2", "c-9");
        const auto answer = AuditVerb::verify({{u"changed.jsonl"_s, changed}}, {});
        QVERIFY(!answer.sound);
        const auto finding = answer.json.value(u"first"_s).toObject();
        QCOMPARE(finding.value(u"damage"_s).toString(), u"changed"_s);
        QCOMPARE(finding.value(u"record"_s).toInt(), 2);
        QCOMPARE(finding.value(u"line"_s).toInt(), 3);
        QVERIFY(answer.sentence.contains(u"changed.jsonl, line 3"_s));
    }

    void aLineOfTheSecondFileIsCountedThere()
    {
        const auto key = keyOf(1);
        auto other = record(&key);
        other.replace("log-1", "log-2");
        const auto answer = AuditVerb::verify({{u"a.jsonl"_s, record(&key)}, {u"b.jsonl"_s, other}}, {});
        const auto finding = answer.json.value(u"first"_s).toObject();
        QCOMPARE(finding.value(u"file"_s).toString(), u"b.jsonl"_s);
        QCOMPARE(finding.value(u"line"_s).toInt(), 1);
    }

    void anotherKeyThanTheDevicesIsNotSound()
    {
        const auto key = keyOf(1);
        QVERIFY(!AuditVerb::verify({{u"shift.jsonl"_s, record(&key)}}, keyOf(2).publicKey()).sound);
        QVERIFY(!AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr)}}, key.publicKey()).sound);
    }

    void whatCannotBeKnownIsSaid()
    {
        const auto unsignedEnd = AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr)}}, {});
        QVERIFY(unsignedEnd.sound);
        QVERIFY(unsignedEnd.sentence.contains(u"not signed"_s));
        auto lines = record(nullptr).split('\n');
        lines.resize(3);
        const auto cut = AuditVerb::verify({{u"shift.jsonl"_s, lines.join('\n') + '\n'}}, {});
        QVERIFY(!cut.sound);
        QVERIFY(cut.sentence.contains(u"cannot be known"_s));
        QCOMPARE(cut.json.value(u"first"_s).toObject().value(u"record"_s).toInt(), 3);
    }
};

QTEST_GUILESS_MAIN(tst_AuditVerb)
#include "tst_AuditVerb.moc"
