#include "core/host/http/HttpProblems.h"

#include "core/gateway/Wire.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

HttpAnswer answerOf(const Problem& problem, int status)
{
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "application/problem+json"_ba;
    answer.body = wire::compact(wire::write(problem, status));
    if (status == 429 || status == 503) {
        const auto wait = problem.retryAfter.value_or(Seconds{5});
        answer.headers.append({"Retry-After"_ba, QByteArray::number(static_cast<qint64>(wait.count()))});
    }
    if (status == 401) {
        answer.headers.append({"WWW-Authenticate"_ba, "Bearer realm=\"textbank\""_ba});
    }
    return answer;
}

QString phraseOf(int status)
{
    switch (status) {
    case 400:
        return u"Bad Request"_s;
    case 404:
        return u"Not Found"_s;
    case 405:
        return u"Method Not Allowed"_s;
    case 408:
        return u"Request Timeout"_s;
    case 413:
        return u"Content Too Large"_s;
    case 415:
        return u"Unsupported Media Type"_s;
    case 417:
        return u"Expectation Failed"_s;
    case 431:
        return u"Request Header Fields Too Large"_s;
    case 503:
        return u"Service Unavailable"_s;
    default:
        return u"Internal Server Error"_s;
    }
}

} // namespace

int httpStatusOf(const Problem& problem)
{
    switch (problem.type) {
    case ProblemType::OptedOut:
    case ProblemType::LeaseLost:
    case ProblemType::Paused:
    case ProblemType::Frozen:
    case ProblemType::TextChanged:
    case ProblemType::NotAssigned:
    case ProblemType::RecentlyTexted:
    case ProblemType::HouseholdTexted:
    case ProblemType::AttemptVoided:
    case ProblemType::AlreadyTexted:
    case ProblemType::AccountExists:
        return 409;
    case ProblemType::OutsideWindow:
    case ProblemType::PolicyRefused:
    case ProblemType::Unregistered:
    case ProblemType::CodeInvalid:
    case ProblemType::CodeUsedUp:
    case ProblemType::CodeExpired:
    case ProblemType::InvitationInvalid:
    case ProblemType::Unsupported:
        return 422;
    case ProblemType::RateLimited:
        return 429;
    case ProblemType::TooLarge:
        return 413;
    case ProblemType::Malformed:
        return 400;
    case ProblemType::Unauthenticated:
    case ProblemType::PasswordWrong:
        return 401;
    case ProblemType::Forbidden:
        return 403;
    case ProblemType::Gone:
        return 410;
    case ProblemType::NotFound:
        return 404;
    case ProblemType::Other:
        break;
    }
    // A host that says when to come back has certainly done nothing; one that does not may have.
    return problem.retryAfter ? 503 : 500;
}

HttpAnswer problemAnswer(const Problem& problem) { return answerOf(problem, httpStatusOf(problem)); }

HttpAnswer malformedAnswer(const Error& error)
{
    Problem problem;
    problem.type = error.code == ErrorCode::TooLarge ? ProblemType::TooLarge : ProblemType::Malformed;
    problem.title = u"The request does not have the required shape"_s;
    problem.detail = error.detail;
    return problemAnswer(problem);
}

HttpAnswer statusAnswer(int status)
{
    Problem problem;
    problem.title = phraseOf(status);
    if (status == 400) {
        problem.type = ProblemType::Malformed;
    } else if (status == 404) {
        problem.type = ProblemType::NotFound;
    } else if (status == 413) {
        problem.type = ProblemType::TooLarge;
    }
    return answerOf(problem, status);
}

} // namespace textbank
