#pragma once

#include "core/compose/SpokeTemplate.h"
#include "core/compose/Template.h"
#include "core/model/Campaign.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace textbank {

/// How texts are written and what their campaign makes of them.
struct MergeRules
{
    TemplateSyntax syntax = TemplateSyntax::Textbank;
    TextCleaning cleaning = TextCleaning::None;
    QStringList fieldNames;              ///< Campaign::fieldNames.
    QMap<QString, QString> senderFields; ///< Campaign::senderFields.

    /// Of its script and canned responses.
    static MergeRules ofScript(const Campaign& campaign);
    /// Of what the volunteer wrote herself: always in our own syntax.
    static MergeRules ofOwnTexts(const Campaign& campaign);
    friend bool operator==(const MergeRules&, const MergeRules&) = default;
};

/// Texts as they become messages to one contact: merged as they are written, then cleaned as they will leave. The one
/// way from a campaign's text to what a person reads.
class Merge
{
public:
    Merge(const MergeRules& rules, const Contact& contact, const QString& volunteerName);
    Result<QString, TemplateError> rendered(const QString& text) const;
    /// What can be named in our own syntax, for whoever looks at a template closer.
    const MergeFields& fields() const { return m_fields; }

private:
    TemplateSyntax m_syntax;
    TextCleaning m_cleaning;
    MergeFields m_fields;
    SpokeFields m_spoke;
};

} // namespace textbank
