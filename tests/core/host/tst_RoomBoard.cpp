#include "core/host/RoomBoard.h"

#include "tests/core/host/TestHost.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

/// Staff look at the board often, and nobody is answered while it is read.
class tst_RoomBoard : public QObject
{
    Q_OBJECT
private slots:
    void noVolunteersRowReadsAWholeTable()
    {
        TestHost room;
        QStringList plan;
        const auto read = room.host->database().run(u"EXPLAIN QUERY PLAN "_s + RoomBoard::volunteersSql(),
                                                    {0, u"org"_s}, [&](const QSqlQuery& row) {
                                                        plan.append(row.value(3).toString());
                                                        return true;
                                                    });
        QVERIFY(read.has_value());
        const auto scans = plan.filter(u"SCAN "_s);
        QCOMPARE(scans, scans.filter(u"SCAN v"_s)); // The volunteers, once.
        QVERIFY2(plan.filter(u"messages_by_volunteer"_s).size() == 2, qPrintable(plan.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(tst_RoomBoard)
#include "tst_RoomBoard.moc"
