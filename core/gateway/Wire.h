#pragma once

#include "core/base/Result.h"
#include "core/gateway/Gateway.h"

#include <QByteArray>
#include <QJsonObject>

namespace textbank::wire {

// JSON <-> model, for both sides of the contract; the only code that knows member names. Readers check every required
// member of the whole document before returning anything, ignore members they do not know, and name the path of what
// is wrong in Error::detail ("contacts[3].phone: required, missing"). Never a value.

/// The largest answer body the client takes: 32 MiB. The largest request body a gateway takes: 1 MiB.
inline constexpr qint64 kMaxAnswerBytes = 32LL * 1024 * 1024;
inline constexpr qint64 kMaxRequestBytes = 1LL * 1024 * 1024;

Result<QJsonObject> parseObject(const QByteArray& body);
QByteArray compact(const QJsonObject& object);

QJsonObject write(const GatewayInfo& info);
Result<GatewayInfo> readGatewayInfo(const QJsonObject& json);
QJsonObject write(const JoinRequest& request);
Result<JoinRequest> readJoinRequest(const QJsonObject& json);
QJsonObject write(const Joined& joined);
Result<Joined> readJoined(const QJsonObject& json);
QJsonObject write(const Me& me);
Result<Me> readMe(const QJsonObject& json);
QJsonObject write(const Campaign& campaign);
Result<Campaign> readCampaign(const QJsonObject& json);
/// The "policy" of a campaign by itself, as staff try it out.
Result<Policy> readPolicy(const QJsonObject& json);
/// Members of a policy that this version passes over: what staff misspelt.
QStringList unknownMembers(const QJsonObject& policy);
/// The first name among a policy's "checks" that is none of ours, or empty: clients pass it over, as it may be a later
/// gateway's; where a person wrote it, it is a mistake.
QString unknownCheck(const QJsonObject& policy);
QJsonObject write(const Contact& contact);
Result<Contact> readContact(const QJsonObject& json);
QJsonObject write(const Lease& lease);
Result<Lease> readLease(const QJsonObject& json);
QJsonObject write(const LeaseRequest& request);
Result<LeaseRequest> readLeaseRequest(const QJsonObject& json);
QJsonObject write(const LeasePage& page);
Result<LeasePage> readLeasePage(const QJsonObject& json);
QJsonObject write(const Command& command);
Result<Command> readCommand(const QJsonObject& json);
/// {"commands":[...]}; 1 to 100.
QJsonObject writeCommands(const QList<Command>& commands);
Result<QList<Command>> readCommands(const QJsonObject& json);
QJsonObject write(const CommandOutcome& outcome);
Result<CommandOutcome> readOutcome(const QJsonObject& json);
/// {"results":[...]}
QJsonObject writeOutcomes(const QList<CommandOutcome>& outcomes);
Result<QList<CommandOutcome>> readOutcomes(const QJsonObject& json);
QJsonObject write(const Change& change);
Result<Change> readChange(const QJsonObject& json);
/// {"changes":[...],"cursor":"...","more":false}
QJsonObject write(const ChangesPage& page);
Result<ChangesPage> readChangesPage(const QJsonObject& json);
QJsonObject write(const Problem& problem, int httpStatus);
/// Never fails: what is not a problem document becomes ProblemType::Other.
Problem readProblem(const QJsonObject& json);

} // namespace textbank::wire
