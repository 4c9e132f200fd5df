#include "core/review/SuggestionRanking.h"

#include "core/review/FoldedText.h"

#include <QSet>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// How many sent texts weigh as much as what is known of the suggestion before anybody has sent one.
constexpr double kPriorWeight = 8;
/// What the words that reply and suggestion share count beside the intent.
constexpr double kWordsWeight = 1.0;
constexpr double kLeast = 0.01;

/// What replies and scripts of this field speak of, in either language, by the stems that name it.
const QHash<QString, QString>& topics()
{
    static const auto kTopics = [] {
        const QList<QStringList> groups{
            {u"where"_s, u"donde"_s, u"polli"_s, u"place"_s, u"addre"_s, u"lugar"_s, u"centr"_s, u"direc"_s},
            {u"when"_s, u"time"_s, u"hours"_s, u"hora"_s, u"close"_s, u"open"_s, u"cierr"_s, u"abren"_s, u"cuand"_s},
            {u"who"_s, u"whos"_s, u"quien"_s, u"bot"_s, u"robot"_s, u"organ"_s, u"texti"_s, u"escri"_s},
            {u"numbe"_s, u"numer"_s, u"phone"_s, u"telef"_s, u"infor"_s, u"list"_s, u"lista"_s, u"conta"_s},
            {u"ride"_s, u"rides"_s, u"drive"_s, u"car"_s, u"carro"_s, u"lleve"_s, u"llega"_s, u"trans"_s},
            {u"id"_s, u"ids"_s, u"ident"_s, u"licen"_s, u"docum"_s},
            {u"early"_s, u"tempr"_s, u"antes"_s, u"antic"_s},
            {u"mail"_s, u"maile"_s, u"corre"_s, u"absen"_s, u"ausen"_s},
            {u"moved"_s, u"move"_s, u"mude"_s, u"mudam"_s, u"live"_s, u"vivo"_s, u"vivim"_s},
            {u"regis"_s, u"empad"_s, u"inscr"_s},
            {u"donat"_s, u"donar"_s, u"donac"_s, u"money"_s, u"diner"_s},
            {u"volun"_s, u"help"_s, u"ayuda"_s}};
        QHash<QString, QString> topics;
        for (qsizetype i = 0; i < groups.size(); ++i) {
            for (const auto& stem : groups.at(i)) {
                topics.insert(stem, u"#%1"_s.arg(i));
            }
        }
        return topics;
    }();
    return kTopics;
}

/// Words by which texts are compared: folded, without the commonest, cut to their stems' usual length.
QSet<QString> wordsOf(const QString& text)
{
    static const QSet<QString> kCommon{
        u"a"_s,    u"an"_s,   u"and"_s, u"are"_s,  u"at"_s,   u"be"_s,    u"but"_s,  u"by"_s,   u"can"_s, u"de"_s,
        u"del"_s,  u"do"_s,   u"el"_s,  u"en"_s,   u"es"_s,   u"for"_s,   u"have"_s, u"i"_s,    u"if"_s,  u"in"_s,
        u"is"_s,   u"it"_s,   u"la"_s,  u"las"_s,  u"lo"_s,   u"los"_s,   u"me"_s,   u"mi"_s,   u"my"_s,  u"no"_s,
        u"of"_s,   u"on"_s,   u"or"_s,  u"para"_s, u"por"_s,  u"que"_s,   u"se"_s,   u"so"_s,   u"su"_s,  u"the"_s,
        u"that"_s, u"to"_s,   u"un"_s,  u"una"_s,  u"y"_s,    u"yo"_s,    u"you"_s,  u"your"_s, u"was"_s, u"we"_s,
        u"will"_s, u"with"_s, u"si"_s,  u"am"_s,   u"this"_s, u"there"_s, u"not"_s};
    constexpr qsizetype kStem = 5;
    QSet<QString> words;
    QString word;
    const auto folded = foldedForFind(text) + u' ';
    for (const auto c : folded) {
        if (c.isLetterOrNumber()) {
            word += c;
        } else if (!word.isEmpty()) {
            if (!kCommon.contains(word)) {
                const auto stem = word.left(kStem);
                words.insert(stem);
                if (const auto topic = topics().constFind(stem); topic != topics().cend()) {
                    words.insert(*topic);
                }
            }
            word.clear();
        }
    }
    return words;
}

/// For each suggestion the share of the reply's telling words that it has; words that many suggestions have tell
/// little.
QList<double> sharedWords(const QList<Suggestion>& suggestions, const QString& reply)
{
    QList<QSet<QString>> titles; ///< A title says what it is about; a text says more.
    QList<QSet<QString>> have;
    QHash<QString, int> spread;
    for (const auto& suggestion : suggestions) {
        titles.append(wordsOf(suggestion.title));
        have.append(wordsOf(suggestion.title + u' ' + suggestion.text));
        for (const auto& word : std::as_const(have.back())) {
            ++spread[word];
        }
    }
    const auto asked = wordsOf(reply);
    QList<double> shares;
    for (qsizetype i = 0; i < have.size(); ++i) {
        double share = 0;
        for (const auto& word : asked) {
            if (have.at(i).contains(word)) {
                share += (titles.at(i).contains(word) ? 1.5 : 1.0) / spread.value(word);
            }
        }
        shares.append(asked.isEmpty() ? 0 : share / std::sqrt(static_cast<double>(asked.size())));
    }
    return shares;
}

} // namespace

const SuggestionRanking::Shares& SuggestionRanking::sharesOf(const QString& title)
{
    auto found = m_titles.find(title);
    if (found == m_titles.end()) {
        if (m_titles.size() > 5'000) {
            m_titles.clear();
        }
        found = m_titles.insert(title, m_reader.read(title).shares);
    }
    return *found;
}

QList<Suggestion> SuggestionRanking::ranked(const QList<Suggestion>& suggestions, const QString& reply,
                                            const ReplyMeaning& meaning, const ChoiceCounts& counts)
{
    const auto words = sharedWords(suggestions, reply);
    const auto isSilent = reply.trimmed().isEmpty();
    QList<double> prior;
    for (qsizetype i = 0; i < suggestions.size(); ++i) {
        const auto& speaksOf = sharesOf(suggestions.at(i).title);
        const auto alike = std::inner_product(meaning.shares.cbegin(), meaning.shares.cend(), speaksOf.cbegin(), 0.0);
        // A reply without a word, as a picture is, asks for nothing in particular.
        prior.append(isSilent ? kLeast : kLeast + alike + kWordsWeight * words.at(i));
    }
    const auto sum = std::accumulate(prior.cbegin(), prior.cend(), 0.0);
    struct Ranked
    {
        qsizetype index;
        int hindrance; ///< What cannot be used, and what is in another language, behind the rest.
        double score;
    };
    QList<Ranked> order;
    const auto intent = intentName(meaning.intent);
    for (qsizetype i = 0; i < suggestions.size(); ++i) {
        const auto& suggestion = suggestions.at(i);
        const auto score = counts.of(intent, suggestion.key) + kPriorWeight * prior.at(i) / sum;
        const auto hindrance = (suggestion.error ? 2 : 0) + (suggestion.foreign ? 1 : 0);
        order.append({i, hindrance, score});
    }
    std::stable_sort(order.begin(), order.end(), [](const Ranked& a, const Ranked& b) {
        return a.hindrance != b.hindrance ? a.hindrance < b.hindrance : a.score > b.score;
    });
    QList<Suggestion> out;
    out.reserve(suggestions.size());
    for (const auto& each : order) {
        out.append(suggestions.at(each.index));
    }
    return out;
}

} // namespace textbank
