#include "core/host/ContactTable.h"
#include "core/host/Household.h"
#include "tests/core/host/TestHost.h"

#include <QTest>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;
using std::chrono::hours;

namespace {

const auto kOurs = u"Neighbours for Parks"_s;
const auto kTheirs = u"Friends of the Library"_s;

/// A gateway whose campaigns text at any hour, under the given rules.
class GuardedHost : public TestHost
{
public:
    GuardedHost()
        : TestHost(0)
    {
    }
    CampaignId guarded(const QString& id, const QString& organisation, int householdHours, int recontactHours)
    {
        auto made = document(id, organisation);
        made.policy.hours = HoursPolicy::aroundTheClock();
        made.practice = true;
        made.policy.householdHours = householdHours;
        made.policy.recontactHours = recontactHours;
        return import(made);
    }
    qint64 left(const Caller& caller, const CampaignId& of)
    {
        const auto me = host->me(caller);
        for (const auto& one : me->campaigns) {
            if (one.id == of) {
                return one.left;
            }
        }
        return -1;
    }
    /// A further batch for somebody who has one.
    Texter again(const Texter& of, const CampaignId& campaign, int size)
    {
        auto made = of;
        made.page = *host->lease(of.caller, {newId(), campaign, size});
        return made;
    }
};

const auto kFamily = "First Name,Phone,ZIP,State,Household ID\n"
                     "Ana,+12125550101,78701,TX,H1\nBob,+12125550102,78701,TX,h1\nEve,+12125550103,78701,TX,H2\n"_ba;

/// One first message of the property below, accepted.
struct Sent
{
    int campaign = 0;
    QString number;
    int household = 0;
    Instant at{};
    bool guarded = true; ///< Under the rules, which a campaign may have from one day to the next.
};

} // namespace

class RecontactGuardTest : public QObject
{
    Q_OBJECT
private slots:
    void oneNumberIsTextedOnceHoweverTheListsWriteIt()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 0, 0);
        for (const auto* form : {"(415) 555-0132", "14155550132", "4.155550132E9", "+1 415-555-0132", "4155550132.0",
                                 "1 (415) 555.0132", "+14155550132", "415-555-0132 (cell)"}) {
            const auto report = room.importList(campaign, QByteArray("phone\n\"") + form + "\"\n");
            QVERIFY2(report.refused.isEmpty(), form);
            QCOMPARE(report.imported + report.duplicates, 1);
        }
        QCOMPARE(room.count(u"firstMessages"_s), 0);
        auto texter = room.texter(campaign, 10);
        QCOMPARE(texter.page.contacts.size(), 1);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        // Given back and imported again, it is in nobody's batch.
        QVERIFY(room.host->returnLease(texter.caller, texter.page.lease.id));
        QCOMPARE(room.importList(campaign, "phone\n415 555 0132\n").duplicates, 1);
        QCOMPARE(room.texter(campaign, 10).page.contacts.size(), 0);
        QCOMPARE(room.carrier.texts.size(), 1);
    }
    void aSecondContactOfANumberCannotEvenBeStored()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 0, 0);
        room.importList(campaign, "phone\n4155550132\n4155550133\n");
        auto& database = room.host->database();
        QVERIFY(!database.run(u"UPDATE contacts SET number = '+14155550132' WHERE number = '+14155550133'"_s));
        // And of one contact, no second first message under another command.
        auto texter = room.texter(campaign, 1);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        COMPARE_REFUSED(room.send(texter, texter.page.contacts.front()), ProblemType::PolicyRefused);
    }

    void oneOfAHouseholdIsLeasedAtATime()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 24, 0);
        room.importList(campaign, kFamily);
        const auto one = room.texter(campaign, 10);
        QCOMPARE(one.page.contacts.size(), 2); // Ana or Bob, and Eve.
        QCOMPARE(one.page.left, 0);
        const auto other = room.texter(campaign, 10);
        QCOMPARE(other.page.contacts.size(), 0);
        // Not texted and given back: the next batch may have the household again.
        QVERIFY(room.host->returnLease(one.caller, one.page.lease.id));
        QCOMPARE(room.again(other, campaign, 10).page.contacts.size(), 2);
    }
    void whoAskedToStopKeepsTheHouseholdWaitingNoLonger()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 24, 0);
        room.importList(campaign, kFamily);
        const auto one = room.texter(campaign, 1);
        room.replyFrom(one.page.contacts.front().phone, u"STOP"_s);
        QCOMPARE(room.texter(campaign, 10).page.contacts.size(), 2);
    }
    void theRestOfAHouseholdComesWhenItsHoursAreOver()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 24, 0);
        room.importList(campaign, kFamily);
        const auto texter = room.texter(campaign, 1);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        room.clock.advance(hours(24) - Millis{1});
        const auto still = room.texter(campaign, 10);
        QCOMPARE(still.page.contacts.size(), 1);
        QCOMPARE(still.page.contacts.front().firstName, u"Eve"_s);
        QCOMPARE(room.left(still.caller, campaign), 0);
        room.clock.advance(Millis{1});
        QCOMPARE(room.left(still.caller, campaign), 1);
        const auto later = room.again(still, campaign, 10);
        QCOMPARE(later.page.contacts.size(), 1);
        VERIFY_ACCEPTED(room.send(later, later.page.contacts.front()));
    }
    void aHouseholdIsRefusedWhereTwoWereLeasedBeforeTheRule()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 0, 0);
        room.importList(campaign, kFamily);
        auto texter = room.texter(campaign, 3);
        QCOMPARE(texter.page.contacts.size(), 3);
        room.guarded(u"c"_s, kOurs, 24, 0);
        const auto ana = texter.page.contacts.at(0);
        const auto bob = texter.page.contacts.at(1);
        VERIFY_ACCEPTED(room.send(texter, ana));
        room.clock.advance(hours(1));
        const auto refused = room.send(texter, bob);
        COMPARE_REFUSED(refused, ProblemType::HouseholdTexted);
        QCOMPARE(refused.problem.retryAt, room.clock.now() + hours(23));
        // He is back in the pool, and the texter is told so.
        const auto changes = room.follow(texter);
        const auto taken = std::find_if(changes.cbegin(), changes.cend(),
                                        [](const Change& c) { return std::holds_alternative<ContactUnassigned>(c); });
        QVERIFY(taken != changes.cend());
        QCOMPARE(std::get<ContactUnassigned>(*taken).contact, bob.id);
        QCOMPARE(std::get<ContactUnassigned>(*taken).reason, u"household-texted"_s);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.at(2)));
        room.clock.advance(hours(23));
        const auto later = room.again(texter, campaign, 10);
        QCOMPARE(later.page.contacts.size(), 1);
        QCOMPARE(later.page.contacts.front().id, bob.id);
        VERIFY_ACCEPTED(room.send(later, later.page.contacts.front()));
        QCOMPARE(room.carrier.texts.size(), 3);
    }
    void repliesInAHouseholdGoOn()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 24, 24);
        room.importList(campaign, kFamily);
        const auto texter = room.texter(campaign, 1);
        const auto& contact = texter.page.contacts.front();
        VERIFY_ACCEPTED(room.send(texter, contact));
        room.replyFrom(contact.phone, u"Who is this?"_s);
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, contact, SendKind::Reply)));
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, contact, SendKind::Reply)));
    }
    void aListImportedAgainSaysTheHouseholdsThatTheFirstDidNot()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 24, 0);
        room.importList(campaign, "Phone\n+12125550101\n+12125550102\n");
        room.importList(campaign, kFamily);
        QCOMPARE(room.texter(campaign, 10).page.contacts.size(), 2);
    }

    void aNumberThatAnotherCampaignTextedWaits()
    {
        GuardedHost room;
        const auto first = room.guarded(u"c-1"_s, kOurs, 0, 0);
        const auto second = room.guarded(u"c-2"_s, kOurs, 0, 48);
        const auto foreign = room.guarded(u"c-9"_s, kTheirs, 0, 48);
        for (const auto& campaign : {first, second, foreign}) {
            room.importList(campaign, kFamily);
        }
        auto held = room.texter(second, 1); // Leased before anybody was texted.
        const auto texter = room.texter(first, 3);
        for (const auto& contact : texter.page.contacts) {
            VERIFY_ACCEPTED(room.send(texter, contact));
        }
        const auto sentAt = room.clock.now();
        room.clock.advance(hours(2));
        const auto refused = room.send(held, held.page.contacts.front());
        COMPARE_REFUSED(refused, ProblemType::RecentlyTexted);
        QCOMPARE(refused.problem.retryAt, sentAt + hours(48));
        QCOMPARE(countOf<ContactUnassigned>(room.follow(held)), 1);
        QCOMPARE(room.again(held, second, 10).page.contacts.size(), 0);
        // What one organisation does is nothing to another.
        const auto others = room.texter(foreign, 3);
        QCOMPARE(others.page.contacts.size(), 3);
        VERIFY_ACCEPTED(room.send(others, others.page.contacts.front()));
        // A reply in the conversation counts as a text; and is never refused itself.
        room.replyFrom(texter.page.contacts.front().phone, u"Yes"_s);
        VERIFY_ACCEPTED(room.push(texter.caller, room.text(texter, texter.page.contacts.front(), SendKind::Reply)));
        room.clock.advance(hours(46));
        const auto later = room.again(held, second, 10);
        QCOMPARE(later.page.contacts.size(), 2);
        for (const auto& contact : later.page.contacts) {
            VERIFY_ACCEPTED(room.send(later, contact));
        }
        room.clock.advance(hours(2));
        QCOMPARE(room.again(held, second, 10).page.contacts.size(), 1);
    }
    void whoWritesFirstIsAnsweredAtAnyTime()
    {
        GuardedHost room;
        const auto first = room.guarded(u"c-1"_s, kOurs, 0, 0);
        const auto second = room.guarded(u"c-2"_s, kOurs, 24, 24);
        room.importList(first, "phone\n+12125550101\n");
        room.importList(second, kFamily);
        const auto held = room.texter(second, 1);
        const auto texter = room.texter(first, 1);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        // The reply is the first campaign's; what is written to the second one's contact stands there.
        QVERIFY(room.host->database().run(
            u"INSERT INTO messages (id, contact, organisation, number, volunteer, direction, kind, text, at, delivery, "
            "reason, media, to_hand_over, sequence) SELECT 'm', id, organisation, number, NULL, 0, 3, 'Hello?', 1, 6, "
            "'', "
            "0, 0, 1 FROM contacts WHERE id = ?"_s,
            {held.page.contacts.front().id.value}));
        VERIFY_ACCEPTED(room.send(held, held.page.contacts.front()));
    }
    void aTextThatNeverWentCountsNot()
    {
        GuardedHost room;
        const auto first = room.guarded(u"c-1"_s, kOurs, 0, 0);
        const auto second = room.guarded(u"c-2"_s, kOurs, 24, 24);
        room.importList(first, kFamily);
        room.importList(second, kFamily);
        const auto texter = room.texter(first, 1);
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        // As if the gateway had been off until it was too late for it.
        auto& database = room.host->database();
        QVERIFY(database.run(u"DELETE FROM carrier_log"_s));
        QVERIFY(database.run(u"UPDATE messages SET delivery = 7"_s));
        QCOMPARE(room.texter(second, 10).page.contacts.size(), 2);
    }

    void householdsAreReadOffIdsAndAddresses()
    {
        QCOMPARE(householdNamed(u" 17.0 "_s), householdNamed(u"17"_s));
        QVERIFY(householdNamed(u"17"_s) != householdNamed(u"18"_s));
        for (const auto& none : {u""_s, u"0"_s, u" - "_s, u"N/A"_s, u"none"_s}) {
            QCOMPARE(householdNamed(none), QString());
        }
        const auto zip = u"78701"_s;
        const auto home = householdAt(u"12 North Oak Street, Apt. 3"_s, {}, zip);
        QVERIFY(!home.isEmpty());
        for (const auto& same : {u"12 n oak st apt 3"_s, u"12 N. OAK ST #3"_s, u"12 North Oak St., Apartment # 3"_s,
                                 u"12 N Oak St Unit 3"_s}) {
            QVERIFY2(householdAt(same, {}, zip) == home, qPrintable(same));
        }
        QCOMPARE(householdAt(u"12 N Oak St"_s, u"Apt 3"_s, zip), home);
        QCOMPARE(householdAt(u"12 N Oak St"_s, u"3"_s, zip), home);
        QCOMPARE(householdAt(u"12 N Oak St #3"_s, u"#3"_s, zip), home);
        for (const auto& other : {u"12 N Oak St"_s, u"12 N Oak St Apt 4"_s, u"21 N Oak St Apt 3"_s,
                                  u"12 N Oak Ave Apt 3"_s, u"12 S Oak St Apt 3"_s}) {
            QVERIFY2(householdAt(other, {}, zip) != home, qPrintable(other));
        }
        QVERIFY(householdAt(u"12 N Oak St Apt 3"_s, {}, u"78702"_s) != home);
        for (const auto& nowhere : {u"N/A"_s, u"0"_s, u"unknown"_s, u""_s}) {
            QCOMPARE(householdAt(nowhere, u"3"_s, zip), QString());
        }
        QCOMPARE(householdAt(u"12 N Oak St"_s, {}, {}), QString());
    }
    void addressesMakeHouseholdsOnlyWithAZip()
    {
        GuardedHost room;
        const auto campaign = room.guarded(u"c"_s, kOurs, 24, 0);
        room.importList(campaign, "Phone,Address,Apt,Zip\n+12125550101,12 Oak Street,3,78701\n"
                                  "+12125550102,\"12 Oak St, Apt 3\",,78701\n+12125550103,12 Oak St,4,78701\n");
        const auto page = room.texter(campaign, 10).page;
        QCOMPARE(page.contacts.size(), 2);
        QCOMPARE(page.contacts.front().fields.value(u"Address"_s), u"12 Oak Street"_s); // Still a merge field.
        const auto without = room.guarded(u"c-2"_s, kOurs, 24, 0);
        room.importList(without, "Phone,Address\n+12125550104,12 Oak Street\n+12125550105,12 Oak Street\n");
        QCOMPARE(room.texter(without, 10).page.contacts.size(), 2);
    }

    void noScheduleTextsANumberOrAHouseholdTwiceWithinItsHours()
    {
#ifdef TEXTBANK_HAS_RAPIDCHECK
        constexpr int kPeople = 8; // In three households and two alone.
        constexpr hours kHousehold{24};
        constexpr hours kRecontact{30};
        using Draw = std::tuple<unsigned char, unsigned char, unsigned char>;
        auto recently = 0;
        auto households = 0;
        const auto holds = rc::check([&] {
            // Not shrunk: each step would be a gateway of its own, for minutes. The draws are printed.
            const auto draws = *rc::gen::noShrink(
                rc::gen::resize(100, rc::gen::container<std::vector<Draw>>(50, rc::gen::arbitrary<Draw>())));
            GuardedHost room;
            const CampaignId campaigns[]{room.guarded(u"c-0"_s, kOurs, 24, 30), room.guarded(u"c-1"_s, kOurs, 24, 30),
                                         room.guarded(u"c-2"_s, kTheirs, 0, 0)};
            const auto householdOf = [](int who) { return who < 6 ? who / 2 : who; };
            const auto numberOf = [](int who) { return u"+1212555010%1"_s.arg(who); };
            const auto formOf = [](int who, int form) {
                const auto last = QString::number(who);
                switch (form % 4) {
                case 0:
                    return u"(212) 555-010"_s + last;
                case 1:
                    return u"1212555010"_s + last;
                case 2:
                    return u"2.12555010"_s + last + u"E9"_s;
                default:
                    return u"+1 212-555-010"_s + last;
                }
            };
            QList<Texter> texters[3];
            QSet<int> listed[3];
            QList<Sent> sent;
            auto guarded = true; // The second campaign.
            const auto list = [&](int campaign, int who, int form) {
                const auto line = formOf(who, form) + u",78701,TX,home "_s + QString::number(householdOf(who));
                room.importList(campaigns[campaign], "phone,zip,state,household\n" + line.toUtf8() + '\n');
                listed[campaign].insert(who);
            };
            for (int i = 0; i < 3 * kPeople; ++i) {
                if (i % 5 != 0) {
                    list(i % 3, i / 3, i);
                }
            }
            const auto sendTo = [&](int campaign, const Texter& from, const Contact& contact) {
                const auto outcome = room.send(from, contact);
                const auto who = contact.phone.e164().right(1).toInt();
                if (outcome.status == CommandStatus::Accepted) {
                    sent.append({campaign, contact.phone.e164(), householdOf(who), room.clock.now(),
                                 campaign == 0 || (campaign == 1 && guarded)});
                } else if (outcome.problem.type == ProblemType::RecentlyTexted ||
                           outcome.problem.type == ProblemType::HouseholdTexted) {
                    RC_ASSERT(campaign == 0 || (campaign == 1 && guarded));
                    ++(outcome.problem.type == ProblemType::RecentlyTexted ? recently : households);
                    RC_ASSERT(outcome.problem.retryAt.has_value());
                    RC_ASSERT(*outcome.problem.retryAt > room.clock.now());
                }
            };
            for (const auto& [kind, a, b] : draws) {
                const auto campaign = a % 3;
                const auto who = b % kPeople;
                auto& here = texters[campaign];
                switch (kind % 10) {
                case 0:
                    list(campaign, who, a / 3);
                    break;
                case 1:
                case 2:
                    if (here.size() < 2) {
                        here.append(room.texter(campaigns[campaign], 1 + b % 4));
                    } else {
                        here[b % 2] = room.again(here.at(b % 2), campaigns[campaign], 1 + b % 4);
                    }
                    break;
                case 3:
                case 4:
                case 5:
                    for (const auto& texter : here) {
                        for (const auto& contact : texter.page.contacts) {
                            if ((contact.ordinal + b) % 3 != 0) {
                                sendTo(campaign, texter, contact);
                            }
                        }
                    }
                    break;
                case 6:
                    room.clock.advance(hours(b % 20));
                    break;
                case 7:
                case 8:
                    guarded = !guarded;
                    room.guarded(u"c-1"_s, kOurs, guarded ? 24 : 0, guarded ? 30 : 0);
                    break;
                default:
                    if (!here.isEmpty()) {
                        const auto& texter = here.at(b % here.size());
                        RC_ASSERT(room.host->returnLease(texter.caller, texter.page.lease.id).has_value());
                    }
                }
            }
            guarded = true;
            room.guarded(u"c-1"_s, kOurs, 24, 30);
            // Nobody is lost: with time, everybody on a list gets the one message of each campaign.
            for (int round = 0; round < 12; ++round) {
                room.clock.advance(hours(31));
                for (int campaign = 0; campaign < 3; ++campaign) {
                    const auto texter = room.texter(campaigns[campaign], kPeople);
                    for (const auto& contact : texter.page.contacts) {
                        sendTo(campaign, texter, contact);
                    }
                    RC_ASSERT(room.host->returnLease(texter.caller, texter.page.lease.id).has_value());
                }
            }
            for (int campaign = 0; campaign < 3; ++campaign) {
                for (int who = 0; who < kPeople; ++who) {
                    const auto firsts = std::count_if(sent.cbegin(), sent.cend(), [&](const Sent& one) {
                        return one.campaign == campaign && one.number == numberOf(who);
                    });
                    RC_ASSERT(firsts == (listed[campaign].contains(who) ? 1 : 0));
                }
            }
            for (qsizetype i = 0; i < sent.size(); ++i) {
                for (qsizetype j = 0; j < i; ++j) {
                    const auto& earlier = sent.at(j);
                    const auto& later = sent.at(i);
                    if (earlier.campaign == 2 || !later.guarded) {
                        continue;
                    }
                    const auto apart = later.at - earlier.at;
                    RC_ASSERT(earlier.number != later.number || apart >= kRecontact);
                    RC_ASSERT(earlier.household != later.household || earlier.number == later.number ||
                              apart >= kHousehold);
                }
            }
            RC_ASSERT(room.count(u"doubleTexts"_s) == 0);
            RC_ASSERT(room.carrier.texts.size() == sent.size());
        });
        QVERIFY(holds);
        qInfo("refused meanwhile: %d numbers, %d households", recently, households);
        QVERIFY(recently > 0 && households > 0);
#endif
    }
};

QTEST_GUILESS_MAIN(RecontactGuardTest)
#include "tst_RecontactGuard.moc"
