#include "core/sync/Line.h"

#include "core/base/Log.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr Millis kSlowProbe = Seconds{30};

} // namespace

Line::Line(Store& profile, Gateway& commandGateway, Gateway& streamGateway, const Clock& time, Random& chance)
    : store(profile)
    , commands(commandGateway)
    , stream(streamGateway)
    , clock(time)
    , random(chance)
    , m_probe(chance, Seconds{2}, kSlowProbe)
{
}

std::optional<Millis> Line::offset() const
{
    const auto measured = commands.clockOffset();
    return measured ? measured : stream.clockOffset();
}

void Line::begin()
{
    m_offline = false;
    m_signedOut = false;
    m_heard = false;
    m_lastError.reset();
    m_storeError.reset();
    m_probe.succeeded();
}

void Line::answered()
{
    m_offline = false;
    m_heard = true;
    m_lastContact = now();
    m_lastError.reset();
    m_probe.succeeded();
}

void Line::failed(const TransportError& error)
{
    logInfo("sync", u"attempt failed: meaning %1, fault %2, status %3"_s.arg(static_cast<int>(error.meaning))
                        .arg(static_cast<int>(error.fault))
                        .arg(error.httpStatus));
    if (error.httpStatus > 0) {
        answered();
    }
    m_lastError = error;
    if (error.meaning == Meaning::NeverLeft) {
        m_offline = true;
        m_probe.failed(now());
    }
    m_signedOut = m_signedOut || error.meaning == Meaning::NotSignedIn;
}

void Line::storeFailed(const Error& error)
{
    logError("sync", u"store: error %1"_s.arg(static_cast<int>(error.code)));
    m_storeError = error;
}

void Line::forget()
{
    m_offline = false;
    m_signedOut = false;
    m_probe.forget();
}

TransportError storeFailure(const Error& error)
{
    return {Meaning::NeverLeft, Fault::Cancelled, 0, std::nullopt, std::nullopt, u"store: "_s + error.detail};
}

std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b)
{
    return !a ? b : !b ? a : std::min(*a, *b);
}

} // namespace textbank
