#pragma once

#include "app/tool/StaffArguments.h"
#include "core/base/Clock.h"
#include "core/gateway/Gateway.h"

#include <QJsonObject>
#include <memory>

namespace textbank {

/// `textbank-tool staff`: signs in, does one thing, prints it as JSON Lines; sentences go to standard error.
class StaffVerb
{
public:
    StaffVerb(StaffArguments arguments, QString password);
    ~StaffVerb();

    /// The program's exit status: 0 done, 1 not done or not all of it. Runs the event loop.
    int run();

    /// The same for `arguments` (what follows "staff"); 2 when they are not understood.
    static int run(const QStringList& arguments);

private:
    void meet();
    void meetTextbank(const TransportError& error);
    void signIn();
    void ask();
    void askForConversations();
    void reassign();
    void optOut();
    void end(int status);
    void complain(const TransportError& error);
    template<class T>
    void printAll(const GatewayResult<StaffList<T>>& list, const QString& plural);

    StaffArguments m_arguments;
    QString m_password;
    SystemClock m_clock;
    std::unique_ptr<StaffGateway> m_staff;
    std::unique_ptr<Gateway> m_other; ///< What may stand there instead.
    StaffMember m_member;
};

} // namespace textbank
