#include "ui/join/PassphrasePage.h"

#include "core/session/PassphraseLock.h"
#include "ui/join/JoinWords.h"
#include "ui/join/PassphraseEdit.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

namespace {

Label* wrapped(const QString& text, TextRole role, Tone tone)
{
    auto* label = new Label(text, role, tone);
    label->setWordWrap(true);
    return label;
}

} // namespace

PassphrasePage::PassphrasePage(QWidget* parent)
    : QWidget(parent)
    , m_first(new PassphraseEdit(u"passphraseField"_s, tr("Passphrase")))
    , m_again(new PassphraseEdit(u"passphraseAgainField"_s, tr("The same once more")))
    , m_show(new QCheckBox(tr("Show what I type")))
    , m_card(nullptr)
    , m_page(new QVBoxLayout(this))
{
    setObjectName(u"passphrasePage"_s);
    m_show->setObjectName(u"showPassphrase"_s);
    auto* join = new Button(tr("Join"), Button::Kind::Primary);
    join->setObjectName(u"chooseButton"_s);
    join->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    auto* nothing = new Button(tr("Keep nothing on this laptop"), Button::Kind::Secondary);
    nothing->setObjectName(u"keepNothingButton"_s);
    auto* backButton = new Button(tr("Back"), Button::Kind::Secondary);
    backButton->setObjectName(u"passphraseBackButton"_s);
    backButton->setKeyText(keyName(QKeySequence(Qt::Key_Escape)));

    auto* panel = new Panel(Panel::Kind::Card);
    m_card = new QVBoxLayout(panel);
    m_card->addWidget(wrapped(tr("Choose a passphrase"), TextRole::Heading, Tone::Plain));
    m_card->addWidget(wrapped(tr("This computer has no keychain to keep your key in. With a passphrase your shift "
                                 "opens again after a restart. Only you know it: nobody can look it up or reset it."),
                              TextRole::Body, Tone::Muted));
    m_card->addWidget(m_first);
    m_card->addWidget(wrapped(tr("At least %1 characters. Three or four words that do not belong together are easy to "
                                 "remember and hard to guess.")
                                  .arg(kShortestPassphrase),
                              TextRole::Small, Tone::Muted));
    m_card->addWidget(m_again);
    m_card->addWidget(m_show);
    m_card->addWidget(join, 0, Qt::AlignRight);
    auto* alternative = new Panel(Panel::Kind::Card);
    auto* column = new QVBoxLayout(alternative);
    column->setObjectName(u"alternative"_s);
    column->addWidget(wrapped(tr("Or without one: your shift is here as long as Textbank is open. When it closes, what "
                                 "has not reached the gateway is lost."),
                              TextRole::Body, Tone::Muted));
    column->addWidget(nothing, 0, Qt::AlignLeft);
    m_page->setContentsMargins(0, 0, 0, 0);
    m_page->addWidget(panel);
    m_page->addWidget(alternative);
    m_page->addWidget(backButton, 0, Qt::AlignLeft);
    m_page->addStretch(1);

    connect(m_show, &QCheckBox::toggled, this, [this](bool shown) {
        m_first->setShown(shown);
        m_again->setShown(shown);
    });
    connect(m_first, &PassphraseEdit::submitted, this, [this] {
        if (m_again->text().isEmpty() && weaknessOf(m_first->text()) == PassphraseWeakness::None)
            m_again->focus();
        else
            submit();
    });
    connect(m_again, &PassphraseEdit::submitted, this, &PassphrasePage::submit);
    for (auto* edit : {m_first, m_again})
        connect(edit, &PassphraseEdit::edited, this, [this] { emit refused({}); });
    connect(join, &Button::clicked, this, &PassphrasePage::submit);
    connect(nothing, &Button::clicked, this, &PassphrasePage::keepNothing);
    connect(backButton, &Button::clicked, this, &PassphrasePage::back);
    connect(&Theme::current(), &Theme::changed, this, &PassphrasePage::applySizes);
    applySizes();
}

void PassphrasePage::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    for (auto* column : findChildren<QVBoxLayout*>()) {
        if (qobject_cast<Panel*>(column->parentWidget())) {
            column->setContentsMargins(pad, pad, pad, pad);
            column->setSpacing(theme.space(Space::M));
        }
    }
    m_page->setSpacing(theme.space(Space::M));
}

void PassphrasePage::activate()
{
    clear();
    m_first->focus();
}

void PassphrasePage::clear()
{
    m_first->clear();
    m_again->clear();
    m_show->setChecked(false);
}

void PassphrasePage::submit()
{
    if (const auto weakness = weaknessOf(m_first->text()); weakness != PassphraseWeakness::None) {
        emit refused(joinwords::weakPassphrase(weakness));
        m_first->focus();
        return;
    }
    if (m_first->text() != m_again->text()) {
        emit refused(m_again->text().isEmpty()
                         ? tr("Type the passphrase once more below, so that no slip of a key locks you out.")
                         : tr("The two are not the same. Type the passphrase once more below."));
        m_again->focus();
        return;
    }
    emit chosen(m_first->text());
}

} // namespace textbank
