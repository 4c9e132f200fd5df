#include "core/host/PracticeCampaign.h"

#include "core/gateway/Wire.h"

#include <QFile>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace textbank {

Result<QByteArray> practiceCampaign()
{
    QFile file(u":/practice/campaign.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::NotFound, file.fileName());
    }
    auto document = wire::parseObject(file.readAll());
    if (!document) {
        return Unexpected{document.error()};
    }
    QJsonArray week;
    for (int day = 0; day < 7; ++day) {
        week.append(QJsonObject{{u"openMinute"_s, 0}, {u"closeMinute"_s, 24 * 60}});
    }
    auto policy = document->value("policy"_L1).toObject();
    policy.insert("floor"_L1, week);
    policy.insert("week"_L1, week);
    policy.insert("stateWeek"_L1, QJsonObject());
    document->insert("practice"_L1, true);
    document->insert("policy"_L1, policy);
    return wire::compact(*document);
}

Result<CampaignId> loadPracticeCampaign(Host& host)
{
    const auto document = practiceCampaign();
    if (!document) {
        return Unexpected{document.error()};
    }
    const auto campaign = host.importCampaign(*document);
    if (!campaign) {
        return campaign;
    }
    QFile contacts(u":/practice/contacts.csv"_s);
    if (!contacts.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::NotFound, contacts.fileName());
    }
    const auto report = host.importContacts(*campaign, contacts);
    if (!report) {
        return Unexpected{report.error()};
    }
    if (!report->refused.isEmpty()) {
        return fail(
            ErrorCode::Malformed,
            u"contacts.csv, line %1: %2"_s.arg(report->refused.front().first).arg(report->refused.front().second));
    }
    return campaign;
}

} // namespace textbank
