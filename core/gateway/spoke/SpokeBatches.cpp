#include "core/gateway/spoke/SpokeBatches.h"

#include "core/gateway/AttemptReading.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

TransportError failed(ProblemType type)
{
    Problem problem;
    problem.type = type;
    return {Meaning::Failed, Fault::Problem, 200, problem, std::nullopt, {}};
}

} // namespace

void Batches::cancelAll() { m_asked.clear(); }

void Batches::end(const Answer<LeasePage>& answer, GatewayResult<LeasePage> result)
{
    answer(std::move(result)); // Kept by now: what is looked at behind it knows of these contacts.
    m_stream.hold(false);
}

void Batches::lease(const LeaseRequest& request, const Answer<LeasePage>& answer)
{
    m_stream.hold(true);
    m_parts.book.refresh(false, [=, this](const GatewayResult<void>& read) {
        if (!read) {
            end(answer, Unexpected{read.error()});
            return;
        }
        const auto* todo = m_parts.book.ofCampaign(request.campaign);
        if (todo == nullptr || todo->isArchived) {
            end(answer, Unexpected{failed(todo == nullptr ? ProblemType::NotAssigned : ProblemType::Paused)});
            return;
        }
        readNew(*todo, request, true, answer);
    });
}

void Batches::readNew(const Todo& todo, const LeaseRequest& request, bool mayAsk, const Answer<LeasePage>& answer)
{
    m_parts.line.read(
        kList, {{u"assignmentId"_s, todo.assignment}}, [=, this](const Result<Reply, TransportError>& reply) {
            if (!reply) {
                end(answer, Unexpected{reply.error()});
                return;
            }
            const auto lines = readLines(reply->value.toObject().value("contacts"_L1));
            if (!lines) {
                end(answer, Unexpected{badAnswer(200, lines.error().detail)});
                return;
            }
            QList<ContactId> fresh;
            for (const auto& line : lines->lines) {
                const auto isKnown = m_parts.record != nullptr && m_parts.record->contact(line.id) != nullptr;
                if (!isKnown && !line.optedOut && line.status == "needsMessage"_L1) {
                    fresh.append(line.id);
                }
            }
            const auto wasGranted = m_asked == request.id && lines->lines.size() > m_before;
            if (!fresh.isEmpty() || !mayAsk || wasGranted || !mayAskForMore(todo)) {
                m_asked.clear();
                const auto size = std::min<qsizetype>(fresh.size(), std::max(1, request.size));
                deliver(todo, fresh.mid(0, size), fresh.size() - size, answer);
                return;
            }
            m_asked = request.id;
            m_before = lines->lines.size();
            askForMore(todo, request, answer);
        });
}

void Batches::askForMore(const Todo& todo, const LeaseRequest& request, const Answer<LeasePage>& answer)
{
    m_parts.line.ask(kMore, {{u"assignmentId"_s, todo.assignment}, {u"numberContacts"_s, std::max(1, request.size)}},
                     [=, this](const Result<Reply, TransportError>& reply) {
                         if (!reply) {
                             end(answer, Unexpected{reply.error()});
                         } else if (reply->refused()) {
                             m_asked.clear();
                             m_parts.line.explain(reply->errors, [=, this](const TransportError& error) {
                                 end(answer, Unexpected{error});
                             });
                         } else {
                             m_asked.clear();
                             readNew(todo, request, false, answer);
                         }
                     });
}

void Batches::deliver(const Todo& todo, const QList<ContactId>& ids, qsizetype left, const Answer<LeasePage>& answer)
{
    LeasePage page;
    page.lease = Stream::leaseOf(todo, m_parts.line.serverNow());
    page.left = left;
    if (ids.isEmpty()) {
        end(answer, page);
        return;
    }
    QJsonArray asked;
    for (const auto& id : ids) {
        asked.append(id.value);
    }
    m_parts.line.read(kContacts, {{u"assignmentId"_s, todo.assignment}, {u"contactIds"_s, asked}},
                      [=, this](const Result<Reply, TransportError>& reply) mutable {
                          if (!reply) {
                              end(answer, Unexpected{reply.error()});
                              return;
                          }
                          const auto list = reply->value.toArray();
                          const auto known =
                              m_parts.record != nullptr ? m_parts.record->contacts().size() : qsizetype{0};
                          for (const auto& each : list) {
                              auto state = readContact(each.toObject());
                              if (!state || state->optedOut || !state->needsFirst()) {
                                  continue; // Taken away, or texted, in this very moment.
                              }
                              state->contact.campaign = todo.campaign;
                              state->contact.lease = page.lease.id;
                              state->contact.ordinal = known + page.contacts.size();
                              page.contacts.append(state->contact);
                          }
                          end(answer, page);
                      });
}

void Batches::renew(const LeaseId& id, const Answer<Lease>& answer)
{
    m_parts.book.refresh(false, [=, this](const GatewayResult<void>& read) {
        if (!read) {
            answer(Unexpected{read.error()});
            return;
        }
        const auto* todo = m_parts.book.ofAssignment(id.value);
        if (todo == nullptr) {
            answer(Unexpected{failed(ProblemType::LeaseLost)});
            return;
        }
        answer(Stream::leaseOf(*todo, m_parts.line.serverNow()));
    });
}

void Batches::release(const QString& assignment, const Answer<void>& answer)
{
    m_parts.line.ask(kRelease, {{u"assignmentId"_s, assignment}, {u"releaseConversations"_s, false}},
                     [=, this](const Result<Reply, TransportError>& reply) {
                         if (!reply) {
                             answer(Unexpected{reply.error()});
                         } else if (reply->refused() && !reply->errors.isEmpty()) {
                             m_parts.line.explain(reply->errors,
                                                  [=](const TransportError& error) { answer(Unexpected{error}); });
                         } else {
                             answer({});
                         }
                     });
}

void Batches::releaseAll(const Answer<void>& answer)
{
    m_parts.book.refresh(false, [=, this](const GatewayResult<void>& read) {
        if (!read) {
            // Whoever is not signed in any more holds nothing that could be given back.
            answer(read.error().meaning == Meaning::NotSignedIn ? GatewayResult<void>()
                                                                : GatewayResult<void>(Unexpected{read.error()}));
            return;
        }
        QList<QString> assignments;
        for (const auto& todo : m_parts.book.todos()) {
            if (mayRelease(todo) && !todo.isArchived) {
                assignments.append(todo.assignment);
            }
        }
        releaseNext(assignments, answer);
    });
}

void Batches::releaseNext(QList<QString> assignments, const Answer<void>& answer)
{
    if (assignments.isEmpty()) {
        answer({});
        return;
    }
    const auto assignment = assignments.takeFirst();
    release(assignment, [=, this](const GatewayResult<void>& released) {
        if (released) {
            releaseNext(assignments, answer);
        } else {
            answer(released);
        }
    });
}

} // namespace textbank::spoke
