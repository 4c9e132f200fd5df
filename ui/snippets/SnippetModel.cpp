#include "ui/snippets/SnippetModel.h"

#include "ui/Words.h"
#include "ui/inbox/DisplayText.h"

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

using Row = SnippetModel::Row;
constexpr int kDetail = 160;

Row heading(const QString& words)
{
    return {SnippetModel::Kind::Heading, u"heading:"_s + words, {{}, words, {}, {}}, {}, {}};
}

Row scriptRow(const QString& key, const QString& title, const QString& language, const QString& text, bool several)
{
    const QString shown =
        several && !language.isEmpty() ? title + u" \u00B7 "_s + words::languageName(language) : title;
    return {SnippetModel::Kind::Script,
            key + u'/' + language,
            {{}, shown, text, language},
            shortened(displayLine(text), kDetail),
            {}};
}

} // namespace

SnippetModel::SnippetModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

QString SnippetModel::keyOf(const SnippetId& id) { return u"own:"_s + id.value; }

QStringList SnippetModel::languagesOf(const Campaign* campaign)
{
    QStringList languages{u"en"_s, u"es"_s};
    const auto add = [&languages](const QString& language) {
        if (!language.isEmpty() && !languages.contains(language))
            languages << language;
    };
    if (campaign) {
        add(campaign->language);
        for (const auto& step : campaign->steps) {
            for (auto it = step.texts.cbegin(); it != step.texts.cend(); ++it)
                add(it.key());
        }
    }
    return languages;
}

bool SnippetModel::sync(const SnippetDesk& desk, const Campaign* campaign)
{
    QList<Row> rows;
    const auto own = desk.entries();
    if (!own.isEmpty())
        rows << heading(tr("Yours"));
    for (const auto& entry : own) {
        const QString state = !entry.isOpen ? QString() : entry.isSaved ? tr("Changed") : tr("Not saved");
        rows << Row{Kind::Own, keyOf(entry.snippet.id), entry.snippet,
                    shortened(displayLine(entry.snippet.text), kDetail), state};
    }
    if (campaign && !campaign->steps.isEmpty())
        rows << heading(tr("The campaign's script"));
    int number = 0;
    for (const auto& step : campaign ? campaign->steps : QList<InteractionStep>()) {
        ++number;
        const QString title = number == 1 ? tr("First message") : tr("Step %1").arg(number);
        for (auto it = step.texts.cbegin(); it != step.texts.cend(); ++it)
            rows << scriptRow(u"step:"_s + step.id.value, title, it.key(), it.value(), step.texts.size() > 1);
    }
    if (campaign && !campaign->canned.isEmpty())
        rows << heading(tr("The campaign's replies"));
    for (const auto& canned : campaign ? campaign->canned : QList<CannedResponse>()) {
        for (auto it = canned.texts.cbegin(); it != canned.texts.cend(); ++it)
            rows << scriptRow(u"canned:"_s + canned.id.value, canned.title, it.key(), it.value(),
                              canned.texts.size() > 1);
    }
    const bool sameRows = std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
                                     [](const Row& a, const Row& b) { return a.key == b.key; });
    if (!sameRows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return true;
    }
    for (int i = 0; i < rows.size(); ++i) {
        if (rows.at(i) == m_rows.at(i))
            continue;
        m_rows[i] = rows.at(i);
        emit dataChanged(index(i), index(i));
    }
    return false;
}

const SnippetModel::Row* SnippetModel::row(int index) const
{
    return index >= 0 && index < m_rows.size() ? &m_rows.at(index) : nullptr;
}

int SnippetModel::indexOf(const QString& key) const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).key == key)
            return i;
    }
    return -1;
}

int SnippetModel::firstOf(Kind kind) const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).kind == kind)
            return i;
    }
    return -1;
}

int SnippetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SnippetModel::data(const QModelIndex& index, int role) const
{
    const Row* const row = index.isValid() ? this->row(index.row()) : nullptr;
    if (!row)
        return {};
    const QString title = row->snippet.title.trimmed().isEmpty() ? tr("Without a title") : row->snippet.title;
    switch (role) {
    case Qt::DisplayRole:
        return displayLine(title);
    case Qt::AccessibleTextRole:
        return row->state.isEmpty() ? displayLine(title)
                                    : tr("%1, %2", "title, state").arg(displayLine(title), row->state);
    case KindRole:
        return static_cast<int>(row->kind);
    case DetailRole:
        return row->detail;
    case StateRole:
        return row->state;
    default:
        return {};
    }
}

Qt::ItemFlags SnippetModel::flags(const QModelIndex& index) const
{
    const Row* const row = this->row(index.row());
    return row && row->kind == Kind::Heading ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

} // namespace textbank
