#include "tests/support/spoke/SpokeStubDocument.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

struct Token
{
    enum class Kind { End, Name, Number, String, Mark } kind = Kind::End;
    QString text{};
};

class Parser
{
public:
    explicit Parser(const QString& text)
        : m_text(text)
    {
        advance();
    }

    GraphDocument document()
    {
        GraphDocument document;
        do {
            document.operations.push_back(operation());
        } while (m_error.isEmpty() && m_token.kind != Token::Kind::End);
        document.error = m_error;
        return document;
    }

private:
    static bool startsName(QChar c) { return c.isLetter() || c == u'_'; }

    void advance()
    {
        while (m_at < m_text.size() && (m_text.at(m_at).isSpace() || m_text.at(m_at) == u',')) {
            ++m_at;
        }
        m_token = {};
        if (m_at >= m_text.size()) {
            return;
        }
        const auto start = m_at;
        const auto first = m_text.at(m_at);
        if (startsName(first)) {
            take([](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
            m_token = {Token::Kind::Name, m_text.mid(start, m_at - start)};
        } else if (first.isDigit() || first == u'-') {
            take([](QChar c) { return c.isDigit() || u"-+.eE"_s.contains(c); });
            m_token = {Token::Kind::Number, m_text.mid(start, m_at - start)};
        } else if (first == u'"') {
            m_token = {Token::Kind::String, string()};
        } else {
            m_at += m_text.mid(m_at, 3) == u"..." ? 3 : 1;
            m_token = {Token::Kind::Mark, m_text.mid(start, m_at - start)};
        }
    }

    template<class Belongs>
    void take(Belongs belongs)
    {
        while (m_at < m_text.size() && belongs(m_text.at(m_at))) {
            ++m_at;
        }
    }

    QString string()
    {
        QString value;
        for (++m_at; m_at < m_text.size() && m_text.at(m_at) != u'"'; ++m_at) {
            if (m_text.at(m_at) != u'\\') {
                value += m_text.at(m_at);
                continue;
            }
            const auto escaped = m_text.mid(++m_at, 1);
            value += escaped == u"n" ? u"\n"_s : escaped == u"t" ? u"\t"_s : escaped;
        }
        if (m_at++ >= m_text.size()) {
            fail(u"Unterminated string."_s);
        }
        return value;
    }

    bool is(QStringView mark) const { return m_token.kind == Token::Kind::Mark && m_token.text == mark; }
    bool skip(QStringView mark)
    {
        const auto there = is(mark);
        if (there) {
            advance();
        }
        return there;
    }
    void expect(QStringView mark)
    {
        if (!skip(mark)) {
            fail(u"Syntax Error: Expected \"%1\", found \"%2\"."_s.arg(mark.toString(), m_token.text));
        }
    }
    QString name()
    {
        if (m_token.kind != Token::Kind::Name) {
            fail(u"Syntax Error: Expected Name, found \"%1\"."_s.arg(m_token.text));
        }
        const auto text = m_token.text;
        advance();
        return text;
    }
    void fail(const QString& why)
    {
        if (m_error.isEmpty()) {
            m_error = why;
        }
        m_at = m_text.size(); // the rest is not looked at
        m_token = {};
    }
    bool goesOn(QStringView end) const { return m_error.isEmpty() && !is(end) && m_token.kind != Token::Kind::End; }

    GraphOperation operation()
    {
        GraphOperation operation;
        if (!is(u"{")) {
            const auto kind = name();
            if (kind != u"query" && kind != u"mutation") {
                fail(u"Syntax Error: Unexpected Name \"%1\"."_s.arg(kind));
            }
            operation.mutation = kind == u"mutation";
            if (m_token.kind == Token::Kind::Name) {
                operation.name = name();
            }
            if (skip(u"(")) {
                while (goesOn(u")")) {
                    expect(u"$");
                    GraphVariable variable{name(), {}, {}};
                    expect(u":");
                    variable.type = type();
                    if (skip(u"=")) {
                        variable.standard = literal();
                    }
                    operation.variables.push_back(variable);
                }
                expect(u")");
            }
        }
        operation.fields = selection();
        return operation;
    }

    QString type()
    {
        QString text;
        if (skip(u"[")) {
            text = u'[' + type() + u']';
            expect(u"]");
        } else {
            text = name();
        }
        return skip(u"!") ? text + u'!' : text;
    }

    std::vector<GraphField> selection()
    {
        std::vector<GraphField> fields;
        expect(u"{");
        while (goesOn(u"}")) {
            fields.push_back(field());
        }
        expect(u"}");
        if (fields.empty()) {
            fail(u"Syntax Error: Expected Name, found \"}\"."_s);
        }
        return fields;
    }

    GraphField field()
    {
        GraphField field;
        if (skip(u"...")) {
            if (name() != u"on") {
                fail(u"named fragments are not read here"_s);
            }
            field.onType = name();
            field.fields = selection();
            return field;
        }
        field.name = name();
        field.alias = field.name;
        if (skip(u":")) {
            field.name = name();
        }
        if (skip(u"(")) {
            field.arguments = members(u")");
        }
        if (is(u"{")) {
            field.fields = selection();
        }
        return field;
    }

    std::vector<std::pair<QString, GraphLiteral>> members(QStringView end)
    {
        std::vector<std::pair<QString, GraphLiteral>> found;
        while (goesOn(end)) {
            auto key = name();
            expect(u":");
            found.emplace_back(key, literal());
        }
        expect(end);
        return found;
    }

    GraphLiteral literal()
    {
        using Kind = GraphLiteral::Kind;
        if (skip(u"$")) {
            return {Kind::Variable, name()};
        }
        if (skip(u"{")) {
            return {Kind::Object, {}, 0, members(u"}")};
        }
        if (skip(u"[")) {
            GraphLiteral list{Kind::List};
            while (goesOn(u"]")) {
                list.members.emplace_back(QString(), literal());
            }
            expect(u"]");
            return list;
        }
        const auto token = m_token;
        advance();
        switch (token.kind) {
        case Token::Kind::String:
            return {Kind::String, token.text};
        case Token::Kind::Number: {
            const auto whole =
                std::all_of(token.text.begin(), token.text.end(), [](QChar c) { return c.isDigit() || c == u'-'; });
            return {whole ? Kind::Int : Kind::Float, token.text, token.text.toDouble()};
        }
        case Token::Kind::Name:
            if (token.text == u"null") {
                return {};
            }
            if (token.text == u"true" || token.text == u"false") {
                return {Kind::Boolean, token.text, token.text == u"true" ? 1.0 : 0.0};
            }
            return {Kind::Enum, token.text};
        case Token::Kind::Mark:
        case Token::Kind::End:
            fail(u"Syntax Error: Unexpected \"%1\"."_s.arg(token.text));
        }
        return {};
    }

    const QString& m_text;
    qsizetype m_at = 0;
    Token m_token;
    QString m_error;
};

} // namespace

GraphDocument GraphDocument::parse(const QString& text) { return Parser(text).document(); }

const GraphOperation* GraphDocument::operation(const QString& name) const
{
    if (name.isEmpty()) {
        return operations.size() == 1 ? &operations.front() : nullptr;
    }
    const auto found = std::find_if(operations.begin(), operations.end(),
                                    [&](const GraphOperation& operation) { return operation.name == name; });
    return found == operations.end() ? nullptr : &*found;
}

} // namespace textbank
