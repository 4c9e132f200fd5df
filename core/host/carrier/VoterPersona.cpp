#include "core/host/carrier/VoterPersona.h"

#include "core/base/Random.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <array>

namespace textbank {
namespace {

struct Share
{
    VoterIntent intent;
    int perMille; ///< Of those who answer.
    bool late;
};
constexpr std::array kShares{
    Share{VoterIntent::Yes, 290, false},        Share{VoterIntent::No, 145, false},
    Share{VoterIntent::Question, 180, false},   Share{VoterIntent::Rude, 55, false},
    Share{VoterIntent::WrongNumber, 75, false}, Share{VoterIntent::Picture, 30, false},
    Share{VoterIntent::AlreadyDone, 80, false}, Share{VoterIntent::Yes, 25, true},
    Share{VoterIntent::Question, 15, true},     Share{VoterIntent::Stop, 105, false},
};

quint64 seedOf(quint64 seed, const PhoneNumber& number)
{
    QByteArray key(8, '\0');
    qToLittleEndian(seed, key.data());
    const auto digest = QCryptographicHash::hash(key + number.e164().toLatin1(), QCryptographicHash::Sha256);
    return qFromLittleEndian<quint64>(digest.constData());
}

} // namespace

VoterPersona personaOf(quint64 seed, const PhoneNumber& number, double silence, double unreachable)
{
    SeededRandom random(seedOf(seed, number));
    VoterPersona persona;
    persona.voice = random.below(1'000'000);
    const auto quiet = random.unit() < silence;
    auto draw = static_cast<int>(random.below(1000));
    persona.delayMs = 5'000 + static_cast<int>(random.below(70'000));
    persona.followUps = static_cast<int>(random.below(3));
    persona.unreachable = quiet && random.unit() < unreachable;
    if (quiet) {
        return persona;
    }
    for (const auto& share : kShares) {
        if (draw < share.perMille) {
            persona.intent = share.intent;
            persona.late = share.late;
            break;
        }
        draw -= share.perMille;
    }
    if (persona.late) {
        persona.delayMs += 360'000 + static_cast<int>(random.below(600'000));
    }
    return persona;
}

} // namespace textbank
