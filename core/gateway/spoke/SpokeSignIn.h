#pragma once

#include "core/gateway/Gateway.h"
#include "core/gateway/spoke/SpokeBook.h"

namespace textbank::spoke {

/// The way in: what stands at an address, a log-in with a password, an account made on an invitation.
class SignIn
{
public:
    SignIn(Line& line, Book& book, QUrl address)
        : m_line(line)
        , m_book(book)
        , m_address(std::move(address))
    {
    }
    /// Whether Spoke answers there, in a dialect that is spoken here, and how it lets people in. NotAGateway,
    /// VersionMismatch.
    void discover(Answer<GatewayInfo> answer);
    void join(const JoinRequest& request, const Answer<Joined>& answer);

private:
    void askForWays(Answer<GatewayInfo> answer);
    void logIn(const JoinRequest& request, const Answer<Joined>& answer);
    void acceptInvitation(const JoinRequest& request, const QString& token, const Answer<Joined>& answer);
    void readPerson(const QString& token, const Answer<Joined>& answer);

    Line& m_line;
    Book& m_book;
    QUrl m_address;
};

/// What a Spoke link asks for.
struct Invitation
{
    enum class Kind {
        None,
        Organization, ///< /<uuid>/join
        Campaign,     ///< /<token>/join/<campaign>
        Replies,      ///< /<token>/replies/<campaign>
        Founder,      ///< /invite/<hash>: may make an organisation.
    };
    Kind kind = Kind::None;
    QString token;
    QString campaign;
};
Invitation readInvitation(const QString& path);

} // namespace textbank::spoke
