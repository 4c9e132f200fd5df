#pragma once

#include "ui/Shift.h"

#include <QAbstractListModel>
#include <QSet>

namespace textbank {

/// The open conversation as rows: days, messages, notes, in the order of time.
class ThreadModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Day, Incoming, Outgoing, Note };
    enum Role {
        KindRole = Qt::UserRole + 1,
        FootRole,
        StateIconRole,
        FailedRole,
        LongRole,
        MediaRole,
        FirstRole,
        LastRole,
        KeyRole
    };
    /// Longer texts are shown by their beginning until somebody asks for all.
    static constexpr int kShownUnits = 700;

    explicit ThreadModel(Shift& shift, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Brings the rows up to date; true when a message came in at the end of the same conversation.
    bool sync();
    void showAll(int row); ///< Of a shortened text.

private:
    struct Row
    {
        Kind kind = Kind::Day;
        QString key;
        QString text; ///< As it may be painted.
        QString foot; ///< Time and state in words.
        QString icon;
        bool failed = false;
        bool first = true; ///< Of a group of the same side.
        bool last = true;
        int media = 0;
        QString spoken;
        Instant at{};
        friend bool operator==(const Row&, const Row&) = default;
    };
    QList<Row> build() const;

    Shift& m_shift;
    ContactId m_contact;
    QList<Row> m_rows;
    QSet<QString> m_expanded;
};

} // namespace textbank
