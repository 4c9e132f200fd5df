#include "ui/Words.h"
#include "ui/WordsPrivate.h"

#include <algorithm>

namespace textbank::words {

using namespace Qt::StringLiterals;

QString check(const CheckFinding& finding, const QString& text)
{
    const QString found = text.mid(finding.position, finding.length).simplified();
    const bool shown = std::any_of(found.cbegin(), found.cend(), [](QChar c) { return c.isPrint() && !c.isMark(); });
    switch (finding.check) {
    case TextCheck::Empty:
        return tr("The message is empty. Write something, or bring back the script's text.");
    case TextCheck::Leftover:
    case TextCheck::Suspicious:
        if (!shown)
            return tr("The text holds a sign that phones do not show as it was meant.");
        return finding.blocks
                   ? tr("\"%1\" looks like something left over from the script. Change it before you send.").arg(found)
                   : tr("\"%1\" looks like something left over from the script.").arg(found);
    case TextCheck::Identity:
        return finding.wanted.isEmpty() ? tr("The message does not say who is texting.")
                                        : tr("The first message must say who is texting: \"%1\".").arg(finding.wanted);
    case TextCheck::OptOutWording:
        return finding.wanted.isEmpty() ? tr("The message does not say how to stop.")
                                        : tr("The first message must say how to stop: \"%1\".").arg(finding.wanted);
    case TextCheck::Disclosure:
        return tr("Where this contact lives a first message has to say \"%1\" and who that is.").arg(finding.wanted);
    case TextCheck::PublicShortener:
        return tr("Carriers block links like \"%1\". Use the full address.").arg(found);
    case TextCheck::Shouting:
        return tr("\"%1\" reads as shouting.").arg(found.size() > 60 ? found.left(59) + u'\u2026' : found);
    case TextCheck::TooLong:
        return tr("The message is too long: %1 segments. Make it shorter.").arg(countSegments(text).segments);
    }
    return {};
}

QStringList checks(const QList<CheckFinding>& findings, const QString& text, int most)
{
    QStringList sentences;
    for (const bool blocking : {true, false}) {
        for (const CheckFinding& finding : findings) {
            if (finding.blocks == blocking && sentences.size() < most)
                sentences.append(check(finding, text));
        }
    }
    if (findings.size() > most)
        sentences.append(tr("And %n more.", nullptr, static_cast<int>(findings.size()) - most));
    return sentences;
}

QString culprits(const QString& text, const QList<int>& positions)
{
    constexpr int kMost = 6;
    QStringList letters;
    for (const int position : positions) {
        const QList<uint> code = text.mid(position, 2).toUcs4();
        const char32_t letter = code.isEmpty() ? 0 : code.front();
        const QString shown = QChar::isPrint(letter) && !QChar::isSpace(letter)
                                  ? QString::fromUcs4(&letter, 1)
                                  : u"U+%1"_s.arg(static_cast<uint>(letter), 4, 16, QChar(u'0')).toUpper();
        if (!letters.contains(shown) && letters.size() < kMost)
            letters.append(shown);
    }
    return letters.join(u' ');
}

namespace {

bool isNumber(const QString& field)
{
    return field.compare(u"phone"_s, Qt::CaseInsensitive) == 0 || field.compare(u"cell"_s, Qt::CaseInsensitive) == 0;
}

} // namespace

QString templateError(const TemplateError& error, const Contact* contact)
{
    if (error.fault == TemplateFault::UnknownField && contact && contact->numberHidden && isNumber(error.field))
        return tr("The script asks for \"%1\", but this campaign's server keeps the telephone numbers to itself. Edit "
                  "the message, or skip.")
            .arg(error.field);
    if (error.fault == TemplateFault::UnknownField)
        return tr("The script asks for \"%1\", and the list has nothing there for this contact. Edit the message, or "
                  "skip.")
            .arg(error.field);
    return tr("The script has a brace that opens or closes nothing (place %1). Edit the message, and tell staff.")
        .arg(error.position + 1);
}

QString blocked(const BlockedContact& contact, const Contact& person, Instant now)
{
    switch (contact.why) {
    case BlockedContact::Why::Gate:
        return gateShort(contact.verdict, now);
    case BlockedContact::Why::TemplateError:
        if (contact.templateError && person.numberHidden && isNumber(contact.templateError->field))
            return numberHidden(person);
        return contact.templateError && contact.templateError->fault == TemplateFault::UnknownField
                   ? tr("Nothing in the list for \"%1\"").arg(contact.templateError->field)
                   : tr("The script has a mistake");
    case BlockedContact::Why::CheckFinding:
        for (const CheckFinding& finding : contact.findings) {
            if (!finding.blocks)
                continue;
            switch (finding.check) {
            case TextCheck::Empty:
                return tr("The message is empty");
            case TextCheck::Leftover:
            case TextCheck::Suspicious:
                return tr("Something is left over from the script");
            case TextCheck::Identity:
                return tr("It does not say who is texting");
            case TextCheck::OptOutWording:
                return tr("It does not say how to stop");
            case TextCheck::Disclosure:
                return tr("It lacks what its state requires");
            case TextCheck::PublicShortener:
                return tr("It has a link that carriers block");
            case TextCheck::Shouting:
                return tr("It reads as shouting");
            case TextCheck::TooLong:
                return tr("The message is too long");
            }
        }
        return tr("The message needs a change");
    }
    return {};
}

QString segments(const SegmentCount& count)
{
    QString text = count.segments == 1 ? tr("1 segment") : tr("%1 segments").arg(count.segments);
    if (count.segments > 0)
        text += u" \u00B7 "_s +
                (count.remaining == 1 ? tr("1 character left") : tr("%1 characters left").arg(count.remaining));
    return text;
}

QString price(const SegmentCount& count, const Policy& policy)
{
    if (policy.segmentPrice <= 0)
        return {};
    const double cost = policy.segmentPrice * count.segments;
    if (policy.currency == u"USD"_s && cost < 1)
        return tr("%1 ¢").arg(locale().toString(cost * 100, 'g', 3));
    return locale().toCurrencyString(cost, policy.currency, 3);
}

} // namespace textbank::words
