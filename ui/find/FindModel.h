#pragma once

#include "ui/find/FindPalette.h"

#include <QAbstractListModel>

namespace textbank {

/// What Find found, in groups: a heading row before each kind.
class FindModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Heading, Person, Message, Action };
    enum Role { KindRole = Qt::UserRole + 1, ContactRole, ActionRole, MarksRole, DetailRole, NameRole };
    using Marks = QList<std::pair<int, int>>;

    explicit FindModel(Shift& shift, QObject* parent = nullptr);
    void setActions(const QList<FindAction>& actions) { m_actions = actions; }
    void search(const QString& query);
    int firstChoice() const; ///< The first row that can be chosen, or -1.

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row
    {
        Kind kind = Kind::Heading;
        QString text;
        QString detail;
        QString name;
        Marks marks;
        ContactId contact;
        QString action;
    };
    QList<Row> matchingActions(const QString& query) const;

    Shift& m_shift;
    QList<FindAction> m_actions;
    QList<Row> m_rows;
};

} // namespace textbank

Q_DECLARE_METATYPE(textbank::FindModel::Marks)
