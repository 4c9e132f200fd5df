#include "tests/simulation/RoomLedger.h"

#include <algorithm>

namespace textbank::simulation {

void RoomLedger::staffStopped(const PhoneNumber& number, Instant at, bool isDone)
{
    const auto place = ++m_last;
    m_words.append({{}, number, Meaning::Stop, at, {}, place, isDone ? place : 0});
}

void RoomLedger::staffLifted(const PhoneNumber& number, Instant at, std::optional<Instant> asOf)
{
    const auto place = ++m_last;
    m_words.append({{}, number, Meaning::Start, at, asOf, place, place});
}

void RoomLedger::given(const MessageId& id)
{
    for (auto& word : m_words) {
        if (word.id == id && word.given == 0) {
            word.given = ++m_last;
        }
    }
}

void RoomLedger::stored(const MessageId& id)
{
    for (auto& word : m_words) {
        if (word.id == id && word.taken == 0) {
            word.taken = ++m_last;
        }
    }
}

/// Voters' words are taken in the order in which they were written. Those of staff come at some time between the one
/// when the gateway was told of a voter's and the one when it said that it has it.
bool RoomLedger::mayBeLater(const Word& word, const Word& than)
{
    if (word.isVoters() && than.isVoters()) {
        return &word > &than;
    }
    return (word.taken == 0 || word.taken > than.given) && than.given != 0;
}

bool RoomLedger::isTakenBack(const Word& stop) const
{
    return std::any_of(m_words.cbegin(), m_words.cend(), [&](const Word& word) {
        return word.meaning == Meaning::Start && word.number == stop.number && mayBeLater(word, stop) &&
               (!word.asOf || stop.at <= *word.asOf);
    });
}

bool RoomLedger::knownToHaveStopped(const PhoneNumber& number) const
{
    return std::any_of(m_words.cbegin(), m_words.cend(), [&](const Word& word) {
        return word.number == number && word.meaning == Meaning::Stop && word.taken != 0 && !isTakenBack(word);
    });
}

bool RoomLedger::wantsToBeLeftAlone(const PhoneNumber& number) const
{
    return std::any_of(m_words.cbegin(), m_words.cend(), [&](const Word& word) {
        return word.number == number && word.meaning == Meaning::Stop && (word.taken != 0 || word.isVoters()) &&
               !isTakenBack(word);
    });
}

bool RoomLedger::returnedSince(const PhoneNumber& number, Instant when) const
{
    return std::any_of(m_words.cbegin(), m_words.cend(), [&](const Word& word) {
        return word.number == number && word.meaning == Meaning::Start && word.at >= when &&
               (!word.asOf || when <= *word.asOf);
    });
}

bool RoomLedger::wasSpokenOf(const PhoneNumber& number) const
{
    return std::any_of(m_words.cbegin(), m_words.cend(), [&](const Word& word) { return word.number == number; });
}

QList<PhoneNumber> RoomLedger::stops() const
{
    QList<PhoneNumber> numbers;
    for (const auto& word : m_words) {
        if (word.meaning == Meaning::Stop && !numbers.contains(word.number)) {
            numbers.append(word.number);
        }
    }
    return numbers;
}

int RoomLedger::stopsOf(const PhoneNumber& number) const
{
    return static_cast<int>(std::count_if(m_words.cbegin(), m_words.cend(), [&](const Word& word) {
        return word.isVoters() && word.number == number && word.meaning == Meaning::Stop;
    }));
}

bool RoomLedger::Switch::wasOn(qint64 sequence) const
{
    auto on = false;
    for (const auto& turn : m_turns) {
        if (turn.from >= sequence) {
            break;
        }
        on = turn.on.value_or(false);
    }
    return on;
}

void RoomLedger::documentGiven(const QString& policyVersion, const Hours& hours, bool isDone)
{
    m_hours.insert(policyVersion, hours);
    if (isDone) {
        m_inForce.clear();
    }
    m_inForce.append(hours);
}

bool RoomLedger::isOpenNow(const RoomImage::Person& person, Instant when) const
{
    return std::any_of(m_inForce.cbegin(), m_inForce.cend(),
                       [&](const Hours& hours) { return RoomImage::isOpen(person, when, hours); });
}

bool RoomLedger::isOpenBy(const QString& policyVersion, const RoomImage::Person& person, Instant when) const
{
    return RoomImage::isOpen(person, when, m_hours.value(policyVersion));
}

bool RoomLedger::isOpenByAll(const RoomImage::Person& person, Instant when) const
{
    return RoomImage::isOpen(person, when, Hours{}) &&
           std::all_of(m_hours.cbegin(), m_hours.cend(),
                       [&](const Hours& hours) { return RoomImage::isOpen(person, when, hours); });
}

} // namespace textbank::simulation
