#include "ui/template/BranchModel.h"

#include "ui/inbox/DisplayText.h"
#include "ui/template/TemplateWords.h"

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRows = 500; ///< More than anybody reads; what is nested a thousand deep is still counted.
constexpr int kLongestWords = 200;
constexpr int kDeepestPath = 12;

} // namespace

BranchModel::BranchModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void BranchModel::show(const TemplateOutline& outline)
{
    QList<Row> rows;
    const auto& branches = outline.branches();
    for (int i = 0; i < std::min(branches.size(), kMostRows); ++i) {
        const TemplateBranch& branch = branches.at(i);
        Row row;
        row.words = shortened(displayLine(templatewords::branch(branch)), kLongestWords);
        row.path = branch.depth < kDeepestPath ? templatewords::path(outline, i) : row.words;
        row.depth = branch.depth;
        row.first = branch.kind == TemplateBranch::Kind::If;
        rows << row;
    }
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = rows;
    m_counts = QList<int>(rows.size(), -1);
    endResetModel();
}

void BranchModel::count(const TemplateTally& tally)
{
    for (int i = 0; i < m_rows.size(); ++i)
        m_counts[i] = tally.taking(i);
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

void BranchModel::forgetCounts()
{
    m_counts.fill(-1);
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

int BranchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant BranchModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row& row = m_rows.at(index.row());
    const int count = m_counts.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.words;
    case Qt::ToolTipRole:
        return row.path;
    case Qt::AccessibleTextRole:
        return count < 0 ? row.path : row.path + u": "_s + templatewords::contacts(count);
    case DepthRole:
        return row.depth;
    case CountRole:
        return count;
    case FirstRole:
        return row.first;
    default:
        return {};
    }
}

} // namespace textbank
