#pragma once

#include "core/gateway/spoke/SpokeGateway.h"
#include "core/sync/StoreView.h"
#include "core/sync/SyncEngine.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/FakeConnectivity.h"
#include "tests/support/TempStore.h"

#include <QElapsedTimer>
#include <QTimer>
#include <functional>
#include <memory>

namespace textbank {

/// A whole client without windows that works on a Spoke server over real HTTP: store, adapter, engine, and a person who
/// presses. Its clock follows the real one, and can be pushed on.
class SpokeRig : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QUrl address;
        SpokeGateway::Limits limits = quick();
        std::optional<Instant> now{}; ///< Else the fake clock's standard start.
        quint64 seed = 1;
        int speed = 1; ///< Of the client's clock; the server has to follow it. Time-outs of the network stay real.
    };
    /// Short waits, so that a test goes through many of them.
    static SpokeGateway::Limits quick();

    explicit SpokeRig(Options options);
    ~SpokeRig() override;

    /// Logs in, keeps the token and starts the engine; what the gateway answered.
    GatewayResult<Joined> signIn(const QString& email, const QString& password, const QString& invitation = {});
    void start();
    /// The program dies here and starts again with the same token: only the file is left.
    void crash();
    /// Runs the event loop until that is true; false when it did not become so in 20 real seconds.
    bool until(const std::function<bool()>& isTrue);
    /// Until the gateway has acknowledged everything and told what it has.
    bool settled();
    /// Time passes for the client alone.
    void pass(Millis time) { store.clock().advance(time); }

    /// The first contact in order that still needs its first message and may have one, or an empty id.
    ContactId nextToText();
    QList<Message> conversation(const ContactId& contact) { return store->conversation(contact).value_or({}); }
    void record(const ContactId& contact, CommandPayload payload);

    TempStore store;
    SeededRandom random;
    std::unique_ptr<StoreView> view;
    std::unique_ptr<SpokeGateway> gateway;
    std::unique_ptr<FakeConnectivity> connectivity;
    std::unique_ptr<SyncEngine> engine;
    std::unique_ptr<ApprovalMaker> person;

private:
    void open();
    void close();
    void step();

    Options m_options;
    QString m_token;
    QTimer m_pump;
    QElapsedTimer m_real;
};

} // namespace textbank
