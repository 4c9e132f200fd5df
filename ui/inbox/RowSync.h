#pragma once

#include <QAbstractItemModel>
#include <QList>

namespace textbank {

/// Brings a list model's rows from `rows` to `wanted` with as few signals as keep a view's scroll position and
/// selection: what is equal by `key` at both ends stays, the middle is taken out and put in. `announce` holds the
/// protected begin/end calls of the model.
template<class Row, class Key, class Announce>
void syncRows(QList<Row>& rows, const QList<Row>& wanted, Key key, Announce announce)
{
    qsizetype head = 0;
    const auto shorter = std::min(rows.size(), wanted.size());
    while (head < shorter && key(rows[head]) == key(wanted[head]))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && key(rows[rows.size() - 1 - tail]) == key(wanted[wanted.size() - 1 - tail]))
        ++tail;
    const auto removed = rows.size() - head - tail;
    const auto inserted = wanted.size() - head - tail;
    if (removed > 0) {
        announce.beginRemove(static_cast<int>(head), static_cast<int>(head + removed - 1));
        rows.remove(head, removed);
        announce.endRemove();
    }
    if (inserted > 0) {
        announce.beginInsert(static_cast<int>(head), static_cast<int>(head + inserted - 1));
        rows = wanted;
        announce.endInsert();
    } else {
        rows = wanted;
    }
    if (!rows.isEmpty())
        announce.changed(0, static_cast<int>(rows.size() - 1));
}

} // namespace textbank
