#include "core/store/Store.h"
#include "tests/app/AskingSecrets.h"
#include "tests/app/Venue.h"

#include <QFileInfo>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

/// Somebody starts over, and what they gave up on arrives before the keychain has answered.
class tst_StartOver : public QObject
{
    Q_OBJECT
private slots:
    void whatArrivesMeanwhileOpensNothing_data()
    {
        QTest::addColumn<bool>("deletes");
        QTest::newRow("deleted") << true;
        QTest::newRow("the keychain refuses") << false;
    }
    void whatArrivesMeanwhileOpensNothing()
    {
        QFETCH(bool, deletes);
        Venue venue;
        ProgramRig rig;
        AskingSecrets keychain(rig.secrets);
        rig.otherSecrets = &keychain;
        const auto path = signIn(venue, rig);
        rig.start();
        QTRY_VERIFY(rig.program->window() != nullptr);
        emit rig.window().startOverRequested();
        QTRY_VERIFY(keychain.asked);
        QTRY_VERIFY(hasCampaign(path));
        QVERIFY(!rig.window().hasShift());
        if (!deletes) {
            rig.secrets.setMood(MemoryCredentials::Mood::Unavailable);
        }
        keychain.asked();
        if (deletes) {
            QTRY_VERIFY2(rig.button(u"continueButton"_s), qPrintable(rig.allWords()));
            QVERIFY(!QFile::exists(path));
            QVERIFY(!rig.window().hasShift());
        } else {
            QTRY_VERIFY2(rig.button(u"retry"_s), qPrintable(rig.allWords()));
            QVERIFY(rig.press(u"retry"_s));
            QTRY_VERIFY2(rig.window().hasShift(), qPrintable(rig.allWords()));
        }
        rig.end();
    }

private:
    /// As after a start whose campaign did not arrive; answers where the store is.
    QString signIn(Venue& venue, ProgramRig& rig)
    {
        Credentials credentials;
        credentials.device = DeviceId{u"device"_s};
        const auto joined = venue.host->join({venue.code(), u"Robin Hale"_s, credentials.device, u"Laptop"_s}, {});
        if (!joined) {
            qFatal("not joined");
        }
        credentials.gateway = venue.face->url();
        credentials.token = joined->token;
        credentials.profileKey = QByteArray(32, 'k');
        credentials.profile = u"old-shift"_s;
        credentials.volunteer = joined->volunteer;
        credentials.displayName = joined->displayName;
        credentials.organisation = joined->organisation;
        rig.secrets.entries().insert(u"session"_s, toBytes(credentials));
        QDir().mkpath(rig.folders.profile(credentials.profile));
        const auto path = rig.folders.database(credentials.profile);
        if (!Store::open({path, credentials.profileKey, {}, credentials.device, joined->volunteer}, venue.clock,
                         venue.random)) {
            qFatal("no store");
        }
        return path;
    }
    /// The store is locked while the program has it; its log grows with what arrives.
    static bool hasCampaign(const QString& path) { return QFileInfo(path + u"-wal"_s).size() > 32 * 1024; }
};

QTEST_MAIN(tst_StartOver)
#include "tst_StartOver.moc"
