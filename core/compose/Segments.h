#pragma once

#include <QList>
#include <QString>

namespace textbank {

enum class SmsEncoding { Gsm7, Ucs2 };

/// How a carrier would cut this text (3GPP TS 23.038 / 23.040, domain.md section 4).
struct SegmentCount
{
    SmsEncoding encoding = SmsEncoding::Gsm7;
    int units = 0;       ///< Septets (escapes count two) or UTF-16 units.
    int segments = 0;    ///< 0 for the empty text.
    int remaining = 0;   ///< Units left in the last segment; for the empty text, in the first (160).
    QList<int> culprits; ///< 0-based UTF-16 positions of the characters that force UCS-2; empty with Gsm7.
    friend bool operator==(const SegmentCount&, const SegmentCount&) = default;
};

SegmentCount countSegments(const QString& text);
/// The same text with word processors' quotes, dashes, ellipses and no-break spaces made plain; letters are not
/// touched.
QString withPlainPunctuation(const QString& text);

} // namespace textbank
