#pragma once

#include "core/base/Random.h"
#include "tests/app/kill/Reckoning.h"
#include "tests/support/FaultProxy.h"

#include <QElapsedTimer>
#include <QMap>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <memory>
#include <vector>

namespace textbank {

/// One of the processes that get killed: the gateway, a client without a window, or the program itself.
struct Actor
{
    enum class Kind { Gateway, Client, Program } kind = Kind::Client;
    QString name;
    QString program;
    QStringList arguments;
    QStringList lastArguments; ///< For the time when nobody is killed any more.
    Reckoning::ClientFiles files;
    std::unique_ptr<QProcess> process;
    QTimer death;
    QString word; ///< The next kill comes a moment after it said this for the `times`th time; empty: by time alone.
    int times = 0;
    int afterFirstWordMs = 0; ///< How long it has from its first word on, however slow this computer is; 0: said that.
    int kills = 0;
    QByteArray said;         ///< Of a line that has not ended.
    QByteArray committed;    ///< The ids of decisions that the program said its store has, one a line.
    bool killedByUs = false; ///< Since it was started.
};

/// A gateway and its clients as real processes on a real disk, talking through a FaultProxy, while SIGKILL ends one
/// after another at moments drawn from a seed; each is started again at once. At the end everybody comes to rest and
/// the records are compared.
class KillRig : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        quint64 seed = 1;
        int kills = 100;
        int faultsInHundred = 40;
        QString program; ///< The true `textbank`, to be among the killed; empty: not.
        /// From so many kills on it goes on, to three times as many, until each kind of death and fault was met.
        static constexpr int kKillsThatMeetAll = 60;
    };
    struct Figures
    {
        int gatewayKills = 0;
        int clientKills = 0;
        int programKills = 0;
        double seconds = 0;
        QMap<WireFault, int> injected;
        QMap<QString, int> killedAt; ///< By what the client had just said.
        Reckoning::Figures record;
        int lost = 0;
        int doubled = 0;
        int kills() const { return gatewayKills + clientKills + programKills; }
        /// What of all that can happen has not: words that nobody was killed after, faults of the wire, the gateway's
        /// part. Empty when all was met.
        QStringList notMet() const;
        void add(const Figures& other);
    };
    explicit KillRig(const Options& options);
    ~KillRig() override;

    /// Runs the whole thing; what was found wrong, one line each, empty when all is well.
    QStringList run();
    const Figures& figures() const { return m_figures; }

signals:
    void killed(int so_far);

private:
    bool prepare();
    bool prepareCampaign(const QString& id, const QString& list);
    bool addClient(int number);
    bool addProgram(int number);
    void addGateway();
    QByteArray runGateway(const QStringList& arguments);
    QString joinCode(const QString& campaign);
    QString join(const QString& campaign, const QString& device);
    void start(Actor& actor, bool last);
    void arm(Actor& actor);
    void aim(Actor& actor);
    bool isEnough();
    void heard(Actor& actor);
    QStringList listen(Actor& actor);
    void kill(Actor& actor, const QString& at);
    void ended(Actor& actor);
    bool diedOfUs(const Actor& actor) const;
    QString lastWords(const Actor& actor) const;
    void comeToRest();
    void letWorkToTheEnd();
    void readComplaints();
    bool waitFor(const std::function<bool()>& condition, int ms);
    QStringList compare();
    void compareProgram(const Actor& actor, Reckoning::Files& files);
    bool isUp(quint16 port) const;

    Options m_options;
    SeededRandom m_random;
    QTemporaryDir m_folder;
    quint16 m_gatewayPort = 0;
    std::unique_ptr<FaultProxy> m_proxy;
    std::vector<std::unique_ptr<Actor>> m_actors; ///< The gateway first.
    Figures m_figures;
    QStringList m_troubles;
    QElapsedTimer m_clock;
    bool m_killing = false;
};

} // namespace textbank
