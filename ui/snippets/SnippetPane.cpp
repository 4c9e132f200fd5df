#include "ui/snippets/SnippetPane.h"

#include "ui/Words.h"
#include "ui/inbox/DisplayText.h"
#include "ui/template/TemplateEditor.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ScrollPane.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestTitle = 120;

} // namespace

SnippetPane::SnippetPane(const QString& volunteerName, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLineEdit)
    , m_language(new QComboBox)
    , m_editor(new TemplateEditor(volunteerName))
    , m_titleLabel(new Label(TextRole::Title))
    , m_titleProblem(new Label(tr("Give it a title first, so that you find it again."), TextRole::Small, Tone::Bad))
    , m_state(new Label(TextRole::Small, Tone::Muted))
    , m_readOnly(new Label(tr("The campaign's own text: to look at. Copy it to write it your way."), TextRole::Small,
                           Tone::Muted))
    , m_save(new Button(tr("Save"), Button::Kind::Primary))
    , m_discard(new Button(tr("Discard changes"), Button::Kind::Quiet))
    , m_remove(new Button(tr("Delete"), Button::Kind::Quiet))
    , m_copy(new Button(tr("Copy as a saved reply"), Button::Kind::Primary))
    , m_head(new QWidget)
    , m_foot(new Panel(Panel::Kind::Pane, this))
{
    setObjectName(u"snippetPane"_s);
    layOut();
    connect(m_title, &QLineEdit::textEdited, this, &SnippetPane::tell);
    connect(m_language, &QComboBox::activated, this, &SnippetPane::tell);
    connect(m_editor, &TemplateEditor::edited, this, &SnippetPane::tell);
    connect(m_copy, &Button::clicked, this, &SnippetPane::copyRequested);
}

void SnippetPane::layOut()
{
    m_title->setObjectName(u"snippetTitle"_s);
    m_title->setAccessibleName(tr("Title"));
    m_title->setPlaceholderText(tr("Title, for example: Where to park"));
    m_title->setMaxLength(kLongestTitle);
    m_language->setObjectName(u"snippetLanguage"_s);
    m_language->setAccessibleName(tr("Language of this reply"));
    m_titleLabel->setObjectName(u"scriptTitle"_s);
    m_titleLabel->setWordWrap(true);
    m_titleProblem->setObjectName(u"titleProblem"_s);
    m_titleProblem->setWordWrap(true);
    m_titleProblem->hide();
    m_state->setObjectName(u"snippetState"_s);
    m_state->setWordWrap(true);
    m_readOnly->setWordWrap(true);
    m_save->setObjectName(u"editor.save"_s);
    m_save->setActionId(u"editor.save"_s);
    m_discard->setObjectName(u"discardSnippet"_s);
    m_remove->setObjectName(u"editor.remove"_s);
    m_remove->setActionId(u"editor.remove"_s);
    m_copy->setObjectName(u"copySnippet"_s);

    auto* head = new QVBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    m_named = new QBoxLayout(QBoxLayout::LeftToRight);
    m_named->addWidget(m_title, 1);
    m_named->addWidget(m_language, 0, Qt::AlignLeft);
    head->addLayout(m_named);
    head->addWidget(m_titleProblem);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_titleLabel, m_readOnly, m_head, m_editor})
        column->addWidget(widget);
    column->addStretch(1);
    auto* pane = new ScrollPane(this);
    pane->setObjectName(u"snippetScroll"_s);
    pane->setContent(content, 760);

    auto* buttons = new QWidget(m_foot);
    auto* flow = new FlowLayout(buttons, 8);
    flow->setContentsMargins(0, 0, 0, 0);
    for (QWidget* button : std::initializer_list<QWidget*>{m_save, m_copy, m_discard, m_remove})
        flow->addWidget(button);
    auto* foot = new QVBoxLayout(m_foot);
    foot->addWidget(m_state);
    foot->addWidget(buttons);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(pane, 1);
    outer->addWidget(m_foot);
    const auto restyle = [this, column, head, foot] {
        const Theme& theme = Theme::current();
        const int side = theme.space(Space::Xl);
        column->setContentsMargins(side, theme.space(Space::L), side, theme.space(Space::L));
        column->setSpacing(theme.space(Space::M));
        head->setSpacing(theme.space(Space::S));
        m_named->setSpacing(theme.space(Space::S));
        foot->setContentsMargins(side, theme.space(Space::S), side, theme.space(Space::M));
        foot->setSpacing(theme.space(Space::S));
    };
    connect(&Theme::current(), &Theme::changed, this, restyle);
    restyle();
}

void SnippetPane::setLanguages(const QStringList& languages)
{
    const QString now = m_language->currentData().toString();
    m_language->clear();
    m_language->addItem(tr("For any language"), QString());
    for (const QString& language : languages)
        m_language->addItem(words::languageName(language), language);
    m_language->setCurrentIndex(std::max(0, m_language->findData(now)));
}

void SnippetPane::setBatch(TemplateTrial::Batch batch) { m_editor->setBatch(std::move(batch)); }

void SnippetPane::setCampaign(const Campaign* campaign)
{
    m_scriptRules = campaign ? MergeRules::ofScript(*campaign) : MergeRules();
    m_ownRules = campaign ? MergeRules::ofOwnTexts(*campaign) : MergeRules();
}

void SnippetPane::showSnippet(const Snippet& snippet, const QString& key)
{
    const bool another = key != m_key;
    m_key = key;
    m_snippet = snippet;
    if (another)
        m_titleProblem->hide();
    if (another || m_title->text() != snippet.title) // Anew, so that undo brings back no other one's.
        m_title->setText(snippet.title);
    if (m_language->findData(snippet.language) < 0)
        m_language->addItem(words::languageName(snippet.language), snippet.language);
    m_language->setCurrentIndex(m_language->findData(snippet.language));
    m_titleLabel->setText(displayLine(snippet.title));
    if (another || m_editor->text() != snippet.text)
        m_editor->setText(snippet.text);
}

void SnippetPane::showOwn(const Snippet& snippet, bool isSaved, bool isOpen)
{
    m_titleLabel->hide();
    m_readOnly->hide();
    m_head->show();
    m_copy->hide();
    m_save->show();
    m_remove->show();
    m_editor->setReadOnly(false);
    m_editor->setRules(m_ownRules);
    showSnippet(snippet, snippet.id.value);
    if (!snippet.title.trimmed().isEmpty())
        m_titleProblem->hide();
    m_save->setEnabled(isOpen);
    m_discard->setVisible(isOpen && isSaved);
    m_state->setText(!isOpen   ? tr("Saved on this computer until the end of your shift.")
                     : isSaved ? tr("Changed and not saved yet. What you wrote is kept meanwhile.")
                               : tr("Not saved yet. What you wrote is kept meanwhile."));
    m_state->setTone(isOpen ? Tone::Warn : Tone::Muted);
    m_state->show();
}

void SnippetPane::showScript(const Snippet& snippet, const QString& key)
{
    m_head->hide();
    m_titleLabel->show();
    m_readOnly->show();
    m_copy->show();
    for (QWidget* own : std::initializer_list<QWidget*>{m_save, m_discard, m_remove, m_state})
        own->hide();
    m_editor->setReadOnly(true);
    m_editor->setRules(m_scriptRules);
    showSnippet(snippet, key);
}

void SnippetPane::tell()
{
    Snippet now = m_snippet;
    now.title = m_title->text();
    now.text = m_editor->text();
    now.language = m_language->currentData().toString();
    if (now == m_snippet)
        return;
    m_snippet = now;
    emit edited(now);
}

void SnippetPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < Theme::current().px(520);
    m_named->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void SnippetPane::askForTitle()
{
    m_titleProblem->show();
    focusTitle();
}

void SnippetPane::focusText() { m_editor->setFocus(Qt::OtherFocusReason); }
void SnippetPane::focusTitle() { m_title->setFocus(Qt::OtherFocusReason); }

} // namespace textbank
