#pragma once

#include "app/desktop/ShiftRuntime.h"
#include "core/host/Host.h"
#include "core/host/carrier/SimulatedVoters.h"
#include "core/host/http/HttpFace.h"
#include "core/session/Session.h"

#include <functional>
#include <memory>

namespace textbank {

class CarrierTimer;
class MemoryCredentialStore;

/// A whole gateway inside the program, over loopback HTTP, with made-up people. There is no way to give it an address:
/// it joins the host that it has started itself.
class Practice : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString folder;             ///< The practice profile's; emptied first.
        quint64 seed = 0;           ///< 0: another one each time.
        double speed = 0;           ///< 0: the mode's own.
        bool demonstration = false; ///< Faster voters.
    };
    static Result<std::unique_ptr<Practice>> start(const Options& options, const Clock& clock, Random& random);
    ~Practice() override;

    /// Joins the gateway as `name`. What a shift on it is made of; commands and stream are connected to it.
    void join(const QString& name, std::function<void(GatewayResult<ShiftRuntime::Parts>)> answer);
    /// From now on `score` compares what this store holds with what the voters meant.
    void follow(const Store& store) { m_store = &store; }
    PracticeScore score() const;
    const Host& host() const { return *m_host; }
    QHash<PhoneNumber, SimulatedVoters::Truth> truth() const { return m_voters->truth(); }
    quint64 seed() const { return m_seed; }

private:
    Practice(quint64 seed, QString folder, const Clock& clock, Random& random);
    Result<void> open(const Options& options);

    quint64 m_seed = 0;
    QString m_folder;
    const Clock& m_clock;
    Random& m_random;
    std::unique_ptr<SimulatedVoters> m_voters;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<HttpFace> m_face;
    std::unique_ptr<CarrierTimer> m_timer;
    std::unique_ptr<MemoryCredentialStore> m_secrets;
    std::unique_ptr<Session> m_session;
    const Store* m_store = nullptr;
};

} // namespace textbank
