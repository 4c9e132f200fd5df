#pragma once

#include "core/model/Contact.h"

#include <QSet>
#include <QStringList>
#include <optional>

namespace textbank {

/// The fields that the contacts of a batch can be asked for, each once (MergeFields::key), as first written: the
/// standard ones, then those of the list.
class FieldNames
{
public:
    FieldNames(); ///< Knows the standard ones.
    void add(const Contact& contact);
    const QStringList& all() const { return m_names; }
    bool knows(const QString& name) const;
    /// The known name that is spelled most alike, where one is alike enough to have been meant; else empty.
    QString nearest(const QString& name) const;

private:
    void addName(const QString& name);

    QStringList m_names;
    QStringList m_keys;
    QSet<QString> m_known;
    QSet<QString> m_seen; ///< As written, so that most contacts cost a look-up for each field.
};

/// A field's name that is being written at the cursor.
struct NameInProgress
{
    int position = 0; ///< Where it begins in the template.
    QString written;  ///< From there to the cursor; may be empty.
    bool inCondition = false;
    friend bool operator==(const NameInProgress&, const NameInProgress&) = default;
};
/// What is being written where `cursor` stands: behind an opening brace, or behind if and elif. Nothing in literal
/// text, in a fallback or in a compared value.
std::optional<NameInProgress> nameInProgress(const QString& text, int cursor);

} // namespace textbank
