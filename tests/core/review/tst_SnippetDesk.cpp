#include "core/review/SnippetDesk.h"

#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QStringList titles(const SnippetDesk& desk)
{
    QStringList out;
    for (const auto& entry : desk.entries()) {
        out.append(entry.snippet.title + (entry.isSaved ? QString() : u"+"_s) + (entry.isOpen ? u"*"_s : QString()));
    }
    return out;
}

SnippetId written(SnippetDesk& desk, const QString& title, const QString& text)
{
    const auto id = desk.begin();
    desk.edit({id, title, text, {}});
    return id;
}

} // namespace

class tst_SnippetDesk : public QObject
{
    Q_OBJECT
private slots:
    void aNewOneIsOpenUntilItIsSaved()
    {
        TempStore temp;
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        QSignalSpy changed(&desk, &SnippetDesk::changed);
        const auto id = written(desk, u" Parking "_s, u"Behind the hall"_s);
        QVERIFY(changed.size() >= 2);
        QVERIFY(temp->snippets().isEmpty());
        QVERIFY(desk.save(id));
        QCOMPARE(temp->snippets(), (QList<Snippet>{{id, u"Parking"_s, u"Behind the hall"_s, {}}}));
        QVERIFY(!desk.entry(id)->isOpen);
        QVERIFY(desk.save(id)); // Once more changes nothing.
    }

    void withoutATitleItStaysAsItIsWritten()
    {
        TempStore temp;
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        const auto id = written(desk, u"  "_s, u"Behind the hall"_s);
        QCOMPARE(desk.save(id).error().code, ErrorCode::Invalid);
        QCOMPARE(desk.entry(id)->snippet.text, u"Behind the hall"_s);
        QCOMPARE(desk.save({u"nobody"_s}).error().code, ErrorCode::NotFound);
    }

    void whatIsWrittenBackAsItWasIsNotOpen()
    {
        TempStore temp;
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        const auto id = written(desk, u"A"_s, u"one"_s);
        QVERIFY(desk.save(id));
        desk.edit({id, u"A"_s, u"two"_s, {}});
        QVERIFY(desk.entry(id)->isOpen && desk.entry(id)->isSaved);
        desk.edit({id, u"A"_s, u"one"_s, {}});
        QVERIFY(!desk.entry(id)->isOpen);
    }

    void theyStandByTitleAndNewOnesFirst()
    {
        TempStore temp;
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        for (const auto& title : {u"b"_s, u"C"_s, u"a"_s}) {
            QVERIFY(desk.save(written(desk, title, u"x"_s)));
        }
        written(desk, u"z"_s, u"x"_s);
        QCOMPARE(titles(desk).front(), u"z+*"_s);
        QCOMPARE(titles(desk).size(), 4);
        QVERIFY(titles(desk).indexOf(u"a"_s) < titles(desk).indexOf(u"b"_s));
    }

    void whatIsNotSavedOutlivesTheProgram()
    {
        TempStore temp;
        SnippetId fresh;
        SnippetId old;
        {
            SnippetDesk desk(temp.store(), temp.clock(), temp.random());
            old = written(desk, u"Old"_s, u"one"_s);
            QVERIFY(desk.save(old));
            desk.edit({old, u"Old"_s, u"two \"{x|y}\""_s, u"es"_s});
            fresh = written(desk, u"Fresh"_s, u"new\nline"_s);
            QVERIFY(desk.keep());
        }
        temp.reopen();
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        QCOMPARE(titles(desk), (QStringList{u"Fresh+*"_s, u"Old*"_s}));
        QCOMPARE(desk.entry(old)->snippet, (Snippet{old, u"Old"_s, u"two \"{x|y}\""_s, u"es"_s}));
        QCOMPARE(desk.entry(fresh)->snippet.text, u"new\nline"_s);
        QVERIFY(desk.save(old));
        desk.discard(fresh);
        QVERIFY(desk.keep());
        QCOMPARE(temp->setting(u"snippets.open"_s).value(), QString());
    }

    void removingAndDiscardingAreTakenBack()
    {
        TempStore temp;
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        const auto id = written(desk, u"A"_s, u"one"_s);
        QVERIFY(desk.save(id));
        desk.edit({id, u"A"_s, u"two"_s, {}});
        const auto fresh = written(desk, u"B"_s, u"new"_s);
        QVERIFY(!desk.canUndo());
        QVERIFY(desk.remove(id));
        desk.discard(fresh);
        QVERIFY(desk.entries().isEmpty() && temp->snippets().isEmpty());
        QCOMPARE(desk.undo().value(), fresh);
        QCOMPARE(desk.undo().value(), id);
        QCOMPARE(titles(desk), (QStringList{u"B+*"_s, u"A*"_s}));
        QCOMPARE(desk.entry(id)->snippet.text, u"two"_s);
        QCOMPARE(temp->snippets().front().text, u"one"_s);
        QCOMPARE(desk.undo().error().code, ErrorCode::NotFound);
    }

    void aDiskThatRefusesLosesNothing()
    {
        TempStore temp;
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        const auto id = written(desk, u"A"_s, u"one"_s);
        QVERIFY(desk.save(id));
        desk.edit({id, u"A"_s, u"two"_s, {}});
        temp->database().setFaultHook([](qint64, const QString&) {
            return std::optional(Error{ErrorCode::DiskFull, {}});
        });
        QVERIFY(!desk.save(id));
        QVERIFY(!desk.remove(id));
        QVERIFY(!desk.keep());
        QCOMPARE(titles(desk), QStringList{u"A*"_s});
        QVERIFY(!desk.canUndo());
        temp->database().setFaultHook({});
        QVERIFY(desk.remove(id));
        temp->database().setFaultHook([](qint64, const QString&) {
            return std::optional(Error{ErrorCode::DiskFull, {}});
        });
        QVERIFY(!desk.undo());
        temp->database().setFaultHook({});
        QCOMPARE(desk.undo().value(), id);
        QCOMPARE(titles(desk), QStringList{u"A*"_s});
    }

    void nothingIsKeptAfterTheEnd()
    {
        TempStore temp;
        temp.fill(1);
        SnippetDesk desk(temp.store(), temp.clock(), temp.random());
        written(desk, u"A"_s, u"one"_s);
        QVERIFY(temp->forgetContacts(EndReason::Revoked));
        QVERIFY(desk.keep());
        QCOMPARE(temp->setting(u"snippets.open"_s).value(), QString());
    }
};

QTEST_GUILESS_MAIN(tst_SnippetDesk)
#include "tst_SnippetDesk.moc"
