#pragma once

#include "core/gateway/Wire.h"
#include "core/host/Host.h"
#include "tests/support/FakeClock.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QJsonArray>

namespace textbank {

/// A carrier whose people answer when the test says so.
class ScriptedCarrier final : public Carrier
{
public:
    void submit(const Text& text) override { submitted.append(text); }
    QList<CarrierEvent> poll() override { return std::exchange(events, {}); }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }

    QList<Text> submitted;
    QList<CarrierEvent> events;
};

/// A real host in memory with one campaign of fictional people.
class HostRoom
{
public:
    explicit HostRoom(int people = 20)
    {
        Host::Options options;
        options.databasePath = QStringLiteral(":memory:");
        auto opened = Host::open(options, carrier, clock, random);
        if (!opened) {
            qFatal("host: %s", qPrintable(opened.error().detail));
        }
        host = std::move(*opened);
        const auto imported = host->importCampaign(wire::compact(campaignDocument()));
        if (!imported) {
            qFatal("campaign: %s", qPrintable(imported.error().detail));
        }
        campaign = *imported;
        QByteArray list = "First Name,Last Name,Phone,State,ZIP,Polling Place\n";
        for (int i = 0; i < people; ++i) {
            list += QByteArray("Ada") + QByteArray::number(i) + ",Byron,+1" + QByteArray::number(201 + i / 100) +
                    "5550" + QByteArray::number(100 + i % 100) + ",TX,78701,Library\n";
        }
        QBuffer csv(&list);
        csv.open(QIODevice::ReadOnly);
        const auto report = host->importContacts(campaign, csv);
        if (!report || report->imported != people) {
            qFatal("contacts were not imported");
        }
    }

    QString code(Role role = Role::Volunteer)
    {
        Host::JoinCodeOptions options;
        options.role = role;
        options.uses = 1000;
        return host->makeJoinCode(campaign, options).value_or(QString());
    }
    /// The token of a new session, made without HTTP.
    QString token(Role role = Role::Volunteer)
    {
        const auto joined =
            host->join({code(role), QStringLiteral("Grace"), DeviceId{QStringLiteral("device-%1").arg(++m_devices)},
                        QStringLiteral("Laptop")},
                       QStringLiteral("127.0.0.1"));
        if (!joined) {
            qFatal("join refused");
        }
        lastVolunteer = joined->volunteer;
        return joined->token;
    }
    QString newId() { return makeUuidV7(clock.now(), random); }

    Command command(const CommandPayload& payload, const ContactId& contact = {})
    {
        return {CommandId{newId()}, campaign, contact, clock.now(), payload};
    }
    Command sendTo(const Contact& contact, const LeasePage& page, const QString& text)
    {
        SendPayload send;
        send.text = text;
        send.textSha256 = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
        send.step = StepId{QStringLiteral("first")};
        send.edited = true;
        send.approvedAt = clock.now();
        send.leaseToken = page.lease.token;
        send.policyVersion = QStringLiteral("policy-1");
        send.cursor = page.cursor;
        send.sendBefore = clock.now() + std::chrono::hours(1);
        return command(send, contact.id);
    }

    static QJsonObject campaignDocument()
    {
        Campaign made;
        made.id = CampaignId{QStringLiteral("campaign-1")};
        made.organisation = QStringLiteral("Neighbours for Parks");
        made.title = QStringLiteral("Park vote");
        made.version = QStringLiteral("1");
        made.brief = QStringLiteral("# Be kind");
        made.tags = {QStringLiteral("yard sign")};
        made.steps = {{StepId{QStringLiteral("first")},
                       QStringLiteral("Will you vote?"),
                       {{QString(), QStringLiteral("Hi {FirstName}, will you vote?")},
                        {QStringLiteral("es"), QStringLiteral("Hola {FirstName}")}},
                       {{QStringLiteral("Yes"), {}}, {QStringLiteral("No"), {}}}}};
        made.canned = {{CannedId{QStringLiteral("where")},
                        QStringLiteral("Where to vote"),
                        {{QString(), QStringLiteral("At {PollingPlace}.")}},
                        {},
                        {},
                        {}}};
        made.policy.version = QStringLiteral("policy-1");
        return wire::write(made);
    }

    FakeClock clock;
    SeededRandom random{7};
    ScriptedCarrier carrier;
    std::unique_ptr<Host> host;
    CampaignId campaign;
    VolunteerId lastVolunteer;

private:
    int m_devices = 0;
};

} // namespace textbank
