#pragma once

#include "tests/simulation/World.h"

namespace textbank::simulation {

/// What people decided, at the laptops and at their telephones, held against what became of it once everything is at
/// rest. Asked of the room's own ledger and of the rows as they were committed, not of the tables that are to be right.
class DecisionCheck
{
public:
    explicit DecisionCheck(World& world);
    void run();

private:
    /// What the gateway's record says of one contact.
    struct Standing
    {
        QString volunteer;
        bool wrongNumber = false;
        bool escalated = false;
        QMap<QString, QString> answers;
        QStringList tags;
        QMap<QString, QString> notes;
    };
    void optOutsHold();
    void staffWereHeeded();
    void recordsFit();
    void endingHadACause(SimLaptop& laptop);
    void stopsHadACause(SimLaptop& laptop);
    bool hadACause(SimLaptop& laptop, const OutboxWatch::Row& row) const;
    bool readStandings();
    void decisionsAreThere(SimLaptop& laptop);
    Standing standingHere(SimLaptop& laptop, const ContactRecord& record) const;
    bool isSettled(const ContactId& contact) const;
    bool decidedAlone(const SimLaptop& laptop, const ContactId& contact) const;
    static QString where(const SimLaptop& laptop) { return QStringLiteral("laptop %1").arg(laptop.identity().machine); }

    World& m_world;
    SimRecord& m_record;
    QMap<QString, Standing> m_there; ///< By contact.
};

} // namespace textbank::simulation
