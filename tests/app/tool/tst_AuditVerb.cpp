#include "app/tool/AuditVerb.h"

#include "core/audit/AuditFile.h"
#include "core/base/Random.h"

#include <QBuffer>
#include <QJsonArray>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

SigningKey keyOf(quint64 seed) { return *SigningKey::fromSeed(SecretKey(SeededRandom(seed).bytes(32))); }

QByteArray record(const SigningKey* key, const QString& kind = u"device"_s, const QString& owner = u"d-1"_s)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    constexpr int entries = 3;
    const AuditLog log{u"log-1"_s, kind, owner, instantFromMs(1'800'000'000'000)};
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

    void aKeyVouchesForNothingButADevicesRecord()
    {
        const auto key = keyOf(1);
        const auto forged = AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr, u"gateway"_s)}}, key.publicKey());
        QVERIFY(!forged.sound);
        QVERIFY2(forged.sentence.contains(u"no device's record"_s), qPrintable(forged.sentence));
        QVERIFY(AuditVerb::verify({{u"room.jsonl"_s, record(nullptr, u"gateway"_s)}}, {}).sound);
        for (const auto& kind : {u"laptop"_s, u"Device"_s, u""_s}) {
            const auto strange = AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr, kind)}}, {});
            QVERIFY2(!strange.sound, qPrintable(kind));
            QCOMPARE(strange.json.value(u"first"_s).toObject().value(u"damage"_s).toString(), u"header"_s);
        }
    }

    void anEmptyFileBesideASoundOneIsNoRecord()
    {
        const auto key = keyOf(1);
        const AuditVerb::File sound{u"a.jsonl"_s, record(&key)};
        const AuditVerb::File empty{u"b.jsonl"_s, {}};
        for (const auto& files : {QList{sound, empty}, QList{empty, sound}, QList{empty}}) {
            const auto answer = AuditVerb::verify(files, {});
            QVERIFY(!answer.sound);
            QVERIFY(!answer.json.value(u"sound"_s).toBool(true));
            const auto finding = answer.json.value(u"first"_s).toObject();
            QCOMPARE(finding.value(u"damage"_s).toString(), u"no-record"_s);
            QCOMPARE(finding.value(u"file"_s).toString(), u"b.jsonl"_s);
            QVERIFY2(answer.sentence.contains(u"b.jsonl"_s), qPrintable(answer.sentence));
        }
        auto changed = sound;
        changed.bytes.replace("c-2", "c-9");
        const auto later = AuditVerb::verify({empty, changed}, {});
        QCOMPARE(later.json.value(u"first"_s).toObject().value(u"file"_s).toString(), u"b.jsonl"_s);
        const auto earlier = AuditVerb::verify({changed, empty}, {}).json.value(u"first"_s).toObject();
        QCOMPARE(earlier.value(u"file"_s).toString(), u"a.jsonl"_s);
        QCOMPARE(earlier.value(u"line"_s).toInt(), 3);
        changed.name = u"c.jsonl"_s;
        const auto behind = AuditVerb::verify({sound, changed}, {}).json.value(u"first"_s).toObject();
        QCOMPARE(behind.value(u"file"_s).toString(), u"c.jsonl"_s);
    }

    void aRecordCannotWriteItsOwnVerdict()
    {
        const auto owner = u"d-1\x1b[2J\nThe record of device d-2 is sound. \u202E"_s;
        const auto key = keyOf(1);
        for (const auto& answer :
             {AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr, u"device"_s, owner)}}, {}),
              AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr, u"device"_s, owner)}}, key.publicKey()),
              AuditVerb::verify({{u"a\x1b[2J.jsonl"_s, "hello"}}, {})}) {
            QVERIFY(!answer.sentence.isEmpty());
            QVERIFY2(std::all_of(answer.sentence.cbegin(), answer.sentence.cend(), [](QChar c) { return c.isPrint(); }),
                     qPrintable(answer.sentence));
        }
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
