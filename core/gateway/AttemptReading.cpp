#include "core/gateway/AttemptReading.h"

#include "core/gateway/HttpGatewayClock.h"
#include "core/gateway/Wire.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr Seconds kLongestWait = std::chrono::hours(1);

TransportError without(Meaning meaning, Fault fault, const Attempt& attempt)
{
    return {meaning, fault, attempt.httpStatus, std::nullopt, std::nullopt, attempt.detail};
}

TransportError readStatus(const Attempt& attempt)
{
    const auto status = attempt.httpStatus;
    TransportError error = without(Meaning::MayHaveLeft, Fault::Http, attempt);
    if (const auto json = wire::parseObject(attempt.body); json && json->contains("type"_L1)) {
        error.problem = wire::readProblem(*json);
        error.fault = Fault::Problem;
    }
    error.retryAfter = readRetryAfter(attempt.retryAfter, attempt.now);
    if (!error.retryAfter && error.problem) {
        error.retryAfter = error.problem->retryAfter;
    }
    if (error.retryAfter) {
        error.retryAfter = std::clamp(*error.retryAfter, Seconds{0}, kLongestWait);
    }

    const auto known = error.problem && error.problem->type != ProblemType::Other;
    if (status == 401 && error.problem && error.problem->type == ProblemType::Unauthenticated) {
        error.meaning = Meaning::NotSignedIn; // The gateway's word; a venue's own page to sign in at is not.
    } else if (status == 429 || status == 503) {
        error.meaning = Meaning::RefusedForNow;
    } else if ((status == 409 || status == 410 || status == 422) && known) {
        error.meaning = Meaning::Refused;
    } else if (status >= 400 && status < 500) {
        error.meaning = Meaning::Failed;
    }
    return error;
}

} // namespace

TransportError readAttempt(const Attempt& attempt)
{
    switch (attempt.end) {
    case AttemptEnd::Answered:
        return readStatus(attempt);
    case AttemptEnd::BadAddress:
        return without(Meaning::NeverLeft, Fault::BadAddress, attempt);
    case AttemptEnd::Offline:
        return without(Meaning::NeverLeft, Fault::Offline, attempt);
    case AttemptEnd::HostNotFound:
        return without(Meaning::NeverLeft, Fault::HostNotFound, attempt);
    case AttemptEnd::ConnectionRefused:
        return without(Meaning::NeverLeft, Fault::ConnectionRefused, attempt);
    case AttemptEnd::TlsFailed:
        return without(Meaning::NeverLeft, Fault::TlsFailed, attempt);
    case AttemptEnd::CertificateChanged:
        return without(Meaning::NeverLeft, Fault::CertificateChanged, attempt);
    case AttemptEnd::CertificateExpired:
        return without(Meaning::NeverLeft, Fault::CertificateExpired, attempt);
    case AttemptEnd::NotTrusted:
        return without(Meaning::NeverLeft, Fault::CertificateNotTrusted, attempt);
    case AttemptEnd::TimedOut:
        return without(Meaning::MayHaveLeft, Fault::TimedOut, attempt);
    case AttemptEnd::Closed:
        return without(Meaning::MayHaveLeft, Fault::ConnectionClosed, attempt);
    case AttemptEnd::TooLarge:
        return without(Meaning::MayHaveLeft, Fault::TooLarge, attempt);
    case AttemptEnd::Cancelled:
        return without(Meaning::MayHaveLeft, Fault::Cancelled, attempt);
    case AttemptEnd::Other:
        break;
    }
    return without(Meaning::MayHaveLeft, Fault::Http, attempt);
}

TransportError badAnswer(int httpStatus, const QString& path)
{
    return {Meaning::MayHaveLeft, Fault::BadAnswer, httpStatus, std::nullopt, std::nullopt, path};
}

std::optional<Seconds> readRetryAfter(const QByteArray& header, Instant now)
{
    const auto text = header.trimmed();
    if (text.isEmpty()) {
        return std::nullopt;
    }
    if (std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const auto seconds = text.toLongLong(&fits);
        return fits ? std::min(Seconds{seconds}, kLongestWait) : kLongestWait;
    }
    const auto when = readHttpDate(text);
    if (!when) {
        return std::nullopt;
    }
    const auto left = std::chrono::ceil<Seconds>(*when - now);
    return std::clamp(left, Seconds{0}, kLongestWait);
}

} // namespace textbank
