#include "ui/widgets/OfferRow.h"

#include "ui/settings/ActionMap.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/FlowLayout.h"

namespace textbank {

using namespace Qt::StringLiterals;

OfferRow::OfferRow(const QString& actionId, QWidget* parent)
    : QWidget(parent)
    , m_action(actionId)
    , m_flow(new FlowLayout(this, 6))
{
    setObjectName(u"offers"_s);
    connect(&ActionMap::current(), &ActionMap::changed, this, &OfferRow::showKey);
    hide();
}

void OfferRow::setOffers(const QList<TextOffer>& offers)
{
    if (offers == m_offers)
        return;
    m_offers = offers;
    while (m_buttons.size() < offers.size()) {
        const auto index = m_buttons.size();
        auto* button = new Button(QString(), Button::Kind::Secondary, this);
        button->setObjectName(u"offer%1"_s.arg(index));
        button->setIconName(u"edit"_s);
        button->setFocusPolicy(Qt::TabFocus); // The text keeps the focus.
        connect(button, &QPushButton::clicked, this, [this, index] {
            if (index < m_offers.size())
                emit accepted(TextMend(m_offers.at(index).mend));
        });
        m_flow->addWidget(button);
        m_buttons.append(button);
        showKey();
    }
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        const bool used = i < offers.size();
        if (used) {
            m_buttons.at(i)->setText(offers.at(i).label);
            m_buttons.at(i)->setAccessibleName(offers.at(i).label);
        }
        m_buttons.at(i)->setVisible(used);
    }
    setVisible(!offers.isEmpty());
}

void OfferRow::setTyping(bool typing)
{
    m_typing = typing;
    showKey();
}

void OfferRow::showKey()
{
    if (!m_buttons.isEmpty())
        m_buttons.front()->setKeyText(m_typing ? ActionMap::current().keyTextWhileTyping(m_action)
                                               : ActionMap::current().keyText(m_action));
}

bool OfferRow::acceptFirst()
{
    if (m_offers.isEmpty())
        return false;
    emit accepted(TextMend(m_offers.front().mend));
    return true;
}

} // namespace textbank
