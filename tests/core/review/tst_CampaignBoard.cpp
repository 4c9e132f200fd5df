#include "core/review/CampaignBoard.h"
#include "tests/core/review/DeskFixture.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const CampaignId kOther{u"campaign-2"_s};

Campaign other()
{
    auto campaign = build::campaign();
    campaign.id = kOther;
    campaign.title = u"A park for Main Street"_s;
    return campaign;
}

/// Four contacts of the first campaign, three of the other.
class TwoCampaigns : public DeskFixture
{
public:
    TwoCampaigns()
        : DeskFixture(4)
    {
        auto page = build::batch(temp.clock().now(), 3, 10, 1);
        page.lease.campaign = kOther;
        for (auto& contact : page.contacts)
            contact.campaign = kOther;
        if (!campaignIs(other()) || !store().applyLease(page))
            qFatal("two campaigns");
    }
    CampaignLine line(const CampaignId& id)
    {
        for (const auto& one : campaignLines(store(), desk->blocked())) {
            if (one.id == id)
                return one;
        }
        return {};
    }
};

} // namespace

class tst_CampaignBoard : public QObject
{
    Q_OBJECT
private slots:
    void eachCampaignHasItsOwnCounts()
    {
        TwoCampaigns f;
        const auto lines = campaignLines(f.store(), f.desk->blocked());
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.front().title, u"A park for Main Street"_s);
        QCOMPARE(f.line(build::campaignId()).toText, 4);
        QCOMPARE(f.line(kOther).toText, 3);
        f.sendFirst(1);
        QVERIFY(f.desk->skip());
        QVERIFY(f.reply(0, u"Who is this?"_s));
        QCOMPARE(f.line(build::campaignId()).toText, 2);
        QCOMPARE(f.line(build::campaignId()).replies, 1);
        QCOMPARE(f.line(kOther).toText, 3);
        QCOMPARE(f.line(kOther).replies, 0);
    }

    void thoseOutsideTheirHoursAndThoseWithATroubleAreToldApart()
    {
        TwoCampaigns f;
        auto closed = other();
        closed.version = u"2"_s;
        closed.steps.front().texts = {{u""_s, u"Hi {Nickname}"_s}};
        QVERIFY(f.campaignIs(closed));
        f.temp.clock().advance(std::chrono::hours(10)); // Night.
        f.desk->refresh();
        f.desk->lookAtAll();
        const auto mine = f.line(build::campaignId());
        QCOMPARE(mine.outsideHours, 4);
        QCOMPARE(mine.toText + mine.blocked, 0);
        const auto theirs = f.line(kOther);
        QCOMPARE(theirs.toText + theirs.outsideHours + theirs.blocked, 3);
        QCOMPARE(theirs.toText, 0);
    }

    void theChoiceIsKeptOverARestart()
    {
        TwoCampaigns f;
        QCOMPARE(chosenCampaign(f.store()), build::campaignId());
        QVERIFY(chooseCampaign(f.store(), kOther));
        QVERIFY(f.line(kOther).isChosen && !f.line(build::campaignId()).isChosen);
        f.reopen();
        QCOMPARE(chosenCampaign(f.store()), kOther);
        const auto refused = chooseCampaign(f.store(), {u"campaign-3"_s});
        QVERIFY(!refused && refused.error().code == ErrorCode::NotFound);
    }

    void whatTheGatewayDoesNotListAnyMoreIsNotOffered()
    {
        TwoCampaigns f;
        QVERIFY(chooseCampaign(f.store(), kOther));
        QVERIFY(f.store().applyOffered({{u"campaign-9"_s}, build::campaignId()}));
        QCOMPARE(f.store().offeredCampaigns(), QList<CampaignId>{build::campaignId()}); // The ninth is not here yet.
        QCOMPARE(campaignLines(f.store(), f.desk->blocked()).size(), 1);
        QCOMPARE(chosenCampaign(f.store()), build::campaignId());
        f.reopen();
        QCOMPARE(f.store().offeredCampaigns(), QList<CampaignId>{build::campaignId()});
        QVERIFY(f.store().applyOffered({kOther, build::campaignId()}));
        QCOMPARE(chosenCampaign(f.store()), kOther); // It is back, and was the last that was chosen.
        QVERIFY(f.store().applyOffered({}));
        QVERIFY(f.store().offeredCampaigns().isEmpty());
        QCOMPARE(chosenCampaign(f.store()), build::campaignId()); // Something to show.
    }

    void beforeTheGatewayHasSaidAllAreOffered()
    {
        TwoCampaigns f;
        QCOMPARE(f.store().offeredCampaigns().size(), 2);
    }

    void oneThatHandsOutNoMoreIsDoneWhenNothingIsLeft()
    {
        TwoCampaigns f;
        auto limited = other();
        limited.version = u"2"_s;
        limited.missing = {Ability::MoreContacts};
        QVERIFY(f.campaignIs(limited));
        QVERIFY(!f.line(kOther).hasMore && !f.line(kOther).isDone());
        for (int i = 10; i < 13; ++i) {
            QVERIFY(f.desk->show(f.id(i)));
            QVERIFY(f.desk->optOut());
        }
        QVERIFY(f.line(kOther).isDone());
        QVERIFY(!f.line(build::campaignId()).isDone());
    }

    void theFirstContactsCanBeAskedForAnyway()
    {
        DeskFixture f(0);
        auto limited = build::campaign();
        limited.version = u"2"_s;
        limited.missing = {Ability::MoreContacts};
        QVERIFY(f.campaignIs(limited));
        const auto lines = campaignLines(f.store(), {});
        QVERIFY(lines.front().hasMore && !lines.front().hasHadContacts && !lines.front().isDone());
    }
};

QTEST_GUILESS_MAIN(tst_CampaignBoard)
#include "tst_CampaignBoard.moc"
