#include "app/gateway/GatewayArguments.h"
#include "app/gateway/GatewayProgram.h"
#include "core/base/ProcessPrivacy.h"

#include <QCoreApplication>
#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char** argv)
{
    using namespace textbank;
    keepProcessPrivate();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"textbank-gateway"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(TEXTBANK_VERSION));
    const auto arguments = parseGatewayArguments(QCoreApplication::arguments().mid(1));
    if (!arguments) {
        std::fprintf(stderr, "%s\n", arguments.error().detail.toUtf8().constData());
        return 2;
    }
    const SystemClock clock;
    SystemRandom random;
    return GatewayProgram(*arguments, clock, random).run();
}
