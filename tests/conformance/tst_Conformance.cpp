#include "core/audit/AuditCheckpoint.h"
#include "core/gateway/HttpGateway.h"
#include "core/host/http/HttpFace.h"
#include "core/host/http/HttpRoutes.h"
#include "tests/conformance/RecordingProxy.h"
#include "tests/core/host/HostRoom.h"
#include "tests/core/host/RawHttp.h"

#include <QDir>
#include <QSet>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

/// Runs the real client and raw requests against the real gateway and leaves a transcript of what went over the line.
/// openapi_check.py holds that against the published document.
class tst_Conformance : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<HostRoom> m_room;
    std::unique_ptr<HttpFace> m_face;
    std::unique_ptr<RecordingProxy> m_proxy;
    QSet<ProblemType> m_problems;

    template<class T, class Call>
    GatewayResult<T> get(Call call)
    {
        std::optional<GatewayResult<T>> answer;
        call([&answer](GatewayResult<T> result) { answer.emplace(std::move(result)); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000)) {
            return Unexpected{TransportError{}};
        }
        return *answer;
    }
    std::unique_ptr<HttpGateway> client(const QString& token = {})
    {
        auto made = std::make_unique<HttpGateway>(QUrl(u"http://127.0.0.1:%1"_s.arg(m_proxy->port())), QByteArray(),
                                                  m_room->clock);
        made->setToken(token);
        return made;
    }
    RawAnswer ask(const QByteArray& method, const QByteArray& target, const QString& token = {},
                  const QByteArray& body = {}, const QByteArray& extra = {})
    {
        RawHttp http(m_proxy->port());
        http.send(rawRequest(method, target, token, body, extra));
        auto answer = http.next(5000, method == "HEAD");
        if (answer.status >= 400) {
            m_problems.insert(wire::readProblem(answer.json()).type);
        }
        return answer;
    }
    CommandOutcome push(HttpGateway& gateway, const Command& command)
    {
        const auto pushed =
            get<QList<CommandOutcome>>([&](auto answer) { gateway.push({command}, std::move(answer)); });
        if (!pushed || pushed->size() != 1) {
            return {};
        }
        if (pushed->front().status == CommandStatus::Refused) {
            m_problems.insert(pushed->front().problem.type);
        }
        return pushed->front();
    }
    LeasePage lease(HttpGateway& gateway, int size, const CampaignId& campaign)
    {
        const LeaseRequest request{m_room->newId(), campaign, size};
        return get<LeasePage>([&](auto answer) { gateway.lease(request, std::move(answer)); }).value_or(LeasePage{});
    }
    RawAnswer joinWith(const QString& code, const QString& device)
    {
        const JoinRequest request{code, u"Grace"_s, DeviceId{device}, {}};
        return ask("POST", "/api/v1/join", {}, wire::compact(wire::write(request)));
    }
    void note(const QString& schema, const QJsonObject& value)
    {
        m_proxy->note({{u"kind"_s, u"document"_s}, {u"schema"_s, schema}, {u"value"_s, value}});
    }

private slots:
    void initTestCase()
    {
        m_room = std::make_unique<HostRoom>(30);
        auto face = HttpFace::listen(*m_room->host, {});
        QVERIFY(face.has_value());
        m_face = std::move(*face);
        QVERIFY(QDir().mkpath(QStringLiteral(TEXTBANK_BINARY_DIR "/tests")));
        m_proxy = std::make_unique<RecordingProxy>(
            m_face->port(), QStringLiteral(TEXTBANK_BINARY_DIR "/tests/gateway-transcript.jsonl"));
        QVERIFY(m_proxy->isOpen());
        QJsonArray routes;
        for (const auto& route : HttpRoutes::documented()) {
            routes.append(QJsonArray{QString::fromLatin1(route.method), QString::fromLatin1(route.path)});
        }
        m_proxy->note({{u"kind"_s, u"routes"_s}, {u"routes"_s, routes}});
    }
    void cleanupTestCase()
    {
        QVERIFY(m_proxy->recorded() > 60);
        m_proxy.reset();
        m_face.reset();
        m_room.reset();
    }

    void theClientsWholeShift()
    {
        const auto gateway = client();
        const auto info = get<GatewayInfo>([&](auto answer) { gateway->discover(std::move(answer)); });
        QVERIFY(info.has_value());
        const auto signer = *SigningKey::fromSeed(SecretKey(QByteArray(32, '\x7')));
        const JoinRequest request{m_room->code(), u"Grace"_s, DeviceId{u"laptop"_s}, u"Laptop"_s, signer.publicKey()};
        const auto joined = get<Joined>([&](auto answer) { gateway->join(request, std::move(answer)); });
        QVERIFY(joined.has_value());
        gateway->setToken(joined->token);
        QVERIFY(get<Me>([&](auto answer) { gateway->me(std::move(answer)); }).has_value());

        using MaybeCampaign = std::optional<Campaign>;
        const auto campaign =
            get<MaybeCampaign>([&](auto answer) { gateway->campaign(m_room->campaign, {}, std::move(answer)); });
        QVERIFY(campaign && *campaign);
        const auto again = get<MaybeCampaign>(
            [&](auto answer) { gateway->campaign(m_room->campaign, (*campaign)->version, std::move(answer)); });
        QVERIFY(again.has_value());
        QVERIFY(!*again); // 304

        const auto page = lease(*gateway, 6, m_room->campaign);
        QCOMPARE(page.contacts.size(), 6);
        const auto renewed = get<Lease>([&](auto answer) { gateway->renewLease(page.lease.id, std::move(answer)); });
        QVERIFY(renewed.has_value());

        const auto send = m_room->sendTo(page.contacts[0], page, u"Hi Ada0, will you vote?"_s);
        QCOMPARE(push(*gateway, send).status, CommandStatus::Accepted);
        QVERIFY(push(*gateway, send).duplicate);
        using MaybeOutcome = std::optional<CommandOutcome>;
        const auto word = get<MaybeOutcome>([&](auto answer) { gateway->outcomeOf(send.id, 0, std::move(answer)); });
        QVERIFY(word && *word);
        const auto never = get<MaybeOutcome>(
            [&](auto answer) { gateway->outcomeOf(CommandId{u"never-seen"_s}, 0, std::move(answer)); });
        QVERIFY(never.has_value());
        QVERIFY(!*never); // 404
        auto voided = m_room->sendTo(page.contacts[5], page, u"Hi Ada5, will you vote?"_s);
        voided.attempt = 1;
        const auto promise =
            get<MaybeOutcome>([&](auto answer) { gateway->outcomeOf(voided.id, 1, std::move(answer)); });
        QVERIFY(promise.has_value());
        QVERIFY(!*promise);
        const auto late = push(*gateway, voided);
        QCOMPARE(late.status, CommandStatus::Refused);
        QCOMPARE(late.problem.type, ProblemType::AttemptVoided);
        voided.attempt = 2;
        QCOMPARE(push(*gateway, voided).status, CommandStatus::Accepted);

        const auto id = page.contacts[1].id;
        AuditCheckpointPayload checkpoint;
        checkpoint.log = u"log-1"_s;
        checkpoint.count = 3;
        checkpoint.chainHash = QByteArray(32, '\x5A');
        checkpoint.previousHash = QByteArray(32, '\x5B');
        checkpoint.at = m_room->clock.now();
        checkpoint = signedCheckpoint(checkpoint, request.device, signer);
        const QList<CommandPayload> payloads{AnswerPayload{StepId{u"first"_s}, u"Yes"_s},
                                             TagPayload{u"yard sign"_s, true},
                                             TagPayload{u"yard sign"_s, false},
                                             NotePayload{NoteId{m_room->newId()}, u"Calls back — ¡mañana! 🌳"_s},
                                             EscalatePayload{u"Asks about parking"_s},
                                             ReopenPayload{},
                                             SkipPayload{},
                                             WrongNumberPayload{},
                                             ClosePayload{},
                                             StaffMessagePayload{u"All well"_s},
                                             ChoicesPayload{{{u"question"_s, u"canned:where"_s, 3}}},
                                             checkpoint};
        for (const auto& payload : payloads) {
            QCOMPARE(push(*gateway, m_room->command(payload, id)).status, CommandStatus::Accepted);
        }
        const OptOutPayload optOut{OptOutSource::Volunteer, u"no more"_s, page.contacts[2].phone};
        QCOMPARE(push(*gateway, m_room->command(optOut, page.contacts[2].id)).status, CommandStatus::Accepted);

        CarrierEvent reply;
        reply.kind = CarrierEvent::Kind::Reply;
        reply.message = MessageId{m_room->newId()};
        reply.from = page.contacts[0].phone;
        reply.text = u"Sí, claro 👍"_s;
        reply.at = m_room->clock.now();
        CarrierEvent sent;
        sent.message = MessageId{send.id.value};
        sent.at = m_room->clock.now();
        m_room->carrier.events = {sent, reply};
        QVERIFY(m_room->host->takeCarrierEvents().value_or(false));
        const auto changes =
            get<ChangesPage>([&](auto answer) { gateway->changes(page.cursor, Seconds{5}, std::move(answer)); });
        QVERIFY(changes.has_value());
        QVERIFY(changes->changes.size() >= 2);
        const auto nothing =
            get<ChangesPage>([&](auto answer) { gateway->changes(changes->cursor, Seconds{0}, std::move(answer)); });
        QVERIFY(nothing.has_value());
        QVERIFY(nothing->changes.isEmpty());

        QVERIFY(get<void>([&](auto answer) { gateway->returnLease(page.lease.id, std::move(answer)); }).has_value());
        QVERIFY(get<void>([&](auto answer) { gateway->signOut(std::move(answer)); }).has_value());
        QVERIFY(!get<Me>([&](auto answer) { gateway->me(std::move(answer)); }).has_value());
    }

    void staffCalls()
    {
        const auto staff = m_room->token(Role::Staff);
        const auto volunteer = m_room->token();
        const auto id = m_room->lastVolunteer.value;
        const auto gateway = client(volunteer);
        const auto page = lease(*gateway, 2, m_room->campaign);
        QCOMPARE(push(*gateway, m_room->command(EscalatePayload{u"Help"_s}, page.contacts[1].id)).status,
                 CommandStatus::Accepted);
        const auto command = [&](const QString& type, const QString& member, const QString& value) {
            const QJsonObject json{{u"type"_s, type}, {member, value}, {u"reason"_s, u"Practice"_s}};
            return ask("POST", "/api/v1/room/commands", staff, wire::compact(json)).status;
        };
        QCOMPARE(command(u"campaign.pause"_s, u"campaign"_s, m_room->campaign.value), 204);
        QCOMPARE(push(*gateway, m_room->sendTo(page.contacts[0], page, u"Hi"_s)).problem.type, ProblemType::Paused);
        QCOMPARE(command(u"campaign.resume"_s, u"campaign"_s, m_room->campaign.value), 204);
        QCOMPARE(command(u"volunteer.freeze"_s, u"volunteer"_s, id), 204);
        QCOMPARE(push(*gateway, m_room->sendTo(page.contacts[0], page, u"Hi"_s)).problem.type, ProblemType::Frozen);
        QCOMPARE(command(u"volunteer.unfreeze"_s, u"volunteer"_s, id), 204);
        const QJsonObject rehearse{{u"type"_s, u"stop.rehearse"_s},
                                   {u"id"_s, m_room->newId()},
                                   {u"campaign"_s, m_room->campaign.value},
                                   {u"phone"_s, u"+12025550199"_s},
                                   {u"waitSeconds"_s, 30}};
        QCOMPARE(ask("POST", "/api/v1/room/commands", staff, wire::compact(rehearse)).status, 204);
        const auto board = ask("GET", "/api/v1/room", staff);
        QCOMPARE(board.status, 200);
        QCOMPARE(board.json().value("rehearsals"_L1).toArray().size(), 1);
        QCOMPARE(ask("HEAD", "/api/v1/room", staff).status, 200);
        for (const auto* what : {"messages", "optouts", "optout-history", "answers", "audit"}) {
            QCOMPARE(ask("GET", "/api/v1/exports/"_ba + what, staff).status, 200);
            QCOMPARE(ask("GET", "/api/v1/exports/"_ba + what + "?format=jsonl", staff).status, 200);
        }
        QCOMPARE(command(u"optout.record"_s, u"number"_s, u"(415) 555-0132"_s), 204);
        QCOMPARE(command(u"optout.record"_s, u"number"_s, u"415"_s), 400);
        const QJsonObject stale{{u"type"_s, u"optout.reverse"_s},
                                {u"number"_s, u"+14155550132"_s},
                                {u"reason"_s, u"Wrote to us"_s},
                                {u"asOf"_s, toRfc3339(m_room->clock.now() - Seconds{1})}};
        QCOMPARE(ask("POST", "/api/v1/room/commands", staff, wire::compact(stale)).problem(), u"opted-out"_s);
        QCOMPARE(command(u"optout.reverse"_s, u"number"_s, u"4155550132"_s), 204);
        QCOMPARE(ask("GET", "/api/v1/changes", volunteer).status, 200);
        QCOMPARE(command(u"volunteer.revoke"_s, u"volunteer"_s, id), 204);
        QCOMPARE(ask("GET", "/api/v1/changes", volunteer).status, 200);
        QCOMPARE(ask("GET", "/api/v1/me", volunteer).status, 403);
        QCOMPARE(command(u"volunteer.release"_s, u"volunteer"_s, id), 204);
        QCOMPARE(command(u"contacts.reassign"_s, u"from"_s, id), 204);
        QCOMPARE(command(u"device.end"_s, u"device"_s, m_room->host->authenticate(volunteer)->device.value), 204);
        QCOMPARE(command(u"device.end"_s, u"device"_s, u"no-such-device"_s), 404);
        QCOMPARE(command(u"campaign.pause"_s, u"campaign"_s, u"nowhere"_s), 404);
    }

    void refusalsOfSends()
    {
        const auto token = m_room->token();
        const auto gateway = client(token);
        const auto page = lease(*gateway, 5, m_room->campaign);
        QCOMPARE(page.contacts.size(), 5);
        const auto first = m_room->sendTo(page.contacts[0], page, u"Hi"_s);
        QCOMPARE(push(*gateway, first).status, CommandStatus::Accepted);

        auto changed = m_room->sendTo(page.contacts[0], page, u"Bye"_s);
        changed.id = first.id;
        QCOMPARE(push(*gateway, changed).problem.type, ProblemType::TextChanged);
        QCOMPARE(push(*gateway, m_room->sendTo(page.contacts[0], page, u"Hi again"_s)).problem.type,
                 ProblemType::PolicyRefused);

        const OptOutPayload optOut{OptOutSource::Volunteer, {}, page.contacts[1].phone};
        QCOMPARE(push(*gateway, m_room->command(optOut, page.contacts[1].id)).status, CommandStatus::Accepted);
        QCOMPARE(push(*gateway, m_room->sendTo(page.contacts[1], page, u"Hi"_s)).problem.type, ProblemType::OptedOut);

        const auto other = client(m_room->token());
        const auto theirs = lease(*other, 1, m_room->campaign);
        QCOMPARE(push(*other, m_room->sendTo(page.contacts[2], theirs, u"Hi"_s)).problem.type,
                 ProblemType::NotAssigned);

        auto document = HostRoom::campaignDocument();
        document.insert("id"_L1, u"campaign-2"_s);
        document.insert("registration"_L1, u"pending"_s);
        const auto pending = m_room->host->importCampaign(wire::compact(document));
        QVERIFY(pending.has_value());
        QByteArray list = "First Name,Phone,ZIP\nGrace,+13125550142,60601\n";
        QBuffer csv(&list);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QVERIFY(m_room->host->importContacts(*pending, csv).has_value());
        const auto code = m_room->host->makeJoinCode(*pending, {}).value_or(QString());
        const auto joined = wire::readJoined(joinWith(code, u"pending"_s).json());
        QVERIFY(joined.has_value());
        const auto waiting = client(joined->token);
        const auto batch = lease(*waiting, 1, *pending);
        QCOMPARE(batch.contacts.size(), 1);
        auto early = m_room->sendTo(batch.contacts[0], batch, u"Hi"_s);
        early.campaign = *pending;
        QCOMPARE(push(*waiting, early).problem.type, ProblemType::Unregistered);

        // The same person in another campaign, and a household of two whom one volunteer holds.
        document = HostRoom::campaignDocument();
        document.insert("id"_L1, u"campaign-3"_s);
        const auto sister = m_room->host->importCampaign(wire::compact(document));
        QVERIFY(sister.has_value());
        QByteArray family = "First Name,Phone,ZIP,Household\nAda,+12015550100,60601,1\nGrace,+13125550143,60601,1\n"
                            "Mary,+13125550144,60601,1\n";
        family.replace("+12015550100", page.contacts[0].phone.e164().toLatin1());
        QBuffer relatives(&family);
        QVERIFY(relatives.open(QIODevice::ReadOnly));
        QVERIFY(m_room->host->importContacts(*sister, relatives).has_value());
        const auto sisters =
            wire::readJoined(joinWith(m_room->host->makeJoinCode(*sister, {}).value_or(QString()), u"sister"_s).json());
        QVERIFY(sisters.has_value());
        const auto guarded = client(sisters->token);
        const auto relativesPage = lease(*guarded, 3, *sister);
        QCOMPARE(relativesPage.contacts.size(), 3);
        auto policy = document.value("policy"_L1).toObject();
        policy.insert("householdHours"_L1, 24);
        policy.insert("recontactHours"_L1, 24);
        document.insert("policy"_L1, policy);
        QVERIFY(m_room->host->importCampaign(wire::compact(document)).has_value());
        QVERIFY(get<std::optional<Campaign>>([&](auto answer) { guarded->campaign(*sister, {}, std::move(answer)); }));
        const auto toSister = [&](int who) {
            auto text = m_room->sendTo(relativesPage.contacts[who], relativesPage, u"Hi"_s);
            text.campaign = *sister;
            return push(*guarded, text);
        };
        QCOMPARE(toSister(1).status, CommandStatus::Accepted);
        const auto recent = toSister(0);
        QCOMPARE(recent.problem.type, ProblemType::RecentlyTexted);
        QVERIFY(recent.problem.retryAt.has_value());
        const auto household = toSister(2);
        QCOMPARE(household.problem.type, ProblemType::HouseholdTexted);
        QVERIFY(household.problem.retryAt.has_value());

        // By then it is evening in Texas.
        m_room->clock.advance(std::chrono::hours(7));
        const auto late = push(*gateway, m_room->sendTo(page.contacts[3], page, u"Hi"_s));
        QCOMPARE(late.problem.type, ProblemType::OutsideWindow);
        QVERIFY(late.problem.retryAt.has_value());

        const auto target = "/api/v1/leases/" + page.lease.id.value.toLatin1();
        QCOMPARE(ask("DELETE", target, token).status, 204);
        QCOMPARE(ask("PUT", target, token).problem(), u"lease-lost"_s);
    }

    void refusalsOfRequests()
    {
        const auto token = m_room->token();
        QCOMPARE(ask("GET", "/api/v1/me").problem(), u"unauthenticated"_s);
        QCOMPARE(ask("GET", "/api/v1/room", token).problem(), u"forbidden"_s);
        QCOMPARE(ask("GET", "/api/v1/changes?after=of-another-stream.1", token).problem(), u"gone"_s);
        QCOMPARE(ask("POST", "/api/v1/commands", token, "{\"commands\":[]}").problem(), u"malformed"_s);
        QCOMPARE(ask("POST", "/api/v1/leases", token, "{").problem(), u"malformed"_s);
        QCOMPARE(ask("GET", "/api/v1/campaigns/nowhere", token).problem(), u"not-found"_s);
        const LeaseRequest greedy{m_room->newId(), m_room->campaign, 501};
        QCOMPARE(ask("POST", "/api/v1/leases", token, wire::compact(wire::write(greedy))).problem(), u"too-large"_s);
        QCOMPARE(ask("POST", "/api/v1/join", {}, {}, "Content-Length: 209715200\r\n").problem(), u"too-large"_s);
        QCOMPARE(ask("POST", "/api/v1/join", {}, "code", "Content-Type: text/plain\r\n").status, 415);
        QCOMPARE(ask("PATCH", "/api/v1/me", token).status, 405);
        QCOMPARE(ask("GET", "/api/v2/me", token).status, 404);

        Host::JoinCodeOptions options;
        options.uses = 1;
        options.validFor = Seconds{60};
        const auto code = m_room->host->makeJoinCode(m_room->campaign, options).value_or(QString());
        QCOMPARE(joinWith(code, u"first"_s).status, 200);
        QCOMPARE(joinWith(code, u"second"_s).problem(), u"code-used-up"_s);
        m_room->clock.advance(Millis{61'000});
        QCOMPARE(joinWith(code, u"third"_s).problem(), u"code-expired"_s);
        QCOMPARE(joinWith(u"WRONG"_s, u"third"_s).problem(), u"code-invalid"_s);
        int status = 0;
        for (int i = 0; i < 100 && status != 429; ++i) {
            status = joinWith(u"WRONG"_s, u"third"_s).status;
        }
        QCOMPARE(status, 429);
    }

    void everyProblemTypeWasMet()
    {
        // Those that other backends' adapters make; the contract does not have them.
        const QSet<ProblemType> foreign{ProblemType::PasswordWrong, ProblemType::AccountExists,
                                        ProblemType::InvitationInvalid, ProblemType::AlreadyTexted,
                                        ProblemType::Unsupported};
        for (int type = 0; type < static_cast<int>(ProblemType::Other); ++type) {
            if (foreign.contains(static_cast<ProblemType>(type))) {
                continue;
            }
            QVERIFY2(m_problems.contains(static_cast<ProblemType>(type)),
                     qPrintable(problemSlug(static_cast<ProblemType>(type))));
        }
    }

    void whatIsWrittenFitsItsSchema()
    {
        const auto now = m_room->clock.now();
        const auto number = PhoneNumber::fromE164(u"+14155550132"_s).value_or(PhoneNumber());
        Contact contact;
        contact.id = ContactId{u"k"_s};
        contact.campaign = m_room->campaign;
        contact.phone = number;
        contact.fields = {{u"Polling Place"_s, u"Library"_s}};
        const Lease held{LeaseId{u"l"_s}, m_room->campaign, u"token"_s, now};
        Message message;
        message.id = MessageId{u"m"_s};
        message.contact = contact.id;
        message.text = u"Hi"_s;
        message.at = now;
        message.media = 1;
        for (const Change& change :
             {Change(MessageReceived{message}),
              Change(MessageStatusChanged{message.id, contact.id, Delivery::Failed, u"30003"_s}),
              Change(OptOutAdded{number, contact.id, OptOutSource::Reply, u"STOP"_s, now}),
              Change(OptOutRemoved{number, u"START"_s}),
              Change(ContactAssigned{contact, held, ContactStage::NeedsReply, {message}}),
              Change(ContactUnassigned{contact.id, u"expired"_s}), Change(CampaignUpdated{m_room->campaign, u"2"_s}),
              Change(CampaignPaused{m_room->campaign, u"Storm"_s}), Change(CampaignResumed{m_room->campaign}),
              Change(VolunteerFrozen{true, u"rest"_s}), Change(StaffMessage{u"s"_s, u"Ada"_s, u"Hello"_s, now}),
              Change(EscalationAnswered{contact.id, u"Ada"_s, u"Tell them"_s}),
              Change(LeaseEnded{held.id, u"expired"_s}), Change(SessionRevoked{u"left"_s}),
              Change(ChoicesCounted{m_room->campaign, {{u"question"_s, u"canned:where"_s, 3}}})}) {
            const auto json = wire::write(change);
            note(u"Change"_s, json);
            const auto read = wire::readChange(json);
            QVERIFY(read.has_value());
            QVERIFY(!std::holds_alternative<UnknownChange>(*read));
        }
    }
};

QTEST_GUILESS_MAIN(tst_Conformance)
#include "tst_Conformance.moc"
