#include "core/compose/SpokeTemplate.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QString kExternalId = u"external_id"_s;

bool isBrace(QChar c) { return c == u'{' || c == u'}'; }
bool isBlank(const QString& text) { return text.trimmed().isEmpty(); }

/// White space as JavaScript's trim() knows it.
bool isScriptSpace(QChar c)
{
    return (c >= u'\t' && c <= u'\r') || c == u'\uFEFF' || c == u'\u2028' || c == u'\u2029' ||
           c.category() == QChar::Separator_Space;
}

bool isCased(QChar c) { return c.isLower() || c.isUpper() || c.isTitleCase(); }
/// What does not count between letters (Unicode's Case_Ignorable, as far as names have it).
bool isCaseIgnorable(QChar c)
{
    switch (c.category()) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Letter_Modifier:
    case QChar::Symbol_Modifier:
        return true;
    default:
        return c == u'\'' || c == u'.' || c == u':' || c == u'\u00B7' || c == u'\u2018' || c == u'\u2019';
    }
}

/// toLowerCase() of JavaScript: as Qt's, but for the sigma at a word's end.
QString lowered(const QString& text)
{
    constexpr QChar kSigma = u'\u03A3';
    if (!text.contains(kSigma)) {
        return text.toLower();
    }
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != kSigma) {
            const auto pair = text.at(i).isHighSurrogate() && i + 1 < text.size();
            out += text.mid(i, pair ? 2 : 1).toLower();
            i += pair ? 1 : 0;
            continue;
        }
        auto before = i - 1;
        while (before >= 0 && isCaseIgnorable(text.at(before))) {
            --before;
        }
        auto after = i + 1;
        while (after < text.size() && isCaseIgnorable(text.at(after))) {
            ++after;
        }
        const auto ends = before >= 0 && isCased(text.at(before)) && !(after < text.size() && isCased(text.at(after)));
        out += ends ? u'\u03C2' : u'\u03C3';
    }
    return out;
}

/// The id in the digits 0-9, a-z, A-Z, counted in floating point as Spoke does it; none for an id that is no number.
std::optional<QString> inBase62(const QString& id)
{
    static const auto kDigits = u"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"_s;
    const auto isNumber =
        !id.isEmpty() && std::all_of(id.cbegin(), id.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    auto left = isNumber ? id.toDouble() : -1;
    if (left < 0 || left > 9'007'199'254'740'992.0) {
        return std::nullopt;
    }
    QString out;
    for (; left > 0; left = std::trunc(left / 62)) {
        out.prepend(kDigits.at(static_cast<qsizetype>(std::fmod(left, 62))));
    }
    return out.isEmpty() ? u"0"_s : out;
}

/// How a name is looked for. Spoke makes a regular expression of it, unescaped.
enum class Search {
    Plain,   ///< Its letters; a dot stands for any character within a line.
    Nothing, ///< No expression at all: "{3}" repeats nothing.
    Pattern, ///< Signs that mean something else in an expression.
};

Search searchFor(const QString& name)
{
    static const QRegularExpression repeats(u"^[0-9]+(?:,[0-9]*)?$"_s);
    static const auto kSigns = u"\\^$*+?()[]{}|"_s;
    if (repeats.match(name).hasMatch()) {
        return Search::Nothing;
    }
    const auto isSign = [](QChar c) { return kSigns.contains(c); };
    return std::any_of(name.cbegin(), name.cend(), isSign) ? Search::Pattern : Search::Plain;
}

bool stands(const QString& token, const QString& text, qsizetype at)
{
    for (qsizetype i = 0; i < token.size(); ++i) {
        const auto c = text.at(at + i);
        const auto lineEnds = c == u'\n' || c == u'\r' || c == u'\u2028' || c == u'\u2029';
        if (token.at(i) != c && (token.at(i) != u'.' || lineEnds)) {
            return false;
        }
    }
    return true;
}

qsizetype find(const QString& token, const QString& text, qsizetype from)
{
    if (!token.contains(u'.')) {
        return text.indexOf(token, from);
    }
    for (auto at = from; at + token.size() <= text.size(); ++at) {
        if (stands(token, text, at)) {
            return at;
        }
    }
    return -1;
}

/// The value with JavaScript's replacement patterns carried out, for a match in `text`.
void insert(QString& out, const QString& value, const QString& text, qsizetype at, qsizetype length)
{
    for (qsizetype i = 0; i < value.size(); ++i) {
        const auto sign = value.at(i) == u'$' && i + 1 < value.size() ? value.at(i + 1) : QChar();
        if (sign == u'$') {
            out += u'$';
        } else if (sign == u'&') {
            out += QStringView(text).mid(at, length);
        } else if (sign == u'`') {
            out += QStringView(text).left(at);
        } else if (sign == u'\'') {
            out += QStringView(text).mid(at + length);
        } else {
            out += value.at(i);
            continue;
        }
        ++i;
    }
}

TemplateError holeOf(const QString& name, const QString& script)
{
    const auto at = script.indexOf(u'{' + name + u'}');
    return {TemplateFault::UnknownField, name, static_cast<int>(std::max<qsizetype>(at, 0))};
}

/// Replaces one field everywhere in `text`; an error where it has nothing to say, or where nobody can tell what Spoke
/// would do.
std::optional<TemplateError> replace(QString& text, const SpokeFields::Field& field, const QString& script)
{
    const auto token = u'{' + field.name + u'}';
    const auto search = searchFor(field.name);
    if (search == Search::Pattern) {
        const QRegularExpression pattern(token);
        return pattern.isValid() && pattern.match(text).hasMatch() ? std::optional(holeOf(field.name, script))
                                                                   : std::nullopt;
    }
    auto at = search == Search::Plain ? find(token, text, 0) : -1;
    if (at < 0) {
        return std::nullopt;
    }
    if (!field.value || isBlank(*field.value)) {
        return holeOf(field.name, script);
    }
    QString out;
    qsizetype done = 0;
    for (; at >= 0; at = find(token, text, done)) {
        out += QStringView(text).mid(done, at - done);
        insert(out, *field.value, text, at, token.size());
        done = at + token.size();
    }
    text = out + text.mid(done);
    return std::nullopt;
}

/// Whatever brace is left in the finished text.
std::optional<TemplateError> leftIn(const QString& text, const QString& script)
{
    if (std::none_of(text.cbegin(), text.cend(), isBrace)) {
        return std::nullopt;
    }
    const auto left = spokeTokens(text);
    const auto isToken = [](const TemplateToken& one) { return one.kind == TemplateToken::Kind::Field; };
    const auto isWritten = [&](const TemplateToken& one) {
        return isToken(one) && script.contains(u'{' + one.text + u'}');
    };
    if (const auto token = std::find_if(left.cbegin(), left.cend(), isWritten); token != left.cend()) {
        return holeOf(token->text, script);
    }
    // "{{firstName}}" leaves a person's name in braces: that is no field's.
    const auto written = spokeTokens(script);
    const auto stray = std::find_if(written.cbegin(), written.cend(),
                                    [](const TemplateToken& one) { return one.kind == TemplateToken::Kind::Broken; });
    if (stray != written.cend()) {
        return TemplateError{TemplateFault::Syntax, {}, stray->position};
    }
    const auto fromValue = std::find_if(left.cbegin(), left.cend(), isToken);
    return fromValue == left.cend() ? TemplateError{TemplateFault::Syntax, {}, 0} : holeOf(fromValue->text, script);
}

} // namespace

QString spokeName(const QString& name)
{
    const auto isInk = [](QChar c) { return !isScriptSpace(c); };
    const auto from = std::find_if(name.cbegin(), name.cend(), isInk);
    const auto to = std::find_if(name.crbegin(), std::make_reverse_iterator(from), isInk).base();
    const QString trimmed(from, to - from);
    if (trimmed.isEmpty()) {
        return trimmed;
    }
    const auto first = trimmed.left(1).toUpper();
    const auto isSmall = [](QChar c) { return c >= u'a' && c <= u'z'; };
    if (first == trimmed.left(1) && std::any_of(trimmed.cbegin(), trimmed.cend(), isSmall)) {
        return trimmed;
    }
    return first + lowered(trimmed.mid(1));
}

QStringList SpokeFields::names(const QStringList& custom)
{
    return QStringList{u"firstName"_s,
                       u"lastName"_s,
                       u"cell"_s,
                       u"zip"_s,
                       kExternalId,
                       u"texterLastName"_s,
                       u"texterAliasOrFirstName"_s} +
           custom + QStringList{u"contactId"_s, u"contactIdBase62"_s, u"texterFirstName"_s};
}

SpokeFields SpokeFields::of(const Contact& contact, const QStringList& custom, const QMap<QString, QString>& sender)
{
    const auto senders = [&sender](const QString& name) {
        const auto found = sender.constFind(name);
        return found == sender.cend() ? std::nullopt : std::optional(spokeName(*found));
    };
    const QHash<QString, std::optional<QString>> own{
        {u"firstName"_s, spokeName(contact.firstName)},
        {u"lastName"_s, spokeName(contact.lastName)},
        {u"cell"_s, contact.numberHidden ? std::optional<QString>() : contact.phone.e164()},
        {u"zip"_s, contact.zip},
        {u"texterLastName"_s, senders(u"texterLastName"_s)},
        {u"texterAliasOrFirstName"_s, senders(u"texterAliasOrFirstName"_s)},
        {u"texterFirstName"_s, senders(u"texterFirstName"_s)},
        {u"contactId"_s, contact.id.value},
        {u"contactIdBase62"_s, inBase62(contact.id.value)},
    };
    SpokeFields fields;
    const auto all = names(custom);
    for (const auto& name : all) {
        // A column that is called like one of these is not asked.
        const auto standard = own.constFind(name);
        const auto listed = contact.fields.constFind(name);
        fields.m_fields.append({name, standard != own.cend()            ? *standard
                                      : listed != contact.fields.cend() ? std::optional(*listed)
                                                                        : std::nullopt});
    }
    return fields;
}

TemplateTokens spokeTokens(const QString& script)
{
    TemplateTokens tokens;
    const auto size = static_cast<int>(script.size());
    for (int i = 0; i < size; i = tokens.back().end()) {
        TemplateToken token;
        token.position = i;
        auto end = i + 1;
        while (end < size && !isBrace(script.at(end))) {
            ++end;
        }
        if (!isBrace(script.at(i))) {
            token.length = end - i;
            token.text = script.mid(i, token.length);
        } else if (script.at(i) == u'{' && end > i + 1 && end < size && script.at(end) == u'}') {
            token.kind = TemplateToken::Kind::Field;
            token.length = end + 1 - i;
            token.namePosition = i + 1;
            token.text = script.mid(i + 1, end - i - 1);
        } else {
            token.kind = TemplateToken::Kind::Broken;
            token.flaw = TemplateFlaw::Stray;
            token.length = 1;
        }
        tokens.append(std::move(token));
    }
    return tokens;
}

Result<QString, TemplateError> renderSpokeScript(const QString& script, const SpokeFields& fields)
{
    auto text = script;
    for (const auto& field : fields.all()) {
        // Without a brace only a name that offers a choice could still be found.
        if (!std::any_of(text.cbegin(), text.cend(), isBrace) && !field.name.contains(u'|')) {
            continue;
        }
        if (auto error = replace(text, field, script)) {
            return Unexpected{*std::move(error)};
        }
    }
    if (auto error = leftIn(text, script)) {
        return Unexpected{*std::move(error)};
    }
    return text;
}

} // namespace textbank
