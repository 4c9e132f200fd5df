#include "core/base/Csv.h"

#include <QStringDecoder>
#include <algorithm>
#include <csv.h>
#include <string_view>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

Unexpected<Error> at(int line, ErrorCode code, const QString& what)
{
    return fail(code, u"line %1: %2"_s.arg(line).arg(what));
}

/// The delimiter of a file is the one its first line holds most of outside quotes; a list with one column has none.
unsigned char delimiterOf(const QByteArray& firstLine)
{
    auto commas = 0;
    auto semicolons = 0;
    auto tabs = 0;
    auto quoted = false;
    for (const auto c : firstLine) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted) {
            commas += c == ',' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
            tabs += c == '\t' ? 1 : 0;
        }
    }
    if (semicolons > commas && semicolons >= tabs) {
        return ';';
    }
    return tabs > commas ? '\t' : ',';
}

} // namespace

class Csv::Parser
{
public:
    Parser()
    {
        csv_init(&m_csv, CSV_STRICT | CSV_STRICT_FINI);
        // libcsv trims unquoted cells of these two; a tab that separates must not be one of them.
        csv_set_space_func(&m_csv, [](unsigned char c) -> int { return c == ' '; });
    }
    ~Parser() { csv_free(&m_csv); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    Result<void> feed(QByteArray bytes)
    {
        if (m_line == 1 && !m_started) {
            m_started = true;
            if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) {
                return at(1, ErrorCode::Malformed, u"utf-16"_s);
            }
            // Two of them begin a file that was saved twice.
            while (bytes.startsWith("\xEF\xBB\xBF")) {
                bytes.remove(0, 3);
            }
            csv_set_delim(&m_csv, delimiterOf(bytes));
        }
        if (!m_inRow) {
            m_rowLine = m_line;
            m_rowBytes = 0;
        }
        m_rowEnded = false;
        const auto blank = bytes.trimmed().isEmpty();
        const auto size = static_cast<size_t>(bytes.size());
        if (csv_parse(&m_csv, bytes.constData(), size, &Parser::cell, &Parser::row, this) != size) {
            return at(m_line, ErrorCode::Malformed, u"quotes"_s);
        }
        if (m_badEncoding) {
            return at(m_rowLine, ErrorCode::Malformed, u"encoding"_s);
        }
        m_inRow = !m_rowEnded && (m_inRow || !blank);
        m_rowBytes += bytes.size();
        if (m_inRow && m_rowBytes > kMaxRowBytes) {
            return at(m_rowLine, ErrorCode::TooLarge, u"row"_s);
        }
        if (bytes.endsWith('\n')) {
            ++m_line;
        }
        return {};
    }

    Result<void> finish()
    {
        m_finished = true;
        if (csv_fini(&m_csv, &Parser::cell, &Parser::row, this) != 0) {
            return at(m_rowLine, ErrorCode::Malformed, u"quotes"_s);
        }
        if (m_badEncoding) {
            return at(m_rowLine, ErrorCode::Malformed, u"encoding"_s);
        }
        return {};
    }

    bool finished() const { return m_finished; }
    bool hasRow() const { return !m_rows.isEmpty(); }
    CsvRow takeRow() { return m_rows.takeFirst(); }

private:
    static void cell(void* bytes, size_t size, void* self)
    {
        auto* parser = static_cast<Parser*>(self);
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        QString text = decode(QByteArrayView(static_cast<const char*>(bytes), static_cast<qsizetype>(size)));
        if (decode.hasError() || text.contains(QChar(u'\0'))) {
            parser->m_badEncoding = true;
        }
        // Where files were joined; the decoder takes away only the first.
        while (text.startsWith(QChar(QChar::ByteOrderMark))) {
            text.remove(0, 1);
        }
        parser->m_cells.append(text);
    }
    static void row(int, void* self)
    {
        auto* parser = static_cast<Parser*>(self);
        const auto empty = std::all_of(parser->m_cells.cbegin(), parser->m_cells.cend(),
                                       [](const QString& text) { return text.trimmed().isEmpty(); });
        if (!empty && !parser->m_badEncoding) {
            parser->m_rows.append(CsvRow{parser->m_rowLine, parser->m_cells});
        }
        parser->m_cells.clear();
        parser->m_rowEnded = true;
    }

    csv_parser m_csv{};
    QList<CsvRow> m_rows;
    QStringList m_cells;
    int m_line = 1;
    int m_rowLine = 1;
    qsizetype m_rowBytes = 0;
    bool m_started = false;
    bool m_inRow = false;
    bool m_rowEnded = false;
    bool m_badEncoding = false;
    bool m_finished = false;
};

Csv::Csv(QIODevice& device)
    : m_device(device)
    , m_parser(std::make_unique<Parser>())
    , m_buffer(kMaxRowBytes + 1, Qt::Uninitialized)
{
}
Csv::~Csv() = default;

Result<void> Csv::feed()
{
    const auto bytes = m_device.readLine(m_buffer.data(), m_buffer.size());
    if (bytes > 0) {
        return m_parser->feed(QByteArray(m_buffer.constData(), bytes));
    }
    if (!m_device.atEnd()) {
        return fail(ErrorCode::Io, m_device.errorString());
    }
    return m_parser->finish();
}

Result<std::optional<CsvRow>> Csv::next()
{
    while (!m_error && !m_parser->hasRow() && !m_parser->finished()) {
        if (const auto fed = feed(); !fed) {
            m_error = fed.error();
        }
    }
    // Rows read before the broken place are still good.
    if (m_parser->hasRow()) {
        return std::optional(m_parser->takeRow());
    }
    if (m_error) {
        return Unexpected{*m_error};
    }
    return std::optional<CsvRow>();
}

QString Csv::inert(const QString& text)
{
    if (text.isEmpty()) {
        return text;
    }
    const auto first = text.front();
    const auto isSigned = first == u'+' || first == u'-';
    const auto isNumber = isSigned && text.size() > 1 && std::all_of(text.cbegin() + 1, text.cend(), [](QChar c) {
                              return (c >= u'0' && c <= u'9') || c == u'.';
                          });
    const auto isFormula =
        first == u'=' || first == u'@' || first == u'\t' || first == u'\r' || (isSigned && !isNumber);
    return isFormula ? u'\'' + text : text;
}

QByteArray Csv::line(const QStringList& cells)
{
    QByteArray out;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0) {
            out += ',';
        }
        const auto cell = cells.at(i).toUtf8();
        // The other separators too: a reader that guesses by the first line must not take them for its own.
        static constexpr std::string_view kSpecial = ",;\t\"\n\r";
        const auto quoted = std::any_of(cell.cbegin(), cell.cend(),
                                        [](char c) { return kSpecial.find(c) != std::string_view::npos; }) ||
                            cell.startsWith(' ') || cell.endsWith(' ');
        out += quoted ? '"' + QByteArray(cell).replace("\"", "\"\"") + '"' : cell;
    }
    return out + "\r\n";
}

} // namespace textbank
