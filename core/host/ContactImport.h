#pragma once

#include "core/host/Host.h"
#include "core/host/Work.h"

class QIODevice;

namespace textbank {

/// One contact of a list, ready for the table.
struct ListedContact
{
    int line = 0;
    Contact contact;
    QString household; ///< As HostContact has it.
};

/// A whole list read and cleaned before the database is touched: a long file must not hold the gateway's lock.
struct ContactList
{
    QList<ListedContact> contacts;
    QList<std::pair<int, QString>> refused;
    QList<std::pair<int, QString>> warnings; ///< The first Host::kWarningsShown of people who stay in.
    int warned = 0;                          ///< All of those.
    int duplicates = 0;                      ///< Of a number that an earlier line has.
};

/// Malformed for what is not a list: "empty", "header: no column with telephone numbers", or the CSV reader's word;
/// TooLarge for more columns, or longer names of them, than the wire takes.
/// A line that cannot be used is refused by itself: "phone: tooShort", "phone: premium", "row: too many cells".
Result<ContactList> readContactList(QIODevice& csv);
/// Adds what is new. A number that the campaign has, or that opted out of its organisation, is not added.
void addContacts(Work& work, Random& random, const CampaignId& campaign, const ContactList& list,
                 Host::ImportReport& report);

} // namespace textbank
