#include "core/gateway/spoke/SpokeBook.h"

#include "core/gateway/AttemptReading.h"

#include <QJsonArray>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
struct Book::Reading
{
    QString user;
    QString displayName;
    QString highestRole;
    QStringList organizations;
    QHash<QString, Organization> about;
    QList<Todo> todos;
    QStringList left; ///< Organisations still to be asked about.
    bool everything = false;
};

void Book::forget()
{
    m_known = false;
    m_user.clear();
    m_displayName.clear();
    m_highestRole.clear();
    m_organizations.clear();
    m_about.clear();
    m_todos.clear();
}

void Book::refresh(bool everything, const Read& done)
{
    auto reading = std::make_shared<Reading>();
    if (everything || !m_known) {
        readPerson(reading, done);
        return;
    }
    reading->user = m_user;
    reading->displayName = m_displayName;
    reading->organizations = m_organizations;
    reading->about = m_about;
    reading->left = m_organizations;
    readTodosOf(reading, done);
}

void Book::readPerson(const std::shared_ptr<Reading>& reading, const Read& done)
{
    m_line.ask(kCurrentUser, {}, [this, reading, done](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            done(Unexpected{reply.error()});
            return;
        }
        if (reply->refused()) {
            done(Unexpected{reply->errors.isEmpty() ? notSignedIn() : refusedForNow(reply->errors)});
            return;
        }
        const auto person = reply->value.toObject();
        reading->user = person.value("id"_L1).toString();
        reading->displayName =
            (person.value("firstName"_L1).toString() + u' ' + person.value("lastName"_L1).toString()).trimmed();
        const auto organizations = person.value("organizations"_L1).toArray();
        for (const auto& each : organizations) {
            if (const auto id = each.toObject().value("id"_L1).toString(); !id.isEmpty()) {
                reading->organizations.append(id);
            }
        }
        if (reading->user.isEmpty()) {
            done(Unexpected{badAnswer(200, u"currentUser.id"_s)});
            return;
        }
        reading->left = reading->organizations;
        readOrganizations(reading, done);
    });
}

void Book::readOrganizations(const std::shared_ptr<Reading>& reading, const Read& done)
{
    if (reading->left.isEmpty()) {
        reading->left = reading->organizations;
        readTodosOf(reading, done);
        return;
    }
    const auto id = reading->left.takeFirst();
    m_line.ask(kOrganization, {{u"id"_s, id}}, [this, reading, done](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            done(Unexpected{reply.error()});
            return;
        }
        // Somebody suspended there is refused: the to-dos will say so.
        if (!reply->refused()) {
            const auto about = readOrganization(reply->value.toObject());
            if (!about) {
                done(Unexpected{badAnswer(200, about.error().detail)});
                return;
            }
            reading->about.insert(about->id, *about);
        }
        readOrganizations(reading, done);
    });
}

void Book::readTodosOf(const std::shared_ptr<Reading>& reading, const Read& done)
{
    if (reading->left.isEmpty()) {
        take(*reading);
        done({});
        return;
    }
    const auto id = reading->left.takeFirst();
    m_line.read(kUser, {{u"organizationId"_s, id}, {u"userId"_s, QJsonValue()}},
                [this, id, reading, done](const Result<Reply, TransportError>& reply) {
                    if (!reply) {
                        done(Unexpected{reply.error()});
                        return;
                    }
                    const auto user = reply->value.toObject();
                    const auto role = spoke::highestRole(user.value("roles"_L1));
                    if (rankOf(role) > rankOf(reading->highestRole)) {
                        reading->highestRole = role;
                    }
                    const auto todos = readTodos(user, id);
                    if (!todos) {
                        done(Unexpected{badAnswer(200, todos.error().detail)});
                        return;
                    }
                    if (rankOf(role) > 0) {
                        reading->todos += *todos; // Whoever is suspended still sees them, and can read none.
                    }
                    readTodosOf(reading, done);
                });
}

void Book::take(const Reading& reading)
{
    m_user = reading.user;
    m_displayName = reading.displayName;
    m_highestRole = reading.highestRole;
    m_organizations = reading.organizations;
    m_about = reading.about;
    m_todos = reading.todos;
    m_known = true;
}

const Todo* Book::ofCampaign(const CampaignId& id) const
{
    const auto found = std::find_if(m_todos.cbegin(), m_todos.cend(), [&](const auto& t) { return t.campaign == id; });
    return found == m_todos.cend() ? nullptr : &*found;
}

const Todo* Book::ofAssignment(const QString& id) const
{
    const auto found =
        std::find_if(m_todos.cbegin(), m_todos.cend(), [&](const auto& t) { return t.assignment == id; });
    return found == m_todos.cend() ? nullptr : &*found;
}

const Organization* Book::organization(const QString& id) const
{
    const auto found = m_about.constFind(id);
    return found == m_about.cend() ? nullptr : &*found;
}

const Organization* Book::home() const
{
    return m_organizations.isEmpty() ? nullptr : organization(m_organizations[0]);
}

bool Book::isSuspended() const { return m_known && rankOf(m_highestRole) < 1; }

} // namespace textbank::spoke
