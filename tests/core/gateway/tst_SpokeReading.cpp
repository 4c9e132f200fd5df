// Scripts and contacts as servers really hold them: with holes, loops and values that nobody expects.
#include "core/gateway/spoke/SpokeThread.h"
#include "core/gateway/spoke/SpokeTodo.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::spoke;

namespace {

/// With ' for " and ` for an escaped one.
QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(QByteArray(text).replace('\'', '"').replace('`', "\\\"")).object();
}

QJsonObject assignmentWith(const QJsonArray& steps)
{
    return {{u"id"_s, u"1"_s},
            {u"campaign"_s, QJsonObject{{u"id"_s, u"7"_s}, {u"title"_s, u"GOTV"_s}, {u"interactionSteps"_s, steps}}}};
}

QJsonObject step(const QString& id, const QString& script, const QJsonArray& options = {})
{
    return {{u"id"_s, id},
            {u"script"_s, script},
            {u"question"_s,
             QJsonObject{{u"text"_s, options.isEmpty() ? QString() : u"Will you?"_s}, {u"answerOptions"_s, options}}}};
}

QJsonObject option(const QString& value, int next) { return {{u"value"_s, value}, {u"interactionStepId"_s, next}}; }

SendPayload payload(const QString& text, SendKind kind = SendKind::Reply)
{
    SendPayload send;
    send.kind = kind;
    send.text = text;
    return send;
}

} // namespace

class tst_SpokeReading : public QObject
{
    Q_OBJECT
private slots:
    void findsTheFirstMessage()
    {
        const QJsonArray steps{step(u"3"_s, u"later"_s),
                               step(u"1"_s, u"Hi"_s, {option(u"Yes"_s, 3), option(u"No"_s, 9)}), step(u"4"_s, {})};
        const auto campaign = readCampaign(assignmentWith(steps), {}, {});
        QVERIFY(campaign);
        QCOMPARE(campaign->firstStep()->texts.first(), u"Hi"_s);
        QCOMPARE(campaign->firstStep()->answers.size(), 2);
        QCOMPARE(campaign->firstStep()->answers[0].nextStep.value, u"3"_s);
        QVERIFY(campaign->firstStep()->answers[1].nextStep.isEmpty()); // Step 9 was deleted.
    }

    void survivesLoopsAndEmptiness()
    {
        const QJsonArray loop{step(u"1"_s, u"a"_s, {option(u"x"_s, 2)}), step(u"2"_s, u"b"_s, {option(u"y"_s, 1)})};
        const auto looped = readCampaign(assignmentWith(loop), {}, {});
        QVERIFY(looped && looped->firstStep() != nullptr);
        const auto empty = readCampaign(assignmentWith({}), {}, {});
        QVERIFY(empty && empty->firstStep() == nullptr);
        const auto odd = readCampaign(assignmentWith({QJsonValue(), QJsonObject(), step(u"1"_s, u"Hi"_s)}), {}, {});
        QVERIFY(odd);
        QCOMPARE(odd->steps.size(), 1);
        QVERIFY(!readCampaign({}, {}, {}));
        QVERIFY(!readCampaign(json("{'campaign':{'id':'1'}}"), {}, {}));
    }

    void namesItsVersionByItsContent()
    {
        const auto before = readCampaign(assignmentWith({step(u"1"_s, u"Hi"_s)}), {}, {});
        const auto same = readCampaign(assignmentWith({step(u"1"_s, u"Hi"_s)}), {}, {});
        const auto other = readCampaign(assignmentWith({step(u"1"_s, u"Hi!"_s)}), {}, {});
        Organization stricter;
        stricter.hoursEnforced = true;
        const auto hours = readCampaign(assignmentWith({step(u"1"_s, u"Hi"_s)}), {}, stricter);
        QCOMPARE(before->version, same->version);
        QVERIFY(before->version != other->version);
        QVERIFY(before->version != hours->version);
    }

    void readsHours()
    {
        Organization organization;
        organization.hoursEnforced = true;
        organization.opensAt = 10;
        organization.closesAt = 18;
        auto assignment = assignmentWith({step(u"1"_s, u"Hi"_s)});
        const auto theirs = readCampaign(assignment, {}, organization);
        QCOMPARE(theirs->policy.hours.week.size(), 7);
        QVERIFY(theirs->policy.hours.stateWeek.contains(u"FL"_s)); // Under every state's rule that may apply.
        QCOMPARE(theirs->policy.hours.week[6].openMinute, 600);
        QCOMPARE(theirs->policy.hours.week[0].closeMinute, 1080);
        auto campaign = assignment.value(u"campaign"_s).toObject();
        campaign.insert(u"textingHoursEnforced"_s, true); // Not looked at without the override.
        campaign.insert(u"textingHoursStart"_s, 12);
        campaign.insert(u"textingHoursEnd"_s, 14);
        assignment.insert(u"campaign"_s, campaign);
        QCOMPARE(readCampaign(assignment, {}, organization)->policy.hours.week[0].openMinute, 600);
        campaign.insert(u"overrideOrganizationTextingHours"_s, true);
        assignment.insert(u"campaign"_s, campaign);
        QCOMPARE(readCampaign(assignment, {}, organization)->policy.hours.week[0].openMinute, 720);
        campaign.insert(u"textingHoursEnd"_s, 8); // Closes before it opens: never.
        assignment.insert(u"campaign"_s, campaign);
        QVERIFY(readCampaign(assignment, {}, organization)->policy.hours.week[0].isClosed());
    }

    void readsOddContacts()
    {
        const auto contact = readContact(
            json("{'id':'5','messageStatus':'needsMessage','firstName':null,'cell':'','customFields':'{`a`:1,`b`:null,`"
                 "c`:{`d`:2},`e`:true,`f`:1.5,`g`:[`x`]}','location':null,'external_id':'V1'}"));
        QVERIFY(contact);
        QVERIFY(contact->contact.numberHidden);
        QCOMPARE(contact->contact.fields.value(u"a"_s), u"1"_s);
        QCOMPARE(contact->contact.fields.value(u"e"_s), u"true"_s);
        QCOMPARE(contact->contact.fields.value(u"f"_s), u"1.5"_s);
        QCOMPARE(contact->contact.fields.value(u"external_id"_s), u"V1"_s);
        QVERIFY(!contact->contact.fields.contains(u"b"_s)); // What nobody could read is a hole, not "undefined".
        QVERIFY(!contact->contact.fields.contains(u"c"_s));
        QVERIFY(contact->contact.zones.isEmpty());
        QVERIFY(!readContact(json("{'id':'5'}")));
        QVERIFY(!readContact(json("{'messageStatus':'convo'}")));
        const auto broken =
            readContact(json("{'id':'5','messageStatus':'convo','customFields':'{not "
                             "json','cell':'+12125550100','location':{'timezone':{'offset':-7,'hasDST':null}}}"));
        QVERIFY(broken && broken->contact.fields.isEmpty());
        QCOMPARE(broken->contact.zones, QStringList{u"America/Phoenix"_s});
    }

    void writesNumbersAsSpokesPagesDo()
    {
        const auto contact = readContact(json(
            "{'id':'5','messageStatus':'needsMessage','cell':'','customFields':'{`precinct`:102000000,`goal`:1000000,"
            "`share`:0.25,`tiny`:0.000001,`less`:1.5e-7,`large`:1e20,`huge`:1e21,`none`:0,`minus`:-1200000,"
            "`nothing`:-0.0}','location':null,'external_id':900000000}"));
        QVERIFY(contact);
        const auto& fields = contact->contact.fields;
        QCOMPARE(fields.value(u"precinct"_s), u"102000000"_s);
        QCOMPARE(fields.value(u"goal"_s), u"1000000"_s);
        QCOMPARE(fields.value(u"share"_s), u"0.25"_s);
        QCOMPARE(fields.value(u"tiny"_s), u"0.000001"_s);
        QCOMPARE(fields.value(u"less"_s), u"1.5e-7"_s);
        QCOMPARE(fields.value(u"large"_s), u"100000000000000000000"_s);
        QCOMPARE(fields.value(u"huge"_s), u"1e+21"_s);
        QCOMPARE(fields.value(u"none"_s), u"0"_s);
        QCOMPARE(fields.value(u"minus"_s), u"-1200000"_s);
        QCOMPARE(fields.value(u"nothing"_s), u"0"_s);
        QCOMPARE(fields.value(u"external_id"_s), u"900000000"_s);
    }

    void ordersAThreadAndNamesEachText()
    {
        const auto contact = readContact(json(
            "{'id':'5','messageStatus':'convo','messages':[{'id':'9','text':'b','createdAt':'2026-11-22T13:49:09.000Z',"
            "'isFromContact':true},{'id':'fake1','text':'a','createdAt':'2026-11-22T13:49:08.000Z','isFromContact':"
            "false},{'id':'11','text':'b','createdAt':'2026-11-22T13:49:09.000Z','isFromContact':true}]}"));
        QVERIFY(contact);
        QCOMPARE(contact->thread.size(), 3);
        QCOMPARE(contact->thread[0].text, u"a"_s);
        QVERIFY(contact->thread[1].id != contact->thread[2].id);
    }

    void tellsOurTextsFromOthers()
    {
        auto there = *readContact(json(
            "{'id':'5','messageStatus':'convo','messages':[{'text':'Hi','createdAt':'2026-11-22T13:00:00.000Z','"
            "isFromContact':false,'userId':'2'},{'text':'yes?','createdAt':'2026-11-22T13:01:00.000Z','isFromContact':"
            "true},{'text':'Thanks!','createdAt':'2026-11-22T13:02:00.000Z','isFromContact':false,'userId':'2'}]}"));
        const ContactId id{u"5"_s};
        const auto ours = [&id](const QString& command, const QString& text, Delivery delivery) {
            return Message{MessageId{command}, id, Direction::Outgoing, text, {}, delivery, {}, 0};
        };
        const QList<Message> settled{ours(u"c1"_s, u"Hi"_s, Delivery::Queued),
                                     ours(u"c2"_s, u"Thanks!"_s, Delivery::Queued)};
        QVERIFY(Thread(there, settled).strange().isEmpty());
        // The same words once more, and one of them is there already: this one is not.
        auto local = settled;
        local.append(ours(u"c3"_s, u"Thanks!"_s, Delivery::Checking));
        const auto user = u"2"_s;
        QCOMPARE(fateOf(there, local, CommandId{u"c3"_s}, payload(u"Thanks!"_s), {}, user), Fate::NotThere);
        there.thread.append({u"Thanks!"_s, there.thread[2].at + Seconds{5}, false, user, 0, MessageId{u"x"_s}});
        QCOMPARE(fateOf(there, local, CommandId{u"c3"_s}, payload(u"Thanks!"_s), {}, user), Fate::There);
        // A text of before the approval is another one's.
        QCOMPARE(fateOf(there, local, CommandId{u"c3"_s}, payload(u"Thanks!"_s), there.thread[3].at + Seconds{1}, user),
                 Fate::NotThere);
    }

    void knowsWhatAServerMakesOfAText()
    {
        QVERIFY(isSameText(u"It’s “you”…"_s, u"It's \"you\"... "_s));
        QVERIFY(isSameText(u"Señor Peña"_s, u"Senor Pena"_s)); // A server that sends ASCII alone.
        QVERIFY(!isSameText(u"Yes"_s, u"No"_s));
        QVERIFY(!isSameText(u"🙏"_s, u"❤️"_s)); // Of both nothing is left in ASCII.
        QVERIFY(!isSameText(u"谢谢"_s, u"好的"_s));
    }
};

QTEST_GUILESS_MAIN(tst_SpokeReading)
#include "tst_SpokeReading.moc"
