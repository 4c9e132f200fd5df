#include "app/tool/AuditVerb.h"

#include "core/audit/AuditFile.h"
#include "core/base/Random.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

SigningKey keyOf(quint64 seed) { return *SigningKey::fromSeed(SecretKey(SeededRandom(seed).bytes(32))); }

QByteArray record(const SigningKey* key, const QString& kind = u"device"_s, const QString& owner = u"d-1"_s,
                  const QString& id = u"log-1"_s)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    constexpr int entries = 3;
    const AuditLog log{id, kind, owner, instantFromMs(1'800'000'000'000)};
    AuditFileWriter file(out, log);
    auto head = auditGenesis(log);
    for (int n = 1; n <= entries; ++n) {
        const AuditEntry entry{n, log.begun, u"send.approved"_s, {{u"contact"_s, u"c-%1"_s.arg(n)}}};
        head = auditHash(head, entry);
        file.add(entry, head);
    }
    return file.end(entries, head, log.begun, key) ? out.data() : QByteArray();
}

/// Device d-1 joined there with this key.
AuditVerb::File gatewayThatKnows(const SigningKey& key)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const AuditLog log{u"room-1"_s, u"gateway"_s, {}, instantFromMs(1'800'000'000'000)};
    const auto hex = QString::fromLatin1(key.publicKey().toHex());
    const AuditEntry entry{1, log.begun, u"device.joined"_s, {{u"device"_s, u"d-1"_s}, {u"key"_s, hex}}};
    const auto head = auditHash(auditGenesis(log), entry);
    AuditFileWriter file(out, log);
    file.add(entry, head);
    return {u"room.jsonl"_s, file.end(1, head, log.begun, nullptr) ? out.data() : QByteArray()};
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
        QVERIFY2(answer.verdict == AuditVerdict::Sound, qPrintable(answer.sentence));
        QVERIFY(answer.sentence.contains(u"3 records"_s));
        QVERIFY(answer.json.value(u"first"_s).isNull());
    }

    void theFirstDamagedRecordIsNamedWithFileAndLine()
    {
        const auto key = keyOf(1);
        auto changed = record(&key);
        changed.replace("c-2", "c-9");
        const auto answer = AuditVerb::verify({{u"changed.jsonl"_s, changed}}, {});
        QVERIFY(answer.verdict == AuditVerdict::NotSound);
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
        for (const auto& answer : {AuditVerb::verify({{u"shift.jsonl"_s, record(&key)}}, keyOf(2).publicKey()),
                                   AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr)}}, key.publicKey())}) {
            QVERIFY(answer.verdict == AuditVerdict::NotSound);
            QVERIFY(!answer.json.value(u"sound"_s).toBool(true));
            QCOMPARE(AuditVerb::statusOf(answer, AuditVerb::Unsigned::Anything), 1);
        }
    }

    void aKeyVouchesForNothingButADevicesRecord()
    {
        const auto key = keyOf(1);
        const auto forged = AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr, u"gateway"_s)}}, key.publicKey());
        QVERIFY(forged.verdict == AuditVerdict::NotSound);
        QVERIFY2(forged.sentence.contains(u"no device's record"_s), qPrintable(forged.sentence));
        for (const auto& kind : {u"laptop"_s, u"Device"_s, u""_s}) {
            const auto strange = AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr, kind)}}, {});
            QVERIFY2(strange.verdict == AuditVerdict::NotSound, qPrintable(kind));
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
            QVERIFY(answer.verdict == AuditVerdict::NotSound);
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

    void whatNobodySignedHasAVerdictAndAStatusOfItsOwn()
    {
        using Unsigned = AuditVerb::Unsigned;
        const auto key = keyOf(1);
        const AuditVerb::File device{u"forged.jsonl"_s, record(nullptr)};
        const AuditVerb::File gateway{u"room.jsonl"_s, record(nullptr, u"gateway"_s, {}, u"room-1"_s)};
        const AuditVerb::File shift{u"shift.jsonl"_s, record(&key)};
        const AuditVerb::File other{u"other.jsonl"_s, record(&key, u"device"_s, u"d-1"_s, u"log-2"_s)};
        auto answer = AuditVerb::verify({shift}, {});
        QCOMPARE(answer.json.value(u"verdict"_s).toString(), u"sound"_s);
        QVERIFY(answer.json.value(u"sound"_s).toBool());
        QCOMPARE(AuditVerb::statusOf(answer, Unsigned::Nothing), 0);

        struct Row
        {
            QList<AuditVerb::File> files;
            QStringList verdicts;
            int statusForGateways;
        };
        for (const auto& row : {Row{{device}, {u"unsigned"_s}, 3}, Row{{gateway}, {u"unsigned"_s}, 0},
                                Row{{device, other}, {u"unsigned"_s, u"sound"_s}, 3},
                                Row{{gatewayThatKnows(key), shift}, {u"unsigned"_s, u"sound"_s}, 0}}) {
            answer = AuditVerb::verify(row.files, {});
            QVERIFY(answer.json.value(u"first"_s).isNull());
            QCOMPARE(answer.json.value(u"verdict"_s).toString(), u"unsigned"_s);
            QVERIFY(!answer.json.value(u"sound"_s).toBool(true));
            const auto logs = answer.json.value(u"logs"_s).toArray();
            QCOMPARE(logs.size(), row.verdicts.size());
            for (qsizetype i = 0; i < logs.size(); ++i) {
                QCOMPARE(logs.at(i)[u"verdict"_s].toString(), row.verdicts.at(i));
                QCOMPARE(logs.at(i)[u"sound"_s].toBool(), row.verdicts.at(i) == u"sound"_s);
            }
            const auto sentence = answer.sentence.section(u'\n', 0, 0);
            QVERIFY2(sentence.contains(u"nobody signed it"_s) && !sentence.contains(u"is sound"_s),
                     qPrintable(sentence));
            QCOMPARE(AuditVerb::statusOf(answer, Unsigned::Nothing), 3);
            QCOMPARE(AuditVerb::statusOf(answer, Unsigned::Gateways), row.statusForGateways);
            QCOMPARE(AuditVerb::statusOf(answer, Unsigned::Anything), 0);
        }
        // Beside a gateway that never heard of it no device's record fits, whoever signed it.
        for (const auto& one : {device, shift}) {
            answer = AuditVerb::verify({one, gateway}, {});
            QCOMPARE(AuditVerb::statusOf(answer, Unsigned::Anything), 1);
            const auto finding = answer.json.value(u"first"_s);
            QCOMPARE(finding[u"damage"_s].toString(), u"unheard"_s);
            QCOMPARE(finding[u"file"_s].toString(), one.name);
            QCOMPARE(finding[u"line"_s].toInt(), 5);
            QVERIFY2(answer.sentence.contains(u"never heard of this one"_s), qPrintable(answer.sentence));
        }
    }

    void whoSaysWhoseKeyItIsIsSaid()
    {
        const auto key = keyOf(1);
        const AuditVerb::File shift{u"shift.jsonl"_s, record(&key)};
        const auto keyFrom = [](const AuditVerb::Answer& answer) {
            return answer.json.value(u"logs"_s)[0][u"keyFrom"_s].toString();
        };
        const auto alone = AuditVerb::verify({shift}, {});
        QCOMPARE(keyFrom(alone), u"file"_s);
        QVERIFY2(alone.sentence.contains(u"cannot say"_s), qPrintable(alone.sentence));
        QCOMPARE(keyFrom(AuditVerb::verify({shift}, key.publicKey())), u"caller"_s);
        const auto beside = AuditVerb::verify({shift, gatewayThatKnows(key)}, {});
        QCOMPARE(keyFrom(beside), u"gateway"_s);
        QCOMPARE(beside.json.value(u"logs"_s)[0][u"gateway"_s].toString(), u"unheard"_s);
        QVERIFY2(beside.sentence.contains(u"never heard of this record"_s), qPrintable(beside.sentence));
        QCOMPARE(AuditVerb::statusOf(beside, AuditVerb::Unsigned::Gateways), 0);
        const auto other = AuditVerb::verify({shift, gatewayThatKnows(keyOf(2))}, {});
        QVERIFY(other.verdict == AuditVerdict::NotSound);
        QCOMPARE(other.json.value(u"first"_s)[u"damage"_s].toString(), u"key"_s);
        QCOMPARE(other.json.value(u"first"_s)[u"file"_s].toString(), u"shift.jsonl"_s);
        QVERIFY2(other.sentence.contains(u"not signed with the key"_s), qPrintable(other.sentence));
    }

    void whatNoCheckpointHasSignedYetIsCounted()
    {
        const auto key = keyOf(1);
        const auto answer = AuditVerb::verify({{u"shift.jsonl"_s, record(&key)}}, {});
        QCOMPARE(answer.json.value(u"logs"_s)[0][u"behindCheckpoint"_s].toInt(), 3);
        QVERIFY2(answer.sentence.contains(u"no checkpoint has signed yet: 3"_s), qPrintable(answer.sentence));
        QCOMPARE(AuditVerb::statusOf(answer, AuditVerb::Unsigned::Nothing), 0);
    }

    void theProgramEndsWithTheStatusOfItsVerdict()
    {
        const QTemporaryDir folder;
        const auto key = keyOf(1);
        const auto kept = [&](const QString& name, const QByteArray& bytes) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
        };
        const auto shift = kept(u"shift.jsonl"_s, record(&key));
        const auto forged = kept(u"forged.jsonl"_s, record(nullptr));
        const auto room = kept(u"room.jsonl"_s, record(nullptr, u"gateway"_s));
        const auto ends = [](const QStringList& arguments) {
            return AuditVerb::run(QStringList{u"verify"_s} + arguments);
        };
        QCOMPARE(ends({shift}), 0);
        QCOMPARE(ends({shift, u"--key"_s, QString::fromLatin1(keyOf(2).publicKey().toHex())}), 1);
        QCOMPARE(ends({forged}), 3);
        QCOMPARE(ends({forged, u"--unsigned"_s, u"gateway"_s}), 3);
        QCOMPARE(ends({u"--unsigned"_s, u"any"_s, forged}), 0);
        QCOMPARE(ends({room}), 3);
        QCOMPARE(ends({room, u"--unsigned"_s, u"gateway"_s}), 0);
        QCOMPARE(ends({room, u"--unsigned"_s}), 2);
        QCOMPARE(ends({room, u"--unsigned"_s, u"all"_s}), 2);
    }

    void whatCannotBeKnownIsSaid()
    {
        const auto unsignedEnd = AuditVerb::verify({{u"shift.jsonl"_s, record(nullptr)}}, {});
        QVERIFY(unsignedEnd.verdict == AuditVerdict::Unsigned);
        QVERIFY(unsignedEnd.sentence.contains(u"nobody signed it"_s));
        auto lines = record(nullptr).split('\n');
        lines.resize(3);
        const auto cut = AuditVerb::verify({{u"shift.jsonl"_s, lines.join('\n') + '\n'}}, {});
        QVERIFY(cut.verdict == AuditVerdict::NotSound);
        QVERIFY(cut.sentence.contains(u"cannot be known"_s));
        QCOMPARE(cut.json.value(u"first"_s).toObject().value(u"record"_s).toInt(), 3);
    }
};

QTEST_GUILESS_MAIN(tst_AuditVerb)
#include "tst_AuditVerb.moc"
