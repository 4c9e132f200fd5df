#include "ui/desk/IdlePage.h"

#include "core/review/CampaignBoard.h"
#include "ui/Words.h"
#include "ui/desk/CampaignList.h"
#include "ui/widgets/Button.h"

#include <QApplication>
#include <QMap>
#include <QPointer>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBatchSize = 100;

} // namespace

IdlePage::IdlePage(Shift& shift, QWidget* parent)
    : EmptyState(parent)
    , m_shift(shift)
    , m_campaigns(new CampaignList(this))
    , m_getBatch(addButton(tr("Get %1 contacts").arg(kBatchSize), true, u"people"_s))
    , m_showThem(addButton(tr("Show them"), false, u"eye"_s))
    , m_toReplies(addButton(tr("Go to replies"), false, u"reply"_s))
    , m_finish(addButton(tr("Finish shift"), false, u"flag"_s))
{
    setObjectName(u"deskIdle"_s);
    m_getBatch->setObjectName(u"getBatch"_s);
    m_toReplies->setObjectName(u"toReplies"_s);
    setBody(m_campaigns);
    connect(m_getBatch, &QPushButton::clicked, this, [this] { requestBatch(m_shift.campaign); });
    connect(m_campaigns, &CampaignList::contactsRequested, this, &IdlePage::requestBatch);
    connect(&shift.store, &Store::changed, this, [this](const StoreChange& change) {
        if ((change.campaign || change.everything) && isVisible())
            showWhy();
    });
    connect(m_showThem, &QPushButton::clicked, this, &IdlePage::blockedRequested);
    connect(m_toReplies, &QPushButton::clicked, this, &IdlePage::repliesRequested);
    connect(m_finish, &QPushButton::clicked, this, &IdlePage::finishRequested);
}

QWidget* IdlePage::showThemButton() const { return m_showThem; }

QWidget* IdlePage::firstButton() const
{
    QWidget* const ofCampaign = m_campaigns->isHidden() ? nullptr : m_campaigns->firstButton();
    for (QWidget* button : std::initializer_list<QWidget*>{m_showThem, m_getBatch, ofCampaign, m_toReplies, m_finish}) {
        if (button && !button->isHidden() && button->isEnabled())
            return button;
    }
    return nullptr;
}

void IdlePage::followChoice()
{
    // The one that was worked on may not be offered any more.
    const CampaignId chosen = chosenCampaign(m_shift.store);
    if (chosen.isEmpty() || chosen == m_shift.campaign)
        return;
    m_shift.campaign = chosen;
    emit campaignChosen();
}

void IdlePage::showWhy()
{
    using Idle = ReviewSession::Idle;
    ReviewSession& review = m_shift.review;
    const Idle idle = review.idle();
    followChoice();
    const QList<CampaignLine> lines = campaignLines(m_shift.store, review.blocked());
    const bool hasMore =
        lines.isEmpty() || std::any_of(lines.cbegin(), lines.cend(), [](const auto& one) { return one.hasMore; });
    const words::Said said = words::idle(idle, review.openings(), m_shift.clock.now(), hasMore);
    const Campaign* const current = m_shift.store.campaign(m_shift.campaign);
    QString text = said.text;
    if (idle == Idle::Paused && current && !current->pauseReason.isEmpty())
        text = tr("They say: %1").arg(current->pauseReason) + u"\n\n"_s + text;
    int waiting = 0;
    for (const Opening& one : review.openings())
        waiting += one.contacts;
    const int never = static_cast<int>(review.blocked().size()) - waiting;
    if (idle == Idle::WaitingForHours && never > 0)
        text += u"\n\n"_s + tr("%n of them cannot be texted at all as things are; look at why.", nullptr, never);
    static const QMap<Idle, QString> icons{{Idle::NoBatch, u"people"_s},        {Idle::Done, u"check"_s},
                                           {Idle::WaitingForHours, u"clock"_s}, {Idle::Paused, u"pause"_s},
                                           {Idle::Frozen, u"lock"_s},           {Idle::LeaseLost, u"clock"_s},
                                           {Idle::ClockWrong, u"clock"_s},      {Idle::Unregistered, u"warning"_s},
                                           {Idle::OnlyBlocked, u"edit"_s},      {Idle::CatchingUp, u"sync"_s}};
    const bool stands = idle == Idle::Paused || idle == Idle::Frozen || idle == Idle::ClockWrong ||
                        idle == Idle::Unregistered || idle == Idle::CatchingUp;
    const Tone tone = idle == Idle::Done ? Tone::Good : stands ? Tone::Warn : Tone::Accent;
    set(icons.value(idle), said.title, text, tone);
    const bool some = idle == Idle::Done || idle == Idle::OnlyBlocked || idle == Idle::WaitingForHours;
    const bool more = some || idle == Idle::NoBatch || idle == Idle::LeaseLost;
    const bool several = lines.size() > 1;
    m_campaigns->show(lines);
    m_campaigns->setVisible(several && more);
    m_getBatch->setVisible(!several && more && hasMore);
    m_getBatch->setText(some ? tr("Get %1 more").arg(kBatchSize) : tr("Get %1 contacts").arg(kBatchSize));
    m_showThem->setVisible(idle == Idle::OnlyBlocked || idle == Idle::WaitingForHours);
    m_toReplies->setVisible(idle != Idle::NoBatch);
    m_finish->setVisible(idle == Idle::Done || idle == Idle::WaitingForHours || idle == Idle::OnlyBlocked);
}

void IdlePage::requestBatch(const CampaignId& campaign)
{
    if (m_fetching)
        return;
    m_fetching = true;
    // A disk that does not keep the choice makes the next start begin with another one.
    if (campaign != m_shift.campaign && chooseCampaign(m_shift.store, campaign)) {
        m_shift.campaign = campaign;
        emit campaignChosen();
    }
    // A disabled button would hand the focus to the rail, and the next Enter would go there.
    if (m_getBatch->hasFocus() || m_campaigns->isAncestorOf(QApplication::focusWidget()))
        emit focusNeeded();
    m_getBatch->setEnabled(false);
    m_campaigns->setFetching(true);
    setFootnote(tr("Getting contacts …"));
    m_shift.engine.requestBatch(campaign, kBatchSize, [self = QPointer(this)](const GatewayResult<int>& came) {
        if (!self)
            return;
        self->m_fetching = false;
        self->m_getBatch->setEnabled(true);
        self->m_campaigns->setFetching(false);
        QString said;
        if (!came)
            said = words::transport(came.error());
        else if (*came == 0)
            said =
                tr("Nobody can be handed out now: everybody in the campaign's pool is taken care of, or was texted too "
                   "short a while ago.");
        self->setFootnote(said, came ? Tone::Good : Tone::Bad);
        if (came && *came == 0) // Perhaps the campaign itself has ended.
            self->m_shift.engine.refreshCampaigns([](const GatewayResult<void>&) {});
        emit self->batchAnswered();
    });
}

} // namespace textbank
