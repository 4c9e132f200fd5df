#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QStringList>

namespace textbank {

/// Compares three records row by row, each written by another party in another file: the carrier's ledger, the
/// gateway's exports, and the clients' stores with the notes they kept beside them. None is believed.
class Reckoning
{
public:
    struct ClientFiles
    {
        QString name;
        QString database;
        QByteArray key; ///< Empty where only what lies open (ids, states) is compared.
        QString notes;  ///< Ids of decisions, one a line; may be empty.
    };
    struct Files
    {
        QString ledger;
        QString gateway;  ///< The gateway's database: what became of each command.
        QString messages; ///< The gateway's exports as CSV.
        QString optOuts;
        QJsonObject record;
        QList<ClientFiles> clients;
    };
    struct Figures
    {
        int texts = 0; ///< Taken by the carrier, without confirmations of opt-outs.
        int confirmations = 0;
        int repeats = 0; ///< Handed over again after a death in between; no second text.
        int replies = 0;
        int optOuts = 0;
        int decisions = 0;      ///< Commands in the clients' stores.
        int ofProgram = 0;      ///< Of those in the stores of the program itself.
        int noted = 0;          ///< Of those the clients kept a note of.
        int refused = 0;        ///< Texts that did not go, each for a reason that both sides hold.
        int deliveredTwice = 0; ///< Commands that the gateway got more than once and did once.
    };

    explicit Reckoning(const Files& files);
    const Figures& figures() const { return m_figures; }
    /// One line for each row that is not as it must be.
    const QStringList& faults() const { return m_faults; }
    int lost() const { return m_lost; }
    int doubled() const { return m_doubled; }

private:
    struct CarrierText
    {
        QString to;
        QString sha256;
        bool confirmation = false;
        int line = 0;
    };
    struct Reply
    {
        QString from;
        QString text;
    };
    struct GatewayMessage
    {
        QString contact;
        QString number;
        QString kind;
        QString text;
        QString delivery;
        QString reason;
    };
    void readLedger(const QString& path);
    void readMessages(const QString& path);
    void readCommands(const QString& path);
    void readOptOuts(const QString& path);
    void compareCarrier();
    void compareClient(const ClientFiles& client);
    void compareRow(const ClientFiles& client, const QString& id, int type, int state, const QString& contact);
    void compareSealed(const ClientFiles& client);
    void compareReplies();
    void compareTotals(const QJsonObject& record);
    void fault(const QString& line) { m_faults.append(line); }
    void lose(const QString& line);
    void doubleUp(const QString& line);

    QHash<QString, CarrierText> m_texts;
    QHash<QString, Reply> m_replies;
    QHash<QString, int> m_stopKnown; ///< Number -> the ledger's line after which the gateway knew.
    QHash<QString, GatewayMessage> m_messages;
    QHash<QString, QString> m_commands; ///< Id -> "accepted" or "refused".
    QSet<QString> m_suppressed;
    QSet<QString> m_sentByClients;
    QSet<QString> m_heardByClients;
    Figures m_figures;
    QStringList m_faults;
    int m_lost = 0;
    int m_doubled = 0;
};

} // namespace textbank
