#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace textbank {

/// Looks for words in every byte of every file below a folder, as somebody with the disk would: in UTF-8 and both
/// UTF-16s whatever the case, in base64 at each of the three places where it can begin, in hexadecimal, as part of a
/// web address, with its letters escaped, and without their accents.
class Forensics
{
public:
    /// Any text of a person's: searched for whole, and each of its words of at least four letters that `ordinary` does
    /// not hold.
    void lookFor(const QString& text, const QSet<QString>& ordinary = {});
    /// A text whose words are everybody's.
    void lookForWhole(const QString& text) { add(text); }
    /// E.164: whole, the last ten and the last seven digits; as a binary integer; and the hashes that anybody can
    /// reckon back by trying every number.
    void lookForNumber(const QString& e164);
    qsizetype needles() const { return m_needles.size(); }

    /// "file: what was found", empty for nothing. Counts what was read, so that a test can hold that there was
    /// something.
    QStringList search(const QString& folder);
    /// The same of bytes that are no file's.
    QStringList searchBytes(const QString& name, const QByteArray& bytes) const;
    /// The same of this user's files that were made or changed since; what vanishes meanwhile, and what is below
    /// `except`, is passed over.
    QStringList searchChanged(const QString& folder, const QDateTime& since, const QStringList& except) const;
    qint64 bytesRead() const { return m_bytes; }
    int filesRead() const { return m_files; }

private:
    void add(const QString& word);
    void addEscaped(const QString& word);
    void addBytes(const QString& word, const QByteArray& bytes, bool folded);

    struct Needle
    {
        QString word;
        QByteArray bytes;
        bool folded = false; ///< Compared without case.
    };
    QSet<QString> m_known;
    QSet<QByteArray> m_knownBytes;
    QList<Needle> m_needles;
    qint64 m_bytes = 0;
    int m_files = 0;
};

} // namespace textbank
