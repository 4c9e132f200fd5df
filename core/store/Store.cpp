#include "core/store/Store.h"

#include "core/base/Log.h"
#include "core/store/Eraser.h"
#include "core/store/FileWiper.h"
#include "core/store/Schema.h"
#include "core/store/StoreCheck.h"
#include "core/store/StoreState.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

Unexpected<Error> unknownContact(const ContactId& id)
{
    return fail(ErrorCode::NotFound, u"contact %1"_s.arg(id.value));
}

} // namespace

Store::Store(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const Options& options, const Clock& clock, Random& random)
{
    auto sealer = Sealer::withKey(options.key);
    if (!sealer) {
        return Unexpected{sealer.error()};
    }
    auto signer = SigningKey::ofProfile(options.key);
    if (!signer) {
        return Unexpected{signer.error()};
    }
    auto database = Database::open({options.path, 2000, true});
    if (!database) {
        return Unexpected{database.error()};
    }
    auto done = checkOwner(**database);
    if (done) {
        done = checkStructure(**database);
    }
    if (done) {
        done = migrate(**database, storeSchema());
    }
    if (!done) {
        return Unexpected{done.error()};
    }
    std::unique_ptr<Store> store(new Store(std::make_unique<Private>(clock, random, options, std::move(*sealer),
                                                                     std::move(*signer), std::move(*database))));
    done = store->d->tables.profile.checkKey();
    if (done) {
        done = checkWaiting(*store->d->database, store->d->sealer);
    }
    if (done) {
        done = store->d->load();
    }
    if (done) {
        done = store->d->recover();
    }
    if (!done) {
        return Unexpected{done.error()};
    }
    return store;
}

// Runs one writing call and says what it touched.
Result<void> Store::write(const std::function<Result<void>(Writing&)>& work)
{
    const auto written = d->write(work);
    if (!written) {
        if (d->database->isInDoubt()) {
            emit leftInDoubt();
        }
        return Unexpected{written.error()};
    }
    const auto& change = *written;
    if (!change.contacts.isEmpty() || change.everything || change.outbox || change.campaign || change.session ||
        change.snippets) {
        emit changed(change);
    }
    return {};
}

// --- what the profile holds

const QList<Campaign>& Store::campaigns() const { return d->memory.profile.campaigns; }

const Campaign* Store::campaign(const CampaignId& id) const
{
    for (const auto& campaign : d->memory.profile.campaigns) {
        if (campaign.id == id) {
            return &campaign;
        }
    }
    return nullptr;
}

QList<CampaignId> Store::offeredCampaigns() const
{
    const auto& profile = d->memory.profile;
    QList<CampaignId> ids;
    for (const auto& campaign : profile.campaigns) {
        if (!profile.offered) {
            ids.append(campaign.id);
        }
    }
    for (const auto& id : profile.offered.value_or(QList<CampaignId>())) {
        if (campaign(id) != nullptr && !ids.contains(id)) {
            ids.append(id);
        }
    }
    return ids;
}

const Lease* Store::lease(const LeaseId& id) const
{
    const auto found = d->memory.profile.leases.constFind(id);
    return found == d->memory.profile.leases.constEnd() ? nullptr : &*found;
}

QList<Lease> Store::leases() const { return d->memory.profile.leases.values(); }

const ContactRecord* Store::contact(const ContactId& id) const
{
    const auto slot = d->memory.roster.slotOf(id);
    return slot < 0 ? nullptr : &d->memory.roster.at(slot).record;
}

const ContactRecord* Store::contactByPhone(const PhoneNumber& number) const
{
    const auto found = number.isEmpty() ? QList<int>() : d->memory.roster.slotsWithPhone(d->sealer.phoneHash(number));
    return found.isEmpty() ? nullptr : &d->memory.roster.at(found.front()).record;
}

bool Store::isNumberTexted(const ContactId& id) const
{
    const auto slot = d->memory.roster.slotOf(id);
    if (slot < 0 || d->memory.roster.at(slot).record.contact.phone.isEmpty()) {
        return false;
    }
    const auto& entry = d->memory.roster.at(slot);
    const auto same = d->memory.roster.slotsWithPhone(entry.phoneHash);
    return std::any_of(same.cbegin(), same.cend(), [&](int other) {
        const auto& record = d->memory.roster.at(other).record;
        return other != slot && record.contact.campaign == entry.record.contact.campaign &&
               d->memory.roster.at(other).firstSent > 0;
    });
}

const QList<ContactId>& Store::contactOrder() const { return d->memory.roster.order(); }
QList<ContactId> Store::waiting() const { return d->memory.roster.waiting(); }

bool Store::isSuppressed(const PhoneNumber& number) const
{
    return !number.isEmpty() && d->memory.suppressed.contains(d->sealer.phoneHash(number));
}

const ShiftFigures& Store::figures() const { return d->memory.roster.figures(); }

const OutboxCounts& Store::outboxCounts() const
{
    d->counts = d->memory.outbox.counts(d->clock.now());
    return d->counts;
}

QList<CampaignId> Store::staleCampaigns() const { return d->memory.profile.stale.keys(); }
int Store::pausesHeard(const CampaignId& id) const { return d->memory.profile.pauses.value(id); }
QString Store::cursor() const { return d->memory.profile.cursor; }
bool Store::frozen() const { return d->memory.profile.frozen; }
bool Store::revoked() const { return d->memory.profile.revoked; }
bool Store::catchingUp() const { return d->memory.catchingUp; }
const std::optional<SessionEnd>& Store::ended() const { return d->memory.profile.ended; }
QList<StaffMessage> Store::staffMessages() const { return d->memory.profile.staffMessages; }

// --- reads from disk

// A hold ends by the clock, without anybody writing it down.
void Store::settleHold(Message& message) const
{
    if (message.delivery == Delivery::Held) {
        const auto* row = d->memory.outbox.find({message.id.value});
        message.delivery =
            row != nullptr && OutboxIndex::isWaiting(*row, d->clock.now()) ? Delivery::Held : Delivery::Waiting;
    }
}

Result<QList<Message>> Store::conversation(const ContactId& contact) const
{
    const auto slot = d->memory.roster.slotOf(contact);
    if (slot < 0) {
        return unknownContact(contact);
    }
    auto messages = d->tables.messages.conversation(Roster::keyOf(slot), contact);
    if (messages) {
        for (auto& message : *messages) {
            settleHold(message);
        }
    }
    return messages;
}

Result<QList<Note>> Store::notes(const ContactId& contact) const
{
    const auto slot = d->memory.roster.slotOf(contact);
    if (slot < 0) {
        return unknownContact(contact);
    }
    return d->tables.contacts.notes(Roster::keyOf(slot), contact);
}

Result<void> Store::eachMessage(const std::function<bool(const Message&)>& visit) const
{
    const auto& roster = d->memory.roster;
    return d->tables.messages.each([&](qint64 key) { return roster.at(Roster::slotOfKey(key)).record.contact.id; },
                                   [&](const Message& stored) {
                                       auto message = stored;
                                       settleHold(message);
                                       return visit(message);
                                   });
}

Result<QString> Store::draft(const ContactId& contact) const
{
    const auto slot = d->memory.roster.slotOf(contact);
    if (slot < 0) {
        return unknownContact(contact);
    }
    if (!d->memory.roster.at(slot).hasDraft) {
        return QString();
    }
    return d->tables.contacts.draft(Roster::keyOf(slot), contact);
}

QString roomChoicesSetting(const CampaignId& campaign) { return u"suggestions.room."_s + campaign.value; }

Result<QString> Store::setting(const QString& name) const { return d->tables.profile.setting(name); }

Result<std::optional<OutboxRow>> Store::outboxRow(const CommandId& id) const
{
    const auto head = d->tables.outbox.head(id);
    if (!head) {
        return Unexpected{head.error()};
    }
    if (!*head) {
        return std::optional<OutboxRow>();
    }
    auto row = d->tables.outbox.row((*head)->key);
    if (!row) {
        return Unexpected{row.error()};
    }
    return std::optional(std::move(*row));
}

Result<QList<OutboxRow>> Store::troubled() const
{
    constexpr auto kNewest = 200;
    return d->tables.outbox.troubled(kNewest);
}

Result<RefusedCounts> Store::refused() const { return d->tables.outbox.refused(); }

Result<QList<OutboxRow>> Store::rows(const QList<qint64>& keys) const
{
    QList<OutboxRow> rows;
    rows.reserve(keys.size());
    for (const auto key : keys) {
        auto row = d->tables.outbox.row(key);
        if (!row) {
            return Unexpected{row.error()};
        }
        rows.append(std::move(*row));
    }
    return rows;
}

// --- from the gateway

Result<void> Store::applyCampaign(const Campaign& campaign)
{
    if (campaign.id.isEmpty()) {
        return fail(ErrorCode::Invalid, u"a campaign without an id"_s);
    }
    if (ended()) {
        return {}; // Whatever was asked for before the end.
    }
    return write([&](Writing& writing) { return writing.changes.apply(campaign); });
}

Result<void> Store::applyOffered(const QList<CampaignId>& campaigns)
{
    if (ended() || d->memory.profile.offered == campaigns) {
        return {};
    }
    return write([&](Writing& writing) {
        writing.turn.editProfile().offered = campaigns;
        writing.turn.change().campaign = true;
        return writing.turn.tables().profile.saveOffered(campaigns);
    });
}

void Store::awaitLease()
{
    d->memory.takenBack = {};
    d->memory.takenBack.batchIsAwaited = true;
}

Result<void> Store::applyLease(const LeasePage& page)
{
    if (ended()) {
        return {};
    }
    return write([&](Writing& writing) { return writing.changes.apply(page); });
}

Result<void> Store::applyLeaseRenewal(const Lease& lease)
{
    if (ended()) {
        return {};
    }
    return write([&](Writing& writing) { return writing.changes.apply(lease); });
}

Result<void> Store::applyChanges(const ChangesPage& page)
{
    if (ended() || (page.cursor == cursor() && !page.cursor.isEmpty())) {
        return {}; // Here already; the usual answer to a poll.
    }
    return write([&](Writing& writing) { return writing.changes.apply(page); });
}

Result<void> Store::caughtUp()
{
    if (!catchingUp()) {
        return {};
    }
    auto done = d->write([](Writing& writing) {
        return writing.turn.tables().profile.saveSetting(QString::fromLatin1(kCatchUpSetting), {});
    });
    if (!done) {
        return Unexpected{done.error()};
    }
    d->memory.catchingUp = false;
    StoreChange change;
    change.everything = change.outbox = change.session = true;
    emit changed(change);
    return {};
}

// --- from the volunteer

Result<void> Store::approve(const Approval& approval)
{
    return write([&](Writing& writing) { return writing.decisions.approve(approval); });
}

Result<void> Store::record(const Command& command)
{
    return write([&](Writing& writing) { return writing.decisions.record(command); });
}

Result<bool> Store::cancelSend(const CommandId& id)
{
    const auto* open = d->memory.outbox.find(id);
    if (open == nullptr || !isSend(open->type) || open->state != OutboxState::Pending) {
        return false;
    }
    const auto row = *open;
    auto done = write(
        [&](Writing& writing) { return writing.consequences.move(row, OutboxEvent::Cancel, Why::of(u"undone"_s)); });
    if (!done) {
        return Unexpected{done.error()};
    }
    return true;
}

Result<void> Store::undo(const CommandId& done, const Command& inverse)
{
    return write([&](Writing& writing) { return writing.decisions.undo(done, inverse); });
}

Result<void> Store::editContact(const ContactId& contact, const std::function<Result<void>(Writing&, int)>& work)
{
    const auto slot = d->memory.roster.slotOf(contact);
    if (slot < 0) {
        return unknownContact(contact);
    }
    return write([&](Writing& writing) { return work(writing, slot); });
}

Result<void> Store::setAside(const ContactId& contact, bool aside)
{
    return editContact(contact, [&](Writing& writing, int slot) -> Result<void> {
        writing.turn.edit(slot).record.setAside = aside;
        return {};
    });
}

Result<void> Store::notAnOptOut(const ContactId& contact)
{
    return editContact(contact, [&](Writing& writing, int slot) -> Result<void> {
        writing.turn.edit(slot).record.mayHaveOptedOut = false;
        return writing.turn.note(
            {u"optout.denied"_s, {{u"by"_s, d->memory.volunteer.value}, {u"contact"_s, contact.value}}});
    });
}

Result<void> Store::saveDraft(const ContactId& contact, const QString& text)
{
    const auto slot = d->memory.roster.slotOf(contact);
    if (slot < 0) {
        return unknownContact(contact);
    }
    if (text.isEmpty() && !d->memory.roster.at(slot).hasDraft) {
        return {};
    }
    // Nobody is told: the composer that saves it knows.
    const auto written = d->write([&](Writing& writing) {
        auto& contacts = writing.turn.tables().contacts;
        writing.turn.edit(slot).hasDraft = !text.isEmpty();
        return text.isEmpty() ? contacts.removeDraft(Roster::keyOf(slot))
                              : contacts.saveDraft(Roster::keyOf(slot), contact, text);
    });
    return written ? Result<void>() : Result<void>(Unexpected{written.error()});
}

Result<void> Store::setSetting(const QString& name, const QString& value)
{
    if (name.isEmpty()) {
        return fail(ErrorCode::Invalid, u"a setting without a name"_s);
    }
    return write([&](Writing& writing) { return writing.turn.tables().profile.saveSetting(name, value); });
}

Result<void> Store::giveUpOn(const CommandId& id)
{
    const auto* open = d->memory.outbox.find(id);
    if (open == nullptr) {
        return fail(ErrorCode::NotFound, u"no open command %1"_s.arg(id.value));
    }
    const auto row = *open;
    return write([&](Writing& writing) { return writing.consequences.move(row, OutboxEvent::GiveUp); });
}

// --- for the engine

Result<QList<OutboxRow>> Store::due(int limit) const { return rows(d->memory.outbox.due(d->clock.now(), limit)); }
QList<CommandId> Store::dueIds(int limit) const
{
    const auto keys = d->memory.outbox.due(d->clock.now(), limit);
    QList<CommandId> ids;
    ids.reserve(keys.size());
    for (const auto key : keys) {
        ids.append(d->memory.outbox.idOf(key));
    }
    return ids;
}
Result<QList<OutboxRow>> Store::unknown(int limit) const { return rows(d->memory.outbox.unknown(limit)); }
std::optional<Instant> Store::nextDue() const { return d->memory.outbox.nextDue(d->clock.now()); }

Result<void> Store::claim(const QList<CommandId>& ids)
{
    return write([&](Writing& writing) -> Result<void> {
        for (const auto& id : ids) {
            const auto row = writing.turn.openRow(id);
            if (!row) {
                return fail(ErrorCode::Conflict, u"command %1 is not open"_s.arg(id.value));
            }
            auto done = writing.consequences.move(*row, OutboxEvent::Claim);
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

Result<void> Store::resolve(const QList<Resolution>& resolutions)
{
    return write([&](Writing& writing) -> Result<void> {
        for (const auto& resolution : resolutions) {
            const auto row = writing.turn.openRow(resolution.id);
            if (!row) {
                // The change stream, or an opt-out within this very call, was faster.
                const auto ended = writing.turn.tables().outbox.head(resolution.id);
                if (!ended || !*ended) {
                    return fail(ended ? ErrorCode::NotFound : ended.error().code,
                                u"command %1"_s.arg(resolution.id.value));
                }
                logInfo("store", u"an outcome came after the end of command %1"_s.arg(resolution.id.value));
                continue;
            }
            auto done = writing.consequences.move(*row, resolution.event, Why::of(resolution.problem, resolution.event),
                                                  resolution.notBefore.value_or(Instant{}));
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

bool Store::isOpenText(const CommandId& id) const
{
    const auto* head = d->memory.outbox.find(id);
    return head != nullptr && isSend(head->type);
}

bool Store::isInDoubt() const { return d->database->isInDoubt(); }

Result<void> Store::settle() { return d->database->settle(); }

// --- the end

Result<void> Store::forgetContacts(EndReason reason)
{
    auto done = write([&](Writing& writing) { return writing.consequences.endSession(reason); });
    if (done) {
        done = d->erase();
    }
    if (!done) {
        return done;
    }
    StoreChange change;
    change.everything = change.outbox = change.campaign = change.session = change.snippets = true;
    emit changed(change);
    const auto compacted = compact(*d->database);
    const auto wiped = wipeCopies(d->database->path());
    return compacted ? wiped : compacted;
}

Result<void> Store::wipe(std::unique_ptr<Store> store)
{
    const auto path = store->d->database->path();
    store.reset(); // The last connection brings the side files home and removes them.
    return wipeDatabaseFiles(path);
}

Database& Store::database() { return *d->database; }

} // namespace textbank
