#include "tests/support/Forensics.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringEncoder>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kShortestWord = 4;

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

} // namespace

void Forensics::add(const QString& word)
{
    if (word.size() < kShortestWord || m_known.contains(word)) {
        return;
    }
    m_known.insert(word);
    const auto lower = word.toLower();
    const auto ascii = lower.toUtf8().size() == lower.size();
    for (const auto& spelling : ascii ? QStringList{lower} : QStringList{lower, word}) {
        m_needles.append({word, spelling.toUtf8(), ascii});
        m_needles.append({word, utf16(spelling, QStringConverter::Utf16LE), ascii});
        m_needles.append({word, utf16(spelling, QStringConverter::Utf16BE), ascii});
    }
    for (const auto& bytes : {word.toUtf8(), utf16(word, QStringConverter::Utf16LE)}) {
        for (int before = 0; before < 3; ++before) {
            const auto coded = base64At(bytes, before);
            if (coded.size() >= 5) { // Shorter ones are found in any noise.
                m_needles.append({word, coded, false});
            }
        }
        m_needles.append({word, bytes.toHex(), true});
    }
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
        const auto bytes = name.toUtf8() + '\n' + file.readAll();
        const auto folded = bytes.toLower();
        m_bytes += file.size();
        ++m_files;
        for (const auto& needle : std::as_const(m_needles)) {
            if ((needle.folded ? folded : bytes).contains(needle.bytes)) {
                found.append(name + u": "_s + needle.word);
            }
        }
    }
    return found;
}

} // namespace textbank
