#include "core/host/carrier/SimulatedVoters.h"
#include "core/host/carrier/VoterPhrases.h"
#include "core/policy/OptOutWords.h"
#include "tests/support/FakeClock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

PhoneNumber number(int i)
{
    return *PhoneNumber::fromE164(QStringLiteral("+1%1").arg(212 + i / 100) +
                                  QStringLiteral("5550%1").arg(100 + i % 100));
}
Carrier::Text text(int id, int to, const QString& language = u"en"_s)
{
    return {MessageId{u"text-%1"_s.arg(id)}, number(to), u"Hi"_s, language};
}
SimulatedVoters::Options options(double speed = 0)
{
    SimulatedVoters::Options made;
    made.seed = 11;
    made.speed = speed;
    return made;
}
QStringList told(const QList<CarrierEvent>& events)
{
    QStringList lines;
    for (const auto& event : events) {
        lines.append(u"%1 %2 %3 %4 %5"_s.arg(static_cast<int>(event.kind))
                         .arg(event.message.value, event.from.e164(), event.text)
                         .arg(toMs(event.at)));
    }
    return lines;
}
/// The first person with this intent.
int someoneWho(VoterIntent intent, double silence = 0.45)
{
    for (int i = 0;; ++i) {
        const auto persona = personaOf(11, number(i), silence, 0);
        if (persona.intent == intent && !persona.late) {
            return i;
        }
    }
}

} // namespace

class SimulatedVotersTest : public QObject
{
    Q_OBJECT
private slots:
    void theSameSeedGivesTheSamePeopleWhateverTheOrder()
    {
        FakeClock clock;
        SimulatedVoters one(options(60), clock);
        SimulatedVoters other(options(60), clock);
        auto reseeded = options(60);
        reseeded.seed = 12;
        SimulatedVoters third(reseeded, clock);
        for (int i = 0; i < 200; ++i) {
            one.submit(text(i, i));
            other.submit(text(199 - i, 199 - i));
            third.submit(text(i, i));
        }
        clock.advance(std::chrono::hours(24));
        auto first = told(one.poll());
        auto second = told(other.poll());
        auto elsewhere = told(third.poll());
        first.sort();
        second.sort();
        elsewhere.sort();
        QCOMPARE(first, second);
        QVERIFY(first != elsewhere);
    }
    void mostAreSilentAndEveryIntentOccurs()
    {
        QHash<VoterIntent, int> counts;
        constexpr int kMany = 4000;
        for (int i = 0; i < kMany; ++i) {
            ++counts[personaOf(1, number(i), 0.45, 0.02).intent];
        }
        QCOMPARE(counts.size(), 9);
        QVERIFY2(std::abs(counts.value(VoterIntent::Silence) - kMany * 0.45) < kMany * 0.03,
                 qPrintable(QString::number(counts.value(VoterIntent::Silence))));
        QVERIFY(counts.value(VoterIntent::Stop) > kMany * 0.03);
        QVERIFY(counts.value(VoterIntent::Yes) > counts.value(VoterIntent::No));
    }
    void aSubmittedIdIsOneTextHoweverOften()
    {
        FakeClock clock;
        SimulatedVoters voters(options(), clock);
        const auto who = someoneWho(VoterIntent::Yes);
        for (int i = 0; i < 5; ++i) {
            voters.submit(text(1, who));
        }
        QCOMPARE(voters.poll().size(), 3); // sent, delivered, the answer
        voters.submit(text(1, who));
        QCOMPARE(voters.poll().size(), 0);
        QCOMPARE(voters.truth().value(number(who)).texts, 1);
        QCOMPARE(voters.truth().value(number(who)).replies, 1);
    }
    void eventsComeInTheirTimeAndOnce()
    {
        FakeClock clock;
        SimulatedVoters voters(options(1), clock);
        QVERIFY(!voters.nextEvent());
        const auto who = someoneWho(VoterIntent::Question);
        voters.submit(text(1, who));
        QCOMPARE(voters.poll().size(), 0);
        auto sequence = QList<CarrierEvent::Kind>();
        while (const auto next = voters.nextEvent()) {
            QVERIFY(*next > clock.now());
            clock.setNow(*next);
            const auto events = voters.poll();
            QCOMPARE(events.size(), 1);
            QVERIFY(events.front().at == *next);
            sequence.append(events.front().kind);
        }
        using Kind = CarrierEvent::Kind;
        QCOMPARE(sequence, (QList<Kind>{Kind::Sent, Kind::Delivered, Kind::Reply}));
    }
    void speedDividesTheWait()
    {
        const auto who = someoneWho(VoterIntent::Yes);
        const auto lastEvent = [who](double speed) {
            FakeClock clock;
            SimulatedVoters voters(options(speed), clock);
            voters.submit(text(1, who));
            const auto start = clock.now();
            clock.advance(std::chrono::hours(1));
            return (voters.poll().back().at - start).count();
        };
        QVERIFY(std::abs(lastEvent(1) - 60 * lastEvent(60)) < 60);
        QCOMPARE(lastEvent(0), 0);
    }
    void whoAskedToStopWritesOnceMoreIfTextedAgainAndTheTruthSaysSo()
    {
        FakeClock clock;
        SimulatedVoters voters(options(), clock);
        const auto who = someoneWho(VoterIntent::Stop);
        voters.submit(text(1, who));
        QCOMPARE(voters.poll().size(), 3);
        QVERIFY(voters.truth().value(number(who)).askedToStop);
        auto confirmation = text(2, who);
        confirmation.purpose = Carrier::Purpose::OptOutConfirmation;
        voters.submit(confirmation);
        QCOMPARE(voters.poll().size(), 2);
        QCOMPARE(voters.truth().value(number(who)).textsAfterStop, 0);
        for (int i = 3; i < 6; ++i) {
            voters.submit(text(i, who));
        }
        QCOMPARE(voters.poll().size(), 3 * 2 + 1);
        QCOMPARE(voters.truth().value(number(who)).textsAfterStop, 3);
    }
    void atMostTwoMoreAnswersToOurs()
    {
        FakeClock clock;
        SimulatedVoters voters(options(), clock);
        for (int i = 0; i < 300; ++i) {
            for (int turn = 0; turn < 6; ++turn) {
                voters.submit(text(i * 10 + turn, i));
                voters.poll();
            }
        }
        auto most = 0;
        for (const auto& truth : voters.truth()) {
            QVERIFY(truth.replies <= 3);
            QCOMPARE(truth.replies > 0, truth.intent != VoterIntent::Silence);
            most = std::max(most, truth.replies);
        }
        QCOMPARE(most, 3);
    }
    void answersHaveIdsOfTheirOwn()
    {
        FakeClock clock;
        SimulatedVoters voters(options(), clock);
        QSet<QString> ids;
        auto replies = 0;
        for (int i = 0; i < 500; ++i) {
            voters.submit(text(i, i));
            for (const auto& event : voters.poll()) {
                if (event.kind == CarrierEvent::Kind::Reply) {
                    ++replies;
                    ids.insert(event.message.value);
                }
            }
        }
        QCOMPARE(ids.size(), replies);
    }
    void atLeastTwentyWaysToSayStopBlockAtOnce()
    {
        auto all = firstAnswers(VoterIntent::Stop, u"en"_s) + firstAnswers(VoterIntent::Stop, u"es"_s);
        all.removeDuplicates();
        QVERIFY(all.size() >= 20);
        QStringList overlooked;
        auto blocked = 0;
        for (const auto& words : all) {
            const auto tier = readOptOut(words).tier;
            blocked += tier == OptOutTier::Certain || tier == OptOutTier::Phrase ? 1 : 0;
            if (tier == OptOutTier::None) {
                overlooked.append(words);
            }
        }
        qInfo("%d wordings, %d block at once", static_cast<int>(all.size()), blocked);
        QVERIFY(blocked >= 20);
        // Politeness that only a person reads as a stop is what practice is for, but it has to stay the exception.
        QVERIFY2(overlooked.isEmpty(), qPrintable(overlooked.join(u'|')));
    }
    void nobodyElseIsTakenForOneWhoSaysStop()
    {
        QStringList mistaken;
        for (const auto intent : {VoterIntent::Yes, VoterIntent::No, VoterIntent::Question, VoterIntent::Rude,
                                  VoterIntent::WrongNumber, VoterIntent::Picture, VoterIntent::AlreadyDone}) {
            for (const auto& language : {u"en"_s, u"es"_s}) {
                QVERIFY(!firstAnswers(intent, language).isEmpty());
                for (const auto& words : firstAnswers(intent, language) + laterAnswers(intent, language, 0) +
                                             laterAnswers(intent, language, 1)) {
                    const auto tier = readOptOut(words).tier;
                    if (tier == OptOutTier::Certain || tier == OptOutTier::Phrase) {
                        mistaken.append(words);
                    }
                }
            }
        }
        QVERIFY2(mistaken.isEmpty(), qPrintable(mistaken.join(u'|')));
    }
    void spanishSpeakersWriteSpanish()
    {
        FakeClock clock;
        SimulatedVoters voters(options(), clock);
        const auto who = someoneWho(VoterIntent::Question);
        voters.submit(text(1, who, u"es-MX"_s));
        QVERIFY(firstAnswers(VoterIntent::Question, u"es"_s).contains(voters.poll().back().text));
    }
};

QTEST_GUILESS_MAIN(SimulatedVotersTest)
#include "tst_SimulatedVoters.moc"
