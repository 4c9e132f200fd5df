#include "ui/widgets/StatusStrip.h"

#include "ui/Words.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/PillButton.h"

#include <QBoxLayout>
#include <QResizeEvent>

namespace textbank {

using namespace Qt::StringLiterals;

StatusStrip::StatusStrip(Shift& shift, QWidget* parent)
    : Panel(Kind::Strip, parent)
    , m_shift(shift)
    , m_row(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_title(new Label(TextRole::Heading, Tone::Plain, this))
    , m_practice(new Chip(tr("PRACTICE"), Tone::Warn, u"play"_s, this))
    , m_figures(new Label(TextRole::Body, Tone::Muted, this))
    , m_connection(new PillButton(this))
{
    setObjectName(u"statusStrip"_s);
    m_title->setObjectName(u"campaignTitle"_s);
    m_figures->setObjectName(u"figures"_s);
    m_connection->setObjectName(u"connection"_s);
    m_practice->setObjectName(u"practicePill"_s);
    m_practice->setVisible(shift.practice);
    m_practice->setToolTip(tr("Nobody is texted: the contacts are invented."));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* names = new QHBoxLayout;
    names->addWidget(m_title, 1);
    names->addWidget(m_practice);
    auto* state = new QHBoxLayout;
    state->addWidget(m_figures, 1);
    state->addWidget(m_connection);
    m_figures->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_row->addLayout(names, 1);
    m_row->addLayout(state);
    connect(m_connection, &QAbstractButton::clicked, this, &StatusStrip::connectionRequested);
    connect(&shift.store, &Store::changed, this, [this] { showConnection(); });
    connect(&shift.engine, &SyncEngine::statusChanged, this, [this] { showConnection(); });
    connect(&shift.review, &ReviewSession::progressChanged, this, [this] { showFigures(); });
    connect(&Theme::current(), &Theme::changed, this, &StatusStrip::restyle);
    restyle();
    showFigures();
    showConnection();
}

QWidget* StatusStrip::connectionButton() const { return m_connection; }

void StatusStrip::showFigures()
{
    const ReviewSession::Progress progress = m_shift.review.progress();
    QStringList parts;
    parts.append(tr("%1 sent").arg(progress.sent));
    parts.append(tr("%1 left").arg(progress.left));
    parts.append(progress.repliesWaiting == 1 ? tr("1 reply waits")
                                              : tr("%1 replies wait").arg(progress.repliesWaiting));
    if (progress.perMinute >= 1)
        parts.append(tr("%1 a minute").arg(qRound(progress.perMinute)));
    m_figures->setText(parts.join(u"   \u00B7   "_s));
}

void StatusStrip::showConnection()
{
    const Campaign* const campaign = m_shift.store.campaign(m_shift.campaign);
    if (campaign && m_title->toolTip() != campaign->title) {
        m_title->setToolTip(campaign->title);
        restyle();
    }
    const SyncStatus status = m_shift.engine.status();
    QString text = words::sync(status);
    QString icon = words::syncIcon(status.state);
    Tone tone = Tone::Good;
    switch (status.state) {
    case SyncState::SignedOut:
    case SyncState::Revoked:
        tone = status.ended ? Tone::Accent : Tone::Bad;
        break;
    case SyncState::Offline:
    case SyncState::Checking:
        tone = Tone::Warn;
        break;
    case SyncState::CatchingUp:
        tone = Tone::Accent;
        break;
    case SyncState::Online:
        tone = Tone::Good;
        break;
    }
    if (status.storeError) {
        icon = u"warning"_s;
        tone = Tone::Bad;
    }
    const bool paused = (campaign && campaign->paused) || m_shift.store.frozen();
    if (paused && tone != Tone::Bad) {
        text = status.state == SyncState::Offline ? tr("Paused by staff, offline") : tr("Paused by staff");
        icon = u"pause"_s;
        tone = Tone::Warn;
    }
    m_connection->set(text, icon, tone);
    m_connection->setAccessibleName(tr("Connection: %1").arg(text));
    m_connection->setAccessibleDescription(tr("Shows the details"));
}

void StatusStrip::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    restyle();
}

void StatusStrip::restyle()
{
    const Theme& theme = Theme::current();
    m_row->setContentsMargins(theme.space(Space::L), theme.space(Space::S), theme.space(Space::L),
                              theme.space(Space::S));
    m_row->setSpacing(theme.space(Space::L));
    const bool narrow = width() < theme.px(760);
    m_row->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    if (narrow)
        m_row->setSpacing(theme.space(Space::Xs));
    m_figures->setAlignment((narrow ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    m_figures->setWordWrap(narrow);
    m_title->setText(
        m_title->fontMetrics().elidedText(m_title->toolTip(), Qt::ElideRight, std::max(120, m_title->width())));
}

} // namespace textbank
