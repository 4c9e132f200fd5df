#include "core/session/Credentials.h"

#include "core/session/JoinLink.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kKeyBytes = 32;
constexpr int kDirect = 1;  ///< "key" is the data key.
constexpr int kWrapped = 2; ///< "master" opens the key file.
constexpr auto kSpoke = "spoke"_L1;

QString inText(const SecretKey& key) { return QString::fromLatin1(key.view().toByteArray().toBase64()); }

SecretKey keyFrom(const QString& text) { return SecretKey::taken(QByteArray::fromBase64(text.toLatin1())); }

} // namespace

QByteArray toBytes(const SessionEntry& entry)
{
    const auto& credentials = entry.credentials;
    QJsonObject json{
        {u"gateway"_s, credentials.gateway.toString(QUrl::FullyEncoded)},
        {u"pin"_s, QString::fromLatin1(credentials.pin.toHex())},
        {u"token"_s, credentials.token},
        {u"profile"_s, credentials.profile},
        {u"device"_s, credentials.device.value},
        {u"volunteer"_s, credentials.volunteer.value},
        {u"displayName"_s, credentials.displayName},
        {u"organisation"_s, credentials.organisation},
        {u"role"_s, credentials.role == Role::Staff ? u"staff"_s : u"volunteer"_s},
    };
    if (credentials.kind == GatewayKind::Spoke) {
        json.insert(u"kind"_s, kSpoke);
    }
    if (!credentials.email.isEmpty()) {
        json.insert(u"email"_s, credentials.email);
    }
    const auto wrapped = !entry.master.isEmpty();
    json.insert(u"format"_s, wrapped ? kWrapped : kDirect);
    json.insert(wrapped ? u"master"_s : u"key"_s, inText(wrapped ? entry.master : credentials.profileKey));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QByteArray toBytes(const Credentials& credentials) { return toBytes(SessionEntry{credentials, {}}); }

Result<SessionEntry> entryFromBytes(const QByteArray& bytes)
{
    const auto json = QJsonDocument::fromJson(bytes).object();
    const auto text = [&json](QLatin1StringView name) { return json.value(name).toString(); };
    const auto format = json.value("format"_L1).toInt();
    if (format > kWrapped) {
        return fail(ErrorCode::NewerVersion, u"credentials"_s);
    }
    SessionEntry entry;
    auto& read = entry.credentials;
    const auto gateway = parseGatewayAddress(text("gateway"_L1));
    read.pin = QByteArray::fromHex(text("pin"_L1).toLatin1());
    read.token = text("token"_L1);
    read.profile = text("profile"_L1);
    read.device = DeviceId{text("device"_L1)};
    read.volunteer = VolunteerId{text("volunteer"_L1)};
    read.displayName = text("displayName"_L1);
    read.organisation = text("organisation"_L1);
    read.role = text("role"_L1) == "staff"_L1 ? Role::Staff : Role::Volunteer;
    read.kind = text("kind"_L1) == kSpoke ? GatewayKind::Spoke : GatewayKind::Textbank;
    read.email = text("email"_L1);
    auto& key = format == kWrapped ? entry.master : read.profileKey;
    key = keyFrom(text(format == kWrapped ? "master"_L1 : "key"_L1));
    const auto pinReads = read.pin.isEmpty() ? text("pin"_L1).isEmpty() : read.pin.size() == 32;
    if (format < kDirect || !gateway || !pinReads || read.token.isEmpty() || key.size() != kKeyBytes ||
        read.profile.isEmpty() || read.device.isEmpty()) {
        return fail(ErrorCode::Corrupt, u"credentials"_s);
    }
    read.gateway = *gateway;
    return entry;
}

} // namespace textbank
