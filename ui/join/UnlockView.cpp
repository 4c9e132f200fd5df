#include "ui/join/UnlockView.h"

#include "core/session/PassphraseLock.h"
#include "ui/join/JoinWords.h"
#include "ui/join/PassphraseEdit.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/NoticePage.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ScrollPane.h"

#include <QCheckBox>
#include <QPointer>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

class UnlockView::Private
{
public:
    explicit Private(UnlockView* view)
        : q(view)
    {
    }
    enum class Question { None, First, Last };

    QWidget* makeForm();
    void unlock();
    void answered(const Result<void>& answer);
    void setBusy(bool on);
    void question(Question which);
    void applySizes();

    UnlockView* q;
    PassphraseLock* lock = nullptr;
    QStackedWidget* pages = nullptr;
    QVBoxLayout* column = nullptr;
    QVBoxLayout* card = nullptr;
    Banner* error = nullptr;
    Banner* busy = nullptr;
    PassphraseEdit* edit = nullptr;
    QCheckBox* show = nullptr;
    Button* go = nullptr;
    Button* forgotten = nullptr;
    NoticePage* ask = nullptr;
    Button* keep = nullptr;
    Button* erase = nullptr;
    Question asked = Question::None;
    bool waiting = false;
};

QWidget* UnlockView::Private::makeForm()
{
    auto* content = new QWidget;
    content->setObjectName(u"unlockContent"_s);
    column = new QVBoxLayout(content);
    auto* title = new Label(tr("Open your shift"), TextRole::Display);
    title->setObjectName(u"unlockTitle"_s);
    title->setWordWrap(true);
    auto* subtitle = new Label(tr("A shift is kept on this laptop, sealed with the passphrase you chose."),
                               TextRole::Body, Tone::Muted);
    subtitle->setWordWrap(true);
    error = new Banner(Tone::Bad, u"warning"_s);
    error->setObjectName(u"unlockError"_s);
    error->hide();
    busy = new Banner(Tone::Accent, u"sync"_s);
    busy->setObjectName(u"unlockBusy"_s);
    busy->hide();

    auto* panel = new Panel(Panel::Kind::Card);
    card = new QVBoxLayout(panel);
    edit = new PassphraseEdit(u"unlockField"_s, tr("Passphrase"));
    show = new QCheckBox(tr("Show what I type"));
    show->setObjectName(u"unlockShow"_s);
    go = new Button(tr("Open"), Button::Kind::Primary);
    go->setObjectName(u"unlockButton"_s);
    go->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    card->addWidget(edit);
    card->addWidget(show);
    card->addWidget(go, 0, Qt::AlignRight);
    forgotten = new Button(tr("I forgot the passphrase …"), Button::Kind::Secondary);
    forgotten->setObjectName(u"forgottenButton"_s);

    column->addStretch(1);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, subtitle, error, busy, panel})
        column->addWidget(widget);
    column->addWidget(forgotten, 0, Qt::AlignLeft);
    column->addStretch(2);

    connect(show, &QCheckBox::toggled, edit, &PassphraseEdit::setShown);
    connect(edit, &PassphraseEdit::submitted, q, [this] { unlock(); });
    connect(edit, &PassphraseEdit::edited, q, [this] { error->hide(); });
    connect(go, &Button::clicked, q, [this] { unlock(); });
    connect(forgotten, &Button::clicked, q, [this] { question(Question::First); });
    auto* scroll = new ScrollPane;
    scroll->setContent(content, 560);
    return scroll;
}

void UnlockView::Private::setBusy(bool on)
{
    waiting = on;
    busy->setText(tr("Opening … This takes a moment on purpose: it makes guessing slow."));
    busy->setVisible(on);
    for (QWidget* widget : std::initializer_list<QWidget*>{edit, show, go, forgotten})
        widget->setEnabled(!on);
    if (on)
        error->hide();
}

void UnlockView::Private::unlock()
{
    if (waiting || !lock || lock->lockState() != PassphraseLock::State::Locked)
        return;
    if (edit->text().isEmpty()) {
        error->setText(tr("Type the passphrase that you chose when you joined."));
        error->show();
        edit->focus();
        return;
    }
    setBusy(true);
    const QPointer<UnlockView> guard(q);
    lock->unlock(edit->text(), [this, guard](const Result<void>& answer) {
        if (guard)
            answered(answer);
    });
}

void UnlockView::Private::answered(const Result<void>& answer)
{
    setBusy(false);
    if (!answer) {
        error->setText(joinwords::unlockFailure(answer.error()));
        error->show();
        edit->focus();
        return;
    }
    edit->clear();
    show->setChecked(false);
    emit q->unlocked();
}

void UnlockView::Private::question(Question which)
{
    asked = which;
    pages->setCurrentIndex(which == Question::None ? 0 : 1);
    switch (which) {
    case Question::None:
        edit->focus();
        return;
    case Question::First:
        ask->set(u"lock"_s, tr("Without the passphrase this shift cannot be opened"),
                 tr("Nobody can open it without: not staff, and not whoever made Textbank. You can delete it and join "
                    "anew.") +
                     u"\n\n"_s +
                     tr("What had reached the gateway is safe there. What had not is then lost: texts you approved, "
                        "replies, answers, notes and opt-outs. How many those are cannot be known without the "
                        "passphrase."),
                 Tone::Warn);
        keep->setText(tr("Try the passphrase again"));
        erase->setText(tr("Delete the shift …"));
        break;
    case Question::Last:
        ask->set(
            u"warning"_s, tr("Delete the old shift for good?"),
            tr("Nobody can bring it back. If somebody asked not to be texted and you recorded it here, tell staff: "
               "that may not have gone up."),
            Tone::Bad);
        keep->setText(tr("Keep it"));
        erase->setText(tr("Delete it and start over"));
        break;
    }
    keep->setFocus(Qt::OtherFocusReason); // The harmless one.
}

void UnlockView::Private::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    card->setContentsMargins(pad, pad, pad, pad);
    card->setSpacing(theme.space(Space::M));
    column->setContentsMargins(pad, pad, pad, pad); // Also in a narrow window.
    column->setSpacing(theme.space(Space::M));
}

UnlockView::UnlockView(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(u"unlockView"_s);
    d->pages = new QStackedWidget(this);
    d->pages->addWidget(d->makeForm());
    d->ask = new NoticePage;
    d->keep = d->ask->addButton({}, true, {});
    d->keep->setObjectName(u"keepSealed"_s);
    d->erase = d->ask->addButton({}, false, {});
    d->erase->setObjectName(u"eraseSealed"_s);
    d->pages->addWidget(d->ask);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(d->pages);
    connect(d->keep, &Button::clicked, this, [this] { d->question(Private::Question::None); });
    connect(d->erase, &Button::clicked, this, [this] {
        if (d->asked == Private::Question::First)
            d->question(Private::Question::Last);
        else
            emit startOverRequested();
    });
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        if (d->asked != Private::Question::None)
            d->question(Private::Question::None);
    });
    connect(&Theme::current(), &Theme::changed, this, [this] { d->applySizes(); });
    d->applySizes();
}

UnlockView::~UnlockView() = default;

void UnlockView::ask(PassphraseLock& lock)
{
    d->lock = &lock;
    d->edit->clear();
    d->show->setChecked(false);
    d->error->hide();
    d->setBusy(false);
    d->question(Private::Question::None);
}

} // namespace textbank
