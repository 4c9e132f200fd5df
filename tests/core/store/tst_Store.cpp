#include "core/store/Store.h"

#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/StoreSnapshot.h"
#include "tests/support/TempStore.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

/// What the volunteer and the engine do with a store.
class tst_Store : public QObject
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

    void approvingQueuesOneTextAndMovesTheContactOn()
    {
        QSignalSpy changed(&store(), &Store::changed);
        const auto id = first(0);
        QCOMPARE(record(0).stage, ContactStage::Messaged);
        QCOMPARE(record(0).lastActivity, m_temp->clock().now());
        QCOMPARE(store().figures().firstSent, 1);
        QCOMPARE(store().figures().needFirstMessage, 3);
        QCOMPARE(store().outboxCounts().pending, 1);
        QCOMPARE(store().outboxCounts().sendsOpen, 1);
        const auto messages = thread(0);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(messages[0].id.value, id.value);
        QCOMPARE(messages[0].delivery, Delivery::Waiting);
        const auto due = *store().due(10);
        QCOMPARE(due.size(), 1);
        const auto& send = std::get<SendPayload>(due[0].command.payload);
        QCOMPARE(send.text, messages[0].text);
        QCOMPARE(send.textSha256.size(), 32);
        QCOMPARE(send.leaseToken, u"fence-1"_s);
        QCOMPARE(send.cursor, u"cursor-0"_s);
        QCOMPARE(due[0].command.contact, build::contactId(0));
        QCOMPARE(changed.size(), 1);
        const auto change = changed[0][0].value<StoreChange>();
        QVERIFY(change.outbox);
        QCOMPARE(change.contacts, QSet<ContactId>{build::contactId(0)});
    }

    void nobodyGetsASecondFirstMessage()
    {
        first(0);
        QVERIFY(!m_person->first(build::contactId(0)));
        QCOMPARE(thread(0).size(), 1);
        // And the schema holds it without our help.
        const auto again =
            store().database().run(u"INSERT INTO message (id, contact, kind, delivery, at, media, body, reason)"
                                   " SELECT 'again', contact, kind, delivery, at, media, body, reason FROM message"_s);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
        const auto queued = store().database().run(
            u"INSERT INTO outbox (id, contact, type, state, campaign, created_at, not_before, attempts, body, outcome)"
            " SELECT 'again', contact, type, state, campaign, created_at, not_before, attempts, body, outcome FROM outbox"_s);
        QCOMPARE(queued.error().code, ErrorCode::Conflict);
    }

    void aHeldTextCanBeStoppedUntilTheHoldEnds()
    {
        auto campaign = build::campaign();
        campaign.policy.holdSeconds = 5;
        QVERIFY(store().applyCampaign(campaign));
        const auto id = first(0);
        QCOMPARE(thread(0)[0].delivery, Delivery::Held);
        QCOMPARE(store().outboxCounts().held, 1);
        QCOMPARE(store().outboxCounts().pending, 0);
        QVERIFY(store().due(10)->isEmpty());
        QCOMPARE(*store().nextDue(), m_temp->clock().now() + Seconds(5));

        m_temp->clock().advance(Seconds(5));
        QCOMPARE(thread(0)[0].delivery, Delivery::Waiting);
        QCOMPARE(store().outboxCounts().held, 0);
        QCOMPARE(store().outboxCounts().pending, 1);
        QCOMPARE(store().due(10)->size(), 1);
        QVERIFY(!store().nextDue());

        QVERIFY(*store().cancelSend(id));
        QCOMPARE(record(0).stage, ContactStage::NeedsFirstMessage);
        QCOMPARE(record(0).lastActivity, Instant{});
        QCOMPARE(thread(0)[0].delivery, Delivery::Cancelled);
        QCOMPARE(store().figures().firstSent, 0);
        QCOMPARE(store().outboxCounts().open(), 0);
        QVERIFY(!*store().cancelSend(id));
        first(0); // And it can be sent after all.
    }

    void aTextThatIsOnItsWayCannotBeStopped()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        const auto before = snapshotOf(store());
        QVERIFY(!*store().cancelSend(id));
        QCOMPARE(snapshotOf(store()), before);
    }

    void anAnswerToAReplyClosesTheWait()
    {
        first(0);
        reply(0, u"Who is this?"_s);
        QCOMPARE(record(0).stage, ContactStage::NeedsReply);
        QCOMPARE(store().waiting(), QList<ContactId>{build::contactId(0)});
        QVERIFY(store().saveDraft(build::contactId(0), u"I am"_s));
        QVERIFY(m_person->reply(build::contactId(0)));
        QCOMPARE(record(0).stage, ContactStage::Replied);
        QCOMPARE(record(0).waitingSince, Instant{});
        QVERIFY(store().waiting().isEmpty());
        QCOMPARE(*store().draft(build::contactId(0)), QString());
        QCOMPARE(store().figures().repliesSent, 1);
    }

    void claimingCountsTheAttemptAndAcceptingEndsIt()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        QCOMPARE(thread(0)[0].delivery, Delivery::Sending);
        QCOMPARE((*store().outboxRow(id))->attempts, 1);
        QVERIFY(store().due(10)->isEmpty());
        QVERIFY(!store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::Accept, {}, {}}}));
        QCOMPARE(thread(0)[0].delivery, Delivery::Queued);
        QCOMPARE(store().outboxCounts().open(), 0);
        QVERIFY(store().resolve({{id, OutboxEvent::Accept, {}, {}}}));      // Said twice.
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, {}, {}}})); // Too late to matter.
        QCOMPARE(thread(0)[0].delivery, Delivery::Queued);
    }

    void whatNeverLeftWaitsAsLongAsTheGatewayAsked()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        const auto later = m_temp->clock().now() + Seconds(30);
        QVERIFY(store().resolve({{id, OutboxEvent::NeverLeft, {}, later}}));
        QCOMPARE(thread(0)[0].delivery, Delivery::Waiting);
        QCOMPARE(store().outboxCounts().pending, 1); // Backed off is not held.
        QVERIFY(store().due(10)->isEmpty());
        QCOMPARE(*store().nextDue(), later);
        m_temp->clock().advance(Seconds(30));
        QCOMPARE(store().due(10)->size(), 1);
    }

    void aWaitThatAClockSetBackHasStretchedIsOver()
    {
        const auto [held, putOff] = oneHeldAndOnePutOff(Seconds(1800));
        m_temp->clock().setNow(m_temp->clock().now() - std::chrono::hours(2));
        const auto due = *store().due(10);
        QCOMPARE(due.size(), 2);
        QCOMPARE(due[0].command.id, held);
        QCOMPARE(due[1].command.id, putOff);
        QCOMPARE(store().dueIds(10).size(), 2);
        QCOMPARE(store().outboxCounts().held, 0);
        QCOMPARE(store().outboxCounts().pending, 2);
        QVERIFY(!store().nextDue());
        QCOMPARE(thread(0)[0].delivery, Delivery::Waiting);
    }

    void aWaitOfUpToAnHourLasts()
    {
        const auto now = m_temp->clock().now();
        const auto [held, putOff] = oneHeldAndOnePutOff(std::chrono::hours(1)); // As long as a gateway may ask.
        QVERIFY(store().due(10)->isEmpty());
        QCOMPARE(store().outboxCounts().held, 1);
        QCOMPARE(*store().nextDue(), now + Seconds(30));
        m_temp->clock().setNow(now - std::chrono::minutes(50)); // The hold is then stretched, within bounds.
        QCOMPARE(store().outboxCounts().held, 1);
        QCOMPARE(thread(0)[0].delivery, Delivery::Held);
        QCOMPARE(*store().nextDue(), now + Seconds(30));
        m_temp->clock().setNow(now + Seconds(30));
        QCOMPARE(store().due(10)->size(), 1);
        QCOMPARE(store().due(10)->front().command.id, held);
        QCOMPARE(*store().nextDue(), now + std::chrono::hours(1));
        m_temp->clock().setNow(now + std::chrono::hours(1));
        QCOMPARE(store().due(10)->size(), 2);
        QCOMPARE(store().due(10)->back().command.id, putOff);
    }

    void anUnknownTextBlocksItsContactAlone()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, {}, {}}}));
        QVERIFY(record(0).blockedByUnknown);
        QCOMPARE(thread(0)[0].delivery, Delivery::Checking);
        QCOMPARE(store().outboxCounts().unknown, 1);
        QCOMPARE(store().unknown(10)->size(), 1);
        const auto tag = recorded(0, TagPayload{u"call back"_s, true});
        const auto other = first(1);
        auto due = *store().due(10);
        QCOMPARE(due.size(), 1);
        QCOMPARE(due[0].command.id, other);

        QVERIFY(store().resolve({{id, OutboxEvent::NeverSeen, {}, {}}}));
        QVERIFY(!record(0).blockedByUnknown);
        due = *store().due(10);
        QCOMPARE(due.size(), 3);
        QCOMPARE(due[0].command.id, id);
        QCOMPARE(due[1].command.id, tag);
        QCOMPARE(due[2].command.id, other);
    }

    void aPersonMayDecideThatAnUnknownTextWasSent()
    {
        const auto id = first(0);
        QVERIFY(!store().giveUpOn(id)); // Not unknown yet.
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, {}, {}}}));
        QVERIFY(store().giveUpOn(id));
        QCOMPARE(record(0).stage, ContactStage::Messaged);
        QVERIFY(!record(0).blockedByUnknown);
        QCOMPARE(thread(0)[0].delivery, Delivery::Sent);
        QVERIFY(store().due(10)->isEmpty());
    }

    void aRefusedFirstMessageGivesTheContactBack()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        QSignalSpy changed(&store(), &Store::changed);
        QVERIFY(store().resolve({{id, OutboxEvent::Refuse, problem(ProblemType::OutsideWindow), {}}}));
        QCOMPARE(changed[0][0].value<StoreChange>().returned, QList<ContactId>{build::contactId(0)});
        QCOMPARE(record(0).stage, ContactStage::NeedsFirstMessage);
        QCOMPARE(thread(0)[0].delivery, Delivery::Refused);
        QCOMPARE(thread(0)[0].reason, u"outside-window"_s);
        QCOMPARE(store().figures().refused, 1);
        QCOMPARE(store().troubled()->size(), 1);
        QCOMPARE(store().troubled()->front().problem.type, ProblemType::OutsideWindow);
        first(0);
    }

    void aFirstMessageRefusedForAnEarlierTextEndsWithThatReason()
    {
        for (const auto type : {ProblemType::RecentlyTexted, ProblemType::HouseholdTexted}) {
            const auto who = type == ProblemType::RecentlyTexted ? 0 : 1;
            const auto id = first(who);
            QVERIFY(store().claim({id}));
            QSignalSpy changed(&store(), &Store::changed);
            QVERIFY(store().resolve({{id, OutboxEvent::Refuse, problem(type), {}}}));
            // The gateway takes the contact back with it: no card that would only be refused again.
            QVERIFY(changed[0][0].value<StoreChange>().returned.isEmpty());
            QVERIFY(!record(who).assigned);
            QCOMPARE(record(who).stage, ContactStage::NeedsFirstMessage);
            QCOMPARE(thread(who)[0].delivery, Delivery::Refused);
            QCOMPARE(thread(who)[0].reason, problemSlug(type));
            QVERIFY(store().due(10)->isEmpty());
        }
        QCOMPARE(store().figures().refused, 2);
        QCOMPARE(store().troubled()->size(), 2);
    }

    void whyNobodyCanTellAboutATextIsKeptWithIt()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        Problem why;
        why.title = u"Two texts like this were sent"_s;
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, {}, {}}}));
        QCOMPARE((*store().outboxRow(id))->problem, Problem{});
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, why, {}}}));
        m_temp->reopen();
        QCOMPARE((*store().outboxRow(id))->state, OutboxState::Unknown);
        QCOMPARE((*store().outboxRow(id))->problem.title, why.title);
        QCOMPARE(store().troubled()->front().problem.title, why.title);
        QVERIFY(record(0).blockedByUnknown);
        // A lost answer does not take that word back; what settles it does.
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, {}, {}}}));
        QCOMPARE((*store().outboxRow(id))->problem.title, why.title);
        QVERIFY(store().giveUpOn(id));
        QCOMPARE((*store().outboxRow(id))->problem, Problem{});
        QVERIFY(store().troubled()->isEmpty());
        QVERIFY(!record(0).blockedByUnknown);
    }

    void anExpiredReplyMakesTheContactWaitAgainSinceItsReply()
    {
        first(0);
        const auto since = m_temp->clock().now();
        reply(0, u"Who is this?"_s);
        m_temp->clock().advance(Seconds(60));
        const auto id = *m_person->reply(build::contactId(0));
        QSignalSpy changed(&store(), &Store::changed);
        QVERIFY(store().resolve({{id, OutboxEvent::Expire, {}, {}}}));
        QCOMPARE(changed[0][0].value<StoreChange>().returned, QList<ContactId>{build::contactId(0)});
        QCOMPARE(record(0).stage, ContactStage::NeedsReply);
        QCOMPARE(record(0).waitingSince, since);
        QCOMPARE(thread(0).back().delivery, Delivery::Cancelled);
        QCOMPARE(thread(0).back().reason, u"expired"_s);
    }

    void aRefusalBecauseOfAnOptOutSuppressesTheNumber()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        QSignalSpy changed(&store(), &Store::changed);
        QVERIFY(store().resolve({{id, OutboxEvent::Refuse, problem(ProblemType::OptedOut), {}}}));
        QVERIFY(record(0).optedOut);
        QVERIFY(store().isSuppressed(build::phone(0)));
        const auto change = changed[0][0].value<StoreChange>();
        QVERIFY(change.returned.isEmpty());
        QCOMPARE(change.newOptOuts, QList<ContactId>{build::contactId(0)});
        QVERIFY(store().due(10)->isEmpty()); // The gateway knows.
    }

    void aRefusalBecauseItIsNotOursHandsTheContactAway()
    {
        const auto id = first(0);
        recorded(0, TagPayload{u"call back"_s, true});
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::Refuse, problem(ProblemType::NotAssigned), {}}}));
        QVERIFY(!record(0).assigned);
        QCOMPARE(store().due(10)->size(), 1); // What was found out still goes up.
    }

    void anOptOutHoldsAtOnceForEverybodyWithTheNumber()
    {
        auto twin = build::batch(m_temp->clock().now(), 1, 50, 1);
        twin.contacts[0].phone = build::phone(0);
        QVERIFY(store().applyLease(twin));
        first(0);
        QVERIFY(!m_person->first(build::contactId(50))); // The same person; texted under the other name already.
        const auto other = first(1);
        QSignalSpy changed(&store(), &Store::changed);
        const auto optOut = recorded(0, OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].value<StoreChange>().newOptOuts.size(), 2);
        QVERIFY(record(0).optedOut);
        QVERIFY(record(50).optedOut);
        QVERIFY(store().isSuppressed(build::phone(0)));
        QCOMPARE(thread(0)[0].delivery, Delivery::Cancelled);
        const auto due = *store().due(10);
        QCOMPARE(due.size(), 2);
        QCOMPARE(due[0].command.id, optOut);
        QCOMPARE(due[1].command.id, other);
        QCOMPARE(store().outboxCounts().optOutsOpen, 1);
        QCOMPARE(store().figures().optedOut, 2);
        QVERIFY(!m_person->first(build::contactId(0)));
    }

    void nobodyIsReportedTwiceForOneNumber()
    {
        recorded(0, OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        recorded(0, OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        QCOMPARE(store().due(10)->size(), 1);
        const auto id = store().due(10)->front().command.id;
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::Accept, {}, {}}}));
        recorded(0, OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        QVERIFY(store().due(10)->isEmpty());
    }

    void anOptOutThatTheGatewayRefusedCanBeSaidAgain()
    {
        const auto id = recorded(0, OptOutPayload{OptOutSource::Volunteer, {}, {}});
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::Refuse, problem(ProblemType::Malformed), {}}}));
        QVERIFY(record(0).optedOut); // Here it holds all the same.
        recorded(0, OptOutPayload{OptOutSource::Volunteer, {}, {}});
        QCOMPARE(store().due(10)->size(), 1);
    }

    void anOptOutOfSomebodyUnknownHoldsForTheNumber()
    {
        const Command command{{u"c-1"_s},
                              build::campaignId(),
                              {u"nobody"_s},
                              m_temp->clock().now(),
                              OptOutPayload{OptOutSource::Volunteer, {}, build::phone(77)}};
        QVERIFY(store().record(command));
        QVERIFY(store().isSuppressed(build::phone(77)));
        QCOMPARE(store().due(1)->front().command, command);
        QVERIFY(store().applyLease(build::batch(m_temp->clock().now(), 1, 77, 1)));
        QVERIFY(record(77).optedOut);
    }

    void nothingHoldsAnOptOutBack()
    {
        const auto id = first(0);
        QVERIFY(store().claim({id}));
        QVERIFY(store().resolve({{id, OutboxEvent::MayHaveLeft, {}, {}}}));
        const auto optOut = recorded(0, OptOutPayload{OptOutSource::Volunteer, {}, {}});
        QCOMPARE(store().due(10)->size(), 1);
        QCOMPARE(store().due(10)->front().command.id, optOut);
        // The unknown one turns out never to have left: it must not leave now.
        QVERIFY(store().resolve({{id, OutboxEvent::NeverSeen, {}, {}}}));
        QCOMPARE((*store().outboxRow(id))->state, OutboxState::Cancelled);
        QCOMPARE(thread(0)[0].delivery, Delivery::Cancelled);
    }

    void aWrongNumberStopsWhatWaitsForIt()
    {
        first(0);
        const auto id = recorded(0, WrongNumberPayload{});
        QVERIFY(record(0).wrongNumber);
        QCOMPARE(thread(0)[0].reason, u"wrong-number"_s);
        QCOMPARE(store().due(10)->size(), 1);
        QCOMPARE(store().due(10)->front().command.id, id);
        QCOMPARE(store().figures().wrongNumbers, 1);
    }

    void answersTagsAndNotesAreKeptAndTakenBack()
    {
        recorded(0, AnswerPayload{{u"step-1"_s}, u"Yes"_s});
        recorded(0, TagPayload{u"volunteer"_s, true});
        recorded(0, NotePayload{{u"note-1"_s}, u"Call after six"_s});
        m_temp->reopen();
        QCOMPARE(record(0).answers.value({u"step-1"_s}), u"Yes"_s);
        QCOMPARE(record(0).tags, QStringList{u"volunteer"_s});
        QCOMPARE(store().notes(build::contactId(0))->front().text, u"Call after six"_s);
        QCOMPARE(store().figures().answers, 1);
        recorded(0, AnswerPayload{{u"step-1"_s}, {}});
        recorded(0, TagPayload{u"volunteer"_s, false});
        recorded(0, NotePayload{{u"note-1"_s}, {}});
        QVERIFY(record(0).answers.isEmpty());
        QVERIFY(record(0).tags.isEmpty());
        QVERIFY(store().notes(build::contactId(0))->isEmpty());
        QCOMPARE(store().due(10)->size(), 6);
    }

    void undoOfWhatStillWaitsSendsNothing()
    {
        const auto skip = recorded(0, SkipPayload{});
        QVERIFY(record(0).skipped);
        QCOMPARE(store().figures().needFirstMessage, 3);
        QVERIFY(store().undo(skip, command(0, ReopenPayload{})));
        QVERIFY(!record(0).skipped);
        QVERIFY(store().due(10)->isEmpty());
        QCOMPARE(store().figures().needFirstMessage, 4);
        QVERIFY(!store().undo(skip, command(0, ReopenPayload{}))); // Taken back already.
    }

    void undoOfWhatWentUpGoesUpToo()
    {
        const auto tag = recorded(0, TagPayload{u"volunteer"_s, true});
        QVERIFY(store().claim({tag}));
        const auto inverse = command(0, TagPayload{u"volunteer"_s, false});
        QVERIFY(store().undo(tag, inverse));
        QVERIFY(record(0).tags.isEmpty());
        QVERIFY(store().due(10)->isEmpty()); // In order: not before the first one's outcome is known.
        QVERIFY(store().resolve({{tag, OutboxEvent::Accept, {}, {}}}));
        QCOMPARE(store().due(10)->front().command.id, inverse.id);
    }

    void undoOfASkipKeepsTheContactWithStaff()
    {
        recorded(0, EscalatePayload{u"threat"_s});
        const auto skip = recorded(0, SkipPayload{});
        QVERIFY(store().undo(skip, command(0, ReopenPayload{})));
        QVERIFY(record(0).escalated);
    }

    void reopeningAClosedConversationBringsItsWaitBack()
    {
        first(0);
        const auto since = m_temp->clock().now();
        reply(0, u"Who is this?"_s);
        m_temp->clock().advance(Seconds(30));
        const auto close = recorded(0, ClosePayload{});
        QCOMPARE(record(0).stage, ContactStage::Closed);
        QVERIFY(store().waiting().isEmpty());
        QVERIFY(store().undo(close, command(0, ReopenPayload{})));
        QCOMPARE(record(0).stage, ContactStage::NeedsReply);
        QCOMPARE(record(0).waitingSince, since);
    }

    void thoseSetAsideWaitBehindTheOthers()
    {
        for (const auto index : {0, 1, 2}) {
            first(index);
            reply(index, u"Hello?"_s);
            m_temp->clock().advance(Seconds(1));
        }
        QCOMPARE(store().waiting(), (QList<ContactId>{build::contactId(0), build::contactId(1), build::contactId(2)}));
        QVERIFY(store().setAside(build::contactId(0), true));
        QCOMPARE(store().waiting(), (QList<ContactId>{build::contactId(1), build::contactId(2), build::contactId(0)}));
        m_temp->reopen();
        QCOMPARE(store().waiting(), (QList<ContactId>{build::contactId(1), build::contactId(2), build::contactId(0)}));
        QVERIFY(store().setAside(build::contactId(0), false));
        QCOMPARE(store().waiting().front(), build::contactId(0));
        QVERIFY(store().due(10)->size() == 3); // It is a local order and goes nowhere.
    }

    void draftsAndSettingsOutliveTheProgram()
    {
        QVERIFY(store().saveDraft(build::contactId(1), u"Dear Ben"_s));
        QVERIFY(store().setSetting(u"theme"_s, u"dark"_s));
        m_temp->reopen();
        QCOMPARE(*store().draft(build::contactId(1)), u"Dear Ben"_s);
        QCOMPARE(*store().draft(build::contactId(0)), QString());
        QCOMPARE(*store().setting(u"theme"_s), u"dark"_s);
        QCOMPARE(*store().setting(u"never set"_s), QString());
        QVERIFY(store().saveDraft(build::contactId(1), {}));
        QVERIFY(store().setSetting(u"theme"_s, {}));
        m_temp->reopen();
        QCOMPARE(*store().draft(build::contactId(1)), QString());
        QCOMPARE(*store().setting(u"theme"_s), QString());
    }

    void refusesWhatMakesNoSense()
    {
        QCOMPARE(store().record(command(99, SkipPayload{})).error().code, ErrorCode::NotFound);
        QCOMPARE(store().record(command(0, SendPayload{})).error().code, ErrorCode::Invalid);
        QCOMPARE(store().undo({u"never"_s}, command(0, ReopenPayload{})).error().code, ErrorCode::NotFound);
        QCOMPARE(store().claim({{u"never"_s}}).error().code, ErrorCode::Conflict);
        QCOMPARE(store().resolve({{{u"never"_s}, OutboxEvent::Accept, {}, {}}}).error().code, ErrorCode::NotFound);
        QCOMPARE(store().giveUpOn({u"never"_s}).error().code, ErrorCode::NotFound);
        QCOMPARE(store().saveDraft({u"nobody"_s}, u"x"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(store().conversation({u"nobody"_s}).error().code, ErrorCode::NotFound);
        const auto twice = command(0, SkipPayload{});
        QVERIFY(store().record(twice));
        QCOMPARE(store().record(twice).error().code, ErrorCode::Conflict);
        QVERIFY(!store().resolve({{twice.id, OutboxEvent::Accept, {}, {}}})); // It was never sent.
        QVERIFY(!*store().outboxRow({u"never"_s}));
    }

    void findsContactsByTheirNumber()
    {
        QCOMPARE(store().contactByPhone(build::phone(2))->contact.id, build::contactId(2));
        QVERIFY(store().contactByPhone(build::phone(90)) == nullptr);
        QVERIFY(store().contactByPhone({}) == nullptr);
    }

    void visitsEveryMessageUntilTold()
    {
        first(0);
        first(1);
        QList<ContactId> seen;
        QVERIFY(store().eachMessage([&](const Message& message) {
            seen.append(message.contact);
            return true;
        }));
        QCOMPARE(seen, (QList<ContactId>{build::contactId(0), build::contactId(1)}));
        seen.clear();
        QVERIFY(store().eachMessage([&](const Message& message) {
            seen.append(message.contact);
            return false;
        }));
        QCOMPARE(seen.size(), 1);
    }

    void everyCommandComesBackAsItWas()
    {
        const QList<CommandPayload> payloads{OptOutPayload{OptOutSource::Staff, u"basta"_s, build::phone(3)},
                                             AnswerPayload{{u"step-1"_s}, u"No"_s},
                                             TagPayload{u"volunteer"_s, true},
                                             TagPayload{u"volunteer"_s, false},
                                             NotePayload{{u"n-1"_s}, u"Ünïcode ✓"_s},
                                             SkipPayload{},
                                             WrongNumberPayload{},
                                             ClosePayload{},
                                             ReopenPayload{},
                                             EscalatePayload{u"why"_s},
                                             StaffMessagePayload{u"Help?"_s},
                                             AuditCheckpointPayload{12, QByteArray(32, '\x7f')}};
        for (const auto& payload : payloads) {
            auto one = command(3, payload);
            QVERIFY(store().record(one));
            if (auto* close = std::get_if<ClosePayload>(&one.payload)) {
                close->cursor = store().cursor(); // What was known when it was decided.
                QVERIFY(!close->cursor.isEmpty());
            }
            QCOMPARE((*store().outboxRow(one.id))->command, one);
        }
        QCOMPARE(store().due(100)->size(), payloads.size());
    }

    void theCostOfApprovingDoesNotGrowWithTheBatch()
    {
        const auto accessesWith = [](int contacts) {
            TempStore temp;
            temp.fill(contacts);
            ApprovalMaker person(temp.store(), temp.clock(), temp.random());
            qint64 accesses = 0;
            temp->database().setFaultHook([&](qint64 nth, const QString&) -> std::optional<Error> {
                accesses = nth;
                return std::nullopt;
            });
            return person.first(build::contactId(contacts / 2)) ? accesses : -1;
        };
        const auto few = accessesWith(2);
        QVERIFY(few > 0 && few <= 6);
        QCOMPARE(accessesWith(500), few);
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
    void reply(int index, const QString& text)
    {
        const auto id = u"reply-%1"_s.arg(++m_replies);
        const auto page = build::page({build::reply(build::contactId(index), text, m_temp->clock().now(), id)}, id);
        if (!store().applyChanges(page)) {
            qFatal("applyChanges");
        }
    }
    Command command(int index, CommandPayload payload)
    {
        return build::command(build::contactId(index), std::move(payload), m_temp->clock().now(), m_temp->random());
    }
    CommandId recorded(int index, CommandPayload payload)
    {
        const auto made = command(index, std::move(payload));
        const auto done = store().record(made);
        if (!done) {
            qFatal("record: %s", qPrintable(done.error().detail));
        }
        return made.id;
    }
    /// A text inside a hold of 30 s, and a tag that the gateway does not want to hear of before `wait` is over.
    std::pair<CommandId, CommandId> oneHeldAndOnePutOff(Seconds wait)
    {
        auto campaign = build::campaign();
        campaign.policy.holdSeconds = 30;
        if (!store().applyCampaign(campaign)) {
            qFatal("applyCampaign");
        }
        const auto held = first(0);
        const auto putOff = recorded(1, TagPayload{u"call back"_s, true});
        if (!store().claim({putOff}) ||
            !store().resolve({{putOff, OutboxEvent::NeverLeft, {}, m_temp->clock().now() + wait}})) {
            qFatal("claim and resolve");
        }
        return {held, putOff};
    }
    static Problem problem(ProblemType type)
    {
        Problem made;
        made.type = type;
        return made;
    }

    std::unique_ptr<TempStore> m_temp;
    std::unique_ptr<ApprovalMaker> m_person;
    int m_replies = 0;
};

QTEST_GUILESS_MAIN(tst_Store)
#include "tst_Store.moc"
