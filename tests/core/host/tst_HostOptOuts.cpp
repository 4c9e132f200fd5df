#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class HostOptOuts : public QObject
{
    Q_OBJECT
private slots:
    void replyThatSaysStopBlocksAtOnceAndIsToldBeforeTheReply_data()
    {
        QTest::addColumn<QString>("words");
        for (const auto* words : {"STOP", "please stop texting me", "no me manden más mensajes", "opt-out", "BAJA"}) {
            QTest::newRow(words) << QString::fromUtf8(words);
        }
    }
    void replyThatSaysStopBlocksAtOnceAndIsToldBeforeTheReply()
    {
        QFETCH(QString, words);
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.follow(texter);
        room.replyFrom(contact.phone, words);
        const auto changes = room.follow(texter);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(std::get<OptOutAdded>(changes.at(0)).number, contact.phone);
        QCOMPARE(std::get<OptOutAdded>(changes.at(0)).source, OptOutSource::Reply);
        QCOMPARE(std::get<MessageReceived>(changes.at(1)).message.text, words);
        COMPARE_REFUSED(room.push(texter.caller, room.text(texter, contact, SendKind::Reply)), ProblemType::OptedOut);
        QCOMPARE(room.carrier.textsTo(contact.phone), 1);
        QCOMPARE(room.count(u"optOuts"_s), 1);
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
    }
    void ordinaryRepliesBlockNobody()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"I can't stop smiling, yes!"_s);
        QCOMPARE(countOf<OptOutAdded>(room.follow(texter)), 0);
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, contact, SendKind::Reply)));
    }
    void optOutHoldsInEveryCampaignOfTheOrganisationAndInNoOther()
    {
        TestHost room(1);
        const auto sister = room.addCampaign(u"campaign-2"_s, u"Neighbours for Parks"_s);
        const auto stranger = room.addCampaign(u"campaign-3"_s, u"Friends of the Library"_s);
        room.addPeople(sister, 1);
        room.addPeople(stranger, 1);
        auto here = room.texter(room.campaign, 1);
        auto there = room.texter(sister, 1);
        auto elsewhere = room.texter(stranger, 1);
        const auto number = TestHost::number(0);
        VERIFY_ACCEPTED(room.send(here, here.page.contacts.front()));
        room.replyFrom(number, u"stop"_s);
        QCOMPARE(countOf<OptOutAdded>(room.follow(here)), 1);
        QCOMPARE(countOf<OptOutAdded>(room.follow(there)), 1);
        QCOMPARE(room.follow(elsewhere).size(), 0);
        COMPARE_REFUSED(room.send(there, there.page.contacts.front()), ProblemType::OptedOut);
        VERIFY_ACCEPTED(room.send(elsewhere, elsewhere.page.contacts.front()));
        // A text of the other organisation's and its answer stay between those two.
        room.replyFrom(number, u"yes"_s);
        QCOMPARE(countOf<MessageReceived>(room.follow(elsewhere)), 1);
        QCOMPARE(room.follow(here).size(), 0);
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
    }
    void anOrganisationIsOneHoweverItsNameIsTyped_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("blanks") << u" neighbours  for Parks"_s;
        QTest::newRow("capitals") << u"NEIGHBOURS FOR PARKS"_s;
        QTest::newRow("at the end") << u"Neighbours for Parks\u00A0"_s;
    }
    void anOrganisationIsOneHoweverItsNameIsTyped()
    {
        QFETCH(QString, name);
        TestHost room(1);
        const auto sister = room.addCampaign(u"campaign-2"_s, name);
        QCOMPARE(room.host->organisations()->size(), 1);
        room.addPeople(sister, 1);
        auto here = room.texter(room.campaign, 1);
        const auto there = room.texter(sister, 1);
        VERIFY_ACCEPTED(room.send(here, here.page.contacts.front()));
        room.replyFrom(TestHost::number(0), u"stop"_s);
        COMPARE_REFUSED(room.send(there, there.page.contacts.front()), ProblemType::OptedOut);
        // The campaign says its organisation's name as the first one did, and may be imported again either way.
        QCOMPARE(room.host->campaign(there.caller, sister)->organisation, u"Neighbours for Parks"_s);
        room.addCampaign(u"campaign-1"_s, name);
        room.addCampaign(u"campaign-2"_s, u"Neighbours for Parks"_s);
        QCOMPARE(room.host->organisations()->size(), 1);
    }
    void composedLettersAreOneLetter()
    {
        TestHost room(0);
        room.addCampaign(u"campaign-2"_s, u"Jos\u00E9 for Mayor"_s);
        room.addCampaign(u"campaign-3"_s, u"Jose\u0301 for mayor"_s);
        QCOMPARE(room.host->organisations()->size(), 2);
    }
    void anOptOutBehindTheSendersCursorRefusesEvenWhenLiftedSince()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        const auto stale = room.text(texter, contact, SendKind::Reply);
        room.replyFrom(contact.phone, u"stop"_s);
        room.replyFrom(contact.phone, u"START"_s);
        COMPARE_REFUSED(room.push(texter.caller, stale), ProblemType::OptedOut);
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<OptOutAdded>(changes), 1);
        QCOMPARE(countOf<OptOutRemoved>(changes), 1);
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, contact, SendKind::Reply)));
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
    }
    void aLiftedOptOutOfBeforeTheLeaseIsBehindNobody()
    {
        TestHost room(2);
        auto texter = room.texter(room.campaign, 1);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        room.replyFrom(texter.page.contacts.front().phone, u"hi"_s);
        room.follow(texter); // Here their cursor stays: nothing more happens that is theirs.
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto other = TestHost::number(1).e164();
        QVERIFY(room.host->recordOptOut(staff, {other, u"by letter"_s, {}}));
        QVERIFY(room.host->reverseOptOut(staff, {other, u"the wrong letter"_s, {}}));
        const auto page = room.host->lease(texter.caller, {room.newId(), room.campaign, 1});
        QVERIFY(page);
        QCOMPARE(page->contacts.front().phone.e164(), other);
        texter.page = *page;
        const auto early = room.text(texter, page->contacts.front());
        // What is asked for after that is behind them again, lifted or not.
        QVERIFY(room.host->recordOptOut(staff, {other, u"by telephone"_s, {}}));
        QVERIFY(room.host->reverseOptOut(staff, {other, u"somebody else"_s, {}}));
        COMPARE_REFUSED(room.push(texter.caller, early), ProblemType::OptedOut);
        QCOMPARE(countOf<OptOutAdded>(room.follow(texter)), 1);
        VERIFY_ACCEPTED(room.send(texter, page->contacts.front()));
    }
    void theLeaseTellsWhatWasLiftedBeforeIt()
    {
        TestHost room(2);
        auto texter = room.texter(room.campaign, 1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto other = TestHost::number(1).e164();
        QVERIFY(room.host->recordOptOut(staff, {other, u"by letter"_s, {}}));
        QVERIFY(room.host->reverseOptOut(staff, {other, u"the wrong letter"_s, {}}));
        const auto before = texter.cursor;
        const auto page = room.host->lease(texter.caller, {room.newId(), room.campaign, 1});
        QVERIFY(page);
        texter.page = *page;
        QCOMPARE(texter.cursor, before);
        VERIFY_ACCEPTED(room.send(texter, page->contacts.front()));
    }
    void stopIsMeantForEverybodyWhoseTextTheyHave_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("certain") << u"STOP"_s;
        QTest::newRow("a phrase") << u"please stop texting me"_s;
    }
    void stopIsMeantForEverybodyWhoseTextTheyHave()
    {
        QFETCH(QString, words);
        TestHost room(1);
        const auto library = room.addCampaign(u"campaign-2"_s, u"Friends of the Library"_s);
        const auto untexted = room.addCampaign(u"campaign-3"_s, u"Bicycle Club"_s);
        room.addPeople(library, 1);
        room.addPeople(untexted, 1);
        auto first = room.texter(room.campaign, 1);
        auto last = room.texter(library, 1);
        auto never = room.texter(untexted, 1);
        const auto number = TestHost::number(0);
        VERIFY_ACCEPTED(room.send(first, first.page.contacts.front()));
        room.clock.advance(std::chrono::minutes(5));
        VERIFY_ACCEPTED(room.send(last, last.page.contacts.front()));
        for (auto* texter : {&first, &last, &never}) {
            room.follow(*texter);
        }
        room.replyFrom(number, words); // To whose text, nobody knows.
        QCOMPARE(room.count(u"optOuts"_s), 2);
        QCOMPARE(countOf<OptOutAdded>(room.follow(first)), 1);
        QCOMPARE(countOf<OptOutAdded>(room.follow(last)), 1);
        QCOMPARE(room.follow(never).size(), 0);
        for (auto* texter : {&first, &last}) {
            COMPARE_REFUSED(
                room.push(texter->caller, room.text(*texter, texter->page.contacts.front(), SendKind::Reply)),
                ProblemType::OptedOut);
        }
        QCOMPARE(room.carrier.textsTo(number, Carrier::Purpose::OptOutConfirmation), 1);
        // To start again is said to one of them.
        room.replyFrom(number, u"START"_s);
        QCOMPARE(room.count(u"optOuts"_s), 1);
        QCOMPARE(countOf<OptOutRemoved>(room.follow(first)), 0);
        QCOMPARE(countOf<OptOutRemoved>(room.follow(last)), 1);
        VERIFY_ACCEPTED(room.send(never, never.page.contacts.front()));
    }
    void yesLiftsOnlyAsAnAnswerToTheConfirmation()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        auto campaign = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        campaign.policy.confirmation = ConfirmationOwner::None;
        room.import(campaign);
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"stop"_s);
        room.replyFrom(contact.phone, u"yes"_s);
        QCOMPARE(room.count(u"optOuts"_s), 1);
        QCOMPARE(room.carrier.textsTo(contact.phone, Carrier::Purpose::OptOutConfirmation), 0);
    }
    void oneConfirmationAndOnlyToSomebodyWhoWasTexted()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& texted = texter.page.contacts.at(0);
        const auto& untouched = texter.page.contacts.at(1);
        VERIFY_ACCEPTED(room.send(texter, texted));
        room.replyFrom(texted.phone, u"stop"_s);
        room.replyFrom(texted.phone, u"STOP!!"_s);
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, untouched.id,
                                                  OptOutPayload{OptOutSource::Volunteer, {}, untouched.phone})));
        QCOMPARE(room.carrier.textsTo(texted.phone, Carrier::Purpose::OptOutConfirmation), 1);
        QCOMPARE(room.carrier.textsTo(untouched.phone, Carrier::Purpose::OptOutConfirmation), 0);
        COMPARE_REFUSED(room.send(texter, untouched), ProblemType::OptedOut);
    }
    void anOptOutInTheSamePushStopsTheTextBeforeTheCarrier()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        const auto outcomes = room.host->push(
            texter.caller,
            {room.text(texter, contact),
             room.command(room.campaign, contact.id, OptOutPayload{OptOutSource::Volunteer, {}, contact.phone})});
        QVERIFY(outcomes);
        VERIFY_ACCEPTED(outcomes->at(1));
        QCOMPARE(room.carrier.texts.size(), 0);
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<MessageStatusChanged>(changes), 1);
        QCOMPARE(countOf<OptOutAdded>(changes), 1);
    }
    void optOutIsTakenFromFrozenPausedAndLapsedTexters()
    {
        TestHost room;
        auto texter = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = texter.page.contacts.front();
        QVERIFY(room.host->freeze(staff, texter.caller.volunteer, true, {}));
        QVERIFY(room.host->pause(staff, room.campaign, {}));
        QVERIFY(room.host->returnLease(texter.caller, texter.page.lease.id));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, contact.id,
                                                  OptOutPayload{OptOutSource::Volunteer, {}, contact.phone})));
        QCOMPARE(room.count(u"optOuts"_s), 1);
    }
    void strangersCannotBeOptedOutByAVolunteer()
    {
        TestHost room;
        const auto one = room.texter();
        const auto other = room.texter();
        const auto& contact = other.page.contacts.front();
        COMPARE_REFUSED(room.push(one.caller, room.command(room.campaign, contact.id,
                                                           OptOutPayload{OptOutSource::Volunteer, {}, contact.phone})),
                        ProblemType::NotAssigned);
        QCOMPARE(room.count(u"optOuts"_s), 0);
    }
    void suppressedNumbersAreNeitherLeasedNorImported()
    {
        TestHost room(3);
        auto texter = room.texter(room.campaign, 1);
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, contact.id,
                                                  OptOutPayload{OptOutSource::Volunteer, {}, contact.phone})));
        QVERIFY(room.host->returnLease(texter.caller, texter.page.lease.id));
        const auto page = room.host->lease(texter.caller, {room.newId(), room.campaign, 10});
        QVERIFY(page);
        QCOMPARE(page->contacts.size(), 2);
        const auto sister = room.addCampaign(u"campaign-2"_s, u"Neighbours for Parks"_s);
        const auto report = room.addPeople(sister, 3);
        QCOMPARE(report.imported, 2);
        QCOMPARE(report.suppressed, 1);
    }
    void aReplyIsStoredOnceHoweverOftenTheCarrierSaysIt()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        CarrierEvent event;
        event.kind = CarrierEvent::Kind::Reply;
        event.message = MessageId{u"r"_s};
        event.from = contact.phone;
        event.text = u"yes"_s;
        event.at = room.clock.now();
        room.carrier.events = {event, event};
        QVERIFY(room.host->takeCarrierEvents());
        room.carrier.events = {event};
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(room.count(u"replies"_s), 1);
        QCOMPARE(countOf<MessageReceived>(room.follow(texter)), 1);
    }
    void lateReportsNeverTurnADeliveredTextBack()
    {
        TestHost room;
        auto texter = room.texter();
        const auto command = room.text(texter, texter.page.contacts.front());
        VERIFY_ACCEPTED(room.push(texter.caller, command));
        CarrierEvent delivered;
        delivered.kind = CarrierEvent::Kind::Delivered;
        delivered.message = MessageId{command.id.value};
        auto sent = delivered;
        sent.kind = CarrierEvent::Kind::Sent;
        room.carrier.events = {delivered, sent};
        QVERIFY(room.host->takeCarrierEvents());
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<MessageStatusChanged>(changes), 1);
        QCOMPARE(std::get<MessageStatusChanged>(changes.front()).delivery, Delivery::Delivered);
    }
    void monstrousRepliesAreKeptAndNeverBlockTheStream()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, QString(60'000, u'x'));
        room.replyFrom(contact.phone, QString::fromUtf8("😀").repeated(5000));
        room.replyFrom(contact.phone, u"a"_s + QChar(u'\0') + QChar(u'\x07') + u"\u202Eb"_s);
        QCOMPARE(countOf<MessageReceived>(room.follow(texter)), 3);
        QCOMPARE(room.count(u"replies"_s), 3);
    }
    void aChangeThatCannotBeReadBackDoesNotHoldUpTheOnesBehindIt()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"hello"_s);
        const auto broken =
            R"({"type":"optout.added","number":"+12125550100","source":"reply","at":"1969-12-31T00:00:00Z"})"_L1;
        QVERIFY(room.host->database().run(u"UPDATE changes SET body = ?"_s, {QString(broken)}));
        room.replyFrom(contact.phone, u"STOP"_s);
        const auto changes = room.follow(texter);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(countOf<OptOutAdded>(changes), 1);
        QCOMPARE(countOf<MessageReceived>(changes), 1);
        QCOMPARE(room.follow(texter).size(), 0);
    }
};

QTEST_GUILESS_MAIN(HostOptOuts)
#include "tst_HostOptOuts.moc"
