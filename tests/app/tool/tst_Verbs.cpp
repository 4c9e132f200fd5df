#include "app/tool/Verbs.h"

#include <QProcess>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// JSON for the eye: ' stands for a quotation mark, ~ for one inside a string. (moc does not read raw strings with
/// quotes.)
QByteArray json(const char* written) { return QByteArray(written).replace('\'', '"').replace("~", "\\\""); }

} // namespace

class tst_Verbs : public QObject
{
    Q_OBJECT
private slots:
    void answersLines_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char* name, const QString& verb, const char* line, const char* answer) {
            QTest::newRow(name) << verb << json(line) << json(answer);
        };
        row("segments", u"segments"_s, "{'text':'Hi'}", "{'encoding':'GSM-7','remaining':158,'segments':1,'units':2}");
        row("segments UCS-2", u"segments"_s, "{'text':'á'}",
            "{'encoding':'UCS-2','remaining':69,'segments':1,'units':1}");
        row("segments without text", u"segments"_s, "{}",
            "{'detail':'~text~ is missing or not a string','error':'malformed'}");
        row("phone", u"phone"_s, "{'raw':'(415) 555-0132','region':'US'}",
            "{'e164':'+14155550132','region':'US','type':'fixed_line_or_mobile','valid':true}");
        row("phone bad", u"phone"_s, "{'raw':'555-0132'}", "{'reason':'tooShort','valid':false}");
        row("render", u"render"_s, "{'template':'Hi {firstName}','fields':{'First Name':'Ana'}}", "{'text':'Hi Ana'}");
        row("render a number", u"render"_s, "{'template':'{n}','fields':{'n':7}}", "{'text':'7'}");
        row("render unknown", u"render"_s, "{'template':'Hi {x}','fields':{'x':null}}",
            "{'error':'unknown_field','field':'x','position':3}");
        row("render syntax", u"render"_s, "{'template':'Hi }'}", "{'error':'syntax','field':'','position':3}");
        row("render for Spoke", u"render"_s,
            "{'template':'“Hi” {firstName}, {amt}','syntax':'spoke','fields':{'firstName':'ANA','amt':'$$5'}}",
            "{'text':'~Hi~ Ana, $5'}");
        row("render a hole for Spoke", u"render"_s,
            "{'template':'Hi {firstname}','syntax':'spoke','fields':{'firstName':'Ana'}}",
            "{'error':'unknown_field','field':'firstname','position':3}");
        row("render in no syntax", u"render"_s, "{'template':'Hi','syntax':'jinja'}",
            "{'detail':'~syntax~ is textbank or spoke','error':'malformed'}");
        row("render fields", u"render"_s, "{'template':'Hi','fields':[]}",
            "{'detail':'~fields~ is not an object','error':'malformed'}");
        row("optout", u"optout"_s, "{'text':'¡STOP!'}", "{'tier':'certain','words':'¡STOP!'}");
        row("optout none", u"optout"_s, "{'text':'ok'}", "{'tier':'none','words':''}");
        row("window", u"window"_s, "{'phone':'303-555-0142','at':'2026-11-18T19:00:00Z'}",
            "{'allowed':true,'closes':'2026-11-19T03:00:00.000Z','opens':null,'reason':'open','zones':['America/"
            "Denver']}");
        row("window of a number that nobody is shown", u"window"_s,
            "{'zones':['America/New_York','America/Los_Angeles'],'at':'2026-11-18T16:30:00Z'}",
            "{'allowed':false,'closes':null,'opens':'2026-11-18T17:00:00.000Z','reason':'too_early',"
            "'zones':['America/Los_Angeles','America/New_York']}");
        row("window in a zone that nobody knows", u"window"_s,
            "{'zones':['America/Nowhere'],'at':'2026-11-18T16:30:00Z'}",
            "{'allowed':false,'closes':null,'opens':null,'reason':'no_zone_data','zones':['America/Nowhere']}");
        row("window by address", u"window"_s, "{'zip':'10001','at':'2026-11-18T12:00:00Z','open':'08:00','close':1260}",
            "{'allowed':false,'closes':null,'opens':'2026-11-18T13:00:00.000Z','reason':'too_early','zones':['America/"
            "New_York']}");
        row("window of a state", u"window"_s,
            "{'state':'AL','at':'2026-11-22T19:00:00Z','policy':{'stateWeek':{'AL':[{},{},{},{},{},{},{}]}}}",
            "{'allowed':false,'closes':null,'opens':null,'reason':'day_closed','state':'AL','zones':['America/"
            "Chicago']}");
        row("window that is wider than the law's", u"window"_s,
            "{'zip':'10001','at':'2026-11-18T12:00:00Z','open':'00:00','close':'24:00','policy':{'stateWeek':{},'floor'"
            ":["
            "{'openMinute':0,'closeMinute':1440},{'openMinute':0,'closeMinute':1440},{'openMinute':0,'closeMinute':"
            "1440},"
            "{'openMinute':0,'closeMinute':1440},{'openMinute':0,'closeMinute':1440},{'openMinute':0,'closeMinute':"
            "1440},"
            "{'openMinute':0,'closeMinute':1440}]}}",
            "{'allowed':false,'closes':null,'opens':'2026-11-18T13:00:00.000Z','reason':'too_early','zones':['America/"
            "New_York']}");
        row("window on a holiday", u"window"_s,
            "{'zip':'10001','at':'2026-12-25T17:00:00Z','policy':{'holidays':[{'date':'2026-12-25','name':'Christmas'}]"
            "}}",
            "{'allowed':false,'closes':null,'holiday':'Christmas','opens':'2026-12-26T14:00:00.000Z','reason':'holiday'"
            ","
            "'zones':['America/New_York']}");
        row("window, inverted", u"window"_s,
            "{'zip':'10001','at':'2026-12-25T17:00:00Z','open':'20:00','close':'09:00'}",
            "{'allowed':false,'closes':null,'detail':'week[0]: closes before it opens','opens':null,"
            "'reason':'policy_fault','zones':['America/New_York']}");
        row("window, empty", u"window"_s, "{'zip':'10001','at':'2026-12-25T17:00:00Z','open':'09:00','close':'09:00'}",
            "{'allowed':false,'closes':null,'detail':'week: closed on every day','opens':null,'reason':'day_closed',"
            "'zones':['America/New_York']}");
        row("window under a policy that is silent of states", u"window"_s,
            "{'state':'RI','at':'2026-11-18T23:30:00Z','policy':{'version':'1'}}",
            "{'allowed':false,'closes':null,'opens':'2026-11-19T14:00:00.000Z','reason':'too_late','state':'RI',"
            "'zones':['America/New_York']}");
        row("window, holiday misspelt", u"window"_s,
            "{'zip':'10001','at':'2026-12-25T17:00:00Z','policy':{'holidays':[{'date':'25.12.2026'}]}}",
            "{'allowed':false,'closes':null,'detail':'holidays[0]: not a date like 2026-12-25','opens':null,"
            "'reason':'policy_fault','zones':['America/New_York']}");
        row("window, no such ZIP", u"window"_s, "{'zip':'10001','state':'CA','at':'2026-12-23T17:00:00Z'}",
            "{'allowed':false,'closes':null,'opens':null,'reason':'zip_not_in_state','zones':['America/Los_Angeles',"
            "'America/New_York']}");
        row("window without a place", u"window"_s, "{'at':'2026-11-18T12:00:00Z'}",
            "{'detail':'~phone~ is missing or not a string','error':'malformed'}");
        row("window without a time", u"window"_s, "{'zip':'10001'}",
            "{'detail':'~at~ is not an RFC 3339 time','error':'malformed'}");
        row("classify", u"classify"_s, "{'text':'STOP'}",
            "{'because':'STOP','confidence':1,'intent':'opt_out','language':'en','tier':'certain'}");
        row("check", u"check"_s, "{'text':'Hi [name], this is Sam. Reply STOP to end'}",
            "{'blocked':true,'findings':[{'check':'suspicious','length':6,'level':'block','mend':{'length':7,'position'"
            ":"
            "2,'text':''},'position':3}]}");
        row("check by state and policy", u"check"_s,
            "{'text':'Vote!','state':'nv','policy':{'optOutWording':'Text STOP to end','checks':{'identity':'off'},"
            "'disclosures':[{'state':'NV','wordings':['Paid for by Fairview'],'level':'block'}]}}",
            "{'blocked':true,'findings':[{'check':'optOutWording','length':0,'level':'block','mend':{'length':0,"
            "'position':5,'text':' Text STOP to end'},'position':5,'wanted':'Text STOP to end'},{'check':'disclosure',"
            "'length':0,'level':'block','mend':{'length':0,'position':5,'text':' Paid for by Fairview'},'position':5,"
            "'wanted':'Paid for by Fairview'}]}");
        row("check a reply", u"check"_s, "{'text':'Thanks','kind':'reply'}", "{'blocked':false,'findings':[]}");
        row("check a bad policy", u"check"_s, "{'text':'Hi','policy':{'checks':{'shouting':'loud'}}}",
            "{'detail':'~policy~: checks.shouting: not one of the known words','error':'malformed'}");
        row("check of no name", u"check"_s, "{'text':'Hi','policy':{'checks':{'shoutting':'block'}}}",
            "{'detail':'~policy~: checks.shoutting: there is no check of this name','error':'malformed'}");
        row("check no state", u"check"_s, "{'text':'Hi','state':'Atlantis'}",
            "{'detail':'~state~ is not the name or code of a state','error':'malformed'}");
        row("check policy's shape", u"check"_s, "{'text':'Hi','policy':7}",
            "{'detail':'~policy~ is not an object','error':'malformed'}");
        row("no object", u"optout"_s, "[1]", "{'detail':'not a JSON object','error':'malformed'}");
    }
    void answersLines()
    {
        QFETCH(QString, verb);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, answer);
        QCOMPARE(answerLine(verbNamed(verb), line), answer);
    }
    void aBadLineIsAnsweredInItsPlace()
    {
        for (const auto& name : verbNames()) {
            for (const QByteArray line : {"", "{", "nonsense", "null", "\xFF\xFE", "{\"text\":1}"}) {
                const auto answer = answerLine(verbNamed(name), line);
                QVERIFY2(answer.contains(json("'error':'malformed'")), answer.constData());
                QVERIFY(!answer.contains('\n'));
            }
        }
        QVERIFY(!verbNamed(u"nothing"_s));
    }
    void theProgramAnswersEveryLineInOrder()
    {
        const QString program = QStringLiteral(TEXTBANK_TOOL);
        QProcess tool;
        tool.start(program, {u"segments"_s});
        tool.write("{\"text\":\"a\"}\r\nbroken\n\n{\"text\":\"bcd\"}");
        tool.closeWriteChannel();
        QVERIFY(tool.waitForFinished(30000));
        QCOMPARE(tool.exitCode(), 0);
        const auto lines = tool.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines.at(0).contains("\"units\":1"));
        QVERIFY(lines.at(1).contains("malformed"));
        QVERIFY(lines.at(2).contains("malformed"));
        QVERIFY(lines.at(3).contains("\"units\":3"));

        for (const auto& argument : {u"--help"_s, u"--version"_s}) {
            tool.start(program, {argument});
            QVERIFY(tool.waitForFinished(30000));
            QCOMPARE(tool.exitCode(), 0);
            QVERIFY(tool.readAllStandardOutput().contains("textbank-tool"));
        }
        tool.start(program, {u"sing"_s});
        QVERIFY(tool.waitForFinished(30000));
        QCOMPARE(tool.exitCode(), 2);
        QVERIFY(tool.readAllStandardError().contains("segments"));
    }
};

QTEST_GUILESS_MAIN(tst_Verbs)
#include "tst_Verbs.moc"
