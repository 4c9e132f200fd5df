#include "ui/desk/CardView.h"

#include "ui/Abilities.h"
#include "ui/Words.h"
#include "ui/settings/ActionMap.h"
#include "ui/widgets/Avatar.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Bubble.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/OfferRow.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/TextEditor.h"
#include "ui/widgets/TextMarks.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMap>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

/// What is found is said so far: the text itself needs the room.
constexpr int kMostSentences = 3;

} // namespace

class CardView::Private
{
public:
    Card card;
    Panel* panel = nullptr;
    Panel* stage = nullptr;
    Avatar* avatar = nullptr;
    Label* name = nullptr;
    Label* where = nullptr;
    Label* why = nullptr;
    QWidget* chips = nullptr;
    FlowLayout* chipRow = nullptr;
    QStringList chipTexts;
    Bubble* bubble = nullptr;
    TextEditor* editor = nullptr;
    QWidget* editRow = nullptr;
    Button* restore = nullptr;
    Label* meta = nullptr;
    Banner* trouble = nullptr;
    OfferRow* offers = nullptr;
    Button* send = nullptr;
    QMap<QString, Button*> buttons;
    QList<BubblePainter::Mark> marks; ///< What the checks found, in the card's text.
    bool campaignShown = false;
    bool editing = false;
    bool filling = false; ///< The editor is being set from the card, not typed into.
    bool telling = false; ///< What was typed is being told: what comes back is that, written otherwise.

    void showText(const Campaign* campaign, Instant now);
    void showChips(const Campaign* campaign);
    void showActions(const Campaign* campaign);
};

CardView::CardView(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    setObjectName(u"card"_s);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover, false);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    d->panel = new Panel(Panel::Kind::Card, this);
    outer->addWidget(d->panel);
    auto* column = new QVBoxLayout(d->panel);

    auto* head = new QHBoxLayout;
    d->avatar = new Avatar(56, this);
    head->addWidget(d->avatar, 0, Qt::AlignTop);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    d->name = new Label(TextRole::Display, Tone::Plain, this);
    d->name->setObjectName(u"contactName"_s);
    d->name->setWordWrap(true);
    d->where = new Label(TextRole::Body, Tone::Muted, this);
    d->where->setObjectName(u"contactPlace"_s);
    d->where->setWordWrap(true);
    d->why = new Label(TextRole::Body, Tone::Muted, this);
    d->why->setObjectName(u"contactReason"_s);
    d->why->setWordWrap(true);
    d->chips = new QWidget(this);
    d->chipRow = new FlowLayout(d->chips, 6);
    lines->addWidget(d->name);
    lines->addWidget(d->where);
    lines->addWidget(d->why);
    lines->addWidget(d->chips);
    head->addLayout(lines, 1);
    column->addLayout(head);

    // The stage: what the contact's phone will show.
    d->stage = new Panel(Panel::Kind::Well, this);
    auto* stage = new QVBoxLayout(d->stage);
    stage->addStretch(1);
    d->bubble = new Bubble(BubblePainter::Side::Outgoing, this);
    d->bubble->setTextRole(TextRole::Heading);
    d->bubble->setObjectName(u"messageBubble"_s);
    stage->addWidget(d->bubble);
    d->editor = new TextEditor(this);
    d->editor->setLines(3, 10);
    d->editor->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum); // What is being written is seen whole.
    d->editor->setObjectName(u"messageEditor"_s);
    d->editor->setAccessibleName(tr("Message text"));
    d->editor->installEventFilter(this);
    d->editor->hide();
    stage->addWidget(d->editor);
    d->meta = new Label(TextRole::Small, Tone::Muted, this);
    d->meta->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    d->meta->setWordWrap(true);
    d->meta->setObjectName(u"messageMeta"_s);
    stage->addWidget(d->meta);
    d->editRow = new QWidget(this);
    auto* editRow = new FlowLayout(d->editRow, 8);
    d->restore = new Button(tr("Restore script text"), Button::Kind::Quiet, d->editRow);
    d->restore->setObjectName(u"restoreText"_s);
    d->restore->setIconName(u"undo"_s);
    auto* done = new Button(tr("Done"), Button::Kind::Secondary, d->editRow);
    done->setObjectName(u"editDone"_s);
    done->setKeyText(tr("Esc"));
    editRow->addWidget(done);
    editRow->addWidget(d->restore);
    d->editRow->hide();
    stage->addWidget(d->editRow);
    column->addWidget(d->stage, 1);
    d->trouble = new Banner(Tone::Warn, u"warning"_s, this);
    d->trouble->setObjectName(u"messageTrouble"_s);
    d->trouble->hide();
    column->addWidget(d->trouble);
    d->offers = new OfferRow(u"desk.mend"_s, this);
    connect(d->offers, &OfferRow::accepted, this, &CardView::makeMend);
    column->addWidget(d->offers);

    auto* main = new QHBoxLayout;
    d->send = new Button(ActionMap::title(u"desk.send"_s), Button::Kind::Primary, this);
    d->send->setActionId(u"desk.send"_s);
    d->send->setIconName(u"send"_s);
    d->send->setObjectName(u"desk.send"_s);
    main->addWidget(d->send, 1);
    column->addLayout(main);
    auto* rest = new QWidget(this);
    auto* flow = new FlowLayout(rest, 6);
    flow->setCentered(true);
    column->addWidget(rest);
    for (const char* const id : {"desk.edit", "desk.skip", "desk.wrongNumber", "desk.optOut", "desk.escalate",
                                 "desk.tag", "desk.answer", "desk.note"}) {
        const QString action = QString::fromLatin1(id);
        const bool first = action == u"desk.edit"_s || action == u"desk.skip"_s;
        auto* button =
            new Button(ActionMap::title(action), first ? Button::Kind::Secondary : Button::Kind::Quiet, this);
        if (action == u"desk.edit"_s)
            button->setText(tr("Edit"));
        else if (action == u"desk.skip"_s)
            button->setText(tr("Skip"));
        else if (action == u"desk.answer"_s)
            button->setText(tr("Answer"));
        button->setActionId(action);
        button->setIconName(ActionMap::current().action(action)->icon);
        button->setObjectName(action);
        button->setAccessibleName(ActionMap::title(action));
        connect(button, &QPushButton::clicked, this, [this, action] { emit actionRequested(action); });
        d->buttons.insert(action, button);
        if (first)
            main->addWidget(button);
        else
            flow->addWidget(button);
    }

    connect(d->editor, &QPlainTextEdit::textChanged, this, [this] {
        if (d->filling)
            return;
        const QScopedValueRollback telling(d->telling, true);
        emit textEdited(d->editor->toPlainText());
    });
    connect(d->restore, &QPushButton::clicked, this, &CardView::restoreRequested);
    connect(done, &QPushButton::clicked, this, &CardView::editingEnded);
    const auto restyle = [this, column, stage, head, main] {
        const Theme& theme = Theme::current();
        // Large text needs the room more than the name needs to be larger still.
        const bool large = theme.textScale() > 1.3;
        d->name->setRole(large ? TextRole::Title : TextRole::Display);
        d->avatar->setDiameter(large ? 36 : 56);
        const int pad = theme.space(large ? Space::M : Space::Xl);
        column->setContentsMargins(pad, pad, pad, theme.space(large ? Space::M : Space::L));
        column->setSpacing(theme.space(large ? Space::S : Space::M));
        const int inset = theme.space(large ? Space::S : Space::L);
        stage->setContentsMargins(inset, inset, inset, theme.space(large ? Space::S : Space::M));
        stage->setSpacing(theme.space(Space::S));
        head->setSpacing(theme.space(Space::L));
        main->setSpacing(theme.space(Space::S));
        d->send->setMinimumHeight(theme.px(44));
        for (const QString& id : {u"desk.edit"_s, u"desk.skip"_s})
            d->buttons.value(id)->setMinimumHeight(theme.px(44));
    };
    connect(&Theme::current(), &Theme::changed, this, restyle);
    restyle();
}

CardView::~CardView() = default;

void CardView::Private::showActions(const Campaign* campaign)
{
    for (auto button = buttons.cbegin(); button != buttons.cend(); ++button) {
        const std::optional<ContactAction> action = contactActionOf(button.key());
        (*button)->setVisible(!campaign || !action || !lacking(*campaign, *action));
    }
}

void CardView::setCampaignShown(bool on) { d->campaignShown = on; }

void CardView::Private::showChips(const Campaign* campaign)
{
    QStringList texts;
    QStringList icons;
    const ContactRecord& record = card.record;
    if (campaignShown && campaign) {
        texts.append(campaign->title);
        icons.append(u"brief"_s);
    }
    if (!record.contact.language.isEmpty()) {
        texts.append(words::languageName(record.contact.language));
        icons.append(u"language"_s);
    }
    for (const QString& tag : record.tags) {
        texts.append(tag);
        icons.append(u"tag"_s);
    }
    for (const QString& answer : record.answers) {
        texts.append(answer);
        icons.append(u"answer"_s);
    }
    if (texts == chipTexts)
        return;
    chipTexts = texts;
    chips->hide(); // Else each chip that is shown lays out the whole window.
    while (QLayoutItem* item = chipRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (qsizetype i = 0; i < texts.size(); ++i) {
        auto* chip = new Chip(texts.at(i), Tone::Plain, icons.at(i), chips);
        chipRow->addWidget(chip);
        chip->show();
    }
    chips->setVisible(!texts.isEmpty());
}

void CardView::Private::showText(const Campaign* campaign, Instant now)
{
    marks.clear();
    for (const CheckFinding& finding : card.findings) {
        if (finding.length > 0)
            marks.append({finding.position, finding.length});
    }
    for (const int culprit : card.segments.culprits)
        marks.append({culprit, 1});
    if (editing) {
        if (editor->toPlainText() != card.text) {
            const QScopedValueRollback fill(filling, true);
            if (telling)
                editor->rewrite(card.text);
            else
                editor->setPlainText(card.text);
        }
        markText(*editor, card.findings, card.segments);
    } else {
        bubble->setText(card.text, marks);
    }
    bubble->setVisible(!editing && !card.text.isEmpty());
    restore->setEnabled(card.edited);

    QStringList facts;
    if (!card.text.isEmpty())
        facts.append(words::segments(card.segments));
    if (campaign) {
        const QString price = words::price(card.segments, campaign->policy);
        if (!price.isEmpty() && !card.text.isEmpty())
            facts.append(price);
    }
    if (const QString letters = words::culprits(card.text, card.segments.culprits); !letters.isEmpty())
        facts.append(CardView::tr("special characters make it longer: %1").arg(letters));
    if (card.edited)
        facts.append(CardView::tr("edited"));
    meta->setText(facts.join(u" \u00B7 "_s));
    meta->setVisible(!facts.isEmpty());

    QStringList sentences;
    bool blocks = false;
    if (!card.verdict.allowed()) {
        sentences.append(words::gate(card.verdict, card.record.contact, now));
        blocks = true;
    }
    if (card.templateError && !card.edited) {
        sentences.append(words::templateError(*card.templateError, &card.record.contact));
        blocks = true;
    } else {
        sentences += words::checks(card.findings, card.text, kMostSentences);
        blocks = blocks || anyBlocks(card.findings);
    }
    if (!sentences.isEmpty()) {
        trouble->setTone(blocks ? Tone::Bad : Tone::Warn, blocks ? u"opt-out"_s : u"warning"_s);
        trouble->setText(sentences.join(u'\n'));
    }
    trouble->setVisible(!sentences.isEmpty());
    offers->setOffers(card.templateError && !card.edited ? QList<TextOffer>() : textOffers(card.findings, card.text));
    send->setEnabled(card.sendable());
}

void CardView::show(const Card& card, const Campaign* campaign, Instant now)
{
    const bool other = d->card.record.contact.id != card.record.contact.id;
    d->card = card;
    const Contact& contact = card.record.contact;
    const QString name = words::nameOf(contact);
    d->name->setText(name);
    d->name->setToolTip(words::numberHidden(contact));
    d->avatar->setName(contact.displayName());
    d->why->setText(contact.reason);
    d->why->setVisible(!contact.reason.isEmpty());
    showTime(now);
    d->showChips(campaign);
    d->showActions(campaign);
    if (other)
        endEditing(); // What is in the editor is of the card before.
    d->showText(campaign, now);
    setAccessibleName(tr("Contact %1").arg(name));
    setAccessibleDescription(card.text);
}

void CardView::showTime(Instant now)
{
    QStringList where;
    const QString place = words::place(d->card.record.contact);
    if (!place.isEmpty())
        where.append(place);
    if (!d->card.zone.isEmpty())
        where.append(words::localTimeOf(d->card.zone, now));
    const QString closes = words::closesIn(d->card.verdict.hours, now);
    if (!closes.isEmpty())
        where.append(closes);
    if (d->card.record.contact.displayName().isEmpty()) // Without a name somebody would look for the number.
        where.append(words::numberHidden(d->card.record.contact));
    where.removeAll(QString());
    d->where->setText(where.join(u"  \u00B7  "_s));
}

const ContactId& CardView::contact() const { return d->card.record.contact.id; }

QString CardView::shownText() const { return d->editing ? d->editor->toPlainText() : d->bubble->text(); }

bool CardView::isEditing() const { return d->editing; }

bool CardView::isTyping() const { return d->editing && d->editor->hasFocus(); }

void CardView::startEditing()
{
    if (d->editing)
        return;
    d->editing = true;
    d->filling = true;
    d->editor->setPlainText(d->card.text);
    d->filling = false;
    d->bubble->hide();
    d->editor->show();
    d->editRow->show();
    d->editor->moveCursor(QTextCursor::End);
    d->editor->setFocus(Qt::OtherFocusReason);
    d->send->setKeyText(ActionMap::current().keyTextWhileTyping(u"desk.send"_s)); // The plain key adds a line there.
    d->offers->setTyping(true);
}

void CardView::tidyText()
{
    if (!d->editing)
        return;
    const QString text = d->editor->toPlainText();
    qsizetype length = text.size();
    while (length > 0 && text.at(length - 1).isSpace())
        --length;
    if (length == text.size())
        return;
    QTextCursor end(d->editor->document());
    end.setPosition(static_cast<int>(length));
    end.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    end.removeSelectedText();
}

void CardView::stopEditing()
{
    tidyText();
    endEditing();
}

void CardView::endEditing()
{
    if (!d->editing)
        return;
    d->editing = false;
    d->offers->setTyping(false);
    d->send->setKeyText(ActionMap::current().keyText(u"desk.send"_s));
    d->bubble->setText(d->card.text, d->marks);
    d->bubble->setVisible(!d->card.text.isEmpty());
    setFocus(Qt::OtherFocusReason);
    d->editor->hide();
    d->editRow->hide();
}

void CardView::makeMend(const TextMend& mend)
{
    if (!d->editing) {
        emit textEdited(mend.appliedTo(d->card.text));
        return;
    }
    applyMend(*d->editor, mend);
}

bool CardView::mendText() { return d->offers->acceptFirst(); }

QAbstractButton* CardView::sendButton() const { return d->send; }

QAbstractButton* CardView::buttonOf(const QString& actionId) const { return d->buttons.value(actionId); }

QWidget* CardView::anchorOf(const QString& actionId) const { return d->buttons.value(actionId, d->send); }

bool CardView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == d->editor && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            emit editingEnded();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace textbank
