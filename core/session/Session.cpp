#include "core/session/Session.h"

#include "core/base/Log.h"
#include "core/base/SigningKey.h"
#include "core/session/KeyKeeper.h"

#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kKeyBytes = 32;

TransportError refusedHere(const QString& why)
{
    return {Meaning::NeverLeft, Fault::Cancelled, 0, std::nullopt, std::nullopt, why};
}

} // namespace

class Session::Private
{
public:
    Private(Session& owner, CredentialStore& store, GatewayMaker makeGateway, const Clock& time, Random& chance,
            std::function<bool()> profileExists, KeyVault* vault)
        : q(owner)
        , secrets(store)
        , keeper(store, vault, chance)
        , maker(std::move(makeGateway))
        , clock(time)
        , random(chance)
        , existingProfile(std::move(profileExists))
    {
    }

    void moveTo(State next)
    {
        if (state != next) {
            state = next;
            emit q.stateChanged();
        }
    }
    void take(const Result<std::optional<Credentials>>& found, const std::function<void(Result<void>)>& answer);
    void settle(const Result<void>& taken, const std::function<void(Result<void>)>& answer);
    bool profileLies() const { return existingProfile && existingProfile(); }
    void keep(const Credentials& made, std::function<void(GatewayResult<Credentials>)> answer);

    Session& q;
    CredentialStore& secrets;
    KeyKeeper keeper;
    GatewayMaker maker;
    const Clock& clock;
    Random& random;
    std::function<bool()> existingProfile;
    State state = State::Empty;
    std::optional<Credentials> credentials;
    bool notKept = false;
    std::unique_ptr<Gateway> gateway;
    JoinLink link;
    DeviceId device;      ///< One for all attempts to join: a lost answer does not make a second device.
    SecretKey profileKey; ///< And one key: the gateway is told with the first attempt by which key it signs.
    std::shared_ptr<int> alive = std::make_shared<int>(0); // shared with answers of the keychain, which outlives us
};

Session::Session(CredentialStore& secrets, GatewayMaker maker, const Clock& clock, Random& random,
                 std::function<bool()> existingProfile, KeyVault* vault)
    : d(std::make_unique<Private>(*this, secrets, std::move(maker), clock, random, std::move(existingProfile), vault))
{
}

Session::~Session() = default;

void Session::restore(std::function<void(Result<void>)> answer)
{
    d->moveTo(State::Restoring);
    d->keeper.read([this, answer = std::move(answer)](const Result<std::optional<Credentials>>& found) {
        d->take(found, answer);
    });
}

void Session::Private::take(const Result<std::optional<Credentials>>& found,
                            const std::function<void(Result<void>)>& answer)
{
    credentials.reset();
    if (found && *found) {
        credentials = **found;
        settle({}, answer);
    } else if (found) {
        settle(profileLies() ? fail(ErrorCode::NoKey, u"a profile without its entry in the keychain"_s)
                             : Result<void>(),
               answer);
    } else if (found.error().code != ErrorCode::NotFound) {
        settle(Unexpected{found.error()}, answer);
    } else if (profileLies()) {
        settle(fail(ErrorCode::NoKey, found.error().detail), answer);
    } else {
        logInfo("session", u"an entry was left over from a wiped profile"_s);
        keeper.forget([this, answer](const Result<void>&) { settle({}, answer); });
    }
}

void Session::Private::settle(const Result<void>& taken, const std::function<void(Result<void>)>& answer)
{
    if (!taken) {
        logWarning("session", u"restore: error %1"_s.arg(static_cast<int>(taken.error().code)));
    }
    moveTo(!taken ? State::WaitingForKeychain : credentials ? State::Ready : State::Empty);
    const auto stillHere = std::weak_ptr(alive);
    if (credentials) {
        keeper.rotate([this](const Result<void>& rotated) { emit q.keysRotated(rotated); });
    }
    if (!stillHere.expired()) {
        answer(taken);
    }
}

void Session::look(const JoinLink& link, std::function<void(GatewayResult<GatewayInfo>)> answer)
{
    d->link = link;
    d->gateway = d->maker(link.gateway, link.pin);
    d->gateway->discover(std::move(answer));
}

void Session::join(const QString& code, const QString& displayName,
                   std::function<void(GatewayResult<Credentials>)> answer)
{
    if (!d->gateway || d->state != State::Empty) {
        const auto why = !d->gateway ? u"nobody was looked at"_s : u"somebody is signed in, or the keychain waits"_s;
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer), why] { answer(Unexpected{refusedHere(why)}); }, Qt::QueuedConnection);
        return;
    }
    if (d->device.isEmpty()) {
        d->device = DeviceId{makeUuidV7(d->clock.now(), d->random)};
        d->profileKey = SecretKey::random(kKeyBytes, d->random);
    }
    const auto signer = SigningKey::ofProfile(d->profileKey);
    const JoinRequest request{normalisedJoinCode(code), displayName.trimmed(), d->device, QSysInfo::prettyProductName(),
                              signer ? signer->publicKey() : QByteArray()};
    d->gateway->join(request, [this, answer = std::move(answer)](GatewayResult<Joined> joined) {
        if (!joined) {
            answer(Unexpected{joined.error()});
            return;
        }
        Credentials made;
        made.gateway = d->link.gateway;
        made.pin = d->link.pin;
        made.token = joined->token;
        made.profileKey = d->profileKey;
        made.profile = makeUuidV7(d->clock.now(), d->random);
        made.device = d->device;
        made.volunteer = joined->volunteer;
        made.displayName = joined->displayName;
        made.organisation = joined->organisation;
        made.role = joined->role;
        d->keep(made, answer);
    });
}

void Session::Private::keep(const Credentials& made, std::function<void(GatewayResult<Credentials>)> answer)
{
    keeper.keep(
        made, [this, stillHere = std::weak_ptr(alive), made, answer = std::move(answer)](const Result<void>& written) {
            if (stillHere.expired()) {
                return;
            }
            if (!written) {
                logWarning("session", u"keychain did not take the credentials: error %1"_s.arg(
                                          static_cast<int>(written.error().code)));
            }
            notKept = !written.has_value();
            credentials = made;
            gateway.reset();
            device = {};
            profileKey = {};
            moveTo(State::Ready);
            answer(made);
        });
}

void Session::forget(std::function<void(Result<void>)> answer)
{
    d->keeper.forget([this, answer = std::move(answer)](const Result<void>& removed) {
        // What the keychain never took need not be removed from it.
        const auto gone = removed.has_value() || d->notKept;
        if (gone) {
            d->credentials.reset();
            d->notKept = false;
            d->moveTo(State::Empty);
        }
        answer(gone ? Result<void>() : removed);
    });
}

Session::State Session::state() const { return d->state; }

const Credentials* Session::credentials() const { return d->credentials ? &*d->credentials : nullptr; }

bool Session::memoryOnly() const { return d->notKept || d->secrets.kind() == CredentialStore::Kind::MemoryOnly; }

CredentialStore::Kind Session::keptBy() const { return d->secrets.kind(); }

PassphraseLock* Session::lock() const { return d->secrets.lock(); }

} // namespace textbank
