// Who answers at an address, and the ways in.
#include "core/gateway/spoke/SpokeSignIn.h"
#include "tests/support/StubServer.h"
#include "tests/support/spoke/SpokeShift.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

class tst_SpokeSignIn : public QObject
{
    Q_OBJECT

    static std::optional<GatewayResult<GatewayInfo>> discovered(SpokeShift& shift)
    {
        std::optional<GatewayResult<GatewayInfo>> info;
        shift.rig->gateway->discover([&info](const GatewayResult<GatewayInfo>& answer) { info = answer; });
        shift.rig->until([&info] { return info.has_value(); });
        return info;
    }
    static std::optional<GatewayResult<Joined>> joined(SpokeShift& shift, const JoinRequest& request)
    {
        std::optional<GatewayResult<Joined>> answer;
        shift.rig->gateway->join(request, [&answer](const GatewayResult<Joined>& one) { answer = one; });
        shift.rig->until([&answer] { return answer.has_value(); });
        return answer;
    }
    static JoinRequest account(const QString& email, const QString& invitation = {})
    {
        JoinRequest request;
        request.email = email;
        request.password = spokescene::kPassword;
        request.invitation = invitation;
        return request;
    }
    static std::optional<ProblemType> problemOf(const std::optional<GatewayResult<Joined>>& answer)
    {
        const auto isProblem = answer && !*answer && answer->error().problem;
        return isProblem ? std::optional(answer->error().problem->type) : std::nullopt;
    }

private slots:
    void recognisesASpoke()
    {
        SpokeShift shift(1);
        const auto info = discovered(shift);
        QVERIFY(info && *info);
        QVERIFY((*info)->signInWays.contains(u"password"_s));
        QVERIFY(!(*info)->practice);
    }

    void saysWhatItCannotDo_data()
    {
        QTest::addColumn<int>("way");
        QTest::addRow("refuses") << static_cast<int>(SpokeSwitches::SignIn::Refuses);
        QTest::addRow("redirects") << static_cast<int>(SpokeSwitches::SignIn::Redirects);
    }
    void saysWhatItCannotDo()
    {
        QFETCH(int, way);
        SpokeShift shift(1);
        shift.stub.state.switches.signIn = static_cast<SpokeSwitches::SignIn>(way);
        const auto info = discovered(shift);
        QVERIFY(info && *info);
        QCOMPARE((*info)->signInWays, QStringList{u"elsewhere"_s});
    }

    void knowsAForkAndStrangers()
    {
        SpokeShift shift(1);
        shift.stub.state.switches.fork = true;
        auto info = discovered(shift);
        QVERIFY(info && !*info);
        QCOMPARE(info->error().fault, Fault::VersionMismatch);
        shift.stub.state.switches.fork = false;
        for (const auto fault : {SpokeFault::Page, SpokeFault::ProxyBefore, SpokeFault::ServerError}) {
            shift.stub.fail(u"__type"_s, fault);
            info = discovered(shift);
            QVERIFY(info && !*info);
        }
        shift.stub.fail(u"__type"_s, SpokeFault::Page);
        info = discovered(shift);
        QCOMPARE(info->error().fault, Fault::NotAGateway);
    }

    void signsIn()
    {
        SpokeShift shift(1);
        const auto wrong = joined(shift, [] {
            auto request = account(u"tara@example.org"_s);
            request.password = u"not hers"_s;
            return request;
        }());
        QCOMPARE(problemOf(wrong), ProblemType::PasswordWrong);
        QCOMPARE(problemOf(joined(shift, account(u"nobody@example.org"_s))), ProblemType::PasswordWrong);
        const auto first = joined(shift, account(u" Tara@Example.org "_s));
        QVERIFY(first && *first);
        QVERIFY((*first)->token.contains(u"session="_s) && (*first)->token.contains(u"session.sig="_s));
        QCOMPARE((*first)->role, Role::Volunteer);
        const auto again = joined(shift, account(u"tara@example.org"_s));
        QVERIFY(again && *again);
        QCOMPARE((*again)->volunteer, (*first)->volunteer);
        const auto staff = joined(shift, account(u"sue@example.org"_s));
        QVERIFY(staff && *staff);
        QCOMPARE((*staff)->role, Role::Staff);
    }

    void joinsByALink()
    {
        SpokeShift shift(40, SpokeShift::Kind::Dynamic);
        auto& state = shift.stub.state;
        const auto uuid = state.organizations[shift.scene.organization].uuid;
        auto newcomer = account(u"nora@example.org"_s, u"/%1/join"_s.arg(uuid));
        newcomer.signUp = true;
        newcomer.displayName = u"Nora"_s;
        newcomer.lastName = u"New"_s;
        newcomer.cell = u"2025550177"_s;
        const auto made = joined(shift, newcomer);
        QVERIFY(made && *made);
        QCOMPARE((*made)->displayName, u"Nora New"_s);
        QVERIFY(state.userByEmail(u"nora@example.org"_s).has_value());
        QCOMPARE(problemOf(joined(shift, newcomer)), ProblemType::AccountExists);
        newcomer.email = u"other@example.org"_s;
        newcomer.invitation = u"/11111111-2222-4333-8444-555555555555/join"_s;
        QCOMPARE(problemOf(joined(shift, newcomer)), ProblemType::InvitationInvalid);
        // A dynamic campaign's link gives an assignment too.
        const auto token = state.campaigns[shift.scene.campaign].joinToken;
        const auto link = u"/%1/join/%2"_s.arg(token).arg(shift.scene.campaign);
        const auto old = joined(shift, account(u"theo@example.org"_s, link));
        QVERIFY(old && *old);
        QCOMPARE((*old)->campaigns.size(), 1);
    }

    void readsInvitations_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("kind");
        using Kind = spoke::Invitation::Kind;
        const auto row = [](const char* path, Kind kind) {
            QTest::addRow("%s", path) << QString::fromLatin1(path) << static_cast<int>(kind);
        };
        row("/0a1b2c3d-1111-4222-8333-444455556666/join", Kind::Organization);
        row("/0a1b2c3d-1111-4222-8333-444455556666/join/12", Kind::Campaign);
        row("/0a1b2c3d-1111-4222-8333-444455556666/replies/12", Kind::Replies);
        row("/0a1b2c3d-1111-4222-8333-444455556666/replies", Kind::None);
        row("/invite/abc123", Kind::Founder);
        row("/app/1/todos", Kind::None);
        row("", Kind::None);
    }
    void readsInvitations()
    {
        QFETCH(QString, path);
        QFETCH(int, kind);
        QCOMPARE(static_cast<int>(spoke::readInvitation(path).kind), kind);
    }

    void refusesHalfACookie()
    {
        QVERIFY(spoke::tokenFrom({"session=abc; path=/; httponly"}).isEmpty());
        QVERIFY(spoke::tokenFrom({"session=a\rb; path=/", "session.sig=x"}).isEmpty());
        QCOMPARE(spoke::tokenFrom({"session=abc=; path=/; httponly", "session.sig=xyz; path=/"}),
                 u"session=abc=; session.sig=xyz"_s);
    }
};

QTEST_GUILESS_MAIN(tst_SpokeSignIn)
#include "tst_SpokeSignIn.moc"
