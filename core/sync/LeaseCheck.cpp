#include "core/sync/LeaseCheck.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace textbank {

std::optional<QString> contradictionIn(const LeasePage& page, const LeaseRequest& request, const Store& store)
{
    if (page.lease.campaign != request.campaign) {
        return u"lease.campaign: another than was asked for"_s;
    }
    const auto* known = store.lease(page.lease.id);
    if (known != nullptr && known->campaign != page.lease.campaign) {
        return u"lease.campaign: another than before"_s;
    }
    QHash<ContactId, PhoneNumber> numbers;
    for (qsizetype i = 0; i < page.contacts.size(); ++i) {
        const auto& contact = page.contacts.at(i);
        if (contact.campaign != page.lease.campaign) {
            return u"contacts[%1].campaign: another than the lease's"_s.arg(i);
        }
        // Who of them was meant nobody can say; the same one twice does no harm.
        const auto before = numbers.constFind(contact.id);
        if (before != numbers.cend() && *before != contact.phone) {
            return u"contacts[%1].phone: another than of the same contact before"_s.arg(i);
        }
        numbers.insert(contact.id, contact.phone);
    }
    return std::nullopt;
}

TransportError badAnswer(const QString& detail)
{
    return {Meaning::MayHaveLeft, Fault::BadAnswer, 200, std::nullopt, std::nullopt, detail};
}

} // namespace textbank
