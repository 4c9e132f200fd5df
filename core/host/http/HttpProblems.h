#pragma once

#include "core/base/Result.h"
#include "core/host/http/HttpMessages.h"
#include "core/model/Problem.h"

namespace textbank {

/// The HTTP status of a problem type, the same for every route.
int httpStatusOf(const Problem& problem);
/// The problem document with its status, Retry-After and WWW-Authenticate.
HttpAnswer problemAnswer(const Problem& problem);
/// A failure of HTTP itself: type about:blank and the status' own phrase (RFC 9457, 4.2.1).
HttpAnswer statusAnswer(int status);
/// What was asked cannot be read; `error` has the path of what is wrong.
HttpAnswer malformedAnswer(const Error& error);

} // namespace textbank
