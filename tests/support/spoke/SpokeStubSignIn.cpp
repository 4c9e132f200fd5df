#include "tests/support/spoke/SpokeStubSignIn.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QString kUuid = u"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"_s;

WebAnswer plain(int status, const QByteArray& words) { return {status, words, "text/plain; charset=utf-8", {}}; }

/// An empty reason: the header is missing.
WebAnswer unauthorized(const QByteArray& reason)
{
    auto answer = plain(401, "Unauthorized");
    if (!reason.isEmpty()) {
        answer.headers.emplaceBack("WWW-Authenticate", reason);
    }
    return answer;
}

WebAnswer found(const QByteArray& where)
{
    auto answer = plain(302, "Found. Redirecting to " + where);
    answer.headers.emplaceBack("Location", where);
    return answer;
}

QMap<QString, QString> fieldsOf(const WebRequest& request)
{
    QMap<QString, QString> fields;
    if (request.headers.value("content-type").startsWith("application/json")) {
        const auto object = QJsonDocument::fromJson(request.body).object();
        for (auto it = object.begin(); it != object.end(); ++it) {
            fields.insert(it.key(), it->toString());
        }
        return fields;
    }
    const QUrlQuery query(QString::fromUtf8(request.body).replace(u'+', u' '));
    for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded)) {
        fields.insert(name, value);
    }
    return fields;
}

QString capitalised(const QString& name) { return name.left(1).toUpper() + name.mid(1); }

} // namespace

WebAnswer SpokeStubSignIn::callback(const WebRequest& request)
{
    if (m_state.switches.signIn == SpokeSwitches::SignIn::Redirects) {
        return found("https://login.example.com/authorize?client_id=spoke");
    }
    if (m_state.switches.signIn == SpokeSwitches::SignIn::Refuses) {
        return unauthorized({});
    }
    const auto fields = fieldsOf(request);
    if (fields.value(u"email"_s).isEmpty() || fields.value(u"password"_s).isEmpty()) {
        return plain(400, "Bad Request");
    }
    const auto type = fields.value(u"authType"_s);
    if (type == u"login") {
        return logIn(fields);
    }
    if (type == u"signup") {
        return signUp(fields);
    }
    if (type == u"reset") {
        return reset(fields);
    }
    return unauthorized(type.isEmpty() ? "_localAuthHelpers.default[req.body.authType] is not a function" : "");
}

WebAnswer SpokeStubSignIn::logIn(const QMap<QString, QString>& fields)
{
    const auto user = m_state.userByEmail(fields.value(u"email"_s).toLower());
    if (!user || m_state.users[*user].password != fields.value(u"password"_s)) {
        return unauthorized("Invalid username or password");
    }
    return welcome(*user, fields.value(u"nextUrl"_s));
}

WebAnswer SpokeStubSignIn::signUp(const QMap<QString, QString>& fields)
{
    const auto next = fields.value(u"nextUrl"_s);
    static const QRegularExpression joins(u"/(%1)/join(?:/(\\d+))?"_s.arg(kUuid));
    static const QRegularExpression invites(u"/invite/([^/]+)"_s);
    if (const auto join = joins.match(next); join.hasMatch()) {
        const auto token = join.captured(1);
        const auto isOrganization =
            std::any_of(m_state.organizations.begin(), m_state.organizations.end(),
                        [&](const SpokeOrganization& organization) { return organization.uuid == token; });
        const auto isCampaign = std::any_of(m_state.campaigns.begin(), m_state.campaigns.end(),
                                            [&](const SpokeCampaign& campaign) { return campaign.joinToken == token; });
        if (!isOrganization && !isCampaign) {
            return unauthorized("Cannot read properties of undefined (reading 'length')");
        }
    } else if (!m_state.invites.contains(invites.match(next).captured(1))) {
        return unauthorized("Invalid invite code. Contact your administrator.");
    }
    const auto email = fields.value(u"email"_s).toLower();
    if (m_state.userByEmail(email)) {
        return unauthorized("That email is already taken.");
    }
    if (fields.value(u"password"_s) != fields.value(u"passwordConfirm"_s)) {
        return unauthorized("Passwords don't match.");
    }
    SpokeUser user;
    user.id = m_state.users.isEmpty() ? 1 : m_state.users.lastKey() + 1;
    user.firstName = capitalised(fields.value(u"firstName"_s));
    user.lastName = capitalised(fields.value(u"lastName"_s));
    user.alias = fields.value(u"alias"_s);
    user.email = email;
    user.cell = fields.value(u"cell"_s);
    user.password = fields.value(u"password"_s);
    m_state.users.insert(user.id, user);
    return welcome(user.id, next);
}

WebAnswer SpokeStubSignIn::reset(const QMap<QString, QString>& fields)
{
    const auto hash = fields.value(u"nextUrl"_s).section(u'/', -1);
    const auto user = m_state.userByEmail(fields.value(u"email"_s).toLower());
    if (!user || m_state.resets.value(hash) != *user) {
        return unauthorized("Invalid username or password reset link. Contact your administrator.");
    }
    if (fields.value(u"password"_s) != fields.value(u"passwordConfirm"_s)) {
        return unauthorized("Passwords don't match.");
    }
    m_state.resets.remove(hash);
    m_state.users[*user].password = fields.value(u"password"_s);
    return welcome(*user, fields.value(u"nextUrl"_s));
}

WebAnswer SpokeStubSignIn::welcome(int user, const QString& nextUrl) const
{
    auto answer = found(nextUrl.isEmpty() || nextUrl.startsWith(u"http") ? "/" : nextUrl.toUtf8());
    const auto pair = cookieOf(user).split(';');
    for (const auto& cookie : pair) {
        answer.headers.emplaceBack("Set-Cookie", cookie.trimmed() + "; path=/; httponly");
    }
    return answer;
}

WebAnswer SpokeStubSignIn::logOut() const
{
    auto answer = found("/");
    const QByteArray session = R"({"passport":{}})";
    const auto value = session.toBase64();
    answer.headers.emplaceBack("Set-Cookie", "session=" + value + "; path=/; httponly");
    answer.headers.emplaceBack("Set-Cookie", "session.sig=" + signatureOf(value) + "; path=/; httponly");
    return answer;
}

int SpokeStubSignIn::userOf(const WebRequest& request) const
{
    QMap<QByteArray, QByteArray> cookies;
    for (const auto& cookie : request.headers.value("cookie").split(';')) {
        const auto equals = cookie.indexOf('=');
        cookies.insert(cookie.left(equals).trimmed(), cookie.mid(equals + 1).trimmed());
    }
    const auto session = cookies.value("session");
    if (session.isEmpty() || cookies.value("session.sig") != signatureOf(session)) {
        return 0;
    }
    const auto content = QJsonDocument::fromJson(QByteArray::fromBase64(session)).object();
    const auto user = content.value(u"passport"_s).toObject().value(u"user"_s).toInt();
    return m_state.users.contains(user) ? user : 0;
}

QByteArray SpokeStubSignIn::cookieOf(int user) const
{
    const auto value = ("{\"passport\":{\"user\":" + QByteArray::number(user) + "}}").toBase64();
    return "session=" + value + "; session.sig=" + signatureOf(value);
}

QByteArray SpokeStubSignIn::signatureOf(const QByteArray& session) const
{
    const auto secret = "a secret of the stub " + QByteArray::number(m_generation);
    return QMessageAuthenticationCode::hash("session=" + session, secret, QCryptographicHash::Sha1)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace textbank
