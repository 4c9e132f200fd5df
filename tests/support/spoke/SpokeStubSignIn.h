#pragma once

#include "tests/support/HttpReader.h"
#include "tests/support/spoke/SpokeStubState.h"

namespace textbank {

/// Log-in, sign-up, reset and log-out of SpokeStub: cookies that never end and that log-out does not end either.
class SpokeStubSignIn
{
public:
    explicit SpokeStubSignIn(SpokeStubState& state)
        : m_state(state)
    {
    }
    WebAnswer callback(const WebRequest& request);
    WebAnswer logOut() const;
    /// 0: nobody, as with a cookie that was made up or is too old.
    int userOf(const WebRequest& request) const;
    QByteArray cookieOf(int user) const;
    void forgetAll() { ++m_generation; }

private:
    WebAnswer logIn(const QMap<QString, QString>& fields);
    WebAnswer signUp(const QMap<QString, QString>& fields);
    WebAnswer reset(const QMap<QString, QString>& fields);
    WebAnswer welcome(int user, const QString& nextUrl) const;
    QByteArray signatureOf(const QByteArray& session) const;

    SpokeStubState& m_state;
    int m_generation = 0;
};

} // namespace textbank
