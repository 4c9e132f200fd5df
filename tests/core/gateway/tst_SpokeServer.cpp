// The adapter against a real Spoke server, where one is named: TEXTBANK_SPOKE_URL, with an account of
// TEXTBANK_SPOKE_EMAIL and TEXTBANK_SPOKE_PASSWORD that has contacts to text and a carrier which answers "autorespond".
#include "tests/support/SpokeRig.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

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
};

QTEST_GUILESS_MAIN(tst_SpokeServer)
#include "tst_SpokeServer.moc"
