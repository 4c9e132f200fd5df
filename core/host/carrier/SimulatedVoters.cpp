#include "core/host/carrier/SimulatedVoters.h"

#include "core/host/carrier/VoterPhrases.h"

#include <QCryptographicHash>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr int kSentAfterMs = 300;
constexpr int kDeliveredAfterMs = 1500;
const auto kUnreachable = "30006"_L1; // What carriers' interfaces call "landline or unreachable carrier".

/// The answer to a text has an id of its own that follows from the text's: the same text answered again, after a
/// restart of everything, is the same reply.
MessageId answerId(const MessageId& text)
{
    const auto digest = QCryptographicHash::hash(("answer:" + text.value.toUtf8()), QCryptographicHash::Sha256);
    return MessageId{QUuid::fromRfc4122(digest.left(16)).toString(QUuid::WithoutBraces)};
}

const QString& pick(const QStringList& phrases, quint64 voice)
{
    return phrases.at(static_cast<qsizetype>(voice % static_cast<quint64>(phrases.size())));
}

} // namespace

SimulatedVoters::Voter& SimulatedVoters::voterOf(const PhoneNumber& number, const QString& language)
{
    const auto known = m_voters.find(number);
    if (known != m_voters.end()) {
        return *known;
    }
    Voter voter;
    voter.persona = personaOf(m_options.seed, number, m_options.silence, m_options.unreachable);
    voter.truth.intent = voter.persona.intent;
    voter.truth.late = voter.persona.late;
    voter.truth.language = language;
    return *m_voters.insert(number, voter);
}

void SimulatedVoters::schedule(int delayMs, CarrierEvent event, bool asksToStop)
{
    const auto delay = m_options.speed <= 0 ? 0.0 : delayMs / m_options.speed;
    event.at = m_clock.now() + Millis{static_cast<qint64>(delay)};
    m_due.emplace(event.at, Due{event, asksToStop});
}

void SimulatedVoters::submit(const Text& text)
{
    if (m_seen.contains(text.id)) {
        return;
    }
    m_seen.insert(text.id);
    if (text.purpose == Purpose::Rehearsal || m_testPhones.contains(text.to)) {
        answerRehearsal(text);
        return;
    }
    auto& voter = voterOf(text.to, text.language);
    CarrierEvent report;
    report.message = text.id;
    schedule(kSentAfterMs, report, false);
    report.kind = voter.persona.unreachable ? CarrierEvent::Kind::Failed : CarrierEvent::Kind::Delivered;
    if (voter.persona.unreachable) {
        report.reason = kUnreachable;
    }
    schedule(kDeliveredAfterMs, report, false);
    if (text.purpose == Purpose::OptOutConfirmation) {
        ++voter.truth.confirmations;
        return;
    }
    ++voter.truth.texts;
    answer(text.to, voter, text);
}

void SimulatedVoters::answerRehearsal(const Text& text)
{
    m_testPhones.insert(text.to);
    CarrierEvent report;
    report.message = text.id;
    report.kind = CarrierEvent::Kind::Delivered;
    schedule(0, report, false);
    if (text.purpose == Purpose::Rehearsal) {
        CarrierEvent stop;
        stop.kind = CarrierEvent::Kind::Reply;
        stop.message = answerId(text.id);
        stop.from = text.to;
        stop.text = u"STOP"_s;
        schedule(0, stop, true);
    }
}

void SimulatedVoters::answer(const PhoneNumber& number, Voter& voter, const Text& text)
{
    if (voter.truth.askedToStop) {
        ++voter.truth.textsAfterStop;
        if (!voter.wasAngry) {
            voter.wasAngry = true;
            write(number, voter, text, angerAtBeingTextedAgain(voter.truth.language), true);
        }
        return;
    }
    const auto& persona = voter.persona;
    if (voter.answerPending || persona.intent == VoterIntent::Silence) {
        return;
    }
    if (voter.truth.replies == 0) {
        const auto& words = pick(firstAnswers(persona.intent, voter.truth.language), persona.voice);
        write(number, voter, text, words, persona.intent == VoterIntent::Stop);
        return;
    }
    if (voter.laterAnswers >= persona.followUps) {
        return;
    }
    const auto& phrases = laterAnswers(persona.intent, voter.truth.language, voter.laterAnswers);
    if (!phrases.isEmpty()) {
        ++voter.laterAnswers;
        write(number, voter, text, pick(phrases, persona.voice), false);
    }
}

void SimulatedVoters::write(const PhoneNumber& number, Voter& voter, const Text& text, const QString& words,
                            bool asksToStop)
{
    CarrierEvent reply;
    reply.kind = CarrierEvent::Kind::Reply;
    reply.message = answerId(text.id);
    reply.from = number;
    reply.text = words;
    reply.media = voter.persona.intent == VoterIntent::Picture && voter.truth.replies == 0 ? 1 : 0;
    // Who wrote before answers sooner; nobody is late twice.
    const auto delay = voter.truth.replies == 0 ? voter.persona.delayMs : voter.persona.delayMs % 75'000 / 2;
    voter.answerPending = true;
    schedule(kDeliveredAfterMs + delay, reply, asksToStop);
}

QList<CarrierEvent> SimulatedVoters::poll()
{
    QList<CarrierEvent> events;
    const auto end = m_due.upper_bound(m_clock.now());
    for (auto due = m_due.begin(); due != end; ++due) {
        const auto& [event, asksToStop] = due->second;
        if (event.kind == CarrierEvent::Kind::Reply && !m_testPhones.contains(event.from)) {
            auto& voter = m_voters[event.from];
            ++voter.truth.replies;
            voter.answerPending = false;
            voter.truth.askedToStop = voter.truth.askedToStop || asksToStop;
        }
        events.append(event);
    }
    m_due.erase(m_due.begin(), end);
    return events;
}

std::optional<Instant> SimulatedVoters::nextEvent() const
{
    return m_due.empty() ? std::nullopt : std::optional(m_due.begin()->first);
}

QHash<PhoneNumber, SimulatedVoters::Truth> SimulatedVoters::truth() const
{
    QHash<PhoneNumber, Truth> all;
    for (auto voter = m_voters.cbegin(); voter != m_voters.cend(); ++voter) {
        all.insert(voter.key(), voter->truth);
    }
    return all;
}

} // namespace textbank
