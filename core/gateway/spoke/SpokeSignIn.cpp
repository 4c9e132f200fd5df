#include "core/gateway/spoke/SpokeSignIn.h"

#include "core/gateway/AttemptReading.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

TransportError notAGateway(int status)
{
    return {Meaning::Failed, Fault::NotAGateway, status, std::nullopt, std::nullopt, {}};
}

TransportError refusal(ProblemType type, int status, const QString& title = {})
{
    Problem problem;
    problem.type = type;
    problem.title = title;
    return {Meaning::Refused, Fault::Problem, status, problem, std::nullopt, {}};
}

/// The server's reasons are its own prose; those that are known have a type of ours.
TransportError readReason(const ApiReply& reply)
{
    const auto reason = QString::fromUtf8(reply.challenge).trimmed();
    if (reason.contains("already taken"_L1)) {
        return refusal(ProblemType::AccountExists, reply.status);
    }
    if (reason.contains("invite code"_L1) || reason.contains("reading 'length'"_L1)) {
        return refusal(ProblemType::InvitationInvalid, reply.status);
    }
    return refusal(ProblemType::PasswordWrong, reply.status);
}

bool leadsOutside(const ApiReply& reply, const QUrl& address)
{
    const QUrl target(QString::fromLatin1(reply.location));
    return !target.isRelative() && target.host() != address.host();
}

} // namespace

Invitation readInvitation(const QString& path)
{
    static const QRegularExpression join(u"^/([\\w-]+)/(join|replies)(?:/(\\d+))?/?$"_s);
    static const QRegularExpression founder(u"^/invite/([\\w-]+)/?$"_s);
    if (const auto match = founder.match(path); match.hasMatch()) {
        return {Invitation::Kind::Founder, match.captured(1), {}};
    }
    const auto match = join.match(path);
    const auto takesReplies = match.captured(2) == "replies"_L1;
    if (!match.hasMatch() || (takesReplies && match.captured(3).isEmpty())) {
        return {};
    }
    const auto kind = takesReplies                  ? Invitation::Kind::Replies
                      : match.captured(3).isEmpty() ? Invitation::Kind::Organization
                                                    : Invitation::Kind::Campaign;
    return {kind, match.captured(1), match.captured(3)};
}

void SignIn::discover(Answer<GatewayInfo> answer)
{
    m_line.ask(kDialect, {}, [this, answer = std::move(answer)](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            const auto& error = reply.error();
            const auto isSomethingElse = error.httpStatus > 0 && error.meaning != Meaning::RefusedForNow;
            answer(Unexpected{isSomethingElse ? notAGateway(error.httpStatus) : error});
            return;
        }
        QStringList fields;
        const auto inputs = reply->value.toObject().value("inputFields"_L1).toArray();
        for (const auto& each : inputs) {
            fields.append(each.toObject().value("name"_L1).toString());
        }
        if (!fields.contains("assignmentId"_L1) || !fields.contains("text"_L1)) {
            answer(Unexpected{notAGateway(200)});
        } else if (fields.contains("versionHash"_L1)) {
            auto error = notAGateway(200); // A fork with another schema.
            error.fault = Fault::VersionMismatch;
            answer(Unexpected{error});
        } else {
            askForWays(answer);
        }
    });
}

// Only its own log-in turns an empty form down; another one leads to a page elsewhere.
void SignIn::askForWays(Answer<GatewayInfo> answer)
{
    m_line.logIn({}, [this, answer = std::move(answer)](const Result<ApiReply, TransportError>& reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
            return;
        }
        GatewayInfo info;
        info.name = m_address.host();
        info.apiVersions = {u"spoke-14"_s};
        info.maxCommands = 4;
        info.clock = m_line.serverNow();
        info.signInWays = reply->status == 400 ? QStringList{u"password"_s, u"sign-up"_s} : QStringList{u"elsewhere"_s};
        answer(info);
    });
}

void SignIn::join(const JoinRequest& request, const Answer<Joined>& answer) { logIn(request, answer); }

void SignIn::logIn(const JoinRequest& request, const Answer<Joined>& answer)
{
    const auto email = request.email.trimmed();
    QJsonObject form{{u"authType"_s, request.signUp ? u"signup"_s : u"login"_s},
                     {u"email"_s, email},
                     {u"password"_s, request.password},
                     {u"nextUrl"_s, request.invitation.isEmpty() ? u"/"_s : request.invitation}};
    if (request.signUp) {
        form.insert(u"passwordConfirm"_s, request.password);
        form.insert(u"firstName"_s, request.displayName);
        form.insert(u"lastName"_s, request.lastName);
        form.insert(u"cell"_s, request.cell);
    }
    m_line.logIn(form, [this, request, answer](const Result<ApiReply, TransportError>& reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
            return;
        }
        const auto token = tokenFrom(reply->cookies);
        if (reply->status == 302 && !token.isEmpty()) {
            m_line.setToken(token);
            acceptInvitation(request, token, answer);
        } else if (reply->status == 401 || reply->status == 400) {
            answer(Unexpected{readReason(*reply)});
        } else if (leadsOutside(*reply, m_address)) {
            answer(Unexpected{refusal(ProblemType::Unsupported, reply->status)});
        } else {
            answer(Unexpected{badAnswer(reply->status, u"login-callback"_s)});
        }
    });
}

// Joining twice is harmless, so it is done at every sign-in with a link.
void SignIn::acceptInvitation(const JoinRequest& request, const QString& token, const Answer<Joined>& answer)
{
    const auto invitation = readInvitation(request.invitation);
    const auto then = [this, token, answer](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            answer(Unexpected{reply.error()});
        } else if (reply->refused()) {
            answer(Unexpected{refusal(ProblemType::InvitationInvalid, 200, reply->errors.value(0))});
        } else {
            readPerson(token, answer);
        }
    };
    switch (invitation.kind) {
    case Invitation::Kind::Organization:
        m_line.ask(kJoin, {{u"organizationUuid"_s, invitation.token}}, then);
        return;
    case Invitation::Kind::Campaign:
        m_line.ask(kJoin, {{u"organizationUuid"_s, invitation.token}, {u"campaignId"_s, invitation.campaign}}, then);
        return;
    case Invitation::Kind::Replies:
        m_line.ask(kTakeReplies, {{u"joinToken"_s, invitation.token}, {u"campaignId"_s, invitation.campaign}}, then);
        return;
    case Invitation::Kind::Founder:
    case Invitation::Kind::None:
        readPerson(token, answer);
        return;
    }
}

void SignIn::readPerson(const QString& token, const Answer<Joined>& answer)
{
    m_book.refresh(true, [this, token, answer](const GatewayResult<void>& read) {
        if (!read) {
            auto error = read.error();
            if (error.meaning == Meaning::NotSignedIn) {
                error = badAnswer(200, u"signed in, and nobody"_s);
            }
            answer(Unexpected{error});
            return;
        }
        if (m_book.home() == nullptr) {
            // A join link makes an account that belongs to nobody one of an organisation's; nothing helps a suspended.
            answer(
                Unexpected{refusal(m_book.isSuspended() && !m_book.highestRole().isEmpty() ? ProblemType::Frozen
                                                                                           : ProblemType::NotAssigned,
                                   200)});
            return;
        }
        Joined joined;
        joined.token = token;
        joined.role = roleOf(m_book.highestRole());
        joined.volunteer = VolunteerId{m_book.user()};
        joined.displayName = m_book.displayName();
        joined.organisation = m_book.home()->name;
        for (const auto& todo : m_book.todos()) {
            joined.campaigns.append(todo.campaign);
        }
        answer(joined);
    });
}

} // namespace textbank::spoke
