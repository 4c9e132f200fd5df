#pragma once

#include "core/gateway/Wire.h"
#include "core/host/Host.h"
#include "tests/support/FakeClock.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>

namespace textbank {

/// A carrier that keeps what it was given, once per id, and answers when the test says so.
class KeepingCarrier final : public Carrier
{
public:
    void submit(const Text& text) override
    {
        ++submissions;
        if (!m_ids.contains(text.id)) {
            m_ids.insert(text.id);
            texts.append(text);
        }
    }
    QList<CarrierEvent> poll() override { return std::exchange(events, {}); }
    std::optional<Instant> nextEvent() const override { return std::nullopt; }
    void reply(const PhoneNumber& from, const QString& text, Instant at)
    {
        CarrierEvent event;
        event.kind = CarrierEvent::Kind::Reply;
        event.message = MessageId{QStringLiteral("reply-%1").arg(++m_replies)};
        event.from = from;
        event.text = text;
        event.at = at;
        events.append(event);
    }
    int textsTo(const PhoneNumber& number, Purpose purpose = Purpose::Conversation) const
    {
        return static_cast<int>(std::count_if(texts.cbegin(), texts.cend(), [&](const Text& text) {
            return text.to == number && text.purpose == purpose;
        }));
    }

    QList<Text> texts;
    QList<CarrierEvent> events;
    int submissions = 0;

private:
    QSet<MessageId> m_ids;
    int m_replies = 0;
};

/// Somebody signed in, with a batch.
struct Texter
{
    Caller caller;
    LeasePage page;
    QString cursor;
};

/// A real host on a real file, which can be closed and opened again.
class TestHost
{
public:
    explicit TestHost(int people = 20)
    {
        reopen();
        campaign = addCampaign(QStringLiteral("campaign-1"), QStringLiteral("Neighbours for Parks"));
        addPeople(campaign, people);
    }

    void reopen()
    {
        host.reset();
        Host::Options options;
        options.databasePath = m_folder.filePath(QStringLiteral("gateway.db"));
        auto opened = Host::open(options, carrier, clock, random);
        if (!opened) {
            qFatal("host: %s", qPrintable(opened.error().detail));
        }
        host = std::move(*opened);
        // These tests end their processes, not the power.
        if (!host->database().run(QStringLiteral("PRAGMA synchronous=OFF"))) {
            qFatal("pragma");
        }
    }

    /// Another process on the same file, as the operator's command line is.
    std::unique_ptr<Host> beside()
    {
        Host::Options options;
        options.databasePath = m_folder.filePath(QStringLiteral("gateway.db"));
        options.handsTextsOver = false;
        auto opened = Host::open(options, carrier, clock, random);
        if (!opened) {
            qFatal("host beside: %s", qPrintable(opened.error().detail));
        }
        return std::move(*opened);
    }

    static Campaign document(const QString& id, const QString& organisation)
    {
        Campaign made;
        made.id = CampaignId{id};
        made.organisation = organisation;
        made.title = QStringLiteral("Park vote");
        made.version = QStringLiteral("1");
        made.steps = {{StepId{QStringLiteral("first")},
                       QStringLiteral("Will you vote?"),
                       {{QString(), QStringLiteral("Hi {FirstName}")}},
                       {{QStringLiteral("Yes"), {}}, {QStringLiteral("No"), {}}}}};
        return made;
    }
    CampaignId import(const Campaign& made)
    {
        const auto imported = host->importCampaign(wire::compact(wire::write(made)));
        if (!imported) {
            qFatal("campaign: %s", qPrintable(imported.error().detail));
        }
        return *imported;
    }
    CampaignId addCampaign(const QString& id, const QString& organisation)
    {
        return import(document(id, organisation));
    }
    Host::ImportReport addPeople(const CampaignId& to, int people)
    {
        QByteArray list = "First Name,Last Name,Phone,State,ZIP\n";
        for (int i = 0; i < people; ++i) {
            list += QByteArray("Ada") + QByteArray::number(i) + ",Byron,+1" + QByteArray::number(212 + i / 100) +
                    "5550" + QByteArray::number(100 + i % 100) + ",TX,78701\n";
        }
        return importList(to, list);
    }
    Host::ImportReport importList(const CampaignId& to, const QByteArray& list)
    {
        QBuffer csv;
        csv.setData(list);
        csv.open(QIODevice::ReadOnly);
        const auto report = host->importContacts(to, csv);
        if (!report) {
            qFatal("contacts: %s", qPrintable(report.error().detail));
        }
        return *report;
    }
    static PhoneNumber number(int i)
    {
        return *PhoneNumber::fromE164(QStringLiteral("+1%1").arg(212 + i / 100) +
                                      QStringLiteral("5550%1").arg(100 + i % 100));
    }

    Caller join(const CampaignId& to, Role role = Role::Volunteer)
    {
        Host::JoinCodeOptions options;
        options.role = role;
        const auto code = host->makeJoinCode(to, options);
        const auto joined =
            host->join({*code, QStringLiteral("Grace"), DeviceId{QStringLiteral("device-%1").arg(++m_devices)},
                        QStringLiteral("Laptop")},
                       QStringLiteral("203.0.113.7"));
        if (!joined) {
            qFatal("join refused");
        }
        return *host->authenticate(joined->token);
    }
    Caller join() { return join(campaign); }
    Texter texter(const CampaignId& to, int size)
    {
        Texter made;
        made.caller = join(to);
        auto page = host->lease(made.caller, {newId(), to, size});
        if (!page) {
            qFatal("lease refused");
        }
        made.page = *page;
        made.cursor = page->cursor;
        return made;
    }
    Texter texter(int size = 5) { return texter(campaign, size); }

    QString newId() { return makeUuidV7(clock.now(), random); }
    Command command(const CampaignId& to, const ContactId& contact, const CommandPayload& payload)
    {
        return {CommandId{newId()}, to, contact, clock.now(), payload};
    }
    Command text(const Texter& from, const Contact& to, SendKind kind = SendKind::FirstMessage,
                 const QString& words = QStringLiteral("Hi, will you vote?"))
    {
        SendPayload send;
        send.kind = kind;
        send.text = words;
        send.textSha256 = QCryptographicHash::hash(words.toUtf8(), QCryptographicHash::Sha256);
        send.step = StepId{QStringLiteral("first")};
        send.edited = true;
        send.approvedAt = clock.now();
        send.leaseToken = from.page.lease.token;
        send.policyVersion = HoursPolicy::builtInVersion();
        send.cursor = from.cursor;
        send.sendBefore = clock.now() + std::chrono::hours(1);
        return command(to.campaign, to.id, send);
    }
    CommandOutcome push(const Caller& caller, const Command& command)
    {
        const auto outcomes = host->push(caller, {command});
        if (!outcomes) {
            CommandOutcome none;
            none.status = CommandStatus::Refused;
            none.problem = outcomes.error();
            return none;
        }
        return outcomes->front();
    }
    CommandOutcome send(const Texter& from, const Contact& to) { return push(from.caller, text(from, to)); }
    /// Everything new for this texter; the cursor moves on.
    QList<Change> follow(Texter& texter)
    {
        QList<Change> all;
        for (;;) {
            const auto page = host->changes(texter.caller, texter.cursor);
            if (!page) {
                qFatal("changes refused");
            }
            all += page->changes;
            texter.cursor = page->cursor;
            if (!page->more) {
                return all;
            }
        }
    }
    void replyFrom(const PhoneNumber& from, const QString& words)
    {
        carrier.reply(from, words, clock.now());
        if (!host->takeCarrierEvents()) {
            qFatal("events were not stored");
        }
    }
    qint64 count(const QString& what) { return host->record().value(what).toInteger(-1); }

    FakeClock clock;
    SeededRandom random{7};
    KeepingCarrier carrier;
    std::unique_ptr<Host> host;
    CampaignId campaign;

private:
    QTemporaryDir m_folder;
    int m_devices = 0;
};

template<class T>
int countOf(const QList<Change>& changes)
{
    return static_cast<int>(
        std::count_if(changes.cbegin(), changes.cend(), [](const Change& c) { return std::holds_alternative<T>(c); }));
}

} // namespace textbank

// Reads well when a test fails: the type that came instead of the one expected.
#define COMPARE_REFUSED(outcome, expected)                                                                             \
    do {                                                                                                               \
        const auto came = (outcome);                                                                                   \
        QCOMPARE(came.status, CommandStatus::Refused);                                                                 \
        QCOMPARE(problemSlug(came.problem.type), problemSlug(expected));                                               \
    } while (false)
#define VERIFY_ACCEPTED(outcome)                                                                                       \
    do {                                                                                                               \
        const auto came = (outcome);                                                                                   \
        QVERIFY2(came.status == CommandStatus::Accepted,                                                               \
                 qPrintable(problemSlug(came.problem.type) + u' ' + came.problem.detail));                             \
    } while (false)
#define COMPARE_PROBLEM(result, expected)                                                                              \
    do {                                                                                                               \
        const auto came = (result);                                                                                    \
        QVERIFY(!came);                                                                                                \
        QCOMPARE(problemSlug(came.error().type), problemSlug(expected));                                               \
    } while (false)
