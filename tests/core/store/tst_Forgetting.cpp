#include "core/audit/AuditCheck.h"
#include "core/store/AuditRows.h"
#include "core/store/Eraser.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QtTest>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

/// A store with a bit of everything: texts that left and that wait, replies, notes, drafts, opt-outs, answers.
class FullStore
{
public:
    FullStore()
    {
        store.fill(12);
        ApprovalMaker person(*store, store.clock(), store.random());
        for (int i = 0; i < 4; ++i) {
            sends.append(person.first(build::contactId(i)).value());
        }
        must(store->claim({sends.at(0), sends.at(1)}));
        must(store->resolve({{sends.at(0), OutboxEvent::Accept, {}, {}}}));
        must(store->resolve({{sends.at(1), OutboxEvent::MayHaveLeft, {}, {}}}));
        must(store->applyChanges(
            build::page({build::reply(build::contactId(0), u"Yes, count me in"_s, store.clock().now(), u"r-1"_s),
                         Change(StaffMessage{u"s-1"_s, u"Kim"_s, u"Well done"_s, store.clock().now()})},
                        u"c-1"_s)));
        must(store->saveDraft(build::contactId(0), u"Dear"_s));
        must(store->setSetting(u"brief.read"_s, u"1"_s));
        must(store->saveSnippet({SnippetId{u"s-1"_s}, u"Parking"_s, u"Behind the hall"_s, {}}));
        optOut = record(5, OptOutPayload{OptOutSource::Volunteer, {}, build::phone(5)});
        answer = record(0, AnswerPayload{StepId{u"support"_s}, u"Yes"_s});
        note = record(0, NotePayload{NoteId{u"n-1"_s}, u"Has a garden"_s});
        const auto done = record(6, SkipPayload{});
        must(store->claim({done}));
        must(store->resolve({{done, OutboxEvent::Accept, {}, {}}}));
    }
    static void must(const Result<void>& done)
    {
        if (!done) {
            qFatal("not done: %s", qPrintable(done.error().detail));
        }
    }
    CommandId record(int contact, const CommandPayload& payload)
    {
        const auto command = build::command(build::contactId(contact), payload, store.clock().now(), store.random());
        must(store->record(command));
        return command.id;
    }
    /// Every sealed value of a person that lies in the file, by its first bytes, which are random. The hash of the
    /// number that opted out goes up with the opt-out.
    QList<QByteArray> seals()
    {
        QList<QByteArray> found;
        for (const auto& from :
             {u"body FROM contact"_s, u"work FROM contact"_s, u"phone_hash FROM contact WHERE key <> 6"_s,
              u"body FROM message"_s, u"body FROM note"_s, u"body FROM draft"_s, u"body FROM suppression"_s,
              u"body FROM staff_message"_s, u"body FROM snippet"_s, u"body FROM campaign"_s, u"token FROM lease"_s,
              u"body FROM outbox WHERE type IN (0, 1)"_s}) {
            const auto before = found.size();
            must(store->database().run(u"SELECT "_s + from, {}, [&](const QSqlQuery& row) {
                if (const auto seal = row.value(0).toByteArray().left(24); !seal.isEmpty()) {
                    found.append(seal);
                }
                return true;
            }));
            if (found.size() == before) {
                qFatal("nothing of %s", qPrintable(from));
            }
        }
        const auto entries = withWords();
        for (const auto& entry : entries) {
            must(store->database().run(u"SELECT body FROM audit WHERE number = ?"_s, {entry.entry.number},
                                       [&](const QSqlQuery& row) {
                                           found.append(row.value(0).toByteArray().left(24));
                                           return false;
                                       }));
        }
        return found;
    }
    /// Entries of the record in which somebody's words lie.
    QList<AuditRecord> withWords()
    {
        auto entries = store->auditPage(0, 10'000).value();
        entries.removeIf([](const AuditRecord& record) { return record.hidden.isEmpty() && record.salt.isEmpty(); });
        return entries;
    }
    bool isRecordSound()
    {
        QBuffer record;
        record.open(QIODevice::WriteOnly);
        return store->exportAudit(record) && checkAudit(record.data()).isSound();
    }
    /// Of those, how many lie in any file of the store's folder.
    int left(const QList<QByteArray>& seals) const
    {
        QByteArray all;
        const QDir folder(store.folder());
        for (const auto& name : folder.entryList(QDir::Files | QDir::Hidden)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly)) {
                all += file.readAll();
            }
        }
        return static_cast<int>(
            std::count_if(seals.cbegin(), seals.cend(), [&](const QByteArray& seal) { return all.contains(seal); }));
    }

    TempStore store;
    QList<CommandId> sends;
    CommandId optOut;
    CommandId answer;
    CommandId note;
};

} // namespace

/// What a session that ended leaves behind: what must go up, and not a byte of anybody's.
class TestForgetting : public QObject
{
    Q_OBJECT
private slots:
    void onlyWhatMustGoUpIsKept()
    {
        FullStore full;
        QVERIFY(full.store->forgetContacts(EndReason::Revoked));
        for (const auto again : {false, true}) {
            if (again) {
                full.store.reopen();
            }
            auto& store = *full.store;
            QVERIFY(store.contactOrder().isEmpty());
            QVERIFY(store.campaigns().isEmpty() && store.leases().isEmpty() && store.staffMessages().isEmpty());
            QVERIFY(store.snippets().isEmpty());
            QVERIFY(!store.isSuppressed(build::phone(5)));
            QCOMPARE(store.outboxCounts().open(), 3);
            QCOMPARE(store.outboxCounts().optOutsOpen, 1);
            QCOMPARE(store.outboxCounts().answersOpen, 1);
            QCOMPARE(store.outboxCounts().sendsOpen, 0);
            const auto due = store.due(10);
            QVERIFY(due);
            QCOMPARE(due->size(), 3);
            QCOMPARE(due->at(0).command.id, full.optOut); // First, as ever, with its number and its contact.
            QCOMPARE(std::get<OptOutPayload>(due->at(0).command.payload).number, build::phone(5));
            QCOMPARE(due->at(0).command.contact, build::contactId(5));
            QVERIFY(store.ended());
            QVERIFY(store.ended()->reason == EndReason::Revoked);
            QCOMPARE(store.ended()->textsNotSent, 2);
            QCOMPARE(store.ended()->textsUnknown, 1);
        }
    }

    void noByteOfAPersonIsLeftInAnyFile()
    {
        FullStore full;
        const auto seals = full.seals();
        QVERIFY(seals.size() > 30);
        QVERIFY(full.left(seals) == seals.size()); // Before it they lie there, and are found.
        QVERIFY(full.store->forgetContacts(EndReason::DeadlinePassed));
        QCOMPARE(full.left(seals), 0); // While it is open, log and all,
        full.store.close();
        QCOMPARE(full.left(seals), 0); // and closed.
    }

    void theRecordStaysWithoutAnybodysWords()
    {
        FullStore full;
        const auto escalated = full.record(4, EscalatePayload{u"Asks for a lawyer"_s});
        FullStore::must(full.store->applyChanges(
            build::page({build::reply(build::contactId(7), u"stop"_s, full.store.clock().now(), u"r-2"_s)}, u"c-2"_s)));
        QVERIFY(full.withWords().size() >= 3); // The answer, the reason, the reply.
        const auto entries = full.store->auditPage(0, 10'000).value();
        QVERIFY(full.store->forgetContacts(EndReason::Revoked));
        for (const auto again : {false, true}) {
            if (again) {
                full.store.reopen();
            }
            QVERIFY(full.withWords().isEmpty());
            const auto left = full.store->auditPage(0, 10'000).value();
            QVERIFY(left.size() > entries.size()); // And the end.
            for (qsizetype i = 0; i < entries.size(); ++i) {
                QCOMPARE(left.at(i).entry, entries.at(i).entry);
                QCOMPARE(left.at(i).hash, entries.at(i).hash);
            }
            QVERIFY(full.isRecordSound());
            QVERIFY(!full.store->database().run(u"UPDATE audit SET body = x'00'"_s)); // As before.
            // What waits still says all of it.
            const auto row = full.store->outboxRow(escalated).value();
            QVERIFY(row);
            QCOMPARE(std::get<EscalatePayload>(row->command.payload).reason, u"Asks for a lawyer"_s);
            QCOMPARE(full.store->outboxCounts().optOutsOpen, 2);
        }
        QVERIFY(full.store->claim({escalated})); // And the record goes on.
        Problem refused;
        refused.type = ProblemType::NotAssigned;
        QVERIFY(full.store->resolve({{escalated, OutboxEvent::Refuse, refused, {}}}));
        QVERIFY(full.isRecordSound());
    }

    void whatWentUpIsGoneToo()
    {
        FullStore full;
        QVERIFY(full.store->forgetContacts(EndReason::Revoked));
        const QList<CommandId> rest{full.optOut, full.answer, full.note};
        QVERIFY(full.store->claim(rest));
        for (const auto& id : rest) {
            QVERIFY(full.store->resolve({{id, OutboxEvent::Accept, {}, {}}}));
        }
        QCOMPARE(full.store->outboxCounts().open(), 0);
        QVERIFY(full.store->forgetContacts(EndReason::Revoked)); // Asked again: the acknowledged ones go as well.
        QVERIFY(!full.store->outboxRow(full.note).value().has_value());
    }

    // A table that is added later must be thought of here.
    void everyTableIsAccountedFor()
    {
        FullStore full;
        QVERIFY(full.store->forgetContacts(EndReason::Revoked));
        QStringList filled;
        QStringList tables;
        FullStore::must(full.store->database().run(
            u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"_s, {},
            [&](const QSqlQuery& row) {
                tables.append(row.value(0).toString());
                return true;
            }));
        for (const auto& table : std::as_const(tables)) {
            FullStore::must(
                full.store->database().run(u"SELECT count(*) FROM "_s + table, {}, [&](const QSqlQuery& row) {
                    if (row.value(0).toInt() > 0) {
                        filled.append(table);
                    }
                    return false;
                }));
        }
        filled.removeAll(u"audit"_s);     // Digests and ids; its entries are sealed and name nobody.
        filled.removeAll(u"audit_log"_s); // Its own id.
        filled.sort();
        QCOMPARE(filled, (QStringList{u"outbox"_s, u"profile"_s, u"setting"_s}));
    }

    // Each access broken in turn: either nothing was forgotten, or asking again finishes it; what must go up stays.
    void aFailureInBetweenLosesNothing()
    {
        for (qint64 n = 1;; ++n) {
            FullStore full;
            const auto seals = full.seals();
            auto failed = false;
            full.store->database().setFaultHook([&](qint64 nth, const QString&) -> std::optional<Error> {
                failed = failed || nth == n;
                return nth == n ? std::optional(Error{ErrorCode::DiskFull, {}}) : std::nullopt;
            });
            const auto done = full.store->forgetContacts(EndReason::Revoked);
            full.store->database().setFaultHook({});
            QCOMPARE(done.has_value(), !failed);
            full.store.reopen(); // The program dies of it.
            QCOMPARE(full.store->outboxCounts().optOutsOpen, 1);
            QCOMPARE(full.store->outboxCounts().answersOpen, 1);
            QVERIFY(full.store->forgetContacts(EndReason::Revoked));
            QVERIFY(full.store->contactOrder().isEmpty());
            QCOMPARE(full.store->outboxCounts().open(), 3);
            QCOMPARE(full.store->ended()->textsNotSent, 2);
            QCOMPARE(full.left(seals), 0);
            QVERIFY(full.withWords().isEmpty());
            QVERIFY(full.isRecordSound());
            QVERIFY(!full.store->database().run(u"UPDATE audit SET body = x'00'"_s));
            if (!failed) {
                QVERIFY(n > 10);
                return;
            }
        }
    }

    void nothingIsApprovedOrTakenInAfterTheEnd()
    {
        FullStore full;
        QVERIFY(full.store->applyChanges(build::page({Change(SessionRevoked{u"left"_s})}, u"c-2"_s)));
        QVERIFY(full.store->ended());
        QCOMPARE(full.store->outboxCounts().sendsOpen, 1); // The one that may have left; the others were stopped.
        ApprovalMaker person(*full.store, full.store.clock(), full.store.random());
        QVERIFY(!person.first(build::contactId(8)));
        const auto contacts = full.store->contactOrder().size();
        QVERIFY(full.store->applyLease(build::batch(full.store.clock().now(), 5, 50, 1)));
        QCOMPARE(full.store->contactOrder().size(), contacts);
        QVERIFY(!full.store->saveSnippet({SnippetId{u"s-2"_s}, u"Late"_s, u"x"_s, {}}));
        QVERIFY(full.store->revoked()); // A batch that was asked for before does not bring it back.
    }
};

QTEST_GUILESS_MAIN(TestForgetting)
#include "tst_Forgetting.moc"
