#include "core/host/Host.h"
#include "tests/core/host/TestHost.h"

#include <QTest>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const QString kOurs = u"Neighbours for Parks"_s;
const QString kTheirs = u"Friends of the Library"_s;

QString idOf(Host& host, const QString& name)
{
    const auto all = host.organisations();
    for (const auto& one : all.value_or(QList<Organisation>{})) {
        if (one.name == name) {
            return one.id;
        }
    }
    return {};
}

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

Command volunteersWord(TestHost& room, const Contact& contact)
{
    return room.command(contact.campaign, contact.id, OptOutPayload{OptOutSource::Volunteer, {}, contact.phone});
}

CarrierEvent said(const PhoneNumber& by, const QString& words, Instant at, const QString& id)
{
    CarrierEvent event;
    event.kind = CarrierEvent::Kind::Reply;
    event.message = MessageId{id};
    event.from = by;
    event.text = words;
    event.at = at;
    return event;
}

} // namespace

// Opt-outs by staff and by the operator, what lifts them, and whom they hold for.
class OptOutOrders : public QObject
{
    Q_OBJECT
private slots:
    void staffOptOutATypedNumberAndEveryHolderIsTold()
    {
        TestHost room(2);
        const auto sister = room.addCampaign(u"campaign-2"_s, kOurs);
        room.addPeople(sister, 1);
        auto here = room.texter(room.campaign, 2);
        auto there = room.texter(sister, 1);
        const auto staff = room.join(room.campaign, Role::Staff);
        auto typed = TestHost::number(0).national(); // "(212) 555-0100"
        QVERIFY(room.host->recordOptOut(staff, {typed, u"rang the office"_s, {}}));
        for (auto* texter : {&here, &there}) {
            const auto added = all<OptOutAdded>(room.follow(*texter));
            QCOMPARE(added.size(), 1);
            QCOMPARE(added.front().number, TestHost::number(0));
            QCOMPARE(added.front().source, OptOutSource::Staff);
        }
        COMPARE_REFUSED(room.send(here, here.page.contacts.at(0)), ProblemType::OptedOut);
        COMPARE_REFUSED(room.send(there, there.page.contacts.at(0)), ProblemType::OptedOut);
        VERIFY_ACCEPTED(room.send(here, here.page.contacts.at(1)));
        // How things are to be, not what is to be done: again is the same.
        QVERIFY(room.host->recordOptOut(staff, {typed, u"rang again"_s, {}}));
        QCOMPARE(countOf<OptOutAdded>(room.follow(here)), 0);
        QCOMPARE(room.count(u"optOuts"_s), 1);

        QVERIFY(room.host->reverseOptOut(staff, {typed, u"wrote that they want texts"_s, {}}));
        for (auto* texter : {&here, &there}) {
            const auto removed = all<OptOutRemoved>(room.follow(*texter));
            QCOMPARE(removed.size(), 1);
            QCOMPARE(removed.front().reason, u"staff"_s);
        }
        VERIFY_ACCEPTED(room.send(here, here.page.contacts.at(0)));
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
    }
    void whoHeldItOnceIsToldToo()
    {
        TestHost room(1);
        auto before = room.texter(1);
        QVERIFY(room.host->returnLease(before.caller, before.page.lease.id));
        room.follow(before);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->recordOptOut(staff, {TestHost::number(0).e164(), {}, {}}));
        QCOMPARE(countOf<OptOutAdded>(room.follow(before)), 1);
        QVERIFY(room.host->reverseOptOut(staff, {TestHost::number(0).e164(), u"mistyped"_s, {}}));
        QCOMPARE(countOf<OptOutRemoved>(room.follow(before)), 1);
    }
    void aNumberInNoListIsKeptForTheListsToCome()
    {
        TestHost room(0);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->recordOptOut(staff, {u"1 212.555.0100"_s, {}, {}}));
        const auto sister = room.addCampaign(u"campaign-2"_s, kOurs);
        const auto stranger = room.addCampaign(u"campaign-3"_s, kTheirs);
        QCOMPARE(room.addPeople(sister, 1).suppressed, 1);
        QCOMPARE(room.addPeople(stranger, 1).imported, 1);
        const auto page = room.host->lease(room.join(sister), {room.newId(), sister, 5});
        QVERIFY(page && page->contacts.isEmpty());
    }
    void aBadNumberIsSaidToBeOne()
    {
        TestHost room;
        const auto staff = room.join(room.campaign, Role::Staff);
        for (const auto& [number, why] : {std::pair(u"555"_s, u"number: tooShort"_s),
                                          {u""_s, u"number: empty"_s},
                                          {u"212-555-0100 x7"_s, u"number: extension"_s},
                                          {u"call me"_s, u"number: letters"_s}}) {
            const auto refused = room.host->recordOptOut(staff, {number, {}, {}});
            COMPARE_PROBLEM(refused, ProblemType::Malformed);
            QCOMPARE(refused.error().detail, why);
            COMPARE_PROBLEM(room.host->reverseOptOut(staff, {number, u"why"_s, {}}), ProblemType::Malformed);
        }
        QCOMPARE(room.count(u"optOuts"_s), 0);
    }
    void onlyStaffAndOnlyWithAReason()
    {
        TestHost room;
        const auto texter = room.texter();
        const auto& phone = texter.page.contacts.front().phone;
        COMPARE_PROBLEM(room.host->recordOptOut(texter.caller, {phone.e164(), {}, {}}), ProblemType::Forbidden);
        VERIFY_ACCEPTED(room.push(texter.caller, volunteersWord(room, texter.page.contacts.front())));
        COMPARE_PROBLEM(room.host->reverseOptOut(texter.caller, {phone.e164(), u"oops"_s, {}}), ProblemType::Forbidden);
        const auto staff = room.join(room.campaign, Role::Staff);
        COMPARE_PROBLEM(room.host->reverseOptOut(staff, {phone.e164(), u" "_s, {}}), ProblemType::Malformed);
        QCOMPARE(room.count(u"optOuts"_s), 1);
    }
    void neitherOrganisationReachesTheOthers()
    {
        TestHost room(1);
        const auto foreign = room.addCampaign(u"campaign-9"_s, kTheirs);
        room.addPeople(foreign, 1);
        auto ours = room.texter(room.campaign, 1);
        auto theirs = room.texter(foreign, 1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto otherStaff = room.join(foreign, Role::Staff);
        const auto number = TestHost::number(0).e164();
        QVERIFY(room.host->recordOptOut(staff, {number, {}, {}}));
        QCOMPARE(room.follow(theirs).size(), 0);
        VERIFY_ACCEPTED(room.send(theirs, theirs.page.contacts.front()));
        // Their reversal is of their own list, where there is nothing.
        QVERIFY(room.host->reverseOptOut(otherStaff, {number, u"ours to say"_s, {}}));
        COMPARE_REFUSED(room.send(ours, ours.page.contacts.front()), ProblemType::OptedOut);
        QVERIFY(*room.host->optOut(idOf(*room.host, kTheirs), {number, {}, {}}));
        QVERIFY(*room.host->reverseOptOut(idOf(*room.host, kOurs), {number, u"mistyped"_s, {}}));
        QCOMPARE(countOf<OptOutRemoved>(room.follow(theirs)), 0);
        COMPARE_REFUSED(room.push(theirs.caller, room.text(theirs, theirs.page.contacts.front(), SendKind::Reply)),
                        ProblemType::OptedOut);
    }
    void aReversalLiftsNothingThatCameAfterWhatItWasDecidedOn()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& contact = texter.page.contacts.front();
        const auto staff = room.join(room.campaign, Role::Staff);
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"stop"_s);
        const OptOutOrder order{contact.phone.e164(), u"said by mistake"_s, room.clock.now()};
        room.clock.advance(Seconds{1});
        QVERIFY(room.host->reverseOptOut(staff, order));
        QCOMPARE(room.count(u"optOuts"_s), 0);
        // The answer was lost, and the request is made again: meanwhile they wrote once more.
        room.clock.advance(Seconds{1});
        room.replyFrom(contact.phone, u"STOP"_s);
        COMPARE_PROBLEM(room.host->reverseOptOut(staff, order), ProblemType::OptedOut);
        QCOMPARE(room.count(u"optOuts"_s), 1);
        // Said again before anybody reversed the first.
        const OptOutOrder stale{contact.phone.e164(), u"said by mistake"_s, room.clock.now()};
        room.clock.advance(Seconds{1});
        room.replyFrom(contact.phone, u"stop texting me"_s);
        COMPARE_PROBLEM(room.host->reverseOptOut(staff, stale), ProblemType::OptedOut);
        QVERIFY(room.host->reverseOptOut(staff, {contact.phone.e164(), u"spoke with them"_s, room.clock.now()}));
        QCOMPARE(room.count(u"optOuts"_s), 0);
    }
    void aListThatNamesTheNumberLaterIsAskedAgainToo()
    {
        TestHost room;
        const auto organisation = idOf(*room.host, kOurs);
        const auto number = TestHost::number(0).e164();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto imported = [&](const QByteArray& date) {
            QBuffer list;
            list.setData("phone,date\n" + number.toUtf8() + ',' + date + '\n');
            list.open(QIODevice::ReadOnly);
            return room.host->importOptOuts(organisation, list).value_or(OptOutImport{}).already;
        };
        QVERIFY(room.host->recordOptOut(staff, {number, u"by letter"_s, {}}));
        const auto known = toRfc3339(room.clock.now()).toUtf8();
        const OptOutOrder stale{number, u"the wrong letter"_s, room.clock.now()};
        room.clock.advance(Seconds{60});
        // What was known, or is of no date, is no news, however often it is imported.
        for (const auto& date : {known, QByteArray("2020-01-01"), QByteArray()}) {
            QCOMPARE(imported(date), 1);
        }
        QCOMPARE(room.host->optOutHistory(organisation, number)->entries.size(), 1);
        const auto since = toRfc3339(room.clock.now() - Seconds{30}).toUtf8();
        QCOMPARE(imported(since), 1);
        QCOMPARE(imported(since), 1);
        const auto history = room.host->optOutHistory(organisation, number);
        QCOMPARE(history->entries.size(), 2);
        QCOMPARE(history->entries.last().how, OptOutSource::Import);
        QVERIFY(!history->entries.last().lifted);
        COMPARE_PROBLEM(room.host->reverseOptOut(staff, stale), ProblemType::OptedOut);
        QCOMPARE(room.count(u"optOuts"_s), 1);
        QVERIFY(room.host->reverseOptOut(staff, {number, u"spoke with them"_s, room.clock.now()}));
        QCOMPARE(room.count(u"optOuts"_s), 0);
    }
    void aStartWrittenBeforeTheStopLiftsNothingHoweverLateItComes()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& phone = texter.page.contacts.front().phone;
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        const auto t0 = room.clock.now();
        room.clock.advance(Seconds{60});
        room.carrier.events = {said(phone, u"STOP"_s, t0 + Seconds{30}, u"b"_s), said(phone, u"START"_s, t0, u"a"_s)};
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(room.count(u"optOuts"_s), 1);
        room.replyFrom(phone, u"UNSTOP"_s);
        QCOMPARE(room.count(u"optOuts"_s), 0);
    }
    void startLiftsWhatStaffRecordedToo()
    {
        TestHost room;
        auto texter = room.texter();
        const auto& phone = texter.page.contacts.front().phone;
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->recordOptOut(staff, {phone.e164(), {}, {}}));
        room.replyFrom(phone, u"yes"_s); // Answers nothing of ours.
        QCOMPARE(room.count(u"optOuts"_s), 1);
        room.replyFrom(phone, u"Start"_s);
        QCOMPARE(room.count(u"optOuts"_s), 0);
        const auto removed = all<OptOutRemoved>(room.follow(texter));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.front().reason, u"contact"_s);
    }
    void strangersWhoSayStopAreStoppedForEverybody()
    {
        TestHost room(0);
        room.addCampaign(u"campaign-9"_s, kTheirs);
        const auto ours = idOf(*room.host, kOurs);
        const auto theirs = idOf(*room.host, kTheirs);
        const auto number = TestHost::number(0);
        room.replyFrom(number, u"hello?"_s);
        QCOMPARE(room.count(u"optOuts"_s), 0);
        room.replyFrom(number, u"Stop texting me"_s);
        QCOMPARE(room.count(u"optOuts"_s), 2);
        QVERIFY(room.carrier.texts.isEmpty());
        QCOMPARE(room.addPeople(room.campaign, 1).suppressed, 1);
        // START is meant for one of the two, nobody knows which; when only one is left it is that.
        const auto other = TestHost::number(1);
        room.replyFrom(other, u"stop"_s);
        room.replyFrom(other, u"start"_s);
        QVERIFY(room.host->optOutHistory(ours, other.e164())->optedOut);
        QVERIFY(*room.host->reverseOptOut(ours, {other.e164(), u"asked us"_s, {}}));
        room.replyFrom(other, u"start"_s);
        QVERIFY(!room.host->optOutHistory(theirs, other.e164())->optedOut);
    }
    void aReplyIsToTheTextThatLeftAndNotToOneThatWaits()
    {
        TestHost room(1);
        const auto foreign = room.addCampaign(u"campaign-9"_s, kTheirs);
        room.addPeople(foreign, 1);
        const auto ours = room.texter(room.campaign, 1);
        auto theirs = room.texter(foreign, 1);
        const auto number = TestHost::number(0);
        VERIFY_ACCEPTED(room.send(ours, ours.page.contacts.front()));
        QCOMPARE(room.carrier.texts.size(), 1);
        // The carrier cannot be reached: what is accepted now waits.
        room.host->database().setFaultHook([](qint64, const QString& sql) {
            return sql.startsWith("SELECT 1 FROM messages WHERE to_hand_over"_L1)
                       ? std::optional(Error{ErrorCode::Io, u"carrier"_s})
                       : std::nullopt;
        });
        VERIFY_ACCEPTED(room.send(theirs, theirs.page.contacts.front()));
        room.replyFrom(number, u"STOP"_s);
        QVERIFY(room.host->optOutHistory(idOf(*room.host, kOurs), number.e164())->optedOut);
        QVERIFY(!room.host->optOutHistory(idOf(*room.host, kTheirs), number.e164())->optedOut);
        COMPARE_REFUSED(room.push(ours.caller, room.text(ours, ours.page.contacts.front(), SendKind::Reply)),
                        ProblemType::OptedOut);
        QCOMPARE(countOf<MessageReceived>(room.follow(theirs)), 0);
    }
    void whoWasNeverTextedStopsEverybodyWhoHasTheNumber()
    {
        TestHost room(2);
        const auto foreign = room.addCampaign(u"campaign-9"_s, kTheirs);
        room.addPeople(foreign, 2);
        auto ours = room.texter(room.campaign, 2);
        auto theirs = room.texter(foreign, 2);
        room.replyFrom(TestHost::number(0), u"who is this?"_s);
        QCOMPARE(room.count(u"optOuts"_s), 0);
        room.replyFrom(TestHost::number(0), u"take me off your list"_s);
        QCOMPARE(room.count(u"optOuts"_s), 2);
        QVERIFY(room.carrier.texts.isEmpty());
        for (auto* texter : {&ours, &theirs}) {
            QCOMPARE(countOf<OptOutAdded>(room.follow(*texter)), 1);
            COMPARE_REFUSED(room.send(*texter, texter->page.contacts.front()), ProblemType::OptedOut);
        }
        // A number that one of them texted stays that one's alone.
        VERIFY_ACCEPTED(room.send(theirs, theirs.page.contacts.back()));
        room.replyFrom(TestHost::number(1), u"STOP"_s);
        QCOMPARE(room.count(u"optOuts"_s), 3);
        VERIFY_ACCEPTED(room.send(ours, ours.page.contacts.back()));
    }
    void queuedTextsStopInEveryCampaignOfTheOrganisationInTheSameTransaction()
    {
        TestHost room(1);
        const auto sister = room.addCampaign(u"campaign-2"_s, kOurs);
        const auto foreign = room.addCampaign(u"campaign-9"_s, kTheirs);
        room.addPeople(sister, 1);
        room.addPeople(foreign, 1);
        auto one = room.texter(room.campaign, 1);
        auto two = room.texter(sister, 1);
        auto three = room.texter(foreign, 1);
        // The carrier cannot be reached: what is accepted waits.
        room.host->database().setFaultHook([](qint64, const QString& sql) {
            return sql.startsWith("SELECT 1 FROM messages WHERE to_hand_over"_L1)
                       ? std::optional(Error{ErrorCode::Io, u"carrier"_s})
                       : std::nullopt;
        });
        for (auto* texter : {&one, &two, &three}) {
            VERIFY_ACCEPTED(room.send(*texter, texter->page.contacts.front()));
        }
        QCOMPARE(room.count(u"waitingForCarrier"_s), 3);
        const auto staff = room.join(room.campaign, Role::Staff);
        QVERIFY(room.host->recordOptOut(staff, {TestHost::number(0).e164(), {}, {}}));
        room.host->database().setFaultHook({});
        QCOMPARE(room.count(u"waitingForCarrier"_s), 1);
        room.reopen(); // Hands over what is left.
        QCOMPARE(room.carrier.texts.size(), 1);
        QCOMPARE(room.count(u"afterOptOut"_s), 0);
        for (auto* texter : {&one, &two}) {
            const auto stopped = all<MessageStatusChanged>(room.follow(*texter));
            QCOMPARE(stopped.size(), 1);
            QCOMPARE(stopped.front().reason, u"opted-out"_s);
        }
        QCOMPARE(all<MessageStatusChanged>(room.follow(three)).size(), 0);
    }
    void anOptOutThatCannotBeWrittenStopsNothingHalfway()
    {
        TestHost room(1);
        auto texter = room.texter(1);
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto before = room.host->record();
        room.host->database().setFaultHook([](qint64, const QString& sql) {
            return sql.startsWith("COMMIT"_L1) ? std::optional(Error{ErrorCode::DiskFull, {}}) : std::nullopt;
        });
        QVERIFY(!room.host->recordOptOut(staff, {TestHost::number(0).e164(), {}, {}}));
        room.host->database().setFaultHook({});
        QCOMPARE(room.host->record(), before);
        QCOMPARE(room.follow(texter).size(), 0);
    }
    void optedOutPeopleAreInNoLaterBatch()
    {
        TestHost room(4);
        const auto sister = room.addCampaign(u"campaign-2"_s, kOurs);
        const auto foreign = room.addCampaign(u"campaign-9"_s, kTheirs);
        room.addPeople(sister, 4);
        const auto staff = room.join(room.campaign, Role::Staff);
        auto holder = room.texter(room.campaign, 1);
        auto other = room.texter(room.campaign, 1);
        const auto has = [](const QList<Contact>& contacts, int i) {
            return std::any_of(contacts.cbegin(), contacts.cend(),
                               [&](const Contact& one) { return one.phone == TestHost::number(i); });
        };
        QVERIFY(has(holder.page.contacts, 0));
        for (const auto i : {0, 2}) { // One is held, one in the pool.
            QVERIFY(*room.host->optOut(idOf(*room.host, kOurs), {TestHost::number(i).e164(), {}, {}}));
        }
        const auto later = room.texter(room.campaign, 10);
        QCOMPARE(later.page.contacts.size(), 1);
        QVERIFY(has(later.page.contacts, 3));
        const auto elsewhere = room.texter(sister, 10);
        QVERIFY(!has(elsewhere.page.contacts, 0) && !has(elsewhere.page.contacts, 2));
        QCOMPARE(elsewhere.page.contacts.size(), 2);
        QCOMPARE(room.addPeople(foreign, 4).imported, 4);
        QCOMPARE(room.texter(foreign, 10).page.contacts.size(), 4);
        // Handed on, or back and pulled again: never to be texted.
        QVERIFY(room.host->reassign(staff, {holder.caller.volunteer, other.caller.volunteer, {}, {}}));
        QCOMPARE(countOf<ContactAssigned>(room.follow(other)), 0);
        QCOMPARE(room.texter(room.campaign, 10).page.contacts.size(), 0);
    }
    void whatEverHappensTheListIsWhatWasSaidLast()
    {
#ifdef TEXTBANK_HAS_RAPIDCHECK
        QVERIFY(rc::check([](const std::vector<std::pair<unsigned char, unsigned char>>& draws) {
            constexpr int kPeople = 3;
            TestHost room(kPeople);
            const auto foreign = room.addCampaign(u"campaign-9"_s, kTheirs);
            const QList<QString> organisations{idOf(*room.host, kOurs), idOf(*room.host, kTheirs)};
            const QList<Caller> staff{room.join(room.campaign, Role::Staff), room.join(foreign, Role::Staff)};
            auto texter = room.texter(kPeople);
            for (const auto& contact : texter.page.contacts) {
                RC_ASSERT(room.send(texter, contact).status == CommandStatus::Accepted);
            }
            const auto beside = room.beside();
            RC_ASSERT(beside->database().run(u"PRAGMA synchronous=OFF"_s).has_value());
            QHash<std::pair<int, int>, bool> optedOut;
            QHash<int, int> confirmable;
            for (const auto& [kind, who] : draws) {
                const auto i = who % kPeople;
                const auto of = who % 2;
                const auto number = TestHost::number(i).e164();
                auto& now = optedOut[{of, i}];
                auto& ours = optedOut[{0, i}];
                room.clock.advance(Seconds{1});
                switch (kind % 9) {
                case 0:
                    room.replyFrom(TestHost::number(i), u"stop"_s);
                    confirmable[i] += std::exchange(ours, true) ? 0 : 1;
                    break;
                case 1:
                    room.replyFrom(TestHost::number(i), u"start"_s);
                    ours = false;
                    break;
                case 2:
                    RC_ASSERT(room.host->recordOptOut(staff.at(of), {number, {}, {}}).has_value());
                    now = true;
                    break;
                case 3:
                    RC_ASSERT(room.host->reverseOptOut(staff.at(of), {number, u"why"_s, {}}).has_value());
                    now = false;
                    break;
                case 4:
                    RC_ASSERT(*beside->optOut(organisations.at(of), {number, {}, {}}) == !now);
                    now = true;
                    break;
                case 5:
                    RC_ASSERT(*beside->reverseOptOut(organisations.at(of), {number, u"why"_s, {}}) == now);
                    now = false;
                    break;
                case 6: {
                    QBuffer list;
                    list.setData(number.toUtf8() + '\n');
                    list.open(QIODevice::ReadOnly);
                    RC_ASSERT(room.host->importOptOuts(organisations.at(of), list)->imported == (now ? 0 : 1));
                    now = true;
                    break;
                }
                case 7:
                    RC_ASSERT(room.push(texter.caller, volunteersWord(room, texter.page.contacts.at(i))).status ==
                              CommandStatus::Accepted);
                    confirmable[i] += std::exchange(ours, true) ? 0 : 1;
                    break;
                default:
                    room.follow(texter);
                    const auto sent =
                        room.push(texter.caller, room.text(texter, texter.page.contacts.at(i), SendKind::Reply));
                    RC_ASSERT((sent.status == CommandStatus::Refused) == ours);
                    if (ours) {
                        RC_ASSERT(sent.problem.type == ProblemType::OptedOut);
                    }
                    break;
                }
            }
            for (auto at = optedOut.cbegin(); at != optedOut.cend(); ++at) {
                const auto number = TestHost::number(at.key().second).e164();
                const auto history = room.host->optOutHistory(organisations.at(at.key().first), number);
                RC_ASSERT(history && history->optedOut == at.value());
                // What is written down says the same.
                RC_ASSERT((!history->entries.isEmpty() && !history->entries.last().lifted) == at.value());
            }
            for (int i = 0; i < kPeople; ++i) {
                RC_ASSERT(room.carrier.textsTo(TestHost::number(i), Carrier::Purpose::OptOutConfirmation) ==
                          confirmable.value(i));
            }
            RC_ASSERT(room.count(u"afterOptOut"_s) == 0);
        }));
#endif
    }
};

QTEST_GUILESS_MAIN(OptOutOrders)
#include "tst_OptOutOrders.moc"
