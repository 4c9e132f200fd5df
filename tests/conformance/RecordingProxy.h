#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <deque>
#include <memory>
#include <optional>

namespace textbank {

/// Stands between a client and the gateway, passes every byte on unchanged, and writes each request with its answer to
/// a file: one JSON object a line, for openapi_check.py.
class RecordingProxy
{
public:
    RecordingProxy(quint16 target, const QString& file)
        : m_target(target)
        , m_file(file)
    {
        m_open = m_file.open(QIODevice::WriteOnly | QIODevice::Truncate) && m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { serve(); });
    }
    bool isOpen() const { return m_open; }
    quint16 port() const { return m_server.serverPort(); }
    int recorded() const { return m_recorded; }
    void close() { m_file.close(); }

    /// Any other line of the transcript.
    void note(const QJsonObject& line) { m_file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n'); }

private:
    struct Message
    {
        QByteArray first; ///< Request line or status line.
        QJsonObject headers;
        QByteArray body;
    };
    struct Line
    {
        QByteArray fromClient;
        QByteArray fromServer;
        std::deque<Message> asked; ///< Requests that wait for their answer.
    };

    void serve()
    {
        auto* client = m_server.nextPendingConnection();
        auto* server = new QTcpSocket(client);
        QObject::connect(server, &QTcpSocket::connected, server,
                         [server] { server->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
        // Both sides' signals share it; it goes with the last of them.
        auto line = std::make_shared<Line>();
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        server->connectToHost(QHostAddress::LocalHost, m_target);
        QObject::connect(client, &QTcpSocket::readyRead, server, [client, server, line] {
            const auto bytes = client->readAll();
            line->fromClient += bytes;
            server->write(bytes);
            while (auto request = take(line->fromClient, true)) {
                line->asked.push_back(*request);
            }
        });
        QObject::connect(server, &QTcpSocket::readyRead, client, [this, client, server, line] {
            const auto bytes = server->readAll();
            line->fromServer += bytes;
            record(*line);
            client->write(bytes);
        });
        QObject::connect(client, &QTcpSocket::disconnected, server, [client, server] {
            server->disconnectFromHost();
            client->deleteLater();
        });
        QObject::connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
    }

    static std::optional<Message> take(QByteArray& bytes, bool hasBody)
    {
        const auto end = bytes.indexOf("\r\n\r\n");
        if (end < 0) {
            return std::nullopt;
        }
        const auto lines = bytes.left(end).split('\n');
        Message message;
        message.first = lines.front().trimmed();
        for (const auto& field : lines.mid(1)) {
            const auto colon = field.indexOf(':');
            const auto name = QString::fromLatin1(field.left(colon).toLower());
            // What a token is worth must not lie about in a build folder.
            const auto value = name == QLatin1String("authorization") ? QByteArray("Bearer ...") : field.mid(colon + 1);
            message.headers.insert(name, QString::fromLatin1(value.trimmed()));
        }
        const auto size = hasBody ? message.headers.value(QLatin1String("content-length")).toString().toLongLong() : 0;
        if (bytes.size() < end + 4 + size) {
            return std::nullopt;
        }
        message.body = bytes.mid(end + 4, size);
        bytes.remove(0, end + 4 + size);
        return message;
    }

    void record(Line& line)
    {
        while (!line.fromServer.isEmpty()) {
            if (line.asked.empty()) {
                // Refused before it was sent to its end: its header is all there is.
                auto header = line.fromClient;
                auto cut = take(header, false);
                if (!cut) {
                    return;
                }
                line.asked.push_back(*cut);
            }
            const auto& request = line.asked.front();
            const auto answer = take(line.fromServer, !request.first.startsWith("HEAD"));
            if (!answer) {
                return;
            }
            const auto words = request.first.split(' ');
            note({{QStringLiteral("kind"), QStringLiteral("exchange")},
                  {QStringLiteral("method"), QString::fromLatin1(words.value(0))},
                  {QStringLiteral("target"), QString::fromLatin1(words.value(1))},
                  {QStringLiteral("requestHeaders"), request.headers},
                  {QStringLiteral("requestBody"), QString::fromUtf8(request.body)},
                  {QStringLiteral("status"), answer->first.mid(9, 3).toInt()},
                  {QStringLiteral("answerHeaders"), answer->headers},
                  {QStringLiteral("answerBody"), QString::fromUtf8(answer->body)}});
            ++m_recorded;
            line.asked.pop_front();
        }
    }

    quint16 m_target;
    QFile m_file;
    QTcpServer m_server;
    bool m_open = false;
    int m_recorded = 0;
};

} // namespace textbank
