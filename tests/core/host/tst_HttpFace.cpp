#include "core/audit/AuditCheck.h"
#include "core/host/http/HttpFace.h"

#include "tests/core/host/HostRoom.h"
#include "tests/core/host/RawHttp.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace textbank;
using namespace Qt::StringLiterals;

/// What the contract says over HTTP, one answer at a time.
class tst_HttpFace : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<HostRoom> m_room;
    std::unique_ptr<HttpFace> m_face;

    quint16 port() const { return m_face->port(); }
    RawAnswer ask(const QByteArray& method, const QByteArray& target, const QString& token = {},
                  const QByteArray& body = {}, const QByteArray& extra = {})
    {
        RawHttp http(port());
        http.send(rawRequest(method, target, token, body, extra));
        return http.next(5000, method == "HEAD");
    }
    LeasePage lease(const QString& token, int size = 5)
    {
        const LeaseRequest request{m_room->newId(), m_room->campaign, size};
        const auto page =
            wire::readLeasePage(ask("POST", "/api/v1/leases", token, wire::compact(wire::write(request))).json());
        return page ? *page : LeasePage{};
    }

private slots:
    void init()
    {
        m_room = std::make_unique<HostRoom>();
        auto face = HttpFace::listen(*m_room->host, {});
        QVERIFY(face.has_value());
        m_face = std::move(*face);
    }
    void cleanup()
    {
        m_face.reset();
        m_room.reset();
    }

    void discoveryIsOpenAndCarriesTheGatewaysClock()
    {
        const auto answer = ask("GET", "/.well-known/textbank-gateway");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.headers.value("content-type"), "application/json"_ba);
        const auto info = wire::readGatewayInfo(answer.json());
        QVERIFY(info.has_value());
        QCOMPARE(info->clock, m_room->clock.now());
        const auto date = QLocale::c().toDateTime(QString::fromLatin1(answer.headers.value("date")).chopped(4),
                                                  u"ddd, dd MMM yyyy HH:mm:ss"_s);
        const QDateTime utc(date.date(), date.time(), Qt::UTC);
        QVERIFY(std::abs(utc.toMSecsSinceEpoch() - toMs(m_room->clock.now())) < 2000);
    }

    void aJoinCodeBecomesATokenThatWorksUntilSignOut()
    {
        const JoinRequest request{m_room->code(), u"Grace"_s, DeviceId{u"device"_s}, u"Laptop"_s};
        const auto answer = ask("POST", "/api/v1/join", {}, wire::compact(wire::write(request)));
        QCOMPARE(answer.status, 200);
        const auto joined = wire::readJoined(answer.json());
        QVERIFY(joined.has_value());
        const auto me = wire::readMe(ask("GET", "/api/v1/me", joined->token).json());
        QVERIFY(me.has_value());
        QCOMPARE(me->displayName, u"Grace"_s);
        const auto bye = ask("DELETE", "/api/v1/session", joined->token);
        QCOMPARE(bye.status, 204);
        QVERIFY(!bye.headers.contains("content-length"));
        QCOMPARE(ask("GET", "/api/v1/me", joined->token).status, 401);
    }

    void withoutATokenNothingIsTold_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("me") << "GET"_ba
                            << "/api/v1/me"_ba;
        QTest::newRow("campaign") << "GET"_ba
                                  << "/api/v1/campaigns/campaign-1"_ba;
        QTest::newRow("lease") << "POST"_ba
                               << "/api/v1/leases"_ba;
        QTest::newRow("commands") << "POST"_ba
                                  << "/api/v1/commands"_ba;
        QTest::newRow("outcome") << "GET"_ba
                                 << "/api/v1/commands/x"_ba;
        QTest::newRow("changes") << "GET"_ba
                                 << "/api/v1/changes"_ba;
        QTest::newRow("room") << "GET"_ba
                              << "/api/v1/room"_ba;
        QTest::newRow("room commands") << "POST"_ba
                                       << "/api/v1/room/commands"_ba;
        QTest::newRow("export") << "GET"_ba
                                << "/api/v1/exports/messages"_ba;
        QTest::newRow("session") << "DELETE"_ba
                                 << "/api/v1/session"_ba;
    }
    void withoutATokenNothingIsTold()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        for (const auto& token : {QString(), u"wrong"_s}) {
            const auto answer = ask(method, target, token);
            QCOMPARE(answer.status, 401);
            QCOMPARE(answer.problem(), u"unauthenticated"_s);
            QCOMPARE(answer.headers.value("content-type"), "application/problem+json"_ba);
            QVERIFY(answer.headers.contains("www-authenticate"));
        }
    }

    void staffRoutesAreForbiddenToVolunteers()
    {
        const auto token = m_room->token();
        for (const auto* target : {"/api/v1/room", "/api/v1/exports/messages"}) {
            QCOMPARE(ask("GET", target, token).status, 403);
        }
        QCOMPARE(ask("POST", "/api/v1/room/commands", token, "{}").problem(), u"forbidden"_s);
    }

    void pathsAndMethodsAreExact()
    {
        QCOMPARE(ask("GET", "/").status, 404);
        QCOMPARE(ask("GET", "/api/v1/me/").status, 404);
        QCOMPARE(ask("GET", "/api/v1/campaigns/").status, 404);
        QCOMPARE(ask("GET", "/api/v1/campaigns/a/b").status, 404);
        QCOMPARE(ask("GET", "/api/v1/campaigns/%FF").status, 404);
        const auto wrong = ask("DELETE", "/api/v1/me");
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.headers.value("allow"), "GET, HEAD"_ba);
        QCOMPARE(ask("PATCH", "/api/v1/leases/x").headers.value("allow"), "PUT, DELETE"_ba);
        QCOMPARE(ask("OPTIONS", "/api/v1/join").status, 405);
        QCOMPARE(ask("BREW", "/api/v1/join").status, 405);
    }

    void headIsGetWithoutTheBody()
    {
        const auto get = ask("GET", "/.well-known/textbank-gateway");
        RawHttp http(port());
        http.send(rawRequest("HEAD", "/.well-known/textbank-gateway"));
        const auto head = http.next(5000, true);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.headers.value("content-length"), QByteArray::number(get.body.size()));
        // The next answer on the connection starts right after the header.
        http.send(rawRequest("GET", "/api/v1/me"));
        QCOMPARE(http.next().status, 401);
    }

    void onlyJsonIsRead()
    {
        const auto body = "{\"code\":\"x\"}"_ba;
        for (const auto* type :
             {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"}) {
            QCOMPARE(ask("POST", "/api/v1/join", {}, body, "Content-Type: "_ba + type + "\r\n").status, 415);
        }
        QCOMPARE(ask("POST", "/api/v1/join", {}, body, "Content-Type: Application/JSON; charset=UTF-8\r\n").status,
                 400);
    }

    void aMalformedBodySaysWhere()
    {
        const auto token = m_room->token();
        const auto answer = ask("POST", "/api/v1/commands", token, "{\"commands\":[{\"id\":7}]}");
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.problem(), u"malformed"_s);
        QCOMPARE(answer.json().value("detail"_L1).toString(), u"commands[0].id: must be a string"_s);
        QCOMPARE(ask("POST", "/api/v1/commands", token, "{\"commands\":").status, 400);
        QCOMPARE(ask("POST", "/api/v1/leases", token, "[]").status, 400);
        QCOMPARE(ask("GET", "/api/v1/changes?wait=soon", token).status, 400);
    }

    void aKnownCampaignVersionIsNotSentAgain()
    {
        const auto token = m_room->token();
        const auto first = ask("GET", "/api/v1/campaigns/campaign-1", token);
        QCOMPARE(first.status, 200);
        const auto tag = first.headers.value("etag");
        QVERIFY(tag.size() > 2);
        const auto again = ask("GET", "/api/v1/campaigns/campaign-1", token, {}, "If-None-Match: " + tag + "\r\n");
        QCOMPARE(again.status, 304);
        QCOMPARE(again.headers.value("etag"), tag);
        QVERIFY(again.body.isEmpty());
        QCOMPARE(ask("GET", "/api/v1/campaigns/campaign-1", token, {}, "If-None-Match: \"other\"\r\n").status, 200);
        QCOMPARE(ask("GET", "/api/v1/campaigns/other", token).problem(), u"not-found"_s);
    }

    void aLeaseIsTakenRenewedAndGivenBack()
    {
        const auto token = m_room->token();
        const auto page = lease(token);
        QCOMPARE(page.contacts.size(), 5);
        const auto target = "/api/v1/leases/" + page.lease.id.value.toLatin1();
        m_room->clock.advance(Millis{60000});
        const auto renewed = wire::readLease(ask("PUT", target, token).json());
        QVERIFY(renewed.has_value());
        QVERIFY(renewed->expiresAt > page.lease.expiresAt);
        QCOMPARE(ask("DELETE", target, token).status, 204);
        QCOMPARE(ask("PUT", target, token).problem(), u"lease-lost"_s);
    }

    void aCommandHasOneOutcomeForever()
    {
        const auto token = m_room->token();
        const auto page = lease(token);
        QCOMPARE(page.contacts.size(), 5);
        const auto command = m_room->sendTo(page.contacts.front(), page, u"Hi Ada0, will you vote?"_s);
        const auto body = wire::compact(wire::writeCommands({command}));
        const auto target = "/api/v1/commands/" + command.id.value.toLatin1();
        QCOMPARE(ask("GET", target, token).problem(), u"not-found"_s);
        const auto first = wire::readOutcomes(ask("POST", "/api/v1/commands", token, body).json());
        QVERIFY(first.has_value());
        QCOMPARE(first->front().status, CommandStatus::Accepted);
        QVERIFY(!first->front().duplicate);
        const auto second = wire::readOutcomes(ask("POST", "/api/v1/commands", token, body).json());
        QVERIFY(second.has_value() && second->front().duplicate);
        QCOMPARE(m_room->carrier.submitted.size(), 1);
        const auto word = wire::readOutcome(ask("GET", target, token).json());
        QVERIFY(word.has_value());
        QCOMPARE(word->status, CommandStatus::Accepted);
    }

    void aPollIsHeldUntilSomethingComes()
    {
        const auto token = m_room->token();
        const auto volunteer = m_room->lastVolunteer;
        const auto staff = m_room->host->authenticate(m_room->token(Role::Staff));
        QVERIFY(staff.has_value());
        RawHttp poll(port());
        poll.send(rawRequest("GET", "/api/v1/changes?after=&wait=20", token));
        QCOMPARE(poll.next(200).status, 0);
        QVERIFY(m_room->host->freeze(*staff, volunteer, true, u"rest"_s).has_value());
        const auto answer = poll.next();
        QCOMPARE(answer.status, 200);
        const auto page = wire::readChangesPage(answer.json());
        QVERIFY(page.has_value());
        QCOMPARE(page->changes.size(), 1);
        QVERIFY(std::get<VolunteerFrozen>(page->changes.front()).frozen);
        // The connection goes on, and the cursor has moved on.
        const auto rest = poll.ask(rawRequest("GET", "/api/v1/changes?after=" + page->cursor.toLatin1(), token));
        QVERIFY(wire::readChangesPage(rest.json())->changes.isEmpty());
    }

    void aRevokedSessionHearsOfItInItsPollAndTakesNothingMore()
    {
        const auto token = m_room->token();
        const auto volunteer = m_room->lastVolunteer;
        const auto staff = m_room->token(Role::Staff);
        RawHttp poll(port());
        poll.send(rawRequest("GET", "/api/v1/changes?wait=20", token));
        QCOMPARE(poll.next(200).status, 0);
        const QJsonObject revoke{{u"type"_s, u"volunteer.revoke"_s}, {u"volunteer"_s, volunteer.value}};
        QCOMPARE(ask("POST", "/api/v1/room/commands", staff, wire::compact(revoke)).status, 204);
        const auto page = wire::readChangesPage(poll.next().json());
        QVERIFY(page.has_value());
        QVERIFY(std::holds_alternative<SessionRevoked>(page->changes.last()));
        QCOMPARE(ask("GET", "/api/v1/me", token).status, 403);
        QCOMPARE(ask("DELETE", "/api/v1/session", token).status, 204);
        QCOMPARE(ask("GET", "/api/v1/changes", token).status, 401);
    }

    void aPollEndsEmptyAfterItsWait()
    {
        const auto token = m_room->token();
        RawHttp poll(port());
        QElapsedTimer timer;
        timer.start();
        const auto answer = poll.ask(rawRequest("GET", "/api/v1/changes?wait=1", token));
        QCOMPARE(answer.status, 200);
        QVERIFY(timer.elapsed() >= 1000);
        QVERIFY(wire::readChangesPage(answer.json())->changes.isEmpty());
    }

    void aNewerPollEndsTheOlder()
    {
        const auto token = m_room->token();
        RawHttp older(port());
        older.send(rawRequest("GET", "/api/v1/changes?wait=20", token));
        QCOMPARE(older.next(200).status, 0);
        RawHttp newer(port());
        newer.send(rawRequest("GET", "/api/v1/changes?wait=20", token));
        const auto answer = older.next();
        QCOMPARE(answer.status, 200);
        const auto page = wire::readChangesPage(answer.json());
        QVERIFY(page.has_value() && page->changes.isEmpty() && !page->more);
        QCOMPARE(newer.next(200).status, 0);
    }

    void staffPauseAndResume()
    {
        const auto staff = m_room->token(Role::Staff);
        const auto volunteer = m_room->token();
        const auto page = lease(volunteer);
        QCOMPARE(page.contacts.size(), 5);
        QJsonObject command{
            {u"type"_s, u"campaign.pause"_s}, {u"campaign"_s, m_room->campaign.value}, {u"reason"_s, u"Storm"_s}};
        QCOMPARE(ask("POST", "/api/v1/room/commands", staff, wire::compact(command)).status, 204);
        const auto send = m_room->sendTo(page.contacts.front(), page, u"Hi"_s);
        const auto refused = wire::readOutcomes(
            ask("POST", "/api/v1/commands", volunteer, wire::compact(wire::writeCommands({send}))).json());
        QVERIFY(refused.has_value());
        QCOMPARE(refused->front().problem.type, ProblemType::Paused);
        command.insert("type"_L1, u"campaign.resume"_s);
        QCOMPARE(ask("POST", "/api/v1/room/commands", staff, wire::compact(command)).status, 204);
        command.insert("type"_L1, u"campaign.celebrate"_s);
        QCOMPARE(ask("POST", "/api/v1/room/commands", staff, wire::compact(command)).status, 400);
        QCOMPARE(ask("GET", "/api/v1/room", staff).status, 200);
    }

    void anExportCarriesItsCountAndDigest()
    {
        const auto staff = m_room->token(Role::Staff);
        for (const auto* what : {"messages", "optouts", "optout-history", "answers", "audit"}) {
            const auto answer = ask("GET", "/api/v1/exports/"_ba + what, staff);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.headers.value("content-type"), "text/csv; charset=utf-8"_ba);
            const auto digest = QCryptographicHash::hash(answer.body, QCryptographicHash::Sha256).toBase64();
            QCOMPARE(answer.headers.value("repr-digest"), "sha-256=:" + digest + ':');
            QVERIFY(answer.headers.contains("textbank-count"));
        }
        const auto lines = ask("GET", "/api/v1/exports/audit?format=jsonl", staff);
        QCOMPARE(lines.headers.value("content-type"), "application/jsonl"_ba);
        QVERIFY(checkAudit(lines.body).isSound());
        const auto history = ask("GET", "/api/v1/exports/optout-history?format=jsonl", staff);
        QCOMPARE(history.headers.value("content-type"), "application/jsonl"_ba);
        QCOMPARE(history.headers.value("content-disposition"), "attachment; filename=\"optout-history.jsonl\""_ba);
        const auto end = history.body.lastIndexOf('\n', -2) + 1;
        const auto last = wire::parseObject(history.body.mid(end)).value_or(QJsonObject());
        QCOMPARE(QByteArray::number(last.value("count"_L1).toInt(-1)), history.headers.value("textbank-count"));
        QCOMPARE(last.value("sha256"_L1).toString().toLatin1(),
                 QCryptographicHash::hash(history.body.left(end), QCryptographicHash::Sha256).toHex());
        QCOMPARE(ask("GET", "/api/v1/exports/audit?format=xml", staff).status, 400);
        QCOMPARE(ask("GET", "/api/v1/exports/secrets", staff).status, 404);
    }

    void wrongCodesAreSlowedDown()
    {
        const auto body =
            wire::compact(wire::write(JoinRequest{u"WRONG"_s, u"Grace"_s, DeviceId{u"device"_s}, u"Laptop"_s}));
        QCOMPARE(ask("POST", "/api/v1/join", {}, body).problem(), u"code-invalid"_s);
        RawAnswer answer;
        for (int i = 0; i < 100 && answer.status != 429; ++i) {
            answer = ask("POST", "/api/v1/join", {}, body);
        }
        QCOMPARE(answer.problem(), u"rate-limited"_s);
        QVERIFY(answer.headers.value("retry-after").toInt() > 0);
    }
};

QTEST_GUILESS_MAIN(tst_HttpFace)
#include "tst_HttpFace.moc"
