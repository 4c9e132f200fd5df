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
    case AuditDamage::Key:
        return u"This record is not signed with the key that the gateway's record has of this device."_s;
    case AuditDamage::Unheard:
        return u"The gateway's record never heard of this one: it does not know the device, or it knows another record "
               "that the same key signed."_s;
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

bool isDevices(const AuditChainReport& chain) { return chain.log.kind == "device"_L1; }

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

/// Who says whose key it is.
enum class KeyFrom { Caller, Gateway, File };

QString gatewaysSentence(const AuditChainReport& chain)
{
    switch (chain.word) {
    case GatewaysWord::None:
        break;
    case GatewaysWord::Unheard:
        return u" The gateway knows the device, but never heard of this record: it confirms none of it."_s;
    case GatewaysWord::Heard: {
        const auto behind = chain.records - chain.confirmedUpTo;
        return u" The gateway confirms it up to record %1%2."_s.arg(chain.confirmedUpTo)
            .arg(behind > 0 ? u" and has not heard yet of the %1 behind that"_s.arg(behind) : QString());
    }
    }
    return {};
}

QString signedSentence(const AuditChainReport& chain, KeyFrom from)
{
    auto sentence =
        u"The record of device %1 is sound: %2 records, %3 checkpoints. Its end is signed with the key %4."_s
            .arg(forTerminal(chain.log.owner))
            .arg(chain.records)
            .arg(chain.checkpoints)
            .arg(hex(chain.key));
    if (from == KeyFrom::Caller) {
        sentence += u" That is the key which was given."_s;
    } else if (from == KeyFrom::Gateway) {
        sentence += u" That is the key which the gateway has of this device."_s;
    } else {
        sentence += u" Whose key that is this file alone cannot say: give --key, or the gateway's record with it."_s;
    }
    if (chain.behindCheckpoint > 0) {
        sentence += u" Records that no checkpoint has signed yet: %1; the signed end covers them."_s.arg(
            chain.behindCheckpoint);
    }
    return sentence + gatewaysSentence(chain);
}

QString unsignedSentence(const AuditChainReport& chain)
{
    if (isDevices(chain)) {
        return u"The record of device %1 fits together, and nobody signed it: %2 records. Whoever had the file can "
               "have changed it, cut its end off and chained it anew. Hold its count and hash against another copy."_s
                   .arg(forTerminal(chain.log.owner))
                   .arg(chain.records) +
               gatewaysSentence(chain);
    }
    return u"The record of the gateway fits together, and nobody signed it, as no gateway signs its own: %1 records. "
           "They are in order and none between them is missing, by their own word alone; whoever had the file can have "
           "written all of it anew. Hold its count and hash against another copy. Checkpoints in it that devices "
           "signed: %2; they vouch for those devices' records."_s.arg(chain.records)
               .arg(chain.checkpoints);
}

QString nameOf(AuditVerdict verdict)
{
    switch (verdict) {
    case AuditVerdict::Sound:
        return u"sound"_s;
    case AuditVerdict::Unsigned:
        return u"unsigned"_s;
    case AuditVerdict::NotSound:
        break;
    }
    return u"not-sound"_s;
}

QString nameOf(GatewaysWord word)
{
    switch (word) {
    case GatewaysWord::Heard:
        return u"heard"_s;
    case GatewaysWord::Unheard:
        return u"unheard"_s;
    case GatewaysWord::None:
        break;
    }
    return u"none"_s;
}

QString nameOf(KeyFrom from)
{
    return from == KeyFrom::Caller ? u"caller"_s : from == KeyFrom::Gateway ? u"gateway"_s : u"file"_s;
}

QJsonObject inJson(const AuditChainReport& chain, AuditVerdict verdict, KeyFrom from)
{
    return {{u"log"_s, chain.log.id},
            {u"kind"_s, chain.log.kind},
            {u"owner"_s, chain.log.owner},
            {u"records"_s, chain.records},
            {u"head"_s, hex(chain.head)},
            {u"checkpoints"_s, chain.checkpoints},
            {u"signedUpTo"_s, chain.signedUpTo},
            {u"behindCheckpoint"_s, chain.behindCheckpoint},
            {u"confirmedUpTo"_s, chain.confirmedUpTo},
            {u"gateway"_s, nameOf(chain.word)},
            {u"endSigned"_s, chain.isEndSigned},
            {u"key"_s, hex(chain.key)},
            {u"keyFrom"_s, chain.key.isEmpty() ? QString() : nameOf(from)},
            {u"verdict"_s, nameOf(verdict)},
            {u"sound"_s, verdict == AuditVerdict::Sound}};
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
    const auto hasDevice = std::any_of(report.chains.cbegin(), report.chains.cend(), &isDevices);
    answer.verdict = first || (!key.isEmpty() && !hasDevice) ? AuditVerdict::NotSound : report.verdict();
    QJsonArray logs;
    QStringList sentences;
    for (const auto& chain : report.chains) {
        const auto isOtherKey = !key.isEmpty() && isDevices(chain) && !chain.finding && chain.key != key;
        const auto verdict = chain.finding || isOtherKey ? AuditVerdict::NotSound
                             : chain.isEndSigned         ? AuditVerdict::Sound
                                                         : AuditVerdict::Unsigned;
        const auto from = !key.isEmpty() ? KeyFrom::Caller : chain.isKeyKnown ? KeyFrom::Gateway : KeyFrom::File;
        answer.verdict = isOtherKey ? AuditVerdict::NotSound : answer.verdict;
        answer.hasUnsignedDevice |= verdict == AuditVerdict::Unsigned && isDevices(chain);
        logs.append(inJson(chain, verdict, from));
        if (isOtherKey) {
            sentences.append(u"The record of device %1 is not signed with the key that was given."_s.arg(
                forTerminal(chain.log.owner)));
        } else if (verdict == AuditVerdict::Unsigned) {
            sentences.append(unsignedSentence(chain));
        } else if (!chain.finding) {
            sentences.append(signedSentence(chain, from));
        }
    }
    answer.json = {{u"verdict"_s, nameOf(answer.verdict)},
                   {u"sound"_s, answer.verdict == AuditVerdict::Sound},
                   {u"logs"_s, logs},
                   {u"first"_s, QJsonValue()}};
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

int AuditVerb::statusOf(const Answer& answer, Unsigned accepted)
{
    switch (answer.verdict) {
    case AuditVerdict::Sound:
        return 0;
    case AuditVerdict::Unsigned: {
        const auto isAccepted =
            accepted == Unsigned::Anything || (accepted == Unsigned::Gateways && !answer.hasUnsignedDevice);
        return isAccepted ? 0 : 3;
    }
    case AuditVerdict::NotSound:
        break;
    }
    return 1;
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
    auto accepted = Unsigned::Nothing;
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
        if (argument == "--unsigned"_L1) {
            const auto what = arguments.value(++i);
            if (what != "gateway"_L1 && what != "any"_L1) {
                return misunderstood(u"--unsigned takes gateway or any"_s);
            }
            accepted = what == "any"_L1 ? Unsigned::Anything : Unsigned::Gateways;
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
    return statusOf(answer, accepted);
}

} // namespace textbank
