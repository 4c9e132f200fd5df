#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class HostSends : public QObject
{
    Q_OBJECT
private slots:
    void acceptedTextReachesTheCarrierOnce()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        QCOMPARE(room.carrier.textsTo(contact.phone), 1);
        QCOMPARE(room.carrier.texts.front().text, u"Hi, will you vote?"_s);
        QCOMPARE(room.count(u"carrierTexts"_s), 1);
    }
    void sameIdGivesTheFirstOutcomeAndTextsNobodyAgain()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto command = room.text(texter, texter.page.contacts.front());
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        const auto again = room.push(texter.caller, command);
        VERIFY_ACCEPTED(again);
        QVERIFY(again.duplicate);
        QCOMPARE(room.carrier.submissions, 1);
        QCOMPARE(room.count(u"duplicates"_s), 1);
    }
    void aRefusedCommandStaysRefusedForItsId()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->pause(staff, room.campaign, u"break"_s));
        const auto command = room.text(texter, texter.page.contacts.front());
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::Paused);
        QVERIFY(room.host->resume(staff, room.campaign));
        const auto again = room.push(texter.caller, command);
        COMPARE_REFUSED(again, ProblemType::Paused);
        QVERIFY(again.duplicate);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
    }
    void sameIdWithAnotherBodyIsRefused()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.at(0));
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        command.contact = texter.page.contacts.at(1).id;
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::TextChanged);
        QCOMPARE(room.carrier.submissions, 1);
        const auto outcome = room.host->outcomeOf(texter.caller, command.id);
        QVERIFY(outcome && *outcome);
        QCOMPARE((*outcome)->status, CommandStatus::Accepted);
    }
    void anothersCommandIdIsNotAnswered()
    {
        TestHost room;
        const auto one = room.texter();
        const auto other = room.texter();
        const auto command = room.text(one, one.page.contacts.front());
        VERIFY_ACCEPTED(room.push(one.caller, command));
        const auto asked = room.host->outcomeOf(other.caller, command.id);
        QVERIFY(asked);
        QVERIFY(!asked->has_value());
        COMPARE_REFUSED(room.push(other.caller, command), ProblemType::TextChanged);
    }
    void anAttemptThatWasSaidNeverToHaveComeIsNotTakenAnyMore()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        const auto asked = room.host->outcomeOf(texter.caller, command.id, 2);
        QVERIFY(asked && !*asked);
        room.reopen();
        for (const auto attempt : {0, 1, 2}) {
            command.attempt = attempt;
            const auto late = room.push(texter.caller, command);
            COMPARE_REFUSED(late, ProblemType::AttemptVoided);
            QVERIFY(!late.duplicate);
        }
        QCOMPARE(room.carrier.submissions, 0);
        const auto again = room.host->outcomeOf(texter.caller, command.id); // Nothing was decided about it.
        QVERIFY(again && !*again);
        command.attempt = 3;
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        QCOMPARE(room.carrier.submissions, 1);
    }
    void theAttemptIsNoPartOfTheCommand()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        command.attempt = 2;
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        // What was taken is taken: neither an earlier attempt nor a question changes that.
        const auto asked = room.host->outcomeOf(texter.caller, command.id, 7);
        QVERIFY(asked && *asked);
        for (const auto attempt : {0, 1, 3}) {
            command.attempt = attempt;
            const auto again = room.push(texter.caller, command);
            VERIFY_ACCEPTED(again);
            QVERIFY(again.duplicate);
        }
        QCOMPARE(room.carrier.submissions, 1);
    }
    void nobodyVoidsAnothersAttempts()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto other = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        QVERIFY(room.host->outcomeOf(other.caller, command.id, 9));
        command.attempt = 1;
        VERIFY_ACCEPTED(room.push(texter.caller, command));
    }
    void voidedAttemptsAreRememberedForAsLongAsTheyMatter()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto rows = [&room] {
            auto count = -1;
            const auto read =
                room.host->database().run(u"SELECT count(*) FROM voided_attempts"_s, {}, [&](const QSqlQuery& row) {
                    count = row.value(0).toInt();
                    return true;
                });
            return read ? count : -1;
        };
        auto command = room.text(texter, texter.page.contacts.front());
        QVERIFY(room.host->outcomeOf(texter.caller, command.id, 1));
        QVERIFY(room.host->outcomeOf(texter.caller, command.id, 1));
        QCOMPARE(rows(), 1);
        command.attempt = 2;
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        QCOMPARE(rows(), 0);
        QVERIFY(room.host->outcomeOf(texter.caller, CommandId{room.newId()}, 1));
        room.clock.advance(std::chrono::hours(49));
        QVERIFY(room.host->outcomeOf(texter.caller, CommandId{room.newId()}, 1));
        QCOMPARE(rows(), 1);
    }
    void aStopThatComesBeforeTheHandOverIsWrittenDownTakesNothingBack()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        auto broken = true;
        room.host->database().setFaultHook([&broken](qint64, const QString& sql) -> std::optional<Error> {
            return broken && sql.contains("carrier_log"_L1) ? std::optional(Error{ErrorCode::Io, u"on purpose"_s})
                                                            : std::nullopt;
        });
        VERIFY_ACCEPTED(room.send(texter, contact));
        QCOMPARE(room.carrier.textsTo(contact.phone), 1); // It went; that it did could not be written down.
        const auto stop =
            room.command(room.campaign, contact.id, OptOutPayload{OptOutSource::Volunteer, u"stop"_s, contact.phone});
        QVERIFY(!room.host->push(texter.caller, {stop})); // Nothing is decided before that.
        broken = false;
        VERIFY_ACCEPTED(room.push(texter.caller, stop));
        QCOMPARE(room.carrier.textsTo(contact.phone), 1);
        QCOMPARE(room.count(u"failed"_s), 0);
    }
    void secondFirstMessageIsRefused()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        COMPARE_REFUSED(room.send(texter, contact), ProblemType::PolicyRefused);
        QCOMPARE(room.carrier.textsTo(contact.phone), 1);
    }
    void twoFirstMessagesInOnePushAreOne()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        const auto outcomes = room.host->push(texter.caller, {room.text(texter, contact), room.text(texter, contact)});
        QVERIFY(outcomes);
        VERIFY_ACCEPTED(outcomes->at(0));
        COMPARE_REFUSED(outcomes->at(1), ProblemType::PolicyRefused);
        QCOMPARE(room.carrier.textsTo(contact.phone), 1);
    }
    void replyToSomebodyNeverTextedIsRefused()
    {
        TestHost room;
        const auto texter = room.texter();
        COMPARE_REFUSED(room.push(texter.caller, room.text(texter, texter.page.contacts.front(), SendKind::Reply)),
                        ProblemType::PolicyRefused);
    }
    void whoWroteBeforeTheirFirstTextIsAnswered_data()
    {
        QTest::addColumn<SendKind>("kind");
        QTest::newRow("as the inbox does") << SendKind::Reply;
        QTest::newRow("as a desk that has not heard of it") << SendKind::FirstMessage;
    }
    void whoWroteBeforeTheirFirstTextIsAnswered()
    {
        QFETCH(SendKind, kind);
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        room.replyFrom(contact.phone, u"Who has this number?"_s);
        if (kind == SendKind::Reply) {
            room.follow(texter);
        }
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, contact, kind)));
        COMPARE_REFUSED(room.send(texter, contact), ProblemType::PolicyRefused); // It has had its first text.
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, contact, SendKind::Reply, u"As I said"_s)));
        QCOMPARE(room.carrier.textsTo(contact.phone), 2);
        QCOMPARE(room.count(u"doubleTexts"_s), 0);
    }
    void wrongHashIsRefused()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        std::get<SendPayload>(command.payload).text += u'!';
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::TextChanged);
        QCOMPARE(room.carrier.submissions, 0);
    }
    void emptyAndOverlongTextsAreRefused()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        COMPARE_REFUSED(room.push(texter.caller, room.text(texter, contact, SendKind::FirstMessage, u"  \n"_s)),
                        ProblemType::PolicyRefused);
        COMPARE_REFUSED(
            room.push(texter.caller, room.text(texter, contact, SendKind::FirstMessage, QString(153 * 10 + 1, u'a'))),
            ProblemType::TooLarge);
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.text(texter, contact, SendKind::FirstMessage, QString(153 * 10, u'a'))));
    }
    void outsideTheWindowNamesTheOpening()
    {
        TestHost room;
        const auto texter = room.texter();
        room.clock.advance(std::chrono::hours(7)); // 20:00 in Austin, 02:00 UTC
        auto command = room.text(texter, texter.page.contacts.front());
        const auto outcome = room.push(texter.caller, command);
        COMPARE_REFUSED(outcome, ProblemType::OutsideWindow);
        QVERIFY(outcome.problem.retryAt);
        QVERIFY(*outcome.problem.retryAt > room.clock.now());
        QVERIFY(*outcome.problem.retryAt <= room.clock.now() + std::chrono::hours(14));
    }
    void aTextThatComesTooLateIsDropped()
    {
        TestHost room;
        const auto texter = room.texter();
        auto command = room.text(texter, texter.page.contacts.front());
        room.clock.advance(std::chrono::minutes(61));
        COMPARE_REFUSED(room.push(texter.caller, command), ProblemType::OutsideWindow);
        QCOMPARE(room.carrier.submissions, 0);
    }
    void pausedFrozenAndUnregisteredRefuse()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = texter.page.contacts.front();
        QVERIFY(room.host->freeze(staff, texter.caller.volunteer, true, u"look at this"_s));
        COMPARE_REFUSED(room.send(texter, contact), ProblemType::Frozen);
        QVERIFY(room.host->freeze(staff, texter.caller.volunteer, false, {}));
        auto campaign = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        campaign.registration = Registration::Pending;
        room.import(campaign);
        COMPARE_REFUSED(room.send(texter, contact), ProblemType::Unregistered);
        QVERIFY(room.host->pause(staff, room.campaign, u"break"_s));
        COMPARE_REFUSED(room.send(texter, contact), ProblemType::Paused);
        QCOMPARE(room.carrier.submissions, 0);
    }
    void anothersContactIsNotAssigned()
    {
        TestHost room;
        const auto one = room.texter();
        const auto other = room.texter();
        COMPARE_REFUSED(room.push(one.caller, room.text(one, other.page.contacts.front())), ProblemType::NotAssigned);
        const auto note =
            room.command(room.campaign, other.page.contacts.front().id, NotePayload{NoteId{u"n"_s}, u"x"_s});
        COMPARE_REFUSED(room.push(one.caller, note), ProblemType::NotAssigned);
        auto unknown = room.text(one, one.page.contacts.front());
        unknown.contact = ContactId{u"nobody"_s};
        COMPARE_REFUSED(room.push(one.caller, unknown), ProblemType::NotFound);
        QCOMPARE(room.carrier.submissions, 0);
    }
    void wrongNumberAndEscalatedAreNotTextedUntilReopened()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        const auto& another = texter.page.contacts.at(1);
        VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, contact.id, WrongNumberPayload{})));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, another.id, EscalatePayload{u"threat"_s})));
        COMPARE_REFUSED(room.send(texter, contact), ProblemType::PolicyRefused);
        COMPARE_REFUSED(room.send(texter, another), ProblemType::PolicyRefused);
        VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, contact.id, ReopenPayload{})));
        VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, another.id, ReopenPayload{})));
        VERIFY_ACCEPTED(room.send(texter, contact));
        VERIFY_ACCEPTED(room.send(texter, another));
    }
    void takingBackTheCloseLeavesWrongNumberAndStaffStanding()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& wrong = texter.page.contacts.front();
        const auto& withStaff = texter.page.contacts.at(1);
        const auto says = [&](const Contact& contact, const CommandPayload& payload) {
            return room.push(texter.caller, room.command(room.campaign, contact.id, payload));
        };
        VERIFY_ACCEPTED(says(wrong, WrongNumberPayload{}));
        VERIFY_ACCEPTED(says(withStaff, EscalatePayload{u"threat"_s}));
        for (const auto* contact : {&wrong, &withStaff}) {
            VERIFY_ACCEPTED(says(*contact, ClosePayload{}));
            VERIFY_ACCEPTED(says(*contact, ReopenPayload{Reopens::Close}));
            VERIFY_ACCEPTED(says(*contact, ReopenPayload{Reopens::Skip}));
            COMPARE_REFUSED(room.send(texter, *contact), ProblemType::PolicyRefused);
        }
        VERIFY_ACCEPTED(says(withStaff, ReopenPayload{Reopens::WrongNumber}));
        COMPARE_REFUSED(room.send(texter, withStaff), ProblemType::PolicyRefused);
        VERIFY_ACCEPTED(says(withStaff, ReopenPayload{Reopens::Escalation}));
        VERIFY_ACCEPTED(room.send(texter, withStaff));
        VERIFY_ACCEPTED(says(wrong, ReopenPayload{Reopens::Escalation}));
        COMPARE_REFUSED(room.send(texter, wrong), ProblemType::PolicyRefused);
        VERIFY_ACCEPTED(says(wrong, ReopenPayload{Reopens::WrongNumber}));
        VERIFY_ACCEPTED(room.send(texter, wrong));
    }
    void aTextCommittedButNotHandedOverGoesOutAtTheNextStart()
    {
        TestHost room;
        const auto texter = room.texter();
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        // As after a crash between COMMIT and hand-over.
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        QVERIFY(room.host->database().run(u"DELETE FROM carrier_log"_s));
        room.reopen();
        QCOMPARE(room.carrier.submissions, 2);
        QCOMPARE(room.carrier.texts.size(), 1); // the same id is the same text
        QCOMPARE(room.count(u"carrierTexts"_s), 1);
        QCOMPARE(room.count(u"doubleTexts"_s), 0);
    }
    void aTextThatWentAndWasStoppedHereIsWhatTheCarrierSays()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        const auto text = room.text(texter, contact);
        VERIFY_ACCEPTED(room.push(texter.caller, text));
        // As after a crash between hand-over and its mark, and an opt-out by the operator before the next start.
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        QVERIFY(room.host->database().run(u"DELETE FROM carrier_log"_s));
        const auto beside = room.beside();
        room.host.reset();
        QVERIFY(*beside->optOut(beside->organisations()->first().id, {contact.phone.e164(), {}, {}}));
        room.reopen();
        QCOMPARE(room.carrier.submissions, 1);
        QCOMPARE(room.count(u"failed"_s), 1);
        room.follow(texter);

        CarrierEvent event;
        event.message = MessageId{text.id.value};
        event.at = room.clock.now();
        for (const auto kind : {CarrierEvent::Kind::Sent, CarrierEvent::Kind::Delivered}) {
            event.kind = kind;
            room.carrier.events.append(event);
        }
        QVERIFY(room.host->takeCarrierEvents());
        const auto told = room.follow(texter);
        QCOMPARE(countOf<MessageStatusChanged>(told), 2);
        QCOMPARE(std::get<MessageStatusChanged>(told.back()).delivery, Delivery::Delivered);
        QCOMPARE(std::get<MessageStatusChanged>(told.back()).reason, QString());
        QCOMPARE(room.count(u"failed"_s), 0);
        QCOMPARE(room.count(u"carrierTexts"_s), 1);
        QCOMPARE(room.count(u"doubleTexts"_s), 0);
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
    }
    void aHostBesideAServingOneHandsNothingOver()
    {
        TestHost room;
        const auto texter = room.texter();
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        KeepingCarrier carrier;
        Host::Options options;
        options.databasePath = room.host->database().path();
        options.handsTextsOver = false;
        const auto beside = Host::open(options, carrier, room.clock, room.random);
        QVERIFY(beside);
        QCOMPARE(carrier.submissions, 0);
        QCOMPARE((*beside)->record().value(u"waitingForCarrier"_s).toInt(), 1);
    }
    void doubleTextsAndTextsAfterAnOptOutWouldBeCounted()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"STOP"_s);
        auto& database = room.host->database();
        QVERIFY(database.run(u"INSERT INTO carrier_log (sequence, message, organisation, number, kind, at) "
                             "SELECT 100000, 'forged', organisation, number, 0, at FROM carrier_log LIMIT 1"_s));
        QCOMPARE(room.count(u"doubleTexts"_s), 1);
        QCOMPARE(room.count(u"afterOptOut"_s), 1);
    }
};

QTEST_GUILESS_MAIN(HostSends)
#include "tst_HostSends.moc"
