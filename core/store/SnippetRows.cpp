#include "core/store/SnippetRows.h"

#include "core/store/Codec.h"

using namespace Qt::StringLiterals;

namespace textbank {

Result<Snippet> SnippetRows::decode(const SnippetId& id, const QByteArray& plain)
{
    const auto texts = codec::decodeTexts(plain, 3);
    if (!texts) {
        return Unexpected{texts.error()};
    }
    return Snippet{id, texts->at(0), texts->at(1), texts->at(2)};
}

Result<QList<Snippet>> SnippetRows::load()
{
    QList<Snippet> snippets;
    Result<void> opened;
    auto done = m_database.run(u"SELECT id, body FROM snippet ORDER BY key"_s, {}, [&](const QSqlQuery& row) {
        const auto id = row.value(0).toString();
        const auto body = m_sealer.open({"snippet", id.toUtf8(), "body"}, row.value(1).toByteArray());
        auto snippet = body ? decode({id}, *body) : Result<Snippet>(Unexpected{body.error()});
        if (!snippet) {
            opened = Unexpected{snippet.error()};
            return false;
        }
        snippets.append(std::move(*snippet));
        return true;
    });
    if (!done || !opened) {
        return Unexpected{done ? opened.error() : done.error()};
    }
    return snippets;
}

Result<void> SnippetRows::save(const Snippet& snippet)
{
    return m_database.run(
        u"INSERT INTO snippet (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"_s,
        {snippet.id.value, m_sealer.seal({"snippet", snippet.id.value.toUtf8(), "body"},
                                         codec::encodeTexts({snippet.title, snippet.text, snippet.language}))});
}

Result<void> SnippetRows::remove(const SnippetId& id)
{
    return m_database.run(u"DELETE FROM snippet WHERE id = ?"_s, {id.value});
}

} // namespace textbank
