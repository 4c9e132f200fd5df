#include "core/host/ScriptCheck.h"

#include "core/compose/Merge.h"
#include "core/compose/TemplateOutline.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// The text for a contact whose every field says something.
Result<QString, TemplateError> filled(const Campaign& campaign, const QString& text)
{
    Contact contact;
    contact.id.value = u"1"_s;
    contact.firstName = contact.lastName = u"Ana"_s;
    contact.zip = u"43215"_s;
    contact.phone = PhoneNumber::fromE164(u"+16145550100"_s).value_or({});
    const TemplateOutline outline(text, campaign.syntax);
    const auto names = outline.names() + campaign.fieldNames;
    for (const auto& name : names) {
        contact.fields.insert(name, u"Ana"_s);
    }
    return Merge(MergeRules::ofScript(campaign), contact, u"Ana Ana"_s).rendered(text);
}

void checkTexts(const Campaign& campaign, const QString& id, const QMap<QString, QString>& texts,
                QList<ScriptFinding>& found)
{
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        if (const auto text = filled(campaign, it.value()); !text) {
            found.append({id, it.key(), {}, text.error(), std::nullopt});
        }
    }
}

void checkFirst(const Campaign& campaign, const InteractionStep& first, QList<ScriptFinding>& found)
{
    QStringList states;
    states.append(QString());
    for (const auto& disclosure : campaign.policy.disclosures) {
        if (!states.contains(disclosure.state)) {
            states.append(disclosure.state);
        }
    }
    for (auto it = first.texts.cbegin(); it != first.texts.cend(); ++it) {
        const auto text = filled(campaign, it.value());
        if (!text) {
            continue;
        }
        QList<CheckFinding> everywhere;
        for (const auto& state : std::as_const(states)) {
            CheckContext context;
            context.organisation = campaign.organisation;
            context.language = it.key();
            if (!state.isEmpty()) {
                context.states.append(state);
            }
            const auto findings = checkMessage(*text, SendKind::FirstMessage, campaign.policy, context);
            for (const auto& finding : findings) {
                if (finding.blocks && !everywhere.contains(finding)) {
                    found.append({first.id.value, it.key(), state, std::nullopt, finding});
                }
            }
            if (state.isEmpty()) {
                everywhere = findings;
            }
        }
    }
}

} // namespace

QList<ScriptFinding> checkScript(const Campaign& campaign)
{
    QList<ScriptFinding> found;
    for (const auto& step : campaign.steps) {
        checkTexts(campaign, step.id.value, step.texts, found);
    }
    for (const auto& canned : campaign.canned) {
        checkTexts(campaign, canned.id.value, canned.texts, found);
    }
    if (const auto* first = campaign.firstStep()) {
        checkFirst(campaign, *first, found);
    }
    return found;
}

} // namespace textbank
