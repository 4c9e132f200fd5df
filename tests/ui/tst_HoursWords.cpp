#include "tests/ui/UiFixture.h"
#include "ui/Words.h"
#include "ui/desk/BlockedPopover.h"
#include "ui/desk/DeskView.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"

#include <QLabel>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Instant at(const QString& text) { return fromRfc3339(text).value(); }

HoursVerdict closed(HoursReason reason, const QString& opensAt = {})
{
    HoursVerdict verdict;
    verdict.reason = reason;
    verdict.zone = u"America/Denver"_s;
    verdict.opensAt = opensAt.isEmpty() ? Instant{} : at(opensAt);
    return verdict;
}

/// All that the labels of a widget say.
QString said(const QWidget* widget)
{
    QStringList texts;
    for (const auto* label : widget->findChildren<QLabel*>()) {
        if (label->isVisibleTo(widget)) {
            texts.append(label->text());
        }
    }
    return texts.join(u'\n');
}

} // namespace

/// What is said about when somebody can be texted: on the card, in the list, and where the card was.
class tst_HoursWords : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_now = at(u"2026-11-22T17:00:00Z"_s); } // A Sunday, 10:00 in Denver.

    void everyReasonHasASentenceOfItsOwn()
    {
        QList<HoursVerdict> all;
        for (const auto reason : {HoursReason::TooEarly, HoursReason::TooLate, HoursReason::DayClosed,
                                  HoursReason::Holiday, HoursReason::NoCommonWindow, HoursReason::NoZoneData}) {
            all.append(closed(reason));
        }
        all.append(closed(HoursReason::PolicyFault));
        all.last().fault = u"week[2]: closes before it opens"_s;
        for (const auto trouble : {PlaceTrouble::NonGeographic, PlaceTrouble::OtherCountry, PlaceTrouble::Military,
                                   PlaceTrouble::NoSuchZip, PlaceTrouble::Contradiction}) {
            all.append(closed(HoursReason::NoPlace));
            all.last().trouble = trouble;
        }
        QSet<QString> sentences;
        for (const auto& verdict : all) {
            const auto sentence = words::hours(verdict, m_now);
            QVERIFY(!sentence.isEmpty());
            sentences.insert(sentence);
            QVERIFY(!words::hoursShort(verdict, m_now).isEmpty());
        }
        QCOMPARE(sentences.size(), all.size());
        QVERIFY(words::hours(all.at(6), m_now).contains(u"week[2]: closes before it opens"_s));
    }

    void whoseRuleItIsAndWhenItOpensIsSaid()
    {
        auto sunday = closed(HoursReason::DayClosed, u"2026-11-23T16:00:00Z"_s);
        sunday.state = u"AL"_s;
        const auto sentence = words::hours(sunday, m_now);
        for (const auto& part : {u"AL"_s, u"Sunday"_s, u"Denver"_s, u"9:00"_s}) {
            QVERIFY2(sentence.contains(part), qPrintable(sentence));
        }
        auto holiday = closed(HoursReason::Holiday, u"2026-11-23T16:00:00Z"_s);
        holiday.holiday = u"Thanksgiving"_s;
        QVERIFY(words::hours(holiday, m_now).contains(u"Thanksgiving"_s));
        QVERIFY(words::hoursShort(holiday, m_now).contains(u"9:00"_s));
    }

    void theLastHourIsCountedDown()
    {
        HoursVerdict open;
        open.allowed = true;
        open.reason = HoursReason::Open;
        open.zone = u"America/Denver"_s;
        const auto left = [&](Millis time) {
            open.closesAt = m_now + time;
            return words::closesIn(open, m_now);
        };
        QCOMPARE(left(std::chrono::minutes{61}), QString());
        QCOMPARE(left(std::chrono::minutes{60}), u"texting closes in 60 minute(s)"_s);
        QCOMPARE(left(std::chrono::seconds{61}), u"texting closes in 2 minute(s)"_s);
        QCOMPARE(left(Millis{1}), u"texting closes in 1 minute(s)"_s);
        open.allowed = false;
        QCOMPARE(left(std::chrono::minutes{5}), QString());
    }

    void openingsAreNamedAndTheRestCounted()
    {
        const QList<Opening> all{{at(u"2026-11-22T19:00:00Z"_s), u"America/Denver"_s, 12},
                                 {at(u"2026-11-22T20:00:00Z"_s), u"America/Los_Angeles"_s, 1},
                                 {at(u"2026-11-22T21:00:00Z"_s), u"America/Anchorage"_s, 2}};
        const auto lines = words::openings(all, 2, m_now);
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines.at(0).contains(u"Denver, 12 waiting"_s), qPrintable(lines.at(0)));
        QVERIFY(lines.at(1).contains(u"Los Angeles, 1 waiting"_s));
        QCOMPARE(lines.at(2), u"2 more open later"_s);
    }

    void theDeskCountsDownAndSaysWhoIsNext()
    {
        UiFixture f(8);
        f.close();
        f.clock().setNow(at(u"2026-11-18T00:35:00Z"_s)); // 19:35 in New York, which closes at 20:00.
        f.open();
        DeskView view(*f.shift);
        view.show();
        auto* where = view.findChild<QLabel*>(u"contactPlace"_s);
        QVERIFY2(where->text().contains(u"texting closes in 25 minute"_s), qPrintable(where->text()));
        f.clock().advance(std::chrono::minutes{20});
        view.refresh();
        QVERIFY2(where->text().contains(u"texting closes in 5 minute"_s), qPrintable(where->text()));
        f.clock().advance(std::chrono::minutes{6});
        view.refresh();
        QVERIFY2(where->text().contains(u"closes in 59 minute"_s), qPrintable(where->text())); // Austin's turn.
        // Night everywhere.
        f.clock().setNow(at(u"2026-11-18T08:00:00Z"_s));
        view.refresh();
        const auto idle = said(view.findChild<EmptyState*>(u"deskIdle"_s));
        for (const auto& part : {u"Nobody can be texted before"_s, u"New York, 3 waiting"_s, u"Denver"_s}) {
            QVERIFY2(idle.contains(part), qPrintable(idle));
        }
        BlockedPopover popover(*f.shift, &view);
        QVERIFY(said(&popover).contains(u"New York, 3 waiting"_s));
    }

    void theStripSaysForHowManyItOpensNext()
    {
        UiFixture f(8);
        f.close();
        f.clock().setNow(at(u"2026-11-17T14:30:00Z"_s)); // 9:30 in New York, earlier everywhere else.
        f.open();
        DeskView view(*f.shift);
        view.show();
        QTRY_VERIFY(!f.review->blocked().isEmpty()); // Looked at while the next card is made.
        const auto strip = said(view.findChild<Banner*>(u"blockedStrip"_s));
        QVERIFY2(strip.contains(u"Opens at "_s) && strip.contains(u"waiting"_s), qPrintable(strip));
    }

    void aCardThatNobodyCanPlaceSaysWhatIsWrong()
    {
        UiFixture f(1);
        auto page = build::batch(f.clock().now(), 1, 1, 1);
        page.contacts.front().zip = u"99999"_s;
        QVERIFY(f.store().applyLease(page).has_value());
        QVERIFY(f.review->show(page.contacts.front().id));
        DeskView view(*f.shift);
        view.show();
        QVERIFY2(said(&view).contains(u"The ZIP code in the list does not exist"_s), qPrintable(said(&view)));
    }

private:
    Instant m_now{};
};

QTEST_MAIN(tst_HoursWords)
#include "tst_HoursWords.moc"
