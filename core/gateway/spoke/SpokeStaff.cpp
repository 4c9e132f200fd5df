#include "core/gateway/spoke/SpokeStaff.h"

#include "core/gateway/AttemptReading.h"
#include "core/gateway/spoke/SpokeSignIn.h"
#include "core/gateway/spoke/SpokeStaffActs.h"
#include "core/gateway/spoke/SpokeStaffDocuments.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qint64 kMaxAnswerBytes = 64LL * 1024 * 1024;

/// A number as the server's filters want it; 0, which nothing has, for an id that is none.
int numberOf(const QString& id) { return std::max(0, id.toInt()); }

/// Each of them is there, empty or not; a key without a value is not.
QJsonObject filtersOf(const ConversationFilter& filter)
{
    QJsonObject campaigns;
    if (filter.campaign) {
        campaigns.insert(u"campaignId"_s, numberOf(filter.campaign->value));
    } else {
        campaigns.insert(u"isArchived"_s, false);
    }
    QJsonObject assignments;
    if (filter.unassigned) {
        assignments.insert(u"texterId"_s, spoke::kNobody);
    } else if (filter.texter) {
        assignments.insert(u"texterId"_s, numberOf(filter.texter->value));
    } else if (filter.writer) {
        assignments.insert(u"texterId"_s, numberOf(filter.writer->value));
        assignments.insert(u"sender"_s, true);
    }
    QJsonObject contacts;
    if (filter.stage) {
        contacts.insert(u"messageStatus"_s, spoke::statusOf(*filter.stage));
    }
    if (filter.optedOut) {
        contacts.insert(u"isOptedOut"_s, *filter.optedOut);
    }
    QJsonObject all{
        {u"campaignsFilter"_s, campaigns}, {u"assignmentsFilter"_s, assignments}, {u"contactsFilter"_s, contacts}};
    if (!filter.text.isEmpty()) {
        all.insert(u"messageTextFilter"_s, spoke::literally(filter.text));
    }
    return all;
}

} // namespace

class SpokeStaff::Private
{
public:
    Private(const QUrl& address, const QByteArray& pin, const Clock& clock, Millis timeout)
        : line(address, pin, clock, timeout, kMaxAnswerBytes)
        , book(line)
        , way(line, book, address)
        , desk(line)
        , acts(desk)
    {
    }
    using Counted = std::function<void(GatewayResult<qint64>)>;
    void count(StaffTask task, const ConversationFilter& filter, Counted done);
    /// Fills in what a server without a cache does not say; a total of its conversations costs a question each.
    void complete(StaffTask task, StaffCampaign campaign,
                  const std::function<void(GatewayResult<StaffCampaign>)>& done);
    void completeAll(const std::shared_ptr<StaffList<StaffCampaign>>& list, qsizetype next,
                     const Answer<StaffList<StaffCampaign>>& answer);
    void readCampaigns(StaffTask task, const QJsonObject& filter, Answer<StaffList<StaffCampaign>> answer);
    void readFigures(const CampaignId& id, const Answer<CampaignFigures>& answer);

    spoke::Line line;
    spoke::Book book;
    spoke::SignIn way;
    spoke::StaffDesk desk;
    spoke::StaffActs acts;
};

SpokeStaff::SpokeStaff(const QUrl& address, const QByteArray& pin, const Clock& clock, Millis timeout)
    : d(std::make_unique<Private>(address, pin, clock, timeout))
{
}

SpokeStaff::~SpokeStaff() { cancelAll(); }

std::optional<StaffRole> SpokeStaff::roleFor(StaffTask task) const { return spoke::StaffDesk::roleFor(task); }

void SpokeStaff::discover(Answer<GatewayInfo> answer) { d->way.discover(std::move(answer)); }

void SpokeStaff::signIn(const StaffLogIn& logIn, Answer<StaffMember> answer)
{
    JoinRequest request;
    request.email = logIn.email;
    request.password = logIn.password;
    d->way.join(request, [this, organisation = logIn.organisation,
                          answer = std::move(answer)](const GatewayResult<Joined>& joined) {
        if (!joined) {
            answer(Unexpected{joined.error()});
        } else {
            d->desk.open(organisation, answer);
        }
    });
}

void SpokeStaff::Private::count(StaffTask task, const ConversationFilter& filter, Counted done)
{
    desk.readPages({task,
                    spoke::kCount,
                    filtersOf(filter),
                    "conversations"_L1,
                    {0, 1},
                    1,
                    [](const QJsonObject&) -> Result<bool> { return false; },
                    std::move(done)});
}

void SpokeStaff::Private::complete(StaffTask task, StaffCampaign campaign,
                                   const std::function<void(GatewayResult<StaffCampaign>)>& done)
{
    ConversationFilter filter;
    filter.campaign = campaign.id;
    if (campaign.contacts && !campaign.texted) {
        filter.stage = ContactStage::NeedsFirstMessage;
    } else if (!campaign.waiting) {
        filter.stage = ContactStage::NeedsReply;
    } else {
        done(campaign);
        return;
    }
    count(task, filter, [=, this](const GatewayResult<qint64>& counted) mutable {
        if (!counted) {
            done(Unexpected{counted.error()});
            return;
        }
        if (filter.stage == ContactStage::NeedsFirstMessage) {
            campaign.texted = std::max<qint64>(0, *campaign.contacts - *counted);
        } else {
            campaign.waiting = *counted;
        }
        complete(task, campaign, done);
    });
}

void SpokeStaff::Private::completeAll(const std::shared_ptr<StaffList<StaffCampaign>>& list, qsizetype next,
                                      const Answer<StaffList<StaffCampaign>>& answer)
{
    if (next >= list->items.size()) {
        answer(*list);
        return;
    }
    complete(StaffTask::Campaigns, list->items[next], [=, this](const GatewayResult<StaffCampaign>& campaign) {
        if (!campaign) {
            answer(Unexpected{campaign.error()});
            return;
        }
        list->items[next] = *campaign;
        completeAll(list, next + 1, answer);
    });
}

void SpokeStaff::Private::readCampaigns(StaffTask task, const QJsonObject& filter,
                                        Answer<StaffList<StaffCampaign>> answer)
{
    auto list = std::make_shared<StaffList<StaffCampaign>>();
    desk.readPages({task,
                    spoke::kCampaigns,
                    {{u"campaignsFilter"_s, filter}},
                    "campaigns"_L1,
                    {0, kMostItems},
                    100,
                    [list](const QJsonObject& item) -> Result<bool> {
                        const auto campaign = spoke::readStaffCampaign(item);
                        if (!campaign) {
                            return Unexpected{campaign.error()};
                        }
                        list->items.append(*campaign);
                        return true;
                    },
                    [list, answer = std::move(answer)](const GatewayResult<qint64>& total) {
                        if (!total) {
                            answer(Unexpected{total.error()});
                            return;
                        }
                        list->total = *total;
                        // Asked for the newest first, the server still gives them in its own order.
                        std::stable_sort(list->items.begin(), list->items.end(), [](const auto& a, const auto& b) {
                            return numberOf(a.id.value) > numberOf(b.id.value);
                        });
                        answer(*list);
                    }});
}

void SpokeStaff::campaigns(Shelf shelf, Answer<StaffList<StaffCampaign>> answer)
{
    d->desk.enter(StaffTask::Campaigns, [this, shelf, answer = std::move(answer)](const GatewayResult<void>& entered) {
        if (!entered) {
            answer(Unexpected{entered.error()});
            return;
        }
        d->readCampaigns(StaffTask::Campaigns, {{u"isArchived"_s, shelf == Shelf::Archived}},
                         [this, answer](const GatewayResult<StaffList<StaffCampaign>>& list) {
                             if (!list) {
                                 answer(list);
                                 return;
                             }
                             d->completeAll(std::make_shared<StaffList<StaffCampaign>>(*list), 0, answer);
                         });
    });
}

// A campaign that is not there is an error like any other to the server, so the list is asked first.
void SpokeStaff::figures(const CampaignId& campaign, Answer<CampaignFigures> answer)
{
    d->desk.enter(StaffTask::Figures, [this, campaign, answer = std::move(answer)](const GatewayResult<void>& entered) {
        if (!entered) {
            answer(Unexpected{entered.error()});
            return;
        }
        d->readCampaigns(StaffTask::Figures, {{u"campaignId"_s, numberOf(campaign.value)}},
                         [this, campaign, answer](const GatewayResult<StaffList<StaffCampaign>>& list) {
                             if (!list) {
                                 answer(Unexpected{list.error()});
                             } else if (list->items.size() != 1 || list->items[0].id != campaign) {
                                 answer(Unexpected{spoke::staffProblem(ProblemType::NotFound)});
                             } else {
                                 d->readFigures(campaign, answer);
                             }
                         });
    });
}

void SpokeStaff::Private::readFigures(const CampaignId& id, const Answer<CampaignFigures>& answer)
{
    desk.ask(StaffTask::Figures, spoke::kFigures,
             {{u"id"_s, id.value}, {u"organizationId"_s, desk.member().organisation}},
             [=, this](const Result<spoke::Reply, TransportError>& reply) {
                 if (!reply) {
                     answer(Unexpected{reply.error()});
                     return;
                 }
                 const auto figures = spoke::readFigures(reply->value.toObject());
                 if (!figures) {
                     answer(Unexpected{badAnswer(200, figures.error().detail)});
                     return;
                 }
                 complete(StaffTask::Figures, figures->campaign,
                          [=, this, figures = *figures](const GatewayResult<StaffCampaign>& campaign) mutable {
                              if (!campaign) {
                                  answer(Unexpected{campaign.error()});
                                  return;
                              }
                              figures.campaign = *campaign;
                              ConversationFilter nobodys;
                              nobodys.campaign = id;
                              nobodys.unassigned = true;
                              count(StaffTask::Figures, nobodys,
                                    [answer, figures](const GatewayResult<qint64>& unassigned) mutable {
                                        if (!unassigned) {
                                            answer(Unexpected{unassigned.error()});
                                            return;
                                        }
                                        figures.unassigned = *unassigned;
                                        answer(figures);
                                    });
                          });
             });
}

void SpokeStaff::conversations(const ConversationFilter& filter, StaffRange range,
                               Answer<StaffList<StaffConversation>> answer)
{
    d->desk.enter(StaffTask::Conversations, [=, this, answer = std::move(answer)](const GatewayResult<void>& entered) {
        if (!entered) {
            answer(Unexpected{entered.error()});
            return;
        }
        if (static_cast<int>(filter.unassigned) + filter.texter.has_value() + filter.writer.has_value() > 1) {
            answer(Unexpected{spoke::staffProblem(ProblemType::Unsupported)}); // It has one filter for all of them.
            return;
        }
        auto list = std::make_shared<StaffList<StaffConversation>>();
        auto seen = std::make_shared<QSet<ContactId>>();
        const StaffRange held{range.first, std::clamp(range.count, 1, kMostItems)};
        d->desk.readPages({StaffTask::Conversations, spoke::kConversations, filtersOf(filter), "conversations"_L1, held,
                           100,
                           [list, seen](const QJsonObject& item) -> Result<bool> {
                               const auto conversation = spoke::readConversation(item);
                               if (!conversation) {
                                   return Unexpected{conversation.error()};
                               }
                               // What moved while pages were read may come twice.
                               if (!seen->contains(conversation->contact)) {
                                   seen->insert(conversation->contact);
                                   list->items.append(*conversation);
                               }
                               return true;
                           },
                           [list, held, answer](const GatewayResult<qint64>& total) {
                               if (!total) {
                                   answer(Unexpected{total.error()});
                                   return;
                               }
                               // With words to search for, the server counts a contact once for each text.
                               list->total = held.first + held.count >= *total
                                                 ? std::min<qint64>(held.first + list->items.size(), *total)
                                                 : *total;
                               answer(*list);
                           }});
    });
}

void SpokeStaff::people(Answer<StaffList<StaffPerson>> answer)
{
    d->desk.enter(StaffTask::People, [this, answer = std::move(answer)](const GatewayResult<void>& entered) {
        if (entered) {
            d->acts.readPeople(StaffTask::People, answer);
        } else {
            answer(Unexpected{entered.error()});
        }
    });
}

void SpokeStaff::optOuts(Answer<StaffList<OptOutEntry>> answer)
{
    d->desk.enter(StaffTask::OptOutList, [this, answer = std::move(answer)](const GatewayResult<void>& entered) {
        if (!entered) {
            answer(Unexpected{entered.error()});
            return;
        }
        d->desk.ask(StaffTask::OptOutList, spoke::kOptOuts, {{u"id"_s, d->desk.member().organisation}},
                    [this, answer](const Result<spoke::Reply, TransportError>& reply) {
                        if (!reply) {
                            answer(Unexpected{reply.error()});
                            return;
                        }
                        const auto entries = reply->value.toObject().value("optOuts"_L1);
                        if (!entries.isArray()) {
                            // The organisation is there for her, and this part of it is not.
                            d->desk.explain(StaffTask::OptOutList, reply->errors,
                                            [answer](const TransportError& error) { answer(Unexpected{error}); });
                            return;
                        }
                        const auto list = spoke::readOptOuts(entries.toArray());
                        if (!list) {
                            answer(Unexpected{badAnswer(200, list.error().detail)});
                        } else {
                            answer(StaffList<OptOutEntry>{*list, list->size()});
                        }
                    });
    });
}

void SpokeStaff::reassign(const ReassignRequest& request, Answer<QList<Reassigned>> answer)
{
    d->acts.reassign(request, std::move(answer));
}

void SpokeStaff::optOut(const CampaignId& campaign, const ContactId& contact, const QString& reason,
                        Answer<StaffOptOut> answer)
{
    d->acts.optOut(campaign, contact, reason, std::move(answer));
}

void SpokeStaff::cancelAll()
{
    d->line.cancelAll();
    d->desk.cancelAll();
}

} // namespace textbank
