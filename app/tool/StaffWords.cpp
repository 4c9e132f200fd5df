#include "app/tool/StaffWords.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString inWords(StaffRole role)
{
    switch (role) {
    case StaffRole::None:
        return u"no role"_s;
    case StaffRole::Suspended:
        return u"a suspended account"_s;
    case StaffRole::Texter:
        return u"a texter's role"_s;
    case StaffRole::TrustedTexter:
        return u"a vetted texter's role"_s;
    case StaffRole::Supervisor:
        return u"a supervisor's role (Supervolunteer)"_s;
    case StaffRole::Administrator:
        return u"an administrator's role (Admin)"_s;
    case StaffRole::Owner:
        break;
    }
    return u"an owner's role"_s;
}

QString notFound(const StaffArguments& asked)
{
    switch (asked.task) {
    case StaffTask::Reassign:
        return u"Nobody who may text in this organisation has the id %1, so nothing was reassigned. \"staff people\" "
               u"lists "
               "them; whoever is suspended is not among them."_s.arg(asked.to ? asked.to->value : QString());
    case StaffTask::OptOut:
        return u"Campaign %1 has no contact %2, so nobody was opted out. \"staff conversations --campaign %1\" lists "
               "its contacts."_s.arg(asked.campaign.value, asked.contacts.value(0).value);
    default:
        return u"This organisation has no campaign %1. \"staff campaigns\" lists them."_s.arg(asked.campaign.value);
    }
}

QString unsupported(const StaffArguments& asked)
{
    return asked.task == StaffTask::OptOut
               ? u"Nobody holds this contact, and the campaign has no texter yet; the server can opt out only then. "
                 "Reassign the contact to somebody first, then run this again."_s
               : u"This server has no way to do that."_s;
}

QString refusal(const Problem& problem)
{
    const auto words = problem.title.isEmpty() ? QString() : u" (it says: \"%1\")"_s.arg(problem.title);
    return u"The server refused it and does not say why%1. The sign-in and the role are in order. Run it again in a "
           "moment; if it is refused again, do it on the server's own pages."_s.arg(words);
}

QString sentenceFor(const Problem& problem, const StaffArguments& asked, const StaffMember& member, StaffRole needed)
{
    switch (problem.type) {
    case ProblemType::PasswordWrong:
        return u"The server does not know this e-mail address with this password. Check both; an administrator can "
               u"make "
               "a link to set a new password."_s;
    case ProblemType::NotAssigned:
        return asked.organisation.isEmpty()
                   ? u"This account belongs to no organisation on the server, or is suspended there. Ask an administrator."_s
                   : u"This account does not belong to the organisation %1. Leave out --organisation to work in the "
                     u"one "
                     "where it may do most."_s.arg(asked.organisation);
    case ProblemType::Unauthenticated:
        return u"The server does not take this sign-in any more. Run it again to sign in anew."_s;
    case ProblemType::Forbidden:
        return u"This needs %1 in \"%2\", and %3 has %4 there. Ask an administrator, or somebody who may, to run it."_s
            .arg(inWords(needed), member.organisationName, member.name, inWords(member.role));
    case ProblemType::Frozen:
        return u"Person %1 is suspended and could not text, so nothing was reassigned. Choose somebody else."_s.arg(
            asked.to ? asked.to->value : QString());
    case ProblemType::NotFound:
        return notFound(asked);
    case ProblemType::Unsupported:
        return unsupported(asked);
    default:
        return refusal(problem);
    }
}

QString sentenceForFault(const TransportError& error)
{
    switch (error.fault) {
    case Fault::Offline:
        return u"This computer has no network. Connect it and run this again."_s;
    case Fault::HostNotFound:
        return u"There is no server with this name. Check --server."_s;
    case Fault::ConnectionRefused:
        return u"Nothing answers at this address. Check --server, or try again when the server runs."_s;
    case Fault::TlsFailed:
    case Fault::CertificateChanged:
    case Fault::CertificateExpired:
    case Fault::CertificateNotTrusted:
        return u"A safe connection could not be made: the server's certificate is not in order, or the network shows a "
               "page of its own first. The password was not sent. Check --server and this computer's clock."_s;
    case Fault::TimedOut:
        return u"The server did not answer in time. Run this again in a moment."_s;
    case Fault::NotAGateway:
        return u"What answers at this address is no Spoke server. Check --server: the address alone, without a path."_s;
    case Fault::VersionMismatch:
        return u"This server is a Spoke of another kind than the one this program speaks (14). Use its own pages."_s;
    case Fault::TooLarge:
        return u"The answer was too large and was not read. Ask for less with --campaign or --limit."_s;
    case Fault::Http:
        return u"The server has trouble of its own (status %1). Run this again in a moment."_s.arg(error.httpStatus);
    case Fault::BadAnswer:
        return u"The server's answer is damaged or not of a kind this program knows (%1). Run this again; if it stays, "
               "use the server's own pages."_s.arg(error.detail);
    default:
        return u"The connection broke. Run this again in a moment."_s;
    }
}

} // namespace

QString sentenceFor(const TransportError& error, const StaffArguments& asked, const StaffMember& member,
                    StaffRole needed)
{
    const auto changes = asked.task == StaffTask::Reassign || asked.task == StaffTask::OptOut;
    if (changes && !member.organisation.isEmpty() && error.meaning == Meaning::MayHaveLeft) {
        return u"The connection broke on the way, so whether it was done is not known. Run the same again: it looks "
               "first, and what is done already is not done twice."_s;
    }
    return error.problem ? sentenceFor(*error.problem, asked, member, needed) : sentenceForFault(error);
}

QString sentenceForTextbank()
{
    return u"This is a Textbank gateway, and the staff verbs speak to a Spoke server for now. On the gateway's own "
           "computer textbank-gateway does this: \"sessions\" and \"end-session\" for who texts, \"opt-out\" and "
           "\"opt-outs\" for a number, \"export messages\" and \"record\" for what was sent; --help lists them all."_s;
}

QString sentenceForOtherSignIn()
{
    return u"This server has people sign in on another page, not with a password of its own, which this program cannot "
           "do. Use the server's own pages."_s;
}

} // namespace textbank
