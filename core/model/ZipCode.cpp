#include "core/model/ZipCode.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

} // namespace

WrittenZip readZip(const QString& written)
{
    auto text = written.trimmed();
    if (text.endsWith(".0"_L1)) {
        text.chop(2);
    }
    QString digits;
    for (const auto c : text) {
        if (isDigit(c)) {
            digits += c;
        } else if (c != u'-' && !c.isSpace()) {
            return {};
        }
    }
    if (digits.isEmpty()) {
        return {};
    }
    // The four of ZIP+4 stand behind a dash or a space, or behind the others without one.
    const auto unbroken = std::find_if_not(text.cbegin(), text.cend(), isDigit) - text.cbegin();
    const auto first = unbroken == text.size() && unbroken > 5 ? digits.size() - 4 : unbroken;
    const auto rest = digits.size() - first;
    if (first < 3 || first > 5 || (rest != 0 && rest != 4)) {
        return {{}, true};
    }
    return {digits.left(first).rightJustified(5, u'0'), true};
}

} // namespace textbank
