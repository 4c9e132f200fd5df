#pragma once

#include "core/compose/TemplateOutline.h"
#include "core/model/Contact.h"

#include <QString>

/// What an editor of templates says: the core's findings as translated sentences.
namespace textbank::templatewords {

/// "character 14", or "line 2, character 14" in a text of several lines.
QString place(const QString& text, int position);
/// What is wrong with the template, where, and what to write instead; empty without a fault.
QString fault(const TemplateOutline& outline, const QString& text);
/// Why the template cannot be used for this contact.
QString missing(const TemplateError& error, const Contact* contact);
/// "If State = "TX"", "Otherwise if ...", "Otherwise", "None of these".
QString branch(const TemplateBranch& branch);
/// The branches around it and its own, in one line.
QString path(const TemplateOutline& outline, int branch);
/// "1 contact", "1,204 contacts"
QString contacts(int count);
/// "1,204 contacts are stopped: nothing for "Nickname" (1,200), ..."; empty when nobody is.
QString stopped(const TemplateOutline& outline, const TemplateTally& tally);
/// Which characters leave a segment room for 70 only; empty when there are none. Positions are of the text given.
QString culprits(const QString& text, const QList<int>& positions);

} // namespace textbank::templatewords
