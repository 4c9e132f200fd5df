#include "core/audit/AuditCheck.h"
#include "core/audit/AuditCheckpoint.h"
#include "core/audit/AuditFile.h"
#include "core/base/Random.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QTest>
#include <algorithm>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const DeviceId kDevice{u"d-1"_s};

SigningKey keyOf(quint64 seed) { return *SigningKey::fromSeed(SecretKey(SeededRandom(seed).bytes(32))); }

/// A record as a device writes it, and the lines of its export.
class Written
{
public:
    Written(quint64 seed, int size, const QString& id = u"log-1"_s, quint64 key = 7)
        : m_random(seed)
        , m_key(keyOf(key))
        , m_log{id, u"device"_s, kDevice.value, instantFromMs(1'800'000'000'000)}
        , m_head(auditGenesis(m_log))
        , m_checkpointHead(m_head)
    {
        while (m_entries.size() < size) {
            m_entries.size() % 7 == 6 ? sign() : add();
        }
    }

    qint64 count() const { return m_entries.size(); }
    qint64 checkpoints() const { return m_checkpoints; }
    QByteArray key() const { return m_key.publicKey(); }

    /// Header, entries, end.
    QByteArrayList lines() const
    {
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        AuditFileWriter file(out, m_log);
        for (qsizetype i = 0; i < m_entries.size(); ++i) {
            file.add(m_entries.at(i), m_hashes.at(i));
        }
        if (!file.end(count(), m_head, instantFromMs(1'800'000'900'000), &m_key)) {
            qFatal("the record cannot be written");
        }
        auto lines = out.data().split('\n');
        lines.removeLast();
        return lines;
    }

    /// Changes one entry and chains everything behind it anew; what needs the key stays as it was.
    void rewrite(qsizetype place)
    {
        m_entries[place].facts.insert(u"contact"_s, u"somebody else"_s);
        auto head = place == 0 ? auditGenesis(m_log) : m_hashes.at(place - 1);
        for (auto i = place; i < m_entries.size(); ++i) {
            head = auditHash(head, m_entries.at(i));
            m_hashes[i] = head;
        }
        m_head = head;
    }
    /// The end as somebody without the key would write it: the old signature.
    QByteArray forgedEnd() const
    {
        auto line = endLine(m_log.id, count(), m_head, instantFromMs(1'800'000'900'000), nullptr);
        line.insert(u"key"_s, QString::fromLatin1(m_key.publicKey().toHex()));
        line.insert(u"signature"_s, QString::fromLatin1(QByteArray(64, '\x5').toHex()));
        return canonicalJson(line);
    }

    AuditCheckpointPayload statement() const
    {
        AuditCheckpointPayload said;
        said.count = count();
        said.chainHash = m_head;
        said.log = m_log.id;
        said.at = instantFromMs(1'800'000'000'000 + count());
        said.previousCount = m_checkpointCount;
        said.previousHash = m_checkpointHead;
        return signedCheckpoint(said, kDevice, m_key);
    }

private:
    void append(const QString& kind, const AuditFacts& facts)
    {
        const AuditEntry entry{count() + 1, instantFromMs(1'800'000'000'000 + qint64(m_random.below(1'000'000))), kind,
                               facts};
        m_head = auditHash(m_head, entry);
        m_entries.append(entry);
        m_hashes.append(m_head);
    }
    void add()
    {
        append(m_random.below(2) == 0 ? u"send.approved"_s : u"answer.set"_s,
               {{u"contact"_s, u"c-%1"_s.arg(m_random.below(1000))},
                {u"command"_s, QString::fromLatin1(m_random.bytes(16).toHex())},
                {u"zones"_s, u"América/Denver \"\\"_s}});
    }
    void sign()
    {
        const auto said = statement();
        m_checkpointCount = said.count;
        m_checkpointHead = said.chainHash;
        ++m_checkpoints;
        append(QLatin1String(kCheckpointKind), factsOf(said, kDevice));
    }

    SeededRandom m_random;
    SigningKey m_key;
    AuditLog m_log;
    QList<AuditEntry> m_entries;
    QList<QByteArray> m_hashes;
    QByteArray m_head;
    qint64 m_checkpointCount = 0;
    qint64 m_checkpoints = 0;
    QByteArray m_checkpointHead;
};

AuditReport check(const QByteArrayList& lines) { return checkAudit(lines.join('\n') + '\n'); }

struct Said
{
    QString kind;
    AuditFacts facts;
};

/// A gateway's log of these entries; signed where somebody gives it a key.
QByteArrayList gatewayThatSays(const QList<Said>& entries, const QString& kind = u"gateway"_s,
                               const SigningKey* key = nullptr)
{
    const AuditLog log{u"gateway"_s, kind, {}, instantFromMs(1'800'000'000'000)};
    QByteArrayList lines{canonicalJson(headerLine(log))};
    auto head = auditGenesis(log);
    for (const auto& said : entries) {
        const AuditEntry entry{lines.size(), instantFromMs(1'800'000'000'500), said.kind, said.facts};
        head = auditHash(head, entry);
        lines.append(canonicalJson(entryLine(log.id, entry, head)));
    }
    lines.append(canonicalJson(endLine(log.id, entries.size(), head, instantFromMs(1'800'000'000'500), key)));
    return lines;
}

/// That a device joined, with this key or none.
Said joined(const QByteArray& key, const DeviceId& device = kDevice)
{
    return {u"device.joined"_s,
            {{u"device"_s, device.value},
             {u"key"_s, QString::fromLatin1(key.toHex())},
             {u"role"_s, u"volunteer"_s},
             {u"volunteer"_s, u"v-1"_s}}};
}
Said took(const AuditCheckpointPayload& said) { return {QLatin1String(kTakenCheckpointKind), factsOf(said, kDevice)}; }

/// A gateway's log that took what the device said.
QByteArrayList gatewayThatTook(const AuditCheckpointPayload& said, const QString& kind = u"gateway"_s)
{
    return gatewayThatSays({took(said)}, kind);
}

/// A device's records as somebody without a key chains them: no checkpoint, no signed end.
QByteArrayList rebuiltWithoutKey(int size, const QString& id = u"log-1"_s)
{
    const AuditLog log{id, u"device"_s, kDevice.value, instantFromMs(1'800'000'000'000)};
    QByteArrayList lines{canonicalJson(headerLine(log))};
    auto head = auditGenesis(log);
    for (int n = 1; n <= size; ++n) {
        const AuditEntry entry{n, log.begun, u"send.approved"_s, {{u"contact"_s, u"c-%1"_s.arg(n)}}};
        head = auditHash(head, entry);
        lines.append(canonicalJson(entryLine(id, entry, head)));
    }
    lines.append(canonicalJson(endLine(id, size, head, log.begun, nullptr)));
    return lines;
}

QByteArray keyOfSeed(quint64 seed) { return keyOf(seed).publicKey(); }

} // namespace

class tst_AuditCheck : public QObject
{
    Q_OBJECT

private slots:
    void theEncodingIsTheOneThatIsDocumented()
    {
        const AuditEntry entry{258, instantFromMs(1), u"k"_s, {{u"b"_s, u"é"_s}, {u"a"_s, {}}}};
        QCOMPARE(auditBytes(entry).toHex(), QByteArray("01"
                                                       "0000000000000102"
                                                       "0000000000000001"
                                                       "00000001"
                                                       "6b"
                                                       "0000000000000002"
                                                       "00000001"
                                                       "61"
                                                       "00000000"
                                                       "00000001"
                                                       "62"
                                                       "00000002"
                                                       "c3a9"));
    }

    void whatIsUntouchedIsSound()
    {
        for (const auto size : {0, 1, 6, 7, 8, 50}) {
            const Written written(1, size);
            const auto report = check(written.lines());
            QVERIFY(report.isSound());
            QCOMPARE(report.chains.size(), 1);
            QCOMPARE(report.chains.first().records, size);
            QCOMPARE(report.chains.first().checkpoints, written.checkpoints());
            QCOMPARE(report.chains.first().key, written.key());
            QVERIFY(report.chains.first().isEndSigned);
        }
    }

    void severalLogsInOneFileAreEachChecked()
    {
        auto lines = Written(1, 9).lines();
        auto other = Written(2, 12, u"log-2"_s).lines();
        QVERIFY(check(lines + other).isSound());
        other.removeAt(4);
        const auto report = check(lines + other);
        QCOMPARE(report.first, (AuditFinding{AuditDamage::Removed, u"log-2"_s, 4, 0, lines.size() + 5}));
        QVERIFY(!report.chains.first().finding);
    }

    void whatIsNoRecordIsSaidToBeNone()
    {
        for (const auto* bytes : {"", "\n", "hello\n", "{}\n", "[1]\n", "name,number\nJo,1\n"}) {
            const auto report = checkAudit(bytes);
            QVERIFY(!report.isSound());
            QVERIFY(report.chains.isEmpty());
            QCOMPARE(report.first->line, 1);
        }
    }

    void theGatewaysWordNamesACutThatTheFileHides()
    {
        Written whole(3, 20);
        const auto said = whole.statement();
        const Written cut(3, 15); // The same record, ended and signed earlier: as somebody with the key would do it.
        QVERIFY(check(cut.lines()).isSound());
        auto report = check(cut.lines() + gatewayThatTook(said));
        QVERIFY(!report.isSound());
        QCOMPARE(report.first->damage, AuditDamage::CutOff);
        QCOMPARE(report.first->record, 16);
        QCOMPARE(report.first->until, 20);
        report = check(whole.lines() + gatewayThatTook(said));
        QVERIFY(report.isSound());
        QCOMPARE(report.chains.first().confirmedUpTo, 20);
    }

    void theGatewaysWordNamesARecordThatWasSignedAnew()
    {
        const auto said = Written(3, 20).statement();
        const auto report = check(Written(4, 20).lines() + gatewayThatTook(said));
        QCOMPARE(report.first->damage, AuditDamage::Rewritten);
        QCOMPARE(report.first->log, u"log-1"_s);
    }

    void theGatewaysWordNamesARecordThatAnotherKeySigned()
    {
        // Nothing of it was signed before its end, so the file alone fits.
        const Written written(3, 6);
        QVERIFY(check(written.lines()).isSound());
        auto lines = written.lines() + gatewayThatTook(Written(3, 4, u"log-1"_s, 8).statement());
        QCOMPARE(check(lines).first, (AuditFinding{AuditDamage::Rewritten, u"log-1"_s, 5, 6, lines.size() + 1}));
        lines = written.lines() + gatewayThatTook(Written(3, 6, u"log-1"_s, 8).statement());
        QCOMPARE(check(lines).first, (AuditFinding{AuditDamage::End, u"log-1"_s, 0, 0, lines.size() + 1}));
        lines = written.lines() + gatewayThatTook(written.statement());
        QVERIFY(check(lines).isSound());
    }

    void aDeviceConfirmsNoDevicesRecord()
    {
        const Written written(3, 20);
        const auto report = check(written.lines() + gatewayThatTook(written.statement(), u"device"_s));
        QVERIFY(report.isSound());
        QCOMPARE(report.chains.first().confirmedUpTo, 0);
        // Nor does it cast doubt on another's.
        QVERIFY(check(Written(3, 15).lines() + gatewayThatTook(written.statement(), u"device"_s)).isSound());
    }

    void aLogIsADevicesOrAGateways()
    {
        const auto lines = gatewayThatTook(Written(3, 20).statement(), u"laptop"_s);
        QCOMPARE(check(lines).first, (AuditFinding{AuditDamage::Header, u"gateway"_s, 0, 0, 1}));
    }

    void whatNobodySignedIsNotSimplySound()
    {
        QVERIFY(check(Written(1, 9).lines()).verdict() == AuditVerdict::Sound);
        const auto gateway = gatewayThatTook(Written(1, 9).statement());
        for (const auto& lines :
             {rebuiltWithoutKey(4), gateway, rebuiltWithoutKey(4, u"log-2"_s) + Written(1, 9).lines(),
              Written(1, 9).lines() + gateway}) {
            const auto report = check(lines);
            QVERIFY(report.isSound());
            QVERIFY(report.verdict() == AuditVerdict::Unsigned);
        }
        auto changed = Written(1, 9).lines();
        changed.removeAt(3);
        QVERIFY(check(changed).verdict() == AuditVerdict::NotSound);
    }

    void nobodysSignatureStandsForAGateway()
    {
        const auto key = keyOf(99);
        const auto lines = gatewayThatSays({took(Written(3, 20).statement())}, u"gateway"_s, &key);
        QCOMPARE(check(lines).first, (AuditFinding{AuditDamage::End, u"gateway"_s, 0, 0, 3}));
    }

    void whatStandsBehindTheLastCheckpointIsCounted()
    {
        struct Row
        {
            int size;
            qint64 behind;
        };
        // Every seventh entry holds a checkpoint of those before it.
        for (const auto& row : {Row{0, 0}, Row{6, 6}, Row{7, 0}, Row{9, 2}, Row{14, 0}, Row{16, 2}}) {
            const auto report = check(Written(1, row.size).lines());
            QVERIFY(report.verdict() == AuditVerdict::Sound);
            QCOMPARE(report.chains.first().behindCheckpoint, row.behind);
            QCOMPARE(report.chains.first().signedUpTo, row.size);
        }
    }

    void aDevicesKeyIsTheOneThatItJoinedWith()
    {
        const Written written(3, 6);
        const auto lines = written.lines();
        auto report = check(lines + gatewayThatSays({joined(written.key())}));
        QVERIFY(report.isSound());
        QVERIFY(report.chains.first().isKeyKnown);
        const auto stranger = gatewayThatSays({joined(keyOfSeed(8))});
        report = check(lines + stranger);
        QCOMPARE(report.first, (AuditFinding{AuditDamage::Key, u"log-1"_s, 0, 0, lines.size()}));
        QVERIFY(report.verdict() == AuditVerdict::NotSound);
        QVERIFY(!report.chains.first().isKeyKnown);
        // Whichever file comes first.
        QCOMPARE(check(stranger + lines).first,
                 (AuditFinding{AuditDamage::Key, u"log-1"_s, 0, 0, stranger.size() + lines.size()}));
        // Wiped and joined anew: either key is this device's, but another device's is not.
        QVERIFY(check(lines + gatewayThatSays({joined(keyOfSeed(8)), joined(written.key())})).isSound());
        const auto other = joined(written.key(), DeviceId{u"d-2"_s});
        QCOMPARE(check(lines + gatewayThatSays({joined(keyOfSeed(8)), other})).first->damage, AuditDamage::Key);
        // A device that joined without one: what it first signed with.
        QVERIFY(check(lines + gatewayThatSays({joined({})})).isSound());
        QVERIFY(!check(lines + gatewayThatSays({joined({})})).chains.first().isKeyKnown);
        QVERIFY(check(lines + gatewayThatSays({joined({}), took(written.statement())})).chains.first().isKeyKnown);
    }

    void aRecordWithoutAKeyIsNotThatOfADeviceThatHasOne()
    {
        const auto lines = rebuiltWithoutKey(4);
        QCOMPARE(check(lines + gatewayThatSays({joined(keyOfSeed(7))})).first,
                 (AuditFinding{AuditDamage::Key, u"log-1"_s, 0, 0, lines.size()}));
        QVERIFY(check(lines + gatewayThatSays({joined({})})).verdict() == AuditVerdict::Unsigned);
    }

    void aRecordThatTheGatewayNeverHeardOfIsNamed()
    {
        const Written written(3, 20);
        const auto gateway = gatewayThatSays({joined(written.key()), took(written.statement())});
        auto report = check(written.lines() + gateway);
        QVERIFY(report.isSound());
        QVERIFY(report.chains.first().word == GatewaysWord::Heard);
        QVERIFY(report.chains.last().word == GatewaysWord::None);
        // The device's own key, under a new id, beside the log that the gateway took.
        const auto second = Written(4, 20, u"log-2"_s).lines();
        QCOMPARE(check(second + gateway).first, (AuditFinding{AuditDamage::Unheard, u"log-2"_s, 0, 0, second.size()}));
        // A device that the gateway does not know.
        report = check(second + gatewayThatSays({joined(keyOfSeed(7), DeviceId{u"d-2"_s})}));
        QCOMPARE(report.first, (AuditFinding{AuditDamage::Unheard, u"log-2"_s, 0, 0, second.size()}));
        QVERIFY(report.verdict() == AuditVerdict::NotSound);
        // Alone nobody can tell.
        QVERIFY(check(second).verdict() == AuditVerdict::Sound);
        QVERIFY(check(second).chains.first().word == GatewaysWord::None);
    }

    void aYoungRecordThatTheGatewayHasNotHeardOfIsNoWorse()
    {
        const Written young(3, 5);
        auto report = check(young.lines() + gatewayThatSays({joined(young.key())}));
        QVERIFY(report.isSound());
        QVERIFY(report.chains.first().word == GatewaysWord::Unheard);
        QCOMPARE(report.chains.first().confirmedUpTo, 0);
        // Nor is one that was begun after the laptop was wiped, with another key.
        const Written earlier(4, 20, u"log-0"_s, 8);
        report = check(young.lines() +
                       gatewayThatSays({joined(earlier.key()), took(earlier.statement()), joined(young.key())}));
        QVERIFY(report.isSound());
        QVERIFY(report.chains.first().word == GatewaysWord::Unheard);
    }

    void whatIsMissingInADamagedGatewaysRecordSaysNothingOfADevice()
    {
        const Written written(3, 5);
        auto gateway = gatewayThatSays({joined(written.key()), joined(keyOfSeed(8), DeviceId{u"d-2"_s})});
        gateway.removeAt(1);
        const auto report = check(written.lines() + gateway);
        QCOMPARE(report.first, (AuditFinding{AuditDamage::Removed, u"gateway"_s, 1, 0, written.lines().size() + 2}));
        QVERIFY(!report.chains.first().finding);
    }

    void anEndWithoutItsSignatureIsNoSignedRecordsEnd()
    {
        auto lines = Written(1, 9).lines();
        QVERIFY(lines.last().contains("\"signature\""));
        auto end = QJsonDocument::fromJson(lines.last()).object();
        end.remove(u"key"_s);
        end.remove(u"signature"_s);
        lines.last() = canonicalJson(end);
        QCOMPARE(check(lines).first->damage, AuditDamage::End);
    }

#ifdef TEXTBANK_HAS_RAPIDCHECK
    void anyChangedByteIsFoundInItsRecord()
    {
        QVERIFY(rc::check("a changed byte is found where it is", [] {
            auto lines = Written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(1, 25)).lines();
            const auto place = *rc::gen::inRange<qsizetype>(0, lines.size());
            auto& line = lines[place];
            const auto at = *rc::gen::inRange<qsizetype>(0, line.size());
            const auto byte = static_cast<char>(*rc::gen::inRange(0, 256));
            RC_PRE(byte != line.at(at) && byte != '\n');
            line[at] = byte;
            const auto report = check(lines);
            RC_ASSERT(!report.isSound());
            RC_ASSERT(report.first->line == place + 1);
            const auto isEnd = place == lines.size() - 1;
            RC_ASSERT(report.first->record == (isEnd ? qsizetype(0) : place));
            RC_ASSERT((place != 0 || report.first->damage == AuditDamage::Header));
            RC_ASSERT((!isEnd || report.first->damage == AuditDamage::End));
        }));
    }

    void aTornLineIsFoundInItsRecord()
    {
        QVERIFY(rc::check("a line's end in the middle, or none, is found there", [] {
            auto lines = Written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(2, 25)).lines();
            const auto place = *rc::gen::inRange<qsizetype>(1, lines.size() - 2);
            if (*rc::gen::arbitrary<bool>()) {
                lines[place] += lines.takeAt(place + 1);
            } else {
                lines[place].insert(*rc::gen::inRange<qsizetype>(0, lines[place].size()), '\n');
            }
            const auto report = check(lines);
            RC_ASSERT(!report.isSound());
            RC_ASSERT(report.first->record == place);
        }));
    }

    void aRemovedRecordIsNamed()
    {
        QVERIFY(rc::check("a removed record is named", [] {
            auto lines = Written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(1, 25)).lines();
            const auto last = lines.size() - 2;
            const auto place = *rc::gen::inRange<qsizetype>(1, last + 1);
            const auto many = *rc::gen::inRange<qsizetype>(1, last - place + 2);
            lines.remove(place, many);
            const auto report = check(lines);
            const auto isTail = place + many > last;
            RC_ASSERT(!report.isSound());
            RC_ASSERT(report.first->damage == (isTail ? AuditDamage::CutOff : AuditDamage::Removed));
            RC_ASSERT(report.first->record == place);
            RC_ASSERT(report.first->until == (isTail ? last : 0));
        }));
    }

    void swappedRecordsAreNamed()
    {
        QVERIFY(rc::check("of two that were swapped the first is named", [] {
            auto lines = Written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(2, 25)).lines();
            const auto a = *rc::gen::inRange<qsizetype>(1, lines.size() - 2);
            const auto b = *rc::gen::inRange<qsizetype>(a + 1, lines.size() - 1);
            lines.swapItemsAt(a, b);
            const auto report = check(lines);
            RC_ASSERT(!report.isSound());
            RC_ASSERT(report.first->damage == AuditDamage::Reordered);
            RC_ASSERT(report.first->record == a);
        }));
    }

    void aDoubledRecordIsNamed()
    {
        QVERIFY(rc::check("a record that is there twice is named, wherever its copy stands", [] {
            auto lines = Written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(1, 25)).lines();
            const auto from = *rc::gen::inRange<qsizetype>(1, lines.size() - 1);
            const auto to = *rc::gen::inRange<qsizetype>(1, lines.size());
            lines.insert(to, QByteArray(lines.at(from)));
            const auto report = check(lines);
            RC_ASSERT(!report.isSound());
            RC_ASSERT(report.first->damage == AuditDamage::Duplicated);
            RC_ASSERT(report.first->record == from);
        }));
    }

    void aCutTailIsNamed()
    {
        QVERIFY(rc::check("a file that ends too early is cut off behind its last record", [] {
            const auto lines = Written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(1, 25)).lines();
            const auto file = lines.join('\n') + '\n';
            const auto size = *rc::gen::inRange<qsizetype>(lines.first().size() + 1, file.size() - 1);
            const auto report = checkAudit(file.left(size));
            auto whole = file.left(size).count('\n'); // Lines, the header among them.
            const auto rest = file.left(size).mid(file.left(size).lastIndexOf('\n') + 1);
            whole += rest == lines.at(whole) ? 1 : 0; // Only what ends it is missing.
            RC_ASSERT(!report.isSound());
            const auto isEnd = report.first->damage == AuditDamage::End;
            RC_ASSERT((isEnd ? whole == lines.size() - 1 : report.first->record == whole));
        }));
    }

    void aCutHeadIsNamed()
    {
        QVERIFY(rc::check("without its beginning a file is no sound record", [] {
            const auto lines = Written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(2, 25)).lines();
            const auto gone = *rc::gen::inRange<qsizetype>(1, lines.size());
            auto report = check(lines.mid(gone));
            RC_ASSERT(!report.isSound());
            RC_ASSERT(report.first->damage == AuditDamage::Header);
            RC_ASSERT(report.first->line == 1);
            RC_PRE(gone < lines.size() - 2);
            report = check(QByteArrayList{lines.first()} + lines.mid(gone + 1));
            RC_ASSERT(report.first->damage == AuditDamage::Removed);
            RC_ASSERT(report.first->record == 1);
        }));
    }

    void aSpliceFromAnotherLogIsNamed()
    {
        QVERIFY(rc::check("another log's records are named, also those of a twin", [] {
            const auto size = *rc::gen::inRange(2, 25);
            const auto seed = *rc::gen::arbitrary<quint32>();
            auto lines = Written(seed, size).lines();
            const auto isTwin = *rc::gen::arbitrary<bool>();
            const auto other = Written(quint64(seed) + 1, size, isTwin ? u"log-1"_s : u"log-2"_s).lines();
            const auto place = *rc::gen::inRange<qsizetype>(1, lines.size() - 1);
            // A twin's first records stand on the same first hash; what breaks is where they end.
            RC_PRE(!isTwin || place > 1);
            const auto many = *rc::gen::inRange<qsizetype>(1, lines.size() - place);
            for (auto i = place; i < place + many; ++i) {
                lines[i] = other.at(i);
            }
            const auto report = check(lines);
            RC_ASSERT(!report.isSound());
            RC_ASSERT(report.first->damage == (isTwin ? AuditDamage::Changed : AuditDamage::Foreign));
            RC_ASSERT(report.first->record == place);
        }));
    }

    void aChainThatWasMadeAnewDoesNotFitItsSignatures()
    {
        QVERIFY(rc::check("without the key nobody makes a record that passes", [] {
            Written written(*rc::gen::arbitrary<quint32>(), *rc::gen::inRange(1, 40));
            const auto place = *rc::gen::inRange<qsizetype>(0, written.count());
            written.rewrite(place);
            auto lines = written.lines();
            lines.last() = written.forgedEnd();
            const auto report = check(lines);
            RC_ASSERT(!report.isSound());
            const auto& first = *report.first;
            const auto record = place + 1;
            RC_ASSERT(first.damage == AuditDamage::End ||
                      (first.damage == AuditDamage::Changed && first.record == record) ||
                      (first.damage == AuditDamage::Rewritten && first.record <= record && record <= first.until));
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_AuditCheck)
#include "tst_AuditCheck.moc"
