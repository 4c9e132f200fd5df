#include "core/host/StopRehearsal.h"

#include "core/host/ChangeLog.h"
#include "core/host/Entrance.h"
#include "core/host/HostAudit.h"
#include "core/host/OptOuts.h"
#include "core/host/SendCheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QString rehearsalText(const QString& organisation, const QString& language)
{
    if (language.startsWith("es"_L1)) {
        return u"Ensayo de %1: responda STOP a este mensaje. Es una prueba y solo llega a este teléfono."_s.arg(
            organisation);
    }
    return u"Rehearsal of %1: please answer STOP to this text. It is a test and goes to this phone only."_s.arg(
        organisation);
}

std::optional<Problem> no(const QString& reason) { return refuse(ProblemType::PolicyRefused, reason).error; }

void put(AuditFacts& facts, const QString& name, const std::optional<Instant>& at)
{
    if (at) {
        facts.insert(name, toRfc3339(*at));
    }
}

void put(AuditFacts& facts, const QString& name, const std::optional<Millis>& time)
{
    if (time) {
        facts.insert(name, QString::number(time->count()));
    }
}

} // namespace

bool StopRehearsal::isContacts(const PhoneNumber& number)
{
    return m_work.exists(u"SELECT 1 FROM contacts WHERE number = ?"_s, {number.e164()});
}

QString StopRehearsal::unfit(const QString& organisation, const PhoneNumber& number)
{
    if (isContacts(number)) {
        return u"phone: a contact's"_s;
    }
    return OptOuts(m_work).isSuppressed(organisation, number) ? u"phone: opted out"_s : QString();
}

PhoneNumber StopRehearsal::freeTestPhone(const QString& organisation)
{
    for (int i = 0; i < 100; ++i) {
        const auto number = PhoneNumber::fromE164(u"+120255501%1"_s.arg(99 - i, 2, 10, QChar(u'0')));
        if (number && unfit(organisation, *number).isEmpty() && !m_table.isOpenOn(*number)) {
            return *number;
        }
    }
    return {};
}

std::optional<Problem> StopRehearsal::ask(const Rehearsal& wanted)
{
    if (const auto known = m_table.find(wanted.id)) {
        const auto isSame = known->organisation == wanted.organisation && known->campaign == wanted.campaign;
        return isSame ? std::nullopt : std::optional(refuse(ProblemType::NotFound, u"rehearsal"_s).error);
    }
    const auto campaign = m_campaigns.load(wanted.campaign);
    if (!campaign) {
        return refuse(ProblemType::NotFound, u"campaign"_s).error;
    }
    if (campaign->registration != Registration::Registered) {
        return no(u"campaign: not registered"_s);
    }
    const auto isGoingOn =
        m_table.isOpenOf(wanted.organisation) || (!wanted.number.isEmpty() && m_table.isOpenOn(wanted.number));
    if (isGoingOn) {
        return no(u"running"_s);
    }
    if (const auto why = wanted.number.isEmpty() ? QString() : unfit(wanted.organisation, wanted.number);
        !why.isEmpty()) {
        return no(why);
    }
    m_table.insert(wanted);
    HostAudit(m_work).note(
        wanted.organisation, u"rehearsal.asked"_s,
        {{u"rehearsal"_s, wanted.id}, {u"campaign"_s, wanted.campaign.value}, {u"by"_s, wanted.askedBy}});
    return std::nullopt;
}

void StopRehearsal::withdraw(const QString& id)
{
    auto rehearsal = m_table.find(id);
    if (rehearsal && rehearsal->stage() == Rehearsal::Stage::Asked) {
        end(*rehearsal, u"not-served"_s);
    }
}

void StopRehearsal::step(const QString& id)
{
    auto rehearsal = m_table.find(id);
    if (!rehearsal || rehearsal->endedAt) {
        return;
    }
    if (!rehearsal->begunAt) {
        begin(*rehearsal);
        return;
    }
    if (!rehearsal->stopAt) {
        const auto failure = m_table.failureOf(id);
        if (!failure.isEmpty() || m_work.now() >= *rehearsal->begunAt + rehearsal->wait) {
            end(*rehearsal, !rehearsal->textAt  ? u"not-sent"_s
                            : failure.isEmpty() ? u"no-answer"_s
                                                : u"undelivered: "_s + failure);
        }
        return;
    }
    if (!rehearsal->toldAt) {
        tell(*rehearsal);
        rehearsal = m_table.find(id);
    }
    if (rehearsal) {
        conclude(*rehearsal);
    }
}

void StopRehearsal::begin(Rehearsal rehearsal)
{
    const auto campaign = m_campaigns.load(rehearsal.campaign);
    if (!campaign || m_work.now() > rehearsal.askedAt + kTakenUp) {
        end(rehearsal, u"not-served"_s);
        return;
    }
    if (rehearsal.number.isEmpty()) {
        rehearsal.number = m_carrier.hasTestPhones() ? freeTestPhone(rehearsal.organisation) : PhoneNumber();
    }
    const auto why = rehearsal.number.isEmpty() ? u"phone: needed"_s : unfit(rehearsal.organisation, rehearsal.number);
    if (!why.isEmpty()) {
        end(rehearsal, why);
        return;
    }
    m_table.begin(rehearsal.id, rehearsal.number);
    m_table.queueText(rehearsal, RehearsalTable::kText, rehearsalText(campaign->organisation, campaign->language),
                      campaign->language, m_work.now() + rehearsal.wait);
}

void StopRehearsal::tell(const Rehearsal& rehearsal)
{
    struct Client
    {
        VolunteerId volunteer;
        DeviceId device;
        QString name;
        Role role = Role::Volunteer;
        Instant seen{};
        bool holds = false;
    };
    QList<Client> clients;
    m_work.run(u"SELECT DISTINCT v.id, v.device, v.device_name, v.role, v.last_seen_at, "
               "EXISTS (SELECT 1 FROM contacts c WHERE c.volunteer = v.id) FROM sessions s "
               "JOIN volunteers v ON v.id = s.volunteer WHERE v.organisation = ? AND s.ended_at IS NULL "
               "AND s.created_at > ? ORDER BY v.id"_s,
               {rehearsal.organisation, toMs(m_work.now() - Entrance::kLongestSession)}, [&](const QSqlQuery& row) {
                   clients.append({VolunteerId{row.value(0).toString()}, DeviceId{row.value(1).toString()},
                                   row.value(2).toString(), static_cast<Role>(row.value(3).toInt()),
                                   instantFromMs(row.value(4).toLongLong()), row.value(5).toBool()});
                   return true;
               });
    const auto since = m_work.now() - kConnected;
    ChangeLog changes(m_work);
    for (const auto& client : clients) {
        // Staff may have no desk open at all: then there is nothing of theirs that could text.
        const auto following = m_seen.following.value(client.volunteer);
        const auto seen = client.role == Role::Staff
                              ? following
                              : std::max(client.seen, m_seen.lately.value(client.volunteer, following));
        if (!m_seen.serving || seen < since) {
            if (client.holds) {
                m_table.add(rehearsal.id, {client.volunteer, client.device, client.name, 0, {}, false, true});
            }
            continue;
        }
        changes.append(client.volunteer,
                       OptOutAdded{rehearsal.number, {}, OptOutSource::Reply, u"rehearsal"_s, *rehearsal.stopAt});
        m_table.add(rehearsal.id,
                    {client.volunteer, client.device, client.name, m_work.lastSequence(), std::nullopt, false, false});
    }
    m_table.noteTold(rehearsal.id);
}

bool StopRehearsal::isSignedIn(const VolunteerId& volunteer)
{
    return m_work.exists(u"SELECT 1 FROM sessions WHERE volunteer = ? AND ended_at IS NULL AND created_at > ?"_s,
                         {volunteer.value, toMs(m_work.now() - Entrance::kLongestSession)});
}

void StopRehearsal::conclude(Rehearsal rehearsal)
{
    for (auto& device : rehearsal.devices) {
        if (device.isMissing() && !isSignedIn(device.volunteer)) {
            m_table.noteSignedOut(rehearsal.id, device.volunteer);
            device.signedOut = true;
        }
    }
    const auto campaign = m_campaigns.load(rehearsal.campaign);
    const auto wanted = campaign && campaign->policy.confirmation == ConfirmationOwner::Gateway ? 1 : 0;
    rehearsal.confirmations = m_table.confirmationsSent(rehearsal.id);
    const auto isListed = isContacts(rehearsal.number); // By now: then they are sent what anybody there is.
    const auto all = rehearsal.missing().isEmpty() && (isListed || rehearsal.confirmations >= wanted);
    if (!all && m_work.now() < *rehearsal.toldAt + rehearsal.wait) {
        return;
    }
    const auto refusal = SendCheck::ofSuppression(m_work, rehearsal.organisation, rehearsal.number);
    rehearsal.refused = refusal ? problemSlug(refusal->type) : u"accepted"_s;
    QString reason;
    if (!refusal || refusal->type != ProblemType::OptedOut) {
        reason = u"not-refused"_s;
    } else if (!rehearsal.missing().isEmpty()) {
        reason = u"unconfirmed"_s;
    } else if (!isListed && rehearsal.confirmations != wanted) {
        reason = u"confirmations"_s;
    }
    lift(rehearsal);
    end(rehearsal, reason);
}

void StopRehearsal::lift(const Rehearsal& rehearsal)
{
    // Whoever was put on a list meanwhile is a person, and said STOP.
    if (isContacts(rehearsal.number)) {
        return;
    }
    OptOuts optOuts(m_work);
    const auto number = rehearsal.number.e164();
    const auto own =
        m_work.value(u"SELECT MIN(sequence) FROM suppression_log WHERE organisation = ? AND number = ? AND added = 1 "
                     "AND recorded_at = ? AND sequence > (SELECT COALESCE(MAX(l.sequence), 0) FROM suppression_log l "
                     "WHERE l.organisation = ? AND l.number = ? AND l.added = 0)"_s,
                     {rehearsal.organisation, number, toMs(*rehearsal.stopAt), rehearsal.organisation, number});
    // Nor is it the rehearsal's to lift what staff, the operator or a list said about this number since.
    const auto isOthers =
        own.isNull() || optOuts.askedAfter(rehearsal.organisation, rehearsal.number, own.toLongLong());
    if (isOthers || !optOuts.isSuppressed(rehearsal.organisation, rehearsal.number)) {
        return;
    }
    optOuts.liftAfterRehearsal(rehearsal.organisation, rehearsal.number);
    for (const auto& device : rehearsal.devices) {
        if (device.away) {
            continue;
        }
        ChangeLog(m_work).append(device.volunteer, OptOutRemoved{rehearsal.number, u"rehearsal"_s});
    }
}

void StopRehearsal::end(Rehearsal& rehearsal, const QString& reason)
{
    rehearsal.reason = reason;
    rehearsal.passed = reason.isEmpty();
    rehearsal.endedAt = m_work.now();
    m_table.end(rehearsal);
    AuditFacts facts{{u"rehearsal"_s, rehearsal.id},
                     {u"campaign"_s, rehearsal.campaign.value},
                     {u"by"_s, rehearsal.askedBy},
                     {u"told"_s, QString::number(rehearsal.told())},
                     {u"confirmed"_s, QString::number(rehearsal.confirmed())},
                     {u"away"_s, QString::number(rehearsal.away().size())},
                     {u"signedOut"_s, QString::number(rehearsal.signedOut())},
                     {u"confirmations"_s, QString::number(rehearsal.confirmations)}};
    put(facts, u"textAt"_s, rehearsal.textAt);
    put(facts, u"stopAt"_s, rehearsal.stopAt);
    put(facts, u"medianMs"_s, rehearsal.median());
    put(facts, u"slowestMs"_s, rehearsal.slowest());
    if (!reason.isEmpty()) {
        facts.insert(u"reason"_s, reason);
    }
    if (!rehearsal.refused.isEmpty()) {
        facts.insert(u"textAfterStop"_s, rehearsal.refused);
    }
    QStringList missing;
    for (const auto& device : rehearsal.missing()) {
        missing.append(device.device.value);
    }
    if (!missing.isEmpty()) {
        facts.insert(u"missing"_s, missing.join(u' '));
    }
    HostAudit(m_work).note(rehearsal.organisation, rehearsal.passed ? u"rehearsal.passed"_s : u"rehearsal.failed"_s,
                           facts);
}

} // namespace textbank
