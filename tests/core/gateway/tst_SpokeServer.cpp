// The adapter against a real Spoke server, where one is named: TEXTBANK_SPOKE_URL, with an account of
// TEXTBANK_SPOKE_EMAIL and TEXTBANK_SPOKE_PASSWORD that has contacts to text and a carrier which answers "autorespond".
#include "core/gateway/spoke/SpokeContact.h"
#include "core/gateway/spoke/SpokeLine.h"
#include "tests/support/FaultProxy.h"
#include "tests/support/spoke/SpokeRig.h"

#include <QJsonArray>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// What the wire does to so many of a hundred connections. No repeats: a server without ids of requests does what it
/// gets twice, and TLS keeps everybody from sending it twice.
WirePlanner faults(quint64 seed, int inHundred)
{
    const auto chance = std::make_shared<SeededRandom>(seed);
    return [chance, inHundred](int) {
        WirePlan plan;
        if (chance->below(100) >= static_cast<quint64>(inHundred)) {
            return plan;
        }
        constexpr std::array kFaults{WireFault::CutRequest, WireFault::CutAnswer, WireFault::HalfClose,
                                     WireFault::Reset,      WireFault::Slow,      WireFault::LoseAnswer,
                                     WireFault::LoseAnswer, WireFault::Stall};
        plan.fault = kFaults[chance->below(kFaults.size())];
        plan.exchange = static_cast<int>(chance->below(12));
        plan.bytes = static_cast<qint64>(chance->below(1200));
        plan.wait = Millis{chance->below(2) == 0 ? 200 : 1800};
        return plan;
    };
}

} // namespace

class tst_SpokeServer : public QObject
{
    Q_OBJECT
    QUrl m_address;
    QString m_email;
    QString m_password;

private slots:
    void initTestCase()
    {
        m_address = QUrl(qEnvironmentVariable("TEXTBANK_SPOKE_URL"));
        m_email = qEnvironmentVariable("TEXTBANK_SPOKE_EMAIL");
        m_password = qEnvironmentVariable("TEXTBANK_SPOKE_PASSWORD");
        if (m_address.isEmpty()) {
            QSKIP("no Spoke server is named");
        }
    }

    void isRecognised()
    {
        SpokeRig rig({.address = m_address, .now = SystemClock().now()});
        std::optional<GatewayResult<GatewayInfo>> info;
        rig.gateway->discover([&info](const GatewayResult<GatewayInfo>& answer) { info = answer; });
        QVERIFY(rig.until([&info] { return info.has_value(); }));
        QVERIFY(*info);
        QVERIFY((*info)->signInWays.contains(u"password"_s));
    }

    void worksAShift()
    {
        SpokeRig rig({.address = m_address, .now = SystemClock().now()});
        QVERIFY(!rig.signIn(m_email, u"surely wrong"_s));
        const auto joined = rig.signIn(m_email, m_password);
        QVERIFY(joined);
        QVERIFY(rig.until([&] { return !rig.nextToText().isEmpty() && !rig.store->campaigns().isEmpty(); }));
        // First messages, each from a press of its own.
        QList<ContactId> texted;
        for (int i = 0; i < 5; ++i) {
            const auto id = rig.nextToText();
            QVERIFY(!id.isEmpty());
            QVERIFY(rig.person->first(id, u"Hi, this is a test: autorespond %1"_s.arg(i)));
            texted.append(id);
        }
        QVERIFY(rig.settled());
        for (const auto& id : texted) {
            QVERIFY(rig.until([&] { return rig.store->contact(id)->stage == ContactStage::NeedsReply; }));
            QCOMPARE(rig.conversation(id).size(), 2);
        }
        // A reply, an answer, a tag, and somebody who wants no more.
        QVERIFY(rig.person->reply(texted[0], u"Thanks!"_s));
        QVERIFY(rig.person->reply(texted[0], u"Thanks!"_s)); // The same words twice are two texts.
        const auto* campaign = rig.store->campaign(rig.store->contact(texted[0])->contact.campaign);
        QVERIFY(campaign != nullptr && !campaign->steps.isEmpty());
        rig.record(texted[1], AnswerPayload{campaign->steps[0].id, campaign->steps[0].answers[0].value});
        rig.record(texted[1], TagPayload{campaign->tags.value(0), true});
        rig.record(texted[2], OptOutPayload{OptOutSource::Volunteer, {}, rig.store->contact(texted[2])->contact.phone});
        rig.record(texted[3], ClosePayload{rig.store->cursor()});
        QVERIFY(rig.settled());
        const auto troubled = rig.store->troubled();
        QVERIFY(troubled && troubled->isEmpty());
        // After a restart the server tells nothing that is not known.
        const auto before = rig.conversation(texted[0]);
        rig.crash();
        QVERIFY(rig.until([&] { return rig.engine->status().state == SyncState::Online; }));
        QCOMPARE(rig.conversation(texted[0]), before);
    }

    // The wire cuts, stalls and loses answers, the program dies again and again; in the end the server holds every text
    // that was approved exactly once, and the store knows it.
    void sendsOnceOverABadWire()
    {
        const auto seed = qEnvironmentVariableIntValue("TEXTBANK_SPOKE_SEED");
        const auto contacts = std::max(10, qEnvironmentVariableIntValue("TEXTBANK_SPOKE_CONTACTS"));
        FaultProxy proxy(static_cast<quint16>(m_address.port()), faults(static_cast<quint64>(seed) + 5, 60));
        auto address = m_address;
        address.setPort(proxy.port());
        auto limits = SpokeRig::quick();
        limits.timeout = Millis{1000};
        limits.quiet = Millis{1500};
        limits.busyPoll = limits.calmPoll = Millis{300};
        SpokeRig rig(
            {.address = address, .limits = limits, .now = SystemClock().now(), .seed = static_cast<quint64>(seed) + 1});
        while (!rig.signIn(m_email, m_password)) {
        }
        SeededRandom chance(static_cast<quint64>(seed) + 9);
        QMap<QString, int> approved; // "contact text": how often
        QSet<ContactId> optedOut;
        QList<ContactId> texted;
        const auto press = [&](const ContactId& id, bool first, const QString& text) {
            const auto done = first ? rig.person->first(id, text) : rig.person->reply(id, text);
            if (done) {
                ++approved[id.value + u' ' + text];
            }
        };
        while (texted.size() < contacts) {
            if (!rig.until([&] { return !rig.nextToText().isEmpty(); })) {
                const auto status = rig.engine->status();
                qWarning() << "state" << static_cast<int>(status.state) << "contacts"
                           << rig.store->contactOrder().size() << "open" << rig.store->outboxCounts().open()
                           << "unknown" << status.unknown << "frozen" << rig.store->frozen() << "catching up"
                           << rig.store->catchingUp();
                QFAIL("nobody is left to text");
            }
            const auto id = rig.nextToText();
            press(id, true, u"Hello, once and only once"_s + (chance.below(2) == 0 ? u", autorespond"_s : QString()));
            if (!texted.contains(id)) {
                texted.append(id);
            }
            for (const auto& other : texted) {
                if (rig.store->contact(other)->stage == ContactStage::NeedsReply && chance.below(3) == 0) {
                    press(other, false, u"Thanks!"_s);
                }
            }
            const auto any = texted.at(static_cast<qsizetype>(chance.below(static_cast<quint64>(texted.size()))));
            if (chance.below(12) == 0 && !optedOut.contains(any)) {
                optedOut.insert(any);
                rig.record(any, OptOutPayload{OptOutSource::Volunteer, {}, rig.store->contact(any)->contact.phone});
            }
            const auto wait = chance.below(120);
            QElapsedTimer timer;
            timer.start();
            rig.until([&] { return timer.elapsed() >= static_cast<qint64>(wait); });
            if (chance.below(8) == 0) {
                rig.crash();
            }
        }
        proxy.calm();
        QVERIFY(rig.until([&] { return rig.store->outboxCounts().open() == 0; }) ||
                rig.until([&] { return rig.store->outboxCounts().open() == 0; }));
        // What was taken back by an opt-out, or refused, nobody got; of the rest each is there once.
        QMap<QString, int> expected;
        QString firsts;
        for (const auto& id : texted) {
            for (const auto& message : rig.conversation(id)) {
                if (message.direction == Direction::Outgoing && message.delivery != Delivery::Cancelled &&
                    message.delivery != Delivery::Refused) {
                    ++expected[id.value + u' ' + message.text];
                }
            }
        }
        const auto there = truth(texted.first());
        for (const auto& id : texted) {
            QMap<QString, int> held;
            for (const auto& text : there.value(id).thread) {
                if (!text.isIncoming && !text.text.startsWith(u"I'm opting"_s)) {
                    ++held[text.text];
                }
            }
            for (auto it = held.cbegin(); it != held.cend(); ++it) {
                QVERIFY2(it.value() <= approved.value(id.value + u' ' + it.key()),
                         qPrintable(u"%1 has %2 times: %3"_s.arg(id.value).arg(it.value()).arg(it.key())));
                QCOMPARE(expected.value(id.value + u' ' + it.key()), it.value());
            }
            QCOMPARE(held.value(u"Hello, once and only once"_s) +
                         held.value(u"Hello, once and only once, autorespond"_s),
                     expected.value(id.value + u" Hello, once and only once"_s) +
                         expected.value(id.value + u" Hello, once and only once, autorespond"_s));
            QCOMPARE(there.value(id).optedOut, optedOut.contains(id));
        }
        for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
            const auto id = ContactId{it.key().section(u' ', 0, 0)};
            const auto text = it.key().section(u' ', 1);
            const auto thread = there.value(id).thread;
            QCOMPARE(std::count_if(thread.cbegin(), thread.cend(),
                                   [&](const auto& one) { return !one.isIncoming && one.text == text; }),
                     it.value());
        }
        const auto injected = proxy.injected();
        QStringList happened;
        for (auto it = injected.cbegin(); it != injected.cend(); ++it) {
            happened.append(nameOf(it.key()) + u' ' + QString::number(it.value()));
        }
        qInfo().noquote() << texted.size() << "contacts," << optedOut.size()
                          << "opt-outs, faults:" << happened.join(u", "_s);
    }

private:
    /// Every contact of that one's assignment as the server holds it, read past the bad wire.
    QHash<ContactId, spoke::ContactState> truth(const ContactId& one)
    {
        SystemClock clock;
        spoke::Line line(m_address, {}, clock, Millis{10000}, 32LL * 1024 * 1024);
        QHash<ContactId, spoke::ContactState> states;
        auto done = false;
        const auto take = [&](const Result<spoke::Reply, TransportError>& reply) {
            done = true;
            const auto list = reply ? reply->value.toObject().value(u"contacts"_s).toArray() : QJsonArray();
            for (const auto& each : list) {
                if (const auto state = spoke::readContact(each.toObject())) {
                    states.insert(state->contact.id, *state);
                }
            }
        };
        line.logIn(
            {{u"authType"_s, u"login"_s}, {u"email"_s, m_email}, {u"password"_s, m_password}, {u"nextUrl"_s, u"/"_s}},
            [&](const Result<ApiReply, TransportError>& reply) {
                line.setToken(reply ? spoke::tokenFrom(reply->cookies) : QString());
                line.ask(spoke::kAssignmentOf, {{u"contactId"_s, one.value}},
                         [&](const Result<spoke::Reply, TransportError>& found) {
                             const auto id = found ? found->value.toObject().value(u"id"_s) : QJsonValue();
                             line.ask(spoke::kWhole, {{u"assignmentId"_s, id}}, take);
                         });
            });
        const auto came = QTest::qWaitFor([&] { return done; }, 20000);
        return came ? states : QHash<ContactId, spoke::ContactState>();
    }
};

QTEST_GUILESS_MAIN(tst_SpokeServer)
#include "tst_SpokeServer.moc"
