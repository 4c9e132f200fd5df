#include "core/store/Codec.h"

#include "tests/support/Builders.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {
constexpr int kLayout5 = 1 + 1 + 4 + 4 + 4; ///< At the end of a campaign: two kinds, three empty lists.
} // namespace

class tst_Codec : public QObject
{
    Q_OBJECT

private slots:
    void aCampaignComesBackWhole()
    {
        auto campaign = build::campaign();
        campaign.policy.segmentPrice = 0.0079;
        campaign.policy.holdSeconds = 7;
        campaign.policy.confirmation = ConfirmationOwner::Carrier;
        campaign.registration = Registration::Pending;
        campaign.paused = true;
        campaign.pauseReason = u"Almuerzo ñ 🍎"_s;
        campaign.policy.hours.floor = Week(7, DayWindow{500, 1200});
        campaign.policy.hours.stateWeek.insert(u"TX"_s, Week(7, DayWindow{540, 1200}));
        campaign.policy.hours.campaignWeek = Week(7, DayWindow{600, 1100});
        campaign.policy.hours.holidays = {{QDate(2026, 12, 25), u"Christmas"_s, {u"TX"_s}, {600, 700}}};
        const auto back = codec::decodeCampaign(codec::encodeCampaign(campaign));
        QVERIFY(back);
        QCOMPARE(*back, campaign);
    }

    void aContactComesBackWhole()
    {
        const auto contact = build::contact(3);
        Contact back;
        codec::Pool pool;
        QVERIFY(codec::decodeContact(codec::encodeContact(contact), back, pool));
        // These lie in columns.
        back.id = contact.id;
        back.campaign = contact.campaign;
        back.lease = contact.lease;
        back.ordinal = contact.ordinal;
        QCOMPARE(back, contact);
    }

    void damageIsFoundAtEveryLength()
    {
        const auto whole = codec::encodeCampaign(build::campaign());
        for (qsizetype size = 0; size < whole.size(); ++size) {
            QCOMPARE(codec::decodeCampaign(whole.left(size)).error().code, ErrorCode::Corrupt);
        }
        QCOMPARE(codec::decodeCampaign(whole + 'x').error().code, ErrorCode::Corrupt);
        auto later = whole;
        ++later[0]; // A layout this version does not know.
        QCOMPARE(codec::decodeCampaign(later).error().code, ErrorCode::Corrupt);
    }

    void aCampaignOfAnEarlierLayoutHasTheBuiltInChecks()
    {
        auto campaign = build::campaign();
        campaign.policy.disclosures.clear();
        campaign.policy.maxSegments = 3;
        auto packed = codec::encodeCampaign(campaign);
        QCOMPARE(codec::decodeCampaign(packed)->policy, campaign.policy);
        const QByteArray currency("\0\0\0\3USD", 7);
        QCOMPARE(packed.count(currency), 1);
        const auto after = packed.indexOf(currency) + currency.size();
        constexpr int kChecks = 4 + 4 + 4;              // Two empty lists and a number.
        constexpr int kHours = (4 + 7 * 8) + 4 + 4 + 4; // A week, an empty map, two empty lists.
        constexpr int kGuards = 4 + 4;                  // Two numbers.
        packed.chop(kLayout5);
        packed.remove(after + kChecks, kHours + kGuards);
        packed[0] = 3;
        auto back = codec::decodeCampaign(packed);
        QVERIFY(back.has_value());
        QCOMPARE(back->policy, campaign.policy);
        packed.remove(after, kChecks);
        packed[0] = 2;
        back = codec::decodeCampaign(packed);
        QVERIFY(back.has_value());
        QCOMPARE(back->policy.disclosures, Policy::defaultDisclosures());
        QCOMPARE(back->policy.maxSegments, 10);
        QCOMPARE(back->policy.hours, HoursPolicy());
        QCOMPARE(back->steps, campaign.steps);
    }

    void aCampaignOfLayout3HasNoHoursBetweenTexts()
    {
        auto campaign = build::campaign();
        campaign.policy.maxSegments = 3;
        campaign.policy.householdHours = 24;
        campaign.policy.recontactHours = 48;
        auto packed = codec::encodeCampaign(campaign);
        QCOMPARE(codec::decodeCampaign(packed)->policy, campaign.policy);
        const QByteArray numbers("\0\0\0\30\0\0\0\60", 8);
        QCOMPARE(packed.count(numbers), 1);
        constexpr int kHours = (4 + 7 * 8) + 4 + 4 + 4; // The hours of layout 4 stand before them.
        packed.chop(kLayout5);
        packed.remove(packed.indexOf(numbers) - kHours, kHours + numbers.size());
        packed[0] = 3;
        const auto back = codec::decodeCampaign(packed);
        QVERIFY(back.has_value());
        QCOMPARE(back->policy.maxSegments, 3);
        QCOMPARE(back->policy.householdHours, 0);
        QCOMPARE(back->policy.recontactHours, 0);
        QCOMPARE(back->steps, campaign.steps);
    }

    void anEarlierLayoutIsReadWithoutWhatCameLater()
    {
        Command close;
        close.contact = build::contactId(1);
        close.payload = ClosePayload{u"c-7"_s};
        auto packed = codec::encodeCommand(close, {});
        Command back;
        codec::Evidence evidence;
        QVERIFY(codec::decodeCommand(packed, back, evidence));
        QCOMPARE(back.payload, close.payload);
        // The same as it was written before there was a cursor.
        QCOMPARE(packed.count(QByteArray("\0\0\0\3c-7", 7)), 1);
        packed.replace(QByteArray("\0\0\0\3c-7", 7), QByteArray());
        packed[0] = 1;
        QVERIFY(codec::decodeCommand(packed, back, evidence));
        QCOMPARE(back.payload, CommandPayload(ClosePayload{}));
    }

    void aHugeCountReservesNothing() { QVERIFY(!codec::decodeTexts(QByteArray("\x01\x7f\xff\xff\xff", 5), 3)); }

    void sharedTextsAreKeptOnce()
    {
        codec::Pool pool;
        Contact first;
        Contact second;
        QVERIFY(codec::decodeContact(codec::encodeContact(build::contact(0)), first, pool));
        QVERIFY(codec::decodeContact(codec::encodeContact(build::contact(0)), second, pool));
        QCOMPARE(first.reason.constData(), second.reason.constData());
    }
};

QTEST_GUILESS_MAIN(tst_Codec)
#include "tst_Codec.moc"
