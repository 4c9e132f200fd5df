#include "ui/join/AddressCard.h"

#include "ui/join/FormField.h"
#include "ui/join/JoinWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyNames.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

AddressCard::AddressCard(QWidget* parent)
    : Panel(Panel::Kind::Card, parent)
    , m_column(new QVBoxLayout(this))
    , m_address(new FormField(u"addressField"_s, tr("Join link, or the gateway's address")))
    , m_spoke(new QCheckBox(tr("This address is a Spoke server")))
    , m_go(new Button(tr("Continue"), Button::Kind::Primary))
{
    setObjectName(u"joinFields"_s);
    m_address->setHint(u"texting.example.org"_s);
    m_address->setLongest(4096);
    m_spoke->setObjectName(u"spokeChoice"_s);
    m_spoke->hide();
    m_go->setObjectName(u"continueButton"_s);
    m_go->setKeyText(keyName(QKeySequence(Qt::Key_Enter)));
    m_column->addWidget(m_address);
    m_column->addWidget(m_spoke);
    m_column->addWidget(m_go, 0, Qt::AlignRight);
    connect(m_address, &FormField::submitted, this, &AddressCard::submitted);
    connect(m_address, &FormField::edited, this, [this] {
        m_spoke->setChecked(false);
        m_spoke->hide();
        emit edited();
    });
    connect(m_go, &Button::clicked, this, &AddressCard::submitted);
    connect(&Theme::current(), &Theme::changed, this, &AddressCard::applySizes);
    applySizes();
}

QString AddressCard::text() const { return m_address->text(); }

void AddressCard::setText(const QString& text)
{
    clear();
    m_address->setText(text);
}

std::optional<JoinLink> AddressCard::read()
{
    const QString typed = m_address->text().trimmed();
    if (typed.isEmpty()) {
        say(tr("Paste the join link, or type the gateway's address. Your campaign gave it to you."));
        return {};
    }
    auto wanted = parseLinkOrAddress(typed);
    if (!wanted) {
        const auto& error = wanted.error();
        const bool link = typed.startsWith("textbank:"_L1, Qt::CaseInsensitive) || error.detail == "reset"_L1;
        say(link ? joinwords::badLink(error) : joinwords::badAddress(error));
        return {};
    }
    if (m_spoke->isChecked())
        wanted->kind = GatewayKind::Spoke;
    return *wanted;
}

void AddressCard::say(const QString& sentence) { m_address->setError(sentence); }

void AddressCard::offerKind() { m_spoke->show(); }

void AddressCard::activate()
{
    if (m_address->text().isEmpty())
        m_address->focus();
    else
        m_go->setFocus(Qt::OtherFocusReason);
}

void AddressCard::focus() { m_address->focus(); }

void AddressCard::clear()
{
    m_address->clear();
    m_spoke->setChecked(false);
    m_spoke->hide();
}

void AddressCard::applySizes()
{
    const auto& theme = Theme::current();
    const int pad = theme.space(Space::L);
    m_column->setContentsMargins(pad, pad, pad, pad);
    m_column->setSpacing(theme.space(Space::M));
}

} // namespace textbank
