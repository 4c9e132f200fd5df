#pragma once

#include "core/base/Clock.h"
#include "core/base/Random.h"
#include "core/store/Store.h"

#include <QHash>
#include <QObject>
#include <optional>

namespace textbank {

/// The volunteer's saved replies while she works on them: what is saved, and beside it what she wrote since. That is
/// never lost: it is kept here for each reply, and sealed in the store by keep() until it is saved or given up.
class SnippetDesk : public QObject
{
    Q_OBJECT
public:
    SnippetDesk(Store& store, const Clock& clock, Random& random);

    struct Entry
    {
        Snippet snippet;      ///< As it is written now.
        bool isSaved = false; ///< Something of it is in the store.
        bool isOpen = false;  ///< It says something else than what is saved.
    };
    /// By title, as a person reads titles; those that were never saved first.
    QList<Entry> entries() const;
    std::optional<Entry> entry(const SnippetId& id) const;

    /// A new one that says what `from` does; it is not saved yet.
    SnippetId begin(const Snippet& from = {});
    /// What it says from now on. Written as it is saved, it is not open any more.
    void edit(const Snippet& snippet);
    /// Invalid without a title; NotFound for one that is not there. What was written stays after an error.
    Result<void> save(const SnippetId& id);
    /// Back to what is saved; one that never was goes away.
    void discard(const SnippetId& id);
    Result<void> remove(const SnippetId& id);
    bool canUndo() const { return !m_gone.isEmpty(); }
    /// Brings back what was last discarded or removed. NotFound when there is nothing; after another error it can be
    /// asked again.
    Result<SnippetId> undo();
    /// Seals in the store what is not saved, as far as that changed since. Nothing happens after the session's end.
    Result<void> keep();

signals:
    void changed();

private:
    struct Gone
    {
        SnippetId id;
        std::optional<Snippet> saved; ///< It was removed; else only discarded.
        std::optional<Snippet> open;
    };
    const Snippet* saved(const SnippetId& id) const;
    void forget(const Gone& gone);
    void load();

    Store& m_store;
    const Clock& m_clock;
    Random& m_random;
    QHash<SnippetId, Snippet> m_open; ///< What differs from what is saved.
    QList<Gone> m_gone;               ///< Newest last.
    QString m_kept;                   ///< What the store holds of m_open.
};

} // namespace textbank
