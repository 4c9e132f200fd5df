#include "core/store/Store.h"

#include "core/store/Schema.h"
#include "core/store/StoreCopy.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Snippet snippet(int number, const QString& text)
{
    return {{u"s-%1"_s.arg(number)}, u"Title %1"_s.arg(number), text, number % 2 == 0 ? u"es"_s : QString()};
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void damage(const QString& path)
{
    for (const auto& file : {path, path + u"-wal"_s}) {
        QFile::remove(file);
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(20'000, 'x')) != 20'000) {
        qFatal("a test file cannot be written");
    }
}

} // namespace

/// The volunteer's own replies: kept sealed, told of, and restored with everything else.
class tst_StoreSnippets : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSavedIsThereAgain()
    {
        TempStore temp;
        QSignalSpy changed(&temp.store(), &Store::changed);
        QVERIFY(temp->saveSnippet(snippet(1, u"Behind the hall, {firstName|friend} \U0001F44D"_s)));
        QVERIFY(temp->saveSnippet(snippet(2, {})));
        QCOMPARE(changed.size(), 2);
        QVERIFY(changed.back().front().value<StoreChange>().snippets);
        QVERIFY(!changed.back().front().value<StoreChange>().everything);
        auto again = snippet(1, u"In front of the hall"_s);
        again.title = u"Where to park"_s;
        QVERIFY(temp->saveSnippet(again));
        const QList<Snippet> expected{again, snippet(2, {})}; // It keeps its place.
        QCOMPARE(temp->snippets(), expected);
        temp.reopen();
        QCOMPARE(temp->snippets(), expected);
        QVERIFY(temp->removeSnippet({u"s-1"_s}));
        QCOMPARE(temp->snippets(), QList<Snippet>{snippet(2, {})});
        temp.reopen();
        QCOMPARE(temp->snippets(), QList<Snippet>{snippet(2, {})});
    }

    void oneWithoutATitleIsRefused()
    {
        TempStore temp;
        QCOMPARE(temp->saveSnippet({{u"s-1"_s}, u" \n"_s, u"text"_s, {}}).error().code, ErrorCode::Invalid);
        QCOMPARE(temp->saveSnippet({{}, u"Title"_s, u"text"_s, {}}).error().code, ErrorCode::Invalid);
        QCOMPARE(temp->removeSnippet({u"s-1"_s}).error().code, ErrorCode::NotFound);
        QVERIFY(temp->snippets().isEmpty());
    }

    void nothingOfItIsReadable()
    {
        TempStore temp;
        QVERIFY(temp->saveSnippet({{u"s-1"_s}, u"Marmalade"_s, u"Quokkas dance at dusk"_s, u"qu"_s}));
        auto raw = contentOf(temp.path()) + contentOf(temp.path() + u"-wal"_s);
        temp.close();
        raw += contentOf(temp.path());
        QVERIFY(raw.contains("s-1")); // Ids are plain, so this search does find things.
        for (const auto* secret : {"Marmalade", "Quokkas", "dusk"}) {
            QVERIFY(!raw.contains(secret));
            const auto text = QString::fromLatin1(secret);
            QVERIFY(!raw.contains(QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2)));
        }
    }

    void oneThatWasMovedElsewhereDoesNotOpen()
    {
        TempStore temp;
        QVERIFY(temp->saveSnippet(snippet(1, u"one"_s)));
        QVERIFY(temp->saveSnippet(snippet(2, u"two"_s)));
        QVERIFY(temp->database().run(
            u"UPDATE snippet SET body = (SELECT s.body FROM snippet s WHERE s.key <> snippet.key)"_s));
        temp.close();
        QCOMPARE(temp.open(temp.key()).error().code, ErrorCode::Corrupt);
    }

    void aStoreFromBeforeThereWereAnyIsTakenOver()
    {
        TempStore temp;
        temp.fill(3);
        QVERIFY(temp->database().run(u"DROP TABLE snippet"_s));
        QVERIFY(temp->database().run(u"PRAGMA user_version = 2"_s));
        // Its copy is as old as it is, and still as good.
        QVERIFY(storecopy::write(temp.store()));
        QVERIFY(storecopy::accept(temp.path(), temp.key()));
        temp.reopen();
        QCOMPARE(temp->contactOrder().size(), 3);
        QVERIFY(temp->saveSnippet(snippet(1, u"x"_s)));
        temp.close();
        damage(temp.path());
        QVERIFY(temp.recover());
        QCOMPARE(temp->contactOrder().size(), 3);
    }

    void theyComeThroughADamagedStore()
    {
        TempStore temp;
        temp.fill(5);
        QVERIFY(temp->saveSnippet(snippet(1, u"one"_s)));
        QVERIFY(storecopy::write(temp.store()));
        QVERIFY(storecopy::accept(temp.path(), temp.key()));
        QVERIFY(temp->saveSnippet(snippet(1, u"one, written anew"_s)));
        QVERIFY(temp->saveSnippet(snippet(2, u"two"_s)));
        QVERIFY(temp->database().run(u"UPDATE contact SET body = X'00'"_s)); // Something else is unreadable.
        temp.close();
        const auto report = temp.recover();
        QVERIFY(report && *report);
        QCOMPARE(temp->snippets(), (QList<Snippet>{snippet(1, u"one, written anew"_s), snippet(2, u"two"_s)}));
    }
};

QTEST_GUILESS_MAIN(tst_StoreSnippets)
#include "tst_StoreSnippets.moc"
