#include "ui/template/TemplateWords.h"

#include "ui/Words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace textbank::templatewords {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("textbank::templatewords", text); }

QString number(int value) { return QLocale().toString(value); }

/// As a person counts: a pair of surrogates is one.
int characters(const QString& text) { return static_cast<int>(text.toUcs4().size()); }

} // namespace

QString place(const QString& text, int position)
{
    const QString before = text.left(position);
    const int character = characters(before.mid(before.lastIndexOf(u'\n') + 1)) + 1;
    if (!text.contains(u'\n'))
        return tr("character %1").arg(number(character));
    return tr("line %1, character %2").arg(number(static_cast<int>(before.count(u'\n')) + 1), number(character));
}

QString fault(const TemplateOutline& outline, const QString& text)
{
    const auto& error = outline.fault();
    if (!error)
        return {};
    const QString where = place(text, error->position);
    switch (outline.flaw()) {
    case TemplateFlaw::None:
        return {};
    case TemplateFlaw::NotClosed:
        return tr("At %1 a brace opens and is never closed. Close it with }, or write {{ where you mean a brace.")
            .arg(where);
    case TemplateFlaw::NotOpened:
        return tr("At %1 a brace closes nothing. Write }} where you mean a brace.").arg(where);
    case TemplateFlaw::NoName:
        return tr("At %1 the braces name no field.").arg(where);
    case TemplateFlaw::NoCondition:
        return tr("At %1 a question cannot be read. Write it like {if State} or {if State = \"TX\"}.").arg(where);
    case TemplateFlaw::OutsideIf:
        return tr("At %1 stands a word that belongs to an {if ...}, and there is none.").arg(where);
    case TemplateFlaw::AfterElse:
        return tr("At %1 something follows {else}: only {end} can.").arg(where);
    case TemplateFlaw::NotEnded:
        return tr("At %1 an {if ...} has no {end}.").arg(where);
    case TemplateFlaw::Stray:
        return tr("At %1 stands a brace that belongs to no field. Nobody can be sent this text.").arg(where);
    }
    return {};
}

QString missing(const TemplateError& error, const Contact* contact)
{
    if (contact && contact->numberHidden &&
        (error.field.compare(u"phone"_s, Qt::CaseInsensitive) == 0 ||
         error.field.compare(u"cell"_s, Qt::CaseInsensitive) == 0))
        return tr("%1 cannot be sent this: the campaign's server keeps the telephone numbers to itself.")
            .arg(words::who(*contact));
    return contact
               ? tr("%1 cannot be sent this: the list has nothing for \"%2\".").arg(words::who(*contact), error.field)
               : tr("Without a contact there is nothing for \"%1\".").arg(error.field);
}

QString branch(const TemplateBranch& branch)
{
    switch (branch.kind) {
    case TemplateBranch::Kind::If:
        return tr("If %1").arg(branch.label);
    case TemplateBranch::Kind::Elif:
        return tr("Otherwise if %1").arg(branch.label);
    case TemplateBranch::Kind::Else:
        return tr("Otherwise");
    case TemplateBranch::Kind::None:
        return tr("None of these: nothing is added");
    }
    return {};
}

QString path(const TemplateOutline& outline, int index)
{
    QStringList parts;
    for (int at = index; at >= 0; at = outline.branches().at(at).outer)
        parts.prepend(branch(outline.branches().at(at)));
    return parts.join(u" \u203A "_s);
}

QString contacts(int count) { return count == 1 ? tr("1 contact") : tr("%1 contacts").arg(number(count)); }

QString stopped(const TemplateOutline& outline, const TemplateTally& tally)
{
    if (tally.blocked() == 0 || outline.fault())
        return {};
    QStringList names;
    for (int i = 0; i < outline.names().size(); ++i) {
        if (tally.missing(i) > 0)
            names << tr("\"%1\" (%2)").arg(outline.names().at(i), number(tally.missing(i)));
    }
    if (names.isEmpty())
        return tally.blocked() == 1 ? tr("1 contact cannot be sent this.")
                                    : tr("%1 contacts cannot be sent this.").arg(number(tally.blocked()));
    return tally.blocked() == 1 ? tr("1 contact cannot be sent this. Nothing for: %1").arg(names.join(u", "_s))
                                : tr("%1 contacts cannot be sent this. Nothing for: %2")
                                      .arg(number(tally.blocked()), names.join(u", "_s));
}

QString culprits(const QString& text, const QList<int>& positions)
{
    const QString letters = words::culprits(text, positions);
    return letters.isEmpty() ? QString() : tr("70 to a segment because of: %1").arg(letters);
}

} // namespace textbank::templatewords
