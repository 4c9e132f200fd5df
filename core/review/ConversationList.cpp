#include "core/review/ConversationList.h"

#include <algorithm>

namespace textbank {

namespace {

constexpr int kPreviewLength = 120;
constexpr int kReadAtOnce = 60; ///< More than a tall window shows.

QString previewOf(const QString& text)
{
    // Only the beginning is looked at: a reply may be 10,000 characters long.
    QString line = text.left(8 * kPreviewLength).simplified().left(kPreviewLength);
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

} // namespace

ConversationList::ConversationList(const Store& store, const ReplyShield* shield)
    : m_store(store)
    , m_shield(shield)
{
    rebuild();
}

bool ConversationList::isWaiting(const ContactRecord& record)
{
    return record.stage == ContactStage::NeedsReply && record.assigned && !record.optedOut && !record.wrongNumber &&
           !record.escalated;
}

void ConversationList::setFilter(InboxSession::Filter filter)
{
    m_filter = filter;
    rebuild();
}

bool ConversationList::belongs(const ContactRecord& record) const
{
    const bool conversation = record.stage != ContactStage::NeedsFirstMessage || record.lastActivity != Instant{};
    switch (m_filter) {
    case InboxSession::Filter::Waiting:
        return isWaiting(record);
    case InboxSession::Filter::All:
        return conversation;
    case InboxSession::Filter::SetAside:
        return record.setAside && conversation;
    case InboxSession::Filter::Escalated:
        return record.escalated;
    case InboxSession::Filter::Closed:
        return record.stage == ContactStage::Closed;
    case InboxSession::Filter::OptedOut:
        return record.optedOut;
    }
    return false;
}

ConversationList::Key ConversationList::keyOf(const ContactRecord& record) const
{
    const int place = m_places.value(record.contact.id);
    if (isWaiting(record))
        return {record.setAside ? 1 : 0, toMs(record.waitingSince), place, record.contact.id};
    return {2, -toMs(record.lastActivity), place, record.contact.id};
}

InboxSession::Line ConversationList::lineOf(const ContactRecord& record) const
{
    const Preview preview = m_previews.value(record.contact.id);
    return {record.contact.id, preview.text, preview.ours, record.lastActivity, preview.harshness, preview.media};
}

void ConversationList::takeInPlaces()
{
    const QList<ContactId>& order = m_store.contactOrder();
    for (qsizetype i = m_places.size(); i < order.size(); ++i)
        m_places.insert(order[i], static_cast<int>(i));
}

void ConversationList::rebuild()
{
    takeInPlaces();
    m_lines.clear();
    m_keys.clear();
    m_keyOf.clear();
    m_readUpTo = 0;
    for (const ContactId& contact : m_store.contactOrder()) {
        const ContactRecord* record = m_store.contact(contact);
        if (record && belongs(*record))
            m_keys.push_back(keyOf(*record));
    }
    std::sort(m_keys.begin(), m_keys.end());
    m_lines.reserve(static_cast<qsizetype>(m_keys.size()));
    for (const Key& key : m_keys) {
        m_keyOf.insert(key.contact, key);
        m_lines.append(lineOf(*m_store.contact(key.contact)));
    }
    readPreviews(kReadAtOnce);
}

int ConversationList::indexOf(const ContactId& contact) const
{
    const auto key = m_keyOf.constFind(contact);
    if (key == m_keyOf.constEnd())
        return -1;
    return static_cast<int>(std::lower_bound(m_keys.cbegin(), m_keys.cend(), *key) - m_keys.cbegin());
}

ContactId ConversationList::waitingAfter(int index, const ContactId& except) const
{
    const int size = static_cast<int>(m_lines.size());
    for (int step = 1; step <= size; ++step) {
        const Key& key = m_keys[static_cast<size_t>((std::max(index, -1) + step) % size)];
        if (key.group < 2 && key.contact != except)
            return key.contact;
    }
    return {};
}

bool ConversationList::apply(const StoreChange& change)
{
    if (change.everything) {
        m_places.clear();
        m_previews.clear();
        rebuild();
        return true;
    }
    takeInPlaces();
    bool any = false;
    for (const ContactId& contact : change.contacts)
        any = update(contact) || any;
    return any;
}

bool ConversationList::update(const ContactId& contact)
{
    m_previews.remove(contact);
    const ContactRecord* record = m_store.contact(contact);
    const bool belongsNow = record && belongs(*record);
    const int before = indexOf(contact);
    if (!belongsNow && before < 0)
        return false;
    if (before >= 0) {
        m_keys.erase(m_keys.begin() + before);
        m_keyOf.remove(contact);
        m_lines.removeAt(before);
        m_readUpTo -= before < m_readUpTo ? 1 : 0;
    }
    if (!belongsNow)
        return true;
    const Key key = keyOf(*record);
    const auto at = std::lower_bound(m_keys.begin(), m_keys.end(), key);
    const int index = static_cast<int>(at - m_keys.begin());
    m_keys.insert(at, key);
    m_keyOf.insert(contact, key);
    m_lines.insert(index, lineOf(*record));
    read(index);
    m_readUpTo += index <= m_readUpTo ? 1 : 0;
    return true;
}

bool ConversationList::readPreviews(int most)
{
    const int size = static_cast<int>(m_lines.size());
    for (; m_readUpTo < size && most > 0; ++m_readUpTo) {
        if (m_previews.value(m_lines.at(m_readUpTo).contact).read)
            continue;
        read(m_readUpTo);
        --most;
    }
    return m_readUpTo < size;
}

void ConversationList::read(int index)
{
    InboxSession::Line& line = m_lines[index];
    Preview preview;
    preview.read = true;
    const Result<QList<Message>> thread = m_store.conversation(line.contact);
    if (thread && !thread->isEmpty()) {
        preview.text = previewOf(thread->back().text);
        preview.ours = thread->back().direction == Direction::Outgoing;
        preview.media = thread->back().media;
        if (m_shield && !preview.ours)
            preview.harshness = m_shield->read(thread->back().text);
    }
    line.preview = preview.text;
    line.lastIsOurs = preview.ours;
    line.harshness = preview.harshness;
    line.media = preview.media;
    m_previews.insert(line.contact, preview);
}

} // namespace textbank
