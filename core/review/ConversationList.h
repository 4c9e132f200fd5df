#pragma once

#include "core/review/InboxSession.h"

#include <QHash>
#include <vector>

namespace textbank {

/// The conversations of one filter in their order, kept as the store changes: a change moves its own lines only, and a
/// text is read again only for the contact it came to.
class ConversationList
{
public:
    /// Without a shield every text counts as mild.
    explicit ConversationList(const Store& store, const ReplyShield* shield = nullptr);

    InboxSession::Filter filter() const { return m_filter; }
    void setFilter(InboxSession::Filter filter);
    const QList<InboxSession::Line>& lines() const { return m_lines; }
    int indexOf(const ContactId& contact) const;
    /// The first waiting conversation after place `index`, from the top again after the last; never `except`.
    ContactId waitingAfter(int index, const ContactId& except) const;
    /// True when the lines are others now.
    bool apply(const StoreChange& change);
    /// Reads the last messages of the next `most` lines that lack theirs; false when all have theirs.
    bool readPreviews(int most);

    /// A reply waits and can be answered from here.
    static bool isWaiting(const ContactRecord& record);

private:
    struct Key
    {
        int group = 0; ///< 0 waiting, 1 waiting but set aside, 2 the rest.
        qint64 time = 0;
        int place = 0; ///< In the batch; decides among equals.
        ContactId contact;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Preview
    {
        QString text;
        bool ours = false;
        bool read = false;
        Harshness harshness = Harshness::Mild;
        int media = 0;
    };
    bool belongs(const ContactRecord& record) const;
    Key keyOf(const ContactRecord& record) const;
    void takeInPlaces();
    void rebuild();
    bool update(const ContactId& contact);
    void read(int index);
    InboxSession::Line lineOf(const ContactRecord& record) const;

    const Store& m_store;
    const ReplyShield* m_shield;
    InboxSession::Filter m_filter = InboxSession::Filter::Waiting;
    QList<InboxSession::Line> m_lines;
    std::vector<Key> m_keys; ///< As m_lines; sorted.
    QHash<ContactId, Key> m_keyOf;
    QHash<ContactId, int> m_places; ///< Of every contact in the batch order.
    QHash<ContactId, Preview> m_previews;
    int m_readUpTo = 0; ///< All lines before this have their previews.
};

} // namespace textbank
