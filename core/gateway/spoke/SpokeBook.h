#pragma once

#include "core/gateway/spoke/SpokeLine.h"
#include "core/gateway/spoke/SpokeTodo.h"

#include <QHash>
#include <functional>
#include <optional>

namespace textbank::spoke {

/// Who is signed in, and what there is to do for her: read from the server, held until it is read again.
class Book
{
public:
    explicit Book(Line& line)
        : m_line(line)
    {
    }
    using Read = std::function<void(GatewayResult<void>)>;

    /// To-dos and roles anew, in one question for each organisation; with `everything` the person and the organisations
    /// too. Either all of it is taken or nothing. NotSignedIn when nobody is.
    void refresh(bool everything, const Read& done);
    void forget();

    bool isKnown() const { return m_known; }
    const QString& user() const { return m_user; }
    const QString& displayName() const { return m_displayName; }
    const QList<Todo>& todos() const { return m_todos; }
    const Todo* ofCampaign(const CampaignId& id) const;
    const Todo* ofAssignment(const QString& id) const;
    /// Null when it was not read yet.
    const Organization* organization(const QString& id) const;
    /// The first of those the person belongs to; null when there is none.
    const Organization* home() const;
    /// In the organisation where she may do most.
    const QString& highestRole() const { return m_highestRole; }
    /// She belongs to somebody, and nobody lets her text.
    bool isSuspended() const;

private:
    struct Reading;
    void readPerson(const std::shared_ptr<Reading>& reading, const Read& done);
    void readOrganizations(const std::shared_ptr<Reading>& reading, const Read& done);
    void readTodosOf(const std::shared_ptr<Reading>& reading, const Read& done);
    void take(const Reading& reading);

    Line& m_line;
    bool m_known = false;
    QString m_user;
    QString m_displayName;
    QString m_highestRole;
    QStringList m_organizations;
    QHash<QString, Organization> m_about;
    QList<Todo> m_todos;
};

} // namespace textbank::spoke
