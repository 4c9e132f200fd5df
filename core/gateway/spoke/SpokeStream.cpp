#include "core/gateway/spoke/SpokeStream.h"

#include "core/gateway/AttemptReading.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

constexpr Millis kCalmAfter = std::chrono::minutes(2);
constexpr Millis kLeaseTime = std::chrono::hours(48); ///< From one evening to the next, and then some.

} // namespace

Stream::Stream(Parts& parts, const Pace& pace)
    : m_parts(parts)
    , m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Stream::onTimer);
}

Lease Stream::leaseOf(const Todo& todo, Instant serverNow)
{
    return {LeaseId{todo.assignment}, todo.campaign, todo.assignment, serverNow + kLeaseTime};
}

void Stream::changes(const QString& after, Seconds wait, Answer<ChangesPage> answer)
{
    if (!m_lastCursor.isEmpty() && after != m_lastCursor) {
        startOver(); // What was told last was not kept.
    }
    m_waiting.append({after, now() + wait, std::move(answer)});
    schedule();
}

void Stream::startOver()
{
    m_lastCursor.clear();
    m_seen.clear();
    m_wanted.clear();
    m_listed.clear();
    m_read.clear();
    m_frozen.reset();
}

void Stream::poke()
{
    m_poked = true;
    schedule();
}

void Stream::hold(bool held)
{
    m_held = held;
    if (held) {
        m_timer.stop();
    } else {
        schedule();
    }
}

void Stream::cancelAll()
{
    m_timer.stop();
    m_waiting.clear();
    m_looking = false;
    m_held = false;
    startOver();
}

Millis Stream::interval() const { return now() - m_newsAt < kCalmAfter ? m_pace.busy : m_pace.calm; }

void Stream::schedule()
{
    if (m_waiting.isEmpty() || m_looking || m_held) {
        return;
    }
    const auto hurry = m_poked || m_first || !m_wanted.isEmpty();
    auto due = hurry ? Millis{0} : std::max(Millis{0}, m_lookedAt + interval() - now());
    for (const auto& waiting : m_waiting) {
        due = std::min(due, std::max(Millis{0}, waiting.until - now()));
    }
    m_timer.start(due);
}

void Stream::onTimer()
{
    const auto isDue = m_poked || m_first || !m_wanted.isEmpty() || now() >= m_lookedAt + interval();
    // Whoever does not wait wants to know how it stands now.
    const auto isAsked = std::any_of(m_waiting.cbegin(), m_waiting.cend(),
                                     [this](const Waiting& waiting) { return waiting.until <= now(); });
    if (isDue || isAsked) {
        look();
    } else {
        schedule();
    }
}

void Stream::look()
{
    m_looking = true;
    const auto look = std::make_shared<Look>();
    look->all = std::exchange(m_poked, false);
    if (!m_wanted.isEmpty() && !look->all) {
        nextContacts(look); // Another page of what the last look found.
        return;
    }
    // Hours, tags and wordings of the organisation may change too, though seldom.
    const auto everything = m_first || now() - m_everythingAt >= m_pace.wholeList;
    m_parts.book.refresh(everything, [this, look, everything](const GatewayResult<void>& read) {
        if (!read) {
            fail(look, read.error());
            return;
        }
        m_first = false;
        m_everythingAt = everything ? now() : m_everythingAt;
        addCampaigns(look);
        for (const auto& todo : m_parts.book.todos()) {
            if (!todo.isArchived) {
                look->left.append(todo);
            }
        }
        nextTodo(look);
    });
}

void Stream::addCampaigns(const LookPtr& look)
{
    const auto suspended = m_parts.book.isSuspended();
    if (m_frozen != suspended) {
        m_frozen = suspended;
        look->changes.append(VolunteerFrozen{suspended, suspended ? u"suspended"_s : QString()});
    }
    if (suspended || m_parts.record == nullptr) {
        return;
    }
    const auto ids = m_parts.record->campaigns();
    for (const auto& id : ids) {
        const auto* campaign = m_parts.record->campaign(id);
        const auto* todo = m_parts.book.ofCampaign(id);
        const auto isOver = todo == nullptr || todo->isArchived;
        if (campaign != nullptr && isOver && !campaign->paused) {
            look->changes.append(CampaignPaused{id, u"archived"_s});
        } else if (campaign != nullptr && !isOver && campaign->paused) {
            look->changes.append(CampaignResumed{id});
        }
    }
}

void Stream::nextTodo(const LookPtr& look)
{
    if (look->left.isEmpty()) {
        nextContacts(look);
        return;
    }
    const auto todo = look->left.takeFirst();
    const auto& seen = m_seen[todo.assignment];
    const auto isMoved = !seen.todo || seen.todo->all != todo.all;
    // Who was taken away while another came changes no total; our own texts move the other counts too.
    const auto mayBeMoved =
        !seen.todo || seen.todo->toText != todo.toText || seen.todo->outsideHours != todo.outsideHours;
    const auto age = now() - seen.wholeAt;
    if (look->all || !seen.isWhole || isMoved || age >= (mayBeMoved ? m_pace.afterCounts : m_pace.wholeList)) {
        readList(look, todo, true);
    } else if (todo.waiting > 0 || todo.outsideHours > 0 || seen.todo->waiting != todo.waiting) {
        readList(look, todo, false);
    } else {
        readScript(look, todo);
    }
}

void Stream::readList(const LookPtr& look, const Todo& todo, bool whole)
{
    m_parts.line.read(whole ? kList : kWaiting, {{u"assignmentId"_s, todo.assignment}},
                      [=, this](const Result<Reply, TransportError>& reply) {
                          if (!reply) {
                              fail(look, reply.error());
                              return;
                          }
                          if (reply->refused()) {
                              nextTodo(look); // Taken away in this very moment: the to-dos will say so.
                              return;
                          }
                          const auto lines = readLines(reply->value.toObject().value("contacts"_L1));
                          if (!lines) {
                              fail(look, badAnswer(200, lines.error().detail));
                              return;
                          }
                          takeList(look, todo, whole, *lines);
                      });
}

void Stream::takeList(const LookPtr& look, const Todo& todo, bool whole, const ContactLines& read)
{
    auto& seen = m_seen[todo.assignment];
    auto& wanted = m_wanted[todo.assignment];
    QSet<ContactId> listed;
    for (const auto& line : read.lines) {
        listed.insert(line.id);
        if (whole && !m_ordinals.contains(line.id)) {
            m_ordinals.insert(line.id, m_ordinals.size());
        }
        if (!isNews(seen, line)) {
            seen.lines.insert(line.id, line);
        } else if (!m_listed.contains(line.id)) {
            wanted.enqueue(line.id);
            m_listed.insert(line.id, line);
        } else if (m_listed.value(line.id) != line) {
            m_listed.insert(line.id, line);
            m_read.remove(line.id); // It was read before this change.
        }
    }
    if (whole) {
        if (read.isComplete) {
            addMissing(look, todo, listed);
        }
        seen.isWhole = read.isComplete;
        seen.wholeAt = now();
        seen.todo = todo; // The counts as of the last list of all.
    } else {
        seen.todo->waiting = todo.waiting;
    }
    if (wanted.isEmpty()) {
        m_wanted.remove(todo.assignment);
    }
    readScript(look, todo);
}

bool Stream::isNews(const Seen& seen, const ContactLine& line) const
{
    if (const auto before = seen.lines.constFind(line.id); before != seen.lines.cend()) {
        return *before != line;
    }
    const auto* local = m_parts.record != nullptr ? m_parts.record->contact(line.id) : nullptr;
    if (local == nullptr) {
        return !(line.optedOut && line.status == "needsMessage"_L1); // Nobody will ever write to them.
    }
    if (!local->assigned || (line.optedOut && !local->optedOut)) {
        return true;
    }
    // Whoever was texted may have written since: that only the conversation tells.
    return line.status != "needsMessage"_L1 ||
           (local->stage != ContactStage::NeedsFirstMessage && local->stage != ContactStage::Messaged);
}

// What the store holds of this assignment and the server does not list any more is somebody else's now.
void Stream::addMissing(const LookPtr& look, const Todo& todo, const QSet<ContactId>& listed)
{
    auto& seen = m_seen[todo.assignment];
    seen.lines.removeIf([&](const auto& line) { return !listed.contains(line.key()); });
    if (m_parts.record == nullptr) {
        return;
    }
    const auto ids = m_parts.record->contacts();
    for (const auto& id : ids) {
        const auto* local = m_parts.record->contact(id);
        if (local != nullptr && local->assigned && local->contact.lease.value == todo.assignment &&
            !listed.contains(id)) {
            look->changes.append(ContactUnassigned{id, u"reassigned"_s});
        }
    }
}

void Stream::readScript(const LookPtr& look, const Todo& todo)
{
    auto& seen = m_seen[todo.assignment];
    const auto* organization = m_parts.book.organization(todo.organization);
    if (organization == nullptr || (seen.scriptAt > Millis{0} && now() - seen.scriptAt < m_pace.script)) {
        nextTodo(look);
        return;
    }
    m_parts.line.read(
        kScript, {{u"assignmentId"_s, todo.assignment}}, [=, this](const Result<Reply, TransportError>& reply) {
            if (!reply) {
                fail(look, reply.error());
                return;
            }
            const auto* about = m_parts.book.organization(todo.organization);
            const auto campaign = about != nullptr && !reply->refused()
                                      ? readCampaign(reply->value.toObject(), todo, *about)
                                      : Result<Campaign>(textbank::fail(ErrorCode::NotFound));
            if (campaign) {
                m_seen[todo.assignment].scriptAt = now();
                const auto* known = m_parts.record != nullptr ? m_parts.record->campaign(todo.campaign) : nullptr;
                if (known == nullptr || known->version != campaign->version) {
                    look->changes.append(CampaignUpdated{todo.campaign, campaign->version});
                }
            }
            nextTodo(look);
        });
}

void Stream::finish(const LookPtr& look)
{
    m_looking = false;
    m_lookedAt = now();
    if (m_held) {
        startOver(); // A batch began meanwhile: all of this is looked at again behind it.
        return;
    }
    if (look->changes.isEmpty() && !m_wanted.isEmpty()) {
        // Nothing new in this page; a page without changes would say that there is none to come.
        m_looking = true;
        nextContacts(look);
        return;
    }
    if (!look->changes.isEmpty()) {
        m_newsAt = now();
        ChangesPage page;
        page.changes = look->changes;
        page.more = !m_wanted.isEmpty();
        page.cursor = cursorAt(m_parts.line.serverNow(), ++m_serial);
        m_lastCursor = page.cursor;
        answerAll(page);
        return;
    }
    const auto alive = std::weak_ptr(m_alive);
    auto waiting = std::exchange(m_waiting, {});
    QList<Waiting> over;
    for (auto& one : waiting) {
        (one.until <= now() ? over : m_waiting).append(std::move(one));
    }
    schedule();
    for (const auto& one : over) {
        ChangesPage page;
        page.cursor = one.after.isEmpty() ? cursorAt(m_parts.line.serverNow(), ++m_serial) : one.after;
        one.answer(page);
        if (alive.expired()) {
            return;
        }
    }
}

void Stream::fail(const LookPtr& look, const TransportError& error)
{
    m_looking = false;
    if (!look->changes.isEmpty()) {
        startOver(); // What was found out before is not told, so it must be found again.
    }
    m_lookedAt = now();
    answerAll(Unexpected{error});
}

void Stream::answerAll(const GatewayResult<ChangesPage>& result)
{
    const auto alive = std::weak_ptr(m_alive);
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& one : waiting) {
        if (alive.expired()) {
            return;
        }
        one.answer(result);
    }
}

} // namespace textbank::spoke
