#include "core/policy/SendGate.h"

#include <QTimeZone>
#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;
using namespace std::chrono_literals;

namespace {

Instant at(const QString& text) { return fromRfc3339(text).value(); }

/// A contact in Denver, a lease, a campaign and a Wednesday noon: everything allows.
struct Desk
{
    ContactRecord record;
    Campaign campaign;
    Lease lease;
    Instant now = at(u"2026-11-18T19:00:00Z"_s);
    SendKind kind = SendKind::FirstMessage;
    bool frozen = false;
    bool catchingUp = false;
    bool hasLease = true;
    std::optional<Millis> offset = 0ms;
    std::optional<Instant> sendBefore;

    Desk()
    {
        record.contact.phone = PhoneNumber::fromE164(u"+13035550142"_s).value();
        record.contact.lease = lease.id = LeaseId{u"lease-1"_s};
        lease.expiresAt = now + std::chrono::hours{24};
    }
    GateVerdict ask() const
    {
        return askGate(
            {record, campaign, hasLease ? &lease : nullptr, kind, frozen, catchingUp, offset, now, sendBefore});
    }
};

bool openEverywhere(const QStringList& ids, const QList<DayWindow>& week, Instant instant)
{
    return std::all_of(ids.cbegin(), ids.cend(), [&](const QString& id) {
        const auto local = QDateTime::fromMSecsSinceEpoch(toMs(instant), QTimeZone(id.toUtf8()));
        const auto& day = week.at(local.date().dayOfWeek() - 1);
        const auto time = local.time().msecsSinceStartOfDay();
        return time >= day.openMinute * 60000 && time < day.closeMinute * 60000;
    });
}

using Change = std::function<void(Desk&)>;
struct Block
{
    const char* name;
    GateReason reason;
    Change change;
};

/// Each thing that forbids, the more permanent first.
const QList<Block>& blocks()
{
    static const QList<Block> kBlocks{
        {"opted out", GateReason::OptedOut, [](Desk& d) { d.record.optedOut = true; }},
        {"not assigned", GateReason::NotAssigned, [](Desk& d) { d.record.assigned = false; }},
        {"wrong number", GateReason::WrongNumber, [](Desk& d) { d.record.wrongNumber = true; }},
        {"no number", GateReason::NoNumber, [](Desk& d) { d.record.contact.phone = {}; }},
        {"may have opted out", GateReason::MayHaveOptedOut, [](Desk& d) { d.record.mayHaveOptedOut = true; }},
        {"escalated", GateReason::Escalated, [](Desk& d) { d.record.escalated = true; }},
        {"already texted", GateReason::AlreadyTexted, [](Desk& d) { d.record.stage = ContactStage::Messaged; }},
        {"outcome unknown", GateReason::OutcomeUnknown, [](Desk& d) { d.record.blockedByUnknown = true; }},
        {"no lease", GateReason::LeaseLost, [](Desk& d) { d.hasLease = false; }},
        {"lease over", GateReason::LeaseLost, [](Desk& d) { d.lease.expiresAt = d.now - 1h; }},
        {"another's lease", GateReason::LeaseLost, [](Desk& d) { d.lease.id = LeaseId{u"lease-2"_s}; }},
        {"unregistered", GateReason::Unregistered,
         [](Desk& d) { d.campaign.registration = Registration::Unregistered; }},
        {"registration pending", GateReason::Unregistered,
         [](Desk& d) { d.campaign.registration = Registration::Pending; }},
        {"frozen", GateReason::Frozen, [](Desk& d) { d.frozen = true; }},
        {"catching up", GateReason::CatchingUp, [](Desk& d) { d.catchingUp = true; }},
        {"paused", GateReason::Paused, [](Desk& d) { d.campaign.paused = true; }},
        {"clock behind", GateReason::ClockWrong, [](Desk& d) { d.offset = 60001ms; }},
        {"clock ahead", GateReason::ClockWrong, [](Desk& d) { d.offset = -60001ms; }},
        {"expired", GateReason::Expired, [](Desk& d) { d.sendBefore = d.now + d.offset.value_or(0ms); }},
        {"outside the window", GateReason::OutsideWindow,
         [](Desk& d) {
             d.campaign.policy.hours.week.fill({0, 0});
         }},
        {"nowhere", GateReason::OutsideWindow, [](Desk& d) { d.campaign.policy.hours.week.clear(); }},
    };
    return kBlocks;
}

} // namespace

class tst_SendGate : public QObject
{
    Q_OBJECT
private slots:
    void aHiddenNumberIsTextedInsideTheHoursOfEveryZoneItMayBeIn()
    {
        Desk desk;
        desk.record.contact.phone = {};
        desk.record.contact.numberHidden = true;
        desk.record.contact.zones = {u"America/New_York"_s, u"America/Los_Angeles"_s};
        QCOMPARE(desk.ask().reason, GateReason::Allowed); // 14:00 and 11:00.
        QCOMPARE(desk.ask().zones, (QStringList{u"America/Los_Angeles"_s, u"America/New_York"_s}));
        desk.now = at(u"2026-11-18T16:30:00Z"_s); // 11:30 and 8:30.
        QCOMPARE(desk.ask().reason, GateReason::OutsideWindow);
        desk.record.contact.zones = {u"America/New_York"_s};
        QCOMPARE(desk.ask().reason, GateReason::Allowed);
        desk.now = at(u"2026-11-19T01:30:00Z"_s); // 20:30 and 17:30.
        QCOMPARE(desk.ask().reason, GateReason::OutsideWindow);
    }

    void aZoneThatNobodyKnowsKeepsAHiddenNumberClosed()
    {
        Desk desk;
        desk.record.contact.phone = {};
        desk.record.contact.numberHidden = true;
        for (const auto& strange : {u"America/Nowhere"_s, u""_s, u"-5_1"_s}) {
            desk.record.contact.zones = {u"America/New_York"_s, strange};
            QCOMPARE(desk.ask().reason, GateReason::OutsideWindow);
            QCOMPARE(desk.ask().hours.reason, HoursReason::NoZoneData);
        }
    }

    void aPersonInHerHoursMayBeTexted()
    {
        const auto verdict = Desk().ask();
        QVERIFY(verdict.allowed());
        QCOMPARE(verdict.zones, QStringList{u"America/Denver"_s});
        QVERIFY(verdict.hours.allowed);
    }
    void eachObstacleBlocksForItsReason_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < blocks().size(); ++i) {
            QTest::newRow(blocks().at(i).name) << i;
        }
    }
    void eachObstacleBlocksForItsReason()
    {
        QFETCH(int, index);
        Desk desk;
        blocks().at(index).change(desk);
        const auto verdict = desk.ask();
        QCOMPARE(verdict.reason, blocks().at(index).reason);
        QCOMPARE(verdict.sendBefore, Instant{});
    }
    void theMorePermanentReasonIsNamed()
    {
        for (int i = 0; i < blocks().size(); ++i) {
            for (int j = i; j < blocks().size(); ++j) {
                if (blocks().at(i).reason == GateReason::AlreadyTexted &&
                    blocks().at(j).reason == GateReason::Expired) {
                    continue; // At dequeue the row itself is the text.
                }
                Desk desk;
                blocks().at(i).change(desk);
                blocks().at(j).change(desk);
                QVERIFY2(desk.ask().reason == blocks().at(i).reason,
                         qPrintable(QString::fromLatin1(blocks().at(i).name) + u" / "_s +
                                    QString::fromLatin1(blocks().at(j).name)));
            }
        }
    }
    void aReplyNeedsAFirstMessage()
    {
        Desk desk;
        desk.kind = SendKind::Reply;
        QCOMPARE(desk.ask().reason, GateReason::NothingToAnswer);
        for (const auto stage :
             {ContactStage::Messaged, ContactStage::NeedsReply, ContactStage::Replied, ContactStage::Closed}) {
            desk.record.stage = stage;
            QVERIFY(desk.ask().allowed());
        }
    }
    void aRowOnItsWayOutIsNotItsOwnObstacle()
    {
        Desk desk;
        desk.record.stage = ContactStage::Messaged;
        QCOMPARE(desk.ask().reason, GateReason::AlreadyTexted);
        desk.sendBefore = desk.now + 10min;
        QVERIFY(desk.ask().allowed());
        QCOMPARE(desk.ask().sendBefore, desk.now + 10min);
        desk.record.optedOut = true;
        QCOMPARE(desk.ask().reason, GateReason::OptedOut);
    }
    void sendBeforeIsTheNearestLimit()
    {
        Desk desk;
        QCOMPARE(desk.ask().sendBefore, desk.now + 60min);
        desk.campaign.policy.sendWithinMinutes = 1440;
        QCOMPARE(desk.ask().sendBefore, at(u"2026-11-19T03:00:00Z"_s)); // 20:00 in Denver
        desk.lease.expiresAt = desk.now + 5min;
        QCOMPARE(desk.ask().sendBefore, desk.now + 5min);
        desk.campaign.policy.sendWithinMinutes = 0; // Outside its range: the least there is.
        QCOMPARE(desk.ask().sendBefore, desk.now + 1min);
    }
    void limitsCountByTheGatewaysClock()
    {
        Desk desk;
        desk.offset = 30s;
        QCOMPARE(desk.ask().sendBefore, desk.now + 60min + 30s);
        desk.lease.expiresAt = desk.now + 30s;
        QCOMPARE(desk.ask().reason, GateReason::LeaseLost);
        desk.lease.expiresAt = desk.now + 31s;
        QVERIFY(desk.ask().allowed());
        // 19:59:45 on the laptop is 20:00:15 at the gateway.
        desk.now = at(u"2026-11-19T02:59:45Z"_s);
        desk.lease.expiresAt = desk.now + 1h;
        QCOMPARE(desk.ask().reason, GateReason::OutsideWindow);
    }
    void theToleranceItselfIsRightAndAnUnknownOffsetIsNone()
    {
        Desk desk;
        desk.offset = 60000ms;
        QVERIFY(desk.ask().allowed());
        desk.offset = std::nullopt;
        QVERIFY(desk.ask().allowed());
        desk.campaign.policy.clockToleranceSeconds = -5;
        desk.offset = 1ms;
        QCOMPARE(desk.ask().reason, GateReason::ClockWrong);
    }
    void practiceNeedsNoRegistration()
    {
        Desk desk;
        desk.campaign.registration = Registration::Unregistered;
        desk.campaign.practice = true;
        QVERIFY(desk.ask().allowed());
    }
    void aBlockedContactSaysWhenItOpens()
    {
        Desk desk;
        desk.now = at(u"2026-11-18T12:00:00Z"_s);
        const auto verdict = desk.ask();
        QCOMPARE(verdict.reason, GateReason::OutsideWindow);
        QCOMPARE(verdict.hours.opensAt, at(u"2026-11-18T16:00:00Z"_s));
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void nothingIsAllowedOutsideAnyZonesWindow()
    {
        qputenv("RC_PARAMS", "max_success=2000");
        QVERIFY(rc::check("inside", [] {
            static const QStringList kCodes{u"303"_s, u"212"_s, u"270"_s, u"907"_s, u"928"_s,
                                            u"239"_s, u"808"_s, u"250"_s, u"999"_s};
            static const QStringList kZips{QString(), u"32401"_s, u"46402"_s, u"86515"_s, u"99501"_s, u"10001"_s};
            Desk desk;
            desk.record.contact.phone =
                PhoneNumber::fromE164(u"+1"_s + kCodes.at(*rc::gen::inRange<qsizetype>(0, kCodes.size())) +
                                      u"5550142"_s)
                    .value();
            desk.record.contact.zip = kZips.at(*rc::gen::inRange<qsizetype>(0, kZips.size()));
            desk.now = instantFromMs(*rc::gen::inRange<qint64>(1577836800000, 1893456000000));
            desk.offset = Millis{*rc::gen::inRange(-60000, 60001)};
            desk.lease.expiresAt = desk.now + std::chrono::minutes{*rc::gen::inRange(1, 3000)};
            desk.campaign.policy.sendWithinMinutes = *rc::gen::inRange(1, 1441);
            const auto gatewayNow = desk.now + *desk.offset;
            const auto verdict = desk.ask();
            const auto open = openEverywhere(verdict.zones, desk.campaign.policy.hours.week, gatewayNow);
            const auto leased = desk.lease.expiresAt > gatewayNow;
            RC_ASSERT(verdict.allowed() == (open && leased));
            if (verdict.allowed()) {
                RC_ASSERT(verdict.sendBefore > gatewayNow);
                RC_ASSERT(verdict.sendBefore <= desk.lease.expiresAt);
                RC_ASSERT(verdict.sendBefore <= gatewayNow + 1440min);
                RC_ASSERT(openEverywhere(verdict.zones, desk.campaign.policy.hours.week, verdict.sendBefore - 1ms));
            }
        }));
    }
    void anotherRestrictionNeverWidens()
    {
        QVERIFY(rc::check("narrower", [] {
            Desk desk;
            desk.now = instantFromMs(*rc::gen::inRange<qint64>(1577836800000, 1893456000000));
            desk.lease.expiresAt = desk.now + std::chrono::minutes{*rc::gen::inRange(1, 3000)};
            const auto before = desk.ask();
            auto narrower = desk;
            switch (*rc::gen::inRange(0, 4)) {
            case 0:
                narrower.lease.expiresAt -= std::chrono::minutes{*rc::gen::inRange(0, 3000)};
                break;
            case 1:
                for (auto& day : narrower.campaign.policy.hours.week) {
                    day.openMinute += *rc::gen::inRange(0, 200);
                    day.closeMinute -= *rc::gen::inRange(0, 200);
                }
                break;
            case 2:
                narrower.record.contact.zip = u"86515"_s;
                narrower.record.contact.state = u"CO"_s;
                break;
            default:
                blocks().at(*rc::gen::inRange<qsizetype>(0, blocks().size())).change(narrower);
            }
            const auto after = narrower.ask();
            RC_ASSERT(!after.allowed() || before.allowed());
            RC_ASSERT(!after.allowed() || after.sendBefore <= before.sendBefore);
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_SendGate)
#include "tst_SendGate.moc"
