#include "core/gateway/Wire.h"
#include "core/review/SuggestionRanking.h"

#include <QFile>
#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

Campaign practice()
{
    QFile file(u":/practice/campaign.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("no practice campaign");
    }
    auto json = *wire::parseObject(file.readAll());
    json.insert("version"_L1, u"1"_s);
    return *wire::readCampaign(json);
}

ContactRecord ana()
{
    ContactRecord record;
    record.contact.firstName = u"Ana"_s;
    return record;
}

struct Sample
{
    QString reply;
    QStringList titles;
};

QList<Sample> samples()
{
    QFile file(QStringLiteral(TEXTBANK_SOURCE_DIR "/tests/core/review/data/choices.tsv"));
    QList<Sample> all;
    if (file.open(QIODevice::ReadOnly)) {
        for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
            if (!line.startsWith(u'#')) {
                all.append({line.section(u'\t', 0, 0), line.section(u'\t', 1, 1).split(u'|')});
            }
        }
    }
    return all;
}

QStringList titlesOf(const QList<Suggestion>& suggestions)
{
    QStringList titles;
    for (const auto& each : suggestions) {
        titles.append(each.title);
    }
    return titles;
}

} // namespace

class tst_SuggestionRanking : public QObject
{
    Q_OBJECT
private slots:
    void whatAVolunteerWouldSendStandsInTheFirstThree();
    void whatTheRoomSendsComesFirst();
    void whatCannotBeUsedComesLast();
    void anyOrderHoldsTheSameSuggestions();

private:
    ReplyClassifier m_reader = ReplyClassifier::builtIn();
};

void tst_SuggestionRanking::whatAVolunteerWouldSendStandsInTheFirstThree()
{
    const auto campaign = practice();
    SuggestionRanking ranking(m_reader);
    int first = 0;
    int firstThree = 0;
    const auto all = samples();
    QVERIFY(all.size() > 80);
    for (const auto& sample : all) {
        const auto meaning = m_reader.read(sample.reply);
        const auto spanish = meaning.language == ReplyLanguage::Spanish;
        const auto suggestions = suggestionsFor(campaign, ana(), u"Sam"_s, spanish ? u"es"_s : QString());
        const auto titles = titlesOf(ranking.ranked(suggestions, sample.reply, meaning, {}));
        qsizetype place = titles.size();
        for (const auto& title : sample.titles) {
            QVERIFY2(titles.contains(title), qPrintable(title));
            place = std::min(place, titles.indexOf(title));
        }
        first += place == 0 ? 1 : 0;
        firstThree += place < 3 ? 1 : 0;
        if (place >= 3) {
            qInfo().noquote() << sample.reply << "wants" << sample.titles.join(u'|') << "at" << place << "behind"
                              << titles.mid(0, 3).join(u", "_s) << intentName(meaning.intent);
        }
    }
    const auto of = [&](int count) { return 100.0 * count / static_cast<double>(all.size()); };
    qInfo("of %lld replies: first %.1f %%, in the first three %.1f %%", static_cast<long long>(all.size()), of(first),
          of(firstThree));
    QVERIFY(of(firstThree) >= 90);
}

void tst_SuggestionRanking::whatTheRoomSendsComesFirst()
{
    const auto campaign = practice();
    SuggestionRanking ranking(m_reader);
    const auto reply = u"what do you mean?"_s;
    const auto meaning = m_reader.read(reply);
    QVERIFY(meaning.intent == Intent::Question);
    const auto suggestions = suggestionsFor(campaign, ana(), u"Sam"_s);
    ChoiceCounts counts;
    QVERIFY(ranking.ranked(suggestions, reply, meaning, counts).front().title != u"Do I need an ID?"_s);
    for (int i = 0; i < 12; ++i) {
        counts.add(u"question"_s, u"canned:id"_s);
    }
    QCOMPARE(ranking.ranked(suggestions, reply, meaning, counts).front().title, u"Do I need an ID?"_s);
    // Of other replies that says nothing.
    const auto yes = m_reader.read(u"yes"_s);
    QCOMPARE(titlesOf(ranking.ranked(suggestions, u"yes"_s, yes, counts)),
             titlesOf(ranking.ranked(suggestions, u"yes"_s, yes, {})));
}

void tst_SuggestionRanking::whatCannotBeUsedComesLast()
{
    auto campaign = practice();
    for (auto& canned : campaign.canned) {
        if (canned.id.value == u"where"_s) {
            canned.texts = {{u""_s, u"You vote at {NoSuchField}."_s}, {u"es"_s, u"Vote en {NoSuchField}."_s}};
        } else if (canned.id.value == u"when"_s) {
            canned.texts.remove(u"es"_s);
        }
    }
    SuggestionRanking ranking(m_reader);
    const auto reply = u"¿A qué hora y dónde voto?"_s;
    const auto ordered =
        ranking.ranked(suggestionsFor(campaign, ana(), u"Sam"_s, u"es"_s), reply, m_reader.read(reply), {});
    QCOMPARE(ordered.back().title, u"Where do I vote?"_s);
    QVERIFY(ordered.back().error.has_value());
    QCOMPARE(ordered.at(ordered.size() - 2).title, u"What time do polls close?"_s);
    QVERIFY(ordered.at(ordered.size() - 2).foreign);
    QVERIFY(!ordered.front().foreign && !ordered.front().error);
}

void tst_SuggestionRanking::anyOrderHoldsTheSameSuggestions()
{
    const auto campaign = practice();
    SuggestionRanking ranking(m_reader);
    const auto suggestions = suggestionsFor(campaign, ana(), u"Sam"_s);
    const auto holds = rc::check("ranking is a permutation, and the same each time", [&] {
        const auto reply = QString::fromStdString(*rc::gen::string<std::string>());
        ChoiceCounts counts;
        for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
            counts.add(intentName(static_cast<Intent>(*rc::gen::inRange(0, kIntents))),
                       suggestions.at(*rc::gen::inRange(0, static_cast<int>(suggestions.size()))).key);
        }
        const auto meaning = m_reader.read(reply);
        auto titles = titlesOf(ranking.ranked(suggestions, reply, meaning, counts));
        RC_ASSERT(titles == titlesOf(ranking.ranked(suggestions, reply, meaning, counts)));
        auto before = titlesOf(suggestions);
        titles.sort();
        before.sort();
        RC_ASSERT(titles == before);
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(tst_SuggestionRanking)
#include "tst_SuggestionRanking.moc"
