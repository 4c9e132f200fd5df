#pragma once

#include "core/reading/ReplyClassifier.h"

#include <QByteArray>
#include <QCache>

namespace textbank {

/// What a volunteer wants covered until she asks to see it.
enum class ShieldLevel {
    Off,     ///< Nothing.
    Hostile, ///< Abuse and threats.
    Strong,  ///< Also what is only harsh: foul words, a request to stop in anger.
};

/// How a reply may strike the person who has to read it.
enum class Harshness { Mild, Strong, Hostile };

/// Reads how harsh a reply is: the classifier's word, and rules that still work where it has no model. What was read is
/// remembered by the text's hash alone, for a thread is painted often.
class ReplyShield
{
public:
    /// `reader` outlives the shield.
    explicit ReplyShield(const ReplyClassifier& reader);

    /// A whole text, as it was sent. An opt-out keyword alone is mild, and so is no text.
    Harshness read(const QString& reply) const;
    static bool masks(ShieldLevel level, Harshness harshness);

private:
    Harshness judged(const QString& reply) const;

    const ReplyClassifier& m_reader;
    mutable QCache<QByteArray, Harshness> m_known;
};

} // namespace textbank
