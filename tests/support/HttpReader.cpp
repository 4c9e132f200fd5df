#include "tests/support/HttpReader.h"

namespace textbank {

std::optional<WebRequest> HttpReader::next()
{
    const auto end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return std::nullopt;
    }
    const auto lines = m_buffer.left(end).split('\n');
    const auto first = lines.first().trimmed().split(' ');
    WebRequest request{first.value(0), first.value(1), {}, {}};
    for (const auto& line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const auto length = request.headers.value("content-length").toLongLong();
    if (m_buffer.size() < end + 4 + length) {
        return std::nullopt;
    }
    request.body = m_buffer.mid(end + 4, length);
    m_buffer.remove(0, end + 4 + length);
    return request;
}

} // namespace textbank
