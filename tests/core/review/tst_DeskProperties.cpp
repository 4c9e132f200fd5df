#include "core/review/CardMaker.h"
#include "tests/core/review/DeskFixture.h"

#include <algorithm>
#include <map>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

/// Whatever a volunteer, the gateway and the clock do, in any order: the desk stays true.
class tst_DeskProperties : public QObject
{
    Q_OBJECT
private slots:
    void theDeskStaysTrue();
};

#ifdef TEXTBANK_HAS_RAPIDCHECK

namespace {

constexpr int kContacts = 9;

/// One run: a desk, what was pressed, and what must hold after each step.
class Run
{
public:
    Run()
        : f(kContacts)
    {
        Campaign campaign = build::campaign();
        campaign.version = u"run"_s;
        campaign.policy.holdSeconds = 5;
        campaign.policy.sendWithinMinutes = 20;
        // One in three has no polling place worth naming: their text cannot be made.
        campaign.steps[0].texts = {{u""_s, u"Hi {firstName}, you vote at {PollingPlace}."_s}};
        RC_ASSERT(f.campaignIs(campaign));
        LeasePage page = build::batch(f.now(), kContacts);
        for (int i = 1; i < kContacts; i += 3)
            page.contacts[i].fields.remove(u"PollingPlace"_s);
        RC_ASSERT(f.store().applyLease(page));
    }

    void step()
    {
        const int what = *rc::gen::inRange(0, 18);
        const int whom = *rc::gen::inRange(0, kContacts);
        switch (what) {
        case 0:
        case 1:
        case 2:
        case 3:
            press();
            break;
        case 4:
            repeatPress();
            break;
        case 5:
            f.desk->edit(u"Hi, this is Robin again %1."_s.arg(what + whom));
            break;
        case 6:
            f.desk->edit(*rc::gen::element(u""_s, u"Hi {firstName}"_s));
            break;
        case 7:
            f.desk->restoreText();
            break;
        case 8:
            (void)f.desk->skip();
            break;
        case 9:
            (void)f.undo->undo();
            break;
        case 10:
            RC_ASSERT(f.reply(whom, *rc::gen::element(u"Yes"_s, u"STOP"_s, u"stop by when?"_s)));
            break;
        case 11:
            RC_ASSERT(f.apply(OptOutAdded{build::phone(whom), {}, OptOutSource::Staff, {}, f.now()}));
            break;
        case 12:
            f.temp.clock().advance(std::chrono::minutes(*rc::gen::element(1, 7, 90, 300)));
            f.desk->refresh();
            break;
        case 13:
            paused = !paused;
            RC_ASSERT(f.apply(paused ? Change(CampaignPaused{build::campaignId(), {}})
                                     : Change(CampaignResumed{build::campaignId()})));
            break;
        case 14:
            resolveOne();
            break;
        case 15:
            RC_ASSERT(f.desk->show(f.id(whom)));
            pinned = true;
            break;
        case 16:
            QCoreApplication::processEvents(); // The next card is made now.
            break;
        default:
            reopen();
            break;
        }
        check();
    }

private:
    bool sendable(const ContactId& id) const
    {
        const ContactRecord* record = f.temp_store().contact(id);
        return record && record->stage == ContactStage::NeedsFirstMessage && !record->skipped;
    }

    void press()
    {
        const Card* card = f.desk->card();
        if (!card)
            return;
        const ContactId contact = card->record.contact.id;
        const QString text = card->text;
        const PhoneNumber phone = card->record.contact.phone;
        const bool suppressed = f.store().isSuppressed(phone);
        const bool texted = f.store().contact(contact)->stage != ContactStage::NeedsFirstMessage;
        const Press now = f.press();
        const auto sent = f.desk->approve(now, contact, text);
        if (!sent)
            return;
        RC_ASSERT(!suppressed && !texted && !paused);
        RC_ASSERT(!text.isEmpty() && !text.contains(u'{'));
        RC_ASSERT(approvals.emplace(now.serial, sent->value).second);
        const auto row = f.store().outboxRow(*sent);
        RC_ASSERT(row && row->has_value());
        const auto& send = std::get<SendPayload>((*row)->command.payload);
        RC_ASSERT(send.text == text && (*row)->command.contact == contact);
        RC_ASSERT(send.sendBefore > f.now());
        RC_ASSERT(!f.desk->card() || f.shown() != contact);
        pinned = false;
    }

    void repeatPress()
    {
        if (f.serial == firstSerial || !f.desk->card())
            return;
        const int open = f.store().outboxCounts().sendsOpen;
        RC_ASSERT(!f.desk->approve({f.serial, InputKind::Key}, f.shown(), f.desk->card()->text));
        RC_ASSERT(f.store().outboxCounts().sendsOpen == open);
    }

    void resolveOne()
    {
        f.temp.clock().advance(Seconds(6));
        f.desk->refresh();
        const auto due = f.store().due(1);
        RC_ASSERT(due.has_value());
        if (due->isEmpty() || !std::holds_alternative<SendPayload>(due->front().command.payload))
            return;
        const CommandId id = due->front().command.id;
        Store::Resolution resolution;
        resolution.id = id;
        resolution.event = *rc::gen::element(OutboxEvent::Expire, OutboxEvent::Accept);
        const bool claimed = resolution.event == OutboxEvent::Expire || f.store().claim({id}).has_value();
        const bool resolved = f.store().resolve({resolution}).has_value();
        RC_ASSERT(claimed && resolved);
    }

    /// The batch in the order of the desk: who closes within the hour first, the earliest before the rest.
    QList<ContactId> inTurn() const
    {
        using Turn = std::tuple<Instant, int, ContactId>;
        std::vector<Turn> turns;
        for (const ContactId& id : f.temp_store().contactOrder()) {
            const Contact& contact = f.temp_store().contact(id)->contact;
            const Campaign& campaign = *f.temp_store().campaign(contact.campaign);
            const auto hours = textingHours(zonesFor(contact), campaign.policy.hours, f.now());
            const auto soon = hours.allowed && hours.closesAt - f.now() <= std::chrono::hours(1);
            turns.emplace_back(soon ? hours.closesAt : Instant::max(), static_cast<int>(turns.size()), id);
        }
        std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
            return std::pair(std::get<0>(a), std::get<1>(a)) < std::pair(std::get<0>(b), std::get<1>(b));
        });
        QList<ContactId> order;
        for (const Turn& turn : turns)
            order.append(std::get<2>(turn));
        return order;
    }

    /// The desk worked out afresh, slowly.
    std::optional<ContactId> firstInOrder(int* blocked, const ContactId& except = {}) const
    {
        const CardMaker maker(f.temp_store(), u"Robin Hale"_s);
        for (const ContactId& id : inTurn()) {
            const ContactRecord& record = *f.temp_store().contact(id);
            if (record.stage != ContactStage::NeedsFirstMessage || record.skipped || record.optedOut ||
                record.wrongNumber || record.escalated || !record.assigned || id == except)
                continue;
            const GateVerdict verdict = f.approver->verdictFor(record, SendKind::FirstMessage);
            if (verdict.reason == GateReason::Paused || verdict.reason == GateReason::LeaseLost)
                continue;
            const Card card = maker.make(record, verdict);
            if (verdict.allowed() && (card.edited || card.sendable()))
                return id;
            if (blocked)
                ++*blocked;
        }
        return {};
    }

    void reopen()
    {
        f.desk->refresh();
        const ContactId before = f.shown();
        f.reopen();
        firstSerial = f.serial; // A new program numbers its presses anew.
        pinned = false;
        int blocked = 0;
        const auto first = firstInOrder(&blocked);
        RC_ASSERT(f.shown() == first.value_or(ContactId{}));
        RC_ASSERT(f.desk->progress().blocked == blocked);
        // The same card as before, unless one before it came back meanwhile.
        const auto order = inTurn();
        RC_ASSERT(before.isEmpty() || first.has_value() || !sendable(before) || wasPinned);
        if (first && !before.isEmpty() && !wasPinned)
            RC_ASSERT(order.indexOf(*first) <= order.indexOf(before));
        f.reopen();
        RC_ASSERT(f.shown() == first.value_or(ContactId{}));
    }

    void check()
    {
        if (f.desk->card()) {
            const ContactRecord& record = *f.store().contact(f.shown());
            const auto& shown = f.desk->card()->record;
            RC_ASSERT(shown.optedOut == record.optedOut && shown.stage == record.stage);
            RC_ASSERT(f.desk->idle() == ReviewSession::Idle::NotIdle);
        } else {
            RC_ASSERT(f.desk->idle() != ReviewSession::Idle::NotIdle);
            RC_ASSERT(!f.desk->next());
        }
        if (f.desk->card()) {
            const Card* next = f.desk->next();
            const auto expected = firstInOrder(nullptr, f.shown());
            RC_ASSERT((next ? next->record.contact.id : ContactId{}) == expected.value_or(ContactId{}));
        }

        // Counts are a recount of what is there.
        const auto progress = f.desk->progress();
        const auto& blocked = f.desk->blocked();
        RC_ASSERT(progress.blocked == blocked.size());
        QSet<ContactId> seen;
        for (const BlockedContact& one : blocked) {
            RC_ASSERT(!seen.contains(one.contact) && one.contact != f.shown());
            seen.insert(one.contact);
            RC_ASSERT(f.store().contact(one.contact)->stage == ContactStage::NeedsFirstMessage);
        }
        int left = 0;
        int waiting = 0;
        int live = 0;
        for (const ContactId& id : f.store().contactOrder()) {
            const ContactRecord& r = *f.store().contact(id);
            const bool reachable = r.assigned && !r.optedOut && !r.wrongNumber && !r.escalated;
            left += reachable && r.stage == ContactStage::NeedsFirstMessage && !r.skipped ? 1 : 0;
            waiting += reachable && r.stage == ContactStage::NeedsReply ? 1 : 0;
            int texts = 0;
            const auto thread = f.store().conversation(id);
            for (const Message& message : *thread) {
                texts += message.direction == Direction::Outgoing && message.delivery != Delivery::Cancelled &&
                                 message.delivery != Delivery::Refused
                             ? 1
                             : 0;
            }
            RC_ASSERT(texts <= 1); // One first message, and replies are not sent in this run.
            live += texts;
        }
        RC_ASSERT(progress.left == left);
        RC_ASSERT(progress.repliesWaiting == waiting);
        RC_ASSERT(progress.sent == live);
        RC_ASSERT(f.inbox->lines().size() == waiting);
        wasPinned = pinned;
    }

    struct Fixture : DeskFixture
    {
        using DeskFixture::DeskFixture;
        Instant now() const { return const_cast<TempStore&>(temp).clock().now(); }
        Store& temp_store() const { return const_cast<Fixture*>(this)->store(); }
    };
    Fixture f;
    std::map<quint64, QString> approvals; ///< Press to the command it made.
    quint64 firstSerial = 0;
    bool paused = false;
    bool pinned = false;
    bool wasPinned = false;
};

} // namespace

void tst_DeskProperties::theDeskStaysTrue()
{
    const bool held = rc::check("the desk stays true", [] {
        Run run;
        const int steps = *rc::gen::inRange(5, 50);
        for (int i = 0; i < steps; ++i)
            run.step();
    });
    QVERIFY(held);
}

#else

void tst_DeskProperties::theDeskStaysTrue() { QSKIP("RapidCheck is not installed"); }

#endif

QTEST_GUILESS_MAIN(tst_DeskProperties)
#include "tst_DeskProperties.moc"
