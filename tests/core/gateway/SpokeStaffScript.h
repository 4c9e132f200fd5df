#pragma once

#include "core/gateway/spoke/SpokeStaff.h"
#include "tests/support/ScriptedSpoke.h"

#include <QTest>

namespace textbank::staffscript {

using namespace Qt::StringLiterals;

inline const QByteArray kNoFigures = "{'contactsCount':null,'messagedCount':null,'needsResponseCount':null}";

inline QByteArray campaign(const QByteArray& id, const QByteArray& stats = kNoFigures, const QByteArray& more = {})
{
    return "{'id':'" + id + "','title':'Vote " + id +
           "','isStarted':true,'isArchived':false,'useDynamicAssignment':null,"
           "'dueBy':'2026-12-30T22:46:13.000Z','contactsCount':60,'completionStats':" +
           stats + more + "}";
}

inline QByteArray page(const QByteArray& list, int total, const QList<QByteArray>& items)
{
    return "{'pageInfo':{'total':" + QByteArray::number(total) + "},'" + list + "':[" + items.join(',') + "]}";
}

inline QByteArray count(int total) { return page("conversations", total, {"{'campaign':{'id':'1'}}"}); }

inline QByteArray holder(const QByteArray& assignment, const QByteArray& texter, const QByteArray& campaign = "1")
{
    return "{'id':'" + assignment + "','texter':{'id':'" + texter + "'},'campaign':{'id':'" + campaign + "'}}";
}

inline QByteArray unheld(const QByteArray& contact, const QByteArray& optOut = "null")
{
    return "{'texter':{'id':null},'contact':{'id':'" + contact + "','cell':'+13035550142','optOut':" + optOut +
           "},'campaign':{'id':'1'}}";
}

inline QByteArray contact(const QByteArray& id, const QByteArray& optOut)
{
    return "[{'id':'" + id +
           "','assignmentId':'5','cell':'+13035550142','messageStatus':'messaged','optOut':" + optOut + "}]";
}

inline const QByteArray kPeople =
    page("users", 3,
         {"{'id':'2','displayName':'Tara Tall','email':'t@example.org','roles':"
          "['SUSPENDED','TEXTER']}",
          "{'id':'6','displayName':'Sue Stone','email':'s@example.org','roles':"
          "['SUSPENDED','TEXTER','VETTED_TEXTER','SUPERVOLUNTEER']}",
          "{'id':'8','displayName':'Sid Still','email':'x@example.org','roles':['SUSPENDED']}"});

/// The port, and one answer at a time.
struct Rig
{
    explicit Rig(const QByteArray& role = "SUPERVOLUNTEER")
        : staff(spoke.server.url(), {}, clock)
    {
        spoke.logIn(role);
        const auto member = ask<StaffMember>([&](auto answer) {
            staff.signIn({u"sue@example.org"_s, u"secret"_s, {}}, answer);
        });
        if (!member) {
            qFatal("signing in failed");
        }
        me = *member;
    }
    template<class T, class Call>
    GatewayResult<T> ask(Call call)
    {
        std::optional<GatewayResult<T>> got;
        call(Answer<T>([&got](GatewayResult<T> answer) { got = std::move(answer); }));
        const auto wasEarly = got.has_value();
        if (wasEarly || !QTest::qWaitFor([&got] { return got.has_value(); }, 10000)) {
            qFatal(wasEarly ? "answered before the call returned" : "no answer");
        }
        return *got;
    }
    GatewayResult<QList<Reassigned>> reassign(const QStringList& contacts, std::optional<VolunteerId> to)
    {
        ReassignRequest request{CampaignId{u"1"_s}, {}, std::move(to)};
        for (const auto& id : contacts) {
            request.contacts.append(ContactId{id});
        }
        return ask<QList<Reassigned>>([&](auto answer) { staff.reassign(request, answer); });
    }
    GatewayResult<StaffOptOut> optOut(const QString& contact)
    {
        return ask<StaffOptOut>(
            [&](auto answer) { staff.optOut(CampaignId{u"1"_s}, ContactId{contact}, u"asked"_s, answer); });
    }

    ScriptedSpoke spoke;
    SystemClock clock;
    SpokeStaff staff;
    StaffMember me;
};

template<class T>
ProblemType problemOf(const GatewayResult<T>& answer)
{
    return answer || !answer.error().problem ? ProblemType::Other : answer.error().problem->type;
}

} // namespace textbank::staffscript
