#include "core/gateway/Wire.h"
#include "core/gateway/WireReader.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace textbank::wire {
namespace {

constexpr auto kProblemBase = "https://textbank.org/problems/"_L1;

} // namespace

QJsonObject write(const Problem& problem, int httpStatus)
{
    const auto slug = problemSlug(problem.type);
    QJsonObject json{{u"type"_s, problem.type == ProblemType::Other ? slug : kProblemBase + slug}};
    put(json, "title", problem.title);
    put(json, "detail", problem.detail);
    if (httpStatus > 0) {
        json.insert("status"_L1, httpStatus);
    }
    if (problem.retryAt) {
        json.insert("retryAt"_L1, toRfc3339(*problem.retryAt));
    }
    if (problem.retryAfter) {
        json.insert("retryAfter"_L1, static_cast<qint64>(problem.retryAfter->count()));
    }
    return json;
}

Problem readProblem(const QJsonObject& json)
{
    Problem problem;
    problem.type = problemFromSlug(json.value("type"_L1).toString().section(u'/', -1));
    problem.title = json.value("title"_L1).toString().left(kMaxName);
    problem.detail = json.value("detail"_L1).toString().left(kMaxString);
    problem.retryAt = fromRfc3339(json.value("retryAt"_L1).toString());
    const auto after = json.value("retryAfter"_L1);
    if (after.isDouble() && after.toDouble() >= 0) {
        // Rounded up, and never so far away that the wait overflows.
        problem.retryAfter = Seconds{static_cast<qint64>(std::ceil(std::min(after.toDouble(), 86400.0 * 366)))};
    }
    return problem;
}

} // namespace textbank::wire
