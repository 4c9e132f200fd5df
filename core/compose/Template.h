#pragma once

#include "core/base/Result.h"
#include "core/model/Contact.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace textbank {

/// The fields a message can name, matched without regard to case, spaces and underscores. Values are trimmed.
class MergeFields
{
public:
    void set(const QString& name, const QString& value);
    /// Null when the field is missing, empty when it is blank.
    QString value(const QString& name) const;
    /// The same for a name in its normalised form, for whoever asks for it often.
    QString valueOfKey(const QString& normalised) const;
    /// The normalised form in which names are compared: "First Name" -> "firstname".
    static QString key(const QString& name);
    /// The standard fields (firstName, lastName, city, state, zip, phone ...), the contact's custom fields and the
    /// volunteer's (texterFirstName, texterLastName, texterAliasOrFirstName).
    static MergeFields of(const Contact& contact, const QString& volunteerName);
    /// The names that `of` sets for every contact, whatever its list has.
    static const QStringList& standardNames();

private:
    QHash<QString, QString> m_values;
};

enum class TemplateFault {
    UnknownField, ///< Missing or blank, and no fallback: the card is blocked.
    Syntax,       ///< A brace that opens or closes nothing, an empty name, an unknown construct.
};
struct TemplateError
{
    TemplateFault fault = TemplateFault::Syntax;
    QString field;    ///< As written; empty for Syntax.
    int position = 0; ///< 0-based UTF-16 index of the opening brace, or of the stray one.
    friend bool operator==(const TemplateError&, const TemplateError&) = default;
};

/// domain.md section 4: {Field}, {Field|fallback}, {{ and }}. One pass: braces inside a value are text. The structure
/// is checked before anything is rendered.
Result<QString, TemplateError> renderTemplate(const QString& text, const MergeFields& fields);

} // namespace textbank
