#pragma once

#include "core/compose/FieldNames.h"
#include "core/compose/Merge.h"
#include "core/compose/TemplateOutline.h"

#include <functional>
#include <memory>

namespace textbank {

/// A template tried on the contacts of a batch: one of them is shown, all of them are counted. Counting and looking for
/// somebody go one contact at a time, so that whoever types is never kept waiting.
class TemplateTrial
{
public:
    struct Batch
    {
        QList<ContactId> order;
        std::function<const Contact*(const ContactId&)> find; ///< Null for somebody who is gone.
    };
    explicit TemplateTrial(const QString& volunteerName);
    TemplateTrial(const TemplateTrial&) = delete;
    TemplateTrial& operator=(const TemplateTrial&) = delete;

    /// Everything is counted anew; who was shown stays, where the batch still has them.
    void setBatch(Batch batch);
    /// How the text is written and what becomes of it; our own syntax at first.
    void setRules(const MergeRules& rules);
    const MergeRules& rules() const { return m_rules; }
    /// The structure is known at once; what was counted is forgotten, and nobody is looked for any more.
    void setText(const QString& text);
    const QString& text() const { return m_text; }
    const TemplateOutline& outline() const { return *m_outline; }

    // --- the one that is shown
    int size() const { return static_cast<int>(m_batch.order.size()); }
    int shown() const { return m_shown; } ///< An index of the batch; -1 when it is empty.
    void show(int index);                 ///< Wraps at both ends.
    const Contact* contact() const;       ///< Null when there is none.
    MergeFields fields() const;           ///< Theirs; only the volunteer's own without a contact.
    Result<QString, TemplateError> rendered() const;

    // --- all of them
    const TemplateTally& tally() const { return *m_tally; } ///< Of those counted so far.
    bool isCounted() const { return m_counted >= size(); }
    const FieldNames& names() const { return m_names; }
    /// Names of the template that nobody in the batch has, or that Spoke's syntax does not know. Known once everybody
    /// was looked at; empty before, and without a batch.
    QStringList strangeNames() const;

    // --- the next one who ...
    void seekBlocked() { seek(-1); }
    void seekTaking(int branch) { seek(branch); }
    bool isSeeking() const { return m_toSeek > 0; }

    enum class Did {
        Nothing, ///< All is done.
        Counted,
        Sought, ///< Somebody else was meant.
        Found,  ///< shown() is who was looked for.
        FoundNobody,
    };
    /// One contact's worth of what is outstanding.
    Did step();

private:
    void recount();
    void seek(int branch);
    const Contact* at(int index) const;
    Merge mergeOf(int index) const;
    TemplateOutline::Passage passageOf(int index) const;

    QString m_volunteer;
    MergeRules m_rules;
    Batch m_batch;
    QString m_text;
    std::unique_ptr<TemplateOutline> m_outline;
    std::unique_ptr<TemplateTally> m_tally;
    FieldNames m_names;
    int m_named = 0; ///< Contacts whose fields m_names has.
    int m_shown = -1;
    int m_counted = 0;
    int m_wanted = -1; ///< The branch that is looked for; -1 for being blocked.
    int m_seekAt = 0;
    int m_toSeek = 0; ///< Contacts still to be looked at.
};

} // namespace textbank
