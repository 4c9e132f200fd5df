#include "core/reading/ReplyFeatures.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr quint32 kStart = 2166136261U; // FNV-1a, 32 bits

quint32 mixedIn(quint32 hash, quint32 value)
{
    for (int shift = 0; shift < 16; shift += 8) {
        hash = (hash ^ ((value >> shift) & 0xffU)) * 16777619U;
    }
    return hash;
}

QString shortened(const QString& reply)
{
    constexpr auto kHalf = ReplyFeatures::kMostCharacters / 2;
    return reply.size() <= ReplyFeatures::kMostCharacters ? reply : reply.left(kHalf) + u' ' + reply.right(kHalf);
}

/// "soooo" and "NOOO" are written in many lengths.
QString calmed(QStringView word)
{
    QString out;
    for (const auto c : word) {
        const auto size = out.size();
        if (size < 2 || out.at(size - 1) != c || out.at(size - 2) != c) {
            out += c;
        }
    }
    return out;
}

} // namespace

ReplyFeatures::ReplyFeatures(const QString& reply)
    : m_plain(shortened(reply))
{
    const auto& text = m_plain.text();
    for (qsizetype start = 0; start < text.size();) {
        auto end = text.indexOf(u' ', start);
        end = end < 0 ? text.size() : end;
        if (end > start) {
            m_words.append({start, end - start});
        }
        start = end + 1;
    }
    m_features.reserve(32 + m_words.size() * 24);
    addWords();
    addMarks(shortened(reply));
}

QString ReplyFeatures::written(int first, int last) const
{
    if (first < 0 || last >= m_words.size() || first > last) {
        return {};
    }
    const auto& from = m_words.at(first);
    const auto& to = m_words.at(last);
    return m_plain.written(from.start, to.start + to.length - from.start);
}

void ReplyFeatures::add(char kind, QStringView text, int first, int last)
{
    auto hash = mixedIn(kStart, static_cast<quint8>(kind));
    for (const auto c : text) {
        hash = mixedIn(hash, c.unicode());
    }
    m_features.append({hash ^ (hash >> 15), first, last});
}

void ReplyFeatures::addPieces(int index, QStringView word)
{
    constexpr qsizetype kLongest = 24;
    const QString bounded = u'<' + word.left(kLongest).toString() + u'>';
    for (qsizetype size = 3; size <= 5; ++size) {
        for (qsizetype at = 0; at + size <= bounded.size(); ++at) {
            add('c', QStringView(bounded).mid(at, size), index, index);
        }
    }
}

void ReplyFeatures::addWords()
{
    QList<QString> words;
    words.reserve(m_words.size());
    for (const auto& word : m_words) {
        words.append(calmed(QStringView(m_plain.text()).mid(word.start, word.length)));
    }
    const auto count = static_cast<int>(words.size());
    const auto wordAt = [&](int i) { return i < 0 ? u"^"_s : i >= count ? u"$"_s : words.at(i); };
    for (int i = 0; i < count; ++i) {
        add('w', words.at(i), i, i);
        addPieces(i, words.at(i));
    }
    for (int i = -1; i < count; ++i) {
        const auto first = std::max(i, 0);
        add('b', wordAt(i) + u' ' + wordAt(i + 1), first, std::min(i + 1, count - 1));
        if (i + 2 <= count) {
            add('t', wordAt(i) + u' ' + wordAt(i + 1) + u' ' + wordAt(i + 2), first, std::min(i + 2, count - 1));
        }
        if (i >= 0 && i + 2 < count) {
            add('s', words.at(i) + u' ' + words.at(i + 2), i, i + 2);
        }
    }
    if (count > 0 && count <= 4) {
        add('a', words.join(u' '), 0, count - 1);
    }
    const auto length = count <= 4 ? count : count <= 6 ? 6 : count <= 9 ? 9 : count <= 14 ? 14 : 20;
    add('n', QString::number(length), -1, -1);
}

void ReplyFeatures::addMarks(const QString& reply)
{
    const auto trimmed = reply.trimmed();
    if (trimmed.contains(u'?') || trimmed.contains(u'\u00BF')) {
        add('m', trimmed.endsWith(u'?') ? u"?$" : u"?", -1, -1);
    }
    if (trimmed.contains(u'!')) {
        add('m', trimmed.count(u'!') > 1 ? u"!!" : u"!", -1, -1);
    }
    if (trimmed.contains(u'"') || trimmed.contains(u'\u201C')) {
        add('m', u"quoted", -1, -1);
    }
    auto capitals = 0;
    auto small = 0;
    auto symbols = 0;
    const auto characters = reply.toUcs4();
    for (const auto c : characters) {
        capitals += QChar::isUpper(c) ? 1 : 0;
        small += QChar::isLower(c) ? 1 : 0;
        if (QChar::category(c) == QChar::Symbol_Other && symbols++ < 8) {
            const char32_t symbol = c;
            add('e', QString::fromUcs4(&symbol, 1), -1, -1);
        }
    }
    if (capitals > 3 && small == 0) {
        add('m', u"CAPITALS", -1, -1);
    }
    if (m_words.isEmpty()) {
        add('m', symbols > 0 ? u"only symbols" : u"nothing", -1, -1);
    }
}

} // namespace textbank
