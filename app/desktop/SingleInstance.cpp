#include "app/desktop/SingleInstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kAnswerMs = 2000;
constexpr qint64 kLongestMessage = 4096;

QString serverName(const QString& dataFolder)
{
    // The folder's hash: the name is visible to other users of the machine and must not say anything.
    const auto hash = QCryptographicHash::hash(QDir(dataFolder).absolutePath().toUtf8(), QCryptographicHash::Sha256);
    return u"textbank-"_s + QString::fromLatin1(hash.toHex().left(24));
}

} // namespace

SingleInstance::SingleInstance(const QString& dataFolder, QObject* parent)
    : QObject(parent)
    , m_name(serverName(dataFolder))
    , m_lock(QDir(dataFolder).filePath(u"textbank.lock"_s))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::take);
}

Result<SingleInstance::Role> SingleInstance::claim(const QString& message)
{
    const auto lock = m_lock.take();
    if (lock == FolderLock::Outcome::Held) {
        QLocalServer::removeServer(m_name); // Left over from one that was killed; the lock says nobody is alive.
        if (!m_server.listen(m_name)) {
            return fail(ErrorCode::Io, m_server.errorString());
        }
        return Role::First;
    }
    if (lock == FolderLock::Outcome::CannotWrite) {
        return fail(ErrorCode::Io, u"the data folder cannot be written to"_s);
    }
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kAnswerMs)) {
        return fail(ErrorCode::Locked, socket.errorString());
    }
    socket.write(message.toUtf8() + '\n');
    if (!socket.waitForBytesWritten(kAnswerMs) || !socket.waitForReadyRead(kAnswerMs)) {
        return fail(ErrorCode::Locked, socket.errorString());
    }
    return Role::Second;
}

void SingleInstance::take()
{
    while (auto* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto read = [this, socket] {
            if (socket->bytesAvailable() > kLongestMessage) {
                socket->abort();
                return;
            }
            if (socket->canReadLine()) {
                const auto message = QString::fromUtf8(socket->readLine()).trimmed();
                socket->write("ok\n");
                socket->flush();
                emit called(message);
            }
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace textbank
