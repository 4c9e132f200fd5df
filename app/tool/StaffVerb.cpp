#include "app/tool/StaffVerb.h"

#include "app/tool/PasswordPrompt.h"
#include "app/tool/StaffLines.h"
#include "app/tool/StaffWords.h"
#include "app/tool/TerminalText.h"
#include "core/gateway/HttpGateway.h"
#include "core/gateway/spoke/SpokeStaff.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <algorithm>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr auto kVariable = "TEXTBANK_STAFF_PASSWORD";

void print(const QJsonObject& line)
{
    std::fputs((QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n').constData(), stdout);
}

void say(const QString& sentence)
{
    std::fputs(("textbank-tool: " + forTerminal(sentence).toUtf8() + '\n').constData(), stderr);
}

} // namespace

StaffVerb::StaffVerb(StaffArguments arguments, QString password)
    : m_arguments(std::move(arguments))
    , m_password(std::move(password))
    , m_staff(std::make_unique<SpokeStaff>(m_arguments.server, QByteArray(), m_clock))
{
}

StaffVerb::~StaffVerb() = default;

int StaffVerb::run(const QStringList& arguments)
{
    const auto read = StaffArguments::parse(arguments);
    if (!read) {
        say(read.error().detail);
        return 2;
    }
    auto password = std::optional(qEnvironmentVariable(kVariable));
    if (password->isEmpty()) {
        password = askForPassword(u"Password of %1: "_s.arg(read->email));
    }
    if (!password) {
        say(u"A password is needed: run this on a terminal to be asked for it, or set %1."_s.arg(
            QLatin1StringView(kVariable)));
        return 2;
    }
    return StaffVerb(*read, *password).run();
}

int StaffVerb::run()
{
    meet();
    return QCoreApplication::exec();
}

void StaffVerb::end(int status)
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        say(u"Not all of it could be written to standard output: the disk is full, or nobody reads it any more."_s);
        status = std::max(status, 1);
    }
    QCoreApplication::exit(status);
}

void StaffVerb::complain(const TransportError& error)
{
    const auto needed = m_staff->roleFor(m_arguments.task).value_or(StaffRole::Owner);
    say(sentenceFor(error, m_arguments, m_member, needed));
    end(1);
}

void StaffVerb::meet()
{
    m_staff->discover([this](const GatewayResult<GatewayInfo>& info) {
        if (!info) {
            meetTextbank(info.error());
        } else if (!info->signInWays.contains(u"password"_s)) {
            say(sentenceForOtherSignIn());
            end(1);
        } else {
            signIn();
        }
    });
}

void StaffVerb::meetTextbank(const TransportError& error)
{
    if (error.fault != Fault::NotAGateway) {
        complain(error);
        return;
    }
    m_other = std::make_unique<HttpGateway>(m_arguments.server, QByteArray(), m_clock);
    m_other->discover([this, error](const GatewayResult<GatewayInfo>& info) {
        if (info) {
            say(sentenceForTextbank());
            end(1);
        } else {
            complain(error);
        }
    });
}

void StaffVerb::signIn()
{
    m_staff->signIn({m_arguments.email, std::exchange(m_password, {}), m_arguments.organisation},
                    [this](const GatewayResult<StaffMember>& member) {
                        if (!member) {
                            complain(member.error());
                            return;
                        }
                        m_member = *member;
                        ask();
                    });
}

template<class T>
void StaffVerb::printAll(const GatewayResult<StaffList<T>>& list, const QString& plural)
{
    if (!list) {
        complain(list.error());
        return;
    }
    for (const auto& item : list->items) {
        print(inJson(item));
    }
    const auto isCut = list->items.size() < list->total;
    if (isCut) {
        say(u"%1 of %2 %3 are shown."_s.arg(list->items.size()).arg(list->total).arg(plural));
    }
    // With --limit a part was asked for; of anything else it was all.
    end(isCut && m_arguments.task != StaffTask::Conversations ? 1 : 0);
}

void StaffVerb::ask()
{
    switch (m_arguments.task) {
    case StaffTask::Campaigns:
        m_staff->campaigns(m_arguments.archived ? StaffGateway::Shelf::Archived : StaffGateway::Shelf::Current,
                           [this](const auto& list) { printAll(list, u"campaigns"_s); });
        return;
    case StaffTask::Figures:
        m_staff->figures(m_arguments.campaign, [this](const GatewayResult<CampaignFigures>& figures) {
            if (!figures) {
                complain(figures.error());
                return;
            }
            print(inJson(*figures));
            end(0);
        });
        return;
    case StaffTask::Conversations:
        askForConversations();
        return;
    case StaffTask::People:
        m_staff->people([this](const auto& list) { printAll(list, u"people"_s); });
        return;
    case StaffTask::OptOutList:
        m_staff->optOuts([this](const auto& list) { printAll(list, u"opt-outs"_s); });
        return;
    case StaffTask::Reassign:
        reassign();
        return;
    case StaffTask::OptOut:
        optOut();
        return;
    }
}

void StaffVerb::askForConversations()
{
    m_staff->conversations(
        m_arguments.filter, m_arguments.range, [this](const GatewayResult<StaffList<StaffConversation>>& list) {
            const auto next = m_arguments.range.first + m_arguments.range.count;
            printAll(list, list && next < list->total
                               ? u"conversations (--from %1 goes on, --limit shows more at once)"_s.arg(next)
                               : u"conversations"_s);
        });
}

void StaffVerb::reassign()
{
    const ReassignRequest request{m_arguments.campaign, m_arguments.contacts, m_arguments.to};
    m_staff->reassign(request, [this, request](const GatewayResult<QList<Reassigned>>& outcomes) {
        if (!outcomes) {
            complain(outcomes.error());
            return;
        }
        int moved = 0;
        int before = 0;
        int missing = 0;
        int refused = 0;
        for (const auto& outcome : *outcomes) {
            print(inJson(outcome, request));
            if (outcome.problem) {
                ++(outcome.problem->type == ProblemType::NotFound ? missing : refused);
            } else {
                ++(outcome.before == request.to ? before : moved);
            }
        }
        auto sentence = u"%1 reassigned, as read back from the server"_s.arg(moved);
        if (before > 0) {
            sentence += u"; there already: %1"_s.arg(before);
        }
        if (missing > 0) {
            sentence += u"; not contacts of campaign %2 and left alone: %1"_s.arg(missing).arg(request.campaign.value);
        }
        if (refused > 0) {
            sentence += u"; not moved by the server: %1, run it again for those"_s.arg(refused);
        }
        say(sentence + u'.');
        end(missing + refused == 0 ? 0 : 1);
    });
}

void StaffVerb::optOut()
{
    m_staff->optOut(
        m_arguments.campaign, m_arguments.contacts.value(0), m_arguments.reason,
        [this](const GatewayResult<StaffOptOut>& outcome) {
            if (!outcome) {
                complain(outcome.error());
                return;
            }
            print(inJson(*outcome));
            const auto id = outcome->contact.value;
            say(outcome->wasOptedOut
                    ? u"Contact %1 was opted out before; nothing was done."_s.arg(id)
                    : u"Contact %1 is opted out in the whole organisation, as read back from the server. No "
                      "text was sent."_s.arg(id));
            end(0);
        });
}

} // namespace textbank
