#include "app/gateway/RecordExport.h"

#include "app/gateway/Console.h"
#include "core/host/HostRecord.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// Passes on what is written to it, and reckons its digest.
class DigestingDevice final : public QIODevice
{
public:
    explicit DigestingDevice(QIODevice& to)
        : m_to(to)
    {
        open(QIODevice::WriteOnly);
    }
    QByteArray digest() const { return m_digest.result().toHex(); }

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override
    {
        const auto written = m_to.write(data, size);
        if (written < 0) {
            setErrorString(m_to.errorString());
            return written;
        }
        m_digest.addData(QByteArray::fromRawData(data, static_cast<qsizetype>(written)));
        return written;
    }

private:
    QIODevice& m_to;
    QCryptographicHash m_digest{QCryptographicHash::Sha256};
};

Unexpected<Error> cannotBeWritten(const QFileDevice& file)
{
    return fail(ErrorCode::Io, u"The file %1 cannot be written: %2."_s.arg(file.fileName(), file.errorString()));
}

} // namespace

Result<qint64> RecordExport::writeTo(QIODevice& out, QByteArray& digest)
{
    DigestingDevice device(out);
    const auto count = m_host.exportTo(m_arguments.lines ? m_arguments.what + u".jsonl"_s : m_arguments.what, device);
    digest = device.digest();
    if (count) {
        return count;
    }
    return count.error().code == ErrorCode::Invalid
               ? fail(ErrorCode::Invalid,
                      u"export writes %1, not \"%2\"."_s.arg(HostRecord::exports().join(u", "_s), m_arguments.what))
               : told(count.error(), u"Nothing was exported"_s);
}

Result<qint64> RecordExport::writeToFile(QByteArray& digest)
{
    QSaveFile out(m_arguments.out);
    if (!out.open(QIODevice::WriteOnly)) {
        return cannotBeWritten(out);
    }
    const auto count = writeTo(out, digest);
    if (!count) {
        return count;
    }
    QSaveFile beside(m_arguments.out + u".sha256"_s);
    const auto line = digest + "  " + QFileInfo(m_arguments.out).fileName().toUtf8() + '\n';
    if (!beside.open(QIODevice::WriteOnly) || beside.write(line) != line.size()) {
        return cannotBeWritten(beside);
    }
    if (!out.commit()) {
        return cannotBeWritten(out);
    }
    return beside.commit() ? count : Result<qint64>(cannotBeWritten(beside));
}

Result<void> RecordExport::run()
{
    QByteArray digest;
    Result<qint64> count = 0;
    if (m_arguments.out.isEmpty()) {
        QFile out;
        if (!out.open(stdout, QIODevice::WriteOnly)) {
            return fail(ErrorCode::Io, u"Nothing can be written to standard output."_s);
        }
        count = writeTo(out, digest);
        if (count && !out.flush()) {
            return fail(ErrorCode::Io,
                        u"The export is cut short: standard output cannot be written: %1."_s.arg(out.errorString()));
        }
    } else {
        count = writeToFile(digest);
    }
    if (!count) {
        return Unexpected{count.error()};
    }
    complain(u"%1 records, SHA-256 %2."_s.arg(*count).arg(QString::fromLatin1(digest)));
    return {};
}

} // namespace textbank
