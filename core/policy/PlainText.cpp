#include "core/policy/PlainText.h"

#include <QStringView>

namespace textbank {
namespace {

struct LookAlikes
{
    QStringView from;
    QStringView to;
};
/// Capitals of Greek look like other Latin letters than their small forms do.
constexpr LookAlikes kCapitals{u"ΑΒΕΖΗΙΚΜΝΟΡΣΤΥΧ", u"ABEZHIKMNOPSTYX"};
constexpr LookAlikes kSmall{u"аеорсухіјѕһԁԛԝтмкнвпгɑɡıɩℓøłđŧħᴏᴘꜱᴛᴇɴᴅɪᴀʙᴄɢʜᴊᴋʟᴍʀᴜᴠᴡʏᴢαειορυχκντωησς",
                            u"aeopcyxijshdqwtmkhbnragiiloldthopstendiabcghjklmruvwyzaeiopuxkvtwnss"};
static_assert(kCapitals.from.size() == kCapitals.to.size());
static_assert(kSmall.from.size() == kSmall.to.size());

QString latin(const QString& text, const LookAlikes& table)
{
    auto out = text;
    for (auto& c : out) {
        const auto at = table.from.indexOf(c);
        c = at < 0 ? c : table.to.at(at);
    }
    return out;
}

/// The Hangul fillers: letters that nobody sees.
bool isFiller(char32_t c) { return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0; }

/// Letters in filled circles and squares, which Unicode does not take apart; 0 for everything else.
char16_t enclosedLetter(char32_t c)
{
    for (const char32_t first : {0x1F150U, 0x1F170U}) {
        if (c >= first && c < first + 26) {
            return static_cast<char16_t>(u'a' + (c - first));
        }
    }
    return 0;
}

bool closesUp(char32_t c)
{
    switch (c) {
    case U'\'':
    case U'`':
    case U'\u00B4':
    case U'\u02BC':
    case U'\u2018':
    case U'\u2019':
    case U'\u201B':
    case U'\u2032':
        return true;
    default:
        break;
    }
    if (isFiller(c)) {
        return true;
    }
    const auto category = QChar::category(c);
    return category == QChar::Other_Format || category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

/// One character as the letters and digits it stands for; empty for everything else.
QString lettersOf(const QString& character)
{
    const auto folded = latin(character, kCapitals).normalized(QString::NormalizationForm_KC).toCaseFolded();
    QString out;
    for (const auto c : folded.normalized(QString::NormalizationForm_KD).toUcs4()) {
        if (QChar::isLetterOrNumber(c)) {
            out += QChar::fromUcs4(c);
        }
    }
    // Folded again: the Turkish capital I with its dot becomes a plain capital only when it is taken apart.
    return latin(out.toCaseFolded(), kSmall);
}

} // namespace

PlainText::PlainText(const QString& original)
    : m_original(original)
{
    const auto size = original.size();
    m_text.reserve(size);
    auto gap = false;
    for (qsizetype i = 0; i < size;) {
        const auto pair = original.at(i).isHighSurrogate() && i + 1 < size && original.at(i + 1).isLowSurrogate();
        const auto length = pair ? 2 : 1;
        const char32_t c = pair ? QChar::surrogateToUcs4(original.at(i), original.at(i + 1)) : original.at(i).unicode();
        const auto wordly = !isFiller(c) && (QChar::isLetterOrNumber(c) || QChar::category(c) == QChar::Symbol_Other);
        const auto enclosed = enclosedLetter(c);
        const auto letters = enclosed != 0 ? QString(QChar(enclosed))
                             : wordly      ? lettersOf(original.mid(i, length))
                                           : QString();
        if (!letters.isEmpty()) {
            if (gap && !m_text.isEmpty()) {
                m_text += u' ';
                m_from.append(i);
                m_to.append(i);
            }
            gap = false;
            for (const auto letter : letters) {
                m_text += letter;
                m_from.append(i);
                m_to.append(i + length);
            }
        } else if (!closesUp(c)) {
            gap = true;
        }
        i += length;
    }
}

QString PlainText::written(qsizetype start, qsizetype length) const
{
    if (length <= 0 || start < 0 || start + length > m_text.size()) {
        return {};
    }
    const auto from = m_from.at(start);
    return m_original.mid(from, m_to.at(start + length - 1) - from);
}

} // namespace textbank
