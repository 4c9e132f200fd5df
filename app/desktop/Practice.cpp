#include "app/desktop/Practice.h"

#include "app/desktop/Folders.h"
#include "app/desktop/Keychain.h"
#include "app/desktop/SystemConnectivity.h"
#include "core/gateway/HttpGateway.h"
#include "core/host/CarrierTimer.h"
#include "core/host/PracticeCampaign.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr double kPracticeSpeed = 8; ///< A reply that takes a minute in life comes after eight seconds.
constexpr double kDemonstrationSpeed = 200;

TransportError cannotStart(const Error& error)
{
    TransportError transport;
    transport.meaning = Meaning::NeverLeft;
    transport.fault = Fault::Offline;
    transport.detail = error.detail;
    return transport;
}

bool isHandled(const ContactRecord& record)
{
    return record.optedOut || record.wrongNumber || record.escalated || record.stage == ContactStage::Closed ||
           record.stage == ContactStage::Replied;
}

/// The answer that the sample script has for what somebody meant; empty where any will do.
QString expectedAnswer(VoterIntent intent)
{
    switch (intent) {
    case VoterIntent::Yes:
        return u"Yes"_s;
    case VoterIntent::No:
        return u"No"_s;
    case VoterIntent::AlreadyDone:
        return u"Already voted"_s;
    default:
        return {};
    }
}

} // namespace

Practice::Practice(quint64 seed, QString folder, const Clock& clock, Random& random)
    : m_seed(seed)
    , m_folder(std::move(folder))
    , m_clock(clock)
    , m_random(random)
{
}

Practice::~Practice()
{
    m_session.reset();
    m_timer.reset();
    m_face.reset(); // Before the host: its thread hands requests to it.
    m_host.reset();
}

Result<std::unique_ptr<Practice>> Practice::start(const Options& options, const Clock& clock, Random& random)
{
    const auto seed = options.seed != 0 ? options.seed : 1 + random.below(1000000);
    std::unique_ptr<Practice> practice(new Practice(seed, options.folder, clock, random));
    if (auto opened = practice->open(options); !opened) {
        return Unexpected{opened.error()};
    }
    return practice;
}

Result<void> Practice::open(const Options& options)
{
    if (auto cleared = removeFolder(m_folder); !cleared) {
        return cleared;
    }
    if (!QDir().mkpath(m_folder)) {
        return fail(ErrorCode::Io, u"cannot make the practice folder"_s);
    }
    SimulatedVoters::Options voters;
    voters.seed = m_seed;
    voters.speed = options.speed > 0 ? options.speed : options.demonstration ? kDemonstrationSpeed : kPracticeSpeed;
    m_voters = std::make_unique<SimulatedVoters>(voters, m_clock);
    Host::Options hosting;
    hosting.databasePath = u":memory:"_s; // A gateway keeps what it knows open; nothing of it is to lie on this disk.
    hosting.name = u"Practice"_s;
    hosting.practice = true;
    auto host = Host::open(hosting, *m_voters, m_clock, m_random);
    if (!host) {
        return Unexpected{host.error()};
    }
    m_host = std::move(host).value();
    if (auto loaded = loadPracticeCampaign(*m_host); !loaded) {
        return Unexpected{loaded.error()};
    }
    auto face = HttpFace::listen(*m_host, {}); // Any free port of the loopback address.
    if (!face) {
        return Unexpected{face.error()};
    }
    m_face = std::move(face).value();
    m_timer = std::make_unique<CarrierTimer>(*m_host, m_clock);
    return {};
}

void Practice::join(const QString& name, std::function<void(GatewayResult<ShiftRuntime::Parts>)> answer)
{
    const auto campaign = loadPracticeCampaign(*m_host);
    const auto code = campaign ? m_host->makeJoinCode(*campaign, {}) : Result<QString>(Unexpected{campaign.error()});
    if (!code) {
        answer(Unexpected{cannotStart(code.error())});
        return;
    }
    m_secrets = std::make_unique<MemoryCredentialStore>();
    const auto maker = [this](const QUrl& address, const QByteArray& pin, GatewayKind) -> std::unique_ptr<Gateway> {
        return std::make_unique<HttpGateway>(address, pin, m_clock);
    };
    m_session = std::make_unique<Session>(*m_secrets, maker, m_clock, m_random);
    m_session->look({m_face->url(), *code, {}, GatewayKind::Textbank},
                    [this, name, answer = std::move(answer), code = *code](const GatewayResult<GatewayInfo>& info) {
                        if (!info) {
                            answer(Unexpected{info.error()});
                            return;
                        }
                        m_session->join(
                            {SignIn::Way::Code, code, name}, [this, answer](const GatewayResult<Credentials>& joined) {
                                if (!joined) {
                                    answer(Unexpected{joined.error()});
                                    return;
                                }
                                ShiftRuntime::Parts parts;
                                parts.credentials = *joined;
                                parts.databasePath = QDir(m_folder).filePath(u"client.db"_s);
                                parts.commands = std::make_unique<HttpGateway>(joined->gateway, joined->pin, m_clock);
                                parts.stream = std::make_unique<HttpGateway>(joined->gateway, joined->pin, m_clock);
                                parts.connectivity = std::make_unique<LoopbackConnectivity>();
                                parts.practice = true;
                                parts.score = [this]() -> std::optional<PracticeScore> { return score(); };
                                answer(std::move(parts));
                            });
                    });
}

PracticeScore Practice::score() const
{
    PracticeScore score;
    const auto people = m_voters->truth();
    for (auto it = people.cbegin(); it != people.cend(); ++it) {
        const auto& truth = *it;
        const auto* record = m_store != nullptr ? m_store->contactByPhone(it.key()) : nullptr;
        if (truth.texts == 0 || record == nullptr) {
            continue;
        }
        ++score.texted;
        if (truth.replies == 0) {
            continue;
        }
        ++score.replies;
        score.handled += isHandled(*record) ? 1 : 0;
        if (truth.askedToStop) {
            ++score.optOuts;
            score.optOutsHonoured += record->optedOut && truth.textsAfterStop == 0 ? 1 : 0;
        }
        if (truth.intent == VoterIntent::WrongNumber) {
            ++score.wrongNumbers;
            score.wrongNumbersMarked += record->wrongNumber ? 1 : 0;
        }
        const auto expected = expectedAnswer(truth.intent);
        if (!expected.isEmpty() && !record->optedOut) {
            ++score.answersGiven;
            score.answersRight += record->answers.values().contains(expected) ? 1 : 0;
        }
    }
    return score;
}

} // namespace textbank
