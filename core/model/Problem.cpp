#include "core/model/Problem.h"

#include <array>

namespace textbank {
namespace {

struct Slug
{
    ProblemType type;
    const char* slug;
};
constexpr std::array kSlugs{
    Slug{ProblemType::OptedOut, "opted-out"},
    Slug{ProblemType::OutsideWindow, "outside-window"},
    Slug{ProblemType::LeaseLost, "lease-lost"},
    Slug{ProblemType::Paused, "paused"},
    Slug{ProblemType::Frozen, "frozen"},
    Slug{ProblemType::TextChanged, "text-changed"},
    Slug{ProblemType::NotAssigned, "not-assigned"},
    Slug{ProblemType::PolicyRefused, "policy"},
    Slug{ProblemType::Unregistered, "unregistered"},
    Slug{ProblemType::RateLimited, "rate-limited"},
    Slug{ProblemType::TooLarge, "too-large"},
    Slug{ProblemType::Malformed, "malformed"},
    Slug{ProblemType::Unauthenticated, "unauthenticated"},
    Slug{ProblemType::Forbidden, "forbidden"},
    Slug{ProblemType::Gone, "gone"},
    Slug{ProblemType::CodeInvalid, "code-invalid"},
    Slug{ProblemType::CodeUsedUp, "code-used-up"},
    Slug{ProblemType::CodeExpired, "code-expired"},
    Slug{ProblemType::PasswordWrong, "password-wrong"},
    Slug{ProblemType::AccountExists, "account-exists"},
    Slug{ProblemType::InvitationInvalid, "invitation-invalid"},
    Slug{ProblemType::NotFound, "not-found"},
    Slug{ProblemType::RecentlyTexted, "recently-texted"},
    Slug{ProblemType::HouseholdTexted, "household-texted"},
    Slug{ProblemType::AlreadyTexted, "already-texted"},
    Slug{ProblemType::Unsupported, "unsupported"},
    Slug{ProblemType::AttemptVoided, "attempt-voided"},
    Slug{ProblemType::Other, "about:blank"},
};

} // namespace

QString problemSlug(ProblemType type)
{
    for (const auto& entry : kSlugs) {
        if (entry.type == type) {
            return QString::fromLatin1(entry.slug);
        }
    }
    return QStringLiteral("about:blank");
}

ProblemType problemFromSlug(const QString& slug)
{
    for (const auto& entry : kSlugs) {
        if (slug == QLatin1String(entry.slug)) {
            return entry.type;
        }
    }
    return ProblemType::Other;
}

} // namespace textbank
