#include "core/compose/Merge.h"

#include "core/compose/TextCleaning.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// The names by which a volunteer goes when the campaign does not tell them.
QMap<QString, QString> namesOf(const QString& volunteerName)
{
    const auto volunteer = volunteerName.simplified();
    const auto first = volunteer.section(u' ', 0, 0);
    return {{u"texterFirstName"_s, first},
            {u"texterLastName"_s, volunteer.section(u' ', 1)},
            {u"texterAliasOrFirstName"_s, first}};
}

SpokeFields spokeFields(const MergeRules& rules, const Contact& contact, const QString& volunteerName)
{
    const auto custom = rules.fieldNames.isEmpty() ? QStringList(contact.fields.keys()) : rules.fieldNames;
    return SpokeFields::of(contact, custom, rules.senderFields.isEmpty() ? namesOf(volunteerName) : rules.senderFields);
}

} // namespace

MergeRules MergeRules::ofScript(const Campaign& campaign)
{
    return {campaign.syntax, campaign.cleaning, campaign.fieldNames, campaign.senderFields};
}

MergeRules MergeRules::ofOwnTexts(const Campaign& campaign)
{
    auto rules = ofScript(campaign);
    rules.syntax = TemplateSyntax::Textbank;
    return rules;
}

Merge::Merge(const MergeRules& rules, const Contact& contact, const QString& volunteerName)
    : m_syntax(rules.syntax)
    , m_cleaning(rules.cleaning)
    , m_fields(MergeFields::of(contact, volunteerName))
    , m_spoke(m_syntax == TemplateSyntax::Spoke ? spokeFields(rules, contact, volunteerName) : SpokeFields())
{
    for (auto own = rules.senderFields.cbegin(); own != rules.senderFields.cend(); ++own) {
        m_fields.set(own.key(), own.value());
    }
}

Result<QString, TemplateError> Merge::rendered(const QString& text) const
{
    auto made = m_syntax == TemplateSyntax::Spoke ? renderSpokeScript(text, m_spoke) : renderTemplate(text, m_fields);
    return made ? cleaned(*made, m_cleaning) : made;
}

} // namespace textbank
