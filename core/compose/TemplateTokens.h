#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace textbank {

/// Why a brace or a tag of a template cannot stand as it is.
enum class TemplateFlaw {
    None,
    NotClosed,   ///< An opening brace without its closing one.
    NotOpened,   ///< A closing brace that closes nothing.
    NoName,      ///< What should name a field does not.
    NoCondition, ///< An if or elif that says nothing one could ask.
    OutsideIf,   ///< elif, else or end without an if.
    AfterElse,   ///< elif, or a second else, behind an else.
    NotEnded,    ///< An if without its end.
    Stray,       ///< A brace that belongs to no field, where there is no way to write one (Spoke's syntax).
};

/// One piece of a template as it is written. Places are 0-based UTF-16 indexes into the template, as everywhere here.
struct TemplateToken
{
    enum class Kind {
        Text,
        Brace, ///< {{ or }}.
        Field,
        If,
        Elif,
        Else,
        End,
        Broken, ///< A brace, or a whole tag, that cannot be read; `flaw` says why.
    };
    enum class Test { IsSet, Equals, Differs };

    Kind kind = Kind::Text;
    int position = 0;
    int length = 0;
    QString text;  ///< The literal text, or the field's name as written.
    QString other; ///< The fallback, or what a condition compares with; trimmed.
    bool hasFallback = false;
    Test test = Test::IsSet;
    TemplateFlaw flaw = TemplateFlaw::None;
    int namePosition = 0; ///< Where the field's name stands.
    int otherPosition = 0;
    int otherLength = 0; ///< Of the fallback with its bar, or of the value with its quotes; 0 for none.

    int end() const { return position + length; }
    bool isCondition() const { return kind == Kind::If || kind == Kind::Elif; }
};
using TemplateTokens = QList<TemplateToken>;

/// The whole template without a gap: behind what cannot be read it goes on.
TemplateTokens templateTokens(const QString& text);

/// A token that makes the template unusable, by its index.
struct FlawedToken
{
    qsizetype token = 0;
    TemplateFlaw flaw = TemplateFlaw::None;
};
/// Tags that are sound by themselves and stand where they must not, then those that are not ended, innermost first.
QList<FlawedToken> misplacedTokens(const TemplateTokens& tokens);
/// The one to be told of: the first that cannot be read, else the first that is misplaced.
std::optional<FlawedToken> firstFault(const TemplateTokens& tokens);

/// Whether the condition of an If or Elif holds for the value of its field.
bool holds(const TemplateToken& condition, const QString& value);

} // namespace textbank
