// The staff verbs as a program: what is printed, what is said, and how it ends.
#include "app/tool/StaffArguments.h"
#include "tests/support/ScriptedSpoke.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

struct Ran
{
    int status = -1;
    QList<QJsonObject> lines;
    QByteArray said;
};

/// The program in a session without a terminal, so that it cannot ask; `password` is in its environment. With `output`
/// its lines go to that file.
Ran runTool(const QStringList& arguments, const QString& password = u"a secret"_s, const QString& output = {})
{
    QProcess tool;
    if (!output.isEmpty()) {
        tool.setStandardOutputFile(output);
    }
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TEXTBANK_STAFF_PASSWORD"_s, password);
    tool.setProcessEnvironment(environment);
    tool.start(QStringLiteral(TEXTBANK_TOOL), QStringList{u"staff"_s} + arguments);
    Ran ran;
    if (!QTest::qWaitFor([&tool] { return tool.state() == QProcess::NotRunning; }, 30000)) {
        return ran;
    }
    ran.status = tool.exitStatus() == QProcess::NormalExit ? tool.exitCode() : -1;
    const auto lines = tool.readAllStandardOutput().split('\n');
    for (const auto& line : lines) {
        if (!line.isEmpty()) {
            ran.lines.append(QJsonDocument::fromJson(line).object());
        }
    }
    ran.said = tool.readAllStandardError();
    return ran;
}

/// What is asked before anything else: is it Spoke, and does it take passwords.
void meet(ScriptedSpoke& spoke)
{
    spoke.exchange(u"__type_dialect"_s, "__type",
                   "{'name':'MessageInput','inputFields':[{'name':'text'},{'name':'contactNumber'},"
                   "{'name':'assignmentId'},{'name':'userId'}]}");
    spoke.server.answer(400, "Bad Request");
}

QStringList at(const ScriptedSpoke& spoke, const QStringList& verb)
{
    return verb + QStringList{u"--server"_s, spoke.server.url().toString(), u"--email"_s, u"sue@example.org"_s};
}

} // namespace

class tst_StaffVerb : public QObject
{
    Q_OBJECT

private slots:
    void understandsItsOptions()
    {
        const QStringList where{u"--server"_s, u"https://spoke.example.org"_s, u"--email=sue@example.org"_s};
        const auto read = StaffArguments::parse(
            QStringList{u"conversations"_s, u"--campaign"_s, u"3"_s, u"--texter"_s, u"nobody"_s, u"--stage"_s,
                        u"needsReply"_s, u"--opted-out"_s, u"no"_s, u"--text"_s, u"--x"_s, u"--limit"_s, u"200"_s} +
            where);
        QVERIFY(read);
        QCOMPARE(read->task, StaffTask::Conversations);
        QVERIFY(read->filter.unassigned);
        QVERIFY(!read->filter.texter);
        QCOMPARE(read->filter.campaign, std::optional(CampaignId{u"3"_s}));
        QCOMPARE(read->filter.stage, std::optional(ContactStage::NeedsReply));
        QCOMPARE(read->filter.optedOut, std::optional(false));
        QCOMPARE(read->filter.text, u"--x"_s);
        QCOMPARE(read->range.count, 200);
        const auto moved = StaffArguments::parse(
            QStringList{u"reassign"_s, u"--campaign"_s, u"1"_s, u"--contact"_s, u"4, 5"_s, u"--to"_s, u"nobody"_s} +
            where);
        QVERIFY(moved);
        QCOMPARE(moved->contacts, (QList{ContactId{u"4"_s}, ContactId{u"5"_s}}));
        QVERIFY(!moved->to);
    }
    void saysWhatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* line, const char* says) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(says);
        };
        row("", "reassign");
        row("sing", "campaigns");
        row("people", "--server");
        row("people --server https://a.example", "--email");
        row("people --server http://a.example --email s", "https://");
        row("people --server ftp://a.example --email s", "--server");
        row("people --server https://a.example --email s --password x", "never an argument");
        row("people --server https://a.example --email s --password=x", "never an argument");
        row("people --server https://a.example --email s --to 4", "--to");
        row("people --server https://a.example --email s --email t", "twice");
        row("people --server https://a.example --email", "--email");
        row("figures --server https://a.example --email s", "--campaign");
        row("reassign --server https://a.example --email s --campaign 1 --contact 2", "--to");
        row("reassign --server https://a.example --email s --campaign 1 --to 2", "--contact");
        row("reassign --server https://a.example --email s --to 2 --contact 3", "--campaign");
        row("reassign --server https://a.example --email s --campaign 1 --to 2 --contact 3,,4", "--contact");
        row("optout --server https://a.example --email s --campaign 1 --contact 3,4", "one contact");
        row("conversations --server https://a.example --email s --stage asleep", "needsReply");
        row("conversations --server https://a.example --email s --opted-out maybe", "--opted-out");
        row("conversations --server https://a.example --email s --limit 0", "--limit");
        row("conversations --server https://a.example --email s --limit 10001", "--limit");
        row("conversations --server https://a.example --email s --texter 1 --wrote 2", "--wrote");
    }
    void saysWhatItDoesNotUnderstand()
    {
        QFETCH(QString, line);
        QFETCH(QString, says);
        const auto read = StaffArguments::parse(line.split(u' ', Qt::SkipEmptyParts));
        QVERIFY(!read);
        QVERIFY2(read.error().detail.contains(says), qPrintable(read.error().detail));
    }
    void printsAndSaysWhatWasReassigned()
    {
        ScriptedSpoke spoke;
        meet(spoke);
        spoke.logIn("SUPERVOLUNTEER");
        const QByteArray holder = "{'id':'4','texter':{'id':'3'},'campaign':{'id':'1'}}";
        spoke.exchange(u"people"_s, "people",
                       "{'pageInfo':{'total':1},'users':[{'id':'2','displayName':'Tara Tall','roles':['TEXTER']}]}");
        spoke.exchange(u"assignment_holder"_s, "assignment", holder);
        spoke.exchange(u"assignment_holder"_s, "assignment", holder);
        spoke.exchange(u"reassignCampaignContacts"_s, "reassignCampaignContacts", "[]");
        spoke.exchange(u"assignment_holder"_s, "assignment", "{'id':'5','texter':{'id':'2'},'campaign':{'id':'1'}}");
        spoke.exchange(u"assignment_holder"_s, "assignment", holder);
        const auto ran =
            runTool(at(spoke, {u"reassign"_s, u"--campaign"_s, u"1"_s, u"--contact"_s, u"20,21"_s, u"--to"_s, u"2"_s}));
        QCOMPARE(ran.status, 1); // Not all of it.
        QCOMPARE(ran.lines.size(), 2);
        QCOMPARE(ran.lines[0], ScriptedSpoke::json("{'campaign':'1','contact':'20','from':'3','to':'2','done':true,"
                                                   "'moved':true}"));
        QCOMPARE(ran.lines[1].value("done"_L1).toBool(true), false);
        QVERIFY2(ran.said.contains("1 reassigned") && ran.said.contains("not moved by the server: 1"), ran.said);
        // The password went into the form, and nowhere else.
        int withPassword = 0;
        for (const auto& request : spoke.server.requests()) {
            withPassword += request.body.contains("a secret") ? 1 : 0;
            QVERIFY(!request.target.contains("secret"));
        }
        QCOMPARE(withPassword, 1);
    }
    void saysHowManyThereAreBeyondThoseShown()
    {
        ScriptedSpoke spoke;
        meet(spoke);
        spoke.logIn("SUPERVOLUNTEER");
        spoke.exchange(
            u"conversations"_s, "conversations",
            "{'pageInfo':{'total':40},'conversations':[{'texter':{'id':null,'displayName':'null null'},"
            "'contact':{'id':'9','messageStatus':'closed','optOut':null,'cell':'+13035550142','messages':[]},"
            "'campaign':{'id':'1','title':'Vote'}}]}");
        const auto ran = runTool(at(spoke, {u"conversations"_s, u"--limit"_s, u"1"_s}));
        QCOMPARE(ran.status, 0);
        QCOMPARE(ran.lines.size(), 1);
        QVERIFY(ran.lines[0].value("texter"_L1).isNull());
        QCOMPARE(ran.lines[0].value("stage"_L1).toString(), u"closed"_s);
        QVERIFY2(ran.said.contains("1 of 40") && ran.said.contains("--from 1"), ran.said);
    }
    void aListThatTheServerHasMoreOfIsNotAllOfIt()
    {
        ScriptedSpoke spoke;
        meet(spoke);
        spoke.logIn("SUPERVOLUNTEER");
        for (int page = 0; page < 50; ++page) {
            spoke.exchange(u"people"_s, "people",
                           "{'pageInfo':{'total':10001},'users':[{'id':'" + QByteArray::number(page + 2) +
                               "','displayName':'Tara Tall','roles':['TEXTER']}]}");
        }
        const auto ran = runTool(at(spoke, {u"people"_s}));
        QCOMPARE(ran.lines.size(), 50);
        QVERIFY2(ran.said.contains("50 of 10001 people"), ran.said);
        QCOMPARE(ran.status, 1); // There is no option that would show the rest.
    }
    void whatCouldNotBeWrittenIsNotDone()
    {
        if (!QFile::exists(u"/dev/full"_s)) {
            QSKIP("no full disk here");
        }
        ScriptedSpoke spoke;
        meet(spoke);
        spoke.logIn("SUPERVOLUNTEER");
        spoke.exchange(u"people"_s, "people",
                       "{'pageInfo':{'total':1},'users':[{'id':'2','displayName':'Tara Tall','roles':['TEXTER']}]}");
        const auto ran = runTool(at(spoke, {u"people"_s}), u"a secret"_s, u"/dev/full"_s);
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.said.contains("could be written"), ran.said);
    }
    void namesTheRoleThatIsNeeded()
    {
        ScriptedSpoke spoke;
        meet(spoke);
        spoke.logIn("SUPERVOLUNTEER");
        const auto ran = runTool(at(spoke, {u"optouts"_s}));
        QCOMPARE(ran.status, 1);
        QVERIFY(ran.lines.isEmpty());
        QVERIFY2(ran.said.contains("Admin") && ran.said.contains("Sue Stone has a supervisor's role"), ran.said);
    }
    void sendsATextbankGatewaysStaffToItsOwnVerbs()
    {
        StubServer gateway;
        gateway.problem(404, "not-found");
        gateway.answer(200, R"({"name":"Gateway","organisation":"Example Org","apiVersions":["v1"],
                                "signInWays":["join-code"],"capabilities":["leases"],
                                "limits":{"maxCommands":100,"maxLease":500},"time":"2026-11-30T12:00:00.000Z",
                                "maxCommands":100,"maxLease":500,"clock":"2026-11-30T12:00:00.000Z","practice":false})");
        const auto ran = runTool({u"people"_s, u"--server"_s, gateway.url().toString(), u"--email"_s, u"s"_s});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.said.contains("textbank-gateway") && ran.said.contains("sessions"), ran.said);
        for (const auto& request : gateway.requests()) {
            QVERIFY(!request.body.contains("a secret")); // A stranger is not told the password.
        }
    }
    void saysWhatStandsInTheWay()
    {
        StubServer page;
        page.answer(200, "<html>Sign in to the Wi-Fi</html>", {{"Content-Type", "text/html"}});
        page.answer(200, "<html>Sign in to the Wi-Fi</html>", {{"Content-Type", "text/html"}});
        const QStringList where{u"people"_s, u"--email"_s, u"s"_s, u"--server"_s};
        const auto strange = runTool(where + QStringList{page.url().toString()});
        QCOMPARE(strange.status, 1);
        QVERIFY2(strange.said.contains("no Spoke server"), strange.said);
        page.close();
        const auto nobody = runTool(where + QStringList{page.url().toString()});
        QCOMPARE(nobody.status, 1);
        QVERIFY2(nobody.said.contains("--server"), nobody.said);
        ScriptedSpoke spoke;
        meet(spoke);
        spoke.server.answer(401, "Unauthorized", {{"WWW-Authenticate", "Invalid username or password"}});
        const auto wrong = runTool(at(spoke, {u"people"_s}), u"wrong"_s);
        QCOMPARE(wrong.status, 1);
        QVERIFY2(wrong.said.contains("does not know this e-mail address"), wrong.said);
    }
};

QTEST_GUILESS_MAIN(tst_StaffVerb)
#include "tst_StaffVerb.moc"
