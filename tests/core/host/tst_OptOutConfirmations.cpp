#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A room in which the first of the batch has had a text.
class Confirmed
{
public:
    explicit Confirmed(ConfirmationOwner owner = ConfirmationOwner::Gateway)
    {
        auto campaign = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        campaign.policy.confirmation = owner;
        room.import(campaign);
        texter = room.texter();
        if (room.send(texter, contact()).status != CommandStatus::Accepted) {
            qFatal("text refused");
        }
    }
    const Contact& contact() const { return texter.page.contacts.front(); }
    Command volunteersWord()
    {
        return room.command(room.campaign, contact().id,
                            OptOutPayload{OptOutSource::Volunteer, u"asked me"_s, contact().phone});
    }
    int confirmations() const { return room.carrier.textsTo(contact().phone, Carrier::Purpose::OptOutConfirmation); }
    QString organisation() { return room.host->organisations()->first().id; }
    /// The database fails at the first statement that starts like this, from now on.
    void breakAt(const QString& start)
    {
        room.host->database().setFaultHook([start](qint64, const QString& sql) {
            return sql.startsWith(start) ? std::optional(Error{ErrorCode::Io, u"disk"_s}) : std::nullopt;
        });
    }

    TestHost room;
    Texter texter;
};

} // namespace

// One confirming text for one opt-out, from its one owner.
class OptOutConfirmations : public QObject
{
    Q_OBJECT
private slots:
    void stopTwiceIsConfirmedOnce()
    {
        Confirmed f;
        f.room.carrier.reply(f.contact().phone, u"STOP"_s, f.room.clock.now());
        f.room.carrier.reply(f.contact().phone, u"stop"_s, f.room.clock.now());
        QVERIFY(f.room.host->takeCarrierEvents());
        f.room.replyFrom(f.contact().phone, u"STOP!"_s);
        QCOMPARE(f.confirmations(), 1);
    }
    void byReplyAndVolunteerAtOnceItIsConfirmedOnce_data()
    {
        QTest::addColumn<bool>("replyFirst");
        QTest::newRow("reply first") << true;
        QTest::newRow("volunteer first") << false;
    }
    void byReplyAndVolunteerAtOnceItIsConfirmedOnce()
    {
        QFETCH(bool, replyFirst);
        Confirmed f;
        const auto command = f.volunteersWord();
        if (replyFirst) {
            f.room.replyFrom(f.contact().phone, u"STOP"_s);
        }
        VERIFY_ACCEPTED(f.room.push(f.texter.caller, command));
        VERIFY_ACCEPTED(f.room.push(f.texter.caller, command));
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        QCOMPARE(f.confirmations(), 1);
    }
    void twoProcessesOnOneFileConfirmOnce()
    {
        Confirmed f;
        const auto beside = f.room.beside();
        f.room.carrier.reply(f.contact().phone, u"STOP"_s, f.room.clock.now());
        QVERIFY(beside->takeCarrierEvents()); // Stores it, and leaves the texts to the other.
        QCOMPARE(f.confirmations(), 0);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        QCOMPARE(f.confirmations(), 1);
    }
    void aRestartBeforeTheHandOverConfirmsOnce()
    {
        Confirmed f;
        f.breakAt(u"SELECT 1 FROM messages WHERE to_hand_over"_s);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        QCOMPARE(f.confirmations(), 0);
        f.room.reopen();
        QCOMPARE(f.confirmations(), 1);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        f.room.reopen();
        QCOMPARE(f.confirmations(), 1);
    }
    void aRestartBetweenTheHandOverAndItsMarkConfirmsOnce()
    {
        Confirmed f;
        const auto before = f.room.carrier.submissions;
        f.breakAt(u"INSERT INTO carrier_log"_s);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        QCOMPARE(f.confirmations(), 1);
        f.room.reopen();
        QCOMPARE(f.room.carrier.submissions, before + 2); // Under one id, which a carrier takes as one text.
        QCOMPARE(f.confirmations(), 1);
        QCOMPARE(f.room.count(u"confirmations"_s), 1);
    }
    void whatIsKnownTooLateIsNotConfirmed_data()
    {
        QTest::addColumn<int>("seconds"); // From when it was asked to when it is known here.
        QTest::addColumn<int>("confirmations");
        QTest::newRow("by a clock that is ahead") << -40 << 1;
        QTest::newRow("just in time") << 300 << 1;
        QTest::newRow("too late") << 301 << 0;
        QTest::newRow("the next night") << 9 * 3600 << 0;
    }
    void whatIsKnownTooLateIsNotConfirmed()
    {
        QFETCH(int, seconds);
        QFETCH(int, confirmations);
        {
            Confirmed f;
            auto word = f.volunteersWord();
            word.createdAt = f.room.clock.now() - Seconds{seconds};
            VERIFY_ACCEPTED(f.room.push(f.texter.caller, word));
            QCOMPARE(f.confirmations(), confirmations);
            QCOMPARE(f.room.count(u"optOuts"_s), 1);
        }
        Confirmed f;
        f.room.carrier.reply(f.contact().phone, u"STOP"_s, f.room.clock.now() - Seconds{seconds});
        QVERIFY(f.room.host->takeCarrierEvents());
        QCOMPARE(f.confirmations(), confirmations);
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
    }
    void whatCouldNotBeConfirmedInTimeIsNotAnyMore_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("confirmations");
        QTest::newRow("in time") << 300 << 1;
        QTest::newRow("too late") << 301 << 0;
    }
    void whatCouldNotBeConfirmedInTimeIsNotAnyMore()
    {
        QFETCH(int, seconds);
        QFETCH(int, confirmations);
        Confirmed f;
        f.room.follow(f.texter);
        f.breakAt(u"SELECT 1 FROM messages WHERE to_hand_over"_s);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        f.room.clock.advance(Seconds{seconds});
        f.room.host->database().setFaultHook({});
        QVERIFY(f.room.host->takeCarrierEvents());
        QCOMPARE(f.confirmations(), confirmations);
        QCOMPARE(f.room.count(u"waitingForCarrier"_s), 0);
        QCOMPARE(f.room.count(u"failed"_s), 1 - confirmations);
        const auto told = f.room.follow(f.texter);
        QCOMPARE(told.size(), 2);
        QCOMPARE(countOf<OptOutAdded>(told), 1);
        QCOMPARE(countOf<MessageReceived>(told), 1);
    }
    void theOwnerAloneConfirms_data()
    {
        QTest::addColumn<ConfirmationOwner>("owner");
        QTest::newRow("carrier") << ConfirmationOwner::Carrier;
        QTest::newRow("client") << ConfirmationOwner::Client;
        QTest::newRow("nobody") << ConfirmationOwner::None;
    }
    void theOwnerAloneConfirms()
    {
        QFETCH(ConfirmationOwner, owner);
        Confirmed f(owner);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        VERIFY_ACCEPTED(f.room.push(f.texter.caller, f.volunteersWord()));
        f.room.reopen();
        QCOMPARE(f.confirmations(), 0);
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
    }
    void aNewOptOutAfterALiftingIsConfirmedAgain()
    {
        Confirmed f;
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        f.room.replyFrom(f.contact().phone, u"START"_s);
        QCOMPARE(f.room.count(u"optOuts"_s), 0);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        QCOMPARE(f.confirmations(), 2);
        const auto staff = f.room.join(f.room.campaign, Role::Staff);
        QVERIFY(f.room.host->reverseOptOut(staff, {f.contact().phone.e164(), u"asked us"_s, {}}));
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        QCOMPARE(f.confirmations(), 3);
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
    }
    void whatIsLiftedBeforeItWasConfirmedIsNotConfirmedAnyMore()
    {
        Confirmed f;
        for (const auto& words : {u"STOP"_s, u"START"_s}) {
            f.room.carrier.reply(f.contact().phone, words, f.room.clock.now());
        }
        QVERIFY(f.room.host->takeCarrierEvents());
        QCOMPARE(f.confirmations(), 0);
        for (const auto& words : {u"STOP"_s, u"START"_s, u"STOP"_s}) {
            f.room.carrier.reply(f.contact().phone, words, f.room.clock.now());
        }
        QVERIFY(f.room.host->takeCarrierEvents());
        QCOMPARE(f.confirmations(), 1);
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
    }
    void whatStaffAndListsSayIsNotConfirmed()
    {
        Confirmed f;
        const auto number = f.contact().phone.e164();
        const auto staff = f.room.join(f.room.campaign, Role::Staff);
        QVERIFY(f.room.host->recordOptOut(staff, {number, u"by letter, last week"_s, {}}));
        QVERIFY(f.room.host->reverseOptOut(staff, {number, u"the wrong letter"_s, {}}));
        QVERIFY(*f.room.host->optOut(f.organisation(), {number, {}, {}}));
        QVERIFY(*f.room.host->reverseOptOut(f.organisation(), {number, u"the wrong letter"_s, {}}));
        QBuffer list;
        list.setData(number.toUtf8());
        list.open(QIODevice::ReadOnly);
        QCOMPARE(f.room.host->importOptOuts(f.organisation(), list)->imported, 1);
        f.room.reopen();
        QCOMPARE(f.confirmations(), 0);
    }
    void yesBeforeTheConfirmationLeftAnswersNoneOfIt()
    {
        Confirmed f;
        for (const auto& words : {u"STOP"_s, u"yes"_s}) {
            f.room.carrier.reply(f.contact().phone, words, f.room.clock.now());
        }
        QVERIFY(f.room.host->takeCarrierEvents());
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
        QCOMPARE(f.confirmations(), 1);
        f.room.replyFrom(f.contact().phone, u"yes"_s);
        QCOMPARE(f.room.count(u"optOuts"_s), 0);
    }
    void yesAnswersTheConfirmationOfThisOptOutAlone()
    {
        Confirmed f;
        f.room.replyFrom(f.contact().phone, u"STOP"_s);
        f.room.replyFrom(f.contact().phone, u"yes"_s);
        QCOMPARE(f.room.count(u"optOuts"_s), 0);
        // Their confirming text is still the last they had from us.
        const auto staff = f.room.join(f.room.campaign, Role::Staff);
        QVERIFY(f.room.host->recordOptOut(staff, {f.contact().phone.e164(), u"by letter"_s, {}}));
        f.room.replyFrom(f.contact().phone, u"yes"_s);
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
    }
};

QTEST_GUILESS_MAIN(OptOutConfirmations)
#include "tst_OptOutConfirmations.moc"
