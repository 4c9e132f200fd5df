#pragma once

#include "core/store/Salvage.h"
#include "core/store/Store.h"

#include <memory>
#include <optional>

namespace textbank {

/// What became of a store that was found damaged, for a person to read.
struct RecoveryReport
{
    std::optional<Instant> copyFrom; ///< When the copy was made that it stands on now; nothing when there was none.
    int carriedOver = 0;             ///< Decisions saved from the damaged file that the copy did not have.
    int lost = 0;                    ///< Decisions known to be unreadable.
    bool mayBeMore = false;          ///< The damaged file does not even say what else was in it.
    int asked = 0;                   ///< Texts about which the gateway is asked before anything is sent.
    QString setAside;                ///< The damaged file's new name.
    bool isWhole() const { return lost == 0 && !mayBeMore; }
};

/// Opens a store whatever was done to its files. When they are damaged: what can be read is salvaged, a sound store is
/// built beside them from the last good copy, and only when that is whole are the damaged files renamed, never deleted,
/// and it takes their place. A crash at any moment of this leaves files that the next start can go on from. A restored
/// store is catching up (Store::catchingUp), and what may have left is unknown, so that no text goes out twice.
class StoreRecovery
{
public:
    struct Opened
    {
        std::unique_ptr<Store> store;
        std::optional<RecoveryReport> report; ///< Until acknowledged: also at the next start.
    };
    /// The errors of Store::open. Corrupt when nothing could be salvaged and there is no copy, DiskFull and Io when
    /// there is no room to work in: the files are then as they were.
    static Result<Opened> open(const Store::Options& options, const Clock& clock, Random& random);
    /// The person has read it.
    static Result<void> acknowledge(Store& store);
    /// The store turned out to be damaged while it was open: the next open() looks at all of it and restores it.
    static void suspect(Store& store);

private:
    StoreRecovery(const Store::Options& options, const Clock& clock, Random& random);
    Result<Opened> run();
    Result<Opened> openAsItIs();
    Result<void> putBackAsFound();
    bool looksDamaged() const;
    bool isDamage(const Error& error) const;
    Result<Opened> recover();
    Result<void> build(const QString& at, const std::optional<QString>& copy, const QList<Salvage>& salvages,
                       RecoveryReport& report);
    Result<void> merge(Store& store, const QList<Salvage>& salvages, RecoveryReport& report);
    Result<void> putInPlace(RecoveryReport* report);

    const Store::Options& m_options;
    const QString m_path;
    const Clock& m_clock;
    Random& m_random;
};

} // namespace textbank
