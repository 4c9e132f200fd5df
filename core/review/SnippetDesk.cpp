#include "core/review/SnippetDesk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QString kSetting = u"snippets.open"_s;
constexpr qsizetype kMostGone = 20;

QString toText(const QHash<SnippetId, Snippet>& open)
{
    auto ids = open.keys();
    std::sort(ids.begin(), ids.end());
    QJsonArray list;
    for (const auto& id : std::as_const(ids)) {
        const auto& one = *open.constFind(id);
        list.append(QJsonObject{
            {u"id"_s, id.value}, {u"title"_s, one.title}, {u"text"_s, one.text}, {u"language"_s, one.language}});
    }
    return list.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QHash<SnippetId, Snippet> openFrom(const QString& text)
{
    QHash<SnippetId, Snippet> open;
    const auto list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto& value : list) {
        const auto one = value.toObject();
        const SnippetId id{one.value("id"_L1).toString()};
        open.insert(id, {id, one.value("title"_L1).toString(), one.value("text"_L1).toString(),
                         one.value("language"_L1).toString()});
    }
    return open;
}

} // namespace

SnippetDesk::SnippetDesk(Store& store, const Clock& clock, Random& random)
    : m_store(store)
    , m_clock(clock)
    , m_random(random)
{
    load();
    connect(&m_store, &Store::changed, this, [this](const StoreChange& change) {
        if (change.snippets) {
            emit changed();
        }
    });
}

void SnippetDesk::load()
{
    m_kept = m_store.setting(kSetting).value_or({});
    m_open = openFrom(m_kept);
    m_open.removeIf([this](const auto& open) {
        const auto* const known = saved(open.key());
        return known != nullptr && *known == open.value();
    });
}

const Snippet* SnippetDesk::saved(const SnippetId& id) const
{
    const auto& all = m_store.snippets();
    const auto found = std::find_if(all.cbegin(), all.cend(), [&](const Snippet& one) { return one.id == id; });
    return found == all.cend() ? nullptr : &*found;
}

QList<SnippetDesk::Entry> SnippetDesk::entries() const
{
    QList<Entry> all;
    for (const auto& one : m_store.snippets()) {
        const auto open = m_open.constFind(one.id);
        all.append({open == m_open.constEnd() ? one : *open, true, open != m_open.constEnd()});
    }
    for (const auto& one : m_open) {
        if (saved(one.id) == nullptr) {
            all.append({one, false, true});
        }
    }
    std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
        if (a.isSaved != b.isSaved) {
            return b.isSaved;
        }
        const auto order = QString::localeAwareCompare(a.snippet.title, b.snippet.title);
        return order != 0 ? order < 0 : a.snippet.id < b.snippet.id;
    });
    return all;
}

std::optional<SnippetDesk::Entry> SnippetDesk::entry(const SnippetId& id) const
{
    const auto* const known = saved(id);
    const auto open = m_open.constFind(id);
    if (open != m_open.constEnd()) {
        return Entry{*open, known != nullptr, true};
    }
    return known != nullptr ? std::optional(Entry{*known, true, false}) : std::nullopt;
}

SnippetId SnippetDesk::begin(const Snippet& from)
{
    auto made = from;
    made.id.value = makeUuidV7(m_clock.now(), m_random);
    m_open.insert(made.id, made);
    emit changed();
    return made.id;
}

void SnippetDesk::edit(const Snippet& snippet)
{
    const auto before = entry(snippet.id);
    if (!before || before->snippet == snippet) {
        return;
    }
    const auto* const known = saved(snippet.id);
    if (known != nullptr && *known == snippet) {
        m_open.remove(snippet.id);
    } else {
        m_open.insert(snippet.id, snippet);
    }
    emit changed();
}

Result<void> SnippetDesk::save(const SnippetId& id)
{
    const auto open = m_open.constFind(id);
    if (open == m_open.constEnd()) {
        return saved(id) != nullptr ? Result<void>() : fail(ErrorCode::NotFound, u"snippet %1"_s.arg(id.value));
    }
    auto snippet = *open;
    snippet.title = snippet.title.trimmed();
    auto done = m_store.saveSnippet(snippet);
    if (!done) {
        return done;
    }
    m_open.remove(id);
    emit changed();
    (void)keep(); // What a full disk leaves there says what is saved, and load() knows it by that.
    return {};
}

void SnippetDesk::discard(const SnippetId& id)
{
    const auto open = m_open.constFind(id);
    if (open == m_open.constEnd()) {
        return;
    }
    forget({id, std::nullopt, *open});
    m_open.remove(id);
    emit changed();
}

Result<void> SnippetDesk::remove(const SnippetId& id)
{
    const auto* const known = saved(id);
    if (known == nullptr) {
        discard(id);
        return {};
    }
    Gone gone{id, *known, std::nullopt};
    if (const auto open = m_open.constFind(id); open != m_open.constEnd()) {
        gone.open = *open;
    }
    auto done = m_store.removeSnippet(id);
    if (!done) {
        return done;
    }
    m_open.remove(id);
    forget(gone);
    emit changed();
    (void)keep(); // What a full disk leaves there comes back at the next start, as one that is not saved.
    return {};
}

void SnippetDesk::forget(const Gone& gone)
{
    m_gone.append(gone);
    if (m_gone.size() > kMostGone) {
        m_gone.removeFirst();
    }
}

Result<SnippetId> SnippetDesk::undo()
{
    if (m_gone.isEmpty()) {
        return fail(ErrorCode::NotFound, u"nothing was removed"_s);
    }
    const auto gone = m_gone.back();
    if (gone.saved) {
        auto done = m_store.saveSnippet(*gone.saved);
        if (!done) {
            return Unexpected{done.error()};
        }
    }
    m_gone.removeLast();
    // What was written since is not taken away by bringing back what was before.
    if (gone.open && !m_open.contains(gone.id)) {
        m_open.insert(gone.id, *gone.open);
    }
    emit changed();
    return gone.id;
}

Result<void> SnippetDesk::keep()
{
    const auto now = toText(m_open);
    if (now == m_kept || m_store.ended()) {
        return {};
    }
    auto done = m_store.setSetting(kSetting, now);
    if (done) {
        m_kept = now;
    }
    return done;
}

} // namespace textbank
