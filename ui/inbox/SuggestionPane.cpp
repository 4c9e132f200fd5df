#include "ui/inbox/SuggestionPane.h"

#include "ui/Abilities.h"
#include "ui/inbox/KeyTitle.h"
#include "ui/inbox/SuggestionCard.h"
#include "ui/settings/ActionMap.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/ScrollPane.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

void removePills(QWidget* row)
{
    const auto pills = row->findChildren<Pill*>(Qt::FindDirectChildrenOnly);
    for (auto* pill : pills) {
        row->layout()->removeWidget(pill);
        pill->hide();
        pill->deleteLater(); // One of them may be the sender.
    }
}

} // namespace

SuggestionPane::SuggestionPane(Shift& shift, QWidget* parent)
    : Panel(Kind::Pane, parent)
    , m_shift(shift)
    , m_filter(new QLineEdit)
    , m_numbered(shift.clock)
    , m_upper(new ScrollPane(this))
    , m_lower(new ScrollPane(this))
    , m_note(new QLineEdit)
{
    setObjectName(u"suggestionPane"_s);
    m_filter->setObjectName(u"suggestionFilter"_s);
    m_filter->setPlaceholderText(tr("Filter suggestions"));
    m_filter->setAccessibleName(tr("Filter suggestions"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);

    auto* cards = new QWidget;
    cards->setObjectName(u"suggestions"_s);
    m_cards = new QVBoxLayout(cards);
    m_none = new Label(TextRole::Body, Tone::Muted, cards);
    m_none->setObjectName(u"suggestionsNone"_s);
    m_none->setWordWrap(true);
    m_cards->addWidget(m_none);
    m_hint = new Label(TextRole::Body, Tone::Warn, cards);
    m_hint->setObjectName(u"suggestionsHint"_s);
    m_hint->setWordWrap(true);
    m_hint->hide();
    m_cards->addWidget(m_hint);
    m_cards->addStretch(1);
    m_upper->setContent(cards);

    auto* record = new QWidget;
    record->setObjectName(u"recordPart"_s);
    auto* below = new QVBoxLayout(record);
    m_answersTitle = new KeyTitle(tr("Answer"), u"inbox.answer"_s, record);
    m_question = new Label(TextRole::Heading, Tone::Plain, record);
    m_question->setObjectName(u"openQuestion"_s);
    m_question->setWordWrap(true);
    m_answers = new QWidget(record);
    m_answers->setObjectName(u"answerPills"_s);
    auto* answersFlow = new FlowLayout(m_answers, 6);
    answersFlow->setContentsMargins(0, 0, 0, 0);
    m_earlier = new Label(TextRole::Small, Tone::Muted, record);
    m_earlier->setObjectName(u"earlierAnswers"_s);
    m_earlier->setWordWrap(true);
    m_tagsTitle = new KeyTitle(tr("Tags"), u"inbox.tag"_s, record);
    m_noteTitle = new KeyTitle(tr("Note"), u"inbox.note"_s, record);
    m_tags = new QWidget(record);
    m_tags->setObjectName(u"tagPills"_s);
    auto* tagsFlow = new FlowLayout(m_tags, 6);
    tagsFlow->setContentsMargins(0, 0, 0, 0);
    m_note->setObjectName(u"noteField"_s);
    m_note->setPlaceholderText(tr("Add a note for your campaign"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setMaxLength(1000);
    m_note->installEventFilter(this);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_answersTitle, m_question, m_answers, m_earlier,
                                                           m_tagsTitle, m_tags, m_noteTitle, m_note})
        below->addWidget(widget);
    m_lower->setContent(record);

    auto* title = new Label(tr("Suggestions"), TextRole::Heading, Tone::Plain, this);
    auto* column = new QVBoxLayout(this);
    column->addWidget(title);
    column->addWidget(m_filter);
    column->addWidget(m_upper, 1);
    column->addWidget(m_lower, 0);

    connect(m_filter, &QLineEdit::textChanged, this, &SuggestionPane::showSuggestions);
    connect(m_note, &QLineEdit::returnPressed, this, &SuggestionPane::saveNote);
    connect(&m_shift.inbox, &InboxSession::conversationChanged, this, [this] {
        // Leaves nothing to undo: what was written on one person is not for the next.
        m_filter->setText({});
        m_note->setText({});
        m_recordKey.clear();
        showSuggestions();
        showRecord();
    });
    connect(&m_shift.inbox, &InboxSession::recordChanged, this, [this] {
        const QLineEdit* const typing = m_filter->hasFocus() ? m_filter : m_note->hasFocus() ? m_note : nullptr;
        showSuggestions();
        showRecord();
        if (typing && typing->isHidden())
            emit cutOff();
    });
    connect(&Theme::current(), &Theme::changed, this, &SuggestionPane::applySizes);
    connect(&ActionMap::current(), &ActionMap::changed, this, &SuggestionPane::showSuggestions);
    applySizes();
    showSuggestions();
    showRecord();
}

void SuggestionPane::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::M);
    layout()->setContentsMargins(pad, pad, pad, pad);
    layout()->setSpacing(theme.space(Space::S));
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(theme.space(Space::S));
    auto* below = m_answers->parentWidget()->layout();
    below->setContentsMargins(0, theme.space(Space::Xs), 0, 0);
    below->setSpacing(theme.space(Space::Xs));
}

void SuggestionPane::showSuggestions()
{
    const auto& all = m_shift.inbox.suggestions();
    const QString query = m_filter->text().trimmed();
    const bool open = m_shift.inbox.verdict().allowed();
    m_filter->setVisible(open);
    m_shown.clear();
    const auto found = !open ? QList<Suggestion>() : query.isEmpty() ? all : filterSuggestions(all, query);
    for (const auto& suggestion : found) {
        for (int i = 0; i < all.size(); ++i) {
            if (!m_shown.contains(i) && all[i].title == suggestion.title && all[i].text == suggestion.text &&
                all[i].answerStep == suggestion.answerStep && all[i].answer == suggestion.answer) {
                m_shown << i;
                break;
            }
        }
    }
    while (m_pool.size() < m_shown.size()) {
        auto* card = new SuggestionCard(m_none->parentWidget());
        const int at = static_cast<int>(m_pool.size());
        card->setObjectName(u"suggestion%1"_s.arg(at + 1));
        connect(card, &SuggestionCard::clicked, this, [this, at] {
            if (at < m_shown.size())
                emit chosen(m_shown[at]);
        });
        m_cards->insertWidget(m_cards->count() - 1, card);
        m_pool << card;
    }
    QString numbered = m_shift.inbox.current().value;
    for (const int index : std::as_const(m_shown))
        numbered += u'\n' + all[index].title + u'\n' + all[index].text;
    m_numbered.show(numbered);
    for (int i = 0; i < m_pool.size(); ++i) {
        const bool used = i < m_shown.size();
        if (used) {
            auto one = all[m_shown[i]];
            if (lacks(ContactAction::Tag))
                one.tags.clear(); // They are not recorded.
            const auto* record = m_shift.inbox.record();
            m_pool[i]->show(one, i < 9 ? i + 1 : 0, record ? &record->contact : nullptr);
        }
        m_pool[i]->setVisible(used);
    }
    showHint();
    m_none->setVisible(m_shown.isEmpty());
    if (!open)
        m_none->setText(
            lacks(ContactAction::Tag) || lacks(ContactAction::Note)
                ? tr("Suggestions come back when this person can be answered. Answers can be recorded now.")
                : tr("Suggestions come back when this person can be answered. Answers, tags and notes can be recorded "
                     "now."));
    else
        m_none->setText(query.isEmpty() ? tr("The script has no reply for this moment. Write your own.")
                                        : tr("No suggestion has these words."));
}

void SuggestionPane::showHint()
{
    // A text says sorry; only the mark keeps the next one from going there.
    const auto* record = m_shift.inbox.record();
    const auto* meaning = m_shift.inbox.meaning();
    const bool wrong = record && meaning && meaning->intent == Intent::WrongNumber && !record->wrongNumber &&
                       m_shift.inbox.verdict().allowed() && !lacks(ContactAction::WrongNumber);
    const QString key = ActionMap::current().keyText(u"inbox.wrongNumber"_s);
    if (wrong)
        m_hint->setText(
            key.isEmpty()
                ? tr("This reads like a wrong number. Mark it, so that nothing more goes there.")
                : tr("This reads like a wrong number. %1 marks it, so that nothing more goes there.").arg(key));
    m_hint->setVisible(wrong);
}

void SuggestionPane::balance()
{
    // What can be recorded gets the height it needs, up to half of the pane; the suggestions have the rest.
    auto* content = m_lower->widget();
    const int width = m_lower->viewport()->width();
    const int needed = content->hasHeightForWidth() ? content->heightForWidth(width) : content->sizeHint().height();
    const int most = height() / 2;
    if (const int wanted = std::clamp(needed, 0, most); wanted != m_lower->height())
        m_lower->setFixedHeight(wanted);
}

void SuggestionPane::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    balance();
}

int SuggestionPane::indexOfNumber(int number) const
{
    return number >= 1 && number <= 9 && number <= m_shown.size() ? m_shown[number - 1] : -1;
}

int SuggestionPane::indexOfKey(int number) const { return m_numbered.couldBeRead() ? indexOfNumber(number) : -1; }

void SuggestionPane::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    m_numbered.shownAgain();
}

void SuggestionPane::showRecord()
{
    const auto* record = m_shift.inbox.record();
    const auto* campaign = record ? m_shift.store.campaign(record->contact.campaign) : nullptr;
    const auto* step = m_shift.inbox.step();
    if (!record || !campaign)
        return;

    // While the question above the thread is open, its letters are its own.
    const bool asks = record->mayHaveOptedOut && !record->optedOut;
    for (auto* title : {m_answersTitle, m_tagsTitle, m_noteTitle})
        title->setTaken(asks ? QStringList{u"Y"_s, u"N"_s} : QStringList());

    // The question that is open, or the last one that was answered: its answer can still be put right.
    const InteractionStep* asked = step && !step->question.isEmpty() ? step : nullptr;
    QStringList earlier;
    for (const auto& one : campaign->steps) {
        const QString value = record->answers.value(one.id);
        if (value.isEmpty() || one.question.isEmpty())
            continue;
        if (!asked)
            asked = &one;
        if (&one != asked)
            earlier << tr("%1 %2", "question, answer").arg(one.question, value);
    }
    const bool hasAsked = asked && !asked->answers.isEmpty();
    m_answersTitle->setVisible(hasAsked);
    m_question->setVisible(hasAsked);
    m_answers->setVisible(hasAsked);
    m_earlier->setVisible(!earlier.isEmpty());
    m_earlier->setText(earlier.join(u'\n'));
    const bool hasTags = !campaign->tags.isEmpty() && !lacks(ContactAction::Tag);
    m_tagsTitle->setVisible(hasTags);
    m_tags->setVisible(hasTags);
    m_noteTitle->setVisible(!lacks(ContactAction::Note));
    m_note->setVisible(!lacks(ContactAction::Note));
    if (hasAsked)
        m_question->setText(asked->question);

    const QString key =
        record->contact.id.value + u'|' + campaign->version + u'|' + (hasAsked ? asked->id.value : QString());
    if (key != m_recordKey) {
        m_recordKey = key;
        removePills(m_answers);
        removePills(m_tags);
        if (hasAsked) {
            for (const auto& answer : asked->answers) {
                auto* pill = new Pill(answer.value, m_answers);
                pill->setObjectName(u"answer:%1"_s.arg(answer.value));
                pill->setAccessibleName(tr("Answer: %1").arg(answer.value));
                pill->setTicked(true);
                pill->installEventFilter(this);
                connect(pill, &Pill::clicked, this, [this, id = asked->id, value = answer.value](bool on) {
                    report(m_shift.inbox.setAnswer(id, on ? value : QString()));
                    showRecord();
                });
                m_answers->layout()->addWidget(pill);
                pill->show();
            }
        }
        for (const auto& tag : campaign->tags) {
            auto* pill = new Pill(tag, m_tags);
            pill->setObjectName(u"tag:%1"_s.arg(tag));
            pill->setAccessibleName(tr("Tag: %1").arg(tag));
            pill->setTicked(true);
            pill->installEventFilter(this);
            connect(pill, &Pill::clicked, this, [this, tag](bool on) {
                if (!on && lacks(ContactAction::Untag))
                    emit refused(words::lacking(Ability::RemoveTags));
                else
                    report(m_shift.inbox.setTag(tag, on));
                showRecord();
            });
            m_tags->layout()->addWidget(pill);
            pill->show();
        }
    }
    if (hasAsked) {
        const QString value = record->answers.value(asked->id);
        for (auto* pill : m_answers->findChildren<Pill*>(Qt::FindDirectChildrenOnly))
            pill->setChecked(!value.isEmpty() && pill->text() == value);
    }
    for (auto* pill : m_tags->findChildren<Pill*>(Qt::FindDirectChildrenOnly)) {
        const bool on = record->tags.contains(pill->text());
        pill->setChecked(on);
        const QString stays = on && lacks(ContactAction::Untag) ? words::lacking(Ability::RemoveTags) : QString();
        pill->setToolTip(stays);
        pill->setAccessibleDescription(stays);
    }
    balance();
}

bool SuggestionPane::lacks(ContactAction action) const
{
    return lacking(m_shift.store, m_shift.inbox.current(), action).has_value();
}

bool SuggestionPane::hasAnswers() const { return !m_answers->isHidden(); }
bool SuggestionPane::hasTags() const { return !m_tags->isHidden(); }

void SuggestionPane::focusAnswers()
{
    const auto pills = m_answers->findChildren<Pill*>(Qt::FindDirectChildrenOnly);
    for (auto* pill : pills) {
        if (!pill->isHidden()) {
            pill->setFocus(Qt::ShortcutFocusReason);
            m_lower->ensureWidgetVisible(pill);
            return;
        }
    }
}

void SuggestionPane::focusTags()
{
    const auto pills = m_tags->findChildren<Pill*>(Qt::FindDirectChildrenOnly);
    for (auto* pill : pills) {
        if (!pill->isHidden()) {
            pill->setFocus(Qt::ShortcutFocusReason);
            m_lower->ensureWidgetVisible(pill);
            return;
        }
    }
}

void SuggestionPane::focusNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
    m_lower->ensureWidgetVisible(m_note);
}

void SuggestionPane::saveNote()
{
    const QString text = m_note->text().trimmed();
    if (text.isEmpty()) {
        emit leave();
        return;
    }
    const auto result = m_shift.inbox.addNote(text);
    report(result);
    if (result) {
        m_note->setText({});
        emit leave();
    }
}

void SuggestionPane::report(const Result<void>& result)
{
    if (!result)
        emit failed(result.error());
}

bool SuggestionPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            if (watched == m_filter && !m_filter->text().isEmpty())
                m_filter->clear();
            else
                emit leave();
            return true;
        }
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (watched == m_filter && enter && key->modifiers() == Qt::NoModifier && !key->isAutoRepeat()) {
            if (!m_shown.isEmpty())
                emit chosen(m_shown.front());
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

} // namespace textbank
