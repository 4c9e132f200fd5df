#pragma once

#include <QByteArray>
#include <QIODevice>

namespace textbank {

/// A request body that can be read once only. QNetworkAccessManager silently repeats a POST when the server closes the
/// connection without an answer; it cannot repeat what does not rewind, and reports ContentReSendError instead.
class HttpGatewayUpload final : public QIODevice
{
    Q_OBJECT
public:
    explicit HttpGatewayUpload(QByteArray body, QObject* parent = nullptr);
    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool atEnd() const override { return m_read == m_body.size(); }
    qint64 bytesAvailable() const override;
    /// A byte of the body was taken, so something of it may have left.
    bool started() const { return m_read > 0; }

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 maxSize) override;

private:
    QByteArray m_body;
    qint64 m_read = 0;
};

} // namespace textbank
