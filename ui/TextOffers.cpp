#include "ui/TextOffers.h"

#include <QCoreApplication>
#include <algorithm>

namespace textbank {
namespace {

constexpr qsizetype kMostOffers = 3;
constexpr qsizetype kLongestQuote = 40;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(TextOffers)
};

QString quoted(QString words)
{
    words = words.simplified();
    while (!words.isEmpty() && QStringView(u".-").contains(words.front()))
        words = words.mid(1).trimmed(); // What joins the words to the text.
    return words.size() > kLongestQuote ? words.left(kLongestQuote - 1) + u'\u2026' : words;
}

bool isShown(const QString& words)
{
    return std::any_of(words.cbegin(), words.cend(),
                       [](QChar c) { return c.isPrint() && !c.isSpace() && !c.isMark(); });
}

QString labelOf(const CheckFinding& finding, const QString& text)
{
    const TextMend& mend = *finding.mend;
    if (finding.check == TextCheck::TooLong)
        return {}; // Said once for every text with such signs.
    if (finding.check == TextCheck::Shouting)
        return Tr::tr("Say it calmly: “%1”").arg(quoted(mend.text));
    if (finding.length == 0)
        return Tr::tr("Add “%1”").arg(quoted(mend.text));
    if (!mend.text.isEmpty())
        return Tr::tr("Put in “%1”").arg(quoted(mend.text));
    const QString gone = text.mid(finding.position, finding.length);
    return isShown(gone) && gone.trimmed() != QStringLiteral(",") ? Tr::tr("Take out “%1”").arg(quoted(gone))
                                                                  : Tr::tr("Take it out");
}

} // namespace

QList<TextOffer> textOffers(const QList<CheckFinding>& findings, const QString& text)
{
    QList<TextOffer> offers;
    for (const bool blocking : {true, false}) {
        for (const CheckFinding& finding : findings) {
            if (finding.blocks != blocking || !finding.mend || offers.size() == kMostOffers)
                continue;
            const QString label = labelOf(finding, text);
            if (!label.isEmpty())
                offers.append({label, *finding.mend});
        }
    }
    if (const auto plain = plainPunctuationMend(text)) {
        const int before = countSegments(text).segments;
        const int after = countSegments(plain->text).segments;
        offers.append(
            {Tr::tr("Use plain quotes and dashes: %1 instead of %2 segments").arg(after).arg(before), *plain});
    }
    return offers;
}

} // namespace textbank
