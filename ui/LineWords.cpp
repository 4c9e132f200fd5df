#include "ui/Words.h"
#include "ui/WordsPrivate.h"

namespace textbank::words {

using namespace Qt::StringLiterals;

QString delivery(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Held:
        return tr("Leaves in a moment");
    case Delivery::Waiting:
        return tr("Waiting to leave");
    case Delivery::Sending:
        return tr("Sending");
    case Delivery::Checking:
        return tr("Checking whether it left");
    case Delivery::Queued:
        return tr("At the gateway");
    case Delivery::Sent:
        return tr("Sent");
    case Delivery::Delivered:
        return tr("Delivered");
    case Delivery::Failed:
        return tr("Not delivered");
    case Delivery::Refused:
        return tr("Not sent");
    case Delivery::Cancelled:
        return tr("Stopped");
    }
    return {};
}

QString deliveryReason(const QString& slug)
{
    if (slug.isEmpty())
        return {};
    if (slug == u"undo"_s || slug == u"undone"_s || slug == u"cancelled"_s)
        return tr("you took it back; nobody got it");
    if (slug == u"restored"_s)
        return tr("your shift was restored from a copy, and this may have been taken back; decide anew");
    if (slug == u"another-number"_s)
        return tr("the gateway gave this contact another number meanwhile; nobody got it; decide anew");
    if (slug == u"expired"_s)
        return tr("it waited too long and did not leave; decide anew");
    const ProblemType type = problemFromSlug(slug);
    if (type != ProblemType::Other) {
        Problem named;
        named.type = type;
        return problem(named);
    }
    return tr("the carrier says: %1").arg(slug);
}

QString problem(const Problem& problem)
{
    switch (problem.type) {
    case ProblemType::OptedOut:
        return tr("The contact asked not to be texted. Nothing was sent.");
    case ProblemType::OutsideWindow:
        return tr("It is outside the texting hours there. Nothing was sent; try again when they open.");
    case ProblemType::LeaseLost:
        return tr("The batch has ended, so nothing was sent. Get a new batch.");
    case ProblemType::Paused:
        return tr("Staff paused the campaign. Nothing was sent.");
    case ProblemType::Frozen:
        return tr("Staff stopped texting for you. Nothing was sent; ask them why.");
    case ProblemType::TextChanged:
        return tr("The text that arrived was not the one you approved, so it was not sent. Approve it again.");
    case ProblemType::NotAssigned:
        return tr("The contact is not assigned to you any more. Nothing was sent.");
    case ProblemType::PolicyRefused:
        return tr("The campaign's rules do not allow this text. Nothing was sent; change it or hand it to staff.");
    case ProblemType::Unregistered:
        return tr("The campaign is not registered with the carriers. Nothing was sent; staff have to register it.");
    case ProblemType::RateLimited:
        return tr("The gateway asks to go slower. Nothing is lost; it goes on by itself.");
    case ProblemType::TooLarge:
        return tr("That was more than the gateway takes at once. Nothing was done.");
    case ProblemType::Malformed:
        return tr("The gateway could not read the request. Update Textbank, or tell staff.");
    case ProblemType::Unauthenticated:
        return tr("You are not signed in any more. What you did is kept; sign in again with a new code.");
    case ProblemType::Forbidden:
        return tr("You are not allowed to do this. Ask staff.");
    case ProblemType::Gone:
        return tr("This laptop was away too long; it fetches everything anew. Nothing is lost.");
    case ProblemType::CodeInvalid:
        return tr("This join code is not known. Check it letter by letter, or ask staff for a new one.");
    case ProblemType::CodeUsedUp:
        return tr("This join code has been used as often as it may be. Ask staff for a new one.");
    case ProblemType::CodeExpired:
        return tr("This join code is too old. Ask staff for a new one.");
    case ProblemType::NotFound:
        return tr("The gateway does not know this. Ask staff.");
    case ProblemType::RecentlyTexted:
        return tr("This number had a text from your organisation a short while ago. Nothing was sent; the contact went "
                  "back to the campaign and comes again later.");
    case ProblemType::HouseholdTexted:
        return tr(
            "Somebody in the same household had a text a short while ago. Nothing was sent; the contact went back "
            "to the campaign and comes again later.");
    case ProblemType::AlreadyTexted:
        return tr("Somebody else sent this person a first message meanwhile. Yours was not sent.");
    case ProblemType::Unsupported:
        return tr("This campaign's server has no way to do that. Nothing was done.");
    case ProblemType::PasswordWrong:
        return tr("The e-mail address or the password is wrong. Type them again.");
    case ProblemType::AccountExists:
        return tr("There is an account with this e-mail address already. Sign in with its password.");
    case ProblemType::InvitationInvalid:
        return tr("This link does not invite anybody any more. Ask staff for a new one.");
    case ProblemType::AttemptVoided: // Tried again by itself; nobody is to do anything.
    case ProblemType::Other:
        break;
    }
    return problem.title.isEmpty()
               ? tr("The gateway refused it without a reason that Textbank knows. Nothing was done; ask staff.")
               : tr("The gateway refused it: %1").arg(problem.title);
}

QString unknownText(const OutboxRow& row, const QString& name, Instant now)
{
    const auto* const send = std::get_if<SendPayload>(&row.command.payload);
    const bool isOver = send && now >= send->sendBefore;
    const bool undecided = !(row.problem == Problem{});
    if (!undecided && !isOver)
        return tr("The gateway is being asked. Usually that ends by itself.");
    QStringList parts;
    if (row.problem.type != ProblemType::Other && row.problem.type != ProblemType::Unsupported)
        parts.append(problem(row.problem));
    else if (undecided)
        parts.append(tr("The campaign's server cannot tell whether it left, and will not know later either."));
    if (row.problem.type == ProblemType::Other && !row.problem.title.isEmpty())
        parts.append(tr("It says: \"%1\".").arg(row.problem.title));
    if (isOver)
        parts.append(tr("The time in which it may leave ended at %1, so it does not leave any more.")
                         .arg(timeHere(send->sendBefore, now)));
    return parts.join(u' ') + u'\n' +
           tr("\"Treat as sent\": it is never sent again, and %1 can be written to. Otherwise %1 gets nothing from "
              "here "
              "until somebody knows.")
               .arg(name);
}

QString sync(const SyncStatus& status)
{
    if (status.storeError)
        return status.storeError->code == ErrorCode::DiskFull ? tr("Disk full: nothing leaves")
                                                              : tr("Disk refuses: nothing leaves");
    switch (status.state) {
    case SyncState::SignedOut:
        return tr("Signed out");
    case SyncState::Revoked:
        return tr("Signed out by staff");
    case SyncState::Offline:
        if (status.waiting == 0)
            return tr("Offline");
        return status.waiting == 1 ? tr("Offline: 1 thing waits") : tr("Offline: %1 things wait").arg(status.waiting);
    case SyncState::Checking:
        return status.unknown == 1 ? tr("Checking 1 message") : tr("Checking %1 messages").arg(status.unknown);
    case SyncState::CatchingUp:
        return tr("Catching up");
    case SyncState::Online:
        return tr("Online");
    }
    return {};
}

QString syncExplained(const SyncStatus& status, WayBack back)
{
    if (status.storeError)
        return status.storeError->code == ErrorCode::DiskFull
                   ? tr("The disk of this computer is full, so nothing can be recorded: nothing leaves, and no reply "
                        "is taken in. Free some space; it goes on by itself. Nothing is lost.")
                   : tr("The disk of this computer refuses, so nothing can be recorded: nothing leaves, and no reply "
                        "is taken in. It is tried again; if it stays so, tell staff. Nothing is lost.");
    switch (status.state) {
    case SyncState::SignedOut:
        if (back == WayBack::Password)
            return tr(
                "The gateway does not accept this sign-in any more, so nothing goes up or comes down. What you did "
                "is kept here, and goes on when you sign in again.");
        return tr(
            "The gateway does not accept this sign-in any more, so nothing goes up or comes down. What you did is "
            "kept here. Ask staff about it, then try again or finish your shift.");
    case SyncState::Revoked:
        return tr("Staff ended the session of this device. Nothing more is sent from here. Ask them about it, then "
                  "finish your shift; to go on later you need a new code.");
    case SyncState::Offline:
        return tr("The gateway cannot be reached. You can go on working: what you approve waits here and leaves when "
                  "the network is back, "
                  "inside each contact's texting hours.");
    case SyncState::Checking:
        return tr("The connection broke at a moment when a text may have left. The gateway is being asked; nothing is "
                  "sent twice.");
    case SyncState::CatchingUp:
        return tr("What you did is on its way up, and what is new is coming down.");
    case SyncState::Online:
        return tr("Everything you did is with the gateway, and replies arrive as they come.");
    }
    return {};
}

QString syncIcon(SyncState state)
{
    switch (state) {
    case SyncState::SignedOut:
    case SyncState::Revoked:
        return u"lock"_s;
    case SyncState::Offline:
        return u"offline"_s;
    case SyncState::Checking:
        return u"checking"_s;
    case SyncState::CatchingUp:
        return u"sync"_s;
    case SyncState::Online:
        return u"online"_s;
    }
    return {};
}

QString transport(const TransportError& error)
{
    switch (error.fault) {
    case Fault::BadAddress:
        return tr("This is not an address that can be reached. Check it, or ask staff for the join link.");
    case Fault::Offline:
        return tr("This computer has no network. Connect to Wi-Fi and try again.");
    case Fault::HostNotFound:
        return tr("There is no computer with this name on the network. Check the address and the Wi-Fi.");
    case Fault::ConnectionRefused:
        return tr("Nothing answers at this address. Perhaps the gateway is not started yet; ask staff.");
    case Fault::TlsFailed:
        return tr("A safe connection could not be made. Perhaps the Wi-Fi wants a sign-in page first; open a web "
                  "browser to see.");
    case Fault::CertificateChanged:
        return tr("The gateway shows another certificate than the one you joined with, so nothing was sent to it. What "
                  "you did is kept on this computer. Ask staff: if they changed it, they have a new join link; if not, "
                  "leave this network.");
    case Fault::CertificateExpired:
        return tr("The gateway's certificate is out of date, so nothing was sent to it. What you did is kept on this "
                  "computer. Check its date and time; if they are right, tell staff.");
    case Fault::CertificateNotTrusted:
        return tr("The gateway's certificate is not the one it should be, so nothing was sent to it. Use the join link "
                  "from staff; do not go "
                  "on if it happens again.");
    case Fault::TimedOut:
        return tr("The gateway did not answer in time. It is tried again by itself.");
    case Fault::ConnectionClosed:
        return tr("The connection broke. It is tried again by itself.");
    case Fault::NotAGateway:
        return tr("Something answers at this address, but it is not a Textbank gateway. Check the address.");
    case Fault::VersionMismatch:
        return tr("This gateway speaks another version. Update Textbank, or ask staff to update the gateway.");
    case Fault::BadAnswer:
        return tr(
            "The gateway's answer was damaged or incomplete, so nothing of it was used. It is asked again by itself.");
    case Fault::TooLarge:
        return tr("The gateway's answer was far too large, so it was not read. Tell staff.");
    case Fault::Problem:
        return error.problem ? problem(*error.problem) : tr("The gateway refused it.");
    case Fault::Http:
        return error.httpStatus >= 500
                   ? tr("The gateway has trouble of its own (status %1). It is tried again by itself.")
                         .arg(error.httpStatus)
                   : tr("The gateway gave an answer that Textbank does not know (status %1).").arg(error.httpStatus);
    case Fault::Cancelled:
        return tr("It was stopped before it was done.");
    }
    return {};
}

QString unsent(const OutboxCounts& counts)
{
    QStringList parts;
    if (counts.optOutsOpen > 0)
        parts.append(counts.optOutsOpen == 1 ? tr("1 opt-out") : tr("%1 opt-outs").arg(counts.optOutsOpen));
    if (counts.sendsOpen > 0)
        parts.append(counts.sendsOpen == 1 ? tr("1 text") : tr("%1 texts").arg(counts.sendsOpen));
    const int rest = counts.open() - counts.optOutsOpen - counts.sendsOpen;
    if (rest > 0)
        parts.append(rest == 1 ? tr("1 answer, tag or note") : tr("%1 answers, tags or notes").arg(rest));
    return parts.isEmpty() ? QString() : tr("Not with the gateway yet: %1.").arg(parts.join(u", "_s));
}

QString endedWithUnsent(SyncState state, const OutboxCounts& counts)
{
    const QString why = state == SyncState::Revoked
                            ? tr("Staff ended the session of this device, so nothing more goes up from here.")
                            : tr("The gateway does not accept this sign-in any more, so nothing more goes up.");
    const QString then = tr("Tell staff before you finish without it: finishing deletes it here, and nobody can bring "
                            "it back.");
    return why + u' ' + unsent(counts) + u' ' + then;
}

} // namespace textbank::words
