#pragma once

#include "core/review/Card.h"
#include "core/store/Store.h"

namespace textbank {

/// Makes the card of a contact's first message: the script merged, or the text a person has changed it to, with its
/// segments, its checks and the gate's answer.
class CardMaker
{
public:
    CardMaker(const Store& store, QString volunteerName);

    /// A card as the store stands. A text in progress counts as edited: the saved draft, or what an approved text said
    /// that did not leave.
    Card make(const ContactRecord& record, GateVerdict verdict) const;
    /// The same contact again, with what the store knows now; the text is kept when it was edited.
    void refresh(Card& card, const ContactRecord& record, GateVerdict verdict) const;
    /// The volunteer's text, cleaned as it will leave; the script's own words are no edit.
    void setText(Card& card, const QString& written) const;
    /// The script's text again.
    void restoreText(Card& card) const;

private:
    Result<QString, TemplateError> script(const ContactRecord& record) const;
    QString textInProgress(const ContactRecord& record) const;
    void measure(Card& card) const;

    const Store& m_store;
    QString m_volunteerName;
};

} // namespace textbank
