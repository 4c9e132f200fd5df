#pragma once

#include <QString>

namespace textbank {

/// A file that lies beside a store while it is open, so that the next start knows how the last one ended. It holds one
/// word and nothing about anybody.
class OpenMark
{
public:
    enum class Found {
        Nothing, ///< Closed well, or new.
        Open,    ///< The program died. Its write-ahead log must be there.
        Closing, ///< It died while it closed; the log may be there or be home already.
    };
    static Found lookFor(const QString& path);
    /// Whoever opened the database and gave up has brought its log home: what is missing then is no loss.
    static void noteLogIsHome(const QString& path);

    explicit OpenMark(const QString& path); ///< Best effort: a disk that refuses is found out elsewhere.
    ~OpenMark();
    OpenMark(const OpenMark&) = delete;
    OpenMark& operator=(const OpenMark&) = delete;

    void closing(); ///< Before the database is closed.
    /// The store turned out to be damaged: the mark stays as of a program that died, so that the next start looks.
    void keep() { m_keep = true; }

private:
    void write(const char* word) const;

    QString m_file;
    bool m_keep = false;
};

} // namespace textbank
