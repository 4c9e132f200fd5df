#pragma once

#include "ui/TextOffers.h"

#include <QWidget>

namespace textbank {

class Button;
class FlowLayout;

/// The changes that are offered for a text, a button each; the first one has the key. Hidden when there are none.
class OfferRow : public QWidget
{
    Q_OBJECT
public:
    /// `actionId` is the action that accepts the first offer.
    explicit OfferRow(const QString& actionId, QWidget* parent = nullptr);
    void setOffers(const QList<TextOffer>& offers);
    const QList<TextOffer>& offers() const { return m_offers; }
    /// Where letters are typed only a key with Ctrl or Alt accepts: that one is shown then.
    void setTyping(bool typing);
    /// As its key does; false when nothing is offered.
    bool acceptFirst();

signals:
    void accepted(const textbank::TextMend& mend);

private:
    void showKey();
    QString m_action;
    QList<TextOffer> m_offers;
    QList<Button*> m_buttons;
    bool m_typing = false;
    FlowLayout* m_flow;
};

} // namespace textbank
