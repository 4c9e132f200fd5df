#include "ui/template/TemplatePreview.h"

#include "core/compose/Segments.h"
#include "core/compose/TemplateTrial.h"
#include "ui/Words.h"
#include "ui/inbox/DisplayText.h"
#include "ui/template/TemplateWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"

#include <QLocale>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestShown = 5000; ///< Nobody sends more, and laying it out would hold up whoever types.

} // namespace

TemplatePreview::TemplatePreview(QWidget* parent)
    : QWidget(parent)
    , m_who(new Label(TextRole::Body, Tone::Muted, this))
    , m_bubble(new Bubble(BubblePainter::Side::Outgoing, this))
    , m_problem(new Banner(Tone::Warn, u"warning"_s, this))
    , m_segments(new Label(TextRole::Small, Tone::Muted, this))
{
    setObjectName(u"templatePreview"_s);
    m_who->setObjectName(u"previewWho"_s);
    m_who->setWordWrap(true);
    m_bubble->setObjectName(u"previewBubble"_s);
    m_problem->setObjectName(u"previewProblem"_s);
    m_segments->setObjectName(u"previewSegments"_s);
    m_segments->setWordWrap(true);
    auto* ways = new QWidget(this);
    auto* flow = new FlowLayout(ways, 6);
    flow->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString& text, const QString& icon, const QString& action) {
        auto* button = new Button(text, Button::Kind::Secondary, ways);
        button->setObjectName(action);
        button->setIconName(icon);
        button->setActionId(action);
        flow->addWidget(button);
        return button;
    };
    m_previous = add(tr("Previous"), u"chevron-left"_s, u"editor.previous"_s);
    m_next = add(tr("Next"), u"chevron-right"_s, u"editor.next"_s);
    m_blocked = add(tr("Next who is stopped"), u"warning"_s, u"editor.nextBlocked"_s);
    m_plain = new Button(tr("Use plain quotes and dashes"), Button::Kind::Secondary, this);
    m_plain->setObjectName(u"usePlain"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_who);
    column->addWidget(ways);
    column->addWidget(m_bubble);
    column->addWidget(m_problem);
    column->addWidget(m_segments);
    column->addWidget(m_plain, 0, Qt::AlignLeft);
    connect(m_previous, &Button::clicked, this, &TemplatePreview::previousRequested);
    connect(m_next, &Button::clicked, this, &TemplatePreview::nextRequested);
    connect(m_blocked, &Button::clicked, this, &TemplatePreview::nextBlockedRequested);
    connect(m_plain, &Button::clicked, this, &TemplatePreview::plainRequested);
    const auto restyle = [column] { column->setSpacing(Theme::current().space(Space::S)); };
    connect(&Theme::current(), &Theme::changed, this, restyle);
    restyle();
}

void TemplatePreview::setMayChange(bool on) { m_mayChange = on; }

void TemplatePreview::show(const TemplateTrial& trial)
{
    const Contact* const contact = trial.contact();
    const QLocale locale;
    if (contact) {
        const QString name = words::nameOf(*contact);
        const QString place = words::place(*contact);
        m_who->setText(tr("%1 \u00B7 %2 of %3")
                           .arg(displayLine(place.isEmpty() ? name : name + u", "_s + place),
                                locale.toString(trial.shown() + 1), locale.toString(trial.size())));
    } else {
        m_who->setText(tr("There are no contacts yet: fields that only a contact has stay open."));
    }
    for (Button* button : {m_previous, m_next, m_blocked})
        button->setEnabled(trial.size() > 1);
    const auto merged = trial.rendered();
    const bool broken = !merged && merged.error().fault == TemplateFault::Syntax;
    m_problem->setVisible(!merged);
    if (!merged)
        m_problem->setText(broken ? tr("The preview is back as soon as the mistake is mended.")
                                  : templatewords::missing(merged.error(), contact));
    m_bubble->setVisible(merged && !merged->isEmpty());
    m_segments->setVisible(merged && !merged->isEmpty());
    const bool canBePlain = m_mayChange && !broken && trial.rules().cleaning == TextCleaning::None &&
                            templateInPlainPunctuation(trial.text()) != trial.text();
    showSegments(merged ? *merged : QString(), canBePlain);
}

void TemplatePreview::showSegments(const QString& merged, bool canBePlain)
{
    const SegmentCount count = countSegments(merged);
    const bool isPlain = count.encoding == SmsEncoding::Gsm7;
    m_plain->setVisible(canBePlain); // In another branch it may be longer than here.
    if (merged.isEmpty())
        return;
    const QString shown = displayText(merged);
    const bool samePlaces = merged.startsWith(shown);
    QList<BubblePainter::Mark> marks;
    for (const int culprit : count.culprits) {
        const bool pair = merged.at(culprit).isHighSurrogate() && culprit + 1 < merged.size();
        if (samePlaces && culprit < shown.size())
            marks << BubblePainter::Mark{culprit, pair ? 2 : 1};
    }
    if (merged.size() > kLongestShown)
        m_bubble->setText(shortened(shown, static_cast<int>(kLongestShown)));
    else
        m_bubble->setText(shown, marks);
    QStringList facts{words::segments(count), templatewords::culprits(merged, count.culprits)};
    facts.removeAll(QString());
    m_segments->setText(facts.join(u" \u00B7 "_s));
    m_segments->setTone(isPlain ? Tone::Muted : Tone::Warn);
}

} // namespace textbank
