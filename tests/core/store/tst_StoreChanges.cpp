#include "core/store/Store.h"

#include "core/store/AuditRows.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/StoreSnapshot.h"
#include "tests/support/TempStore.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

/// What the gateway does with a store.
class tst_StoreChanges : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_temp = std::make_unique<TempStore>(1, TempStore::Disk::DoesNotWait);
        m_temp->fill(4);
        m_person = std::make_unique<ApprovalMaker>(store(), m_temp->clock(), m_temp->random());
    }
    void cleanup()
    {
        QCOMPARE(printed(store().figures()), printed(recount(store())));
        m_person.reset();
        m_temp.reset();
    }

    void aBatchComesInItsOrderAndOnlyOnce()
    {
        auto page = build::batch(m_temp->clock().now(), 3, 10, 1);
        std::reverse(page.contacts.begin(), page.contacts.end());
        QVERIFY(store().applyLease(page));
        QVERIFY(store().applyLease(page));
        const auto& order = store().contactOrder();
        QCOMPARE(order.size(), 7);
        QCOMPARE(order.mid(4), (QList<ContactId>{build::contactId(10), build::contactId(11), build::contactId(12)}));
        QCOMPARE(store().cursor(), u"cursor-0"_s);
        QCOMPARE(store().leases().size(), 2);
        QCOMPARE(store().lease(build::leaseId(1))->token, u"fence-2"_s);
    }

    void aBatchGivenAgainKeepsWhatWasDone()
    {
        first(0);
        const auto skip = build::command(build::contactId(1), SkipPayload{}, m_temp->clock().now(), m_temp->random());
        QVERIFY(store().record(skip));
        const auto before = snapshotOf(store());
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 4)));
        QCOMPARE(snapshotOf(store()), before);
    }

    void aPageAppliedAgainChangesNothing()
    {
        const auto id = first(0);
        const auto now = m_temp->clock().now();
        const QList<Change> changes{
            build::reply(build::contactId(0), u"Who is this?"_s, now, u"m-1"_s),
            build::reply(build::contactId(1), u"stop"_s, now, u"m-2"_s),
            MessageStatusChanged{{id.value}, build::contactId(0), Delivery::Delivered, {}},
            OptOutAdded{build::phone(2), {}, OptOutSource::Staff, u"phoned"_s, now},
            CampaignPaused{build::campaignId(), u"lunch"_s},
            CampaignUpdated{build::campaignId(), u"2"_s},
            StaffMessage{u"s-1"_s, u"Jo"_s, u"Well done"_s, now},
            EscalationAnswered{build::contactId(3), u"Jo"_s, u"Ours now"_s},
            ContactUnassigned{build::contactId(3), u"moved"_s},
            VolunteerFrozen{true, u"wait"_s},
            UnknownChange{u"moon.phase"_s},
        };
        QVERIFY(store().applyChanges(build::page(changes, u"c-1"_s)));
        const auto once = snapshotOf(store());
        QSignalSpy changed(&store(), &Store::changed);
        QVERIFY(store().applyChanges(build::page(changes, u"c-1"_s)));
        QCOMPARE(changed.size(), 0);
        QCOMPARE(snapshotOf(store()), once);
        // Another device's page may hold the same changes under another cursor.
        QVERIFY(store().applyChanges(build::page(changes, u"c-2"_s)));
        auto again = snapshotOf(store());
        again.replaceInStrings(u"cursor|c-2"_s, u"cursor|c-1"_s);
        QCOMPARE(again, once);
    }

    void anEmptyPollTouchesNoDisk()
    {
        QVERIFY(store().applyChanges(build::page({}, u"c-1"_s)));
        auto accesses = 0;
        store().database().setFaultHook([&](qint64, const QString&) -> std::optional<Error> {
            ++accesses;
            return std::nullopt;
        });
        QVERIFY(store().applyChanges(build::page({}, u"c-1"_s)));
        QCOMPARE(accesses, 0);
        store().database().setFaultHook({});
    }

    void aReplyMakesItsContactWait()
    {
        first(0);
        QSignalSpy changed(&store(), &Store::changed);
        apply({build::reply(build::contactId(0), u"Who is this?"_s, m_temp->clock().now(), u"m-1"_s)});
        QCOMPARE(changed[0][0].value<StoreChange>().newReplies, QList<ContactId>{build::contactId(0)});
        const auto since = record(0).waitingSince;
        m_temp->clock().advance(Seconds(9));
        apply({build::reply(build::contactId(0), u"Hello?"_s, m_temp->clock().now(), u"m-2"_s)});
        QCOMPARE(record(0).waitingSince, since);
        QCOMPARE(record(0).lastActivity, m_temp->clock().now());
        QCOMPARE(store().figures().repliesReceived, 2);
        QCOMPARE(store().figures().waiting, 1);
    }

    void aReplyOpensAClosedConversation()
    {
        first(0);
        QVERIFY(store().record(
            build::command(build::contactId(0), ClosePayload{}, m_temp->clock().now(), m_temp->random())));
        apply({build::reply(build::contactId(0), u"Wait"_s, m_temp->clock().now(), u"m-1"_s)});
        QCOMPARE(record(0).stage, ContactStage::NeedsReply);
    }

    void aReplyThatSaysStopIsHonouredInTheSameTransaction()
    {
        const auto waiting = first(0);
        QSignalSpy changed(&store(), &Store::changed);
        apply({build::reply(build::contactId(0), u"STOP"_s, m_temp->clock().now(), u"m-1"_s)});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].value<StoreChange>().newOptOuts, QList<ContactId>{build::contactId(0)});
        QVERIFY(record(0).optedOut);
        QCOMPARE((*store().outboxRow(waiting))->state, OutboxState::Cancelled);
        const auto due = *store().due(10);
        QCOMPARE(due.size(), 1);
        const auto& payload = std::get<OptOutPayload>(due[0].command.payload);
        QCOMPARE(payload.source, OptOutSource::Reply);
        QCOMPARE(payload.words, u"STOP"_s);
        QCOMPARE(payload.number, build::phone(0));
        QCOMPARE(due[0].command.contact, build::contactId(0));
        QCOMPARE(store().figures().waiting, 0);
    }

    void anOptOutThatTheGatewayReportsTooIsNotSentBack()
    {
        const auto now = m_temp->clock().now();
        apply({build::reply(build::contactId(0), u"stop"_s, now, u"m-1"_s),
               OptOutAdded{build::phone(0), build::contactId(0), OptOutSource::Reply, u"stop"_s, now}});
        QVERIFY(record(0).optedOut);
        QVERIFY(store().due(10)->isEmpty());
        // Neither when its word comes with a later page.
        apply({build::reply(build::contactId(1), u"stop"_s, now, u"m-2"_s)});
        QCOMPARE(store().due(10)->size(), 1);
        apply({OptOutAdded{build::phone(1), build::contactId(1), OptOutSource::Reply, u"stop"_s, now}});
        QVERIFY(store().due(10)->isEmpty());
        QVERIFY(record(1).optedOut);
    }

    void aVolunteersOptOutGoesUpEvenWhenTheGatewayHeardOfIt()
    {
        QVERIFY(store().record(
            build::command(build::contactId(0), OptOutPayload{}, m_temp->clock().now(), m_temp->random())));
        apply({OptOutAdded{build::phone(0), {}, OptOutSource::Reply, {}, m_temp->clock().now()}});
        QCOMPARE(store().due(10)->size(), 1);
    }

    void aReplyThatMayBeAnOptOutAsksTheVolunteer()
    {
        first(0);
        apply({build::reply(build::contactId(0), u"I can't stop smiling"_s, m_temp->clock().now(), u"m-1"_s)});
        QVERIFY(record(0).mayHaveOptedOut);
        QVERIFY(!record(0).optedOut);
        QVERIFY(!m_person->reply(build::contactId(0)));
        m_temp->reopen();
        m_person = std::make_unique<ApprovalMaker>(store(), m_temp->clock(), m_temp->random());
        QVERIFY(record(0).mayHaveOptedOut);
        QVERIFY(store().notAnOptOut(build::contactId(0)));
        QVERIFY(m_person->reply(build::contactId(0)));
    }

    void onlyTheGatewayLiftsAnOptOut()
    {
        const auto now = m_temp->clock().now();
        apply({OptOutAdded{build::phone(0), {}, OptOutSource::Reply, {}, now}});
        QVERIFY(!m_person->first(build::contactId(0)));
        apply({OptOutRemoved{build::phone(0), u"START"_s}});
        QVERIFY(!record(0).optedOut);
        first(0);
    }

    void aLiftedOptOutDoesNotUndoOneThatIsOnItsWayUp()
    {
        QVERIFY(store().record(
            build::command(build::contactId(0), OptOutPayload{}, m_temp->clock().now(), m_temp->random())));
        apply({OptOutRemoved{build::phone(0), u"START"_s}});
        QVERIFY(record(0).optedOut);
        QVERIFY(store().isSuppressed(build::phone(0)));
    }

    void aStatusNeverGoesBack()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        status(id, Delivery::Delivered);
        QCOMPARE(thread(0)[0].delivery, Delivery::Delivered);
        for (const auto earlier : {Delivery::Queued, Delivery::Sent, Delivery::Failed}) {
            status(id, earlier);
            QCOMPARE(thread(0)[0].delivery, Delivery::Delivered);
        }
        QVERIFY(store().resolve({{id, OutboxEvent::Accept, {}, {}}}));
        QCOMPARE(thread(0)[0].delivery, Delivery::Delivered);
    }

    void aStatusSettlesWhatWasUnknown()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, {}, {}}}));
        status(id, Delivery::Failed, u"30007"_s);
        QCOMPARE(store().outboxCounts().open(), 0);
        QVERIFY(!record(0).blockedByUnknown);
        QCOMPARE(thread(0)[0].reason, u"30007"_s);
        QCOMPARE(store().figures().refused, 1);
    }

    void aConversationIsTakenOverWithAllOfIt()
    {
        const auto now = m_temp->clock().now();
        auto change = assigned(20, now);
        apply({change});
        QCOMPARE(record(20).stage, ContactStage::NeedsReply);
        QCOMPARE(record(20).waitingSince, now + Seconds(2));
        QCOMPARE(thread(20).size(), 3);
        QCOMPARE(store().figures().firstSent, 0); // Somebody else's work.
        QCOMPARE(store().figures().repliesReceived, 1);
        QVERIFY(!m_person->first(build::contactId(20)));
        QVERIFY(m_person->reply(build::contactId(20)));
        const auto before = snapshotOf(store());
        apply({change});
        auto after = snapshotOf(store());
        after[0] = before[0]; // The cursor.
        QCOMPARE(after, before);
    }

    void aConversationTakenOverMayEndWithAStop()
    {
        auto change = assigned(20, m_temp->clock().now());
        change.conversation.back().text = u"STOP"_s;
        apply({change});
        QVERIFY(record(20).optedOut);
        QCOMPARE(store().due(10)->size(), 1);
    }

    void aConversationThatComesBackIsWhole()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::Accept, {}, {}}}));
        apply({ContactUnassigned{build::contactId(0), u"moved"_s}});
        QVERIFY(!record(0).assigned);
        auto change = assigned(0, m_temp->clock().now());
        change.conversation[0].id.value = id.value;
        apply({change});
        QVERIFY(record(0).assigned);
        QCOMPARE(thread(0).size(), 3);
        QCOMPARE(record(0).stage, ContactStage::NeedsReply);
        QCOMPARE(store().figures().firstSent, 1);
    }

    void handingAContactAwayStopsWhatWaitsForIt()
    {
        const auto id = first(0);
        apply({ContactUnassigned{build::contactId(0), u"moved"_s}});
        QVERIFY(!record(0).assigned);
        QCOMPARE((*store().outboxRow(id))->state, OutboxState::Cancelled);
        QCOMPARE(thread(0)[0].reason, u"not-assigned"_s);
    }

    void aTextOfAFormerLeaseLeavesTheContactThatCameBack_data() { refusalsForWantOfALease(); }
    void aTextOfAFormerLeaseLeavesTheContactThatCameBack()
    {
        QFETCH(ProblemType, type);
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        apply({ContactUnassigned{build::contactId(0), u"moved"_s}, untexted(0, 5)});
        QSignalSpy changed(&store(), &Store::changed);
        refuse(id, type);
        QVERIFY(record(0).assigned);
        QCOMPARE(record(0).stage, ContactStage::NeedsFirstMessage);
        QCOMPARE(changed[0][0].value<StoreChange>().returned, QList<ContactId>{build::contactId(0)});
        const auto again = first(0);
        const auto row = *store().outboxRow(again);
        QCOMPARE(std::get<SendPayload>(row->command.payload).leaseToken, u"fence-6"_s);
    }

    void aTextOfTheLeaseThatHoldsItsContactHandsItAway_data() { refusalsForWantOfALease(); }
    void aTextOfTheLeaseThatHoldsItsContactHandsItAway()
    {
        QFETCH(ProblemType, type);
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        // Taken and given back under the same lease, which was renewed meanwhile.
        m_temp->clock().advance(Seconds(60));
        apply({ContactUnassigned{build::contactId(0), u"moved"_s}, untexted(0, 0)});
        QVERIFY(record(0).assigned);
        QSignalSpy changed(&store(), &Store::changed);
        refuse(id, type);
        QVERIFY(!record(0).assigned);
        QVERIFY(changed[0][0].value<StoreChange>().returned.isEmpty());
    }

    void aTagThatIsRefusedLeavesTheContact()
    {
        // It says nothing of the lease it was about: the contact may have come back since.
        const auto tag = build::command(build::contactId(0), TagPayload{u"volunteer"_s, true}, m_temp->clock().now(),
                                        m_temp->random());
        QVERIFY(store().record(tag));
        QVERIFY(store().claim({tag.id}));
        const auto waiting = first(0);
        refuse(tag.id, ProblemType::NotAssigned);
        QCOMPARE((*store().outboxRow(tag.id))->state, OutboxState::Refused);
        QVERIFY(record(0).assigned);
        QCOMPARE((*store().outboxRow(waiting))->state, OutboxState::Pending);
    }

    void whatWasTakenBackWhileABatchWasOnItsWayIsNotTakenInWithIt()
    {
        store().awaitLease();
        apply({ContactUnassigned{build::contactId(11), u"moved"_s}});
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 10, 1)));
        QCOMPARE(store().contactOrder().mid(4), (QList<ContactId>{build::contactId(10), build::contactId(12)}));
        QVERIFY(store().lease(build::leaseId(1)) != nullptr);
        const auto entries = store().auditPage(0, 1000).value_or(QList<AuditRecord>());
        const auto taken = std::find_if(entries.crbegin(), entries.crend(),
                                        [](const AuditRecord& one) { return one.entry.kind == u"lease.taken"_s; });
        QVERIFY(taken != entries.crend());
        QCOMPARE(taken->entry.facts.value(u"contacts"_s), u"2"_s);
        // The next batch is another matter.
        store().awaitLease();
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 1, 11, 2)));
        QVERIFY(record(11).assigned);
    }

    void aLeaseThatEndedWhileItWasOnItsWayIsNotTakenIn()
    {
        store().awaitLease();
        apply({LeaseEnded{build::leaseId(1), u"returned"_s}});
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 10, 1)));
        QCOMPARE(store().contactOrder().size(), 4);
        QVERIFY(store().lease(build::leaseId(1)) == nullptr);
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 1, 10, 2))); // It is about that one alone.
        QVERIFY(record(10).assigned);
    }

    void whatCameBackWhileABatchWasOnItsWayIsTakenInWithIt()
    {
        store().awaitLease();
        apply({ContactUnassigned{build::contactId(11), u"moved"_s}, untexted(11, 1)});
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 10, 1)));
        QCOMPARE(store().contactOrder().size(), 7);
        QVERIFY(record(11).assigned);
        QCOMPARE(record(11).contact.lease, build::leaseId(1));
        QCOMPARE(record(11).contact.ordinal, 1); // As the page has it.
    }

    void whatCameBackUnderAnotherLeaseIsNotMovedToTheBatchsOwn()
    {
        store().awaitLease();
        apply({ContactUnassigned{build::contactId(11), u"moved"_s}, untexted(11, 5)});
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 10, 1)));
        QVERIFY(record(11).assigned);
        QCOMPARE(record(11).contact.lease, build::leaseId(5)); // By whose token alone it can be texted.
        QCOMPARE(record(12).contact.lease, build::leaseId(1));
        apply({ContactUnassigned{build::contactId(11), u"moved"_s}});
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 10, 1)));
        QVERIFY(!record(11).assigned);
    }

    void withoutABatchOnItsWayNothingIsKeptOut()
    {
        apply({ContactUnassigned{build::contactId(11), u"moved"_s}, LeaseEnded{build::leaseId(1), u"returned"_s}});
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 10, 1)));
        QCOMPARE(store().contactOrder().size(), 7);
        QVERIFY(store().lease(build::leaseId(1)) != nullptr);
    }

    void aPageThatWasNotStoredTookNothingBack()
    {
        store().awaitLease();
        QVERIFY(!applied({ContactUnassigned{build::contactId(11), u"moved"_s}, LeaseEnded{build::leaseId(1), {}}},
                         Disk::RefusesTheCommit));
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 10, 1)));
        QCOMPARE(store().contactOrder().size(), 7);

        store().awaitLease();
        apply({ContactUnassigned{build::contactId(21), u"moved"_s}});
        QVERIFY(!applied({untexted(21, 2)}, Disk::RefusesTheCommit));
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 3, 20, 2)));
        QCOMPARE(store().contactOrder().mid(7), (QList<ContactId>{build::contactId(20), build::contactId(22)}));
    }

    void anEndedLeaseTakesBackThoseNotYetTexted()
    {
        first(0);
        apply({LeaseEnded{build::leaseId(), u"expired"_s}});
        QVERIFY(store().lease(build::leaseId()) == nullptr);
        QVERIFY(record(0).assigned);
        QVERIFY(!record(1).assigned);
        QCOMPARE(store().figures().needFirstMessage, 0);
        QVERIFY(!store().applyLeaseRenewal(build::lease(m_temp->clock().now())));
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 4)));
        QVERIFY(record(1).assigned);
    }

    void aRenewedLeaseLastsLonger()
    {
        auto lease = build::lease(m_temp->clock().now());
        lease.expiresAt += Seconds(600);
        QVERIFY(store().applyLeaseRenewal(lease));
        m_temp->reopen();
        QCOMPARE(store().lease(lease.id)->expiresAt, lease.expiresAt);
    }

    void aNewerCampaignIsStaleUntilItWasFetched()
    {
        apply({CampaignUpdated{build::campaignId(), u"1"_s}});
        QVERIFY(store().staleCampaigns().isEmpty());
        apply({CampaignUpdated{build::campaignId(), u"3"_s}});
        m_temp->reopen();
        QCOMPARE(store().staleCampaigns(), QList<CampaignId>{build::campaignId()});
        auto campaign = build::campaign();
        campaign.version = u"2"_s; // Fetched before the change.
        QVERIFY(store().applyCampaign(campaign));
        QCOMPARE(store().staleCampaigns().size(), 1);
        campaign.version = u"4"_s; // Changed once more meanwhile.
        QVERIFY(store().applyCampaign(campaign));
        QVERIFY(store().applyCampaign(campaign));
        QVERIFY(store().staleCampaigns().isEmpty());
        m_temp->reopen();
        QVERIFY(store().staleCampaigns().isEmpty());
        QCOMPARE(*store().campaign(build::campaignId()), campaign);
    }

    void whatTheCarrierSaidWhileTheContactWasAwayIsHeard()
    {
        const auto id = *m_person->first(build::contactId(0));
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::Accept, {}, {}}}));
        apply({ContactUnassigned{build::contactId(0), {}}});
        auto back = assigned(0, m_temp->clock().now());
        back.stage = ContactStage::Messaged;
        back.conversation = {back.conversation.front()};
        back.conversation[0].id.value = id.value;
        back.conversation[0].delivery = Delivery::Failed;
        back.conversation[0].reason = u"30007"_s;
        apply({back});
        const auto thread = *store().conversation(build::contactId(0));
        QCOMPARE(thread.size(), 1);
        QCOMPARE(thread[0].delivery, Delivery::Failed);
        QCOMPARE(thread[0].reason, u"30007"_s);
        back.conversation[0].delivery = Delivery::Sent; // Older news.
        apply({back});
        QCOMPARE(store().conversation(build::contactId(0))->front().delivery, Delivery::Failed);
    }

    void pauseFreezeAndRevocationOutliveTheProgram()
    {
        apply({CampaignPaused{build::campaignId(), u"lunch"_s}, VolunteerFrozen{true, {}}});
        m_temp->reopen();
        QVERIFY(store().campaign(build::campaignId())->paused);
        QCOMPARE(store().campaign(build::campaignId())->pauseReason, u"lunch"_s);
        QVERIFY(store().frozen());
        apply({CampaignResumed{build::campaignId()}, VolunteerFrozen{false, {}}});
        QVERIFY(!store().campaign(build::campaignId())->paused);
        QVERIFY(!store().frozen());
        apply({SessionRevoked{{}}});
        m_temp->reopen();
        QVERIFY(store().revoked());
        QVERIFY(store().ended()); // Which is for good.
    }

    void staffsAnswerGivesTheConversationBack()
    {
        QVERIFY(store().record(build::command(build::contactId(0), EscalatePayload{u"threat"_s}, m_temp->clock().now(),
                                              m_temp->random())));
        QCOMPARE(store().figures().escalated, 1);
        apply({EscalationAnswered{build::contactId(0), u"Jo"_s, u"Just say goodbye."_s}});
        QVERIFY(!record(0).escalated);
        QCOMPARE(store().notes(build::contactId(0))->front().text, u"Jo: Just say goodbye."_s);
    }

    void changesAboutStrangersAreSteppedOver()
    {
        const auto now = m_temp->clock().now();
        apply({build::reply({u"stranger"_s}, u"stop"_s, now, u"m-1"_s),
               MessageStatusChanged{{u"x"_s}, {u"stranger"_s}, Delivery::Sent, {}},
               ContactUnassigned{{u"stranger"_s}, {}}, EscalationAnswered{{u"stranger"_s}, {}, {}},
               LeaseEnded{{u"x"_s}, {}}, CampaignPaused{{u"x"_s}, {}}, OptOutRemoved{build::phone(9), {}},
               OptOutAdded{{}, {u"stranger"_s}, OptOutSource::Reply, {}, now}});
        QCOMPARE(store().contactOrder().size(), 4);
    }

private:
    Store& store() { return m_temp->store(); }
    const ContactRecord& record(int index) { return *store().contact(build::contactId(index)); }
    QList<Message> thread(int index) { return *store().conversation(build::contactId(index)); }
    CommandId first(int index)
    {
        const auto id = m_person->first(build::contactId(index));
        if (!id) {
            qFatal("approve: %s", qPrintable(id.error().detail));
        }
        return *id;
    }
    void apply(const QList<Change>& changes)
    {
        const auto done = applied(changes);
        if (!done) {
            qFatal("applyChanges: %s", qPrintable(done.error().detail));
        }
    }
    enum class Disk { Works, RefusesTheCommit };
    Result<void> applied(const QList<Change>& changes, Disk disk = Disk::Works)
    {
        store().database().setFaultHook([disk](qint64, const QString& sql) -> std::optional<Error> {
            return disk == Disk::RefusesTheCommit && sql == u"COMMIT"_s ? std::optional(Error{ErrorCode::DiskFull, {}})
                                                                        : std::nullopt;
        });
        auto done = store().applyChanges(build::page(changes, u"page-%1"_s.arg(++m_pages)));
        store().database().setFaultHook({});
        return done;
    }
    static void refusalsForWantOfALease()
    {
        QTest::addColumn<ProblemType>("type");
        QTest::newRow("lease-lost") << ProblemType::LeaseLost;
        QTest::newRow("not-assigned") << ProblemType::NotAssigned;
    }
    void refuse(const CommandId& id, ProblemType type)
    {
        Problem problem;
        problem.type = type;
        if (const auto done = store().resolve({{id, OutboxEvent::Refuse, problem, {}}}); !done) {
            qFatal("resolve: %s", qPrintable(done.error().detail));
        }
    }
    /// Given to this desk, alone, without a conversation.
    ContactAssigned untexted(int index, int batch)
    {
        ContactAssigned change;
        change.contact = build::contact(index);
        change.lease = build::lease(m_temp->clock().now(), batch);
        change.stage = ContactStage::NeedsFirstMessage;
        return change;
    }
    void status(const CommandId& id, Delivery delivery, const QString& reason = {})
    {
        apply({MessageStatusChanged{{id.value}, build::contactId(0), delivery, reason}});
    }
    static ContactAssigned assigned(int index, Instant now)
    {
        ContactAssigned change;
        change.contact = build::contact(index);
        change.lease = build::lease(now, 5);
        change.stage = ContactStage::NeedsReply;
        Message ours;
        ours.id.value = u"theirs-1"_s;
        ours.contact = change.contact.id;
        ours.direction = Direction::Outgoing;
        ours.text = u"Hi, will you vote?"_s;
        ours.at = now;
        ours.delivery = Delivery::Delivered;
        auto second = ours;
        second.id.value = u"theirs-2"_s;
        second.at = now + Seconds(1);
        change.conversation = {ours, second,
                               build::reply(change.contact.id, u"Where?"_s, now + Seconds(2), u"incoming-1"_s).message};
        return change;
    }

    std::unique_ptr<TempStore> m_temp;
    std::unique_ptr<ApprovalMaker> m_person;
    int m_pages = 0;
};

QTEST_GUILESS_MAIN(tst_StoreChanges)
#include "tst_StoreChanges.moc"
