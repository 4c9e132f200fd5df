#include "core/base/Csv.h"

#include <QBuffer>
#include <QTest>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

struct Read
{
    QList<QStringList> rows;
    QList<int> lines;
    QString error;
};

Read readAll(const QByteArray& bytes)
{
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    Csv csv(device);
    Read read;
    for (;;) {
        const auto row = csv.next();
        if (!row) {
            read.error = row.error().detail;
            return read;
        }
        if (!*row) {
            return read;
        }
        read.rows.append((*row)->cells);
        read.lines.append((*row)->line);
    }
}

} // namespace

class CsvTest : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatSpreadsheetsWrite_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("lf") << QByteArray("a,b\n1,\"x, \"\"y\"\"\"\n");
        QTest::newRow("crlf") << QByteArray("a,b\r\n1,\"x, \"\"y\"\"\"\r\n");
        QTest::newRow("bom") << QByteArray("\xEF\xBB\xBF"
                                           "a,b\n1,\"x, \"\"y\"\"\"\n");
        QTest::newRow("boms") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF"
                                            "\"a\",b\n\xEF\xBB\xBF\xEF\xBB\xBF"
                                            "1,\"x, \"\"y\"\"\"\n");
        QTest::newRow("no last line end") << QByteArray("a,b\n1,\"x, \"\"y\"\"\"");
        QTest::newRow("semicolons") << QByteArray("a;b\n1;\"x, \"\"y\"\"\"\n");
        QTest::newRow("tabs") << QByteArray("a\tb\n1\t\"x, \"\"y\"\"\"\n");
        QTest::newRow("blank lines") << QByteArray("a,b\n\n  \n1,\"x, \"\"y\"\"\"\n\n,\n");
    }
    void readsWhatSpreadsheetsWrite()
    {
        QFETCH(QByteArray, bytes);
        const auto read = readAll(bytes);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.rows, (QList<QStringList>{{u"a"_s, u"b"_s}, {u"1"_s, u"x, \"y\""_s}}));
    }
    void linesAreThoseOfTheFile()
    {
        const auto read = readAll("a,b\n\n1,\"two\nlines\n\nmore\"\n,,\n2,c\n");
        QCOMPARE(read.error, QString());
        QCOMPARE(read.lines, (QList<int>{1, 3, 8}));
        QCOMPARE(read.rows.at(1).at(1), u"two\nlines\n\nmore"_s);
    }
    void brokenFilesNameTheLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("rows");
        QTest::newRow("quote never closed") << QByteArray("a\nb\n\"c\nd\n") << u"line 3: quotes"_s << 2;
        QTest::newRow("text after quote") << QByteArray("a\n\"b\"c\n") << u"line 2: quotes"_s << 1;
        QTest::newRow("latin-1") << QByteArray("a\nb\nJos\xE9\n") << u"line 3: encoding"_s << 2;
        QTest::newRow("nul") << QByteArray("a\nx\0y\n", 6) << u"line 2: encoding"_s << 1;
        QTest::newRow("utf-16") << QByteArray("\xFF\xFE"
                                              "a\0",
                                              4)
                                << u"line 1: utf-16"_s << 0;
        QTest::newRow("endless row") << QByteArray("a\n\"") + QByteArray("x\n").repeated(200'000) << u"line 2: row"_s
                                     << 1;
    }
    void brokenFilesNameTheLine()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, error);
        QFETCH(int, rows);
        const auto read = readAll(bytes);
        QCOMPARE(read.error, error);
        QCOMPARE(read.rows.size(), rows);
    }
    void anEmptyFileHasNoRows() { QCOMPARE(readAll({}).rows.size(), 0); }
    void aSeparatorInACellIsNotTakenForTheFilesOwn()
    {
        const QStringList cells{u"Ada\tB."_s, u"x;y;z"_s};
        const auto read = readAll(Csv::line(cells));
        QCOMPARE(read.rows, QList<QStringList>{cells});
    }
    void aStrangersTextIsNoFormula()
    {
        for (const auto& text : {u"=1+1"_s, u"@SUM(A1)"_s, u"+cmd|' /C calc'!A0"_s, u"-2+3"_s, u"\t=1"_s, u"\r=1"_s,
                                 u"-"_s, u"+1 (415)"_s}) {
            QCOMPARE(Csv::inert(text), u'\'' + text);
        }
        for (const auto& text : {u""_s, u"STOP"_s, u"+14155550132"_s, u"-0.5"_s, u"1=1"_s, u"'quoted'"_s, u" =1"_s}) {
            QCOMPARE(Csv::inert(text), text);
        }
    }
    void whatIsWrittenIsReadBack()
    {
#ifdef TEXTBANK_HAS_RAPIDCHECK
        QVERIFY(rc::check([](const std::vector<std::vector<std::string>>& drawn) {
            QList<QStringList> rows{{u"head"_s, u"er"_s}};
            QByteArray bytes = Csv::line(rows.front());
            for (const auto& cells : drawn) {
                QStringList row{u"first"_s};
                for (const auto& cell : cells) {
                    auto text = QString::fromLatin1(cell.data(), static_cast<qsizetype>(cell.size()));
                    text.remove(QChar(u'\0'));
                    row.append(text);
                }
                rows.append(row);
                bytes += Csv::line(row);
            }
            const auto read = readAll(bytes);
            RC_ASSERT(read.error.isEmpty());
            RC_ASSERT(read.rows == rows);
        }));
#endif
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_Csv.moc"
