#pragma once

#include "core/reading/ReplyShield.h"
#include "core/store/Store.h"

#include <QList>
#include <QObject>
#include <memory>

namespace textbank {

/// Find over what the profile holds, in memory: people by name or last four digits, words in conversations.
class Finder : public QObject
{
    Q_OBJECT
public:
    /// Without a shield every message counts as mild.
    explicit Finder(Store& store, const ReplyShield* shield = nullptr);
    ~Finder() override;
    struct Hit
    {
        enum class Kind { Person, Message } kind = Kind::Person;
        ContactId contact;
        QString line;                          ///< The name, or the message around the words.
        QList<std::pair<int, int>> marks;      ///< Start and length in `line` of what matched.
        Instant at{};                          ///< Of the message.
        Harshness harshness = Harshness::Mild; ///< Of the whole message; ours are mild.
    };
    /// Best first, at most `limit`; without regard to case and accents. Empty for fewer than one letter.
    QList<Hit> find(const QString& query, int limit = 30);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
