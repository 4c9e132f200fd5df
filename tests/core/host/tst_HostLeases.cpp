#include "core/host/ContactTable.h"
#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class HostLeases : public QObject
{
    Q_OBJECT
private slots:
    void theSameRequestGetsTheSameLeaseAgain()
    {
        TestHost room;
        const auto caller = room.join();
        const LeaseRequest request{room.newId(), room.campaign, 5};
        const auto first = room.host->lease(caller, request);
        const auto again = room.host->lease(caller, request);
        QVERIFY(first && again);
        QCOMPARE(again->lease.token, first->lease.token);
        QCOMPARE(again->cursor, first->cursor);
        QVERIFY(again->contacts == first->contacts);
        QCOMPARE(again->left, 15);
        COMPARE_PROBLEM(room.host->lease(room.join(), request), ProblemType::NotFound);
        // Frozen meanwhile, they get no other; but the answer to this one may have been lost.
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->freeze(staff, caller.volunteer, true, {}));
        const auto onceMore = room.host->lease(caller, request);
        QVERIFY(onceMore);
        QVERIFY(onceMore->contacts == first->contacts);
        COMPARE_PROBLEM(room.host->lease(caller, {room.newId(), room.campaign, 1}), ProblemType::Frozen);
    }
    void aReplyBeforeTheBatchArrivedBringsItsContact()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        room.replyFrom(contact.phone, u"Who is this?"_s);
        // As whoever never got the page reads it: the message is about nobody they know.
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<MessageReceived>(changes), 1);
        QCOMPARE(countOf<ContactAssigned>(changes), 1);
        const auto& assigned = std::get<ContactAssigned>(changes.back());
        QCOMPARE(assigned.contact.id, contact.id);
        QCOMPARE(assigned.lease.token, texter.page.lease.token);
        QCOMPARE(assigned.conversation.size(), 1);
        QCOMPARE(assigned.conversation.front().text, u"Who is this?"_s);
        room.replyFrom(contact.phone, u"Hello?"_s);
        QCOMPARE(countOf<ContactAssigned>(room.follow(texter)), 0);
    }
    void nobodyIsInTwoBatches()
    {
        TestHost room(30);
        QSet<ContactId> seen;
        for (int i = 0; i < 4; ++i) {
            const auto texter = room.texter(10);
            for (const auto& contact : texter.page.contacts) {
                QVERIFY(!seen.contains(contact.id));
                seen.insert(contact.id);
            }
        }
        QCOMPARE(seen.size(), 30);
    }
    void sizesAreBounded()
    {
        TestHost room;
        const auto caller = room.join();
        COMPARE_PROBLEM(room.host->lease(caller, {room.newId(), room.campaign, 0}), ProblemType::Malformed);
        COMPARE_PROBLEM(room.host->lease(caller, {room.newId(), room.campaign, 501}), ProblemType::TooLarge);
        COMPARE_PROBLEM(room.host->lease(caller, {QString(), room.campaign, 5}), ProblemType::Malformed);
    }
    void aWrongOrEndedFencingTokenSendsNothing()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        auto forged = room.text(texter, contact);
        std::get<SendPayload>(forged.payload).leaseToken = u"guess"_s;
        COMPARE_REFUSED(room.push(texter.caller, forged), ProblemType::LeaseLost);
        // Her other batch's token fits its own contacts only.
        auto second = texter;
        second.page = *room.host->lease(texter.caller, {room.newId(), room.campaign, 5});
        COMPARE_REFUSED(room.push(texter.caller, room.text(second, contact)), ProblemType::LeaseLost);
        VERIFY_ACCEPTED(room.send(texter, contact));
        QVERIFY(room.host->returnLease(texter.caller, texter.page.lease.id));
        COMPARE_REFUSED(room.send(texter, texter.page.contacts.at(1)), ProblemType::LeaseLost);
        QCOMPARE(room.carrier.submissions, 1);
    }
    void aLapsedLeaseSendsNothingAndItsUntextedContactsGoBack()
    {
        TestHost room(6);
        auto texter = room.texter(6);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        room.clock.advance(std::chrono::minutes(8 * 60));
        auto late = room.text(texter, texter.page.contacts.at(1));
        COMPARE_REFUSED(room.push(texter.caller, late), ProblemType::LeaseLost);
        const auto changes = room.follow(texter);
        QCOMPARE(countOf<LeaseEnded>(changes), 1);
        QCOMPARE(countOf<ContactUnassigned>(changes), 6);
        COMPARE_PROBLEM(room.host->renewLease(texter.caller, texter.page.lease.id), ProblemType::LeaseLost);
        const auto next = room.texter(10);
        QCOMPARE(next.page.contacts.size(), 5); // not the conversation
        QCOMPARE(room.carrier.submissions, 1);
    }
    void aContactThatComesBackIsSaidAfterThatItWasTakenAway()
    {
        TestHost room(3);
        auto texter = room.texter(3);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->release(staff, texter.caller.volunteer, u"break"_s));
        const auto again = room.host->lease(texter.caller, {room.newId(), room.campaign, 3});
        QVERIFY(again);
        QCOMPARE(again->contacts.size(), 3);
        // The page may arrive before the changes do.
        QSet<ContactId> held;
        for (const auto& change : room.follow(texter)) {
            if (const auto* taken = std::get_if<ContactUnassigned>(&change)) {
                held.remove(taken->contact);
            } else if (const auto* given = std::get_if<ContactAssigned>(&change)) {
                QCOMPARE(given->lease.id, again->lease.id);
                held.insert(given->contact.id);
            }
        }
        QCOMPARE(held.size(), 3);
    }
    void renewingKeepsTheTokenAndMovesTheEnd()
    {
        TestHost room;
        const auto texter = room.texter();
        room.clock.advance(std::chrono::hours(7));
        const auto renewed = room.host->renewLease(texter.caller, texter.page.lease.id);
        QVERIFY(renewed);
        QCOMPARE(renewed->token, texter.page.lease.token);
        QVERIFY(renewed->expiresAt == room.clock.now() + std::chrono::hours(8));
        COMPARE_PROBLEM(room.host->renewLease(room.join(), texter.page.lease.id), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->returnLease(room.join(), texter.page.lease.id), ProblemType::NotFound);
        QVERIFY(room.host->returnLease(texter.caller, texter.page.lease.id));
        QVERIFY(room.host->returnLease(texter.caller, texter.page.lease.id)); // its answer may have been lost
    }
    void signingOutGivesBackWhatWasNotTextedAndKeepsConversations()
    {
        TestHost room(6);
        const auto texter = room.texter(6);
        const auto& texted = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, texted));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, texter.page.contacts.at(1).id, SkipPayload{})));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, texter.page.contacts.at(2).id, WrongNumberPayload{})));
        QVERIFY(room.host->signOut(texter.caller));
        const auto next = room.texter(10);
        QCOMPARE(next.page.contacts.size(), 4); // neither the texted one nor the wrong number
        QCOMPARE(next.page.contacts.back().id, texter.page.contacts.at(1).id); // skipped ones come last
        room.replyFrom(texted.phone, u"yes"_s);
        const auto staff = room.join(room.campaign, Role::Staff);
        QCOMPARE(room.host->room(staff)->value(u"unassigned"_s).toObject().value(u"waiting"_s).toInt(), 1);
        QCOMPARE(room.count(u"replies"_s), 1);
    }
    void whatWasRecordedBeforeTheLeaseEndedIsStillTaken()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& id = texter.page.contacts.front().id;
        QVERIFY(room.host->returnLease(texter.caller, texter.page.lease.id));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, id, AnswerPayload{StepId{u"first"_s}, u"Yes"_s})));
        VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, id, TagPayload{u"yard sign"_s, true})));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, id, NotePayload{NoteId{u"n"_s}, u"nice"_s})));
        COMPARE_REFUSED(room.push(texter.caller, room.command(room.campaign, id, SkipPayload{})),
                        ProblemType::NotAssigned);
        QCOMPARE(room.count(u"answers"_s), 1);
        QCOMPARE(room.count(u"tags"_s), 1);
        QCOMPARE(room.count(u"notes"_s), 1);
        for (const CommandPayload& back :
             {CommandPayload(AnswerPayload{StepId{u"first"_s}, {}}), CommandPayload(TagPayload{u"yard sign"_s, false}),
              CommandPayload(NotePayload{NoteId{u"n"_s}, {}})}) {
            VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, id, back)));
        }
        QCOMPARE(room.count(u"answers"_s), 0);
        QCOMPARE(room.count(u"tags"_s), 0);
        QCOMPARE(room.count(u"notes"_s), 0);
    }
    void aReplyOpensAClosedConversationAgain()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        VERIFY_ACCEPTED(room.push(texter.caller, room.command(room.campaign, contact.id, ClosePayload{})));
        QCOMPARE(room.count(u"closed"_s), 1);
        room.replyFrom(contact.phone, u"one more thing"_s);
        QCOMPARE(room.count(u"closed"_s), 0);
        Work work(room.host->database(), room.clock.now());
        QCOMPARE(ContactTable(work).find(contact.id)->stage, ContactStage::NeedsReply);
    }
    void cursorsOfOtherStreamsAreGone()
    {
        TestHost room;
        auto one = room.texter();
        const auto other = room.texter();
        COMPARE_PROBLEM(room.host->changes(one.caller, other.cursor), ProblemType::Gone);
        COMPARE_PROBLEM(room.host->changes(one.caller, u"nonsense"_s), ProblemType::Gone);
        COMPARE_PROBLEM(room.host->changes(one.caller, one.cursor.section(u'.', 0, 0) + u".999999"_s),
                        ProblemType::Gone);
        const auto same = room.host->changes(one.caller, one.cursor);
        QVERIFY(same);
        QCOMPARE(same->cursor, one.cursor);
    }
    void longStreamsComeInPagesAndLoseNothing()
    {
        TestHost room(500);
        auto texter = room.texter(500);
        room.clock.advance(std::chrono::hours(8));
        const auto first = room.host->changes(texter.caller, texter.cursor);
        QVERIFY(first);
        QCOMPARE(first->changes.size(), 500);
        QVERIFY(first->more);
        QCOMPARE(room.follow(texter).size(), 501);
        QCOMPARE(room.follow(texter).size(), 0);
    }
};

QTEST_GUILESS_MAIN(HostLeases)
#include "tst_HostLeases.moc"
