#include "ui/join/JoinWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace textbank::joinwords {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(JoinWords)
};

QString problem(const Problem& problem)
{
    switch (problem.type) {
    case ProblemType::CodeInvalid:
    case ProblemType::NotFound:
        return Tr::tr("The gateway does not know this code. Check it letter by letter, or ask for a new one.");
    case ProblemType::CodeUsedUp:
        return Tr::tr("This code was used as often as it may be. Ask your campaign for a new one.");
    case ProblemType::CodeExpired:
        return Tr::tr("This code is past its date. Ask your campaign for a new one.");
    case ProblemType::PasswordWrong:
        return Tr::tr("E-mail address or password is wrong. If you forgot the password, ask staff for a link to set a "
                      "new one.");
    case ProblemType::AccountExists:
        return Tr::tr("There is an account with this address already. Choose “I have an account” and sign in with it.");
    case ProblemType::InvitationInvalid:
        return Tr::tr("This link does not invite anybody any more. Ask your campaign for a new one.");
    case ProblemType::RateLimited:
        return Tr::tr("Too many people are trying right now. Wait a minute, then try again.");
    case ProblemType::NotAssigned:
        return Tr::tr("This account belongs to no campaign yet. Ask your campaign for the link that invites you, and "
                      "paste that.");
    case ProblemType::Frozen:
        return Tr::tr("Staff have suspended this account. Ask them why; nobody else can lift it.");
    case ProblemType::Paused:
        return Tr::tr("Staff have paused this campaign. Ask them when it goes on.");
    case ProblemType::Unregistered:
        return Tr::tr("This campaign may not text yet: its registration is not complete. Ask your campaign.");
    case ProblemType::Unauthenticated:
    case ProblemType::Forbidden:
        return Tr::tr("The gateway does not let you in. Ask your campaign why.");
    default:
        break;
    }
    return Tr::tr("The gateway refused: “%1” Ask your campaign what to do.")
        .arg(problem.title.isEmpty() ? problemSlug(problem.type) : problem.title);
}

} // namespace

QString badLink(const Error& error)
{
    if (error.detail == u"plaintext"_s)
        return Tr::tr("This link leads to a gateway without encryption. Textbank does not use it: ask your campaign "
                      "for a link that "
                      "begins with https inside.");
    if (error.detail == u"gateway"_s)
        return Tr::tr("This link names no gateway. Copy it again, all of it, from its first to its last letter.");
    if (error.detail == u"code"_s)
        return Tr::tr("This link has no code in it. Copy it again, or type the code yourself.");
    if (error.detail == u"reset"_s)
        return Tr::tr(
            "This link sets a new password. Open it in your web browser; then come back and sign in with that "
            "password.");
    if (error.detail == u"kind"_s)
        return Tr::tr("This link is for a newer Textbank. Install the newest one, then open the link again.");
    if (error.detail == u"pin"_s)
        return Tr::tr("The gateway's fingerprint in this link is damaged. Copy the link again, all of it.");
    return Tr::tr("This is not a Textbank join link. It should begin with textbank://join");
}

QString badAddress(const Error& error)
{
    if (error.detail == u"plaintext"_s)
        return Tr::tr("This address is without encryption (http). Use the one that begins with https.");
    if (error.detail == u"empty"_s)
        return Tr::tr("Type the gateway's address. It is on the paper or in the message from your campaign.");
    return Tr::tr("This is not an address. It looks like texting.example.org, without spaces.");
}

QString failure(const TransportError& error)
{
    switch (error.fault) {
    case Fault::BadAddress:
        return Tr::tr("This address does not work. It looks like texting.example.org, without spaces.");
    case Fault::Offline:
        return Tr::tr("This computer is offline. Connect to the network, then try again.");
    case Fault::HostNotFound:
        return Tr::tr("There is no such address. Check its spelling, and that this computer is online.");
    case Fault::ConnectionRefused:
        return Tr::tr("Nobody answers at this address. Check it, or ask staff whether the gateway is running.");
    case Fault::TlsFailed:
        return Tr::tr(
            "No secure connection could be made. Some guest networks get in the way: open a web page to sign in to the "
            "network, then try again.");
    case Fault::CertificateChanged:
        return Tr::tr(
            "This gateway shows another certificate than the one in the join link, so nothing was sent to it. "
            "Ask staff for a new join link; if they changed nothing, somebody else may be answering on this "
            "network.");
    case Fault::CertificateExpired:
        return Tr::tr("This gateway's certificate is out of date. Check this computer's date and time; if they are "
                      "right, tell staff.");
    case Fault::CertificateNotTrusted:
        return Tr::tr("This gateway can't prove that it is the one it says it is. Don't go on: ask staff for the join "
                      "link, it carries "
                      "the gateway's fingerprint.");
    case Fault::TimedOut:
        return Tr::tr("The gateway took too long to answer. The network may be slow: try again.");
    case Fault::ConnectionClosed:
        return Tr::tr("The connection was cut before the gateway had answered. Try again.");
    case Fault::NotAGateway:
        return Tr::tr(
            "Something answers there, but it does not look like a Textbank gateway or a Spoke server. Check the "
            "address with your campaign.");
    case Fault::VersionMismatch:
        return Tr::tr(
            "This gateway and this Textbank are of different ages and don't understand each other. Install the newest "
            "Textbank, or ask staff to update the gateway.");
    case Fault::BadAnswer:
        return Tr::tr("The gateway's answer could not be read. Try again; if it stays so, tell staff.");
    case Fault::TooLarge:
        return Tr::tr("The gateway answered with far more than it should. Nothing was taken over. Tell staff.");
    case Fault::Problem:
        return error.problem ? problem(*error.problem) : Tr::tr("The gateway refused. Ask your campaign what to do.");
    case Fault::Http:
        if (error.httpStatus == 429 || error.httpStatus == 503)
            return Tr::tr("The gateway is too busy right now. Wait a minute, then try again.");
        if (error.httpStatus >= 500)
            return Tr::tr(
                       "The gateway has a problem of its own (%1). Try again in a minute; if it stays so, tell staff.")
                .arg(QLocale().toString(error.httpStatus));
        return Tr::tr("The gateway did not accept this (%1). Check what you typed.")
            .arg(QLocale().toString(error.httpStatus));
    case Fault::Cancelled:
        return Tr::tr("Stopped. Nothing was stored.");
    }
    return {};
}

QString keychain(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Locked:
        return Tr::tr("The keyring is locked. Unlock it with your computer's password, then try again.");
    case ErrorCode::Unavailable:
        return Tr::tr("The keyring does not answer. Restart Textbank; nothing is lost.");
    case ErrorCode::Cancelled:
        return Tr::tr("The keyring stayed locked. Without it Textbank can't open what is kept here. Try again and "
                      "enter its password.");
    default:
        return Tr::tr("The keyring could not be used. Restart Textbank; if it stays so, tell staff.");
    }
}

QString weakPassphrase(PassphraseWeakness weakness)
{
    switch (weakness) {
    case PassphraseWeakness::None:
        return {};
    case PassphraseWeakness::TooShort:
        return Tr::tr("This passphrase is too short: it needs at least %1 characters. Take one word more.")
            .arg(kShortestPassphrase);
    case PassphraseWeakness::TooLong:
        return Tr::tr("This passphrase is too long. Four or five words are enough.");
    case PassphraseWeakness::TooPlain:
        return Tr::tr("This passphrase repeats itself. Take words that do not belong together.");
    case PassphraseWeakness::TooCommon:
        return Tr::tr("This passphrase is among the first that somebody would try. Take words that do not belong "
                      "together.");
    }
    return {};
}

QString unlockFailure(const Error& error)
{
    switch (error.code) {
    case ErrorCode::WrongPassphrase:
        return Tr::tr("That is not the passphrase. Check capital letters and the language of your keyboard, then try "
                      "again. Nothing is lost.");
    case ErrorCode::Unavailable:
        return Tr::tr("This computer has too little free memory for that. Close other programs, then try again.");
    case ErrorCode::Corrupt:
        return Tr::tr("The file with the key to your shift is damaged, so no passphrase opens it. Ask staff: what the "
                      "gateway has is safe there.");
    case ErrorCode::NewerVersion:
        return Tr::tr("This shift was kept by a newer Textbank. Update Textbank on this computer, then start again.");
    default:
        return Tr::tr("The disk or the system refused. Try again; nothing was deleted.");
    }
}

QString badName(const QString& name)
{
    if (name.trimmed().isEmpty())
        return Tr::tr("Type your name, as your campaign knows you.");
    if (name.trimmed().size() > 60)
        return Tr::tr("This name is too long. Up to 60 characters are enough.");
    return {};
}

QString badEmail(const QString& address)
{
    const auto at = address.indexOf(u'@');
    if (address.isEmpty())
        return Tr::tr("Type your e-mail address.");
    if (at < 1 || at == address.size() - 1 || address.indexOf(u'@', at + 1) >= 0 || address.contains(u' '))
        return Tr::tr("This is not an e-mail address. It looks like robin@example.org.");
    return {};
}

QString badCell(const QString& number)
{
    if (number.isEmpty())
        return Tr::tr("Type your own mobile number, so that your campaign can reach you.");
    const auto digits = std::count_if(number.cbegin(), number.cend(), [](QChar c) { return c.isDigit(); });
    return digits < 10 ? Tr::tr("This number is too short. Type it with its area code.") : QString();
}

QString somebodyElse(const QString& volunteer)
{
    return Tr::tr("This is somebody else's account. The shift on this laptop is %1's: sign in with the account that it "
                  "was begun with.")
        .arg(volunteer);
}

QString fingerprint(const QByteArray& pin)
{
    const QString hex = QString::fromLatin1(pin.toHex()).left(32);
    QString out;
    for (qsizetype i = 0; i < hex.size(); i += 4) {
        if (i > 0)
            out += u' ';
        out += QStringView(hex).mid(i, 4);
    }
    return out;
}

} // namespace textbank::joinwords
