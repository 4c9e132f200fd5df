#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QStringList>
#include <memory>
#include <optional>

namespace textbank {

/// One record of a CSV file.
struct CsvRow
{
    int line = 0; ///< 1-based line of the file on which it starts; a quoted cell may hold line breaks.
    QStringList cells;
};

/// Reads RFC 4180 as spreadsheets write it, row by row, without holding the file: UTF-8 with or without BOM, LF or
/// CRLF, comma, semicolon or tab (whichever the first line has). Blank lines are stepped over, and byte order marks at
/// the start of a cell.
class Csv
{
public:
    static constexpr qsizetype kMaxRowBytes = 256 * 1024;

    /// `device` is open for reading and outlives this.
    explicit Csv(QIODevice& device);
    ~Csv();
    Csv(const Csv&) = delete;
    Csv& operator=(const Csv&) = delete;

    /// The next row; nothing at the end. Malformed (detail "line 12: quotes", "line 12: encoding", "line 1: utf-16"),
    /// TooLarge ("line 12: row") for a row over kMaxRowBytes, Io. After an error it stays at that error.
    Result<std::optional<CsvRow>> next();

    /// One line with CRLF, quoted where needed, in UTF-8.
    static QByteArray line(const QStringList& cells);
    /// A stranger's text as a cell that no spreadsheet runs: one that begins as a formula does gets an apostrophe in
    /// front. Numbers, telephone numbers too, stay as they are.
    static QString inert(const QString& text);

private:
    class Parser;
    Result<void> feed();

    QIODevice& m_device;
    std::unique_ptr<Parser> m_parser;
    QByteArray m_buffer; ///< Of the longest line; made once, as a list may have a million.
    std::optional<Error> m_error;
};

} // namespace textbank
