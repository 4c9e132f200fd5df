#include "core/base/Log.h"
#include "core/gateway/spoke/SpokeStream.h"
#include "core/gateway/spoke/SpokeThread.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

// Contacts in full: read by their ids or with their whole assignment, and told page by page.
namespace textbank::spoke {
namespace {

constexpr qsizetype kWorthAll = 300; ///< So many contacts come faster with the whole assignment than by their ids.

QList<Message> messagesOf(const ContactId& contact, const QList<ThreadText>& texts)
{
    QList<Message> messages;
    for (const auto& text : texts) {
        messages.append({text.id,
                         contact,
                         text.isIncoming ? Direction::Incoming : Direction::Outgoing,
                         text.text,
                         text.at,
                         text.isIncoming ? Delivery::Delivered : Delivery::Sent,
                         {},
                         text.media});
    }
    return messages;
}

} // namespace

void Stream::nextContacts(const LookPtr& look)
{
    if (m_wanted.isEmpty()) {
        finish(look);
        return;
    }
    const auto assignment = m_wanted.keys().value(0);
    auto& queue = m_wanted[assignment];
    const auto isFirstPage = m_lastCursor.isEmpty();
    const auto size = std::min<qsizetype>(queue.size(), isFirstPage ? m_pace.firstPage : m_pace.page);
    QList<ContactId> ids;
    for (qsizetype i = 0; i < size; ++i) {
        ids.append(queue.at(i));
    }
    const auto isRead = std::all_of(ids.cbegin(), ids.cend(), [this](const auto& id) { return m_read.contains(id); });
    if (isRead) {
        tell(look, assignment, ids);
    } else if (queue.size() > kWorthAll && !isFirstPage) {
        readWhole(look, assignment);
    } else {
        readSome(look, assignment, ids);
    }
}

void Stream::readWhole(const LookPtr& look, const QString& assignment)
{
    m_parts.line.read(kWhole, {{u"assignmentId"_s, assignment}}, [=, this](const Result<Reply, TransportError>& reply) {
        if (!reply) {
            fail(look, reply.error());
            return;
        }
        const auto queue = m_wanted.value(assignment);
        const QSet<ContactId> wanted(queue.cbegin(), queue.cend());
        const auto list = reply->value.toObject().value("contacts"_L1).toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            // Whoever is not waited for would be told at her next change, as she was now.
            const auto isBroken = reply->brokenItems.contains(i);
            if (auto state = readContact(list.at(i).toObject());
                state && !isBroken && wanted.contains(state->contact.id)) {
                m_read.insert(state->contact.id, *state);
            }
        }
        tell(look, assignment, queue.mid(0, std::min<qsizetype>(queue.size(), m_pace.page)));
    });
}

void Stream::readSome(const LookPtr& look, const QString& assignment, const QList<ContactId>& ids)
{
    QJsonArray asked;
    for (const auto& id : ids) {
        asked.append(id.value);
    }
    m_parts.line.read(kContacts, {{u"assignmentId"_s, assignment}, {u"contactIds"_s, asked}},
                      [=, this](const Result<Reply, TransportError>& reply) {
                          if (!reply) {
                              fail(look, reply.error());
                              return;
                          }
                          const auto list = reply->value.toArray();
                          for (qsizetype i = 0; i < list.size(); ++i) {
                              if (reply->brokenItems.contains(i)) {
                                  continue; // A thread or a mark that could not be loaded looks like none.
                              }
                              if (auto state = readContact(list.at(i).toObject())) {
                                  m_read.insert(state->contact.id, *state);
                              } else if (!list.at(i).isNull()) {
                                  logWarning("spoke", u"a contact cannot be read: "_s + state.error().detail);
                              }
                          }
                          tell(look, assignment, ids);
                      });
}

// What could not be read is wanted again at the next look: its line counts as not seen. A contact that was taken away
// is missing from the next list.
void Stream::tell(const LookPtr& look, const QString& assignment, const QList<ContactId>& ids)
{
    const auto* todo = m_parts.book.ofAssignment(assignment);
    auto& seen = m_seen[assignment];
    auto& queue = m_wanted[assignment];
    for (const auto& id : ids) {
        queue.removeOne(id);
        const auto line = m_listed.take(id);
        const auto there = m_read.constFind(id);
        if (there == m_read.cend() || todo == nullptr) {
            seen.isWhole = false;
            continue;
        }
        if (addContact(look, *todo, *there)) {
            seen.lines.insert(id, line);
        }
        m_read.erase(there);
    }
    if (queue.isEmpty()) {
        m_wanted.remove(assignment);
    }
    finish(look);
}

// False while something of it cannot be told yet.
bool Stream::addContact(const LookPtr& look, const Todo& todo, const ContactState& there)
{
    const auto& id = there.contact.id;
    auto contact = there.contact;
    contact.campaign = todo.campaign;
    contact.lease = LeaseId{todo.assignment};
    contact.ordinal = m_ordinals.value(id);
    const auto* local = m_parts.record != nullptr ? m_parts.record->contact(id) : nullptr;
    const auto isOurs = local != nullptr && local->assigned && local->contact.lease == contact.lease;
    const auto known = local != nullptr ? m_parts.record->conversation(id) : Result<QList<Message>>(QList<Message>());
    if (!known) {
        return false;
    }
    const Thread thread(there, *known);
    const auto isInDoubt = !thread.strange().isEmpty() && thread.hasOpen();
    auto news = thread.unseen();
    if (!isInDoubt) {
        news += thread.strange();
        std::stable_sort(news.begin(), news.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    }
    if (isOurs) {
        contact.ordinal = local->contact.ordinal;
    }
    const auto isWrittenElsewhere = !isInDoubt && !thread.strange().isEmpty();
    if (!isOurs || isWrittenElsewhere || contact != local->contact) {
        ContactAssigned assigned{contact, leaseOf(todo, m_parts.line.serverNow()), there.stage(), messagesOf(id, news)};
        for (auto it = there.answers.cbegin(); it != there.answers.cend(); ++it) {
            assigned.answers.insert(StepId{it.key()}, it.value());
        }
        const auto* organization = m_parts.book.organization(todo.organization);
        for (const auto& tag : there.tags) {
            if (organization != nullptr && organization->tags.contains(tag)) {
                assigned.tags.append(organization->tags.value(tag));
            }
        }
        look->changes.append(assigned);
    } else {
        for (const auto& message : messagesOf(id, news)) {
            look->changes.append(MessageReceived{message});
        }
    }
    if (there.optedOut && (local == nullptr || !local->optedOut)) {
        look->changes.append(OptOutAdded{contact.phone, id, OptOutSource::Gateway, {}, there.updatedAt});
    }
    return !isInDoubt;
}

} // namespace textbank::spoke
