#include "ui/find/FindModel.h"

#include "ui/Words.h"
#include "ui/inbox/InboxWords.h"

#include <QDateTime>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostActions = 8;

/// Without case and accents, one unit for each unit of the text, so that places in it are places in the text.
QString plain(const QString& text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const QString parts = c.decomposition();
        const QChar base = !parts.isEmpty() && c.decompositionTag() == QChar::Canonical ? parts.at(0) : c;
        out += base.toCaseFolded();
    }
    return out;
}

} // namespace

FindModel::FindModel(Shift& shift, QObject* parent)
    : QAbstractListModel(parent)
    , m_shift(shift)
{
}

QList<FindModel::Row> FindModel::matchingActions(const QString& query) const
{
    const QStringList wanted = plain(query).split(u' ', Qt::SkipEmptyParts);
    QList<std::pair<int, Row>> found;
    for (const auto& action : m_actions) {
        const QString title = plain(action.title);
        Row row;
        row.kind = Kind::Action;
        row.text = action.title;
        row.detail = action.key;
        row.action = action.id;
        int rank = 0;
        bool all = true;
        for (const auto& word : wanted) {
            const auto at = title.indexOf(word);
            if (at < 0) {
                all = false;
                break;
            }
            rank += static_cast<int>(at);
            row.marks << std::pair<int, int>(static_cast<int>(at), static_cast<int>(word.size()));
        }
        if (all)
            found << std::pair(rank, row);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QList<Row> rows;
    for (const auto& [rank, row] : found) {
        if (!wanted.isEmpty() && rows.size() >= kMostActions)
            break;
        rows << row;
    }
    return rows;
}

void FindModel::search(const QString& query)
{
    beginResetModel();
    m_rows.clear();
    QList<Row> people;
    QList<Row> messages;
    const auto now = m_shift.clock.now();
    for (const auto& hit : query.trimmed().isEmpty() ? QList<Finder::Hit>() : m_shift.finder.find(query)) {
        const auto* record = m_shift.store.contact(hit.contact);
        if (!record)
            continue;
        Row row;
        row.contact = hit.contact;
        row.name = inboxwords::nameOf(record->contact);
        row.text = hit.line.isEmpty() ? row.name : hit.line;
        row.marks = hit.marks;
        if (hit.kind == Finder::Hit::Kind::Person) {
            row.kind = Kind::Person;
            QStringList detail{words::place(record->contact)};
            for (const auto& state : inboxwords::states(*record))
                detail << state.words;
            if (record->stage == ContactStage::NeedsFirstMessage)
                detail << tr("not texted yet");
            detail.removeAll(QString());
            row.detail = detail.join(u" · "_s);
            people << row;
        } else {
            row.kind = Kind::Message;
            if (m_shift.mask.covers(hit.harshness)) {
                row.text = inboxwords::covered();
                row.marks.clear();
            }
            row.detail = tr("%1 · %2", "name, time").arg(row.name, words::timeHere(hit.at, now));
            messages << row;
        }
    }
    const auto add = [this](const QString& title, const QList<Row>& rows) {
        if (rows.isEmpty())
            return;
        Row heading;
        heading.text = title;
        m_rows << heading;
        m_rows << rows;
    };
    add(tr("People"), people);
    add(tr("Messages"), messages);
    add(tr("Actions"), matchingActions(query));
    endResetModel();
}

int FindModel::firstChoice() const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].kind != Kind::Heading)
            return static_cast<int>(i);
    }
    return -1;
}

int FindModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FindModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const auto& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::AccessibleTextRole:
        return row.detail.isEmpty() ? row.text : row.text + u", "_s + row.detail;
    case KindRole:
        return static_cast<int>(row.kind);
    case ContactRole:
        return row.contact.value;
    case ActionRole:
        return row.action;
    case MarksRole:
        return QVariant::fromValue(row.marks);
    case DetailRole:
        return row.detail;
    case NameRole:
        return row.name;
    default:
        return {};
    }
}

Qt::ItemFlags FindModel::flags(const QModelIndex& index) const
{
    if (index.isValid() && m_rows[index.row()].kind == Kind::Heading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace textbank
