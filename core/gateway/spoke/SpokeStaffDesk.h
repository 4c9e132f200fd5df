#pragma once

#include "core/gateway/StaffGateway.h"
#include "core/gateway/spoke/SpokeLine.h"

#include <QJsonArray>
#include <QObject>
#include <functional>
#include <memory>

namespace textbank::spoke {

/// Who works here as staff, and how her questions are asked: with her role checked before, and every refusal told
/// apart after, since the server says the same for all of them.
class StaffDesk
{
public:
    explicit StaffDesk(Line& line)
        : m_line(line)
    {
    }
    using Entered = std::function<void(GatewayResult<void>)>;
    /// Reads who is signed in; `organisation` as in StaffLogIn.
    void open(const QString& organisation, Answer<StaffMember> answer);
    /// Runs `then` when her role, as it was read last, is enough: else with Forbidden, or NotSignedIn before open().
    /// Never before it has returned.
    void enter(StaffTask task, Entered then);
    /// A question; what comes back is an answer with a value.
    void ask(StaffTask task, const Document& document, const QJsonObject& variables, Done done);
    /// What a refusal means: signed out, not allowed (any more), or something else.
    void explain(StaffTask task, const QStringList& errors, std::function<void(TransportError)> told);

    /// One page after the other of what has pages: `list` is the member with its items. `take` says whether to go on.
    struct Pages
    {
        StaffTask task;
        const Document& document;
        QJsonObject variables;
        QLatin1StringView list;
        StaffRange range;
        int pageSize = 100;
        std::function<Result<bool>(const QJsonObject& item)> take;
        std::function<void(GatewayResult<qint64>)> done; ///< With the total, as the server counts it.
    };
    void readPages(Pages pages);

    Line& line() { return m_line; }
    const StaffMember& member() const { return m_member; }
    static StaffRole roleFor(StaffTask task);
    /// Runs once control is back at the event loop; not at all after cancelAll().
    void later(std::function<void()> work) const;
    void cancelAll() { m_alive = std::make_unique<QObject>(); }

private:
    struct Opening;
    void readRoles(const std::shared_ptr<Opening>& opening);
    void readPage(const std::shared_ptr<Pages>& pages, int offset);

    Line& m_line;
    StaffMember m_member;
    std::unique_ptr<QObject> m_alive = std::make_unique<QObject>();
};

TransportError staffProblem(ProblemType type, const QString& title = {});

} // namespace textbank::spoke
