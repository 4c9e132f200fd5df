#include "core/review/CardMaker.h"

#include "core/compose/Merge.h"
#include "core/compose/ScriptText.h"
#include "core/compose/TextCleaning.h"
#include "core/review/ContactChecks.h"

#include <algorithm>

namespace textbank {

CardMaker::CardMaker(const Store& store, QString volunteerName)
    : m_store(store)
    , m_volunteerName(std::move(volunteerName))
{
}

Card CardMaker::make(const ContactRecord& record, GateVerdict verdict) const
{
    Card card;
    const QString begun = textInProgress(record);
    card.text = begun;
    card.edited = !begun.isEmpty();
    refresh(card, record, std::move(verdict));
    return card;
}

void CardMaker::refresh(Card& card, const ContactRecord& record, GateVerdict verdict) const
{
    card.record = record;
    card.verdict = std::move(verdict);
    const QStringList& zones = card.verdict.zones;
    const QString& deciding = card.verdict.hours.zone;
    card.zone = zones.size() == 1 || deciding.isEmpty() ? zones.value(0) : deciding;
    if (card.verdict.hours.reason == HoursReason::NoPlace)
        card.zone.clear();
    const Campaign* campaign = m_store.campaign(record.contact.campaign);
    const InteractionStep* first = campaign ? campaign->firstStep() : nullptr;
    card.step = first ? first->id : StepId{};
    if (card.edited)
        setText(card, card.text);
    else
        restoreText(card);
}

void CardMaker::setText(Card& card, const QString& written) const
{
    const Campaign* campaign = m_store.campaign(card.record.contact.campaign);
    const QString text = campaign ? cleaned(written, campaign->cleaning) : written;
    const auto merged = script(card.record);
    card.templateError = merged ? std::optional<TemplateError>{} : merged.error();
    card.edited = !merged || *merged != text;
    card.text = text;
    measure(card);
}

void CardMaker::restoreText(Card& card) const
{
    const auto merged = script(card.record);
    card.templateError = merged ? std::optional<TemplateError>{} : merged.error();
    card.edited = false;
    card.text = merged ? *merged : QString();
    measure(card);
}

Result<QString, TemplateError> CardMaker::script(const ContactRecord& record) const
{
    const Campaign* campaign = m_store.campaign(record.contact.campaign);
    const InteractionStep* first = campaign ? campaign->firstStep() : nullptr;
    if (!first)
        return QString(); // The check for an empty text blocks it.
    return Merge(MergeRules::ofScript(*campaign), record.contact, m_volunteerName)
        .rendered(scriptText(*campaign, first->texts, record.contact.language));
}

QString CardMaker::textInProgress(const ContactRecord& record) const
{
    const ContactId& contact = record.contact.id;
    const Result<QString> draft = m_store.draft(contact);
    if (draft) {
        // Blank lines at its end cannot be seen on the card; what is shown is what is sent.
        qsizetype length = draft->size();
        while (length > 0 && draft->at(length - 1).isSpace())
            --length;
        if (length > 0)
            return draft->left(length);
    }
    if (record.stage != ContactStage::NeedsFirstMessage)
        return {};
    const Result<QList<Message>> thread = m_store.conversation(contact);
    if (!thread)
        return {};
    const auto last = std::find_if(thread->crbegin(), thread->crend(), [](const Message& message) {
        return message.direction == Direction::Outgoing &&
               (message.delivery == Delivery::Refused || message.delivery == Delivery::Cancelled);
    });
    if (last == thread->crend())
        return {};
    const Result<std::optional<OutboxRow>> row = m_store.outboxRow(CommandId{last->id.value});
    if (!row || !*row)
        return {};
    const auto* send = std::get_if<SendPayload>(&(*row)->command.payload);
    return send && send->edited ? last->text : QString();
}

void CardMaker::measure(Card& card) const
{
    card.segments = countSegments(card.text);
    const Campaign* campaign = m_store.campaign(card.record.contact.campaign);
    card.findings = checkFor(card.record.contact, campaign, SendKind::FirstMessage, card.text);
}

} // namespace textbank
