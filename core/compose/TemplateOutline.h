#pragma once

#include "core/compose/Template.h"
#include "core/compose/TemplateTokens.h"
#include "core/model/Campaign.h"

#include <QStringList>
#include <optional>

namespace textbank {

/// A stretch of a template that is more than literal text.
struct TemplateSpan
{
    enum class Kind {
        Field,
        Fallback, ///< With its bar.
        Keyword,  ///< The words and signs of a condition; the field it asks about is a Field.
        Value,    ///< What a condition compares with, quotes included.
        Brace,    ///< A literal one, written twice.
        Error,
    };
    int position = 0; ///< 0-based UTF-16.
    int length = 0;   ///< At least 1.
    Kind kind = Kind::Field;
    int end() const { return position + length; }
    friend bool operator==(const TemplateSpan&, const TemplateSpan&) = default;
};

/// One way through a condition. Whoever reaches the condition takes exactly one of its branches.
struct TemplateBranch
{
    enum class Kind {
        If,
        Elif,
        Else,
        None, ///< None of them, where there is no else; it stands at the end.
    };
    Kind kind = Kind::If;
    int condition = 0; ///< What siblings share: conditions are numbered by their ifs, from 0.
    int outer = -1;    ///< The branch this condition stands in; -1 for none.
    int depth = 0;     ///< How many branches are around it.
    int position = 0;  ///< Its tag.
    int length = 0;    ///< 0 where an if is not ended: the end that is not there.
    QString label;     ///< In the template's own words: `State = "TX"`, `else`. Empty for None.
};

/// The structure of a template, for whoever edits it: what to highlight, which ways lead through it and which of them a
/// contact takes. Of a broken template it is what can be read; `fault` then says why it renders for nobody. In Spoke's
/// syntax there are fields alone, and their names are exact; what it makes for a contact only Merge can tell.
class TemplateOutline
{
public:
    explicit TemplateOutline(const QString& text = {}, TemplateSyntax syntax = TemplateSyntax::Textbank);

    /// In order, apart from each other, and within the text: every token but literal text is covered whole.
    const QList<TemplateSpan>& spans() const { return m_spans; }
    /// As renderTemplate tells it.
    const std::optional<TemplateError>& fault() const { return m_fault; }
    TemplateFlaw flaw() const { return m_flaw; } ///< Why; None without a fault.
    int faultLength() const { return m_faultLength; }

    /// In reading order: what is nested in a branch stands between it and its next sibling.
    const QList<TemplateBranch>& branches() const { return m_branches; }
    /// The labels of the branches around it, outermost first, and its own.
    QStringList pathOf(int branch) const;

    /// The fields that it names, each once (MergeFields::key, in Spoke's syntax as written), as first written.
    const QStringList& names() const { return m_names; }

    /// What rendering for one contact comes upon.
    struct Passage
    {
        QList<int> branches;                ///< Those taken, in order.
        std::optional<TemplateError> error; ///< Why it does not render: the same as renderTemplate's.
        int missing = -1;                   ///< The name that is unknown or blank, where that is the error.
    };
    Passage passage(const MergeFields& fields) const; ///< Of a template in our own syntax.

private:
    friend class TemplateTally;
    struct Step
    {
        enum class Do { Ask, Take, GoTo, Need };
        Do what = Do::Need;
        qsizetype token = 0;
        int name = 0;
        int branch = 0;
        int target = 0; ///< For GoTo, and for Ask where it does not hold.
    };
    class Builder;
    struct Missing
    {
        int name = -1;
        qsizetype token = 0;
    };
    template<class Take>
    Missing walk(const MergeFields& fields, const Take& take) const;

    TemplateSyntax m_syntax;
    TemplateTokens m_tokens;
    QList<TemplateSpan> m_spans;
    std::optional<TemplateError> m_fault;
    TemplateFlaw m_flaw = TemplateFlaw::None;
    int m_faultLength = 0;
    QList<TemplateBranch> m_branches;
    QStringList m_names;
    QStringList m_keys;  ///< The names as they are compared.
    QList<Step> m_steps; ///< The way through, without what is literal.
};

/// How many contacts of a batch take each branch, and what stops how many of them. `outline` must outlive it.
class TemplateTally
{
public:
    explicit TemplateTally(const TemplateOutline& outline);
    void add(const MergeFields& fields); ///< For a template in our own syntax.
    /// Somebody for whom rendering gave this, in any syntax without branches.
    void addRendered(const std::optional<TemplateError>& error);

    int contacts() const { return m_contacts; }
    int blocked() const { return m_blocked; }
    int taking(int branch) const { return m_taking.at(branch); }
    /// How many are stopped by this name (an index into names()): by the first one that is missing, each counted once.
    int missing(int name) const { return m_missing.at(name); }

private:
    const TemplateOutline* m_outline;
    int m_contacts = 0;
    int m_blocked = 0;
    QList<int> m_taking;
    QList<int> m_missing;
};

/// The template with plain punctuation (withPlainPunctuation) in its texts and fallbacks; names and compared values
/// stay.
QString templateInPlainPunctuation(const QString& text);
/// The places of the template's own characters that force UCS-2 (countSegments): in its texts and fallbacks.
QList<int> templateCulprits(const QString& text, TemplateSyntax syntax = TemplateSyntax::Textbank);
/// The template with every use of one field's name written as another.
QString templateRenaming(const QString& text, const QString& name, const QString& by);

} // namespace textbank
