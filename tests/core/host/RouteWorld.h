#pragma once

#include "core/host/Entrance.h"
#include "core/host/http/HttpFace.h"
#include "tests/core/host/RawHttp.h"
#include "tests/core/host/TestHost.h"

#include <QSqlQuery>
#include <QSqlRecord>

namespace textbank {

/// Everybody who can come to a gateway, and what each of them holds, for asking everything as everybody.
class RouteWorld
{
public:
    /// The columns of the route table, in this order.
    enum Who {
        Nobody,     ///< No token.
        Guesser,    ///< A token that was never given.
        Ada,        ///< Volunteer A: what is asked for is mostly hers.
        Ben,        ///< Volunteer B of the same campaign.
        Staff,      ///< Of the same organisation.
        OtherStaff, ///< Of another organisation on the same gateway.
        Ending,     ///< A volunteer whose session staff ended a moment ago.
        Gone,       ///< Signed out.
        WhoCount
    };
    static const char* nameOf(Who who)
    {
        static constexpr const char* kNames[]{"nobody", "guesser",     "ada",    "ben",
                                              "staff",  "other staff", "ending", "gone"};
        return kNames[who];
    }

    RouteWorld()
        : room(12)
    {
        sister = room.addCampaign(QStringLiteral("campaign-2"), QStringLiteral("Neighbours for Parks"));
        foreign = room.addCampaign(QStringLiteral("campaign-9"), QStringLiteral("Friends of the Library"));
        room.importList(foreign, "First Name,Last Name,Phone,State,ZIP\nZelda,Quill,+13125550177,TX,78701\n"
                                 "Zoe,Quill,+13125550178,TX,78701\n");
        signIn(Ada, room.campaign);
        signIn(Ben, room.campaign);
        signIn(Staff, room.campaign, Role::Staff);
        signIn(OtherStaff, foreign, Role::Staff);
        signIn(Ending, room.campaign);
        signIn(Gone, room.campaign);
        m_tokens[Guesser] = QStringLiteral("Z3Vlc3NlZC1ndWVzc2VkLWd1ZXNzZWQtZ3Vlc3NlZC0");
        adas = batch(Ada, room.campaign, 2);
        bens = batch(Ben, room.campaign, 2);
        endings = batch(Ending, room.campaign, 2);
        const auto zoe = room.texter(foreign, 1);
        zoes = zoe;
        adasSend = textFirst(adas);
        endingsSend = textFirst(endings);
        zoesSend = textFirst(zoes);
        const auto staff = caller(Staff);
        if (!room.host->revoke(staff, endings.caller.volunteer, QStringLiteral("lost")) ||
            !room.host->signOut(caller(Gone))) {
            qFatal("world");
        }
        auto listening = HttpFace::listen(*room.host, {});
        if (!listening) {
            qFatal("face");
        }
        m_face = std::move(*listening);
    }

    RawAnswer ask(Who who, const QByteArray& method, const QByteArray& target, const QByteArray& body = {})
    {
        RawHttp http(m_face->port());
        http.send(rawRequest(method, target, m_tokens[who], body));
        return http.next(5000, method == "HEAD");
    }
    Caller caller(Who who) { return *room.host->authenticate(m_tokens[who]); }
    /// All that the gateway keeps of a texter: session, contacts, and what was done with those. One line a fact.
    QStringList keptOf(const Texter& texter)
    {
        static const QString kOfVolunteer[]{
            QStringLiteral("SELECT * FROM sessions WHERE volunteer = ?1"),
            QStringLiteral("SELECT id, frozen, frozen_reason FROM volunteers WHERE id = ?1"),
            QStringLiteral("SELECT * FROM leases WHERE volunteer = ?1 ORDER BY id"),
            QStringLiteral("SELECT * FROM contacts WHERE volunteer = ?1 ORDER BY id")};
        static const QString kOfContact[]{QStringLiteral("SELECT * FROM contacts WHERE id = ?1"),
                                          QStringLiteral("SELECT * FROM messages WHERE contact = ?1 ORDER BY id"),
                                          QStringLiteral("SELECT * FROM answers WHERE contact = ?1 ORDER BY step"),
                                          QStringLiteral("SELECT * FROM tags WHERE contact = ?1 ORDER BY tag"),
                                          QStringLiteral("SELECT * FROM notes WHERE contact = ?1 ORDER BY id"),
                                          QStringLiteral("SELECT * FROM escalations WHERE contact = ?1"),
                                          QStringLiteral("SELECT * FROM suppressions WHERE contact = ?1")};
        QStringList lines;
        const auto read = [&](const QString& sql, const QString& id) {
            const auto done = room.host->database().run(sql, {id}, [&](const QSqlQuery& row) {
                QStringList cells;
                for (int i = 0; i < row.record().count(); ++i) {
                    cells.append(QString::fromLatin1(row.value(i).toByteArray().toPercentEncoding()));
                }
                lines.append(cells.join(QLatin1Char('|')));
                return true;
            });
            if (!done) {
                qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().detail));
            }
        };
        for (const auto& sql : kOfVolunteer) {
            read(sql, texter.caller.volunteer.value);
        }
        for (const auto& contact : texter.page.contacts) {
            for (const auto& sql : kOfContact) {
                read(sql, contact.id.value);
            }
        }
        return lines;
    }
    QString newCode() { return room.host->makeJoinCode(room.campaign, {}).value_or(QString()); }

    TestHost room;
    CampaignId sister;  ///< Of the same organisation; no volunteer is on it.
    CampaignId foreign; ///< Of the other organisation.
    Texter adas;
    Texter bens;
    Texter endings;
    Texter zoes; ///< A volunteer of the other organisation.
    CommandId adasSend;
    CommandId endingsSend;
    CommandId zoesSend;

private:
    void signIn(Who who, const CampaignId& campaign, Role role = Role::Volunteer)
    {
        Host::JoinCodeOptions options;
        options.role = role;
        const auto code = room.host->makeJoinCode(campaign, options);
        const auto joined = room.host->join({*code, QString::fromLatin1(nameOf(who)),
                                             DeviceId{QStringLiteral("laptop-%1").arg(who)}, QStringLiteral("Laptop")},
                                            QStringLiteral("203.0.113.7"));
        if (!joined) {
            qFatal("join refused");
        }
        m_tokens[who] = joined->token;
    }
    Texter batch(Who who, const CampaignId& campaign, int size)
    {
        Texter made;
        made.caller = caller(who);
        made.page = *room.host->lease(made.caller, {room.newId(), campaign, size});
        made.cursor = made.page.cursor;
        return made;
    }
    /// The second of their contacts has had a text; the first is still to be texted.
    CommandId textFirst(const Texter& texter)
    {
        const auto command = room.text(texter, texter.page.contacts.last());
        if (room.push(texter.caller, command).status != CommandStatus::Accepted) {
            qFatal("text refused");
        }
        return command.id;
    }

    QString m_tokens[WhoCount];
    std::unique_ptr<HttpFace> m_face;
};

} // namespace textbank
