#include "core/host/http/HttpFace.h"

#include "tests/core/host/HostRoom.h"
#include "tests/core/host/RawHttp.h"

#include <QTest>
#include <array>
#include <boost/asio.hpp>

using namespace textbank;

/// Qt's socket cannot close one side only; Asio's can.
class tst_HttpFaceHalfClose : public QObject
{
    Q_OBJECT
private slots:
    void aClientThatOnlyClosedItsSendingSideIsAnswered()
    {
        namespace net = boost::asio;
        HostRoom room;
        const auto face = HttpFace::listen(*room.host, {});
        QVERIFY(face.has_value());
        const auto token = room.token();
        net::io_context io;
        net::ip::tcp::socket socket(io);
        socket.connect({net::ip::address_v4::loopback(), (*face)->port()});
        const auto request = rawRequest("GET", "/api/v1/changes?wait=20", token);
        net::write(socket, net::buffer(request.constData(), static_cast<size_t>(request.size())));
        socket.shutdown(net::ip::tcp::socket::shutdown_send);
        socket.non_blocking(true);
        QByteArray received;
        boost::system::error_code ec;
        QVERIFY(QTest::qWaitFor([&] {
            std::array<char, 4096> chunk{};
            ec.clear();
            const auto size = socket.read_some(net::buffer(chunk), ec);
            received.append(chunk.data(), static_cast<qsizetype>(size));
            return ec == net::error::eof;
        }));
        QVERIFY(received.startsWith("HTTP/1.1 200"));
        QVERIFY(received.contains("Connection: close"));
    }
};

QTEST_GUILESS_MAIN(tst_HttpFaceHalfClose)
#include "tst_HttpFaceHalfClose.moc"
