#include "core/compose/Shouting.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kWordsInARow = 3;
constexpr int kLettersInARow = 10;

struct Word
{
    int position = 0;
    int length = 0;
    bool capitals = false;
    bool digits = false;
};

/// What a voter is to send back, in capitals by custom.
bool isKeyword(const QString& word)
{
    static const QSet<QString> kKeywords{u"STOP"_s,   u"STOPALL"_s, u"UNSUBSCRIBE"_s, u"HELP"_s, u"INFO"_s,
                                         u"START"_s,  u"ALTO"_s,    u"AYUDA"_s,       u"QUIT"_s, u"END"_s,
                                         u"CANCEL"_s, u"BAJA"_s,    u"CANCELAR"_s};
    return kKeywords.contains(word);
}

QList<Word> wordsOf(const QString& text)
{
    static const QRegularExpression kWord(u"[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}'\u2019]*"_s);
    QList<Word> words;
    for (auto it = kWord.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto word = match.capturedView();
        const auto digits = std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isDigit(); });
        const auto small = std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isLower(); });
        const auto large = std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isUpper(); });
        words.append({static_cast<int>(match.capturedStart()), static_cast<int>(word.size()), large && !small, digits});
    }
    return words;
}

bool beginsSentence(const QString& text, int position)
{
    for (auto i = position - 1; i >= 0; --i) {
        const auto c = text.at(i);
        if (!c.isSpace() && !u"\"'(\u201C\u2018\u00A1\u00BF"_s.contains(c)) {
            return u".!?:\n"_s.contains(c);
        }
    }
    return true;
}

/// The stretch in lower case, but for what begins a sentence, "I", and keywords.
QString calmed(const QString& text, int position, int length, const QList<Word>& words)
{
    auto calm = text;
    for (const auto& word : words) {
        if (word.position < position || word.position >= position + length || !word.capitals) {
            continue;
        }
        const auto written = text.mid(word.position, word.length);
        if (isKeyword(written) || written == u"I"_s || written.startsWith(u"I'"_s) || word.digits) {
            continue;
        }
        auto lower = written.toLower();
        if (lower.size() != written.size()) {
            continue; // A letter whose small form is longer: left to the person.
        }
        if (beginsSentence(text, word.position)) {
            lower.front() = lower.front().toUpper();
        }
        calm.replace(word.position, word.length, lower);
    }
    return calm.mid(position, length);
}

} // namespace

QList<Shouted> shoutedPlaces(const QString& text)
{
    QList<Shouted> places;
    const auto words = wordsOf(text);
    for (qsizetype first = 0; first < words.size();) {
        auto last = first;
        int count = 0;
        int letters = 0;
        for (; last < words.size() && words.at(last).capitals; ++last) {
            const auto& word = words.at(last);
            const auto counts = !word.digits && !isKeyword(text.mid(word.position, word.length));
            count += counts ? 1 : 0;
            letters += counts ? word.length : 0;
        }
        if (count >= kWordsInARow && letters >= kLettersInARow) {
            const auto from = words.at(first).position;
            const auto to = words.at(last - 1).position + words.at(last - 1).length;
            places.append({from, to - from, calmed(text, from, to - from, words)});
        }
        first = std::max(last, first + 1);
    }
    static const QRegularExpression kMarks(u"[!?\u00A1\u00BF]{3,}"_s);
    for (auto it = kMarks.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const auto question = match.capturedView().contains(u'?');
        places.append({static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()),
                       question ? u"?"_s : u"!"_s});
    }
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
    // Marks right behind what is shouted are part of it.
    QList<Shouted> joined;
    for (const auto& place : std::as_const(places)) {
        if (!joined.isEmpty() && joined.back().position + joined.back().length == place.position) {
            joined.back().length += place.length;
            joined.back().calm += place.calm;
        } else {
            joined.append(place);
        }
    }
    return joined;
}

} // namespace textbank
