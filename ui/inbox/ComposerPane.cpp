#include "ui/inbox/ComposerPane.h"

#include "ui/Words.h"
#include "ui/inbox/Composer.h"
#include "ui/inbox/InboxWords.h"
#include "ui/settings/ActionMap.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/OfferRow.h"
#include "ui/widgets/TextMarks.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

/// What is found is said so far: the conversation needs the room.
constexpr int kMostSentences = 3;

Tone toneFor(GateReason reason)
{
    switch (reason) {
    case GateReason::OptedOut:
    case GateReason::WrongNumber:
        return Tone::Bad;
    default:
        return Tone::Warn;
    }
}

QString iconFor(GateReason reason)
{
    switch (reason) {
    case GateReason::OptedOut:
        return u"opt-out"_s;
    case GateReason::MayHaveOptedOut:
        return u"help"_s;
    case GateReason::WrongNumber:
        return u"wrong-number"_s;
    case GateReason::Escalated:
        return u"hand-over"_s;
    case GateReason::OutsideWindow:
        return u"moon"_s;
    case GateReason::Paused:
    case GateReason::Frozen:
        return u"pause"_s;
    case GateReason::OutcomeUnknown:
        return u"checking"_s;
    case GateReason::ClockWrong:
        return u"clock"_s;
    default:
        return u"lock"_s;
    }
}

} // namespace

ComposerPane::ComposerPane(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , m_shift(shift)
    , m_write(new QWidget(this))
    , m_composer(new Composer(m_write))
    , m_findings(new Label(TextRole::Small, Tone::Warn, m_write))
    , m_offers(new OfferRow(u"inbox.mend"_s, m_write))
    , m_counter(new Label(TextRole::Small, Tone::Muted, m_write))
    , m_send(new Button(tr("Send"), Button::Kind::Primary, m_write))
    , m_blocked(new Banner(Tone::Warn, u"lock"_s, this))
    , m_handOver(new QWidget(this))
    , m_reason(new QLineEdit(m_handOver))
{
    setObjectName(u"composerPane"_s);
    m_composer->setAccessibleName(tr("Reply"));
    m_findings->setObjectName(u"findings"_s);
    m_findings->setWordWrap(true);
    m_counter->setObjectName(u"segmentCounter"_s);
    m_counter->setWordWrap(true);
    m_send->setObjectName(u"sendButton"_s);
    m_send->setIconName(u"send"_s);
    m_send->setActionId(u"inbox.send"_s);
    m_send->setFocusPolicy(Qt::TabFocus);
    m_blocked->setObjectName(u"blockedBanner"_s);

    m_foot = new QBoxLayout(QBoxLayout::LeftToRight);
    m_foot->addWidget(m_counter, 1);
    m_foot->addWidget(m_send, 0, Qt::AlignRight);
    auto* write = new QVBoxLayout(m_write);
    write->setContentsMargins(0, 0, 0, 0);
    write->addWidget(m_composer);
    write->addWidget(m_findings);
    write->addWidget(m_offers);
    write->addLayout(m_foot);

    m_handOver->setObjectName(u"handOverBar"_s);
    auto* question = new Label(tr("What should staff know?"), TextRole::Heading, Tone::Plain, m_handOver);
    m_reason->setObjectName(u"handOverReason"_s);
    m_reason->setAccessibleName(tr("What should staff know?"));
    m_reason->setPlaceholderText(tr("A few words, or nothing"));
    m_reason->setMaxLength(500);
    m_reason->installEventFilter(this);
    auto* give = new Button(tr("Hand to staff"), Button::Kind::Primary, m_handOver);
    give->setObjectName(u"handOverButton"_s);
    give->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    auto* keep = new Button(tr("Keep it"), Button::Kind::Quiet, m_handOver);
    keep->setObjectName(u"handOverCancel"_s);
    keep->setKeyText(keyName(QKeySequence(Qt::Key_Escape)));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(keep);
    buttons->addWidget(give);
    auto* hand = new QVBoxLayout(m_handOver);
    hand->setContentsMargins(0, 0, 0, 0);
    hand->addWidget(question);
    hand->addWidget(m_reason);
    hand->addLayout(buttons);
    m_handOver->hide();

    auto* column = new QVBoxLayout(this);
    column->addWidget(m_blocked);
    column->addWidget(m_write);
    column->addWidget(m_handOver);

    const auto handOver = [this] {
        const QString reason = m_reason->text().trimmed();
        m_handOver->hide();
        showVerdict();
        emit handedOver(reason);
    };
    connect(m_reason, &QLineEdit::returnPressed, this, handOver);
    connect(give, &Button::clicked, this, handOver);
    connect(keep, &Button::clicked, this, [this] {
        m_handOver->hide();
        showVerdict();
        emit leave();
    });
    connect(m_composer, &Composer::typed, this, [this](const QString& text) {
        if (text != m_shift.inbox.draft())
            m_shift.inbox.setDraft(text);
        showCounts();
    });
    m_offers->setTyping(true);
    connect(m_offers, &OfferRow::accepted, this, [this](const TextMend& mend) { applyMend(*m_composer, mend); });
    connect(m_composer, &Composer::escaped, this, &ComposerPane::leave);
    auto& inbox = m_shift.inbox;
    connect(&inbox, &InboxSession::conversationChanged, this, [this] {
        m_handOver->hide();
        m_composer->showAnother(m_shift.inbox.draft());
        showCounts();
        showVerdict();
    });
    connect(&inbox, &InboxSession::draftChanged, this, &ComposerPane::showDraft);
    connect(&inbox, &InboxSession::recordChanged, this, [this] {
        const bool typing = m_composer->hasFocus();
        showVerdict();
        if (typing && !isOpen())
            emit cutOff();
    });
    connect(&Theme::current(), &Theme::changed, this, &ComposerPane::applySizes);
    connect(&ActionMap::current(), &ActionMap::changed, this, &ComposerPane::showPlaceholder);
    applySizes();
    showDraft();
    showVerdict();
}

void ComposerPane::applySizes()
{
    const auto& theme = Theme::current();
    layout()->setContentsMargins(theme.space(Space::L), theme.space(Space::S), theme.space(Space::L),
                                 theme.space(Space::M));
    m_write->layout()->setSpacing(theme.space(Space::S));
    m_handOver->layout()->setSpacing(theme.space(Space::S));
}

void ComposerPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto& theme = Theme::current();
    m_foot->setDirection(width() < theme.px(400) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    // A short window keeps room for what was said.
    showCounts();
    m_composer->setLines(1, window()->height() < theme.px(560) ? 4 : 8);
    showPlaceholder();
}

void ComposerPane::showPlaceholder()
{
    const QString full = ActionMap::current().singleLetters()
                             ? tr("Write a reply, or press 1 to 9 for a suggestion")
                             : tr("Write a reply, or press %1 to %2 for a suggestion")
                                   .arg(keyName(ActionMap::suggestionKey(1)), keyName(ActionMap::suggestionKey(9)));
    // It is painted on one line.
    const auto& theme = Theme::current();
    const int room = width() - 2 * (theme.space(Space::L) + theme.px(13)) - 16;
    const bool fits = m_composer->fontMetrics().horizontalAdvance(full) <= room;
    m_composer->setPlaceholderText(fits ? full : tr("Write a reply"));
}

bool ComposerPane::mendText() { return isOpen() && m_offers->acceptFirst(); }

bool ComposerPane::isOpen() const { return !m_write->isHidden(); }

void ComposerPane::askReason()
{
    m_reason->setText({}); // Leaves nothing to undo of somebody else's.
    m_handOver->show();
    m_write->hide();
    m_blocked->hide();
    m_reason->setFocus(Qt::ShortcutFocusReason);
}

void ComposerPane::showDraft()
{
    m_composer->showText(m_shift.inbox.draft());
    showCounts();
}

void ComposerPane::showVerdict()
{
    const auto* record = m_shift.inbox.record();
    if (!record || !m_handOver->isHidden())
        return;
    const auto verdict = m_shift.inbox.verdict();
    const bool hadFocus = m_composer->hasFocus() || m_send->hasFocus();
    m_write->setVisible(verdict.allowed());
    // The question is asked by its own bar above; the opt-out is told there as well.
    const bool toldAbove = verdict.reason == GateReason::MayHaveOptedOut || verdict.reason == GateReason::OptedOut;
    m_blocked->setVisible(!verdict.allowed() && !toldAbove);
    if (!verdict.allowed()) {
        m_blocked->setTone(toneFor(verdict.reason), iconFor(verdict.reason));
        QString sentence = words::gate(verdict, record->contact, m_shift.clock.now());
        if (!m_shift.inbox.draft().trimmed().isEmpty())
            sentence += u' ' + tr("What you wrote is kept.");
        m_blocked->setText(sentence);
        if (hadFocus)
            emit leave(); // What was typed on must not land in a field nobody sees.
    }
    showCounts();
}

void ComposerPane::showCounts()
{
    const auto* record = m_shift.inbox.record();
    if (!record)
        return;
    const auto* campaign = m_shift.store.campaign(record->contact.campaign);
    const QString draft = m_shift.inbox.draft();
    const bool empty = draft.trimmed().isEmpty();
    QStringList lines;
    bool blocks = empty;
    QList<TextOffer> offers;
    QList<CheckFinding> findings;
    if (!empty) {
        findings = m_shift.inbox.findings();
        lines = words::checks(findings, draft, kMostSentences);
        blocks = anyBlocks(findings);
        offers = textOffers(findings, draft);
    }
    m_offers->setOffers(offers);
    markText(*m_composer, findings, empty ? SegmentCount{} : m_shift.inbox.segments());
    m_findings->setText(lines.join(u'\n'));
    m_findings->setTone(blocks ? Tone::Bad : Tone::Warn);
    m_findings->setVisible(!lines.isEmpty());
    QStringList counts;
    if (!empty) {
        const auto segments = m_shift.inbox.segments();
        counts << words::segments(segments);
        if (campaign && width() >= Theme::current().px(400))
            counts << words::price(segments, campaign->policy);
        counts.removeAll(QString());
    }
    m_counter->setText(counts.join(u" · "_s));
    m_send->setEnabled(!blocks && m_shift.inbox.verdict().allowed());
}

bool ComposerPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_reason && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_handOver->hide();
        showVerdict();
        emit leave();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace textbank
