#include "ui/inbox/ThreadModel.h"

#include "ui/inbox/DisplayText.h"
#include "ui/inbox/InboxWords.h"
#include "ui/inbox/RowSync.h"
#include "ui/settings/ActionMap.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kGroupGap = std::chrono::minutes(5);

QDateTime local(Instant at) { return QDateTime::fromMSecsSinceEpoch(toMs(at)); }

} // namespace

ThreadModel::ThreadModel(Shift& shift, QObject* parent)
    : QAbstractListModel(parent)
    , m_shift(shift)
{
}

int ThreadModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ThreadModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const auto& row = m_rows[index.row()];
    const bool isLong = !row.covered && row.text.size() > kShownUnits && !m_expanded.contains(row.key);
    switch (role) {
    case Qt::DisplayRole:
        return isLong ? shortened(row.text, kShownUnits - 100) + u" …"_s : row.text;
    case Qt::EditRole: // The whole of it, for the clipboard.
        return row.covered ? QString() : row.text;
    case Qt::AccessibleTextRole:
        return row.spoken;
    case KindRole:
        return static_cast<int>(row.kind);
    case FootRole:
        return row.foot;
    case StateIconRole:
        return row.icon;
    case FailedRole:
        return row.failed;
    case LongRole:
        return isLong;
    case MediaRole:
        return row.media;
    case FirstRole:
        return row.first;
    case LastRole:
        return row.last;
    case KeyRole:
        return row.key;
    case CoveredRole:
        return row.covered;
    case HarshRole:
        return row.harsh;
    case ShowsKeyRole:
        return row.harsh && index.row() == keyRow();
    default:
        return {};
    }
}

void ThreadModel::setText(Row& row, const Message& message) const
{
    row.message = message.id;
    row.harsh = m_shift.mask.covers(message);
    row.covered = row.harsh && !m_shift.mask.isRevealed(message.id);
    row.text = row.covered ? tr("This reply may be hostile, so it is hidden.") : displayText(message.text);
}

QList<ThreadModel::Row> ThreadModel::build() const
{
    QList<Row> rows;
    const auto* record = m_shift.inbox.record();
    if (!record)
        return rows;
    const QString name = inboxwords::nameOf(record->contact);
    const QLocale locale;
    for (const auto& message : m_shift.inbox.thread()) {
        Row row;
        const bool incoming = message.direction == Direction::Incoming;
        row.kind = incoming ? Kind::Incoming : Kind::Outgoing;
        row.key = u"m"_s + message.id.value;
        setText(row, message);
        row.media = message.media;
        row.at = message.at;
        const QString time = locale.toString(local(message.at).time(), QLocale::ShortFormat);
        row.foot = time;
        if (!incoming) {
            row.icon = inboxwords::deliveryIcon(message.delivery);
            row.foot = tr("%1 · %2", "time, then the state of a text").arg(time, inboxwords::delivery(message));
            row.failed = message.delivery == Delivery::Failed || message.delivery == Delivery::Refused ||
                         message.delivery == Delivery::Cancelled;
        }
        row.spoken = incoming ? tr("%1, %2: %3", "name, time, text").arg(name, row.foot, row.text)
                              : tr("You, %1: %2", "time and state, text").arg(row.foot, row.text);
        const QString key = row.harsh ? ActionMap::current().keyText(u"inbox.reveal"_s) : QString();
        if (!key.isEmpty())
            row.spoken += u' ' + (row.covered ? tr("Press %1 to show it.") : tr("Press %1 to hide it.")).arg(key);
        if (row.media > 0)
            row.spoken += u' ' + tr("%n picture(s) not loaded", nullptr, row.media);
        rows << row;
    }
    for (const auto& note : m_shift.inbox.notes()) {
        Row row;
        row.kind = Kind::Note;
        row.key = u"n"_s + note.id.value;
        row.text = displayText(note.text);
        row.at = note.at;
        row.foot = tr("Your note, %1 · only your campaign sees it")
                       .arg(locale.toString(local(note.at).time(), QLocale::ShortFormat));
        row.spoken = tr("%1: %2").arg(row.foot, row.text);
        rows << row;
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.at < b.at; });

    QList<Row> out;
    const QDate today = local(m_shift.clock.now()).date();
    QDate day;
    for (auto& row : rows) {
        const QDate date = local(row.at).date();
        if (date != day) {
            day = date;
            Row header;
            header.key = u"d"_s + date.toString(Qt::ISODate);
            header.text = inboxwords::day(date, today);
            header.spoken = header.text;
            header.at = row.at;
            out << header;
        }
        if (!out.isEmpty() && out.back().kind == row.kind && row.at - out.back().at < kGroupGap &&
            row.kind != Kind::Note) {
            row.first = false;
            out.back().last = false;
        }
        out << row;
    }
    return out;
}

bool ThreadModel::sync()
{
    struct Announce
    {
        ThreadModel* self;
        void beginRemove(int first, int last) { self->beginRemoveRows({}, first, last); }
        void endRemove() { self->endRemoveRows(); }
        void beginInsert(int first, int last) { self->beginInsertRows({}, first, last); }
        void endInsert() { self->endInsertRows(); }
        void changed(int first, int last) { emit self->dataChanged(self->index(first), self->index(last)); }
    };
    const auto contact = m_shift.inbox.current();
    if (contact != m_contact) {
        beginResetModel();
        m_contact = contact;
        m_expanded.clear();
        m_chosen.clear();
        m_rows = build();
        endResetModel();
        return false;
    }
    const auto wanted = build();
    if (wanted == m_rows)
        return false;
    // By what was there before, not by its place: where this computer's clock is ahead, an answer that came at once
    // stands above our text.
    QSet<QString> known;
    for (const auto& row : std::as_const(m_rows))
        known.insert(row.key);
    const bool newReply = std::any_of(wanted.cbegin(), wanted.cend(), [&known](const Row& row) {
        return row.kind == Kind::Incoming && !known.contains(row.key);
    });
    syncRows(
        m_rows, wanted, [](const Row& row) { return row.key; }, Announce{this});
    return newReply;
}

int ThreadModel::keyRow() const
{
    int newest = -1;
    for (int row = 0; row < rowCount(); ++row) {
        if (!m_rows[row].harsh)
            continue;
        if (m_rows[row].key == m_chosen)
            return row;
        newest = row;
    }
    return newest;
}

void ThreadModel::choose(int row)
{
    const int before = keyRow();
    m_chosen = row >= 0 && row < m_rows.size() ? m_rows[row].key : QString();
    for (const int changed : {before, keyRow()}) {
        if (changed >= 0 && before != keyRow())
            emit dataChanged(index(changed), index(changed), {ShowsKeyRole});
    }
}

bool ThreadModel::toggle(int row)
{
    if (row < 0 || row >= m_rows.size() || !m_rows[row].harsh)
        return false;
    const MessageId message = m_rows[row].message;
    if (m_rows[row].covered)
        m_shift.mask.reveal(message); // Comes back through revealedChanged.
    else
        m_shift.mask.hide(message);
    return true;
}

void ThreadModel::showAll(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    m_expanded.insert(m_rows[row].key);
    emit dataChanged(index(row), index(row));
}

} // namespace textbank
