#include "core/host/http/HttpFace.h"

#include "tests/core/host/HalfClose_platform.h"
#include "tests/core/host/HostRoom.h"
#include "tests/core/host/RawHttp.h"

#include <QTest>

using namespace textbank;

class tst_HttpFaceHalfClose : public QObject
{
    Q_OBJECT
private slots:
    void aClientThatOnlyClosedItsSendingSideIsAnswered()
    {
        HostRoom room;
        const auto face = HttpFace::listen(*room.host, {});
        QVERIFY(face.has_value());
        const auto token = room.token();
        RawHttp http((*face)->port());
        QVERIFY(http.socket().waitForConnected(3000));
        http.send(rawRequest("GET", "/api/v1/changes?wait=20", token));
        QTRY_COMPARE(http.socket().bytesToWrite(), 0);
        QVERIFY(closeSendingSide(http.socket()));
        const auto answer = http.next();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers.value("connection"), QByteArray("close"));
        QVERIFY(http.waitForClose());
    }
};

QTEST_GUILESS_MAIN(tst_HttpFaceHalfClose)
#include "tst_HttpFaceHalfClose.moc"
