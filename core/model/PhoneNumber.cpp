#include "core/model/PhoneNumber.h"

#include "core/model/AreaCodes.h"

#include <QRegularExpression>
#include <algorithm>
#include <optional>
#include <phonenumbers/phonenumberutil.h>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;
using LibNumber = i18n::phonenumbers::PhoneNumber;

PhoneNumberUtil& library() { return *PhoneNumberUtil::GetInstance(); }

Unexpected<Error> refused(const char16_t* why) { return fail(ErrorCode::Invalid, QString::fromUtf16(why)); }

bool isAsciiDigit(QChar c) { return c >= u'0' && c <= u'9'; }

/// Full-width forms and the digits of other scripts made plain; marks of direction, zero-width characters and a
/// spreadsheet's leading apostrophe gone.
QString plain(const QString& raw)
{
    const auto composed = raw.normalized(QString::NormalizationForm_KC);
    QString out;
    out.reserve(composed.size());
    for (const auto c : composed) {
        if (c.category() == QChar::Other_Format) {
            continue;
        }
        if (c.category() == QChar::Number_DecimalDigit) {
            out += QChar(static_cast<char16_t>(u'0' + c.digitValue()));
        } else {
            out += c.isSpace() ? QChar(u' ') : c;
        }
    }
    out = out.trimmed();
    if (out.startsWith(u'\'')) {
        out.remove(0, 1);
    }
    return out.startsWith(u"tel:"_s, Qt::CaseInsensitive) ? out.mid(4).trimmed() : out.trimmed();
}

/// "4.155550132E9" and "4155550132.0" as the digits they stand for; what a spreadsheet has rounded is not restored.
std::optional<QString> fromSpreadsheet(const QString& text)
{
    static const QRegularExpression decimal(u"^(\\+?\\d{7,15})[.,]0+$"_s);
    static const QRegularExpression scientific(u"^(\\d)(?:[.,](\\d+))?[eE]\\+?(\\d{1,2})$"_s);
    if (const auto match = decimal.match(text); match.hasMatch()) {
        return match.captured(1);
    }
    const auto match = scientific.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    auto fraction = match.captured(2);
    const auto exponent = match.captured(3).toInt();
    while (fraction.size() > exponent && fraction.endsWith(u'0')) {
        fraction.chop(1);
    }
    return fraction.size() == exponent ? match.captured(1) + fraction : QString();
}

int digitCount(const QString& text)
{
    return static_cast<int>(std::count_if(text.cbegin(), text.cend(), isAsciiDigit));
}

bool isSeveral(const QString& text)
{
    static const QRegularExpression between(u"[/,;|&\\n\\t]|\\b(?:or|and|y|o)\\b|(?<=.)\\+"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression sideBySide(
        u"^\\(?[2-9]\\d\\d\\)?[ .-]?\\d{3}[ .-]?\\d{4} +\\(?[2-9]\\d\\d\\)?[ .-]?\\d{3}[ .-]?\\d{4}$"_s);
    int whole = 0;
    for (const auto& part : text.split(between)) {
        whole += digitCount(part) >= 7 ? 1 : 0;
    }
    return whole > 1 || sideBySide.match(text).hasMatch();
}

bool isNanpRegion(const QString& region)
{
    return region == u"US" || library().GetCountryCodeForRegion(region.toStdString()) == 1;
}

bool isFictional(const QString& national) { return QStringView(national).mid(3, 5) == u"55501"; }

/// What our table says of ten national digits; nothing where the library has to be asked.
std::optional<bool> fastVerdict(const QString& national)
{
    const auto* code = findAreaCode(national.left(3));
    if (!code) {
        return std::nullopt;
    }
    if (isFictional(national)) {
        return true;
    }
    // Islands give out single exchanges only, which the library lists.
    if (code->region != u"US" && code->region != u"CA") {
        return std::nullopt;
    }
    return national.at(3) >= u'2';
}

std::optional<LibNumber> parsed(const QString& text, const QString& region)
{
    LibNumber number;
    const auto error = library().Parse(text.toStdString(), region.toStdString(), &number);
    return error == PhoneNumberUtil::NO_PARSING_ERROR ? std::optional(number) : std::nullopt;
}

Result<QString> askLibrary(const QString& text, const QString& region)
{
    const auto number = parsed(text, region);
    if (!number) {
        return refused(digitCount(text) < 7 ? u"tooShort" : digitCount(text) > 15 ? u"tooLong" : u"invalid");
    }
    switch (library().IsPossibleNumberWithReason(*number)) {
    case PhoneNumberUtil::TOO_SHORT:
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
        return refused(u"tooShort");
    case PhoneNumberUtil::TOO_LONG:
        return refused(u"tooLong");
    default:
        break;
    }
    if (!library().IsValidNumber(*number) || number->has_extension()) {
        return refused(u"invalid");
    }
    std::string e164;
    library().Format(*number, PhoneNumberUtil::E164, &e164);
    return QString::fromStdString(e164);
}

/// The ten national digits where `digits` are a whole NANP number, with or without the 1.
QString nanpNational(const QString& digits, bool international)
{
    if (digits.size() == 11 && digits.front() == u'1') {
        return digits.mid(1);
    }
    return digits.size() == 10 && !international && digits.front() != u'1' && digits.front() != u'0' ? digits
                                                                                                     : QString();
}

/// The cell without the word that says which phone it is: "(415) 555-0132 (cell)", "Tel: 415 555 0132". Any other word
/// may mean something, and stays.
QString withoutLabel(const QString& text)
{
    static const auto kWords = u"(?:cell(?:ular|phone)?|mobile|mob|home|work|office|tel(?:ephone|[eé]fono)?|phone|ph|"
                               u"no|num(?:ber)?|celular|cel|"
                               "m[oó]vil|casa|trabajo|c|m|h|w|p|t)"_s;
    static const QRegularExpression before(u"^\\(?"_s + kWords + u"\\)?[ .:#-]*(?=[+(\\d])"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression after(u"(?<=\\d)[ ,;:-]*(?:\\( *"_s + kWords + u"\\.? *\\)|[ ,;:-]"_s + kWords +
                                              u"\\.?|(?<=\\d)[cmhw])$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    auto out = text;
    out.remove(before);
    out.remove(after);
    return out;
}

Result<QString> digitsOf(const QString& written)
{
    const auto text = withoutLabel(written);
    static const QRegularExpression extension(u"\\d[^\\d]*?(?:ext(?:ension|n)?|x|#|poste|anexo)[ .:]*\\d{1,7}$"_s,
                                              QRegularExpression::CaseInsensitiveOption);
    if (text.isEmpty()) {
        return refused(u"empty");
    }
    if (isSeveral(text)) {
        return refused(u"several");
    }
    if (extension.match(text).hasMatch()) {
        return refused(u"extension");
    }
    QString digits;
    for (int i = 0; i < text.size(); ++i) {
        const auto c = text.at(i);
        if (isAsciiDigit(c)) {
            digits += c;
        } else if (c.isLetter()) {
            return refused(u"letters");
        } else if (c == u'+'
                       ? !digits.isEmpty()
                       : c != u' ' && c != u'(' && c != u')' && c != u'.' && c.category() != QChar::Punctuation_Dash) {
            return refused(u"invalid");
        }
    }
    return digits.isEmpty() ? Result<QString>(refused(u"empty")) : digits;
}

/// The ten national digits of a number written in the usual ways; empty for anything that needs a closer look.
QString wellFormedNanp(const QString& raw)
{
    QString digits;
    for (int i = 0; i < raw.size(); ++i) {
        const auto c = raw.at(i);
        if (isAsciiDigit(c)) {
            digits += c;
        } else if (c != u' ' && c != u'(' && c != u')' && c != u'-' && (c != u'+' || i > 0)) {
            return {};
        }
    }
    return nanpNational(digits, raw.startsWith(u'+'));
}

QString typeName(PhoneNumberUtil::PhoneNumberType type)
{
    switch (type) {
    case PhoneNumberUtil::FIXED_LINE:
        return u"fixed_line"_s;
    case PhoneNumberUtil::MOBILE:
        return u"mobile"_s;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
        return u"fixed_line_or_mobile"_s;
    case PhoneNumberUtil::TOLL_FREE:
        return u"toll_free"_s;
    case PhoneNumberUtil::PREMIUM_RATE:
        return u"premium_rate"_s;
    case PhoneNumberUtil::SHARED_COST:
        return u"shared_cost"_s;
    case PhoneNumberUtil::VOIP:
        return u"voip"_s;
    case PhoneNumberUtil::PERSONAL_NUMBER:
        return u"personal"_s;
    case PhoneNumberUtil::PAGER:
        return u"pager"_s;
    case PhoneNumberUtil::UAN:
        return u"uan"_s;
    case PhoneNumberUtil::VOICEMAIL:
        return u"voicemail"_s;
    case PhoneNumberUtil::UNKNOWN:
        break;
    }
    return u"unknown"_s;
}

} // namespace

Result<PhoneNumber> PhoneNumber::parse(const QString& raw, const QString& region)
{
    if (const auto usual = wellFormedNanp(raw); !usual.isEmpty() && (raw.startsWith(u'+') || isNanpRegion(region))) {
        if (const auto verdict = fastVerdict(usual)) {
            return *verdict ? Result<PhoneNumber>(PhoneNumber(u"+1"_s + usual)) : refused(u"invalid");
        }
    }
    auto text = plain(raw);
    if (const auto cell = fromSpreadsheet(text)) {
        if (cell->isEmpty()) {
            return refused(u"invalid");
        }
        text = *cell;
    }
    const auto digits = digitsOf(text);
    if (!digits) {
        return Unexpected{digits.error()};
    }
    const auto international = text.contains(u'+');
    const auto nanp = international ? digits->startsWith(u'1') : isNanpRegion(region) && !digits->startsWith(u"011"_s);
    if (nanp) {
        const auto national = nanpNational(*digits, international);
        if (national.isEmpty()) {
            const auto whole = digits->startsWith(u'1') ? 11 : 10;
            return refused(digits->size() < whole ? u"tooShort" : digits->size() > whole ? u"tooLong" : u"invalid");
        }
        if (const auto verdict = fastVerdict(national)) {
            return *verdict ? Result<PhoneNumber>(PhoneNumber(u"+1"_s + national)) : refused(u"invalid");
        }
    }
    const auto e164 = askLibrary(international ? u'+' + *digits : *digits, region);
    return e164 ? Result<PhoneNumber>(PhoneNumber(*e164)) : Unexpected{e164.error()};
}

Result<PhoneNumber> PhoneNumber::fromE164(const QString& e164)
{
    const auto digits = QStringView(e164).mid(1);
    if (!e164.startsWith(u'+') || digits.size() < 8 || digits.size() > 15 || digits.front() == u'0' ||
        !std::all_of(digits.cbegin(), digits.cend(), isAsciiDigit)) {
        return fail(ErrorCode::Malformed, u"not an E.164 number"_s);
    }
    return PhoneNumber(e164);
}

QString PhoneNumber::areaCode() const
{
    return m_e164.size() == 12 && m_e164.startsWith(u"+1"_s) ? m_e164.mid(2, 3) : QString();
}

QString PhoneNumber::national() const
{
    if (!areaCode().isEmpty()) {
        return u"(%1) %2-%3"_s.arg(m_e164.mid(2, 3), m_e164.mid(5, 3), m_e164.mid(8));
    }
    const auto number = m_e164.isEmpty() ? std::nullopt : parsed(m_e164, {});
    if (!number) {
        return m_e164;
    }
    std::string out;
    library().Format(*number, PhoneNumberUtil::INTERNATIONAL, &out);
    return QString::fromStdString(out);
}

QString PhoneNumber::masked() const
{
    return m_e164.isEmpty() ? QString() : m_e164.left(2) + u"*******"_s + m_e164.right(2);
}

QString PhoneNumber::region() const
{
    if (const auto* code = findAreaCode(areaCode())) {
        return code->region;
    }
    const auto number = m_e164.isEmpty() ? std::nullopt : parsed(m_e164, {});
    if (!number) {
        return {};
    }
    std::string out;
    library().GetRegionCodeForNumber(*number, &out);
    return out == "ZZ" ? QString() : QString::fromStdString(out);
}

QString PhoneNumber::lineType() const
{
    const auto number = m_e164.isEmpty() ? std::nullopt : parsed(m_e164, {});
    const auto type = number ? library().GetNumberType(*number) : PhoneNumberUtil::UNKNOWN;
    // A code younger than the library is a plain one.
    return type == PhoneNumberUtil::UNKNOWN && findAreaCode(areaCode()) ? u"fixed_line_or_mobile"_s : typeName(type);
}

} // namespace textbank
