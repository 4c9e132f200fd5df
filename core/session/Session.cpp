#include "core/session/Session.h"

#include "core/base/Log.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kKeyBytes = 32;
constexpr int kFormat = 1;
const QString kEntry = u"session"_s;

TransportError refusedHere(const QString& why)
{
    return {Meaning::NeverLeft, Fault::Cancelled, 0, std::nullopt, std::nullopt, why};
}

} // namespace

QByteArray toBytes(const Credentials& credentials)
{
    const QJsonObject json{
        {u"format"_s, kFormat},
        {u"gateway"_s, credentials.gateway.toString(QUrl::FullyEncoded)},
        {u"pin"_s, QString::fromLatin1(credentials.pin.toHex())},
        {u"token"_s, credentials.token},
        {u"key"_s, QString::fromLatin1(credentials.profileKey.toBase64())},
        {u"profile"_s, credentials.profile},
        {u"device"_s, credentials.device.value},
        {u"volunteer"_s, credentials.volunteer.value},
        {u"displayName"_s, credentials.displayName},
        {u"organisation"_s, credentials.organisation},
        {u"role"_s, credentials.role == Role::Staff ? u"staff"_s : u"volunteer"_s},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<Credentials> credentialsFromBytes(const QByteArray& bytes)
{
    const auto json = QJsonDocument::fromJson(bytes).object();
    const auto text = [&json](QLatin1StringView name) { return json.value(name).toString(); };
    if (json.value("format"_L1).toInt() > kFormat) {
        return fail(ErrorCode::NewerVersion, u"credentials"_s);
    }
    Credentials read;
    const auto gateway = parseGatewayAddress(text("gateway"_L1));
    read.pin = QByteArray::fromHex(text("pin"_L1).toLatin1());
    read.token = text("token"_L1);
    read.profileKey = QByteArray::fromBase64(text("key"_L1).toLatin1());
    read.profile = text("profile"_L1);
    read.device = DeviceId{text("device"_L1)};
    read.volunteer = VolunteerId{text("volunteer"_L1)};
    read.displayName = text("displayName"_L1);
    read.organisation = text("organisation"_L1);
    read.role = text("role"_L1) == "staff"_L1 ? Role::Staff : Role::Volunteer;
    const auto pinReads = read.pin.isEmpty() ? text("pin"_L1).isEmpty() : read.pin.size() == 32;
    if (!gateway || !pinReads || read.token.isEmpty() || read.profileKey.size() != kKeyBytes ||
        read.profile.isEmpty() || read.device.isEmpty()) {
        return fail(ErrorCode::Corrupt, u"credentials"_s);
    }
    read.gateway = *gateway;
    return read;
}

class Session::Private
{
public:
    Private(Session& owner, CredentialStore& store, GatewayMaker makeGateway, const Clock& time, Random& chance,
            std::function<bool()> profileExists)
        : q(owner)
        , secrets(store)
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
    Result<void> takeEntry(const Result<std::optional<QByteArray>>& entry);
    void keep(const Credentials& made, std::function<void(GatewayResult<Credentials>)> answer);

    Session& q;
    CredentialStore& secrets;
    GatewayMaker maker;
    const Clock& clock;
    Random& random;
    std::function<bool()> existingProfile;
    State state = State::Empty;
    std::optional<Credentials> credentials;
    bool notKept = false;
    std::unique_ptr<Gateway> gateway;
    JoinLink link;
    DeviceId device; ///< One for all attempts to join: a lost answer does not make a second device.
    std::shared_ptr<int> alive = std::make_shared<int>(0); // shared with answers of the keychain, which outlives us
};

Session::Session(CredentialStore& secrets, GatewayMaker maker, const Clock& clock, Random& random,
                 std::function<bool()> existingProfile)
    : d(std::make_unique<Private>(*this, secrets, std::move(maker), clock, random, std::move(existingProfile)))
{
}

Session::~Session() = default;

Result<void> Session::Private::takeEntry(const Result<std::optional<QByteArray>>& entry)
{
    if (!entry) {
        return Unexpected{entry.error()};
    }
    if (!*entry) {
        if (existingProfile && existingProfile()) {
            return fail(ErrorCode::NoKey, u"a profile without its entry in the keychain"_s);
        }
        credentials.reset();
        return {};
    }
    auto read = credentialsFromBytes(**entry);
    if (!read) {
        return Unexpected{read.error()};
    }
    credentials = std::move(*read);
    return {};
}

void Session::restore(std::function<void(Result<void>)> answer)
{
    d->moveTo(State::Restoring);
    d->secrets.read(kEntry, [this, alive = std::weak_ptr(d->alive),
                             answer = std::move(answer)](const Result<std::optional<QByteArray>>& entry) {
        if (alive.expired()) {
            return;
        }
        const auto taken = d->takeEntry(entry);
        if (!taken) {
            logWarning("session", u"restore: error %1"_s.arg(static_cast<int>(taken.error().code)));
        }
        d->moveTo(!taken ? State::WaitingForKeychain : d->credentials ? State::Ready : State::Empty);
        answer(taken);
    });
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
    }
    const JoinRequest request{normalisedJoinCode(code), displayName.trimmed(), d->device,
                              QSysInfo::prettyProductName()};
    d->gateway->join(request, [this, answer = std::move(answer)](GatewayResult<Joined> joined) {
        if (!joined) {
            answer(Unexpected{joined.error()});
            return;
        }
        Credentials made;
        made.gateway = d->link.gateway;
        made.pin = d->link.pin;
        made.token = joined->token;
        made.profileKey = d->random.bytes(kKeyBytes);
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
    secrets.write(
        kEntry, toBytes(made),
        [this, stillHere = std::weak_ptr(alive), made, answer = std::move(answer)](const Result<void>& written) {
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
            moveTo(State::Ready);
            answer(made);
        });
}

void Session::forget(std::function<void(Result<void>)> answer)
{
    d->secrets.remove(kEntry,
                      [this, alive = std::weak_ptr(d->alive), answer = std::move(answer)](const Result<void>& removed) {
                          if (alive.expired()) {
                              return;
                          }
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

} // namespace textbank
