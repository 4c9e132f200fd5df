#pragma once

#include "core/host/Host.h"
#include "core/host/http/HttpMessages.h"

namespace textbank {

/// What staff ask for by POST /api/v1/room/commands: reads one command and has the Host do it.
class RoomCommands
{
public:
    RoomCommands(Host& host, const Caller& caller)
        : m_host(host)
        , m_caller(caller)
    {
    }

    /// 204 when it is so. 400 for what is no command of this version, before anything is done.
    HttpAnswer answer(const QByteArray& body);
    /// Every type there is; no other is read.
    static const QStringList& types();

private:
    Host& m_host;
    const Caller& m_caller;
};

} // namespace textbank
