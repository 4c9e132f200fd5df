#pragma once

#include "core/review/InboxSession.h"
#include "core/review/ReviewSession.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QtTest>
#include <optional>

namespace textbank {

/// A store with a campaign and both desks over it; each press is a new one.
class DeskFixture
{
public:
    explicit DeskFixture(int contacts = 5, quint64 seed = 1)
        : temp(seed)
    {
        temp.fill(contacts);
        open();
    }

    void open()
    {
        approver.emplace(temp.store(), temp.clock(), temp.random());
        approver->setClockOffset(Millis{0});
        undo.emplace(temp.store(), temp.clock(), temp.random());
        desk.emplace(temp.store(), *approver, *undo, temp.clock(), temp.random(), QStringLiteral("Robin Hale"));
        inbox.emplace(temp.store(), *approver, *undo, temp.clock(), temp.random(), QStringLiteral("Robin Hale"));
    }
    void close()
    {
        inbox.reset();
        desk.reset();
        undo.reset();
        approver.reset();
    }
    void reopen()
    {
        close();
        temp.reopen();
        open();
    }

    Store& store() { return temp.store(); }
    Press press() { return {++serial, InputKind::Key}; }
    static ContactId id(int index) { return build::contactId(index); }
    ContactId shown() const { return desk->card() ? desk->card()->record.contact.id : ContactId{}; }
    Result<CommandId> sendShown()
    {
        return desk->approve(press(), shown(), desk->card() ? desk->card()->text : QString());
    }
    Result<CommandId> sendDraft() { return inbox->approve(press(), inbox->current(), inbox->draft()); }
    void sendFirst(int count)
    {
        for (int i = 0; i < count; ++i) {
            temp.clock().advance(Seconds(1));
            QVERIFY(sendShown());
        }
    }
    bool apply(const Change& change)
    {
        return store().applyChanges(build::page({change}, QStringLiteral("cursor-%1").arg(++cursor))).has_value();
    }
    bool reply(int contact, const QString& text)
    {
        temp.clock().advance(Seconds(1));
        return apply(build::reply(id(contact), text, temp.clock().now(), QStringLiteral("reply-%1").arg(cursor + 1)));
    }
    bool campaignIs(const Campaign& campaign) { return store().applyCampaign(campaign).has_value(); }
    bool hold(int seconds)
    {
        Campaign campaign = build::campaign();
        campaign.version = QStringLiteral("held-%1").arg(seconds);
        campaign.policy.holdSeconds = seconds;
        return campaignIs(campaign);
    }

    TempStore temp;
    std::optional<Approver> approver;
    std::optional<UndoHistory> undo;
    std::optional<ReviewSession> desk;
    std::optional<InboxSession> inbox;
    quint64 serial = 0;
    int cursor = 0;
};

} // namespace textbank
