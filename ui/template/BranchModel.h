#pragma once

#include "core/compose/TemplateOutline.h"

#include <QAbstractListModel>

namespace textbank {

/// The branches of a template with how many contacts take each. Counts stay while the same branches are counted anew.
class BranchModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DepthRole = Qt::UserRole + 1, CountRole, FirstRole };

    explicit BranchModel(QObject* parent = nullptr);
    void show(const TemplateOutline& outline);
    void count(const TemplateTally& tally); ///< Of the outline that is shown.
    void forgetCounts();                    ///< They are of another batch.

    int rowCount(const QModelIndex& parent = {}) const override;
    /// CountRole is -1 while it is not known; FirstRole tells the first branch of a condition.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row
    {
        QString words;
        QString path;
        int depth = 0;
        bool first = false;
        friend bool operator==(const Row&, const Row&) = default;
    };
    QList<Row> m_rows;
    QList<int> m_counts;
};

} // namespace textbank
