#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A room whose disk can be broken at one statement.
struct Room : TestHost
{
    using TestHost::TestHost;
    void breakAt(const QString& start)
    {
        host->database().setFaultHook([start](qint64, const QString& sql) {
            return sql.startsWith(start) ? std::optional(Error{ErrorCode::Locked, u"on purpose"_s}) : std::nullopt;
        });
    }
    void mend() { host->database().setFaultHook({}); }
    /// Accepted, and not handed over.
    CommandOutcome sendWaiting(const Texter& from, const Command& text)
    {
        breakAt(u"SELECT 1 FROM messages WHERE to_hand_over"_s);
        const auto outcome = push(from.caller, text);
        mend();
        return outcome;
    }
    CommandOutcome sendWaiting(const Texter& from, const Contact& to) { return sendWaiting(from, text(from, to)); }
    int texts() const { return static_cast<int>(carrier.texts.size()); }
    static QList<MessageStatusChanged> statusesIn(const QList<Change>& changes)
    {
        QList<MessageStatusChanged> all;
        for (const auto& change : changes) {
            if (const auto* status = std::get_if<MessageStatusChanged>(&change)) {
                all.append(*status);
            }
        }
        return all;
    }
};

} // namespace

// What may have become of a text, or been said, between the gateway's word and the carrier.
class HostHandOver : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsDecidedWhileAStopIsHeldThatCouldNotBeStored()
    {
        Room room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.carrier.reply(contact.phone, u"STOP"_s, room.clock.now());
        room.breakAt(u"INSERT INTO suppression_log"_s);
        QVERIFY(!room.host->takeCarrierEvents());
        const auto reply = room.text(texter, contact, SendKind::Reply);
        QVERIFY(!room.host->push(texter.caller, {reply})); // Still not to be stored: nothing is said to it.
        QVERIFY(!room.host->endSessions(texter.caller.device.value, {}));
        room.mend();
        COMPARE_REFUSED(room.push(texter.caller, reply), ProblemType::OptedOut);
        QCOMPARE(room.carrier.textsTo(contact.phone), 1);
        QCOMPARE(room.carrier.textsTo(contact.phone, Carrier::Purpose::OptOutConfirmation), 1);
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
    }
    void whatIsStoredLateIsToldToWhoeverWaits()
    {
        Room room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.follow(texter);
        room.carrier.reply(contact.phone, u"STOP"_s, room.clock.now());
        room.breakAt(u"INSERT INTO suppression_log"_s);
        QVERIFY(!room.host->takeCarrierEvents());
        room.mend();
        QSet<VolunteerId> told;
        connect(room.host.get(), &Host::changesFor, this, [&](const VolunteerId& one) { told.insert(one); });
        QVERIFY(room.host->organisationOf(room.campaign)); // Any call will do.
        QVERIFY(told.contains(texter.caller.volunteer));
        QCOMPARE(countOf<OptOutAdded>(room.follow(texter)), 1);
    }
    void aStopThatWaitsAtTheCarrierComesBeforeATextThatWaitsHere_data()
    {
        QTest::addColumn<int>("next");
        QTest::newRow("at the next look") << 0;
        QTest::newRow("at the next start") << 1;
        QTest::newRow("at another's text") << 2;
    }
    void aStopThatWaitsAtTheCarrierComesBeforeATextThatWaitsHere()
    {
        QFETCH(int, next);
        Room room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.sendWaiting(texter, contact));
        room.carrier.reply(contact.phone, u"STOP"_s, room.clock.now());
        if (next == 0) {
            QVERIFY(room.host->takeCarrierEvents());
        } else if (next == 1) {
            room.reopen();
        } else {
            VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.at(1)));
        }
        QCOMPARE(room.carrier.textsTo(contact.phone), 0);
        QCOMPARE(room.count(u"waitingForCarrier"_s), 0);
        QCOMPARE(room.count(u"optOuts"_s), 1);
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
        const auto told = Room::statusesIn(room.follow(texter));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.front().reason, u"opted-out"_s);
    }
    void nothingIsHandedOverWhileWhatWasSaidCannotBeStored()
    {
        Room room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.sendWaiting(texter, contact));
        room.carrier.reply(contact.phone, u"STOP"_s, room.clock.now());
        room.breakAt(u"INSERT INTO suppression_log"_s);
        QVERIFY(!room.host->takeCarrierEvents());
        QVERIFY(!room.host->takeCarrierEvents());
        QCOMPARE(room.carrier.submissions, 0);
        room.mend();
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(room.carrier.submissions, 0);
        QCOMPARE(room.count(u"optOuts"_s), 1);
    }
    void whatTheCarrierReportsOfAWaitingTextItHas()
    {
        Room room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto text = room.text(texter, texter.page.contacts.front());
        VERIFY_ACCEPTED(room.push(texter.caller, text));
        // As after a crash between hand-over and its mark; the campaign is paused before the next start.
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        QVERIFY(room.host->database().run(u"DELETE FROM carrier_log"_s));
        QVERIFY(*room.beside()->endSessions(texter.caller.device.value, {}) == 1);
        CarrierEvent sent;
        sent.message = MessageId{text.id.value};
        sent.at = room.clock.now();
        room.carrier.events.append(sent);
        room.reopen();
        QCOMPARE(room.count(u"failed"_s), 0);
        QCOMPARE(room.count(u"carrierTexts"_s), 1);
        QCOMPARE(room.count(u"waitingForCarrier"_s), 0);
    }

    void aTextIsAskedForAgainWhenItGoes_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("reason");
        QTest::newRow("paused") << u"pause"_s << u"paused"_s;
        QTest::newRow("frozen") << u"freeze"_s << u"frozen"_s;
        QTest::newRow("not registered any more") << u"unregister"_s << u"unregistered"_s;
        QTest::newRow("wrong number") << u"wrong"_s << u"policy"_s;
        QTest::newRow("with staff") << u"escalate"_s << u"policy"_s;
    }
    void aTextIsAskedForAgainWhenItGoes()
    {
        QFETCH(QString, what);
        QFETCH(QString, reason);
        Room room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = texter.page.contacts.front();
        const auto says = [&](const CommandPayload& payload) {
            return room.push(texter.caller, room.command(room.campaign, contact.id, payload));
        };
        auto campaign = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        const auto waiting = room.text(texter, contact);
        VERIFY_ACCEPTED(room.sendWaiting(texter, waiting));
        if (what == u"pause"_s) {
            QVERIFY(room.host->pause(staff, room.campaign, u"break"_s));
        } else if (what == u"freeze"_s) {
            QVERIFY(room.host->freeze(staff, texter.caller.volunteer, true, u"look"_s));
        } else if (what == u"unregister"_s) {
            campaign.registration = Registration::Pending;
            room.import(campaign);
        } else if (what == u"wrong"_s) {
            VERIFY_ACCEPTED(says(WrongNumberPayload{}));
        } else {
            VERIFY_ACCEPTED(says(EscalatePayload{u"threat"_s}));
        }
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(room.texts(), 0);
        QCOMPARE(room.count(u"waitingForCarrier"_s), 0);
        const auto told = Room::statusesIn(room.follow(texter));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.front().message.value, waiting.id.value);
        QVERIFY(told.front().delivery == Delivery::Failed);
        QCOMPARE(told.front().reason, reason);
        QVERIFY(told.front().neverLeft);

        // When that is over it is a contact to be texted as before, by whom it is approved again.
        if (what == u"pause"_s) {
            QVERIFY(room.host->resume(staff, room.campaign));
        } else if (what == u"freeze"_s) {
            QVERIFY(room.host->freeze(staff, texter.caller.volunteer, false, {}));
        } else if (what == u"unregister"_s) {
            campaign.registration = Registration::Registered;
            room.import(campaign);
        } else {
            VERIFY_ACCEPTED(says(ReopenPayload{}));
        }
        VERIFY_ACCEPTED(room.send(texter, contact));
        COMPARE_REFUSED(room.send(texter, contact), ProblemType::PolicyRefused); // One first message, as ever.
        QCOMPARE(room.carrier.textsTo(contact.phone), 1);
        QCOMPARE(room.count(u"doubleTexts"_s), 0);
        QCOMPARE(room.count(u"firstMessages"_s), 1);
    }
    void noTextOfAnEndedSessionGoes_data()
    {
        QTest::addColumn<bool>("restarts");
        QTest::newRow("while it serves") << false;
        QTest::newRow("while it is off") << true;
    }
    void noTextOfAnEndedSessionGoes()
    {
        QFETCH(bool, restarts);
        Room room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.sendWaiting(texter, contact));
        const auto beside = room.beside();
        if (restarts) {
            room.host.reset();
        }
        QCOMPARE(*beside->endSessions(texter.caller.volunteer.value, u"lost laptop"_s), 1);
        if (restarts) {
            room.reopen();
        } else {
            QVERIFY(room.host->takeCarrierEvents());
        }
        QCOMPARE(room.texts(), 0);
        QCOMPARE(room.count(u"waitingForCarrier"_s), 0);
        QCOMPARE(room.count(u"failed"_s), 1);
        // What a process of before may have handed over stays texted; what certainly was not is for somebody else.
        const auto others = room.texter(room.campaign, 20).page.contacts;
        QCOMPARE(others.size(), restarts ? 19 : 20);
    }
    void anAnswerThatDidNotGoLeavesTheReplyWaiting()
    {
        Room room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"where?"_s);
        room.follow(texter);
        const auto waiting = [&] {
            return room.host->room(staff)->value(u"campaigns"_s).toArray().first().toObject().value(u"waiting"_s);
        };
        VERIFY_ACCEPTED(room.sendWaiting(texter, room.text(texter, contact, SendKind::Reply)));
        QCOMPARE(waiting().toInt(), 0);
        QVERIFY(room.host->pause(staff, room.campaign, {}));
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(waiting().toInt(), 1);
        QVERIFY(room.host->resume(staff, room.campaign));
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, contact, SendKind::Reply, u"At the library"_s)));
        QCOMPARE(waiting().toInt(), 0);
        QCOMPARE(room.carrier.textsTo(contact.phone), 2);
        QCOMPARE(room.count(u"repliesSent"_s), 1);
    }
    void whoeverGetsTheConversationNextMayWriteTheFirstText()
    {
        Room room;
        const auto first = room.texter(2);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = first.page.contacts.front();
        VERIFY_ACCEPTED(room.sendWaiting(first, contact));
        QVERIFY(room.host->pause(staff, room.campaign, {}));
        QVERIFY(room.host->takeCarrierEvents());
        QVERIFY(room.host->resume(staff, room.campaign));
        room.follow(second);
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {contact.id}, {}}), 1);
        const auto changes = room.follow(second);
        QCOMPARE(countOf<ContactAssigned>(changes), 1);
        const auto got = std::get<ContactAssigned>(changes.front());
        QVERIFY(got.stage == ContactStage::NeedsFirstMessage);
        QCOMPARE(got.conversation.size(), 1);
        QVERIFY(got.conversation.front().delivery == Delivery::Refused);
        second.page.lease = got.lease;
        VERIFY_ACCEPTED(room.send(second, contact));
    }
    void whatTheCarrierSaysOfATextThatWasSaidNeverToHaveLeftIsRecorded()
    {
        Room room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = texter.page.contacts.front();
        const auto text = room.text(texter, contact);
        VERIFY_ACCEPTED(room.sendWaiting(texter, text));
        QVERIFY(room.host->pause(staff, room.campaign, {}));
        QVERIFY(room.host->takeCarrierEvents());
        QVERIFY(room.host->resume(staff, room.campaign));
        VERIFY_ACCEPTED(room.send(texter, contact));
        CarrierEvent delivered;
        delivered.kind = CarrierEvent::Kind::Delivered;
        delivered.message = MessageId{text.id.value};
        delivered.at = room.clock.now();
        room.carrier.events.append(delivered);
        QVERIFY(room.host->takeCarrierEvents()); // A carrier that makes things up is written down all the same.
        QCOMPARE(room.count(u"failed"_s), 0);
        QCOMPARE(room.count(u"doubleTexts"_s), 1);
    }
};

QTEST_GUILESS_MAIN(HostHandOver)
#include "tst_HostHandOver.moc"
