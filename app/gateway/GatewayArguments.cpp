#include "app/gateway/GatewayArguments.h"

#include <QHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

using Action = GatewayArguments::Action;

struct Verb
{
    const char* name;
    Action action;
    int operands;
    const char* operandNames;
    QStringList options;
};

const QList<Verb>& verbs()
{
    static const QList<Verb> all{
        {"serve",
         Action::Serve,
         0,
         "",
         {u"--listen"_s, u"--certificate"_s, u"--key"_s, u"--tls-self-signed"_s, u"--url"_s, u"--carrier"_s,
          u"--seed"_s, u"--speed"_s, u"--carrier-ledger"_s}},
        {"import-campaign", Action::ImportCampaign, 1, "a campaign file", {}},
        {"import-contacts", Action::ImportContacts, 2, "a campaign's id and a CSV file", {}},
        {"join-code",
         Action::JoinCode,
         1,
         "a campaign's id",
         {u"--role"_s, u"--size"_s, u"--valid-days"_s, u"--url"_s}},
        {"opt-out", Action::OptOut, 2, "an organisation and a telephone number", {u"--reason"_s}},
        {"reverse-opt-out", Action::ReverseOptOut, 2, "an organisation and a telephone number", {u"--reason"_s}},
        {"import-optouts", Action::ImportOptOuts, 2, "an organisation and a CSV file", {}},
        {"opt-outs", Action::OptOuts, 2, "an organisation and a telephone number", {}},
        {"export",
         Action::Export,
         1,
         "messages, optouts, optout-history, answers or audit",
         {u"--out"_s, u"--format"_s}},
        {"record", Action::Record, 0, "", {}},
        {"sessions", Action::Sessions, 0, "", {}},
        {"end-code", Action::EndCode, 1, "a join code", {}},
        {"rehearse-stop",
         Action::RehearseStop,
         1,
         "a campaign's id",
         {u"--phone"_s, u"--wait"_s, u"--seed"_s, u"--speed"_s, u"--carrier-ledger"_s}},
        {"end-session", Action::EndSession, 1, "the id of a volunteer or of a device", {u"--reason"_s}},
    };
    return all;
}

Unexpected<Error> wrong(const QString& sentence) { return fail(ErrorCode::Invalid, sentence); }

Result<void> readListen(const QString& value, GatewayArguments& arguments)
{
    const auto colon = value.lastIndexOf(u':');
    auto isNumber = false;
    const auto port = value.mid(colon + 1).toUInt(&isNumber);
    auto address = value.left(colon);
    if (address.startsWith(u'[') && address.endsWith(u']')) {
        address = address.mid(1, address.size() - 2);
    }
    if (colon < 1 || !isNumber || port > 65535 || address.isEmpty()) {
        return wrong(u"--listen needs an address and a port, for example 127.0.0.1:8443."_s);
    }
    arguments.listenAddress = address;
    arguments.listenPort = static_cast<quint16>(port);
    return {};
}

Result<void> readNumber(const QString& name, const QString& value, int least, int most, int& number)
{
    auto isNumber = false;
    number = value.toInt(&isNumber);
    if (!isNumber || number < least || number > most) {
        return wrong(u"%1 needs a whole number from %2 to %3."_s.arg(name).arg(least).arg(most));
    }
    return {};
}

Result<void> readOption(const QString& name, const QString& value, GatewayArguments& arguments)
{
    static const QHash<QString, QString GatewayArguments::*> texts{
        {u"--data"_s, &GatewayArguments::dataFolder},
        {u"--certificate"_s, &GatewayArguments::certificate},
        {u"--key"_s, &GatewayArguments::key},
        {u"--url"_s, &GatewayArguments::url},
        {u"--carrier-ledger"_s, &GatewayArguments::carrierLedger},
        {u"--out"_s, &GatewayArguments::out},
        {u"--phone"_s, &GatewayArguments::phone},
        {u"--reason"_s, &GatewayArguments::reason}};
    if (const auto text = texts.constFind(name); text != texts.cend()) {
        arguments.** text = value;
        return {};
    }
    if (name == "--listen"_L1) {
        return readListen(value, arguments);
    }
    if (name == "--carrier"_L1) {
        return value == "simulated"_L1
                   ? Result<void>()
                   : wrong(u"--carrier can only be \"simulated\": this version has no way to real telephones."_s);
    }
    if (name == "--format"_L1) {
        arguments.lines = value == "jsonl"_L1;
        return arguments.lines || value == "csv"_L1 ? Result<void>() : wrong(u"--format is \"csv\" or \"jsonl\"."_s);
    }
    if (name == "--role"_L1) {
        arguments.staff = value == "staff"_L1;
        return arguments.staff || value == "volunteer"_L1 ? Result<void>()
                                                          : wrong(u"--role is \"volunteer\" or \"staff\"."_s);
    }
    if (name == "--size"_L1) {
        return readNumber(name, value, 1, 100'000, arguments.uses);
    }
    if (name == "--wait"_L1) {
        return readNumber(name, value, 1, 600, arguments.waitSeconds);
    }
    if (name == "--valid-days"_L1) {
        return readNumber(name, value, 1, 365, arguments.validDays);
    }
    auto isNumber = false;
    if (name == "--seed"_L1) {
        arguments.seed = value.toULongLong(&isNumber);
        return isNumber ? Result<void>() : wrong(u"--seed needs a whole number."_s);
    }
    arguments.speed = value.toDouble(&isNumber);
    return isNumber && arguments.speed >= 0 && arguments.speed <= 100'000
               ? Result<void>()
               : wrong(u"--speed needs a number from 0 (everything at once) to 100000; 1 is real time."_s);
}

/// "--data DIR serve" is understood as "serve --data DIR".
QStringList verbFirst(QStringList arguments)
{
    const auto taken = !arguments.isEmpty() && arguments.front() == "--data"_L1             ? 2
                       : !arguments.isEmpty() && arguments.front().startsWith("--data="_L1) ? 1
                                                                                            : 0;
    for (auto left = std::min<qsizetype>(taken, arguments.size() - 1); left > 0; --left) {
        arguments.append(arguments.takeFirst());
    }
    return arguments;
}

} // namespace

Result<GatewayArguments> parseGatewayArguments(const QStringList& given)
{
    GatewayArguments read;
    const auto arguments = verbFirst(given);
    if (arguments.isEmpty() || arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s)) {
        return read;
    }
    if (arguments.contains(u"--version"_s)) {
        read.action = Action::Version;
        return read;
    }
    const auto verb = std::find_if(verbs().cbegin(), verbs().cend(),
                                   [&](const Verb& v) { return arguments.front() == QLatin1String(v.name); });
    if (verb == verbs().cend()) {
        return wrong(u"\"%1\" is not something this program does; --help lists what it does."_s.arg(arguments.front()));
    }
    read.action = verb->action;
    QStringList operands;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const auto& argument = arguments.at(i);
        if (!argument.startsWith("--"_L1)) {
            operands.append(argument);
            continue;
        }
        const auto equals = argument.indexOf(u'=');
        const auto name = argument.left(equals < 0 ? argument.size() : equals);
        if (name != "--data"_L1 && !verb->options.contains(name)) {
            return wrong(u"%1 does not know the option %2; --help lists them."_s.arg(arguments.front(), name));
        }
        if (name == "--tls-self-signed"_L1) {
            if (equals >= 0) {
                return wrong(u"--tls-self-signed takes no value."_s);
            }
            read.ownCertificate = true;
            continue;
        }
        if (equals < 0 && i + 1 >= arguments.size()) {
            return wrong(u"%1 needs a value."_s.arg(name));
        }
        const auto value = equals < 0 ? arguments.at(++i) : argument.mid(equals + 1);
        if (const auto option = readOption(name, value, read); !option) {
            return Unexpected{option.error()};
        }
    }
    if (operands.size() != verb->operands) {
        return wrong(verb->operands == 0
                         ? u"%1 takes options only; \"%2\" is not one."_s.arg(arguments.front(), operands.first())
                         : u"%1 needs %2."_s.arg(arguments.front(), QString::fromLatin1(verb->operandNames)));
    }
    switch (verb->action) {
    case Action::ImportCampaign:
        read.file = operands.at(0);
        break;
    case Action::ImportContacts:
        read.campaign = operands.at(0);
        read.file = operands.at(1);
        break;
    case Action::OptOut:
    case Action::ReverseOptOut:
    case Action::OptOuts:
        read.organisation = operands.at(0);
        read.number = operands.at(1);
        break;
    case Action::ImportOptOuts:
        read.organisation = operands.at(0);
        read.file = operands.at(1);
        break;
    case Action::JoinCode:
    case Action::RehearseStop:
        read.campaign = operands.at(0);
        break;
    case Action::Export:
        read.what = operands.at(0);
        break;
    case Action::EndSession:
        read.session = operands.at(0);
        break;
    case Action::EndCode:
        read.code = operands.at(0);
        break;
    default:
        break;
    }
    if (read.ownCertificate && !(read.certificate.isEmpty() && read.key.isEmpty())) {
        return wrong(u"Give either --tls-self-signed or --certificate and --key."_s);
    }
    if (read.action == Action::ReverseOptOut && read.reason.trimmed().isEmpty()) {
        return wrong(u"reverse-opt-out needs --reason: why texts are wanted again stands in the record."_s);
    }
    if (read.certificate.isEmpty() != read.key.isEmpty()) {
        return wrong(u"--certificate and --key go together."_s);
    }
    return read;
}

QString gatewayHelp()
{
    return uR"(textbank-gateway: the server side of Textbank

textbank-gateway serve [--listen 127.0.0.1:8443] [--tls-self-signed | --certificate FILE --key FILE] [--url URL]
                       [--carrier simulated] [--seed N] [--speed N] [--carrier-ledger FILE]
    Serves the campaigns. Beyond this computer only over TLS: --tls-self-signed makes a key and a certificate of the
    gateway's own, once, and join links then carry its fingerprint; --certificate and --key are for one that an authority
    signed. The simulated carrier texts nobody: made-up people answer, N times as fast as in life (0: at
    once), the same for the same seed. For rehearsals of a gateway that dies, --carrier-ledger has that carrier keep a
    record of its own: what it took and what people wrote, which it hands in again until the gateway has stored it.
textbank-gateway import-campaign FILE
    Adds a campaign (JSON), or replaces the one with the same id. Prints its id.
textbank-gateway import-contacts CAMPAIGN FILE.csv
    Adds a list's people: a header line, then a line for each. Numbers that the campaign has, and numbers that asked this
    organisation to stop, are not added.
textbank-gateway join-code CAMPAIGN [--role volunteer|staff] [--size 100] [--valid-days 7] [--url URL]
    Makes a code with which --size people can join. Shown once: only its digest is kept.
textbank-gateway end-code CODE
    The code admits nobody any more. Who joined with it stays signed in.
textbank-gateway sessions
    Lists who is signed in, a line each: volunteer, device, role, state, contacts held, last seen, name, computer.
textbank-gateway end-session VOLUNTEER|DEVICE [--reason TEXT]
    Ends the sessions of a volunteer or of a device: nothing can be sent from there any more, contacts never texted go
    back, and the device is told to forget what it holds. What it recorded it may still bring up for a day.
textbank-gateway opt-out ORGANISATION NUMBER [--reason TEXT]
    Nobody of this organisation texts the number any more, in whatever list it is or comes to be: texts that wait are
    stopped and every laptop is told. No confirming text is sent. ORGANISATION is a name or an id.
textbank-gateway reverse-opt-out ORGANISATION NUMBER --reason TEXT
    The number may be texted again. What is asked for after this counts as ever.
textbank-gateway import-optouts ORGANISATION FILE.csv
    Opts out everybody in a suppression list: a header line with a column of telephone numbers, one of reasons and one of
    dates if there are, or numbers alone without a header. A line that cannot be read is named and left out, the others
    are taken together or not at all.
textbank-gateway opt-outs ORGANISATION NUMBER
    Lists what became of a number, a line each, oldest first: recorded when, opted-out or lifted, how (reply, volunteer,
    staff, import, gateway), by whom (contact, operator, a volunteer's id), asked for when, in which words.
textbank-gateway rehearse-stop CAMPAIGN [--phone NUMBER] [--wait 60]
    The check to make before every large send: texts a test phone, takes its STOP in, and follows it to every connected
    client, which must have it within --wait seconds; then no text may go there. The simulated carrier has test phones that
    answer by themselves; on a real one somebody answers with --phone in hand, also within --wait seconds. The number must
    be nobody's of any list, and may be texted again afterwards. The serving process does it where there is one. Exit
    status 0 when it passed, 1 when not, and why.
textbank-gateway export messages|optouts|optout-history|answers|audit [--out FILE] [--format csv|jsonl]
    Writes the record as CSV, or as JSON Lines, an object for each. optouts is the list as it stands, optout-history
    every entry there ever was. How many records, and the SHA-256 of the whole, is said on standard error, and FILE gets
    a neighbour FILE.sha256 (sha256sum -c reads it). In JSON Lines the last line says so too: {"count": N, "sha256": of
    all before that line}. In CSV a text that a spreadsheet would run has an apostrophe in front. The audit's lines are
    chained instead: textbank-tool audit verify FILE says whether they fit together. Nobody signs them: keep another copy.
textbank-gateway record
    Prints the record's totals as JSON.

Each takes --data DIR, where the database lies (default: this user's folder for the program's data), and all but "serve"
work while another process serves. --version prints the version.

Exit status: 0 done, 1 it could not be done, 2 not understood.)"_s;
}

} // namespace textbank
