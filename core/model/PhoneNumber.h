#pragma once

#include "core/base/Result.h"

#include <QHashFunctions>
#include <QString>

namespace textbank {

/// A telephone number in E.164 (+14155550132). A person's data: prints itself masked.
class PhoneNumber
{
public:
    /// The empty number: of nobody, equal to nothing that can be texted.
    PhoneNumber() = default;

    /// Reads what lists hold: "(415) 555-0132", "14155550132", "4.155550132E9", "4155550132.0". Cleans only where
    /// nothing is lost; letters, extensions, two numbers in a cell and numbers that cannot exist are refused
    /// (ErrorCode::Invalid, detail one of: empty, letters, extension, several, tooShort, tooLong, invalid).
    /// `region` is the ISO 3166 region of numbers without a country code. Fictional numbers 555-0100 to 555-0199 pass.
    static Result<PhoneNumber> parse(const QString& raw, const QString& region = QStringLiteral("US"));
    /// A number that is E.164 already, as the wire and the store hold it ('+' and 8 to 15 digits).
    static Result<PhoneNumber> fromE164(const QString& e164);

    bool isEmpty() const { return m_e164.isEmpty(); }
    const QString& e164() const { return m_e164; }
    /// The three digits after +1, or empty outside the North American Numbering Plan.
    QString areaCode() const;
    /// The last four digits, as people search for it.
    QString lastFour() const { return m_e164.right(4); }
    /// (415) 555-0132, or the international form.
    QString national() const;
    /// +1*******32: safe for a log.
    QString masked() const;

    /// ISO 3166 region ("US"), or empty where the country code does not tell.
    QString region() const;
    /// What kind of line it may be, in libphonenumber's words: "mobile", "fixed_line_or_mobile", "toll_free" ...;
    /// "unknown" where nobody can tell. A number in the United States is never told apart further.
    QString lineType() const;

    friend bool operator==(const PhoneNumber&, const PhoneNumber&) = default;
    friend size_t qHash(const PhoneNumber& n, size_t seed = 0) { return qHash(n.m_e164, seed); }

private:
    explicit PhoneNumber(QString e164)
        : m_e164(std::move(e164))
    {
    }
    QString m_e164;
};

} // namespace textbank
