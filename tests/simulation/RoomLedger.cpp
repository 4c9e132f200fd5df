#include "tests/simulation/RoomLedger.h"

#include <algorithm>

namespace textbank::simulation {

void RoomLedger::stored(const MessageId& id)
{
    for (auto& word : m_words) {
        word.stored = word.stored || word.id == id;
    }
}

bool RoomLedger::knownToHaveStopped(const PhoneNumber& number) const
{
    for (auto word = m_words.crbegin(); word != m_words.crend(); ++word) {
        if (word->number == number && word->meaning == Meaning::Start) {
            return false;
        }
        if (word->number == number && word->meaning == Meaning::Stop && word->stored) {
            return true;
        }
    }
    return false;
}

bool RoomLedger::wantsToBeLeftAlone(const PhoneNumber& number) const
{
    for (auto word = m_words.crbegin(); word != m_words.crend(); ++word) {
        if (word->number == number && word->meaning != Meaning::Other) {
            return word->meaning == Meaning::Stop;
        }
    }
    return false;
}

bool RoomLedger::returnedSince(const PhoneNumber& number, Instant when) const
{
    return std::any_of(m_words.cbegin(), m_words.cend(), [&](const Word& word) {
        return word.number == number && word.meaning == Meaning::Start && word.at >= when;
    });
}

bool RoomLedger::everWrote(const PhoneNumber& number) const
{
    return std::any_of(m_words.cbegin(), m_words.cend(), [&](const Word& word) { return word.number == number; });
}

int RoomLedger::stopsOf(const PhoneNumber& number) const
{
    return static_cast<int>(std::count_if(m_words.cbegin(), m_words.cend(), [&](const Word& word) {
        return word.number == number && word.meaning == Meaning::Stop;
    }));
}

void RoomLedger::Switch::turn(Instant at, std::optional<bool> on) { m_turns.append({at, on}); }

bool RoomLedger::Switch::wasOn(Instant when) const
{
    auto on = false;
    for (const auto& turn : m_turns) {
        if (turn.at == when) {
            return false;
        }
        if (turn.at > when) {
            break;
        }
        on = turn.on.value_or(false);
    }
    return on;
}

} // namespace textbank::simulation
