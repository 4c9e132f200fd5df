#include "core/store/Store.h"

#include "core/audit/AuditCheck.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/StoreSnapshot.h"
#include "tests/support/TempStore.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

struct UseCase
{
    /// True when the call said that it succeeded.
    std::function<bool(TempStore& temp, ApprovalMaker& person)> run;
    bool isRecorded = true; ///< It leaves an entry in the record.
};

/// A shift under way: 0 texted and in flight, 1 texted and waiting, 2 answered, 3 unknown, 4 skipped, 5 and 6
/// untouched.
struct Stage
{
    CommandId inFlight, waiting, unknown, skip;
};

Stage prepare(TempStore& temp, ApprovalMaker& person)
{
    Stage stage;
    temp.fill(7);
    stage.inFlight = *person.first(build::contactId(0));
    stage.waiting = *person.first(build::contactId(1));
    const auto accepted = *person.first(build::contactId(2));
    stage.unknown = *person.first(build::contactId(3));
    const auto skip = build::command(build::contactId(4), SkipPayload{}, temp.clock().now(), temp.random());
    stage.skip = skip.id;
    auto sound = temp->record(skip).has_value();
    sound = sound && temp->claim({stage.inFlight, accepted, stage.unknown}).has_value();
    sound = sound &&
            temp->resolve({{accepted, OutboxEvent::Accept, {}, {}}, {stage.unknown, OutboxEvent::MayHaveLeft, {}, {}}})
                .has_value();
    sound = sound && temp
                         ->applyChanges(build::page(
                             {build::reply(build::contactId(2), u"Where?"_s, temp.clock().now(), u"m-0"_s)}, u"c-0"_s))
                         .has_value();
    sound = sound && temp->saveDraft(build::contactId(2), u"At the"_s).has_value();
    sound = sound && temp->saveSnippet({{u"s-1"_s}, u"Parking"_s, u"Behind the hall."_s, {}}).has_value();
    if (!sound) {
        qFatal("the stage cannot be set");
    }
    return stage;
}

/// The state with the record beside it: what happened and what is written about it go together.
QStringList stateOf(Store& store)
{
    const auto head = store.headOfChain();
    return snapshotOf(store) + QStringList{u"record|%1|"_s.arg(head.count) + QString::fromLatin1(head.hash.toHex())};
}

} // namespace

Q_DECLARE_METATYPE(UseCase)

/// Each writing call with each of its database accesses failing in turn: nothing happened, on disk, in memory and to
/// listeners.
class tst_StoreFaults : public QObject
{
    Q_OBJECT

private slots:
    void aFailedCallDidNothing_data();
    void aFailedCallDidNothing()
    {
        QFETCH(UseCase, useCase);
        auto failed = true;
        auto accesses = 0;
        for (int nth = 1; failed; ++nth) {
            TempStore temp(1, TempStore::Disk::DoesNotWait);
            ApprovalMaker person(temp.store(), temp.clock(), temp.random());
            m_stage = prepare(temp, person);
            const auto before = stateOf(temp.store());
            const auto entries = temp->headOfChain().count;
            QSignalSpy changed(&temp.store(), &Store::changed);
            auto reached = false;
            temp->database().setFaultHook([&](qint64 access, const QString&) -> std::optional<Error> {
                reached = reached || access == nth;
                return access == nth ? std::optional(Error{ErrorCode::DiskFull, u"injected"_s}) : std::nullopt;
            });
            const auto succeeded = useCase.run(temp, person);
            temp->database().setFaultHook({});
            QCOMPARE(succeeded, !reached);
            failed = reached;
            if (reached) {
                ++accesses;
                QCOMPARE(changed.size(), 0);
                QCOMPARE(stateOf(temp.store()), before);
                // The same call goes through once there is room again.
                QVERIFY(useCase.run(temp, person));
            }
            const auto after = stateOf(temp.store());
            QVERIFY(after != before);
            QCOMPARE(temp->headOfChain().count > entries, useCase.isRecorded);
            QCOMPARE(printed(temp->figures()), printed(recount(temp.store())));
            settleInFlight(temp);
            const auto settled = stateOf(temp.store());
            temp.reopen();
            QCOMPARE(stateOf(temp.store()), settled);
            QBuffer record;
            record.open(QIODevice::WriteOnly);
            QVERIFY(temp->exportAudit(record));
            QVERIFY(checkAudit(record.data()).isSound());
        }
        QVERIFY(accesses >= 3); // BEGIN, at least one statement, COMMIT.
    }

    void aCrashInsteadOfACommitLeavesWhatWasBefore_data() { aFailedCallDidNothing_data(); }
    void aCrashInsteadOfACommitLeavesWhatWasBefore()
    {
        QFETCH(UseCase, useCase);
        TempStore temp(1, TempStore::Disk::DoesNotWait);
        ApprovalMaker person(temp.store(), temp.clock(), temp.random());
        m_stage = prepare(temp, person);
        QVERIFY(temp->resolve({{m_stage.inFlight, OutboxEvent::NeverLeft, {}, {}}}));
        QVERIFY(temp->claim({m_stage.inFlight}));
        // The files as they are on disk at the moment of the COMMIT are what a killed program leaves behind.
        TempStore copy;
        copy.close();
        auto copied = false;
        temp->database().setFaultHook([&](qint64, const QString& sql) -> std::optional<Error> {
            if (sql == u"COMMIT"_s) {
                copied = true;
                for (const auto& suffix : {u""_s, u"-wal"_s}) {
                    QFile::remove(copy.path() + suffix);
                    QFile::copy(temp.path() + suffix, copy.path() + suffix);
                }
            }
            return std::nullopt;
        });
        settleInFlight(temp);
        const auto before = stateOf(temp.store());
        copied = false;
        QVERIFY(useCase.run(temp, person));
        temp->database().setFaultHook({});
        QVERIFY(copied);
        auto recovered = copy.open(temp.key());
        QVERIFY(recovered);
        QCOMPARE(stateOf(**recovered), before);
    }

private:
    void settleInFlight(TempStore& temp)
    {
        if ((*temp->outboxRow(m_stage.inFlight))->state == OutboxState::InFlight) {
            QVERIFY(temp->resolve({{m_stage.inFlight, OutboxEvent::MayHaveLeft, {}, {}}}));
        }
        if ((*temp->outboxRow(m_stage.waiting))->state == OutboxState::InFlight) {
            QVERIFY(temp->resolve({{m_stage.waiting, OutboxEvent::MayHaveLeft, {}, {}}}));
        }
    }

    inline static Stage m_stage;
};

void tst_StoreFaults::aFailedCallDidNothing_data()
{
    QTest::addColumn<UseCase>("useCase");
    const auto row = [](const char* name, std::function<bool(TempStore&, ApprovalMaker&)> run) {
        QTest::newRow(name) << UseCase{std::move(run)};
    };
    const auto quietRow = [](const char* name, std::function<bool(TempStore&, ApprovalMaker&)> run) {
        QTest::newRow(name) << UseCase{std::move(run), false};
    };
    const auto record = [](int index, const CommandPayload& payload) {
        return [=](TempStore& temp, ApprovalMaker&) {
            return temp->record(build::command(build::contactId(index), payload, temp.clock().now(), temp.random()))
                .has_value();
        };
    };
    const auto page = [](std::function<QList<Change>(Instant)> changes) {
        return [=](TempStore& temp, ApprovalMaker&) {
            return temp->applyChanges(build::page(changes(temp.clock().now()), u"c-9"_s)).has_value();
        };
    };
    row("approve a first message",
        [](TempStore&, ApprovalMaker& person) { return person.first(build::contactId(5)).has_value(); });
    row("approve a reply with a draft",
        [](TempStore&, ApprovalMaker& person) { return person.reply(build::contactId(2)).has_value(); });
    row("record an answer", record(2, AnswerPayload{{u"step-1"_s}, u"Yes"_s}));
    row("record a note", record(2, NotePayload{{u"n-1"_s}, u"Later"_s}));
    row("record an opt-out", record(1, OptOutPayload{}));
    row("record a wrong number", record(1, WrongNumberPayload{}));
    row("record a close", record(2, ClosePayload{}));
    row("undo", [](TempStore& temp, ApprovalMaker&) {
        return temp
            ->undo(m_stage.skip,
                   build::command(build::contactId(4), ReopenPayload{}, temp.clock().now(), temp.random()))
            .has_value();
    });
    row("cancel a send",
        [](TempStore& temp, ApprovalMaker&) { return temp->cancelSend(m_stage.waiting).value_or(false); });
    quietRow("claim", [](TempStore& temp, ApprovalMaker&) { return temp->claim({m_stage.waiting}).has_value(); });
    row("resolve several", [](TempStore& temp, ApprovalMaker&) {
        Problem optedOut;
        optedOut.type = ProblemType::OptedOut;
        return temp
            ->resolve({{m_stage.inFlight, OutboxEvent::Refuse, optedOut, {}},
                       {m_stage.unknown, OutboxEvent::NeverSeen, {}, {}},
                       {m_stage.waiting, OutboxEvent::Expire, {}, {}}})
            .has_value();
    });
    row("give up on", [](TempStore& temp, ApprovalMaker&) { return temp->giveUpOn(m_stage.unknown).has_value(); });
    quietRow("set aside",
             [](TempStore& temp, ApprovalMaker&) { return temp->setAside(build::contactId(2), true).has_value(); });
    quietRow("save a draft", [](TempStore& temp, ApprovalMaker&) {
        // Drafts are announced to nobody.
        return temp->saveDraft(build::contactId(5), u"Hello"_s).has_value();
    });
    quietRow("save a snippet", [](TempStore& temp, ApprovalMaker&) {
        return temp->saveSnippet({{u"s-2"_s}, u"Hours"_s, u"Until {Hour|eight}."_s, u"en"_s}).has_value();
    });
    quietRow("save a snippet anew", [](TempStore& temp, ApprovalMaker&) {
        return temp->saveSnippet({{u"s-1"_s}, u"Parking"_s, u"In front of it."_s, {}}).has_value();
    });
    quietRow("remove a snippet",
             [](TempStore& temp, ApprovalMaker&) { return temp->removeSnippet({u"s-1"_s}).has_value(); });
    row("a campaign", [](TempStore& temp, ApprovalMaker&) {
        auto campaign = build::campaign();
        campaign.version = u"2"_s;
        return temp->applyCampaign(campaign).has_value();
    });
    row("a batch", [](TempStore& temp, ApprovalMaker&) {
        return temp->applyLease(build::batch(temp.clock().now(), 3, 30, 1)).has_value();
    });
    row("a page with a stop", page([](Instant now) {
            return QList<Change>{build::reply(build::contactId(1), u"stop"_s, now, u"m-1"_s),
                                 build::reply(build::contactId(2), u"Well?"_s, now, u"m-2"_s)};
        }));
    row("a page of statuses", page([](Instant) {
            return QList<Change>{
                MessageStatusChanged{{m_stage.inFlight.value}, build::contactId(0), Delivery::Sent, {}},
                MessageStatusChanged{{m_stage.unknown.value}, build::contactId(3), Delivery::Failed, u"x"_s}};
        }));
    row("a page from staff", page([](Instant now) {
            return QList<Change>{OptOutAdded{build::phone(1), {}, OptOutSource::Staff, {}, now},
                                 EscalationAnswered{build::contactId(2), u"Jo"_s, u"Fine"_s},
                                 StaffMessage{u"s-1"_s, u"Jo"_s, u"Well done"_s, now},
                                 CampaignPaused{build::campaignId(), u"lunch"_s},
                                 CampaignUpdated{build::campaignId(), u"7"_s},
                                 VolunteerFrozen{true, {}}};
        }));
    row("a page that ends the lease", page([](Instant) {
            return QList<Change>{ContactUnassigned{build::contactId(1), {}}, LeaseEnded{build::leaseId(), {}}};
        }));
    row("a page with a conversation", page([](Instant now) {
            ContactAssigned assigned;
            assigned.contact = build::contact(40);
            assigned.lease = build::lease(now, 3);
            assigned.conversation = {build::reply(assigned.contact.id, u"Hello"_s, now, u"m-40"_s).message};
            return QList<Change>{assigned};
        }));
}

QTEST_GUILESS_MAIN(tst_StoreFaults)
#include "tst_StoreFaults.moc"
