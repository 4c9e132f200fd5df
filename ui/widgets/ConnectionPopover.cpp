#include "ui/widgets/ConnectionPopover.h"

#include "ui/Words.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/ScrollPane.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTroubledShown = 4;

} // namespace

ConnectionPopover::ConnectionPopover(Shift& shift, QWidget* anchor)
    : Popover(words::sync(shift.engine.status()), anchor)
{
    setWide(440);
    const SyncStatus status = shift.engine.status();
    const Instant now = shift.clock.now();
    const auto line = [this](const QString& text, Tone tone) {
        auto* label = new Label(text, TextRole::Body, tone, this);
        label->setWordWrap(true);
        body()->addWidget(label);
    };
    const auto back = shift.canSignInAgain ? words::WayBack::Password : words::WayBack::Staff;
    line(words::syncExplained(status, back), Tone::Plain);
    const bool saidAlready = status.state == SyncState::SignedOut && back == words::WayBack::Password;
    if (status.lastError && status.state != SyncState::Online && !saidAlready)
        line(words::transport(*status.lastError), Tone::Warn);
    QStringList facts;
    facts.append(shift.gatewayAddress);
    facts.append(status.lastContact == Instant{}
                     ? tr("The gateway has not answered yet.")
                     : tr("The gateway last answered at %1.").arg(words::timeHere(status.lastContact, now)));
    const OutboxCounts& counts = shift.store.outboxCounts();
    facts.append(counts.open() == 0
                     ? tr("Nothing waits to go up.")
                     : tr("%1 waiting to go up, %2 of them texts.").arg(counts.open()).arg(counts.sendsOpen));
    if (status.nextAttempt && *status.nextAttempt > now)
        facts.append(tr("The next try is at %1.").arg(words::timeHere(*status.nextAttempt, now)));
    line(facts.join(u'\n'), Tone::Muted);
    addTroubled(shift);
    auto* row = new QHBoxLayout;
    auto* tryNow = new Button(tr("Try now"), Button::Kind::Secondary, this);
    tryNow->setIconName(u"sync"_s);
    tryNow->setObjectName(u"tryNow"_s);
    SyncEngine& engine = shift.engine;
    connect(tryNow, &QPushButton::clicked, this, [this, &engine] {
        engine.poke();
        dismiss();
    });
    row->addStretch(1);
    row->addWidget(tryNow);
    body()->addLayout(row);
    m_first = tryNow;
    fitTroubled();
}

void ConnectionPopover::fitTroubled()
{
    if (!m_troubled)
        return;
    const Theme& theme = Theme::current();
    const QWidget* const host = parentWidget();
    const int width = std::min(theme.px(440), host->width() - 2 * theme.space(Space::S)) - 2 * theme.space(Space::L);
    m_troubled->setFixedHeight(0);
    const int rest = body()->totalHeightForWidth(width + 2 * theme.space(Space::L));
    const int room = host->height() - 4 * theme.space(Space::S) - rest;
    const int needed = m_troubled->widget()->layout()->totalHeightForWidth(width);
    m_troubled->setFixedHeight(std::clamp(needed, 0, std::max(room, theme.px(80))));
}

void ConnectionPopover::addTroubled(Shift& shift)
{
    const auto troubled = shift.store.troubled();
    if (!troubled || troubled->isEmpty())
        return;
    body()->addWidget(new Label(tr("Texts with trouble"), TextRole::Small, Tone::Muted, this));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::current().space(Space::S));
    int shown = 0;
    int left = 0;
    for (const OutboxRow& trouble : *troubled) {
        const bool isText = std::holds_alternative<SendPayload>(trouble.command.payload);
        const bool isOptOut = std::holds_alternative<OptOutPayload>(trouble.command.payload);
        if (!isText && trouble.state == OutboxState::Unknown)
            continue; // Asked about and repeated by itself; nobody has to decide.
        // What a person has to decide or to pass on is never left out; of a text that waits for it the gateway gave a
        // reason.
        const bool mustBeSeen = isOptOut || (trouble.state == OutboxState::Unknown && !(trouble.problem == Problem{}));
        if (!mustBeSeen && ++shown > kTroubledShown) {
            ++left;
            continue;
        }
        const ContactRecord* const record = shift.store.contact(trouble.command.contact);
        const QString name = record ? words::who(record->contact) : tr("Somebody");
        QString what;
        if (isOptOut)
            what = tr("%1 asked to stop, and the server would not note it. Nothing goes out from here; tell staff, who "
                      "can note it there.")
                       .arg(name);
        else if (!isText)
            what = tr("%1: something you recorded was not taken by the server").arg(name);
        else if (trouble.state == OutboxState::Unknown)
            what = tr("%1: not known yet whether it left").arg(name);
        else if (trouble.state == OutboxState::Expired)
            what = tr("%1: waited too long and did not leave").arg(name);
        else
            what = tr("%1: refused, nobody got it").arg(name);
        auto* row = new QHBoxLayout;
        auto* label = new Label(what, TextRole::Body, Tone::Plain, this);
        label->setWordWrap(true);
        row->addWidget(label, 1);
        column->addLayout(row);
        if (trouble.state == OutboxState::Unknown) {
            auto* why =
                new Label(words::unknownText(trouble, name, shift.clock.now()), TextRole::Small, Tone::Muted, content);
            why->setObjectName(u"unknownWhy"_s);
            why->setWordWrap(true);
            column->addWidget(why);
            auto* giveUp = new Button(tr("Treat as sent"), Button::Kind::Quiet, this);
            giveUp->setToolTip(tr("It is never sent again, and %1 can be written to.").arg(name));
            Store& store = shift.store;
            giveUp->setObjectName(u"giveUp"_s);
            giveUp->setAccessibleDescription(why->text());
            connect(giveUp, &QPushButton::clicked, this, [&store, id = trouble.command.id, label, giveUp, why] {
                const Result<void> done = store.giveUpOn(id);
                label->setText(done ? tr("Noted as sent.") : words::actionFailed(done.error()));
                giveUp->setEnabled(false);
                why->hide();
            });
            row->addWidget(giveUp);
        }
    }
    if (left > 0)
        column->addWidget(new Label(tr("and %1 more").arg(left), TextRole::Small, Tone::Muted, this));
    // Large words may need more room than the window has: then these are scrolled, and the rest stays whole.
    auto* pane = new ScrollPane(this);
    pane->setObjectName(u"troubledTexts"_s);
    pane->setContent(content);
    m_troubled = pane;
    body()->addWidget(pane);
}

} // namespace textbank
