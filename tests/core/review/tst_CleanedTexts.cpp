#include "core/compose/TextCleaning.h"
#include "tests/core/review/DeskFixture.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A campaign that is written as Spoke's are, and whose gateway replaces characters.
Campaign spokeCampaign()
{
    Campaign made = build::campaign();
    made.version = u"spoke"_s;
    made.syntax = TemplateSyntax::Spoke;
    made.cleaning = TextCleaning::SpokeTypography;
    made.fieldNames = {u"PollingPlace"_s, u"Nickname"_s};
    made.steps[0].texts = {{u""_s, u"Hi {firstName}, it’s {texterFirstName} – will you vote? STOP to opt out…"_s}};
    made.steps[1].texts = {{u""_s, u"“Wonderful!” You vote at {PollingPlace}"_s}};
    made.steps[2].texts = {{u""_s, u"Thank you, {Nickname}"_s}};
    made.canned[0].texts = {{u""_s, u"It’s at {PollingPlace}"_s}};
    return made;
}

class Desk : public DeskFixture
{
public:
    explicit Desk(const Campaign& campaign = spokeCampaign())
        : DeskFixture(3)
    {
        if (!campaignIs(campaign))
            qFatal("no campaign");
        reopen();
    }
    SendPayload sentBy(const Result<CommandId>& approved)
    {
        const auto row = store().outboxRow(*approved);
        return std::get<SendPayload>((*row)->command.payload);
    }
};

const QString kFirst = u"Hi Ana, it's Robin - will you vote? STOP to opt out... "_s;

} // namespace

/// What a person reads and approves is what leaves a gateway that replaces characters.
class tst_CleanedTexts : public QObject
{
    Q_OBJECT
private slots:
    void theCardShowsTheTextAsItLeaves()
    {
        Desk f;
        QVERIFY(f.desk->card());
        QCOMPARE(f.desk->card()->text, kFirst);
        QVERIFY(!f.desk->card()->edited);
        QCOMPARE(f.desk->card()->segments, countSegments(kFirst));
        QVERIFY(f.desk->card()->segments.encoding == SmsEncoding::Gsm7);
        const auto approved = f.sendShown();
        QVERIFY(approved);
        const SendPayload send = f.sentBy(approved);
        QCOMPARE(send.text, kFirst);
        QCOMPARE(send.textSha256, QCryptographicHash::hash(kFirst.toUtf8(), QCryptographicHash::Sha256));
        QVERIFY(!send.edited);
    }

    void aHoleBlocksTheCardAndNamesTheField_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("field");
        QTest::newRow("missing") << u"Hi {Nickname}"_s << u"Nickname"_s;
        QTest::newRow("other case") << u"Hi {firstname}"_s << u"firstname"_s;
        QTest::newRow("unknown") << u"Hi {unknown}"_s << u"unknown"_s;
        QTest::newRow("our own syntax") << u"Hi {firstName|there}"_s << u"firstName|there"_s;
        QTest::newRow("a brace") << u"Hi {firstName}}"_s << QString();
    }
    void aHoleBlocksTheCardAndNamesTheField()
    {
        QFETCH(QString, script);
        QFETCH(QString, field);
        Campaign campaign = spokeCampaign();
        campaign.steps[0].texts = {{u""_s, script}};
        Desk f(campaign);
        QVERIFY(!f.desk->card());
        QCOMPARE(f.desk->idle(), ReviewSession::Idle::OnlyBlocked);
        QCOMPARE(f.desk->blocked().size(), 3);
        const BlockedContact& blocked = f.desk->blocked().front();
        QVERIFY(blocked.why == BlockedContact::Why::TemplateError && blocked.templateError);
        QCOMPARE(blocked.templateError->field, field);
        QVERIFY(f.desk->show(f.id(0)));
        QVERIFY(!f.desk->card()->sendable());
        QVERIFY(!f.sendShown());
        // Her own words in its place can be sent.
        f.desk->edit(u"Hi Ana, it’s Robin"_s);
        QVERIFY(f.desk->card()->sendable());
        QVERIFY(f.sendShown());
    }

    void anEditIsCleanedAtOnce()
    {
        Desk f;
        QSignalSpy told(&*f.desk, &ReviewSession::verdictChanged);
        f.desk->edit(u"“Hi” Ana"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(f.desk->card()->text, u"\"Hi\" Ana"_s);
        // Whoever still shows what was typed is told, though the text stays.
        f.desk->edit(u"“Hi\" Ana"_s);
        QCOMPARE(told.size(), 2);
        QCOMPARE(f.desk->card()->text, u"\"Hi\" Ana"_s);
        // What was typed and not shown cleaned is not what is on the desk.
        QVERIFY(!f.desk->approve(f.press(), f.shown(), u"“Hi” Ana"_s));
        const auto approved = f.sendShown();
        QVERIFY(approved);
        QCOMPARE(f.sentBy(approved).text, u"\"Hi\" Ana"_s);
        QVERIFY(f.sentBy(approved).edited);
    }

    void typingTheScriptsOwnWordsIsNoEdit()
    {
        Desk f;
        f.desk->edit(u"x"_s);
        f.desk->edit(u"Hi Ana, it’s Robin – will you vote? STOP to opt out…"_s);
        QCOMPARE(f.desk->card()->text, kFirst);
        QVERIFY(!f.desk->card()->edited);
    }

    void aSavedDraftComesBackCleaned()
    {
        Desk f;
        QVERIFY(f.store().saveDraft(f.id(0), u"“Old” draft—by Robin"_s));
        f.reopen();
        QVERIFY(f.desk->show(f.id(0)));
        QCOMPARE(f.desk->card()->text, u"\"Old\" draft-by Robin"_s);
        QVERIFY(f.sendShown());
        QVERIFY(f.reply(0, u"Yes"_s));
        QVERIFY(f.store().saveDraft(f.id(0), u"That’s “great”"_s));
        f.reopen();
        f.inbox->open(f.id(0));
        QCOMPARE(f.inbox->draft(), u"That's \"great\""_s);
        QVERIFY(f.sendDraft());
    }

    void aReplyIsCleanedAtOnceAndItsViewIsTold()
    {
        Desk f;
        QVERIFY(f.sendShown());
        QVERIFY(f.reply(0, u"Yes"_s));
        f.inbox->open(f.id(0));
        QSignalSpy told(&*f.inbox, &InboxSession::draftChanged);
        f.inbox->setDraft(u"That"_s);
        QCOMPARE(told.size(), 0);
        f.inbox->setDraft(u"That’s great…"_s);
        QCOMPARE(told.size(), 1);
        QCOMPARE(f.inbox->draft(), u"That's great... "_s);
        f.inbox->setDraft(u"That‘s great... "_s);
        QCOMPARE(told.size(), 2);
        QCOMPARE(f.inbox->draft(), u"That's great... "_s);
        QVERIFY(!f.inbox->approve(f.press(), f.id(0), u"That’s great…"_s));
        const auto approved = f.sendDraft();
        QVERIFY(approved);
        QCOMPARE(f.sentBy(approved).text, u"That's great... "_s);
    }

    void suggestionsAreReadAsTheyLeave()
    {
        Desk f;
        QVERIFY(f.sendShown());
        QVERIFY(f.reply(0, u"Yes"_s));
        f.inbox->open(f.id(0));
        const auto all = f.inbox->suggestions();
        QCOMPARE(all.at(0).text, u"\"Wonderful!\" You vote at Community Hall 1"_s);
        QVERIFY(all.at(1).error);
        QCOMPARE(all.at(1).error->field, u"Nickname"_s);
        QVERIFY(!f.inbox->choose(1));
        QVERIFY(f.inbox->choose(0));
        QCOMPARE(f.inbox->draft(), all.at(0).text);
        const auto approved = f.sendDraft();
        QVERIFY(approved);
        QVERIFY(!f.sentBy(approved).edited);
    }

    void aCampaignThatComesToCleanItsTextsCleansTheDraft()
    {
        Campaign campaign = spokeCampaign();
        campaign.cleaning = TextCleaning::None;
        Desk f(campaign);
        QVERIFY(f.sendShown());
        QVERIFY(f.reply(0, u"Yes"_s));
        f.inbox->open(f.id(0));
        f.inbox->setDraft(u"That’s great"_s);
        f.desk->edit(u"It’s Robin"_s);
        QCOMPARE(f.inbox->draft(), u"That’s great"_s);
        campaign.cleaning = TextCleaning::SpokeTypography;
        campaign.version = u"cleaning"_s;
        QVERIFY(f.campaignIs(campaign));
        QCOMPARE(f.inbox->draft(), u"That's great"_s);
        QCOMPARE(f.desk->card()->text, u"It's Robin"_s);
    }

    void theApproverTakesNoTextThatWouldStillChange_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("quotes") << u"“Hi” Ana"_s;
        QTest::newRow("no-break space") << u"Hi\u00A0Ana"_s;
        QTest::newRow("ellipsis") << u"Hi Ana…"_s;
        QTest::newRow("decomposed") << u"Hi man\u0303ana"_s;
        QTest::newRow("tab") << u"Hi\tAna"_s;
    }
    void theApproverTakesNoTextThatWouldStillChange()
    {
        QFETCH(QString, text);
        Desk f;
        const auto shown = [&](const QString& of) {
            return ShownText{f.id(0), SendKind::FirstMessage, of, {u"step-1"_s}, true};
        };
        const auto refused = f.approver->approve(f.press(), shown(text));
        QVERIFY(!refused && refused.error().code == ErrorCode::Blocked);
        QCOMPARE(f.store().outboxCounts().open(), 0);
        QVERIFY(f.approver->lastVerdict().allowed());
        QVERIFY(f.approver->approve(f.press(), shown(cleaned(text, TextCleaning::SpokeTypography))));
        // Where the gateway changes nothing, nothing stands against it.
        Campaign plain = spokeCampaign();
        plain.cleaning = TextCleaning::None;
        Desk other(plain);
        QVERIFY(other.approver->approve(other.press(), shown(text)));
    }

    void wordingsThatThePolicyAsksForAreFoundAsTheyLeave()
    {
        Campaign campaign = spokeCampaign();
        campaign.policy.optOutWording = u"STOP to opt out…"_s;
        campaign.policy.identityWording = u"it’s Robin •"_s;
        campaign.steps[0].texts = {{u""_s, u"Hi, it’s Robin • vote! STOP to opt out…now"_s}};
        Desk f(campaign);
        QVERIFY(f.desk->card());
        QVERIFY(f.desk->card()->sendable());
    }
};

QTEST_GUILESS_MAIN(tst_CleanedTexts)
#include "tst_CleanedTexts.moc"
