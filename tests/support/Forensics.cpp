#include "tests/support/Forensics.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringEncoder>
#include <QUrl>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kShortestWord = 4;
/// As many as a database takes for an integer of more than 32 bits; one of eight bytes has these six in it.
constexpr int kBytesOfInteger = 6;

/// The part of the base64 text that depends on these bytes alone, when `before` bytes stand before them.
QByteArray base64At(const QByteArray& bytes, int before)
{
    const auto coded = (QByteArray(before, '\0') + bytes).toBase64(QByteArray::OmitTrailingEquals);
    const auto from = before == 0 ? 0 : before + 1;
    const auto whole = (before + bytes.size()) / 3 * 4;
    return coded.mid(from, whole - from);
}

QByteArray utf16(const QString& text, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
    return encoder(text);
}

/// JSON's and many a program's way to stay within ASCII.
QByteArray escaped(const QString& text)
{
    QByteArray all;
    for (const auto unit : text) {
        all += unit.unicode() < 0x80 ? QByteArray(1, unit.toLatin1())
                                     : "\\u" + QByteArray::number(unit.unicode(), 16).rightJustified(4, '0');
    }
    return all;
}

QString withoutAccents(const QString& text)
{
    auto plain = text.normalized(QString::NormalizationForm_KD);
    plain.removeIf([](QChar letter) { return letter.category() == QChar::Mark_NonSpacing; });
    return plain;
}

} // namespace

void Forensics::addBytes(const QString& word, const QByteArray& bytes, bool folded)
{
    const auto known = bytes + (folded ? '1' : '0');
    if (!m_knownBytes.contains(known)) {
        m_knownBytes.insert(known);
        m_needles.append({word, bytes, folded});
    }
}

void Forensics::addEscaped(const QString& word)
{
    for (const auto& spelling : QStringList{word.toLower(), word}) {
        const auto plain = spelling.toUtf8();
        for (const auto& other :
             {QUrl::toPercentEncoding(spelling).toLower(),
              QUrl::toPercentEncoding(spelling, " ").replace(' ', '+').toLower(), escaped(spelling).toLower()}) {
            if (other != plain.toLower()) {
                addBytes(word, other, true);
            }
        }
    }
    add(withoutAccents(word)); // Nothing new where it has none.
}

void Forensics::add(const QString& word)
{
    if (word.size() < kShortestWord || m_known.contains(word)) {
        return;
    }
    m_known.insert(word);
    const auto lower = word.toLower();
    const auto ascii = lower.toUtf8().size() == lower.size();
    for (const auto& spelling : ascii ? QStringList{lower} : QStringList{lower, word}) {
        addBytes(word, spelling.toUtf8(), ascii);
        addBytes(word, utf16(spelling, QStringConverter::Utf16LE), ascii);
        addBytes(word, utf16(spelling, QStringConverter::Utf16BE), ascii);
    }
    for (const auto& bytes : {word.toUtf8(), utf16(word, QStringConverter::Utf16LE)}) {
        for (int before = 0; before < 3; ++before) {
            const auto coded = base64At(bytes, before);
            if (coded.size() >= 5) { // Shorter ones are found in any noise.
                addBytes(word, coded, false);
            }
        }
        addBytes(word, bytes.toHex(), true);
    }
    addEscaped(word);
}

void Forensics::lookFor(const QString& text, const QSet<QString>& ordinary)
{
    add(text);
    const auto words = text.split(QRegularExpression(u"[^\\p{L}\\p{N}]+"_s), Qt::SkipEmptyParts);
    for (const auto& word : words) {
        if (!ordinary.contains(word)) {
            add(word);
        }
    }
}

void Forensics::lookForNumber(const QString& e164)
{
    add(e164);
    add(e164.right(10));
    add(e164.right(7));
    const auto digits = e164.right(10);
    add(u"(%1) %2-%3"_s.arg(digits.left(3), digits.mid(3, 3), digits.right(4)));
    add(u"%1-%2-%3"_s.arg(digits.left(3), digits.mid(3, 3), digits.right(4)));
    for (const auto& spelling : {e164, e164.mid(1), digits}) {
        for (const auto method : {QCryptographicHash::Sha256, QCryptographicHash::Sha1, QCryptographicHash::Md5}) {
            const auto hash = QCryptographicHash::hash(spelling.toLatin1(), method);
            addBytes(e164 + u" hashed"_s, hash, false);
            addBytes(e164 + u" hashed"_s, hash.toHex(), true);
            addBytes(e164 + u" hashed"_s, hash.toBase64(QByteArray::OmitTrailingEquals), false);
        }
    }
    for (const auto& spelling : {e164.mid(1), digits}) {
        const auto bigEndian = qToBigEndian(spelling.toULongLong());
        auto bytes = QByteArray(reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian).right(kBytesOfInteger);
        addBytes(e164 + u" as an integer"_s, bytes, false);
        std::reverse(bytes.begin(), bytes.end());
        addBytes(e164 + u" as an integer"_s, bytes, false);
    }
}

QStringList Forensics::search(const QString& folder)
{
    m_bytes = 0;
    m_files = 0;
    QStringList found;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        const auto name = file.fileName().mid(folder.size());
        if (!file.open(QIODevice::ReadOnly)) {
            if (QFileInfo(file).isFile()) { // Sockets are no files, though they are listed.
                found.append(name + u": cannot be read"_s);
            }
            continue;
        }
        found += searchBytes(name, name.toUtf8() + '\n' + file.readAll());
        m_bytes += file.size();
        ++m_files;
    }
    return found;
}

QStringList Forensics::searchBytes(const QString& name, const QByteArray& bytes) const
{
    QStringList found;
    const auto folded = bytes.toLower();
    for (const auto& needle : m_needles) {
        if ((needle.folded ? folded : bytes).contains(needle.bytes)) {
            found.append(name + u": "_s + needle.word);
        }
    }
    return found;
}

QStringList Forensics::searchChanged(const QString& folder, const QDateTime& since, const QStringList& except) const
{
    QStringList found;
    const auto own = QFileInfo(QDir::homePath()).ownerId();
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        const QFileInfo info(file);
        const auto changed = std::max(info.lastModified(), info.metadataChangeTime());
        const auto isPassedOver = std::any_of(except.cbegin(), except.cend(), [&file](const QString& one) {
            return file.fileName().startsWith(one + u'/');
        });
        if (!isPassedOver && info.isFile() && info.ownerId() == own && changed >= since &&
            file.open(QIODevice::ReadOnly)) {
            found += searchBytes(file.fileName(), file.fileName().toUtf8() + '\n' + file.readAll());
        }
    }
    return found;
}

} // namespace textbank
