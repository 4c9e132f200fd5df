#pragma once

#include "core/compose/MessageChecks.h"
#include "core/compose/Template.h"
#include "core/model/Campaign.h"

#include <QList>
#include <optional>

namespace textbank {

/// What stands in the way of a script's own words, found before anybody is texted.
struct ScriptFinding
{
    QString text;                        ///< The id of the step or canned response.
    QString language;                    ///< Empty for the campaign's own.
    QString state;                       ///< Where the finding holds; empty for everywhere.
    std::optional<TemplateError> fault;  ///< The template cannot be read.
    std::optional<CheckFinding> finding; ///< The policy blocks what it makes of a contact who has every field.
};

/// Templates that cannot be read, of steps and canned responses; and first messages that the campaign's own policy
/// blocks, for contacts anywhere and for those of each state that a disclosure names.
QList<ScriptFinding> checkScript(const Campaign& campaign);

} // namespace textbank
