#include "core/compose/TemplateOutline.h"

#include "core/compose/Segments.h"
#include "core/compose/SpokeTemplate.h"

#include <QHash>
#include <QSet>
#include <algorithm>

namespace textbank {

using Kind = TemplateToken::Kind;
using Span = TemplateSpan::Kind;

namespace {

TemplateTokens tokensIn(const QString& text, TemplateSyntax syntax)
{
    return syntax == TemplateSyntax::Spoke ? spokeTokens(text) : templateTokens(text);
}

} // namespace

/// Reads the tokens once and fills the outline.
class TemplateOutline::Builder
{
public:
    Builder(const QString& text, TemplateOutline& outline)
        : m_text(text)
        , m_out(outline)
    {
    }

    void build()
    {
        const auto misplaced = misplacedTokens(m_out.m_tokens);
        QHash<qsizetype, TemplateFlaw> flaws;
        for (const auto& one : misplaced) {
            flaws.insert(one.token, one.flaw);
        }
        for (qsizetype i = 0; i < m_out.m_tokens.size(); ++i) {
            const auto& token = m_out.m_tokens.at(i);
            const auto flaw = flaws.value(i, token.flaw);
            addSpans(token, flaw);
            if (flaw == TemplateFlaw::None || flaw == TemplateFlaw::NotEnded) {
                addSteps(i);
            }
        }
        while (!m_open.isEmpty()) {
            close(static_cast<int>(m_text.size()), 0);
        }
    }

private:
    /// A condition that is being read.
    struct Open
    {
        int condition = 0;
        int outer = -1;
        int depth = 0;
        int asked = -1;  ///< The step of the branch before, that does not know yet where to go on.
        int branch = -1; ///< The branch that is being read.
        bool hadElse = false;
        QList<int> leaving; ///< Steps that go behind the end.
    };

    void addSpan(int from, int to, Span kind)
    {
        if (to > from) {
            m_out.m_spans.append({from, to - from, kind});
        }
    }
    void addSpans(const TemplateToken& token, TemplateFlaw flaw)
    {
        if (flaw != TemplateFlaw::None) {
            addSpan(token.position, token.end(), Span::Error);
            return;
        }
        const auto last = token.end() - 1;
        switch (token.kind) {
        case Kind::Text:
            break;
        case Kind::Brace:
            addSpan(token.position, token.end(), Span::Brace);
            break;
        case Kind::Field:
            if (token.hasFallback) {
                addSpan(token.position, token.otherPosition, Span::Field);
                addSpan(token.otherPosition, last, Span::Fallback);
                addSpan(last, token.end(), Span::Field);
            } else {
                addSpan(token.position, token.end(), Span::Field);
            }
            break;
        case Kind::If:
        case Kind::Elif: {
            const auto name = token.namePosition + static_cast<int>(token.text.size());
            const auto value = token.otherLength > 0 ? token.otherPosition : last;
            addSpan(token.position, token.namePosition, Span::Keyword);
            addSpan(token.namePosition, name, Span::Field);
            addSpan(name, value, Span::Keyword);
            addSpan(value, value + token.otherLength, Span::Value);
            addSpan(value + token.otherLength, token.end(), Span::Keyword);
            break;
        }
        case Kind::Else:
        case Kind::End:
        case Kind::Broken:
            addSpan(token.position, token.end(), Span::Keyword);
            break;
        }
    }

    int nameOf(const QString& written)
    {
        const auto key = m_out.m_syntax == TemplateSyntax::Spoke ? written : MergeFields::key(written);
        const auto known = m_names.constFind(key);
        if (known != m_names.constEnd()) {
            return *known;
        }
        const auto index = static_cast<int>(m_out.m_names.size());
        m_names.insert(key, index);
        m_out.m_names.append(written);
        m_out.m_keys.append(key);
        return index;
    }

    int addStep(Step step)
    {
        m_out.m_steps.append(step);
        return static_cast<int>(m_out.m_steps.size()) - 1;
    }
    int here() const { return static_cast<int>(m_out.m_steps.size()); }

    void addSteps(qsizetype index)
    {
        const auto& token = m_out.m_tokens.at(index);
        switch (token.kind) {
        case Kind::Field:
            addStep({Step::Do::Need, index, nameOf(token.text), 0, 0});
            break;
        case Kind::If: {
            Open open;
            open.condition = m_conditions++;
            open.outer = m_open.isEmpty() ? -1 : m_open.back().branch;
            open.depth = static_cast<int>(m_open.size());
            m_open.append(open);
            ask(index);
            break;
        }
        case Kind::Elif:
            leave();
            ask(index);
            break;
        case Kind::Else:
            leave();
            m_open.back().hadElse = true;
            addStep({Step::Do::Take, index, 0, addBranch(TemplateBranch::Kind::Else, token.position, token.length), 0});
            break;
        case Kind::End:
            close(token.position, token.length);
            break;
        case Kind::Text:
        case Kind::Brace:
        case Kind::Broken:
            break;
        }
    }
    void ask(qsizetype index)
    {
        const auto& token = m_out.m_tokens.at(index);
        const auto kind = token.kind == Kind::If ? TemplateBranch::Kind::If : TemplateBranch::Kind::Elif;
        const auto branch = addBranch(kind, token.position, token.length);
        m_open.back().asked = addStep({Step::Do::Ask, index, nameOf(token.text), branch, 0});
    }
    /// The branch before ends here: who took it goes behind the end, who did not goes on.
    void leave()
    {
        auto& open = m_open.back();
        open.leaving.append(addStep({Step::Do::GoTo, 0, 0, 0, 0}));
        m_out.m_steps[open.asked].target = here();
    }
    void close(int position, int length)
    {
        if (!m_open.back().hadElse) {
            leave();
            addStep({Step::Do::Take, 0, 0, addBranch(TemplateBranch::Kind::None, position, length), 0});
        }
        for (const auto step : std::as_const(m_open.back().leaving)) {
            m_out.m_steps[step].target = here();
        }
        m_open.removeLast();
    }
    int addBranch(TemplateBranch::Kind kind, int position, int length)
    {
        auto& open = m_open.back();
        TemplateBranch branch{kind, open.condition, open.outer, open.depth, position, length, {}};
        if (kind != TemplateBranch::Kind::None) {
            branch.label = labelOf(position, length);
        }
        m_out.m_branches.append(branch);
        open.branch = static_cast<int>(m_out.m_branches.size()) - 1;
        return open.branch;
    }
    /// What stands between the braces, without the word that asks.
    QString labelOf(int position, int length) const
    {
        const auto inside = m_text.mid(position + 1, length - 2).simplified();
        const auto blank = inside.indexOf(u' ');
        return blank < 0 ? inside : inside.mid(blank + 1);
    }

    const QString& m_text;
    TemplateOutline& m_out;
    QHash<QString, int> m_names;
    QList<Open> m_open;
    int m_conditions = 0;
};

TemplateOutline::TemplateOutline(const QString& text, TemplateSyntax syntax)
    : m_syntax(syntax)
    , m_tokens(tokensIn(text, syntax))
{
    if (const auto first = firstFault(m_tokens)) {
        const auto& token = m_tokens.at(first->token);
        m_fault = TemplateError{TemplateFault::Syntax, {}, token.position};
        m_flaw = first->flaw;
        m_faultLength = token.length;
    }
    Builder(text, *this).build();
}

QStringList TemplateOutline::pathOf(int branch) const
{
    QStringList path;
    for (auto at = branch; at >= 0; at = m_branches.at(at).outer) {
        path.prepend(m_branches.at(at).label);
    }
    return path;
}

template<class Take>
TemplateOutline::Missing TemplateOutline::walk(const MergeFields& fields, const Take& take) const
{
    Missing missing;
    const auto size = static_cast<int>(m_steps.size());
    for (int i = 0; i < size;) {
        const auto& step = m_steps.at(i);
        switch (step.what) {
        case Step::Do::Ask:
            if (holds(m_tokens.at(step.token), fields.valueOfKey(m_keys.at(step.name)))) {
                take(step.branch);
                ++i;
            } else {
                i = step.target;
            }
            break;
        case Step::Do::Take:
            take(step.branch);
            ++i;
            break;
        case Step::Do::GoTo:
            i = step.target;
            break;
        case Step::Do::Need:
            if (missing.name < 0 && !m_tokens.at(step.token).hasFallback &&
                fields.valueOfKey(m_keys.at(step.name)).isEmpty()) {
                missing = {step.name, step.token};
            }
            ++i;
            break;
        }
    }
    return missing;
}

TemplateOutline::Passage TemplateOutline::passage(const MergeFields& fields) const
{
    Passage passage;
    const auto missing = walk(fields, [&](int branch) { passage.branches.append(branch); });
    if (m_fault) {
        passage.error = m_fault;
    } else if (missing.name >= 0) {
        const auto& token = m_tokens.at(missing.token);
        passage.error = TemplateError{TemplateFault::UnknownField, token.text, token.position};
        passage.missing = missing.name;
    }
    return passage;
}

TemplateTally::TemplateTally(const TemplateOutline& outline)
    : m_outline(&outline)
    , m_taking(outline.branches().size(), 0)
    , m_missing(outline.names().size(), 0)
{
}

void TemplateTally::add(const MergeFields& fields)
{
    ++m_contacts;
    const auto missing = m_outline->walk(fields, [this](int branch) { ++m_taking[branch]; });
    if (m_outline->fault()) {
        ++m_blocked;
    } else if (missing.name >= 0) {
        ++m_blocked;
        ++m_missing[missing.name];
    }
}

void TemplateTally::addRendered(const std::optional<TemplateError>& error)
{
    ++m_contacts;
    if (!error) {
        return;
    }
    ++m_blocked;
    const auto name = m_outline->names().indexOf(error->field);
    if (error->fault == TemplateFault::UnknownField && name >= 0) {
        ++m_missing[name];
    }
}

QString templateInPlainPunctuation(const QString& text)
{
    QString out;
    out.reserve(text.size());
    const auto tokens = templateTokens(text);
    for (const auto& token : tokens) {
        if (token.kind == Kind::Text) {
            out += withPlainPunctuation(token.text);
        } else if (token.kind == Kind::Field && token.hasFallback) {
            out += text.mid(token.position, token.otherPosition - token.position);
            out += withPlainPunctuation(text.mid(token.otherPosition, token.otherLength));
            out += u'}';
        } else {
            out += text.mid(token.position, token.length);
        }
    }
    return out;
}

QList<int> templateCulprits(const QString& text, TemplateSyntax syntax)
{
    QList<int> places;
    const auto add = [&](int position, const QString& part) {
        const auto culprits = countSegments(part).culprits;
        for (const auto culprit : culprits) {
            places.append(position + culprit);
        }
    };
    const auto tokens = tokensIn(text, syntax);
    for (const auto& token : tokens) {
        if (token.kind == Kind::Text) {
            add(token.position, token.text);
        } else if (token.kind == Kind::Field && token.hasFallback) {
            add(token.otherPosition, text.mid(token.otherPosition, token.otherLength));
        }
    }
    return places;
}

QString templateRenaming(const QString& text, const QString& name, const QString& by)
{
    QString out;
    out.reserve(text.size());
    const auto key = MergeFields::key(name);
    const auto tokens = templateTokens(text);
    for (const auto& token : tokens) {
        const auto names = token.kind == Kind::Field || token.isCondition();
        if (names && MergeFields::key(token.text) == key) {
            const auto behind = token.namePosition + static_cast<int>(token.text.size());
            out += text.mid(token.position, token.namePosition - token.position) + by;
            out += text.mid(behind, token.end() - behind);
        } else {
            out += text.mid(token.position, token.length);
        }
    }
    return out;
}

} // namespace textbank
