#include "ui/template/TemplateEditor.h"

#include "ui/template/BranchList.h"
#include "ui/template/BranchModel.h"
#include "ui/template/TemplateField.h"
#include "ui/template/TemplatePreview.h"
#include "ui/template/TemplateWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPauseMs = 250;
constexpr int kSliceMs = 4;              ///< A key that comes meanwhile waits for no more than this.
constexpr qsizetype kLargeText = 10'000; ///< Such a text is looked at in a pause as well.

} // namespace

TemplateEditor::TemplateEditor(const QString& volunteerName, QWidget* parent)
    : QWidget(parent)
    , m_trial(volunteerName)
    , m_field(new TemplateField(this))
    , m_fault(new Banner(Tone::Bad, u"warning"_s, this))
    , m_goThere(m_fault->addButton(tr("Go there")))
    , m_strange(new Banner(Tone::Warn, u"help"_s, this))
    , m_rename(m_strange->addButton({}))
    , m_preview(new TemplatePreview(this))
    , m_branchesTitle(new Label(tr("Branches"), TextRole::Heading, Tone::Plain, this))
    , m_branchesHint(
          new Label(tr("Choose one to see the next contact who takes it."), TextRole::Small, Tone::Muted, this))
    , m_branches(new BranchModel(this))
    , m_branchList(new BranchList(this))
    , m_stopped(new Label(TextRole::Body, Tone::Warn, this))
    , m_counting(new Label(TextRole::Small, Tone::Muted, this))
{
    setObjectName(u"templateEditor"_s);
    setFocusProxy(m_field);
    layOut();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    m_work.setInterval(0);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        take();
        lookAgain();
        m_work.start();
    });
    connect(&m_work, &QTimer::timeout, this, &TemplateEditor::work);
    connect(m_field, &TemplateField::edited, this, &TemplateEditor::typed);
    connect(m_field, &TemplateField::offeringChanged, this, &TemplateEditor::lookAgain);
    m_field->setChoices([this] { return choices(); });
    connect(m_goThere, &Button::clicked, this, [this] {
        if (const auto& fault = m_trial.outline().fault())
            m_field->goTo(fault->position, m_trial.outline().faultLength());
    });
    connect(m_rename, &Button::clicked, this, [this] {
        m_field->replaceText(templateRenaming(text(), m_strangeName, m_nearest));
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_preview, &TemplatePreview::previousRequested, this, [this] { perform(u"editor.previous"_s); });
    connect(m_preview, &TemplatePreview::nextRequested, this, [this] { perform(u"editor.next"_s); });
    connect(m_preview, &TemplatePreview::nextBlockedRequested, this, [this] { perform(u"editor.nextBlocked"_s); });
    connect(m_preview, &TemplatePreview::plainRequested, this, [this] {
        m_field->replaceText(templateInPlainPunctuation(text()));
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_branchList, &BranchList::chosen, this, &TemplateEditor::seek);
    refresh();
}

TemplateEditor::~TemplateEditor()
{
    disconnect(m_field, nullptr, this, nullptr); // It goes later, and loses the focus then.
}

void TemplateEditor::layOut()
{
    m_field->setAccessibleName(tr("Text"));
    m_field->setLines(3, 9);
    m_fault->setObjectName(u"templateFault"_s);
    m_goThere->setObjectName(u"goToFault"_s);
    m_strange->setObjectName(u"strangeName"_s);
    m_rename->setObjectName(u"renameField"_s);
    m_branchesTitle->setObjectName(u"branchesTitle"_s);
    m_branchesHint->setWordWrap(true);
    m_branchList->setModel(m_branches);
    m_stopped->setObjectName(u"stoppedContacts"_s);
    m_stopped->setWordWrap(true);
    m_counting->setObjectName(u"countingContacts"_s);
    m_counting->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* preview = new Label(tr("Preview"), TextRole::Heading, Tone::Plain, this);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_field, m_fault, m_strange, preview, m_preview, m_stopped,
                                                           m_branchesTitle, m_branchesHint, m_branchList, m_counting})
        column->addWidget(widget);
    column->addStretch(1);
    const auto restyle = [column] { column->setSpacing(Theme::current().space(Space::M)); };
    connect(&Theme::current(), &Theme::changed, this, restyle);
    restyle();
}

void TemplateEditor::setBatch(TemplateTrial::Batch batch)
{
    m_trial.setBatch(std::move(batch));
    m_branches->forgetCounts();
    refresh();
    m_work.start();
}

void TemplateEditor::setRules(const MergeRules& rules)
{
    if (rules == m_trial.rules())
        return;
    m_trial.setRules(rules);
    m_field->setWriting(rules.syntax, rules.cleaning);
    m_branches->forgetCounts();
    refresh();
    m_work.start();
}

void TemplateEditor::setText(const QString& text)
{
    m_quiet = true;
    m_field->showText(text);
    m_quiet = false;
    m_naming = false;
    m_pause.stop();
    m_branches->forgetCounts();
    take();
    refresh();
    m_work.start();
}

QString TemplateEditor::text() const { return m_field->text(); }

void TemplateEditor::setReadOnly(bool on)
{
    // Read with the keys as well: a cursor to go through it and to copy from it.
    m_field->setTextInteractionFlags(on ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                        : Qt::TextEditorInteraction);
    m_preview->setMayChange(!on);
    refresh();
}

bool TemplateEditor::perform(const QString& actionId)
{
    if (actionId == u"editor.nextBlocked"_s) {
        seek(-1);
        return true;
    }
    if (actionId != u"editor.next"_s && actionId != u"editor.previous"_s)
        return false;
    take();
    m_seeking = false;
    m_trial.show(m_trial.shown() + (actionId == u"editor.next"_s ? 1 : -1));
    m_preview->show(m_trial);
    return true;
}

void TemplateEditor::typed()
{
    if (m_quiet)
        return;
    m_seeking = false;
    m_work.stop();
    m_pause.start();
    const QString now = text();
    m_naming = m_field->isNaming();
    if (now.size() <= kLargeText) {
        take();
        refresh();
    }
    emit edited(now);
}

// The trial has the text that stands in the field.
void TemplateEditor::take()
{
    const QString now = text();
    if (now == m_trial.text())
        return;
    m_trial.setText(now);
    if (now.size() > kLargeText)
        refresh();
}

void TemplateEditor::lookAgain()
{
    m_naming = m_field->isOffering();
    refresh();
}

void TemplateEditor::refresh()
{
    const TemplateOutline& outline = m_trial.outline();
    // Until a name that is just being written is done, everything stays as it was.
    const bool writing = outline.flaw() == TemplateFlaw::NotClosed && m_naming;
    m_fault->setVisible(outline.fault() && !writing);
    if (outline.fault() && !writing)
        m_fault->setText(templatewords::fault(outline, m_trial.text()));
    if (!writing)
        m_preview->show(m_trial);
    m_branches->show(outline);
    const bool any = m_branches->rowCount() > 0;
    m_branchesTitle->setVisible(any);
    m_branchesHint->setVisible(any && m_trial.size() > 0);
    m_branchList->setVisible(any);
    showStrange();
    showCounts();
}

void TemplateEditor::showStrange()
{
    const QStringList strange = m_trial.strangeNames();
    m_strange->setVisible(!strange.isEmpty());
    if (strange.isEmpty())
        return;
    m_strangeName = strange.front();
    m_nearest = m_trial.names().nearest(m_strangeName);
    m_strange->setText(
        m_nearest.isEmpty() || m_field->isReadOnly()
            ? tr("Nobody in this batch has a field \"%1\".").arg(m_strangeName)
            : tr("Nobody in this batch has a field \"%1\". Did you mean \"%2\"?").arg(m_strangeName, m_nearest));
    m_rename->setText(tr("Write %1").arg(m_nearest));
    m_rename->setVisible(!m_nearest.isEmpty() && !m_field->isReadOnly());
}

void TemplateEditor::showCounts()
{
    const bool counted = m_trial.isCounted() && m_trial.size() > 0;
    if (counted) {
        m_branches->count(m_trial.tally());
        const QString stopped = templatewords::stopped(m_trial.outline(), m_trial.tally());
        m_stopped->setText(stopped);
        m_stopped->setVisible(!stopped.isEmpty());
    } else if (m_trial.outline().names().isEmpty()) {
        m_stopped->hide();
    }
    // What was counted before stays in sight until it is counted anew, so that nothing flickers while one types.
    const bool looking = m_seeking && m_trial.isSeeking();
    m_counting->setVisible(looking);
    if (looking)
        m_counting->setText(tr("Looking for the next one ..."));
}

void TemplateEditor::seek(int branch)
{
    take();
    if (m_trial.size() == 0)
        return;
    m_seeking = true;
    m_sought = branch;
    if (branch < 0)
        m_trial.seekBlocked();
    else
        m_trial.seekTaking(branch);
    m_work.start();
}

void TemplateEditor::work()
{
    using Did = TemplateTrial::Did;
    QElapsedTimer timer;
    timer.start();
    auto did = Did::Counted;
    while ((did == Did::Counted || did == Did::Sought) && timer.elapsed() < kSliceMs)
        did = m_trial.step();
    switch (did) {
    case Did::Counted:
    case Did::Sought:
        if (m_seeking)
            showCounts();
        return;
    case Did::Found:
        m_seeking = false;
        m_preview->show(m_trial);
        break;
    case Did::FoundNobody:
        m_seeking = false;
        emit announced(m_sought < 0 ? tr("Nobody in this batch is stopped by this text.")
                                    : tr("Nobody in this batch takes this branch."));
        break;
    case Did::Nothing:
        m_work.stop();
        showStrange();
        break;
    }
    showCounts();
}

QList<FieldChoice> TemplateEditor::choices() const
{
    const MergeFields fields = m_trial.fields();
    QList<FieldChoice> all;
    for (const QString& name : m_trial.names().all())
        all << FieldChoice{name, fields.value(name)};
    // Those of the list first: they are what this campaign is about.
    std::stable_partition(all.begin(), all.end(), [](const FieldChoice& choice) {
        return !MergeFields::standardNames().contains(choice.name) || choice.name == u"firstName"_s;
    });
    return all;
}

} // namespace textbank
