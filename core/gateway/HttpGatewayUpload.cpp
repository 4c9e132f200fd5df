#include "core/gateway/HttpGatewayUpload.h"

#include <algorithm>
#include <cstring>

namespace textbank {

HttpGatewayUpload::HttpGatewayUpload(QByteArray body, QObject* parent)
    : QIODevice(parent)
    , m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 HttpGatewayUpload::bytesAvailable() const { return m_body.size() - m_read + QIODevice::bytesAvailable(); }

qint64 HttpGatewayUpload::readData(char* data, qint64 maxSize)
{
    const auto size = std::min<qint64>(maxSize, m_body.size() - m_read);
    if (size <= 0) {
        return atEnd() ? -1 : 0;
    }
    std::memcpy(data, m_body.constData() + m_read, static_cast<size_t>(size));
    m_read += size;
    return size;
}

qint64 HttpGatewayUpload::writeData(const char* /*data*/, qint64 /*maxSize*/) { return -1; }

} // namespace textbank
