#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QUrl>
#include <deque>
#include <memory>

class QTcpSocket;

namespace textbank {

/// A raw HTTP server on loopback that does exactly what the script says, one step for each request, and keeps every
/// request it saw. Wrong on purpose: it cuts, stalls, drips and lies.
class StubServer final : public QTcpServer
{
    Q_OBJECT
public:
    struct Request
    {
        QByteArray method;
        QByteArray target;
        QMap<QByteArray, QByteArray> headers; ///< Names in lower case.
        QByteArray body;
        int connection = 0; ///< Which connection it came on, from 0.
    };
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    explicit StubServer(QObject* parent = nullptr);
    /// Speaks TLS with this certificate from the next connection on.
    void useTls(const QSslCertificate& certificate, const QSslKey& key);
    QUrl url() const;

    // --- the script
    void answer(int status, const QByteArray& body, const Headers& headers = {});
    void problem(int status, const QByteArray& slug, const Headers& headers = {});
    void closeWithoutAnswer(); ///< Reads the whole request, then closes.
    void closeAfterHeaders();  ///< Closes as soon as the request's head is there, body or not.
    void neverAnswer();
    /// Announces `body`, writes `written` bytes of it and closes.
    void halfBody(const QByteArray& body, qsizetype written);
    /// A 200 that never ends, `total` bytes of blanks; `announced` says so in Content-Length.
    enum class Length { Announced, Silent };
    void hugeBody(qint64 total, Length length);
    /// Writes these bytes and keeps the connection open.
    void raw(const QByteArray& bytes);
    /// One byte of the answer for each turn of a 20 ms timer.
    void drip(const QByteArray& body);

    const QList<Request>& requests() const { return m_requests; }
    int connections() const { return m_connections; }
    qint64 bytesWritten() const { return m_bytesWritten; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    struct Step
    {
        enum class Kind { Write, WriteAndClose, Close, CloseAtHead, Nothing, Huge, Drip } kind = Kind::Nothing;
        QByteArray bytes;
        qint64 total = 0;
    };
    struct Connection
    {
        int index = 0;
        QByteArray buffer;
        bool inBody = false;
        qint64 missing = 0;
    };
    void readFrom(QTcpSocket* socket, Connection& connection);
    bool readHead(QTcpSocket* socket, Connection& connection);
    void act(QTcpSocket* socket);
    void pour(QTcpSocket* socket, qint64 total);
    static QByteArray head(int status, qint64 length, const Headers& headers);

    std::deque<Step> m_script;
    QList<Request> m_requests;
    int m_connections = 0;
    qint64 m_bytesWritten = 0;
    QSslCertificate m_certificate;
    QSslKey m_key;
};

} // namespace textbank
