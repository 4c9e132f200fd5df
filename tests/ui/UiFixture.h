#pragma once

#include "core/gateway/Wire.h"
#include "core/review/Finder.h"
#include "core/review/InboxSession.h"
#include "core/review/ReplyMask.h"
#include "core/review/ReviewSession.h"
#include "core/review/SnippetDesk.h"
#include "core/sync/SyncEngine.h"
#include "tests/support/Builders.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/TempStore.h"
#include "ui/Shift.h"
#include "ui/settings/ActionMap.h"
#include "ui/settings/Preferences.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/PaintNow.h"

#include <QApplication>
#include <QFile>
#include <QtTest>
#include <optional>

namespace textbank {

class AlwaysOnline final : public Connectivity
{
public:
    bool mayBeOnline() const override { return true; }
};

/// A shift over a real store, a fake gateway and the program's look and keys; what app/ builds, on a fake clock.
class UiFixture
{
public:
    explicit UiFixture(int contacts = 5, const std::optional<Campaign>& campaign = {})
        : preferences(temp.folder() + QStringLiteral("/preferences.ini"))
        , actions(preferences)
        , gateway(temp.clock())
        , stream(temp.clock())
    {
        if (contacts > 0)
            temp.fill(contacts);
        if (campaign) {
            Campaign own = *campaign;
            own.id = build::campaignId();
            const bool applied = temp->applyCampaign(own).has_value();
            Q_ASSERT(applied);
            Q_UNUSED(applied)
        } else if (contacts == 0) {
            Q_UNUSED(temp->applyCampaign(build::campaign()).has_value())
        }
        gateway.addCampaign(campaign.value_or(build::campaign()));
        open();
    }
    ~UiFixture() { close(); }

    /// The campaign that comes with practice: with a brief, a script in two languages and canned responses.
    static Campaign practiceCampaign()
    {
        QFile file(QStringLiteral(":/practice/campaign.json"));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        Q_UNUSED(opened)
        auto json = wire::parseObject(file.readAll());
        Q_ASSERT(json);
        QJsonObject object = *json;
        if (!object.contains(QStringLiteral("version")))
            object.insert(QStringLiteral("version"), QStringLiteral("1"));
        auto campaign = wire::readCampaign(object);
        Q_ASSERT(campaign);
        campaign->id = build::campaignId();
        return *campaign;
    }

    void open()
    {
        engine.emplace(temp.store(), gateway, stream, online, temp.clock(), temp.random());
        approver.emplace(temp.store(), temp.clock(), temp.random());
        approver->setClockOffset(Millis{0});
        undo.emplace(temp.store(), temp.clock(), temp.random());
        review.emplace(temp.store(), *approver, *undo, temp.clock(), temp.random(), name());
        mask.emplace(shield);
        inbox.emplace(temp.store(), *approver, *undo, temp.clock(), temp.random(), name(), &reader(), &shield);
        finder.emplace(temp.store(), &shield);
        snippets.emplace(temp.store(), temp.clock(), temp.random());
        shift.reset(new Shift{temp.store(),
                              *engine,
                              *review,
                              *inbox,
                              *undo,
                              *finder,
                              *mask,
                              *snippets,
                              temp.clock(),
                              build::campaignId(),
                              name(),
                              QStringLiteral("Valley Votes"),
                              QStringLiteral("gateway.valleyvotes.example"),
                              false,
                              false,
                              {}});
    }
    void close()
    {
        shift.reset();
        snippets.reset();
        finder.reset();
        inbox.reset();
        mask.reset();
        review.reset();
        undo.reset();
        approver.reset();
        engine.reset();
    }
    /// As the program reads replies; opened once for all tests of a program.
    static const ReplyClassifier& reader()
    {
        static const auto kReader = ReplyClassifier::builtIn();
        return kReader;
    }
    static QString name() { return QStringLiteral("Robin Hale"); }

    Store& store() { return temp.store(); }
    FakeClock& clock() { return temp.clock(); }
    static ContactId id(int index) { return build::contactId(index); }
    ContactId shown() const { return review->card() ? review->card()->record.contact.id : ContactId{}; }
    bool apply(const Change& change)
    {
        return store().applyChanges(build::page({change}, QStringLiteral("cursor-%1").arg(++cursor))).has_value();
    }
    bool reply(int contact, const QString& text) { return replyOf(id(contact), text); }
    bool replyOf(const ContactId& contact, const QString& text)
    {
        clock().advance(Seconds(1));
        return apply(build::reply(contact, text, clock().now(), QStringLiteral("reply-%1").arg(cursor + 1)));
    }
    /// Sends `count` first messages without a window; then the desks are made anew, as after a restart.
    void sendFirst(int count)
    {
        quint64 serial = 0;
        for (int i = 0; i < count; ++i) {
            clock().advance(Seconds(7));
            const auto sent = review->approve({++serial, InputKind::Key}, shown(), review->card()->text);
            QVERIFY(sent);
        }
        close();
        open();
    }
    bool hold(int seconds)
    {
        Campaign campaign = store().campaigns().front();
        campaign.version += QStringLiteral("-held");
        campaign.policy.holdSeconds = seconds;
        return store().applyCampaign(campaign).has_value();
    }
    /// A person's pace: long enough after whatever came before, and everything painted.
    void breathe()
    {
        clock().advance(Millis(1500));
        paint();
    }
    /// What is to be seen is on the screen.
    static void paint()
    {
        QCoreApplication::sendPostedEvents();
        for (auto* window : QApplication::topLevelWidgets()) {
            if (window->isVisible())
                paintNow(window);
        }
    }

    TempStore temp;
    Theme theme;
    Preferences preferences;
    ActionMap actions;
    FakeGateway gateway;
    FakeGateway stream;
    AlwaysOnline online;
    ReplyShield shield{reader()};
    std::optional<ReplyMask> mask;
    std::optional<SyncEngine> engine;
    std::optional<Approver> approver;
    std::optional<UndoHistory> undo;
    std::optional<ReviewSession> review;
    std::optional<InboxSession> inbox;
    std::optional<Finder> finder;
    std::optional<SnippetDesk> snippets;
    std::unique_ptr<Shift> shift;
    int cursor = 0;
};

} // namespace textbank
