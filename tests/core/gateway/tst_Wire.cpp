#include "core/gateway/Wire.h"

#include <QJsonArray>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(const char* text)
{
    const auto parsed = wire::parseObject(QByteArray(text).replace('\'', '"'));
    return parsed ? *parsed : QJsonObject();
}

const char* const kSend = R"({'id':'0198','type':'message.send','campaign':'c','contact':'k',
    'createdAt':'2026-11-22T09:30:00Z','kind':'firstMessage','text':'Hi','edited':false,'input':'key',
    'textSha256':'3639efcd08abb273b1619e82e78c29a7df02c1051b1820e99fc395dcaa3326b8','leaseToken':'t','policyVersion':'p',
    'approvedAt':'2026-11-22T09:30:00.250+01:00','cursor':'7','sendBefore':'2026-11-22T10:30:00Z','later':{'x':[1]}})";

QJsonObject with(const char* document, const QString& member, const QJsonValue& value)
{
    auto object = json(document);
    object.insert(member, value);
    return object;
}

} // namespace

class tst_Wire : public QObject
{
    Q_OBJECT
private slots:
    void unknownMembersAreIgnored()
    {
        const auto command = wire::readCommand(json(kSend));
        QVERIFY(command.has_value());
        const auto& send = std::get<SendPayload>(command->payload);
        QCOMPARE(send.text, u"Hi"_s);
        QCOMPARE(toRfc3339(send.approvedAt), u"2026-11-22T08:30:00.250Z"_s);
    }

    void wrongCommandsNameThePath_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* tag, const QString& member, const QJsonValue& value, const char* what) {
            QTest::newRow(tag) << member << value << u"commands[1].%1: %2"_s.arg(member, QLatin1String(what));
        };
        row("id missing", u"id"_s, QJsonValue::Undefined, "required, missing");
        row("id null", u"id"_s, QJsonValue::Null, "required, missing");
        row("id empty", u"id"_s, u""_s, "must not be empty");
        row("id with a space", u"id"_s, u"a b"_s, "not an id");
        row("id too long", u"id"_s, QString(129, u'x'), "too long");
        row("unknown type", u"type"_s, u"message.shout"_s, "not a command of this version");
        row("type a number", u"type"_s, 3, "must be a string");
        row("no contact", u"contact"_s, QJsonValue::Undefined, "required, missing");
        row("text a list", u"text"_s, QJsonArray{u"Hi"_s}, "must be a string");
        row("text empty", u"text"_s, u""_s, "must not be empty");
        row("text over 5,000", u"text"_s, QString(5001, u'x'), "too long");
        row("half a surrogate pair", u"text"_s, QString(QChar(0xD83D)), "not valid Unicode");
        row("upper-case hash", u"textSha256"_s, QString(64, u'A'), "not 64 lower-case hexadecimal digits");
        row("short hash", u"textSha256"_s, QString(63, u'a'), "not 64 lower-case hexadecimal digits");
        row("time without zone", u"sendBefore"_s, u"2026-11-22T10:30:00"_s, "not an RFC 3339 time");
        row("time a number", u"sendBefore"_s, 1795343400, "must be a string");
        row("no sendBefore", u"sendBefore"_s, QJsonValue::Undefined, "required, missing");
        row("edited a word", u"edited"_s, u"yes"_s, "must be true or false");
        row("unknown input", u"input"_s, u"robot"_s, "not one of the known words");
    }
    void wrongCommandsNameThePath()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QFETCH(QString, detail);
        const QJsonArray items{json(kSend), with(kSend, member, value)};
        const auto read = wire::readCommands({{u"commands"_s, items}});
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::Malformed);
        QCOMPARE(read.error().detail, detail);
    }

    void aTextOfExactlyTheLimitPasses()
    {
        QVERIFY(wire::readCommand(with(kSend, u"text"_s, QString(5000, u'x'))).has_value());
    }

    void aPushHoldsOneToAHundred()
    {
        QJsonArray items;
        QCOMPARE(wire::readCommands({{u"commands"_s, items}}).error().detail, u"commands: must not be empty"_s);
        for (int i = 0; i < 100; ++i) {
            items.append(json(kSend));
        }
        QVERIFY(wire::readCommands({{u"commands"_s, items}}).has_value());
        items.append(json(kSend));
        QCOMPARE(wire::readCommands({{u"commands"_s, items}}).error().detail, u"commands: too many items"_s);
        QCOMPARE(wire::readCommands({{u"commands"_s, 7}}).error().detail, u"commands: must be a list"_s);
    }

    void anOptOutNeedsAContactOrANumber()
    {
        auto optOut = json(R"({'id':'1','type':'optout.record','campaign':'c','createdAt':'2026-11-22T09:30:00Z',
            'source':'staff'})");
        QCOMPARE(wire::readCommand(optOut).error().detail, u"contact: required without a number"_s);
        optOut.insert(u"number"_s, u"+14155550132"_s);
        QVERIFY(wire::readCommand(optOut).has_value());
        optOut.remove(u"number"_s);
        optOut.insert(u"contact"_s, u"k"_s);
        QVERIFY(wire::readCommand(optOut).has_value());
        optOut.insert(u"number"_s, u"(415) 555-0132"_s);
        QCOMPARE(wire::readCommand(optOut).error().detail, u"number: not an E.164 number"_s);
    }

    void anUnknownChangeIsKeptByItsTypeAlone()
    {
        const auto change = wire::readChange(json("{'type':'voter.sang','song':12}"));
        QVERIFY(change.has_value());
        QCOMPARE(std::get<UnknownChange>(*change).type, u"voter.sang"_s);
        QCOMPARE(wire::readChange(json("{'song':12}")).error().detail, u"type: required, missing"_s);
    }

    void oneWrongContactRefusesThePageAndNeverQuotesIt()
    {
        const auto page = json(R"({'lease':{'id':'l','campaign':'c','token':'t','expiresAt':'2026-11-22T18:00:00Z'},
            'cursor':'0','left':0,'contacts':[{'id':'1','campaign':'c','phone':'+14155550101','firstName':'Ada'},
            {'id':'2','campaign':'c','phone':'415-555-0102','firstName':'Grace'}]})");
        const auto read = wire::readLeasePage(page);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().detail, u"contacts[1].phone: not an E.164 number"_s);
    }

    void customFieldNamesStayOutOfThePath()
    {
        const auto contact = json(R"({'id':'1','campaign':'c','phone':'+14155550101','fields':{'Ada Byron':7}})");
        QCOMPARE(wire::readContact(contact).error().detail, u"fields: must be a string"_s);
    }

    void numbersAreWholeAndInRange()
    {
        const char* const request = "{'id':'l','campaign':'c','size':100}";
        QVERIFY(wire::readLeaseRequest(json(request)).has_value());
        QCOMPARE(wire::readLeaseRequest(with(request, u"size"_s, 0)).error().detail, u"size: out of range"_s);
        QCOMPARE(wire::readLeaseRequest(with(request, u"size"_s, 1.5)).error().detail,
                 u"size: must be a whole number"_s);
        QCOMPARE(wire::readLeaseRequest(with(request, u"size"_s, 1e300)).error().detail,
                 u"size: must be a whole number"_s);
        QCOMPARE(wire::readLeaseRequest(with(request, u"size"_s, u"9"_s)).error().detail, u"size: must be a number"_s);
    }

    void aCampaignNeedsItsRegistrationStateAndAWholeWeek()
    {
        const char* const campaign = R"({'id':'c','organisation':'O','title':'T','version':'1','registration':'pending',
            'steps':[{'id':'s','texts':{'':'Hi {FirstName}','es':'Hola'},'answers':[{'value':'Yes'}]}]})";
        const auto read = wire::readCampaign(json(campaign));
        QVERIFY(read.has_value());
        QCOMPARE(read->policy, Policy());
        QCOMPARE(read->language, u"en"_s);
        QCOMPARE(wire::readCampaign(with(campaign, u"registration"_s, QJsonValue::Undefined)).error().detail,
                 u"registration: required, missing"_s);
        // It keeps everybody from being texted and says why, rather than leave the hours that were before it in force.
        const auto policy = json("{'version':'1','week':[{'openMinute':540,'closeMinute':1200}]}");
        QCOMPARE(wire::readCampaign(with(campaign, u"policy"_s, policy))->policy.hours.fault(),
                 u"week: not seven days"_s);
        QCOMPARE(wire::readCampaign(with(campaign, u"language"_s, u"English please"_s)).error().detail,
                 u"language: not a language tag"_s);
    }

    void outcomesReadAsTheContractSays()
    {
        const auto duplicate = wire::readOutcome(json(R"({'id':'1','status':'duplicate','outcome':{'status':'refused',
            'problem':{'type':'https://example.org/x/opted-out','title':'Opted out'}}})"));
        QVERIFY(duplicate.has_value());
        QVERIFY(duplicate->duplicate);
        QCOMPARE(duplicate->status, CommandStatus::Refused);
        QCOMPARE(duplicate->problem.type, ProblemType::OptedOut);
        QCOMPARE(wire::readOutcome(json("{'id':'1','status':'duplicate'}")).error().detail,
                 u"outcome: required, missing"_s);
        QCOMPARE(wire::readOutcome(json("{'id':'1','status':'refused'}")).error().detail,
                 u"problem: required, missing"_s);
        QCOMPARE(wire::readOutcome(json("{'id':'1','status':'done'}")).error().detail,
                 u"status: not one of the known words"_s);
    }

    void everyProblemTypeComesBack()
    {
        for (int type = 0; type <= static_cast<int>(ProblemType::Other); ++type) {
            Problem problem{static_cast<ProblemType>(type), u"Title"_s, u"Detail"_s, {}, Seconds{7}};
            QCOMPARE(wire::readProblem(wire::write(problem, 409)), problem);
        }
        QCOMPARE(wire::readProblem({}).type, ProblemType::Other);
        QCOMPARE(wire::readProblem({{u"type"_s, 7}, {u"retryAfter"_s, -3}}).retryAfter, std::nullopt);
        QCOMPARE(wire::readProblem({{u"retryAfter"_s, 1e300}}).retryAfter, std::optional(Seconds{86400 * 366}));
    }

    void bytesThatAreNoObjectAreMalformed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("half") << QByteArray("{\"a\":");
        QTest::newRow("two") << QByteArray("{}{}");
        QTest::newRow("html") << QByteArray("<html>");
        QTest::newRow("latin-1") << QByteArray("{\"a\":\"\xE9\"}");
        QTest::newRow("deep") << QByteArray("{\"a\":").append(QByteArray(100'000, '['));
    }
    void bytesThatAreNoObjectAreMalformed()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(wire::parseObject(bytes).error().code, ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(tst_Wire)
#include "tst_Wire.moc"
