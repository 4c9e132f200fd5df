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
        KeyRole,
        CoveredRole, ///< Stands for a text that is not shown.
        HarshRole,   ///< Can be covered and shown.
        ShowsKeyRole ///< The one of them that the key is for.
    };
    /// Longer texts are shown by their beginning until somebody asks for all.
    static constexpr int kShownUnits = 700;

    explicit ThreadModel(Shift& shift, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Brings the rows up to date; true when a reply came in to the same conversation, wherever its
    /// stamp puts it.
    bool sync();
    void showAll(int row); ///< Of a shortened text.
    /// The row that the key to show or hide is for: the chosen one, else the newest that can be covered; -1 for none.
    int keyRow() const;
    void choose(int row); ///< The row that a person is at; -1 for none.
    /// Shows a covered text, covers a shown one; false when this row has neither.
    bool toggle(int row);

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
        MessageId message; ///< Empty of what is none.
        bool harsh = false;
        bool covered = false;
        QString spoken;
        Instant at{};
        friend bool operator==(const Row&, const Row&) = default;
    };
    QList<Row> build() const;
    void setText(Row& row, const Message& message) const;

    Shift& m_shift;
    ContactId m_contact;
    QList<Row> m_rows;
    QSet<QString> m_expanded;
    QString m_chosen; ///< Its key.
};

} // namespace textbank
