#include "core/reading/ReplyShield.h"

#include "core/reading/HarshWords.h"

#include <QCryptographicHash>
#include <algorithm>

namespace textbank {
namespace {

/// From this share on the model half hears abuse in what it takes for something else.
constexpr double kNoticeable = 0.25;
constexpr int kMostKnown = 4096;

/// A ZIP code, a count, an hour: the model knows words, and hears too much in a number that it never saw.
bool isNumber(const QString& reply)
{
    return std::none_of(reply.cbegin(), reply.cend(), [](QChar c) { return c.isLetter() || c.isSurrogate(); }) &&
           std::any_of(reply.cbegin(), reply.cend(), [](QChar c) { return c.isDigit(); });
}

} // namespace

ReplyShield::ReplyShield(const ReplyClassifier& reader)
    : m_reader(reader)
    , m_known(kMostKnown)
{
}

Harshness ReplyShield::read(const QString& reply) const
{
    if (reply.isEmpty()) {
        return Harshness::Mild;
    }
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(reply.constData()),
                                               reply.size() * qsizetype{sizeof(QChar)});
    const auto key = QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256);
    if (const auto* known = m_known.object(key)) {
        return *known;
    }
    const auto harshness = judged(reply);
    m_known.insert(key, new Harshness(harshness));
    return harshness;
}

Harshness ReplyShield::judged(const QString& reply) const
{
    if (isNumber(reply)) {
        return Harshness::Mild;
    }
    const auto meaning = m_reader.read(reply);
    if (meaning.tier == OptOutTier::Certain) {
        return Harshness::Mild;
    }
    const auto words = HarshWords::in(reply);
    // Who asks to stop is listened to, however it is said; a threat stays one.
    const auto asksToStop = meaning.tier == OptOutTier::Phrase || meaning.intent == Intent::OptOut;
    // A name alone is often said in passing: the model has to half hear it too, where there is one.
    const auto rulesHear = words.abuse || (words.insult && (!m_reader.hasModel() || meaning.hostile >= kNoticeable));
    if (meaning.intent == Intent::Hostile || words.threat || (rulesHear && !asksToStop)) {
        return Harshness::Hostile;
    }
    return words.strong || words.insult || meaning.hostile >= kNoticeable ? Harshness::Strong : Harshness::Mild;
}

bool ReplyShield::masks(ShieldLevel level, Harshness harshness)
{
    switch (level) {
    case ShieldLevel::Off:
        break;
    case ShieldLevel::Hostile:
        return harshness == Harshness::Hostile;
    case ShieldLevel::Strong:
        return harshness != Harshness::Mild;
    }
    return false;
}

} // namespace textbank
