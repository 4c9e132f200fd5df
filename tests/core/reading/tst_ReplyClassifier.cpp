#include "core/reading/ReplyClassifier.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

struct Sentence
{
    QString intent;
    QString language;
    QString text;
};

QString data(const QString& name) { return QStringLiteral(TEXTBANK_SOURCE_DIR "/tests/core/reading/data/") + name; }

QList<Sentence> sentences(const QString& path)
{
    QFile file(path);
    QList<Sentence> all;
    if (!file.open(QFile::ReadOnly)) {
        return all;
    }
    for (auto line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        const auto parts = QString::fromUtf8(line).remove(u'\n').split(u'\t');
        all.append({parts.value(0), parts.value(1), parts.value(2)});
    }
    return all;
}

/// What the model was made of, without marks and capitals: "who is this?" is written by everybody.
QSet<QString> learnt()
{
    QSet<QString> all;
    for (const auto* name : {"train-en.tsv", "train-en2.tsv", "train-es.tsv", "train-es2.tsv"}) {
        const auto made = sentences(QStringLiteral(TEXTBANK_SOURCE_DIR "/resources/intents/") + QLatin1String(name));
        for (const auto& each : made) {
            all.insert(PlainText(each.text).text());
        }
    }
    return all;
}

bool blocks(const ReplyMeaning& meaning)
{
    return meaning.tier == OptOutTier::Certain || meaning.tier == OptOutTier::Phrase;
}

struct Counts
{
    int wanted = 0;
    int read = 0;
    int right = 0;
    double precision() const { return read == 0 ? 0 : static_cast<double>(right) / read; }
    double recall() const { return wanted == 0 ? 0 : static_cast<double>(right) / wanted; }
    double f1() const { return right == 0 ? 0 : 2 * precision() * recall() / (precision() + recall()); }
};

} // namespace

/// The sentences in data/ were written apart from those that the model is made of (resources/intents/README.md).
class tst_ReplyClassifier : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatPeopleWant_data()
    {
        QTest::addColumn<bool>("unseen");
        QTest::newRow("all") << false;
        QTest::newRow("only what the model was not made of") << true;
    }
    void readsWhatPeopleWant()
    {
        QFETCH(const bool, unseen);
        QVERIFY(m_reader.hasModel());
        auto all = sentences(data(u"test.tsv"_s));
        QVERIFY(all.size() > 1500);
        const auto known = learnt();
        QVERIFY(known.size() > 12000);
        if (unseen) {
            all.removeIf([&](const Sentence& each) { return known.contains(PlainText(each.text).text()); });
        }
        QMap<QString, Counts> labels;
        auto language = 0;
        for (const auto& each : all) {
            const auto meaning = m_reader.read(each.text);
            const auto read = intentName(meaning.intent);
            ++labels[each.intent].wanted;
            ++labels[read].read;
            labels[each.intent].right += read == each.intent ? 1 : 0;
            language += languageName(meaning.language) == each.language ? 1 : 0;
            if (qEnvironmentVariableIsSet("TEXTBANK_SHOW_MISREAD") && read != each.intent) {
                qInfo("%s read as %s: %s", qPrintable(each.intent), qPrintable(read), qPrintable(each.text));
            }
        }
        auto sum = 0.0;
        for (auto it = labels.cbegin(); it != labels.cend(); ++it) {
            qInfo("%-13s precision %.3f recall %.3f F1 %.3f of %d", qPrintable(it.key()), it->precision(), it->recall(),
                  it->f1(), it->wanted);
            sum += it->f1();
        }
        qInfo("macro F1 %.4f, language %.4f of %lld", sum / kIntents, static_cast<double>(language) / all.size(),
              static_cast<long long>(all.size()));
        QCOMPARE(labels.size(), kIntents);
        QVERIFY(sum / kIntents >= 0.90);
        QVERIFY(static_cast<double>(language) / all.size() >= 0.85);
    }

    void holdsBackWhoeverWantsNoMore()
    {
        auto held = 0;
        auto blocked = 0;
        auto all = sentences(data(u"test-optouts.tsv"_s));
        for (const auto& each : sentences(data(u"test.tsv"_s))) {
            if (each.intent == u"opt_out"_s) {
                all.append(each);
            }
        }
        QVERIFY(all.size() > 1600);
        for (const auto& each : all) {
            const auto meaning = m_reader.read(each.text);
            held += meaning.tier != OptOutTier::None ? 1 : 0;
            blocked += blocks(meaning) ? 1 : 0;
            if (qEnvironmentVariableIsSet("TEXTBANK_SHOW_MISREAD") && meaning.tier == OptOutTier::None) {
                qInfo("not held back (%s %.2f): %s", qPrintable(intentName(meaning.intent)), meaning.confidence,
                      qPrintable(each.text));
            }
        }
        qInfo("held back %d, blocked at once %d of %lld", held, blocked, static_cast<long long>(all.size()));
        QVERIFY(held >= 0.99 * static_cast<double>(all.size()));
    }

    void blocksNobodyForAWordInAnotherSense()
    {
        auto blocked = 0;
        auto asked = 0;
        const auto all = sentences(data(u"test-traps.tsv"_s));
        QVERIFY(all.size() > 500);
        for (const auto& each : all) {
            const auto meaning = m_reader.read(each.text);
            blocked += blocks(meaning) ? 1 : 0;
            asked += meaning.tier == OptOutTier::Likely ? 1 : 0;
            if (qEnvironmentVariableIsSet("TEXTBANK_SHOW_MISREAD") && blocks(meaning)) {
                qInfo("blocked because of \"%s\": %s", qPrintable(meaning.because), qPrintable(each.text));
            }
        }
        qInfo("blocked %d, asked about %d of %lld traps", blocked, asked, static_cast<long long>(all.size()));
        QVERIFY(blocked < 0.02 * static_cast<double>(all.size()));
    }

    void aReactionsBeginningHidesNothingThatFollows()
    {
        for (const auto& text :
             {u"Disliked “Hi Ana, can you vote?” take me off your list"_s, u"To \"Sam\": stop texting me"_s,
              u"Me gusta “Hola Ana…” pero no me manden más mensajes"_s}) {
            const auto meaning = m_reader.read(text);
            QVERIFY2(meaning.tier != OptOutTier::None, qPrintable(text));
            QVERIFY2(!meaning.optOutWords.isEmpty(), qPrintable(text));
        }
        QCOMPARE(m_reader.read(u"Liked “Reply STOP to opt out”"_s).tier, OptOutTier::None);
    }

    void anOrdinaryReplyIsSeldomAskedAbout()
    {
        auto asked = 0;
        auto count = 0;
        for (const auto& each : sentences(data(u"test.tsv"_s))) {
            if (each.intent != u"opt_out"_s) {
                ++count;
                asked += m_reader.read(each.text).tier != OptOutTier::None ? 1 : 0;
            }
        }
        qInfo("asked about %d of %d ordinary replies", asked, count);
        QVERIFY(asked < 0.05 * count);
    }

    void itsConfidenceIsWhatItSays()
    {
        // Expected calibration error over ten bins (Guo et al. 2017).
        std::array<double, 10> said{};
        std::array<double, 10> right{};
        std::array<int, 10> count{};
        const auto all = sentences(data(u"test.tsv"_s));
        for (const auto& each : all) {
            const auto meaning = m_reader.read(each.text);
            const auto bin = static_cast<size_t>(std::min(9.0, meaning.confidence * 10));
            said[bin] += meaning.confidence;
            right[bin] += intentName(meaning.intent) == each.intent ? 1 : 0;
            ++count[bin];
        }
        auto error = 0.0;
        for (size_t i = 0; i < count.size(); ++i) {
            if (count[i] > 0) {
                error += std::abs(said[i] - right[i]) / all.size();
                qInfo("%.1f: %d replies, said %.3f, right %.3f", static_cast<double>(i) / 10, count[i],
                      said[i] / count[i], right[i] / count[i]);
            }
        }
        qInfo("expected calibration error %.4f", error);
        QVERIFY(error < 0.06);
    }

private:
    ReplyClassifier m_reader = ReplyClassifier::builtIn();
};

QTEST_GUILESS_MAIN(tst_ReplyClassifier)
#include "tst_ReplyClassifier.moc"
