#include "core/session/Session.h"

#include "core/base/Log.h"
#include "core/base/SigningKey.h"
#include "core/session/KeyKeeper.h"
#include "core/session/PassphraseLock.h"

#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kKeyBytes = 32;

TransportError refusedHere(const QString& why)
{
    return {Meaning::NeverLeft, Fault::Cancelled, 0, std::nullopt, std::nullopt, why};
}

/// In which order an address is asked what it is.
constexpr GatewayKind kKinds[] = {GatewayKind::Textbank, GatewayKind::Spoke};

/// Somebody answered, and not in the language that was spoken: another one may do. Who is out of reach, too busy or
/// not to be trusted may be the right one still.
bool speaksAnother(const TransportError& error)
{
    switch (error.fault) {
    case Fault::NotAGateway:
    case Fault::BadAnswer:
        return true;
    case Fault::Http:
    case Fault::Problem:
        return error.httpStatus > 0 && error.meaning != Meaning::RefusedForNow;
    default:
        return false;
    }
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
    void ask(std::size_t kind, const std::function<void(GatewayResult<GatewayInfo>)>& answer);
    JoinRequest requestBy(const SignIn& by, const DeviceId& from, const SecretKey& key) const;
    void renew(const Credentials& same, const std::function<void(Result<Credentials, AgainError>)>& answer);

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
    std::unique_ptr<Gateway> other; ///< Asked first, in vain; it is in the middle of saying so.
    std::unique_ptr<Gateway> again;
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
    d->other.reset();
    d->gateway.reset();
    if (!link.kind) {
        d->ask(0, answer);
        return;
    }
    d->gateway = d->maker(link.gateway, link.pin, *link.kind);
    d->gateway->discover(std::move(answer));
}

void Session::Private::ask(std::size_t kind, const std::function<void(GatewayResult<GatewayInfo>)>& answer)
{
    other = std::move(gateway);
    link.kind = kKinds[kind];
    gateway = maker(link.gateway, link.pin, *link.kind);
    gateway->discover([this, kind, answer](GatewayResult<GatewayInfo> info) {
        if (info || !speaksAnother(info.error())) {
            answer(std::move(info));
        } else if (kind + 1 < std::size(kKinds)) {
            ask(kind + 1, answer);
        } else {
            auto error = info.error();
            error.fault = Fault::NotAGateway;
            answer(Unexpected{error});
        }
    });
}

JoinRequest Session::Private::requestBy(const SignIn& by, const DeviceId& from, const SecretKey& key) const
{
    const auto signer = SigningKey::ofProfile(key);
    JoinRequest request;
    request.displayName = by.name.trimmed();
    request.device = from;
    request.deviceName = QSysInfo::prettyProductName();
    request.deviceKey = signer ? signer->publicKey() : QByteArray();
    if (by.way == SignIn::Way::Code) {
        request.code = normalisedJoinCode(by.code);
        return request;
    }
    request.email = by.email.trimmed();
    request.password = by.password;
    request.signUp = by.way == SignIn::Way::NewAccount;
    request.lastName = by.lastName.trimmed();
    request.cell = by.cell.trimmed();
    return request;
}

void Session::join(SignIn by, std::function<void(GatewayResult<Credentials>)> answer)
{
    const auto refuse = [this, &answer](const TransportError& why) {
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer), why] { answer(Unexpected{why}); }, Qt::QueuedConnection);
    };
    if (!d->gateway || d->state != State::Empty) {
        refuse(
            refusedHere(!d->gateway ? u"nobody was looked at"_s : u"somebody is signed in, or the keychain waits"_s));
        return;
    }
    if (by.way == SignIn::Way::NewAccount && d->link.invitation.isEmpty()) {
        refuse({Meaning::Refused, Fault::Problem, 0, Problem{ProblemType::InvitationInvalid, {}, {}, {}, {}}, {}, {}});
        return;
    }
    if (d->device.isEmpty()) {
        d->device = DeviceId{makeUuidV7(d->clock.now(), d->random)};
        d->profileKey = SecretKey::random(kKeyBytes, d->random);
    }
    auto request = d->requestBy(by, d->device, d->profileKey);
    request.invitation = d->link.invitation;
    const auto email = request.email;
    d->gateway->join(request, [this, email, answer = std::move(answer)](GatewayResult<Joined> joined) {
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
        made.kind = d->link.kind.value_or(GatewayKind::Textbank);
        made.email = email;
        d->keep(made, answer);
    });
    wipeText(by.password);
    wipeText(request.password);
}

void Session::signInAgain(SignIn by, std::function<void(Result<Credentials, AgainError>)> answer)
{
    if (!d->credentials || by.way == SignIn::Way::NewAccount) {
        QMetaObject::invokeMethod(
            this,
            [answer = std::move(answer)] {
                answer(Unexpected{AgainError{AgainError::Why::Gateway, refusedHere(u"nobody is signed in"_s)}});
            },
            Qt::QueuedConnection);
        return;
    }
    if (by.name.isEmpty()) {
        by.name = d->credentials->displayName;
    }
    auto request = d->requestBy(by, d->credentials->device, d->credentials->profileKey);
    d->again = d->maker(d->credentials->gateway, d->credentials->pin, d->credentials->kind);
    const auto email = request.email;
    d->again->join(request, [this, email, answer = std::move(answer)](const GatewayResult<Joined>& joined) {
        if (!joined) {
            answer(Unexpected{AgainError{AgainError::Why::Gateway, joined.error()}});
            return;
        }
        if (!d->credentials) {
            answer(Unexpected{AgainError{AgainError::Why::Gateway, refusedHere(u"signed out meanwhile"_s)}});
            return;
        }
        if (joined->volunteer != d->credentials->volunteer) {
            answer(Unexpected{AgainError{AgainError::Why::SomebodyElse, {}}});
            return;
        }
        auto same = *d->credentials;
        same.token = joined->token;
        same.email = email;
        d->renew(same, answer);
    });
    wipeText(by.password);
    wipeText(request.password);
}

void Session::Private::renew(const Credentials& same,
                             const std::function<void(Result<Credentials, AgainError>)>& answer)
{
    credentials = same;
    keeper.renew(same, [this, stillHere = std::weak_ptr(alive), same, answer](const Result<void>& written) {
        if (stillHere.expired()) {
            return;
        }
        if (!written) {
            logWarning("session", u"the credential store kept the old token: error %1"_s.arg(
                                      static_cast<int>(written.error().code)));
        }
        answer(same);
        if (!stillHere.expired()) {
            emit q.keysRotated(written);
        }
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
            other.reset();
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

void Session::leave(std::function<void(Result<void>)> answer)
{
    d->keeper.destroy([this, answer = std::move(answer)](const Result<void>& removed) {
        const auto gone = removed.has_value() || d->notKept;
        if (!gone) {
            logWarning("session",
                       u"an entry of a finished shift stays: error %1"_s.arg(static_cast<int>(removed.error().code)));
            if (auto* lock = d->secrets.lock()) {
                lock->letGo();
            }
        }
        d->credentials.reset();
        d->notKept = false;
        d->moveTo(State::Empty);
        answer(gone ? Result<void>() : removed);
    });
}

Session::State Session::state() const { return d->state; }

const Credentials* Session::credentials() const { return d->credentials ? &*d->credentials : nullptr; }

bool Session::memoryOnly() const { return d->notKept || d->secrets.kind() == CredentialStore::Kind::MemoryOnly; }

CredentialStore::Kind Session::keptBy() const { return d->secrets.kind(); }

PassphraseLock* Session::lock() const { return d->secrets.lock(); }

} // namespace textbank
