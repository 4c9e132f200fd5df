#pragma once

#include "tests/support/StubServer.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace textbank {

/// Exchanges with a Spoke server as they were recorded, in order: what each is about, what it is asked with, and what
/// comes back. Single quotes stand for double ones.
class ScriptedSpoke
{
public:
    StubServer server;

    static QJsonObject json(const QByteArray& text)
    {
        const auto document = QJsonDocument::fromJson(QByteArray(text).replace('\'', '"'));
        if (!document.isObject()) {
            qFatal("no JSON: %s", text.constData());
        }
        return document.object();
    }
    /// `answer` is what stands in "data" under the operation's field, or the whole body where it has "data" itself.
    void exchange(const QString& operation, const QByteArray& field, const QByteArray& value)
    {
        m_expected.append(operation);
        server.answer(200, "{\"data\":{\"" + field + "\":" + QByteArray(value).replace('\'', '"') + "}}");
    }
    /// As the server says no to anything, by default.
    void masked(const QString& operation, const QByteArray& field, const QByteArray& value = "null")
    {
        m_expected.append(operation);
        server.answer(200, "{\"errors\":[{\"message\":\"Internal server error\"}],\"data\":{\"" + field +
                               "\":" + QByteArray(value).replace('\'', '"') + "}}");
    }
    void broken(const QString& operation)
    {
        m_expected.append(operation);
        server.closeWithoutAnswer();
    }
    /// The log-in of somebody with that role, from the form to the organisation.
    void logIn(const QByteArray& role)
    {
        m_expected.append(QStringLiteral("login-callback"));
        server.answer(302, "",
                      {{"Location", "/"},
                       {"Set-Cookie", "session=eyJhIjoxfQ==; path=/; httponly"},
                       {"Set-Cookie", "session.sig=abcdefghijklmnopqrstuvwxyz0; path=/; httponly"}});
        const QByteArray person = "{'id':'6','firstName':'Sue','lastName':'Stone','alias':null,"
                                  "'displayName':'Sue Stone','organizations':[{'id':'1','name':'Example Org'}]}";
        exchange(QStringLiteral("currentUser"), "currentUser", person);
        exchange(QStringLiteral("organization"), "organization",
                 "{'id':'1','name':'Example Org','optOutMessage':'Bye.','textingHoursEnforced':false,"
                 "'textingHoursStart':9,'textingHoursEnd':21,'cacheable':0,'tags':[]}");
        exchange(QStringLiteral("user"), "user", "{'id':'6','roles':" + rolesUpTo(role) + ",'todos':[]}");
        exchange(QStringLiteral("currentUser"), "currentUser", person);
        roles(role);
    }
    void roles(const QByteArray& role)
    {
        exchange(QStringLiteral("currentUser_roles"), "currentUser",
                 "{'id':'6','is_superadmin':false,'roles':" + rolesUpTo(role) + "}");
    }
    /// The server lists a role with every lower one.
    static QByteArray rolesUpTo(const QByteArray& role)
    {
        const QList<QByteArray> all{"SUSPENDED", "TEXTER", "VETTED_TEXTER", "SUPERVOLUNTEER", "ADMIN", "OWNER"};
        return "['" + all.mid(0, all.indexOf(role) + 1).join("','") + "']";
    }

    const QStringList& expected() const { return m_expected; }
    /// Of what was asked so far: the operations, and what each was asked with.
    QStringList asked() const
    {
        QStringList names;
        for (const auto& request : server.requests()) {
            const auto name = QJsonDocument::fromJson(request.body).object().value(QStringLiteral("operationName"));
            names.append(name.isString() ? name.toString() : QString::fromLatin1(request.target.mid(1)));
        }
        return names;
    }
    /// Variables of the n-th request from the end, 1 the last.
    QJsonObject variables(int fromEnd = 1) const
    {
        const auto& all = server.requests();
        return QJsonDocument::fromJson(all.at(all.size() - fromEnd).body)
            .object()
            .value(QStringLiteral("variables"))
            .toObject();
    }
    /// Variables of the n-th request about that operation, 0 the first.
    QJsonObject variablesOf(const QString& operation, int which = 0) const
    {
        const auto names = asked();
        for (int i = 0; i < names.size(); ++i) {
            if (names.at(i) == operation && which-- == 0) {
                return variables(static_cast<int>(names.size()) - i);
            }
        }
        return {};
    }

private:
    QStringList m_expected;
};

} // namespace textbank
