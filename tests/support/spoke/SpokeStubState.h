#pragma once

#include "tests/support/spoke/SpokeStubModel.h"

#include <functional>

namespace textbank {

/// What a Spoke server knows, and what happens to it: the truth behind SpokeStub. Tests may read and change all of it.
class SpokeStubState
{
public:
    using Now = std::function<Instant()>;
    explicit SpokeStubState(Now now);

    SpokeSwitches switches;
    QMap<int, SpokeOrganization> organizations;
    QMap<int, SpokeUser> users;
    QMap<int, SpokeCampaign> campaigns;
    QMap<int, SpokeAssignment> assignments;
    QMap<int, SpokeContact> contacts;
    QSet<QString> invites;     ///< Hashes of /invite links.
    QMap<QString, int> resets; ///< Hashes of /reset links and whose they are.
    QList<SpokeSent> sent;     ///< Every sendMessage carried out, in order.
    QList<int> optOutRows;     ///< Contact of each opt-out entry, in order; a repeat makes a second one.
    int nextId = 1;            ///< Of tags, steps, canned responses and whatever else has no table of its own.

    Instant now() const { return m_now(); }
    /// Later than every stamp before it, by a millisecond at least; else now.
    Instant stamp();
    int lastMessage() const { return m_lastMessage; }

    // --- what voters do
    /// Arrives where this cell was last texted from, else at the contact; STOP and its like are heard.
    void reply(int contact, const QString& text);
    void sendPicture(int contact, const QString& url);
    /// What the fake carrier answers to texts with "autorespond", a moment after each was sent.
    void autorespond();

    // --- what the server and staff do
    /// Stores and sends without any check; the text is changed as Spoke changes it.
    SpokeMessage send(int contact, int user, const QString& text);
    void optOut(int contact);
    /// 0: into the pool. Makes the assignment where the user has none in that campaign.
    void reassign(const QList<int>& contacts, int user);
    void archive(int campaign) { campaigns[campaign].archived = true; }
    /// Takes back what was not texted, or everything.
    enum class Release { Unsent, All };
    QList<int> release(int assignment, Release which);
    void setStatus(int contact, const QString& status);
    /// The names of a campaign's custom fields are those of its first contact.
    void learnFields(const SpokeContact& contact);
    /// Made when it is not there.
    int assignmentOf(int user, int campaign);

    // --- questions
    const SpokeAssignment* assignmentFor(const SpokeContact& contact) const;
    QList<int> contactsOf(int assignment) const;
    QList<int> pool(int campaign) const;
    std::optional<SpokeRole> roleIn(int user, int organization) const;
    int organizationOf(const SpokeContact& contact) const;
    bool isOptedOut(const SpokeContact& contact) const;
    std::optional<int> userByEmail(const QString& email) const;
    /// Texts that left to this contact.
    QStringList textsTo(int contact) const;
    /// Contacts that have got more than one first text, or one text twice.
    QList<int> textedTwice() const;

private:
    void hear(SpokeContact& contact, const QString& text);

    Now m_now;
    QList<std::pair<int, QString>> m_responses;
    Instant m_lastStamp{};
    int m_lastMessage = 0;
};

} // namespace textbank
