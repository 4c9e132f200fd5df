#include "core/store/Store.h"

#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/StoreSnapshot.h"
#include "tests/support/TempStore.h"

#include <QTest>
#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// A shift in which anything may happen next. What does not apply is refused by the store, and that must change
/// nothing.
class RandomShift
{
public:
    RandomShift()
        : m_person(m_temp.store(), m_temp.clock(), m_temp.random())
    {
        auto campaign = build::campaign();
        campaign.policy.holdSeconds = 3;
        m_temp.fill(kContacts);
        if (!m_temp->applyCampaign(campaign)) {
            qFatal("applyCampaign");
        }
    }

    void step(int what, int whom)
    {
        m_temp.clock().advance(Seconds(1));
        const auto contact = build::contactId(whom % kContacts);
        switch (what % 22) {
        case 0:
        case 1:
            return sent(m_person.first(contact));
        case 2:
            return sent(m_person.reply(contact));
        case 3:
            return page({build::reply(contact, u"Who is this?"_s, now(), u"m-%1"_s.arg(++m_count))});
        case 4:
            return page(
                {build::reply(contact, whom % 3 == 0 ? u"stop"_s : u"can't stop"_s, now(), u"m-%1"_s.arg(++m_count))});
        case 5:
            return record(contact, OptOutPayload{});
        case 6:
            return record(contact, AnswerPayload{{u"step-1"_s}, whom % 2 == 0 ? u"Yes"_s : QString()});
        case 7:
            return record(contact, TagPayload{u"volunteer"_s, whom % 2 == 0});
        case 8:
            return record(contact, SkipPayload{});
        case 9:
            return whom % 4 == 0 ? record(contact, WrongNumberPayload{}) : record(contact, ReopenPayload{});
        case 10:
            return record(contact, ClosePayload{});
        case 11:
            return record(contact, EscalatePayload{u"why"_s});
        case 12:
            return claimDue();
        case 13:
            return resolve(OutboxEvent::Accept, {}, whom);
        case 14:
            return resolve(OutboxEvent::Refuse, static_cast<ProblemType>(whom % 9), whom);
        case 15:
            return resolve(whom % 2 == 0 ? OutboxEvent::MayHaveLeft : OutboxEvent::NeverLeft, {}, whom);
        case 16:
            return resolve(whom % 2 == 0 ? OutboxEvent::NeverSeen : OutboxEvent::GiveUp, {}, whom);
        case 17:
            return resolve(whom % 2 == 0 ? OutboxEvent::Expire : OutboxEvent::Cancel, {}, whom);
        case 18:
            return page(whom % 2 == 0 ? QList<Change>{OptOutAdded{build::phone(whom % kContacts), {}, {}, {}, now()}}
                                      : QList<Change>{OptOutRemoved{build::phone(whom % kContacts), {}}});
        case 19:
            return page(whom % 3 == 0   ? QList<Change>{ContactUnassigned{contact, {}}}
                        : whom % 3 == 1 ? QList<Change>{EscalationAnswered{contact, u"Jo"_s, u"Fine"_s}}
                                        : QList<Change>{assigned(whom % kContacts)});
        case 20:
            return undo(whom);
        default:
            return status(whom);
        }
    }

    /// After any step: the figures are what a count gives, and nothing waits to be sent to somebody who must not get
    /// it.
    QString complaint()
    {
        if (m_temp->figures() != recount(m_temp.store())) {
            return printed(m_temp->figures()) + u" is not "_s + printed(recount(m_temp.store()));
        }
        const auto due = m_temp->due(1000);
        if (!due) {
            return due.error().detail;
        }
        for (const auto& row : *due) {
            const auto* record = m_temp->contact(row.command.contact);
            if (std::holds_alternative<SendPayload>(row.command.payload) &&
                (record->optedOut || record->wrongNumber || !record->assigned || record->blockedByUnknown)) {
                return u"a text is due that must not leave"_s;
            }
        }
        for (const auto& id : m_temp->contactOrder()) {
            const auto& record = *m_temp->contact(id);
            if (record.optedOut != m_temp->isSuppressed(record.contact.phone)) {
                return u"the flag and the suppression disagree"_s;
            }
        }
        return {};
    }

    QStringList snapshot() { return snapshotOf(m_temp.store()); }
    /// The program ends by itself or by a crash; in both cases only the file is left.
    void reopen()
    {
        QList<Store::Resolution> resolutions;
        for (const auto& id : std::as_const(m_sent)) {
            if ((*m_temp->outboxRow(id))->state == OutboxState::InFlight) {
                resolutions.append({id, OutboxEvent::MayHaveLeft, {}, {}});
            }
        }
        if (!m_temp->resolve(resolutions)) {
            qFatal("resolve");
        }
        m_before = snapshot();
        m_temp.reopen();
    }
    const QStringList& before() const { return m_before; }

private:
    static constexpr int kContacts = 6;

    Instant now() { return m_temp.clock().now(); }
    void sent(const Result<CommandId>& id)
    {
        if (id) {
            m_sent.append(*id);
        }
    }
    void record(const ContactId& contact, CommandPayload payload)
    {
        const auto command = build::command(contact, std::move(payload), now(), m_temp.random());
        if (m_temp->record(command)) {
            if (*m_temp->outboxRow(command.id)) {
                m_sent.append(command.id);
            }
        }
    }
    void page(const QList<Change>& changes)
    {
        if (!m_temp->applyChanges(build::page(changes, u"c-%1"_s.arg(++m_count)))) {
            qFatal("a page must always apply");
        }
    }
    void claimDue()
    {
        QList<CommandId> ids;
        const auto due = m_temp->due(3);
        for (const auto& row : due.value_or({})) {
            ids.append(row.command.id);
            if (!m_sent.contains(row.command.id)) {
                m_sent.append(row.command.id); // Queued by the store itself.
            }
        }
        if (!m_temp->claim(ids)) {
            qFatal("what is due can be claimed");
        }
    }
    void resolve(OutboxEvent event, ProblemType type, int which)
    {
        if (!m_sent.isEmpty()) {
            Problem problem;
            problem.type = type;
            (void)m_temp->resolve({{m_sent[which % m_sent.size()], event, problem, {}}});
        }
    }
    void undo(int which)
    {
        if (m_sent.isEmpty()) {
            return;
        }
        const auto row = **m_temp->outboxRow(m_sent[which % m_sent.size()]);
        if (std::holds_alternative<SendPayload>(row.command.payload)) {
            (void)m_temp->cancelSend(row.command.id);
        } else {
            const auto inverse = build::command(row.command.contact, ReopenPayload{}, now(), m_temp.random());
            if (m_temp->undo(row.command.id, inverse) && *m_temp->outboxRow(inverse.id)) {
                m_sent.append(inverse.id);
            }
        }
    }
    void status(int which)
    {
        if (!m_sent.isEmpty()) {
            const auto id = m_sent[which % m_sent.size()];
            const auto row = **m_temp->outboxRow(id);
            page({MessageStatusChanged{{id.value}, row.command.contact, static_cast<Delivery>(4 + which % 4), {}}});
        }
    }
    ContactAssigned assigned(int index)
    {
        ContactAssigned change;
        change.contact = build::contact(index);
        change.lease = build::lease(now(), 1);
        change.conversation = {build::reply(change.contact.id, u"Hello?"_s, now(), u"m-%1"_s.arg(++m_count)).message};
        Message outgoing;
        outgoing.id.value = u"o-%1"_s.arg(++m_count);
        outgoing.direction = Direction::Outgoing;
        outgoing.delivery = Delivery::Sent;
        outgoing.at = now();
        change.conversation.prepend(outgoing);
        return change;
    }

    TempStore m_temp{1, TempStore::Disk::DoesNotWait};
    ApprovalMaker m_person;
    QList<CommandId> m_sent;
    QStringList m_before;
    int m_count = 0;
};

QString runShift(const std::vector<std::pair<int, int>>& steps)
{
    RandomShift shift;
    for (const auto& [what, whom] : steps) {
        shift.step(what, whom);
        const auto complaint = shift.complaint();
        if (!complaint.isEmpty()) {
            return complaint;
        }
    }
    shift.reopen();
    const auto after = shift.snapshot();
    for (qsizetype i = 0; i < std::max(after.size(), shift.before().size()); ++i) {
        if (after.value(i) != shift.before().value(i)) {
            return u"after opening again: "_s + after.value(i) + u" was "_s + shift.before().value(i);
        }
    }
    return {};
}

} // namespace

/// What holds after any shift whatever.
class tst_StoreProperties : public QObject
{
    Q_OBJECT

private slots:
    void figuresAreAlwaysACountAndOpeningAgainChangesNothing()
    {
        SeededRandom random(20261117);
        for (int run = 0; run < 40; ++run) {
            std::vector<std::pair<int, int>> steps;
            for (int i = 0; i < 60; ++i) {
                steps.emplace_back(static_cast<int>(random.below(1000)), static_cast<int>(random.below(1000)));
            }
            QCOMPARE(runShift(steps), QString());
        }
    }

#ifdef TEXTBANK_HAS_RAPIDCHECK
    void holdsForWhateverIsThoughtUp()
    {
        QVERIFY(rc::check([] {
            const auto number = rc::gen::inRange(0, 1000);
            const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(number, number));
            const auto complaint = runShift(steps);
            RC_ASSERT(complaint.toStdString() == std::string());
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_StoreProperties)
#include "tst_StoreProperties.moc"
