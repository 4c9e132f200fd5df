#pragma once

#include "core/store/ChangeApplier.h"
#include "core/store/Salvage.h"

#include <QSet>

namespace textbank {

/// Puts what was salvaged into a sound store that may be older, within one Turn. Everything is known by its id, so
/// nothing is there twice; whatever may have left meanwhile becomes unknown and is asked about before anything else. It
/// is unknown before any decision is taken, so that none of them stops it for one that has not left.
class SalvageMerge
{
public:
    SalvageMerge(Turn& turn, Consequences& consequences, Decisions& decisions, ChangeApplier& changes)
        : m_turn(turn)
        , m_consequences(consequences)
        , m_decisions(decisions)
        , m_changes(changes)
    {
    }

    /// Older ones first.
    Result<void> run(const QList<Salvage>& salvages);

    int asked() const { return m_asked; }
    int carriedOver() const { return m_carriedOver; } ///< Decisions that the sound store did not have.
    /// Decisions that could not be read and that the sound store does not have either, and those that cannot stand
    /// beside what is there.
    int lost() const { return m_lost; }
    /// Texts of the older store of which the damaged one says nothing: they may have been taken back meanwhile. Those
    /// of earlier recoveries that are still open are among them.
    const QSet<CommandId>& doubtful() const { return m_doubtful; }

private:
    Result<void> take(const Salvage& salvage);
    Result<void> countLost(const QList<Salvage>& salvages);
    Result<void> takeProfile(const Salvage& salvage);
    Result<void> takeSnippets(const Salvage& salvage);
    Result<void> takeContacts(const Salvage& salvage);
    Result<void> takeDecision(const Salvage::Decision& decision);
    Result<void> takeText(const Salvage::Decision& decision);
    Result<void> settleKnown(const OutboxHead& head, const Salvage::Decision& decision);
    Result<void> openToQuestion();
    void countAsked(const QList<Salvage>& salvages);
    QList<OutboxHead> openTexts() const;
    Result<void> makeUnknown(OutboxHead head);
    Result<int> slotFor(const Salvage::Decision& decision);

    Turn& m_turn;
    Consequences& m_consequences;
    Decisions& m_decisions;
    ChangeApplier& m_changes;
    QHash<QString, LeaseId> m_leaseOfToken;
    QSet<CommandId> m_confirmed;
    QSet<CommandId> m_doubtful;
    int m_asked = 0;
    int m_carriedOver = 0;
    int m_lost = 0;
};

} // namespace textbank
