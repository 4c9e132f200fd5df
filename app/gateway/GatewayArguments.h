#pragma once

#include "core/base/Result.h"

#include <QString>
#include <QStringList>

namespace textbank {

/// What textbank-gateway was asked to do.
struct GatewayArguments
{
    enum class Action {
        Help,
        Version,
        Serve,
        ImportCampaign,
        ImportContacts,
        JoinCode,
        Export,
        Record,
        Sessions,
        EndSession,
        EndCode,
        OptOut,
        ReverseOptOut,
        ImportOptOuts,
        OptOuts,
        RehearseStop
    };
    Action action = Action::Help;
    QString dataFolder; ///< Empty: the platform's own.
    QString campaign;
    QString organisation; ///< Its name or id.
    QString number;       ///< As typed.
    QString file;         ///< The list or campaign to import.
    QString what;         ///< The export.
    bool lines = false;   ///< export: JSON Lines instead of CSV.
    QString out;          ///< Where the export goes; empty: standard output.
    QString listenAddress = QStringLiteral("127.0.0.1");
    quint16 listenPort = 8443;
    QString certificate;         ///< PEM file.
    QString key;                 ///< PEM file.
    bool ownCertificate = false; ///< Made and kept by the gateway itself.
    QString session;             ///< Whose session ends: a volunteer's or a device's id.
    QString reason;
    QString code; ///< The join code that ends.
    QString url;  ///< The address that join links carry; empty: what was listened on.
    quint64 seed = 1;
    double speed = 1;
    QString carrierLedger; ///< Where the simulated carrier keeps its own record; empty: nowhere.
    bool staff = false;
    int uses = 100;
    int validDays = 7;
    QString phone;        ///< The test phone of a rehearsal; empty: one of the carrier's own.
    int waitSeconds = 60; ///< For its answer, and again for the clients.
};

/// Reads the arguments after the program's name. Invalid, with one sentence in `detail`.
Result<GatewayArguments> parseGatewayArguments(const QStringList& arguments);
QString gatewayHelp();

} // namespace textbank
