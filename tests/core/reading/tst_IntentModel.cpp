#include "core/reading/IntentModel.h"
#include "core/reading/ReplyClassifier.h"

#include <QFile>
#include <QtTest>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QByteArray builtIn()
{
    QFile file(u":/intents/intents.model"_s);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray small()
{
    IntentModel::Parts parts;
    parts.bits = 4;
    parts.weights = QByteArray(IntentModel::kOutputs * 16, 1);
    return IntentModel::write(parts);
}

QList<QString> strangeTexts()
{
    const auto lone = QString(QChar(0xD83D));
    return {QString(),
            u"a"_s.repeated(100'000),
            u"stop me? "_s.repeated(10'000),
            lone.repeated(1'000),
            u"no me manden "_s + lone + u" mas"_s,
            QString(1'000, QChar(0)),
            u"yes"_s + QChar(0) + u"no"_s,
            u"\u202Epots\u202C"_s,
            u"e"_s + QString(50'000, QChar(0x0301)),
            u"\u200D\u200C\uFEFF"_s.repeated(1'000),
            u"\U0001F600"_s.repeated(5'000),
            u"\uFFFF\uFFFE"_s};
}

} // namespace

class tst_IntentModel : public QObject
{
    Q_OBJECT
private slots:
    void theOneThatIsBuiltInIsSmallAndWhole()
    {
        const auto file = builtIn();
        QVERIFY(!file.isEmpty());
        QVERIFY(file.size() < 5'000'000);
        QVERIFY(IntentModel::read(file).has_value());
        QVERIFY(ReplyClassifier::builtIn().hasModel());
    }
    void aDamagedFileIsRefusedWhereverTheDamageIs()
    {
        const auto whole = small();
        QVERIFY(IntentModel::read(whole).has_value());
        for (qsizetype i = 0; i < whole.size(); ++i) {
            auto damaged = whole;
            damaged[i] = static_cast<char>(damaged.at(i) ^ 0x40);
            const auto read = IntentModel::read(damaged);
            QVERIFY(!read && read.error().code == ErrorCode::Corrupt);
            QVERIFY(!IntentModel::read(whole.left(i)).has_value());
        }
        QVERIFY(!IntentModel::read(whole + '\0').has_value());
    }
    void aFileThatLiesAboutItselfIsRefused()
    {
        IntentModel::Parts parts;
        parts.bits = 4;
        parts.weights = QByteArray(IntentModel::kOutputs * 15, 1); // One index short, under a digest that is right.
        QVERIFY(!IntentModel::read(IntentModel::write(parts)).has_value());
        parts.weights = QByteArray(IntentModel::kOutputs * 16, 1);
        for (const float temperature : {0.F, -1.F, std::nanf("")}) {
            parts.temperature = temperature;
            QVERIFY(!IntentModel::read(IntentModel::write(parts)).has_value());
        }
        parts.temperature = 1;
        parts.bits = 40;
        QVERIFY(!IntentModel::read(IntentModel::write(parts)).has_value());
    }
    void withoutAModelTheRulesGoOn()
    {
        const ReplyClassifier rules(std::nullopt);
        QVERIFY(!rules.hasModel());
        QVERIFY(rules.read(u"STOP"_s).tier == OptOutTier::Certain);
        const auto phrase = rules.read(u"por favor no me manden más mensajes"_s);
        QVERIFY(phrase.tier == OptOutTier::Phrase);
        QVERIFY(phrase.intent == Intent::OptOut);
        QVERIFY(!phrase.because.isEmpty());
        const auto likely = rules.read(u"can you stop by when?"_s);
        QVERIFY(likely.tier == OptOutTier::Likely); // A person is asked.
        const auto other = rules.read(u"where do I vote?"_s);
        QVERIFY(other.tier == OptOutTier::None);
        QCOMPARE(other.confidence, 0.0); // It does not pretend to know.
    }
    void strangeTextsAreReadToTheirEnd()
    {
        const auto whole = ReplyClassifier::builtIn();
        const ReplyClassifier rules(std::nullopt);
        for (const auto& text : strangeTexts()) {
            for (const auto* reader : {&whole, &rules}) {
                const auto meaning = reader->read(text);
                QVERIFY(std::isfinite(meaning.confidence) && meaning.confidence >= 0 && meaning.confidence <= 1);
                const auto sum = std::accumulate(meaning.shares.cbegin(), meaning.shares.cend(), 0.0);
                QVERIFY(std::abs(sum - 1) < 1e-6 || (!reader->hasModel() && sum == 0));
                QVERIFY(meaning.because.size() <= text.size());
                const auto again = reader->read(text);
                QVERIFY(again.intent == meaning.intent && again.tier == meaning.tier);
            }
        }
    }
    void hiddenSignsHideNoOptOut()
    {
        const auto reader = ReplyClassifier::builtIn();
        for (const auto& text : {u"S\u200BT\u200BO\u200BP"_s, u"\u202ESTOP\u202C"_s, u"S\u0301TOP"_s,
                                 u"STOP"_s + QChar(0), u"ＳＴＯＰ"_s, u"\uFEFFstop"_s}) {
            QVERIFY2(reader.read(text).tier == OptOutTier::Certain, qPrintable(text));
        }
    }
};

QTEST_GUILESS_MAIN(tst_IntentModel)
#include "tst_IntentModel.moc"
