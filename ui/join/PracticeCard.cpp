#include "ui/join/PracticeCard.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"

#include <QShortcut>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

PracticeCard::PracticeCard(QWidget* owner)
    : Panel(Panel::Kind::Card)
    , m_column(new QVBoxLayout(this))
    , m_start(new Button(tr("Start practice"), Button::Kind::Secondary))
{
    setObjectName(u"practiceCard"_s);
    auto* title = new Label(tr("Practice without an account"), TextRole::Heading);
    auto* text = new Label(
        tr("A made-up campaign on this computer: people who don't exist write back, nothing is sent to anybody, and no "
           "network is needed."),
        TextRole::Body, Tone::Muted);
    text->setWordWrap(true);
    m_start->setObjectName(u"practiceButton"_s);
    m_start->setIconName(u"play"_s);
    const QKeySequence key(Qt::CTRL | Qt::Key_P);
    m_start->setKeyText(keyName(key));
    m_column->addWidget(title);
    m_column->addWidget(text);
    m_column->addWidget(m_start, 0, Qt::AlignLeft);
    connect(m_start, &Button::clicked, this, &PracticeCard::requested);
    auto* shortcut = new QShortcut(key, owner);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    shortcut->setAutoRepeat(false);
    connect(shortcut, &QShortcut::activated, this, [this] {
        if (m_start->isEnabled())
            m_start->click();
    });
    connect(&Theme::current(), &Theme::changed, this, &PracticeCard::applySizes);
    applySizes();
}

void PracticeCard::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    m_column->setContentsMargins(pad, pad, pad, pad);
    m_column->setSpacing(theme.space(Space::M));
}

} // namespace textbank
