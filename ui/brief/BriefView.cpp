#include "ui/brief/BriefView.h"

#include "core/compose/TextCleaning.h"
#include "ui/brief/BriefWords.h"
#include "ui/brief/MarkdownText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/QuestionBar.h"
#include "ui/widgets/ScrollPane.h"

#include <QCryptographicHash>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QUrl>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

QString digest(const QString& text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

struct Digests
{
    QString brief;
    QString script;
    QString rules;
    QString joined() const { return brief + u'/' + script + u'/' + rules; }
};

Digests digestsOf(const Campaign& campaign)
{
    QString script;
    const auto add = [&script](const QMap<QString, QString>& texts) {
        for (auto it = texts.begin(); it != texts.end(); ++it)
            script += it.key() + u'\x1f' + it.value() + u'\x1e';
    };
    for (const auto& step : campaign.steps) {
        script += step.question + u'\x1d';
        add(step.texts);
        for (const auto& answer : step.answers)
            script += answer.value + u'\x1f';
    }
    for (const auto& canned : campaign.canned) {
        script += canned.title + u'\x1d';
        add(canned.texts);
    }
    QString rules = campaign.policy.identityWording + u'\x1f' + campaign.policy.optOutWording + u'\x1f' +
                    QString::number(campaign.policy.holdSeconds);
    const HoursPolicy& hours = campaign.policy.hours;
    const auto addWeek = [&rules](const Week& week) {
        rules += u'\x1d';
        for (const auto& window : week)
            rules += u"\x1f%1-%2"_s.arg(window.openMinute).arg(window.closeMinute);
    };
    for (const Week* week : {&hours.floor, &hours.week, &hours.campaignWeek})
        addWeek(*week);
    for (auto state = hours.stateWeek.cbegin(); state != hours.stateWeek.cend(); ++state) {
        rules += state.key();
        addWeek(*state);
    }
    for (const Holiday& holiday : hours.holidays) {
        rules += holiday.date.toString(Qt::ISODate) + holiday.name + holiday.states.join(u' ');
        addWeek({holiday.window});
    }
    return {digest(campaign.brief), digest(script), digest(rules)};
}

QString settingOf(const CampaignId& campaign) { return u"brief.read."_s + campaign.value; }

QWidget* stepCard(const InteractionStep& step, const Campaign& campaign, int number)
{
    const auto& theme = Theme::current();
    auto* card = new Panel(Panel::Kind::Card);
    auto* column = new QVBoxLayout(card);
    const int pad = theme.space(Space::L);
    column->setContentsMargins(pad, pad, pad, pad);
    column->setSpacing(theme.space(Space::S));
    const QString title = number == 1 ? BriefView::tr("First message") : BriefView::tr("Step %1").arg(number);
    column->addWidget(new Label(title, TextRole::Small, Tone::Muted, card));
    auto* bubble = new Bubble(BubblePainter::Side::Outgoing, card);
    bubble->setText(cleaned(textFor(step.texts, campaign.language), campaign.cleaning));
    column->addWidget(bubble);
    if (!step.question.isEmpty()) {
        auto* question =
            new Label(BriefView::tr("You record: %1").arg(step.question), TextRole::Body, Tone::Plain, card);
        question->setWordWrap(true);
        column->addWidget(question);
        auto* answers = new QWidget(card);
        auto* flow = new FlowLayout(answers, 6);
        flow->setContentsMargins(0, 0, 0, 0);
        for (const auto& answer : step.answers)
            flow->addWidget(new Chip(answer.value, Tone::Plain, {}, answers));
        column->addWidget(answers);
    }
    return card;
}

} // namespace

class BriefView::Private
{
public:
    BriefView* q = nullptr;
    Shift& shift;
    Banner* changed = nullptr;
    QuestionBar* link = nullptr;
    QUrl linkUrl;
    Label* title = nullptr;
    Label* organisation = nullptr;
    MarkdownText* text = nullptr;
    QVBoxLayout* column = nullptr;
    QWidget* script = nullptr;
    Label* rulesTitle = nullptr;
    Label* rules = nullptr;
    ScrollPane* scroll = nullptr;
    Button* start = nullptr;
    QWidget* foot = nullptr;
    QString shown; ///< What the page was built from.

    explicit Private(Shift& theShift)
        : shift(theShift)
    {
    }

    void show()
    {
        const auto* campaign = shift.store.campaign(shift.campaign);
        if (!campaign)
            return;
        const auto digests = digestsOf(*campaign);
        showChanged(digests);
        const QString key = campaign->title + digests.joined();
        if (key == shown)
            return;
        shown = key;
        title->setText(campaign->title);
        organisation->setText(campaign->organisation);
        text->show(campaign->brief.trimmed().isEmpty() ? tr("Your campaign has written no brief.") : campaign->brief);
        delete script;
        script = new QWidget;
        script->setObjectName(u"briefScript"_s);
        auto* steps = new QVBoxLayout(script);
        steps->setContentsMargins(0, 0, 0, 0);
        steps->setSpacing(Theme::current().space(Space::M));
        if (!campaign->steps.isEmpty())
            steps->addWidget(new Label(tr("Script"), TextRole::Title, Tone::Plain, script));
        int number = 0;
        for (const auto& step : campaign->steps)
            steps->addWidget(stepCard(step, *campaign, ++number));
        column->insertWidget(column->indexOf(rulesTitle), script);
        QStringList points;
        for (const auto& rule : briefwords::rules(campaign->policy))
            points << u"•  "_s + rule;
        rules->setText(points.join(u'\n'));
    }

    void showChanged(const Digests& now)
    {
        const auto read = shift.store.setting(settingOf(shift.campaign));
        const QString before = read ? *read : QString();
        QStringList parts;
        const QStringList old = before.split(u'/');
        if (old.size() == 3 && before != now.joined()) {
            if (old[0] != now.brief)
                parts << tr("the brief");
            if (old[1] != now.script)
                parts << tr("the script");
            if (old[2] != now.rules)
                parts << tr("the rules");
        }
        changed->setVisible(!parts.isEmpty());
        if (!parts.isEmpty())
            changed->setText(tr("Changed since you last read it: %1.").arg(parts.join(u", "_s)));
    }

    void begin()
    {
        if (const auto* campaign = shift.store.campaign(shift.campaign)) {
            // Not being able to remember it only shows the brief once more.
            const auto saved = shift.store.setSetting(settingOf(shift.campaign), digestsOf(*campaign).joined());
            Q_UNUSED(saved)
        }
        changed->hide();
        emit q->startRequested();
    }

    void askAboutLink(const QUrl& url)
    {
        const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
        linkUrl = web ? url : QUrl();
        link->setText(web ? tr("This link leads out of Textbank, to %1. Open it in your browser?").arg(url.host())
                          : tr("Textbank does not open this kind of link: %1").arg(url.toDisplayString()));
        for (auto* button : link->findChildren<Button*>())
            button->setVisible(web || button->objectName() == u"linkClose"_s);
        link->show();
        scroll->ensureWidgetVisible(link);
    }

    void applySizes()
    {
        const auto& theme = Theme::current();
        const int side = theme.space(Space::Xl);
        column->setContentsMargins(side, side, side, side);
        column->setSpacing(theme.space(Space::M));
        foot->layout()->setContentsMargins(side, theme.space(Space::M), side, theme.space(Space::M));
        shown.clear();
        show();
    }
};

BriefView::BriefView(Shift& shift, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(shift))
{
    setObjectName(u"briefView"_s);
    d->q = this;
    auto* content = new QWidget;
    content->setObjectName(u"briefContent"_s);
    d->column = new QVBoxLayout(content);
    d->organisation = new Label(TextRole::Small, Tone::Muted);
    d->organisation->setObjectName(u"briefOrganisation"_s);
    d->organisation->setWordWrap(true);
    d->title = new Label(TextRole::Display);
    d->title->setObjectName(u"briefTitle"_s);
    d->title->setWordWrap(true);
    d->changed = new Banner(Tone::Accent, u"info"_s);
    d->changed->setObjectName(u"briefChanged"_s);
    d->changed->hide();
    d->link = new QuestionBar(Tone::Warn, u"info"_s);
    d->link->setObjectName(u"briefLink"_s);
    auto* open = d->link->addButton(tr("Open"));
    open->setObjectName(u"linkOpen"_s);
    auto* keep = d->link->addButton(tr("Stay here"));
    keep->setObjectName(u"linkClose"_s);
    d->link->hide();
    d->text = new MarkdownText;
    d->rulesTitle = new Label(tr("Rules"), TextRole::Title);
    d->rules = new Label(TextRole::Body);
    d->rules->setObjectName(u"briefRules"_s);
    d->rules->setWordWrap(true);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{d->organisation, d->title, d->changed, d->text, d->rulesTitle, d->rules})
        d->column->addWidget(widget);
    d->column->addStretch(1);
    d->scroll = new ScrollPane(this);
    d->scroll->setContent(content, 720);
    d->foot = new Panel(Panel::Kind::Pane, this);
    auto* row = new QHBoxLayout(d->foot);
    d->start = new Button(tr("Start with first messages"), Button::Kind::Primary, d->foot);
    d->start->setObjectName(u"startButton"_s);
    d->start->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    d->start->installEventFilter(this);
    row->addStretch(1);
    row->addWidget(d->start);
    row->addStretch(1);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(d->scroll, 1);
    outer->addWidget(d->link);
    outer->addWidget(d->foot);

    connect(d->start, &Button::clicked, this, [this] { d->begin(); });
    connect(d->text, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) { d->askAboutLink(url); });
    connect(open, &Button::clicked, this, [this] {
        QDesktopServices::openUrl(d->linkUrl);
        d->link->hide();
    });
    connect(keep, &Button::clicked, d->link, &QWidget::hide);
    connect(&shift.store, &Store::changed, this, [this](const StoreChange& change) {
        if (change.campaign || change.everything)
            d->show();
    });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    d->applySizes();
}

BriefView::~BriefView() = default;

void BriefView::activate()
{
    d->show();
    d->start->setFocus(Qt::OtherFocusReason);
}

bool BriefView::isUnread(const Store& store, const CampaignId& campaign)
{
    const auto* found = store.campaign(campaign);
    if (!found)
        return false;
    const auto read = store.setting(settingOf(campaign));
    return !read || *read != digestsOf(*found).joined();
}

void BriefView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (!enter || modifiers != Qt::NoModifier || event->isAutoRepeat()) {
        QWidget::keyPressEvent(event);
        return;
    }
    d->start->click();
}

bool BriefView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == d->start && event->type() == QEvent::KeyPress) {
        auto* bar = d->scroll->verticalScrollBar();
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down:
            bar->setValue(bar->value() + Theme::current().px(48));
            return true;
        case Qt::Key_Up:
            bar->setValue(bar->value() - Theme::current().px(48));
            return true;
        case Qt::Key_PageDown:
            bar->setValue(bar->value() + bar->pageStep());
            return true;
        case Qt::Key_PageUp:
            bar->setValue(bar->value() - bar->pageStep());
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace textbank
