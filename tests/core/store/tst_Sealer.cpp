#include "core/store/Sealer.h"

#include "tests/support/Builders.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const QByteArray kKey(32, '\x11');
constexpr Sealer::Place kPlace{"contact", "row-1", "body"};

Sealer sealer(const QByteArray& key = kKey) { return std::move(*Sealer::withKey(key)); }

} // namespace

class tst_Sealer : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatItSealed_data()
    {
        QTest::addColumn<QByteArray>("plain");
        for (const auto size : {0, 1, 63, 64, 65, 1000, 100'000}) {
            QTest::addRow("%d bytes", size) << QByteArray(size, '\x80');
        }
    }
    void opensWhatItSealed()
    {
        QFETCH(QByteArray, plain);
        const auto one = sealer();
        const auto opened = one.open(kPlace, one.seal(kPlace, plain));
        QVERIFY(opened);
        QCOMPARE(*opened, plain);
    }

    void hidesHowLongAShortValueIs()
    {
        const auto one = sealer();
        QCOMPARE(one.seal(kPlace, "Al").size(), one.seal(kPlace, QByteArray(63, 'x')).size());
        QVERIFY(one.seal(kPlace, QByteArray(64, 'x')).size() > one.seal(kPlace, "Al").size());
    }

    void sealsEqualValuesDifferently()
    {
        const auto one = sealer();
        QVERIFY(one.seal(kPlace, "Ana") != one.seal(kPlace, "Ana"));
    }

    void refusesAValueThatWasMoved_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("column");
        QTest::newRow("table") << QByteArray("note") << QByteArray("row-1") << QByteArray("body");
        QTest::newRow("row") << QByteArray("contact") << QByteArray("row-2") << QByteArray("body");
        QTest::newRow("column") << QByteArray("contact") << QByteArray("row-1") << QByteArray("work");
        QTest::newRow("shifted") << QByteArray("contactr") << QByteArray("ow-1") << QByteArray("body");
    }
    void refusesAValueThatWasMoved()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, column);
        const auto one = sealer();
        const auto opened = one.open({table.constData(), row, column.constData()}, one.seal(kPlace, "Ana"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Corrupt);
    }

    void refusesAnyChangedByte()
    {
        const auto one = sealer();
        const auto sealed = one.seal(kPlace, "Ana");
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            auto changed = sealed;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            QVERIFY(!one.open(kPlace, changed));
        }
        for (qsizetype size = 0; size < sealed.size(); ++size) {
            QVERIFY(!one.open(kPlace, sealed.left(size)));
        }
    }

    void refusesAnotherKey()
    {
        const auto sealed = sealer().seal(kPlace, "Ana");
        QVERIFY(!sealer(QByteArray(32, '\x12')).open(kPlace, sealed));
        QCOMPARE(Sealer::withKey(QByteArray("short")).error().code, ErrorCode::NoKey);
    }

    void hashesANumberAlikeUnderOneKeyOnly()
    {
        const auto one = sealer();
        QCOMPARE(one.phoneHash(build::phone(1)).size(), 32);
        QCOMPARE(one.phoneHash(build::phone(1)), sealer().phoneHash(build::phone(1)));
        QVERIFY(one.phoneHash(build::phone(1)) != one.phoneHash(build::phone(2)));
        QVERIFY(one.phoneHash(build::phone(1)) != sealer(QByteArray(32, '\x12')).phoneHash(build::phone(1)));
        QVERIFY(one.phoneHash(build::phone(1)) != one.keyedHash("name", build::phone(1).e164().toLatin1()));
    }

    void worksAfterBeingMoved()
    {
        auto from = sealer();
        const auto sealed = from.seal(kPlace, "Ana");
        auto to = sealer(QByteArray(32, '\x12'));
        to = std::move(from);
        QCOMPARE(*to.open(kPlace, sealed), QByteArray("Ana"));
    }
};

QTEST_GUILESS_MAIN(tst_Sealer)
#include "tst_Sealer.moc"
