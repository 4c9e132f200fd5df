#include "core/host/ContactImport.h"

#include "core/base/Csv.h"
#include "core/gateway/WireReader.h"
#include "core/host/ChangeLog.h"
#include "core/host/ContactTable.h"
#include "core/host/LeaseBook.h"
#include "core/host/ListColumns.h"
#include "core/policy/Zones.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qsizetype kMaxCustomCell = 2000;
constexpr qsizetype kMaxColumns = 200;
static_assert(kMaxCustomCell <= wire::kMaxString && kMaxColumns <= wire::kMaxFields, "or no client can read a contact");

QString fieldsAsJson(const QMap<QString, QString>& fields)
{
    QJsonObject json;
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        json.insert(field.key(), field.value());
    }
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace

Result<ContactList> readContactList(QIODevice& csv)
{
    Csv reader(csv);
    const auto header = reader.next();
    if (!header) {
        return Unexpected{header.error()};
    }
    if (!*header) {
        return fail(ErrorCode::Malformed, u"empty"_s);
    }
    if ((*header)->cells.size() > kMaxColumns) {
        return fail(ErrorCode::TooLarge, u"header: more than %1 columns"_s.arg(kMaxColumns));
    }
    for (const auto& name : (*header)->cells) {
        if (name.trimmed().size() > wire::kMaxName) {
            return fail(ErrorCode::TooLarge,
                        u"header: a column's name is longer than %1 characters"_s.arg(wire::kMaxName));
        }
    }
    const ListColumns columns((*header)->cells);
    if (!columns.hasPhone()) {
        return fail(ErrorCode::Malformed, u"header: no column with telephone numbers"_s);
    }
    ContactList list;
    QSet<PhoneNumber> seen;
    for (;;) {
        const auto row = reader.next();
        if (!row) {
            return Unexpected{row.error()};
        }
        if (!*row) {
            return list;
        }
        const auto& cells = (*row)->cells;
        const auto line = (*row)->line;
        const auto tooLong =
            std::any_of(cells.cbegin(), cells.cend(), [](const QString& cell) { return cell.size() > kMaxCustomCell; });
        if (tooLong) {
            list.refused.append({line, u"cell: too long"_s});
            continue;
        }
        if (cells.size() > (*header)->cells.size()) {
            // A comma too many moves every cell behind it under another's name.
            list.refused.append({line, u"row: too many cells"_s});
            continue;
        }
        auto contact = columns.read(cells);
        if (!contact) {
            list.refused.append({line, contact.error().detail});
            continue;
        }
        if (seen.contains(contact->phone)) {
            ++list.duplicates;
            continue;
        }
        seen.insert(contact->phone);
        if (const auto warning = ListColumns::warningOf(*contact); !warning.isEmpty()) {
            ++list.warned;
            if (list.warnings.size() < Host::kWarningsShown) {
                list.warnings.append({line, warning});
            }
        }
        auto household = columns.householdOf(cells, *contact);
        list.contacts.append({line, std::move(contact).value(), std::move(household)});
    }
}

namespace {

/// An address that kept the contact from being texted gives way to the one of a newer list, also on the laptop that
/// holds the contact.
bool mendPlace(Work& work, const ContactId& id, const Contact& listed)
{
    auto known = ContactTable(work).find(id);
    if (!known || zonesFor(known->contact).trouble == PlaceTrouble::None ||
        zonesFor(listed).trouble != PlaceTrouble::None) {
        return false;
    }
    auto& contact = known->contact;
    contact.city = listed.city;
    contact.state = listed.state;
    contact.zip = listed.zip;
    work.run(u"UPDATE contacts SET city = ?, state = ?, zip = ? WHERE id = ?"_s,
             {contact.city, contact.state, contact.zip, id.value});
    if (const auto lease = LeaseBook(work).byId(contact.lease)) {
        ChangeLog(work).append(known->volunteer, ContactAssigned{contact, *lease, known->stage, {}});
    }
    return true;
}

} // namespace

void addContacts(Work& work, Random& random, const CampaignId& campaign, const ContactList& list,
                 Host::ImportReport& report)
{
    const auto organisation =
        work.value(u"SELECT organisation FROM campaigns WHERE id = ?"_s, {campaign.value}).toString();
    auto ordinal = work.value(u"SELECT COALESCE(MAX(ordinal), -1) FROM contacts WHERE campaign = ?"_s, {campaign.value})
                       .toLongLong();
    report.refused = list.refused;
    report.warnings = list.warnings;
    report.warned = list.warned;
    report.duplicates = list.duplicates;
    for (const auto& listed : list.contacts) {
        const auto& contact = listed.contact;
        const auto number = contact.phone.e164();
        const auto known =
            work.value(u"SELECT id FROM contacts WHERE campaign = ? AND number = ?"_s, {campaign.value, number});
        if (known.isValid()) {
            ++report.duplicates;
            report.mended += mendPlace(work, ContactId{known.toString()}, contact) ? 1 : 0;
            if (!listed.household.isEmpty()) { // An earlier file may not have said it.
                work.run(u"UPDATE contacts SET household = ? WHERE campaign = ? AND number = ? AND household = ''"_s,
                         {listed.household, campaign.value, number});
            }
            continue;
        }
        if (work.exists(u"SELECT 1 FROM suppressions WHERE organisation = ? AND number = ?"_s,
                        {organisation, number})) {
            ++report.suppressed;
            continue;
        }
        work.run(
            u"INSERT INTO contacts (id, campaign, organisation, ordinal, number, first_name, last_name, city, state, "
            "zip, language, reason, fields, lease, volunteer, lease_ordinal, stage, skipped, wrong_number, "
            "escalated, waiting_since, household) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, 0, 0, 0, 0, 0, NULL, ?)"_s,
            {makeUuidV7(work.now(), random), campaign.value, organisation, ++ordinal, number, contact.firstName,
             contact.lastName, contact.city, contact.state, contact.zip, contact.language, contact.reason,
             fieldsAsJson(contact.fields), listed.household});
        ++report.imported;
    }
}

} // namespace textbank
