#pragma once

#include "core/model/Campaign.h"
#include "core/review/SnippetDesk.h"

#include <QAbstractListModel>

namespace textbank {

/// The volunteer's saved replies, and below them what the campaign's script says: texts to look at and to copy.
class SnippetModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Heading, Own, Script };
    enum Role { KindRole = Qt::UserRole + 1, DetailRole, StateRole };
    struct Row
    {
        Kind kind = Kind::Heading;
        QString key;     ///< Names the row for as long as it is there.
        Snippet snippet; ///< Without an id where it is the campaign's.
        QString detail;  ///< The second line.
        QString state;   ///< "Not saved"; empty when there is nothing to say.
        friend bool operator==(const Row&, const Row&) = default;
    };

    explicit SnippetModel(QObject* parent = nullptr);
    /// Takes over what there is now; rows that stay are kept. True when rows came, went or moved.
    bool sync(const SnippetDesk& desk, const Campaign* campaign);
    const Row* row(int index) const;
    int indexOf(const QString& key) const; ///< -1 when it is not there.
    int firstOf(Kind kind) const;
    static QString keyOf(const SnippetId& id);
    /// What a reply can be for: the usual ones, and those of the campaign.
    static QStringList languagesOf(const Campaign* campaign);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    QList<Row> m_rows;
};

} // namespace textbank
