#include "core/host/ListColumns.h"

#include "core/gateway/WireReader.h"
#include "core/host/Household.h"
#include "core/model/AreaCodes.h"
#include "core/model/States.h"
#include "core/model/ZipCode.h"
#include "core/policy/Zones.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// Five digits. What is none stays as it is written, for zonesFor() to say what comes of it.
QString zipOf(const QString& cell)
{
    const auto zip = readZip(cell);
    return zip.code.isEmpty() ? cell : zip.code;
}

/// BCP 47 where the cell says so or names a language of our campaigns; else empty, the campaign's own.
QString languageOf(const QString& cell)
{
    static const QHash<QString, QString> byName{
        {u"english"_s, u"en"_s}, {u"ingles"_s, u"en"_s},  {u"inglés"_s, u"en"_s},  {u"eng"_s, u"en"_s},
        {u"spanish"_s, u"es"_s}, {u"español"_s, u"es"_s}, {u"espanol"_s, u"es"_s}, {u"spa"_s, u"es"_s}};
    const auto trimmed = cell.trimmed();
    const auto named = byName.value(columnKey(trimmed));
    if (!named.isEmpty()) {
        return named;
    }
    const auto primary = trimmed.section(u'-', 0, 0);
    const auto isTag = (primary.size() == 2 || primary.size() == 3) && wire::isLanguageTag(trimmed);
    return isTag ? trimmed.toLower() : QString();
}

/// Why a number that exists is no voter's to be texted, or empty.
QString unwanted(const PhoneNumber& number)
{
    if (!number.e164().startsWith("+1"_L1)) {
        return u"phone: abroad"_s;
    }
    if (findAreaCode(number.areaCode()) != nullptr) {
        return {}; // A place's.
    }
    const auto type = number.lineType();
    return type == "premium_rate"_L1 ? u"phone: premium"_s : type == "toll_free"_L1 ? u"phone: tollFree"_s : QString();
}

/// A number of another country of the plan says where it is texted to, unless the list knows better.
bool isAbroad(const Contact& contact)
{
    static const QStringList ours{u"US"_s, u"PR"_s, u"VI"_s, u"GU"_s, u"AS"_s, u"MP"_s};
    const auto* code = findAreaCode(contact.phone.areaCode());
    return code != nullptr && !ours.contains(code->region) && zonesFor(contact).source == ZoneSource::AreaCode;
}

} // namespace

QString columnKey(const QString& header)
{
    QString letters;
    for (const auto c : header) {
        if (c.isLetterOrNumber()) {
            letters += c.toLower();
        }
    }
    return letters;
}

ListColumns::ListColumns(const QStringList& header)
{
    for (const auto& cell : header) {
        const auto name = cell.trimmed();
        const auto meaning = meaningOf(name);
        // The first of two columns with one meaning counts; the second is kept under its own name.
        const auto taken = meaning != Column::Custom && meaning != Column::Ignored && m_columns.contains(meaning);
        static const QSet<QString> kStreets{u"address"_s,
                                            u"address1"_s,
                                            u"addressline1"_s,
                                            u"addr"_s,
                                            u"addr1"_s,
                                            u"street"_s,
                                            u"streetaddress"_s,
                                            u"homeaddress"_s,
                                            u"residenceaddress"_s,
                                            u"residentialaddress"_s,
                                            u"registrationaddress"_s,
                                            u"voteraddress"_s};
        static const QSet<QString> kUnits{u"unit"_s,      u"unitnumber"_s, u"apt"_s,          u"aptnumber"_s,
                                          u"apartment"_s, u"address2"_s,   u"addressline2"_s, u"addr2"_s};
        const auto letters = columnKey(name);
        m_street = m_street < 0 && kStreets.contains(letters) ? m_names.size() : m_street;
        m_unit = m_unit < 0 && kUnits.contains(letters) ? m_names.size() : m_unit;
        m_names.append(name);
        m_columns.append(taken ? Column::Custom : meaning);
    }
}

ListColumns::Column ListColumns::meaningOf(const QString& name)
{
    static const QHash<QString, Column> known{{u"firstname"_s, Column::FirstName},
                                              {u"first"_s, Column::FirstName},
                                              {u"fname"_s, Column::FirstName},
                                              {u"givenname"_s, Column::FirstName},
                                              {u"lastname"_s, Column::LastName},
                                              {u"last"_s, Column::LastName},
                                              {u"lname"_s, Column::LastName},
                                              {u"surname"_s, Column::LastName},
                                              {u"familyname"_s, Column::LastName},
                                              {u"phone"_s, Column::Phone},
                                              {u"cell"_s, Column::Phone},
                                              {u"mobile"_s, Column::Phone},
                                              {u"phonenumber"_s, Column::Phone},
                                              {u"cellphone"_s, Column::Phone},
                                              {u"mobilephone"_s, Column::Phone},
                                              {u"mobilenumber"_s, Column::Phone},
                                              {u"cellnumber"_s, Column::Phone},
                                              {u"cellphonenumber"_s, Column::Phone},
                                              {u"telephone"_s, Column::Phone},
                                              {u"number"_s, Column::Phone},
                                              {u"zip"_s, Column::Zip},
                                              {u"zipcode"_s, Column::Zip},
                                              {u"zip5"_s, Column::Zip},
                                              {u"postalcode"_s, Column::Zip},
                                              {u"postcode"_s, Column::Zip},
                                              {u"city"_s, Column::City},
                                              {u"town"_s, Column::City},
                                              {u"state"_s, Column::State},
                                              {u"statecode"_s, Column::State},
                                              {u"language"_s, Column::Language},
                                              {u"lang"_s, Column::Language},
                                              {u"preferredlanguage"_s, Column::Language},
                                              {u"reason"_s, Column::Reason},
                                              {u"why"_s, Column::Reason},
                                              {u"household"_s, Column::Household},
                                              {u"householdid"_s, Column::Household},
                                              {u"householdkey"_s, Column::Household},
                                              {u"householdnumber"_s, Column::Household},
                                              {u"householdno"_s, Column::Household},
                                              {u"hhid"_s, Column::Household},
                                              {u"hhkey"_s, Column::Household},
                                              {u"hhnumber"_s, Column::Household}};
    const auto letters = columnKey(name);
    return letters.isEmpty() ? Column::Ignored : known.value(letters, Column::Custom);
}

bool ListColumns::hasPhone() const { return m_columns.contains(Column::Phone); }

QString ListColumns::cellOf(const QStringList& cells, Column meaning) const
{
    const auto column = m_columns.indexOf(meaning);
    return column < 0 || column >= cells.size() ? QString() : cells.at(column).trimmed();
}

QString ListColumns::warningOf(const Contact& contact)
{
    const auto place = zonesFor(contact);
    const auto state = stateCode(contact.state);
    switch (place.trouble) {
    case PlaceTrouble::NonGeographic:
        return u"phone: no place"_s;
    case PlaceTrouble::NoSuchZip:
        return u"zip: unknown"_s;
    case PlaceTrouble::Contradiction:
        return u"zip: state"_s;
    case PlaceTrouble::Military:
        return u"zip: military"_s;
    default:
        if (!contact.state.isEmpty() && !isStateCode(state)) {
            return u"state: unknown"_s;
        }
        return contact.zip.isEmpty() || place.source == ZoneSource::Zip ? QString() : u"zip: shape"_s;
    }
}

QString ListColumns::householdOf(const QStringList& cells, const Contact& contact) const
{
    const auto at = [&](qsizetype column) {
        return column < 0 || column >= cells.size() ? QString() : cells.at(column);
    };
    const auto named = householdNamed(cellOf(cells, Column::Household));
    return named.isEmpty() ? householdAt(at(m_street), at(m_unit), contact.zip) : named;
}

Result<Contact> ListColumns::read(const QStringList& cells) const
{
    Contact contact;
    for (qsizetype i = 0; i < qMin(cells.size(), m_columns.size()); ++i) {
        const auto cell = cells.at(i).trimmed();
        switch (m_columns.at(i)) {
        case Column::Phone: {
            const auto number = PhoneNumber::parse(cell);
            if (!number) {
                return fail(ErrorCode::Invalid, u"phone: "_s + number.error().detail);
            }
            if (const auto why = unwanted(*number); !why.isEmpty()) {
                return fail(ErrorCode::Invalid, why);
            }
            contact.phone = *number;
            break;
        }
        case Column::FirstName:
            contact.firstName = cell;
            break;
        case Column::LastName:
            contact.lastName = cell;
            break;
        case Column::City:
            contact.city = cell;
            break;
        case Column::State:
            contact.state = stateCode(cell).isEmpty() ? cell : stateCode(cell);
            break;
        case Column::Zip:
            contact.zip = zipOf(cell);
            break;
        case Column::Language:
            contact.language = languageOf(cell);
            break;
        case Column::Reason:
            contact.reason = cell;
            break;
        case Column::Custom:
            contact.fields.insert(m_names.at(i), cell);
            break;
        case Column::Household: // The gateway's alone.
        case Column::Ignored:
            break;
        }
    }
    if (contact.phone.isEmpty()) {
        return fail(ErrorCode::Invalid, u"phone: empty"_s);
    }
    if (isAbroad(contact)) {
        return fail(ErrorCode::Invalid, u"phone: abroad"_s);
    }
    for (const auto& name : {contact.firstName, contact.lastName, contact.city, contact.state, contact.zip}) {
        if (name.size() > wire::kMaxName) {
            return fail(ErrorCode::Invalid, u"name: too long"_s);
        }
    }
    return contact;
}

} // namespace textbank
