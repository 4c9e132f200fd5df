#include "ui/Abilities.h"

#include "ui/WordsPrivate.h"

namespace textbank {

using namespace Qt::StringLiterals;

std::optional<ContactAction> contactActionOf(const QString& actionId)
{
    const QString what = actionId.section(u'.', 1);
    if (!actionId.startsWith(u"desk."_s) && !actionId.startsWith(u"inbox."_s))
        return {};
    if (what == u"note"_s)
        return ContactAction::Note;
    if (what == u"tag"_s)
        return ContactAction::Tag;
    if (what == u"escalate"_s)
        return ContactAction::Escalate;
    if (what == u"wrongNumber"_s)
        return ContactAction::WrongNumber;
    return {};
}

namespace words {

QString lacking(Ability ability)
{
    switch (ability) {
    case Ability::Notes:
        return tr("This campaign's server has no notes.");
    case Ability::Tags:
        return tr("This campaign's server has no tags.");
    case Ability::RemoveTags:
        return tr("This campaign's server cannot take a tag off again.");
    case Ability::Escalate:
        return tr("This campaign's server has no way to hand a conversation over. Tell staff yourself.");
    case Ability::WrongNumber:
        return tr("This campaign's server has no mark for wrong numbers. If the script asks, record it as an answer.");
    case Ability::StaffMessage:
        return tr("This campaign's server has no way to write to staff.");
    case Ability::Record:
        return tr("This campaign's server does not take this laptop's record; it is kept here.");
    case Ability::Choices:
        return tr("This campaign's server does not count which suggestions are sent.");
    case Ability::MoreContacts:
        return tr("This campaign's server hands out no more contacts on request.");
    case Ability::Release:
        return tr("This campaign's server does not take contacts back.");
    }
    return {};
}

} // namespace words
} // namespace textbank
