#include "core/compose/Segments.h"

#include <QStringView>

namespace textbank {
namespace {

constexpr int kGsmSingle = 160;
constexpr int kGsmPart = 153;
constexpr int kUcsSingle = 70;
constexpr int kUcsPart = 67;

/// Septets of one character in 3GPP TS 23.038's default alphabet, 0 if it is not in it.
int septets(char16_t c)
{
    // Basic table beyond ASCII. The ASCII characters that are missing from it are below.
    constexpr QStringView basic = u"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
    constexpr QStringView extension = u"\f^{}\\[~]|€";
    if (extension.contains(QChar(c))) {
        return 2;
    }
    if (c == u'\n' || c == u'\r') {
        return 1;
    }
    if (c < 0x80) {
        return c >= 0x20 && c != 0x7F && c != u'`' ? 1 : 0;
    }
    return basic.contains(QChar(c)) ? 1 : 0;
}

/// Places whole characters one after the other; one that does not fit any more opens the next segment.
class Cutter
{
public:
    Cutter(int single, int part)
        : m_single(single)
        , m_part(part)
    {
    }
    void place(int units)
    {
        m_units += units;
        if (m_used + units > m_part) {
            ++m_segments;
            m_used = 0;
        }
        m_used += units;
    }
    void finish(SegmentCount& count) const
    {
        count.units = m_units;
        if (m_units <= m_single) {
            count.segments = m_units > 0 ? 1 : 0;
            count.remaining = m_single - m_units;
        } else {
            count.segments = m_segments;
            count.remaining = m_part - m_used;
        }
    }

private:
    int m_single;
    int m_part;
    int m_units = 0;
    int m_segments = 1;
    int m_used = 0;
};

} // namespace

SegmentCount countSegments(const QString& text)
{
    SegmentCount count;
    Cutter gsm(kGsmSingle, kGsmPart);
    Cutter ucs(kUcsSingle, kUcsPart);
    const auto size = static_cast<int>(text.size());
    for (int i = 0; i < size; ++i) {
        const auto pair = text.at(i).isHighSurrogate() && i + 1 < size && text.at(i + 1).isLowSurrogate();
        const auto cost = septets(text.at(i).unicode());
        if (cost == 0) {
            count.culprits.append(i);
        }
        gsm.place(cost);
        ucs.place(pair ? 2 : 1);
        i += pair ? 1 : 0;
    }
    count.encoding = count.culprits.isEmpty() ? SmsEncoding::Gsm7 : SmsEncoding::Ucs2;
    (count.culprits.isEmpty() ? gsm : ucs).finish(count);
    return count;
}

QString withPlainPunctuation(const QString& text)
{
    QString out;
    out.reserve(text.size());
    for (const auto c : text) {
        switch (c.unicode()) {
        case 0x2018: // quotation marks and primes
        case 0x2019:
        case 0x201A:
        case 0x201B:
        case 0x2032:
            out += u'\'';
            break;
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x2033:
            out += u'"';
            break;
        case 0x2010: // hyphens, dashes, minus
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
            out += u'-';
            break;
        case 0x2026:
            out += QStringLiteral("...");
            break;
        case 0x00A0: // spaces of a fixed kind
        case 0x2002:
        case 0x2003:
        case 0x2007:
        case 0x2009:
        case 0x200A:
        case 0x202F:
            out += u' ';
            break;
        case 0x2060: // no-break spaces without width
        case 0xFEFF:
            break;
        default:
            out += c;
        }
    }
    return out;
}

} // namespace textbank
