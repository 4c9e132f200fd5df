#include "app/gateway/GatewayProgram.h"

#include "app/gateway/Console.h"
#include "app/gateway/GatewayTls.h"
#include "app/gateway/GatewayWords.h"
#include "app/gateway/OptOutVerbs.h"
#include "app/gateway/RecordExport.h"
#include "app/gateway/RehearsalRun.h"
#include "app/gateway/Shutdown.h"
#include "core/base/FolderLock.h"
#include "core/base/Log.h"
#include "core/gateway/Wire.h"
#include "core/host/CampaignTable.h"
#include "core/host/CarrierTimer.h"
#include "core/host/carrier/CarrierLedger.h"
#include "core/host/carrier/NoCarrier.h"
#include "core/host/http/HttpFace.h"
#include "core/session/JoinLink.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// The exit status of whoever said something: nobody takes a page that was cut short for the whole of it.
int unlessCutShort()
{
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return 0;
    }
    complain(u"Standard output cannot be written: what it says is cut short."_s);
    return 1;
}

} // namespace

int GatewayProgram::run()
{
    using Action = GatewayArguments::Action;
    if (m_arguments.action == Action::Help || m_arguments.action == Action::Version) {
        say(m_arguments.action == Action::Help ? gatewayHelp()
                                               : u"textbank-gateway "_s + QCoreApplication::applicationVersion());
        return unlessCutShort();
    }
    auto folder = GatewayFolder::prepare(m_arguments.dataFolder);
    if (!folder) {
        complain(folder.error().detail);
        return 1;
    }
    m_folder = *folder;
    Result<void> done;
    switch (m_arguments.action) {
    case Action::Serve:
        done = serve();
        break;
    case Action::ImportCampaign:
        done = beside(&GatewayProgram::importCampaign);
        break;
    case Action::ImportContacts:
        done = beside(&GatewayProgram::importContacts);
        break;
    case Action::JoinCode:
        done = beside(&GatewayProgram::makeJoinCode);
        break;
    case Action::Export:
        done = beside(&GatewayProgram::exportRecord);
        break;
    case Action::Record:
        done = beside(&GatewayProgram::printRecord);
        break;
    case Action::Sessions:
        done = beside(&GatewayProgram::listSessions);
        break;
    case Action::EndSession:
        done = beside(&GatewayProgram::endSession);
        break;
    case Action::EndCode:
        done = beside(&GatewayProgram::endCode);
        break;
    case Action::OptOut:
    case Action::ReverseOptOut:
    case Action::ImportOptOuts:
    case Action::OptOuts:
        done = beside(&GatewayProgram::aboutOptOuts);
        break;
    case Action::RehearseStop:
        done = rehearseStop();
        break;
    case Action::Help:
    case Action::Version:
        break;
    }
    if (!done) {
        complain(done.error().detail);
        return 1;
    }
    return m_arguments.action == Action::Serve ? 0 : unlessCutShort();
}

Result<void> GatewayProgram::serve()
{
    HttpFace::Options face;
    face.address = m_arguments.listenAddress;
    face.port = m_arguments.listenPort;
    GatewayFolder::Address address;
    FolderLock alone(m_folder->serveLock());
    switch (alone.take()) {
    case FolderLock::Outcome::Held:
        break;
    case FolderLock::Outcome::Taken:
        return fail(ErrorCode::Locked, u"Another textbank-gateway serves this folder already."_s);
    case FolderLock::Outcome::CannotWrite:
        return fail(ErrorCode::Io, u"The gateway's folder cannot be written to."_s);
    }
    const auto tls = GatewayTls::choose(m_arguments, *m_folder, m_clock);
    if (!tls) {
        return Unexpected{tls.error()};
    }
    face.certificatePem = tls->certificatePem;
    face.keyPem = tls->keyPem;
    address.pin = tls->pin;
    startLog(m_folder->logs());

    SimulatedVoters::Options people;
    people.seed = m_arguments.seed;
    people.speed = m_arguments.speed;
    auto carrier = carrierOf(people);
    if (!carrier) {
        return told(carrier.error(), u"The gateway cannot start"_s);
    }
    Host::Options options;
    options.databasePath = m_folder->database();
    auto host = Host::open(options, **carrier, m_clock, m_random);
    if (!host) {
        return told(host.error(), u"The gateway cannot start"_s);
    }
    auto http = HttpFace::listen(**host, face);
    if (!http) {
        return told(http.error(),
                    u"The gateway cannot listen on %1:%2"_s.arg(face.address).arg(m_arguments.listenPort));
    }
    address.url = m_arguments.url.isEmpty() ? reachableAddress((*http)->url()) : QUrl(m_arguments.url);
    if (const auto written = m_folder->writeAddress(address); !written) {
        return written;
    }
    CarrierTimer timer(**host, m_clock);
    Shutdown shutdown;
    QObject::connect(&shutdown, &Shutdown::requested, QCoreApplication::instance(), &QCoreApplication::quit);
    say(u"listening: "_s + (*http)->url().toString());
    say(u"volunteers: "_s + address.url.toString());
    if (!address.pin.isEmpty()) {
        say(u"fingerprint: "_s + QString::fromLatin1(address.pin.toHex()));
    }
    say(u"carrier: simulated (no text leaves this computer)"_s);
    logInfo("gateway", u"serving"_s);
    QCoreApplication::exec();

    // In order: no new requests, no new events, then the database.
    timer.stop();
    http->reset();
    host->reset();
    say(u"ended: in order"_s);
    stopLog();
    return {};
}

Result<std::unique_ptr<Carrier>> GatewayProgram::carrierOf(const SimulatedVoters::Options& people)
{
    if (m_arguments.carrierLedger.isEmpty()) {
        return std::unique_ptr<Carrier>(std::make_unique<SimulatedVoters>(people, m_clock));
    }
    auto ledger = CarrierLedger::open(m_arguments.carrierLedger, people, m_clock);
    if (!ledger) {
        return Unexpected{ledger.error()};
    }
    return std::unique_ptr<Carrier>(std::move(*ledger));
}

Result<void> GatewayProgram::beside(Result<void> (GatewayProgram::*action)(Host&))
{
    NoCarrier carrier;
    Host::Options options;
    options.databasePath = m_folder->database();
    options.handsTextsOver = false;
    auto host = Host::open(options, carrier, m_clock, m_random);
    if (!host) {
        return told(host.error(), u"The gateway's database cannot be opened"_s);
    }
    return (this->*action)(**host);
}

Result<void> GatewayProgram::importCampaign(Host& host)
{
    const auto json = contentsOf(m_arguments.file);
    if (!json) {
        return Unexpected{json.error()};
    }
    const auto before = host.organisations();
    const auto campaign = before ? host.importCampaign(*json) : Result<CampaignId>(Unexpected{before.error()});
    if (!campaign) {
        return told(campaign.error(), u"The campaign was not imported"_s);
    }
    say(u"campaign: "_s + campaign->value);
    if (const auto organisation = host.organisationOf(*campaign)) {
        const auto isKnown = std::any_of(before->cbegin(), before->cend(),
                                         [&](const Organisation& one) { return one.id == organisation->id; });
        say(u"organisation: %1 (%2)"_s.arg(printable(organisation->name),
                                           isKnown ? u"known; its opt-outs count"_s
                                                   : u"new; opt-outs of other organisations do not count in it"_s));
    }
    const auto policy = QJsonDocument::fromJson(*json).object().value("policy"_L1).toObject();
    for (const auto& name : wire::unknownMembers(policy)) {
        complain(u"warning: \"policy\" has a member \"%1\" that means nothing here; is it misspelt?"_s.arg(name));
    }
    if (const auto document = readCampaignDocument(*json, campaign->value)) {
        if (document->practice) {
            complain(
                u"warning: this campaign is practice: the law's hours do not hold in it. Import made-up people only."_s);
        }
        for (const auto& found : checkScript(*document)) {
            complain(u"warning: "_s + sentenceFor(found));
        }
    }
    return {};
}

Result<void> GatewayProgram::importContacts(Host& host)
{
    QFile file(m_arguments.file);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, u"The file %1 cannot be read: %2."_s.arg(m_arguments.file, file.errorString()));
    }
    const auto report = host.importContacts(CampaignId{m_arguments.campaign}, file);
    if (!report) {
        return told(report.error(), u"No contact was imported"_s);
    }
    say(u"imported: %1"_s.arg(report->imported));
    say(u"duplicates: %1"_s.arg(report->duplicates));
    say(u"mended: %1"_s.arg(report->mended));
    say(u"opted-out: %1"_s.arg(report->suppressed));
    say(u"refused: %1"_s.arg(report->refused.size()));
    say(u"warnings: %1"_s.arg(report->warned));
    for (const auto& [line, reason] : report->refused) {
        complain(u"Line %1 was left out: %2."_s.arg(line).arg(whyRefused(reason)));
    }
    for (const auto& [line, reason] : report->warnings) {
        complain(u"Line %1 was taken, but %2."_s.arg(line).arg(whyRefused(reason)));
    }
    if (report->warned > report->warnings.size()) {
        complain(u"%1 more lines were taken that have such a fault."_s.arg(report->warned - report->warnings.size()));
    }
    return {};
}

Result<void> GatewayProgram::makeJoinCode(Host& host)
{
    Host::JoinCodeOptions options;
    options.role = m_arguments.staff ? Role::Staff : Role::Volunteer;
    options.uses = m_arguments.uses;
    options.validFor = std::chrono::hours(24 * m_arguments.validDays);
    const auto code = host.makeJoinCode(CampaignId{m_arguments.campaign}, options);
    if (!code) {
        return told(code.error(), u"No join code was made"_s);
    }
    const auto served = m_folder->readAddress().value_or(GatewayFolder::Address{QUrl(u"http://127.0.0.1:8443"_s), {}});
    JoinLink link;
    link.gateway = m_arguments.url.isEmpty() ? served.url : QUrl(m_arguments.url);
    link.code = *code;
    link.pin = served.pin;
    say(u"code: "_s + *code);
    say(u"link: "_s + toText(link));
    say(u"role: "_s + (m_arguments.staff ? u"staff"_s : u"volunteer"_s));
    say(u"uses: %1"_s.arg(m_arguments.uses));
    say(u"expires: "_s + toRfc3339(m_clock.now() + options.validFor));
    return {};
}

Result<void> GatewayProgram::listSessions(Host& host)
{
    const auto sessions = host.sessions();
    if (!sessions) {
        return told(sessions.error(), u"The sessions cannot be read"_s);
    }
    for (const auto& one : *sessions) {
        const auto state = one.endingUntil ? u"ending until "_s + toRfc3339(*one.endingUntil) : u"live"_s;
        say(QStringList{one.volunteer.value, one.device.value, one.role == Role::Staff ? u"staff"_s : u"volunteer"_s,
                        state, u"%1 contacts"_s.arg(one.contacts), u"seen "_s + toRfc3339(one.lastSeen),
                        printable(one.displayName), printable(one.deviceName), printable(one.organisation)}
                .join(u'\t'));
    }
    complain(u"%1 sessions."_s.arg(sessions->size()));
    return {};
}

Result<void> GatewayProgram::endSession(Host& host)
{
    const auto ended = host.endSessions(m_arguments.session, m_arguments.reason);
    if (!ended) {
        return ended.error().code == ErrorCode::NotFound
                   ? fail(ErrorCode::NotFound, u"No volunteer and no device has this id; \"sessions\" lists them."_s)
                   : told(ended.error(), u"The session was not ended"_s);
    }
    say(u"ended: %1"_s.arg(*ended));
    return {};
}

Result<void> GatewayProgram::endCode(Host& host)
{
    const auto ended = host.endJoinCode(m_arguments.code);
    if (!ended) {
        return ended.error().code == ErrorCode::NotFound
                   ? fail(ErrorCode::NotFound, u"No join code of this gateway reads like this."_s)
                   : told(ended.error(), u"The code was not ended"_s);
    }
    say(u"ended: 1"_s);
    return {};
}

Result<void> GatewayProgram::rehearseStop()
{
    const auto phone =
        m_arguments.phone.isEmpty() ? Result<PhoneNumber>(PhoneNumber()) : PhoneNumber::parse(m_arguments.phone);
    if (!phone) {
        return fail(ErrorCode::Invalid, u"--phone: %1."_s.arg(whyRefused(u"phone: "_s + phone.error().detail)));
    }
    // Whoever holds this serves. Held here, the rehearsal is this process's own, and no other begins meanwhile.
    FolderLock alone(m_folder->serveLock());
    const auto isServed = alone.take() == FolderLock::Outcome::Taken;
    SimulatedVoters::Options people;
    people.seed = m_arguments.seed;
    people.speed = m_arguments.speed;
    std::unique_ptr<Carrier> carrier;
    if (!isServed) {
        auto own = carrierOf(people);
        if (!own) {
            return told(own.error(), u"The rehearsal cannot begin"_s);
        }
        carrier = std::move(*own);
    } else {
        carrier = std::make_unique<NoCarrier>();
    }
    Host::Options options;
    options.databasePath = m_folder->database();
    options.handsTextsOver = !isServed;
    options.rehearsesOnly = true;
    auto host = Host::open(options, *carrier, m_clock, m_random);
    if (!host) {
        return told(host.error(), u"The gateway's database cannot be opened"_s);
    }
    RehearsalRun run(**host, isServed ? RehearsalRun::By::ServingProcess : RehearsalRun::By::ThisProcess);
    const auto rehearsal = run.wait({makeUuidV7(m_clock.now(), m_random), CampaignId{m_arguments.campaign}, *phone,
                                     Seconds{m_arguments.waitSeconds}});
    if (!rehearsal) {
        return rehearsal.error().code == ErrorCode::Invalid
                   ? fail(ErrorCode::Invalid, whyNotRehearsed(rehearsal.error().detail))
                   : told(rehearsal.error(), u"There was no rehearsal"_s);
    }
    for (const auto& line : linesOf(*rehearsal)) {
        say(printable(line));
    }
    return rehearsal->passed ? Result<void>() : fail(ErrorCode::Conflict, whyNotRehearsed(rehearsal->reason));
}

Result<void> GatewayProgram::exportRecord(Host& host) { return RecordExport(m_arguments, host).run(); }

Result<void> GatewayProgram::aboutOptOuts(Host& host) { return OptOutVerbs(m_arguments, host).run(); }

Result<void> GatewayProgram::printRecord(Host& host)
{
    const auto record = host.record();
    if (record.isEmpty()) {
        return fail(ErrorCode::Io, u"The record cannot be read."_s);
    }
    say(QString::fromUtf8(QJsonDocument(record).toJson(QJsonDocument::Compact)));
    return {};
}

} // namespace textbank
