#include "core/store/Salvage.h"

#include "core/base/Log.h"
#include "core/store/Eraser.h"
#include "core/store/Schema.h"
#include "core/store/SnippetRows.h"
#include "core/store/StoreFiles.h"
#include "core/store/Turn.h"
#include "core/store/WalFile.h"

#include <QFile>
#include <QtEndian>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kGivesUpAfter = 2000; ///< Rows in a row that are not there, where the list itself does not say its end.

/// The fields of the header that are the same in every store of ours, put right.
/// https://www.sqlite.org/fileformat2.html#the_database_header
void mendHeader(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || file.size() < 100) {
        return;
    }
    auto header = file.read(100);
    header.replace(0, 16, QByteArray("SQLite format 3\0", 16));
    const char fixed[] = {0x10, 0x00, 2, 2, 0, 64, 32, 32}; // 4096-byte pages, WAL, nothing reserved.
    header.replace(16, sizeof fixed, QByteArray(fixed, sizeof fixed));
    const auto put = [&](qsizetype at, quint32 value) { qToBigEndian(value, header.data() + at); };
    put(24, 1); // Differs from the field at 92: the size in the header is not to be believed, the file's own is.
    put(44, 4);
    put(56, 1);
    put(68, kStoreApplicationId);
    put(92, 0);
    file.seek(0);
    file.write(header);
}

class Reader
{
public:
    Reader(Database& database, const Sealer& sealer)
        : m_database(database)
        , m_sealer(sealer)
    {
    }

    Salvage read()
    {
        each("setting", u"SELECT name, body FROM setting WHERE rowid = ?"_s, [this](const QSqlQuery& row) {
            const auto name = row.value(0).toString();
            const auto value = open({"setting", name.toUtf8(), "body"}, row.value(1));
            if (value && name == QLatin1String(kSessionEndSetting)) {
                m_found.sessionEnd = QString::fromUtf8(*value);
            } else if (value && name == QLatin1String(kDoubtfulSetting)) {
                m_found.doubtful = QString::fromUtf8(*value);
            }
        });
        readCampaigns();
        readLeases();
        readContacts();
        readSnippets();
        readSuppressions();
        readDecisions();
        readAudit();
        return std::move(m_found);
    }

private:
    using Row = std::function<void(const QSqlQuery&)>;

    std::optional<QByteArray> open(const Sealer::Place& place, const QVariant& sealed)
    {
        const auto bytes = sealed.toByteArray();
        auto plain = m_sealer.open(place, bytes);
        m_found.isStrange = m_found.isStrange || (!plain && !bytes.isEmpty());
        return plain ? std::optional(std::move(*plain)) : std::nullopt;
    }

    /// Visits each row of a table by its key, so that a damaged page costs the rows on it and no others. Answers
    /// whether the list of keys itself was whole.
    bool each(const char* table, const QString& select, const Row& visit)
    {
        QList<qint64> keys;
        const auto listed = m_database.run(u"SELECT rowid FROM %1 ORDER BY rowid"_s.arg(QLatin1String(table)), {},
                                           [&](const QSqlQuery& row) {
                                               keys.append(row.value(0).toLongLong());
                                               return true;
                                           });
        for (const auto key : std::as_const(keys)) {
            visitOne(select, key, visit);
        }
        if (listed) {
            return true;
        }
        auto key = keys.isEmpty() ? 0 : keys.back();
        for (auto missing = 0; missing < kGivesUpAfter;) {
            missing = visitOne(select, ++key, visit) ? 0 : missing + 1;
        }
        return false;
    }
    bool visitOne(const QString& select, qint64 key, const Row& visit)
    {
        auto there = false;
        const auto read = m_database.run(select, {key}, [&](const QSqlQuery& row) {
            there = true;
            visit(row);
            return true;
        });
        return read && there;
    }

    void readCampaigns()
    {
        each("campaign", u"SELECT id, body FROM campaign WHERE rowid = ?"_s, [this](const QSqlQuery& row) {
            const auto body = open({"campaign", row.value(0).toString().toUtf8(), "body"}, row.value(1));
            auto campaign = body ? codec::decodeCampaign(*body) : Result<Campaign>(fail(ErrorCode::Corrupt));
            if (campaign) {
                m_found.campaigns.append(std::move(*campaign));
            }
        });
    }
    void readLeases()
    {
        each("lease", u"SELECT id, campaign, expires_at, token FROM lease WHERE rowid = ?"_s,
             [this](const QSqlQuery& row) {
                 const auto id = row.value(0).toString();
                 if (const auto token = open({"lease", id.toUtf8(), "token"}, row.value(3))) {
                     m_found.leases.append({LeaseId{id}, CampaignId{row.value(1).toString()}, QString::fromUtf8(*token),
                                            instantFromMs(row.value(2).toLongLong())});
                 }
             });
    }
    void readContacts()
    {
        codec::Pool pool;
        each("contact", u"SELECT id, campaign, lease, ordinal, body FROM contact WHERE key = ?"_s,
             [&](const QSqlQuery& row) {
                 Contact contact;
                 contact.id.value = row.value(0).toString();
                 contact.campaign.value = row.value(1).toString();
                 contact.lease.value = row.value(2).toString();
                 contact.ordinal = row.value(3).toLongLong();
                 const auto body = open({"contact", contact.id.value.toUtf8(), "body"}, row.value(4));
                 if (body && codec::decodeContact(*body, contact, pool)) {
                     m_found.contacts.append(std::move(contact));
                 }
             });
        each("draft", u"SELECT c.id, d.body FROM draft d JOIN contact c ON c.key = d.contact WHERE d.rowid = ?"_s,
             [this](const QSqlQuery& row) {
                 const auto id = row.value(0).toString();
                 if (const auto text = open({"draft", id.toUtf8(), "body"}, row.value(1))) {
                     m_found.drafts.insert({id}, QString::fromUtf8(*text));
                 }
             });
    }
    void readSnippets()
    {
        each("snippet", u"SELECT id, body FROM snippet WHERE key = ?"_s, [this](const QSqlQuery& row) {
            const SnippetId id{row.value(0).toString()};
            const auto body = open({"snippet", id.value.toUtf8(), "body"}, row.value(1));
            auto snippet = body ? SnippetRows::decode(id, *body) : Result<Snippet>(fail(ErrorCode::Corrupt));
            if (snippet) {
                m_found.snippets.append(std::move(*snippet));
            }
        });
    }
    void readSuppressions()
    {
        each("suppression", u"SELECT phone_hash, source, 0, at, body FROM suppression WHERE rowid = ?"_s,
             [this](const QSqlQuery& row) {
                 const auto hash = row.value(0).toByteArray();
                 const auto body = open({"suppression", hash, "body"}, row.value(4));
                 auto texts = body ? codec::decodeTexts(*body, 2) : Result<QStringList>(fail(ErrorCode::Corrupt));
                 if (!texts && body) {
                     texts = codec::decodeTexts(*body, 3); // Of somebody whose number the gateway keeps to itself.
                 }
                 if (!texts) {
                     return;
                 }
                 const ContactId contact{texts->value(2)};
                 const auto number = contact.isEmpty() ? PhoneNumber::fromE164(texts->at(0)) : PhoneNumber();
                 if (number) {
                     // Whether the gateway knows it is not sealed; saying it once more harms nobody.
                     m_found.suppressions.append(
                         {hash, *number, static_cast<OptOutSource>(std::clamp(row.value(1).toInt(), 0, 4)),
                          texts->at(1), instantFromMs(row.value(3).toLongLong()), false, contact});
                 }
             });
    }
    void readDecisions()
    {
        m_found.isListWhole =
            each("outbox", u"SELECT key, id, campaign, created_at, body, outcome FROM outbox WHERE key = ?"_s,
                 [this](const QSqlQuery& row) {
                     Salvage::Decision one;
                     one.key = row.value(0).toLongLong();
                     one.command.id.value = row.value(1).toString();
                     one.command.campaign.value = row.value(2).toString();
                     one.command.createdAt = instantFromMs(row.value(3).toLongLong());
                     const auto name = one.command.id.value.toUtf8();
                     const auto body = open({"outbox", name, "body"}, row.value(4));
                     if (!body || !codec::decodeCommand(*body, one.command, one.evidence)) {
                         m_found.unreadable.insert(one.command.id.value);
                         return;
                     }
                     if (const auto* send = std::get_if<SendPayload>(&one.command.payload)) {
                         one.command.createdAt = send->approvedAt; // The same moment, and this one is sealed.
                     }
                     const auto plain = open({"outbox", name, "outcome"}, row.value(5));
                     if (plain && !codec::decodeTexts(*plain, 4)) { // Four are about one that has not ended.
                         const auto texts = codec::decodeTexts(*plain, 3);
                         one.outcome = texts ? Problem{problemFromSlug(texts->at(0)), texts->at(1), texts->at(2),
                                                       std::nullopt, std::nullopt}
                                             : Problem{};
                     }
                     m_found.decisions.append(std::move(one));
                 });
    }
    void readAudit()
    {
        (void)m_database.run(u"SELECT id FROM audit_log"_s, {}, [this](const QSqlQuery& row) {
            m_found.auditLog = row.value(0).toString();
            return false;
        });
        each("audit", u"SELECT number, body FROM audit WHERE number = ?"_s, [this](const QSqlQuery& row) {
            m_found.audit.insert(row.value(0).toLongLong(), row.value(1).toByteArray());
        });
    }

    Database& m_database;
    const Sealer& m_sealer;
    Salvage m_found;
};

enum class Log { With, Without };

/// Beside an empty file SQLite throws the log away; beside a page of nothing it reads what the log holds.
Result<void> writeEmptyPage(const QString& path)
{
    QFile file(path);
    const QByteArray page(4096, '\0');
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(page) != page.size()) {
        return fail(ErrorCode::Io, u"nothing can be written beside the store"_s);
    }
    return {};
}

Result<Salvage> salvageOf(const QString& path, const QString& scratch, const Sealer& sealer, Log log)
{
    storefiles::removeDatabase(scratch);
    auto done = storefiles::hasDatabase(path) ? storefiles::copyFile(path, scratch) : writeEmptyPage(scratch);
    if (done && log == Log::With) {
        done = storefiles::copyFile(path + u"-wal"_s, scratch + u"-wal"_s);
        if (done) {
            done = WalFile::mend(scratch + u"-wal"_s);
        }
    }
    Salvage found;
    if (done) {
        auto database = Database::open({scratch, 2000, false});
        if (!database) {
            mendHeader(scratch);
            database = Database::open({scratch, 2000, false});
        }
        if (database) {
            found = Reader(**database, sealer).read();
        }
    }
    storefiles::removeDatabase(scratch);
    return done ? Result<Salvage>(std::move(found)) : Result<Salvage>(Unexpected{done.error()});
}

} // namespace

Result<Salvage> salvage(const QString& path, const QString& scratch, const Sealer& sealer)
{
    const auto hasLog = storefiles::hasLog(path);
    if (!storefiles::hasDatabase(path) && !hasLog) {
        return Salvage{};
    }
    auto found = salvageOf(path, scratch, sealer, hasLog ? Log::With : Log::Without);
    if (found && found->isEmpty() && hasLog) {
        // The log of something else lies over every page.
        found = salvageOf(path, scratch, sealer, Log::Without);
        if (found) {
            found->isStrange = true;
        }
    }
    if (found) {
        logInfo("store", u"salvaged %1 decisions, %2 contacts; %3 decisions unreadable"_s.arg(found->decisions.size())
                             .arg(found->contacts.size())
                             .arg(found->unreadable.size()));
    }
    return found;
}

} // namespace textbank
