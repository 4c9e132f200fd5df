#pragma once

#include "app/gateway/GatewayArguments.h"
#include "core/host/Host.h"

namespace textbank {

/// The operator's verbs about opt-outs: opt-out, reverse-opt-out, import-optouts, opt-outs. An organisation goes by its
/// name or its id.
class OptOutVerbs
{
public:
    OptOutVerbs(const GatewayArguments& arguments, Host& host)
        : m_arguments(arguments)
        , m_host(host)
    {
    }

    /// Does the one that was asked for; the error is a sentence.
    Result<void> run();

private:
    Result<QString> organisation();
    Result<void> optOut(const QString& organisation);
    Result<void> reverse(const QString& organisation);
    Result<void> import(const QString& organisation);
    Result<void> history(const QString& organisation);

    const GatewayArguments& m_arguments;
    Host& m_host;
};

} // namespace textbank
