#include "core/session/JoinLink.h"

#include "core/gateway/HttpGatewayAddress.h"

#include <QUrlQuery>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kPinBytes = 32;
constexpr int kGroup = 4;
constexpr qsizetype kLongestLink = 4096;
constexpr auto kSpoke = "spoke"_L1;
constexpr auto kTextbank = "textbank"_L1;

bool isToken(QStringView part)
{
    return !part.isEmpty() && std::all_of(part.begin(), part.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || c == u'-' ||
               c == u'_';
    });
}

bool isNumber(QStringView part)
{
    return !part.isEmpty() && std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

enum class WebPath { Other, Invitation, SignIn, Reset };

/// What a path says on a Spoke server.
WebPath readWebPath(const QString& path)
{
    const auto parts = path.mid(1).split(u'/');
    const auto count = parts.size();
    const auto& first = parts[0];
    if (count == 1) {
        return first == "login"_L1 ? WebPath::SignIn : WebPath::Other;
    }
    if (first == "app"_L1) {
        return isNumber(parts[1]) ? WebPath::SignIn : WebPath::Other;
    }
    if (count == 2 && first == "invite"_L1) {
        return isToken(parts[1]) ? WebPath::Invitation : WebPath::Other;
    }
    if (count == 2 && first == "reset"_L1) {
        return isToken(parts[1]) ? WebPath::Reset : WebPath::Other;
    }
    const auto joins = count == 2 && parts[1] == "join"_L1;
    const auto joinsCampaign = count == 3 && (parts[1] == "join"_L1 || parts[1] == "replies"_L1) && isNumber(parts[2]);
    return isToken(first) && (joins || joinsCampaign) ? WebPath::Invitation : WebPath::Other;
}

QString withoutLastSlash(QString path)
{
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    return path;
}

/// A link as Spoke hands it out. Invalid, with detail scheme, where it is none.
Result<JoinLink> parseWebLink(const QUrl& url)
{
    auto path = withoutLastSlash(url.path(QUrl::FullyEncoded));
    if (path.isEmpty() || url.host().isEmpty()) { // "https:token/join" would name a server that is called "https".
        return fail(ErrorCode::Invalid, u"scheme"_s);
    }
    if (path == "/login"_L1) {
        const auto next = QUrlQuery(url).queryItemValue(u"nextUrl"_s, QUrl::FullyDecoded);
        const auto target = withoutLastSlash(QUrl(next).path(QUrl::FullyEncoded));
        // Only a path of the same server: where else it may lead is nobody's invitation.
        if (next.startsWith(u'/') && !next.startsWith("//"_L1) && readWebPath(target) != WebPath::Other) {
            path = target;
        }
    }
    const auto meant = readWebPath(path);
    if (meant == WebPath::Other) {
        return fail(ErrorCode::Invalid, u"scheme"_s);
    }
    if (meant == WebPath::Reset) {
        return fail(ErrorCode::Invalid, u"reset"_s);
    }
    auto server = url;
    server.setPath({});
    server.setQuery(QString());
    server.setFragment({});
    const auto gateway = parseGatewayAddress(server.toString(QUrl::FullyEncoded));
    if (!gateway) {
        return Unexpected{gateway.error()};
    }
    JoinLink link;
    link.gateway = *gateway;
    link.kind = GatewayKind::Spoke;
    link.invitation = meant == WebPath::Invitation ? path : QString();
    return link;
}

} // namespace

Result<JoinLink> parseJoinLink(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (text.size() > kLongestLink || !url.isValid()) {
        return fail(ErrorCode::Invalid, u"scheme"_s);
    }
    if (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) {
        return parseWebLink(url);
    }
    if (url.scheme() != "textbank"_L1 || url.host() != "join"_L1) {
        return fail(ErrorCode::Invalid, u"scheme"_s);
    }
    const QUrlQuery query(url);
    const auto item = [&query](const QString& name) { return query.queryItemValue(name, QUrl::FullyDecoded); };

    JoinLink link;
    const auto address = item(u"gateway"_s);
    if (!address.contains("://"_L1)) {
        return fail(ErrorCode::Invalid, u"gateway"_s);
    }
    const auto gateway = parseGatewayAddress(address);
    if (!gateway) {
        return Unexpected{gateway.error()};
    }
    link.gateway = *gateway;
    if (const auto kind = item(u"kind"_s); !kind.isEmpty()) {
        if (kind != kSpoke && kind != kTextbank) {
            return fail(ErrorCode::Invalid, u"kind"_s);
        }
        link.kind = kind == kSpoke ? GatewayKind::Spoke : GatewayKind::Textbank;
    }
    link.code = normalisedJoinCode(item(u"code"_s));
    if (link.code.isEmpty() && link.kind != GatewayKind::Spoke) {
        return fail(ErrorCode::Invalid, u"code"_s);
    }
    // One that is damaged invites nobody; whoever has an account comes in without it.
    if (const auto invitation = item(u"invitation"_s);
        link.kind == GatewayKind::Spoke && readWebPath(invitation) == WebPath::Invitation) {
        link.invitation = invitation;
    }
    const auto pin = item(u"pin"_s).toLatin1().toLower();
    link.pin = QByteArray::fromHex(pin);
    // A pin that cannot be read must not turn into "no pin".
    if (!pin.isEmpty() && (link.pin.size() != kPinBytes || link.pin.toHex() != pin)) {
        return fail(ErrorCode::Invalid, u"pin"_s);
    }
    if (toText(link).size() > kLongestLink) { // It could not be handed on.
        return fail(ErrorCode::Invalid, u"scheme"_s);
    }
    return link;
}

Result<JoinLink> parseLinkOrAddress(const QString& text)
{
    auto typed = text.trimmed();
    if (typed.startsWith("textbank:"_L1, Qt::CaseInsensitive)) {
        return parseJoinLink(typed);
    }
    if (!typed.contains("://"_L1)) {
        typed.prepend("https://"_L1);
    }
    if (auto link = parseJoinLink(typed); link || link.error().detail != "scheme"_L1) {
        return link;
    }
    const auto gateway = parseGatewayAddress(text);
    if (!gateway) {
        return Unexpected{gateway.error()};
    }
    JoinLink link;
    link.gateway = *gateway;
    return link;
}

Result<QUrl> parseGatewayAddress(const QString& text)
{
    auto typed = text.trimmed();
    if (typed.isEmpty() || typed.size() > kLongestLink || typed.contains(u' ')) {
        return fail(ErrorCode::Invalid, u"gateway"_s);
    }
    if (!typed.contains("://"_L1)) {
        typed.prepend("https://"_L1);
    }
    QUrl url(typed, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)) {
        return fail(ErrorCode::Invalid, u"gateway"_s);
    }
    auto path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/')) {
        path.chop(1);
    }
    url.setPath(path, QUrl::StrictMode);
    // Letters of other alphabets are nine characters each where it is written down.
    if (url.toString(QUrl::FullyEncoded).size() > kLongestLink) {
        return fail(ErrorCode::Invalid, u"gateway"_s);
    }
    if (!isGatewayAddress(url)) {
        auto secure = url;
        secure.setScheme(u"https"_s);
        return fail(ErrorCode::Invalid,
                    url.scheme() == "http"_L1 && isGatewayAddress(secure) ? u"plaintext"_s : u"gateway"_s);
    }
    return url;
}

QString normalisedJoinCode(const QString& typed)
{
    QString code;
    for (const auto letter : typed.normalized(QString::NormalizationForm_KC).toUpper()) {
        const auto read = letter == u'O' ? QChar(u'0') : letter == u'I' || letter == u'L' ? QChar(u'1') : letter;
        if (!(read >= u'0' && read <= u'9') && !(read >= u'A' && read <= u'Z')) {
            continue;
        }
        if (!code.isEmpty() && (code.size() + 1) % (kGroup + 1) == 0) {
            code += u'-';
        }
        code += read;
    }
    return code;
}

QString toText(const JoinLink& link)
{
    const auto address = link.gateway.toString(QUrl::FullyEncoded);
    if (!link.invitation.isEmpty() && link.pin.isEmpty() && link.code.isEmpty() && link.gateway.path().isEmpty()) {
        return address + link.invitation; // As it came.
    }
    const auto encoded = [](const QString& value) { return QString::fromLatin1(QUrl::toPercentEncoding(value)); };
    auto text = u"textbank://join?gateway="_s + encoded(address);
    if (!link.code.isEmpty()) {
        text += u"&code="_s + encoded(link.code);
    }
    if (link.kind) {
        text += u"&kind="_s + (*link.kind == GatewayKind::Spoke ? kSpoke : kTextbank);
    }
    if (!link.invitation.isEmpty()) {
        text += u"&invitation="_s + encoded(link.invitation);
    }
    if (!link.pin.isEmpty()) {
        text += u"&pin="_s + QString::fromLatin1(link.pin.toHex());
    }
    return text;
}

} // namespace textbank
