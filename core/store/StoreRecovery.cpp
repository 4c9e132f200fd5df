#include "core/store/StoreRecovery.h"

#include "core/base/Log.h"
#include "core/store/Eraser.h"
#include "core/store/OpenMark.h"
#include "core/store/SalvageMerge.h"
#include "core/store/StoreCheck.h"
#include "core/store/StoreFiles.h"
#include "core/store/StoreState.h"
#include "core/store/WalFile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

const QString kReportSetting = u"recovery.report"_s;

QString buildingAt(const QString& path) { return path + u".restoring"_s; }
QString asFoundAt(const QString& path) { return path + u".as-found"_s; }

QString toText(const RecoveryReport& report)
{
    const QJsonObject json{{u"copyFrom"_s, report.copyFrom ? toRfc3339(*report.copyFrom) : QString()},
                           {u"carriedOver"_s, report.carriedOver},
                           {u"lost"_s, report.lost},
                           {u"mayBeMore"_s, report.mayBeMore},
                           {u"asked"_s, report.asked},
                           {u"setAside"_s, report.setAside}};
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

std::optional<RecoveryReport> reportFrom(const QString& text)
{
    const auto json = QJsonDocument::fromJson(text.toUtf8()).object();
    if (json.isEmpty()) {
        return {};
    }
    return RecoveryReport{fromRfc3339(json.value("copyFrom"_L1).toString()),
                          json.value("carriedOver"_L1).toInt(),
                          json.value("lost"_L1).toInt(),
                          json.value("mayBeMore"_L1).toBool(),
                          json.value("asked"_L1).toInt(),
                          json.value("setAside"_L1).toString()};
}

/// The log first: while it lies there alone, it is one that was not put back yet.
void dropAsFound(const QString& path)
{
    const auto log = asFoundAt(path) + u"-wal"_s;
    if (!QFileInfo::exists(log) || QFile::remove(log)) {
        QFile::remove(asFoundAt(path));
    }
}

/// Whether plain reading and writing work there: then it is not the disk that refuses.
bool diskWorksAt(const QString& path)
{
    QFile file(path);
    QTemporaryFile probe(path + u".probe-XXXXXX"_s);
    return file.open(QIODevice::ReadOnly) && file.readAll().size() == file.size() && probe.open();
}

bool isSound(const QString& copy, const Sealer& sealer)
{
    if (!storefiles::hasDatabase(copy)) {
        return false;
    }
    const auto database = Database::open({copy, 2000, true});
    return database && checkWhole(**database, sealer);
}

/// The record goes on where the copy's ended: entries are sealed and chained, so they are taken as they lie there.
void continueAudit(const QString& path, const QList<Salvage>& salvages)
{
    const auto database = Database::open({path, 2000, true});
    if (!database) {
        return;
    }
    for (const auto& salvage : salvages) {
        auto same = false;
        (void)(*database)->run(u"SELECT id FROM audit_log"_s, {}, [&](const QSqlQuery& row) {
            same = row.value(0).toString() == salvage.auditLog;
            return false;
        });
        for (auto entry = salvage.audit.cbegin(); same && entry != salvage.audit.cend(); ++entry) {
            // One that is there already, or that leaves a gap, is refused by the table itself.
            (void)(*database)->run(u"INSERT INTO audit (number, body) VALUES (?, ?)"_s, {entry.key(), *entry});
        }
    }
}

} // namespace

StoreRecovery::StoreRecovery(const Store::Options& options, const Clock& clock, Random& random)
    : m_options(options)
    , m_path(options.path)
    , m_clock(clock)
    , m_random(random)
{
}

Result<StoreRecovery::Opened> StoreRecovery::open(const Store::Options& options, const Clock& clock, Random& random)
{
    auto opened = StoreRecovery(options, clock, random).run();
    if (!opened) {
        return opened;
    }
    auto& store = *opened->store;
    if (options.path != u":memory:"_s) {
        store.d->mark = std::make_unique<OpenMark>(options.path);
    }
    const auto report = store.setting(kReportSetting);
    if (!report) {
        return Unexpected{report.error()};
    }
    opened->report = reportFrom(*report);
    return opened;
}

Result<void> StoreRecovery::acknowledge(Store& store) { return store.setSetting(kReportSetting, {}); }

void StoreRecovery::suspect(Store& store)
{
    if (store.d->mark) {
        store.d->mark->keep();
    }
}

Result<StoreRecovery::Opened> StoreRecovery::run()
{
    if (storefiles::hasDatabase(storefiles::restoredOf(m_path))) {
        // A recovery died after its work was done.
        if (auto done = putInPlace(nullptr); !done) {
            return Unexpected{done.error()};
        }
    } else if (auto done = putBackAsFound(); !done) {
        return Unexpected{done.error()};
    }
    dropAsFound(m_path);
    storefiles::removeDatabase(buildingAt(m_path));
    if (looksDamaged()) {
        return recover();
    }
    return openAsItIs();
}

bool StoreRecovery::looksDamaged() const
{
    const auto mark = OpenMark::lookFor(m_path);
    const QFileInfo wal(m_path + u"-wal"_s);
    if (!storefiles::hasDatabase(m_path)) {
        return QFileInfo::exists(m_path) ? QFileInfo(m_path).isDir() || mark != OpenMark::Found::Nothing ||
                                               wal.size() > 0 || storefiles::hasDatabase(storefiles::copyOf(m_path))
                                         : mark != OpenMark::Found::Nothing || wal.size() > 0 ||
                                               storefiles::hasDatabase(storefiles::copyOf(m_path));
    }
    if (mark == OpenMark::Found::Open && !wal.exists()) {
        return true; // What was committed last lay in there.
    }
    const auto passedOver = wal.exists() ? WalFile::commitsPassedOver(wal.filePath()) : Result<int>(0);
    return passedOver && *passedOver > 1;
}

bool StoreRecovery::isDamage(const Error& error) const
{
    return error.code == ErrorCode::Corrupt || (error.code == ErrorCode::Io && diskWorksAt(m_path));
}

Result<StoreRecovery::Opened> StoreRecovery::openAsItIs()
{
    // Opening brings the log home into the file. Should that log turn out not to belong there, the two are needed as
    // they were found.
    const auto asFound = asFoundAt(m_path);
    const auto kept = storefiles::hasLog(m_path) && storefiles::hasDatabase(m_path) &&
                      storefiles::copyFile(m_path, asFound) &&
                      storefiles::copyFile(m_path + u"-wal"_s, asFound + u"-wal"_s);
    auto opened = Store::open(m_options, m_clock, m_random);
    if (opened) {
        dropAsFound(m_path);
        return Opened{std::move(*opened), {}};
    }
    const auto error = opened.error();
    const auto maybeDamage = isDamage(error) || error.code == ErrorCode::NoKey;
    if (kept && maybeDamage) {
        storefiles::removeDatabase(m_path); // From here on the next start puts back what was found.
        if (auto done = putBackAsFound(); !done) {
            return Unexpected{done.error()};
        }
    }
    dropAsFound(m_path);
    if (!maybeDamage) {
        if (!QFileInfo::exists(m_path + u"-wal"_s)) {
            OpenMark::noteLogIsHome(m_path);
        }
        return Unexpected{error};
    }
    if (error.code == ErrorCode::NoKey) {
        // Only the check value may be damaged: then other things still open under this key.
        const auto sealer = Sealer::withKey(m_options.key);
        const auto found = sealer ? salvage(m_path, storefiles::scratchOf(m_path), *sealer)
                                  : Result<Salvage>(Unexpected{sealer.error()});
        const auto isKeyOfCopy = sealer && isSound(storefiles::copyOf(m_path), *sealer);
        if (!isKeyOfCopy && (!found || found->isEmpty())) {
            return Unexpected{error};
        }
    }
    logWarning("store", u"the store is damaged: "_s + error.detail);
    return recover();
}

// Whatever of it is done already is not done again: the file's name is free until it is back, then the log's is.
Result<void> StoreRecovery::putBackAsFound()
{
    const auto found = asFoundAt(m_path);
    const auto log = m_path + u"-wal"_s;
    auto done = true;
    if (storefiles::hasDatabase(found) && !QFileInfo::exists(m_path)) {
        const auto isInTheWay = storefiles::hasLog(found) && QFileInfo::exists(log); // What opening left of it.
        done = (!isInTheWay || QFile::remove(log)) && QFile::rename(found, m_path);
    }
    if (done && storefiles::hasLog(found) && !QFileInfo::exists(found) && !QFileInfo::exists(log)) {
        done = QFile::rename(found + u"-wal"_s, log);
    }
    return done ? Result<void>() : fail(ErrorCode::Io, u"the files as found cannot be put back"_s);
}

Result<StoreRecovery::Opened> StoreRecovery::recover()
{
    const auto sealer = Sealer::withKey(m_options.key);
    if (!sealer) {
        return Unexpected{sealer.error()};
    }
    const auto scratch = storefiles::scratchOf(m_path);
    const auto copy = storefiles::copyOf(m_path);
    const auto copyIsSound = isSound(copy, *sealer);
    QList<Salvage> salvages;
    const auto sources = copyIsSound ? QStringList{m_path} : QStringList{copy, m_path};
    for (const auto& source : sources) {
        auto found = salvage(source, scratch, *sealer);
        if (!found) {
            return Unexpected{found.error()};
        }
        salvages.append(std::move(*found));
    }
    if (!copyIsSound &&
        std::all_of(salvages.cbegin(), salvages.cend(), [](const auto& one) { return one.isEmpty(); })) {
        return fail(ErrorCode::Corrupt, u"nothing can be salvaged"_s);
    }
    RecoveryReport report;
    const auto isLogLost = OpenMark::lookFor(m_path) == OpenMark::Found::Open && !QFileInfo::exists(m_path + u"-wal"_s);
    report.mayBeMore = !salvages.back().isListWhole || salvages.back().isStrange || isLogLost;
    if (copyIsSound) {
        report.copyFrom = instantFromMs(QFileInfo(copy).lastModified().toMSecsSinceEpoch());
    }
    auto done = build(buildingAt(m_path), copyIsSound ? std::optional(copy) : std::nullopt, salvages, report);
    if (done && storefiles::hasLog(buildingAt(m_path))) {
        done = fail(ErrorCode::Io, u"the restored store does not leave its log"_s);
    }
    if (!done) {
        storefiles::removeDatabase(buildingAt(m_path));
        return Unexpected{done.error()};
    }
    if (!QFile::rename(buildingAt(m_path), storefiles::restoredOf(m_path))) {
        return fail(ErrorCode::Io, u"the restored store cannot take its name"_s);
    }
    done = putInPlace(&report);
    if (!done) {
        return Unexpected{done.error()};
    }
    auto opened = Store::open(m_options, m_clock, m_random);
    if (!opened) {
        return Unexpected{opened.error()};
    }
    return Opened{std::move(*opened), {}};
}

Result<void> StoreRecovery::build(const QString& at, const std::optional<QString>& copy, const QList<Salvage>& salvages,
                                  RecoveryReport& report)
{
    if (copy) {
        if (auto done = storefiles::copyFile(*copy, at); !done) {
            return done;
        }
        continueAudit(at, salvages);
    }
    auto options = m_options;
    options.path = at;
    auto store = Store::open(options, m_clock, m_random);
    if (!store) {
        return Unexpected{store.error()};
    }
    auto done = merge(**store, salvages, report);
    for (const auto& salvage : salvages) {
        const auto reason = salvage.sessionEnd.section(u' ', 0, 0).toInt();
        if (done && reason >= static_cast<int>(EndReason::Revoked) &&
            reason <= static_cast<int>(EndReason::DeadlinePassed)) {
            done = (*store)->forgetContacts(static_cast<EndReason>(reason));
            break;
        }
    }
    // Only the file itself takes its place; on a full disk the log stays when the store is closed.
    return done ? (*store)->database().emptyLog() : done;
}

Result<void> StoreRecovery::merge(Store& store, const QList<Salvage>& salvages, RecoveryReport& report)
{
    return store.write([&](Store::Writing& writing) -> Result<void> {
        SalvageMerge merging(writing.turn, writing.consequences, writing.decisions, writing.changes);
        auto done = merging.run(salvages);
        if (!done) {
            return done;
        }
        report.carriedOver = merging.carriedOver();
        report.lost = merging.lost();
        report.asked = merging.asked();
        report.setAside = QFileInfo(m_path).fileName() + u".damaged"_s;
        auto& profile = writing.turn.tables().profile;
        done = profile.saveSetting(QString::fromLatin1(kDoubtfulSetting), toSetting(merging.doubtful()));
        if (done) {
            done = profile.saveSetting(QString::fromLatin1(kCatchUpSetting), u"1"_s);
        }
        if (done) {
            done = profile.saveSetting(kReportSetting, toText(report));
        }
        if (done && !report.copyFrom) {
            // A gateway that knows the request gives the same contacts again.
            for (const auto& lease : writing.turn.profile().leases) {
                const QJsonObject request{{u"id"_s, lease.id.value}, {u"size"_s, 500}};
                done =
                    done ? profile.saveSetting(u"sync.leaseRequest."_s + lease.campaign.value,
                                               QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)))
                         : done;
            }
        }
        return done;
    });
}

// The damaged files go first, all of them; a start that finds only the restored one goes on from here.
Result<void> StoreRecovery::putInPlace(RecoveryReport* report)
{
    const auto aside = storefiles::setAside(m_path);
    if (!aside) {
        return Unexpected{aside.error()};
    }
    if (report != nullptr) {
        report->setAside = *aside;
    }
    if (!QFile::rename(storefiles::restoredOf(m_path), m_path)) {
        return fail(ErrorCode::Io, u"the restored store cannot take its place"_s);
    }
    return {};
}

} // namespace textbank
