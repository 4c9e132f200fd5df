#include "core/compose/TemplateTokens.h"

#include "core/compose/Template.h"

#include <algorithm>
#include <utility>

namespace textbank {
namespace {

using Token = TemplateToken;
using Kind = TemplateToken::Kind;

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

bool isQuote(QChar c) { return c == u'"' || c == u'\u201C' || c == u'\u201D'; }

/// A stretch of the template, without the blanks at its ends.
struct Stretch
{
    Stretch(const QString& text, int from, int to)
        : begin(from)
        , end(to)
    {
        while (begin < end && text.at(begin).isSpace()) {
            ++begin;
        }
        while (end > begin && text.at(end - 1).isSpace()) {
            --end;
        }
    }
    int size() const { return end - begin; }
    QString of(const QString& text) const { return text.mid(begin, size()); }

    int begin;
    int end;
};

/// The word a tag begins with, in lower case: "if" of "If State".
QString leadingWord(const QString& text, const Stretch& inside)
{
    auto end = inside.begin;
    while (end < inside.end && text.at(end).isLetter()) {
        ++end;
    }
    const auto bounded = end == inside.end || text.at(end).isSpace();
    return bounded ? text.mid(inside.begin, end - inside.begin).toCaseFolded() : QString();
}

int placeOf(const QString& text, QChar wanted, int from, int to)
{
    const auto found = std::find(text.cbegin() + from, text.cbegin() + to, wanted);
    return found == text.cbegin() + to ? -1 : static_cast<int>(found - text.cbegin());
}

bool readCondition(const QString& text, const Stretch& written, Token& token)
{
    const auto equals = placeOf(text, u'=', written.begin, written.end);
    if (equals < 0) {
        token.text = written.of(text);
        token.namePosition = written.begin;
        return isName(token.text);
    }
    const auto differs = equals > written.begin && text.at(equals - 1) == u'!';
    token.test = differs ? Token::Test::Differs : Token::Test::Equals;
    const Stretch name(text, written.begin, differs ? equals - 1 : equals);
    token.text = name.of(text);
    token.namePosition = name.begin;
    const Stretch quoted(text, equals + 1, written.end);
    if (!isName(token.text) || quoted.size() < 2 || !isQuote(text.at(quoted.begin)) ||
        !isQuote(text.at(quoted.end - 1))) {
        return false;
    }
    token.other = Stretch(text, quoted.begin + 1, quoted.end - 1).of(text);
    token.otherPosition = quoted.begin;
    token.otherLength = quoted.size();
    return std::none_of(token.other.cbegin(), token.other.cend(), isQuote);
}

Token broken(int position, int length, TemplateFlaw flaw)
{
    Token token;
    token.kind = Kind::Broken;
    token.position = position;
    token.length = length;
    token.flaw = flaw;
    return token;
}

/// The tag between two braces that belong together.
Token readTag(const QString& text, int open, int close)
{
    Token token;
    token.position = open;
    token.length = close + 1 - open;
    const Stretch inside(text, open + 1, close);
    const auto word = leadingWord(text, inside);
    const auto isAlone = inside.size() == word.size();
    if (isAlone && (word == u"else" || word == u"end")) {
        token.kind = word == u"else" ? Kind::Else : Kind::End;
        return token;
    }
    if (word == u"if" || word == u"elif") {
        token.kind = word == u"if" ? Kind::If : Kind::Elif;
        const Stretch condition(text, inside.begin + static_cast<int>(word.size()), inside.end);
        return readCondition(text, condition, token) ? token : broken(open, token.length, TemplateFlaw::NoCondition);
    }
    token.kind = Kind::Field;
    const auto bar = placeOf(text, u'|', open + 1, close);
    token.hasFallback = bar >= 0;
    const Stretch name(text, open + 1, token.hasFallback ? bar : close);
    token.text = name.of(text);
    token.namePosition = name.begin;
    if (token.hasFallback) {
        token.other = Stretch(text, bar + 1, close).of(text);
        token.otherPosition = bar;
        token.otherLength = close - bar;
    }
    return isName(token.text) ? token : broken(open, token.length, TemplateFlaw::NoName);
}

/// An opening brace that nothing closes, with the word that stands at it: what one is about to write.
Token readOpening(const QString& text, int open)
{
    auto end = open + 1;
    while (end < text.size() && (text.at(end).isLetterOrNumber() || text.at(end) == u'_')) {
        ++end;
    }
    return broken(open, end - open, TemplateFlaw::NotClosed);
}

} // namespace

TemplateTokens templateTokens(const QString& text)
{
    TemplateTokens tokens;
    const auto size = static_cast<int>(text.size());
    const auto isBrace = [&text](int i) { return text.at(i) == u'{' || text.at(i) == u'}'; };
    for (int i = 0; i < size; i = tokens.back().end()) {
        Token token;
        token.position = i;
        if (!isBrace(i)) {
            auto end = i + 1;
            while (end < size && !isBrace(end)) {
                ++end;
            }
            token.length = end - i;
            token.text = text.mid(i, token.length);
        } else if (i + 1 < size && text.at(i + 1) == text.at(i)) {
            token.kind = Kind::Brace;
            token.length = 2;
            token.text = text.at(i);
        } else if (text.at(i) == u'}') {
            token = broken(i, 1, TemplateFlaw::NotOpened);
        } else {
            auto end = i + 1;
            while (end < size && !isBrace(end)) {
                ++end;
            }
            const auto isClosed = end < size && text.at(end) == u'}';
            token = isClosed ? readTag(text, i, end) : readOpening(text, i);
        }
        tokens.append(std::move(token));
    }
    return tokens;
}

QList<FlawedToken> misplacedTokens(const TemplateTokens& tokens)
{
    struct Open
    {
        qsizetype token;
        bool hadElse;
    };
    QList<Open> open;
    QList<FlawedToken> misplaced;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const auto kind = tokens.at(i).kind;
        if (kind == Kind::If) {
            open.append({i, false});
        } else if (kind == Kind::Elif || kind == Kind::Else || kind == Kind::End) {
            if (open.isEmpty()) {
                misplaced.append({i, TemplateFlaw::OutsideIf});
            } else if (kind == Kind::End) {
                open.removeLast();
            } else if (open.back().hadElse) {
                misplaced.append({i, TemplateFlaw::AfterElse});
            } else {
                open.back().hadElse = kind == Kind::Else;
            }
        }
    }
    for (auto left = open.crbegin(); left != open.crend(); ++left) {
        misplaced.append({left->token, TemplateFlaw::NotEnded});
    }
    return misplaced;
}

std::optional<FlawedToken> firstFault(const TemplateTokens& tokens)
{
    const auto unreadable =
        std::find_if(tokens.cbegin(), tokens.cend(), [](const Token& token) { return token.kind == Kind::Broken; });
    if (unreadable != tokens.cend()) {
        return FlawedToken{unreadable - tokens.cbegin(), unreadable->flaw};
    }
    const auto misplaced = misplacedTokens(tokens);
    return misplaced.isEmpty() ? std::nullopt : std::optional(misplaced.front());
}

bool holds(const TemplateToken& condition, const QString& value)
{
    switch (condition.test) {
    case Token::Test::Equals:
        return value.compare(condition.other, Qt::CaseInsensitive) == 0;
    case Token::Test::Differs:
        return value.compare(condition.other, Qt::CaseInsensitive) != 0;
    case Token::Test::IsSet:
        break;
    }
    return !value.isEmpty();
}

} // namespace textbank
