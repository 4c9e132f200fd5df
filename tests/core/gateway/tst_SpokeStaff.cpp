// What staff ask, over exchanges shaped as a real Spoke server's, with people that do not exist.
#include "tests/core/gateway/SpokeStaffScript.h"

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::staffscript;

class tst_SpokeStaff : public QObject
{
    Q_OBJECT

private slots:
    void signsInWithARole()
    {
        Rig rig("ADMIN");
        QCOMPARE(rig.me.id.value, u"6"_s);
        QCOMPARE(rig.me.name, u"Sue Stone"_s);
        QCOMPARE(rig.me.role, StaffRole::Administrator);
        QCOMPARE(rig.me.organisation, u"1"_s);
        QCOMPARE(rig.me.organisationName, u"Example Org"_s);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void countsWhatTheServerKeepsNoFiguresOf()
    {
        Rig rig;
        rig.spoke.exchange(u"campaigns"_s, "campaigns",
                           page("campaigns", 2,
                                {campaign("1"), campaign("2", "{'contactsCount':60,'messagedCount':44,"
                                                              "'needsResponseCount':3}")}));
        rig.spoke.exchange(u"conversations_count"_s, "conversations", count(12));
        rig.spoke.exchange(u"conversations_count"_s, "conversations", count(7));
        const auto list = rig.ask<StaffList<StaffCampaign>>(
            [&](auto answer) { rig.staff.campaigns(StaffGateway::Shelf::Current, answer); });
        QVERIFY(list);
        QCOMPARE(list->items.size(), 2);
        QCOMPARE(list->items[0].id.value, u"2"_s); // The newest first, whatever the server's order.
        QCOMPARE(list->items[0].texted, std::optional<qint64>(44));
        QCOMPARE(list->items[0].waiting, std::optional<qint64>(3));
        QCOMPARE(list->items[1].contacts, std::optional<qint64>(60));
        QCOMPARE(list->items[1].texted, std::optional<qint64>(48));
        QCOMPARE(list->items[1].waiting, std::optional<qint64>(7));
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
        QCOMPARE(rig.spoke.variablesOf(u"campaigns"_s).value("campaignsFilter"_L1).toObject(),
                 ScriptedSpoke::json("{'isArchived':false}"));
        const auto counted = rig.spoke.variablesOf(u"conversations_count"_s);
        QCOMPARE(counted.value("contactsFilter"_L1).toObject(),
                 ScriptedSpoke::json("{'messageStatus':'needsMessage'}"));
        QCOMPARE(counted.value("campaignsFilter"_L1).toObject(), ScriptedSpoke::json("{'campaignId':1}"));
        QCOMPARE(counted.value("assignmentsFilter"_L1), QJsonValue(QJsonObject())); // Never null.
        QCOMPARE(counted.value("cursor"_L1).toObject(), ScriptedSpoke::json("{'offset':0,'limit':1}"));
    }
    void readsFigures()
    {
        Rig rig;
        rig.spoke.exchange(u"campaigns"_s, "campaigns", page("campaigns", 1, {campaign("1")}));
        rig.spoke.exchange(
            u"campaign_figures"_s, "campaign",
            campaign(
                "1", kNoFigures,
                ",'stats':{'sentMessagesCount':31,'receivedMessagesCount':4,"
                "'optOutsCount':2,'errorCounts':[{'code':'-133','count':1,'description':'Auto-optout'},"
                "{'code':'30006','count':5,'description':'Landline'}]},'assignments':[{'id':'9','texter':{'id':'2',"
                "'displayName':'Tara Tall','roles':['SUSPENDED','TEXTER']},'contactsCount':57,'unmessagedCount':50,"
                "'unrepliedCount':1}]"));
        rig.spoke.exchange(u"conversations_count"_s, "conversations", count(50));
        rig.spoke.exchange(u"conversations_count"_s, "conversations", count(1));
        rig.spoke.exchange(u"conversations_count"_s, "conversations", count(3));
        const auto figures =
            rig.ask<CampaignFigures>([&](auto answer) { rig.staff.figures(CampaignId{u"1"_s}, answer); });
        QVERIFY(figures);
        QCOMPARE(figures->campaign.texted, std::optional<qint64>(10));
        QCOMPARE(figures->campaign.waiting, std::optional<qint64>(1));
        QCOMPARE(figures->unassigned, std::optional<qint64>(3));
        QCOMPARE(figures->sent, 31);
        QCOMPARE(figures->received, 4);
        QCOMPARE(figures->optOuts, 2);
        QCOMPARE(figures->faults.size(), 2);
        QVERIFY(!figures->faults[0].isFault); // An opt-out that went well.
        QVERIFY(figures->faults[1].isFault);
        QCOMPARE(figures->texters.size(), 1);
        QCOMPARE(figures->texters[0].texter.value, u"2"_s);
        QCOMPARE(figures->texters[0].unmessaged, 50);
        QCOMPARE(figures->texters[0].unreplied, 1);
        QCOMPARE(rig.spoke.variables().value("assignmentsFilter"_L1).toObject(),
                 ScriptedSpoke::json("{'texterId':-2}"));
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void saysThatThereIsNoSuchCampaign()
    {
        Rig rig;
        rig.spoke.exchange(u"campaigns"_s, "campaigns", page("campaigns", 0, {}));
        const auto figures =
            rig.ask<CampaignFigures>([&](auto answer) { rig.staff.figures(CampaignId{u"77"_s}, answer); });
        QCOMPARE(problemOf(figures), ProblemType::NotFound);
    }
    void filtersConversationsAsTheServerWantsIt()
    {
        Rig rig;
        rig.spoke.exchange(
            u"conversations"_s, "conversations",
            page(
                "conversations", 3,
                {"{'texter':{'id':'2','displayName':'Tara Tall'},'contact':{'id':'12','assignmentId':'9','firstName':"
                 "'Lu','lastName':'Lo','cell':'+12125550111','updated_at':'2026-11-30T22:46:19.867Z','messageStatus':"
                 "'needsResponse','errorCode':30006,'optOut':{'id':'optout'},'messages':[{'text':'Yes','isFromContact':"
                 "true,'createdAt':'2026-11-30T22:47:19.346Z'},{'text':'Hi Lu','isFromContact':false,'createdAt':"
                 "'2026-11-30T22:46:19.346Z'}]},'campaign':{'id':'1','title':'Vote 1'}}",
                 "{'texter':{'id':null,'displayName':'null null'},'contact':{'id':'11','assignmentId':null,'firstName':"
                 "'Kim','lastName':'Kay','cell':'+13055550110','updated_at':null,'messageStatus':'needsMessage',"
                 "'errorCode':null,'optOut':null,'messages':[]},'campaign':{'id':'1','title':'Vote 1'}}"}));
        ConversationFilter filter;
        filter.campaign = CampaignId{u"1"_s};
        filter.writer = VolunteerId{u"2"_s};
        filter.stage = ContactStage::NeedsReply;
        filter.optedOut = true;
        filter.text = u"100%_\\"_s;
        const auto list = rig.ask<StaffList<StaffConversation>>([&](auto answer) {
            rig.staff.conversations(filter, {0, 50}, answer);
        });
        QVERIFY(list);
        QCOMPARE(list->items.size(), 2);
        QCOMPARE(list->total, 2); // The server's 3 counts a contact once for each text that fits.
        const auto& first = list->items[0];
        QCOMPARE(first.texter, std::optional(VolunteerId{u"2"_s}));
        QCOMPARE(first.stage, ContactStage::NeedsReply);
        QVERIFY(first.optedOut);
        QCOMPARE(first.faultCode, std::optional(30006));
        QCOMPARE(first.texts.size(), 2);
        QCOMPARE(first.texts[0].text, u"Hi Lu"_s);
        QVERIFY(first.texts[1].isIncoming);
        QVERIFY(!list->items[1].texter);
        QVERIFY(list->items[1].texterName.isEmpty());
        QVERIFY(!list->items[1].updatedAt);
        const auto asked = rig.spoke.variables();
        QCOMPARE(asked.value("campaignsFilter"_L1).toObject(), ScriptedSpoke::json("{'campaignId':1}"));
        QCOMPARE(asked.value("assignmentsFilter"_L1).toObject(), ScriptedSpoke::json("{'texterId':2,'sender':true}"));
        QCOMPARE(asked.value("contactsFilter"_L1).toObject(),
                 ScriptedSpoke::json("{'messageStatus':'needsResponse','isOptedOut':true}"));
        QCOMPARE(asked.value("messageTextFilter"_L1).toString(), u"100\\%\\_\\\\"_s);
    }
    void readsPagesUpToWhatWasAskedFor()
    {
        Rig rig;
        const auto pageFrom = [](int first, int size) {
            QList<QByteArray> items;
            for (int i = first; i < first + size; ++i) {
                const auto id = QByteArray::number(1000 - i);
                items.append("{'texter':{'id':'2'},'contact':{'id':'" + id +
                             "','messageStatus':'messaged','optOut':null},'campaign':{'id':'1'}}");
            }
            return page("conversations", 900, items);
        };
        rig.spoke.exchange(u"conversations"_s, "conversations", pageFrom(10, 100));
        rig.spoke.exchange(u"conversations"_s, "conversations", pageFrom(109, 50)); // One comes again.
        const auto list = rig.ask<StaffList<StaffConversation>>([&](auto answer) {
            rig.staff.conversations({}, {10, 150}, answer);
        });
        QVERIFY(list);
        QCOMPARE(list->items.size(), 149);
        QCOMPARE(list->total, 900);
        QCOMPARE(rig.spoke.variables(2).value("cursor"_L1).toObject(),
                 ScriptedSpoke::json("{'offset':10,'limit':100}"));
        QCOMPARE(rig.spoke.variables(1).value("cursor"_L1).toObject(),
                 ScriptedSpoke::json("{'offset':110,'limit':50}"));
        QCOMPARE(rig.spoke.variables().value("campaignsFilter"_L1).toObject(),
                 ScriptedSpoke::json("{'isArchived':false}"));
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void hasOneFilterForWhoHoldsAndWhoWrote()
    {
        Rig rig;
        ConversationFilter filter;
        filter.texter = VolunteerId{u"2"_s};
        filter.unassigned = true;
        const auto list =
            rig.ask<StaffList<StaffConversation>>([&](auto answer) { rig.staff.conversations(filter, {}, answer); });
        QCOMPARE(problemOf(list), ProblemType::Unsupported);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected()); // Nothing was asked.
    }
    void refusesByRoleBeforeAnythingIsAsked()
    {
        Rig texter("TEXTER");
        const auto people = texter.ask<StaffList<StaffPerson>>([&](auto answer) { texter.staff.people(answer); });
        QCOMPARE(problemOf(people), ProblemType::Forbidden);
        QCOMPARE(problemOf(texter.reassign({u"20"_s}, VolunteerId{u"2"_s})), ProblemType::Forbidden);
        QCOMPARE(problemOf(texter.optOut(u"20"_s)), ProblemType::Forbidden);
        QCOMPARE(texter.spoke.asked(), texter.spoke.expected());
        Rig supervisor;
        const auto optOuts =
            supervisor.ask<StaffList<OptOutEntry>>([&](auto answer) { supervisor.staff.optOuts(answer); });
        QCOMPARE(problemOf(optOuts), ProblemType::Forbidden);
        QCOMPARE(supervisor.staff.roleFor(StaffTask::OptOutList), std::optional(StaffRole::Administrator));
        QCOMPARE(supervisor.spoke.asked(), supervisor.spoke.expected());
    }
    void listsOptOuts()
    {
        Rig rig("ADMIN");
        rig.spoke.exchange(u"organization_optouts"_s, "organization",
                           "{'id':'1','optOuts':[{'id':'1','cell':'+13035550142','createdAt':"
                           "'2026-11-30T22:42:06.419Z'}]}");
        const auto list = rig.ask<StaffList<OptOutEntry>>([&](auto answer) { rig.staff.optOuts(answer); });
        QVERIFY(list);
        QCOMPARE(list->items.size(), 1);
        QCOMPARE(list->items[0].phone, u"+13035550142"_s);
        QVERIFY(list->items[0].at);
        // A role that was taken away meanwhile: the organisation is there, this part of it is not.
        rig.spoke.masked(u"organization_optouts"_s, "organization", "{'id':'1','optOuts':null}");
        rig.spoke.roles("SUPERVOLUNTEER");
        const auto refused = rig.ask<StaffList<OptOutEntry>>([&](auto answer) { rig.staff.optOuts(answer); });
        QCOMPARE(problemOf(refused), ProblemType::Forbidden);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void tellsRefusalsApart_data()
    {
        QTest::addColumn<QByteArray>("role"); // Empty: signed out.
        QTest::addColumn<Meaning>("meaning");
        QTest::addColumn<ProblemType>("problem");
        QTest::newRow("signed out") << QByteArray() << Meaning::NotSignedIn << ProblemType::Unauthenticated;
        QTest::newRow("not allowed any more") << QByteArray("TEXTER") << Meaning::Refused << ProblemType::Forbidden;
        QTest::newRow("the server's trouble")
            << QByteArray("SUPERVOLUNTEER") << Meaning::RefusedForNow << ProblemType::Other;
    }
    void tellsRefusalsApart()
    {
        QFETCH(QByteArray, role);
        QFETCH(Meaning, meaning);
        QFETCH(ProblemType, problem);
        Rig rig;
        rig.spoke.masked(u"people"_s, "people");
        if (role.isEmpty()) {
            rig.spoke.exchange(u"currentUser_roles"_s, "currentUser", "null");
        } else {
            rig.spoke.roles(role);
        }
        const auto people = rig.ask<StaffList<StaffPerson>>([&](auto answer) { rig.staff.people(answer); });
        QVERIFY(!people);
        QCOMPARE(people.error().meaning, meaning);
        QCOMPARE(problemOf(people), problem);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
};

QTEST_GUILESS_MAIN(tst_SpokeStaff)
#include "tst_SpokeStaff.moc"
