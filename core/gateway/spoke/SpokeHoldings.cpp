#include "core/gateway/spoke/SpokeHoldings.h"

#include "core/gateway/AttemptReading.h"
#include "core/gateway/spoke/SpokeStaffDocuments.h"

using namespace Qt::StringLiterals;

namespace textbank::spoke {
namespace {

constexpr int kMostSearched = 500'000;

} // namespace

struct Holdings::Search
{
    StaffTask task;
    QList<ContactId> left;
    QHash<ContactId, Holding> found;
    Answer<QHash<ContactId, Holding>> answer;
};

void Holdings::findNext(const std::shared_ptr<Search>& search)
{
    if (search->left.isEmpty()) {
        search->answer(search->found);
        return;
    }
    const auto contact = search->left.takeFirst();
    m_desk.line().ask(
        kHolderOf, {{u"contactId"_s, contact.value}}, [=, this](const Result<Reply, TransportError>& reply) {
            if (!reply) {
                search->answer(Unexpected{reply.error()});
            } else if (!reply->errors.isEmpty()) {
                m_desk.explain(search->task, reply->errors,
                               [search](const TransportError& error) { search->answer(Unexpected{error}); });
            } else if (reply->refused()) {
                findNext(search); // Nobody holds it, or there is no such contact.
            } else if (const auto holding = readHolding(contact, reply->value.toObject())) {
                search->found.insert(contact, *holding);
                findNext(search);
            } else {
                search->answer(Unexpected{badAnswer(200, holding.error().detail)});
            }
        });
}

void Holdings::findHeld(StaffTask task, QList<ContactId> contacts, Answer<QHash<ContactId, Holding>> answer)
{
    findNext(std::make_shared<Search>(Search{task, std::move(contacts), {}, std::move(answer)}));
}

void Holdings::findUnheld(StaffTask task, const CampaignId& campaign, const QSet<ContactId>& contacts,
                          Answer<QHash<ContactId, Holding>> answer)
{
    auto found = std::make_shared<QHash<ContactId, Holding>>();
    m_desk.readPages({task,
                      kHolders,
                      {{u"campaignsFilter"_s, QJsonObject{{u"campaignId"_s, campaign.value.toInt()}}},
                       {u"assignmentsFilter"_s, QJsonObject{{u"texterId"_s, kNobody}}},
                       {u"contactsFilter"_s, QJsonObject()}},
                      "conversations"_L1,
                      {0, kMostSearched},
                      500,
                      [=](const QJsonObject& item) -> Result<bool> {
                          const auto holding = readHolding(item);
                          if (!holding) {
                              return Unexpected{holding.error()};
                          }
                          if (contacts.contains(holding->contact) && holding->campaign == campaign &&
                              !holding->texter) {
                              found->insert(holding->contact, *holding);
                          }
                          return found->size() < contacts.size();
                      },
                      [found, answer = std::move(answer)](const GatewayResult<qint64>& total) {
                          answer(total ? GatewayResult<QHash<ContactId, Holding>>(*found)
                                       : GatewayResult<QHash<ContactId, Holding>>(Unexpected{total.error()}));
                      }});
}

void Holdings::find(StaffTask task, const CampaignId& campaign, const QList<ContactId>& contacts,
                    Answer<QHash<ContactId, Holding>> answer)
{
    const auto isNumber = [](const QString& id) { return id.toInt() > 0; };
    QList<ContactId> asked;
    for (const auto& id : contacts) {
        if (isNumber(id.value) && isNumber(campaign.value) && !asked.contains(id)) {
            asked.append(id);
        }
    }
    findHeld(task, asked, [=, this, answer = std::move(answer)](const GatewayResult<QHash<ContactId, Holding>>& held) {
        if (!held) {
            answer(held);
            return;
        }
        QHash<ContactId, Holding> here;
        QSet<ContactId> rest;
        for (const auto& contact : asked) {
            const auto at = held->constFind(contact);
            if (at == held->cend()) {
                rest.insert(contact);
            } else if (at->campaign == campaign) {
                here.insert(contact, *at);
            }
        }
        if (rest.isEmpty()) {
            answer(here);
            return;
        }
        findUnheld(task, campaign, rest, [here, answer](GatewayResult<QHash<ContactId, Holding>> unheld) {
            if (unheld) {
                (*unheld).insert(here);
            }
            answer(std::move(unheld));
        });
    });
}

} // namespace textbank::spoke
