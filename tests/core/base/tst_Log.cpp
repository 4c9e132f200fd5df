#include "core/base/Log.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QByteArray content(const QString& folder)
{
    QByteArray all;
    for (const auto& name : QDir(folder).entryList(QDir::Files)) {
        QFile file(QDir(folder).filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            all += file.readAll();
        }
    }
    return all;
}

} // namespace

class tst_Log : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { stopLog(); }
    void withoutAStartNothingIsWritten() { logInfo("test", u"into the void"_s); }
    void linesCarryTheirRoom()
    {
        QTemporaryDir folder;
        startLog(folder.filePath(u"made/here"_s));
        logInfo("sync", u"3 commands pushed"_s);
        stopLog();
        const auto written = content(folder.filePath(u"made/here"_s));
        QVERIFY(written.contains("[sync] 3 commands pushed"));
        QVERIFY(written.endsWith('\n'));
    }
    void lessThanTheLeastLevelIsLeftOut()
    {
        QTemporaryDir folder;
        startLog(folder.path(), LogLevel::Warning);
        logInfo("test", u"chatter"_s);
        logWarning("test", u"trouble"_s);
        stopLog();
        QVERIFY(!content(folder.path()).contains("chatter"));
        QVERIFY(content(folder.path()).contains("trouble"));
    }
    void qtsOwnMessagesAreMaskedToo()
    {
        QTemporaryDir folder;
        startLog(folder.path());
        qInfo("number +14155550132 said \"hello there\"");
        stopLog();
        const auto written = content(folder.path());
        QVERIFY(written.contains("[qt] number"));
        QVERIFY(!written.contains("5550132"));
        QVERIFY(!written.contains("hello"));
    }
    void startingTwiceWritesToTheSecondFolder()
    {
        QTemporaryDir first;
        QTemporaryDir second;
        startLog(first.path());
        startLog(second.path());
        logInfo("test", u"once"_s);
        stopLog();
        QVERIFY(!content(first.path()).contains("once"));
        QCOMPARE(content(second.path()).count("once"), 1);
    }
    void aFolderThatCannotBeMadeStopsNobody()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        startLog(folder.filePath(u"file/below"_s));
        logError("test", u"still here"_s);
    }
    void personalThingsAreMasked_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("secret");
        QTest::newRow("e164") << u"to +14155550132 done"_s << u"5550132"_s;
        QTest::newRow("national") << u"to (415) 555-0132"_s << u"0132"_s;
        QTest::newRow("dots") << u"415.555.0132"_s << u"0132"_s;
        QTest::newRow("seven") << u"call 5550132"_s << u"5550132"_s;
        QTest::newRow("bearer") << u"Authorization: Bearer abc.DEF-123"_s << u"abc.DEF"_s;
        QTest::newRow("bearer in small letters") << u"bearer  tok_1"_s << u"tok_1"_s;
        QTest::newRow("quoted") << u"reply \"Ana is here\" came"_s << u"Ana"_s;
        QTest::newRow("curly") << u"reply “Ana is here” came"_s << u"Ana"_s;
    }
    void personalThingsAreMasked()
    {
        QFETCH(QString, line);
        QFETCH(QString, secret);
        QVERIFY2(!redacted(line).contains(secret), qPrintable(redacted(line)));
        QVERIFY(redacted(line).contains(u"***"_s));
    }
    void idsAndCountsStay()
    {
        for (const auto& line :
             {u"lease ended, 250 contacts returned in 1234 ms"_s, u"HTTP 503, retry in 30 s, attempt 4"_s,
              u"command 0199a7c3-5b2e-7f41-9a3d-2f6b8c1d4e5f refused: opted-out"_s}) {
            QCOMPARE(redacted(line), line);
        }
    }
    void theFilesRotateAndStaySmall()
    {
        QTemporaryDir folder;
        startLog(folder.path());
        const QString line(1000, u'x');
        for (int i = 0; i < 10000; ++i) {
            log(LogLevel::Info, "test", line);
        }
        stopLog();
        const auto files = QDir(folder.path()).entryInfoList(QDir::Files);
        QVERIFY(files.size() >= 2);
        QVERIFY(files.size() <= 4); // the one being written and three before it
        for (const auto& file : files) {
            QVERIFY(file.size() <= 2 * 1024 * 1024);
        }
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void noNumberGetsThroughHoweverItIsGrouped()
    {
        QVERIFY(rc::check("numbers", [] {
            const auto separator = *rc::gen::element(u""_s, u" "_s, u"-"_s, u"."_s);
            const auto number = u"415"_s + separator + u"555"_s + separator + u"01%1"_s.arg(*rc::gen::inRange(10, 100));
            const auto before = *rc::gen::element(u"to "_s, u"("_s, u"+1"_s, u"x="_s, u"+1 "_s);
            const auto after = *rc::gen::element(u""_s, u" ok"_s, u","_s, u")"_s, u": sent"_s);
            RC_ASSERT(!redacted(before + number + after).contains(number));
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_Log)
#include "tst_Log.moc"
