#include "tests/simulation/SimLaptop.h"

#include "core/policy/OptOutWords.h"

#include <QCoreApplication>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace textbank::simulation {

const QString kStoreFile = u"client.db"_s;

namespace {

ReplyReading readReply(const QString& text, QString& words)
{
    const auto reading = readOptOut(text);
    words = reading.words;
    return reading.tier == OptOutTier::None     ? ReplyReading::Ordinary
           : reading.tier == OptOutTier::Likely ? ReplyReading::MayBeOptOut
                                                : ReplyReading::OptOut;
}

constexpr const char* kWords[] = {"Thank you for telling me!", "Your place opens at eight.", "May I call you about it?",
                                  "See you there.", "I will ask and write again."};

QString words(quint32 which) { return QString::fromLatin1(kWords[which % std::size(kWords)]); }

} // namespace

SimLaptop::SimLaptop(const Room& room, const Identity& identity, std::unique_ptr<SimDisk> disk, Millis ahead)
    : m_room(room)
    , m_identity(identity)
    , m_disk(std::move(disk))
    , m_clock(room.time, ahead)
    , m_sense(m_clock)
    , m_random(mixed(room.seed, 1000 + static_cast<quint64>(identity.machine)))
    , m_watch(identity.machine, {room.time, room.people, room.ledger, room.network, m_sense, room.record})
{
}

SimLaptop::~SimLaptop() { takeDown(); }

void SimLaptop::note(const QString& line) const
{
    if (m_room.record.withTrace()) {
        m_room.record.note(u"  laptop %1: %2"_s.arg(m_identity.machine).arg(line));
    }
}

Store& SimLaptop::store() { return m_program->store(); }
SyncEngine& SimLaptop::engine() { return m_program->engine(); }
ReviewSession& SimLaptop::review() { return m_program->review(); }
InboxSession& SimLaptop::inbox() { return m_program->inbox(); }

bool SimLaptop::start()
{
    if (m_program || m_over) {
        return true;
    }
    m_disk->start();
    m_isArmed = false;
    auto opened =
        Store::open({m_disk->path(kStoreFile), m_identity.key, readReply, m_identity.device, m_identity.volunteer},
                    m_clock, m_random);
    if (!opened || !m_disk->isRunning()) {
        note(opened ? u"died while it started"_s
                    : u"does not start: %1 %2"_s.arg(static_cast<int>(opened.error().code)).arg(opened.error().detail));
        return false;
    }
    auto& store = **opened;
    m_watch.attach(&store, m_disk.get());
    m_sense.begin();
    m_watch.compareAfterStart();
    QObject::connect(&store, &Store::changed, &store, [this](const StoreChange& change) {
        if (change.outbox) {
            m_watch.look();
        }
    });
    const auto gateway = [&](TimeSense::Way way) {
        const SimGateway::Place place{m_identity.machine, m_identity.volunteer, way};
        return std::make_unique<SimGateway>(place, m_room.network, m_clock, *m_disk, m_watch, m_sense);
    };
    SimProgram::Parts parts;
    parts.store = std::move(*opened);
    parts.commands = gateway(TimeSense::Way::Commands);
    parts.stream = gateway(TimeSense::Way::Stream);
    parts.commands->setToken(m_identity.token);
    parts.stream->setToken(m_identity.token);
    auto program = SimProgram::start(std::move(parts), m_clock, m_random);
    if (!program) {
        note(u"does not start: %1 %2"_s.arg(static_cast<int>(program.error().code)).arg(program.error().detail));
        m_watch.attach(nullptr, nullptr);
        return false;
    }
    m_program = std::move(*program);
    m_presses = 0;
    m_lastStep = m_room.time.now();
    compareDesk();
    if (m_wantsOut && hasDesk()) {
        signOut();
    }
    return !noticeDeath();
}

void SimLaptop::jumpClock(Millis ahead)
{
    m_sense.look();
    m_clock.setAhead(ahead);
    m_sense.look();
    m_pause = kShortestPause;
}

void SimLaptop::takeDown()
{
    if (!m_program) {
        return;
    }
    m_program.reset();
    m_watch.attach(nullptr, nullptr);
}

void SimLaptop::kill()
{
    m_disk->kill();
    takeDown();
}

void SimLaptop::arm(qint64 operations, SimDisk::Death death, quint64 seed)
{
    m_isArmed = true;
    m_disk->dieAtOperation(operations, death, seed);
    seeDesk(Look::Desk);
}

void SimLaptop::seeDesk(Look look)
{
    m_seen.reset();
    if (m_program && hasDesk() && !m_wantsOut && m_disk->isRunning()) {
        m_seen = DeskView::of({store(), review(), m_sense, m_room.people, m_room.ledger});
        if (look == Look::Everything) {
            m_seen->readDisk(store());
        }
    }
}

/// Nothing has come from outside yet, and nobody pressed anything.
void SimLaptop::compareDesk()
{
    const auto seen = std::exchange(m_seen, std::nullopt);
    if (!seen || !hasDesk() || !m_disk->isRunning()) {
        return;
    }
    auto now = DeskView::of({store(), review(), m_sense, m_room.people, m_room.ledger});
    if (seen->hasDisk()) {
        now.readDisk(store());
    }
    const auto wrong = seen->differenceTo(now);
    m_room.record.happened(wrong ? u"desk compared after a death"_s : u"desk not comparable after a death"_s);
    if (wrong && !wrong->isEmpty()) {
        m_room.record.violate("I6", u"laptop %1 after a death: %2"_s.arg(m_identity.machine).arg(*wrong));
    }
}

void SimLaptop::losePower(quint64 seed)
{
    m_disk->losePower(seed);
    takeDown();
}

void SimLaptop::quit()
{
    m_seen.reset();
    if (m_program) {
        if (hasDesk()) {
            inbox().flushDraft();
        }
        takeDown();
    }
}

bool SimLaptop::noticeDeath()
{
    if (!m_program || m_disk->isRunning()) {
        return false;
    }
    takeDown();
    return true;
}

void SimLaptop::noteEnding()
{
    m_sense.look();
    const auto& ended = m_program->store().ended();
    if (ended && !m_ending) {
        m_ending = {ended->reason, m_sense.latest(), m_lastLease};
    }
    if (ended) {
        return;
    }
    const auto leases = m_program->store().leases();
    if (!leases.isEmpty()) {
        m_lastLease = std::max_element(leases.cbegin(), leases.cend(), [](const Lease& a, const Lease& b) {
                          return a.expiresAt < b.expiresAt;
                      })->expiresAt;
    }
}

void SimLaptop::turn()
{
    // Timers of the real clock never run; what was queued for the next turn of the event loop does.
    QCoreApplication::sendPostedEvents(nullptr, 0);
    if (!m_program) {
        return;
    }
    noteEnding();
    if (const auto ended = m_program->endWhereOver(); !ended) {
        note(u"the contacts could not be forgotten: %1"_s.arg(ended.error().detail));
        kill();
    } else if (m_program->isFinished() && m_disk->isRunning()) {
        wipe();
    }
}

void SimLaptop::wipe()
{
    note(u"wipes itself"_s);
    if (const auto open = m_watch.open(); !open.isEmpty()) {
        m_room.record.violate(
            "I4", u"laptop %1 wiped itself with work open:%2"_s.arg(m_identity.machine).arg(open.join(u',')));
    }
    takeDown();
    for (const auto& file : m_disk->files()) {
        m_disk->remove(file);
    }
    m_over = true;
}

void SimLaptop::lose()
{
    note(u"is lost"_s);
    kill();
    m_over = true;
}

std::unique_ptr<SimLaptop> SimLaptop::clone(int machine, quint64 seed)
{
    auto identity = m_identity;
    identity.machine = machine;
    auto made = std::make_unique<SimLaptop>(m_room, identity, m_disk->clone(seed), m_clock.ahead());
    made->m_watch.becomeCloneOf(m_watch);
    made->m_cloned = true;
    made->m_sense.becomeCloneOf(m_sense);
    m_cloned = true;
    return made;
}

std::optional<Instant> SimLaptop::wakeAt() const
{
    if (!m_program) {
        return std::nullopt;
    }
    const auto longest = m_lastStep + m_pause;
    const auto wake = m_program->engine().wakeAt();
    return std::max(wake ? std::min(m_clock.trueTimeOf(*wake), longest) : longest, m_room.time.now());
}

void SimLaptop::step()
{
    // Looked at again at least every half minute, as EngineTimer does it; where nothing ever comes of it, more seldom.
    const auto now = m_room.time.now();
    m_pause = now >= m_lastStep + m_pause ? std::min(2 * m_pause, kLongestPause) : kShortestPause;
    m_lastStep = now;
    m_program->step();
}

void SimLaptop::refresh()
{
    if (hasDesk()) {
        review().refresh();
        inbox().refresh();
    }
}

// --- the person

void SimLaptop::press(Desk desk, const ContactId& contact, const QString& text, quint64 serial)
{
    SimRecord::Press pressed{
        m_identity.machine, contact, desk == Desk::First ? SendKind::FirstMessage : SendKind::Reply, text, {}};
    const Press real{serial, InputKind::Key};
    const auto answer =
        desk == Desk::First ? review().approve(real, contact, text) : inbox().approve(real, contact, text);
    const auto told = m_disk->isRunning();
    if (answer && told) {
        pressed.id = *answer;
    }
    if (m_room.record.withTrace()) {
        note(u"press for %1: %2"_s.arg(
            contact.value,
            answer ? answer->value : u"%1 %2"_s.arg(static_cast<int>(answer.error().code)).arg(answer.error().detail)));
    }
    // What the disk refused may be there all the same when the machine comes back; what the rules refused may not.
    const auto code = answer ? ErrorCode::Io : answer.error().code;
    const auto refused = code == ErrorCode::Blocked || code == ErrorCode::Conflict || code == ErrorCode::Invalid ||
                         code == ErrorCode::NotFound;
    if (answer || !told || !refused) {
        m_room.record.pressed(pressed);
    }
    if (answer && told) {
        const auto row = store().outboxRow(*answer);
        const auto* send = row && *row ? std::get_if<SendPayload>(&(*row)->command.payload) : nullptr;
        if (row && (send == nullptr || send->text != text || (*row)->command.contact != contact)) {
            m_room.record.violate(
                "I1", u"laptop %1: press for %2 was answered with %3, which is something else"_s.arg(m_identity.machine)
                          .arg(contact.value, answer->value));
        }
    }
}

void SimLaptop::pressNext()
{
    const auto* card = review().card();
    if (card == nullptr) {
        return;
    }
    const auto contact = card->record.contact.id;
    const auto text = card->text;
    press(Desk::First, contact, text, ++m_presses);
}

void SimLaptop::pressTwice()
{
    const auto* card = review().card();
    if (card == nullptr) {
        return;
    }
    const auto contact = card->record.contact.id;
    const auto text = card->text;
    const auto serial = ++m_presses;
    press(Desk::First, contact, text, serial);
    if (m_disk->isRunning() && isUp()) {
        const auto* next = review().card();
        const auto again =
            review().approve({serial, InputKind::Key}, next != nullptr ? next->record.contact.id : contact,
                             next != nullptr ? next->text : text);
        if (again) {
            m_room.record.violate("I1", u"laptop %1: one press approved two texts"_s.arg(m_identity.machine));
        }
    }
}

void SimLaptop::editAndPress(quint32 which)
{
    const auto* card = review().card();
    if (card == nullptr) {
        return;
    }
    review().edit(card->text + u' ' + words(which));
    if (review().card() != nullptr) {
        pressNext();
    }
}

bool SimLaptop::enterConversation(quint32 which)
{
    auto& desk = inbox();
    const auto& lines = desk.lines();
    if (which % 4 != 0 || desk.current().isEmpty()) {
        if (lines.isEmpty()) {
            return !desk.current().isEmpty();
        }
        desk.open(lines.at(static_cast<qsizetype>((which / 4) % static_cast<quint32>(lines.size()))).contact);
    }
    return !desk.current().isEmpty();
}

void SimLaptop::reply(quint32 which, quint32 text)
{
    if (enterConversation(which)) {
        inbox().setDraft(words(text));
        press(Desk::Inbox, inbox().current(), inbox().draft(), ++m_presses);
    }
}

void SimLaptop::chooseAndReply(quint32 which, quint32 choice)
{
    if (!enterConversation(which) || inbox().suggestions().isEmpty()) {
        return;
    }
    const auto chosen = inbox().choose(static_cast<int>(choice % static_cast<quint32>(inbox().suggestions().size())));
    if (chosen && m_disk->isRunning()) {
        press(Desk::Inbox, inbox().current(), inbox().draft(), ++m_presses);
    }
}

void SimLaptop::draft(quint32 which, quint32 text)
{
    if (which % 2 == 0 && review().card() != nullptr) {
        review().edit(words(text));
    } else if (enterConversation(which)) {
        inbox().setDraft(words(text));
        if (which % 3 == 0) {
            inbox().flushDraft();
        }
    }
}

void SimLaptop::openConversation(quint32 which)
{
    using Filter = InboxSession::Filter;
    inbox().setFilter(which % 5 == 0 ? Filter::All : Filter::Waiting);
    enterConversation(which);
}

void SimLaptop::closeOrReopen(quint32 which)
{
    if (enterConversation(which)) {
        const auto* record = inbox().record();
        const auto done =
            record != nullptr && record->stage == ContactStage::Closed ? inbox().reopen() : inbox().close();
        Q_UNUSED(done);
    }
}

const ContactRecord* SimLaptop::recordAt(Desk desk)
{
    if (desk == Desk::Inbox) {
        return inbox().record();
    }
    const auto* card = review().card();
    return card != nullptr ? &card->record : nullptr;
}

void SimLaptop::decide(Desk desk, const QString& type, bool changes, const std::function<bool()>& act)
{
    const auto contact = recordAt(desk)->contact.id;
    const auto before = m_watch.count(contact, type);
    if (act() && m_disk->isRunning() && changes && m_watch.count(contact, type) == before) {
        m_room.record.violate(
            "I4",
            u"laptop %1: %2 of %3 was taken and is not on its way"_s.arg(m_identity.machine).arg(type, contact.value));
    }
}

void SimLaptop::tag(quint32 which, quint32 tag)
{
    const auto desk = which % 2 == 0 ? Desk::First : Desk::Inbox;
    if ((desk == Desk::Inbox && !enterConversation(which)) || recordAt(desk) == nullptr) {
        return;
    }
    const auto& has = recordAt(desk)->tags;
    const auto on = has.isEmpty() || tag % 5 < 3;
    const auto name = !on ? has.first() : tag % 2 == 0 ? u"volunteer"_s : u"call back"_s;
    decide(desk, on ? u"tag.add"_s : u"tag.remove"_s, has.contains(name) != on,
           [&] { return (desk == Desk::First ? review().setTag(name, on) : inbox().setTag(name, on)).has_value(); });
}

void SimLaptop::answer(quint32 which, quint32 value)
{
    const StepId step{u"step-1"_s};
    const auto word = value % 3 == 0 ? QString() : value % 3 == 1 ? u"Yes"_s : u"No"_s;
    const auto changes = [&](Desk desk) { return recordAt(desk)->answers.value(step) != word; };
    if (which % 2 == 0 && review().card() != nullptr) {
        decide(Desk::First, u"answer.set"_s, changes(Desk::First),
               [&] { return review().setAnswer(step, word).has_value(); });
    } else if (enterConversation(which) && recordAt(Desk::Inbox) != nullptr) {
        decide(Desk::Inbox, u"answer.set"_s, changes(Desk::Inbox),
               [&] { return inbox().setAnswer(step, word).has_value(); });
    }
}

void SimLaptop::optOut(quint32 which)
{
    if (which % 2 == 0 && review().card() != nullptr) {
        decide(Desk::First, u"optout.record"_s, !recordAt(Desk::First)->optedOut,
               [&] { return review().optOut().has_value(); });
    } else if (enterConversation(which) && recordAt(Desk::Inbox) != nullptr) {
        decide(Desk::Inbox, u"optout.record"_s, !recordAt(Desk::Inbox)->optedOut,
               [&] { return inbox().optOut().has_value(); });
    }
}

void SimLaptop::wrongNumber(quint32 which)
{
    const auto desk = which % 2 == 0 ? Desk::First : Desk::Inbox;
    if (const auto* record = recordAt(desk)) {
        decide(desk, u"contact.wrongNumber"_s, !record->wrongNumber,
               [&] { return (desk == Desk::First ? review().wrongNumber() : inbox().wrongNumber()).has_value(); });
    }
}

void SimLaptop::addNote(quint32 which)
{
    const auto desk = which % 2 == 0 ? Desk::First : Desk::Inbox;
    if (recordAt(desk) != nullptr) {
        decide(desk, u"note.add"_s, true, [&] {
            return (desk == Desk::First ? review().addNote(u"Call after six"_s)
                                        : inbox().addNote(u"Likes the library"_s))
                .has_value();
        });
    }
}

void SimLaptop::escalate(quint32 which)
{
    const auto desk = which % 2 == 0 ? Desk::First : Desk::Inbox;
    if (const auto* record = recordAt(desk)) {
        decide(desk, u"conversation.escalate"_s, !record->escalated, [&] {
            return (desk == Desk::First ? review().escalate(u"Press"_s) : inbox().escalate(u"Press"_s)).has_value();
        });
    }
}

void SimLaptop::undo()
{
    const auto step = m_program->undo().undo();
    m_undoUnclear = m_undoUnclear || (!step && step.error().code != ErrorCode::NotFound);
    if (step) {
        m_undone.insert(step->contact.value);
    }
    note(step ? u"undone %1 of %2"_s.arg(static_cast<int>(step->kind)).arg(step->contact.value) : u"nothing undone"_s);
}

void SimLaptop::showContact(quint32 which)
{
    const auto& order = store().contactOrder();
    if (!order.isEmpty()) {
        review().show(order.at(static_cast<qsizetype>(which % static_cast<quint32>(order.size()))));
    }
}

void SimLaptop::requestBatch(quint32 size)
{
    if (!store().campaigns().isEmpty()) {
        engine().requestBatch(store().campaigns().constFirst().id, 1 + static_cast<int>(size % 4),
                              [](const GatewayResult<int>&) {});
    }
}

void SimLaptop::signOut()
{
    m_wantsOut = true;
    engine().signOut([this](const GatewayResult<void>& answer) {
        if (!m_disk->isRunning()) {
            return;
        }
        note(answer ? u"signed out"_s : u"could not sign out"_s);
        if (answer) {
            if (store().outboxCounts().open() != 0) {
                m_room.record.violate("I4", u"laptop %1 signed out with work open"_s.arg(m_identity.machine));
            }
            m_over = true;
        } else {
            m_wantsOut = false;
        }
    });
}

void SimLaptop::poke() { m_program->tryNow(); }

} // namespace textbank::simulation
