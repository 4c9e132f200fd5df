// What staff change, likewise: what is asked for, and what is read back of it.
#include "tests/core/gateway/SpokeStaffScript.h"

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace textbank::staffscript;

class tst_SpokeStaffActs : public QObject
{
    Q_OBJECT

private slots:
    void movesWhatWasAskedForAndReadsItBack()
    {
        Rig rig;
        rig.spoke.exchange(u"people"_s, "people", kPeople);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("7", "3", "2"));
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", "null");
        rig.spoke.exchange(u"conversations_holders"_s, "conversations", page("conversations", 1, {unheld("24")}));
        rig.spoke.exchange(u"reassignCampaignContacts"_s, "reassignCampaignContacts",
                           "[{'campaignId':'1','assignmentId':'5'}]");
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        // 20 is another's, 21 hers already, 22 of another campaign, 24 nobody's, "x" no id of this server's.
        const auto outcomes = rig.reassign({u"20"_s, u"21"_s, u"22"_s, u"24"_s, u"x"_s, u"20"_s}, VolunteerId{u"2"_s});
        QVERIFY(outcomes);
        QCOMPARE(outcomes->size(), 5);
        QCOMPARE((*outcomes)[0].before, std::optional(VolunteerId{u"3"_s}));
        QVERIFY(!(*outcomes)[0].problem);
        QCOMPARE((*outcomes)[1].before, std::optional(VolunteerId{u"2"_s}));
        QVERIFY(!(*outcomes)[1].problem);
        QCOMPARE((*outcomes)[2].problem->type, ProblemType::NotFound);
        QVERIFY(!(*outcomes)[3].before);
        QVERIFY(!(*outcomes)[3].problem);
        QCOMPARE((*outcomes)[4].problem->type, ProblemType::NotFound);
        const auto sent = rig.spoke.variablesOf(u"reassignCampaignContacts"_s);
        QCOMPARE(sent, ScriptedSpoke::json("{'organizationId':'1','newTexterUserId':'2','campaignIdsContactIds':["
                                           "{'campaignId':'1','campaignContactId':20,'messageIds':[]},"
                                           "{'campaignId':'1','campaignContactId':24,'messageIds':[]}]}"));
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void givesToNobody()
    {
        Rig rig;
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.exchange(u"reassignCampaignContacts"_s, "reassignCampaignContacts",
                           "[{'campaignId':'1','assignmentId':null}]");
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", "null");
        const auto outcomes = rig.reassign({u"20"_s}, std::nullopt);
        QVERIFY(outcomes);
        QVERIFY(!(*outcomes)[0].problem);
        QCOMPARE(rig.spoke.variablesOf(u"reassignCampaignContacts"_s).value("newTexterUserId"_L1).toString(), u"-2"_s);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void believesWhatItReadsAndNotWhatItIsTold()
    {
        Rig rig;
        rig.spoke.exchange(u"people"_s, "people", kPeople);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.exchange(u"reassignCampaignContacts"_s, "reassignCampaignContacts",
                           "[{'campaignId':'1','assignmentId':'5'}]");
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        const auto outcomes = rig.reassign({u"20"_s, u"21"_s}, VolunteerId{u"2"_s});
        QVERIFY(outcomes);
        QVERIFY((*outcomes)[0].problem);
        QVERIFY(!(*outcomes)[1].problem);
        // A refusal, and the role is gone.
        rig.spoke.exchange(u"people"_s, "people", kPeople);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.masked(u"reassignCampaignContacts"_s, "reassignCampaignContacts");
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.roles("TEXTER");
        const auto refused = rig.reassign({u"20"_s}, VolunteerId{u"2"_s});
        QVERIFY(refused);
        QCOMPARE((*refused)[0].problem->type, ProblemType::Forbidden);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void readsBackWhenTheAnswerIsLost()
    {
        Rig rig;
        rig.spoke.exchange(u"people"_s, "people", kPeople);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.broken(u"reassignCampaignContacts"_s);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        const auto done = rig.reassign({u"20"_s}, VolunteerId{u"2"_s});
        QVERIFY(done);
        QVERIFY(!(*done)[0].problem);
        // Not there yet: the request may still arrive.
        rig.spoke.exchange(u"people"_s, "people", kPeople);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        rig.spoke.broken(u"reassignCampaignContacts"_s);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("4", "3"));
        const auto open = rig.reassign({u"20"_s}, VolunteerId{u"2"_s});
        QVERIFY(!open);
        QCOMPARE(open.error().meaning, Meaning::MayHaveLeft);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected()); // Nothing was sent twice.
    }
    void givesNothingToWhoMayNotText()
    {
        Rig rig;
        rig.spoke.exchange(u"people"_s, "people", kPeople);
        QCOMPARE(problemOf(rig.reassign({u"20"_s}, VolunteerId{u"8"_s})), ProblemType::Frozen);
        rig.spoke.exchange(u"people"_s, "people", kPeople);
        QCOMPARE(problemOf(rig.reassign({u"20"_s}, VolunteerId{u"999"_s})), ProblemType::NotFound);
        QCOMPARE(problemOf(rig.reassign({}, VolunteerId{u"2"_s})), ProblemType::TooLarge);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void optsOutAndReadsItBack()
    {
        Rig rig;
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        rig.spoke.exchange(u"getAssignmentContacts"_s, "getAssignmentContacts", contact("20", "null"));
        rig.spoke.exchange(u"createOptOut"_s, "createOptOut", "{'id':'20','optOut':{'id':'optout'}}");
        rig.spoke.exchange(u"getAssignmentContacts"_s, "getAssignmentContacts", contact("20", "{'id':'optout'}"));
        const auto outcome = rig.optOut(u"20"_s);
        QVERIFY(outcome);
        QVERIFY(!outcome->wasOptedOut);
        QCOMPARE(outcome->phone, u"+13035550142"_s);
        QCOMPARE(rig.spoke.variablesOf(u"createOptOut"_s),
                 ScriptedSpoke::json("{'campaignContactId':'20','optOut':{'cell':'+13035550142','assignmentId':'5',"
                                     "'reason':'asked'}}"));
        // Once more: nothing is left to be done.
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        rig.spoke.exchange(u"getAssignmentContacts"_s, "getAssignmentContacts", contact("20", "{'id':'optout'}"));
        const auto again = rig.optOut(u"20"_s);
        QVERIFY(again);
        QVERIFY(again->wasOptedOut);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
    void optsOutWhomNobodyHolds()
    {
        Rig rig;
        const auto none = page("conversations", 1, {unheld("24")});
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", "null");
        rig.spoke.exchange(u"conversations_holders"_s, "conversations", none);
        rig.spoke.exchange(u"conversations_holders"_s, "conversations", none);
        rig.spoke.exchange(u"campaign_assignments"_s, "campaign", "{'id':'1','assignments':[{'id':'5'}]}");
        rig.spoke.exchange(u"createOptOut"_s, "createOptOut", "{'id':'24','optOut':{'id':'optout'}}");
        rig.spoke.exchange(u"conversations_holders"_s, "conversations",
                           page("conversations", 1, {unheld("24", "{'id':'optout'}")}));
        const auto outcome = rig.optOut(u"24"_s);
        QVERIFY(outcome);
        QVERIFY(!outcome->wasOptedOut);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
        // The server needs somebody's assignment, and there is none.
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", "null");
        rig.spoke.exchange(u"conversations_holders"_s, "conversations", none);
        rig.spoke.exchange(u"conversations_holders"_s, "conversations", none);
        rig.spoke.exchange(u"campaign_assignments"_s, "campaign", "{'id':'1','assignments':[]}");
        QCOMPARE(problemOf(rig.optOut(u"24"_s)), ProblemType::Unsupported);
    }
    void doesNotClaimAnOptOutThatIsNotThere()
    {
        Rig rig;
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        rig.spoke.exchange(u"getAssignmentContacts"_s, "getAssignmentContacts", contact("20", "null"));
        rig.spoke.exchange(u"createOptOut"_s, "createOptOut", "{'id':'20','optOut':{'id':'optout'}}");
        rig.spoke.exchange(u"getAssignmentContacts"_s, "getAssignmentContacts", contact("20", "null"));
        const auto refused = rig.optOut(u"20"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().meaning, Meaning::RefusedForNow);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", holder("5", "2"));
        rig.spoke.exchange(u"getAssignmentContacts"_s, "getAssignmentContacts", contact("20", "null"));
        rig.spoke.broken(u"createOptOut"_s);
        rig.spoke.broken(u"getAssignmentContacts"_s);
        const auto open = rig.optOut(u"20"_s);
        QVERIFY(!open);
        QCOMPARE(open.error().meaning, Meaning::MayHaveLeft);
        rig.spoke.exchange(u"assignment_holder"_s, "assignment", "null");
        rig.spoke.exchange(u"conversations_holders"_s, "conversations", page("conversations", 0, {}));
        QCOMPARE(problemOf(rig.optOut(u"31"_s)), ProblemType::NotFound);
        QCOMPARE(rig.spoke.asked(), rig.spoke.expected());
    }
};

QTEST_GUILESS_MAIN(tst_SpokeStaffActs)
#include "tst_SpokeStaffActs.moc"
