#include "core/store/StoreState.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {

const QList<Snippet>& Store::snippets() const { return d->memory.profile.snippets; }

Result<void> Store::saveSnippet(const Snippet& snippet)
{
    if (snippet.id.isEmpty() || snippet.title.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid, u"a snippet without an id or a title"_s);
    }
    if (ended()) {
        return fail(ErrorCode::Blocked, u"the session is over"_s);
    }
    return write([&](Writing& writing) { return writing.turn.saveSnippet(snippet); });
}

Result<void> Store::removeSnippet(const SnippetId& id)
{
    const auto& known = snippets();
    if (std::none_of(known.cbegin(), known.cend(), [&](const Snippet& one) { return one.id == id; })) {
        return fail(ErrorCode::NotFound, u"snippet %1"_s.arg(id.value));
    }
    return write([&](Writing& writing) -> Result<void> {
        auto& turn = writing.turn;
        auto& kept = turn.editProfile().snippets;
        kept.removeIf([&](const Snippet& one) { return one.id == id; });
        turn.change().snippets = true;
        return turn.tables().snippets.remove(id);
    });
}

} // namespace textbank
