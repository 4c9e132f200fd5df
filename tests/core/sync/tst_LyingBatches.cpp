#include "tests/core/sync/LyingRig.h"

#include <QTest>
#include <functional>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

using Rig = LyingRig;
constexpr int kMore = 4;
/// The first of the contacts that are still in the pool.
constexpr int kNext = Rig::kContacts;

Contact withNumber(int contact, const PhoneNumber& number)
{
    auto made = build::contact(contact);
    made.phone = number;
    return made;
}

/// A number that is nobody's of these tests.
PhoneNumber strangers() { return build::phone(90); }

Lease firstLease(Rig& rig) { return rig.store->leases().constFirst(); }

CampaignId otherCampaign() { return {u"campaign-2"_s}; }

} // namespace

using PageLie = std::function<void(LyingRig&, LeasePage&)>;
Q_DECLARE_METATYPE(PageLie)
using RenewalLie = std::function<void(LyingRig&, Lease&)>;
Q_DECLARE_METATYPE(RenewalLie)

/// Batches, renewals and campaigns that say what cannot be, or what would harm somebody. A text to contact 0 waits and
/// contact 1 has opted out when they come.
class tst_LyingBatches : public QObject
{
    Q_OBJECT

private slots:
    void aBatchThatLies_data()
    {
        QTest::addColumn<PageLie>("lie");
        QTest::addColumn<QString>("detail");  // Of the fault that is named; empty: the batch is taken in.
        QTest::addColumn<QString>("stopped"); // What the text is stopped for; empty: it goes.
        QTest::addColumn<bool>("isOpen");     // Whether its fate is open; else it waits.

        const auto add = [](const char* name, const PageLie& lie, const QString& detail, const QString& stopped) {
            QTest::addRow("%s, a text waits", name) << lie << detail << stopped << false;
            QTest::addRow("%s, a text's fate is open", name) << lie << detail << stopped << true;
        };
        const auto cursorOnly = [](Rig&, LeasePage&) {};
        add("the truth", cursorOnly, {}, {});
        add(
            "a contact has the number of somebody who opted out",
            [](Rig&, LeasePage& page) { page.contacts.append(withNumber(0, build::phone(1))); }, {}, u"opted-out"_s);
        add(
            "a contact has a stranger's number",
            [](Rig&, LeasePage& page) { page.contacts.append(withNumber(0, strangers())); }, {}, u"another-number"_s);
        add("a known contact twice, with two numbers",
            [](Rig&, LeasePage& page) {
                page.contacts.append(withNumber(0, build::phone(0)));
                page.contacts.append(withNumber(0, build::phone(1)));
            },
            u"contacts[3].phone: another than of the same contact before"_s, {});
        add("a new contact twice, with two numbers",
            [](Rig&, LeasePage& page) {
                page.contacts.append(page.contacts.constFirst());
                page.contacts.last().phone = build::phone(1);
            },
            u"contacts[2].phone: another than of the same contact before"_s, {});
        add("a contact twice, the same", [](Rig&, LeasePage& page) { page.contacts += page.contacts; }, {}, {});
        add("another campaign's lease", [](Rig&, LeasePage& page) { page.lease.campaign = otherCampaign(); },
            u"lease.campaign: another than was asked for"_s, {});
        add("another campaign's batch",
            [](Rig&, LeasePage& page) {
                page.lease.campaign = otherCampaign();
                for (auto& contact : page.contacts) {
                    contact.campaign = otherCampaign();
                }
            },
            u"lease.campaign: another than was asked for"_s, {});
        add("one contact of another campaign",
            [](Rig&, LeasePage& page) { page.contacts.last().campaign = otherCampaign(); },
            u"contacts[1].campaign: another than the lease's"_s, {});
        add("a lease that is known, with other contacts",
            [](Rig& rig, LeasePage& page) {
                page.lease = firstLease(rig);
                for (auto& contact : page.contacts) {
                    contact.lease = page.lease.id;
                }
            },
            {}, {});
        add("a lease that is known, with another token",
            [](Rig& rig, LeasePage& page) {
                page.lease = firstLease(rig);
                page.lease.token = u"another-fence"_s;
            },
            {}, {});
        add("nobody in it, and many in the pool",
            [](Rig&, LeasePage& page) {
                page.contacts.clear();
                page.left = 1'000'000'000;
            },
            {}, {});
        add("a cursor that goes back", [](Rig&, LeasePage& page) { page.cursor = u"0"_s; }, {}, {});
    }

    void aBatchThatLies()
    {
        QFETCH(PageLie, lie);
        QFETCH(QString, detail);
        QFETCH(QString, stopped);
        QFETCH(bool, isOpen);
        Rig rig(kMore);
        rig.optOut(1);
        rig.settle();
        rig.stays(build::phone(1));
        isOpen ? rig.turnTextsAway() : rig.holdTexts();
        const auto text = rig.approve(0);
        const auto tag = rig.tag(2);
        rig.settle();
        QCOMPARE(rig.stateOf(text), isOpen ? OutboxState::Unknown : OutboxState::Pending);
        const auto known = rig.store->contactOrder();
        const auto leases = rig.store->leases();
        const auto before = rig.liar.calls;
        rig.liar.leaseLie = [&](LeasePage& page) { lie(rig, page); };
        const auto came = rig.pull();
        QVERIFY(came);
        QVERIFY(rig.liar.calls - before < 20);

        if (!detail.isEmpty()) {
            QVERIFY(!*came);
            QCOMPARE(came->error().fault, Fault::BadAnswer);
            QCOMPARE(came->error().detail, detail);
            QCOMPARE(rig.lastFault(), Fault::BadAnswer);
            QCOMPARE(rig.store->contactOrder(), known); // Nothing of it was taken in.
            QCOMPARE(rig.store->leases().size(), leases.size());
            QCOMPARE(rig.contactAt(0).contact.phone, build::phone(0));
        } else {
            QVERIFY(*came);
        }
        rig.liar.leaseLie = {};
        rig.letTextsGo();
        const auto row = **rig.store->outboxRow(text);
        if (stopped.isEmpty()) {
            QCOMPARE(row.state, OutboxState::Done);
            QCOMPARE(rig.gateway.timesTexted(text), 1);
        } else {
            QCOMPARE(row.state, OutboxState::Cancelled);
            QVERIFY(rig.gateway.texted().empty());
            QCOMPARE(rig.store->conversation(build::contactId(0))->constLast().reason, stopped);
        }
        QCOMPARE(rig.stateOf(tag), OutboxState::Done);
        QVERIFY(rig.contactAt(1).optedOut);
        QVERIFY(!rig.person->first(build::contactId(1)));
        // And the truth heals it: who was to come comes.
        const auto truth = rig.pull();
        QVERIFY(truth && *truth);
        QVERIFY(rig.store->contactOrder().size() > known.size());
        QCOMPARE(rig.unsound(), QString());
    }

    void whoGotAnotherNumberIsLookedAtAnew()
    {
        Rig rig(kMore);
        rig.holdTexts();
        rig.approve(0);
        rig.settle();
        QList<ContactId> returned;
        connect(&rig.store.store(), &Store::changed, this,
                [&](const StoreChange& change) { returned += change.returned; });
        rig.liar.leaseLie = [](LeasePage& page) { page.contacts.append(withNumber(0, strangers())); };
        QVERIFY(rig.pull());
        QVERIFY(returned.contains(build::contactId(0)));
        QCOMPARE(rig.contactAt(0).stage, ContactStage::NeedsFirstMessage);
        QVERIFY(rig.person->first(build::contactId(0))); // That one was on the screen.
    }

    void whatWasUnderWayToTheOldNumberDoesNotTryAgain()
    {
        Rig rig(kMore);
        rig.gateway.failNext(FakeGateway::Verb::Push, FakeGateway::Trouble::NeverLeft);
        const auto text = rig.approve(0);
        rig.engine->step(); // Out of the door; its end is not known yet.
        QCOMPARE(rig.stateOf(text), OutboxState::InFlight);
        auto page = build::batch(rig.now(), 1, 0, 0);
        page.lease = firstLease(rig);
        page.contacts = {withNumber(0, strangers())};
        QVERIFY(rig.store->applyLease(page));
        rig.settle();
        rig.engine->poke();
        rig.run(std::chrono::minutes(5));
        QCOMPARE(rig.stateOf(text), OutboxState::Cancelled);
        QVERIFY(rig.gateway.texted().empty());
    }

    void aHiddenNumberIsNotAnother()
    {
        Rig rig(kMore);
        rig.holdTexts();
        const auto text = rig.approve(0);
        rig.settle();
        rig.liar.leaseLie = [](LeasePage& page) {
            page.contacts.append(withNumber(0, {}));
            page.contacts.last().numberHidden = true;
        };
        QVERIFY(rig.pull());
        rig.letTextsGo();
        QCOMPARE(rig.stateOf(text), OutboxState::Done);
        QCOMPARE(rig.gateway.timesTexted(text), 1);
    }

    void aKnownLeaseThatIsAnotherCampaignsIsNotTakenOver()
    {
        Rig rig(kMore);
        auto other = build::campaign();
        other.id = otherCampaign();
        rig.gateway.addCampaign(other);
        const auto lease = firstLease(rig);
        rig.liar.leaseLie = [&](LeasePage& page) {
            page.lease.id = lease.id;
            for (auto& contact : page.contacts) {
                contact.campaign = otherCampaign();
            }
        };
        const auto came = rig.pull(otherCampaign());
        QVERIFY(came && !*came);
        QCOMPARE(came->error().detail, u"lease.campaign: another than before"_s);
        QCOMPARE(rig.store->lease(lease.id)->campaign, build::campaignId());
        const auto text = rig.approve(0);
        rig.settle();
        QCOMPARE(rig.stateOf(text), OutboxState::Done);
        QCOMPARE(rig.unsound(), QString());
    }

    void aDeadlineOutOfThisWorld_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<bool>("isOver");
        QTest::newRow("a minute ago") << qint64(-60'000) << true;
        QTest::newRow("the year 1") << qint64(-62'135'596'800'000) - 1'700'000'000'000 << true;
        QTest::newRow("in a thousand years") << qint64(1000) * 365 * 24 * 3'600'000 << false;
        QTest::newRow("the year 9999") << qint64(253'402'300'799'000) - 1'800'000'000'000 << false;
    }

    void aDeadlineOutOfThisWorld()
    {
        QFETCH(qint64, ms);
        QFETCH(bool, isOver);
        Rig rig(kMore);
        rig.liar.leaseLie = [&](LeasePage& page) { page.lease.expiresAt = rig.now() + Millis{ms}; };
        const auto came = rig.pull();
        QVERIFY(came && *came);
        const auto before = rig.liar.calls;
        rig.run(std::chrono::hours(1));
        QVERIFY2(rig.liar.calls - before < 400, qPrintable(QString::number(rig.liar.calls - before)));
        QCOMPARE(rig.lastDetail(), QString());
        const auto text = rig.person->first(build::contactId(kNext));
        QCOMPARE(bool(text), !isOver);
        if (isOver) {
            QCOMPARE(rig.person->approver().lastVerdict().reason, GateReason::LeaseLost);
        } else {
            // However long the lease: a text waits no longer than its campaign says.
            const auto send = std::get<SendPayload>((*rig.store->outboxRow(*text))->command.payload);
            QVERIFY(send.sendBefore <= rig.now() + std::chrono::hours(24));
        }
        const auto other = rig.approve(0); // Under its own lease.
        rig.settle();
        QCOMPARE(rig.stateOf(other), OutboxState::Done);
        QCOMPARE(rig.gateway.timesTexted(other), 1);
        rig.restart();
        rig.settle();
        QVERIFY(rig.store->contact(build::contactId(kNext)));
    }

    void aRenewalThatLies_data()
    {
        QTest::addColumn<RenewalLie>("lie");
        QTest::addColumn<QString>("detail");
        const auto add = [](const char* name, const RenewalLie& lie, const QString& detail) {
            QTest::newRow(name) << lie << detail;
        };
        const auto another = u"lease: another than was to be renewed"_s;
        add(
            "another lease that is known",
            [](Rig& rig, Lease& lease) {
                lease.id = rig.store->leases().constFirst().id == lease.id ? rig.store->leases().constLast().id
                                                                           : rig.store->leases().constFirst().id;
                lease.token = u"stolen"_s;
            },
            another);
        add(
            "one that nobody knows", [](Rig&, Lease& lease) { lease.id = LeaseId{u"lease-never-given"_s}; }, another);
        add(
            "another campaign's", [](Rig&, Lease& lease) { lease.campaign = otherCampaign(); }, another);
        add("no more time", [](Rig& rig, Lease& lease) { lease.expiresAt = rig.now() + std::chrono::minutes(1); }, {});
        add("another token", [](Rig&, Lease& lease) { lease.token = u"another-fence"_s; }, {});
    }

    void aRenewalThatLies()
    {
        QFETCH(RenewalLie, lie);
        QFETCH(QString, detail);
        Rig rig(kMore);
        QVERIFY(rig.pull());
        const auto leases = rig.store->leases();
        QCOMPARE(leases.size(), 2);
        auto lies = 0;
        auto named = QString();
        connect(rig.engine.get(), &SyncEngine::statusChanged, this, [&](const SyncStatus& status) {
            named = status.lastError && named.isEmpty() ? status.lastError->detail : named;
        });
        rig.liar.renewalLie = [&](Lease& lease) {
            ++lies;
            lie(rig, lease);
        };
        const auto before = rig.liar.calls;
        rig.run(std::chrono::hours(5));
        QVERIFY(lies > 0);
        QVERIFY2(rig.liar.calls - before < 2000, qPrintable(QString::number(rig.liar.calls - before)));
        QCOMPARE(named, detail);
        for (const auto& lease : leases) {
            QVERIFY(rig.store->lease(lease.id) != nullptr);
            QCOMPARE(rig.store->lease(lease.id)->campaign, build::campaignId());
            if (!detail.isEmpty()) {
                QCOMPARE(rig.store->lease(lease.id)->token, lease.token);
                QCOMPARE(rig.store->lease(lease.id)->expiresAt, lease.expiresAt);
            }
        }
        QCOMPARE(rig.unsound(), QString());
    }

    void anotherCampaignsDocumentIsNotTakenForThisOne()
    {
        Rig rig(kMore);
        auto other = build::campaign();
        other.id = otherCampaign();
        rig.gateway.addCampaign(other);
        rig.liar.campaignLie = [](std::optional<Campaign>& campaign) {
            if (campaign) {
                campaign->id = build::campaignId();
                campaign->title = u"Something else"_s;
            }
        };
        const auto came = rig.pull(otherCampaign());
        QVERIFY(came && !*came);
        QCOMPARE(came->error().detail, u"id: of another campaign"_s);
        QCOMPARE(rig.store->campaign(build::campaignId())->title, build::campaign().title);
        rig.liar.campaignLie = {};
        const auto truth = rig.pull(otherCampaign());
        QVERIFY(truth && rig.store->campaign(otherCampaign()) != nullptr);
    }
};

QTEST_GUILESS_MAIN(tst_LyingBatches)
#include "tst_LyingBatches.moc"
