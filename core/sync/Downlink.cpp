#include "core/sync/Downlink.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qsizetype kRememberedCursors = 1000;
constexpr Seconds kLongPoll{25};
/// An answer that says nothing and comes sooner than this was not held open: the gateway cannot, or a copy of this
/// profile runs elsewhere and the two end each other's poll. The next one waits, the longer the more often it happens.
constexpr Millis kShortestPoll{1000};
constexpr Seconds kFirstPause{1};
constexpr Seconds kLongestPause{8};

} // namespace

Downlink::Downlink(Line& line, std::function<void()> moved)
    : m_line(line)
    , m_moved(std::move(moved))
    , m_retry(line.random)
    , m_trail(line.store)
{
}

void Downlink::begin()
{
    m_alive = std::make_shared<int>(0);
    m_busy = false;
    m_probing = false;
    m_more = false;
    m_failing = false;
    m_settled = false;
    m_startOver = false;
    m_retelling = false;
    m_pause = kFirstPause;
    m_been.clear();
    m_beenInOrder.clear();
    m_retry.succeeded();
}

void Downlink::forgetBackOff()
{
    m_retry.forget();
    m_been.clear(); // A person wants it tried; a gateway that was put back to an earlier state is then followed.
    m_beenInOrder.clear();
}

void Downlink::moveTo(const QString& cursor)
{
    if (m_been.contains(cursor)) {
        return;
    }
    m_been.insert(cursor);
    m_beenInOrder.enqueue(cursor);
    if (m_beenInOrder.size() > kRememberedCursors) {
        m_been.remove(m_beenInOrder.dequeue());
    }
}

void Downlink::stop()
{
    m_alive.reset();
    m_busy = false;
    m_probing = false;
}

void Downlink::step()
{
    if (m_busy || !m_line.working() || !m_retry.mayTry(m_line.now())) {
        return;
    }
    m_busy = true;
    m_askedAt = m_line.clock.elapsed();
    const auto from = after();
    // After a failure too: what was missed is wanted now, and a poll that is held open would not tell that all is well.
    const auto wait = m_settled && !m_failing ? kLongPoll : Seconds{0};
    m_line.stream.changes(from, wait, [this, from, wait, alive = std::weak_ptr(m_alive)](const auto& answer) {
        if (!alive.expired()) {
            m_busy = false;
            takePage(from, wait, answer);
        }
    });
}

void Downlink::probe()
{
    if (m_probing) {
        return;
    }
    m_probing = true;
    const auto from = after();
    m_line.commands.changes(from, Seconds{0}, [this, from, alive = std::weak_ptr(m_alive)](const auto& answer) {
        if (!alive.expired()) {
            m_probing = false;
            takePage(from, Seconds{0}, answer);
        }
    });
}

void Downlink::readFirst(std::function<void(GatewayResult<void>)> done)
{
    if (!m_line.store.cursor().isEmpty()) {
        done({});
        return;
    }
    const auto take = [this, done = std::move(done), alive = std::weak_ptr(m_alive)](const auto& answer) {
        if (alive.expired()) {
            return;
        }
        takePage({}, Seconds{0}, answer);
        if (alive.expired()) {
            return;
        }
        // It came and could not be used or kept. Where another page came before it, that one is enough.
        const auto isUseless = answer && m_failing && m_line.store.cursor().isEmpty();
        if (!answer) {
            done(Unexpected{answer.error()});
        } else if (isUseless && m_line.storeError()) {
            done(Unexpected{storeFailure(*m_line.storeError())});
        } else if (isUseless && m_line.lastError()) {
            done(Unexpected{*m_line.lastError()});
        } else {
            done({});
        }
    };
    m_line.commands.changes({}, Seconds{0}, take);
}

void Downlink::takePage(const QString& after, Seconds wait, const GatewayResult<ChangesPage>& answer)
{
    if (answer) {
        m_line.answered();
        apply(after, wait, m_line.clock.elapsed() - m_askedAt, *answer);
    } else {
        readFailure(answer.error());
    }
    m_moved();
}

void Downlink::apply(const QString& after, Seconds wait, Millis took, const ChangesPage& page)
{
    if (after != this->after()) {
        return; // A lease or the probe moved the cursor meanwhile: this page is an older one.
    }
    if (page.cursor == after && (page.more || !page.changes.isEmpty())) {
        m_line.failed(
            {Meaning::MayHaveLeft, Fault::BadAnswer, 200, std::nullopt, std::nullopt, u"cursor: does not move"_s});
        tryLater();
        return;
    }
    if (page.cursor != after && hasBeenAt(page.cursor)) {
        // Round in a circle one would never come to an end.
        m_line.failed(
            {Meaning::MayHaveLeft, Fault::BadAnswer, 200, std::nullopt, std::nullopt, u"cursor: goes back"_s});
        tryLater();
        return;
    }
    if (page.cursor != after || m_startOver) {
        if (const auto applied = takeIn(page); !applied) {
            // Nothing of the page happened and the cursor stays: the same page is asked for again.
            if (applied.error().code == ErrorCode::Malformed || applied.error().code == ErrorCode::Invalid) {
                m_line.failed(
                    {Meaning::MayHaveLeft, Fault::BadAnswer, 200, std::nullopt, std::nullopt, applied.error().detail});
            } else {
                m_line.storeFailed(applied.error());
            }
            tryLater();
            return;
        }
        m_line.storeWorked();
        moveTo(after);
    }
    if (!page.more) {
        if (const auto caught = m_line.store.caughtUp(); !caught) {
            m_line.storeFailed(caught.error());
        }
    }
    m_startOver = false;
    m_settled = m_settled || !page.more;
    m_more = page.more;
    m_failing = false;
    if (wait > Seconds{0}) {
        m_retry.succeeded();
    } else {
        m_retry.forget(); // Whatever cuts off polls that are held open lets this one through: the pauses go on growing.
    }
    if (page.changes.isEmpty() && !page.more && wait > Seconds{0} && took < kShortestPoll) {
        m_retry.failed(m_line.now(), m_pause);
        m_pause = std::min(2 * m_pause, kLongestPause);
    } else {
        m_pause = kFirstPause;
    }
}

// An opt-out that was lifted may have been made again since, and a gateway that tells of the one may have forgotten the
// other. So what is told again lifts none: staff can lift it once more, and a text cannot be taken back.
Result<void> Downlink::takeIn(const ChangesPage& page)
{
    const auto wasHere = m_trail.contains(page.cursor);
    if (!wasHere) {
        return Unexpected{wasHere.error()};
    }
    const auto before = m_line.store.cursor();
    m_retelling = m_retelling || m_startOver || *wasHere;
    if (m_furthest.isEmpty()) {
        m_furthest = before;
    }
    if (!before.isEmpty()) {
        if (const auto left = m_trail.leave(before); !left) {
            return left;
        }
    }
    auto news = page;
    if (m_retelling) {
        news.changes.removeIf([](const Change& change) { return std::holds_alternative<OptOutRemoved>(change); });
    }
    const auto applied = m_line.store.applyChanges(news);
    if (applied) {
        // A page that goes beyond the furthest begins with what was told before, so that it lifts nothing either.
        m_retelling = m_retelling && page.cursor != m_furthest && (*wasHere || page.more);
        m_furthest = m_retelling || m_startOver ? m_furthest : page.cursor;
    }
    return applied;
}

void Downlink::readFailure(const TransportError& error)
{
    m_line.failed(error);
    m_more = false;
    if (error.problem && error.problem->type == ProblemType::Gone && !m_startOver) {
        m_been.clear();
        m_beenInOrder.clear();
        m_startOver = true; // From the beginning; everything is known by its id, so nothing is doubled.
        return;
    }
    if (error.meaning != Meaning::NeverLeft && error.meaning != Meaning::NotSignedIn) {
        tryLater(error.retryAfter);
    }
}

void Downlink::tryLater(std::optional<Seconds> retryAfter)
{
    m_failing = true;
    m_retry.failed(m_line.now(), retryAfter);
}

std::optional<Instant> Downlink::wakeAt() const
{
    return m_line.working() && !m_busy ? m_retry.wakeAt(m_line.now()) : std::nullopt;
}

} // namespace textbank
