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
        QString name; ///< Stores of the same name are one client's.
        QString database;
        QByteArray key; ///< Empty where only what lies open (ids, states) is compared.
        QString notes;  ///< Ids of decisions, one a line, all of them in the stores of that name; may be empty.
    };
    struct Files
    {
        QString ledger;
        QString gateway;  ///< The gateway's database: what became of each command, numbers, answers.
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
        int decisions = 0;        ///< Commands in the clients' stores.
        int ofProgram = 0;        ///< Of those in the stores of the program itself.
        int noted = 0;            ///< Of those the clients kept a note of.
        int notedOfProgram = 0;   ///< Of those the program's.
        int answers = 0;          ///< That the gateway holds as the one client that gave them.
        int optOutsOfClients = 0; ///< Recorded by a client and acknowledged.
        int refused = 0;          ///< Texts that did not go, each for a reason that both sides hold.
        int deliveredTwice = 0;   ///< Commands that the gateway got more than once and did once.
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
        qint64 at = 0;
    };
    struct Taken
    {
        QString outcome; ///< "accepted" or "refused".
        qint64 at = 0;
    };
    /// An opt-out that a client recorded and the gateway acknowledged.
    struct OptOut
    {
        QString client;
        QString id;
        QString contact;
    };
    /// What one contact was recorded to have answered.
    struct Answers
    {
        QSet<QString> clients;
        QHash<QString, QString> last; ///< By step, in the order in which they were decided; empty: taken back.
        bool isKnown = true;          ///< All of them were acknowledged, by a client whose store can be read.
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
    void compareNotes(const QList<ClientFiles>& clients);
    void compareOptOuts();
    void compareAnswers();
    void noteAnswer(const ClientFiles& client, const QString& id, int state, const QString& contact);
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
    QHash<QString, Taken> m_commands;
    QHash<QString, QString> m_numbers;                 ///< Contact -> number, the gateway's.
    QHash<QString, QHash<QString, QString>> m_answers; ///< Contact -> step -> answer, the gateway's.
    QHash<QString, Answers> m_answersOfClients;        ///< By contact.
    QList<QPair<QString, QString>> m_sealedAnswers;    ///< Command and contact, of the client that is being compared.
    QList<OptOut> m_optOutsOfClients;
    QSet<QString> m_suppressed;
    QHash<QString, QString> m_sentByClients; ///< Text -> the client that approved it.
    QHash<QString, QSet<QString>> m_known;   ///< Client -> the commands in its stores.
    QSet<QString> m_heardByClients;
    Figures m_figures;
    QStringList m_faults;
    int m_lost = 0;
    int m_doubled = 0;
};

} // namespace textbank
