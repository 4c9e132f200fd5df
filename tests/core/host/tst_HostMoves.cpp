#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"
#include "tests/support/TempStore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

template<class T>
QList<T> all(const QList<Change>& changes)
{
    QList<T> found;
    for (const auto& change : changes) {
        if (const auto* one = std::get_if<T>(&change)) {
            found.append(*one);
        }
    }
    return found;
}

/// A conversation with an opt-out that was lifted, handed on to somebody who never had it, and that one's laptop.
class HandedOn
{
public:
    explicit HandedOn(bool byStaff, Seconds carrierAhead = Seconds{0})
        : first(room.texter(3))
        , second(room.texter(1))
    {
        const auto staff = room.join(room.campaign, Role::Staff);
        isReady = room.send(first, contact()).status == CommandStatus::Accepted;
        room.carrier.reply(contact().phone, u"STOP"_s, room.clock.now() + carrierAhead);
        isReady = isReady && room.host->takeCarrierEvents();
        room.clock.advance(Seconds{20});
        if (byStaff) {
            isReady = isReady && room.host->reverseOptOut(staff, {contact().phone.e164(), u"misread"_s, {}});
        } else {
            room.replyFrom(contact().phone, u"START"_s);
        }
        const auto moved =
            room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {contact().id}, {}});
        isReady = isReady && moved && *moved == 1 &&
                  laptop->applyCampaign(*room.host->campaign(second.caller, room.campaign)) &&
                  laptop->applyLease(second.page);
    }
    const Contact& contact() const { return first.page.contacts.front(); }
    ChangesPage news()
    {
        const auto page = room.host->changes(second.caller, second.cursor);
        second.cursor = page ? page->cursor : second.cursor;
        return page.value_or(ChangesPage{});
    }
    /// What the laptop has to say goes up; how much that was.
    int pushAll()
    {
        const auto due = laptop->due(100);
        for (const auto& row : due.value_or(QList<OutboxRow>{})) {
            isReady = isReady && laptop->claim({row.command.id}) &&
                      room.push(second.caller, row.command).status == CommandStatus::Accepted &&
                      laptop->resolve({{row.command.id, OutboxEvent::Accept, {}}});
        }
        return due ? static_cast<int>(due->size()) : -1;
    }
    int confirmations() const { return room.carrier.textsTo(contact().phone, Carrier::Purpose::OptOutConfirmation); }
    bool isOptedOut() const { return laptop.store().contact(contact().id)->optedOut; }

    TestHost room;
    Texter first;
    Texter second;
    mutable TempStore laptop{1, TempStore::Disk::DoesNotWait};
    bool isReady = false;
};

} // namespace

// Contacts that staff hand on or take away.
class HostMoves : public QObject
{
    Q_OBJECT
private slots:
    void aConversationGoesToTheNextVolunteerWholeAndOnlyTheyCanGoOn()
    {
        TestHost room;
        auto first = room.texter(5);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = first.page.contacts.front();
        VERIFY_ACCEPTED(room.send(first, contact));
        room.replyFrom(contact.phone, u"who is this?"_s);
        room.follow(first);
        room.follow(second);
        const auto moved =
            room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {contact.id}, u"break"_s});
        QVERIFY(moved);
        QCOMPARE(*moved, 1);

        const auto lost = all<ContactUnassigned>(room.follow(first));
        QCOMPARE(lost.size(), 1);
        QCOMPARE(lost.front().contact, contact.id);
        const auto got = all<ContactAssigned>(room.follow(second));
        QCOMPARE(got.size(), 1);
        QCOMPARE(got.front().contact.id, contact.id);
        QVERIFY(got.front().stage == ContactStage::NeedsReply);
        QCOMPARE(got.front().lease.id, second.page.lease.id);
        QCOMPARE(got.front().conversation.size(), 2);
        QVERIFY(got.front().conversation.first().direction == Direction::Outgoing);
        QCOMPARE(got.front().conversation.last().text, u"who is this?"_s);

        COMPARE_REFUSED(room.push(first.caller, room.text(first, contact, SendKind::Reply, u"me"_s)),
                        ProblemType::LeaseLost);
        VERIFY_ACCEPTED(room.push(second.caller, room.text(second, contact, SendKind::Reply, u"Grace here"_s)));
        room.replyFrom(contact.phone, u"ok"_s);
        QCOMPARE(countOf<MessageReceived>(room.follow(first)), 0);
        QCOMPARE(countOf<MessageReceived>(room.follow(second)), 1);
    }
    void aLiftedOptOutIsNotReadAgainByWhoeverGetsTheConversation_data()
    {
        QTest::addColumn<bool>("byStaff");
        QTest::addColumn<int>("carrierAhead");
        QTest::newRow("by themselves") << false << 0;
        QTest::newRow("by staff") << true << 0;
        QTest::newRow("by staff, where the carrier's clock is ahead") << true << 40;
    }
    void aLiftedOptOutIsNotReadAgainByWhoeverGetsTheConversation()
    {
        QFETCH(bool, byStaff);
        QFETCH(int, carrierAhead);
        HandedOn f(byStaff, Seconds{carrierAhead});
        QVERIFY(f.isReady);
        QVERIFY(f.laptop->applyChanges(f.news()));
        QVERIFY(f.laptop->contact(f.contact().id) != nullptr);
        QVERIFY(!f.isOptedOut());
        QCOMPARE(f.pushAll(), 0);
        QCOMPARE(f.room.count(u"optOuts"_s), 0);
        QCOMPARE(f.confirmations(), 1);
        // What they say from now on counts.
        f.room.clock.advance(Seconds{60});
        f.room.replyFrom(f.contact().phone, u"stop"_s);
        QVERIFY(f.laptop->applyChanges(f.news()));
        QVERIFY(f.isOptedOut());
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
        QCOMPARE(f.confirmations(), 2);
    }
    void aStopAfterTheLiftingIsReadByWhoeverGetsTheConversation()
    {
        HandedOn f(false);
        QVERIFY(f.isReady);
        auto page = f.news();
        auto added = false;
        for (auto& change : page.changes) {
            if (auto* assigned = std::get_if<ContactAssigned>(&change)) {
                QVERIFY(assigned->optOutLiftedAt);
                auto stop = assigned->conversation.last();
                stop.id.value = u"later"_s;
                stop.text = u"Stop"_s;
                stop.at = *assigned->optOutLiftedAt + Millis{1};
                assigned->conversation.append(stop);
                added = true;
            }
        }
        QVERIFY(added);
        QVERIFY(f.laptop->applyChanges(page));
        QVERIFY(f.isOptedOut());
        QCOMPARE(f.pushAll(), 1);
    }
    void anOptOutThatWasReadOffLiftedWordsIsNoNews_data()
    {
        QTest::addColumn<bool>("byStaff");
        QTest::newRow("by themselves") << false;
        QTest::newRow("by staff") << true;
    }
    void anOptOutThatWasReadOffLiftedWordsIsNoNews()
    {
        QFETCH(bool, byStaff);
        HandedOn f(byStaff);
        QVERIFY(f.isReady);
        auto page = f.news();
        for (auto& change : page.changes) { // As if this laptop did not know of that.
            if (auto* assigned = std::get_if<ContactAssigned>(&change)) {
                assigned->optOutLiftedAt.reset();
                if (!byStaff) {
                    assigned->conversation.removeLast(); // Nor the START.
                }
            }
        }
        QVERIFY(f.laptop->applyChanges(page));
        QVERIFY(f.isOptedOut());
        QCOMPARE(f.pushAll(), 1);
        QVERIFY(f.isReady);
        QCOMPARE(f.room.count(u"optOuts"_s), 0);
        QCOMPARE(f.confirmations(), 1);
        QVERIFY(f.laptop->applyChanges(f.news())); // It is told, and may go on.
        QVERIFY(!f.isOptedOut());
        // A person's own decision counts, whatever was before.
        VERIFY_ACCEPTED(f.room.push(f.second.caller,
                                    f.room.command(f.room.campaign, f.contact().id,
                                                   OptOutPayload{OptOutSource::Volunteer, {}, f.contact().phone})));
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
    }
    void anOptOutThatWasReadAfterALaterReplyCounts()
    {
        HandedOn f(true);
        QVERIFY(f.isReady);
        f.room.replyFrom(f.contact().phone, u"I would rather not be bothered"_s);
        VERIFY_ACCEPTED(
            f.room.push(f.second.caller, f.room.command(f.room.campaign, f.contact().id,
                                                        OptOutPayload{OptOutSource::Reply, {}, f.contact().phone})));
        QCOMPARE(f.room.count(u"optOuts"_s), 1);
        QCOMPARE(f.confirmations(), 2);
    }
    void whatNobodyHasReadStillWaitsForAnAnswer()
    {
        TestHost room;
        auto first = room.texter(5);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& answered = first.page.contacts.at(0);
        const auto& closed = first.page.contacts.at(1);
        const auto& read = first.page.contacts.at(2);
        for (const auto& contact : {answered, closed, read}) {
            VERIFY_ACCEPTED(room.send(first, contact));
            room.replyFrom(contact.phone, u"hm"_s);
        }
        room.follow(first);
        const auto before = first.cursor;
        room.replyFrom(answered.phone, u"where do I vote?"_s);
        room.replyFrom(closed.phone, u"and when?"_s);
        // Decided before those came down: answering and closing does not settle them.
        VERIFY_ACCEPTED(room.push(first.caller, room.text(first, answered, SendKind::Reply, u"Thank you!"_s)));
        VERIFY_ACCEPTED(room.push(first.caller, room.command(room.campaign, closed.id, ClosePayload{before})));
        VERIFY_ACCEPTED(room.push(first.caller, room.command(room.campaign, read.id, ClosePayload{before})));
        // Read off the conversation anew, it is the same.
        VERIFY_ACCEPTED(room.push(first.caller, room.command(room.campaign, answered.id, ReopenPayload{})));
        room.follow(second);
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {}, {}}), 5);
        QMap<QString, ContactStage> stages;
        for (const auto& one : all<ContactAssigned>(room.follow(second))) {
            stages.insert(one.contact.id.value, one.stage);
        }
        QVERIFY(stages.value(answered.id.value) == ContactStage::NeedsReply);
        QVERIFY(stages.value(closed.id.value) == ContactStage::NeedsReply);
        QVERIFY(stages.value(read.id.value) == ContactStage::Closed);
        VERIFY_ACCEPTED(room.push(second.caller, room.command(room.campaign, closed.id, ClosePayload{second.cursor})));
        VERIFY_ACCEPTED(room.push(second.caller, room.command(room.campaign, answered.id, ClosePayload{})));
        QCOMPARE(*room.host->reassign(staff, {second.caller.volunteer, first.caller.volunteer, {}, {}}), 6);
        for (const auto& one : all<ContactAssigned>(room.follow(first))) {
            QVERIFY(one.stage != ContactStage::NeedsReply);
        }
    }
    void withoutABatchOfTheirOwnTheyGetALease()
    {
        TestHost room;
        auto first = room.texter(5);
        Texter second;
        second.caller = room.join();
        const auto staff = room.join(room.campaign, Role::Staff);
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {}, {}}), 5);
        const auto got = all<ContactAssigned>(room.follow(second));
        QCOMPARE(got.size(), 5);
        second.page.lease = got.front().lease;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(got.at(i).lease.id, second.page.lease.id);
            QCOMPARE(got.at(i).contact.ordinal, i);
            VERIFY_ACCEPTED(room.send(second, got.at(i).contact));
        }
        QVERIFY(room.host->renewLease(second.caller, second.page.lease.id));
        QVERIFY(room.host->returnLease(second.caller, second.page.lease.id));
    }
    void aContactThatComesBackComesUnderAnotherLease()
    {
        TestHost room;
        auto first = room.texter(3);
        const auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = first.page.contacts.front();
        const auto early = room.text(first, contact);
        room.clock.advance(Seconds{60});
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {contact.id}, {}}), 1);
        QCOMPARE(*room.host->reassign(staff, {second.caller.volunteer, first.caller.volunteer, {contact.id}, {}}), 1);
        const auto got = all<ContactAssigned>(room.follow(first));
        QCOMPARE(got.size(), 1);
        QCOMPARE(got.front().contact.id, contact.id);
        QVERIFY(got.front().lease.id != first.page.lease.id);
        QVERIFY(got.front().lease.token != first.page.lease.token);
        // Approved when it was theirs before, and under way ever since.
        COMPARE_REFUSED(room.push(first.caller, early), ProblemType::LeaseLost);
        QCOMPARE(room.count(u"carrierTexts"_s), 0);
        auto now = first;
        now.page.lease = got.front().lease;
        VERIFY_ACCEPTED(room.send(now, contact));
        VERIFY_ACCEPTED(room.send(first, first.page.contacts.at(1))); // The others are held as before.
    }
    void thoseThatComeBackTogetherShareALease()
    {
        TestHost room;
        auto first = room.texter(5);
        Texter second;
        second.caller = room.join();
        const auto staff = room.join(room.campaign, Role::Staff);
        room.clock.advance(Seconds{60});
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {}, {}}), 5);
        QCOMPARE(*room.host->reassign(staff, {second.caller.volunteer, first.caller.volunteer, {}, {}}), 5);
        const auto got = all<ContactAssigned>(room.follow(first));
        QCOMPARE(got.size(), 5);
        for (const auto& one : got) {
            QVERIFY(one.lease.id != first.page.lease.id);
            QCOMPARE(one.lease.id, got.front().lease.id);
        }
    }
    void whatWasNeverTheirsJoinsTheirOpenLease()
    {
        TestHost room;
        auto first = room.texter(2);
        const auto second = room.texter(3);
        const auto staff = room.join(room.campaign, Role::Staff);
        room.clock.advance(Seconds{60});
        QCOMPARE(*room.host->reassign(staff, {second.caller.volunteer, first.caller.volunteer, {}, {}}), 3);
        const auto got = all<ContactAssigned>(room.follow(first));
        QCOMPARE(got.size(), 3);
        for (const auto& one : got) {
            QCOMPARE(one.lease.id, first.page.lease.id);
            VERIFY_ACCEPTED(room.send(first, one.contact));
        }
    }
    void releasePutsTheUntextedBackAndLeavesConversations()
    {
        TestHost room(10);
        auto texter = room.texter(10);
        const auto staff = room.join(room.campaign, Role::Staff);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.at(3)));
        QCOMPARE(*room.host->release(staff, texter.caller.volunteer, u"slow"_s), 9);
        QCOMPARE(*room.host->release(staff, texter.caller.volunteer, u"slow"_s), 0);
        QCOMPARE(countOf<ContactUnassigned>(room.follow(texter)), 9);
        COMPARE_REFUSED(room.send(texter, texter.page.contacts.at(4)), ProblemType::LeaseLost);
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.text(texter, texter.page.contacts.at(3), SendKind::Reply, u"hello?"_s)));
        QCOMPARE(room.texter(10).page.contacts.size(), 9);
    }
    void conversationsThatNobodyHoldsCanBeHandedOut()
    {
        TestHost room;
        auto first = room.texter(3);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = first.page.contacts.front();
        VERIFY_ACCEPTED(room.send(first, contact));
        QVERIFY(room.host->signOut(first.caller));
        room.replyFrom(contact.phone, u"hello?"_s);
        QCOMPARE(*room.host->reassign(staff, {{}, second.caller.volunteer, {}, {}}), 1);
        const auto got = all<ContactAssigned>(room.follow(second));
        QCOMPARE(got.size(), 1);
        QCOMPARE(got.front().contact.id, contact.id);
        QCOMPARE(got.front().conversation.size(), 2);
    }
    void takenAwayFromEverybodyItIsNobodys()
    {
        TestHost room(5);
        auto texter = room.texter(5);
        const auto staff = room.join(room.campaign, Role::Staff);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        QCOMPARE(*room.host->reassign(staff, {texter.caller.volunteer, {}, {}, {}}), 5);
        QCOMPARE(room.host->room(staff)->value(u"unassigned"_s).toObject().value(u"conversations"_s).toInt(), 1);
        QCOMPARE(room.texter(5).page.contacts.size(), 4);
    }
    void whoMayNotBeTextedIsHandedToNobody()
    {
        TestHost room;
        auto first = room.texter(3);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        VERIFY_ACCEPTED(room.send(first, first.page.contacts.at(0)));
        room.replyFrom(first.page.contacts.at(0).phone, u"STOP"_s);
        VERIFY_ACCEPTED(
            room.push(first.caller, room.command(room.campaign, first.page.contacts.at(1).id, WrongNumberPayload{})));
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {}, {}}), 3);
        const auto got = all<ContactAssigned>(room.follow(second));
        QCOMPARE(got.size(), 1);
        QCOMPARE(got.front().contact.id, first.page.contacts.at(2).id);
    }
    void whatWasFoundOutGoesWithTheConversation()
    {
        TestHost room;
        auto first = room.texter(2);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = first.page.contacts.front();
        VERIFY_ACCEPTED(room.send(first, contact));
        const auto says = [&](const CommandPayload& payload) {
            return room.push(first.caller, room.command(room.campaign, contact.id, payload));
        };
        VERIFY_ACCEPTED(says(AnswerPayload{StepId{u"step-1"_s}, u"Yes"_s}));
        VERIFY_ACCEPTED(says(TagPayload{u"volunteer"_s, true}));
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {contact.id}, {}}), 1);
        const auto got = all<ContactAssigned>(room.follow(second));
        QCOMPARE(got.size(), 1);
        QCOMPARE(got.front().answers, (QMap<StepId, QString>{{StepId{u"step-1"_s}, u"Yes"_s}}));
        QCOMPARE(got.front().tags, QStringList{u"volunteer"_s});
    }
    void whoeverJoinsAgainGetsTheirsBack()
    {
        TestHost room;
        auto texter = room.texter(3);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.at(0)));
        VERIFY_ACCEPTED(
            room.push(texter.caller, room.command(room.campaign, texter.page.contacts.at(2).id, WrongNumberPayload{})));
        const auto code = room.host->makeJoinCode(room.campaign, {});
        const JoinRequest request{*code, u"Grace"_s, texter.caller.device, u"Laptop"_s, {}};
        room.clock.advance(std::chrono::minutes(5));
        const auto again = room.host->join(request, {});
        QVERIFY(again);
        QCOMPARE(again->volunteer, texter.caller.volunteer);
        // As a store that is empty reads it: from the beginning.
        const auto told = [&] {
            const auto page = room.host->changes(*room.host->authenticate(again->token), {});
            QMap<QString, ContactAssigned> held;
            for (const auto& change : page->changes) {
                if (const auto* assigned = std::get_if<ContactAssigned>(&change)) {
                    held.insert(assigned->contact.id.value, *assigned);
                } else if (const auto* gone = std::get_if<ContactUnassigned>(&change)) {
                    held.remove(gone->contact.value);
                }
            }
            return held;
        };
        const auto held = told();
        QCOMPARE(held.size(), 2); // Nobody is to work on a wrong number.
        QCOMPARE(held.value(texter.page.contacts.at(0).id.value).conversation.size(), 1);
        QVERIFY(held.value(texter.page.contacts.at(1).id.value).stage == ContactStage::NeedsFirstMessage);
        const auto lease = held.first().lease;
        // What was approved under the lease they had before comes too late.
        texter.caller = *room.host->authenticate(again->token);
        QCOMPARE(room.send(texter, texter.page.contacts.at(1)).problem.type, ProblemType::LeaseLost);
        // The network delivers the request once more: nothing moves.
        QVERIFY(room.host->join(request, {}));
        QCOMPARE(told().first().lease.token, lease.token);
        // A laptop that was wiped has another key, however soon it is back; the same request again has the same.
        auto wiped = request;
        wiped.deviceKey = QByteArray(32, 'k');
        QVERIFY(room.host->join(wiped, {}));
        const auto anew = told().first().lease.token;
        QVERIFY(anew != lease.token);
        QVERIFY(room.host->join(wiped, {}));
        QCOMPARE(told().first().lease.token, anew);
    }
    void whatIsWithStaffIsHandedOnByNameAlone()
    {
        TestHost room;
        auto first = room.texter(2);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = first.page.contacts.front();
        VERIFY_ACCEPTED(room.send(first, contact));
        VERIFY_ACCEPTED(room.push(first.caller, room.command(room.campaign, contact.id, EscalatePayload{u"Press"_s})));
        const auto escalations = [&] { return room.host->room(staff)->value(u"escalations"_s).toArray().size(); };
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {}, {}}), 2);
        QCOMPARE(all<ContactAssigned>(room.follow(second)).size(), 1); // The other one.
        QCOMPARE(escalations(), 1);
        QCOMPARE(*room.host->reassign(staff, {{}, second.caller.volunteer, {contact.id}, {}}), 1);
        const auto got = all<ContactAssigned>(room.follow(second));
        QCOMPARE(got.size(), 1);
        QCOMPARE(got.front().contact.id, contact.id);
        QCOMPARE(escalations(), 0);
    }
    void aWrongNumberThatIsHeardOfLateIsTakenFromWhoeverHasIt()
    {
        TestHost room;
        auto first = room.texter(2);
        auto second = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto& contact = first.page.contacts.front();
        QCOMPARE(*room.host->reassign(staff, {first.caller.volunteer, second.caller.volunteer, {contact.id}, {}}), 1);
        room.follow(second);
        VERIFY_ACCEPTED(room.push(first.caller, room.command(room.campaign, contact.id, WrongNumberPayload{})));
        const auto gone = all<ContactUnassigned>(room.follow(second));
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone.front().contact, contact.id);
    }
    void whatIsNotTheirsAnyMoreIsPassedOver()
    {
        TestHost room;
        auto first = room.texter(2);
        const auto second = room.texter(2);
        const auto staff = room.join(room.campaign, Role::Staff);
        const QList<ContactId> chosen{first.page.contacts.at(0).id, second.page.contacts.at(0).id};
        const Host::Reassignment move{first.caller.volunteer, second.caller.volunteer, chosen, {}};
        QCOMPARE(*room.host->reassign(staff, move), 1);
        QCOMPARE(*room.host->reassign(staff, move), 0); // Said again it changes nothing.
    }
    void onlyWhoCanTakeThemGetsThem()
    {
        TestHost room;
        const auto sister = room.addCampaign(u"campaign-2"_s, u"Neighbours for Parks"_s);
        const auto elsewhere = room.addCampaign(u"campaign-3"_s, u"Friends of the Library"_s);
        const auto first = room.texter(2);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto to = [&](const VolunteerId& volunteer) {
            return room.host->reassign(staff, {first.caller.volunteer, volunteer, {}, {}});
        };
        const auto gone = room.texter(1);
        QVERIFY(room.host->signOut(gone.caller));
        COMPARE_PROBLEM(to(gone.caller.volunteer), ProblemType::PolicyRefused);
        const auto frozen = room.texter(1);
        QVERIFY(room.host->freeze(staff, frozen.caller.volunteer, true, {}));
        COMPARE_PROBLEM(to(frozen.caller.volunteer), ProblemType::Frozen);
        COMPARE_PROBLEM(to(room.join(sister).volunteer), ProblemType::PolicyRefused);
        COMPARE_PROBLEM(to(room.join(elsewhere).volunteer), ProblemType::NotFound);
        COMPARE_PROBLEM(to(VolunteerId{u"no such"_s}), ProblemType::NotFound);
        COMPARE_PROBLEM(to(first.caller.volunteer), ProblemType::Malformed);
        VERIFY_ACCEPTED(room.send(first, first.page.contacts.front()));
    }
    void theyAreForStaffOfTheOrganisation()
    {
        TestHost room;
        const auto elsewhere = room.addCampaign(u"campaign-3"_s, u"Friends of the Library"_s);
        const auto first = room.texter(2);
        const auto second = room.texter(2);
        const auto stranger = room.join(elsewhere, Role::Staff);
        const Host::Reassignment move{first.caller.volunteer, second.caller.volunteer, {}, {}};
        COMPARE_PROBLEM(room.host->reassign(first.caller, move), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->reassign(stranger, move), ProblemType::NotFound);
        COMPARE_PROBLEM(room.host->release(first.caller, first.caller.volunteer, {}), ProblemType::Forbidden);
        COMPARE_PROBLEM(room.host->release(stranger, first.caller.volunteer, {}), ProblemType::NotFound);
        // Nobody's conversations of one organisation are not another's.
        VERIFY_ACCEPTED(room.send(first, first.page.contacts.front()));
        QVERIFY(room.host->signOut(first.caller));
        QCOMPARE(*room.host->reassign(stranger, {{}, room.join(elsewhere).volunteer, {}, {}}), 0);
    }
};

QTEST_GUILESS_MAIN(HostMoves)
#include "tst_HostMoves.moc"
