#pragma once

#include "core/gateway/spoke/SpokeStream.h"

namespace textbank::spoke {

/// More contacts on request, and back again: the dynamic assignment of a campaign.
class Batches
{
public:
    Batches(Parts& parts, Stream& stream)
        : m_parts(parts)
        , m_stream(stream)
    {
    }
    /// The server knows no ids of requests, and asked twice it hands out twice. So what the assignment holds and this
    /// client does not have yet comes first, and only then more is asked for; a request whose answer was lost is not
    /// repeated once its contacts have come.
    void lease(const LeaseRequest& request, const Answer<LeasePage>& answer);
    void renew(const LeaseId& id, const Answer<Lease>& answer);
    /// Unsent contacts of one assignment go back; conversations stay.
    void release(const QString& assignment, const Answer<void>& answer);
    /// Of all assignments whose campaign lets texters give back.
    void releaseAll(const Answer<void>& answer);
    void cancelAll();

private:
    void readNew(const Todo& todo, const LeaseRequest& request, bool mayAsk, const Answer<LeasePage>& answer);
    void askForMore(const Todo& todo, const LeaseRequest& request, const Answer<LeasePage>& answer);
    void deliver(const Todo& todo, const QList<ContactId>& ids, qsizetype left, const Answer<LeasePage>& answer);
    void releaseNext(QList<QString> assignments, const Answer<void>& answer);
    void end(const Answer<LeasePage>& answer, GatewayResult<LeasePage> result);

    Parts& m_parts;
    Stream& m_stream;
    QString m_asked;        ///< The request that was made and whose answer did not come.
    qsizetype m_before = 0; ///< Contacts of its assignment before it was made.
};

} // namespace textbank::spoke
