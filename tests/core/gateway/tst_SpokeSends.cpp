// Every text exactly once over a server that keeps no ids, whatever becomes of a request or its answer.
#include "tests/support/spoke/SpokeShift.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_SpokeSends : public QObject
{
    Q_OBJECT
private slots:
    void sendsAFirstMessageAndReplies()
    {
        SpokeShift shift(3);
        QVERIFY(shift.begin(3));
        const auto first = shift.rig->person->first(shift.contact(0), u"Hi there"_s);
        QVERIFY(first);
        QVERIFY(shift.becomes(*first, OutboxState::Done));
        QCOMPARE(shift.textsTo(0), QStringList{u"Hi there"_s});
        shift.stub.state.reply(shift.scene.contacts[0], u"Who is this?"_s);
        QVERIFY(shift.rig->until([&] { return shift.record(0).stage == ContactStage::NeedsReply; }));
        // The same words twice are two texts, for each has its own press.
        const auto one = shift.rig->person->reply(shift.contact(0), u"A volunteer."_s);
        const auto two = shift.rig->person->reply(shift.contact(0), u"A volunteer."_s);
        QVERIFY(one && two);
        QVERIFY(shift.becomes(*one, OutboxState::Done) && shift.becomes(*two, OutboxState::Done));
        QCOMPARE(shift.textsTo(0), (QStringList{u"Hi there"_s, u"A volunteer."_s, u"A volunteer."_s}));
        QCOMPARE(shift.rig->conversation(shift.contact(0)).size(), 4);
    }

    void findsOutWhatBecameOfAText_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("reply");
        const QList<QPair<const char*, SpokeFault>> faults{
            {"closed before", SpokeFault::CloseBefore}, {"answer lost", SpokeFault::LoseAnswer},
            {"truncated", SpokeFault::Truncate},        {"hangs", SpokeFault::Hang},
            {"hangs after", SpokeFault::HangAfter},     {"500", SpokeFault::ServerError},
            {"503", SpokeFault::Unavailable},           {"proxy before", SpokeFault::ProxyBefore},
            {"proxy after", SpokeFault::ProxyAfter},    {"page", SpokeFault::Page},
            {"crash after", SpokeFault::CrashAfter},
        };
        for (const auto& [name, fault] : faults) {
            QTest::addRow("first: %s", name) << static_cast<int>(fault) << false;
            QTest::addRow("reply: %s", name) << static_cast<int>(fault) << true;
        }
    }
    void findsOutWhatBecameOfAText()
    {
        QFETCH(int, fault);
        QFETCH(bool, reply);
        auto limits = SpokeRig::quick();
        limits.timeout = Millis{400};
        limits.quiet = Millis{2000};
        SpokeShift shift(2, SpokeShift::Kind::Fixed, 10, limits);
        QVERIFY(shift.begin(2));
        QStringList expected;
        if (reply) {
            const auto before = shift.rig->person->first(shift.contact(0), u"Hi"_s);
            QVERIFY(before && shift.becomes(*before, OutboxState::Done));
            shift.stub.state.reply(shift.scene.contacts[0], u"yes?"_s);
            QVERIFY(shift.rig->until([&] { return shift.record(0).stage == ContactStage::NeedsReply; }));
            expected.append(u"Hi"_s);
        }
        shift.stub.fail(u"sendMessage"_s, static_cast<SpokeFault>(fault));
        const auto text = u"Once and only once"_s;
        const auto id =
            reply ? shift.rig->person->reply(shift.contact(0), text) : shift.rig->person->first(shift.contact(0), text);
        QVERIFY(id);
        QVERIFY(shift.becomes(*id, OutboxState::Done));
        QCOMPARE(shift.textsTo(0), expected << text);
        QVERIFY(shift.stub.state.textedTwice().isEmpty());
        // Nothing of it comes down a second time.
        const auto known = shift.rig->conversation(shift.contact(0)).size();
        shift.rig->crash();
        QVERIFY(shift.rig->until([&] { return shift.rig->engine->status().state == SyncState::Online; }));
        QCOMPARE(shift.rig->conversation(shift.contact(0)).size(), known);
    }

    // The request goes on somewhere and lands while it is being asked about.
    void waitsForALateLanding()
    {
        auto limits = SpokeRig::quick();
        limits.timeout = Millis{400};
        limits.quiet = Millis{8000};
        SpokeShift shift(2, SpokeShift::Kind::Fixed, 10, limits);
        QVERIFY(shift.begin(2));
        shift.stub.fail(u"sendMessage"_s, SpokeFault::LateClosed, 1, 6);
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id);
        QVERIFY(shift.becomes(*id, OutboxState::Unknown));
        QVERIFY(shift.becomes(*id, OutboxState::Done));
        QCOMPARE(shift.textsTo(0), QStringList{u"Hi"_s});
        QCOMPARE(shift.stub.requests(u"sendMessage"_s), 1);
    }

    void findsItAfterACrash()
    {
        SpokeShift shift(2);
        QVERIFY(shift.begin(2));
        shift.stub.fail(u"sendMessage"_s, SpokeFault::HangAfter);
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id);
        QVERIFY(shift.rig->until([&] { return !shift.textsTo(0).isEmpty(); }));
        shift.rig->crash();
        QVERIFY(shift.becomes(*id, OutboxState::Done));
        QCOMPARE(shift.textsTo(0), QStringList{u"Hi"_s});
        QCOMPARE(shift.stub.requests(u"sendMessage"_s), 1);
    }

    void leavesAContactAloneWhoHadAFirstMessage()
    {
        auto limits = SpokeRig::quick();
        limits.busyPoll = limits.calmPoll = Seconds{3600}; // Nothing comes down by itself.
        SpokeShift shift(2, SpokeShift::Kind::Fixed, 1, limits);
        QVERIFY(shift.begin(2));
        shift.stub.state.send(shift.scene.contacts[0], shift.scene.texter, u"From the browser"_s);
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id);
        QVERIFY(shift.becomes(*id, OutboxState::Refused));
        QCOMPARE(shift.problem(*id).type, ProblemType::AlreadyTexted);
        QCOMPARE(shift.textsTo(0), QStringList{u"From the browser"_s});
        // And that text is then known here.
        QVERIFY(shift.rig->until([&] {
            const auto texts = shift.rig->conversation(shift.contact(0));
            return std::any_of(texts.cbegin(), texts.cend(),
                               [](const Message& one) { return one.text == u"From the browser"_s; });
        }));
    }

    // Before it sends, the adapter reads the conversation; meanwhile the volunteer marks the person.
    void doesNotTextWhoWasOptedOutWhileItLooked()
    {
        SpokeShift shift(2);
        shift.stub.state.switches.autoOptOut = false;
        QVERIFY(shift.begin(2));
        const auto read = shift.stub.requests(u"getAssignmentContacts"_s);
        shift.stub.latency = Millis{300};
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id);
        QVERIFY(shift.rig->until([&] { return shift.state(*id) == OutboxState::InFlight; }));
        QCOMPARE(shift.stub.requests(u"sendMessage"_s), 0);
        shift.rig->record(shift.contact(0), OptOutPayload{OptOutSource::Volunteer, {}, shift.record(0).contact.phone});
        QVERIFY(shift.becomes(*id, OutboxState::Cancelled));
        shift.stub.latency = Millis{0};
        QVERIFY(shift.rig->settled());
        QVERIFY(shift.stub.requests(u"getAssignmentContacts"_s) > read);
        QVERIFY(!shift.textsTo(0).contains(u"Hi"_s));
    }

    void doesNotTextPastAReplyThatNobodyRead()
    {
        SpokeShift shift(2);
        shift.stub.state.switches.autoOptOut = false;
        QVERIFY(shift.begin(2));
        const auto first = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(first && shift.becomes(*first, OutboxState::Done));
        shift.stub.state.reply(shift.scene.contacts[0], u"yes?"_s);
        QVERIFY(shift.rig->until([&] { return shift.record(0).stage == ContactStage::NeedsReply; }));
        shift.stub.fail(u"user"_s, SpokeFault::ServerError, SpokeStub::kUntilMended); // Nothing comes down.
        const auto asked = shift.stub.requests(u"user"_s);
        QVERIFY(shift.rig->until([&] { return shift.stub.requests(u"user"_s) > asked; }));
        shift.stub.state.reply(shift.scene.contacts[0], u"STOP"_s);
        const auto id = shift.rig->person->reply(shift.contact(0), u"Thanks!"_s);
        QVERIFY(id);
        const auto read = shift.stub.requests(u"getAssignmentContacts"_s);
        QVERIFY(shift.rig->until([&] { return shift.stub.requests(u"getAssignmentContacts"_s) > read; }));
        shift.stub.mend();
        QVERIFY(shift.becomes(*id, OutboxState::Cancelled));
        QCOMPARE(shift.textsTo(0), QStringList{u"Hi"_s});
        QVERIFY(shift.record(0).optedOut);
        QVERIFY(
            shift.rig->until([&] { return shift.stub.state.isOptedOut(shift.there(0)); })); // And the server is told.
    }

    void readsWhyTheServerRefused_data()
    {
        QTest::addColumn<bool>("masked");
        QTest::addRow("masked") << true;
        QTest::addRow("in words") << false;
    }
    void readsWhyTheServerRefused()
    {
        QFETCH(bool, masked);
        auto limits = SpokeRig::quick();
        limits.busyPoll = limits.calmPoll = Seconds{3600};
        SpokeShift shift(6, SpokeShift::Kind::Fixed, 1, limits);
        shift.stub.state.switches.showErrors = !masked;
        QVERIFY(shift.begin(6));
        shift.stub.state.optOut(shift.scene.contacts[0]);
        shift.stub.state.reassign({shift.scene.contacts[1]}, shift.scene.other);
        const auto optedOut = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        const auto reassigned = shift.rig->person->first(shift.contact(1), u"Hi"_s);
        QVERIFY(optedOut && reassigned);
        QVERIFY(shift.becomes(*optedOut, OutboxState::Refused));
        QCOMPARE(shift.problem(*optedOut).type, ProblemType::OptedOut);
        QVERIFY(shift.record(0).optedOut);
        QVERIFY(shift.becomes(*reassigned, OutboxState::Refused));
        QCOMPARE(shift.problem(*reassigned).type, ProblemType::NotAssigned);
        QVERIFY(!shift.record(1).assigned);
        shift.stub.state.archive(shift.scene.campaign);
        const auto archived = shift.rig->person->first(shift.contact(2), u"Hi"_s);
        if (archived) { // Not pressed any more where the look came first.
            QVERIFY(shift.rig->until([&] {
                return shift.state(*archived) == OutboxState::Refused || shift.state(*archived) == OutboxState::Pending;
            }));
        }
        QVERIFY(shift.rig->until([&] { return shift.rig->store->campaigns().constFirst().paused; }));
        QVERIFY(shift.textsTo(0).isEmpty() && shift.textsTo(1).isEmpty() && shift.textsTo(2).isEmpty());
    }

    // On the organisation's list, and the contact's row is not marked: the server says no in the words for everything.
    void passesOverANumberOnTheList()
    {
        SpokeShift shift(4);
        QVERIFY(shift.begin(4));
        quint64 serial = 0;
        const auto press = [&](int index) { // The script's own words, as they stand.
            const ShownText shown{shift.contact(index), SendKind::FirstMessage, u"Hi"_s, {}, false};
            return shift.rig->person->approver().approve({++serial, InputKind::Key}, shown);
        };
        shift.stub.fail(u"sendMessage"_s, SpokeFault::Crash, 3);
        const auto delayed = press(0);
        QVERIFY(delayed);
        // While nobody's text goes through, a refusal says nothing about this contact.
        QVERIFY(shift.becomes(*delayed, OutboxState::Done));
        QCOMPARE(shift.stub.requests(u"sendMessage"_s), 4);
        // While others' do, it does.
        shift.stub.state.optOut(shift.scene.contacts[1]);
        shift.there(1).optedOut = false;
        shift.stub.fail(u"sendMessage"_s, SpokeFault::Crash);
        const auto listed = press(1);
        QVERIFY(listed);
        QVERIFY(shift.rig->until([&] { return shift.stub.requests(u"sendMessage"_s) >= 5; }));
        const auto other = press(2);
        QVERIFY(other && shift.becomes(*other, OutboxState::Done));
        shift.stub.fail(u"sendMessage"_s, SpokeFault::Crash);
        QVERIFY(shift.becomes(*listed, OutboxState::Refused));
        QCOMPARE(shift.problem(*listed).type, ProblemType::OptedOut);
        QVERIFY(shift.record(1).optedOut);
        QVERIFY(shift.textsTo(1).isEmpty());
    }

    void asksAPersonWhereNobodyCanTell()
    {
        SpokeShift shift(2);
        QVERIFY(shift.begin(2));
        shift.stub.fail(u"sendMessage"_s, SpokeFault::HangAfter);
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id);
        QVERIFY(shift.rig->until([&] { return !shift.textsTo(0).isEmpty(); }));
        shift.stub.state.reassign({shift.scene.contacts[0]}, shift.scene.other);
        QVERIFY(shift.becomes(*id, OutboxState::Unknown));
        QVERIFY(shift.rig->until([&] { return shift.problem(*id).type == ProblemType::NotAssigned; }));
        QVERIFY(shift.rig->store->giveUpOn(*id));
        QCOMPARE(shift.state(*id), OutboxState::Done);
        QCOMPARE(shift.textsTo(0).size(), 1);
    }

    void goesOnBesideWhatNobodyCanTell()
    {
        auto limits = SpokeRig::quick();
        limits.timeout = Millis{300};
        limits.quiet = Millis{2000};
        SpokeShift shift(8, SpokeShift::Kind::Fixed, 10, limits);
        QVERIFY(shift.begin(8));
        for (int i = 0; i < 6; ++i) {
            shift.stub.fail(u"sendMessage"_s, SpokeFault::HangAfter);
            const auto id = shift.rig->person->first(shift.contact(i), u"Hi"_s);
            QVERIFY(id);
            QVERIFY(shift.rig->until([&] { return !shift.textsTo(i).isEmpty(); }));
            shift.stub.state.reassign({shift.scene.contacts[i]}, shift.scene.other);
            QVERIFY(shift.rig->until([&] { return shift.problem(*id).type == ProblemType::NotAssigned; }));
        }
        shift.stub.fail(u"sendMessage"_s, SpokeFault::LoseAnswer);
        const auto lost = shift.rig->person->first(shift.contact(6), u"Hi"_s);
        QVERIFY(lost);
        QVERIFY(shift.becomes(*lost, OutboxState::Done));
        QCOMPARE(shift.textsTo(6).size(), 1);
    }

    void sendsSideBySideAndInOrder()
    {
        SpokeShift shift(8);
        QVERIFY(shift.begin(8));
        const auto before = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(before && shift.becomes(*before, OutboxState::Done));
        shift.stub.state.reply(shift.scene.contacts[0], u"yes?"_s);
        QVERIFY(shift.rig->until([&] { return shift.record(0).stage == ContactStage::NeedsReply; }));
        shift.stub.goDown();
        QList<CommandId> ids;
        for (int i = 1; i < 8; ++i) {
            const auto id = shift.rig->person->first(shift.contact(i), u"Hi %1"_s.arg(i));
            QVERIFY(id);
            ids.append(*id);
        }
        for (const auto& text : {u"one"_s, u"two"_s, u"three"_s}) {
            const auto id = shift.rig->person->reply(shift.contact(0), text);
            QVERIFY(id);
            ids.append(*id);
        }
        shift.stub.fail(u"sendMessage"_s, SpokeFault::LoseAnswer);
        shift.stub.latency = Millis{30};
        shift.stub.comeUp();
        for (const auto& id : ids) {
            QVERIFY(shift.becomes(id, OutboxState::Done));
        }
        QCOMPARE(shift.textsTo(0), (QStringList{u"Hi"_s, u"one"_s, u"two"_s, u"three"_s}));
        for (int i = 1; i < 8; ++i) {
            QCOMPARE(shift.textsTo(i), QStringList{u"Hi %1"_s.arg(i)});
        }
    }

    void asksTheGateAgainByTheServersClock()
    {
        SpokeShift shift(1);
        QVERIFY(shift.begin(1));
        shift.rig->connectivity->set(false);
        shift.rig->pass(std::chrono::hours(2));
        shift.serverAhead = -std::chrono::hours(2); // The laptop's clock was set.
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id);
        shift.rig->connectivity->set(true);
        QVERIFY(shift.becomes(*id, OutboxState::Cancelled));
        QCOMPARE(shift.textsTo(0), QStringList());
    }

    void optOutsGoFirstWhereNumbersAreHidden()
    {
        SpokeShift shift(2);
        shift.stub.state.switches.redis = true;
        QVERIFY(shift.begin(2));
        const auto before = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(before && shift.becomes(*before, OutboxState::Done));
        shift.rig->connectivity->set(false);
        const auto text = shift.rig->person->first(shift.contact(1), u"Hi"_s);
        QVERIFY(text);
        shift.rig->record(shift.contact(0), OptOutPayload{OptOutSource::Volunteer, {}, {}});
        shift.stub.fail(u"createOptOut"_s, SpokeFault::ServerError, 2);
        shift.stub.forgetSeen();
        shift.rig->connectivity->set(true);
        QVERIFY(shift.becomes(*text, OutboxState::Done));
        QStringList order;
        for (const auto& seen : shift.stub.seen()) {
            if (seen.operation == "createOptOut"_L1 || seen.operation == "sendMessage"_L1) {
                order.append(seen.operation);
            }
        }
        QCOMPARE(order.indexOf(u"sendMessage"_s), order.lastIndexOf(u"createOptOut"_s) + 1);
        QVERIFY(shift.stub.state.isOptedOut(shift.there(0)));
    }

    void keepsTheQueueWhileSignedOut()
    {
        SpokeShift shift(3);
        QVERIFY(shift.begin(3));
        shift.stub.forgetSessions();
        const auto id = shift.rig->person->first(shift.contact(0), u"Hi"_s);
        QVERIFY(id);
        QVERIFY(shift.rig->until([&] { return shift.rig->engine->status().state == SyncState::SignedOut; }));
        QCOMPARE(shift.state(*id), OutboxState::Pending);
        QVERIFY(shift.textsTo(0).isEmpty());
        QVERIFY(shift.signIn());
        shift.rig->engine->poke();
        QVERIFY(shift.becomes(*id, OutboxState::Done));
        QCOMPARE(shift.textsTo(0).size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_SpokeSends)
#include "tst_SpokeSends.moc"
