#include "core/compose/TemplateTrial.h"

#include <algorithm>
#include <utility>

namespace textbank {

TemplateTrial::TemplateTrial(const QString& volunteerName)
    : m_volunteer(volunteerName)
{
    setText({});
}

void TemplateTrial::setBatch(Batch batch)
{
    const auto before = m_shown >= 0 ? m_batch.order.at(m_shown) : ContactId{};
    m_batch = std::move(batch);
    m_names = {};
    m_named = 0;
    const auto again = static_cast<int>(m_batch.order.indexOf(before));
    m_shown = size() == 0 ? -1 : std::max(0, again);
    recount();
}

void TemplateTrial::setRules(const MergeRules& rules)
{
    if (rules != m_rules) {
        m_rules = rules;
        setText(m_text);
    }
}

void TemplateTrial::setText(const QString& text)
{
    m_text = text;
    m_tally.reset();
    m_outline = std::make_unique<TemplateOutline>(text, m_rules.syntax);
    recount();
}

void TemplateTrial::recount()
{
    m_tally = std::make_unique<TemplateTally>(*m_outline);
    m_counted = 0;
    m_toSeek = 0;
}

void TemplateTrial::show(int index)
{
    if (size() > 0) {
        m_shown = (index % size() + size()) % size();
    }
}

const Contact* TemplateTrial::at(int index) const
{
    return index < 0 || index >= size() ? nullptr : m_batch.find(m_batch.order.at(index));
}

const Contact* TemplateTrial::contact() const { return at(m_shown); }

Merge TemplateTrial::mergeOf(int index) const
{
    const auto* one = at(index);
    return {m_rules, one != nullptr ? *one : Contact{}, m_volunteer};
}

TemplateOutline::Passage TemplateTrial::passageOf(int index) const
{
    const auto merge = mergeOf(index);
    if (m_rules.syntax == TemplateSyntax::Textbank) {
        return m_outline->passage(merge.fields());
    }
    const auto rendered = merge.rendered(m_text);
    return {{}, rendered ? std::optional<TemplateError>() : rendered.error(), -1};
}

MergeFields TemplateTrial::fields() const { return mergeOf(m_shown).fields(); }

Result<QString, TemplateError> TemplateTrial::rendered() const { return mergeOf(m_shown).rendered(m_text); }

QStringList TemplateTrial::strangeNames() const
{
    const auto ofList = m_names.all().mid(MergeFields::standardNames().size());
    const auto exact = SpokeFields::names(m_rules.fieldNames.isEmpty() ? ofList : m_rules.fieldNames);
    const auto isStrange = [&](const QString& name) {
        return m_rules.syntax == TemplateSyntax::Spoke ? !exact.contains(name) : !m_names.knows(name);
    };
    QStringList strange;
    if (size() > 0 && m_named >= size()) {
        std::copy_if(m_outline->names().cbegin(), m_outline->names().cend(), std::back_inserter(strange), isStrange);
    }
    return strange;
}

void TemplateTrial::seek(int branch)
{
    m_wanted = branch;
    m_seekAt = m_shown;
    m_toSeek = branch < m_outline->branches().size() ? size() : 0;
}

TemplateTrial::Did TemplateTrial::step()
{
    if (m_toSeek > 0) {
        m_seekAt = (m_seekAt + 1) % size();
        --m_toSeek;
        const auto passage = passageOf(m_seekAt);
        const auto isMeant = m_wanted < 0 ? passage.error.has_value()
                                          : std::find(passage.branches.cbegin(), passage.branches.cend(), m_wanted) !=
                                                passage.branches.cend();
        if (at(m_seekAt) != nullptr && isMeant) {
            m_toSeek = 0;
            m_shown = m_seekAt;
            return Did::Found;
        }
        return m_toSeek > 0 ? Did::Sought : Did::FoundNobody;
    }
    if (isCounted()) {
        return Did::Nothing;
    }
    if (const auto* one = at(m_counted)) {
        if (m_named <= m_counted) {
            m_names.add(*one);
        }
        if (m_rules.syntax == TemplateSyntax::Textbank) {
            m_tally->add(mergeOf(m_counted).fields());
        } else {
            m_tally->addRendered(passageOf(m_counted).error);
        }
    }
    ++m_counted;
    m_named = std::max(m_named, m_counted);
    return Did::Counted;
}

} // namespace textbank
