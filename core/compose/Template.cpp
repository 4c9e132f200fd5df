#include "core/compose/Template.h"

#include "core/compose/TemplateTokens.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

using Kind = TemplateToken::Kind;

/// One open if: whether its surroundings are shown, whether a branch was taken, whether this branch is shown.
struct Branch
{
    bool outer = true;
    bool taken = false;
    bool shown = true;
};

void enter(const TemplateToken& token, const MergeFields& fields, QList<Branch>& branches)
{
    if (token.kind == Kind::If) {
        Branch branch;
        branch.outer = branches.isEmpty() || branches.back().shown;
        branch.shown = branch.taken = branch.outer && holds(token, fields.value(token.text));
        branches.append(branch);
    } else if (token.kind == Kind::End) {
        branches.removeLast();
    } else {
        auto& branch = branches.back();
        const auto matches = token.kind == Kind::Else || holds(token, fields.value(token.text));
        branch.shown = branch.outer && !branch.taken && matches;
        branch.taken = branch.taken || branch.shown;
    }
}

} // namespace

QString MergeFields::key(const QString& name)
{
    QString out;
    out.reserve(name.size());
    for (const auto c : name) {
        if (!c.isSpace() && c != u'_') {
            out += c;
        }
    }
    return out.toCaseFolded();
}

void MergeFields::set(const QString& name, const QString& value)
{
    const auto trimmed = value.trimmed();
    m_values.insert(key(name), trimmed.isEmpty() ? u""_s : trimmed);
}

QString MergeFields::value(const QString& name) const { return m_values.value(key(name)); }
QString MergeFields::valueOfKey(const QString& normalised) const { return m_values.value(normalised); }

const QStringList& MergeFields::standardNames()
{
    static const QStringList names{u"firstName"_s,
                                   u"lastName"_s,
                                   u"name"_s,
                                   u"fullName"_s,
                                   u"city"_s,
                                   u"state"_s,
                                   u"zip"_s,
                                   u"phone"_s,
                                   u"cell"_s,
                                   u"texterFirstName"_s,
                                   u"texterLastName"_s,
                                   u"texterAliasOrFirstName"_s};
    return names;
}

MergeFields MergeFields::of(const Contact& contact, const QString& volunteerName)
{
    MergeFields fields;
    for (auto it = contact.fields.cbegin(); it != contact.fields.cend(); ++it) {
        fields.set(it.key(), it.value());
    }
    // A list may carry a standard field under its own heading; the contact's own value wins unless it is blank.
    const auto standard = [&](const QString& name, const QString& value) {
        if (!value.trimmed().isEmpty() || fields.value(name).isEmpty()) {
            fields.set(name, value);
        }
    };
    standard(u"firstName"_s, contact.firstName);
    standard(u"lastName"_s, contact.lastName);
    standard(u"name"_s, contact.displayName());
    standard(u"fullName"_s, contact.displayName());
    standard(u"city"_s, contact.city);
    standard(u"state"_s, contact.state);
    standard(u"zip"_s, contact.zip);
    standard(u"phone"_s, contact.phone.national());
    standard(u"cell"_s, contact.phone.national());

    const auto volunteer = volunteerName.simplified();
    const auto first = volunteer.section(u' ', 0, 0);
    fields.set(u"texterFirstName"_s, first);
    fields.set(u"texterLastName"_s, volunteer.section(u' ', 1));
    fields.set(u"texterAliasOrFirstName"_s, first);
    return fields;
}

Result<QString, TemplateError> renderTemplate(const QString& text, const MergeFields& fields)
{
    const auto tokens = templateTokens(text);
    if (const auto fault = firstFault(tokens)) {
        return Unexpected{TemplateError{TemplateFault::Syntax, {}, tokens.at(fault->token).position}};
    }
    QString out;
    QList<Branch> branches;
    for (const auto& token : tokens) {
        const auto shown = branches.isEmpty() || branches.back().shown;
        if (token.kind == Kind::Text || token.kind == Kind::Brace) {
            out += shown ? token.text : QString();
        } else if (token.kind != Kind::Field) {
            enter(token, fields, branches);
        } else if (shown) {
            const auto value = fields.value(token.text);
            if (value.isEmpty() && !token.hasFallback) {
                return Unexpected{TemplateError{TemplateFault::UnknownField, token.text, token.position}};
            }
            out += value.isEmpty() ? token.other : value;
        }
    }
    return out;
}

} // namespace textbank
