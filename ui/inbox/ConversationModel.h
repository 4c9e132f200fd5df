#pragma once

#include "ui/Shift.h"

#include <QAbstractListModel>

namespace textbank {

/// The conversations of InboxSession's filter for a list view. Names and states come from the store when painted, so
/// that a list of thousands costs nothing to bring up to date.
class ConversationModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { ContactRole = Qt::UserRole + 1, NameRole, InitialsRole, PreviewRole, AgeRole, WaitingRole };

    explicit ConversationModel(Shift& shift, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    ContactId contactAt(int row) const;
    int rowOf(const ContactId& contact) const; ///< -1 when the filter leaves it out.
    const ContactRecord* recordAt(int row) const;
    void sync();       ///< Takes over what InboxSession says now; keeps the rows that stay.
    void timePassed(); ///< Ages are others.

private:
    Shift& m_shift;
    QList<InboxSession::Line> m_rows;
};

} // namespace textbank
