#include "core/store/WalFile.h"

#include <QByteArray>
#include <QFile>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qint64 kHeader = 32;
constexpr qint64 kFrameHeader = 24;
constexpr quint32 kMagic = 0x377f0682; ///< The last bit says that checksums are of big-endian words.

struct Sum
{
    quint32 a = 0;
    quint32 b = 0;
    friend bool operator==(const Sum&, const Sum&) = default;
};

class Log
{
public:
    static Result<Log> read(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            return fail(ErrorCode::Io, u"a write-ahead log cannot be read"_s);
        }
        Log log;
        log.m_bytes = file.readAll();
        return log;
    }

    /// Works out page size and generation, from the frames where the header does not hold.
    bool begin()
    {
        if (m_bytes.size() < kHeader + kFrameHeader) {
            return false;
        }
        m_headerHolds = (word(0) & ~1U) == kMagic && headerSum() == Sum{word(24), word(28)};
        m_bigEndian = m_headerHolds ? (word(0) & 1U) != 0 : QSysInfo::ByteOrder == QSysInfo::BigEndian;
        const auto page = word(8);
        m_page = page >= 512 && page <= 65536 && (page & (page - 1)) == 0 ? page : 4096;
        m_salt1 = m_headerHolds ? word(16) : word(kHeader + 8);
        m_salt2 = m_headerHolds ? word(20) : word(kHeader + 12);
        return true;
    }
    qint64 frames() const { return (m_bytes.size() - kHeader) / (kFrameHeader + m_page); }
    qint64 at(qint64 frame) const { return kHeader + frame * (kFrameHeader + m_page); }
    bool isOfThisGeneration(qint64 frame) const
    {
        return word(at(frame) + 8) == m_salt1 && word(at(frame) + 12) == m_salt2;
    }
    bool isCommit(qint64 frame) const { return word(at(frame) + 4) != 0; }
    bool headerHolds() const { return m_headerHolds; }
    Sum headerSum() const { return sum({}, 0, 24); }
    Sum sumOf(Sum before, qint64 frame) const
    {
        return sum(sum(before, at(frame), 8), at(frame) + kFrameHeader, m_page);
    }
    Sum storedSum(qint64 frame) const { return {word(at(frame) + 16), word(at(frame) + 20)}; }

    void setWord(qint64 at, quint32 value) { qToBigEndian(value, m_bytes.data() + at); }
    void setSum(qint64 at, Sum value)
    {
        setWord(at, value.a);
        setWord(at + 4, value.b);
    }
    void setGeneration(qint64 at)
    {
        setWord(at, m_salt1);
        setWord(at + 4, m_salt2);
    }
    void setHeader()
    {
        setWord(0, kMagic | (m_bigEndian ? 1U : 0U));
        setWord(4, 3007000);
        setWord(8, m_page);
        setGeneration(16);
        setSum(24, headerSum());
    }
    Result<void> write(const QString& path) const
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(m_bytes) != m_bytes.size() ||
            !file.flush()) {
            return fail(ErrorCode::Io, u"a write-ahead log cannot be written"_s);
        }
        return {};
    }

private:
    quint32 word(qint64 at) const { return qFromBigEndian<quint32>(m_bytes.constData() + at); }
    Sum sum(Sum from, qint64 at, qint64 size) const
    {
        const auto* bytes = m_bytes.constData() + at;
        for (qint64 i = 0; i < size; i += 8) {
            const auto x = m_bigEndian ? qFromBigEndian<quint32>(bytes + i) : qFromLittleEndian<quint32>(bytes + i);
            const auto y =
                m_bigEndian ? qFromBigEndian<quint32>(bytes + i + 4) : qFromLittleEndian<quint32>(bytes + i + 4);
            from.a += x + from.b;
            from.b += y + from.a;
        }
        return from;
    }

    QByteArray m_bytes;
    bool m_headerHolds = false;
    bool m_bigEndian = false;
    quint32 m_page = 4096;
    quint32 m_salt1 = 0;
    quint32 m_salt2 = 0;
};

} // namespace

Result<int> WalFile::commitsPassedOver(const QString& wal)
{
    auto log = Log::read(wal);
    if (!log) {
        return Unexpected{log.error()};
    }
    if (!log->begin()) {
        return 0;
    }
    auto passedOver = 0;
    auto holds = log->headerHolds();
    auto before = log->headerSum();
    for (qint64 frame = 0; frame < log->frames(); ++frame) {
        if (holds) {
            before = log->sumOf(before, frame);
            holds = log->isOfThisGeneration(frame) && before == log->storedSum(frame);
        }
        // Frames of an earlier generation lie behind the last one of this; they are nobody's loss.
        passedOver += !holds && log->isOfThisGeneration(frame) && log->isCommit(frame) ? 1 : 0;
    }
    return passedOver;
}

Result<void> WalFile::mend(const QString& wal)
{
    auto log = Log::read(wal);
    if (!log) {
        return Unexpected{log.error()};
    }
    if (!log->begin()) {
        return {};
    }
    auto last = log->frames() - 1;
    while (last >= 0 && !log->isOfThisGeneration(last)) {
        --last;
    }
    log->setHeader();
    auto before = log->headerSum();
    for (qint64 frame = 0; frame <= last; ++frame) {
        log->setGeneration(log->at(frame) + 8);
        before = log->sumOf(before, frame);
        log->setSum(log->at(frame) + 16, before);
    }
    return log->write(wal);
}

} // namespace textbank
