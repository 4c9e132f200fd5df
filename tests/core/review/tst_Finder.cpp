#include "core/review/Finder.h"
#include "core/review/FoldedText.h"
#include "tests/core/review/DeskFixture.h"

using namespace Qt::StringLiterals;
using namespace textbank;
using Kind = Finder::Hit::Kind;
using Marks = QList<std::pair<int, int>>;

class tst_Finder : public QObject
{
    Q_OBJECT
private slots:
    void foldsCaseAndAccents();
    void marksAreInTheTextAsWritten();
    void findsPeopleByTheBeginningOfANameFirst();
    void findsPeopleByTheirNumber();
    void findsWordsInConversations();
    void allWordsMustOccur();
    void longMessagesAreCutAroundTheWord();
    void newMessagesAndNamesAreFound();
    void nothingIsFoundForNothing();
    void keepsToTheLimitAndLeavesRoomForMessages();
    void aRepeatedChangeDoesNotDoubleAMessage();
};

namespace {
QList<ContactId> peopleOf(const QList<Finder::Hit>& hits)
{
    QList<ContactId> people;
    for (const auto& hit : hits) {
        if (hit.kind == Kind::Person)
            people.append(hit.contact);
    }
    return people;
}
QList<Finder::Hit> messagesOf(QList<Finder::Hit> hits)
{
    hits.removeIf([](const auto& hit) { return hit.kind != Kind::Message; });
    return hits;
}
} // namespace

void tst_Finder::foldsCaseAndAccents()
{
    QCOMPARE(foldedForFind(u"JOSÉ Núñez"_s), u"jose nunez"_s);
    QCOMPARE(foldedForFind(u"Jose\u0301"_s), u"jose"_s);
    QCOMPARE(foldedForFind(u"STRASSE straße"_s), u"strasse strasse"_s);
    QCOMPARE(foldedForFind(u"ok 🙂"_s), u"ok 🙂"_s);
}

void tst_Finder::marksAreInTheTextAsWritten()
{
    QCOMPARE(marksOf({u"jose"_s}, u"Dear José, dear Jose\u0301."_s), (Marks{{5, 4}, {16, 5}}));
    QCOMPARE(marksOf({u"an"_s, u"ana"_s}, u"Ana"_s), (Marks{{0, 2}, {2, 1}}));
    QCOMPARE(marksOf({u"x"_s}, u"Ana"_s), Marks{});
}

void tst_Finder::findsPeopleByTheBeginningOfANameFirst()
{
    DeskFixture f(32); // Ana, Ben, Carla ... of Alvarez, Brooks ...
    Finder finder(f.store());
    const auto hits = finder.find(u"ana"_s);
    const auto people = peopleOf(hits);
    QVERIFY(people.size() >= 2);
    QVERIFY(people.first(2).contains(f.id(0)) && people.first(2).contains(f.id(16)));
    QVERIFY(hits.front().line.startsWith(u"Ana "_s));
    QCOMPARE(hits.front().marks, (Marks{{0, 3}}));
    QCOMPARE(peopleOf(finder.find(u"alvarez ana"_s)), QList{f.id(0)});
    QCOMPARE(peopleOf(finder.find(u"  ÁLVAREZ "_s)).contains(f.id(13)), true);
}

void tst_Finder::findsPeopleByTheirNumber()
{
    DeskFixture f(10);
    Finder finder(f.store());
    const QString four = build::phone(9).lastFour();
    QVERIFY(peopleOf(finder.find(four)).contains(f.id(9)));
    QCOMPARE(peopleOf(finder.find(build::phone(9).e164().mid(2))), QList{f.id(9)});
    QCOMPARE(peopleOf(finder.find(u"9999"_s)), QList<ContactId>{});
}

void tst_Finder::findsWordsInConversations()
{
    DeskFixture f(5);
    f.sendFirst(2);
    QVERIFY(f.reply(1, u"Is the polling place in the Café Núñez?"_s));
    Finder finder(f.store());
    const auto hits = messagesOf(finder.find(u"cafe NUNEZ"_s));
    QCOMPARE(hits.size(), 1);
    QCOMPARE(hits.front().contact, f.id(1));
    QCOMPARE(hits.front().line, u"Is the polling place in the Café Núñez?"_s);
    QCOMPARE(hits.front().marks, (Marks{{28, 4}, {33, 5}}));
    QVERIFY(hits.front().at != Instant{});
}

void tst_Finder::allWordsMustOccur()
{
    DeskFixture f(3);
    f.sendFirst(2);
    QVERIFY(f.reply(0, u"red apples"_s));
    QVERIFY(f.reply(1, u"red plums"_s));
    Finder finder(f.store());
    QCOMPARE(messagesOf(finder.find(u"red"_s)).size(), 2);
    QCOMPARE(messagesOf(finder.find(u"red"_s)).front().contact, f.id(1)); // The newest first.
    QCOMPARE(messagesOf(finder.find(u"red apples"_s)).size(), 1);
}

void tst_Finder::longMessagesAreCutAroundTheWord()
{
    DeskFixture f(2);
    f.sendFirst(1);
    QVERIFY(f.reply(0, QString(u"bla\nbla "_s).repeated(500) + u"needle "_s + QString(u"and so on "_s).repeated(500)));
    Finder finder(f.store());
    const auto hits = messagesOf(finder.find(u"needle"_s));
    QCOMPARE(hits.size(), 1);
    const auto& hit = hits.front();
    QVERIFY(hit.line.size() <= 140 && !hit.line.contains(u'\n'));
    QCOMPARE(hit.marks.size(), 1);
    QCOMPARE(hit.line.mid(hit.marks[0].first, hit.marks[0].second), u"needle"_s);
}

void tst_Finder::newMessagesAndNamesAreFound()
{
    DeskFixture f(3);
    Finder finder(f.store());
    QVERIFY(finder.find(u"zebra"_s).isEmpty());
    f.sendFirst(1);
    QVERIFY(f.reply(0, u"I like zebras"_s));
    QCOMPARE(messagesOf(finder.find(u"zebra"_s)).size(), 1);
    QVERIFY(f.store().applyLease(build::batch(f.temp.clock().now(), 3, 3, 1)));
    QCOMPARE(peopleOf(finder.find(u"farid"_s)), QList{f.id(5)});
}

void tst_Finder::nothingIsFoundForNothing()
{
    DeskFixture f(3);
    Finder finder(f.store());
    QVERIFY(finder.find({}).isEmpty());
    QVERIFY(finder.find(u"   "_s).isEmpty());
    QVERIFY(finder.find(u"\u0301"_s).isEmpty());
    QVERIFY(finder.find(u"ana"_s, 0).isEmpty());
}

void tst_Finder::keepsToTheLimitAndLeavesRoomForMessages()
{
    DeskFixture f(64);
    f.sendFirst(12);
    for (int i = 0; i < 12; ++i)
        QVERIFY(f.reply(i, u"an answer"_s));
    Finder finder(f.store());
    const auto hits = finder.find(u"an"_s, 10);
    QCOMPARE(hits.size(), 10);
    QCOMPARE(peopleOf(hits).size(), 5);
    QVERIFY(hits.front().kind == Kind::Person && hits.back().kind == Kind::Message);
}

void tst_Finder::aRepeatedChangeDoesNotDoubleAMessage()
{
    DeskFixture f(3);
    f.sendFirst(1);
    Finder finder(f.store());
    QVERIFY(finder.find(u"zebra"_s).isEmpty());
    QVERIFY(f.reply(0, u"I like zebras"_s));
    for (int i = 0; i < 1200; ++i)
        QVERIFY(f.store().setAside(f.id(0), i % 2 == 0));
    QCOMPARE(messagesOf(finder.find(u"zebra"_s)).size(), 1);
}

QTEST_GUILESS_MAIN(tst_Finder)
#include "tst_Finder.moc"
