#include "ui/inbox/ConversationModel.h"

#include "ui/inbox/DisplayText.h"
#include "ui/inbox/InboxWords.h"
#include "ui/inbox/RowSync.h"

namespace textbank {

using namespace Qt::StringLiterals;

ConversationModel::ConversationModel(Shift& shift, QObject* parent)
    : QAbstractListModel(parent)
    , m_shift(shift)
{
    m_rows = shift.inbox.lines();
    connect(&shift.mask, &ReplyMask::levelChanged, this, [this] {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(rowCount() - 1));
    });
}

int ConversationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ConversationModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const auto& line = m_rows[index.row()];
    const auto* record = m_shift.store.contact(line.contact);
    if (!record)
        return {};
    const auto age = [&] {
        if (inboxwords::isWaiting(*record))
            return inboxwords::waiting(m_shift.clock.now() - record->waitingSince);
        return inboxwords::age(m_shift.clock.now() - line.at);
    };
    const auto preview = [&] {
        if (m_shift.mask.covers(line.harshness))
            return inboxwords::covered();
        if (line.preview.isEmpty() && line.media > 0)
            return tr("%n picture(s)", nullptr, line.media);
        const QString text = displayLine(line.preview);
        return line.lastIsOurs ? tr("You: %1").arg(text) : text;
    };
    switch (role) {
    case ContactRole:
        return line.contact.value;
    case Qt::DisplayRole:
    case NameRole:
        return inboxwords::nameOf(record->contact);
    case InitialsRole:
        return initialsOf(record->contact.displayName());
    case PreviewRole:
        return preview();
    case AgeRole:
        return age();
    case WaitingRole:
        return inboxwords::isWaiting(*record);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        QStringList parts{inboxwords::nameOf(record->contact)};
        for (const auto& state : inboxwords::states(*record))
            parts << state.words;
        parts << age() << preview();
        return parts.join(u", "_s);
    }
    default:
        return {};
    }
}

ContactId ConversationModel::contactAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].contact : ContactId{};
}

int ConversationModel::rowOf(const ContactId& contact) const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].contact == contact)
            return static_cast<int>(i);
    return -1;
}

const ContactRecord* ConversationModel::recordAt(int row) const { return m_shift.store.contact(contactAt(row)); }

void ConversationModel::sync()
{
    struct Announce
    {
        ConversationModel* self;
        void beginRemove(int first, int last) { self->beginRemoveRows({}, first, last); }
        void endRemove() { self->endRemoveRows(); }
        void beginInsert(int first, int last) { self->beginInsertRows({}, first, last); }
        void endInsert() { self->endInsertRows(); }
        void changed(int first, int last) { emit self->dataChanged(self->index(first), self->index(last)); }
    };
    syncRows(
        m_rows, m_shift.inbox.lines(), [](const InboxSession::Line& line) { return line.contact; }, Announce{this});
}

void ConversationModel::timePassed()
{
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(rowCount() - 1), {AgeRole, Qt::AccessibleTextRole});
}

} // namespace textbank
