#include "core/host/HostRecord.h"

#include "core/base/Clock.h"
#include "core/base/Csv.h"
#include "core/host/HostAudit.h"

#include <QCryptographicHash>
#include <QIODevice>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

struct Total
{
    const char* name;
    const char* sql;
};

constexpr Total kTotals[]{
    {"contactsTexted", "SELECT COUNT(DISTINCT contact) FROM messages WHERE kind IN (0, 1) AND never_left = 0"},
    {"textsAccepted", "SELECT COUNT(*) FROM commands WHERE type = 'message.send' AND status = 0"},
    {"firstMessages", "SELECT COUNT(*) FROM messages WHERE kind = 0 AND never_left = 0"},
    {"repliesSent", "SELECT COUNT(*) FROM messages WHERE kind = 1 AND never_left = 0"},
    {"replies", "SELECT COUNT(*) FROM messages WHERE kind = 3"},
    {"confirmations", "SELECT COUNT(*) FROM messages WHERE kind = 2"},
    {"optOuts", "SELECT COUNT(*) FROM suppressions"},
    {"answers", "SELECT COUNT(*) FROM answers"},
    {"tags", "SELECT COUNT(*) FROM tags"},
    {"notes", "SELECT COUNT(*) FROM notes"},
    {"skips", "SELECT COUNT(*) FROM contacts WHERE skipped = 1"},
    {"wrongNumbers", "SELECT COUNT(*) FROM contacts WHERE wrong_number = 1"},
    {"closed", "SELECT COUNT(*) FROM contacts WHERE stage = 4"},
    {"escalated", "SELECT COUNT(*) FROM contacts WHERE escalated = 1"},
    {"refused", "SELECT COUNT(*) FROM commands WHERE status = 1"},
    {"duplicates", "SELECT COALESCE(SUM(repeats), 0) FROM commands"},
    {"carrierTexts", "SELECT COUNT(DISTINCT message) FROM carrier_log"},
    {"waitingForCarrier", "SELECT COUNT(*) FROM messages WHERE to_hand_over = 1"},
    {"failed", "SELECT COUNT(*) FROM messages WHERE direction = 1 AND delivery = 7"},
    // A second first message to a contact, and anything that went to the carrier without an accepted command.
    {"doubleTexts",
     "SELECT (SELECT COALESCE(SUM(n - 1), 0) FROM (SELECT COUNT(DISTINCT l.message) AS n FROM carrier_log l "
     "JOIN messages m ON m.id = l.message WHERE l.kind = 0 GROUP BY m.contact) AS firsts) + "
     "(SELECT COUNT(DISTINCT l.message) FROM carrier_log l WHERE l.kind IN (0, 1) AND NOT EXISTS "
     "(SELECT 1 FROM commands k WHERE k.id = l.message AND k.type = 'message.send' AND k.status = 0))"},
    // Handed over while the newest word about the number was an opt-out. The one confirming text is not counted.
    {"afterOptOut",
     "SELECT COUNT(*) FROM carrier_log l WHERE l.kind <> 2 AND 1 = (SELECT s.added FROM suppression_log s "
     "WHERE s.organisation = l.organisation AND s.number = l.number AND s.sequence < l.sequence "
     "ORDER BY s.sequence DESC LIMIT 1)"},
};

struct Export
{
    const char* what;
    const char* header; ///< A name that ends in "At" is a time.
    const char* sql;
};

constexpr Export kExports[]{
    {"messages",
     "id,campaign,contact,number,direction,kind,text,at,delivery,reason,media,volunteer,approvedAt,input,edited,step,"
     "policyVersion,zones,sendBeforeAt,textSha256",
     "SELECT m.id, c.campaign, m.contact, m.number, CASE m.direction WHEN 0 THEN 'incoming' ELSE 'outgoing' END, "
     "CASE m.kind WHEN 0 THEN 'firstMessage' WHEN 1 THEN 'reply' WHEN 2 THEN 'confirmation' ELSE 'incoming' END, "
     "m.text, "
     "m.at, CASE m.delivery WHEN 4 THEN 'queued' WHEN 5 THEN 'sent' WHEN 6 THEN 'delivered' WHEN 7 THEN 'failed' "
     "ELSE '' END, m.reason, m.media, m.volunteer, e.approved_at, "
     "CASE e.input WHEN 0 THEN 'key' WHEN 1 THEN 'click' WHEN 2 THEN 'assistive' END, e.edited, e.step, "
     "e.policy_version, e.zones, e.send_before, lower(hex(e.text_sha256)) FROM messages m "
     "JOIN contacts c ON c.id = m.contact LEFT JOIN evidence e ON e.message = m.id "
     "WHERE ? IN ('', m.organisation) ORDER BY m.sequence"},
    {"optouts", "organisation,number,source,words,contact,volunteer,at",
     "SELECT o.name, s.number, CASE s.source WHEN 0 THEN 'reply' WHEN 1 THEN 'volunteer' WHEN 2 THEN 'staff' "
     "WHEN 3 THEN 'import' ELSE 'gateway' END, s.words, s.contact, s.volunteer, s.at FROM suppressions s "
     "JOIN organisations o ON o.id = s.organisation WHERE ? IN ('', s.organisation) ORDER BY s.at, s.number"},
    {"optout-history", "sequence,organisation,number,what,how,by,words,contact,askedAt,recordedAt",
     "SELECT l.sequence, o.name, l.number, CASE l.added WHEN 1 THEN 'optedOut' ELSE 'lifted' END, CASE l.source "
     "WHEN 0 THEN 'reply' WHEN 1 THEN 'volunteer' WHEN 2 THEN 'staff' WHEN 3 THEN 'import' ELSE 'gateway' END, "
     "CASE l.volunteer WHEN '' THEN 'contact' ELSE l.volunteer END, l.words, l.contact, l.at, l.recorded_at "
     "FROM suppression_log l JOIN organisations o ON o.id = l.organisation "
     "WHERE ? IN ('', l.organisation) ORDER BY l.sequence"},
    {"answers", "campaign,contact,number,firstName,lastName,step,value,volunteer,at",
     "SELECT c.campaign, a.contact, c.number, c.first_name, c.last_name, a.step, a.value, a.volunteer, a.at FROM "
     "answers a "
     "JOIN contacts c ON c.id = a.contact WHERE ? IN ('', c.organisation) ORDER BY a.at, a.contact, a.step"},
};

/// A time as people and programs read it, anything else as it is.
QVariant valueOf(const QString& name, const QVariant& value)
{
    const auto isTime = name == "at"_L1 || name.endsWith("At"_L1);
    return isTime && !value.isNull() ? toRfc3339(instantFromMs(value.toLongLong())) : value;
}

QByteArray asCsv(const QStringList& header, const QSqlQuery& row)
{
    QStringList cells;
    for (qsizetype i = 0; i < header.size(); ++i) {
        // What people wrote must not run in the spreadsheet that staff open it with; JSON Lines have it to the letter.
        cells.append(Csv::inert(valueOf(header.at(i), row.value(static_cast<int>(i))).toString()));
    }
    return Csv::line(cells);
}

QByteArray line(const QJsonObject& json) { return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n'; }

/// Without the members that have no value.
QByteArray asJson(const QStringList& header, const QSqlQuery& row)
{
    QJsonObject json;
    for (qsizetype i = 0; i < header.size(); ++i) {
        const auto value = valueOf(header.at(i), row.value(static_cast<int>(i)));
        if (!value.isNull() && value.toString() != QString()) {
            json.insert(header.at(i), QJsonValue::fromVariant(value));
        }
    }
    return line(json);
}

} // namespace

Result<QJsonObject> HostRecord::totals() const
{
    QJsonObject totals;
    for (const auto& total : kTotals) {
        const auto read = m_database.run(QString::fromLatin1(total.sql), {}, [&](const QSqlQuery& row) {
            totals.insert(QLatin1String(total.name), row.value(0).toLongLong());
            return false;
        });
        if (!read) {
            return Unexpected{read.error()};
        }
    }
    return totals;
}

QStringList HostRecord::exports()
{
    QStringList all;
    for (const auto& kind : kExports) {
        all.append(QLatin1String(kind.what));
    }
    return all + QStringList{u"audit"_s};
}

Result<qint64> HostRecord::exportTo(const QString& what, QIODevice& out, const QString& organisation) const
{
    const auto of = organisation.isEmpty() ? u""_s : organisation;
    if (what == "audit"_L1) {
        return HostAudit::exportCsv(m_database, of, out);
    }
    if (what == "audit.jsonl"_L1) {
        return HostAudit::exportLines(m_database, of, out);
    }
    const auto asLines = what.endsWith(".jsonl"_L1);
    const auto name = asLines ? what.chopped(6) : what;
    for (const auto& kind : kExports) {
        if (name != QLatin1String(kind.what)) {
            continue;
        }
        const auto header = QString::fromLatin1(kind.header).split(u',');
        QCryptographicHash digest(QCryptographicHash::Sha256);
        auto written = true;
        const auto put = [&](const QByteArray& line) {
            digest.addData(line);
            written = written && out.write(line) == line.size();
        };
        if (!asLines) {
            put(Csv::line(header));
        }
        qint64 count = 0;
        const auto read = m_database.run(QString::fromLatin1(kind.sql), {of}, [&](const QSqlQuery& row) {
            put(asLines ? asJson(header, row) : asCsv(header, row));
            ++count;
            return written;
        });
        if (!read) {
            return Unexpected{read.error()};
        }
        if (asLines) {
            put(line({{u"count"_s, count}, {u"sha256"_s, QString::fromLatin1(digest.result().toHex())}}));
        }
        return written ? Result<qint64>(count) : fail(ErrorCode::Io, out.errorString());
    }
    return fail(ErrorCode::Invalid, u"export: "_s + what);
}

} // namespace textbank
