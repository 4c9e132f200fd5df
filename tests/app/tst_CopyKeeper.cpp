#include "app/desktop/CopyKeeper.h"

#include "core/store/StoreFiles.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace textbank;

/// The last good copy stays recent however somebody works.
class tst_CopyKeeper : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_temp = std::make_unique<TempStore>(1, TempStore::Disk::DoesNotWait);
        m_temp->fill(4);
        m_written.clear();
    }

    void aCopyIsMadeAgainWhileSomebodyWorks_data()
    {
        QTest::addColumn<int>("changeEveryMs");
        QTest::newRow("with quiet moments") << 60;
        QTest::newRow("without any") << 5;
    }
    void aCopyIsMadeAgainWhileSomebodyWorks()
    {
        QFETCH(int, changeEveryMs);
        CopyKeeper keeper(m_temp->store(), SecretKey(m_temp->key()),
                          {Millis{30}, Millis{100}, Millis{150}, Millis{50}});
        QTimer work;
        connect(&work, &QTimer::timeout, this, [this] { change(); });
        work.start(changeEveryMs);
        QTRY_VERIFY_WITH_TIMEOUT(copies() >= 4, 20000);
    }

    void aCopyThatCouldNotBeKeptIsTriedAgain()
    {
        const auto copy = storefiles::copyOf(m_temp->path());
        const auto fresh = storefiles::newCopyOf(m_temp->path());
        QVERIFY(QDir().mkpath(copy + u"/in the way"_s));
        CopyKeeper keeper(m_temp->store(), SecretKey(m_temp->key()), {Millis{10}, Millis{20}, Millis{30}, Millis{20}});
        // A file of nothing, which the attempt replaces and then takes away.
        QFile before(fresh);
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.close();
        QTRY_VERIFY(!QFile::exists(fresh));
        QVERIFY(QDir(copy).removeRecursively());
        QTRY_COMPARE(copies(), 1);
    }

private:
    void change()
    {
        m_tagged = !m_tagged;
        QVERIFY(m_temp->store().record(build::command(build::contactId(0), TagPayload{u"call back"_s, m_tagged},
                                                      m_temp->clock().now(), m_temp->random())));
    }
    /// How many different copies were seen so far.
    qsizetype copies()
    {
        const QFileInfo file(storefiles::copyOf(m_temp->path()));
        if (file.isFile()) {
            m_written.insert(file.lastModified().toMSecsSinceEpoch());
        }
        return m_written.size();
    }

    std::unique_ptr<TempStore> m_temp;
    QSet<qint64> m_written;
    bool m_tagged = false;
};

QTEST_GUILESS_MAIN(tst_CopyKeeper)
#include "tst_CopyKeeper.moc"
