#include "tests/support/StubServer.h"

#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace textbank {

StubServer::StubServer(QObject* parent)
    : QTcpServer(parent)
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no free port on loopback");
    }
}

void StubServer::useTls(const QSslCertificate& certificate, const QSslKey& key)
{
    m_certificate = certificate;
    m_key = key;
}

QUrl StubServer::url() const
{
    const auto scheme = m_certificate.isNull() ? u"http"_s : u"https"_s;
    return QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(serverPort()));
}

QByteArray StubServer::head(int status, qint64 length, const Headers& headers)
{
    auto bytes = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n";
    bool typed = false;
    for (const auto& [name, value] : headers) {
        bytes += name + ": " + value + "\r\n";
        typed = typed || name.toLower() == "content-type";
    }
    if (!typed) {
        bytes += "Content-Type: application/json\r\n";
    }
    if (length >= 0) {
        bytes += "Content-Length: " + QByteArray::number(length) + "\r\n";
    }
    return bytes + "\r\n";
}

void StubServer::answer(int status, const QByteArray& body, const Headers& headers)
{
    m_script.push_back({Step::Kind::Write, head(status, body.size(), headers) + body, 0});
}

void StubServer::problem(int status, const QByteArray& slug, const Headers& headers)
{
    auto all = headers;
    all.append(std::pair(QByteArray("Content-Type"), QByteArray("application/problem+json")));
    answer(status, "{\"type\":\"https://textbank.org/problems/" + slug + "\",\"title\":\"scripted\"}", all);
}

void StubServer::closeWithoutAnswer() { m_script.push_back({Step::Kind::Close, {}, 0}); }

void StubServer::closeAfterHeaders() { m_script.push_back({Step::Kind::CloseAtHead, {}, 0}); }

void StubServer::neverAnswer() { m_script.push_back({Step::Kind::Nothing, {}, 0}); }

void StubServer::halfBody(const QByteArray& body, qsizetype written)
{
    m_script.push_back({Step::Kind::WriteAndClose, head(200, body.size(), {}) + body.left(written), 0});
}

void StubServer::hugeBody(qint64 total, Length length)
{
    m_script.push_back({Step::Kind::Huge, head(200, length == Length::Announced ? total : -1, {}), total});
}

void StubServer::raw(const QByteArray& bytes) { m_script.push_back({Step::Kind::Write, bytes, 0}); }

void StubServer::drip(const QByteArray& body)
{
    m_script.push_back({Step::Kind::Drip, head(200, body.size(), {}) + body, 0});
}

void StubServer::incomingConnection(qintptr handle)
{
    auto* socket = m_certificate.isNull() ? new QTcpSocket(this) : new QSslSocket(this);
    if (!socket->setSocketDescriptor(handle)) {
        delete socket;
        return;
    }
    if (auto* tls = qobject_cast<QSslSocket*>(socket)) {
        tls->setLocalCertificate(m_certificate);
        tls->setPrivateKey(m_key);
        tls->setPeerVerifyMode(QSslSocket::VerifyNone);
        tls->startServerEncryption();
    }
    auto connection =
        std::make_shared<Connection>(); // shared with the socket's slot, which lives as long as the socket
    connection->index = m_connections++;
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, connection] { readFrom(socket, *connection); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::bytesWritten, this, [this](qint64 bytes) { m_bytesWritten += bytes; });
}

void StubServer::readFrom(QTcpSocket* socket, Connection& connection)
{
    connection.buffer += socket->readAll();
    while (!connection.buffer.isEmpty()) {
        if (!connection.inBody && !readHead(socket, connection)) {
            return;
        }
        const auto take = std::min<qint64>(connection.missing, connection.buffer.size());
        m_requests.last().body += connection.buffer.left(take);
        connection.buffer.remove(0, take);
        connection.missing -= take;
        if (connection.missing > 0) {
            return;
        }
        connection.inBody = false;
        act(socket);
    }
}

bool StubServer::readHead(QTcpSocket* socket, Connection& connection)
{
    const auto end = connection.buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return false;
    }
    const auto lines = connection.buffer.left(end).split('\n');
    connection.buffer.remove(0, end + 4);
    const auto first = lines.first().trimmed().split(' ');
    Request request;
    request.method = first.value(0);
    request.target = first.value(1);
    request.connection = connection.index;
    for (const auto& line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    connection.missing = request.headers.value("content-length").toLongLong();
    connection.inBody = true;
    m_requests.append(request);
    if (!m_script.empty() && m_script.front().kind == Step::Kind::CloseAtHead) {
        m_script.pop_front();
        connection.buffer.clear();
        socket->disconnectFromHost();
        return false;
    }
    return true;
}

void StubServer::act(QTcpSocket* socket)
{
    Step step;
    if (!m_script.empty()) {
        step = std::move(m_script.front());
        m_script.pop_front();
    } else {
        step = {Step::Kind::Write, head(500, 0, {}), 0};
    }
    switch (step.kind) {
    case Step::Kind::Write:
        socket->write(step.bytes);
        break;
    case Step::Kind::WriteAndClose:
        socket->write(step.bytes);
        socket->disconnectFromHost();
        break;
    case Step::Kind::Close:
    case Step::Kind::CloseAtHead:
        socket->disconnectFromHost();
        break;
    case Step::Kind::Nothing:
        break;
    case Step::Kind::Huge:
        socket->write(step.bytes);
        pour(socket, step.total);
        break;
    case Step::Kind::Drip: {
        auto* timer = new QTimer(socket);
        connect(timer, &QTimer::timeout, socket, [socket, timer, left = step.bytes]() mutable {
            socket->write(left.left(1));
            left.remove(0, 1);
            if (left.isEmpty()) {
                timer->stop();
            }
        });
        timer->start(20);
        break;
    }
    }
}

void StubServer::pour(QTcpSocket* socket, qint64 total)
{
    auto left = std::make_shared<qint64>(total); // shared with the slot that goes on when the socket has drained
    const auto more = [socket, left] {
        const QByteArray blanks(256 * 1024, ' ');
        while (*left > 0 && socket->bytesToWrite() < blanks.size() * 2) {
            const auto size = std::min<qint64>(*left, blanks.size());
            socket->write(blanks.constData(), size);
            *left -= size;
        }
    };
    connect(socket, &QTcpSocket::bytesWritten, socket, more);
    more();
}

} // namespace textbank
