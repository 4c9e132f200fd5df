#include "core/gateway/spoke/SpokeStaffDesk.h"

#include "core/gateway/AttemptReading.h"
#include "core/gateway/spoke/SpokeStaffDocuments.h"
#include "core/gateway/spoke/SpokeStaffReading.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::spoke {

struct StaffDesk::Opening
{
    QString wanted;
    StaffMember best;
    QList<std::pair<QString, QString>> left; ///< Id and name of organisations still to be asked about.
    Answer<StaffMember> answer;
};

TransportError staffProblem(ProblemType type, const QString& title)
{
    Problem problem;
    problem.type = type;
    problem.title = title;
    return {Meaning::Refused, Fault::Problem, 200, problem, std::nullopt, {}};
}

StaffRole StaffDesk::roleFor(StaffTask task)
{
    return task == StaffTask::OptOutList ? StaffRole::Administrator : StaffRole::Supervisor;
}

void StaffDesk::later(std::function<void()> work) const
{
    QMetaObject::invokeMethod(m_alive.get(), std::move(work), Qt::QueuedConnection);
}

void StaffDesk::open(const QString& organisation, Answer<StaffMember> answer)
{
    auto opening = std::make_shared<Opening>();
    opening->wanted = organisation;
    opening->answer = std::move(answer);
    m_member = {};
    m_line.ask(kCurrentUser, {}, [this, opening](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            opening->answer(Unexpected{reply.error()});
            return;
        }
        if (reply->refused()) {
            opening->answer(Unexpected{reply->errors.isEmpty() ? notSignedIn() : refusedForNow(reply->errors)});
            return;
        }
        const auto person = reply->value.toObject();
        opening->best.id = VolunteerId{person.value("id"_L1).toString()};
        opening->best.name = person.value("displayName"_L1).toString();
        const auto organizations = person.value("organizations"_L1).toArray();
        for (const auto& each : organizations) {
            const auto id = each.toObject().value("id"_L1).toString();
            if (!id.isEmpty() && (opening->wanted.isEmpty() || opening->wanted == id)) {
                opening->left.append({id, each.toObject().value("name"_L1).toString()});
            }
        }
        readRoles(opening);
    });
}

void StaffDesk::readRoles(const std::shared_ptr<Opening>& opening)
{
    if (opening->left.isEmpty()) {
        if (opening->best.organisation.isEmpty()) {
            opening->answer(Unexpected{staffProblem(ProblemType::NotAssigned)});
            return;
        }
        m_member = opening->best;
        opening->answer(m_member);
        return;
    }
    const auto [id, name] = opening->left.takeFirst();
    m_line.read(kRoles, {{u"organizationId"_s, id}},
                [this, opening, id = id, name = name](const Result<Reply, TransportError>& reply) {
                    if (!reply || reply->refused()) {
                        opening->answer(Unexpected{reply ? notSignedIn() : reply.error()});
                        return;
                    }
                    const auto user = reply->value.toObject();
                    const auto role = user.value("is_superadmin"_L1).toBool() ? StaffRole::Owner
                                                                              : staffRoleOf(user.value("roles"_L1));
                    if (opening->best.organisation.isEmpty() || role > opening->best.role) {
                        opening->best.role = role;
                        opening->best.organisation = id;
                        opening->best.organisationName = name;
                    }
                    readRoles(opening);
                });
}

void StaffDesk::enter(StaffTask task, Entered then)
{
    later([this, task, then = std::move(then)] {
        if (m_member.organisation.isEmpty()) {
            then(Unexpected{notSignedIn()});
        } else if (m_member.role < roleFor(task)) {
            then(Unexpected{staffProblem(ProblemType::Forbidden)});
        } else {
            then({});
        }
    });
}

void StaffDesk::ask(StaffTask task, const Document& document, const QJsonObject& variables, Done done)
{
    m_line.ask(document, variables,
               [this, task, &document, done = std::move(done)](Result<Reply, TransportError> reply) {
                   if (!reply || !reply->refused()) {
                       done(std::move(reply));
                   } else if (reply->errors.isEmpty()) {
                       done(Unexpected{badAnswer(200, QLatin1StringView(document.name))});
                   } else {
                       explain(task, reply->errors, [done](const TransportError& error) { done(Unexpected{error}); });
                   }
               });
}

void StaffDesk::explain(StaffTask task, const QStringList& errors, std::function<void(TransportError)> told)
{
    m_line.ask(kRoles, {{u"organizationId"_s, m_member.organisation}},
               [this, task, errors, told = std::move(told)](const Result<Reply, TransportError>& reply) {
                   if (!reply) {
                       // Nothing was learnt, which is no word about what was asked before.
                       auto error = reply.error();
                       error.meaning =
                           error.meaning == Meaning::NeverLeft ? Meaning::NeverLeft : Meaning::RefusedForNow;
                       told(error);
                       return;
                   }
                   if (reply->refused()) {
                       told(reply->errors.isEmpty() ? notSignedIn() : refusedForNow(errors));
                       return;
                   }
                   const auto user = reply->value.toObject();
                   if (!user.value("is_superadmin"_L1).toBool()) {
                       m_member.role = staffRoleOf(user.value("roles"_L1));
                   }
                   told(m_member.role < roleFor(task) ? staffProblem(ProblemType::Forbidden, errors.value(0))
                                                      : refusedForNow(errors));
               });
}

void StaffDesk::readPages(Pages pages)
{
    const auto first = std::max(0, pages.range.first);
    readPage(std::make_shared<Pages>(std::move(pages)), first);
}

void StaffDesk::readPage(const std::shared_ptr<Pages>& pages, int offset)
{
    const auto left = std::max(0, pages->range.first) + pages->range.count - offset;
    // Never 0, which is all of it for the server.
    const auto limit = std::clamp(left, 1, pages->pageSize);
    auto variables = pages->variables;
    variables.insert(u"organizationId"_s, m_member.organisation);
    variables.insert(u"cursor"_s, QJsonObject{{u"offset"_s, offset}, {u"limit"_s, limit}});
    ask(pages->task, pages->document, variables, [=, this](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            pages->done(Unexpected{reply.error()});
            return;
        }
        const auto page = reply->value.toObject();
        const auto total = page.value("pageInfo"_L1).toObject().value("total"_L1);
        if (!total.isDouble() || !page.value(pages->list).isArray()) {
            pages->done(Unexpected{badAnswer(200, pages->list)});
            return;
        }
        const auto items = page.value(pages->list).toArray();
        auto goesOn = true;
        for (const auto& each : items) {
            const auto taken = pages->take(each.toObject());
            if (!taken) {
                pages->done(Unexpected{badAnswer(200, taken.error().detail)});
                return;
            }
            goesOn = goesOn && *taken;
        }
        // A page may be shorter than asked for in the middle of the list: the total says where it ends.
        const auto next = offset + limit;
        if (goesOn && next < total.toInteger() && left > limit) {
            readPage(pages, next);
        } else {
            pages->done(total.toInteger());
        }
    });
}

} // namespace textbank::spoke
