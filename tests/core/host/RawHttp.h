#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTcpSocket>
#include <QTest>

namespace textbank {

/// What came back, read by hand: Qt's own client would hide what a test wants to see.
struct RawAnswer
{
    int status = 0;
    QMap<QByteArray, QByteArray> headers; ///< Names in lower case.
    QByteArray body;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString problem() const { return json().value(QStringLiteral("type")).toString().section(u'/', -1); }
};

/// One TCP connection spoken to byte by byte. Spins the event loop while it waits, so a host on the same thread
/// answers.
class RawHttp
{
public:
    explicit RawHttp(quint16 port) { m_socket.connectToHost(QStringLiteral("127.0.0.1"), port); }
    /// For a socket that is encrypted, or not connected yet.
    QTcpSocket& socket() { return m_socket; }

    void send(const QByteArray& bytes) { m_socket.write(bytes); }
    bool isClosed()
    {
        m_received += m_socket.readAll();
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    }
    bool waitForClose(int ms = 5000)
    {
        return QTest::qWaitFor([this] { return isClosed(); }, ms);
    }
    /// The next answer, or status 0 when there is none in time. `head`: it has no body whatever it says.
    RawAnswer next(int ms = 5000, bool head = false)
    {
        RawAnswer answer;
        if (!QTest::qWaitFor([&] { return take(answer, head) || (isClosed() && !m_received.contains("\r\n\r\n")); },
                             ms)) {
            return {};
        }
        return answer;
    }
    RawAnswer ask(const QByteArray& bytes)
    {
        send(bytes);
        return next();
    }
    const QByteArray& leftOver() const { return m_received; }

private:
    bool take(RawAnswer& answer, bool head)
    {
        m_received += m_socket.readAll();
        const auto end = m_received.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        RawAnswer read;
        const auto lines = m_received.left(end).split('\n');
        read.status = lines.front().mid(9, 3).toInt();
        for (const auto& line : lines.mid(1)) {
            const auto colon = line.indexOf(':');
            read.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
        const auto size = head || read.status == 100 ? 0 : read.headers.value("content-length").toLongLong();
        if (m_received.size() < end + 4 + size) {
            return false;
        }
        read.body = m_received.mid(end + 4, size);
        m_received.remove(0, end + 4 + size);
        answer = read;
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_received;
};

/// The bytes of one request.
inline QByteArray rawRequest(const QByteArray& method, const QByteArray& target, const QString& token = {},
                             const QByteArray& body = {}, const QByteArray& extra = {})
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: gateway.test\r\n" + extra;
    if (!token.isEmpty()) {
        bytes += "Authorization: Bearer " + token.toUtf8() + "\r\n";
    }
    if (!body.isEmpty()) {
        if (!extra.contains("Content-Type")) {
            bytes += "Content-Type: application/json\r\n";
        }
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    }
    return bytes + "\r\n" + body;
}

} // namespace textbank
