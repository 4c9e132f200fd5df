#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <optional>

namespace textbank {

struct WebRequest
{
    QByteArray method;
    QByteArray target;
    QMap<QByteArray, QByteArray> headers; ///< Names in lower case.
    QByteArray body;

    QByteArray path() const { return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')); }
};

struct WebAnswer
{
    int status = 200;
    QByteArray body{};
    QByteArray type = "application/json; charset=utf-8";
    QList<std::pair<QByteArray, QByteArray>> headers{};
};

/// Cuts what arrives on one connection into whole requests; bodies with a Content-Length only.
class HttpReader
{
public:
    void feed(const QByteArray& bytes) { m_buffer += bytes; }
    std::optional<WebRequest> next();

private:
    QByteArray m_buffer;
};

} // namespace textbank
