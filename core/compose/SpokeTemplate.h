#pragma once

#include "core/compose/Template.h"
#include "core/compose/TemplateTokens.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace textbank {

/// What a Spoke script can name for one contact, in the order in which Spoke 14 replaces it. Names are exact: case and
/// spaces matter.
class SpokeFields
{
public:
    /// `custom` are the campaign's own names in its order; `sender` is what names the volunteer. A contact whose number
    /// is hidden has no cell.
    static SpokeFields of(const Contact& contact, const QStringList& custom, const QMap<QString, QString>& sender);
    /// All names for these custom ones, in their order.
    static QStringList names(const QStringList& custom);

    struct Field
    {
        QString name;
        std::optional<QString> value; ///< None: Spoke would say "undefined", or leave the token.
    };
    const QList<Field>& all() const { return m_fields; }

private:
    QList<Field> m_fields;
};

/// The script exactly as Spoke 14's web texter makes it: one field after the other is replaced in what the ones before
/// left, so that a value may be expanded by a later field, and `$$`, `$&`, `` $` `` and `$'` in a value are read as
/// JavaScript reads them. What would be sent as a hole is an error: a field without a value or with a blank one, a
/// token that nothing replaced (UnknownField), any other brace that is left (Syntax). The position is in the script, 0
/// for what only came with a value.
Result<QString, TemplateError> renderSpokeScript(const QString& script, const SpokeFields& fields);

/// A name as Spoke spells people's: trimmed, and unless it begins with a capital and has a small letter, in small
/// letters behind a capital.
QString spokeName(const QString& name);

/// Spoke's script in pieces, without a gap: Text, Field for what stands between two braces that belong together, and
/// Broken (Stray) for any other brace.
TemplateTokens spokeTokens(const QString& script);

} // namespace textbank
