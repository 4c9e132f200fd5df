#include "core/compose/Template.h"

#include <QList>
#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

enum class TokenKind { Text, Field, If, Elif, Else, End };
enum class Test { IsSet, Equals, Differs };

struct Token
{
    TokenKind kind = TokenKind::Text;
    int position = 0;
    QString text;  ///< The literal text, or the field's name as written.
    QString other; ///< The fallback, or what a condition compares with.
    bool hasFallback = false;
    Test test = Test::IsSet;
};

using Tokens = QList<Token>;

Unexpected<TemplateError> syntax(int position) { return {TemplateError{TemplateFault::Syntax, {}, position}}; }

/// A list's column may be called nearly anything ("Voter #"); what starts with a sign is a construct of another
/// language.
bool isName(const QString& name)
{
    if (name.isEmpty() || MergeFields::key(name).isEmpty()) {
        return false;
    }
    const auto first = name.front();
    if (!first.isLetterOrNumber() && first != u'_' && !first.isSurrogate()) {
        return false;
    }
    return std::none_of(name.cbegin(), name.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

/// The word a tag begins with, in lower case: "if" of "If State".
QString leadingWord(const QString& inside)
{
    int end = 0;
    while (end < inside.size() && inside.at(end).isLetter()) {
        ++end;
    }
    const auto bounded = end == inside.size() || inside.at(end).isSpace();
    return bounded ? inside.left(end).toCaseFolded() : QString();
}

bool readCondition(const QString& written, Token& token)
{
    const auto equals = written.indexOf(u'=');
    if (equals < 0) {
        token.text = written.trimmed();
        return isName(token.text);
    }
    const auto differs = equals > 0 && written.at(equals - 1) == u'!';
    token.test = differs ? Test::Differs : Test::Equals;
    token.text = written.left(differs ? equals - 1 : equals).trimmed();
    const auto quoted = written.mid(equals + 1).trimmed();
    const auto isQuote = [](QChar c) { return c == u'"' || c == u'\u201C' || c == u'\u201D'; };
    if (!isName(token.text) || quoted.size() < 2 || !isQuote(quoted.front()) || !isQuote(quoted.back())) {
        return false;
    }
    token.other = quoted.mid(1, quoted.size() - 2).trimmed();
    return std::none_of(token.other.cbegin(), token.other.cend(), isQuote);
}

Result<Token, TemplateError> readTag(const QString& inside, int position)
{
    Token token;
    token.position = position;
    const auto trimmed = inside.trimmed();
    const auto word = leadingWord(trimmed);
    if (word == u"else" && trimmed.size() == word.size()) {
        token.kind = TokenKind::Else;
        return token;
    }
    if (word == u"end" && trimmed.size() == word.size()) {
        token.kind = TokenKind::End;
        return token;
    }
    if (word == u"if" || word == u"elif") {
        token.kind = word == u"if" ? TokenKind::If : TokenKind::Elif;
        if (!readCondition(trimmed.mid(word.size()).trimmed(), token)) {
            return syntax(position);
        }
        return token;
    }
    token.kind = TokenKind::Field;
    const auto bar = inside.indexOf(u'|');
    token.hasFallback = bar >= 0;
    token.text = (bar < 0 ? inside : inside.left(bar)).trimmed();
    token.other = bar < 0 ? QString() : inside.mid(bar + 1).trimmed();
    if (!isName(token.text)) {
        return syntax(position);
    }
    return token;
}

Result<Tokens, TemplateError> tokenise(const QString& text)
{
    Tokens tokens;
    QString literal;
    const auto flush = [&] {
        if (!literal.isEmpty()) {
            tokens.append({TokenKind::Text, 0, std::exchange(literal, {}), {}, false, Test::IsSet});
        }
    };
    const auto size = static_cast<int>(text.size());
    for (int i = 0; i < size; ++i) {
        const auto c = text.at(i);
        if (c != u'{' && c != u'}') {
            literal += c;
            continue;
        }
        if (i + 1 < size && text.at(i + 1) == c) {
            literal += c;
            ++i;
            continue;
        }
        if (c == u'}') {
            return syntax(i);
        }
        int end = i + 1;
        while (end < size && text.at(end) != u'}' && text.at(end) != u'{') {
            ++end;
        }
        if (end == size || text.at(end) == u'{') {
            return syntax(i);
        }
        const auto tag = readTag(text.mid(i + 1, end - i - 1), i);
        if (!tag) {
            return Unexpected{tag.error()};
        }
        flush();
        tokens.append(*tag);
        i = end;
    }
    flush();
    return tokens;
}

/// Every if has its end, at most one else, and nothing of the kind stands outside.
std::optional<TemplateError> structureFault(const Tokens& tokens)
{
    struct Open
    {
        int position;
        bool hadElse;
    };
    QList<Open> open;
    for (const auto& token : tokens) {
        switch (token.kind) {
        case TokenKind::If:
            open.append({token.position, false});
            break;
        case TokenKind::Elif:
        case TokenKind::Else:
            if (open.isEmpty() || open.back().hadElse) {
                return syntax(token.position).error;
            }
            open.back().hadElse = token.kind == TokenKind::Else;
            break;
        case TokenKind::End:
            if (open.isEmpty()) {
                return syntax(token.position).error;
            }
            open.removeLast();
            break;
        case TokenKind::Text:
        case TokenKind::Field:
            break;
        }
    }
    return open.isEmpty() ? std::nullopt : std::optional(syntax(open.back().position).error);
}

bool holds(const Token& condition, const MergeFields& fields)
{
    const auto value = fields.value(condition.text);
    switch (condition.test) {
    case Test::Equals:
        return value.compare(condition.other, Qt::CaseInsensitive) == 0;
    case Test::Differs:
        return value.compare(condition.other, Qt::CaseInsensitive) != 0;
    case Test::IsSet:
        break;
    }
    return !value.isEmpty();
}

/// One open if: whether its surroundings are shown, whether a branch was taken, whether this branch is shown.
struct Branch
{
    bool outer = true;
    bool taken = false;
    bool shown = true;
};

void enter(const Token& token, const MergeFields& fields, QList<Branch>& branches)
{
    if (token.kind == TokenKind::If) {
        Branch branch;
        branch.outer = branches.isEmpty() || branches.back().shown;
        branch.shown = branch.taken = branch.outer && holds(token, fields);
        branches.append(branch);
    } else if (token.kind == TokenKind::End) {
        branches.removeLast();
    } else {
        auto& branch = branches.back();
        const auto matches = token.kind == TokenKind::Else || holds(token, fields);
        branch.shown = branch.outer && !branch.taken && matches;
        branch.taken = branch.taken || branch.shown;
    }
}

} // namespace

QString MergeFields::key(const QString& name)
{
    QString out;
    out.reserve(name.size());
    for (const auto c : name) {
        if (!c.isSpace() && c != u'_') {
            out += c;
        }
    }
    return out.toCaseFolded();
}

void MergeFields::set(const QString& name, const QString& value)
{
    const auto trimmed = value.trimmed();
    m_values.insert(key(name), trimmed.isEmpty() ? u""_s : trimmed);
}

QString MergeFields::value(const QString& name) const { return m_values.value(key(name)); }

MergeFields MergeFields::of(const Contact& contact, const QString& volunteerName)
{
    MergeFields fields;
    for (auto it = contact.fields.cbegin(); it != contact.fields.cend(); ++it) {
        fields.set(it.key(), it.value());
    }
    // A list may carry a standard field under its own heading; the contact's own value wins unless it is blank.
    const auto standard = [&](const QString& name, const QString& value) {
        if (!value.trimmed().isEmpty() || fields.value(name).isEmpty()) {
            fields.set(name, value);
        }
    };
    standard(u"firstName"_s, contact.firstName);
    standard(u"lastName"_s, contact.lastName);
    standard(u"name"_s, contact.displayName());
    standard(u"fullName"_s, contact.displayName());
    standard(u"city"_s, contact.city);
    standard(u"state"_s, contact.state);
    standard(u"zip"_s, contact.zip);
    standard(u"phone"_s, contact.phone.national());
    standard(u"cell"_s, contact.phone.national());

    const auto volunteer = volunteerName.simplified();
    const auto first = volunteer.section(u' ', 0, 0);
    fields.set(u"texterFirstName"_s, first);
    fields.set(u"texterLastName"_s, volunteer.section(u' ', 1));
    fields.set(u"texterAliasOrFirstName"_s, first);
    return fields;
}

Result<QString, TemplateError> renderTemplate(const QString& text, const MergeFields& fields)
{
    const auto tokens = tokenise(text);
    if (!tokens) {
        return Unexpected{tokens.error()};
    }
    if (const auto fault = structureFault(*tokens)) {
        return Unexpected{*fault};
    }
    QString out;
    QList<Branch> branches;
    for (const auto& token : *tokens) {
        const auto shown = branches.isEmpty() || branches.back().shown;
        if (token.kind == TokenKind::Text) {
            out += shown ? token.text : QString();
        } else if (token.kind != TokenKind::Field) {
            enter(token, fields, branches);
        } else if (shown) {
            const auto value = fields.value(token.text);
            if (value.isEmpty() && !token.hasFallback) {
                return Unexpected{TemplateError{TemplateFault::UnknownField, token.text, token.position}};
            }
            out += value.isEmpty() ? token.other : value;
        }
    }
    return out;
}

} // namespace textbank
