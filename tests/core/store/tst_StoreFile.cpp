#include "core/store/Store.h"

#include "core/db/Migrations.h"
#include "core/store/Schema.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/StoreSnapshot.h"
#include "tests/support/TempStore.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The store as a file: opening, what goes wrong, what lies in it, and its end.
class tst_StoreFile : public QObject
{
    Q_OBJECT

private slots:
    void anEarlierSchemasCommandsAreKept()
    {
        const auto& steps = storeSchema();
        const auto insert =
            u"INSERT INTO outbox (id, contact, type, state, campaign, created_at, not_before, attempts, "
            "phone_hash, body, outcome) VALUES (?, NULL, ?, 0, 'c', 1, 2, 3, NULL, x'07', x'')"_s;
        for (qsizetype version = 1; version < steps.size(); ++version) {
            QTemporaryDir folder;
            auto database = Database::open({.path = folder.filePath(u"client.db"_s)});
            QVERIFY(database);
            QVERIFY(migrate(**database, steps.first(version)));
            QVERIFY((*database)->run(insert, {u"a"_s, 11}));
            QVERIFY(migrate(**database, steps));
            int rows = 0;
            QVERIFY(
                (*database)->run(u"SELECT key, id, type, attempts, hex(body) FROM outbox"_s, {}, [&](const auto& row) {
                    ++rows;
                    return row.value(0).toInt() == 1 && row.value(1).toString() == u"a"_s &&
                           row.value(2).toInt() == 11 && row.value(3).toInt() == 3 &&
                           row.value(4).toString() == u"07"_s;
                }));
            QCOMPARE(rows, 1);
            QVERIFY((*database)->run(insert, {u"b"_s, 13}));
            QVERIFY(!(*database)->run(insert, {u"c"_s, 14}));
            QVERIFY(!(*database)->run(insert, {u"a"_s, 11})); // The same id again.
        }
    }
    void opensAgainAsItWas()
    {
        TempStore temp;
        temp.fill(5);
        shift(temp);
        const auto before = snapshotOf(temp.store());
        temp.reopen();
        QCOMPARE(snapshotOf(temp.store()), before);
    }

    void whatWasInFlightIsUnknownAfterACrash()
    {
        TempStore temp;
        temp.fill(2);
        ApprovalMaker person(temp.store(), temp.clock(), temp.random());
        const auto id = *person.first(build::contactId(0));
        QVERIFY(temp->claim({id}));
        temp.reopen();
        QCOMPARE((*temp->outboxRow(id))->state, OutboxState::Unknown);
        QVERIFY(temp->contact(build::contactId(0))->blockedByUnknown);
        QCOMPARE(temp->conversation(build::contactId(0))->front().delivery, Delivery::Checking);
        QCOMPARE(temp->outboxCounts().unknown, 1);
        QVERIFY(temp->due(10)->isEmpty());
        temp.reopen();
        QVERIFY(temp->contact(build::contactId(0))->blockedByUnknown);
        QCOMPARE((*temp->outboxRow(id))->attempts, 1);
    }

    void anotherKeyOpensNothingAndHarmsNothing()
    {
        TempStore temp;
        temp.fill(2);
        const auto before = snapshotOf(temp.store());
        temp.close();
        QCOMPARE(temp.open(QByteArray(32, 'x')).error().code, ErrorCode::NoKey);
        QCOMPARE(temp.open("short").error().code, ErrorCode::NoKey);
        temp.reopen();
        QCOMPARE(snapshotOf(temp.store()), before);
    }

    void aLaterVersionIsLeftAlone()
    {
        TempStore temp;
        temp.fill(2);
        QVERIFY(temp->database().run(u"PRAGMA user_version = 99"_s));
        temp.close();
        const auto before = contentOf(temp.path());
        QCOMPARE(temp.open(temp.key()).error().code, ErrorCode::NewerVersion);
        QCOMPARE(contentOf(temp.path()), before);
    }

    void whatIsNoDatabaseIsLeftAlone()
    {
        TempStore temp;
        temp.close();
        QFile file(temp.path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("Dear diary, nothing happened today.");
        file.close();
        QCOMPARE(temp.open(temp.key()).error().code, ErrorCode::Corrupt);
        QCOMPARE(contentOf(temp.path()), QByteArray("Dear diary, nothing happened today."));
    }

    void anotherProgramsDatabaseIsLeftAlone()
    {
        TempStore temp;
        temp.close();
        QVERIFY(QFile::remove(temp.path()));
        {
            auto other = Database::open({temp.path(), 50, false});
            QVERIFY(other);
            QVERIFY((*other)->runScript(u"CREATE TABLE recipes (name TEXT)"_s));
        }
        const auto before = contentOf(temp.path());
        QCOMPARE(temp.open(temp.key()).error().code, ErrorCode::Corrupt);
        QCOMPARE(contentOf(temp.path()), before);
    }

    void onlyOneProcessHoldsAProfile()
    {
        TempStore temp;
        temp.fill(1);
        auto second = Database::open({temp.path(), 50, true});
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Locked);
    }

    void aDamagedRowIsFoundAndNotShown()
    {
        TempStore temp;
        temp.fill(2);
        // Two contacts exchange their sealed bodies: each is sound, but not where it lies.
        QVERIFY(temp->database().run(
            u"UPDATE contact SET body = (SELECT c.body FROM contact c WHERE c.key <> contact.key)"_s));
        temp.close();
        QCOMPARE(temp.open(temp.key()).error().code, ErrorCode::Corrupt);
    }

    void aMissingContactIsFound()
    {
        TempStore temp;
        temp.fill(3);
        QVERIFY(temp->database().run(u"DELETE FROM contact WHERE key = 2"_s));
        temp.close();
        QCOMPARE(temp.open(temp.key()).error().code, ErrorCode::Corrupt);
    }

    void theFilesHoldNothingThatAPersonSaidOrIsCalled()
    {
        TempStore temp;
        temp.fill(5);
        shift(temp);
        auto raw = QByteArray();
        const auto look = [&] {
            const auto names = QDir(temp.folder()).entryList(QDir::Files);
            for (const auto& name : names) {
                raw += contentOf(QDir(temp.folder()).filePath(name));
            }
        };
        look(); // With the write-ahead log still beside it.
        QVERIFY(QFile::exists(temp.path() + u"-wal"_s));
        temp.close();
        look();
        QVERIFY(raw.contains("contact-000001")); // Ids are plain, so this search does find things.
        QStringList secrets{u"Friends of the Library"_s,
                            u"Will you vote"_s,
                            u"Hi, will you"_s,
                            u"Call after six"_s,
                            u"Dear Ben"_s,
                            u"Who is this"_s,
                            u"call back"_s,
                            u"dark-and-stormy"_s,
                            u"fence-1"_s,
                            u"Well done"_s,
                            u"volunteer"_s,
                            u"enough now"_s,
                            u"some carrier said"_s,
                            u"Help, please"_s,
                            u"too rude"_s,
                            u"Parking tips"_s,
                            u"Behind the old mill"_s};
        for (int i = 0; i < 5; ++i) {
            const auto contact = build::contact(i);
            secrets << contact.firstName + u' ' + contact.lastName << contact.lastName << contact.phone.e164()
                    << contact.phone.e164().mid(2) << contact.city << contact.zip << contact.reason
                    << contact.fields.values() << contact.fields.keys();
        }
        for (const auto& secret : std::as_const(secrets)) {
            const QByteArray utf16(reinterpret_cast<const char*>(secret.utf16()), secret.size() * 2);
            QVERIFY2(!raw.contains(secret.toUtf8()), qPrintable(secret));
            QVERIFY2(!raw.contains(utf16), qPrintable(secret));
        }
    }

    void everyColumnIsStrictAndNeverNullUnlessItMustBe()
    {
        TempStore temp;
        QStringList loose;
        QVERIFY(temp->database().run(
            u"SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
            " AND t.name NOT LIKE 'sqlite_%' AND (t.strict = 0 OR (c.\"notnull\" = 0 AND c.pk = 0))"_s,
            {}, [&](const QSqlQuery& row) {
                loose.append(row.value(0).toString() + u'.' + row.value(1).toString());
                return true;
            }));
        QCOMPARE(loose, (QStringList{u"outbox.contact"_s, u"outbox.phone_hash"_s}));
    }

    void wipingLeavesNoFile()
    {
        TempStore temp;
        temp.fill(5);
        shift(temp);
        QVERIFY(Store::wipe(temp.take()));
        QVERIFY(QDir(temp.folder()).entryList(QDir::Files).isEmpty());
        temp.reopen(); // The next shift starts from nothing.
        QVERIFY(temp->contactOrder().isEmpty());
    }

private:
    /// A bit of everything.
    static void shift(TempStore& temp)
    {
        ApprovalMaker person(temp.store(), temp.clock(), temp.random());
        const auto now = temp.clock().now();
        const auto record = [&](int index, CommandPayload payload) {
            QVERIFY(temp->record(build::command(build::contactId(index), std::move(payload), now, temp.random())));
        };
        const auto sent = person.first(build::contactId(0));
        QVERIFY(sent);
        QVERIFY(person.first(build::contactId(1)));
        QVERIFY(temp->claim({*sent}));
        QVERIFY(temp->resolve({{*sent, OutboxEvent::Accept, {}, {}}}));
        QVERIFY(temp->applyChanges(build::page(
            {build::reply(build::contactId(0), u"Who is this?"_s, now, u"m-1"_s),
             MessageStatusChanged{{sent->value}, build::contactId(0), Delivery::Failed, u"some carrier said"_s},
             StaffMessage{u"s-1"_s, u"Jo Moreau"_s, u"Well done"_s, now},
             OptOutAdded{build::phone(3), {}, OptOutSource::Reply, u"enough now"_s, now}},
            u"c-1"_s)));
        record(0, AnswerPayload{{u"step-1"_s}, u"Will you vote: Yes"_s});
        record(0, TagPayload{u"call back"_s, true});
        record(0, NotePayload{{u"n-1"_s}, u"Call after six"_s});
        record(2, EscalatePayload{u"too rude"_s});
        record(4, OptOutPayload{OptOutSource::Volunteer, u"enough now"_s, {}});
        QVERIFY(temp->record(build::command({}, StaffMessagePayload{u"Help, please"_s}, now, temp.random())));
        QVERIFY(temp->saveDraft(build::contactId(1), u"Dear Ben"_s));
        QVERIFY(temp->setSetting(u"mood"_s, u"dark-and-stormy"_s));
        QVERIFY(temp->saveSnippet({{u"s-1"_s}, u"Parking tips"_s, u"Behind the old mill, {firstName}"_s, u"en"_s}));
    }
};

QTEST_GUILESS_MAIN(tst_StoreFile)
#include "tst_StoreFile.moc"
