#include "app/desktop/SystemConnectivity.h"

#include <QNetworkInformation>

namespace textbank {

SystemConnectivity::SystemConnectivity(QObject* parent)
    : Connectivity(parent)
{
    if (QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
                &Connectivity::changed);
    }
}

bool SystemConnectivity::mayBeOnline() const
{
    const auto* information = QNetworkInformation::instance();
    // "Local" and "site" count: a room's gateway is on the local network.
    return information == nullptr || information->reachability() != QNetworkInformation::Reachability::Disconnected;
}

} // namespace textbank
