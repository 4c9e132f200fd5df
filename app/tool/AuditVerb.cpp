#include "app/tool/AuditVerb.h"

#include "app/tool/TerminalText.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qint64 kMostBytes = 1024LL * 1024 * 1024;

QString hex(const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex()); }

/// Where a line of the joined files lies.
struct Place
{
    QString file;
    qint64 line = 0;
};

Place placeOf(const QList<AuditVerb::File>& files, qint64 line)
{
    for (const auto& file : files) {
        const auto lines = file.bytes.count('\n') + (file.bytes.isEmpty() || file.bytes.endsWith('\n') ? 0 : 1);
        if (line <= lines || &file == &files.constLast()) {
            return {file.name, line};
        }
        line -= lines;
    }
    return {{}, line};
}

QString damageSentence(const AuditFinding& finding)
{
    const auto range = finding.until > finding.record ? u"Records %1 to %2"_s.arg(finding.record).arg(finding.until)
                                                      : u"Record %1"_s.arg(finding.record);
    const auto isMany = finding.until > finding.record;
    switch (finding.damage) {
    case AuditDamage::Changed:
        return u"Record %1 is not what was written: it was changed or put in."_s.arg(finding.record);
    case AuditDamage::Removed:
        return u"Record %1 is missing."_s.arg(finding.record);
    case AuditDamage::Reordered:
        return u"Record %1 is not in its place: it stands further down."_s.arg(finding.record);
    case AuditDamage::Duplicated:
        return u"Record %1 is there twice."_s.arg(finding.record);
    case AuditDamage::Foreign:
        return u"In the place of record %1 stands a record of another log."_s.arg(finding.record);
    case AuditDamage::CutOff:
        if (finding.until == 0) {
            return u"The end is missing: the record was cut off before record %1, or before its last line. How many "
                   "records there were cannot be known from this file; the gateway's last checkpoint of this log says "
                   "it."_s.arg(finding.record);
        }
        return isMany ? u"%1 are missing: the record was cut off."_s.arg(range)
                      : u"%1 is missing: the record was cut off."_s.arg(range);
    case AuditDamage::Rewritten:
        return u"%1 are not the ones that were signed: somewhere among them the record was written anew."_s.arg(range);
    case AuditDamage::Header:
        return u"The line that says whose record it is was changed, is missing, or is there twice."_s;
    case AuditDamage::End:
        return u"The line that ends the record was changed, or something stands behind it."_s;
    case AuditDamage::NoRecord:
        break;
    }
    return u"This is no record that Textbank wrote."_s;
}

/// The first thing that is wrong, in the order of the files. An emptied file has no line that could be wrong.
std::optional<std::pair<AuditFinding, Place>> firstFinding(const QList<AuditVerb::File>& files,
                                                           const AuditReport& report)
{
    const auto place = report.first ? std::optional(placeOf(files, report.first->line)) : std::nullopt;
    for (const auto& file : files) {
        if (file.bytes.isEmpty()) {
            return std::pair(AuditFinding{AuditDamage::NoRecord, {}, 0, 0, 1}, Place{file.name, 1});
        }
        if (place && place->file == file.name) {
            break;
        }
    }
    return place ? std::optional(std::pair(*report.first, *place)) : std::nullopt;
}

QJsonObject inJson(const AuditFinding& finding, const Place& place)
{
    QJsonObject json{{u"damage"_s, auditDamageName(finding.damage)},
                     {u"log"_s, finding.log},
                     {u"file"_s, place.file},
                     {u"line"_s, place.line}};
    if (finding.record > 0) {
        json.insert(u"record"_s, finding.record);
    }
    if (finding.until > 0) {
        json.insert(u"until"_s, finding.until);
    }
    return json;
}

QString soundSentence(const AuditChainReport& chain)
{
    const auto whose =
        chain.log.kind == "device"_L1 ? u"device %1"_s.arg(forTerminal(chain.log.owner)) : u"the gateway"_s;
    auto sentence = u"The record of %1 is sound: %2 records, %3 checkpoints."_s.arg(whose)
                        .arg(chain.records)
                        .arg(chain.checkpoints);
    if (chain.isEndSigned) {
        sentence += u" Its end is signed with the key %1."_s.arg(hex(chain.key));
    } else {
        sentence += u" Its end is not signed: whoever cut records off could have written a new end. Hold its count and "
                    "hash against another copy."_s;
    }
    if (chain.confirmedUpTo > 0) {
        sentence += u" The gateway confirms it up to record %1."_s.arg(chain.confirmedUpTo);
    }
    return sentence;
}

} // namespace

AuditVerb::Answer AuditVerb::verify(const QList<File>& files, const QByteArray& key)
{
    QByteArray joined;
    for (const auto& file : files) {
        joined += file.bytes;
        if (!joined.isEmpty() && !joined.endsWith('\n')) {
            joined += '\n';
        }
    }
    const auto report = checkAudit(joined);
    Answer answer;
    const auto first = firstFinding(files, report);
    const auto hasDevice = std::any_of(report.chains.cbegin(), report.chains.cend(),
                                       [](const auto& chain) { return chain.log.kind == "device"_L1; });
    answer.sound = !first && (key.isEmpty() || hasDevice);
    QJsonArray logs;
    QStringList sentences;
    for (const auto& chain : report.chains) {
        const auto isOtherKey = !key.isEmpty() && chain.log.kind == "device"_L1 && !chain.finding &&
                                (!chain.isEndSigned || chain.key != key);
        answer.sound = answer.sound && !isOtherKey;
        logs.append(QJsonObject{{u"log"_s, chain.log.id},
                                {u"kind"_s, chain.log.kind},
                                {u"owner"_s, chain.log.owner},
                                {u"records"_s, chain.records},
                                {u"head"_s, hex(chain.head)},
                                {u"checkpoints"_s, chain.checkpoints},
                                {u"signedUpTo"_s, chain.signedUpTo},
                                {u"confirmedUpTo"_s, chain.confirmedUpTo},
                                {u"endSigned"_s, chain.isEndSigned},
                                {u"key"_s, hex(chain.key)},
                                {u"sound"_s, !chain.finding && !isOtherKey}});
        if (isOtherKey) {
            sentences.append(u"The record of device %1 is not signed with the key that was given."_s.arg(
                forTerminal(chain.log.owner)));
        } else if (!chain.finding) {
            sentences.append(soundSentence(chain));
        }
    }
    answer.json = {{u"sound"_s, answer.sound}, {u"logs"_s, logs}, {u"first"_s, QJsonValue()}};
    if (!key.isEmpty() && !hasDevice) {
        sentences.append(u"There is no device's record here that the key which was given could vouch for."_s);
    }
    if (first) {
        const auto& [finding, place] = *first;
        answer.json.insert(u"first"_s, inJson(finding, place));
        sentences = {u"%1 (%2, line %3)"_s.arg(damageSentence(finding), forTerminal(place.file)).arg(place.line)};
    }
    answer.sentence = sentences.join(u'\n');
    return answer;
}

int AuditVerb::run(const QStringList& arguments)
{
    const auto misunderstood = [](const QString& why) {
        std::fputs((u"textbank-tool: "_s + why + u" (--help says more)\n"_s).toUtf8().constData(), stderr);
        return 2;
    };
    if (arguments.isEmpty() || arguments.constFirst() != "verify"_L1) {
        return misunderstood(u"audit can verify: textbank-tool audit verify FILE..."_s);
    }
    QByteArray key;
    QList<File> files;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const auto& argument = arguments.at(i);
        if (argument == "--key"_L1) {
            const auto text = arguments.value(++i).toLatin1().toLower();
            key = QByteArray::fromHex(text);
            if (key.size() != 32 || key.toHex() != text) {
                return misunderstood(u"--key needs 64 hexadecimal digits"_s);
            }
            continue;
        }
        if (argument.startsWith("--"_L1)) {
            return misunderstood(u"audit verify does not know the option %1"_s.arg(argument));
        }
        QFile file(argument);
        if (!file.open(QIODevice::ReadOnly)) {
            return misunderstood(u"%1 cannot be read: %2"_s.arg(argument, file.errorString()));
        }
        if (file.size() > kMostBytes) {
            return misunderstood(u"%1 is larger than a gigabyte"_s.arg(argument));
        }
        files.append({argument, file.readAll()});
    }
    if (files.isEmpty()) {
        return misunderstood(u"name the file to check: textbank-tool audit verify FILE..."_s);
    }
    const auto answer = verify(files, key);
    std::fputs((answer.sentence + u'\n').toUtf8().constData(), stderr);
    std::fputs((QJsonDocument(answer.json).toJson(QJsonDocument::Compact) + '\n').constData(), stdout);
    return answer.sound ? 0 : 1;
}

} // namespace textbank
