#include "core/gateway/spoke/SpokeStaffActs.h"

#include "core/gateway/AttemptReading.h"
#include "core/gateway/spoke/SpokeContact.h"
#include "core/gateway/spoke/SpokeStaffDocuments.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

constexpr qsizetype kMovedAtOnce = 100;

Problem notFound() { return {ProblemType::NotFound, {}, {}, std::nullopt, std::nullopt}; }

} // namespace

struct StaffActs::Move
{
    ReassignRequest request;
    QList<Reassigned> outcomes;
    QList<ContactId> moved; ///< Those that have to be.
    qsizetype sent = 0;     ///< So many of them were asked for.
    QStringList errors;     ///< Of a refusal.
    std::optional<TransportError> broken;
    Answer<QList<Reassigned>> answer;
};

struct StaffActs::Farewell
{
    CampaignId campaign;
    QString reason;
    Holding there;
    StaffOptOut outcome;
    Answer<StaffOptOut> answer;
};

void StaffActs::readPeople(StaffTask task, Answer<StaffList<StaffPerson>> answer)
{
    auto list = std::make_shared<StaffList<StaffPerson>>();
    m_desk.readPages({task,
                      kPeople,
                      {},
                      "users"_L1,
                      {0, StaffGateway::kMostItems},
                      200,
                      [list](const QJsonObject& item) -> Result<bool> {
                          const auto person = readPerson(item);
                          if (!person) {
                              return Unexpected{person.error()};
                          }
                          list->items.append(*person);
                          return true;
                      },
                      [list, answer = std::move(answer)](const GatewayResult<qint64>& total) {
                          if (!total) {
                              answer(Unexpected{total.error()});
                              return;
                          }
                          list->total = *total;
                          answer(*list);
                      }});
}

// --- to another texter

void StaffActs::reassign(const ReassignRequest& request, Answer<QList<Reassigned>> answer)
{
    m_desk.enter(StaffTask::Reassign, [=, this, answer = std::move(answer)](const GatewayResult<void>& entered) {
        if (!entered) {
            answer(Unexpected{entered.error()});
        } else if (request.contacts.isEmpty() || request.contacts.size() > StaffGateway::kMostReassigned) {
            answer(Unexpected{staffProblem(ProblemType::TooLarge)});
        } else {
            auto move = std::make_shared<Move>();
            move->request = request;
            move->answer = answer;
            if (request.to) {
                checkTarget(move);
            } else {
                lookBefore(move);
            }
        }
    });
}

// The server would give conversations to somebody who is suspended, and to a stranger.
void StaffActs::checkTarget(const std::shared_ptr<Move>& move)
{
    readPeople(StaffTask::Reassign, [this, move](const GatewayResult<StaffList<StaffPerson>>& people) {
        if (!people) {
            move->answer(Unexpected{people.error()});
            return;
        }
        const auto& all = people->items;
        const auto target =
            std::find_if(all.cbegin(), all.cend(), [&](const auto& person) { return person.id == *move->request.to; });
        if (target == all.cend()) {
            move->answer(Unexpected{staffProblem(ProblemType::NotFound)});
        } else if (target->role < StaffRole::Texter) {
            move->answer(Unexpected{staffProblem(ProblemType::Frozen)});
        } else {
            lookBefore(move);
        }
    });
}

void StaffActs::lookBefore(const std::shared_ptr<Move>& move)
{
    m_holdings.find(StaffTask::Reassign, move->request.campaign, move->request.contacts,
                    [this, move](const GatewayResult<QHash<ContactId, Holding>>& before) {
                        if (!before) {
                            move->answer(Unexpected{before.error()});
                            return;
                        }
                        QSet<ContactId> seen;
                        for (const auto& contact : move->request.contacts) {
                            if (seen.contains(contact)) {
                                continue;
                            }
                            seen.insert(contact);
                            const auto at = before->constFind(contact);
                            if (at == before->cend()) {
                                move->outcomes.append({contact, std::nullopt, notFound()});
                                continue;
                            }
                            move->outcomes.append({contact, at->texter, std::nullopt});
                            if (at->texter != move->request.to) {
                                move->moved.append(contact);
                            }
                        }
                        moveNext(move);
                    });
}

void StaffActs::moveNext(const std::shared_ptr<Move>& move)
{
    if (move->moved.isEmpty()) {
        move->answer(move->outcomes);
        return;
    }
    if (move->sent >= move->moved.size() || move->broken || !move->errors.isEmpty()) {
        lookAfter(move);
        return;
    }
    QJsonArray pairs;
    const auto until = std::min(move->sent + kMovedAtOnce, move->moved.size());
    for (; move->sent < until; ++move->sent) {
        pairs.append(QJsonObject{{u"campaignId"_s, move->request.campaign.value},
                                 {u"campaignContactId"_s, move->moved[move->sent].value.toInt()},
                                 {u"messageIds"_s, QJsonArray()}});
    }
    const auto to = move->request.to ? move->request.to->value : QString::number(kNobody);
    m_desk.line().ask(kReassign,
                      {{u"organizationId"_s, m_desk.member().organisation},
                       {u"campaignIdsContactIds"_s, pairs},
                       {u"newTexterUserId"_s, to}},
                      [this, move](const Result<Reply, TransportError>& reply) {
                          if (!reply) {
                              move->broken = reply.error();
                          } else {
                              move->errors = reply->errors;
                          }
                          moveNext(move);
                      });
}

// The server says "done" of contacts that do not exist, too: what counts is who holds them now.
void StaffActs::lookAfter(const std::shared_ptr<Move>& move)
{
    m_holdings.findHeld(
        StaffTask::Reassign, move->moved, [this, move](const GatewayResult<QHash<ContactId, Holding>>& after) {
            if (!after) {
                auto error = move->broken.value_or(after.error());
                error.meaning = Meaning::MayHaveLeft;
                move->answer(Unexpected{error});
                return;
            }
            const auto isThere = [&](const ContactId& contact) {
                const auto at = after->constFind(contact);
                return move->request.to ? at != after->cend() && at->texter == move->request.to : at == after->cend();
            };
            if (std::all_of(move->moved.cbegin(), move->moved.cend(), isThere)) {
                move->answer(move->outcomes);
                return;
            }
            if (move->broken) {
                move->answer(Unexpected{*move->broken}); // It may still arrive.
                return;
            }
            const auto finish = [move, still = *after](const Problem& problem) {
                for (auto& outcome : move->outcomes) {
                    if (!outcome.problem && move->moved.contains(outcome.contact)) {
                        const auto at = still.constFind(outcome.contact);
                        const auto there = move->request.to ? at != still.cend() && at->texter == move->request.to
                                                            : at == still.cend();
                        outcome.problem = there ? std::nullopt : std::optional(problem);
                    }
                }
                move->answer(move->outcomes);
            };
            if (move->errors.isEmpty()) {
                finish({});
                return;
            }
            m_desk.explain(StaffTask::Reassign, move->errors, [move, finish](const TransportError& error) {
                if (error.problem) {
                    finish(*error.problem);
                } else {
                    move->answer(Unexpected{error});
                }
            });
        });
}

// --- no more texts

void StaffActs::optOut(const CampaignId& campaign, const ContactId& contact, const QString& reason,
                       Answer<StaffOptOut> answer)
{
    auto farewell = std::make_shared<Farewell>();
    farewell->campaign = campaign;
    farewell->reason = reason;
    farewell->outcome.contact = contact;
    farewell->answer = std::move(answer);
    m_desk.enter(StaffTask::OptOut, [=, this](const GatewayResult<void>& entered) {
        if (!entered) {
            farewell->answer(Unexpected{entered.error()});
            return;
        }
        m_holdings.find(StaffTask::OptOut, campaign, {contact},
                        [=, this](const GatewayResult<QHash<ContactId, Holding>>& found) {
                            if (!found) {
                                farewell->answer(Unexpected{found.error()});
                            } else if (!found->contains(contact)) {
                                farewell->answer(Unexpected{staffProblem(ProblemType::NotFound)});
                            } else {
                                farewell->there = (*found)[contact];
                                readMark(farewell, [=, this](const GatewayResult<void>& read) {
                                    if (!read) {
                                        farewell->answer(Unexpected{read.error()});
                                        return;
                                    }
                                    farewell->outcome.phone = farewell->there.cell;
                                    farewell->outcome.wasOptedOut = farewell->there.optedOut;
                                    if (farewell->there.optedOut) {
                                        farewell->answer(farewell->outcome);
                                    } else {
                                        findAssignment(farewell);
                                    }
                                });
                            }
                        });
    });
}

void StaffActs::readMark(const std::shared_ptr<Farewell>& farewell,
                         const std::function<void(GatewayResult<void>)>& then)
{
    const auto contact = farewell->outcome.contact;
    if (!farewell->there.texter) {
        m_holdings.findUnheld(StaffTask::OptOut, farewell->campaign, {contact},
                              [=](const GatewayResult<QHash<ContactId, Holding>>& found) {
                                  const auto isThere = found && found->contains(contact);
                                  if (isThere) {
                                      farewell->there.cell = (*found)[contact].cell;
                                      farewell->there.optedOut = (*found)[contact].optedOut;
                                      then({});
                                  } else {
                                      then(Unexpected{found ? staffProblem(ProblemType::NotFound) : found.error()});
                                  }
                              });
        return;
    }
    m_desk.ask(StaffTask::OptOut, kContacts,
               {{u"assignmentId"_s, farewell->there.assignment}, {u"contactIds"_s, QJsonArray{contact.value}}},
               [=](const Result<Reply, TransportError>& reply) {
                   if (!reply) {
                       then(Unexpected{reply.error()});
                       return;
                   }
                   const auto json = reply->value.toArray().at(0).toObject();
                   const auto state = readContact(json);
                   if (!state || state->contact.id != contact) {
                       // Somebody else holds it by now, or the answer is none.
                       then(Unexpected{badAnswer(200, u"getAssignmentContacts"_s)});
                       return;
                   }
                   farewell->there.cell = json.value("cell"_L1).toString();
                   farewell->there.optedOut = state->optedOut;
                   then({});
               });
}

/// The server wants an assignment of the campaign, also for a contact that is in none.
void StaffActs::findAssignment(const std::shared_ptr<Farewell>& farewell)
{
    if (!farewell->there.assignment.isEmpty()) {
        recordOptOut(farewell);
        return;
    }
    m_desk.ask(StaffTask::OptOut, kAssignments, {{u"id"_s, farewell->campaign.value}},
               [this, farewell](const Result<Reply, TransportError>& reply) {
                   if (!reply) {
                       farewell->answer(Unexpected{reply.error()});
                       return;
                   }
                   const auto all = reply->value.toObject().value("assignments"_L1).toArray();
                   farewell->there.assignment = all.at(0).toObject().value("id"_L1).toString();
                   if (farewell->there.assignment.isEmpty()) {
                       farewell->answer(Unexpected{staffProblem(ProblemType::Unsupported)});
                   } else {
                       recordOptOut(farewell);
                   }
               });
}

void StaffActs::recordOptOut(const std::shared_ptr<Farewell>& farewell)
{
    // The number is required and not looked at: the contact's own counts.
    const auto cell = farewell->there.cell.isEmpty() ? u"+10000000000"_s : farewell->there.cell;
    QJsonObject optOut{{u"cell"_s, cell}, {u"assignmentId"_s, farewell->there.assignment}};
    if (!farewell->reason.isEmpty()) {
        optOut.insert(u"reason"_s, farewell->reason);
    }
    m_desk.line().ask(kOptOut, {{u"optOut"_s, optOut}, {u"campaignContactId"_s, farewell->outcome.contact.value}},
                      [this, farewell](const Result<Reply, TransportError>& reply) {
                          const auto broken = reply ? std::nullopt : std::optional(reply.error());
                          const auto errors = reply ? reply->errors : QStringList();
                          readMark(farewell, [=, this](const GatewayResult<void>& read) {
                              if (!read) {
                                  auto error = broken.value_or(read.error());
                                  error.meaning = Meaning::MayHaveLeft; // What became of it could not be read.
                                  farewell->answer(Unexpected{error});
                              } else if (farewell->there.optedOut) {
                                  farewell->answer(farewell->outcome);
                              } else if (broken || errors.isEmpty()) {
                                  farewell->answer(Unexpected{broken.value_or(refusedForNow({}))});
                              } else {
                                  m_desk.explain(StaffTask::OptOut, errors, [farewell](const TransportError& told) {
                                      farewell->answer(Unexpected{told});
                                  });
                              }
                          });
                      });
}

} // namespace textbank::spoke
