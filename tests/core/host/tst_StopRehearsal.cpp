#include "core/host/StopRehearsal.h"
#include "core/host/carrier/CarrierLedger.h"
#include "core/host/carrier/NoCarrier.h"
#include "tests/core/host/TestHost.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const auto kPhone = *PhoneNumber::fromE164(u"+12025550199"_s);
constexpr Seconds kWait{60};

/// A gateway whose test phone is answered by the test.
class RehearsalRoom : public TestHost
{
public:
    RehearsalRoom()
        : TestHost(20)
    {
    }
    QString ask(const PhoneNumber& phone = kPhone) { return ask(campaign, phone); }
    QString ask(const CampaignId& of, const PhoneNumber& phone)
    {
        const auto id = newId();
        const auto asked = host->askForRehearsal({id, of, phone, kWait});
        refusal = asked ? QString() : asked.error().detail;
        return id;
    }
    Rehearsal of(const QString& id) { return *host->rehearsal(id); }
    int rehearsalTexts(const PhoneNumber& phone = kPhone)
    {
        return carrier.textsTo(phone, Carrier::Purpose::Rehearsal);
    }
    int confirmations(const PhoneNumber& phone = kPhone)
    {
        return carrier.textsTo(phone, Carrier::Purpose::OptOutConfirmation);
    }
    /// Time goes by as the serving process sees it.
    void pass(Millis time)
    {
        clock.advance(time);
        if (!host->takeCarrierEvents()) {
            qFatal("not stepped");
        }
    }
    /// As a client that applies what it gets, and asks again from behind it.
    QList<Change> apply(Texter& texter)
    {
        auto changes = follow(texter);
        return changes + follow(texter);
    }
    QList<QJsonObject> audit(const QString& kind)
    {
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        if (!host->exportTo(u"audit.jsonl"_s, out)) {
            qFatal("no audit");
        }
        exported = out.data();
        QList<QJsonObject> found;
        for (const auto& line : exported.split('\n')) {
            const auto entry = QJsonDocument::fromJson(line).object();
            if (entry.value("kind"_L1).toString() == kind) {
                found.append(entry.value("facts"_L1).toObject());
            }
        }
        return found;
    }
    bool keepsItsRecord() { return count(u"doubleTexts"_s) == 0 && count(u"afterOptOut"_s) == 0; }

    QString refusal;
    QByteArray exported;
};

} // namespace

class StopRehearsalTest : public QObject
{
    Q_OBJECT
private slots:
    void aRehearsalPassesWhenEveryClientHasTheOptOut()
    {
        RehearsalRoom room;
        auto ada = room.texter();
        auto ben = room.texter();
        const auto id = room.ask();
        QCOMPARE(room.refusal, QString());
        QCOMPARE(room.rehearsalTexts(), 1);
        QCOMPARE(room.of(id).stage(), Rehearsal::Stage::Texted);
        QCOMPARE(room.of(id).textAt, room.clock.now());

        room.clock.advance(Seconds{3});
        room.replyFrom(kPhone, u"Stop"_s);
        const auto stopAt = room.clock.now();
        QCOMPARE(room.of(id).stage(), Rehearsal::Stage::Confirming);
        QCOMPARE(room.confirmations(), 1);
        QCOMPARE(room.count(u"optOuts"_s), 1);
        room.clock.advance(Millis{40});
        const auto told = room.apply(ada);
        QCOMPARE(countOf<OptOutAdded>(told), 1);
        QCOMPARE(std::get<OptOutAdded>(told.front()).number, kPhone);
        QCOMPARE(room.of(id).confirmed(), 1);
        QVERIFY(!room.of(id).endedAt);
        room.clock.advance(Millis{60});
        QCOMPARE(countOf<OptOutAdded>(room.apply(ben)), 1);

        const auto passed = room.of(id);
        QVERIFY2(passed.passed, qPrintable(passed.reason));
        QCOMPARE(passed.stopAt, stopAt);
        QCOMPARE(passed.endedAt, room.clock.now());
        QCOMPARE(passed.devices.size(), 2);
        QCOMPARE(passed.confirmed(), 2);
        QCOMPARE(passed.median(), Millis{40});
        QCOMPARE(passed.slowest(), Millis{100});
        QCOMPARE(passed.refused, u"opted-out"_s);
        QCOMPARE(passed.confirmations, 1);
        // Lifted, and said so; nothing of it is anybody's message.
        QCOMPARE(room.count(u"optOuts"_s), 0);
        const auto lifted = room.apply(ada);
        QCOMPARE(countOf<OptOutRemoved>(lifted), 1);
        QCOMPARE(std::get<OptOutRemoved>(lifted.front()).reason, u"rehearsal"_s);
        for (const auto* none : {"firstMessages", "repliesSent", "replies", "confirmations", "contactsTexted"}) {
            QCOMPARE(room.count(QLatin1String(none)), 0);
        }
        QVERIFY(room.keepsItsRecord());
    }
    void itIsInTheRecordWithoutTheNumber()
    {
        RehearsalRoom room;
        auto ada = room.texter();
        const auto id = room.ask();
        room.replyFrom(kPhone, u"STOP"_s);
        room.apply(ada);
        const auto facts = room.audit(u"rehearsal.passed"_s);
        QCOMPARE(facts.size(), 1);
        QCOMPARE(facts.front().value("rehearsal"_L1).toString(), id);
        QCOMPARE(facts.front().value("by"_L1).toString(), u"operator"_s);
        QCOMPARE(facts.front().value("told"_L1).toString(), u"1"_s);
        QCOMPARE(facts.front().value("confirmed"_L1).toString(), u"1"_s);
        QCOMPARE(facts.front().value("textAfterStop"_L1).toString(), u"opted-out"_s);
        QCOMPARE(room.audit(u"optout.lifted"_s).front().value("reason"_L1).toString(), u"rehearsal"_s);
        QVERIFY(!room.exported.contains("2025550199"));
    }
    void itCanBeRepeated()
    {
        RehearsalRoom room;
        auto ada = room.texter();
        for (int i = 1; i <= 3; ++i) {
            const auto id = room.ask();
            QCOMPARE(room.refusal, QString());
            room.replyFrom(kPhone, u"STOP"_s);
            room.apply(ada);
            QVERIFY(room.of(id).passed);
            QCOMPARE(room.rehearsalTexts(), i);
            QCOMPARE(room.confirmations(), i);
        }
        QVERIFY(room.keepsItsRecord());
    }
    void aClientThatDoesNotConfirmFailsItByName()
    {
        RehearsalRoom room;
        auto ada = room.texter();
        const auto ben = room.texter();
        const auto id = room.ask();
        room.replyFrom(kPhone, u"STOP"_s);
        room.apply(ada);
        // He asks again and again, from where he was: what he got he has not taken in.
        QVERIFY(room.host->changes(ben.caller, ben.cursor));
        room.pass(kWait - Millis{1});
        QVERIFY(!room.of(id).endedAt);
        room.pass(Millis{1});
        const auto failed = room.of(id);
        QCOMPARE(failed.stage(), Rehearsal::Stage::Failed);
        QCOMPARE(failed.reason, u"unconfirmed"_s);
        QCOMPARE(failed.confirmed(), 1);
        QCOMPARE(failed.missing().size(), 1);
        QCOMPARE(failed.missing().front().device, ben.caller.device);
        QCOMPARE(failed.missing().front().name, u"Laptop"_s);
        QCOMPARE(failed.refused, u"opted-out"_s);
        const auto facts = room.audit(u"rehearsal.failed"_s);
        QCOMPARE(facts.size(), 1);
        QCOMPARE(facts.front().value("missing"_L1).toString(), ben.caller.device.value);
        QCOMPARE(room.count(u"optOuts"_s), 0); // The phone is free again all the same.
    }
    void theCursorOfALaterBatchConfirmsNothing()
    {
        // A lease says where its own changes begin; a client that follows already does not move there.
        RehearsalRoom room;
        const auto ada = room.texter();
        const auto id = room.ask();
        room.replyFrom(kPhone, u"STOP"_s);
        QVERIFY(room.host->lease(ada.caller, {room.newId(), room.campaign, 1}));
        QCOMPARE(room.of(id).confirmed(), 0);
    }
    void noAnswerFailsItAfterTheWait()
    {
        RehearsalRoom room;
        const auto id = room.ask();
        room.replyFrom(kPhone, u"who is this?"_s);
        room.pass(kWait - Millis{1});
        QVERIFY(!room.of(id).endedAt);
        room.pass(Millis{1});
        QCOMPARE(room.of(id).reason, u"no-answer"_s);
        QCOMPARE(room.audit(u"rehearsal.failed"_s).size(), 1);
        QCOMPARE(room.rehearsalTexts(), 1);
        QCOMPARE(room.confirmations(), 0);
        // What it says now is no rehearsal's any more: a STOP that came too late counts as anybody's does.
        room.replyFrom(kPhone, u"STOP"_s);
        QVERIFY(room.count(u"optOuts"_s) > 0);
        room.ask();
        QCOMPARE(room.refusal, u"phone: opted out"_s);
    }
    void aTextThatCannotBeDeliveredFailsItAtOnce()
    {
        RehearsalRoom room;
        const auto id = room.ask();
        CarrierEvent event;
        event.kind = CarrierEvent::Kind::Failed;
        event.message = room.carrier.texts.back().id;
        event.reason = u"30006"_s;
        room.carrier.events.append(event);
        QVERIFY(room.host->takeCarrierEvents());
        QCOMPARE(room.of(id).reason, u"undelivered: 30006"_s);
    }
    void nobodyOfAnyListIsRehearsedOn()
    {
        RehearsalRoom room;
        const auto foreign = room.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        room.importList(foreign, "phone\n+13125550177\n");
        for (const auto& somebody : {TestHost::number(3), *PhoneNumber::fromE164(u"+13125550177"_s)}) {
            room.ask(somebody);
            QCOMPARE(room.refusal, u"phone: a contact's"_s);
        }
        QCOMPARE(room.carrier.texts.size(), 0);
    }
    void whoIsPutOnAListMeanwhileKeepsTheirStop()
    {
        RehearsalRoom room;
        auto ada = room.texter();
        const auto id = room.ask();
        room.replyFrom(kPhone, u"STOP"_s);
        QBuffer csv;
        csv.setData("phone\n+12025550199\n+12025550198\n");
        csv.open(QIODevice::ReadOnly);
        const auto campaign = room.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        QVERIFY(room.host->importContacts(campaign, csv));
        room.apply(ada);
        QVERIFY(room.of(id).endedAt.has_value());
        QCOMPARE(room.count(u"optOuts"_s), 1);
    }
    void whoIsPutOnAListBeforeTheyAnswerIsHeardAsAnybody()
    {
        RehearsalRoom room;
        const auto foreign = room.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        auto ada = room.texter();
        const auto id = room.ask();
        room.importList(foreign, "phone\n+12025550199\n");
        auto zoe = room.texter(foreign, 1);
        room.replyFrom(kPhone, u"who is this?"_s);
        QCOMPARE(countOf<MessageReceived>(room.follow(zoe)), 1);
        QVERIFY(!room.of(id).stopAt);
        room.replyFrom(kPhone, u"please stop texting me"_s);
        QCOMPARE(room.count(u"replies"_s), 2);
        QCOMPARE(countOf<OptOutAdded>(room.follow(zoe)), 1);
        COMPARE_REFUSED(room.send(zoe, zoe.page.contacts.front()), ProblemType::OptedOut);
        QCOMPARE(room.of(id).stopAt, room.clock.now());
        QCOMPARE(countOf<OptOutAdded>(room.apply(ada)), 1);
        QVERIFY2(room.of(id).passed, qPrintable(room.of(id).reason));
        QCOMPARE(room.count(u"optOuts"_s), 2); // Of both, for good.
        QVERIFY(room.keepsItsRecord());
    }
    void whoIsTextedByOthersMeanwhileStopsThemAndTheRehearsal()
    {
        RehearsalRoom room;
        const auto foreign = room.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        room.addCampaign(u"campaign-10"_s, u"Runners"_s);
        const auto id = room.ask();
        room.importList(foreign, "phone,zip\n+12025550199,78701\n");
        const auto zoe = room.texter(foreign, 1);
        VERIFY_ACCEPTED(room.send(zoe, zoe.page.contacts.front()));
        room.replyFrom(kPhone, u"STOP"_s);
        QVERIFY(room.of(id).passed);
        QCOMPARE(room.count(u"optOuts"_s), 2);
        QCOMPARE(room.confirmations(), 1); // From those who texted.
    }
    void whatOthersRecordedMeanwhileIsNotLifted_data()
    {
        QTest::addColumn<bool>("byList");
        QTest::newRow("staff") << false;
        QTest::newRow("a list") << true;
    }
    void whatOthersRecordedMeanwhileIsNotLifted()
    {
        QFETCH(bool, byList);
        RehearsalRoom room;
        auto ada = room.texter();
        const auto staff = room.join(room.campaign, Role::Staff);
        const auto id = room.ask();
        room.replyFrom(kPhone, u"STOP"_s);
        if (byList) {
            room.clock.advance(Seconds{1});
            QBuffer list;
            list.setData("phone,date\n+12025550199," + toRfc3339(room.clock.now()).toUtf8() + '\n');
            list.open(QIODevice::ReadOnly);
            QVERIFY(room.host->importOptOuts(room.host->organisations()->first().id, list));
        } else {
            QVERIFY(room.host->recordOptOut(staff, {kPhone.e164(), u"wrote to us"_s, {}}));
        }
        QCOMPARE(countOf<OptOutRemoved>(room.apply(ada)), 0);
        QVERIFY2(room.of(id).passed, qPrintable(room.of(id).reason));
        QCOMPARE(room.count(u"optOuts"_s), 1);
        QCOMPARE(room.audit(u"optout.lifted"_s).size(), 0);
    }
    void aPhoneThatOptedOutIsNotTexted()
    {
        RehearsalRoom room;
        const auto staff = room.join(room.campaign, Role::Staff);
        VERIFY_ACCEPTED(
            room.push(staff, room.command(room.campaign, {}, OptOutPayload{OptOutSource::Staff, u"asked"_s, kPhone})));
        room.ask();
        QCOMPARE(room.refusal, u"phone: opted out"_s);
    }
    void anOrganisationHasOneAtATimeAndAPhoneToo()
    {
        RehearsalRoom room;
        const auto foreign = room.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        const auto other = *PhoneNumber::fromE164(u"+12025550198"_s);
        auto ada = room.texter();
        auto zoe = room.texter(foreign, 1);
        const auto first = room.ask();
        QCOMPARE(room.refusal, QString());
        room.ask(room.campaign, other);
        QCOMPARE(room.refusal, u"running"_s);
        room.ask(foreign, kPhone);
        QCOMPARE(room.refusal, u"running"_s);
        const auto second = room.ask(foreign, other);
        QCOMPARE(room.refusal, QString());

        room.replyFrom(other, u"STOP"_s);
        QCOMPARE(room.of(first).stage(), Rehearsal::Stage::Texted);
        QCOMPARE(countOf<OptOutAdded>(room.apply(ada)), 0); // What one does is nothing to the other.
        QCOMPARE(countOf<OptOutAdded>(room.apply(zoe)), 1);
        QVERIFY(room.of(second).passed);
        room.replyFrom(kPhone, u"STOP"_s);
        QCOMPARE(countOf<OptOutAdded>(room.apply(ada)), 1);
        QVERIFY(room.of(first).passed);
        QCOMPARE(room.of(first).devices.size(), 1);
    }
    void theSameIdIsTheSameRehearsal()
    {
        RehearsalRoom room;
        const auto staff = room.join(room.campaign, Role::Staff);
        const Host::RehearsalWish wish{room.newId(), room.campaign, kPhone, kWait};
        QVERIFY(room.host->rehearseStop(staff, wish));
        QVERIFY(room.host->rehearseStop(staff, wish));
        QCOMPARE(room.rehearsalTexts(), 1);
        auto another = wish;
        another.id = room.newId();
        COMPARE_PROBLEM(room.host->rehearseStop(staff, another), ProblemType::PolicyRefused);
        const auto volunteer = room.join();
        COMPARE_PROBLEM(room.host->rehearseStop(volunteer, another), ProblemType::Forbidden);
        QVERIFY(room.host->signOut(volunteer));
        const auto foreign = room.addCampaign(u"campaign-9"_s, u"Friends of the Library"_s);
        COMPARE_PROBLEM(room.host->rehearseStop(room.join(foreign, Role::Staff), wish), ProblemType::NotFound);
        // The staff member who asked follows no changes: there is no desk of theirs to wait for.
        room.replyFrom(kPhone, u"STOP"_s);
        const auto board = room.host->room(staff)->value("rehearsals"_L1).toArray();
        QCOMPARE(board.size(), 1);
        QCOMPARE(board.at(0).toObject().value("stage"_L1).toString(), u"passed"_s);
        QCOMPARE(board.at(0).toObject().value("by"_L1).toString(), staff.volunteer.value);
        QCOMPARE(board.at(0).toObject().value("told"_L1).toInt(), 0);
    }
    void clientsThatAreGoneAreNotWaitedFor()
    {
        RehearsalRoom room;
        const auto gone = room.texter();
        const auto leaving = room.texter();
        auto ada = room.texter();
        room.clock.advance(StopRehearsal::kConnected + Millis{1});
        room.follow(ada);
        QVERIFY(room.host->changes(leaving.caller, leaving.cursor));
        const auto id = room.ask();
        room.replyFrom(kPhone, u"STOP"_s);
        QVERIFY(room.host->signOut(leaving.caller));
        room.apply(ada);
        const auto passed = room.of(id);
        QVERIFY2(passed.passed, qPrintable(passed.reason));
        QCOMPARE(passed.told(), 2);
        QCOMPARE(passed.away().size(), 1); // Named all the same: it holds contacts.
        QCOMPARE(passed.away().front().volunteer, gone.caller.volunteer);
        QCOMPARE(passed.signedOut(), 1);
        QCOMPARE(passed.confirmed(), 1);
        QCOMPARE(room.host->changes(gone.caller, gone.cursor)->changes.size(), 0); // Nobody knew of it any more.
    }
    void whereTheCarrierOwnsTheConfirmingTextNoneGoes()
    {
        RehearsalRoom room;
        auto document = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        document.policy.confirmation = ConfirmationOwner::Carrier;
        room.import(document);
        auto ada = room.texter();
        const auto id = room.ask();
        room.replyFrom(kPhone, u"STOP"_s);
        room.apply(ada);
        QVERIFY2(room.of(id).passed, qPrintable(room.of(id).reason));
        QCOMPARE(room.of(id).confirmations, 0);
        QCOMPARE(room.confirmations(), 0);
    }
    void stopSaidTwiceIsConfirmedOnce()
    {
        RehearsalRoom room;
        auto ada = room.texter();
        const auto id = room.ask();
        room.carrier.reply(kPhone, u"STOP"_s, room.clock.now());
        room.carrier.reply(kPhone, u"STOP"_s, room.clock.now());
        QVERIFY(room.host->takeCarrierEvents());
        room.apply(ada);
        QVERIFY(room.of(id).passed);
        QCOMPARE(room.confirmations(), 1);
        QCOMPARE(countOf<OptOutAdded>(room.apply(ada)), 0);
    }
    void itGoesOnAfterARestartAtAnyStage()
    {
        RehearsalRoom room;
        auto ada = room.texter();
        const auto id = room.ask();
        room.reopen();
        QCOMPARE(room.rehearsalTexts(), 1);
        room.replyFrom(kPhone, u"STOP"_s);
        QCOMPARE(room.of(id).devices.size(), 1); // Seen lately, by what lies on the disk.
        room.reopen();
        QCOMPARE(room.of(id).stage(), Rehearsal::Stage::Confirming);
        room.apply(ada);
        QVERIFY2(room.of(id).passed, qPrintable(room.of(id).reason));
        QCOMPARE(room.confirmations(), 1);
        room.reopen();
        QVERIFY(room.of(id).passed);
        QCOMPARE(room.count(u"optOuts"_s), 0);
        QVERIFY(room.keepsItsRecord());
    }
    void oneThatWasLeftLyingOverNightTextsNobody()
    {
        RehearsalRoom room;
        QString id;
        {
            // Asked for beside a process that then ends before it takes it up.
            QString file;
            QVERIFY(
                room.host->database().run(u"SELECT file FROM pragma_database_list"_s, {}, [&](const QSqlQuery& row) {
                    file = row.value(0).toString();
                    return false;
                }));
            NoCarrier none;
            Host::Options options;
            options.databasePath = file;
            options.handsTextsOver = false;
            auto beside = Host::open(options, none, room.clock, room.random);
            QVERIFY(beside.has_value());
            id = room.newId();
            QVERIFY((*beside)->askForRehearsal({id, room.campaign, kPhone, kWait}));
            QCOMPARE((*beside)->rehearsal(id)->stage(), Rehearsal::Stage::Asked);
            // The serving process looks at what others wrote.
            room.pass(Seconds{1});
            QCOMPARE(room.rehearsalTexts(), 1);
            QCOMPARE((*beside)->rehearsal(id)->stage(), Rehearsal::Stage::Texted);
            room.replyFrom(kPhone, u"STOP"_s);
            QVERIFY((*beside)->rehearsal(id)->passed);

            id = room.newId();
            QVERIFY((*beside)->askForRehearsal({id, room.campaign, kPhone, kWait}));
            QVERIFY((*beside)->withdrawRehearsal(id));
            QCOMPARE((*beside)->rehearsal(id)->reason, u"not-served"_s);
            id = room.newId();
            QVERIFY((*beside)->askForRehearsal({id, room.campaign, kPhone, kWait}));
        }
        room.pass(std::chrono::hours(9));
        QCOMPARE(room.of(id).reason, u"not-served"_s);
        QCOMPARE(room.rehearsalTexts(), 1);
    }
    void aCarrierWithoutTestPhonesNeedsANumber()
    {
        RehearsalRoom room;
        const auto id = room.ask(PhoneNumber());
        QCOMPARE(room.of(id).reason, u"phone: needed"_s);
    }
    void anUnregisteredCampaignSendsNotEvenThis()
    {
        RehearsalRoom room;
        auto document = TestHost::document(room.campaign.value, u"Neighbours for Parks"_s);
        document.registration = Registration::Pending;
        room.import(document);
        room.ask();
        QCOMPARE(room.refusal, u"campaign: not registered"_s);
        // A pause is when campaigns make ready: it keeps nobody from rehearsing.
        document.registration = Registration::Registered;
        room.import(document);
        QVERIFY(room.host->pause(room.join(room.campaign, Role::Staff), room.campaign, u"soon"_s));
        room.ask();
        QCOMPARE(room.refusal, QString());
    }
    void nothingElseGoesWhereOnlyRehearsalsMay()
    {
        RehearsalRoom room;
        const auto texter = room.texter();
        VERIFY_ACCEPTED(room.send(texter, texter.page.contacts.front()));
        QVERIFY(room.host->database().run(u"UPDATE messages SET to_hand_over = 1"_s));
        QString file;
        QVERIFY(room.host->database().run(u"SELECT file FROM pragma_database_list"_s, {}, [&](const QSqlQuery& row) {
            file = row.value(0).toString();
            return false;
        }));
        room.host.reset();
        SimulatedVoters voters({}, room.clock);
        Host::Options options;
        options.databasePath = file;
        options.rehearsesOnly = true;
        auto host = Host::open(options, voters, room.clock, room.random);
        QVERIFY(host.has_value());
        const auto id = room.newId();
        QVERIFY((*host)->askForRehearsal({id, room.campaign, {}, kWait}));
        QVERIFY((*host)->takeCarrierEvents());
        QVERIFY((*host)->rehearsal(id)->stopAt.has_value());
        QVERIFY(voters.truth().isEmpty());
        QCOMPARE((*host)->record().value("waitingForCarrier"_L1).toInt(), 1);
    }
    void simulatedTestPhonesAnswerByThemselves()
    {
        FakeClock clock;
        SeededRandom random{7};
        QTemporaryDir folder;
        const auto rehearse = [&](Carrier& carrier) {
            Host::Options options;
            options.databasePath = u":memory:"_s;
            auto host = *Host::open(options, carrier, clock, random);
            const auto campaign = *host->importCampaign(
                wire::compact(wire::write(TestHost::document(u"c"_s, u"Neighbours for Parks"_s))));
            // The first of its telephones is on a list here.
            QBuffer csv;
            csv.setData("phone\n+12025550199\n");
            csv.open(QIODevice::ReadOnly);
            if (!host->importContacts(campaign, csv)) {
                qFatal("no list");
            }
            const auto id = makeUuidV7(clock.now(), random);
            if (!host->askForRehearsal({id, campaign, {}, kWait}) || !host->takeCarrierEvents()) {
                qFatal("not rehearsed");
            }
            return *host->rehearsal(id);
        };
        SimulatedVoters voters({}, clock);
        const auto one = rehearse(voters);
        QVERIFY2(one.passed, qPrintable(one.reason));
        QCOMPARE(one.number.e164(), u"+12025550198"_s);
        QVERIFY(voters.truth().isEmpty()); // Nobody's score.
        const auto path = folder.filePath(u"ledger"_s);
        {
            auto ledger = *CarrierLedger::open(path, {}, clock);
            const auto passed = rehearse(*ledger);
            QVERIFY2(passed.passed, qPrintable(passed.reason));
        }
        QVERIFY(CarrierLedger::open(path, {}, clock).has_value()); // And it reads what it wrote of that.
    }
    void aDiskThatFailsAtAnyAccessLosesAndDoublesNothing()
    {
        for (qint64 broken = 1; broken < 4000; ++broken) {
            RehearsalRoom room;
            auto ada = room.texter(1);
            qint64 accesses = 0;
            auto hit = false;
            room.host->database().setFaultHook([&](qint64, const QString&) -> std::optional<Error> {
                if (++accesses != broken) {
                    return std::nullopt;
                }
                hit = true;
                return Error{ErrorCode::Io, u"broken on purpose"_s};
            });
            const Host::RehearsalWish wish{u"r"_s, room.campaign, kPhone, kWait};
            if (!room.host->askForRehearsal(wish)) {
                QVERIFY(room.host->askForRehearsal(wish));
            }
            static_cast<void>(room.host->takeCarrierEvents());
            room.carrier.reply(kPhone, u"STOP"_s, room.clock.now());
            for (int i = 0; i < 3; ++i) {
                static_cast<void>(room.host->takeCarrierEvents());
            }
            for (int i = 0; i < 4; ++i) {
                if (const auto page = room.host->changes(ada.caller, ada.cursor)) {
                    ada.cursor = page->cursor;
                }
            }
            static_cast<void>(room.host->takeCarrierEvents());
            room.host->database().setFaultHook({});
            const auto passed = room.of(u"r"_s);
            QVERIFY2(passed.passed, qPrintable(u"%1: %2"_s.arg(broken).arg(passed.reason)));
            QCOMPARE(room.rehearsalTexts(), 1);
            QCOMPARE(room.confirmations(), 1);
            QCOMPARE(room.audit(u"rehearsal.passed"_s).size(), 1);
            QVERIFY(room.keepsItsRecord());
            if (!hit) {
                qInfo("%lld accesses were broken, one by one", static_cast<long long>(broken - 1));
                return;
            }
        }
        QFAIL("the rehearsal did not end");
    }
};

QTEST_GUILESS_MAIN(StopRehearsalTest)
#include "tst_StopRehearsal.moc"
