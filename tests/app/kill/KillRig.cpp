#include "tests/app/kill/KillRig.h"

#include "core/gateway/HttpGateway.h"
#include "core/gateway/Wire.h"
#include "tests/support/Builders.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>
#include <array>
#include <csignal>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kClients = 3;
constexpr int kContactsForAKill = 6; ///< Nobody must have texted them all before the last kill.
constexpr int kVotersSpeed = 2000;   ///< A minute in 30 ms; the latest answers come after half a second.
constexpr int kQuietMs = 1500;       ///< Longer than anybody takes to answer.
constexpr int kRestMs = 240000;
constexpr int kMostPasses = 8;
constexpr int kLastWords = 12; ///< Lines of what a program complained of before it ended.

constexpr int kAtMostTimes = 3;     ///< So many times the kills that were asked for, until all was met.
constexpr int kDuplicates = 3;      ///< Not each of them finds a gateway that is alive and has taken the first in.
constexpr int kStarting = 150;      ///< Within so many ms a process is still starting.
constexpr int kFirstWordMs = 30000; ///< Of a process that says nothing at all.
// The first two are said once, at the start.
const QStringList kWordsOfClient{u"start"_s,  u"open"_s, u"ask"_s,    u"pull"_s, u"approve"_s,
                                 u"answer"_s, u"push"_s, u"decide"_s, u"stop"_s};
const QStringList kWordsOfProgram{u"start"_s, u"open"_s, u"ask"_s, u"approve"_s, u"answer"_s, u"push"_s, u"stop"_s};

QString binary(const QString& name) { return u"" TEXTBANK_BINARY_DIR "/"_s + name; }

QString campaignOf(int number) { return u"campaign-%1"_s.arg(number % 2 == 0 ? u"north"_s : u"south"_s); }

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress(QHostAddress::LocalHost));
    return server.serverPort();
}

} // namespace

void KillRig::Figures::add(const Figures& other)
{
    gatewayKills += other.gatewayKills;
    clientKills += other.clientKills;
    programKills += other.programKills;
    seconds += other.seconds;
    for (auto it = other.injected.cbegin(); it != other.injected.cend(); ++it) {
        injected[it.key()] += it.value();
    }
    for (auto it = other.killedAt.cbegin(); it != other.killedAt.cend(); ++it) {
        killedAt[it.key()] += it.value();
    }
    record.texts += other.record.texts;
    record.ofProgram += other.record.ofProgram;
    record.notedOfProgram += other.record.notedOfProgram;
    record.answers += other.record.answers;
    record.optOutsOfClients += other.record.optOutsOfClients;
    record.confirmations += other.record.confirmations;
    record.repeats += other.record.repeats;
    record.replies += other.record.replies;
    record.optOuts += other.record.optOuts;
    record.decisions += other.record.decisions;
    record.noted += other.record.noted;
    record.refused += other.record.refused;
    record.deliveredTwice += other.record.deliveredTwice;
    lost += other.lost;
    doubled += other.doubled;
}

KillRig::KillRig(const Options& options)
    : m_options(options)
    , m_random(options.seed)
{
}

KillRig::~KillRig()
{
    for (const auto& actor : m_actors) {
        actor->process->disconnect();
        actor->process->kill();
        actor->process->waitForFinished();
    }
}

bool KillRig::waitFor(const std::function<bool()>& condition, int ms)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition()) {
        if (clock.elapsed() > ms) {
            return false;
        }
        // A tick, so that a condition about the outside world is looked at again.
        QTimer::singleShot(20, this, [] {});
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

QStringList KillRig::run()
{
    m_clock.start();
    if (!prepare()) {
        return m_troubles + QStringList{u"the gateway or a client could not be set up"_s};
    }
    m_killing = true;
    for (const auto& actor : m_actors) {
        if (actor->kind != Actor::Kind::Gateway) {
            start(*actor, false);
        }
        arm(*actor);
    }
    if (!waitFor([this] { return isEnough() || !m_troubles.isEmpty(); },
                 60000 + 3000 * kAtMostTimes * m_options.kills)) {
        m_troubles.append(u"the kills did not come to an end"_s);
    }
    comeToRest();
    m_figures.injected = m_proxy->injected();
    readComplaints();
    auto faults = m_troubles.isEmpty() ? compare() : m_troubles;
    m_figures.seconds = static_cast<double>(m_clock.elapsed()) / 1000;
    if (!faults.isEmpty()) {
        m_folder.setAutoRemove(false);
        faults.append(u"seed %1; everything lies in %2"_s.arg(m_options.seed).arg(m_folder.path()));
    }
    return faults;
}

// --- before

bool KillRig::prepare()
{
    m_gatewayPort = freePort();
    m_proxy = std::make_unique<FaultProxy>(
        m_gatewayPort, [faults = randomFaults(m_options.seed, m_options.faultsInHundred)](int connection) {
            auto plan = faults(connection);
            if (plan.fault == WireFault::Duplicate && connection % 4 != 0) {
                plan.request = "POST /api/v1/commands "; // Not always a batch, which is what comes first.
            }
            return plan;
        });
    QFile list(m_folder.filePath(u"contacts.csv"_s));
    if (!list.open(QFile::WriteOnly)) {
        return false;
    }
    list.write("first name,last name,phone,zip\n");
    for (int i = 0; i < kContactsForAKill * m_options.kills + 40; ++i) {
        list.write(u"Contact,%1,%2,94110\n"_s.arg(i).arg(build::phone(i).e164()).toUtf8());
    }
    list.close();
    // Two campaigns of one organisation text the same people, so that one's STOP has to hold in the other.
    for (int number = 0; number < 2; ++number) {
        if (!prepareCampaign(campaignOf(number), list.fileName())) {
            return false;
        }
    }
    addGateway();
    auto& gateway = *m_actors.front();
    start(gateway, false);
    if (!waitFor([this] { return isUp(m_gatewayPort); }, 20000)) {
        return false;
    }
    for (int i = 0; i < kClients; ++i) {
        if (!addClient(i)) {
            return false;
        }
    }
    return m_options.program.isEmpty() || (addProgram(0) && addProgram(1));
}

bool KillRig::prepareCampaign(const QString& id, const QString& list)
{
    auto campaign = build::campaign();
    campaign.id.value = id;
    campaign.policy.hours = HoursPolicy::aroundTheClock();
    campaign.policy.identityWording.clear();
    campaign.policy.optOutWording.clear();
    campaign.practice = true; // Or the program would not work on it by itself.
    QFile document(m_folder.filePath(id + u".json"_s));
    if (!document.open(QFile::WriteOnly)) {
        return false;
    }
    document.write(wire::compact(wire::write(campaign)));
    document.close();
    return !runGateway({u"import-campaign"_s, document.fileName()}).isEmpty() &&
           !runGateway({u"import-contacts"_s, id, list}).isEmpty();
}

void KillRig::addGateway()
{
    auto actor = std::make_unique<Actor>();
    actor->kind = Actor::Kind::Gateway;
    actor->name = u"gateway"_s;
    actor->program = binary(u"bin/textbank-gateway"_s);
    actor->arguments = {u"serve"_s,
                        u"--data"_s,
                        m_folder.filePath(u"gateway"_s),
                        u"--listen"_s,
                        u"127.0.0.1:%1"_s.arg(m_gatewayPort),
                        u"--url"_s,
                        u"http://127.0.0.1:%1"_s.arg(m_proxy->port()),
                        u"--seed"_s,
                        QString::number(m_options.seed),
                        u"--speed"_s,
                        QString::number(kVotersSpeed),
                        u"--carrier-ledger"_s,
                        m_folder.filePath(u"carrier.jsonl"_s)};
    actor->lastArguments = actor->arguments;
    m_actors.push_back(std::move(actor));
}

bool KillRig::addClient(int number)
{
    auto actor = std::make_unique<Actor>();
    actor->name = u"client-%1"_s.arg(number);
    actor->program = binary(u"tests/killed_client"_s);
    const auto token = join(campaignOf(number), actor->name);
    if (token.isEmpty()) {
        return false;
    }
    actor->files = {actor->name, m_folder.filePath(actor->name + u".db"_s), m_random.bytes(32),
                    m_folder.filePath(actor->name + u".notes"_s)};
    const QStringList common{actor->files.database,
                             QString::fromLatin1(actor->files.key.toHex()),
                             u"http://127.0.0.1:%1"_s.arg(m_proxy->port()),
                             token,
                             campaignOf(number),
                             actor->files.notes};
    actor->arguments = common + QStringList{QString::number(m_options.seed + number), u"0"_s};
    actor->lastArguments = common + QStringList{u"1"_s, QString::number(kQuietMs)};
    m_actors.push_back(std::move(actor));
    return true;
}

bool KillRig::addProgram(int number)
{
    auto actor = std::make_unique<Actor>();
    actor->kind = Actor::Kind::Program;
    actor->name = u"textbank-%1"_s.arg(number);
    actor->program = m_options.program;
    const auto link = QString::fromUtf8(runGateway({u"join-code"_s, campaignOf(number)}))
                          .section(u"link: "_s, 1)
                          .section(u'\n', 0, 0);
    if (link.isEmpty()) {
        return false;
    }
    const QStringList common{link, u"--data"_s, m_folder.filePath(u"programs/"_s + actor->name), u"--rehearse"_s};
    actor->arguments = common + QStringList{u"0"_s};
    actor->lastArguments = common + QStringList{QString::number(kQuietMs)};
    m_actors.push_back(std::move(actor));
    return true;
}

QByteArray KillRig::runGateway(const QStringList& arguments)
{
    QProcess process;
    process.start(binary(u"bin/textbank-gateway"_s),
                  arguments + QStringList{u"--data"_s, m_folder.filePath(u"gateway"_s)});
    if (!process.waitForFinished(60000) || process.exitCode() != 0) {
        m_troubles.append(arguments.value(0) + u": "_s + QString::fromUtf8(process.readAllStandardError()));
        return {};
    }
    return process.readAllStandardOutput();
}

bool KillRig::isUp(quint16 port) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(200);
}

QString KillRig::joinCode(const QString& campaign)
{
    return QString::fromUtf8(runGateway({u"join-code"_s, campaign})).section(u'\n', 0, 0).section(u' ', -1).trimmed();
}

QString KillRig::join(const QString& campaign, const QString& device)
{
    const SystemClock clock;
    HttpGateway gateway(QUrl(u"http://127.0.0.1:%1"_s.arg(m_gatewayPort)), {}, clock);
    JoinRequest request;
    request.code = joinCode(campaign);
    request.displayName = u"Robin"_s;
    request.device = DeviceId{device};
    QString token;
    auto answered = false;
    gateway.join(request, [&](const GatewayResult<Joined>& answer) {
        answered = true;
        token = answer ? answer->token : QString();
    });
    (void)waitFor([&] { return answered; }, 20000);
    return token;
}

// --- the killing

void KillRig::start(Actor& actor, bool last)
{
    actor.process = std::make_unique<QProcess>();
    actor.killedByUs = false;
    actor.said.clear();
    actor.process->setProcessChannelMode(QProcess::SeparateChannels);
    actor.process->setStandardErrorFile(m_folder.filePath(actor.name + u".err"_s), QIODevice::Append);
    connect(actor.process.get(), &QProcess::readyReadStandardOutput, this, [this, &actor] { heard(actor); });
    connect(actor.process.get(), &QProcess::finished, this, [this, &actor] { ended(actor); });
    if (actor.kills == 0) {
        actor.death.setSingleShot(true);
        actor.death.setTimerType(Qt::PreciseTimer);
        actor.death.disconnect();
        connect(&actor.death, &QTimer::timeout, this, [this, &actor] { kill(actor, u"any moment"_s); });
    }
    actor.process->start(actor.program, last ? actor.lastArguments : actor.arguments);
}

void KillRig::arm(Actor& actor)
{
    actor.word.clear();
    actor.afterFirstWordMs = 0;
    if (actor.kind == Actor::Kind::Gateway) {
        // While it starts, sometimes; else while it works.
        const auto isStarting = m_random.below(6) == 0;
        actor.afterFirstWordMs = isStarting ? 0 : static_cast<int>(500 + m_random.below(4500));
        actor.death.start(isStarting ? static_cast<int>(m_random.below(kStarting)) : kFirstWordMs);
        return;
    }
    if (m_random.below(3) == 0) {
        static constexpr std::array<quint64, 4> kWithin{30, 150, 600, 2500};
        const auto within = kWithin.at(m_random.below(kWithin.size()));
        const auto moment = static_cast<int>(1 + m_random.below(within));
        if (within > kStarting) {
            actor.afterFirstWordMs = moment;
        }
        actor.death.start(within > kStarting ? kFirstWordMs : moment);
        return;
    }
    aim(actor);
}

void KillRig::aim(Actor& actor)
{
    const auto& words = actor.kind == Actor::Kind::Program ? kWordsOfProgram : kWordsOfClient;
    QStringList unmet;
    std::copy_if(words.begin(), words.end(), std::back_inserter(unmet),
                 [this](const QString& word) { return !m_figures.killedAt.contains(word); });
    const auto& from = unmet.isEmpty() || m_random.below(2) == 0 ? words : unmet;
    actor.word = from.at(static_cast<qsizetype>(m_random.below(static_cast<quint64>(from.size()))));
    const auto isOnce = actor.word == words.at(0) || actor.word == words.at(1);
    actor.times = static_cast<int>(1 + m_random.below(isOnce ? 1 : 4));
    actor.afterFirstWordMs = actor.kind == Actor::Kind::Program ? 16000 : 8000; // It may never say that word.
    actor.death.start(kFirstWordMs);
}

bool KillRig::isEnough()
{
    if (m_figures.kills() < m_options.kills) {
        return false;
    }
    m_figures.injected = m_proxy->injected();
    return m_options.kills < Options::kKillsThatMeetAll || m_figures.kills() >= kAtMostTimes * m_options.kills ||
           (m_figures.notMet().isEmpty() && m_figures.injected.value(WireFault::Duplicate) >= kDuplicates);
}

QStringList KillRig::Figures::notMet() const
{
    QStringList unmet;
    for (const auto& word : kWordsOfClient) {
        if (!killedAt.contains(word)) {
            unmet.append(u"nobody was killed after \"%1\""_s.arg(word));
        }
    }
    for (auto it = injected.cbegin(); it != injected.cend(); ++it) {
        if (it.value() == 0) {
            unmet.append(u"%1 of the wire: none"_s.arg(nameOf(it.key())));
        }
    }
    if (injected.isEmpty()) {
        unmet.append(u"nothing went wrong on the wire"_s);
    }
    if (gatewayKills < kills() / 10) {
        unmet.append(u"the gateway was killed %1 times"_s.arg(gatewayKills));
    }
    return unmet;
}

/// The words of the lines that have ended; what is in the store is kept apart.
QStringList KillRig::listen(Actor& actor)
{
    static const QByteArray kCommitted("committed ");
    QStringList words;
    actor.said += actor.process->readAllStandardOutput();
    for (auto end = actor.said.indexOf('\n'); end >= 0; end = actor.said.indexOf('\n')) {
        const auto line = actor.said.left(end);
        actor.said.remove(0, end + 1);
        if (line.startsWith(kCommitted)) {
            actor.committed += line.mid(kCommitted.size()) + '\n';
        } else {
            words.append(QString::fromUtf8(line));
        }
    }
    return words;
}

void KillRig::heard(Actor& actor)
{
    const auto words = listen(actor);
    if (!m_killing) {
        return;
    }
    if (words.contains("push"_L1) && m_random.below(40) == 0) {
        // Between taking a command, handing its text to the carrier and noting that it did.
        auto& gateway = *m_actors.front();
        QTimer::singleShot(static_cast<int>(m_random.below(12)), Qt::PreciseTimer, this,
                           [this, &gateway] { kill(gateway, {}); });
    }
    if (!words.isEmpty() && actor.afterFirstWordMs > 0) {
        actor.death.start(std::exchange(actor.afterFirstWordMs, 0));
    }
    if (actor.word.isEmpty()) {
        return;
    }
    for (const auto& word : words) {
        if (word != actor.word || --actor.times > 0) {
            continue;
        }
        const auto at = std::exchange(actor.word, {});
        const auto later = static_cast<int>(m_random.below(4));
        if (later == 0) {
            kill(actor, at);
        } else {
            actor.death.stop();
            QTimer::singleShot(later, Qt::PreciseTimer, this, [this, &actor, at] { kill(actor, at); });
        }
        return;
    }
}

void KillRig::kill(Actor& actor, const QString& at)
{
    if (!m_killing || actor.process->state() != QProcess::Running) {
        return;
    }
    ++(actor.kind == Actor::Kind::Gateway   ? m_figures.gatewayKills
       : actor.kind == Actor::Kind::Program ? m_figures.programKills
                                            : m_figures.clientKills);
    if (actor.kind != Actor::Kind::Gateway) {
        ++m_figures.killedAt[at];
    }
    ++actor.kills;
    actor.killedByUs = true;
    actor.process->kill();
    emit killed(m_figures.kills());
}

bool KillRig::diedOfUs(const Actor& actor) const
{
#ifdef Q_OS_UNIX
    // One that was dying already when the kill came died of something else.
    const auto ofTheKill = actor.process->exitCode() == SIGKILL;
#else
    const auto ofTheKill = true;
#endif
    return actor.killedByUs && ofTheKill && actor.process->exitStatus() == QProcess::CrashExit;
}

QString KillRig::lastWords(const Actor& actor) const
{
    QFile file(m_folder.filePath(actor.name + u".err"_s));
    if (!file.open(QFile::ReadOnly)) {
        return {};
    }
    const auto lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    return lines.mid(std::max<qsizetype>(0, lines.size() - kLastWords)).join(u"\n    "_s);
}

void KillRig::ended(Actor& actor)
{
    actor.death.stop();
    if (!m_killing) {
        return;
    }
    if (!diedOfUs(actor)) {
        const auto* how = actor.process->exitStatus() == QProcess::CrashExit ? "signal" : "code";
        m_troubles.append(u"%1 ended by itself, %2 %3; it said:\n    %4"_s.arg(actor.name, QLatin1String(how))
                              .arg(actor.process->exitCode())
                              .arg(lastWords(actor)));
        return;
    }
    // The process object is still in its own signal.
    QMetaObject::invokeMethod(
        this,
        [this, &actor] {
            if (m_killing) {
                start(actor, false);
                arm(actor);
            }
        },
        Qt::QueuedConnection);
}

// --- after

/// Once, each on its own.
void KillRig::letWorkToTheEnd()
{
    for (auto actor = m_actors.begin() + 1; actor != m_actors.end(); ++actor) {
        start(**actor, true);
    }
    const auto allRest = [this] {
        return std::all_of(m_actors.begin() + 1, m_actors.end(), [](const std::unique_ptr<Actor>& actor) {
            return actor->process->state() == QProcess::NotRunning;
        });
    };
    if (!waitFor(allRest, kRestMs)) {
        m_troubles.append(u"a client does not come to rest"_s);
    }
    for (auto actor = m_actors.begin() + 1; actor != m_actors.end(); ++actor) {
        const auto& process = *(*actor)->process;
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
            m_troubles.append(u"%1 ended with %2; it said:\n    %3"_s.arg((*actor)->name)
                                  .arg(process.exitCode())
                                  .arg(lastWords(**actor)));
        }
    }
}

void KillRig::comeToRest()
{
    m_killing = false;
    m_proxy->calm();
    for (const auto& actor : m_actors) {
        actor->death.stop();
        actor->process->disconnect();
        const auto wasRunning = actor->process->state() == QProcess::Running;
        actor->killedByUs = actor->killedByUs || wasRunning;
        actor->process->kill();
        actor->process->waitForFinished();
        listen(*actor);
        if (wasRunning && !diedOfUs(*actor)) {
            m_troubles.append(u"%1 ended by itself at the end; it said:\n    %2"_s.arg(actor->name, lastWords(*actor)));
        }
    }
    start(*m_actors.front(), true);
    // Who came to rest first has not heard of what the others did since.
    const auto sizeOfLedger = [this] { return QFileInfo(m_folder.filePath(u"carrier.jsonl"_s)).size(); };
    for (qint64 before = -1, pass = 0; before != sizeOfLedger() && m_troubles.isEmpty(); ++pass) {
        before = sizeOfLedger();
        letWorkToTheEnd();
        if (pass == kMostPasses) {
            m_troubles.append(u"they never all come to rest"_s);
        }
    }
    auto& gateway = *m_actors.front()->process;
    gateway.terminate();
    if (!waitFor([&gateway] { return gateway.state() == QProcess::NotRunning; }, 20000) || gateway.exitCode() != 0) {
        m_troubles.append(u"the gateway does not end in order"_s);
    }
}

/// Not everything that goes wrong in a process ends it.
void KillRig::readComplaints()
{
    static const std::array<QByteArray, 3> kComplaints{"Sanitizer", "runtime error:", "ASSERT"};
    for (const auto& actor : m_actors) {
        QFile file(m_folder.filePath(actor->name + u".err"_s));
        if (!file.open(QFile::ReadOnly)) {
            m_troubles.append(u"what %1 complained of cannot be read"_s.arg(actor->name));
            continue;
        }
        for (const auto& line : file.readAll().split('\n')) {
            if (std::any_of(kComplaints.begin(), kComplaints.end(),
                            [&line](const QByteArray& words) { return line.contains(words); })) {
                m_troubles.append(u"%1 complained: %2"_s.arg(actor->name, QString::fromUtf8(line)));
            }
        }
    }
}

void KillRig::compareProgram(const Actor& actor, Reckoning::Files& files)
{
    QFile notes(m_folder.filePath(actor.name + u".notes"_s));
    if (!notes.open(QFile::WriteOnly) || notes.write(actor.committed) != actor.committed.size()) {
        m_troubles.append(u"what %1 committed cannot be kept"_s.arg(actor.name));
    }
    notes.close();
    auto found = 0;
    for (QDirIterator stores(m_folder.filePath(u"programs/"_s + actor.name), {u"*.db"_s}, QDir::Files,
                             QDirIterator::Subdirectories);
         stores.hasNext(); ++found) {
        files.clients.append({actor.name, stores.next(), {}, notes.fileName()});
    }
    if (found == 0) {
        m_troubles.append(actor.name + u" left no store"_s);
    }
}

QStringList KillRig::compare()
{
    Reckoning::Files files;
    files.ledger = m_folder.filePath(u"carrier.jsonl"_s);
    files.messages = m_folder.filePath(u"messages.csv"_s);
    files.gateway = m_folder.filePath(u"gateway/gateway.db"_s);
    files.optOuts = m_folder.filePath(u"optouts.csv"_s);
    (void)runGateway({u"export"_s, u"messages"_s, u"--out"_s, files.messages});
    (void)runGateway({u"export"_s, u"optouts"_s, u"--out"_s, files.optOuts});
    files.record = wire::parseObject(runGateway({u"record"_s})).value_or(QJsonObject());
    for (const auto& actor : m_actors) {
        if (actor->kind == Actor::Kind::Client) {
            files.clients.append(actor->files);
        }
    }
    // The program's key is the keychain's; what lies open is compared all the same.
    for (const auto& actor : m_actors) {
        if (actor->kind == Actor::Kind::Program) {
            compareProgram(*actor, files);
        }
    }
    const Reckoning reckoning(files);
    m_figures.record = reckoning.figures();
    m_figures.lost = reckoning.lost();
    m_figures.doubled = reckoning.doubled();
    return m_troubles + reckoning.faults();
}

} // namespace textbank
