#include "app/desktop/CommandLine.h"

#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

class TestCommandLine : public QObject
{
    Q_OBJECT
private slots:
    void takesAJoinLink()
    {
        const auto line = parseCommandLine({u"textbank://join?gateway=x&code=y"_s});
        QVERIFY(line.has_value());
        QCOMPARE(line->joinLink, u"textbank://join?gateway=x&code=y"_s);
        QVERIFY(!line->practice);
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{u"--gateway"_s, u"https://example.org"_s};
        QTest::newRow("practice cannot be pointed anywhere")
            << QStringList{u"--practice"_s, u"textbank://join?gateway=x&code=y"_s};
        QTest::newRow("demonstration of a real shift") << QStringList{u"--demo"_s, u"out"_s};
        QTest::newRow("too many contacts") << QStringList{u"--practice"_s, u"--demo-contacts"_s, u"121"_s};
        QTest::newRow("no contacts") << QStringList{u"--practice"_s, u"--demo-contacts"_s, u"0"_s};
        QTest::newRow("rehearsal of practice") << QStringList{u"--practice"_s, u"--rehearse"_s, u"0"_s};
        QTest::newRow("rehearsal without a time") << QStringList{u"--rehearse"_s, u"soon"_s};
        QTest::newRow("finish without rehearsing") << QStringList{u"--finish"_s};
        QTest::newRow("finish what never ends") << QStringList{u"--rehearse"_s, u"0"_s, u"--finish"_s};
        QTest::newRow("words for a number") << QStringList{u"--practice"_s, u"--seed"_s, u"abc"_s};
        QTest::newRow("two links") << QStringList{u"a"_s, u"b"_s};
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(const QStringList, arguments);
        const auto line = parseCommandLine(arguments);
        QVERIFY(!line.has_value());
        QVERIFY(!line.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_CommandLine.moc"
