#include "ui/desk/IdlePage.h"

#include "ui/Words.h"
#include "ui/widgets/Button.h"

#include <QMap>
#include <QPointer>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBatchSize = 100;

} // namespace

IdlePage::IdlePage(Shift& shift, QWidget* parent)
    : EmptyState(parent)
    , m_shift(shift)
    , m_getBatch(addButton(tr("Get %1 contacts").arg(kBatchSize), true, u"people"_s))
    , m_showThem(addButton(tr("Show them"), false, u"eye"_s))
    , m_toReplies(addButton(tr("Go to replies"), false, u"reply"_s))
    , m_finish(addButton(tr("Finish shift"), false, u"flag"_s))
{
    setObjectName(u"deskIdle"_s);
    m_getBatch->setObjectName(u"getBatch"_s);
    m_toReplies->setObjectName(u"toReplies"_s);
    connect(m_getBatch, &QPushButton::clicked, this, &IdlePage::requestBatch);
    connect(m_showThem, &QPushButton::clicked, this, &IdlePage::blockedRequested);
    connect(m_toReplies, &QPushButton::clicked, this, &IdlePage::repliesRequested);
    connect(m_finish, &QPushButton::clicked, this, &IdlePage::finishRequested);
}

QWidget* IdlePage::showThemButton() const { return m_showThem; }

QWidget* IdlePage::firstButton() const
{
    for (Button* button : {m_showThem, m_getBatch, m_toReplies, m_finish}) {
        if (!button->isHidden() && button->isEnabled())
            return button;
    }
    return nullptr;
}

void IdlePage::showWhy()
{
    using Idle = ReviewSession::Idle;
    ReviewSession& review = m_shift.review;
    const Idle idle = review.idle();
    const words::Said said = words::idle(idle, review.openings(), m_shift.clock.now());
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
    m_getBatch->setVisible(more);
    m_getBatch->setText(some ? tr("Get %1 more").arg(kBatchSize) : tr("Get %1 contacts").arg(kBatchSize));
    m_showThem->setVisible(idle == Idle::OnlyBlocked || idle == Idle::WaitingForHours);
    m_toReplies->setVisible(idle != Idle::NoBatch);
    m_finish->setVisible(idle == Idle::Done || idle == Idle::WaitingForHours || idle == Idle::OnlyBlocked);
}

void IdlePage::requestBatch()
{
    if (m_fetching)
        return;
    m_fetching = true;
    // A disabled button would hand the focus to the rail, and the next Enter would go there.
    if (m_getBatch->hasFocus())
        emit focusNeeded();
    m_getBatch->setEnabled(false);
    setFootnote(tr("Getting contacts …"));
    m_shift.engine.requestBatch(m_shift.campaign, kBatchSize, [self = QPointer(this)](const GatewayResult<int>& came) {
        if (!self)
            return;
        self->m_fetching = false;
        self->m_getBatch->setEnabled(true);
        QString said;
        if (!came)
            said = words::transport(came.error());
        else if (*came == 0)
            said =
                tr("Nobody can be handed out now: everybody in the campaign's pool is taken care of, or was texted too "
                   "short a while ago.");
        self->setFootnote(said, came ? Tone::Good : Tone::Bad);
        emit self->batchAnswered();
    });
}

} // namespace textbank
