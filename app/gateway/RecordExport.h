#pragma once

#include "app/gateway/GatewayArguments.h"
#include "core/host/Host.h"

namespace textbank {

/// Writes one part of the record, as the verb "export" was told, and says how many records it has and the SHA-256 of
/// its bytes. A file gets a neighbour, FILE.sha256, as sha256sum reads it; either is there whole or not at all.
class RecordExport
{
public:
    RecordExport(const GatewayArguments& arguments, Host& host)
        : m_arguments(arguments)
        , m_host(host)
    {
    }

    Result<void> run();

private:
    Result<qint64> writeTo(QIODevice& out, QByteArray& digest);
    Result<qint64> writeToFile(QByteArray& digest);

    const GatewayArguments& m_arguments;
    Host& m_host;
};

} // namespace textbank
