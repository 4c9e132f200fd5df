#pragma once

#include "core/base/FolderLock.h"
#include "core/base/Result.h"

#include <QLocalServer>
#include <QObject>
#include <memory>

namespace textbank {

/// One Textbank per data folder: two would send twice. The second start hands its join link to the first and ends.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString& dataFolder, QObject* parent = nullptr);

    enum class Role {
        First,  ///< This is the one; it listens.
        Second, ///< Another one runs and has been told.
    };
    /// Locked when another one holds the folder but does not answer.
    Result<Role> claim(const QString& message);

signals:
    /// Another start handed this over (a join link, or empty: only show yourself).
    void called(const QString& message);

private:
    void take();

    QString m_name;
    FolderLock m_lock;
    QLocalServer m_server;
};

} // namespace textbank
