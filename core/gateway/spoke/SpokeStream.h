#pragma once

#include "core/gateway/spoke/SpokeDesk.h"

#include <QHash>
#include <QObject>
#include <QQueue>
#include <QSet>
#include <QTimer>
#include <memory>

namespace textbank::spoke {

/// Changes out of a server that tells none: what it shows is read again and again and held against what this client's
/// store has. Nothing is remembered that a restart would lose; what was told and not kept is told again.
class Stream : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        Millis busy{10000};        ///< Between two looks while something happens.
        Millis calm{30000};        ///< After a while without anything.
        Millis wholeList{300000};  ///< How often every contact's line is read, whatever the counts say ...
        Millis afterCounts{30000}; ///< ... and how often where they say that something moved.
        Millis script{60000};      ///< How often the campaign's texts are read again.
        int firstPage = 50;        ///< Contacts of the first page: somebody waits for a first card.
        int page = 250;
    };
    Stream(Parts& parts, const Pace& pace);

    /// As Gateway::changes. Two may be under way at once.
    void changes(const QString& after, Seconds wait, Answer<ChangesPage> answer);
    /// Looks soon: something is known to have happened.
    void poke();
    /// While a batch is on its way nothing is told: its contacts must come with it, and not by two ways.
    void hold(bool held);
    void cancelAll();

    /// The lease that stands for an assignment: the server knows of none. Good for two days from now, and renewed
    /// as long as the assignment is there.
    static Lease leaseOf(const Todo& todo, Instant serverNow);

private:
    struct Waiting
    {
        QString after;
        Millis until{}; ///< By the clock that never goes back.
        Answer<ChangesPage> answer;
    };
    struct Seen
    {
        QHash<ContactId, ContactLine> lines;
        bool isWhole = false;
        Millis wholeAt{};
        Millis scriptAt{};
        std::optional<Todo> todo; ///< As of the last look that was read to its end.
    };
    /// One look under way.
    struct Look
    {
        QList<Todo> left;
        QList<Change> changes;
        bool all = false;
    };
    using LookPtr = std::shared_ptr<Look>;

    void schedule();
    void onTimer();
    void look();
    void nextTodo(const LookPtr& look);
    void readList(const LookPtr& look, const Todo& todo, bool whole);
    void takeList(const LookPtr& look, const Todo& todo, bool whole, const ContactLines& read);
    void addMissing(const LookPtr& look, const Todo& todo, const QSet<ContactId>& listed);
    void readScript(const LookPtr& look, const Todo& todo);
    void nextContacts(const LookPtr& look);
    void readWhole(const LookPtr& look, const QString& assignment);
    void readSome(const LookPtr& look, const QString& assignment, const QList<ContactId>& ids);
    void tell(const LookPtr& look, const QString& assignment, const QList<ContactId>& ids);
    bool isNews(const Seen& seen, const ContactLine& line) const;
    bool addContact(const LookPtr& look, const Todo& todo, const ContactState& there);
    void addCampaigns(const LookPtr& look);
    void finish(const LookPtr& look);
    void fail(const LookPtr& look, const TransportError& error);
    void answerAll(const GatewayResult<ChangesPage>& result);
    void startOver();
    Millis interval() const;
    Millis now() const { return m_parts.line.clock().elapsed(); }

    Parts& m_parts;
    Pace m_pace;
    QTimer m_timer;
    QList<Waiting> m_waiting;
    QHash<QString, Seen> m_seen;                ///< By assignment.
    QHash<QString, QQueue<ContactId>> m_wanted; ///< To be read in full, by assignment.
    QHash<ContactId, ContactLine> m_listed;     ///< The line that made each of them wanted.
    QHash<ContactId, ContactState> m_read;      ///< Read in full already, and not told yet.
    QHash<ContactId, qint64> m_ordinals;
    std::optional<bool> m_frozen;
    bool m_looking = false;
    bool m_held = false;
    bool m_poked = false; ///< At the next look every contact's line is read.
    bool m_first = true;
    QString m_lastCursor; ///< Of the last page that told something.
    Millis m_lookedAt{};
    Millis m_everythingAt{};
    Millis m_newsAt{};
    quint64 m_serial = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); // shared with answers that may come after cancelAll()
};

} // namespace textbank::spoke
